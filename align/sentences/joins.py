"""Joined sentences embedded as what they are: for models whose vectors do not add up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from align.beads import Array, bead_types
from align.embed import Embedder, Vectors, distinct
from align.languages import join
from align.recognise import language_of
from align.sentences.bands import Band, Tables
from align.sentences.stretches import Stretch
from align.settings import Settings


class JoinedCosines:
    """Cosines of all beads of some stretches; the model reads `max_bead` times the text."""

    def __init__(
        self, group: Sequence[Stretch], settings: Settings, embedder: Embedder, margin: int, width: int
    ) -> None:
        """Embed every run of up to `settings.max_bead` sentences of either side; the rest as for `Tables`."""
        tables = [_cosines(stretch, settings, embedder) for stretch in group]
        self._tables = [Tables([own[k] for own in tables], margin, width) for k in range(len(tables[0]))]

    def of(self, band: Band, most: int) -> Iterator[tuple[Array, Array]]:
        """Yield what `Cosines` promises."""
        types = bead_types(most)[2:]
        tables = dict(zip(types, self._tables, strict=True))
        for a, b in types:
            beside, outside = band.wide(tables[a, 1]), (band.wide(tables[1, b], above) for above in (-1, a))
            around = band.seen(beside, -1) + band.seen(beside, b) + sum(map(band.seen, outside))
            yield band.seen(band.wide(tables[a, b])), around / 4


def _cosines(stretch: Stretch, settings: Settings, embedder: Embedder) -> list[Array]:
    """Return for each type of bead without the null beads the cosines (n + 2, m + 2) of beads, by their end.

    The last row and column, which stand for all beyond the end, are zero.
    """
    most = settings.max_bead
    source = _runs(stretch.source.texts, settings.source_language, embedder, most)
    target = _runs(stretch.target.texts, settings.target_language, embedder, most)
    n, m = len(stretch.source.texts), len(stretch.target.texts)
    tables = []
    for a, b in bead_types(most)[2:]:
        table = np.zeros((n + 2, m + 2))
        if a <= len(source) and b <= len(target):
            table[a : n + 1, b : m + 1] = source[a - 1] @ target[b - 1].T
        tables.append(table)
    return tables


def _runs(texts: Sequence[str], language: str, embedder: Embedder, most: int) -> list[Vectors]:
    """Return for each length from 1 the vectors of all runs of so many sentences."""
    if not texts:
        return []
    language = language or language_of(" ".join(texts))
    lengths = range(1, min(most, len(texts)) + 1)
    runs = [[join(texts[i : i + a], language) for i in range(len(texts) + 1 - a)] for a in lengths]
    vectors = distinct(embedder, [text for row in runs for text in row])
    return np.split(vectors, np.cumsum([len(row) for row in runs])[:-1])
