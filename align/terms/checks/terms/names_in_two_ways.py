"""A person or place that the translation writes in two ways: 巴切莱特 here, 巴舍莱 there.

No term base knows them. But what the original calls *Bachelet* has one name in the translation, in every
unit that holds it; two that look alike and never stand together are two spellings.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations, islice, takewhile

from align.languages import language
from align.terms.checked_bitext import CheckedBitext, CheckedUnit
from align.terms.checks.check import Check
from align.terms.checks.terms import counted_wording, shown
from align.terms.checks.terms.several_renderings import SEVERAL_RENDERINGS
from align.terms.findings import Finding
from align.text import fold
from align.words import say

_ALIKE = {True: 0.75, False: 0.5}
"""Least likeness of two spellings, by whether the language has letters: 巴切莱特, 巴舍莱 have 4 in 7."""
_MOST_NAMES = 50
"""Names of one text that are looked at: each is held against each."""
_LONG = 3
"""Characters of a name with which a longer one may go on: 罗伯特, 叙利亚."""
_MOST = 0.5
"""Part of the units with a name of the original that hold one of two spellings of it; fewer are chance."""

_Units = dict[str, list[CheckedUnit]]


def _find(bitext: CheckedBitext) -> Iterator[Finding]:
    ours, theirs = (_names(bitext, side) for side in (0, 1))
    spaced = language(bitext.languages[1]).spaced
    named: dict[tuple[str, str], list[str]] = defaultdict(list)
    for name, rows in ours.items():
        here = {row.position for row in rows}
        if len(here) < 2:
            continue
        near = {
            each: theirs[each] for row in rows for each in _in(bitext, row, 1)
            if here.issuperset(place.position for place in theirs[each])
        }  # fmt: skip
        for pair in combinations(sorted(near, key=lambda each: -len(near[each])), 2):
            if _two_spellings(pair, near, len(here), spaced=spaced):
                named[pair].append(name)
    told: set[str] = set()
    for pair, names in named.items():
        ordinary = all(_is_word(bitext, 0, name) for name in names) or _are_forms(bitext, pair)
        if told.isdisjoint(pair) and not ordinary:
            told.update(pair)
            # Of *Michelle* and *Bachelet*, the second is 巴舍莱 in 米歇尔·巴舍莱.
            place = _in(bitext, theirs[pair[1]][0], 1).index(pair[1])
            yield _finding(names[min(place, len(names) - 1)], pair, theirs)


def _names(bitext: CheckedBitext, side: int) -> _Units:
    """Return the names of strangers on one side, with the units that hold them."""
    units: _Units = defaultdict(list)
    for row in bitext.linked:
        for name in _in(bitext, row, side):
            units[name].append(row)
    return units


def _are_forms(bitext: CheckedBitext, pair: tuple[str, str]) -> bool:
    """Tell whether two names are forms of one word, or one of them is an ordinary word: *Certains*, Фонда."""
    plain = language(bitext.languages[1]).word_forms.plain
    same = plain(fold(pair[0])) == plain(fold(pair[1]))
    return same or any(_is_word(bitext, 1, name) for name in pair)


def _is_word(bitext: CheckedBitext, side: int, name: str) -> bool:
    """Tell whether what has a capital also stands in small letters: *Foreign*, but never *Bachelet*."""
    small = re.compile(rf"\b{re.escape(name.lower())}\b") if name[0].isupper() else None
    return small is not None and any(
        small.search((row.unit.source, row.unit.target)[side]) for row in bitext.linked
    )


def _in(bitext: CheckedBitext, row: CheckedUnit, side: int) -> list[str]:
    """Return the names of strangers in one side of a row, as they follow: no term of the base is in them."""
    text = (row.unit.source, row.unit.target)[side]
    known = {shown(text, o) for o in (row.source_terms, row.target_terms)[side]}
    names = islice(language(bitext.languages[side]).name_forms.of_strangers(text), _MOST_NAMES)
    return [
        name for name in dict.fromkeys(names)
        if not any(term in name or name in term for term in known)
    ]  # fmt: skip


def _two_spellings(pair: tuple[str, str], units: _Units, most: int, *, spaced: bool) -> bool:
    """Tell whether two names of the translation may be one: alike, apart, and nearly wherever it is named."""
    places = [{row.position for row in units[each]} for each in pair]
    apart = not places[0] & places[1] and len(places[0] | places[1]) >= _MOST * most
    return apart and _alike(*pair, spaced=spaced)


def _alike(one: str, other: str, *, spaced: bool) -> bool:
    """Tell whether two names look like one in two spellings, and not like forms or neighbours of a word.

    *Scots* and *Scottish* end otherwise; 罗伯特米勒 and 罗伯特卡恩 go on otherwise.
    """
    from rapidfuzz.fuzz import ratio  # only here needed

    if one[0] != other[0] or one in other or other in one:
        return False
    same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))
    # *América* and *Americana*, *Ministro* and *Ministerio* are two.
    kept = 1 if len(one) == len(other) else 2
    if one[-kept:] != other[-kept:] if spaced else (same >= _LONG and max(len(one), len(other)) > same + 1):
        return False
    return ratio(fold(one), fold(other)) >= 100 * _ALIKE[spaced]


def _finding(name: str, pair: tuple[str, str], units: _Units) -> Finding:
    usual, rarer = pair
    row = units[rarer][0]
    ours, theirs = row.unit.source.find(name), row.unit.target.find(rarer)
    return CHECK.finding(
        row.unit, SEVERAL_RENDERINGS,
        spans=([(ours, ours + len(name))], [(theirs, theirs + len(rarer))]),
        term=name, expected=(usual,), found=rarer,
        related=tuple(f"{each.unit.id}: {way}" for way in pair for each in units[way]),
        values={"counts": tuple(counted_wording(way, len(units[way])) for way in pair)},
    )  # fmt: skip


CHECK = Check(
    "T8",
    say("A person or place is written in two ways"),
    say("two spellings"),
    "warning",
    _find,
    "document",
    needs=("name_forms",),
)
