"""Whether a term of the original is only part of a longer name that the base does not know.

欧洲联盟 in 欧洲联盟委员会, 大会 in 审议大会, *Member States* in *LCBC Member States*: what renders the longer
name need not hold the shorter one.
"""

from __future__ import annotations

from collections.abc import Iterable

from align import languages
from align.languages import NameForms
from align.terms.checked_bitext import CheckedBitext, CheckedUnit


def is_part(bitext: CheckedBitext, row: CheckedUnit, kind: str, ids: set[str]) -> bool:
    """Tell whether a term stands nowhere but inside longer names, which the base does not know."""
    source, translation, names = row.unit.source, row.unit.target, _names(bitext)
    if kind == "title":
        return all(names.inside_a_title(source, *place) for place in _places(row, ids))
    return all(names.inside_a_name(source, *place, translation) for place in _places(row, ids))


def is_surely_part(bitext: CheckedBitext, row: CheckedUnit, ids: set[str]) -> bool:
    """Tell whether a title is surely part of another: 欧洲联盟委员会, *the Fourth Geneva Convention*."""
    names = _names(bitext)
    return any(names.surely_inside_a_title(row.unit.source, *place) for place in _places(row, ids))


def _names(bitext: CheckedBitext) -> NameForms:
    return languages.language(bitext.languages[0]).name_forms


def _places(row: CheckedUnit, ids: set[str]) -> Iterable[tuple[int, int]]:
    return {(o.start, o.end) for o in row.source_terms if o.concept.id in ids}
