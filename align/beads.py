"""The best monotone path over m–n beads, by dynamic programming a row at a time.

A path leads from the corner (0, 0) to (n, m). A bead of type (a, b) that ends at (i, j) links the a source
sentences before i with the b target sentences before j. Whoever scores the beads hands over one array
`scores[k, i, j]`, the score of the bead of type k that ends at (i, j); the path with the greatest sum wins.

What differs from the simple version (in tests/test_beads.py, against which this one is tested): a row's
candidates from every type are gathered and compared at once, and moves along the row (target sentences
without a partner) are a running maximum, so that numpy does all the work in a few calls a row.

>>> scores = fill([(1, 1), (1, 0), (0, 1)], [np.array([[3.0, 0.0], [0.0, 3.0]]), -1.0, -1.0], (2, 2))
>>> best_path(scores, [(1, 1), (1, 0), (0, 1)])
[(1, 1), (1, 1)]
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

BeadType = tuple[int, int]
"""How many source and target sentences a bead links."""

Array = NDArray[np.float64]
Ints = NDArray[np.intp]

NULLS: tuple[BeadType, BeadType] = ((1, 0), (0, 1))
"""Sentences without a partner; a null bead always holds one sentence."""

IMPOSSIBLE = -1e9
"""Score of a bead that would begin outside the text; finite, so that sums and differences stay defined."""


@dataclass(frozen=True, slots=True)
class ScoredBead:
    """Positions of the sentences a bead links, and its confidence from 0 to 1."""

    source: tuple[int, ...]
    target: tuple[int, ...]
    score: float


def bead_types(limit: int, source: int = 16, target: int = 16) -> list[BeadType]:
    """Return the types a text of `source` × `target` sentences can hold, null beads first.

    Both sides together have at most limit + 1 sentences: with 8, from 1–8 over 4–4 and 4–5 to 8–1.
    """
    real = [
        (a, b)
        for a in range(1, min(limit, source) + 1)
        for b in range(1, min(limit, target) + 1)
        if a + b <= limit + 1
    ]
    return [*NULLS, *real]


def fill(types: Sequence[BeadType], scores: Sequence[Array | float], shape: tuple[int, int]) -> Array:
    """Return the array `best_path` wants.

    Args:
        types: k bead types.
        scores: for each type, an array (n + 1 - a, m + 1 - b) over where its beads begin, or one score.
        shape: (n, m), the number of sentences.

    Returns:
        Array (k, n + 1, m + 1) over where beads end.
    """
    n, m = shape
    filled = np.full((len(types), n + 1, m + 1), IMPOSSIBLE)
    for k, ((a, b), values) in enumerate(zip(types, scores, strict=True)):
        filled[k, a:, b:] = values
    return filled


def best_path(scores: Array, types: Sequence[BeadType]) -> list[BeadType]:
    """Return the bead types, in order, of the path from (0, 0) to (n, m) with the greatest sum.

    Args:
        scores: array (k, n + 1, m + 1); `scores[k, i, j]` is the bead of `types[k]` that ends at (i, j).
        types: k bead types, the null beads (1, 0) and (0, 1) among them.
    """
    _, height, width = scores.shape
    left = types.index((0, 1))
    steps = np.array(types)
    pad = int(steps.max())
    best = np.full((pad + height, pad + width), 2 * IMPOSSIBLE)
    best[pad, pad] = 0.0
    windows = sliding_window_view(best, width, axis=1)
    chosen = np.empty((height, width), dtype=np.min_scalar_type(len(types)))
    columns = np.arange(width)
    for i in range(height):
        candidates = windows[pad + i - steps[:, 0], pad - steps[:, 1]] + scores[:, i]
        candidates[left] = IMPOSSIBLE * 2
        if i == 0:
            candidates[left, 0] = 0.0
        row_choice = candidates.argmax(axis=0)
        # Moving along the row costs what the skipped sentences cost: a running maximum of the rest.
        cost = np.cumsum(np.where(columns > 0, scores[left, i], 0.0))
        rest = candidates[row_choice, columns] - cost
        running = np.maximum.accumulate(rest)
        best[pad + i, pad:] = running + cost
        chosen[i] = np.where(running > rest, left, row_choice)
    return _walk_back(chosen, types)


def _walk_back(chosen: NDArray[np.unsignedinteger[Any]], types: Sequence[BeadType]) -> list[BeadType]:
    i, j = chosen.shape[0] - 1, chosen.shape[1] - 1
    path: list[BeadType] = []
    while i or j:
        path.append(types[chosen[i, j]])
        i, j = i - path[-1][0], j - path[-1][1]
    return path[::-1]


class SpanProducts:
    """Cosines of joined sentences, from one summed-area table of the Gram matrix.

    The vectors of joined sentences add up, and so the dot product of any m–n bead is the sum of a
    rectangle of the Gram matrix: four look-ups (Crow 1984, "Summed-area tables for texture mapping").
    """

    def __init__(self, source: NDArray[np.float32], target: NDArray[np.float32]) -> None:
        """Take the sum vectors of the sentences, (n, d) and (m, d)."""
        self.shape = len(source), len(target)
        self._table = summed_area(source @ target.T)
        self._sums = _running_sums(source), _running_sums(target)
        self._lengths: dict[int, Array] = {}

    def cosines(self, a: int, b: int) -> Array:
        """Return the cosines of every a–b bead, (n + 1 - a, m + 1 - b), by where it begins."""
        t = self._table
        products: Array = t[a:, b:] - t[:-a, b:] - t[a:, :-b] + t[:-a, :-b]
        return products / (_norms(self._sums[0], a)[:, None] * _norms(self._sums[1], b))

    def at(self, begin: Ints, end: Ints, left: Ints, right: Ints) -> Array:
        """Return the cosines of beads anywhere, cut off at the ends of the text; 0 where a side is empty.

        Args:
            begin: (k,) first source sentence of each.
            end: one past its last.
            left: first target sentence.
            right: one past its last.
        """
        n, m = self.shape
        begin, end, left, right = (
            np.maximum(begin, 0),
            np.minimum(end, n),
            np.maximum(left, 0),
            np.minimum(right, m),
        )
        # Flat indices: numpy looks up one number twice as fast as two.
        table, top, bottom = self._table.reshape(-1), begin * (m + 1), end * (m + 1)
        products: Array = (
            table[bottom + right] - table[top + right] - table[bottom + left] + table[top + left]
        )
        products /= self._length(0, begin, end)
        products /= self._length(1, left, right)
        return products

    def _length(self, side: int, begin: Ints, end: Ints) -> Array:
        """Return the norms of joined sentences of one side, 1 where there are none."""
        sums, counts = self._sums[side], end - begin
        kept = self._lengths.get(side)
        if kept is None or len(kept) <= counts.max(initial=0):
            kept = np.ones((int(counts.max(initial=0)) + 1, len(sums)))
            for count in range(1, min(len(kept), len(sums))):
                kept[count, : len(sums) - count] = _norms(sums, count)
            self._lengths[side] = kept
        lengths: Array = kept.reshape(-1)[counts * len(sums) + begin]
        return lengths


def summed_area(values: NDArray[np.floating]) -> Array:
    """Return the summed-area table (n + 1, m + 1) of values (n, m)."""
    # float64: float32 would lose the small rectangles in the large sums.
    table = np.zeros((values.shape[0] + 1, values.shape[1] + 1))
    np.cumsum(values, axis=0, dtype=np.float64, out=table[1:, 1:])
    np.cumsum(table[1:, 1:], axis=1, out=table[1:, 1:])
    return table


def _running_sums(vectors: NDArray[np.float32]) -> Array:
    return np.concatenate([np.zeros((1, vectors.shape[1])), vectors.cumsum(axis=0, dtype=np.float64)])


def _norms(sums: Array, count: int) -> Array:
    norms: Array = np.linalg.norm(sums[count:] - sums[:-count], axis=1)
    return np.maximum(norms, 1e-9)


def longest_chain(values: Sequence[int]) -> list[int]:
    """Return the positions of a longest strictly rising chain: the anchors that can stand in one order.

    By patience sorting (Schensted 1961, "Longest increasing and decreasing subsequences").

    >>> longest_chain([7, 8, 1, 2, 3, 9])
    [2, 3, 4, 5]
    """
    tops: list[int] = []
    last: list[int] = []
    before: list[int] = []
    for k, value in enumerate(values):
        pile = bisect_left(tops, value)
        before.append(last[pile - 1] if pile else -1)
        tops[pile : pile + 1] = [value]
        last[pile : pile + 1] = [k]
    chain, k = [], last[-1] if last else -1
    while k >= 0:
        chain.append(k)
        k = before[k]
    return chain[::-1]
