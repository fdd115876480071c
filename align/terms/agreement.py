"""How often the reader agreed with each check, by what was decided so far.

Decisions are waivers, findings that a returned workbook says are to be mended, and rows of the bitext that
somebody flagged with a finding on the review page.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from align.bitext import Bitext
from align.terms.checks import CHECKS
from align.terms.waivers import ACCEPTED, Waiver
from align.words import Message, say

ENOUGH = 20
"""Decisions, of all checks together, from which they say something."""
_ENOUGH_OF_ONE = 5
_NOISY, _SURELY = 0.5, 10
"""Share of accepted findings below which a check costs more than it gives; from so many decisions."""

_LABEL = re.compile(r"(?:^|; )([A-Z]\d+): ")


@dataclass(frozen=True, slots=True)
class Agreement:
    """What a reader decided on the findings of one check."""

    code: str
    accepted: int
    decided: int

    def said(self) -> Message:
        """Return it in words, with an offer where the check was mostly wrong."""
        figures: dict[str, str | float] = {
            "code": self.code, "accepted": self.accepted, "decided": self.decided,
        }  # fmt: skip
        if self.decided >= _SURELY and self.accepted < _NOISY * self.decided:
            return say(
                "{code}: {accepted} of {decided} accepted by you; "
                'off = ["{code}"] in --settings switches it off',
                **figures,
            )
        return say("{code}: {accepted} of {decided} accepted by you", **figures)


def agreements(waivers: Iterable[Waiver], bitext: Bitext | None = None) -> list[Agreement]:
    """Return what was decided of each check, worst first; nothing before there are enough decisions."""
    accepted: Counter[str] = Counter()
    refused: Counter[str] = Counter()
    for waiver in waivers:
        (accepted if waiver.reach == ACCEPTED else refused)[waiver.text.partition(" ")[0]] += 1
    for bead in bitext.beads if bitext else ():
        if bead.status == "flagged":
            accepted.update(_LABEL.findall(bead.note))
    decided = accepted + refused
    if decided.total() < ENOUGH:
        return []
    found = [
        Agreement(code, accepted[code], n)
        for code, n in decided.items()
        if code in CHECKS and n >= _ENOUGH_OF_ONE
    ]
    return sorted(found, key=lambda each: (each.accepted / each.decided, each.code))
