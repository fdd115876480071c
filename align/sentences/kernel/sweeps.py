"""The loops over paths: what the best of them is, and how probable each bead."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from align.beads import IMPOSSIBLE, Array, Ints
from align.sentences.kernel.nodes import Nodes, overlap

_NOTHING = -30.0
"""What is so much less likely than the likeliest adds nothing to it, in log: 1e-13 of it."""

Choices = NDArray[Any]


def sweep(scores: Array, nodes: Nodes, types: Ints, back: bool, choices: Choices) -> Array:
    """Return for each node, (rows, width), the greatest sum over paths to it, or log of the sum of e^sum.

    Args:
        scores: (rows, k, width) of beads, by where they end.
        nodes: the rows.
        types: (k, 2), the second of them (0, 1).
        back: from the other end: over paths from the node on.
        choices: (rows, width), filled with the type that ends the best path; without rows: sum instead.
    """
    rows, kinds, width = scores.shape
    reached = np.full((rows, width), IMPOSSIBLE)
    found = np.empty((kinds, width))
    for step in range(rows):
        r = rows - 1 - step if back else step
        size = nodes.high[r] - nodes.low[r] + 1
        ends = r + 1 == rows or nodes.above[r + 1] == 0 if back else nodes.above[r] == 0
        found[:] = IMPOSSIBLE
        if ends:  # the corner, where paths begin; moves along the row come below
            found[1, size - 1 if back else 0] = 0.0
        for k in range(kinds):
            if k != 1:
                lead(found[k], reached, scores[:, k], nodes, r, types[k, 0], types[k, 1], back)
        if len(choices):
            choose(reached[r], choices[r], found, scores[r, 1], size)
        else:
            add(reached[r], found, scores[r, 1], size, back)
    return reached


def lead(
    found: Array, reached: Array, scores: Array, nodes: Nodes, r: int, a: int, b: int, back: bool
) -> None:
    """Fill in what leads to the nodes of a row by beads of one type."""
    other, right = (r + a, b) if back else (r - a, -b)
    first, last, shift = overlap(nodes, r, other, right)
    for w in range(first, last):
        found[w] = reached[other, w + shift] + (scores[other, w + shift] if back else scores[r, w])


def choose(reached: Array, choices: Choices, found: Array, along: Array, size: int) -> None:
    """Take the best of what leads to each node of a row, or the move along the row where it is better."""
    reached[:] = found[0]
    choices[:] = 0
    for k in range(1, len(found)):
        for w in range(size):
            if found[k, w] > reached[w]:
                choices[w], reached[w] = k, found[k, w]
    for w in range(1, size):
        if reached[w - 1] + along[w] > reached[w]:
            choices[w], reached[w] = 1, reached[w - 1] + along[w]


def add(reached: Array, found: Array, along: Array, size: int, back: bool) -> None:
    """Sum what leads to each node of a row, and the moves along the row."""
    top, total = np.full(size, IMPOSSIBLE), np.zeros(size)
    for k in range(len(found)):
        for w in range(size):
            top[w] = max(top[w], found[k, w])
    for k in range(len(found)):
        for w in range(size):
            if found[k, w] - top[w] > _NOTHING:
                total[w] += np.exp(found[k, w] - top[w])
    for step in range(size):
        w = size - 1 - step if back else step
        reached[w] = top[w] + np.log(total[w]) if total[w] else IMPOSSIBLE
        if step:
            moved = reached[w + 1] + along[w + 1] if back else reached[w - 1] + along[w]
            apart = abs(moved - reached[w])
            reached[w] = max(moved, reached[w])
            if apart < -_NOTHING:
                reached[w] += np.log1p(np.exp(-apart))


def posteriors(scores: Array, nodes: Nodes, types: Ints, there: Array, back: Array, totals: Array) -> Array:
    """Return how probable each bead is, (rows, k, width).

    Args:
        scores: of beads.
        nodes: the rows.
        types: (k, 2).
        there: from `sweep`.
        back: the same from the other end.
        totals: (rows,) log of the sum over all paths of each row's part.
    """
    found = np.zeros(scores.shape)
    for r in range(len(scores)):
        for k in range(len(types)):
            a, b = types[k]
            first, last, shift = overlap(nodes, r, r - a, -b)
            for w in range(first, last):
                log = there[r - a, w + shift] + scores[r, k, w] + back[r, w] - totals[r]
                if log > _NOTHING:  # else it is none in steps of a millionth
                    found[r, k, w] = np.exp(min(log, 0.0))
    return found
