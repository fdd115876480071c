"""Ordinary terms for which the translation has no term of the base."""

from __future__ import annotations

from collections.abc import Iterator

from align.terms.checked_bitext import CheckedBitext
from align.terms.checks.check import Check
from align.terms.checks.terms import missing
from align.terms.findings import Finding
from align.words import say


def _find(bitext: CheckedBitext) -> Iterator[Finding]:
    return missing(CHECK, bitext, lambda concept: concept.kind == "")


CHECK = Check(
    "T5",
    say("An ordinary term is not rendered by a term of the base"),
    say("term absent"),
    "suggestion",
    _find,
    on=False,
    found_by_model=True,
    needs=("word_forms",),
)
