"""What speaks for and against a candidate bead, as numbers; weights.json says how much each of them counts.

Two lattices use them. The first links *clauses*: a translator moves, joins and cuts sentences, but a clause
mostly stays whole, and so the paths over clauses show where both texts have a boundary at the same place.
The second links *sentences* and asks the first how likely its boundaries are.

The cosine with margin follows Bertalign (Liu & Zhu 2022), the length model Gale & Church (1993), with a
variance learned beside the other weights. All features treat both sides alike: aligning the other way
round gives the same beads the other way round.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from align.beads import Array, Ints, summed_area
from align.sentences.lattice import Candidates
from align.text import fold

Features = dict[str, Array]


class Cosines(Protocol):
    """Cosines of joined units, as `SpanProducts` looks them up."""

    def at(self, begin: Ints, end: Ints, left: Ints, right: Ints) -> Array:
        """Return the cosines of source units begin to end with target units left to right."""
        ...


_SMOOTHING = 15.0
"""Bytes added to both lengths, so that a short `No.` for 不是的 weighs little."""
_UNLIKELY = -12.0
"""Log posterior below which boundaries are all alike."""
_DEEPEST = 4
"""Furthest from its beginning that a bead is searched for an inner boundary."""
_MARKS = [re.compile(marks) for marks in ("[?？]", "[!！]", r"[“”„«»「」『』\"]|(?<!\w)['‘]|['’](?!\w)")]
"""Questions, exclamations, quotations: translators keep them more often than commas."""
_FIGURE = re.compile(r"\d")
_NAME = re.compile(r"[a-z0-9]+(?:[.,&'-][a-z0-9]+)*")


def bead_features(
    beads: Candidates, cosines: Cosines, texts: tuple[Sequence[str], Sequence[str]], rate: float
) -> Features:
    """Return what both lattices look at: kind of bead, meaning and length.

    Args:
        beads: k candidates.
        cosines: of their units.
        texts: the units of either side.
        rate: bytes of target to a byte of source in the whole text.
    """
    a, b = beads.sizes
    fewer, more = np.minimum(a, b), np.maximum(a, b)
    real = fewer > 0
    cosine, around = cosines.at(*beads.ends), np.where(real, _around(beads, cosines), 0.0)
    source, target = (_inside(_bytes(side), beads, k) for k, side in enumerate(texts))
    source *= rate**0.5  # both in units between the two, so that neither side is the measure
    target /= rate**0.5
    weight = np.log1p(np.minimum(source, target) / 20)
    features: Features = {
        "null": np.where(real, 0.0, 1.0),
        "null_length": np.where(real, 0.0, np.log1p(source + target)),
        "many": np.maximum(fewer + more - 4.0, 0.0),
        "many_to_many": np.where(fewer > 1, fewer + more - 3.0, 0.0),
        "cosine": cosine,
        "cosine_many": cosine * (fewer + more - 2),
        "cosine_long": cosine * weight,
        "long": np.where(real, weight, 0.0),
        "around": around,
        "around_many": around * (fewer + more - 2),
    }
    for one, other in ((1, 1), (1, 2), (1, 3), (1, 4), (2, 2), (2, 3)):
        features[f"type_{one}_{other}"] = ((fewer == one) & (more == other)).astype(np.float64)
    features["marks_differ"] = np.where(real, _marks_differ(beads, texts), 0.0)
    return features | _length_features(source, target, real)


def sentence_features(beads: Candidates, boundaries: Array, names: SharedNames) -> Features:
    """Return what only sentences show: boundaries between clauses, numbers and names.

    Args:
        beads: k candidates.
        boundaries: (n + 1, m + 1) log posteriors that both texts begin something new after so many sentences.
        names: numbers and names of both sides.
    """
    begin, end, left, right = beads.ends
    shared, lost = names.of(beads)
    null = beads.is_null
    boundaries = np.maximum(boundaries, _UNLIKELY)
    inner = _inner_boundary(beads, boundaries)
    return {
        "boundary": boundaries[begin, left] + boundaries[end, right],
        "boundary_inside": inner - _UNLIKELY,
        "boundary_inside_probability": np.where(inner > _UNLIKELY, np.exp(inner), 0.0),
        "names_shared": shared,
        "names_lost": np.where(null, 0.0, lost),
        "names_null": np.where(null, lost, 0.0),
    }


class SharedNames:
    """Numbers, symbols and Latin names that both sides write with the same characters.

    A word counts when both texts hold it, or when it holds a figure: `PM2.5` on one side only is a
    difference, `children` on the English side is not.
    """

    def __init__(self, source: Sequence[str], target: Sequence[str]) -> None:
        """Take the sentences of both sides."""
        found = [[set(_NAME.findall(fold(text))) for text in side] for side in (source, target)]
        both = set().union(*found[0]) & set().union(*found[1])
        column = {word: k for k, word in enumerate(sorted(both))}
        holds = [np.zeros((len(side), len(column)), np.float32) for side in found]
        for side, matrix in zip(found, holds, strict=True):
            for row, words in zip(matrix, side, strict=True):
                row[[column[word] for word in words & both]] = 1.0
        self._table = summed_area(holds[0] @ holds[1].T)
        self._counts = [
            np.array([sum(w in both or bool(_FIGURE.search(w)) for w in words) for words in side], np.intp)
            for side in found
        ]

    def of(self, beads: Candidates) -> tuple[Array, Array]:
        """Return log(1 + n) of the names that both sides of each bead hold, and of those that one holds."""
        source, target = (_inside(counts, beads, side) for side, counts in enumerate(self._counts))
        begin, end, left, right = beads.ends
        table = self._table
        pairs = table[end, right] - table[begin, right] - table[end, left] + table[begin, left]
        # A name that stands twice on each side pairs up four times, hence the minimum.
        shared = np.minimum(pairs, np.minimum(source, target))
        return np.log1p(shared), np.log1p(source + target - 2 * shared)


def _length_features(source: Array, target: Array, real: NDArray[np.bool_]) -> Features:
    """Return how far lengths differ, as a ratio and in standard deviations."""
    ratio = np.abs(np.log((target + _SMOOTHING) / (source + _SMOOTHING))) * real
    # Gale & Church: the variance of a difference grows with the length.
    variance = (target - source) ** 2 / (target + source + _SMOOTHING) * real
    return {"length_ratio": ratio, "length_ratio_squared": ratio**2, "length_variance": variance / 100}


def _marks_differ(beads: Candidates, texts: tuple[Sequence[str], Sequence[str]]) -> Array:
    """Return how many kinds of mark one side of each bead has and the other has not."""
    differ = np.zeros(len(beads.source_begin))
    for kind in _MARKS:
        counts = (np.array([len(kind.findall(text)) for text in side], np.intp) for side in texts)
        source, target = (_inside(count, beads, k) > 0 for k, count in enumerate(counts))
        differ += source != target
    return differ


def _bytes(texts: Sequence[str]) -> Ints:
    return np.array([len(text.encode()) for text in texts], np.intp)


def _around(beads: Candidates, cosines: Cosines) -> Array:
    """Return the mean cosine of each side with the units just outside the other side."""
    begin, end, left, right = beads.ends
    before, after = cosines.at(begin, end, left - 1, left), cosines.at(begin, end, right, right + 1)
    above, below = cosines.at(begin - 1, begin, left, right), cosines.at(end, end + 1, left, right)
    return (before + after + above + below) / 4


def _inner_boundary(beads: Candidates, boundaries: Array) -> Array:
    """Return the log posterior of the likeliest boundary inside each bead: there it should be cut in two."""
    a, b = beads.sizes
    best = np.full(len(a), _UNLIKELY)
    for rows in range(1, _DEEPEST + 1):
        for columns in range(1, _DEEPEST + 1):
            inside = np.flatnonzero((rows < a) & (columns < b))
            logs = boundaries[beads.source_begin[inside] + rows, beads.target_begin[inside] + columns]
            best[inside] = np.maximum(best[inside], logs)
    return best


def _inside(values: Ints, beads: Candidates, side: int) -> Array:
    """Return the sum of the values of the units on one side (0 source, 1 target) of each bead."""
    sums = np.concatenate([[0.0], np.cumsum(values)])
    begin, end = beads.ends[2 * side : 2 * side + 2]
    total: Array = sums[end] - sums[begin]
    return total
