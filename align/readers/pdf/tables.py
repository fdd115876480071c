"""Ruled tables of a page: which lines of text stand in which cell.

The sides of a cell are drawn, or told by where the rules above break (`borders`). A frame with a single
column, such as the one around a summary, is no table.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache, partial
from itertools import groupby

from align.readers.pdf.drawn import Post
from align.readers.pdf.lines import Page, PdfLine
from align.readers.pdf.rows import rows_within

NEAR = 3.0
"""Points by which drawn lines and text may miss one another."""

_Box = tuple[float, float, float, float]
"""Left, top, right and bottom of the drawn lines around a text."""
_RulesMet = tuple[set[float], float, float]
"""Heights of the rules that a post meets, and from where to where those at these heights go."""


def with_ruled_cells(
    lines: Sequence[PdfLine], page: Page, tables: Iterator[int], head: float | None = None
) -> list[PdfLine]:
    """Return the lines with their cells named where lines are drawn around these; cell by cell.

    Where the page only repeated the head of a table, which stands at a height, what lies between it and the
    next rule is in cells, even if all of these are merged across the table.
    """
    named: list[PdfLine] = []
    merged = None if head is None else _below_head(page, head)
    opened = _open_boxes(lines, page)
    placed = [(line, _box(line, page) or _inside(merged, line) or opened.get(line)) for line in lines]
    for _, group in groupby(placed, key=lambda place: place[1] is not None):
        pairs = list(group)
        part, boxes = [line for line, _ in pairs], [box for _, box in pairs if box]
        lefts = _steps(box[0] for box in boxes)
        if len(lefts) < 2 and merged not in boxes:
            named += part
            continue
        tops = _steps(box[1] for box in boxes)
        bands = [_step(tops, box[1]) for box in boxes]
        columns = [_step(lefts, box[0]) for box in boxes]
        places = list(zip(rows_within(part, bands, columns), columns, strict=True))
        named += named_cells(part, places, next(tables))
    return named


def named_cells(lines: Sequence[PdfLine], places: Sequence[tuple[int, int]], table: int) -> list[PdfLine]:
    """Return the lines of a table in the order of its cells, named by their row and column."""
    order = sorted(zip(places, lines, strict=True), key=lambda cell: (cell[0], cell[1].y, cell[1].x0))
    return [replace(line, cell=f"table {table} row {row} cell {column}") for (row, column), line in order]


def _box(line: PdfLine, page: Page) -> _Box | None:
    """Return the box of drawn lines around a line of text, or None where one side is open."""
    middle = (line.x0 + line.x1) / 2
    posts = [post.x for post in page.posts if post.y0 - NEAR < line.y < post.y1 + NEAR]
    rules = [rule.y for rule in page.rules if rule.x0 - NEAR < middle < rule.x1 + NEAR]
    left = max((x for x in posts if x < line.x0 + NEAR), default=None)
    right = min((x for x in posts if x > line.x1 - NEAR), default=None)
    top = max((y for y in rules if y < line.y - 0.3 * line.size), default=None)
    bottom = min((y for y in rules if y > line.y - 1), default=page.height)  # it may go on over the page
    if left is None or right is None or top is None:
        return None
    return left, top, right, bottom


def _open_boxes(lines: Sequence[PdfLine], page: Page) -> dict[PdfLine, _Box]:
    """Return the boxes of lines in tables with open sides, where each has a line of its own to stand beside.

    Two texts side by side in one box tell that not all lines between the cells are drawn.
    """
    rules_met = cache(partial(_rules_met, page))  # by one post for all the lines beside it
    boxes = {line: box for line in lines if page.posts and (box := _open_box(line, page, rules_met))}
    beside = {(round(line.y), box[0]) for line, box in boxes.items()}
    return boxes if len(beside) == len(boxes) else {}


def _open_box(line: PdfLine, page: Page, rules_met: Callable[[Post], _RulesMet]) -> _Box | None:
    """Return the box of a line in a table that has lines between its cells alone, and none around them."""
    beside = [post for post in page.posts if post.y0 - NEAR < line.y < post.y1 + NEAR]
    if not beside:
        return None
    posts, nearest = [post.x for post in beside], min(beside, key=lambda post: abs(post.x - line.x0))
    heights, first, last = rules_met(nearest)
    if not heights or line.x0 < first - NEAR or line.x1 > last + NEAR:
        return None
    left = max((x for x in posts if x < line.x0 + NEAR), default=first)
    right = min((x for x in posts if x > line.x1 - NEAR), default=last)
    top = max((y for y in heights if y < line.y - 0.3 * line.size), default=nearest.y0)
    return left, top, right, nearest.y1


def _rules_met(page: Page, post: Post) -> _RulesMet:
    heights = {
        rule.y
        for rule in page.rules
        if post.y0 - NEAR < rule.y < post.y1 + NEAR and rule.x0 - NEAR < post.x < rule.x1 + NEAR
    }
    edges = [edge for y in heights for ends in _ends(page, y) for edge in ends]
    return heights, min(edges, default=post.x), max(edges, default=post.x)


def _below_head(page: Page, head: float) -> _Box | None:
    """Return what lies between the head of a table and the next rule over its whole width, if one follows."""
    heights = _steps(rule.y for rule in page.rules if rule.y > head - NEAR)
    edges = [(min(x0), max(x1)) for x0, x1 in (_ends(page, y) for y in heights)]
    closing = [y for y, edge in zip(heights[1:], edges[1:], strict=True) if _level(edge, edges[0])]
    return (edges[0][0], heights[0], edges[0][1], closing[0]) if closing else None


def _ends(page: Page, y: float) -> tuple[list[float], list[float]]:
    rules = [rule for rule in page.rules if y - NEAR < rule.y < y + 2 * NEAR]
    return [rule.x0 for rule in rules], [rule.x1 for rule in rules]


def _level(one: tuple[float, float], other: tuple[float, float]) -> bool:
    return all(abs(a - b) < 2 * NEAR for a, b in zip(one, other, strict=True))


def _inside(box: _Box | None, line: PdfLine) -> _Box | None:
    """Return a box if a line stands in it."""
    return box if box and box[1] < line.y < box[3] and box[0] - NEAR < line.x0 < box[2] else None


def _steps(values: Iterable[float]) -> list[float]:
    """Return the distinct values in order; those nearly the same are one."""
    ordered = sorted(values)
    return [value for i, value in enumerate(ordered) if not i or value - ordered[i - 1] > NEAR]


def _step(steps: Sequence[float], value: float) -> int:
    """Return the number, from 1, of the step that a value stands on."""
    return sum(step <= value + NEAR for step in steps)
