"""Neighbouring sentences that changed places in the translation.

A monotone path cannot cross itself, and so shows a swap as null beads, as a 2–2 bead or as two weak beads.
Around those, two neighbours on each side are compared both ways.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set

import numpy as np

from align.beads import Array, ScoredBead
from align.embed import Embedder, Vectors

Swap = tuple[tuple[int, int], tuple[int, int]]
"""Two pairs (source, target) of sentences that cross."""

DOUBTFUL = 0.5
"""Confidence below which a bead is looked at."""
CLEARLY = 0.2
"""How far both crossing cosines exceed both straight ones."""
_BEADS = 3  # a swap shows as null, match, null


def swapped(
    beads: Sequence[ScoredBead], source: Sequence[str], target: Sequence[str], embedder: Embedder
) -> list[Swap]:
    """Return the pairs of neighbouring sentences that translate one another crosswise.

    Args:
        beads: what `align_sentences` returned for these sentences.
        source: sentences of the original.
        target: sentences of the translation.
        embedder: the model.
    """
    places = sorted(set(_doubtful(beads)))
    # Few beads hide anything: only the sentences around those are read a second time.
    here = _vectors(source, {i for i, _ in places}, embedder)
    there = _vectors(target, {j for _, j in places}, embedder)
    found: list[Swap] = []
    for i, j in places:
        rows, columns = np.stack([here[i], here[i + 1]]), np.stack([there[j], there[j + 1]])
        cosines = (rows @ columns.T).astype(np.float64)
        free = not found or (found[-1][1][0] < i and found[-1][0][1] < j)
        if free and _crosses(cosines):
            found.append(((i, j + 1), (i + 1, j)))
    return found


def _vectors(texts: Sequence[str], firsts: Set[int], embedder: Embedder) -> dict[int, Vectors]:
    """Return the vectors of these sentences and of the one behind each."""
    wanted = sorted(firsts | {first + 1 for first in firsts})
    return dict(zip(wanted, embedder.encode([texts[i] for i in wanted]), strict=True)) if wanted else {}


def _doubtful(beads: Sequence[ScoredBead]) -> Iterator[tuple[int, int]]:
    """Yield where two neighbours of each side begin, around beads that may hide a swap."""
    for k in range(len(beads)):
        group = beads[k : k + _BEADS]
        if any(_may_hide(bead) for bead in group):
            sources = [i for bead in group for i in bead.source]
            targets = [j for bead in group for j in bead.target]
            yield from ((i, j) for i in sources[:-1] for j in targets[:-1])


def _may_hide(bead: ScoredBead) -> bool:
    return min(len(bead.source), len(bead.target)) != 1 or bead.score < DOUBTFUL


def _crosses(cosines: Array) -> bool:
    straight, crossing = np.diag(cosines), np.diag(cosines[:, ::-1])
    return bool(crossing.min() > straight.max() + CLEARLY)
