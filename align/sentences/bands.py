"""Rows of nodes side by side, and tables as they are seen from there: look-ups without an index a bead.

A bead that ends at a node begins some rows above and some columns before it. For all nodes of a band at once,
what is known of the beginnings is the same table, read from another place: numpy copies runs of neighbouring
numbers, or only takes a view, where an index for each bead would cost several times as much.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from align.beads import Ints
from align.sentences.kernel.nodes import Nodes

Numbers = NDArray[Any]

MOST_ROWS = 1024
"""Rows in a band at most: what one bead type needs then fits into the cache."""
_WIDER = 1.5  # rows wider than the median by so much go into a band of their own,
_NARROW = 8  # unless they are as narrow as that: each band costs as many calls of numpy


@dataclass(frozen=True, slots=True)
class Band:
    """Rows of nodes of texts, about equally wide; r rows, w columns in each.

    Arrays over a band are (w, r): rows lie side by side, so that numpy's innermost loop is long, and what
    begins some columns earlier is a slice of the same array.
    """

    place: Ints
    """(r,) which of all rows they are."""
    text: Ints
    """(r,) which text each row is of."""
    row: Ints
    """(r,) which row of its text."""
    low: Ints
    """(r,) its first column."""
    width: int
    before: int
    """How many columns before the band can be seen."""

    @property
    def columns(self) -> Ints:
        """Return the column of each node, (w, r)."""
        return self.low + np.arange(self.width)[:, None]

    def wide(self, tables: Tables, above: int = 0) -> Numbers:
        """Return what stands `above` the rows of the band, from `before` columns before it to one behind."""
        runs = tables.runs(self.before + self.width + 1)
        places = self.row - above + tables.margin, self.low - self.before + tables.margin
        return np.ascontiguousarray(runs[self.text, *places].T)

    def seen(self, wide: Numbers, back: int = 0) -> Numbers:
        """Return what `wide` returned, `back` columns before each node, (w, r)."""
        first = self.before - back
        return wide[first : first + self.width]


class Tables:
    """One table (n + 1, m + 1) a text, by nodes, in a margin where its edges go on."""

    def __init__(self, tables: Sequence[Numbers], margin: int, width: int) -> None:
        """Take the tables, how far outside them one may look, and the greatest width of a band."""
        rows, columns = np.max([table.shape for table in tables], axis=0)
        self.margin = margin
        self.framed = np.empty(
            (len(tables), rows + 2 * margin, columns + 2 * margin + width), tables[0].dtype
        )
        for own, table in zip(self.framed, tables, strict=True):
            n, m = table.shape
            inside = own[margin : margin + n]
            inside[:, margin : margin + m] = table
            inside[:, :margin], inside[:, margin + m :] = table[:, :1], table[:, -1:]
            own[:margin], own[margin + n :] = inside[0], inside[-1]

    def runs(self, length: int) -> Numbers:
        """Return the runs of so many neighbouring numbers, by text, row and first column."""
        return sliding_window_view(self.framed, length, axis=2)


def bands(nodes: Nodes, before: int) -> list[Band]:
    """Return rows of nodes in bands.

    Args:
        nodes: the rows.
        before: how many columns before them must be seen.
    """
    widths = nodes.high - nodes.low + 1
    return [
        Band(
            chosen,
            nodes.text[chosen],
            nodes.row[chosen],
            nodes.column[chosen],
            int(widths[chosen].max()),
            before,
        )
        for alike in _alike(widths)
        for chosen in np.split(alike, range(MOST_ROWS, len(alike), MOST_ROWS))
    ]


def _alike(widths: Ints) -> Iterator[Ints]:
    """Yield the places of widths that are alike: a few wide rows would make all the others as wide."""
    left = np.arange(len(widths))
    while len(left):
        narrow = widths[left] <= max(_WIDER * np.median(widths[left]), _NARROW)
        yield left[narrow]
        left = left[~narrow]
