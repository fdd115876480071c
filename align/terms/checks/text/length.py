"""Units of which one side is much longer than is usual between the two languages."""

from __future__ import annotations

import math
from collections.abc import Iterator

from align.terms.checked_bitext import CheckedBitext, CheckedUnit
from align.terms.checks.check import Check
from align.terms.findings import Finding
from align.words import say

TOO_LONG = say("the translation is {times} times as long as usual")
TOO_SHORT = say("the translation is {times} times as short as usual")


def _find(bitext: CheckedBitext) -> Iterator[Finding]:
    ratios = [
        _log_ratio(row) for row in bitext.linked if min(len(row.unit.source), len(row.unit.target)) > 20
    ]
    if len(ratios) < 20:
        return  # too few to know what is usual between these languages
    ratios.sort()
    usual = ratios[len(ratios) // 2]
    for row in bitext.linked:
        longer = max(len(row.unit.source), len(row.unit.target))
        difference = _log_ratio(row) - usual
        # Short texts vary more: a heading of three words may be twice as long as its translation.
        if longer > 40 and abs(difference) > 1.1 + 25 / longer:
            side, template = ("long", TOO_LONG) if difference > 0 else ("short", TOO_SHORT)
            values = {"side": side, "times": f"{math.exp(abs(difference)):.1f}"}
            yield CHECK.finding(row.unit, template, term=row.unit.source, values=values)


def _log_ratio(row: CheckedUnit) -> float:
    return math.log(len(row.unit.target) / len(row.unit.source))


CHECK = Check(
    "E1", say("One side is suspiciously long or short"), say("length"), "warning", _find, "document"
)
