"""Quotation marks with which sentences begin and end: there somebody begins or ends to speak."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from align.beads import Array
from align.sentences.spans import QUOTES


def shared_quotes(source: Sequence[str], target: Sequence[str]) -> Array:
    """Return how many quotations (n + 1, m + 1) both sides begin or end after so many sentences."""
    counts: Array = _quoted(source) @ _quoted(target).T
    return counts


def _quoted(texts: Sequence[str]) -> Array:
    """Return whether a quotation begins behind, and whether one ends before each node, (n + 1, 2)."""
    begins = [text.lstrip()[:1] in QUOTES for text in texts]
    ends = [text.rstrip()[-1:] in QUOTES for text in texts]
    return np.array([[*begins, False], [False, *ends]], np.float64).T
