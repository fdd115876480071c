"""Ordinary terms for which the translation has no term of the base, here and in most of the document."""

from __future__ import annotations

from collections.abc import Iterator

from align.terms.checked_bitext import CheckedBitext
from align.terms.checks.check import Check
from align.terms.checks.terms.ordinary import absent, is_departure
from align.terms.findings import Finding
from align.words import say


def _find(bitext: CheckedBitext) -> Iterator[Finding]:
    return (each for each in absent(CHECK, bitext) if not is_departure(each))


CHECK = Check(
    "T9",
    say("An ordinary term is not rendered by a term of the base"),
    say("term absent"),
    "suggestion",
    _find,
    "document",
    on=False,
    found_by_model=True,
    needs=("word_forms",),
)
