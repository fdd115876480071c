"""What the page says of all its rows, counted in one pass: a bitext may come from disk each time."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from align.bitext import Bead, Bitext, Status, TranslationUnit, Why
from align.exchange.html_rows import band_of, is_doubtful, kind_of, number_of
from align.text import is_han


@dataclass(slots=True)
class RowFigures:
    """The counts of the rows of a page."""

    rows: int = 0
    linked: int = 0
    sure: float = 0.0
    """Sum of the scores of linked beads."""
    doubtful: int = 0
    moved: int = 0
    """Linked beads whose translation stands before that of the bead before them."""
    source: int = 0
    """Segments of the original."""
    target: int = 0
    alone: list[int] = field(default_factory=lambda: [0, 0])
    """Segments without a partner, of the original and of the translation."""
    digits: int = 0
    """Width of the widest number."""
    in_order: bool = True
    """True where the segments of the translation stand as in its file."""
    bands: Counter[str] = field(default_factory=Counter)
    why: Counter[Why] = field(default_factory=Counter)
    types: Counter[str] = field(default_factory=Counter)
    statuses: Counter[Status] = field(default_factory=Counter)
    headings: list[tuple[int, str]] = field(default_factory=list)
    """Their rows, from 1, and their texts."""
    _before: tuple[int, int] = (-1, -1)
    _linked_before: tuple[int, int] = (-1, -1)

    @classmethod
    def of(cls, bitext: Bitext) -> RowFigures:
        """Count the rows of a bitext."""
        figures = cls()
        for unit in bitext.units():
            figures._add(unit)
        return figures

    @property
    def confidence(self) -> float:
        """Return the mean confidence of all rows, those without a partner counting nothing."""
        return self.sure / self.rows if self.rows else 0.0

    def _add(self, unit: TranslationUnit) -> None:
        bead = unit.bead
        self.rows += 1
        self.bands[band_of(bead)] += 1
        self.statuses[bead.status] += 1
        self.doubtful += is_doubtful(bead)
        self.digits = max(self.digits, _width(number_of(bead)))
        if kind_of(bead) in ("heading", "annex"):
            self.headings.append((self.rows, f"{unit.number} {unit.source or unit.target}".strip()))
        self._add_sides(bead)

    def _add_sides(self, bead: Bead) -> None:
        self.source += len(bead.source)
        self.target += len(bead.target)
        for segment in bead.target:
            here = segment.part, segment.start
            self.in_order = self.in_order and self._before <= here
            self._before = here
        if bead.is_null:
            self.alone[not bead.source] += len(bead.source) + len(bead.target)
            return
        first = bead.target[0].part, bead.target[0].start
        self.moved += first < self._linked_before
        self._linked_before = first
        self.linked += 1
        self.sure += bead.score
        self.why[bead.why] += 1
        self.types[bead.type] += 1


def _width(text: str) -> int:
    """Return the width of a number in digits; a Han character takes two."""
    return sum(2 if is_han(char) else 1 for char in text)
