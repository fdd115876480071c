"""What is known of neighbouring units of one side taken together: how long they are, what marks they hold.

A span is told by the node where it ends and by how many units it has. Of several texts, the nodes follow one
another, each text with a node of its own before its first unit.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

import numpy as np
from numpy.typing import NDArray

from align.beads import Array, Ints
from align.sentences.kernel.nodes import SideTable, Spans
from align.sentences.kernel.scores import SMOOTHING

QUOTES = frozenset("“”„«»「」『』\"'‘’")
"""Marks of quotations, not those of titles alone."""
_MARKS = {mark: kind for kind, marks in enumerate(("?？", "!！", QUOTES)) for mark in marks}
"""Questions, exclamations, quotations: translators keep them more often than commas."""
_KIND = np.full(0x10000, -1, np.int8)
_KIND[[ord(mark) for mark in _MARKS]] = list(_MARKS.values())
_APOSTROPHES = frozenset("'‘’")


class RunningSums:
    """Sums over neighbouring units of several texts, by the node where they end."""

    def __init__(self, texts: Sequence[NDArray[Any]], dtype: Any = np.float64) -> None:
        """Take one number, or one row of numbers, for each unit of each text."""
        zero = np.zeros((1, *texts[0].shape[1:]), dtype)
        self.first = first_nodes(list(map(len, texts)))
        self._sums = np.concatenate([part for own in texts for part in (zero, own)]).cumsum(
            axis=0, dtype=dtype
        )

    def of(self, count: int) -> NDArray[Any]:
        """Return the sums of the `count` units before each node; where a text has fewer, anything."""
        sums = self._sums.copy()
        sums[count:] -= self._sums[: max(len(sums) - count, 0)]
        return sums

    def at(self, count: int, text: Ints, place: Ints) -> NDArray[Any]:
        """Return the sums of the `count` units before places of texts; outside of a text, anything."""
        return self.of(count).take(self.first[text] + place, axis=0, mode="clip")


def first_nodes(counts: Sequence[int]) -> Ints:
    """Return where the nodes of each of some texts begin, given how many units each has."""
    return np.array([0, *accumulate(count + 1 for count in counts)][:-1], np.intp)


@dataclass(frozen=True, slots=True)
class Units:
    """The units of one side of a text: sentences, or clauses."""

    texts: Sequence[str]
    vectors: NDArray[Any]
    """(n, d); those of joined units add up."""
    scale: float
    """What one of their bytes counts as."""


class SpannedSide:
    """One side of some texts: spans of their units."""

    def __init__(self, texts: Sequence[Units], most: int) -> None:
        """Take the units of each text, and how many the longest span has."""
        sizes = RunningSums([_bytes(own.texts) * own.scale for own in texts])
        marks = RunningSums([_marks(own.texts) for own in texts], np.intp)
        bits = 1 << np.arange(1 + max(_MARKS.values()))
        counts = range(1, most + 1)
        size = np.stack([sizes.of(count) for count in counts])
        spans = Spans(
            size,
            np.log1p(size / 20),
            np.log(size + SMOOTHING),
            np.stack([(marks.of(count) > 0) @ bits for count in counts]),
        )
        norms = span_norms([own.vectors for own in texts], most)
        self.table = SideTable(first_nodes([len(own.texts) for own in texts]), norms, spans)

    def at(self, text: Ints, place: Ints) -> list[Spans]:
        """Return for each length from one on the spans that end at places of texts, in their shape."""
        nodes = self.table.first[text] + place
        each = zip(*self.table.spans, strict=True)
        return [Spans(*(values.take(nodes, mode="clip") for values in own)) for own in each]

    def norms(self, count: int, text: Ints, place: Ints) -> Array:
        """Return the lengths of the sums of the vectors of `count` units that end at places of texts."""
        norms: Array = self.table.norms[count - 1].take(self.table.first[text] + place, mode="clip")
        return norms


def span_norms(texts: Sequence[NDArray[Any]], most: int) -> Array:
    """Return the lengths (most, nodes) of the sums of the vectors of one unit, two and so on, by node.

    Where a text has fewer units before a node, it is anything.

    From the products of units that are at most so far apart: the sums themselves would be many times as long.
    """
    origins = first_nodes(list(map(len, texts)))
    nodes = int(origins[-1]) + len(texts[-1]) + 1
    products = np.zeros((most, nodes))  # of the unit before each node with the one so many units before it
    for begin, own in zip(origins + 1, texts, strict=True):
        for apart in range(min(most, len(own))):
            together = products[apart, begin + apart : begin + len(own)]
            together[:] = np.einsum("nd,nd->n", own[apart:], own[: len(own) - apart])
    squares, norms = np.zeros(nodes), np.empty((most, nodes))
    for count in range(1, most + 1):
        # Its first unit with itself, and twice with each of the others.
        left = max(nodes + 1 - count, 0)
        first = products[0, :left] + 2 * sum(products[k, k : k + left] for k in range(1, count))
        squares[nodes - left :] += first
        norms[count - 1] = np.sqrt(np.maximum(squares, 1e-18))
    return norms


def _bytes(units: Sequence[str]) -> Array:
    return np.array([len(unit.encode()) for unit in units], np.float64)


def _marks(units: Sequence[str]) -> Ints:
    """Return whether each unit holds marks of each kind, (n, 3)."""
    found = np.zeros((len(units), 1 + max(_MARKS.values())), np.intp)
    text = "\n".join(units)
    codes = np.frombuffer(text.encode("utf-32-le"), np.uint32)
    kinds = _KIND.take(codes, mode="clip")
    places = np.flatnonzero(kinds >= 0)
    ends = np.cumsum([len(unit) + 1 for unit in units])
    inside = [text[place] in _APOSTROPHES and _is_inside_word(text, place) for place in places.tolist()]
    places = places[~np.array(inside, bool)]
    found[np.searchsorted(ends, places, "right"), kinds[places]] = 1
    return found


def _is_inside_word(text: str, place: int) -> bool:
    """Tell whether one of '‘’ is the apostrophe of *don't*, and quotes nothing."""
    mark, before, after = text[place], text[max(place - 1, 0) : place], text[place + 1 : place + 2]
    opens = mark in "'‘" and not _is_word(before)
    return not opens and not (mark in "'’" and not _is_word(after))


def _is_word(character: str) -> bool:
    return character.isalnum() or character == "_"
