"""Both versions, block by block, as the matcher sees them: vectors, sizes, nearest neighbours, skeletons."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from align import embed
from align.beads import Array
from align.document import Block, Document
from align.embed import Embedder, Vectors, unit_vectors
from align.paragraphs.kept import kept_lines
from align.paragraphs.skeleton import NONE, Codes, Skeleton, skeletons
from align.text import HAN

Flags = NDArray[np.bool_]

NEIGHBOURS = 4
"""Blocks beside the nearest that make up the background of a block."""
USUAL_BACKGROUND = 0.25
"""Background where a document is too short to show its own; counts as one neighbour."""

LONG = 40
"""Bytes from which on a text shows how much longer one language is than the other."""

_SLICE = 4_000_000
"""Cosines held at once while neighbours are looked for."""


@dataclass(frozen=True, slots=True)
class BlockSide:
    """What the matcher knows of n blocks of one version."""

    sums: Vectors
    """(n, d): vectors that add up when blocks are joined; zeros for a block without text."""
    size: Array
    """(n,): bytes; those of the target multiplied so that translations are as long as their originals."""
    nearest: Codes
    """(n,): the nearest block of the other version."""
    cosine: Array
    """(n,): cosine with it."""
    background: Array
    """(n,): mean cosine with the next nearest."""
    floor: Array
    """(n,): cosine below which it has no translation; -1 where that cannot be said: of short
    texts, and of all where a language is not known."""
    host: Codes
    """(n,): bead of the block a footnote hangs on, or NONE."""
    wordless: Flags
    """(n,): nothing but digits and marks, such as the pages in a table of contents."""
    kept: Flags
    """(n,): in the language of the other version: a line kept beside or instead of its translation."""
    unread: Flags
    """(n,): the model does not know the language of one of the sides, and sees no more than words alike."""
    skeleton: Skeleton

    def __len__(self) -> int:
        return len(self.size)

    def part(self, chosen: slice | Sequence[int]) -> BlockSide:
        """Return what is known of some of the blocks."""
        names = [field.name for field in fields(self) if field.name != "skeleton"]
        arrays = {name: getattr(self, name)[chosen] for name in names}
        return replace(self, **arrays, skeleton=self.skeleton.part(chosen))


class Sides(NamedTuple):
    """Both versions, each measured against the other."""

    source: BlockSide
    target: BlockSide

    @property
    def unread(self) -> bool:
        """Whether the model does not know the language of one of them."""
        return any(side.unread.any() for side in self)


def sides(source: Document, target: Document, embedder: Embedder) -> Sides:
    """Measure the parts of two versions against each other: blocks against blocks, notes against notes."""
    parts = source.parts, target.parts
    texts = [[_telling(block) for block in blocks] for blocks in parts]
    sums = [embed.sums(embedder, side) for side in texts]
    bodies = len(source.blocks), len(target.blocks)
    near = _near(sums[0], sums[1], *bodies), _near(sums[1], sums[0], *reversed(bodies))
    bones = skeletons(*parts)
    # Notes cite works in their own language, and there no translation stands beside them.
    blocks = [side[:body] for side, body in zip(texts, bodies, strict=True)]
    kept = kept_lines(blocks[0], blocks[1], (source.language, target.language))
    known = all(embed.knows(embedder, document.language) for document in (source, target))
    made = []
    for k, side in enumerate(texts):
        size = np.array([len(text.encode()) for text in side], np.float64)
        host = np.full(len(side), NONE)
        wordless = np.array([not _LETTER.search(text) for text in side], np.bool_)
        floor = np.full(len(side), -1.0)
        held = np.append(kept[k], np.zeros(len(side) - bodies[k], np.bool_))
        unread = np.full(len(side), not known)
        made.append(BlockSide(sums[k], size, *near[k][:3], floor, host, wordless, held, unread, bones[k]))
    return _in_proportion(Sides(*made))


def _near(here: Vectors, there: Vectors, body: int, other_body: int) -> Near:
    """Return nearest neighbours: of blocks among the blocks, of notes among all parts.

    A sentence that one version puts into a note and the other into the text would else make its own
    paragraph look like nothing special. A note, though, is told from everything.
    """
    blocks, notes = nearest(here[:body], there[:other_body]), nearest(here[body:], there)
    return Near(*(np.concatenate(pair) for pair in zip(blocks, notes, strict=True)))


def _telling(block: Block) -> str:
    """Return what a block says: no spaces in 大 会, no leaders and page in a line of the contents."""
    text = _LETTER_SPACING.sub("", block.text)
    return _LEADERS_AND_PAGE.sub("", text) if block.kind == "contents" else text


def _in_proportion(both: Sides) -> Sides:
    """Learn from mutual nearest neighbours how long one language is in the other, and how close they lie."""
    source, target = both
    if not len(source) or not len(target):
        return both
    mutual = target.nearest[source.nearest] == np.arange(len(source))
    long = mutual & (source.size > LONG) & (target.size[source.nearest] > LONG)
    ratios = np.log(source.size[long] / target.size[source.nearest[long]])
    # As if two pairs had been seen, of equal lengths and without likeness.
    ratio = np.exp(np.median(np.append(ratios, [0.0, 0.0])))
    if both.unread:  # neighbours are near by chance there
        ratio = max(source.size.sum(), 1) / max(target.size.sum(), 1)
    floor = np.median(np.append(source.cosine[long], [0.0, 0.0])) / 2
    return Sides(
        replace(source, floor=_floor(source, floor)),
        replace(target, floor=_floor(target, floor), size=target.size * ratio),
    )


def _floor(side: BlockSide, floor: float) -> Array:
    return np.where((side.size > LONG) & ~side.unread, floor, -1.0)


class Near(NamedTuple):
    """The nearest neighbour of each of n texts in the other language."""

    place: Codes
    cosine: Array
    background: Array
    """Mean cosine with the next few."""
    second: Array
    """Cosine with the next one; -1 where there is none."""


def nearest(here: Vectors, there: Vectors) -> Near:
    """Find the nearest neighbours of vectors (n, d) among vectors (m, d), a slice at a time."""
    here, there = unit_vectors(here), unit_vectors(there)
    near = Near(
        np.zeros(len(here), np.int64),
        np.zeros(len(here)),
        np.full(len(here), USUAL_BACKGROUND),
        np.full(len(here), -1.0),
    )
    if not len(there):
        return near
    others = min(NEIGHBOURS, len(there) - 1)
    step = max(1, _SLICE // len(there))
    for start in range(0, len(here), step):
        rows = slice(start, start + step)
        cosines = here[rows] @ there.T
        near.place[rows] = cosines.argmax(axis=1)
        best = -np.sort(np.partition(-cosines, others, axis=1)[:, : others + 1], axis=1)
        near.cosine[rows] = best[:, 0]
        near.background[rows] = (best[:, 1:].sum(axis=1) + USUAL_BACKGROUND) / (others + 1)
        if others:
            near.second[rows] = best[:, 1]
    return near


_LETTER_SPACING = re.compile(rf"(?<=[{HAN}])\s+(?=[{HAN}])")
_LEADERS_AND_PAGE = re.compile(r"(?<=\w)[\s.…·]+\d+$")
_LETTER = re.compile(r"[^\W\d_]")
