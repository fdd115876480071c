"""Sentence alignment: which sentences of the translation stand for which of the original.

Three looks, each closer than the one before: anchors and a rough path say where beads can lie
(`stretches`); a lattice of clauses says where both texts begin something new at the same place; a lattice
of sentences weighs every bead between such places (`features`, with the weights that scripts/fit.py learned).
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
import operator
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from importlib.resources import files

import numpy as np

from align.beads import IMPOSSIBLE, Array, BeadType, Ints, ScoredBead, bead_types, in_grains
from align.cognates import WithCognates
from align.embed import Embedder, is_additive
from align.paths import PathStep, Windows
from align.sentences.anchors import Section
from align.sentences.bands import Band, Tables
from align.sentences.cosines import SumCosines
from align.sentences.features import Cosines, Evidence, SentenceEvidence, Weights
from align.sentences.joins import JoinedCosines
from align.sentences.kernel import loops
from align.sentences.kernel.scores import UNLIKELY
from align.sentences.lattice import Lattice, LatticeSection
from align.sentences.names import SharedNames
from align.sentences.omitted import parted
from align.sentences.quotes import shared_quotes
from align.sentences.spans import SpannedSide, Units
from align.sentences.stretches import Stretch, sentence_side, stretches
from align.sentences.swaps import swapped
from align.settings import Settings
from align.text import encodable
from align.threads import single_threaded

__all__ = ["ScoredBead", "align_sentences", "swapped"]

AllWeights = Mapping[str, Weights]
"""What each feature counts, for `clauses`, for `sentences`, and for sentences of a `free` translation."""

Scored = Callable[[Weights], Array]
"""Returns the scores (rows, k, width) of all beads of a lattice."""

CosinesOf = Callable[[int, int], Cosines]
"""Returns the cosines of beads, given how far from a node one looks and how wide a lattice is."""

CLAUSE_LIMIT = 3
"""Clauses on one side of a bead of clauses: more are several beads. With four, no bead of novels, essays,
verses and 16,000 UN sentences came out otherwise."""
CLAUSE_RADIUS = 4
"""How far from the rough path clauses are looked for; with one more or less, no bead of novels and essays
came out otherwise. Of sentences only boundaries count that clauses find possible."""
ROOM = 200_000
"""Pairs of sentences of the stretches that are worked on together: enough to keep numpy busy a while."""
WORTH = 0.35
"""A bead is worth its posterior less this: less than half of F1, and more would be lost than won."""


@single_threaded
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
    # Letters alike show what is said in a language the model does not know, and not what is left out.
    if is_additive(embedder) and not isinstance(embedder, WithCognates):
        return list(parted(beads))
    return [bead for own, _ in beads for bead in own]


@dataclass(frozen=True, slots=True)
class Weighed:
    """A stretch, and how probable its beads are."""

    stretch: Stretch
    sections: Sequence[WeighedSection]
    nodes: Array
    """(n + 1, m + 1) log posteriors that both texts begin something new there."""

    def best_beads(self) -> list[ScoredBead]:
        """Return the beads with the best chance of being right taken together."""
        rows, columns = self.stretch.rows, self.stretch.columns
        return [
            ScoredBead(tuple(rows[i:k]), tuple(columns[j:w]), score)
            for section in self.sections
            for (i, k, j, w), score in section.best_beads()
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
        bead = (
            range(rows.start - above, rows.stop - above),
            range(columns.start - before, columns.stop - before),
        )
        return sum(section.probability(*bead) for section in self.sections)


@dataclass(frozen=True, slots=True)
class WeighedSection:
    """A section of a stretch, and how probable its beads are."""

    part: LatticeSection
    types: Sequence[BeadType]
    posteriors: Array
    """(n + 1, types, width) by where beads end."""
    path: Sequence[PathStep]
    """The beads with the best chance of being right taken together."""

    def best_beads(self) -> Iterator[tuple[tuple[int, int, int, int], float]]:
        """Yield where the beads of the path begin and end, and how probable they are."""
        above, before, low = self.part.rows.start, self.part.columns.start, self.part.windows.low
        for i, j, kind in self.path:
            a, b = self.types[kind]
            ends = above + i - a, above + i, before + j - b, before + j
            yield ends, round(float(self.posteriors[i, kind, j - low[i]]), 6)

    def probability(self, rows: range, columns: range) -> float:
        """Return how probable one bead is; 0 where it is no candidate."""
        bead_type = len(rows), len(columns)
        i, j = rows.stop - self.part.rows.start, columns.stop - self.part.columns.start
        windows, (n, m) = self.part.windows, self.part.windows.shape
        if bead_type not in self.types or not (bead_type[0] <= i <= n and bead_type[1] <= j <= m):
            return 0.0
        inside = windows.low[i] <= j <= windows.high[i]
        return float(self.posteriors[i, self.types.index(bead_type), j - windows.low[i]]) if inside else 0.0


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
    for group in _side_by_side(stretches(here, there, fences or whole)):
        cosines = partial(JoinedCosines, group, settings, embedder) if exact else None
        yield from weigh_stretches(group, load_weights(), settings.max_bead, cosines)


def _side_by_side(parts: Iterable[Stretch]) -> Iterator[list[Stretch]]:
    """Yield stretches in groups that are worked on together: as many as have room."""
    group: list[Stretch] = []
    rows = columns = 0
    for part in parts:
        rows, columns = max(rows, len(part.rows)), max(columns, len(part.columns))
        if group and (len(group) + 1) * rows * columns > ROOM:
            yield group
            group, rows, columns = [], len(part.rows), len(part.columns)
        group.append(part)
    if group:
        yield group


def weigh_stretches(
    group: Sequence[Stretch], weights: AllWeights, max_bead: int = 8, cosines: CosinesOf | None = None
) -> list[Weighed]:
    """Weigh the beads of stretches; arguments as `sentence_lattice`."""
    limits = boundaries(group, weights["clauses"])
    lattice, scored = sentence_lattice(group, limits, max_bead, cosines)
    scores = scored(_between(weights["sentences"], weights["free"], group[0].freedom))
    posteriors, nodes, _ = lattice.posteriors(scores)
    posteriors = in_grains(posteriors)
    paths = lattice.best_paths(np.where(scores > IMPOSSIBLE, posteriors - in_grains(WORTH), IMPOSSIBLE))
    sections: list[list[WeighedSection]] = [[] for _ in group]
    for part, own, path in zip(lattice.parts, lattice.split(posteriors), paths, strict=True):
        sections[part.text].append(WeighedSection(part, lattice.types, own, path))
    tables = lattice.whole(nodes)
    return [Weighed(*known) for known in zip(group, sections, tables, strict=True)]


def _between(literal: Weights, free: Weights, freedom: float) -> Weights:
    """Return the weights for a translation of some freedom."""
    return {name: (1 - freedom) * value + freedom * free[name] for name, value in literal.items()}


def boundaries(group: Sequence[Stretch], weights: Weights) -> list[Array]:
    """Return log posteriors (n + 1, m + 1) of boundaries between sentences, from the lattice of clauses."""
    lattice, scored = clause_lattice(group)
    nodes = lattice.nodes(scored(weights))
    return [
        own[np.ix_(stretch.source.first, stretch.target.first)]
        for own, stretch in zip(lattice.whole(nodes), group, strict=True)
    ]


def clause_lattice(group: Sequence[Stretch]) -> tuple[Lattice, Scored]:
    """Return the lattice of clauses of stretches, and what scores its beads."""
    windows = [Windows.around(_clause_nodes(part), CLAUSE_RADIUS) for part in group]
    lattice = Lattice(windows, bead_types(CLAUSE_LIMIT), [_clause_sections(part) for part in group])
    # Bytes count in a unit between those of the two sides, so that neither is the measure.
    source = [Units(p.source.clauses, p.source.clause_vectors, p.rate**0.5) for p in group]
    target = [Units(p.target.clauses, p.target.clause_vectors, p.rate**-0.5) for p in group]
    evidence = _evidence(lattice, source, target)
    return lattice, partial(_scored, lattice, evidence, None)


def _clause_nodes(stretch: Stretch) -> Ints:
    first = stretch.source.first, stretch.target.first
    return np.stack([first[side][stretch.nodes[:, side]] for side in (0, 1)], axis=1)


def _clause_sections(stretch: Stretch) -> list[Section]:
    source, target = stretch.source.first, stretch.target.first
    return [
        (range(source[r.start], source[r.stop]), range(target[c.start], target[c.stop]))
        for r, c in stretch.sections
    ]


def sentence_lattice(
    group: Sequence[Stretch], limits: Sequence[Array], max_bead: int = 8, cosines: CosinesOf | None = None
) -> tuple[Lattice, Scored]:
    """Return the lattice of sentences of stretches, and what scores its beads.

    Args:
        group: stretches.
        limits: for each, log posteriors (n + 1, m + 1) of boundaries from the lattice of clauses.
        max_bead: most sentences on one side of a bead.
        cosines: those of joined sentences; by default of sums of their vectors.
    """
    windows = [Windows.holding(own > UNLIKELY) for own in limits]
    lattice = Lattice(windows, bead_types(max_bead), [part.sections for part in group])
    source = [Units(p.source.texts, p.source.vectors, p.rate**0.5) for p in group]
    target = [Units(p.target.texts, p.target.vectors, p.rate**-0.5) for p in group]
    evidence = _evidence(lattice, source, target, cosines)
    margin, width = lattice.reach + 1, lattice.width
    sides = [(part.source.texts, part.target.texts) for part in group]
    names = SharedNames(sides, margin, width)
    quotes = Tables([shared_quotes(*texts) for texts in sides], margin, width)
    likely = [np.maximum(own, UNLIKELY) for own in limits]
    only = SentenceEvidence(Tables(likely, margin, width), names, quotes, lattice.reach)
    return lattice, partial(_scored, lattice, evidence, only)


def _scored(lattice: Lattice, evidence: Evidence, only: SentenceEvidence | None, weights: Weights) -> Array:
    """Return the scores of all beads of a lattice: by compiled loops, or by numpy, a band at a time."""
    scores = lattice.impossible()
    fast = loops(scores.size)
    if fast is not None and evidence.fill(scores, lattice.rows, weights, fast):
        if only:
            only.add(scores, lattice.rows, weights, fast)
        return scores

    def look(band: Band) -> Iterator[Array | float]:
        values = evidence.scores(band, weights)
        return map(operator.add, values, only.scores(band, weights)) if only else values

    return lattice.filled(look)


def _evidence(
    lattice: Lattice, source: Sequence[Units], target: Sequence[Units], cosines: CosinesOf | None = None
) -> Evidence:
    margin, width = lattice.reach + 1, lattice.width
    sides = SpannedSide(source, lattice.reach), SpannedSide(target, lattice.reach)
    vectors = [(one.vectors, other.vectors) for one, other in zip(source, target, strict=True)]
    return Evidence(*sides, cosines(margin, width) if cosines else SumCosines(vectors, *sides, margin, width))


@cache
def load_weights() -> AllWeights:
    """Return what scripts/fit.py learned."""
    weights: AllWeights = json.loads(
        files("align.sentences").joinpath("weights.json").read_text(encoding="utf-8")
    )
    return weights
