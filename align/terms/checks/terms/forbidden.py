"""Terms that the base forbids or has replaced by others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from align import languages
from align.terms.base import FORBIDDEN, Concept, Status, Term, is_early
from align.terms.checked_bitext import CheckedBitext, CheckedUnit
from align.terms.checks.check import Check
from align.terms.checks.terms import shown, source_term, spans_of, texts
from align.terms.findings import Finding
from align.terms.occurrences import Occurrence
from align.words import say

DO_NOT_USE: dict[Status, str] = {
    "deprecated": say("{found} is deprecated"),
    "superseded": say("{found} is superseded"),
}
USE_ANOTHER: dict[Status, str] = {
    "deprecated": say("{found} is deprecated; use {expected}"),
    "superseded": say("{found} is superseded; use {expected}"),
}
NOT_YET = say("{found} is used only since {since}, after this document; use {expected}")
NO_MORE = say("{found} was used until {until}; use {expected}")


def _find(bitext: CheckedBitext) -> Iterator[Finding]:
    language = bitext.languages[1]
    names = languages.language(language).name_forms
    for row in bitext.linked:
        for used in row.target_terms:
            if used.term.status not in FORBIDDEN or allowed_elsewhere(row.target_terms, used):
                continue
            if not _is_named(bitext, row, used.concept) or is_faithful(row, used.concept):
                continue
            if used.concept.kind == "title" and names.surely_inside_a_title(
                row.unit.target, used.start, used.end
            ):
                continue  # *NGO Committee on the Status of Women* is another body
            allowed = texts(used.concept.allowed(language))
            yield CHECK.finding(
                # What is superseded was right in its time, of which a bitext says little.
                row.unit, severity="suggestion" if used.term.status == "superseded" else None,
                template=_template(used.term, bitext.bitext.date, allowed),
                spans=(spans_of(row.source_terms, used.concept), [(used.start, used.end)]),
                term=source_term(row, used.concept), expected=allowed,
                found=shown(row.unit.target, used), concept=used.concept.id,
                values=_values(used.term),
            )  # fmt: skip


def _template(term: Term, date: str, allowed: Sequence[str]) -> str:
    """Return what is said of a term; one with dates was right, or will be."""
    if not allowed:
        return DO_NOT_USE[term.status]
    if term.status == "superseded" and term.since and is_early(term, date):
        return NOT_YET
    return NO_MORE if term.status == "superseded" and term.until else USE_ANOTHER[term.status]


def _values(term: Term) -> dict[str, str]:
    values = {"status": term.status, "since": term.since, "until": term.until}
    return {name: value for name, value in values.items() if value}


def _is_named(bitext: CheckedBitext, row: CheckedUnit, concept: Concept) -> bool:
    """Tell whether the source speaks of the concept; where the base has no source term, it always may."""
    named = any(o.concept.id == concept.id for near in bitext.around(row) for o in near.source_terms)
    return named or not concept.allowed(bitext.languages[0])


def is_faithful(row: CheckedUnit, concept: Concept) -> bool:
    """Tell whether the original itself uses a deprecated term, as a speaker may on purpose: 南朝鲜."""
    said = [o.term.status == "deprecated" for o in row.source_terms if o.concept.id == concept.id]
    return bool(said) and all(said)


def allowed_elsewhere(occurrences: Iterable[Occurrence], used: Occurrence) -> bool:
    """Tell whether the same words are an allowed term too, be it of a concept that contradicts itself."""
    return any(
        (o.start, o.end) == (used.start, used.end)
        and o.term.status not in FORBIDDEN
        for o in occurrences
    )  # fmt: skip


CHECK = Check("T1", say("A forbidden or superseded term is used"), say("forbidden term"), "error", _find)
