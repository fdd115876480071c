"""What the page says of all its rows, counted in one pass: a bitext may come from disk each time."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from align.bitext import Bitext, Status, TranslationUnit, Why
from align.exchange.html_rows import band_of, is_doubtful, kind_of, number_of
from align.summary import BeadCounts
from align.text import is_han


@dataclass(slots=True)
class RowFigures(BeadCounts):
    """The counts of the rows of a page, a bead each."""

    doubtful: int = 0
    source: int = 0
    """Segments of the original."""
    target: int = 0
    digits: int = 0
    """Width of the widest number."""
    in_order: bool = True
    """True where the segments of the translation stand as in its file."""
    bands: Counter[str] = field(default_factory=Counter)
    why: Counter[Why] = field(default_factory=Counter)
    """Of linked beads."""
    statuses: Counter[Status] = field(default_factory=Counter)
    headings: list[tuple[int, str]] = field(default_factory=list)
    """Their rows, from 1, and their texts."""
    _last: tuple[int, int] = (-1, -1)

    @classmethod
    def of(cls, bitext: Bitext) -> RowFigures:
        """Count the rows of a bitext."""
        figures = cls()
        for unit in bitext.units():
            figures._add(unit)
        return figures

    def _add(self, unit: TranslationUnit) -> None:
        bead = unit.bead
        self.add(bead)
        self.bands[band_of(bead)] += 1
        self.statuses[bead.status] += 1
        self.doubtful += is_doubtful(bead)
        self.digits = max(self.digits, _width(number_of(bead)))
        if kind_of(bead) in ("heading", "annex"):
            self.headings.append((self.count, f"{unit.number} {unit.source or unit.target}".strip()))
        if not bead.is_null:
            self.why[bead.why] += 1
        self.source += len(bead.source)
        self.target += len(bead.target)
        for segment in bead.target:
            here = segment.part, segment.start
            self.in_order = self.in_order and self._last <= here
            self._last = here


def _width(text: str) -> int:
    """Return the width of a number in digits; a Han character takes two."""
    return sum(2 if is_han(char) else 1 for char in text)
