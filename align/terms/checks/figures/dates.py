"""Years, months and days of which one side lacks one."""

from __future__ import annotations

from collections.abc import Iterator

from align.terms.checked_bitext import CheckedBitext
from align.terms.checks.check import Check
from align.terms.checks.figures import differing
from align.terms.findings import Finding
from align.words import say


def _find(bitext: CheckedBitext) -> Iterator[Finding]:
    return differing(CHECK, bitext, ("decade", "year", "month", "day", "weekday"))


CHECK = Check("N2", say("A date differs"), say("date differs"), "error", _find, needs=("figures",))
