"""How good vectors and alignments are, against pairs and beads known to be right."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

NEIGHBOURS = 4
"""Neighbours whose mean cosine the margin subtracts (Artetxe & Schwenk 2019 take as many)."""

_ROWS = 1024  # cosines computed at once, so that 20,000 texts need 80 MB and not 1.6 GB


def retrieval(source: NDArray[np.float32], target: NDArray[np.float32]) -> tuple[float, float]:
    """Return the share of sources whose own translation is nearest to them: P@1, plain and with margin.

    The margin subtracts from each cosine the mean of the target's best `NEIGHBOURS` cosines, so that texts
    close to everything win less often (CSLS, Conneau et al. 2018). A tie counts as right: the same text
    may occur twice.

    Args:
        source: (n, d) vectors of length one.
        target: (n, d) vectors of their translations, in the same order.
    """
    blocks = [slice(first, first + _ROWS) for first in range(0, len(source), _ROWS)]
    best = np.full((0, len(target)), -1, np.float32)
    for block in blocks:
        cosines = np.concatenate([best, source[block] @ target.T])
        keep = min(NEIGHBOURS, len(cosines))
        best = np.partition(cosines, len(cosines) - keep, axis=0)[len(cosines) - keep :]
    crowding = best.mean(axis=0) / 2
    plain = margin = 0
    for block in blocks:
        cosines = source[block] @ target.T
        plain += _own_is_best(cosines, block.start)
        margin += _own_is_best(cosines - crowding, block.start)
    return plain / len(source), margin / len(source)


def _own_is_best(scores: NDArray[np.float32], first: int) -> int:
    """Count the rows whose own column, `first` for row 0, holds their best score."""
    rows = np.arange(len(scores))
    return int((scores[rows, first + rows] >= scores.max(axis=1) - 1e-6).sum())
