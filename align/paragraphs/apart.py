"""Blocks cut at the numbers inside them, where the other version prints their items apart.

A treaty in one language has a paragraph with (a) to (l) in one piece, in the other a paragraph for each.
Where blocks were joined or left alone, all are cut at their inner numbers and matched piece by piece. Pieces
of one block that then answer to pieces of one block grow together again: a cut stays only where the other
version has one too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import NamedTuple

from align.document import Block, Document, Kind, NoteMark
from align.embed import Embedder
from align.paragraphs.backbone import backbone
from align.paragraphs.evidence import Link
from align.paragraphs.inner_numbers import inner_numbers
from align.paragraphs.leftovers import with_those_beside
from align.paragraphs.sides import Sides, sides
from align.paragraphs.verdict import ParagraphBead, in_order, judged

_DIVISIBLE: tuple[Kind, ...] = ("paragraph", "list_item", "heading", "title")
"""Kinds that may hold a list; what readers take for a heading or title may be a short paragraph."""


def apart(
    source: Document, target: Document, beads: Sequence[ParagraphBead], embedder: Embedder
) -> tuple[Document, Document, list[ParagraphBead]]:
    """Return both documents with blocks cut where the other has their items apart, and beads of all blocks.

    Args:
        source: as it was read.
        target: the same.
        beads: what `match` returned for them.
        embedder: the model.
    """
    regions = _regions(source, target, beads)
    changes = [change for region in regions if (change := _change(source, target, region, embedder))]
    if not changes:
        return source, target, list(beads)
    one, rows = _rebuilt(source, [(change.region.rows, change.source) for change in changes])
    other, columns = _rebuilt(target, [(change.region.columns, change.target) for change in changes])
    gone = {bead for change in changes for bead in change.region.beads}
    made = [
        replace(b, source=tuple(rows[i] for i in b.source), target=tuple(columns[j] for j in b.target))
        for b in beads
        if b not in gone
    ]
    for change in changes:
        i, j = rows[change.region.rows.start], columns[change.region.columns.start]
        made += [
            replace(b, source=tuple(i + k for k in b.source), target=tuple(j + k for k in b.target))
            for b in change.beads
        ]
    return one, other, in_order(made)


class _Region(NamedTuple):
    """Neighbouring beads in which items may run together, and the blocks they hold."""

    rows: range
    columns: range
    beads: Sequence[ParagraphBead]


class _Change(NamedTuple):
    """What comes in the place of a region: the blocks of both sides, and their beads, counted from 0."""

    region: _Region
    source: Sequence[Block]
    target: Sequence[Block]
    beads: Sequence[ParagraphBead]


def _regions(source: Document, target: Document, beads: Sequence[ParagraphBead]) -> Iterator[_Region]:
    """Yield the runs of joined and lone blocks, and of pairs beside them, in which a block holds numbers."""
    loose = [not bead.source or not bead.target or len(bead.source) + len(bead.target) > 2 for bead in beads]
    holds = [
        any(loose[max(k - 1, 0) : k + 2]) and _holds_numbers(bead, source, target)
        for k, bead in enumerate(beads)
    ]
    for chosen, run in groupby(range(len(beads)), key=lambda k: loose[k] or holds[k]):
        places = list(run)
        if not chosen or not any(holds[k] for k in places):
            continue
        own = [beads[k] for k in places]
        rows, columns = _whole(i for b in own for i in b.source), _whole(j for b in own for j in b.target)
        if rows and columns and rows.stop <= len(source.blocks) and columns.stop <= len(target.blocks):
            yield _Region(rows, columns, own)


def _holds_numbers(bead: ParagraphBead, source: Document, target: Document) -> bool:
    blocks = [source.parts[i] for i in bead.source] + [target.parts[j] for j in bead.target]
    return any(inner_numbers(b.text, b.number) for b in blocks if b.kind in _DIVISIBLE)


def _whole(indices: Iterable[int]) -> range:
    """Return the range that the indices make up, an empty one where they have a hole."""
    found = sorted(indices)
    whole = range(found[0], found[-1] + 1) if found else range(0)
    return whole if len(whole) == len(found) else range(0)


def _change(source: Document, target: Document, region: _Region, embedder: Embedder) -> _Change | None:
    """Match a region piece by piece; None where that changes nothing, or leaves more without partner."""
    here, there = source.blocks[_slice(region.rows)], target.blocks[_slice(region.columns)]
    pieces = _pieces(here), _pieces(there)
    both = _sides([_joined(here, [p]) for p in pieces[0]], [_joined(there, [p]) for p in pieces[1]], embedder)
    path = backbone(both, slice(0, len(both.source)), slice(0, len(both.target)))
    groups = list(_grown_together(in_order(with_those_beside(path, both)), pieces))
    one, rows = _blocks(here, pieces[0], [group.source for group in groups])
    other, columns = _blocks(there, pieces[1], [group.target for group in groups])
    if (len(one), len(other)) == (len(here), len(there)):
        return None
    links = [Link(i, j, g.trust) for i, j, g in zip(rows, columns, groups, strict=True)]
    beads = judged(links, _sides(one, other, embedder))
    lost = _alone(region.beads, source.blocks, target.blocks)
    return _Change(region, one, other, beads) if _alone(beads, one, other) <= lost else None


def _sides(source: Iterable[Block], target: Iterable[Block], embedder: Embedder) -> Sides:
    return sides(Document("", tuple(source)), Document("", tuple(target)), embedder)


def _alone(beads: Iterable[ParagraphBead], source: Sequence[Block], target: Sequence[Block]) -> int:
    """Return how many characters have no partner."""
    lone = [bead for bead in beads if not bead.source or not bead.target]
    blocks = [source[i] for b in lone for i in b.source] + [target[j] for b in lone for j in b.target]
    return sum(len(block.text) for block in blocks)


class _Piece(NamedTuple):
    """A stretch of a block that begins at one of its numbers."""

    block: int
    start: int
    end: int
    until: int
    """Where the text of the next piece begins: note marks before it belong to this one."""
    number: str
    kind: Kind


def _pieces(blocks: Sequence[Block]) -> list[_Piece]:
    found = []
    for index, block in enumerate(blocks):
        marks = inner_numbers(block.text, block.number) if block.kind in _DIVISIBLE else []
        heads = [(0, block.number, block.kind)] if not marks or marks[0].start else []
        heads += [(m.end, m.number, "list_item" if m.number[0] in "(（" else "paragraph") for m in marks]
        ends = [mark.start for mark in marks if mark.start] + [len(block.text)]
        starts = [start for start, _, _ in heads[1:]] + [len(block.text)]
        for (start, number, kind), end, until in zip(heads, ends, starts, strict=True):
            found.append(_Piece(index, start, end, until, number, kind))
    return found


def _grown_together(links: Iterable[Link], pieces: tuple[list[_Piece], list[_Piece]]) -> Iterator[Link]:
    """Yield links in order, those made one between which neither version begins a new block."""
    group: Link | None = None
    waiting: list[Link] = []  # pieces without partner: they grow into what surrounds them
    for link in links:
        if link.is_null:
            waiting.append(link)
        elif group and all(
            pieces[k][group.side(k)[-1]].block == pieces[k][link.side(k)[0]].block for k in (0, 1)
        ):
            group = _together([group, *waiting, link])
            waiting = []
        else:
            yield from [group] if group else []
            yield from _lone(waiting, pieces)
            group, waiting = link, []
    yield from [group] if group else []
    yield from _lone(waiting, pieces)


def _lone(links: Iterable[Link], pieces: tuple[list[_Piece], list[_Piece]]) -> Iterator[Link]:
    """Yield links without partner, those of one block made one."""

    def owner(link: Link) -> tuple[int, int]:
        side = 0 if link.source else 1
        return side, pieces[side][link.side(side)[0]].block

    for _, run in groupby(links, key=owner):
        yield _together(list(run))


def _together(links: Sequence[Link]) -> Link:
    source, target = (tuple(sorted(i for link in links for i in link.side(k))) for k in (0, 1))
    return Link(source, target, links[0].trust)


def _blocks(
    blocks: Sequence[Block], pieces: Sequence[_Piece], groups: Sequence[tuple[int, ...]]
) -> tuple[list[Block], list[tuple[int, ...]]]:
    """Return the blocks that groups of pieces make up, and which of them each group has."""
    made: list[Block] = []
    places: list[tuple[int, ...]] = [()] * len(groups)
    for k in sorted((k for k, group in enumerate(groups) if group), key=lambda k: groups[k]):
        runs = [
            list(run) for _, run in groupby((pieces[i] for i in groups[k]), key=lambda piece: piece.block)
        ]
        places[k] = tuple(range(len(made), len(made) + len(runs)))
        made += [_joined(blocks, run) for run in runs]
    return made, places


def _joined(blocks: Sequence[Block], pieces: Sequence[_Piece]) -> Block:
    """Return neighbouring pieces of a block as a block of its own."""
    first, last = pieces[0], pieces[-1]
    block = blocks[first.block]
    text = block.text[first.start : last.end]
    begin = first.start + len(text) - len(text.lstrip())
    text = text.strip()
    notes = [
        mark for mark in block.notes if first.start < mark.offset <= last.until or mark.offset == begin == 0
    ]
    return replace(
        block,
        text=text or first.number,  # a number that stands alone is its own text, as readers have it
        number=first.number,
        kind=first.kind,
        notes=tuple(NoteMark(m.number, min(max(m.offset - begin, 0), len(text))) for m in notes),
    )


def _rebuilt(
    document: Document, changes: Iterable[tuple[range, Sequence[Block]]]
) -> tuple[Document, dict[int, int]]:
    """Return a document with some blocks replaced, and where each part is that stays or began a change."""
    blocks: list[Block] = []
    places: dict[int, int] = {}
    old = 0
    for chosen, new in [
        *sorted(changes, key=lambda change: change[0].start),
        (range(len(document.blocks), 0), ()),
    ]:
        for part in range(old, chosen.start):
            places[part] = len(blocks)
            blocks.append(document.blocks[part])
        places[chosen.start] = len(blocks)
        blocks += new
        old = chosen.stop
    for k in range(len(document.footnotes)):
        places[len(document.blocks) + k] = len(blocks) + k
    return replace(document, blocks=tuple(blocks)), places


def _slice(chosen: range) -> slice:
    return slice(chosen.start, chosen.stop)
