"""Which rows an export holds: all of them, or those that somebody or something vouches for.

Null rows, and what is flagged or was edited and not confirmed since, come out with all rows only.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from align.bitext import Bead, Bitext
from align.errors import SettingsError
from align.web.rows.worklist import is_edited
from align.words import say

ONLY = ("all", "confirmed", "score")


@dataclass(frozen=True, slots=True)
class Choice:
    """A choice of rows."""

    only: str
    """One of `ONLY`."""
    at_least: float = 0.0
    """The lowest score, where it is by score."""

    @classmethod
    def of(cls, only: str, at_least: str) -> Choice:
        """Return the choice that the fields of the export form ask for.

        Raises:
            SettingsError: there is no such choice, or the score is no number from 0 to 1.
        """
        if only not in ONLY:
            raise SettingsError(
                say("no choice of rows {name!r}", name=only), mend=say("take {known}", known=" ".join(ONLY))
            )
        return cls(only, _share(at_least)) if only == "score" else cls(only)

    @property
    def mark(self) -> str:
        """Return what the choice adds to the name of the file: `.confirmed`, `.score-0.9`."""
        return {"all": "", "confirmed": ".confirmed", "score": f".score-{self.at_least:g}"}[self.only]

    def holds(self, bead: Bead) -> bool:
        """Tell whether a row is among the chosen."""
        if self.only == "all" or bead.is_null:
            return self.only == "all"
        is_sure = bead.status == "auto" and bead.score >= self.at_least and not is_edited(bead)
        return bead.status == "confirmed" or (self.only == "score" and is_sure)

    def part(self, bitext: Bitext) -> Bitext:
        """Return the chosen rows of a bitext.

        Raises:
            SettingsError: there are none.
        """
        beads = tuple(filter(self.holds, bitext.beads))
        if not beads:
            raise SettingsError(
                say("there are no such rows to export"), mend=say("confirm rows first, or export all")
            )
        return replace(bitext, beads=beads)


@dataclass(frozen=True, slots=True)
class Count:
    """How many rows a choice gives, and how many flagged ones it leaves out."""

    only: str
    rows: int
    flagged: int


def counts(bitext: Bitext, at_least: str) -> list[Count]:
    """Return the counts of all choices; a score that is no number gives no rows."""
    found = []
    flagged = sum(bead.status == "flagged" for bead in bitext.beads)
    for only in ONLY:
        try:
            rows = sum(map(Choice.of(only, at_least).holds, bitext.beads))
        except SettingsError:
            rows = 0
        found.append(Count(only, rows, 0 if only == "all" else flagged))
    return found


def _share(text: str) -> float:
    try:
        share = float(text)
    except ValueError:
        share = math.nan
    if not 0 <= share <= 1:
        raise SettingsError(say("the score is no number from 0 to 1"), mend=say("write it as 0.9"))
    return share
