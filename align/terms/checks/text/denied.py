"""Sentences that one side denies and the other does not.

Many words say no without a *not*, so that a side counts as denying nothing only where it has fewer of them
all than the other has plain ones.
"""

from __future__ import annotations

from collections.abc import Iterator

from align.languages import language
from align.languages.negation import Negation
from align.terms.checked_bitext import CheckedBitext
from align.terms.checks.check import Check
from align.terms.findings import Finding
from align.words import say

LOST = say("{term} in the original, nothing like it in the translation")
GAINED = say("{found} in the translation, nothing like it in the original")


def _find(bitext: CheckedBitext) -> Iterator[Finding]:
    source, target = (language(code).negation for code in bitext.languages)
    if not (source and target):
        return
    for row in bitext.linked:
        ours, theirs = row.unit.source, row.unit.target
        if (denied := source.plain.findall(ours)) and len(denied) > _mildly(theirs, target):
            spans = [match.span() for match in source.plain.finditer(ours)]
            yield CHECK.finding(row.unit, LOST, spans=(spans, ()), term=denied[0])
        elif (denied := target.plain.findall(theirs)) and len(denied) > _mildly(ours, source):
            spans = [match.span() for match in target.plain.finditer(theirs)]
            yield CHECK.finding(row.unit, GAINED, spans=((), spans), found=denied[0])


def _mildly(text: str, negation: Negation) -> int:
    return len(negation.any.findall(text))


CHECK = Check(
    "U4", say("A negation is lost or gained"), say("negation"), "suggestion", _find, needs=("negation",)
)
