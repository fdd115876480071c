"""The rough path through a section: beads of at most three sentences, by cosine with margin and by length.

What a bead is worth `kernel.rough` says; here numpy fills in all beads of a section at once, where no
compiled loop does.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from align.beads import Array, BeadType, Ints, bead_types, in_grains
from align.embed import Vectors
from align.paths import Windows
from align.sentences.anchors import Section
from align.sentences.kernel import loops
from align.sentences.kernel.rough import NULL, rough_score
from align.sentences.lattice import Lattice
from align.sentences.spans import span_norms

_MOST = 3  # larger beads look like several small ones, which is close enough to look around
_TYPES = bead_types(_MOST)
_ROOM = 100_000  # nodes of the sections whose rough paths are looked for together


def rough_paths(
    vectors: Sequence[Vectors], sizes: Sequence[Array], sections: Sequence[Section]
) -> Iterator[Ints]:
    """Yield the nodes (k, 2), counted in the whole text, of the best path through each section.

    Args:
        vectors: (n, d) and (m, d) of the sentences of both sides; those of joined sentences add up.
        sizes: bytes of the sentences before each node, (n + 1,) and (m + 1,).
        sections: in order.
    """
    norms = [span_norms([own], _MOST) for own in vectors]
    for group in _together(sections):
        lattice = Lattice([Windows.whole(len(rows), len(columns)) for rows, columns in group], _TYPES)
        scores = lattice.impossible()
        for own, section in zip(lattice.split(scores), group, strict=True):
            _fill(own, vectors, norms, sizes, section)
        for (rows, columns), path in zip(group, lattice.best_paths(scores), strict=True):
            corner = rows.start, columns.start
            yield np.cumsum([corner, *(_TYPES[step.kind] for step in path)], axis=0).astype(np.intp)


def _fill(
    scores: Array,
    vectors: Sequence[Vectors],
    norms: Sequence[Array],
    sizes: Sequence[Array],
    section: Section,
) -> None:
    """Fill in the scores (n + 1, k, width) of the beads of a section, by where they end."""
    source, target = (own[inside.start : inside.stop] for own, inside in zip(vectors, section, strict=True))
    nodes = [slice(inside.start, inside.stop + 1) for inside in section]
    lengths = [own[:, inside] for own, inside in zip(norms, nodes, strict=True)]
    here, there = (own[inside] for own, inside in zip(sizes, nodes, strict=True))
    products = (source @ target.T).astype(np.float64)
    fast = loops()
    if fast is not None:
        fast.rough_scores(scores, np.array(_TYPES), products, *lengths, here, there)
        return
    m = products.shape[1]
    cosines = _cosines(products, lengths)
    scores[1:, 0, : m + 1] = scores[:, 1, 1 : m + 1] = NULL
    for (a, b), own in cosines.items():
        total, count = _beside(own, cosines[a, 1], cosines[1, b])
        sides = here[a:] - here[:-a], there[b:] - there[:-b]
        values = rough_score(own, total, count, sides[0][:, None], sides[1])
        scores[a:, _TYPES.index((a, b)), b : m + 1] = in_grains(values)


def _cosines(products: Array, lengths: Sequence[Array]) -> Mapping[BeadType, Array]:
    """Return the cosines of the beads of each type that a section can hold, by where they begin."""
    n, m = products.shape
    sums: dict[BeadType, Array] = {}
    for a, b in bead_types(_MOST, n, m)[2:]:
        if (a, b) == (1, 1):
            sums[a, b] = products
        elif b == 1:
            sums[a, b] = sums[a - 1, 1][:-1] + products[a - 1 :]
        else:
            sums[a, b] = sums[a, b - 1][:, :-1] + sums[a, 1][:, b - 1 :]
    here, there = lengths
    return {(a, b): own / (here[a - 1, a:, None] * there[b - 1, b:]) for (a, b), own in sums.items()}


def _beside(cosines: Array, row: Array, column: Array) -> tuple[Array, Array]:
    """Return the cosines of each side with the neighbours of the other, added up, and how many these are.

    Args:
        cosines: of the beads a–b, by where they begin.
        row: those of the beads a–1.
        column: those of the beads 1–b.
    """
    height, width = cosines.shape
    a, b = len(column) + 1 - height, row.shape[1] + 1 - width
    total, count = np.zeros_like(cosines), np.zeros_like(cosines)
    for part, neighbours in (
        (np.s_[:, 1:], row[:, : width - 1]),
        (np.s_[:, : width - 1], row[:, b : b + width - 1]),
        (np.s_[1:], column[: height - 1]),
        (np.s_[: height - 1], column[a : a + height - 1]),
    ):
        total[part] += neighbours
        count[part] += 1
    return total, count


def _together(sections: Sequence[Section]) -> Iterator[Sequence[Section]]:
    """Yield the sections in groups whose rough paths are looked for together: as many as have room."""
    first = rows = width = 0
    for k, section in enumerate(sections):
        rows, width = rows + len(section[0]) + 1, max(width, len(section[1]) + 1)
        if k > first and rows * width > _ROOM:
            yield sections[first:k]
            first, rows, width = k, len(section[0]) + 1, len(section[1]) + 1
    if sections:
        yield sections[first:]
