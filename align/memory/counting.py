"""The texts that stand in many of some lists, found by loops that numba compiles, where it is installed.

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

from align.memory.index import Texts
from align.memory.match import FIGURE

NO_BOUND = 2**31 - 1

_MOST_COUNTED = 255
"""A count is a byte: more than this need not be told from it."""
_ROUNDING = 1e-6

_loaded: list[_Loops] = []


class _Loops(NamedTuple):
    bounds: Callable[..., Any]
    standing: Callable[..., Any]
    holding: Callable[..., Any]


class _Scratch(threading.local):
    """Arrays of zeros of one thread, which whoever changes them leaves as zeros."""

    def __init__(self) -> None:
        self.counts = np.zeros(0, np.uint8)
        self.marks = np.zeros(FIGURE + 1, np.uint8)

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
    found: NDArray[np.int32] = _loaded[0].bounds(part.pairs, part.offsets, wanted)
    return found


def alike(
    part: Texts, lists: NDArray[np.int32], needed: int, words: NDArray[np.int32], least: float, most: int
) -> tuple[NDArray[np.int32], int]:
    """Return the rows of a part that stand in so many lists, and hold so many of the words in like length.

    Args:
        part: of the index.
        lists: where they begin and end.
        needed: in how many of them a text must stand.
        words: of the text that is looked up, all figures as one.
        least: similarity, from 0 to 1.
        most: of the texts that stand in so many lists; where there are more, none is returned.

    Returns:
        The rows, ascending, and how many texts stand in so many lists, of whatever words and length.
    """
    loops = _loaded[0]
    counts = _scratch.counts_of(len(part))
    rows: NDArray[np.int32] = loops.standing(part.rows, lists, min(needed, _MOST_COUNTED), counts)
    if len(rows) > most:
        return rows[:0], len(rows)
    held: NDArray[np.int32] = loops.holding(rows, part.starts, part.codes, words, least, _scratch.marks)
    return np.sort(held), len(rows)


@cache
def _compiled() -> _Loops | None:
    try:
        from numba import njit, types
    except ImportError:
        return None
    # What is mapped from files may not be written; what may be, is taken too.
    pairs, rows = (types.Array(each, 1, "C", readonly=True) for each in (types.int64, types.int32))
    found, lists, bytes_ = types.int32[::1], types.Array(types.int32, 2, "A"), types.uint8[::1]
    signatures: dict[Any, Any] = {
        _bounds: types.int32[:, ::1](pairs, rows, types.int64[:, ::1]),
        _standing: found(rows, lists, types.int64, bytes_),
        _holding: found(rows, rows, rows, rows, types.float64, bytes_),
    }

    def compiled(*, kept: bool) -> _Loops:
        return _Loops(*(njit(each, cache=kept, nogil=True)(loop) for loop, each in signatures.items()))

    try:
        return compiled(kept=True)
    except RuntimeError:  # numba finds no folder to keep them in
        return compiled(kept=False)


def _bounds(
    pairs: NDArray[np.int64], offsets: NDArray[np.int32], wanted: NDArray[np.int64]
) -> NDArray[np.int32]:
    found = np.empty(wanted.shape, np.int32)
    for number in range(len(wanted)):
        low, high = 0, len(pairs)
        for side in range(2):
            while low < high:
                middle = (low + high) >> 1
                if pairs[middle] < wanted[number, side]:
                    low = middle + 1
                else:
                    high = middle
            found[number, side] = offsets[low]
            # The end of a list is not far from its beginning.
            step, high = 1, min(low + 1, len(pairs))
            while high < len(pairs) and pairs[high] < wanted[number, 1]:
                step *= 2
                high = min(high + step, len(pairs))
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


def _holding(
    rows: NDArray[np.int32], starts: NDArray[np.int32], codes: NDArray[np.int32], words: NDArray[np.int32],
    least: float, marks: NDArray[np.uint8],
) -> NDArray[np.int32]:  # fmt: skip
    """Return those of the rows that hold no more other words than a similar text may."""
    for word in words:
        marks[word] = 1
    found, kept = np.empty(len(rows), np.int32), 0
    for row in rows:
        begin, end = starts[row], starts[row + 1] - 1
        # Each word that is not among those wanted is an edit, and so is each that is wanted and not there.
        spare = end - begin - least * max(end - begin, len(words)) + _ROUNDING
        if least * (end - begin) > len(words) + _ROUNDING:
            continue
        while begin < end and spare >= 0:
            if not marks[min(codes[begin], FIGURE)]:
                spare -= 1
            begin += 1
        if spare >= 0:
            found[kept] = row
            kept += 1
    for word in words:
        marks[word] = 0
    return found[:kept]
