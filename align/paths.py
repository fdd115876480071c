"""The best monotone path over m–n beads, by dynamic programming a row at a time: the one such programme.

A path leads from the corner (0, 0) to (n, m). A bead of type (a, b) that ends at (i, j) links the a source
sentences before i with the b target sentences before j. Whoever scores the beads hands over an array of
scores by where beads end; the path with the greatest sum wins. Windows keep paths to a band of columns a row,
so that cost grows with the text and not with its square.

What differs from the simple version (in tests/test_beads.py, against which this one is tested): a row's
candidates of every type are gathered and compared at once, and moves along the row (target sentences without
a partner) are a running maximum, so that numpy does all the work in a few calls a row.

>>> scores = fill([(1, 1), (1, 0), (0, 1)], [np.array([[3.0, 0.0], [0.0, 3.0]]), -1.0, -1.0], (2, 2))
>>> best_path(scores, [(1, 1), (1, 0), (0, 1)])
[(1, 1), (1, 1)]
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from align.beads import IMPOSSIBLE, Array, BeadType, Ints

Choices = NDArray[np.unsignedinteger[Any]]


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
        """Return windows that hold all nodes near a path.

        Args:
            nodes: (k, 2) nodes of the path, from (0, 0) to (n, m).
            radius: how many rows and columns, together, a node may lie away from it.
        """
        rows, columns = nodes[-1]
        places = np.arange(rows + 1)
        # Of the beads that touch a row, the column where the first begins, and that where the last ends.
        low = nodes[np.searchsorted(nodes[1:, 0], places), 1]
        high = nodes[np.searchsorted(nodes[:-1, 0], places, "right"), 1]
        away = range(radius + 1)
        low = np.min([low[np.maximum(places - up, 0)] - (radius - up) for up in away], axis=0)
        high = np.max([high[np.minimum(places + down, rows)] + (radius - down) for down in away], axis=0)
        return cls(np.maximum(low, 0), np.minimum(high, columns))

    @classmethod
    def holding(cls, nodes: NDArray[np.bool_]) -> Windows:
        """Return the narrowest windows that hold some nodes, and a path of small beads from corner to corner.

        Args:
            nodes: (n + 1, m + 1), true for the nodes; both corners are among them.
        """
        last = nodes.shape[1] - 1
        some = nodes.any(axis=1)
        first = np.where(some, nodes.argmax(axis=1), last)
        final = np.where(some, last - nodes[:, ::-1].argmax(axis=1), 0)
        first, final = np.minimum.accumulate(first[::-1])[::-1], np.maximum.accumulate(final)
        # Rows without a node span what lies between the nodes above and below.
        low, high = np.minimum(first, final), np.maximum(first, final)
        # A 1–1 bead leads into every row, whatever lies further along it.
        low[1:] = np.minimum(low[1:], high[:-1] + 1)
        return cls(low.astype(np.intp), high.astype(np.intp))

    def mirrored(self) -> Windows:
        """Return the windows seen from the other end."""
        columns = self.high[-1]
        return Windows((columns - self.high)[::-1], (columns - self.low)[::-1])

    @property
    def shape(self) -> tuple[int, int]:
        """Return n and m."""
        return len(self.low) - 1, int(self.high[-1])

    @property
    def width(self) -> int:
        """Return how many nodes the widest row has."""
        return int((self.high - self.low).max()) + 1


class Rows(NamedTuple):
    """The rows of the windows of some texts, those of each behind those of the text before."""

    low: Ints
    high: Ints
    counts: Ints
    """How many rows each text has."""
    first: Ints
    """Where those of each begin."""

    @classmethod
    def of(cls, windows: Sequence[Windows]) -> Rows:
        """Return the rows of windows."""
        low, high = (np.concatenate([getattr(own, end) for own in windows]) for end in ("low", "high"))
        counts = np.array([len(own.low) for own in windows])
        return cls(low, high, counts, counts.cumsum() - counts)


class PathStep(NamedTuple):
    """One bead of a path: where it ends, and the place of its type among the types."""

    row: int
    column: int
    kind: int


def fill(types: Sequence[BeadType], scores: Sequence[Array | float], shape: tuple[int, int]) -> Array:
    """Return the array `best_path` wants.

    Args:
        types: k bead types.
        scores: for each type, an array (n + 1 - a, m + 1 - b) over where its beads begin, or one score.
        shape: (n, m), the number of sentences.

    Returns:
        Array (n + 1, k, m + 1) over where beads end.
    """
    n, m = shape
    filled = np.full((n + 1, len(types), m + 1), IMPOSSIBLE)
    for k, ((a, b), values) in enumerate(zip(types, scores, strict=True)):
        filled[a:, k, b:] = values
    return filled


def best_path(scores: Array, types: Sequence[BeadType]) -> list[BeadType]:
    """Return the bead types, in order, of the path from (0, 0) to (n, m) with the greatest sum.

    Args:
        scores: array (n + 1, k, m + 1); `scores[i, k, j]` is the bead of `types[k]` that ends at (i, j).
        types: k bead types, (0, 1) among them.
    """
    rows, _, width = scores.shape
    (steps,) = best_steps(scores, types, [Windows.whole(rows - 1, width - 1)])
    return [types[step.kind] for step in steps]


def best_steps(scores: Array, types: Sequence[BeadType], windows: Sequence[Windows]) -> list[list[PathStep]]:
    """Return, for each text, the beads in order of the path inside its windows with the greatest sum.

    Args:
        scores: array (rows, k, width), the rows of each text behind those of the text before;
            `scores[i, k, j - low[i]]` is the bead of `types[k]` that ends at (i, j).
        types: k bead types, (0, 1) among them.
        windows: where the path through each text may go.
    """
    choices = np.empty((len(scores), scores.shape[2]), np.min_scalar_type(len(types)))
    sweep(scores, types, windows, choices)
    return traced(choices, types, windows)


def traced(choices: Choices, types: Sequence[BeadType], windows: Sequence[Windows]) -> list[list[PathStep]]:
    """Return for each text the beads of its path, given the type (rows, width) of each node's last bead."""
    ends = np.cumsum([len(own.low) for own in windows])[:-1]
    return [_traced(own, types, around) for own, around in zip(np.split(choices, ends), windows, strict=True)]


def _traced(choices: Choices, types: Sequence[BeadType], windows: Windows) -> list[PathStep]:
    """Return the beads of a path, given the type (n + 1, width) of the last bead on the way to each node."""
    path: list[PathStep] = []
    low = windows.low.tolist()
    i, j = windows.shape
    while i or j:
        kind = int(choices[i, j - low[i]])
        path.append(PathStep(i, j, kind))
        i, j = i - types[kind][0], j - types[kind][1]
    return path[::-1]


class Reached:
    """What was found for the nodes of some texts, each in a frame of unreachable ones.

    The frame is there so that no bead has to be asked whether it begins inside.
    """

    def __init__(self, types: Sequence[BeadType], windows: Sequence[Windows], width: int) -> None:
        """Begin with no node reached; arguments as for `sweep`."""
        self._pad = pad = max(map(max, types))
        rows, columns = zip(*(own.shape for own in windows), strict=True)
        self._shapes = [(n + 1, m + 1) for n, m in zip(rows, columns, strict=True)]
        self.first = np.cumsum([pad, *(n + 1 + pad for n in rows)])[:-1]
        """Where the rows of each text begin."""
        self._framed = np.full(
            (sum(rows) + len(rows) * (pad + 1), max(columns) + 1 + pad + width), IMPOSSIBLE
        )
        # The runs of neighbouring nodes, by row and first column: numpy copies a run at once.
        self._runs = sliding_window_view(self._framed, width, axis=1, writeable=True)
        self._above, self._before = np.array(types).T[:, None, :]

    def begins(self, row: Ints, low: Ints) -> Array:
        """Return what was found where those beads begin that end in rows from columns on, (r, k, width).

        Args:
            row: (r,) rows.
            low: (r,) the first column of each.
        """
        found: Array = self._runs[row[:, None] - self._above, low[:, None] - self._before + self._pad]
        return found

    def at(self, row: Ints, column: Ints) -> Array:
        """Return what was found at the columns (r, width) of rows (r,); outside of a text, anything."""
        places = row[:, None] * self._framed.shape[1] + self._pad + column
        found: Array = self._framed.reshape(-1).take(places, mode="clip")
        return found

    def put(self, row: Ints, low: Ints, values: Array) -> None:
        """Keep the values (r, width) of rows, from columns `low` on."""
        self._runs[row, low + self._pad] = values

    def nodes(self) -> Iterator[Array]:
        """Yield the values (n + 1, m + 1) of each text."""
        for first, (rows, columns) in zip(self.first, self._shapes, strict=True):
            yield self._framed[first : first + rows, self._pad : self._pad + columns]


def sweep(
    scores: Array, types: Sequence[BeadType], windows: Sequence[Windows], choices: Choices | None = None
) -> Reached:
    """Find for each node the greatest sum over paths that reach it, or the log of the sum of e^sum.

    Args:
        scores: as in `best_steps`.
        types: k bead types, (0, 1) among them.
        windows: where the nodes lie.
        choices: (rows, width), filled with the type that ends the best path; none: sum instead.
    """
    width, along = scores.shape[2], types.index((0, 1))
    columns = np.arange(width)
    reached = Reached(types, windows, width)
    low, high, counts, first = Rows.of(windows)
    moves = np.where(columns > 0, scores[:, along], 0.0).cumsum(axis=1)
    outside = np.where(columns > (high - low)[:, None], IMPOSSIBLE, 0.0)
    for i in range(counts.max()):
        going_on = np.flatnonzero(i < counts)
        rows, framed = first[going_on] + i, reached.first[going_on] + i
        begin, move = low[rows], moves[rows]
        sums = reached.begins(framed, begin) + scores[rows]
        sums[:, along] = IMPOSSIBLE  # moves along the row come below
        if i == 0:
            sums[:, along, 0] = 0.0
        if choices is None:
            row = _log_of_sums(sums) - move
            best = np.logaddexp.accumulate(row, axis=1)
        else:
            kind = sums.argmax(axis=1)
            row = np.take_along_axis(sums, kind[:, None], axis=1)[:, 0] - move
            best = np.maximum.accumulate(row, axis=1)
            choices[rows] = np.where(best > row, along, kind)
        reached.put(framed, begin, best + move + outside[rows])
    return reached


def _log_of_sums(sums: Array) -> Array:
    """Return the log of the sum of e^sum over the types, (r, width) of (r, k, width)."""
    top = sums.max(axis=1)
    total: Array = top + np.log(np.exp(sums - top[:, None]).sum(axis=1))
    return total
