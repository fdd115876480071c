"""Which texts hold which words: candidates for fuzzy matches, and where phrases stand.

A `Texts` indexes texts of one language. Each text is its words as codes (`match.codes`), and each word is
listed with the word after it: a list for every pair of neighbours. Sorted by pair, the lists of all pairs
that begin with one word lie side by side, so that one array answers for single words, for pairs, and, pair by
pair, for phrases; Chinese terms of two characters are pairs.

Fuzzy candidates are found by prefix filtering (Chaudhuri, Ganti & Kaushik 2006, doi:10.1109/ICDE.2006.9):
of n words, a text that matches well enough must share k, so it holds one of any n − k + 1, and the rarest
make the shortest lists. Nothing is lost by it. An edit breaks at most two pairs, so the same holds for pairs
(Ukkonen 1992, doi:10.1016/0304-3975(92)90143-4); whichever lists are shorter are taken.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from itertools import pairwise
from math import floor
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from align.memory.match import FIGURE, Codes, as_string, codes

Ids = NDArray[np.int32]
"""Ids of units, ascending."""

MOST_ROWS = 1 << 22
"""Most texts of one index: a row and two codes fit 64 bits, and sorting plain numbers is fastest."""

_CODE_BITS, _ROW_BITS = 21, 22
_END = 0  # stands behind the last word of each text
_AT_EASE = 50_000
"""Listed texts that may be counted at once to spare reading candidates."""
_FEW = 400
"""Candidates that are scored at once, without counting the words they share before."""


@dataclass(frozen=True, slots=True)
class Similar:
    """Units found by their words."""

    ids: Ids
    scores: NDArray[np.float32]
    """Similarity of the words, from 0 to 1."""
    figures: NDArray[np.float32]
    """Of units with the same words, the share that has the same figures, too: there may be thousands."""


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
        ids, starts, words = array("i"), array("i", [0]), array("i")
        for number, text in units:
            ids.append(number)
            words.extend(codes(text))
            words.append(_END)
            starts.append(len(words))
        return _sorted(*(np.frombuffer(each, np.int32) for each in (ids, starts, words)))

    @classmethod
    def merged(cls, parts: Sequence[Texts]) -> Texts:
        """Join indexes whose ids follow one another."""
        shifts = np.cumsum([0, *(len(part.codes) for part in parts)])
        starts = [part.starts[:-1] + shift for part, shift in zip(parts, shifts[:-1], strict=True)]
        return _sorted(
            np.concatenate([part.ids for part in parts]),
            np.concatenate([*starts, shifts[-1:]]).astype(np.int32),
            np.concatenate([part.codes for part in parts]),
        )

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

    def similar(self, words: Sequence[int], least: float) -> Similar:
        """Return the units whose words are similar to `least` or more."""
        from rapidfuzz.distance import Levenshtein
        from rapidfuzz.process import cdist

        rows = self._candidates(words, least)
        rows = rows[self._may_fit(rows, len(words), least)]
        if len(rows) > _FEW:
            rows = rows[self._share_enough(rows, words, least)]
        if not len(rows):
            return Similar(self.ids[rows], np.zeros(0, np.float32), np.zeros(0, np.float32))
        scores = cdist(
            [as_string(words)], self._strings(rows), scorer=Levenshtein.normalized_similarity,
            score_cutoff=least - _ROUNDING, dtype=np.float32,
        )[0]  # fmt: skip
        rows, scores = rows[scores > 0], scores[scores > 0]
        return Similar(self.ids[rows], scores, self._same_figures(rows, words, scores))

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

    def _candidates(self, words: Sequence[int], least: float) -> NDArray[np.intp]:
        """Return the rows that share enough of the rarest words, or pairs of words."""
        plans = [self._plan(*_single(words, least)), self._plan(*_paired(words, least))]
        plan = min((plan for plan in plans if plan), key=lambda plan: plan.cost, default=None)
        if not plan:
            return np.arange(len(self))
        taken = [self.rows[begin:end] for begin, end in plan.lists]
        return np.flatnonzero(np.bincount(np.concatenate(taken), minlength=len(self)) >= plan.needed)

    def _plan(self, wanted: Counter[tuple[int, int]], slack: int) -> _Plan | None:
        """Choose the lists to read: the shortest, and at least so many that a match stands in one of them.

        Args:
            wanted: bounds of the lists, and how often the text asks for each.
            slack: how many of them a match may lack.
        """
        bounds = np.array(list(wanted), np.int64).reshape(-1, 2)
        places = self.offsets[np.searchsorted(self.pairs, bounds)]
        sizes = places[:, 1] - places[:, 0]
        order = np.argsort(sizes, kind="stable")
        covered = np.cumsum(np.array(list(wanted.values()), np.int64)[order])
        costs = np.cumsum(sizes[order], dtype=np.int64)
        prefix = int(np.searchsorted(covered, slack, side="right"))
        if prefix == len(order):
            return None
        # A longer prefix asks for more that is shared: cheaper than reading candidates.
        prefix = max(prefix, int(np.searchsorted(costs, _AT_EASE)) - 1)
        chosen = [(int(begin), int(end)) for begin, end in places[order[: prefix + 1]]]
        return _Plan(chosen, int(costs[prefix]), int(covered[prefix]) - slack)

    def _may_fit(self, rows: NDArray[np.intp], length: int, least: float) -> NDArray[np.bool_]:
        """Tell which rows are neither too short nor too long to be similar."""
        lengths = self.starts[rows + 1] - self.starts[rows] - 1
        most = length / least if least else np.inf
        return np.asarray((lengths >= least * length - _ROUNDING) & (lengths <= most + _ROUNDING))

    def _share_enough(self, rows: NDArray[np.intp], words: Sequence[int], least: float) -> NDArray[np.bool_]:
        """Tell which rows hold so many of the words that they may be similar, in whatever order."""
        found, begins = self._words_of(rows)
        wanted = np.zeros(FIGURE + 1, np.bool_)
        wanted[np.minimum(words, FIGURE)] = True
        shared = np.add.reduceat(wanted[found], begins[:-1], dtype=np.int32)
        longest = np.maximum(np.diff(begins) - 1, len(words))
        return np.asarray(shared >= least * longest - _ROUNDING)

    def _same_figures(
        self, rows: NDArray[np.intp], words: Sequence[int], scores: NDArray[np.float32]
    ) -> NDArray[np.float32]:
        """Return the share of words that are the same, figures too, in rows that have the same words."""
        shares = np.zeros(len(rows), np.float32)
        same = scores == 1
        places = self.starts[rows[same]][:, None] + np.arange(len(words))
        shares[same] = (self.codes[places] == np.asarray(words)).mean(axis=1)
        return shares

    def _strings(self, rows: NDArray[np.intp]) -> list[str]:
        found, begins = self._words_of(rows)
        whole = as_string(found)
        return [whole[i : j - 1] for i, j in pairwise(begins.tolist())]

    def _words_of(self, rows: NDArray[np.intp]) -> tuple[Codes, NDArray[np.intp]]:
        """Return the words of rows in a row, figures as one, with end marks, and where each row begins."""
        starts = self.starts[rows].astype(np.intp)
        begins = np.concatenate([[0], np.cumsum(self.starts[rows + 1] - starts)])
        places = np.arange(begins[-1]) + np.repeat(starts - begins[:-1], np.diff(begins))
        return np.minimum(self.codes[places], FIGURE), begins

    def _holding(self, rows: NDArray[np.intp], words: Sequence[int]) -> NDArray[np.intp]:
        """Return those of the rows in which the words stand one after another."""
        starts = self.starts[rows].astype(np.intp)
        begins = np.concatenate([[0], np.cumsum(self.starts[rows + 1] - starts)])
        places = np.arange(begins[-1]) + np.repeat(starts - begins[:-1], np.diff(begins))
        found = self.codes[places]
        # End marks keep a phrase from running on into the next row.
        stands = found[: len(found) - len(words) + 1] == words[0]
        for i, word in enumerate(words[1:], 1):
            stands &= found[i : len(found) - len(words) + 1 + i] == word
        return rows[np.unique(np.searchsorted(begins, np.flatnonzero(stands), side="right") - 1)]


def at_most(index: Iterable[Texts], phrases: Iterable[Sequence[int]]) -> list[int]:
    """Return for each phrase a number of texts that is not exceeded by those in which it stands."""
    bounds = [_phrase_bounds(words) for words in phrases]
    firsts = np.cumsum([0, *(len(each) for each in bounds[:-1])])
    joined = np.array([each for phrase in bounds for each in phrase])
    total = np.zeros(len(bounds), np.int64)
    for texts in index:
        places = texts.offsets[np.searchsorted(texts.pairs, joined)]
        total += np.minimum.reduceat(places[:, 1] - places[:, 0], firsts)
    return total.tolist()


@dataclass(frozen=True)
class _Plan:
    """Which lists are read, how long they are together, and how often a match stands in them at least."""

    lists: list[tuple[int, int]]
    cost: int
    needed: int


_ROUNDING = 1e-6


def _single(words: Sequence[int], least: float) -> tuple[Counter[tuple[int, int]], int]:
    """Return the bounds of the lists of words, and how many of them a match may lack."""
    wanted = Counter(_bounds(word) if word < FIGURE else _ANY_FIGURE for word in words)
    return wanted, floor((1 - least) * len(words) + _ROUNDING)


def _paired(words: Sequence[int], least: float) -> tuple[Counter[tuple[int, int]], int]:
    """Return the same for pairs of words, but for those that begin with a figure: they have no one list."""
    wanted = Counter(
        _bounds(first, second) if second < FIGURE else (_bounds(first, FIGURE)[0], _bounds(first)[1])
        for first, second in pairwise([*words, _END])
        if first < FIGURE
    )
    return wanted, floor(2 * (1 - least) * len(words) + _ROUNDING)


def _bounds(first: int, second: int | None = None) -> tuple[int, int]:
    """Return the least and the next but greatest pair that begins with a word, or is one of two words."""
    if second is None:
        return first << _CODE_BITS, first + 1 << _CODE_BITS
    pair = first << _CODE_BITS | second
    return pair, pair + 1


def _phrase_bounds(words: Sequence[int]) -> list[tuple[int, int]]:
    """Return the bounds of the lists in all of which a phrase stands."""
    return [_bounds(*pair) for pair in pairwise(words)] if len(words) > 1 else [_bounds(words[0])]


_ANY_FIGURE = (FIGURE << _CODE_BITS, FIGURE << _CODE_BITS + 1)


def _sorted(ids: Ids, starts: NDArray[np.int32], codes: Codes) -> Texts:
    rows = np.repeat(np.arange(len(ids), dtype=np.uint64), np.diff(starts))
    keys = codes.astype(np.uint64) << np.uint64(_CODE_BITS)
    keys[:-1] |= codes[1:].astype(np.uint64)
    keys <<= np.uint64(_ROW_BITS)
    keys |= rows
    keys = keys[codes != _END]
    keys.sort()
    rows = (keys & np.uint64(MOST_ROWS - 1)).astype(np.int32)
    keys >>= np.uint64(_ROW_BITS)
    first = np.flatnonzero(np.diff(keys, prepend=np.uint64(2**64 - 1)))
    offsets = np.append(first, len(keys)).astype(np.int32)
    return Texts(ids, starts, codes, keys[first].astype(np.int64), offsets, rows)


def _map(path: Path) -> Any:
    # As a plain array: numpy's own class for mapped files costs time at every slice.
    return np.asarray(np.load(path, mmap_mode="r", allow_pickle=False))
