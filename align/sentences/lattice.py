"""The beads of a text inside a band, the best path over them, and how sure each of them is.

A lattice holds the candidate beads whose ends lie inside a window of columns a row, so that cost grows with
the text and not with its square. Whoever scores the candidates gets back the path with the greatest sum, or
the posterior of every bead when the probability of a path is in proportion to e^sum: a semi-Markov
conditional random field (Sarawagi & Cohen 2004) over two texts.

As in `beads`, the candidates of a row are combined at once whatever their type, and moves along the row
(target units without a partner) are a running maximum or sum.

>>> from align.beads import bead_types
>>> lattice = Lattice(Windows.whole(2, 2), bead_types(2))
>>> beads = lattice.candidates
>>> scores = np.where(beads.is_null, -1.0, np.where(beads.source_begin == beads.target_begin, 2.0, 0.0))
>>> [(int(beads.source_end[k]), int(beads.target_end[k])) for k in lattice.best_path(scores)]
[(1, 1), (2, 2)]
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from align.beads import IMPOSSIBLE, Array, BeadType, Ints
from align.paths import Windows, best_steps, sweep


@dataclass(frozen=True, slots=True)
class Candidates:
    """Beads that may be: parallel arrays of where each begins and ends."""

    source_begin: Ints
    source_end: Ints
    target_begin: Ints
    target_end: Ints

    @property
    def ends(self) -> tuple[Ints, Ints, Ints, Ints]:
        """Return source begin and end, target begin and end."""
        return self.source_begin, self.source_end, self.target_begin, self.target_end

    @property
    def sizes(self) -> tuple[Ints, Ints]:
        """Return how many source and how many target units each links."""
        return self.source_end - self.source_begin, self.target_end - self.target_begin

    @property
    def is_null(self) -> NDArray[np.bool_]:
        """True where a bead has one side only."""
        a, b = self.sizes
        null: NDArray[np.bool_] = (a == 0) | (b == 0)
        return null

    def __getitem__(self, chosen: Ints | NDArray[np.bool_]) -> Candidates:
        return Candidates(*(ends[chosen] for ends in self.ends))


class Lattice:
    """All candidate beads inside windows, and the paths over them."""

    def __init__(
        self,
        windows: Windows,
        types: Sequence[BeadType],
        allowed: Callable[[Candidates], NDArray[np.bool_]] | None = None,
    ) -> None:
        """List the candidates.

        Args:
            windows: where paths may go.
            types: bead types, the null beads among them.
            allowed: tells which candidates to keep, e.g. those that cross no fence.
        """
        self.windows = windows
        self._steps = np.array(types)
        self._types = types
        candidates, cells = self._enumerate()
        if allowed is not None:
            kept = allowed(candidates)
            candidates, cells = candidates[kept], cells[kept]
        self.candidates = candidates
        self._cells = cells  # place of each candidate in an array (rows, types, width)

    @property
    def shape(self) -> tuple[int, int]:
        """Return n and m."""
        return self.windows.shape

    def best_path(self, scores: Array) -> Ints:
        """Return the indices, in order, of the candidates on the path with the greatest sum.

        Args:
            scores: (candidates,), the score of each.
        """
        dense = self._dense(scores)
        found = np.full(dense.shape, -1)
        found.reshape(-1)[self._cells] = np.arange(len(self._cells))
        low = self.windows.low
        path = best_steps(dense, self._types, self.windows)
        return np.array([found[i, kind, j - low[i]] for i, j, kind in path], np.intp)

    def posteriors(self, scores: Array) -> tuple[Array, Array, float]:
        """Return posteriors of candidates, log posteriors (n + 1, m + 1) of nodes, log of the sum over paths.

        Args:
            scores: (candidates,), the score of each.
        """
        beads, (n, m) = self.candidates, self.shape
        forward = sweep(self._dense(scores), self._types, self.windows)
        mirrored = self.windows.mirrored()
        backward = sweep(self._dense_mirrored(scores, mirrored), self._types, mirrored)[::-1, ::-1]
        total = float(forward[n, m])
        logs = forward[beads.source_begin, beads.target_begin] + backward[beads.source_end, beads.target_end]
        nodes: Array = np.minimum(forward + backward - total, 0.0)
        return np.exp(np.minimum(logs + scores - total, 0.0)), nodes, total

    def _enumerate(self) -> tuple[Candidates, Ints]:
        low, high = self.windows.low, self.windows.high
        shape = (len(low), len(self._steps), self.windows.width)
        row, _, w = np.ogrid[: shape[0], : shape[1], : shape[2]]
        a, b = self._steps[:, 0][None, :, None], self._steps[:, 1][None, :, None]
        end, begin_row = low[row] + w, row - a
        above = np.maximum(begin_row, 0)
        inside = (begin_row >= 0) & (end <= high[row]) & (end - b >= low[above]) & (end - b <= high[above])
        rows, kinds, ws = np.nonzero(inside)
        ends = low[rows] + ws
        beads = Candidates(rows - self._steps[kinds, 0], rows, ends - self._steps[kinds, 1], ends)
        return beads, np.flatnonzero(inside)

    def _dense(self, scores: Array) -> Array:
        dense = np.full((len(self.windows.low), len(self._steps), self.windows.width), IMPOSSIBLE)
        dense.reshape(-1)[self._cells] = scores
        return dense

    def _dense_mirrored(self, scores: Array, mirrored: Windows) -> Array:
        """Return the scores laid out from the other end: a bead ends where it began."""
        beads, (n, m) = self.candidates, self.shape
        dense = np.full((n + 1, len(self._steps), self.windows.width), IMPOSSIBLE)
        rows = n - beads.source_begin
        kinds = self._cells // self.windows.width % len(self._steps)
        dense[rows, kinds, m - beads.target_begin - mirrored.low[rows]] = scores
        return dense
