"""Which rows an export holds: all of them, those that the page shows, or those that are vouched for.

Null rows, and what is flagged or was edited and not confirmed since, are vouched for by nobody.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath, PureWindowsPath

from align.bitext import Bead, Bitext, Side
from align.errors import SettingsError
from align.web.rows.reasons import is_edited
from align.words import say

ONLY = ("all", "shown", "confirmed", "score")


@dataclass(frozen=True, slots=True)
class RowChoice:
    """A choice of rows."""

    only: str
    """One of `ONLY`."""
    at_least: float = 0.0
    """The lowest score, where it is by score."""

    @classmethod
    def of(cls, only: str, at_least: str) -> RowChoice:
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
        marks = {"all": "", "shown": ".part", "confirmed": ".confirmed", "score": f".score-{self.at_least:g}"}
        return marks[self.only]

    def holds(self, bead: Bead) -> bool:
        """Tell whether a row is among the chosen, where the row itself decides that."""
        if self.only == "all" or bead.is_null:
            return self.only == "all"
        is_sure = bead.status == "auto" and bead.score >= self.at_least and not is_edited(bead)
        return bead.status == "confirmed" or (self.only == "score" and is_sure)

    def part(self, bitext: Bitext, shown: Sequence[int] = ()) -> Bitext:
        """Return the chosen rows of a bitext.

        Args:
            bitext: all rows.
            shown: which of them the page shows.

        Raises:
            SettingsError: there are none.
        """
        if self.only == "shown":
            beads = tuple(bitext.beads[row] for row in shown)
        else:
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


def handed_on(bitext: Bitext, name: str) -> Bitext:
    """Return a bitext as it leaves this machine: files without their folders; without a file, by a name."""
    source, target = (replace(side, path=_file_name(side)) for side in (bitext.source, bitext.target))
    return replace(bitext, source=replace(source, path=source.path or name), target=target)


def _file_name(side: Side) -> str:
    """Return the name of a side's file, on whichever system its path was written."""
    path = PurePosixPath(side.path)
    return path.name if path.is_absolute() else PureWindowsPath(side.path).name


def counts(bitext: Bitext, at_least: str, shown: Sequence[int] | None = None) -> list[Count]:
    """Return the counts of all choices; a score that is no number gives no rows.

    Args:
        bitext: all rows.
        at_least: the lowest score, as the form has it.
        shown: which rows the page shows; None: all, so that there is no such choice.
    """
    found = []
    flagged = sum(bead.status == "flagged" for bead in bitext.beads)
    for only in ONLY:
        if only == "shown":
            found += [Count(only, len(shown), 0)] if shown is not None else []
            continue
        try:
            rows = sum(map(RowChoice.of(only, at_least).holds, bitext.beads))
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
