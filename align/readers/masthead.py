"""Front matter of UN documents: symbol, date, and which lines are masthead, titles or contents."""

from __future__ import annotations

from collections.abc import Iterable

from align.document import Block


def symbol_of(blocks: Iterable[Block], name: str = "") -> str:
    """Return the symbol of a document from its masthead, or from the name of its file."""
    return ""


def date_of(blocks: Iterable[Block], name: str = "") -> str:
    """Return the date of a document (ISO 8601) from its masthead."""
    return ""
