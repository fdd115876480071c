"""Tables in plain text: neighbouring lines whose parts stand as far apart as columns do.

>>> rows = ["Region      2015    2022", "The plain     27      31"]
>>> [line.text for line in parted([Line(row) for row in rows])]
['Region', '2015', '2022', 'The plain', '27', '31']
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from align.readers.masthead import is_masthead
from align.readers.printed.lines import Line
from align.readers.printed.wrapping import is_entry, opens
from align.text import clean

_COLUMNS = re.compile(r"[ \u3000]{3,}|\s*\t\s*")


def parted(lines: Sequence[Line]) -> Iterator[Line]:
    """Yield the lines, those of a table cell by cell; a table has two rows or more of as many cells."""
    table = 0
    for (count, _), group in groupby(_counted(lines), key=lambda row: row[:2]):
        rows = [line for *_, line in group]
        if count < 2 or len(rows) < 2:
            yield from rows
            continue
        table += 1
        for number, line in enumerate(rows, 1):
            for column, cell in enumerate(_COLUMNS.split(line.text), 1):
                place = f"table {table} row {number} cell {column}"
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
