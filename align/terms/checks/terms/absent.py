"""Ordinary terms for which the translation has no term of the base, here and in most of the document."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from align.terms.checked_bitext import CheckedBitext
from align.terms.checks.terms import ordinary
from align.terms.findings import Finding
from align.words import say


def _find(bitext: CheckedBitext) -> Iterator[Finding]:
    return (each for each in ordinary.absent(CHECK, bitext) if not ordinary.is_departure(each))


CHECK = replace(
    ordinary.CHECK,
    code="T9",
    title=say("An ordinary term is not rendered by a term of the base"),
    short=say("term absent"),
    find=_find,
)
