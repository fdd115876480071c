"""The same source, translated in one place so and in another otherwise."""

from __future__ import annotations

from collections.abc import Iterator

from align.terms.checked_bitext import CheckedBitext
from align.terms.checks.check import Check
from align.terms.checks.text import TRANSLATED_OTHERWISE, inconsistent
from align.terms.findings import Finding
from align.words import say


def _find(bitext: CheckedBitext) -> Iterator[Finding]:
    return inconsistent(CHECK, bitext, "source", TRANSLATED_OTHERWISE)


CHECK = Check(
    "S1",
    say("The same source is translated in several ways"),
    say("same source"),
    "warning",
    _find,
    "document",
)
