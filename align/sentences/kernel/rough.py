"""What a bead is worth to the rough path: cosine with margin, and length (Bertalign, Liu & Zhu 2022)."""

from __future__ import annotations

import numpy as np

from align.beads import GRAINS, Array, Ints
from align.sentences.kernel.nodes import Number

NULL = -0.2
"""What a null bead is worth."""
_MARGIN = 0.3


def rough_score(cosine: Number, total: Number, count: Number, here: Number, there: Number) -> Number:
    """Return the worth of beads.

    Args:
        cosine: of their two sides.
        total: of the cosines of each side with the neighbours of the other, added up.
        count: how many neighbours that are.
        here: bytes of the source sides.
        there: bytes of the target sides.
    """
    alike = np.log2(1 + np.minimum(here, there) / np.maximum(np.maximum(here, there), 1.0))
    # To the power of 3/4: roots are the same on every processor, and quick.
    return (cosine - _MARGIN * total / np.maximum(count, 1)) * np.sqrt(alike * np.sqrt(alike))


def rough_scores(
    scores: Array,
    types: Ints,
    products: Array,
    source: Array,
    target: Array,
    here: Array,
    there: Array,
) -> None:
    """Fill in the worth of all beads of a section, (n + 1, k, width), by where they end, in grains.

    Args:
        scores: to be filled.
        types: (k, 2), those of `bead_types`.
        products: (n, m) of the vectors of both sides.
        source: (most, n + 1) lengths of the sums of the vectors of spans, by where they end.
        target: (most, m + 1) the same.
        here: (n + 1,) bytes before each node.
        there: (m + 1,) the same.
    """
    (n, m), kinds = products.shape, len(types)
    scores[1:, 0, : m + 1] = NULL
    scores[:, 1, 1 : m + 1] = NULL
    cosines = np.zeros((kinds, n + 1, m + 1))
    for k in range(2, kinds):
        fill(cosines[k], products, types[k, 0], types[k, 1], source, target)
    row = 0
    for k in range(2, kinds):
        a, b = types[k, 0], types[k, 1]
        row = k if b == 1 else row  # of the beads a–1; those of the beads 1–b are the first ones
        for i in range(a, n + 1):
            for j in range(b, m + 1):
                total, count = 0.0, 0
                if j > b:
                    total, count = total + cosines[row, i, j - b], count + 1
                if j < m:
                    total, count = total + cosines[row, i, j + 1], count + 1
                if i > a:
                    total, count = total + cosines[b + 1, i - a, j], count + 1
                if i < n:
                    total, count = total + cosines[b + 1, i + 1, j], count + 1
                value = rough_score(
                    cosines[k, i, j], total, count, here[i] - here[i - a], there[j] - there[j - b]
                )
                scores[i, k, j] = np.rint(value * GRAINS) / GRAINS


def fill(cosines: Array, products: Array, a: int, b: int, source: Array, target: Array) -> None:
    """Fill in the cosines of the beads a–b, by where they end."""
    for i in range(a, len(products) + 1):
        for j in range(b, products.shape[1] + 1):
            total = 0.0
            for x in range(i - a, i):
                for y in range(j - b, j):
                    total += products[x, y]
            cosines[i, j] = total / (source[a - 1, i] * target[b - 1, j])
