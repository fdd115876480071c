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


def overlap(nodes: Nodes, row: int, other: int, right: int) -> tuple[int, int, int]:
    """Return which places of a row have one `right` columns further in the windows of another row.

    The first, the past-last, and how much further the other place is. None if that row is not in its part.
    """
    if not 0 <= other < len(nodes.row) or nodes.above[other] - nodes.above[row] != other - row:
        return 0, 0, 0
    shift = nodes.low[row] + right - nodes.low[other]
    first = max(0, -shift)
    last = min(nodes.high[row] - nodes.low[row], nodes.high[other] - nodes.low[other] - shift)
    return first, max(last + 1, 0), shift
