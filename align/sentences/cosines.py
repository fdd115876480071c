"""How alike in meaning the two sides of all beads that end in a band are.

The vectors of joined units add up, and so the dot product of any m–n bead is the sum of a rectangle of the
Gram matrix: four look-ups in its summed-area table (Crow 1984, "Summed-area tables for texture mapping").
Beads that end in one row and have as many source units share two of them: their rows are subtracted once.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from align.beads import Array, summed_area
from align.sentences.bands import Band, Tables
from align.sentences.spans import SpannedSide

Vectors = NDArray[Any]


class SumCosines:
    """Cosines of joined units by the sums of their vectors."""

    def __init__(
        self,
        vectors: Sequence[tuple[Vectors, Vectors]],
        source: SpannedSide,
        target: SpannedSide,
        margin: int,
        width: int,
    ) -> None:
        """Take the sum vectors (n, d) and (m, d) of each text, and both sides; the rest as for `Tables`."""
        self.products = Tables([summed_area(one @ other.T) for one, other in vectors], margin, width)
        self._source, self._target = source, target

    def of(self, band: Band, most: int) -> Iterator[tuple[Array, Array]]:
        """Yield what `Cosines` promises."""
        rows = [band.wide(self.products, above) for above in range(-1, most + 2)]
        text, row, columns = band.text, band.row, band.columns
        wide = band.low + np.arange(-band.before, band.width + 1)[:, None]
        single = self._target.norms(1, text, wide)[1:]
        norms = [self._target.norms(b, text, columns) for b in range(1, most + 1)]
        below = (rows[0] - rows[1]) / self._source.norms(1, text, row + 1)
        for a in range(1, most + 1):
            products = (rows[1] - rows[a + 1]) / self._source.norms(a, text, row)
            # With the source units just outside, and with the target units just outside.
            outside = below + (rows[a + 1] - rows[a + 2]) / self._source.norms(1, text, row - a)
            beside = np.zeros_like(products)
            np.divide(np.diff(products, axis=0), single, out=beside[1:])
            for b in range(1, most + 2 - a):
                norm = norms[b - 1]
                cosine = (band.seen(products) - band.seen(products, b)) / norm
                around = (band.seen(outside) - band.seen(outside, b)) / norm
                around += band.seen(beside, b)
                around += band.seen(beside, -1)
                around /= 4
                yield cosine, around
