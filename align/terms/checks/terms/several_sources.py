"""Terms of the translation that stand for several terms of the original."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from align.terms.checked_bitext import CheckedBitext, CheckedUnit
from align.terms.checks.check import Check
from align.terms.checks.terms import counted_wording, places_of, source_term, spans_of
from align.terms.findings import Finding
from align.terms.occurrences import Occurrence
from align.text import fold
from align.words import say

SEVERAL_SOURCES = say("{found!r} stands for several source terms: {counts}")


def _find(bitext: CheckedBitext) -> Iterator[Finding]:
    uses: dict[str, dict[str, list[tuple[CheckedUnit, Occurrence]]]] = defaultdict(lambda: defaultdict(list))
    for row in bitext.linked:
        named = {o.concept.id for o in row.source_terms}
        # The same words name each concept that they are a term of.
        rendered = {(fold(o.term.text), o.concept.id): o for o in row.target_terms if o.concept.id in named}
        for (text, concept), target in rendered.items():
            uses[text][concept].append((row, target))
    for text, concepts in uses.items():
        terms = [source_term(places[0][0], places[0][1].concept) for places in concepts.values()]
        if len(set(map(fold, terms))) < 2:
            continue
        counts = tuple(
            counted_wording(term, len(places)) for term, places in zip(terms, concepts.values(), strict=True)
        )
        row, occurrence = next(iter(concepts.values()))[0]
        yield CHECK.finding(
            row.unit, SEVERAL_SOURCES,
            spans=(spans_of(row.source_terms, occurrence.concept), [(occurrence.start, occurrence.end)]),
            term=text, found=text, related=places_of(p for places in concepts.values() for p in places),
            values={"counts": counts},
        )  # fmt: skip


CHECK = Check(
    "T4",
    say("One target term renders several source terms"),
    say("several sources"),
    "warning",
    _find,
    "document",
    on=False,
)
