"""Terms: what their checks share, above all how a term is found that the translation does not render."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from align.languages import language
from align.quantities.units import names_a_currency
from align.spotting import answering
from align.terms.base import Concept, Term
from align.terms.checked_bitext import CheckedBitext, CheckedUnit
from align.terms.checks.check import Check
from align.terms.findings import Finding, Span
from align.terms.occurrences import Occurrence
from align.terms.renderings.evidence import is_rendered
from align.terms.renderings.wrong_names import misnamed, misspelt, other_form
from align.text import fold
from align.words import meaning, say

NOT_RENDERED = say("{term} has no {expected} here")
OTHER_WORDS = say("{term} has no {expected} here, but {found!r}")
USUALLY_SAID = say("{term}: {expected} {times} times in the document, otherwise {others}; nothing of it here")
USUALLY_OTHER_WORDS = say(
    "{term}: {expected} {times} times in the document, otherwise {others}; here {found!r}"
)


def missing(check: Check, bitext: CheckedBitext, wanted: Callable[[Concept], bool]) -> Iterator[Finding]:
    """Find source terms of which neither the unit, its paragraph nor its neighbours hold a rendering."""
    code = bitext.languages[1]
    for row in bitext.linked:
        missed = [
            o for o in once(row.source_terms)
            if wanted(o.concept)
            and (o.concept.kind == "" or not shown(row.unit.source, o)[:1].islower())  # a name has a capital
            and o.term.status != "deprecated"  # what is superseded, as *Turkey*, was a name once
            and o.concept.allowed(code)
            and not _of_a_currency(bitext, row.unit.source, o)
            and not is_rendered(bitext, row, o)
        ]  # fmt: skip
        for place in dict.fromkeys((o.start, o.end) for o in missed):
            here = [o for o in missed if (o.start, o.end) == place]
            wrong = misspelt(bitext, row, here[0].concept) or misnamed(bitext, row, here[0].concept)
            if not wrong and all(_may_be_word(bitext, row, o) for o in here):
                continue
            instead = wrong or other_form(bitext, row, here[0].concept)
            answer = instead or _answer(bitext, row, here[0])
            if answer or not _goes_without_saying(bitext, here):
                # A name may be left out, shortened or told otherwise; another in its place is an error.
                whole = instead is not None and not (wrong and here[0].concept.kind == "title")
                found = instead if whole else _whole(bitext, row, answer, here[0].concept)
                yield _absence(check, bitext, row, here, found, wrong=wrong is not None)


def once(occurrences: Iterable[Occurrence]) -> Iterable[Occurrence]:
    """Return the first occurrence of each concept."""
    first: dict[str, Occurrence] = {}
    for occurrence in occurrences:
        first.setdefault(occurrence.concept.id, occurrence)
    return first.values()


def spans_of(occurrences: Iterable[Occurrence], concept: Concept) -> list[Span]:
    """Return where a concept stands."""
    return [(o.start, o.end) for o in occurrences if o.concept.id == concept.id]


def source_term(row: CheckedUnit, concept: Concept) -> str:
    """Return the words that first name a concept in the original; none, where it is not named."""
    spans = spans_of(row.source_terms, concept)
    return row.unit.source[spans[0][0] : spans[0][1]] if spans else ""


def shown(text: str, occurrence: Occurrence) -> str:
    """Return the words of a term as they stand."""
    return text[occurrence.start : occurrence.end]


def texts(terms: Iterable[Term]) -> tuple[str, ...]:
    """Return the wordings of terms, each once, whatever its case."""
    return tuple({fold(term.text): term.text for term in reversed(list(terms))}.values())[::-1]


def counted_wording(text: str, count: int) -> str:
    """Return a wording and how often it stands."""
    return meaning("a wording and how often it stands", "{text} {count}", text=text, count=count)


def places_of(places: Iterable[tuple[CheckedUnit, Occurrence]]) -> tuple[str, ...]:
    """Return where terms of the translation stand, each with its words."""
    return tuple(f"{row.unit.id}: {shown(row.unit.target, occurrence)}" for row, occurrence in places)


def _of_a_currency(bitext: CheckedBitext, text: str, occurrence: Occurrence) -> bool:
    figures = language(bitext.languages[0]).figures
    is_country = occurrence.concept.kind == "country"
    return bool(is_country and figures and names_a_currency(text, occurrence.start, occurrence.end, figures))


def _may_be_word(bitext: CheckedBitext, row: CheckedUnit, missed: Occurrence) -> bool:
    """Tell whether what seems to be a country may be another word: nothing has to render that."""
    names = language(bitext.languages[0]).name_forms
    is_country = missed.concept.kind == "country"
    return is_country and names.may_be_word(row.unit.source, missed.start, missed.end)


def _goes_without_saying(bitext: CheckedBitext, missed: list[Occurrence]) -> bool:
    """Tell whether a title is left out in passing: nothing answers to it, elsewhere it is rendered.

    *A total of 709 deployments were made*, says the English report of a body that Chinese names in every
    sentence. Without a model nobody knows whether anything answers.
    """
    known = any(o.concept.id in bitext.rendered for o in missed)
    return known and bitext.model is not None and all(o.concept.kind == "title" for o in missed)


def _absence(
    check: Check,
    bitext: CheckedBitext,
    row: CheckedUnit,
    missed: list[Occurrence],
    answer: Span | None,
    *,
    wrong: bool,
) -> Finding:
    """Return the finding that a term is not rendered, by any of the concepts that it names."""
    first = missed[0]
    place = (first.start, first.end)
    found = row.unit.target[slice(*answer)] if answer else ""
    expected = texts(term for o in missed for term in o.concept.allowed(bitext.languages[1]))
    return check.finding(
        row.unit, OTHER_WORDS if found else NOT_RENDERED, severity=None if wrong else "suggestion",
        spans=([place], [answer] if answer else []),
        term=shown(row.unit.source, first), expected=expected, found=found, concept=first.concept.id,
        located=wrong,
    )  # fmt: skip


def _answer(bitext: CheckedBitext, row: CheckedUnit, missed: Occurrence) -> Span | None:
    """Return what the model finds to answer to a term, if there is a model."""
    if not bitext.model:
        return None
    place, named = (missed.start, missed.end), missed.concept.kind != ""
    return answering(row.unit.source, place, row.unit.target, bitext.model, name=named)


def _whole(bitext: CheckedBitext, row: CheckedUnit, answer: Span | None, concept: Concept) -> Span | None:
    """Return an answer that tells a reader something: no single character and no part of the term."""
    code = bitext.languages[1]
    if answer is None or language(code).spaced:
        return answer
    words = row.unit.target[slice(*answer)]
    piece = len(words) < 2 or any(words in term.text for term in concept.allowed(code))
    return None if piece else answer
