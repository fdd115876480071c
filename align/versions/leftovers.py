"""What the pivot lacks and several of the other versions say: these are aligned with each other.

A sentence that the pivot leaves out stands alone in the bitext of every version that has it. Here the
versions take turns: what the first of them says alone is aligned with what each of the others says alone,
then the second's with the rest. Sentences that answer to one another stand near one place of the pivot.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from align.embed import Embedder
from align.sentences import align_sentences
from align.settings import Settings

SURE = 0.6
"""Confidence from which on two sentences that the pivot lacks are taken for one another's translation."""
ALIKE = 0.35
"""The cosine that they have at least: where few sentences are left over, strangers have no rivals."""
NEAR = 3
"""Cells of the pivot between neighbouring places at most: a sentence may have been joined or left out."""


class Lone(NamedTuple):
    """A sentence that a version says and the pivot does not."""

    text: str
    after: int
    """The last cell of the pivot before it."""


class Answer(NamedTuple):
    """Sentences of a version that answer to sentences of the leading one, as indices among the lone ones."""

    leader: int
    leading: tuple[int, ...]
    version: int
    own: tuple[int, ...]
    score: float


def align_leftovers(
    lone: Mapping[int, Sequence[Lone]], embedder: Embedder
) -> Iterator[tuple[int, list[Answer]]]:
    """Yield for each version that leads what the others answer to it; each sentence in one answer at most.

    Args:
        lone: by version, its sentences without a partner in the pivot, in the order of their places.
        embedder: a model that knows the languages.
    """
    free = {version: list(range(len(own))) for version, own in lone.items()}
    for leader in sorted(lone):
        rows = free[leader]
        found: list[Answer] = []
        for version in sorted(lone):
            if version > leader and rows and free[version]:
                found += _aligned_with(lone, (leader, rows), (version, free[version]), embedder)
        for answer in found:
            free[answer.version] = [k for k in free[answer.version] if k not in answer.own]
        if found:
            yield leader, found


def _aligned_with(
    lone: Mapping[int, Sequence[Lone]],
    leading: tuple[int, Sequence[int]],
    other: tuple[int, Sequence[int]],
    embedder: Embedder,
) -> Iterator[Answer]:
    (leader, rows), (version, columns) = leading, other
    here, there = [lone[leader][i] for i in rows], [lone[version][j] for j in columns]
    texts, translations = [one.text for one in here], [one.text for one in there]
    vectors, others = embedder.encode(texts), embedder.encode(translations)
    for bead in align_sentences(texts, translations, embedder, Settings(), list(_fences(here, there))):
        if not bead.source or not bead.target or bead.score < SURE:
            continue
        one, another = vectors[list(bead.source)].sum(axis=0), others[list(bead.target)].sum(axis=0)
        if one @ another >= ALIKE * np.linalg.norm(one) * np.linalg.norm(another):
            own = tuple(columns[j] for j in bead.target)
            yield Answer(leader, tuple(rows[i] for i in bead.source), version, own, bead.score)


def _fences(here: Sequence[Lone], there: Sequence[Lone]) -> Iterator[tuple[range, range]]:
    """Yield what stands near one place of the pivot, on both sides."""
    sides = [[one.after for one in side] for side in (here, there)]
    places = sorted({place for side in sides for place in side})
    ends = [place for place, following in pairwise(places) if following - place > NEAR] + places[-1:]
    begins = [0, 0]
    for end in ends:
        stops = [bisect_right(side, end) for side in sides]
        yield range(begins[0], stops[0]), range(begins[1], stops[1])
        begins = stops
