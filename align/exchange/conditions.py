"""Which units of a bitext are wanted, said in few words: `status=confirmed`, `score>=0.8`, `date>=2025`.

>>> Condition.of("status=confirmed,flagged")
Condition(field='status', sign='=', value='confirmed,flagged')
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from fnmatch import fnmatchcase
from operator import ge, gt, le, lt
from typing import Any

from align.bitext import Bead, Bitext
from align.errors import SettingsError
from align.exchange.shelf import Shelf
from align.exchange.skipped import Skipped
from align.words import say

FIELDS: dict[str, Callable[[Bead, Bitext], Any]] = {
    "status": lambda bead, bitext: bead.status,
    "score": lambda bead, bitext: bead.score,
    "document": lambda bead, bitext: bead.document or bitext.symbol,
    "date": lambda bead, bitext: bead.date if bead.document else bitext.date,
    "kind": lambda bead, bitext: next(s.kind for s in (*bead.source, *bead.target)),
    "note": lambda bead, bitext: bead.note,
    "changed_by": lambda bead, bitext: bead.changed_by,
    "changed_at": lambda bead, bitext: bead.changed_at,
}
"""What a unit can be chosen by."""
_TIMES = ("date", "changed_at")
_ORDERS: dict[str, Callable[[Any, Any], bool]] = {">=": ge, "<=": le, ">": gt, "<": lt}
_WRITTEN = re.compile(r"\s*(\w+)\s*(>=|<=|!=|=|>|<)\s*(.*?)\s*")


@dataclass(frozen=True, slots=True)
class Condition:
    """What a unit has to be like."""

    field: str
    sign: str
    value: str
    """For = and !=: one or several, parted by commas; `*` stands for any characters."""

    @classmethod
    def of(cls, text: str) -> Condition:
        """Return the condition that somebody wrote.

        Raises:
            SettingsError: it is none.
        """
        found = _WRITTEN.fullmatch(text)
        known = ", ".join(FIELDS)
        mend = say("write it as FIELD=VALUE or FIELD>=VALUE; fields are {known}", known=known)
        if not found or found[1] not in FIELDS or not _makes_sense(*found.groups()):
            raise SettingsError(say("{text!r} selects nothing", text=text), mend=mend)
        return cls(*found.groups())

    def fits(self, bead: Bead, bitext: Bitext) -> bool:
        """Tell whether a unit is like that."""
        held = FIELDS[self.field](bead, bitext)
        if order := _ORDERS.get(self.sign):
            return held != "" and order(held, float(self.value) if self.field == "score" else self.value)
        if self.field == "score":
            return bool(held == float(self.value)) != (self.sign == "!=")
        return any(fnmatchcase(held, each.strip()) for each in self.value.split(",")) != (self.sign == "!=")


def selected(bitext: Bitext, conditions: Sequence[Condition], skipped: Skipped, where: str) -> Bitext:
    """Return the bitext with the units that fit all conditions; the others are counted."""
    if not conditions:
        return bitext
    kept = Shelf(bead for bead in bitext.beads if all(each.fits(bead, bitext) for each in conditions))
    skipped.add(say("units that were not selected"), where, len(bitext.beads) - len(kept))
    return replace(bitext, beads=kept)  # type: ignore[arg-type]  # gone through as a tuple is


def _makes_sense(field: str, sign: str, value: str) -> bool:
    """Tell whether a score is held against a number, and a time against one that exists."""
    if field == "score":
        return bool(re.fullmatch(r"\d+(\.\d+)?|\.\d+", value))
    return field not in _TIMES or sign not in _ORDERS or _is_time(value)


def _is_time(text: str) -> bool:
    """Tell whether a text is a year, a month, a day or a moment as ISO 8601 writes them."""
    begun = "0001-01-01"
    try:
        datetime.fromisoformat(text + begun[len(text) :])
    except ValueError:
        return False
    return len(text) in (4, 7) or len(text) >= len(begun)
