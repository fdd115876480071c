"""Running text: where a paragraph ends by its translator's choice, and not by the document's structure."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from align.document import Document, Kind
from align.paragraphs.verdict import ParagraphBead

_RUNNING: tuple[Kind, ...] = ("paragraph", "list_item")


def movable_breaks(source: Document, target: Document, beads: Sequence[ParagraphBead]) -> list[bool]:
    """Tell for each bead but the last whether the break behind it may be at another sentence on either side.

    It may between neighbours that are running text, unless the paragraph behind it bears the same number in
    both versions, or one of them is a line kept beside its translation, which says what the next one says.
    """
    ends = [-1, -1]
    movable = []
    for bead, following in pairwise(beads):
        for side, parts in enumerate((bead.source, bead.target)):
            ends[side] = max(ends[side], *parts) if parts else ends[side]
        nexts = [min(parts, default=end + 1) for parts, end in zip(_sides(following), ends, strict=True)]
        movable.append(
            nexts == [end + 1 for end in ends]
            and following.why != "number"
            and all(_is_running(source, target, each) for each in (bead, following))
            and not (bead.kept or following.kept)
        )
    return movable


def together(beads: Sequence[ParagraphBead]) -> ParagraphBead:
    """Return neighbouring beads as one, as sure as the least sure of them."""
    if len(beads) == 1:
        return beads[0]
    source, target = (tuple(part for bead in beads for part in _sides(bead)[k]) for k in (0, 1))
    weakest = min(beads, key=lambda bead: bead.score)
    return ParagraphBead(source, target, weakest.why, weakest.score)


def _sides(bead: ParagraphBead) -> tuple[tuple[int, ...], tuple[int, ...]]:
    return bead.source, bead.target


def _is_running(source: Document, target: Document, bead: ParagraphBead) -> bool:
    blocks = [source.parts[i] for i in bead.source] + [target.parts[j] for j in bead.target]
    return all(block.kind in _RUNNING for block in blocks)
