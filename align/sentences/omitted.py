"""Sentences without a translation that a bead hides.

Where a sentence is left out, joining it to its neighbour costs less than leaving it alone would: so short a
sentence may well be what made the translation a little longer. But the joined sentences then say less nearly
the same as the other side than they do without it. How much less is enough depends on the text: a novel joins
and cuts sentences all the time and translates freely, a resolution hardly ever does.

Measured on UN text in which one sentence in thirty, three in a row or a paragraph was left out
(scripts/evaluate_omissions.py), on novels and on essays.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import chain

import numpy as np

from align.beads import Array, ScoredBead
from align.embed import Vectors
from align.sentences.stretches import Stretch

SURE = 0.9
"""Confidence from which on a bead is left whole."""
FEW = 3
"""Sentences of such a bead, both sides together. Where one joins more, only their place may say that some of
them belong to it."""
LEAST = 0.02
"""By how much the cosine must rise without a sentence, in a text that joins few."""
JOINS, MORE = 0.05, 1.5
"""The share of joined beads up to which that is enough; how much more is asked for each share beyond."""
BEFORE = 20
"""Beads that count, one joined among them, before any was seen."""
UNLIKE = 0.15
"""Cosine that sentences of different meaning may well have."""
LONG, SELDOM = 40, 0.1
"""Bytes from which on sentences less alike are hardly ever a pair, in a text where few are: of 18,000 pairs
of UN sentences in five pairs of languages 1 in 2,000, and of strangers four in five."""
UNSAID, LITTLE = 0.14, 0.25
"""A sentence of less cosine than that with all of the other side is not said there, and a title is too short
to make the cosine rise by more than such a share of what is asked. Where more is asked than `LEAST`, the
cosine of what is not said is smaller by as much.
"""
FOUND = 0.6
"""Confidence of the parts: likelier than not, and worth a look."""

_NOTHING = slice(0, 0)


def parted(
    stretches: Sequence[tuple[Sequence[ScoredBead], Stretch]],
) -> Iterator[ScoredBead]:
    """Yield the beads of a text, the sentences at their ends that the other side does not say set apart.

    Args:
        stretches: of the text, each with its beads.
    """
    least = _least(list(chain.from_iterable(beads for beads, _ in stretches)))
    strange = _strange(stretches)
    for beads, stretch in stretches:
        for bead in beads:
            if bead in strange:
                yield ScoredBead(bead.source, bead.target, FOUND)
                continue
            if _is_whole(bead):
                yield bead
                continue
            source = stretch.source.part(_range(bead.source, stretch.rows.start))
            target = stretch.target.part(_range(bead.target, stretch.columns.start))
            clauses = source.clause_vectors, target.clause_vectors
            parts = cut_at_ends(source.vectors, target.vectors, least, clauses)
            score = bead.score if len(parts) == 1 else FOUND
            yield from (ScoredBead(bead.source[own], bead.target[other], score) for own, other in parts)


def _strange(stretches: Sequence[tuple[Sequence[ScoredBead], Stretch]]) -> set[ScoredBead]:
    """Return the sure pairs that only their place made: what two sentences left over side by side are.

    Only where nearly all other pairs are alike does it say something of two that they are not.
    """
    unlike, alike = set[ScoredBead](), 0
    for beads, stretch in stretches:
        pairs = [bead for bead in beads if bead.score >= SURE and len(bead.source) == len(bead.target) == 1]
        rows = [bead.source[0] - stretch.rows.start for bead in pairs]
        columns = [bead.target[0] - stretch.columns.start for bead in pairs]
        cosines = _cosines(stretch.source.vectors[rows], stretch.target.vectors[columns])
        alike += int((cosines >= UNLIKE).sum())
        for k in np.flatnonzero(cosines < UNLIKE):
            texts = stretch.source.texts[rows[k]], stretch.target.texts[columns[k]]
            if min(len(text.encode()) for text in texts) >= LONG:
                unlike.add(pairs[k])
    return unlike if len(unlike) <= SELDOM * alike else set()


def cut_at_ends(
    source: Vectors, target: Vectors, least: float = 0.0, clauses: tuple[Vectors, Vectors] | None = None
) -> list[tuple[slice, slice]]:
    """Return the parts of a bead: each sentence at its ends that the other side does not say, and the rest.

    Args:
        source: (n, d) sum vectors of its sentences.
        target: (m, d) those of their translation.
        least: by how much the cosine must rise for each sentence that is not said.
        clauses: sum vectors of the clauses of both, if known: a sentence that one of them answers is said.

    Returns:
        What each part holds of both sides, in order; the sentences that are not said are alone.
    """
    here, there = clauses or (source, target)
    rows, columns = _said(source, there, least), _said(target, here, least)
    return [
        *((slice(i, i + 1), _NOTHING) for i in range(rows.start)),
        *((_NOTHING, slice(j, j + 1)) for j in range(columns.start)),
        (rows, columns),
        *((slice(i, i + 1), _NOTHING) for i in range(rows.stop, len(source))),
        *((_NOTHING, slice(j, j + 1)) for j in range(columns.stop, len(target))),
    ]


def _said(vectors: Vectors, clauses: Vectors, least: float) -> slice:
    """Return which neighbouring sentences of one side the other side says.

    Args:
        vectors: (n, d) sum vectors of the sentences.
        clauses: (k, d) those of what the other side is made of.
        least: by how much the cosine must rise for each sentence at an end that is not said.
    """
    count, whole = len(vectors), clauses.sum(axis=0)
    if count == 1:
        return slice(0, 1)
    runs = [slice(start, stop) for start in range(count) for stop in range(start + 1, count + 1)]
    runs.sort(key=lambda run: run.start - run.stop)  # of equal ones the longest
    unsaid = UNSAID * LEAST / least if least else -1.0
    costs = [least * LITTLE if _cosine(own, whole) < unsaid else least for own in vectors]

    def worth(run: slice) -> float:
        return _cosine(vectors[run].sum(axis=0), whole) - sum(costs[: run.start]) - sum(costs[run.stop :])

    run = max(runs, key=worth)
    kept = vectors[run].sum(axis=0)
    start = 0 if _answered(vectors[: run.start], kept, clauses) else run.start
    stop = count if _answered(vectors[run.stop :][::-1], kept, clauses[::-1]) else run.stop
    return slice(start, stop)


def _answered(dropped: Vectors, kept: Vectors, clauses: Vectors) -> bool:
    """Tell whether the first clauses of the other side say what a text's first sentences say.

    They must be nearer to them than to the rest of the text, and the rest nearer to the rest, as where
    *People are not logical. They are psychological.* is translated by 人们不随理，只随心。
    """
    if not len(dropped):
        return False
    whole, lost = clauses.sum(axis=0), dropped.sum(axis=0)
    same = _cosine(kept, whole)
    for begin in np.cumsum(clauses[:-1], axis=0):
        near = _cosine(lost, begin)
        if near > max(UNLIKE, _cosine(kept, begin)) and _cosine(kept, whole - begin) > same:
            return True
    return False


def _least(beads: Sequence[ScoredBead]) -> float:
    pairs = [bead for bead in beads if bead.source and bead.target]
    joined = sum(len(bead.source) + len(bead.target) > 2 for bead in pairs)
    share = (joined + 1) / (len(pairs) + BEFORE)
    return max(LEAST, MORE * (share - JOINS))


def _is_whole(bead: ScoredBead) -> bool:
    joined = len(bead.source) + len(bead.target)
    return max(len(bead.source), len(bead.target)) == 1 or (bead.score >= SURE and joined <= FEW)


def _cosines(one: Vectors, other: Vectors) -> Array:
    """Return the cosines of vectors (n, d) with others."""
    lengths = np.sqrt(np.einsum("nd,nd->n", one, one) * np.einsum("nd,nd->n", other, other))
    return np.asarray(np.einsum("nd,nd->n", one, other) / np.maximum(lengths, 1e-12), np.float64)


def _cosine(one: Vectors, other: Vectors) -> float:
    lengths = math.sqrt(float(one @ one) * float(other @ other))
    return float(one @ other) / lengths if lengths else 0.0


def _range(numbers: Sequence[int], origin: int) -> range:
    return range(numbers[0] - origin, numbers[-1] + 1 - origin)
