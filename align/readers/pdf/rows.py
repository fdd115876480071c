"""The rows of a table between two of its rules: which lines of its columns stand side by side.

Lines of one column that follow closely are one cell, unless both are figures or stand beside figures, which
have a row each; cells that stand side by side are a row.

>>> text = ("Military and police", "personnel", "41 945.0", "Civilian personnel", "15 528.8")
>>> heights, columns = (10, 20, 20, 34, 34), [1, 1, 2, 1, 2]
>>> lines = [Line(*line, 8.5) for line in zip(text, [1] * 5, [0] * 5, [9] * 5, heights)]
>>> rows_within(lines, [1] * 5, columns)
[1, 1, 1, 2, 2]
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from align.readers.pdf.lines import Line

CLOSE = 1.15
"""Distance of baselines, in the smallest of a size, up to which a cell goes on."""
LEADING = 1.35
"""Ems above which the smallest distance is one between rows of a single line."""
FIGURE = re.compile(
    r"[-–—−+]?[($€£]*[-–−]?\s?\d[\d\s.,]*[%)]*[ᵃ-ᶻ*⁰-⁹¹²³]*|[-–—−]|\(?\.{2,}\)?|n/?a", re.IGNORECASE
)
"""What stands alone in a column of figures."""

_Cell = list[int]
"""The positions of its lines."""


def rows_within(lines: Sequence[Line], bands: Sequence[int], columns: Sequence[int]) -> list[int]:
    """Return the row of every line, from 1; `bands` and `columns` tell where it stands in the table."""
    rows, last = [0] * len(lines), 0
    for band in sorted(set(bands)):
        inside = [i for i, other in enumerate(bands) if other == band]
        parts = list(_side_by_side(lines, _cells(lines, inside, columns)))
        if sum(len({columns[i] for i in part}) > 1 for part in parts) < 2:
            parts = [inside]  # the paragraphs of one cell are no rows
        for part in parts:
            last += 1
            for i in part:
                rows[i] = last
    return rows


def is_figure(text: str) -> bool:
    """Tell a figure, a dash for none, or dots for unknown."""
    return bool(FIGURE.fullmatch(text))


def _cells(lines: Sequence[Line], inside: Sequence[int], columns: Sequence[int]) -> Iterator[_Cell]:
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


def _leading(lines: Sequence[Line], stacks: Mapping[int, Sequence[int]]) -> dict[float, float]:
    """Return the distance of the lines of a cell for each glyph size."""
    found: dict[float, float] = {}
    for stack in stacks.values():
        for above, below in pairwise(stack):
            size, distance = lines[below].size, lines[below].y - lines[above].y
            if 0.5 * size < distance <= LEADING * size and distance < found.get(size, LEADING * size + 1):
                found[size] = distance
    return defaultdict(float, {line.size: found.get(line.size, 1.2 * line.size) for line in lines})


def _goes_on(above: Line, line: Line, leading: float, figures: set[int]) -> bool:
    """Tell whether a line belongs to the cell of the line above it."""
    if is_figure(line.text) and is_figure(above.text) and line.y - above.y > 0.5 * line.size:
        return False
    if {round(above.y), round(line.y)} <= figures and round(above.y) != round(line.y):
        return False
    return line.y - above.y <= CLOSE * leading


def _side_by_side(lines: Sequence[Line], cells: Iterator[_Cell]) -> Iterator[list[int]]:
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
