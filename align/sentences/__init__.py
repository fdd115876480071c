"""Sentence alignment: which sentences of the translation stand for which of the original.

Three looks, each closer than the one before: anchors and a rough path say where beads can lie
(`stretches`); a lattice of clauses says where both texts begin something new at the same place; a lattice
of sentences weighs every candidate bead (`features`, with the weights that scripts/fit.py learned).
The beads returned are those with the best chance of being right taken together, and not the single most
probable path: what counts is how many beads are right (minimum Bayes risk, Kumar & Byrne 2002).

>>> from align import embed
>>> zh = ["他来了，看见了。", "然后回家了。"]
>>> en = ["He came.", "He saw.", "Then he went home."]
>>> [(bead.source, bead.target) for bead in align_sentences(zh, en, embed.load(), Settings())]
[((0,), (0, 1)), ((1,), (2,))]
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from align.beads import Array, Ints, ScoredBead, SpanProducts, bead_types
from align.embed import Embedder, is_additive
from align.paths import Windows
from align.sentences.anchors import Section
from align.sentences.features import Cosines, Features, SharedNames, bead_features, sentence_features
from align.sentences.joins import JoinedCosines
from align.sentences.lattice import Candidates, Lattice
from align.sentences.omitted import parted
from align.sentences.stretches import Stretch, sentence_side, stretches
from align.sentences.swaps import swapped
from align.settings import Settings
from align.text import encodable

__all__ = ["ScoredBead", "align_sentences", "swapped"]

Weights = Mapping[str, Mapping[str, float]]
"""What each feature counts, for `clauses` and for `sentences`."""

CLAUSE_LIMIT = 5
"""Clauses on one side of a bead of clauses: more are several beads."""
CLAUSE_RADIUS = 8
SENTENCE_RADIUS = 5
"""How far from the rough path clauses and sentences are looked for; in novels the truth lay within 4."""
WORTH = 0.35
"""A bead is worth its posterior less this: less than half of F1, and more would be lost than won."""


def align_sentences(
    source: Sequence[str],
    target: Sequence[str],
    embedder: Embedder,
    settings: Settings,
    fences: Sequence[Section] = (),
) -> list[ScoredBead]:
    """Return beads in order that hold each sentence of both sides exactly once, null beads too.

    Args:
        source: sentences of the original.
        target: sentences of the translation.
        embedder: any model.
        settings: `max_bead` and `exact_joins` count here.
        fences: paragraph beads, in order: the range of source and of target sentences each of them holds.
            No bead leaves its fence. None: the whole text is one.
    """
    parts = weigh_sentences(source, target, embedder, settings, fences)
    beads = [(part.best_beads(), part.stretch) for part in parts]
    return list(parted(beads)) if is_additive(embedder) else [bead for own, _ in beads for bead in own]


@dataclass(frozen=True, slots=True)
class Weighed:
    """A stretch, and how probable each of its candidate beads is."""

    stretch: Stretch
    lattice: Lattice
    posteriors: Array
    """(candidates,)"""
    nodes: Array
    """(n + 1, m + 1) log posteriors that both texts begin something new there."""

    def best_beads(self) -> list[ScoredBead]:
        """Return the beads with the best chance of being right taken together."""
        rows, columns = self.stretch.rows, self.stretch.columns
        path = self.lattice.best_path(self.posteriors - WORTH)
        begin, end, left, right = (ends[path] for ends in self.lattice.candidates.ends)
        return [
            ScoredBead(tuple(rows[i:k]), tuple(columns[j:w]), float(p))
            for i, k, j, w, p in zip(begin, end, left, right, self.posteriors[path], strict=True)
        ]

    def boundary(self, row: int, column: int) -> float:
        """Return how probable it is that a bead ends before a source and a target sentence; 0 outside."""
        rows, columns = self.stretch.rows, self.stretch.columns
        if not (rows.start <= row <= rows.stop and columns.start <= column <= columns.stop):
            return 0.0
        return float(np.exp(self.nodes[row - rows.start, column - columns.start]))

    def probability(self, rows: range, columns: range) -> float:
        """Return how probable one bead is; 0 where it is no candidate."""
        above, before = self.stretch.rows.start, self.stretch.columns.start
        beads = self.lattice.candidates
        found = beads.source_begin == rows.start - above
        found &= beads.source_end == rows.stop - above
        found &= beads.target_begin == columns.start - before
        found &= beads.target_end == columns.stop - before
        return float(self.posteriors[found].sum())


def weigh_sentences(
    source: Sequence[str],
    target: Sequence[str],
    embedder: Embedder,
    settings: Settings,
    fences: Sequence[Section] = (),
) -> Iterator[Weighed]:
    """Yield the stretches of a text in order, weighed; arguments as `align_sentences`."""
    whole = [(range(len(source)), range(len(target)))]
    here, there = (sentence_side([encodable(text) for text in texts], embedder) for texts in (source, target))
    exact = settings.exact_joins and not embedder.additive
    for stretch in stretches(here, there, fences or whole):
        cosines = JoinedCosines(stretch, settings, embedder) if exact else None
        yield weigh_stretch(stretch, load_weights(), settings.max_bead, cosines)


def align_stretch(
    stretch: Stretch, weights: Weights, max_bead: int = 8, cosines: Cosines | None = None
) -> list[ScoredBead]:
    """Return the beads of a stretch; arguments as `sentence_lattice`."""
    return weigh_stretch(stretch, weights, max_bead, cosines).best_beads()


def weigh_stretch(
    stretch: Stretch, weights: Weights, max_bead: int = 8, cosines: Cosines | None = None
) -> Weighed:
    """Weigh the candidate beads of a stretch; arguments as `sentence_lattice`."""
    limits = boundaries(stretch, weights["clauses"])
    lattice, features = sentence_lattice(stretch, limits, max_bead, cosines)
    posteriors, nodes, _ = lattice.posteriors(score(features, weights["sentences"]))
    return Weighed(stretch, lattice, posteriors, nodes)


def boundaries(stretch: Stretch, weights: Mapping[str, float]) -> Array:
    """Return log posteriors (n + 1, m + 1) of boundaries between sentences, from the lattice of clauses."""
    lattice, features = clause_lattice(stretch)
    _, nodes, _ = lattice.posteriors(score(features, weights))
    return nodes[np.ix_(stretch.source.first, stretch.target.first)]


def clause_lattice(stretch: Stretch) -> tuple[Lattice, Features]:
    """Return the lattice of clauses of a stretch, and the features of its candidates."""
    source, target = stretch.source, stretch.target
    nodes = np.stack([source.first[stretch.nodes[:, 0]], target.first[stretch.nodes[:, 1]]], axis=1)
    sections = [
        (
            range(source.first[r.start], source.first[r.stop]),
            range(target.first[c.start], target.first[c.stop]),
        )
        for r, c in stretch.sections
    ]
    lattice = _lattice(Windows.around(nodes, CLAUSE_RADIUS), CLAUSE_LIMIT, sections)
    products = SpanProducts(source.clause_vectors, target.clause_vectors)
    texts = source.clauses, target.clauses
    return lattice, bead_features(lattice.candidates, products, texts, stretch.rate)


def sentence_lattice(
    stretch: Stretch, boundaries: Array, max_bead: int = 8, cosines: Cosines | None = None
) -> tuple[Lattice, Features]:
    """Return the lattice of sentences of a stretch, and the features of its candidates.

    Args:
        stretch: a stretch.
        boundaries: log posteriors (n + 1, m + 1) from the lattice of clauses.
        max_bead: most sentences on one side of a bead.
        cosines: of joined sentences; by default those of sums of their vectors.
    """
    source, target = stretch.source, stretch.target
    lattice = _lattice(Windows.around(stretch.nodes, SENTENCE_RADIUS), max_bead, stretch.sections)
    beads = lattice.candidates
    cosines = cosines or SpanProducts(source.vectors, target.vectors)
    features = bead_features(beads, cosines, (source.texts, target.texts), stretch.rate)
    names = SharedNames(source.texts, target.texts)
    return lattice, features | sentence_features(beads, boundaries, names)


def score(features: Features, weights: Mapping[str, float]) -> Array:
    """Return the weighted sum of features; one without a weight counts nothing."""
    total: Array = sum((weights[name] * features[name] for name in weights), np.zeros(1))
    return total


@cache
def load_weights() -> Weights:
    """Return what scripts/fit.py learned."""
    weights: Weights = json.loads(
        files("align.sentences").joinpath("weights.json").read_text(encoding="utf-8")
    )
    return weights


def _lattice(windows: Windows, limit: int, sections: Sequence[Section]) -> Lattice:
    rows, columns = (np.array([(s[k].start, s[k].stop) for s in sections], np.intp) for k in (0, 1))
    # Of which section each unit is.
    row_of, column_of = (np.repeat(np.arange(len(s)), s[:, 1] - s[:, 0]) for s in (rows, columns))

    def inside_one_section(beads: Candidates) -> NDArray[np.bool_]:
        begin, end, left, right = beads.ends
        owner = _owners(row_of, begin, column_of, left, end > begin)
        in_rows = (rows[owner, 0] <= begin) & (end <= rows[owner, 1])
        in_columns = (columns[owner, 0] <= left) & (right <= columns[owner, 1])
        inside: NDArray[np.bool_] = in_rows & in_columns
        return inside

    return Lattice(windows, bead_types(limit), inside_one_section)


def _owners(row_of: Ints, begin: Ints, column_of: Ints, left: Ints, by_row: NDArray[np.bool_]) -> Ints:
    """Return the section of each bead's first unit."""
    owner = np.zeros(len(begin), np.intp)
    owner[by_row] = row_of[begin[by_row]]
    owner[~by_row] = column_of[left[~by_row]]
    return owner
