"""Terms that are rendered in one place so and in another otherwise."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache

from align.languages import language
from align.terms.base import FORBIDDEN, Term
from align.terms.checked_bitext import CheckedBitext, CheckedUnit
from align.terms.checks.check import Check
from align.terms.checks.terms import counted_wording, once, places_of, source_term, spans_of
from align.terms.findings import Finding
from align.terms.occurrences import Occurrence
from align.text import fold
from align.words import say

_Places = dict[str, list[tuple[CheckedUnit, Occurrence]]]
"""Wording → where it stands."""

SEVERAL_RENDERINGS = say("{term} is rendered in several ways: {counts}")


def _find(bitext: CheckedBitext) -> Iterator[Finding]:
    uses: dict[tuple[str, str], _Places]
    uses = defaultdict(lambda: defaultdict(list))
    for row in bitext.linked:
        for occurrence in once(row.target_terms):
            # A formal name and a short one may well be rendered by theirs: that is one way each.
            terms = {fold(o.term.text) for o in row.source_terms if o.concept.id == occurrence.concept.id}
            if len(terms) == 1 and occurrence.term.status not in FORBIDDEN:  # forbidden ones are T1's
                uses[occurrence.concept.id, terms.pop()][_wording(occurrence.term)].append((row, occurrence))
    for renderings in uses.values():
        # A title is written out once and shortened afterwards: acronyms and short forms are no second way.
        full = {
            text: places for text, places in renderings.items()
            if places[0][1].term.form == "" and not any(_is_within(text, other) for other in renderings)
        }  # fmt: skip
        if len(full) < 2:
            continue
        usual = max(full, key=lambda text: len(full[text]))
        for text, places in full.items():
            if text != usual:
                yield _rendering(places, full, usual, text)


def _rendering(places: list[tuple[CheckedUnit, Occurrence]], full: _Places, usual: str, text: str) -> Finding:
    row, occurrence = places[0]
    counts = tuple(counted_wording(o[0][1].term.text, len(o)) for o in full.values())
    term = source_term(row, occurrence.concept)
    return CHECK.finding(
        row.unit, SEVERAL_RENDERINGS,
        spans=(spans_of(row.source_terms, occurrence.concept), [(occurrence.start, occurrence.end)]),
        term=term, expected=(full[usual][0][1].term.text,),
        found=text, concept=occurrence.concept.id, related=places_of(p for o in full.values() for p in o),
        values={"counts": counts},
    )  # fmt: skip


@lru_cache(maxsize=10_000)
def _wording(term: Term) -> str:
    """Return what two terms of the same words share: *poverty eradication*, *eradication of poverty*."""
    known = language(term.language).word_forms
    return " ".join(sorted(form for form, _, _ in known.words(term.text) if form not in known.plain_little))


def _is_within(wording: str, other: str) -> bool:
    """Tell whether a wording is another one shortened: *Rome Statute*, 维和行动 for 维持和平行动."""
    parts = (wording.split(), other.split()) if wording.isascii() else (wording, other)
    rest = iter(parts[1])
    return wording != other and all(part in rest for part in parts[0])


CHECK = Check(
    "T3",
    say("One source term is rendered in several ways"),
    say("several renderings"),
    "warning",
    _find,
    "document",
)
