"""Tables, row by row and cell by cell.

The path takes a table for a row of cells, and goes astray where one version leaves a cell empty, lacks a row
or has a column more: figures repeat, and the next equal one is as good as the right one. But most cells come
out right, and so they elect which rows and which columns belong together; cells that say little then go where
their row and their column meet.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from align.document import Block
from align.paragraphs.evidence import SURE, Link, contents
from align.paragraphs.leftovers import Pairs, relinked
from align.paragraphs.sides import Sides

WORDS, FIGURES, LITTLE = 3.0, 1.0, 0.3
"""Votes of a pair of cells for its rows and columns: alike in words, with equal figures, or neither."""

_PLACE = re.compile(r"table (\d+) row (\d+) cell (\d+)")

Line = tuple[int, int]
"""A row or a column: the number of its table, and its own."""


class _Cell(NamedTuple):
    row: Line
    column: Line


class _Voter(NamedTuple):
    """A pair of cells that the path made, and how much it counts."""

    source: int
    target: int
    votes: float


def by_rows_and_columns(
    links: Sequence[Link], both: Sides, source: Sequence[Block], target: Sequence[Block]
) -> list[Link]:
    """Return the links with the cells of tables paired where their rows and columns meet."""
    here, there = _cells(source), _cells(target)
    voters = list(_voters(links, both, here.keys(), there.keys()))
    if not voters:
        return list(links)
    rows = _elected((here[v.source].row, there[v.target].row, v.votes) for v in voters)
    columns = _elected((here[v.source].column, there[v.target].column, v.votes) for v in voters)
    settled = {(v.source, v.target) for v in voters if v.votes == WORDS}
    strayed = {
        (v.source, v.target)
        for v in voters
        if rows.get(here[v.source].row) != there[v.target].row
        or columns.get(here[v.source].column) != there[v.target].column
    } - settled
    free = relinked([link for link in links if (link.source[:1] + link.target[:1]) not in strayed], {})
    alone = [Link((i,), ()) for i, _ in strayed] + [Link((), (j,)) for _, j in strayed]
    return relinked(free + alone, _meeting(free + alone, here, there, rows, columns))


def _cells(blocks: Sequence[Block]) -> dict[int, _Cell]:
    """Return the cells that are one block each, by its index."""
    found = {k: match for k, block in enumerate(blocks) if (match := _PLACE.fullmatch(block.place))}
    counts = Counter(match[0] for match in found.values())
    cells = {}
    for k, match in found.items():
        if counts[match[0]] == 1:
            table, row, column = map(int, match.groups())
            cells[k] = _Cell((table, row), (table, column))
    return cells


def _voters(
    links: Sequence[Link], both: Sides, here: Iterable[int], there: Iterable[int]
) -> Iterable[_Voter]:
    cells, others = set(here), set(there)
    pairs = [k for k in links if k.is_single and k.source[0] in cells and k.target[0] in others]
    for link, content in zip(pairs, contents(pairs, both), strict=True):
        i, j = link.source[0], link.target[0]
        worded = not both.source.wordless[i] and not both.target.wordless[j]
        yield _Voter(i, j, LITTLE if content <= (SURE if worded else 0) else WORDS if worded else FIGURES)


def _elected(votes: Iterable[tuple[Line, Line, float]]) -> dict[Line, Line]:
    """Return the rows, or columns, that have most votes for one another."""
    counts = Counter[tuple[Line, Line]]()
    for one, other, weight in votes:
        counts[one, other] += weight  # type: ignore[assignment]
    elected: dict[Line, Line] = {}
    taken: set[Line] = set()
    for (one, other), _ in counts.most_common():
        if one not in elected and other not in taken:
            elected[one] = other
            taken.add(other)
    return elected


def _meeting(
    links: Iterable[Link],
    here: dict[int, _Cell],
    there: dict[int, _Cell],
    rows: dict[Line, Line],
    columns: dict[Line, Line],
) -> Pairs:
    """Return the pairs of cells without partner whose rows and columns belong together."""
    alone = [link for link in links if link.is_null]
    free = {there[j]: j for link in alone for j in link.target if j in there}
    pairs: Pairs = {}
    for i in (i for link in alone for i in link.source if i in here):
        row, column = rows.get(here[i].row), columns.get(here[i].column)
        if row and column and (j := free.get(_Cell(row, column))) is not None:
            pairs[i] = j
    return pairs
