"""Printed lines → blocks and footnotes: what plain text and PDF have in common.

    lines ──notes──▶ text without footnotes ──joining──▶ paragraphs ──marks──▶ without marks ──outline──▶ blocks

>>> lines = ["I. Introduction", "1. The Council took note of the report.1", "2. It decided to con-", "tinue.", "1 A/HRC/47/29."]
>>> blocks, notes = blocks_of([Line(line) for line in lines])
>>> [(block.kind, block.number, block.text) for block in blocks]  # doctest: +NORMALIZE_WHITESPACE
[('heading', 'I.', 'Introduction')]
"""

from __future__ import annotations

from collections.abc import Sequence

from align.document import Block
from align.readers import joining, notes, outline
from align.readers.lines import Line, house_of

__all__ = ["Line", "blocks_of"]


def blocks_of(lines: Sequence[Line]) -> tuple[tuple[Block, ...], tuple[Block, ...]]:
    """Return the blocks and the footnotes that printed lines make up; page furniture is gone before."""
    paged = len({line.page for line in lines}) > 1
    shape, house = joining.shape_of(lines), house_of(lines)
    body, footnotes = notes.part(lines, shape, house)
    numbers = frozenset(note.number for note in footnotes)
    paragraphs = joining.paragraphs_of(body, shape, house, numbers)
    blocks = outline.blocks_of(paragraphs, footnotes, shape, paged=paged)
    return blocks, tuple(note.block(paged=paged) for note in footnotes)
