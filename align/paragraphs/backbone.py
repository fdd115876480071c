"""The backbone: the best monotone path of beads over all blocks.

How far numbers are believed is learned from the pair itself: a first path mostly by content shows how often
they agree, so that numbers shifted by one throughout lose their say.

Documents too long for one table are cut at anchors: pairs that are each other's nearest neighbours and stand
in one order (as in Bertalign, Liu & Zhu 2022).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from align.beads import BeadType, longest_chain
from align.paragraphs.evidence import SURE, TYPES, Link, contents, scores
from align.paragraphs.growing import grown
from align.paragraphs.sides import Sides
from align.paragraphs.skeleton import NONE
from align.paths import best_path, fill

FIRST_TRUST = 0.3
"""How far numbers are believed before anything is known of them."""

CELLS = 160_000
"""Largest table of one path, source × target blocks; longer documents are cut at anchors."""


def backbone(both: Sides, rows: slice, columns: slice) -> list[Link]:
    """Return the best monotone path of beads over a stretch of both sides."""
    large = (rows.stop - rows.start) * (columns.stop - columns.start) > CELLS
    sections = list(_cut(rows, columns, _anchors(both) if large else []))
    first = (
        0.0 if both.unread else FIRST_TRUST
    )  # numbers weigh so much there that they would only see themselves
    trust = _trust(_paths(both, sections, first), both)
    return grown(_paths(both, sections, trust), both)


def _paths(both: Sides, sections: Iterable[tuple[slice, slice]], trust: float) -> list[Link]:
    links = []
    for rows, columns in sections:
        i, j = rows.start, columns.start
        for a, b in _path(Sides(both.source.part(rows), both.target.part(columns)), trust):
            links.append(Link(tuple(range(i, i + a)), tuple(range(j, j + b)), trust))
            i, j = i + a, j + b
    return links


def _path(both: Sides, trust: float) -> list[BeadType]:
    n, m = map(len, both)
    if not n or not m:
        return [(1, 0)] * n + [(0, 1)] * m
    types = [(a, b) for a, b in TYPES if a <= n and b <= m]
    return best_path(fill(types, list(scores(both, types, trust)), (n, m)), types)


def _trust(links: Sequence[Link], both: Sides) -> float:
    """Return how far numbers are to be believed, 0 to 1: how often they agree where the texts surely do."""
    one, other = both.source.skeleton.value, both.target.skeleton.value
    agreed = [
        bool(one[link.source[0]] == other[link.target[0]])
        for link, said in zip(links, contents(links, both), strict=True)
        if said > SURE and one[link.source[0]] != NONE and other[link.target[0]] != NONE
    ]
    # As if four had agreed and one had not, before anything was seen.
    return max(0.0, 2 * (agreed.count(True) + 4) / (len(agreed) + 5) - 1)


class _Anchor(NamedTuple):
    source: int
    target: int
    sure: float


def _cut(rows: slice, columns: slice, anchors: Sequence[_Anchor]) -> Iterator[tuple[slice, slice]]:
    height, width = rows.stop - rows.start, columns.stop - columns.start
    if height * width <= CELLS:
        yield rows, columns
        return
    inside = [
        a for a in anchors if rows.start < a.source < rows.stop and columns.start < a.target < columns.stop
    ]
    third = len(inside) // 3
    # Where nothing is anchored the texts have nothing in common, and any cut will do.
    middle = _Anchor(rows.start + height // 2, columns.start + width // 2, 0.0)
    cut = max(inside[third : len(inside) - third], key=lambda anchor: anchor.sure, default=middle)
    yield from _cut(slice(rows.start, cut.source), slice(columns.start, cut.target), inside)
    yield from _cut(slice(cut.source, rows.stop), slice(cut.target, columns.stop), inside)


def _anchors(both: Sides) -> list[_Anchor]:
    """Return pairs of blocks that are each other's nearest and, taken together, stand in one order."""
    source, target = both
    sure = source.cosine - source.background
    mutual = [
        _Anchor(i, int(j), float(sure[i]))
        for i, j in enumerate(source.nearest)
        if target.nearest[j] == i and sure[i] > SURE
    ]
    return [mutual[k] for k in longest_chain([anchor.target for anchor in mutual])]
