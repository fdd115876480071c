"""The skeleton of a document: what its blocks are, which numbers they bear, and below which they stand.

Both versions of a document share their skeleton, more or less. Here it becomes evidence between -1 and 1
for each pair of blocks; evidence.py weighs it against what the texts say. A number counts by how rare it is:
the only Article 9 of both versions is nearly proof, one of twenty (a) hardly anything, but the (a) below
paragraph 12 is again the only one.

>>> one = [Block("Introduction", kind="heading", number="II."), Block("It met.", number="1.")]
>>> other = [Block("导言", kind="heading", number="二、"), Block("委员会开会。", number="1.")]
>>> source, target = skeletons(one, other)
>>> numbers(source, target).round(1).tolist()
[[1.0, -0.5], [-0.5, 1.0]]
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, replace
from typing import get_args

import numpy as np
from numpy.typing import NDArray

from align.beads import Array
from align.document import Block, Kind
from align.numbering import Key, key_of

Codes = NDArray[np.int64]

NONE = -1
"""Code of what a block does not have."""

_KINDS: tuple[Kind, ...] = get_args(Kind)

NOTE = _KINDS.index("footnote")
HEADS = frozenset(_KINDS.index(kind) for kind in ("heading", "title", "annex", "masthead"))
"""Codes of kinds that say little, and the same in many places."""

# Kinds that readers take for one another, and how much that speaks against a pair; all other pairs of unlike
# kinds cost 1. Formats tell some apart badly (a list item without its bullet is a paragraph), but a line of
# the contents repeats a heading word for word and a footnote is never anything else: those must not mix.
_CONFUSED: tuple[tuple[Kind, Kind, float], ...] = (
    ("paragraph", "list_item", 0.15),
    ("heading", "annex", 0.15),
    ("heading", "title", 0.15),
    ("title", "masthead", 0.15),
    ("annex", "title", 0.4),
    ("heading", "paragraph", 0.4),
    ("heading", "list_item", 0.4),
    ("annex", "paragraph", 0.4),
    ("title", "paragraph", 0.4),
    ("masthead", "heading", 0.4),
    ("masthead", "paragraph", 0.4),
    ("masthead", "contents", 0.4),
    ("table_cell", "paragraph", 0.4),
    ("table_cell", "list_item", 0.4),
)

_ALIEN = -0.4
"""What a kind that only one of the readers knows says against a pair, at most."""

# Kinds whose neighbours may be one block on the other side only if they are of the same kind; all others mix,
# for a heading over two lines may be read as a heading and a paragraph.
_APART: tuple[Kind, ...] = ("contents", "table_cell", "footnote")

# Kinds that are one line or cell each.
_LINES: tuple[Kind, ...] = ("masthead", "contents", "table_cell")

# Who stands below whom among numbered blocks; the smaller rank is the parent.
_RANKS = {"part": 1.0, "chapter": 2.0, "section": 3.0, "goal": 3.0, "article": 5.0}


@dataclass(frozen=True, slots=True)
class Skeleton:
    """The structure of n blocks as codes; two blocks share what has the same code.

    Made for two documents together, so that codes of one can be compared with codes of the other.
    """

    kind: Codes
    alien: NDArray[np.bool_]
    """True for a kind that no block of the other version has."""
    level: Codes
    number: Codes
    """Code of the number, whatever language printed it."""
    place: Codes
    """Code of the number together with the number above it; of (a) below 12., say."""
    value: Codes
    """Code of the bare value, for 一、 on one side and 1. on the other."""
    parent: Codes
    """Code of the number above, on numbered and unnumbered blocks."""
    row: Codes
    """Code of the row of its table in which a cell stands."""

    def part(self, chosen: slice | Sequence[int]) -> Skeleton:
        """Return the skeleton of some of the blocks."""
        return Skeleton(*(getattr(self, name)[chosen] for name in self.__slots__))

    @property
    def lines(self) -> NDArray[np.bool_]:
        """Tell which blocks (n,) are lines or cells of their own."""
        return np.isin(self.kind, [_KINDS.index(kind) for kind in _LINES])

    @property
    def joins(self) -> NDArray[np.bool_]:
        """Tell for each two neighbours (n - 1) whether they may be one block on the other side."""
        apart = [_KINDS.index(kind) for kind in _APART]
        # Cells of two rows of one table never are one cell.
        same: NDArray[np.bool_] = (self.kind[1:] == self.kind[:-1]) & (self.row[1:] == self.row[:-1])
        return same | ~(np.isin(self.kind[1:], apart) | np.isin(self.kind[:-1], apart))


def skeletons(source: Sequence[Block], target: Sequence[Block]) -> tuple[Skeleton, Skeleton]:
    """Return the skeletons of two versions, in common codes."""
    codes: dict[Hashable, int] = {}
    # The identity that a format gives is worth nothing beside a format that gives none.
    keyed = all(any(block.key for block in blocks) for blocks in (source, target))
    one, other = _skeleton(source, codes, keyed=keyed), _skeleton(target, codes, keyed=keyed)
    return (
        replace(one, alien=~np.isin(one.kind, other.kind)),
        replace(other, alien=~np.isin(other.kind, one.kind)),
    )


def numbers(source: Skeleton, target: Skeleton) -> Array:
    """Return for each pair of blocks (n, m) how their numbers speak for it: 1 the same, -0.5 others."""
    evidence = np.zeros((len(source.number), len(target.number)))
    both = (source.number[:, None] != NONE) & (target.number != NONE)
    evidence[both] = -0.5
    for share, one, other in (
        (0.5, source.value, target.value),
        (1.0, source.number, target.number),
        (1.0, source.place, target.place),
    ):
        same = (one[:, None] == other) & (other != NONE) & both
        rarity = share / np.maximum(_counts(one)[:, None], _counts(other))
        evidence[same] = np.maximum(np.maximum(evidence, 0.0), rarity)[same]
    neither = (source.number[:, None] == NONE) & (target.number == NONE)
    known = neither & (source.parent[:, None] != NONE) & (target.parent != NONE)
    evidence[known] = np.where(source.parent[:, None] == target.parent, 0.1, -0.2)[known]
    return evidence


def agreement(source: Skeleton, target: Skeleton, i: int, j: int) -> float:
    """Return how far the numbers of blocks i and j agree: 1 in place too, 0.5 alone, -0.5 not, 0 unknown."""
    if source.number[i] == NONE or target.number[j] == NONE:
        return 0.0
    if source.place[i] == target.place[j]:
        return 1.0
    return 0.5 if source.value[i] == target.value[j] != NONE else -0.5


def kinds(source: Skeleton, target: Skeleton) -> Array:
    """Return for each pair of blocks (n, m) how their kinds and levels object: 0 not, -1 utterly.

    Where one version has no block of a kind at all, its reader did not know it, and it says less.
    """
    evidence = _kind_table()[source.kind[:, None], target.kind]
    np.maximum(evidence, _ALIEN, out=evidence, where=source.alien[:, None] | target.alien)
    known = (source.level[:, None] > 0) & (target.level > 0)
    return evidence - np.where(known, 0.1 * np.minimum(np.abs(source.level[:, None] - target.level), 3), 0.0)


def _skeleton(blocks: Sequence[Block], codes: dict[Hashable, int], *, keyed: bool) -> Skeleton:
    keys = [key_of(block.number) for block in blocks]
    parents = _parents(blocks, keys)
    identities = [(keyed and block.key) or key for block, key in zip(blocks, keys, strict=True)]

    def coded(name: str, things: Sequence[Hashable]) -> Codes:
        return np.array(
            [NONE if t is None else codes.setdefault((name, t), len(codes)) for t in things], np.int64
        )

    return Skeleton(
        kind=np.array([_KINDS.index(block.kind) for block in blocks], np.int64),
        alien=np.zeros(len(blocks), np.bool_),
        level=np.array([block.level for block in blocks], np.int64),
        number=coded("number", identities),
        place=coded(
            "place", [None if i is None else (p, i) for i, p in zip(identities, parents, strict=True)]
        ),
        value=coded("value", [key and key.values for key in keys]),
        parent=coded("number", parents),
        row=coded(
            "row",
            [block.place.partition(" cell ")[0] if " row " in block.place else None for block in blocks],
        ),
    )


def _parents(blocks: Sequence[Block], keys: Sequence[Key | None]) -> list[Key | None]:
    """Return the number below which each block stands.

    A heading ends what stood below its elders even where it bears no number itself.
    """
    above: list[tuple[float, Key]] = []
    parents: list[Key | None] = []
    for block, key in zip(blocks, keys, strict=True):
        rank = _rank(block, key)
        while above and above[-1][0] >= rank:
            above.pop()
        parents.append(above[-1][1] if above else None)
        if key is not None:
            above.append((rank, key))
    return parents


def _rank(block: Block, key: Key | None) -> float:
    if block.kind in ("annex", "title"):
        return 0.0
    if key and key.name in _RANKS:
        return _RANKS[key.name]
    if block.kind == "heading":
        return 4.0 + block.level / 10
    if block.kind == "list_item":
        return 8.0 + block.level / 10
    if key is None:
        return 9.0
    return 7.0 + len(key.values) / 10 if key.style in ("arabic", "decimal") else 8.0


def _counts(codes: Codes) -> Array:
    """Return how often each block's code occurs among all."""
    _, where, counts = np.unique(codes, return_inverse=True, return_counts=True)
    return counts[where].astype(np.float64)


def _kind_table() -> Array:
    table = np.eye(len(_KINDS)) - 1.0
    for one, other, cost in _CONFUSED:
        i, j = _KINDS.index(one), _KINDS.index(other)
        table[i, j] = table[j, i] = -cost
    return table
