"""Anchors: pairs of sentences so surely translations of one another that a long text may be cut there.

Two sentences are an anchor when each is the other's nearest neighbour by far, and when the pair after them
is one too. Of all anchors the longest chain counts that stands in one order on both sides, so that a
moved block or a missing chapter costs its own sentences and no others (anchors by nearest neighbours as in
Bertalign, Liu & Zhu 2022; the chain by patience sorting, Schensted 1961).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from align.beads import longest_chain

Vectors = NDArray[np.float32]
Section = tuple[range, range]
"""A stretch of source sentences and the stretch of target sentences they are aligned with."""

CELLS = 400
"""Largest section left whole, source × target sentences: short ones are worked on side by side."""
MOST = 960_000
"""Largest section left whole where no anchor cuts it."""
STRIDE = 16
"""Source sentences between cuts, about: one cut, the surest, is made in each stretch of so many."""
SURE = 0.1
"""How much nearer an anchor's sentences are to one another than to the second best."""
_EXACT = 4_000
"""Sentences up to which all pairs are compared; beyond, FAISS looks into the cells around each query."""
_CELLS_SEARCHED = 16


class Anchor(NamedTuple):
    """A source sentence, a target sentence, and by how much they are nearest."""

    source: int
    target: int
    sure: float


def cut(source: Vectors, target: Vectors, section: Section) -> Iterator[Section]:
    """Yield the sections, in order, into which anchors cut one; itself when it is small.

    Args:
        source: (n, d) vectors of length one of all source sentences.
        target: (m, d) the same of all target sentences.
        section: what to cut.
    """
    rows, columns = section
    i, j = rows.start, columns.start
    if len(rows) * len(columns) > CELLS:
        found = anchors(source[rows.start : rows.stop], target[columns.start : columns.stop])
        for anchor in _surest(found):
            k, w = rows.start + anchor.source, columns.start + anchor.target
            yield from _halve((range(i, k), range(j, w)))
            i, j = k, w
    yield from _halve((range(i, rows.stop), range(j, columns.stop)))


def anchors(source: Vectors, target: Vectors) -> list[Anchor]:
    """Return the longest chain of anchors that stand in one order on both sides."""
    if max(len(source), len(target)) <= _EXACT:
        products = source @ target.T
        (there, lead), (back, lead_back) = _leading(products), _leading(np.ascontiguousarray(products.T))
    else:
        (there, lead), (back, lead_back) = _nearest(source, target), _nearest(target, source)
    mutual = [
        Anchor(i, int(j), float(min(lead[i], lead_back[j])))
        for i, j in enumerate(there)
        if back[j] == i and min(lead[i], lead_back[j]) >= SURE
    ]
    return [mutual[k] for k in longest_chain([anchor.target for anchor in mutual])]


def _surest(chain: Sequence[Anchor]) -> list[Anchor]:
    """Return for each stretch the anchor that most surely begins a bead: one comes right before it."""
    best: dict[int, Anchor] = {}
    for one, other in pairwise(chain):
        if (other.source - one.source, other.target - one.target) == (1, 1):
            pair = Anchor(other.source, other.target, min(one.sure, other.sure))
            stretch = pair.source // STRIDE
            if stretch not in best or pair.sure > best[stretch].sure:
                best[stretch] = pair
    return list(best.values())


def _halve(section: Section) -> Iterator[Section]:
    """Yield a section in pieces that fit one table; without anchors inside, any cut will do."""
    rows, columns = section
    # A long stretch without a counterpart is no trouble: only the table's size counts.
    if len(rows) * len(columns) <= MOST:
        if rows or columns:
            yield section
        return
    i, j = rows.start + len(rows) // 2, columns.start + len(columns) // 2
    yield from _halve((range(rows.start, i), range(columns.start, j)))
    yield from _halve((range(i, rows.stop), range(j, columns.stop)))


def _leading(products: Vectors) -> tuple[NDArray[np.intp], Vectors]:
    """Return the place of the greatest number in each row, and how much greater it is than the second."""
    rows, there = np.arange(len(products)), products.argmax(axis=1)
    best = products[rows, there]
    products[rows, there] = -np.inf
    # With one column only there is no second.
    second = products.max(axis=1) if products.shape[1] > 1 else np.zeros_like(best)
    products[rows, there] = best
    return there, best - second


def _nearest(queries: Vectors, vectors: Vectors) -> tuple[NDArray[np.int64], Vectors]:
    """Return, of many vectors, the nearest to each query, and how much nearer it is than the second."""
    import faiss

    width, cells = queries.shape[1], min(int(4 * len(vectors) ** 0.5), len(vectors))
    flat: Any = faiss.IndexFlatIP(width)
    index: Any = faiss.IndexIVFFlat(flat, width, cells, faiss.METRIC_INNER_PRODUCT)
    index.cp.niter = 4  # cells need not be good, only even
    index.cp.min_points_per_centroid, index.cp.max_points_per_centroid = 1, 40
    index.train(vectors)
    index.nprobe = _CELLS_SEARCHED
    index.add(vectors)
    cosines, found = index.search(queries, 2)
    # In cells with one vector only there is no second.
    second = np.where(found[:, 1] >= 0, cosines[:, 1], 0.0)
    return found[:, 0], (cosines[:, 0] - second).astype(np.float32)
