"""Printed lines → blocks and footnotes: plain text, whichever way its lines were cut.

    lines ──notes, tables──▶ lines of text ──wrapping, joining──▶ paragraphs ──marks, outline──▶ blocks

>>> text = ["I. Aid", "1. The Council heard of the aid that¹", "¹ See A/HRC/47/29.", "neighbours give."]
>>> text.append("2. It ended.")
>>> blocks, notes = blocks_of([Line(line, gap=True) for line in text])
>>> [(block.kind, block.number, block.text) for block in blocks][:2]
[('heading', 'I.', 'Aid'), ('paragraph', '1.', 'The Council heard of the aid that neighbours give.')]
>>> blocks[1].notes, notes[0].text
((NoteMark(number='1', offset=33),), 'See A/HRC/47/29.')
"""

from __future__ import annotations

from collections.abc import Sequence

from align.document import Block
from align.readers.printed import joining, notes, outline, tables
from align.readers.printed.lines import Line, house_of
from align.readers.printed.wrapping import shape_of

__all__ = ["Line", "blocks_of"]


def blocks_of(lines: Sequence[Line]) -> tuple[tuple[Block, ...], tuple[Block, ...]]:
    """Return the blocks and the footnotes that printed lines make up; page furniture is gone before."""
    paged = len({line.page for line in lines}) > 1
    shape, house = shape_of(lines), house_of(lines)
    body, footnotes = notes.part(lines, shape, house)
    numbers = frozenset(note.number for note in footnotes)
    cells = list(tables.parted(body, house, spaced=shape != "rows"))
    paragraphs = joining.paragraphs_of(cells, shape, house, numbers)
    blocks = outline.blocks_of(paragraphs, footnotes, shape, paged=paged)
    return blocks, tuple(note.block(paged=paged) for note in footnotes)
