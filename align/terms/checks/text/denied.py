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
from align.terms.findings import Finding, Span
from align.words import say

LOST = say("{term} in the original, nothing like it in the translation")
GAINED = say("{found} in the translation, nothing like it in the original")


def _find(bitext: CheckedBitext) -> Iterator[Finding]:
    source, target = (language(code).negation for code in bitext.languages)
    if not (source and target):
        return
    for row in bitext.linked:
        ours, theirs = row.unit.source, row.unit.target
        if denied := _denied(ours, source, theirs, target):
            yield CHECK.finding(row.unit, LOST, spans=(denied, ()), term=ours[slice(*denied[0])])
        elif denied := _denied(theirs, target, ours, source):
            yield CHECK.finding(row.unit, GAINED, spans=((), denied), found=theirs[slice(*denied[0])])


def _denied(text: str, says: Negation, other: str, other_says: Negation) -> list[Span]:
    """Return where a text denies what it says, if the other does so less often in any way."""
    plain = [match.span() for match in says.plain.finditer(text)]
    return plain if plain and len(plain) > len(other_says.any.findall(other)) else []


CHECK = Check(
    "U4", say("A negation is lost or gained"), say("negation"), "suggestion", _find, needs=("negation",)
)
