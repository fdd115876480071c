"""Sentence alignment: which sentences of the translation stand for which of the original."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from align.beads import Array, BeadType, SpanProducts, bead_types, best_path, fill
from align.settings import Settings

Fence = tuple[range, range]
"""A paragraph bead: the source and the target sentences it holds."""

MARGIN = 0.3
LENGTH_POWER = 0.75
NULL_COST = 0.2


class Embedder(Protocol):
    """What the aligner needs of a model."""

    additive: bool

    def sums(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return the sum vectors (n, d)."""


@dataclass(frozen=True, slots=True)
class ScoredBead:
    """Positions of the sentences a bead links, and its confidence from 0 to 1."""

    source: tuple[int, ...]
    target: tuple[int, ...]
    score: float


def align_sentences(
    source: Sequence[str],
    target: Sequence[str],
    embedder: Embedder,
    settings: Settings,
    fences: Sequence[Fence] = (),
) -> list[ScoredBead]:
    """Return beads in order that hold each sentence of both sides exactly once, null beads too."""
    source_sums, target_sums = embedder.sums(source), embedder.sums(target)
    beads: list[ScoredBead] = []
    for rows, columns in fences or [(range(len(source)), range(len(target)))]:
        here, there = slice(rows.start, rows.stop), slice(columns.start, columns.stop)
        beads += _align(
            source_sums[here], target_sums[there], source[here], target[there], rows, columns, settings
        )
    return beads


def _align(
    source_sums: NDArray[np.float32],
    target_sums: NDArray[np.float32],
    source: Sequence[str],
    target: Sequence[str],
    rows: range,
    columns: range,
    settings: Settings,
) -> list[ScoredBead]:
    types = bead_types(settings.max_bead, len(source), len(target))
    products = SpanProducts(source_sums, target_sums)
    lengths = [_bytes(side) for side in (source, target)]
    values = [_values(products, lengths, bead_type) if all(bead_type) else -NULL_COST for bead_type in types]
    path = best_path(fill(types, values, (len(source), len(target))), types)
    beads, i, j = [], 0, 0
    for a, b in path:
        score = float(np.asarray(values[types.index((a, b))])[i, j]) if a and b else 0.2
        beads.append(
            ScoredBead(
                tuple(rows[i : i + a]), tuple(columns[j : j + b]), 1 / (1 + math.exp(-12 * (score - 0.2)))
            )
        )
        i, j = i + a, j + b
    return beads


def _values(products: SpanProducts, lengths: list[Array], bead_type: BeadType) -> Array:
    a, b = bead_type
    cosines = products.cosines(a, b)
    beside, around = products.cosines(a, 1), products.cosines(1, b)
    height, width = cosines.shape
    total, count = np.zeros_like(cosines), np.zeros_like(cosines)
    for part, neighbours in (
        (np.s_[:, 1:], beside[:, : width - 1]),
        (np.s_[:, : width - 1], beside[:, b : b + width - 1]),
        (np.s_[1:], around[: height - 1]),
        (np.s_[: height - 1], around[a : a + height - 1]),
    ):
        total[part] += neighbours
        count[part] += 1
    margin = cosines - MARGIN * total / np.maximum(count, 1)
    here, there = (x[size:] - x[:-size] for x, size in zip(lengths, (a, b), strict=True))
    shorter, longer = np.minimum(here[:, None], there), np.maximum(here[:, None], there)
    return margin * np.log2(1 + shorter / np.maximum(longer, 1)) ** LENGTH_POWER


def _bytes(texts: Sequence[str]) -> Array:
    return np.concatenate([[0.0], np.cumsum([len(text.encode()) for text in texts])])
