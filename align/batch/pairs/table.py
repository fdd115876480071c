"""A pairing as lines for a terminal: what `align batch --dry-run` shows."""

from __future__ import annotations

from collections.abc import Iterator

from align.batch.pairs.pairing import Pairing


def table(pairing: Pairing) -> Iterator[str]:
    """Yield the pairs with how each was found, then doubles and leftovers, then the totals."""
    raise NotImplementedError
