"""Numbers, times of day and marks of items and notes of which one side lacks one."""

from __future__ import annotations

from collections.abc import Iterator

from align.terms.checked_bitext import CheckedBitext
from align.terms.checks.check import Check
from align.terms.checks.figures import differing
from align.terms.findings import Finding
from align.words import say


def _find(bitext: CheckedBitext) -> Iterator[Finding]:
    return differing(CHECK, bitext, ("number", "time", "item", "money"))


CHECK = Check("N1", say("A number differs"), say("number differs"), "error", _find, needs=("figures",))
