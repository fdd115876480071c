"""What stands in a name's place: another name of its kind, or the name itself with a word changed.

Such a thing is evidence that a name is wrong, stronger than any of the excuses in `rendered`: *the Council*
may be short for the Security Council, but not beside *the Security Board*.
"""

from __future__ import annotations

from align.languages import language
from align.terms.base import Concept
from align.terms.checked_bitext import CheckedBitext, CheckedUnit
from align.terms.findings import Span
from align.terms.occurrences import Occurrence


def misnamed(bitext: CheckedBitext, row: CheckedUnit, concept: Concept) -> Span | None:
    """Return where the translation holds a wrong name in the place of a concept's, or None."""
    if not concept.kind:
        return None
    return _stranger(bitext, row, concept) or garbled(bitext, row, concept)


def other_form(bitext: CheckedBitext, row: CheckedUnit, concept: Concept) -> Span | None:
    """Return where a country stands by its bare name, where its formal one is expected: 法国."""
    if concept.kind != "country":
        return None
    forms = language(bitext.languages[1]).name_forms
    names = filter(None, (forms.bare(term.text) for term in concept.allowed(bitext.languages[1])))
    starts = ((row.unit.target.find(name), len(name)) for name in names)
    return next(((start, start + length) for start, length in starts if start >= 0), None)


def garbled(bitext: CheckedBitext, row: CheckedUnit, concept: Concept) -> Span | None:
    """Find a title of which one word is changed: *Security Board*, 人口与发展小组."""
    if concept.kind != "title":
        return None
    # What is a name of its own right, and named in the original, is no garbled form of another.
    named = {o.concept.id for near in bitext.paragraph(row) for o in near.source_terms}
    taken = [(o.start, o.end) for o in row.target_terms if o.concept.id in named]
    forms = language(bitext.languages[1]).name_forms
    for term in concept.allowed(bitext.languages[1]):
        for span, changed in forms.garbled(term.text, row.unit.target):
            if not any(start <= changed < end for start, end in taken):
                return span
    return None


def _stranger(bitext: CheckedBitext, row: CheckedUnit, concept: Concept) -> Span | None:
    """Find a name of the same kind that the original does not mention."""
    own = [term.text for term in concept.allowed(bitext.languages[1])]
    has_acronym = any(name.isascii() and name.isupper() for name in own)
    named: dict[Span, list[Occurrence]] = {}
    for o in row.target_terms:
        is_name = o.concept.kind == concept.kind and not row.unit.target[o.start].islower()
        if is_name and not any(name in o.term.text for name in own) and (has_acronym or not _acronym(o)):
            named.setdefault((o.start, o.end), []).append(o)
    return next(
        (
            place for place, owners in named.items()
            if not any(_is_generic(o) or _mentioned(bitext, row, o.concept) for o in owners)
        ),
        None,
    )  # fmt: skip


def _acronym(occurrence: Occurrence) -> bool:
    return occurrence.term.text.isascii() and occurrence.term.text.isupper()


def _is_generic(occurrence: Occurrence) -> bool:
    """Tell whether a title is one word, which may be short for any other: *the Office*; an acronym is not."""
    text = occurrence.term.text.removeprefix("the ")
    return occurrence.concept.kind == "title" and text.isascii() and " " not in text and not text.isupper()


def _mentioned(bitext: CheckedBitext, row: CheckedUnit, concept: Concept) -> bool:
    """Tell whether the original names a concept in any way, be it in short."""
    paragraph = bitext.paragraph(row)
    if any(o.concept.id == concept.id for near in paragraph for o in near.source_terms):
        return True
    sources = " ".join(near.unit.source for near in paragraph)
    code, country = bitext.languages[0], concept.kind == "country"
    forms, terms = language(code).name_forms, [*concept.allowed(code), *concept.forbidden(code)]
    return any(
        forms.stem_in(term.text, sources, country=country)
        or forms.shortened(term.text, sources, country=country)
        for term in terms
    )
