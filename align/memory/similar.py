"""Which units have words similar to those of a text: candidates for fuzzy matches.

They are found by prefix filtering (Chaudhuri, Ganti & Kaushik 2006, doi:10.1109/ICDE.2006.9): of n words, a
text that matches well enough must share k, so it holds one of any n − k + 1, and the rarest make the shortest
lists. Nothing is lost by it. An edit breaks at most two pairs, so the same holds for pairs (Ukkonen 1992,
doi:10.1016/0304-3975(92)90143-4); whichever lists are shorter are taken.

The parts of an index are asked as one: the words that are rare in all of them together are chosen once. What
their lists name is counted and scored part by part.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import floor

import numpy as np
from numpy.typing import NDArray

from align.memory import counting
from align.memory.index import CODE_BITS, END, Ids, Texts, bounds
from align.memory.match import FIGURE, as_string

_AT_EASE = (20_000, 200_000)
"""Listed texts that may be counted to spare reading candidates: for most texts, and where many are left."""
_FEW = 400
"""Candidates that are scored at once, without counting the words they share before."""
_ROUNDING = 1e-6
_ANY_FIGURE = (FIGURE << CODE_BITS, FIGURE << CODE_BITS + 1)


@dataclass(frozen=True, slots=True)
class Similar:
    """Units found by their words."""

    ids: Ids
    scores: NDArray[np.float64]
    """Similarity of the words, from 0 to 1."""
    figures: NDArray[np.float32]
    """Of units with the same words, the share that has the same figures, too: there may be thousands."""


def similar(parts: Sequence[Texts], words: Sequence[int], least: float) -> Similar:
    """Return the units of an index whose words are similar to `least` or more."""
    parts = [part for part in parts if _may_hold(part, len(words), least)]
    ids, scores, figures = [np.zeros(0, np.int32)], [np.zeros(0)], [np.zeros(0, np.float32)]
    for part, rows in zip(parts, _candidates(parts, words, least), strict=True):
        kept, similarity = _scored(part, rows, words, least) if len(rows) else (rows, scores[0])
        if len(kept):
            ids.append(part.ids[kept])
            scores.append(similarity)
            figures.append(_same_figures(part, kept, similarity, words))
    return Similar(np.concatenate(ids), np.concatenate(scores), np.concatenate(figures))


def _scored(
    part: Texts, rows: NDArray[np.integer], words: Sequence[int], least: float
) -> tuple[NDArray[np.integer], NDArray[np.float64]]:
    """Return those of the rows that are similar, ascending, and how similar they are."""
    if counting.is_loaded():
        alike = np.minimum(np.asarray(words, np.int32), np.int32(FIGURE))
        kept, scores = counting.scored(part, rows.astype(np.int32, copy=False), alike, least)
        order = np.argsort(kept)
        return kept[order], scores[order]
    from rapidfuzz.distance import Levenshtein
    from rapidfuzz.process import cdist

    rows = _of_like_length(part, rows, len(words), least)
    if len(rows) > _FEW:
        rows = _sharing(part, rows, words, least)
    if not len(rows):
        return rows, np.zeros(0)
    least = max(0.0, least - _ROUNDING)
    scores = cdist(
        [as_string(words)], _strings(part, rows), scorer=Levenshtein.normalized_similarity,
        score_cutoff=least, dtype=np.float64,
    )[0]  # fmt: skip
    similar = np.flatnonzero(scores >= least)
    return rows[similar], scores[similar]


def _of_like_length(part: Texts, rows: NDArray[np.integer], length: int, least: float) -> NDArray[np.integer]:
    """Return the rows whose texts are neither too short nor too long to be similar."""
    lengths = part.starts[rows + 1] - part.starts[rows] - 1
    most = length / least if least else np.inf
    return np.asarray(rows[(lengths >= least * length - _ROUNDING) & (lengths <= most + _ROUNDING)])


def _sharing(
    part: Texts, rows: NDArray[np.integer], words: Sequence[int], least: float
) -> NDArray[np.integer]:
    """Return the rows that hold so many of the words that they may be similar, in whatever order."""
    wanted = np.zeros(FIGURE + 1, np.bool_)
    wanted[np.minimum(words, FIGURE)] = True
    codes, begins = part.words_of(rows)
    shared = np.add.reduceat(wanted[np.minimum(codes, FIGURE)], begins[:-1], dtype=np.int32)
    longest = np.maximum(np.diff(begins) - 1, len(words))
    return np.asarray(rows[shared >= least * longest - _ROUNDING])


def _strings(part: Texts, rows: NDArray[np.integer]) -> list[str]:
    """Return the words of each row as a string."""
    codes, begins = part.words_of(rows)
    whole = as_string(codes)
    return [whole[begin : end - 1] for begin, end in pairwise(begins.tolist())]


def _same_figures(
    part: Texts, rows: NDArray[np.integer], scores: NDArray[np.float64], words: Sequence[int]
) -> NDArray[np.float32]:
    """Return the share of words that are the same, figures too, in texts that have the same words."""
    shares = np.zeros(len(rows), np.float32)
    same = scores == 1
    if same.any():
        places = part.starts[rows[same]][:, None] + np.arange(len(words))
        shares[same] = (part.codes[places] == np.asarray(words)).mean(axis=1)
    return shares


def _may_hold(part: Texts, length: int, least: float) -> bool:
    """Tell whether a part has texts that are neither too short nor too long to be similar."""
    shortest, longest = part.lengths
    return longest >= least * length - _ROUNDING and least * shortest <= length + _ROUNDING


def _candidates(parts: Sequence[Texts], words: Sequence[int], least: float) -> list[NDArray[np.integer]]:
    """Return the rows of each part that share enough of the rarest words, or pairs of words."""
    if not parts:
        return []
    kinds = [_single(words, least), _paired(words, least)]
    wanted = np.array([each for lists, _ in kinds for each in lists], np.int64)
    places = _places(parts, wanted)
    sizes = np.subtract(places[..., 1], places[..., 0], dtype=np.int64).sum(axis=0).tolist()
    rows: list[NDArray[np.integer]] = []
    for ease in _AT_EASE:
        plan = _best(kinds, sizes, ease)
        if not plan:
            return [np.arange(len(part)) for part in parts]
        chosen = places[:, plan.lists]
        rows = [_standing(part, lists, plan.needed) for part, lists in zip(parts, chosen, strict=True)]
        if sum(map(len, rows)) <= _FEW:
            break
    return rows


def _places(parts: Sequence[Texts], wanted: NDArray[np.int64]) -> NDArray[np.int32]:
    """Return where the lists within bounds begin and end in each part: (parts, lists, 2)."""
    if counting.is_loaded():
        return np.stack([counting.places(part, wanted) for part in parts])
    order = np.argsort(wanted, axis=None)  # neighbours are looked for where the last ones were found
    found = np.empty((len(parts), wanted.size), np.int32)
    for part, own in zip(parts, found, strict=True):
        own[order] = part.offsets[np.searchsorted(part.pairs, wanted.ravel()[order])]
    return found.reshape(len(parts), -1, 2)


def _standing(part: Texts, lists: NDArray[np.int32], needed: int) -> NDArray[np.integer]:
    """Return the rows that stand in so many of the lists, in any order."""
    return counting.standing(part, lists, needed) if counting.is_loaded() else _rows(part, lists, needed)


def _rows(part: Texts, spans: NDArray[np.int32], needed: int) -> NDArray[np.integer]:
    """Return the rows that stand in so many of the lists."""
    listed = np.concatenate([part.rows[begin:end] for begin, end in spans.tolist()])
    listed.sort()
    often = listed[needed - 1 :]
    often = often[often == listed[: len(often)]]
    firsts = np.ones(len(often), np.bool_)
    np.not_equal(often[1:], often[:-1], out=firsts[1:])
    return np.asarray(often[firsts])


@dataclass(frozen=True, slots=True)
class _Plan:
    """Which lists are read, how long they are together, and how often a match stands in them at least."""

    lists: list[int]
    cost: int
    needed: int


def _best(kinds: Sequence[tuple[Lists, int]], sizes: Sequence[int], ease: int) -> _Plan | None:
    """Return the plan that reads least, of words or of pairs; None: every text may be similar."""
    plans, first = [], 0
    for lists, slack in kinds:
        plans.append(_plan(range(first, first + len(lists)), sizes, [*lists.values()], slack, ease))
        first += len(lists)
    return min((plan for plan in plans if plan), key=lambda plan: plan.cost, default=None)


def _plan(numbers: range, sizes: Sequence[int], asked: Sequence[int], slack: int, ease: int) -> _Plan | None:
    """Choose the lists to read: the shortest, and at least so many that a match stands in one of them.

    Args:
        numbers: of the lists to choose from.
        sizes: of all lists.
        asked: how often the text asks for each.
        slack: how many of them a match may lack.
        ease: listed texts that may be read even where fewer would do.
    """
    chosen, cost, covered = list[int](), 0, 0
    for number in sorted(numbers, key=sizes.__getitem__):
        # A longer prefix asks for more that is shared: cheaper than reading candidates.
        if covered > slack and cost + sizes[number] >= ease:
            break
        chosen.append(number)
        cost += sizes[number]
        covered += asked[number - numbers.start]
    return _Plan(chosen, cost, covered - slack) if covered > slack else None


Lists = Counter[tuple[int, int]]
"""Bounds of lists, with how often a text asks for each."""


def _single(words: Sequence[int], least: float) -> tuple[Lists, int]:
    """Return the lists of words, and how many of them a match may lack."""
    wanted = Counter(bounds(word) if word < FIGURE else _ANY_FIGURE for word in words)
    return wanted, floor((1 - least) * len(words) + _ROUNDING)


def _paired(words: Sequence[int], least: float) -> tuple[Lists, int]:
    """Return the same for pairs of words, but for those that begin with a figure: they have no one list."""
    wanted = Counter(
        bounds(first, second) if second < FIGURE else (bounds(first, FIGURE)[0], bounds(first)[1])
        for first, second in pairwise([*words, END])
        if first < FIGURE
    )
    return wanted, floor(2 * (1 - least) * len(words) + _ROUNDING)
