"""Where the characters of one reading of a file stand in another reading of it.

A CAT tool and our readers cut and order the text of a file each in their own way: ours sets numbers apart,
joins what pages broke, has notes at the end. The characters are the same ones, but for blanks and for what
either leaves out. So segments that stand once in both are matched first, in order; what is left between two
of them is matched character by character, and what was moved is found by its text.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import accumulate, chain

import numpy as np
from numpy.typing import NDArray

from align.numbering import split_number
from align.text import fold

Places = NDArray[np.int64]

NOWHERE = -1
_LONGEST = 15_000
"""Characters of a stretch up to which it is matched character by character: memory grows with its square."""
_SHORTEST = 8
"""Characters from which a text is looked for inside others: shorter ones stand anywhere."""
_LEAST = 0.5
"""Share of the shorter of two segments that must be the same, or their characters match by chance; of a
short one, such as a number, all must be."""

_MARK = re.compile(r"[\W\d_]+")


class Reading:
    """The segments of a reading, and all their characters but blanks, folded, in one row."""

    def __init__(self, texts: Sequence[str]) -> None:
        self.texts = texts
        seen = [
            [(i, c) for i, one in enumerate(text) for c in fold(one) if not c.isspace()] for text in texts
        ]
        self.folded = ["".join(c for _, c in row) for row in seen]
        self.row = "".join(self.folded)
        self.starts = list(accumulate(map(len, seen), initial=0))
        """Where each segment begins in the row, and where the last one ends."""
        self.offsets = np.array([i for row in seen for i, _ in row], dtype=np.int64)
        """Of each character of the row, where it stands in the text of its segment."""
        self.owners = np.repeat(np.arange(len(texts)), [len(row) for row in seen])
        """Of each character of the row, its segment."""

    def span(self, first: int, last: int) -> range:
        """Return the characters of the row that the segments from `first` to before `last` hold."""
        return range(self.starts[first], self.starts[last])


def places(one: Reading, other: Reading) -> Places:
    """Return for each character of one row its place in the other row, or `NOWHERE`."""
    found = np.full(one.starts[-1], NOWHERE, dtype=np.int64)
    for here, there in _alike(one, other):
        found[here.start : here.stop] = there
    found = _gathered_both(one, other, found)
    _forget_chance(one, other, found)
    found = _gathered_both(one, other, found)  # a letter that chance held is free again
    for here, there in _moved(one, other, found):
        found[here.start : here.stop] = there
    for there, here in _moved(other, one, turned(found, other.starts[-1])):
        found[here.start : here.stop] = there
    return found


def turned(found: Places, count: int) -> Places:
    """Return the places the other way round: of each of the other row's characters, its place in this one."""
    back = np.full(count, NOWHERE, dtype=np.int64)
    known = np.flatnonzero(found != NOWHERE)
    back[found[known]] = known
    return back


def _alike(one: Reading, other: Reading) -> Iterator[tuple[range, range]]:
    """Yield stretches of both rows that are the same, in order."""
    last = (-1, -1)
    for i, j in [*_anchors(one.folded, other.folded), (len(one.texts), len(other.texts))]:
        here, there = one.span(last[0] + 1, i), other.span(last[1] + 1, j)
        if max(len(here), len(there)) <= _LONGEST:
            yield from _by_character(one, other, here, there)
        last = i, j
        if i < len(one.texts):
            yield one.span(i, i + 1), other.span(j, j + 1)


def _anchors(one: Sequence[str], other: Sequence[str]) -> list[tuple[int, int]]:
    """Return the segments that stand once in each reading, the most of them that are in one order.

    A heading that the contents have too is none: it would be taken for its entry there.
    """
    here, there = _once(one), _once(other)
    pairs = [(i, there[text]) for text, i in here.items() if text in there]
    tops: list[int] = []
    chains: list[tuple[int, int, int]] = []
    """Of each pair, itself and the place among these of the one before it in the longest chain."""
    ends: list[int] = []
    for i, j in pairs:
        length = bisect_left(tops, j)
        tops[length : length + 1], ends[length : length + 1] = [j], [len(chains)]
        chains.append((i, j, ends[length - 1] if length else NOWHERE))
    found, place = [], ends[-1] if ends else NOWHERE
    while place != NOWHERE:
        i, j, place = chains[place]
        found.append((i, j))
    return found[::-1]


def _once(texts: Sequence[str]) -> dict[str, int]:
    counts = Counter(texts)
    return {text: i for i, text in enumerate(texts) if text and counts[text] == 1}


def _by_character(one: Reading, other: Reading, here: range, there: range) -> Iterator[tuple[range, range]]:
    from rapidfuzz.distance import Indel

    ours, theirs = one.row[here.start : here.stop], other.row[there.start : there.stop]
    for step in Indel.opcodes(ours, theirs):
        if step.tag == "equal":
            yield here[step.src_start : step.src_end], there[step.dest_start : step.dest_end]


def _gathered_both(one: Reading, other: Reading, found: Places) -> Places:
    back = turned(_gathered(one, other, found), other.starts[-1])
    return turned(_gathered(other, one, back), one.starts[-1])


def _gathered(one: Reading, other: Reading, found: Places) -> Places:
    """Return the places with each segment that stands whole near them, and is scattered, put there.

    A letter may be met too early: the 2 of 2024 in the number of “2. 2024”, the letter of an item in “a)”.
    """
    found, back = found.copy(), turned(found, other.starts[-1])
    for begin, text in zip(one.starts, one.folded, strict=False):
        span = slice(begin, begin + len(text))
        known = found[span][found[span] != NOWHERE]
        if not len(known) or (len(known) == len(text) and (np.diff(known) == 1).all()):
            continue
        first, end = max(0, int(known.min()) - len(text)), int(known.max()) + 1 + len(text)
        place = other.row.find(text, first, end)
        own = back[place : place + len(text)]
        if place < 0 or ((own != NOWHERE) & ((own < begin) | (own >= begin + len(text)))).any():
            continue
        back[known] = NOWHERE
        found[span] = np.arange(place, place + len(text))
        back[found[span]] = np.arange(begin, begin + len(text))
    return found


def _moved(one: Reading, other: Reading, found: Places) -> Iterator[tuple[range, range]]:
    """Yield segments that stand elsewhere in the other reading, as notes and what goes on behind them."""
    taken = np.zeros(len(other.row), dtype=bool)
    taken[found[found != NOWHERE]] = True
    whole: dict[str, list[int]] = {}
    for text, begin in zip(other.folded, other.starts, strict=False):
        whole.setdefault(text, []).append(begin)
    for text, end in zip(other.texts, other.starts[1:], strict=True):
        # What the tool has with a number or note mark that ours set apart: A. Aid, 2 See
        for rest in {split_number(text)[1], _MARK.sub("", text, count=1)} - {text, ""}:
            bare = "".join(fold(rest).split())
            whole.setdefault(bare, []).append(end - len(bare))
    for text, begin in zip(one.folded, one.starts, strict=False):
        if not text or (found[begin : begin + len(text)] != NOWHERE).any():
            continue
        begins = chain(whole.get(text, ()), _occurrences(text, other.row) if len(text) >= _SHORTEST else ())
        for there in begins:
            if not taken[there : there + len(text)].any():
                taken[there : there + len(text)] = True
                yield range(begin, begin + len(text)), range(there, there + len(text))
                break


def _occurrences(text: str, row: str) -> Iterator[int]:
    place = row.find(text)
    while place >= 0:
        yield place
        place = row.find(text, place + 1)


def _forget_chance(one: Reading, other: Reading, found: Places) -> None:
    """Forget the characters of two segments that have few in common."""
    known = np.flatnonzero(found != NOWHERE)
    if not len(known):
        return
    pairs = np.stack([one.owners[known], other.owners[found[known]]])
    each, which, count = np.unique(pairs, axis=1, return_inverse=True, return_counts=True)
    sizes = np.minimum(*(np.diff(r.starts)[row] for r, row in zip((one, other), each, strict=True)))
    needed = np.where(sizes < _SHORTEST, sizes, _LEAST * sizes)
    found[known[(count < needed)[which.ravel()]]] = NOWHERE
