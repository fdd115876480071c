"""Rows of a table that go on over the page: what the next page begins with is the rest of their cells.

A cell goes on if it has ended no sentence and its rest begins with a small letter; the other cells of its
row go on with it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import takewhile

from align.languages import marks
from align.readers.pdf.lines import PdfLine

NEAR = 3.0
"""Points within which a column begins at the same place on both pages."""

_ENDED = re.compile(rf"[{marks('.!?:;')}…][”’\"')）]*[⁰¹²³⁴-⁹ᵃ-ᶻ]*$")


def goes_on(above: Sequence[PdfLine], below: Sequence[PdfLine]) -> int:
    """Return how many of the first lines of a page are the rest of the row that the page before ends with."""
    if not above or not below or not above[-1].cell or not below[0].cell:
        return 0
    rest = list(takewhile(lambda line: _row(line) == _row(below[0]), below))
    cells = {line.cell: line for line in _last_row(above)}  # a cell and its last line
    first = {_column(line): line for line in reversed(rest)}
    edges = _edges(line for line in above if _table(line) == _table(above[-1]))
    level = all(abs(edges.get(column, 0.0) - x) < NEAR for column, x in _edges(rest).items())
    unfinished = any(
        first[_column(last)].text[0].islower() and not _ENDED.search(last.text)
        for last in cells.values()
        if _column(last) in first
    )
    return len(rest) if level and unfinished else 0


def with_rest(above: Sequence[PdfLine], rest: Iterable[PdfLine]) -> list[PdfLine]:
    """Return the lines of a page with the rest of its last row, each line behind its cell."""
    row = _last_row(above)
    row += [replace(line, cell=f"{_row(above[-1])} cell {_column(line)}") for line in rest]
    row.sort(key=lambda line: int(_column(line)))  # stable: the rest stays behind what it continues
    return [*above[: len(above) - len(_last_row(above))], *row]


def _last_row(lines: Sequence[PdfLine]) -> list[PdfLine]:
    row = list(takewhile(lambda line: line.cell and _row(line) == _row(lines[-1]), reversed(lines)))
    return row[::-1]


def _edges(lines: Iterable[PdfLine]) -> dict[str, float]:
    """Return where the text of each column begins."""
    edges: dict[str, float] = {}
    for line in lines:
        edges[_column(line)] = min(line.x0, edges.get(_column(line), line.x0))
    return edges


def _table(line: PdfLine) -> str:
    return _row(line).rpartition(" row ")[0]


def _row(line: PdfLine) -> str:
    """Return where the row of a cell stands: table 2 row 3."""
    return line.cell.rpartition(" cell ")[0]


def _column(line: PdfLine) -> str:
    return line.cell.rpartition(" cell ")[2]
