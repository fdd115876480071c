"""Forbidden terms of the original, for those who may still mend it."""

from __future__ import annotations

from collections.abc import Iterator

from align.terms.base import FORBIDDEN
from align.terms.checked_bitext import CheckedBitext
from align.terms.checks.check import Check
from align.terms.checks.terms import shown, texts
from align.terms.checks.terms.forbidden import allowed_elsewhere
from align.terms.findings import Finding
from align.words import say

IN_THE_ORIGINAL = say("the original uses {term}, which is forbidden")


def _find(bitext: CheckedBitext) -> Iterator[Finding]:
    for row in bitext.rows:
        for used in row.source_terms:
            if used.term.status in FORBIDDEN and not allowed_elsewhere(row.source_terms, used):
                yield CHECK.finding(
                    row.unit, IN_THE_ORIGINAL,
                    severity="suggestion" if used.term.status == "superseded" else None,
                    spans=([(used.start, used.end)], ()), term=shown(row.unit.source, used),
                    expected=texts(used.concept.allowed(bitext.languages[0])), concept=used.concept.id,
                )  # fmt: skip


CHECK = Check(
    "T7",
    say("The original uses a forbidden term"),
    say("original forbidden"),
    "warning",
    _find,
    on=False,
)  # fmt: skip
