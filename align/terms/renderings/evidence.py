"""Whether a translation renders a term: by a term of its concept, in short, or elsewhere in the paragraph.

Two questions in this order. Does something else stand in the term's place (`misnamed`)? Then nothing excuses
it. If not: does anything at all speak for the term being rendered? All that makes a false alarm of a missing
term is here.
"""

from __future__ import annotations

from itertools import pairwise

from align.languages import NameForms, language
from align.terms.base import Concept, Term
from align.terms.checked_bitext import CheckedBitext, CheckedUnit
from align.terms.findings import Span
from align.terms.occurrences import Occurrence, blanked, places
from align.terms.renderings.longer_names import is_part, is_surely_part
from align.terms.renderings.wrong_names import garbled, is_acronym, misnamed, misspelt, stranger


def is_rendered(bitext: CheckedBitext, row: CheckedUnit, occurrence: Occurrence) -> bool:
    """Tell whether the surroundings of an occurrence hold its concept: a term of it, or its name in short."""
    # A term that several concepts share is rendered when any of them is.
    shared = [o.concept for o in row.source_terms if (o.start, o.end) == (occurrence.start, occurrence.end)]
    ids = {concept.id for concept in shared}
    allowed = [term for concept in shared for term in concept.allowed(bitext.languages[1])]
    fewer = places(row.target_terms, ids) < places(row.source_terms, ids)
    if fewer and misspelt(bitext, row, occurrence.concept):
        return False
    if _replaced(bitext, row, occurrence, ids, allowed):
        return False
    return (
        any(places(near.target_terms, ids) for near in bitext.paragraph(row))
        or any(_spills(near, ids, occurrence, bitext.languages[0]) for near in bitext.neighbours(row))
        or _in_a_longer_term(row, occurrence.concept, allowed)
        or _in_short(row, occurrence.concept, allowed, language(bitext.languages[1]).name_forms)
        or is_part(bitext, row, occurrence.concept.kind, ids)
    )


def _in_short(row: CheckedUnit, concept: Concept, allowed: list[Term], names: NameForms) -> bool:
    """Tell whether the translation holds the name in short, in other words, or as a pronoun."""
    target = row.unit.target
    # Nothing but a name goes by its noun, *the Council*, or is spoken of without: *the organization*.
    by_its_noun = concept.kind != "" and _by_its_noun(target, concept, allowed, names)
    if by_its_noun or _uncovered(row, allowed) or _as_it_is(row, concept):
        return True
    if concept.kind == "country":
        return _bare_as_said(row, concept, allowed, names)
    return any(
        names.in_other_words(term.text, target) or names.nearly_whole(term.text, target) for term in allowed
    )


def _by_its_noun(target: str, concept: Concept, allowed: list[Term], names: NameForms) -> bool:
    """Tell whether a text has the name in short, or speaks of it without: *the Council*, *the agency*."""
    country = concept.kind == "country"
    return any(names.shortened(term.text, target, country=country) for term in allowed) or names.referred_to(
        target, country=country
    )


def _bare_as_said(row: CheckedUnit, concept: Concept, allowed: list[Term], names: NameForms) -> bool:
    """Tell whether a country that goes by its short name does so in the translation: Сирия, 叙利亚."""
    said = [o.term for o in row.source_terms if o.concept.id == concept.id]
    return any("short" in term.form for term in said) and any(
        (bare := names.bare(term.text)) and bare in row.unit.target for term in allowed
    )


def _as_it_is(row: CheckedUnit, concept: Concept) -> bool:
    """Tell whether an acronym is taken over: *OECD* in a Chinese text."""
    said = {row.unit.source[o.start : o.end] for o in row.source_terms if o.concept.id == concept.id}
    return any(is_acronym(name) and name in row.unit.target for name in said)


def _replaced(
    bitext: CheckedBitext, row: CheckedUnit, occurrence: Occurrence, ids: set[str], allowed: list[Term]
) -> bool:
    """Tell whether another name stands in the place of one of the mentions."""
    concept = occurrence.concept
    if places(row.target_terms, ids) >= places(row.source_terms, ids) or _in_a_longer_term(
        row, concept, allowed
    ):
        return False
    # Part of a title that the base does not know may be rendered by words of another title that it knows.
    if concept.kind == "title" and is_part(bitext, row, "title", ids):
        return not is_surely_part(bitext, row, ids) and bool(stranger(bitext, row, concept))
    # Where the acronym that explains a name is left out, no other name need stand in its place.
    said_once = _without_glosses(row.unit.source, row.source_terms, ids) <= places(row.target_terms, ids)
    if said_once:
        return bool(stranger(bitext, row, concept, glosses=True) or garbled(bitext, row, concept))
    names = language(bitext.languages[1]).name_forms
    if concept.kind == "country":
        named = max((names.times_named(term.text, row.unit.target) for term in allowed), default=0)
        if named >= places(row.source_terms, ids):
            return False
    unknown = concept.kind == "title" and not places(row.target_terms, ids)
    if unknown and any(names.nearly_whole(term.text, row.unit.target) for term in allowed):
        return bool(garbled(bitext, row, concept))
    wrong = misnamed(bitext, row, concept)
    # Beside *le Conseil* or *the Agency* a person or a treaty is another matter, no other body.
    return wrong is not None and not (
        _of_another_subject(row, wrong, concept) and _by_its_noun(row.unit.target, concept, allowed, names)
    )


def _of_another_subject(row: CheckedUnit, place: Span, concept: Concept) -> bool:
    """Tell whether the names at a place are of other subjects than a concept: no organs, but treaties."""
    named = [o.concept.subject for o in row.target_terms if (o.start, o.end) == place]
    return bool(concept.subject and named) and all(each not in ("", concept.subject) for each in named)


def _without_glosses(text: str, occurrences: tuple[Occurrence, ...], concepts: set[str]) -> int:
    """Return at how many places any of the concepts stands; the acronym after a name is no second one."""
    spans = sorted({(o.start, o.end) for o in occurrences if o.concept.id in concepts})
    glosses = sum(text[end:start].strip() in ("(", "（") for (_, end), (start, _) in pairwise(spans))
    return len(spans) - glosses


def _spills(near: CheckedUnit, concepts: set[str], occurrence: Occurrence, code: str) -> bool:
    """Tell whether a neighbour renders the concept more often than its own source names it in any way."""
    said, names = near.unit.source, language(code).name_forms
    return (
        places(near.target_terms, concepts) > places(near.source_terms, concepts)
        and not any(names.shortened(term.text, said) for term in occurrence.concept.allowed(code))
        and not names.has_pronoun(said)
    )


def _in_a_longer_term(row: CheckedUnit, concept: Concept, allowed: list[Term]) -> bool:
    """Tell whether the translation has the name inside a longer term: 也门 in 也门局势.

    Inside a longer country it is another name: Guinea in Guinea-Bissau.
    """
    longer = [o.term.text for o in row.target_terms if not o.concept.kind == concept.kind == "country"]
    return any(term.text in text and term.text != text for term in allowed for text in longer)


def _uncovered(row: CheckedUnit, allowed: list[Term]) -> bool:
    """Tell whether a Chinese country stands where word edges hide it: 海地 in 海地方案, no 马里 in 索马里."""
    rest = blanked(row.unit.target, (o for o in row.target_terms if o.concept.kind == "country"))
    return any(term.text in rest for term in allowed if not term.text.isascii())
