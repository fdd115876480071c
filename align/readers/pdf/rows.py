"""The rows of a table between two of its rules: which lines of its columns stand side by side.

Lines of one column that follow closely are one cell, unless both are figures or stand beside figures, which
have a row each; cells that stand side by side are a row. Where all lines follow closely, a line of the first
column begins a row. A bold line alone above a row is the head of the rows below, and no cell of theirs.

>>> text = ("Military and police", "personnel", "41 945.0", "Civilian personnel", "15 528.8")
>>> heights, columns = (10, 20, 20, 34, 34), [1, 1, 2, 1, 2]
>>> lines = [PdfLine(*line, 8.5) for line in zip(text, [1] * 5, [0] * 5, [9] * 5, heights)]
>>> rows_within(lines, [1] * 5, columns)
[1, 1, 1, 2, 2]
>>> head = PdfLine("Military", 1, 0, 9, 10, 8, bold=True)
>>> row = PdfLine("Contingents", 1, 0, 9, 20, 8), PdfLine("6.3", 1, 40, 42, 20, 8)
>>> rows_within([head, *row], [1] * 3, [1, 1, 2])
[1, 2, 2]
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from align.readers.pdf.lines import PdfLine
from align.readers.pdf.runs import is_figure

CLOSE = 1.15
"""Distance of baselines, in the smallest of a size, up to which a cell goes on."""
LEADING = 1.35
"""Ems above which the smallest distance is one between rows of a single line."""
ROOMY = 0.6
"""Part of the lines of a first column with room for the next word, where each begins a row."""
_Cell = list[int]
"""The positions of its lines."""


def rows_within(lines: Sequence[PdfLine], bands: Sequence[int], columns: Sequence[int]) -> list[int]:
    """Return the row of every line, from 1; `bands` and `columns` tell where it stands in the table."""
    rows, last = [0] * len(lines), 0
    for band in sorted(set(bands)):
        inside = [i for i, other in enumerate(bands) if other == band]
        for part in _parts(lines, inside, columns):
            last += 1
            for i in part:
                rows[i] = last
    return rows


def _parts(lines: Sequence[PdfLine], inside: Sequence[int], columns: Sequence[int]) -> list[list[int]]:
    """Cut the lines of a band into rows."""
    parted = list(_parted_at_heads(lines, inside, columns))
    parts = [row for part in parted for row in _rows(lines, part, columns)]
    if len(parted) == 1 and sum(len({columns[i] for i in part}) > 1 for part in parts) < 2:
        return [list(inside)]  # the paragraphs of one cell are no rows
    return parts


def _rows(lines: Sequence[PdfLine], inside: Sequence[int], columns: Sequence[int]) -> list[list[int]]:
    rows = list(_by_first_column(lines, inside, columns))
    return rows or list(_side_by_side(lines, _cells(lines, inside, columns)))


def _parted_at_heads(
    lines: Sequence[PdfLine], inside: Sequence[int], columns: Sequence[int]
) -> Iterator[list[int]]:
    """Yield the heads inside a band, and the lines between them.

    A head stands alone in the first column, bold, over a plain line for whose first word it had room.
    """
    first, edge = _first_column(lines, inside, columns)
    baselines = list(_baselines(lines, inside))
    part: list[int] = []
    for baseline, row in pairwise([*baselines, []]):
        head = lines[baseline[0]]
        below = next((lines[i] for i in row if columns[i] == first), None)
        is_alone = len(baseline) == 1 and columns[baseline[0]] == first and head.bold
        if part and is_alone and not lines[part[-1]].bold:
            yield part
            part = []
        part += baseline
        if is_alone and len(row) > 1 and below and not below.bold and _has_room(head, below, edge):
            yield part
            part = []
    if part:
        yield part


def _by_first_column(
    lines: Sequence[PdfLine], inside: Sequence[int], columns: Sequence[int]
) -> Iterator[list[int]]:
    """Yield the rows of a table without gaps between them: a line in its first column begins one.

    There its lines stand evenly, and have room for the next word; the lines of a wrapped cell have none.
    """
    baselines = list(_baselines(lines, inside))
    first, edge = _first_column(lines, inside, columns)
    heads = [next((i for i in row if columns[i] == first), None) for row in baselines]
    steps = [lines[b[0]].y - lines[a[0]].y for a, b in pairwise(baselines)]
    if len(baselines) < 3 or max(steps) > CLOSE * min(steps) or heads[0] is None:
        return
    below = [(lines[a], lines[b]) for a, b in pairwise(heads) if a is not None and b is not None]
    if sum(_has_room(one, other, edge) for one, other in below) < ROOMY * len(below):
        return
    row: list[int] = []
    for baseline, head in zip(baselines, heads, strict=True):
        if row and head is not None:
            yield row
            row = []
        row += baseline
    yield row


def _first_column(
    lines: Sequence[PdfLine], inside: Sequence[int], columns: Sequence[int]
) -> tuple[int, float]:
    """Return the number of the first column, and where the text of the others begins."""
    first = min(columns[i] for i in inside)
    return first, min((lines[i].x0 for i in inside if columns[i] > first), default=0.0)


def _baselines(lines: Sequence[PdfLine], inside: Sequence[int]) -> Iterator[list[int]]:
    row: list[int] = []
    for i in sorted(inside, key=lambda i: lines[i].y):
        if row and lines[i].y - lines[row[0]].y > 0.25 * lines[i].size:
            yield row
            row = []
        row.append(i)
    yield row


def _has_room(above: PdfLine, line: PdfLine, edge: float) -> bool:
    """Tell whether the first word of a line would have had room on the line above."""
    word = line.text.split()[0]
    return edge - above.x1 > (line.x1 - line.x0) * len(word) / len(line.text) + line.size


def _cells(lines: Sequence[PdfLine], inside: Sequence[int], columns: Sequence[int]) -> Iterator[_Cell]:
    """Yield the cells of a band, column by column."""
    figures = {round(lines[i].y) for i in inside if is_figure(lines[i].text)}
    stacks = defaultdict(list)
    for i in sorted(inside, key=lambda i: lines[i].y):
        stacks[columns[i]].append(i)
    leading = _leading(lines, stacks)
    for stack in stacks.values():
        cell: _Cell = []
        for i in stack:
            if cell and not _goes_on(lines[cell[-1]], lines[i], leading[lines[i].size], figures):
                yield cell
                cell = []
            cell.append(i)
        yield cell


def _leading(lines: Sequence[PdfLine], stacks: Mapping[int, Sequence[int]]) -> dict[float, float]:
    """Return the distance of the lines of a cell for each glyph size."""
    found: dict[float, float] = {}
    for stack in stacks.values():
        for above, below in pairwise(stack):
            size, distance = lines[below].size, lines[below].y - lines[above].y
            if 0.5 * size < distance <= LEADING * size and distance < found.get(size, LEADING * size + 1):
                found[size] = distance
    return defaultdict(float, {line.size: found.get(line.size, 1.2 * line.size) for line in lines})


def _goes_on(above: PdfLine, line: PdfLine, leading: float, figures: set[int]) -> bool:
    """Tell whether a line belongs to the cell of the line above it."""
    if is_figure(line.text) and is_figure(above.text) and line.y - above.y > 0.5 * line.size:
        return False
    if {round(above.y), round(line.y)} <= figures and round(above.y) != round(line.y):
        return False
    return line.y - above.y <= CLOSE * leading


def _side_by_side(lines: Sequence[PdfLine], cells: Iterator[_Cell]) -> Iterator[list[int]]:
    """Group cells that overlap in height."""
    part: list[int] = []
    bottom = 0.0
    for cell in sorted(cells, key=lambda cell: lines[cell[0]].y - lines[cell[0]].size):
        top = lines[cell[0]].y - 0.8 * lines[cell[0]].size
        if part and top > bottom - 1:
            yield part
            part, bottom = [], 0.0
        part += cell
        bottom = max(bottom, lines[cell[-1]].y)
    if part:
        yield part
