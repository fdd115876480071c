"""Tables of a page: which lines stand in which cell.

A table has lines drawn around its cells, or at least fragments that stand under one another in columns over
several rows. A frame with a single column, such as the one around a summary, is no table, and neither is a
masthead.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby, pairwise

from align.readers.masthead import is_masthead
from align.readers.pdf.lines import Line, Page
from align.readers.pdf.rows import rows_within

NEAR = 3.0
"""Points by which drawn lines and text may miss one another."""
ROWS = 3
"""Fewest rows of several fragments that make a table without drawn lines."""
CLOSE = 1.15
"""Distance of baselines, in the smallest of the table, up to which a row may go on."""

_Box = tuple[float, float, float, float]
"""Left, top, right and bottom of the drawn lines around a text."""


def with_ruled_cells(lines: Sequence[Line], page: Page, tables: Iterator[int]) -> list[Line]:
    """Return the lines with their cells named where lines are drawn around these; cell by cell."""
    named: list[Line] = []
    for boxed, group in groupby(lines, key=lambda line: _box(line, page) is not None):
        part = list(group)
        boxes = [box for line in part if (box := _box(line, page))]
        lefts = _steps(box[0] for box in boxes)
        if not boxed or len(lefts) < 2:
            named += part
            continue
        tops = _steps(box[1] for box in boxes)
        bands = [_step(tops, box[1]) for box in boxes]
        columns = [_step(lefts, box[0]) for box in boxes]
        named += _named(
            part, list(zip(rows_within(part, bands, columns), columns, strict=True)), next(tables)
        )
    return named


def with_aligned_cells(lines: Sequence[Line], tables: Iterator[int]) -> list[Line]:
    """Return the lines with their cells named where fragments stand in columns over several rows."""
    rows = rows_of(lines)
    named: list[Line] = []
    while rows:
        length = _table_length(rows)
        part = [line for row in rows[:length] for line in row]
        if length >= ROWS:
            named += _named(part, _aligned_places(rows[:length]), next(tables))
        else:
            named += part
        rows = rows[length:]
    return named


def _named(lines: Sequence[Line], places: Sequence[tuple[int, int]], table: int) -> list[Line]:
    order = sorted(zip(places, lines, strict=True), key=lambda cell: (cell[0], cell[1].y, cell[1].x0))
    return [replace(line, cell=f"table {table} row {row} cell {column}") for (row, column), line in order]


def _box(line: Line, page: Page) -> _Box | None:
    """Return the box of drawn lines around a line of text, or None where one side is open."""
    middle = (line.x0 + line.x1) / 2
    posts = [post.x for post in page.posts if post.y0 - NEAR < line.y < post.y1 + NEAR]
    rules = [rule.y for rule in page.rules if rule.x0 - NEAR < middle < rule.x1 + NEAR]
    left = max((x for x in posts if x < line.x0 + NEAR), default=None)
    right = min((x for x in posts if x > line.x1 - NEAR), default=None)
    top = max((y for y in rules if y < line.y - 0.3 * line.size), default=None)
    bottom = min((y for y in rules if y > line.y - 1), default=None)
    if left is None or right is None or top is None or bottom is None:
        return None
    return left, top, right, bottom


def _steps(values: Iterable[float]) -> list[float]:
    """Return the distinct values in order; those nearly the same are one."""
    ordered = sorted(values)
    return [value for i, value in enumerate(ordered) if not i or value - ordered[i - 1] > NEAR]


def _step(steps: Sequence[float], value: float) -> int:
    """Return the number, from 1, of the step that a value stands on."""
    return sum(step <= value + NEAR for step in steps)


def rows_of(lines: Iterable[Line]) -> list[list[Line]]:
    """Group lines by their baseline."""
    rows: list[list[Line]] = []
    for line in lines:
        if rows and abs(line.y - rows[-1][0].y) < 0.25 * line.size:
            rows[-1].append(line)
        else:
            rows.append([line])
    return rows


def _table_length(rows: Sequence[Sequence[Line]]) -> int:
    """Return how many of the rows, from the first, make a table; 1: none begins here.

    It begins and ends with rows of several fragments; between these, wrapped cells may leave one. A line
    of text beneath runs across its columns and ends it.
    """
    length, several = 1, 0
    for end, row in enumerate(rows, 1):
        if (
            len(rows[0]) < 2
            or len(_columns(rows[:end])) < 2
            or any(line.cell or is_masthead(line.text) for line in row)
        ):
            break
        if len(row) > 1:
            length, several = end, several + 1
    return length if several >= ROWS else 1


def _columns(rows: Sequence[Sequence[Line]]) -> list[float]:
    """Return the left edges of the columns that the fragments of several rows fall into."""
    edges: list[float] = []
    end = float("-inf")
    for line in sorted((line for row in rows for line in row), key=lambda line: line.x0):
        if line.x0 > end:
            edges.append(line.x0)
        end = max(end, line.x1)
    return edges


def _aligned_places(rows: Sequence[Sequence[Line]]) -> list[tuple[int, int]]:
    """Return row and column of every line.

    A wrapped cell goes on close below, without a first column, or with nothing but the rest of a full one.
    """
    edges = _columns(rows)
    closest = min(below[0].y - above[0].y for above, below in pairwise(rows))
    full = 0.8 * max(row[0].x1 - edges[0] for row in rows if _step(edges, row[0].x0) == 1)
    number, places = 1, [(1, _step(edges, line.x0)) for line in rows[0]]
    for above, row in pairwise(rows):
        begins = _step(edges, row[0].x0) == 1
        wrapped = not begins or (len(row) == 1 and above[0].x1 - edges[0] > full)
        number += not wrapped or row[0].y - above[0].y > CLOSE * closest
        places += [(number, _step(edges, line.x0)) for line in row]
    return places
