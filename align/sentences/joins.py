"""Joined sentences embedded as what they are: for models whose vectors do not add up."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from align.beads import Array, Ints
from align.embed import Embedder, Vectors, distinct
from align.languages import join
from align.recognise import language_of
from align.sentences.stretches import Stretch
from align.settings import Settings


class JoinedCosines:
    """Cosines of all beads of a stretch; the model reads `max_bead` times the text."""

    def __init__(self, stretch: Stretch, settings: Settings, embedder: Embedder) -> None:
        """Embed every run of up to `settings.max_bead` sentences of either side."""
        most = settings.max_bead
        source = _runs(stretch.source.texts, settings.source_language, embedder, most)
        target = _runs(stretch.target.texts, settings.target_language, embedder, most)
        n, m = len(stretch.source.texts), len(stretch.target.texts)
        self._table = np.zeros((most + 1, most + 1, n + 1, m + 1), np.float32)
        for a, one in enumerate(source, 1):
            for b, other in enumerate(target[: most + 1 - a], 1):
                self._table[a, b, : len(one), : len(other)] = one @ other.T

    def at(self, begin: Ints, end: Ints, left: Ints, right: Ints) -> Array:
        """Return the cosines of beads, cut off at the ends of the text; 0 where a side is empty."""
        _, _, n, m = (size - 1 for size in self._table.shape)
        begin, left = np.maximum(begin, 0), np.maximum(left, 0)
        end, right = np.minimum(end, n), np.minimum(right, m)
        cosines: Array = self._table[end - begin, right - left, begin, left].astype(np.float64)
        return cosines


def _runs(texts: Sequence[str], language: str, embedder: Embedder, most: int) -> list[Vectors]:
    """Return for each length from 1 the vectors of all runs of so many sentences."""
    if not texts:
        return []
    language = language or language_of(" ".join(texts))
    lengths = range(1, min(most, len(texts)) + 1)
    runs = [[join(texts[i : i + a], language) for i in range(len(texts) + 1 - a)] for a in lengths]
    vectors = distinct(embedder, [text for row in runs for text in row])
    return np.split(vectors, np.cumsum([len(row) for row in runs])[:-1])
