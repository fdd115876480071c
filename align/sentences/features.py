"""What speaks for and against a candidate bead; weights.json says how much each of it counts.

Two lattices ask. The first links *clauses*: a translator moves, joins and cuts sentences, but a clause
mostly stays whole, and so the paths over clauses show where both texts have a boundary at the same place.
The second links *sentences* and asks the first how likely its boundaries are.

Here the beads of a band are looked at together, type by type. What they are worth `kernel.scores` says,
which also has the loops that do the same for one bead after another, where they are compiled.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import Protocol

import numpy as np

from align.beads import Array, BeadType, bead_types
from align.sentences.bands import Band, Tables
from align.sentences.cosines import SumCosines
from align.sentences.kernel import Loops
from align.sentences.kernel.nodes import BeadWeights, KindWeights, Nodes, SentenceWeights
from align.sentences.kernel.scores import (
    DEEPEST,
    bead_score,
    inside_score,
    null_score,
    sentence_score,
)
from align.sentences.names import SharedNames
from align.sentences.spans import SpannedSide

Weights = Mapping[str, float]
"""What each feature counts; one without a weight counts nothing."""


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

    source: SpannedSide
    target: SpannedSide
    cosines: Cosines

    def scores(self, band: Band, weights: Weights) -> Iterator[Array | float]:
        """Yield the scores of the beads that end in a band, for each type of bead in order."""
        source, target = self.source.at(band.text, band.row), self.target.at(band.text, band.columns)
        known, most = bead_weights(weights), len(source)
        yield null_score(known, source[0].size)
        yield null_score(known, target[0].size)
        types = bead_types(most)[2:]
        kinds = zip(*kind_weights(known, types), strict=True)
        for (a, b), kind, cosines in zip(types, kinds, self.cosines.of(band, most), strict=True):
            yield bead_score(known, KindWeights(*kind), *cosines, source[a - 1], target[b - 1])

    def fill(self, scores: Array, nodes: Nodes, weights: Weights, fast: Loops) -> bool:
        """Fill in the same for all beads (rows, k, width) by compiled loops; tell whether they can."""
        if isinstance(self.cosines, SumCosines):
            known, tables = bead_weights(weights), (self.source.table, self.target.table)
            types = bead_types(len(tables[0].norms))
            kinds = kind_weights(known, types[2:])
            fast.bead_scores(
                scores, nodes, np.array(types), known, kinds, *tables, self.cosines.products.framed
            )
        return isinstance(self.cosines, SumCosines)


@dataclass(frozen=True, slots=True)
class SentenceEvidence:
    """What only sentences show: boundaries between clauses, numbers and names, quotations."""

    boundaries: Tables
    """Log posteriors, not below `UNLIKELY`, that both texts begin something new after so many sentences."""
    names: SharedNames
    quotes: Tables
    """How many quotations both texts begin or end after so many sentences."""
    most: int
    """Sentences on one side of a bead."""

    def scores(self, band: Band, weights: Weights) -> Iterator[Array]:
        """Yield what adds to the scores of the beads that end in a band, for each type of bead in order."""
        known = sentence_weights(weights)
        above = [band.wide(self.boundaries, a) for a in range(self.most + 1)]
        ends = [_ends(known, own, band.wide(self.quotes, a)) for a, own in enumerate(above)]
        types = bead_types(self.most)
        for (a, b), (shared, lost) in zip(types, self.names.of(band, self.most), strict=True):
            end = band.seen(ends[0]) + band.seen(ends[a], b)
            lost = lost * (known.names_lost if a and b else known.names_null)
            score = sentence_score(known, end, shared, lost)
            if a > 1 and b > 1:
                score += inside_score(known, _likeliest_inside(band, above[:a], b))
            yield score

    def add(self, scores: Array, nodes: Nodes, weights: Weights, fast: Loops) -> None:
        """Add the same to the scores of all beads (rows, k, width), by compiled loops."""
        types, known = np.array(bead_types(self.most)), sentence_weights(weights)
        boundaries, pairs = self.boundaries.framed, self.names.pairs.framed
        tables = boundaries, _ends(known, boundaries, self.quotes.framed), pairs
        fast.sentence_scores(scores, nodes, types, known, *tables, *self.names.table(self.most))


def bead_weights(weights: Weights) -> BeadWeights:
    """Return the weights of what both lattices look at."""
    return BeadWeights(*(weights.get(name, 0.0) for name in BeadWeights._fields))


def sentence_weights(weights: Weights) -> SentenceWeights:
    """Return the weights of what only sentences show."""
    return SentenceWeights(*(weights.get(name, 0.0) for name in SentenceWeights._fields))


def kind_weights(weights: BeadWeights, types: Sequence[BeadType]) -> KindWeights:
    """Return what counts the same for all beads of each type; null beads are none of these."""
    fewer, more = np.sort(types, axis=1).T
    many = fewer + more - 2.0
    alone = np.maximum(many - 2, 0) * weights.many + (fewer > 1) * (many - 1) * weights.many_to_many
    alone += [getattr(weights, f"type_{one}_{other}", 0.0) for one, other in zip(fewer, more, strict=True)]
    return KindWeights(
        alone, weights.cosine + weights.cosine_many * many, weights.around + weights.around_many * many
    )


def _ends(weights: SentenceWeights, boundaries: Array, quotes: Array) -> Array:
    """Return what speaks for nodes as ends of beads, given what is seen of them in the tables."""
    return boundaries * weights.boundary + quotes * weights.quotes_shared


def _likeliest_inside(band: Band, above: Sequence[Array], b: int) -> Array:
    """Return the log posterior of the likeliest boundary inside each bead.

    Args:
        band: where the beads end.
        above: log posteriors of boundaries as seen from there, so many rows above, for all rows of a bead.
        b: target sentences of each bead.
    """
    best = reduce(np.maximum, above[:0:-1][:DEEPEST])
    columns = range(b - 1, 0, -1)[:DEEPEST]
    inner: Array = reduce(np.maximum, (band.seen(best, back) for back in columns))
    return inner
