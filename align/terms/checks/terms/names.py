"""Countries, bodies and instruments that the translation does not call by their names."""

from __future__ import annotations

from collections.abc import Iterator

from align.terms.checked_bitext import CheckedBitext
from align.terms.checks.check import Check
from align.terms.checks.terms import OTHER_WORDS, missing, texts
from align.terms.findings import Finding
from align.terms.renderings.adjectives import added_adjectives, exchanged_adjectives
from align.words import meaning, say

ADDED = say("{found} in the translation, no such country in the original")


def _find(bitext: CheckedBitext) -> Iterator[Finding]:
    found = list(missing(CHECK, bitext, lambda concept: concept.kind != ""))
    yield from found
    told = {(finding.unit, finding.concept) for finding in found}
    for row, concept, ours, theirs in exchanged_adjectives(bitext):
        if (row.unit.id, concept.id) in told:
            continue
        yield CHECK.finding(
            row.unit, OTHER_WORDS, spans=([ours], [theirs]), term=row.unit.source[slice(*ours)],
            expected=texts(concept.allowed(bitext.languages[1])),
            found=row.unit.target[slice(*theirs)], concept=concept.id, located=True,
        )  # fmt: skip
        told.add((row.unit.id, concept.id))
    rows = {unit for unit, _ in told}
    for row, concept, theirs in added_adjectives(bitext):
        if row.unit.id not in rows:
            yield CHECK.finding(
                row.unit, ADDED, severity="suggestion", spans=((), [theirs]),
                found=row.unit.target[slice(*theirs)], concept=concept.id,
            )  # fmt: skip


CHECK = Check(
    "T2",
    say("A country, body or instrument is not rendered by its name"),
    meaning("a short title of a check", "name"),
    "error",
    _find,
    found_by_model=True,
    needs=("word_forms", "name_forms"),
)
