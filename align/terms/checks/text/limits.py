"""*At least* that became *at most*, or the other way round."""

from __future__ import annotations

import re
from collections.abc import Iterator

from align.languages import language
from align.terms.checked_bitext import CheckedBitext
from align.terms.checks.check import Check
from align.terms.findings import Finding, Span
from align.words import say

EXCHANGED = say("{ours} in the original, {theirs} in the translation")


def _find(bitext: CheckedBitext) -> Iterator[Finding]:
    source, target = (language(code).limits for code in bitext.languages)
    for row in bitext.linked:
        ours, theirs = _limits(row.unit.source, source), _limits(row.unit.target, target)
        # Where a text says both, or neither, nothing is known: *not less than* may be *at least* elsewhere.
        if ours and theirs and ours[0] != theirs[0]:
            yield CHECK.finding(
                row.unit, EXCHANGED, spans=([ours[1]], [theirs[1]]),
                term=row.unit.source[slice(*ours[1])], found=row.unit.target[slice(*theirs[1])],
            )  # fmt: skip


def _limits(text: str, patterns: tuple[str, str]) -> tuple[int, Span] | None:
    """Return which limit a text sets, 0 from below and 1 from above, and where; None: none or both."""
    found = [
        (side, match.span())
        for side, pattern in enumerate(patterns)
        if (match := re.search(pattern, text, re.IGNORECASE))
    ]
    return found[0] if len(found) == 1 else None


CHECK = Check(
    "U3", say("At least and at most are exchanged"), say("at least, at most"), "suggestion", _find,
    needs=("limits",),
)  # fmt: skip
