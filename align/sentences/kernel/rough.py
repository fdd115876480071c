"""What a bead is worth to the rough path: cosine with margin, and length (Bertalign, Liu & Zhu 2022)."""

from __future__ import annotations

import numpy as np

from align.beads import Array
from align.sentences.kernel.nodes import Number

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


def rough_scores(scores: Array, cosines: Array, row: Array, column: Array, here: Array, there: Array) -> None:
    """Fill in the worth of all beads of a type a–b, (height, width), by where they begin.

    Args:
        scores: to be filled.
        cosines: of the beads.
        row: those of the beads a–1.
        column: those of the beads 1–b.
        here: (height,) bytes of the source sides.
        there: (width,) bytes of the target sides.
    """
    height, width = scores.shape
    a, b = len(column) + 1 - height, row.shape[1] + 1 - width
    for i in range(height):
        for j in range(width):
            total, count = 0.0, 0
            if j > 0:
                total, count = total + row[i, j - 1], count + 1
            if j + b < row.shape[1]:
                total, count = total + row[i, j + b], count + 1
            if i > 0:
                total, count = total + column[i - 1, j], count + 1
            if i + a < len(column):
                total, count = total + column[i + a, j], count + 1
            scores[i, j] = rough_score(cosines[i, j], total, count, here[i], there[j])
