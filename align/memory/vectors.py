"""Near in meaning: one vector a unit, the sum of both its texts, in FAISS.

Translations lie close together, so that one vector answers in either language and needs half the memory of
two. A component takes one byte. Small indexes are searched whole; above `FLAT` vectors they are cut into
cells, of which a search visits a few (inverted file: Sivic & Zisserman 2003, doi:10.1109/ICCV.2003.1238663).
"""

from __future__ import annotations

from collections.abc import Iterable
from math import sqrt
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from align.embed import Embedder, Vectors
from align.files import write_whole

FLAT = 50_000
"""Most vectors that are searched whole, in 2 to 5 ms. Measured on one core, with real units: of 131,000
vectors in cells, 0.94 of the ten nearest are found in 0.5 ms; the cells are learned in 3 s. A graph (HNSW, 16
links) finds 0.98 of 50,000 in 0.3 ms, but takes 9 s to make where cells take 2, and a third more memory."""

LONGEST = 1 << 17
"""Most vectors of one index: what is in memory at once while it is made."""

_PROBES = 48
_SAMPLE = 40  # vectors a cell is learned from
_TURNS = 8  # of k-means; more move nothing


def embed_units(model: Embedder, texts: Iterable[tuple[str, str]]) -> Vectors:
    """Return (units, dim) vectors of units: of length one, the direction of the sum of both sides."""
    sources, targets = zip(*texts, strict=True)
    sums = model.encode(sources) + model.encode(targets)
    sums /= np.maximum(np.linalg.norm(sums, axis=1, keepdims=True), 1e-9)
    return sums


class UnitVectors:
    """The vectors of units, searchable."""

    def __init__(self, index: Any) -> None:
        self._index = index

    @classmethod
    def build(cls, vectors: Vectors) -> UnitVectors:
        """Index (units, dim) vectors of length one."""
        import faiss

        count, dim = vectors.shape
        byte, product = faiss.ScalarQuantizer.QT_8bit, faiss.METRIC_INNER_PRODUCT
        index: Any
        if count <= FLAT:
            index = faiss.IndexScalarQuantizer(dim, byte, product)
            index.train(vectors)
        else:
            cells = int(2 * sqrt(count))
            index = faiss.IndexIVFScalarQuantizer(faiss.IndexFlatIP(dim), dim, cells, byte, product, False)
            index.cp.niter = _TURNS
            index.train(vectors[:: max(1, count // (cells * _SAMPLE))])
            index.nprobe = _PROBES
        index.add(vectors)
        return cls(index)

    @classmethod
    def merged(cls, parts: Iterable[UnitVectors]) -> UnitVectors:
        """Join vectors; rounding a second time loses nothing that matters, embedding again takes long."""
        return cls.build(np.concatenate([part._all() for part in parts]))

    @classmethod
    def load(cls, path: Path) -> UnitVectors:
        """Read a file of `save`.

        Raises:
            RuntimeError: it is missing or damaged.
        """
        import faiss

        return cls(faiss.read_index(str(path)))

    def save(self, path: Path) -> None:
        """Write them into a file."""
        import faiss

        with write_whole(path) as file:
            file.write(faiss.serialize_index(self._index).tobytes())

    def __len__(self) -> int:
        return int(self._index.ntotal)

    def _all(self) -> Vectors:
        if hasattr(self._index, "make_direct_map"):
            self._index.make_direct_map()
        return np.asarray(self._index.reconstruct_n(0, len(self)))

    def nearest(self, vector: Vectors, count: int) -> tuple[NDArray[np.int64], Vectors]:
        """Return places and cosines of the units nearest to a vector of length one, the nearest first."""
        import faiss

        # A search is done before other threads have woken up; this holds for the calling thread alone.
        faiss.omp_set_num_threads(1)
        cosines, places = self._index.search(vector[None], min(count, len(self)))
        found = places[0] >= 0
        return places[0][found], cosines[0][found]


def in_long_runs(runs: Iterable[UnitVectors]) -> list[UnitVectors]:
    """Join runs of vectors that follow one another where the later one is not far shorter.

    So each vector is moved a few times only, however many there get to be.
    """
    found: list[UnitVectors] = []
    for new in runs:
        while found and len(found[-1]) < 2 * len(new) and len(found[-1]) + len(new) <= LONGEST:
            new = UnitVectors.merged([found.pop(), new])
        found.append(new)
    return found
