"""Printed lines → blocks: what plain text and PDF have in common."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from align.document import Block
from align.numbering import split_number


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line, without its margins.

    Footnote marks that the format shows to be marks stand in the text as superscript digits (¹²).
    """

    text: str
    page: int = 1
    place: str = ""
    """Where it stood, for messages: `line 37`."""
    gap: bool = False
    """Clear space above it: a blank line, or more than the usual distance."""
    note: bool = False
    """Known to stand among the footnotes (by the rule above them, or their smaller type)."""


def blocks_of(lines: Sequence[Line]) -> tuple[tuple[Block, ...], tuple[Block, ...]]:
    """Return the blocks and the footnotes that printed lines make up."""
    blocks = []
    for line in lines:
        number, text = split_number(line.text)
        blocks.append(Block(text.strip(), number=number, page=line.page, place=line.place))
    return tuple(blocks), ()
