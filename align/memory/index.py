"""Which texts hold which words, and where phrases stand.

A `Texts` indexes texts of one language. Each text is its words as codes (`match.codes`), and each word is
listed with the word after it: a list for every pair of neighbours. Sorted by pair, the lists of all pairs
that begin with one word lie side by side, so that one array answers for single words, for pairs, and, pair by
pair, for phrases; Chinese terms of two characters are pairs.

Phrases are found here, candidates for fuzzy matches by `similar`; `joined` makes one index of several.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from align.memory.match import Codes, codes

Ids = NDArray[np.int32]
"""Ids of units, ascending."""

MOST_ROWS = 1 << 22
"""Most texts of one index: a row and two codes fit 64 bits, and sorting plain numbers is fastest."""

CODE_BITS, _ROW_BITS = 21, 22  # a word as a number, and a text
_EDGES = np.array([4, 6, 9, 13, 19, 27, 40, 60, 90])
"""Words from which a text belongs to the next band: at 65 %, what is similar stands in four of ten."""
BANDS = len(_EDGES) + 1
BLOCK_SHIFT = CODE_BITS + 7
"""Bits of a pair that do not tell in which block of words its first one is."""
END = 0  # stands behind the last word of each text


@dataclass(frozen=True)
class Texts:
    """An index over the texts of one language, in arrays that may lie in files."""

    ids: Ids
    """The unit of each row, ascending."""
    starts: NDArray[np.int32]
    """Where the words of each row begin in `codes`, and where the last ends: (rows + 1,)."""
    codes: Codes
    """The words of all rows in a row, each closed by an end mark."""
    pairs: NDArray[np.int64]
    """The different pairs of neighbours, ascending."""
    offsets: NDArray[np.int32]
    """Where the list of each pair begins in `rows`: (pairs + 1,)."""
    rows: NDArray[np.int32]

    @classmethod
    def build(cls, units: Iterable[tuple[int, str]]) -> Texts:
        """Index texts given with the ids of their units, ascending."""
        return _sorted(*_read(units))

    @classmethod
    def build_bands(cls, units: Iterable[tuple[int, str]]) -> dict[int, Texts]:
        """Index texts in bands of a like length: a look-up passes over those of other lengths."""
        ids, starts, words = _read(units)
        bands = _bands(np.diff(starts) - 1)
        return {
            band: _selected(ids, starts, words, np.flatnonzero(bands == band))
            for band in np.unique(bands).tolist()
        }

    def band(self, number: int) -> Texts:
        """Return an index over the texts of one band alone: itself, where it has no others."""
        bands = _bands(np.array(self.lengths))
        if len(self) and (bands == number).all():
            return self
        rows = np.flatnonzero(_bands(np.diff(self.starts) - 1) == number)
        return _selected(self.ids, self.starts, self.codes, rows)

    @classmethod
    def load(cls, folder: Path) -> Texts:
        """Map the files of a folder into memory; pages are read when they are looked at."""
        return cls(**{field.name: _map(folder / f"{field.name}.npy") for field in fields(cls)})

    def save(self, folder: Path) -> None:
        """Write the arrays into a folder of their own."""
        folder.mkdir(parents=True)
        for field in fields(self):
            np.save(folder / f"{field.name}.npy", getattr(self, field.name))

    def __len__(self) -> int:
        return len(self.ids)

    @cached_property
    def lengths(self) -> tuple[int, int]:
        """The words of the shortest text, and of the longest."""
        lengths = np.diff(self.starts) - 1
        return (int(lengths.min()), int(lengths.max())) if len(lengths) else (0, 0)

    @cached_property
    def heads(self) -> NDArray[np.int32]:
        """Where the pairs of each block of words begin in `pairs`; the last two: where all end."""
        blocks = np.arange((1 << 2 * CODE_BITS - BLOCK_SHIFT) + 2, dtype=np.int64)
        return np.searchsorted(self.pairs, blocks << BLOCK_SHIFT).astype(np.int32)

    def with_phrase(self, words: Sequence[int]) -> Ids:
        """Return the units in which the words stand one after another."""
        lists = sorted((self._list(*each) for each in _phrase_bounds(words)), key=len)
        if not len(lists[0]):
            return self.ids[:0]
        rows = np.flatnonzero(self._marked(lists[0]))
        for other in lists[1:]:
            if len(rows):
                rows = rows[self._marked(other)[rows]]
        return self.ids[self._holding(rows, words) if len(words) > 2 else rows]

    def _marked(self, rows: NDArray[np.int32]) -> NDArray[np.bool_]:
        """Return for all rows whether they are among some: far faster than sorting, when these are many."""
        marks = np.zeros(len(self), np.bool_)
        marks[rows] = True
        return marks

    def _list(self, low: int, high: int) -> NDArray[np.int32]:
        begin, end = self.offsets[np.searchsorted(self.pairs, [low, high])]
        return self.rows[begin:end]

    def words_of(self, rows: NDArray[np.integer]) -> tuple[Codes, NDArray[np.int64]]:
        """Return the words of rows in a row, with end marks, and where each row begins and the last ends."""
        return _words_of(self.starts, self.codes, rows)

    def _holding(self, rows: NDArray[np.intp], words: Sequence[int]) -> NDArray[np.intp]:
        """Return those of the rows in which the words stand one after another."""
        found, begins = self.words_of(rows)
        # End marks keep a phrase from running on into the next row.
        stands = found[: len(found) - len(words) + 1] == words[0]
        for i, word in enumerate(words[1:], 1):
            stands &= found[i : len(found) - len(words) + 1 + i] == word
        return rows[np.unique(np.searchsorted(begins, np.flatnonzero(stands), side="right") - 1)]


def at_most(index: Iterable[Texts], phrases: Iterable[Sequence[int]]) -> list[int]:
    """Return for each phrase a number of texts that is not exceeded by those in which it stands."""
    asked = [_phrase_bounds(words) for words in phrases]
    firsts = np.cumsum([0, *(len(each) for each in asked[:-1])])
    joined = np.array([each for phrase in asked for each in phrase])
    total = np.zeros(len(asked), np.int64)
    for texts in index:
        places = texts.offsets[np.searchsorted(texts.pairs, joined)]
        total += np.minimum.reduceat(places[:, 1] - places[:, 0], firsts)
    return total.tolist()


def bounds(first: int, second: int | None = None) -> tuple[int, int]:
    """Return the least and the next but greatest pair that begins with a word, or is one of two words."""
    if second is None:
        return first << CODE_BITS, first + 1 << CODE_BITS
    pair = first << CODE_BITS | second
    return pair, pair + 1


def _phrase_bounds(words: Sequence[int]) -> list[tuple[int, int]]:
    """Return the bounds of the lists in all of which a phrase stands."""
    return [bounds(*pair) for pair in pairwise(words)] if len(words) > 1 else [bounds(words[0])]


def _read(units: Iterable[tuple[int, str]]) -> tuple[Ids, NDArray[np.int32], Codes]:
    """Return the ids, starts and codes of texts."""
    ids, starts, words = array("i"), array("i", [0]), array("i")
    for number, text in units:
        ids.append(number)
        words.extend(codes(text))
        words.append(END)
        starts.append(len(words))
    read: Any = [np.frombuffer(each, np.int32) for each in (ids, starts, words)]
    return read[0], read[1], read[2]


def _bands(lengths: NDArray[np.int32]) -> NDArray[np.intp]:
    return np.searchsorted(_EDGES, lengths, side="right")


def _selected(ids: Ids, starts: NDArray[np.int32], codes: Codes, rows: NDArray[np.intp]) -> Texts:
    """Return an index over some of the texts."""
    words, begins = _words_of(starts, codes, rows)
    return _sorted(ids[rows], begins.astype(np.int32), words)


def _words_of(
    starts: NDArray[np.int32], codes: Codes, rows: NDArray[np.integer]
) -> tuple[Codes, NDArray[np.int64]]:
    firsts = starts[rows].astype(np.int64)
    lengths = starts[rows + 1] - firsts
    begins = np.concatenate([[0], np.cumsum(lengths)])
    places = np.arange(begins[-1]) + np.repeat(firsts - begins[:-1], lengths)
    return codes[places], begins


def _sorted(ids: Ids, starts: NDArray[np.int32], codes: Codes) -> Texts:
    rows = np.repeat(np.arange(len(ids), dtype=np.uint64), np.diff(starts))
    keys = codes.astype(np.uint64) << np.uint64(CODE_BITS)
    keys[:-1] |= codes[1:].astype(np.uint64)
    keys <<= np.uint64(_ROW_BITS)
    keys |= rows
    keys = keys[codes != END]
    keys.sort()
    rows = (keys & np.uint64(MOST_ROWS - 1)).astype(np.int32)
    keys >>= np.uint64(_ROW_BITS)
    first = np.flatnonzero(np.diff(keys, prepend=np.uint64(2**64 - 1)))
    offsets = np.append(first, len(keys)).astype(np.int32)
    return Texts(ids, starts, codes, keys[first].astype(np.int64), offsets, rows)


def _map(path: Path) -> Any:
    # As a plain array: numpy's own class for mapped files costs time at every slice.
    return np.asarray(np.load(path, mmap_mode="r", allow_pickle=False))
