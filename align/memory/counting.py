"""Texts that stand in many of some lists, and are similar, found by loops that numba compiles, where it is.

A memory server loads them when it starts (`pip install 'align-tm[fast]'`), since it answers many. Everybody
else counts by numpy, which finds the same (`similar`) and need not be loaded for a second.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from align.memory.index import BLOCK_SHIFT, Texts
from align.memory.match import FIGURE

_MOST_COUNTED = 255
"""A count is a byte: more than this need not be told from it."""
_ROUNDING = 1e-6

_loaded: list[_Loops] = []


class _Loops(NamedTuple):
    bounds: Callable[..., Any]
    standing: Callable[..., Any]
    table: Callable[..., Any]
    holding: Callable[..., Any]
    distances: Callable[..., Any]


class _Scratch(threading.local):
    """Counts of one thread, which whoever changes them leaves as zeros."""

    def __init__(self) -> None:
        self.counts = np.zeros(0, np.uint8)

    def counts_of(self, rows: int) -> NDArray[np.uint8]:
        if rows > len(self.counts):
            self.counts = np.zeros(rows, np.uint8)
        return self.counts


_scratch = _Scratch()


def load() -> None:
    """Take the compiled loops from now on in this process, where numba is installed."""
    _loaded[:] = filter(None, [_compiled()])


def is_loaded() -> bool:
    """Tell whether the loops are taken."""
    return bool(_loaded)


@contextmanager
def used(*, compiled: bool) -> Iterator[None]:
    """Take the loops or numpy inside this block: to compare them."""
    before = [*_loaded]
    _loaded.clear()
    if compiled:
        load()
    try:
        yield
    finally:
        _loaded[:] = before


def places(part: Texts, wanted: NDArray[np.int64]) -> NDArray[np.int32]:
    """Return where the lists within bounds begin and end in a part: (lists, 2)."""
    found: NDArray[np.int32] = _loaded[0].bounds(part.pairs, part.offsets, part.heads, BLOCK_SHIFT, wanted)
    return found


def standing(part: Texts, lists: NDArray[np.int32], needed: int) -> NDArray[np.int32]:
    """Return the rows of a part that stand in so many lists; `lists` tells where each begins and ends."""
    counts = _scratch.counts_of(len(part))
    found: NDArray[np.int32] = _loaded[0].standing(part.rows, lists, min(needed, _MOST_COUNTED), counts)
    return found


def scored(
    part: Texts, rows: NDArray[np.int32], words: NDArray[np.int32], least: float
) -> tuple[NDArray[np.int32], NDArray[np.float64]]:
    """Return those of the rows of a part whose words are similar to `least` or more, with their similarity.

    Args:
        part: of the index.
        rows: any of its rows.
        words: of the text that is looked up, all figures as one.
        least: similarity, from 0 to 1.
    """
    loops = _loaded[0]
    known, masks = loops.table(words)
    held = loops.holding(rows, part.starts, part.codes, known, len(words), least)
    if not len(held):
        return held, np.zeros(0)
    lengths = part.starts[held + 1] - part.starts[held] - 1
    distances = loops.distances(held, part.starts, part.codes, known, masks, len(words))
    scores = 1.0 - distances / np.maximum(lengths, len(words))
    kept = np.flatnonzero(scores >= least - _ROUNDING)
    return held[kept], scores[kept]


@cache
def _compiled() -> _Loops | None:
    try:
        from numba import njit, types
    except ImportError:
        return None
    # What is mapped from files may not be written; what may be, is taken too.
    pairs, rows = (types.Array(each, 1, "C", readonly=True) for each in (types.int64, types.int32))
    found, lists, bytes_ = types.int32[::1], types.Array(types.int32, 2, "A"), types.uint8[::1]
    masks = types.uint64[:, ::1]
    table: Any = types.Tuple
    signatures: dict[Any, Any] = {
        _bounds: types.int32[:, ::1](pairs, rows, rows, types.int64, types.int64[:, ::1]),
        _standing: found(rows, lists, types.int64, bytes_),
        _table: table((found, masks))(rows),
        _holding: found(rows, rows, rows, found, types.int64, types.float64),
        _distances: found(rows, rows, rows, found, masks, types.int64),
    }

    def compiled(*, kept: bool) -> _Loops:
        return _Loops(*(njit(each, cache=kept, nogil=True)(loop) for loop, each in signatures.items()))

    try:
        return compiled(kept=True)
    except RuntimeError:  # numba finds no folder to keep them in
        return compiled(kept=False)


def _bounds(
    pairs: NDArray[np.int64], offsets: NDArray[np.int32], heads: NDArray[np.int32], shift: int,
    wanted: NDArray[np.int64],
) -> NDArray[np.int32]:  # fmt: skip
    found = np.empty(wanted.shape, np.int32)
    for number in range(len(wanted)):
        low = heads[wanted[number, 0] >> shift]
        for side in range(2):
            least = wanted[number, side]
            high = heads[(least >> shift) + 1]
            if least == wanted[number, 0] + 1:  # of one pair
                high = min(high, low + 1)
            while low < high:
                middle = (low + high) >> 1
                if pairs[middle] < least:
                    low = middle + 1
                else:
                    high = middle
            found[number, side] = offsets[low]
    return found


def _standing(
    rows: NDArray[np.int32], lists: NDArray[np.int32], needed: int, counts: NDArray[np.uint8]
) -> NDArray[np.int32]:
    """Return the rows that stand in so many lists."""
    listed = 0
    for number in range(len(lists)):
        listed += lists[number, 1] - lists[number, 0]
    found, often = np.empty(listed // needed, np.int32), 0
    for number in range(len(lists)):
        for place in range(lists[number, 0], lists[number, 1]):
            count = counts[rows[place]] + 1
            if count <= needed:
                counts[rows[place]] = count
                if count == needed:
                    found[often] = rows[place]
                    often += 1
    for number in range(len(lists)):
        for place in range(lists[number, 0], lists[number, 1]):
            counts[rows[place]] = 0
    return found[:often]


def _table(words: NDArray[np.int32]) -> tuple[NDArray[np.int32], NDArray[np.uint64]]:
    """Return a table of words, each sought from the slot of its last bits on, and at which places it stands.

    The places are bits: (slots, blocks of 64 words).
    """
    size, blocks = 64, (len(words) + 63) >> 6
    while size < 4 * len(words):
        size *= 2
    known, masks = np.full(size, -1, np.int32), np.zeros((size, blocks), np.uint64)
    for place, word in enumerate(words):
        slot = word & (size - 1)
        while known[slot] != -1 and known[slot] != word:
            slot = (slot + 1) & (size - 1)
        known[slot] = word
        masks[slot, place >> 6] |= np.uint64(1) << np.uint64(place & 63)
    return known, masks


def _holding(
    rows: NDArray[np.int32], starts: NDArray[np.int32], codes: NDArray[np.int32], known: NDArray[np.int32],
    length: int, least: float,
) -> NDArray[np.int32]:  # fmt: skip
    """Return the rows of a like length with so few words of empty slots that they may be similar."""
    found, kept = np.empty(len(rows), np.int32), 0
    for row in rows:
        begin, end = starts[row], starts[row + 1] - 1
        wanted = least * max(end - begin, length) - _ROUNDING
        # Each word that is not among those wanted is an edit, and so is each that is wanted and not there.
        spare = end - begin - wanted
        if wanted > length:
            spare = -1.0
        while begin < end and spare >= 0:
            if known[min(codes[begin], FIGURE) & (len(known) - 1)] == -1:
                spare -= 1
            begin += 1
        if spare >= 0:
            found[kept] = row
            kept += 1
    return found[:kept]


def _distances(
    rows: NDArray[np.int32], starts: NDArray[np.int32], codes: NDArray[np.int32], known: NDArray[np.int32],
    masks: NDArray[np.uint64], length: int,
) -> NDArray[np.int32]:  # fmt: skip
    """Return the edits from the words to those of each row, 64 words at once.

    After Hyyrö 2003, "A bit-vector algorithm for computing Levenshtein and Damerau edit distances".
    """
    one, none, top = np.uint64(1), np.uint64(0), np.uint64(63)
    blocks, last = masks.shape[1], np.uint64((length - 1) & 63)
    found = np.full(len(rows), length, np.int32)
    ups, downs = np.empty(blocks, np.uint64), np.empty(blocks, np.uint64)
    for number, row in enumerate(rows):
        ups[:], downs[:] = ~none, none
        for place in range(starts[row], starts[row + 1] - 1):
            word = min(codes[place], FIGURE)
            slot = word & (len(known) - 1)
            while known[slot] != -1 and known[slot] != word:
                slot = (slot + 1) & (len(known) - 1)
            rise, fall = one, none
            for block in range(blocks):
                up, down, same = ups[block], downs[block], masks[slot, block] | fall
                kept = (((same & up) + up) ^ up) | same | down
                over, under = down | ~(kept | up), kept & up
                if block == blocks - 1:
                    found[number] += np.int32(over >> last & one) - np.int32(under >> last & one)
                over, rise = over << one | rise, over >> top
                under, fall = under << one | fall, under >> top
                ups[block], downs[block] = under | ~(kept | over), over & kept
    return found
