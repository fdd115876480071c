"""What speaks for and against a candidate bead, as numbers; weights.json says how much each of them counts.

Two lattices use them. The first links *clauses*: a translator moves, joins and cuts sentences, but a clause
mostly stays whole, and so the paths over clauses show where both texts have a boundary at the same place.
The second links *sentences* and asks the first how likely its boundaries are.

The cosine with margin follows Bertalign (Liu & Zhu 2022), the length model Gale & Church (1993), with a
variance learned beside the other weights. All features treat both sides alike: aligning the other way
round gives the same beads the other way round.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import Protocol

import numpy as np

from align.beads import Array, BeadType, bead_types
from align.sentences.bands import Band, Tables
from align.sentences.names import SharedNames
from align.sentences.spans import SMOOTHING, Side, Spans

Features = dict[str, Array | float]
"""Of the beads of one type that end in a band, (w, r); one number where it is the same for all."""

_UNLIKELY = -12.0
"""Log posterior below which boundaries are all alike."""
_DEEPEST = 4
"""Furthest from its beginning that a bead is searched for an inner boundary."""
_TYPES = ((1, 1), (1, 2), (1, 3), (1, 4), (2, 2), (2, 3))
_KINDS = np.array([kinds.bit_count() for kinds in range(8)], np.float64)
"""How many kinds of mark are in a set of them."""


class Cosines(Protocol):
    """How alike in meaning the two sides of beads are."""

    def of(self, band: Band, most: int) -> Iterator[tuple[Array, Array]]:
        """Yield two cosines (w, r) for each type of `bead_types(most)` that is no null bead, in order.

        That of its two sides, and the mean of those of each side with the units just outside the other side.
        """
        ...


@dataclass(frozen=True, slots=True)
class Evidence:
    """What both lattices look at: kind of bead, meaning and length."""

    source: Side
    target: Side
    cosines: Cosines

    def features(self, band: Band) -> Iterator[Features]:
        """Yield the features of the beads that end in a band, for each type of bead in order."""
        source, target = self.source.at(band.text, band.row), self.target.at(band.text, band.columns)
        yield _null_features(source[0])
        yield _null_features(target[0])
        most = len(source)
        cosines = self.cosines.of(band, most)
        for a in range(1, most + 1):
            for b in range(1, most + 2 - a):
                yield _bead_features((a, b), source[a - 1], target[b - 1], *next(cosines))


def _null_features(alone: Spans) -> Features:
    return {"null": 1.0, "null_length": np.log1p(alone.size)}


def _bead_features(
    bead_type: BeadType, source: Spans, target: Spans, cosine: Array, around: Array
) -> Features:
    fewer, more = sorted(bead_type)
    weight = np.minimum(source.weight, target.weight)
    features: Features = {
        "many": max(fewer + more - 4.0, 0.0),
        "many_to_many": fewer + more - 3.0 if fewer > 1 else 0.0,
        "cosine": cosine,
        "cosine_many": cosine * (fewer + more - 2),
        "cosine_long": cosine * weight,
        "long": weight,
        "around": around,
        "around_many": around * (fewer + more - 2),
    }
    for one, other in _TYPES:
        features[f"type_{one}_{other}"] = float((fewer, more) == (one, other))
    features["marks_differ"] = _KINDS.take(source.marks ^ target.marks)
    return features | _length_features(source, target)


def _length_features(source: Spans, target: Spans) -> Features:
    """Return how far lengths differ, as a ratio and in standard deviations."""
    ratio = np.abs(target.log - source.log)
    # Gale & Church: the variance of a difference grows with the length.
    variance = (target.size - source.size) ** 2 / (target.size + source.size + SMOOTHING)
    return {"length_ratio": ratio, "length_ratio_squared": ratio**2, "length_variance": variance / 100}


class SentenceEvidence:
    """What only sentences show: boundaries between clauses, numbers and names."""

    def __init__(self, boundaries: Tables, names: SharedNames, most: int) -> None:
        """Take what is known.

        Args:
            boundaries: log posteriors that both texts begin something new after so many sentences.
            names: numbers and names of both sides.
            most: sentences on one side of a bead.
        """
        self._boundaries, self._names, self._most = boundaries, names, most

    def features(self, band: Band) -> Iterator[Features]:
        """Yield the features of the beads that end in a band, for each type of bead in order."""
        above = [np.maximum(band.wide(self._boundaries, a), _UNLIKELY) for a in range(self._most + 1)]
        names = self._names.of(band, self._most)
        for a, b in bead_types(self._most):
            shared, lost = next(names)
            features: Features = {
                "boundary": band.seen(above[0]) + band.seen(above[a], b),
                "names_shared": shared,
                "names_lost" if a and b else "names_null": lost,
            }
            yield features | _inside(band, above[:a], b)


def _inside(band: Band, above: Sequence[Array], b: int) -> Features:
    """Return how likely the likeliest boundary inside each bead is: there it should be cut in two.

    Args:
        band: where the beads end.
        above: log posteriors of boundaries as seen from there, so many rows above, for all rows of a bead.
        b: target sentences of each bead.
    """
    rows, columns = above[:0:-1][:_DEEPEST], range(b - 1, 0, -1)[:_DEEPEST]
    if not rows or not columns:
        return {}
    best = reduce(np.maximum, rows)
    inner = reduce(np.maximum, (band.seen(best, back) for back in columns))
    likely = np.where(inner > _UNLIKELY, np.exp(inner), 0.0)
    return {"boundary_inside": inner - _UNLIKELY, "boundary_inside_probability": likely}
