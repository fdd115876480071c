"""Tables without lines: fragments that stand under one another in columns over several rows.

The columns are told by the white between the fragments of a row: where many rows are white and hardly any
text runs across, one column ends and the next begins. A line of text that does run across ends the table.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from align.numbering import split_number
from align.readers.masthead import is_masthead
from align.readers.pdf.borders import LARGER, LEVEL
from align.readers.pdf.drawn import DrawnRule
from align.readers.pdf.framed import Frames
from align.readers.pdf.lines import PdfLine, rows_of
from align.readers.pdf.rows import rows_within
from align.readers.pdf.tables import named_cells

ROWS = 3
"""Fewest rows of several fragments that make a table."""
SUPPORT = 3
"""Times as many rows that are white at the end of a column as texts that run across it."""
CLOSE = 1.5
"""Ems between baselines up to which a line may be the rest of the cell above."""
ALIKE = 8.0
"""Points by which two halves of a table may differ that are columns of one list."""

_Row = Sequence[PdfLine]


@dataclass(frozen=True, slots=True)
class _Table:
    """The first rows of several, and the places where its columns end."""

    rows: Sequence[_Row]
    ends: tuple[float, ...]

    def column(self, line: PdfLine) -> int:
        """Return the column of a fragment, from 1."""
        return 1 + sum(end < line.x0 + 1 for end in self.ends)


class Columns:
    """Names the cells of tables without lines, page by page; what columns it has seen, it knows again."""

    def __init__(self) -> None:
        self._known: set[float] = set()
        self._frames = Frames()

    def with_cells(
        self, lines: Sequence[PdfLine], tables: Iterator[int], rules: Iterable[DrawnRule] = ()
    ) -> list[PdfLine]:
        """Return the lines with their cells named where fragments stand in columns over several rows."""
        named: list[PdfLine] = []
        for part, bands in self._frames.parted(lines, rules):
            rows = rows_of(part)
            ends = _ends([row for row in rows if len(row) > 1], self._known) if bands else []
            if len(ends) + 1 < max(map(len, rows), default=0) or not ends:
                named += self._open(part, tables)
                continue
            columns = [_Table(rows, tuple(ends)).column(line) for line in part]
            places = list(zip(rows_within(part, bands, columns), columns, strict=True))
            named += named_cells(part, places, next(tables))
        return named

    def _open(self, lines: Sequence[PdfLine], tables: Iterator[int]) -> list[PdfLine]:
        """Return the lines of a part without rules."""
        rows = rows_of(lines)
        named: list[PdfLine] = []
        while rows:
            table = _table(rows, self._known)
            part = [line for row in table.rows for line in row]
            if table.ends:
                self._known.update(table.ends)
                columns = [table.column(line) for line in part]
                bands = _halves(table, part)
                places = list(zip(rows_within(part, bands, columns), columns, strict=True))
                part = named_cells(part, places, next(tables))
            named += part
            rows = rows[len(table.rows) :]
        return named


def _table(rows: Sequence[_Row], known: Collection[float]) -> _Table:
    """Return the table that the first rows make; without column ends where they make none."""
    none = _Table(rows[:1], ())
    if len(rows[0]) < 2:
        return none
    block = _block(rows, known)
    block = block[: _last(block)]
    ends = _ends(block, known)
    several = sum(len({sum(end < line.x0 + 1 for end in ends) for line in row}) > 1 for row in block)
    enough = 1 if all(_is_known(end, known) for end in ends) else ROWS
    found = _Table(block, tuple(ends)) if ends and several >= enough else none
    level = _level_table(block)
    return level if level and len(level.ends) > len(found.ends) else found


def _level_table(rows: Sequence[_Row]) -> _Table | None:
    """Return the table whose first row has three cells or more, and below them begin all others.

    Its rows may be few: two, or a single one of four cells.
    """
    starts = [line.x0 for line in rows[0]] if rows else []
    if len(starts) < ROWS or len(starts) + len(rows) < ROWS + 2:
        return None
    if any(all(abs(line.x0 - x) > LEVEL for x in starts) for row in rows for line in row):
        return None
    return _Table(rows, tuple(x - 1 for x in starts[1:]))


def _block(rows: Sequence[_Row], known: Collection[float]) -> Sequence[_Row]:
    """Return the rows up to the first that cannot stand in a table without lines."""
    for length, row in enumerate(rows):
        masthead = any(line.page == 1 and is_masthead(line.text) for line in row)
        alone = len(row) == 1 and length
        across = alone and _crosses(row[0], _ends(rows[:length], known))
        if masthead or across or (alone and _heads(rows, length)) or any(line.cell for line in row):
            return rows[:length]
    return rows


def _heads(rows: Sequence[_Row], i: int) -> bool:
    """Tell a line alone that is no cell: larger than the rows above, or bold with a number, over another."""
    row = rows[i + 1] if i + 1 < len(rows) else rows[i]
    line, below = rows[i][0], row[0]
    larger = line.size > max(each.size for row in rows[:i] for each in row) + LARGER
    if larger and len(row) > 1 and below.size > line.size - LARGER:
        larger = abs(below.x0 - line.x0) > LEVEL  # the rows of a table may be larger than its head
    asks = line.bold and not below.bold and bool(split_number(line.text)[0])
    return larger or asks


def _ends(rows: Sequence[_Row], known: Collection[float]) -> list[float]:
    """Return where columns end: places in the white of many rows that hardly any text runs across."""
    gaps = sorted((right.x0, left.x1) for row in rows for left, right in pairwise(row))
    places: list[float] = []
    for right, left in gaps:
        if not places or places[-1] <= left:
            places.append(right - 1)
    several = [row for row in rows if len(row) > 1]
    found: list[float] = []
    for x in places:
        white = [left for right, left in gaps if left < x < right]
        x = _least_crossed(x, max(white, default=x), several)
        if not _is_known(x, found) and _holds(x, rows, len(white), known=_is_known(x, known)):
            found.append(x)
    return found


def _least_crossed(x: float, low: float, rows: Sequence[_Row]) -> float:
    """Return the place in the white left of another which the fewest texts run across.

    The head of a column may be wider than its figures: 12 below *Authorized*.
    """
    begins = {line.x0 - 1 for row in rows for line in row if low < line.x0 - 1 < x}
    return min(sorted({x, *begins}, reverse=True), key=lambda place: _across(place, rows))


def _holds(x: float, rows: Sequence[_Row], white: int, *, known: bool) -> bool:
    return (white > 1 or known) and white >= SUPPORT * _across(x, rows)


def _across(x: float, rows: Sequence[_Row]) -> int:
    return sum(line.x0 < x < line.x1 for row in rows for line in row)


def _is_known(x: float, known: Collection[float]) -> bool:
    return any(abs(x - other) < LEVEL for other in known)


def _crosses(line: PdfLine, ends: Iterable[float]) -> bool:
    return any(line.x0 < end < line.x1 for end in ends)


def _last(rows: Sequence[_Row]) -> int:
    """Return how many rows belong to the table: up to the last of several fragments and its rest."""
    length = max((i for i, row in enumerate(rows, 1) if len(row) > 1), default=0)
    while length < len(rows) and rows[length][0].y - rows[length - 1][0].y < CLOSE * rows[length][0].size:
        length += 1
    return length


def _halves(table: _Table, lines: Sequence[PdfLine]) -> list[int]:
    """Return 1 for every line, or 1 and 2 where the left and the right half are columns of one list.

    They are if both have the same columns, and their rows do not stand side by side.
    """
    count = len(table.ends) + 1
    half = count // 2
    if count < 4 or count % 2:
        return [1] * len(lines)
    columns = [[line for line in lines if table.column(line) == c] for c in range(1, count + 1)]
    left = [min((line.x0 for line in column), default=0.0) for column in columns]
    shifts = [right - x for x, right in zip(left, left[half:], strict=False)]
    heights = [[round(line.y) for line in columns[c]] for c in (0, half)]
    if max(shifts) - min(shifts) > ALIKE or all(one == other for one, other in zip(*heights, strict=False)):
        return [1] * len(lines)
    return [1 + (table.column(line) > half) for line in lines]
