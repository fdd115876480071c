"""The loops over paths: what the best of them is, and how probable each bead."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from align.beads import IMPOSSIBLE, Array, Ints
from align.sentences.kernel.nodes import Nodes, look

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
    ways, found = np.zeros((4, kinds), np.intp), np.empty(kinds)
    low, high, above = nodes.low, nodes.high, nodes.above
    for step in range(rows):
        r = rows - 1 - step if back else step
        size = high[r] - low[r] + 1
        ends = r + 1 == rows or above[r + 1] == 0 if back else above[r] == 0
        look(ways, low, high, above, types, r, 1 if back else -1)
        for further in range(size):  # moves along the row lead from node to node
            w = size - 1 - further if back else further
            if ends and further == 0:  # the corner, where paths begin
                reached[r, w] = 0.0
                continue
            for k in range(kinds):
                found[k] = IMPOSSIBLE
                if ways[0, k] <= w < ways[1, k]:
                    x, other = w + ways[2, k], ways[3, k]
                    found[k] = reached[other, x] + (scores[other, k, x] if back else scores[r, k, w])
            if len(choices):
                choices[r, w] = best = choice(found)
                reached[r, w] = found[best]
            else:
                reached[r, w] = log_of_sum(found)
    return reached


def choice(found: Array) -> int:
    """Return the type that leads best to a node; the move along the row only where it is better."""
    best = 0
    for k in range(2, len(found)):
        if found[k] > found[best]:
            best = k
    return 1 if found[1] > found[best] else best


def log_of_sum(found: Array) -> float:
    """Return the log of the sum of e^found."""
    top, total = IMPOSSIBLE, 0.0
    for value in found:
        top = max(top, value)
    for value in found:
        if value - top > _NOTHING:
            total += np.exp(value - top)
    return float(top + np.log(total))


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
    low, high, above = nodes.low, nodes.high, nodes.above
    ways = np.zeros((4, len(types)), np.intp)
    for r in range(len(scores)):
        look(ways, low, high, above, types, r, -1)
        for k in range(len(types)):
            other, shift = ways[3, k], ways[2, k]
            for w in range(ways[0, k], ways[1, k]):
                log = there[other, w + shift] + scores[r, k, w] + back[r, w] - totals[r]
                if log > _NOTHING:  # else it is none in steps of a millionth
                    found[r, k, w] = np.exp(min(log, 0.0))
    return found
