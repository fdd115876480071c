"""What the compiled loops are handed: rows of nodes, spans of units, weights; and where beads can end."""

from __future__ import annotations

from typing import Any, NamedTuple

from align.beads import Array, Ints

Number = Any
"""A number, or an array of them."""


class Spans(NamedTuple):
    """Spans of units; numbers, or arrays of one shape."""

    size: Number
    """In bytes, or what counts as one."""
    weight: Number
    """How much may be concluded from so long a text."""
    log: Number
    """Of the size, smoothed."""
    marks: Number
    """Which of the kinds of mark stand in it, a bit a kind."""


class SideTable(NamedTuple):
    """One side of some texts; the nodes of each behind those of the text before."""

    first: Ints
    """(texts,) where the nodes of each begin."""
    norms: Array
    """(most, nodes): of the vectors of spans of one unit, two and so on, by where they end."""
    spans: Spans
    """Of (most, nodes)."""


class Nodes(NamedTuple):
    """The rows of nodes of the parts of some texts, those of each part behind those of the part before."""

    text: Ints
    """(rows,) which text each is of."""
    row: Ints
    """Which row of its text."""
    column: Ints
    """Which column of its text is its first."""
    above: Ints
    """How many rows of its part lie above it."""
    low: Ints
    """Its first column, in its part."""
    high: Ints
    """Its last column, in its part."""


class BeadWeights(NamedTuple):
    """What each feature counts that both lattices look at."""

    null: float
    null_length: float
    many: float
    many_to_many: float
    cosine: float
    cosine_many: float
    cosine_long: float
    long: float
    around: float
    around_many: float
    type_1_1: float
    type_1_2: float
    type_1_3: float
    type_1_4: float
    type_2_2: float
    type_2_3: float
    marks_differ: float
    length_ratio: float
    length_ratio_squared: float
    length_variance: float


class SentenceWeights(NamedTuple):
    """What each feature counts that only sentences show."""

    boundary: float
    boundary_inside: float
    boundary_inside_probability: float
    names_shared: float
    names_lost: float
    names_null: float
    quotes_shared: float


class KindWeights(NamedTuple):
    """What counts the same for all beads of a type, or of each of several types."""

    alone: Number
    cosine: Number
    around: Number


def look(ways: Ints, low: Ints, high: Ints, above: Ints, types: Ints, row: int, way: int) -> None:
    """Fill in where beads of each type can lie that have one end in a row.

    Handed on is what a row of `Nodes` needs, and not all: numba counts who holds each array of a tuple.

    Args:
        ways: (4, k), to be filled: the first and the past-last place in the row where beads have an end, how
            much further the place of their other end is, and in which row.
        low: of all rows, as in `Nodes`.
        high: the same.
        above: the same.
        types: (k, 2).
        row: which row.
        way: −1 where beads end in the row, 1 where they begin there.
    """
    for k in range(len(types)):
        other = row + way * types[k, 0]
        ways[0, k], ways[1, k], ways[2, k], ways[3, k] = 0, 0, 0, row
        if 0 <= other < len(low) and above[other] - above[row] == other - row:
            shift = low[row] + way * types[k, 1] - low[other]
            last = min(high[row] - low[row], high[other] - low[other] - shift)
            ways[0, k], ways[1, k] = max(0, -shift), max(last + 1, 0)
            ways[2, k], ways[3, k] = shift, other
