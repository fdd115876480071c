"""What each row tells alone, in columns: what an edit costs must not grow with the rows it leaves alone.

Worklist, figures and overview are made anew at every edit. Of 100,000 rows they look at numbers in arrays;
the rows themselves are looked at once, and again where an edit changed them.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, fields
from threading import Lock
from typing import Any

import numpy as np
from numpy.typing import NDArray

from align.bitext import STATUSES, Bead
from align.web.review.history import Keys, State
from align.web.rows.reasons import REASONS, reason_of

NOWHERE = -1
"""The place of what has no translation."""

_START_BITS, _MOST_PARTS = 40, 1 << 22
"""A place is a paragraph and a character in one number; a file may claim paragraphs that no number holds."""

_CODE = {reason: code for code, reason in enumerate(("", *REASONS))}


def code_of(reason: str) -> int:
    """Return the number of a reason in the columns; that of none is 0."""
    return _CODE[reason]


@dataclass(frozen=True, slots=True)
class RowColumns:
    """n rows, a number each in every column."""

    reason: NDArray[np.uint8]
    """Why it is to be looked at, by `code_of`."""
    status: NDArray[np.uint8]
    """Its place among `STATUSES`."""
    is_free: NDArray[np.bool_]
    """True: no person had a hand in it."""
    score: NDArray[np.float64]
    """Below 0: it has no partner."""
    place: NDArray[np.int64]
    """Where its translation begins in the document, in the order of places; `NOWHERE` without a partner."""
    sizes: NDArray[np.int64]
    """How many segments its translation has."""

    def with_rows(self, first: int, stop: int, new: RowColumns) -> RowColumns:
        """Return these columns with others in the place of rows [first:stop]."""
        pairs = ((getattr(self, each.name), getattr(new, each.name)) for each in fields(self))
        return RowColumns(*(_spliced(old, first, stop, came) for old, came in pairs))


@dataclass(frozen=True, slots=True)
class ReviewColumns:
    """The columns of all rows of a moment."""

    rows: RowColumns
    keys: NDArray[np.int64]
    """(n,) of the rows."""
    segments: NDArray[np.int64]
    """(m,) the places of all segments of the translation, row by row."""

    def rows_of(self, keys: Collection[int]) -> NDArray[np.int64]:
        """Return the rows of those of some keys that are there, from the top."""
        return np.flatnonzero(np.isin(self.keys, np.fromiter(keys, np.int64, len(keys))))


class KeptColumns:
    """Keeps the columns of a review up from one edit to the next."""

    def __init__(self) -> None:
        self._keys: Keys = ()
        self._columns = ReviewColumns(columns_of((), _numbers([])), _numbers([]), _numbers([]))
        self._lock = Lock()

    def of(self, state: State) -> ReviewColumns:
        """Return the columns of a moment."""
        with self._lock:
            if state.keys is not self._keys:
                self._follow(state)
            return self._columns

    def _follow(self, state: State) -> None:
        """Look at the rows between the first and the last that are not those of the last moment."""
        first, gone, came = state.since(self._keys)
        stop, beads = first + len(gone), state.bitext.beads[first : first + len(came)]
        before = self._columns
        begin, end = (int(before.rows.sizes[:row].sum()) for row in (first, stop))
        places = places_of(beads)
        self._columns = ReviewColumns(
            before.rows.with_rows(first, stop, columns_of(beads, places)),
            _spliced(before.keys, first, stop, _numbers(came)),
            _spliced(before.segments, begin, end, places),
        )
        self._keys = state.keys


def columns_of(beads: Sequence[Bead], places: NDArray[np.int64]) -> RowColumns:
    """Return the columns of some rows, with the `places_of` them."""

    def column(values: Any, kind: Any) -> Any:
        return np.fromiter(values, kind, len(beads))

    sizes = column((len(bead.target) for bead in beads), np.int64)
    place = np.full(len(beads), NOWHERE)
    linked = np.flatnonzero(column((bool(bead.source and bead.target) for bead in beads), np.bool_))
    place[linked] = places[(sizes.cumsum() - sizes)[linked]]
    return RowColumns(
        reason=column((_CODE[reason_of(bead)] for bead in beads), np.uint8),
        status=column((STATUSES.index(bead.status) for bead in beads), np.uint8),
        is_free=column((bead.status == "auto" and bead.why != "hand" for bead in beads), np.bool_),
        score=column((-1.0 if bead.is_null else bead.score for bead in beads), np.float64),
        place=place,
        sizes=sizes,
    )


def places_of(beads: Sequence[Bead]) -> NDArray[np.int64]:
    """Return the places (m,) of all segments of the translations of some rows."""
    segments = [segment for bead in beads for segment in bead.target]
    parts = _within([segment.part for segment in segments], _MOST_PARTS)
    starts = _within([segment.start for segment in segments], (1 << _START_BITS) - 1)
    return (parts << _START_BITS) + starts


def _within(values: Sequence[int], most: int) -> NDArray[np.int64]:
    """Return numbers between 0 and the most that is allowed."""
    try:
        return _numbers(values).clip(0, most)
    except OverflowError:  # one that no column holds
        return _numbers([min(max(value, 0), most) for value in values])


def ranks(places: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return which place in order each of some places is; of equal ones, the later counts as higher."""
    found = np.arange(len(places))
    found[places.argsort(kind="stable")] = np.arange(len(places))
    return found


def _numbers(values: Sequence[int]) -> NDArray[np.int64]:
    return np.array(values, np.int64)


def _spliced(old: NDArray[Any], first: int, stop: int, new: NDArray[Any]) -> NDArray[Any]:
    return np.concatenate((old[:first], new, old[stop:]))
