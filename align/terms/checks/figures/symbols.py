"""Symbols of documents of which one side lacks one: A/HRC/47/29, 44/18, 1325 (2000)."""

from __future__ import annotations

from collections.abc import Iterator

from align.terms.checked_bitext import CheckedBitext
from align.terms.checks.check import Check
from align.terms.checks.figures import differing
from align.terms.findings import Finding
from align.words import say


def _find(bitext: CheckedBitext) -> Iterator[Finding]:
    return differing(CHECK, bitext, ("symbol",))


CHECK = Check("N3", say("A document symbol differs"), say("symbol differs"), "error", _find)
