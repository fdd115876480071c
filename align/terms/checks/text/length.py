"""Units of which one side is much longer than is usual between the two languages."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator

from align.terms.checked_bitext import CheckedBitext
from align.terms.checks.check import Check
from align.terms.findings import Finding
from align.text import ADDRESS
from align.words import say

TOO_LONG = say("the translation is {times} times as long as usual")
TOO_SHORT = say("the translation is {times} times as short as usual")

_WORDS = re.compile(r"[^\W\d_]{2}")


def _find(bitext: CheckedBitext) -> Iterator[Finding]:
    sides = {
        row.position: (ADDRESS.sub("", row.unit.source), ADDRESS.sub("", row.unit.target))
        for row in bitext.linked
    }
    # A note of addresses alone is as long as they are, and what else stands there proves nothing.
    rows = [row for row in bitext.linked if all(map(_WORDS.search, sides[row.position]))]
    ratios = [_log_ratio(*sides[row.position]) for row in rows if min(map(len, sides[row.position])) > 20]
    if len(ratios) < 20:
        return  # too few to know what is usual between these languages
    ratios.sort()
    usual = ratios[len(ratios) // 2]
    for row in rows:
        longer = max(map(len, sides[row.position]))
        difference = _log_ratio(*sides[row.position]) - usual
        # Short texts vary more: a heading of three words may be twice as long as its translation.
        if longer > 40 and abs(difference) > 1.1 + 25 / longer:
            side, template = ("long", TOO_LONG) if difference > 0 else ("short", TOO_SHORT)
            values = {"side": side, "times": f"{math.exp(abs(difference)):.1f}"}
            yield CHECK.finding(row.unit, template, term=row.unit.source, values=values)


def _log_ratio(source: str, target: str) -> float:
    return math.log(len(target) / len(source))


CHECK = Check(
    "E1", say("One side is suspiciously long or short"), say("length"), "warning", _find, "document"
)
