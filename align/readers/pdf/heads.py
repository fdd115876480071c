"""Head rows that a table has again on each page it goes on to: printed twice, they are text only once."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from align.readers.pdf.lines import PdfLine, rows_of

NEAR = 2.0
"""Points by which a head row may stand elsewhere on the next page."""

LAST = 3
"""A table goes on to the next page if one of so many lines at the end of a page is a cell."""


class Heads:
    """Takes repeated head rows off, page by page; it knows the table in which the last page ended."""

    def __init__(self) -> None:
        self._rows: list[list[PdfLine]] = []
        self._went_on = False
        self.foot: float | None = None
        """Baseline of the head that the last page only repeated; None where it began with none."""

    def without(self, lines: Sequence[PdfLine]) -> list[PdfLine]:
        """Return the lines of a page without the rows that only repeat the head of a table gone on."""
        again: list[PdfLine] = []
        for row, head in zip(_from_top(lines), self._rows, strict=False):
            if not _equal(row, head):
                break
            again += row
        several = any(one.y == other.y for one, other in pairwise(again))
        rest = [line for line in lines if line not in again]
        self._went_on = several and bool(rest)  # a head stands above other rows
        self.foot = max((line.y for line in again), default=None) if self._went_on else None
        return rest if self._went_on else list(lines)

    def remember(self, lines: Sequence[PdfLine]) -> None:
        """Keep the rows of the table with which a page ends; one that fills the page keeps its head.

        A last row that is merged into one cell is not known as a cell.
        """
        table = next(filter(None, map(_table, lines[: -LAST - 1 : -1])), "")
        if not table:
            self._rows = []
        elif not self._went_on or _table(lines[0]) != table:
            self._rows = _from_top([line for line in lines if _table(line) == table])


def _from_top(lines: Sequence[PdfLine]) -> list[list[PdfLine]]:
    rows = rows_of(sorted(lines, key=lambda line: line.y))
    return [sorted(row, key=lambda line: line.x0) for row in rows]


def _equal(row: Sequence[PdfLine], head: Sequence[PdfLine]) -> bool:
    """Tell whether both say the same at one place; which cells stand apart may hang on the rows below."""
    one, other = (" ".join(line.text for line in each) for each in (row, head))
    return one == other and abs(row[0].x0 - head[0].x0) < NEAR


def _table(line: PdfLine) -> str:
    """Return the table in which a line stands: `table 2`; empty: in none."""
    return line.cell.partition(" row ")[0]
