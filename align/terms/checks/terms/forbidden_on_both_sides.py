"""Forbidden terms that the original uses too: a faithful translation, which a reader may yet want to know."""

from __future__ import annotations

from collections.abc import Iterator

from align.terms.base import FORBIDDEN
from align.terms.checked_bitext import CheckedBitext
from align.terms.checks.check import Check
from align.terms.checks.terms import shown, source_term, spans_of, texts
from align.terms.checks.terms.forbidden import allowed_elsewhere, is_faithful
from align.terms.findings import Finding
from align.words import say

ON_BOTH_SIDES = say("{term} and {found} are both forbidden; a speaker may mean it so")


def _find(bitext: CheckedBitext) -> Iterator[Finding]:
    for row in bitext.linked:
        for used in row.target_terms:
            if used.term.status not in FORBIDDEN or allowed_elsewhere(row.target_terms, used):
                continue
            if is_faithful(row, used.concept):
                yield CHECK.finding(
                    row.unit, ON_BOTH_SIDES,
                    spans=(spans_of(row.source_terms, used.concept), [(used.start, used.end)]),
                    term=source_term(row, used.concept),
                    expected=texts(used.concept.allowed(bitext.languages[1])),
                    found=shown(row.unit.target, used), concept=used.concept.id,
                )  # fmt: skip


CHECK = Check(
    "T6", say("A forbidden term stands on both sides"), say("both sides forbidden"), "suggestion", _find
)
