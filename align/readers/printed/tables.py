"""Tables in plain text: drawn (`grids`), or neighbouring lines whose parts stand as far apart as columns do.

>>> rows = ["Region      2015    2022", "The plain     27      31"]
>>> [line.text for line in parted([Line(row) for row in rows], House())]
['Region', '2015', '2022', 'The plain', '27', '31']
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import count, groupby

from align.readers.masthead import is_masthead
from align.readers.printed.grids import Row, is_box, is_drawn, rows_of, unboxed
from align.readers.printed.lines import House, Line
from align.readers.printed.wrapping import is_entry, opens
from align.text import clean

_COLUMNS = re.compile(r"[ \u3000]{3,}|\s*\t\s*")


def parted(lines: Sequence[Line], house: House, *, spaced: bool = True) -> Iterator[Line]:
    """Yield the lines, those of a table cell by cell.

    A table is drawn with characters, or, where `spaced`, has two rows or more of as many cells.
    """
    tables = count(1)
    for part in _parts(lines):
        drawn = is_drawn(part[0])
        if drawn and (rows := rows_of(part, house)):
            yield from _cells_of(rows, next(tables))
        elif drawn and is_box(part):
            yield from unboxed(part)
        elif spaced:
            yield from _set_in_columns(part, tables)
        else:
            yield from part


def _parts(lines: Iterable[Line]) -> Iterator[list[Line]]:
    """Cut lines where text meets what is drawn, and between two tables."""
    part: list[Line] = []
    for line in lines:
        if part and (is_drawn(part[-1]) != is_drawn(line) or (is_drawn(line) and line.gap)):
            yield part
            part = []
        part.append(line)
    if part:
        yield part


def _set_in_columns(lines: Sequence[Line], tables: Iterator[int]) -> Iterator[Line]:
    """Yield the lines, those of tables that only blanks set in columns cell by cell."""
    for (cells, _), group in groupby(_counted(lines), key=lambda row: row[:2]):
        rows = [line for *_, line in group]
        if cells < 2 or len(rows) < 2:
            yield from rows
        else:
            yield from _cells_of([(line, _COLUMNS.split(line.text)) for line in rows], next(tables))


def _cells_of(rows: Iterable[Row], table: int) -> Iterator[Line]:
    for number, (line, cells) in enumerate(rows, 1):
        for column, cell in enumerate(cells, 1):
            place = f"table {table} row {number} cell {column}"
            if cell:
                yield replace(line, text=cell, gap=line.gap and column == 1, cell=place)


def _counted(lines: Sequence[Line]) -> Iterator[tuple[int, int, Line]]:
    """Yield each line with the number of its cells, 1 for text, and of the gaps above that may end a table.

    Rows of three cells and more are rows of one table over blank lines too.
    """
    gaps = 0
    for line in lines:
        gaps += line.gap
        count = _cells(line.text)
        yield count, gaps if count <= 2 else 0, line


def _cells(text: str) -> int:
    """Count the cells of a line; masthead and contents are set in columns too, and are no tables."""
    if not _COLUMNS.search(text) or opens(text) or is_entry(text) or is_masthead(clean(text)):
        return 1
    return len(_COLUMNS.split(text))
