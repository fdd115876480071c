"""Different sources with the same translation."""

from __future__ import annotations

from collections.abc import Iterator

from align.terms.checked_bitext import CheckedBitext
from align.terms.checks.check import Check
from align.terms.checks.text import ANOTHER_SOURCE, inconsistent
from align.terms.findings import Finding
from align.words import say


def _find(bitext: CheckedBitext) -> Iterator[Finding]:
    return inconsistent(CHECK, bitext, "target", ANOTHER_SOURCE)


CHECK = Check(
    "S2",
    say("Different sources have the same translation"),
    say("same translation"),
    "warning",
    _find,
    "document",
    on=False,
)
