"""What a batch gives to a translation memory: every aligned pair, once."""

from __future__ import annotations

from align.batch.config import BatchSettings
from align.batch.ledger import Ledger


def remember(ledger: Ledger, settings: BatchSettings) -> None:
    """Add the pairs that the memory does not hold as they are now."""
    raise NotImplementedError
