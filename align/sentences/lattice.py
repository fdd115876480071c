"""The beads of texts inside bands, the best paths over them, and how sure each of them is.

A lattice holds the beads whose ends lie inside a window of columns a row, so that cost grows with the text
and not with its square. Whoever scores them gets back the path with the greatest sum, or the posterior of
every bead when the probability of a path is in proportion to e^sum: a semi-Markov conditional random field
(Sarawagi & Cohen 2004) over two texts. Several texts, and the sections of each, lie side by side in one
lattice: they know nothing of one another, but numpy works on all of them in one call.

>>> from align.beads import bead_types
>>> lattice = Lattice([Windows.whole(2, 2)], bead_types(2))
>>> scores = lattice.filled(lambda band: [-1.0, -1.0, 2.0, 0.0, 0.0])
>>> [(step.row, step.column) for step in lattice.best_paths(scores)[0]]
[(1, 1), (2, 2)]
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from align.beads import IMPOSSIBLE, Array, BeadType
from align.paths import PathStep, Reached, Rows, Windows, best_steps, sweep, traced
from align.sentences.anchors import Section
from align.sentences.bands import Band, bands
from align.sentences.kernel import Loops, loops
from align.sentences.kernel.nodes import Nodes


@dataclass(frozen=True, slots=True)
class LatticeSection:
    """A section of a text, through which a path leads from corner to corner."""

    text: int
    rows: range
    columns: range
    windows: Windows
    """Counted from its beginning."""


class Lattice:
    """All beads of some texts whose ends lie inside windows, and the paths over them."""

    def __init__(
        self,
        windows: Sequence[Windows],
        types: Sequence[BeadType],
        sections: Sequence[Sequence[Section]] | None = None,
    ) -> None:
        """Take what is to be aligned.

        Args:
            windows: where paths may go, for each text.
            types: bead types, the null beads among them.
            sections: for each text, the parts that no bead may leave, in order; none: the text is one.
        """
        whole = [[(range(own.shape[0]), range(own.shape[1]))] for own in windows]
        self.types = types
        self.reach = max(map(max, types))
        """Units on a side of a bead at most."""
        self.parts = [
            LatticeSection(text, *section, _clipped(windows[text], *section))
            for text, own in enumerate(sections or whole)
            for section in own
        ]
        self._windows = [part.windows for part in self.parts]
        self.width = max(own.width for own in self._windows)
        low, high, self._counts, self._first = Rows.of(self._windows)
        row = np.arange(len(low)) - self._first.repeat(self._counts)
        text, first, column = (
            np.array(values).repeat(self._counts)
            for values in zip(
                *((part.text, part.rows.start, part.columns.start) for part in self.parts), strict=True
            )
        )
        self.rows = Nodes(text, first + row, column + low, row, low, high)

    @cached_property
    def bands(self) -> Sequence[Band]:
        """Return the rows of all parts, in bands."""
        return bands(self.rows, self.reach + 1)

    def impossible(self) -> Array:
        """Return scores of no bead at all, (rows, k, width)."""
        return np.full((len(self.rows.row), len(self.types), self.width), IMPOSSIBLE)

    def filled(self, score: Callable[[Band], Iterable[Array | float]]) -> Array:
        """Return the scores (rows, k, width) of all beads, by where they end; of others IMPOSSIBLE.

        The rows of each part stand behind those of the part before.

        Args:
            score: yields scores (w, r), or one for all, of the beads of each type that end in a band.
        """
        scores = self.impossible()
        for band in self.bands:
            for kind, values in enumerate(score(band)):
                allowed = self.allowed(band, self.types[kind])
                scores[band.place, kind, : band.width] = np.where(allowed, values, IMPOSSIBLE).T
        return scores

    def allowed(self, band: Band, bead_type: BeadType) -> NDArray[np.bool_]:
        """Tell which beads of a type that end in a band, (w, r), lie inside the windows of their part."""
        (a, b), end = bead_type, band.place
        low, high, row = self.rows.low, self.rows.high, self.rows.above[end]
        begin = end - np.minimum(a, row)
        first = low[begin] + b
        last = np.where(row < a, -1, np.minimum(high[begin] + b, high[end]))
        columns = low[end] + np.arange(band.width)[:, None]
        inside: NDArray[np.bool_] = (columns >= first) & (columns <= last)
        return inside

    def split(self, values: Array) -> list[Array]:
        """Return arrays over all rows, those of each part by themselves."""
        return np.split(values, self._first[1:])

    def whole(self, nodes: Sequence[Array]) -> list[Array]:
        """Return for each text one table (n + 1, m + 1) of what is known of the nodes of its parts."""
        # A text ends where its last part does.
        shapes = {part.text: (part.rows.stop + 1, part.columns.stop + 1) for part in self.parts}
        tables: list[Array] = [np.full(shape, IMPOSSIBLE) for shape in shapes.values()]
        for part, own in zip(self.parts, nodes, strict=True):
            rows, columns = part.rows, part.columns
            tables[part.text][rows.start : rows.stop + 1, columns.start : columns.stop + 1] = own
        return tables

    def best_paths(self, scores: Array) -> list[list[PathStep]]:
        """Return for each part the beads, in order, of the path with the greatest sum.

        Args:
            scores: as from `filled`.
        """
        fast = loops()
        if fast is None:
            return best_steps(scores, self.types, self._windows)
        choices = np.empty((len(scores), self.width), np.uint8)
        fast.sweep(scores, self.rows, np.array(self.types), False, choices)
        return traced(choices, self.types, self._windows)

    def nodes(self, scores: Array) -> list[Array]:
        """Return for each part the log posteriors (n + 1, m + 1) of nodes.

        Args:
            scores: as from `filled`.
        """
        fast = loops()
        return self._swept(scores)[1] if fast is None else self._between(*self._swept_fast(fast, scores))

    def posteriors(self, scores: Array) -> tuple[Array, list[Array], list[float]]:
        """Return posteriors as `scores`; for each part those of `nodes`, and the log of the sum over paths.

        Args:
            scores: as from `filled`.
        """
        fast = loops()
        if fast is not None:
            there, back, totals = self._swept_fast(fast, scores)
            sums = totals.repeat(self._counts)
            found = fast.posteriors(scores, self.rows, np.array(self.types), there, back, sums)
            return found, self._between(there, back, totals), totals.tolist()
        low, row = self.rows.low, self.rows.above
        reached, nodes, known = self._swept(scores)
        first, last = np.split(reached.first.repeat(np.tile(self._counts, 2)), 2)
        heights, widths = np.array([own.shape for own in self._windows]).repeat(self._counts, axis=0).T
        onward = widths[:, None] - low[:, None] - np.arange(self.width)
        logs = reached.begins(first + row, low)
        logs += scores
        logs += (reached.at(last + heights - row, onward) - np.repeat(known, self._counts)[:, None])[:, None]
        return np.exp(np.minimum(logs, 0.0, out=logs), out=logs), nodes, known

    def _swept_fast(self, fast: Loops, scores: Array) -> tuple[Array, Array, Array]:
        """Return what leads to each node, (rows, width), and on from it; for each part the sum over paths."""
        none = np.empty((0, self.width), np.uint8)
        there, back = (
            fast.sweep(scores, self.rows, np.array(self.types), way, none) for way in (False, True)
        )
        last = self._first + self._counts - 1
        return there, back, there[last, self.rows.high[last] - self.rows.low[last]]

    def _between(self, there: Array, back: Array, totals: Array) -> list[Array]:
        """Return the log posteriors (n + 1, m + 1) of the nodes of each part, after `_swept_fast`."""
        found = np.minimum(there + back - totals.repeat(self._counts)[:, None], 0.0)
        columns = self.rows.low[:, None] + np.arange(self.width)
        inside = columns <= self.rows.high[:, None]
        tables = []
        for part, first, count in zip(self.parts, self._first, self._counts, strict=True):
            own, (n, m) = slice(first, first + count), part.windows.shape
            tables.append(np.full((n + 1, m + 1), IMPOSSIBLE))
            tables[-1][np.nonzero(inside[own])[0], columns[own][inside[own]]] = found[own][inside[own]]
        return tables

    def _swept(self, scores: Array) -> tuple[Reached, list[Array], list[float]]:
        """Return what leads to each node, and from the other end on from it; the rest as `posteriors`."""
        both = np.concatenate([scores, self._mirrored(scores)])
        reached = sweep(both, self.types, [*self._windows, *(own.mirrored() for own in self._windows)])
        found = list(reached.nodes())
        nodes, totals = [], []
        for there, back in zip(found[: len(self.parts)], found[len(self.parts) :], strict=True):
            totals.append(float(there[-1, -1]))
            nodes.append(np.minimum(there + back[::-1, ::-1] - totals[-1], 0.0))
        return reached, nodes, totals

    def _mirrored(self, scores: Array) -> Array:
        """Return the scores laid out from the other end: a bead ends where it began."""
        mirrored = np.full(scores.shape, IMPOSSIBLE)
        _, kinds, width = scores.shape
        down, right = np.array(self.types).T
        # In the order of the mirrored rows: where beads begin, and the row where they end.
        last = (self._first + self._counts - 1).repeat(self._counts)
        begin = (last - self.rows.above)[:, None]
        end = np.minimum(begin + down, last[:, None])
        # The last node of the row where a bead begins is the first of the mirrored row.
        places = (self.rows.high[begin] + right - self.rows.low[end])[..., None] - np.arange(width)
        known = (places >= 0) & (places < width) & (begin + down <= last[:, None])[..., None]
        places += (end * kinds + np.arange(kinds))[..., None] * width
        np.copyto(mirrored, scores.reshape(-1).take(places, mode="clip"), where=known)
        return mirrored


def _clipped(windows: Windows, rows: range, columns: range) -> Windows:
    """Return the windows inside a section, counted from its beginning."""
    low, high = (
        np.clip(own[rows.start : rows.stop + 1], columns.start, columns.stop) - columns.start
        for own in (windows.low, windows.high)
    )
    return Windows(low, high)
