"""What speaks for a bead of blocks: texts, skeleton, lengths; summed into one score.

Three witnesses are heard for each pair of blocks. The texts: how much closer the two vectors lie than the
nearest other blocks do (a margin, since in one report everything is about the same matter); between blocks
without words only equal figures count, for pages in the contents and sums in tables differ. The skeleton:
numbers, what stands above, kinds. And how long both are. All weights are in cosines, so that a number, say,
is worth as much as NUMBERS of cosine.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from align.beads import IMPOSSIBLE, NULLS, Array, BeadType, SpanProducts
from align.paragraphs.sides import BlockSide, Flags, Sides
from align.paragraphs.skeleton import NONE, kinds, numbers

MERGED = 6
"""Most blocks of one side that one block of the other may hold.

Several of both sides never make a bead: where only the cut between two paragraphs moved, the sentences lose
little, and where two paragraphs changed places, joining them would hide it.
"""

TYPES: tuple[BeadType, ...] = (
    *NULLS,
    (1, 1),
    *((1, b) for b in range(2, MERGED + 1)),
    *((a, 1) for a in range(2, MERGED + 1)),
)

NUMBERS = 0.2
"""The same number on both sides, where numbers are to be trusted."""
BLIND_NUMBERS, BLIND_JOIN = 1.5, 0.25
"""The same, and each block joined to another, where the model does not know a language: it sees no more than
a name here and there, and numbers go first."""
HOSTS = 0.15
"""Two footnotes that hang on blocks of one bead; less where on two."""
KINDS = 0.3
"""Two kinds that never are one."""
LENGTH = 0.15
"""A side e times as long as the other."""
SHORT = 10
"""Bytes by which the lengths of short texts may differ without saying much."""
JOIN = 0.08
"""Each block beyond one a side; without it, joined blocks win for being longer."""
LINE = 0.12
"""Each such block that is a line or a cell of its own: of masthead, contents or table."""
NUMBERED = 0.04
"""Each such block that bears a number of its own, where numbers are to be trusted."""
MASS = 0.25
"""By how much each such block, if as long as the others, makes the texts count for more."""
SPOIL = 0.5
"""Joined texts that are less alike than two of their blocks: some of the blocks do not belong."""
DOUBT = 3.0
"""Each bit by which long texts are farther apart than translations in these documents ever are."""
NULL = 0.06
"""A block without partner; two of them cost what an ill-matched pair does."""

KEPT = 0.25
"""What remains of what the texts say where both are in one language: a line kept untranslated is no
translation, though nothing is more like its original."""

SURE = 0.15
"""What the texts say for a pair that hardly ever is together by chance."""


class Link(NamedTuple):
    """A bead of blocks, before it is judged: neighbours on each side."""

    source: tuple[int, ...]
    target: tuple[int, ...]
    trust: float = 0.0
    """How far numbers are to be believed where it stands, 0 to 1."""

    @property
    def is_null(self) -> bool:
        """True where one side has no partner."""
        return not self.source or not self.target

    def side(self, side: int) -> tuple[int, ...]:
        """Return the blocks of one side: 0 the source, 1 the target."""
        return self.target if side else self.source

    @property
    def is_single(self) -> bool:
        """True for one block on each side."""
        return len(self.source) == len(self.target) == 1


def contents(links: Sequence[Link], both: Sides, *, kept: float = KEPT) -> Array:
    """Return for each link (k,) how much closer its texts lie than their backgrounds; 0 for null links.

    Of two texts in one language, `kept` of it is believed.
    """
    one, other = _joined(links, both)
    alike, norms = _cosines(one, other)
    margin = np.where(norms > 0, alike - (one.background + other.background) / 2, 0.0)
    margin = np.where(one.kept ^ other.kept, kept * margin, margin)
    return np.where(one.wordless & other.wordless, np.maximum(margin, 0.0), margin)


def cosines(links: Sequence[Link], both: Sides) -> Array:
    """Return for each link (k,) how close its texts lie, whatever else is near them; 0 for null links."""
    return _cosines(*_joined(links, both))[0]


def _joined(links: Sequence[Link], both: Sides) -> tuple[_Joined, _Joined]:
    one, other = (_Joined.of(side, [link.side(k) for link in links]) for k, side in enumerate(both))
    return one, other


def _cosines(one: _Joined, other: _Joined) -> tuple[Array, Array]:
    """Return the cosines (k,) of groups of blocks, and the norms they were divided by."""
    norms = np.linalg.norm(one.sums, axis=1) * np.linalg.norm(other.sums, axis=1)
    return (one.sums * other.sums).sum(axis=1) / np.maximum(norms, 1e-9), norms


class _Joined(NamedTuple):
    """What each of some groups of neighbouring blocks has together."""

    sums: Array
    background: Array
    wordless: Flags
    kept: Flags

    @classmethod
    def of(cls, side: BlockSide, groups: Sequence[Sequence[int]]) -> _Joined:
        starts = np.array([group[0] if group else 0 for group in groups], np.int64)
        counts = np.array([len(group) for group in groups], np.int64)
        sums = np.zeros((len(groups), side.sums.shape[1]))
        background = np.full(len(groups), -1.0)
        wordless, kept = np.ones(len(groups), np.bool_), np.zeros(len(groups), np.bool_)
        for k in range(int(counts.max(initial=0))):
            more, blocks = counts > k, starts[counts > k] + k
            sums[more] += side.sums[blocks]
            background[more] = np.maximum(background[more], side.background[blocks])
            wordless[more] &= side.wordless[blocks]
            kept[more] |= side.kept[blocks]
        return cls(sums, background, wordless, kept)


def scores(both: Sides, types: Sequence[BeadType], trust: float) -> Iterator[Array | float]:
    """Yield the scores of each bead type, (n + 1 - a, m + 1 - b), by where its beads begin.

    Args:
        both: n and m blocks.
        types: bead types with a <= n and b <= m.
        trust: how far numbers are believed, 0 to 1.
    """
    source, target = both
    products = SpanProducts(source.sums, target.sums)
    number = number_weight(both) * trust * numbers(source.skeleton, target.skeleton)
    number += HOSTS * _same_host(both)
    kind = KINDS * kinds(source.skeleton, target.skeleton)
    single = products.cosines(1, 1)
    for a, b in types:
        if not a or not b:
            yield -NULL
            continue
        one, other = _Spans.of(source, a), _Spans.of(target, b)
        height, width = len(one.size), len(other.size)
        cosines = products.cosines(a, b)
        margin = cosines - (one.background[:, None] + other.background) / 2
        margin[(one.weight[:, None] * other.weight) == 0] = 0.0
        if one.kept.any() or other.kept.any():
            margin[one.kept[:, None] ^ other.kept] *= KEPT
        # That two texts are not alike speaks against them only where the model can read both.
        unsaid = (one.wordless[:, None] & other.wordless) | both.unread
        np.maximum(margin, 0.0, out=margin, where=unsaid)
        score = (
            margin * _mass(one.weight[:, None], other.weight)
            - LENGTH * np.abs(np.log((one.size[:, None] + SHORT) / (other.size + SHORT)))
            + number[:height, :width]
            + (kind[:height, :width] + kind[a - 1 :, b - 1 :]) / 2
            - (BLIND_JOIN if both.unread else JOIN) * (a + b - 2)
            - SPOIL * np.maximum(_greatest(single, a, b) - cosines, 0.0)
            - LINE * (one.lines[:, None] + other.lines)
            - DOUBT * np.maximum(np.minimum(one.floor[:, None], other.floor) - cosines, 0.0)
            - NUMBERED * number_weight(both) / NUMBERS * trust * (one.numbered[:, None] + other.numbered)
        )
        score[~(one.joinable[:, None] & other.joinable)] = IMPOSSIBLE
        yield score


def number_weight(both: Sides) -> float:
    """Return what the same number on both sides is worth, where numbers are to be trusted."""
    return BLIND_NUMBERS if both.unread else NUMBERS


class _Spans(NamedTuple):
    """What every run of some neighbouring blocks has together."""

    size: Array
    background: Array
    """The greatest of its blocks: texts that are longer lie no farther from others."""
    floor: Array
    weight: Array
    """How many blocks it amounts to: 2 where two are as long, 1.1 where one is a tenth of the other; 0 where
    the model can read none of them."""
    numbered: Array
    """How many of its blocks but the first bear a number of their own."""
    lines: Array
    """How many of its blocks but the first are lines or cells of their own."""
    joinable: Flags
    wordless: Flags
    kept: Flags
    """Whether one of its blocks is in the language of the other side."""

    @classmethod
    def of(cls, side: BlockSide, count: int) -> _Spans:
        numbered = side.skeleton.number != NONE
        size = _windows(side.size, count)
        readable = np.where(np.any(side.sums, axis=1), side.size, 0.0)
        longest = sliding_window_view(readable, count).max(axis=1)
        return cls(
            size=size,
            background=sliding_window_view(side.background, count).max(axis=1),
            floor=sliding_window_view(side.floor, count).max(axis=1),
            weight=_windows(readable, count) / np.maximum(longest, 1),
            numbered=_windows(numbered[1:], count - 1)[: len(size)],
            lines=_windows(side.skeleton.lines[1:], count - 1)[: len(size)],
            joinable=_windows(_joins(side), count - 1)[: len(size)] == count - 1,
            wordless=_windows(side.wordless, count) == count,
            kept=_windows(side.kept, count) > 0,
        )


def _joins(side: BlockSide) -> Flags:
    """Tell for each two neighbours (n - 1) whether they may be one block on the other side."""
    joins: Flags = side.skeleton.joins & (side.kept[1:] == side.kept[:-1])
    return joins


def _windows(values: Array | Flags, count: int) -> Array:
    """Return the sums of all runs of `count` neighbours."""
    total = np.concatenate([[0.0], values.cumsum(dtype=np.float64)])
    sums: Array = total[count:] - total[: len(total) - count]
    return sums


def _greatest(values: Array, a: int, b: int) -> Array:
    """Return the greatest value in each window of a × b."""
    greatest: Array = sliding_window_view(values, (a, b)).max(axis=(2, 3)) if a * b > 1 else values
    return greatest


def _mass(one: Array, other: Array) -> Array:
    """Return for how many pairs a bead counts."""
    fewer = np.minimum(one, other)
    return fewer + MASS * (np.maximum(one, other) - fewer)


def _same_host(both: Sides) -> Array:
    """Return for each pair of footnotes (n, m): 1 where they hang on one bead, -1 on two, 0 unknown."""
    one, other = both.source.host[:, None], both.target.host
    return np.where((one == NONE) | (other == NONE), 0.0, np.where(one == other, 1.0, -1.0))
