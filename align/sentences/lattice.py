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
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from align.beads import IMPOSSIBLE, Array, BeadType, Ints


@dataclass(frozen=True, slots=True)
class Windows:
    """Which nodes paths may pass: for each row i of n + 1, columns `low[i]` to `high[i]`, both included.

    Both rise with i; `low[0]` is 0 and `high[n]` is m.
    """

    low: Ints
    high: Ints

    @classmethod
    def whole(cls, rows: int, columns: int) -> Windows:
        """Return windows that leave out nothing."""
        return cls(np.zeros(rows + 1, np.intp), np.full(rows + 1, columns, np.intp))

    @classmethod
    def around(cls, nodes: Ints, radius: int) -> Windows:
        """Return windows that hold all nodes within `radius` rows and columns of a path.

        Args:
            nodes: (k, 2) nodes of the path, from (0, 0) to (n, m).
            radius: how far from it, in units.
        """
        rows, columns = nodes[-1]
        low, high = np.full(rows + 1, columns), np.zeros(rows + 1, np.intp)
        for (i, j), (end, column) in pairwise(nodes):
            low[i : end + 1] = np.minimum(low[i : end + 1], j)
            high[i : end + 1] = np.maximum(high[i : end + 1], column)
        places = np.arange(rows + 1)
        low = low[np.maximum(places - radius, 0)] - radius
        high = high[np.minimum(places + radius, rows)] + radius
        return cls(np.maximum(low, 0), np.minimum(high, columns))

    def mirrored(self) -> Windows:
        """Return the windows seen from the other end."""
        columns = self.high[-1]
        return Windows((columns - self.high)[::-1], (columns - self.low)[::-1])


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
        self._along = types.index((0, 1))
        self._width = int((windows.high - windows.low).max()) + 1
        candidates, cells = self._enumerate()
        if allowed is not None:
            kept = allowed(candidates)
            candidates, cells = candidates[kept], cells[kept]
        self.candidates = candidates
        self._cells = cells  # place of each candidate in an array (rows, types, width)

    @property
    def shape(self) -> tuple[int, int]:
        """Return n and m."""
        return len(self.windows.low) - 1, int(self.windows.high[-1])

    def best_path(self, scores: Array) -> Ints:
        """Return the indices, in order, of the candidates on the path with the greatest sum.

        Args:
            scores: (candidates,), the score of each.
        """
        steps, dense = self._steps, self._dense(scores)
        choices = np.zeros((len(dense), self._width), np.intp)
        self._sweep(self.windows, dense, choices)
        found = np.full(dense.shape, -1)
        found.reshape(-1)[self._cells] = np.arange(len(self._cells))
        path: list[int] = []
        i, j = self.shape
        while i or j:
            w = j - self.windows.low[i]
            kind = choices[i, w]
            path.append(int(found[i, kind, w]))
            i, j = i - steps[kind, 0], j - steps[kind, 1]
        return np.array(path[::-1], np.intp)

    def posteriors(self, scores: Array) -> tuple[Array, Array, float]:
        """Return posteriors of candidates, log posteriors (n + 1, m + 1) of nodes, log of the sum over paths.

        Args:
            scores: (candidates,), the score of each.
        """
        beads, (n, m) = self.candidates, self.shape
        forward = self._sweep(self.windows, self._dense(scores))
        mirrored = self.windows.mirrored()
        backward = self._sweep(mirrored, self._dense_mirrored(scores, mirrored))[::-1, ::-1]
        total = float(forward[n, m])
        logs = forward[beads.source_begin, beads.target_begin] + backward[beads.source_end, beads.target_end]
        nodes: Array = np.minimum(forward + backward - total, 0.0)
        return np.exp(np.minimum(logs + scores - total, 0.0)), nodes, total

    def _enumerate(self) -> tuple[Candidates, Ints]:
        low, high = self.windows.low, self.windows.high
        shape = (len(low), len(self._steps), self._width)
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
        dense = np.full((len(self.windows.low), len(self._steps), self._width), IMPOSSIBLE)
        dense.reshape(-1)[self._cells] = scores
        return dense

    def _dense_mirrored(self, scores: Array, mirrored: Windows) -> Array:
        """Return the scores laid out from the other end: a bead ends where it began."""
        beads, (n, m) = self.candidates, self.shape
        dense = np.full((n + 1, len(self._steps), self._width), IMPOSSIBLE)
        rows = n - beads.source_begin
        kinds = self._cells // self._width % len(self._steps)
        dense[rows, kinds, m - beads.target_begin - mirrored.low[rows]] = scores
        return dense

    def _sweep(self, windows: Windows, dense: Array, choices: Ints | None = None) -> Array:
        """Return for each node the greatest sum over paths that reach it, or the log of the sum of e^sum.

        Args:
            windows: where the nodes lie.
            dense: (rows, types, width) scores by the node at which a bead ends.
            choices: (rows, width), filled with the type that ends the best path; none: sum instead.

        Returns:
            Array (n + 1, m + 1).
        """
        rows, along, columns, pad = len(dense), self._along, np.arange(self._width), int(self._steps.max())
        # A frame of unreachable nodes, so that no bead has to be asked whether it begins inside.
        framed = np.full((rows + pad, windows.high[-1] + 1 + pad + self._width), IMPOSSIBLE)
        nodes, stride = framed.reshape(-1), framed.shape[1]
        begins = ((pad - self._steps[:, 0]) * stride + pad - self._steps[:, 1])[:, None] + columns
        moves = np.where(columns > 0, dense[:, along], 0.0).cumsum(axis=1)
        outside = np.where(columns > (windows.high - windows.low)[:, None], IMPOSSIBLE, 0.0)
        for i in range(rows):
            sums = nodes[begins + (i * stride + windows.low[i])] + dense[i]
            sums[along] = IMPOSSIBLE  # moves along the row come below
            if i == 0:
                sums[along, 0] = 0.0
            if choices is None:
                top = sums.max(axis=0)
                row = top + np.log(np.exp(sums - top).sum(axis=0)) - moves[i]
                reached = np.logaddexp.accumulate(row)
            else:
                kind = sums.argmax(axis=0)
                row = sums[kind, columns] - moves[i]
                reached = np.maximum.accumulate(row)
                choices[i] = np.where(reached > row, along, kind)
            begin = pad + windows.low[i]
            framed[pad + i, begin : begin + self._width] = reached + moves[i] + outside[i]
        return framed[pad:, pad : pad + windows.high[-1] + 1]
