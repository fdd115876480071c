"""Beads, which of them a text can hold, and how alike in meaning their two sides are.

>>> bead_types(2)
[(1, 0), (0, 1), (1, 1), (1, 2), (2, 1)]
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

BeadType = tuple[int, int]
"""How many source and target sentences a bead links."""

Array = NDArray[np.float64]
Ints = NDArray[np.intp]

NULLS: tuple[BeadType, BeadType] = ((1, 0), (0, 1))
"""Sentences without a partner; a null bead always holds one sentence."""

GRAINS = 2.0**20
"""How many steps there are in one, in numbers told by `in_grains`."""

IMPOSSIBLE = -1e9
"""Score of a bead that would begin outside the text; finite, so that sums and differences stay defined."""


def in_grains(values: Any) -> Any:
    """Return numbers in steps of a millionth, about: processors differ in the last digits of e^x and log x.

    The step is a power of two: sums are exact, and of paths that are worth the same the same is taken.
    """
    return np.rint(np.multiply(values, GRAINS)) / GRAINS


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


class SpanProducts:
    """Cosines of joined sentences, from one summed-area table of the Gram matrix.

    The vectors of joined sentences add up, and so the dot product of any m–n bead is the sum of a
    rectangle of the Gram matrix: four look-ups (Crow 1984, "Summed-area tables for texture mapping").
    """

    def __init__(self, source: NDArray[np.float32], target: NDArray[np.float32]) -> None:
        """Take the sum vectors of the sentences, (n, d) and (m, d)."""
        self._table = summed_area(source @ target.T)
        self._sums = _running_sums(source), _running_sums(target)
        self._norms: dict[tuple[int, int], Array] = {}

    def cosines(self, a: int, b: int) -> Array:
        """Return the cosines of every a–b bead, (n + 1 - a, m + 1 - b), by where it begins."""
        t = self._table
        products: Array = t[a:, b:] - t[:-a, b:]
        products -= t[a:, :-b]
        products += t[:-a, :-b]
        products /= self._lengths(0, a)[:, None] * self._lengths(1, b)
        return products

    def _lengths(self, side: int, count: int) -> Array:
        """Return the lengths of the sums of `count` vectors of a side, by where they begin."""
        if (side, count) not in self._norms:
            self._norms[side, count] = _norms(self._sums[side], count)
        return self._norms[side, count]


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
    spans = sums[count:] - sums[:-count]
    norms: Array = np.sqrt(np.einsum("nd,nd->n", spans, spans))
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
