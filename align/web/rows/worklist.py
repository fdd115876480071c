"""The worklist: what a person should look at, each row with the reason, the weightiest first.

Rows side by side that lack a partner, or whose partner stands elsewhere, are one alarm: a page that was left
out is one thing to look at, not forty.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from threading import Lock
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from align.beads import longest_chain
from align.bitext import Bead
from align.terms.findings import Finding
from align.web.review.history import State
from align.web.rows.columns import NOWHERE, ReviewColumns, RowColumns, code_of, columns_of, places_of, ranks
from align.web.rows.reasons import REASONS

_RUNS = ("unmatched", "moved")

Findings = Mapping[int, Sequence[Finding]]


class Alarm(NamedTuple):
    """One thing to look at: a row, or a run of them."""

    reason: str
    rows: range


class Reasons(Mapping[int, str]):
    """Of each row that is to be looked at, the weightiest reason."""

    def __init__(self, codes: NDArray[np.uint8]) -> None:
        self._codes = codes

    def __getitem__(self, row: int) -> str:
        """Return the reason of a row; KeyError: there is none."""
        if not 0 <= row < len(self._codes) or not self._codes[row]:
            raise KeyError(row)
        return REASONS[self._codes[row] - 1]

    def __iter__(self) -> Iterator[int]:
        """Yield the rows from the top."""
        return iter(np.flatnonzero(self._codes).tolist())

    def __len__(self) -> int:
        """Return how many rows are to be looked at."""
        return int(np.count_nonzero(self._codes))

    def pairs(self) -> Iterator[tuple[int, str]]:
        """Yield rows and reasons from the top; quicker than `items`."""
        rows = np.flatnonzero(self._codes)
        return zip(rows.tolist(), (REASONS[code - 1] for code in self._codes[rows].tolist()), strict=True)


@dataclass(frozen=True)
class Worklist:
    """What is to be looked at at one moment."""

    codes: NDArray[np.uint8]
    """(n,) why each row is to be looked at, by `code_of`."""

    @property
    def reasons(self) -> Reasons:
        """Of each row that is to be looked at, the weightiest."""
        return Reasons(self.codes)

    @cached_property
    def alarms(self) -> tuple[Alarm, ...]:
        """The weightiest first, those of one weight from the top."""
        return _alarms(self.reasons)

    def counts(self) -> dict[str, int]:
        """Return how many alarms there are of each reason that there is, the weightiest first.

        Every edit asks for that, of 100,000 rows too: the alarms themselves are not put together for it.
        """
        rows = np.bincount(self.codes, minlength=len(REASONS) + 1)
        for reason in _RUNS:  # of a run, only the first row counts
            here = self.codes == code_of(reason)
            rows[code_of(reason)] -= np.count_nonzero(here[1:] & here[:-1])
        counted = zip(REASONS, rows[1:].tolist(), strict=True)
        return {reason: count for reason, count in counted if count}


class Worklists:
    """Makes the worklist of a review, and keeps what stays true from one edit to the next."""

    def __init__(self) -> None:
        self._last: tuple[State, Findings, Worklist] | None = None
        self._moved: tuple[NDArray[np.int64], NDArray[np.int64]] | None = None  # places, and rows for them
        self._wrong: tuple[Findings, list[int]] | None = None  # findings, and keys of rows with errors
        self._lock = Lock()

    def of(self, state: State, columns: ReviewColumns, findings: Findings) -> Worklist:
        """Return the worklist of a moment, with the open findings by the keys of their rows."""
        with self._lock:
            last = self._last
            if last and last[0] is state and last[1] is findings:
                return last[2]
            codes = _codes(columns.rows, self._moved_rows(columns.rows.place))
            discussed = [key for key, said in state.talk.items() if said.is_open]
            # The weightier one last.
            for reason, keys in (("error", self._wrong_keys(findings)), ("discussed", discussed)):
                rows = columns.rows_of(keys)
                codes[rows[codes[rows] != code_of("flagged")]] = code_of(reason)
            self._last = state, findings, Worklist(codes)
            return self._last[2]

    def _moved_rows(self, places: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return the rows that leave the order of the translation, which few edits change."""
        if self._moved is None or not np.array_equal(self._moved[0], places):
            self._moved = places, _moved(places)
        return self._moved[1]

    def _wrong_keys(self, findings: Findings) -> list[int]:
        if self._wrong is None or self._wrong[0] is not findings:
            rows = (key for key, row in findings.items() if any(each.severity == "error" for each in row))
            self._wrong = findings, list(rows)
        return self._wrong[1]


def alarms_of(beads: Sequence[Bead]) -> tuple[Alarm, ...]:
    """Return what is to be looked at in rows whose findings nobody has looked for."""
    columns = columns_of(beads, places_of(beads))
    return Worklist(_codes(columns, _moved(columns.place))).alarms


def _codes(columns: RowColumns, moved: NDArray[np.int64]) -> NDArray[np.uint8]:
    """Return why rows are to be looked at, for what they tell alone or for where their translations stand."""
    codes = columns.reason.copy()
    codes[moved[columns.is_free[moved] & (codes[moved] == 0)]] = code_of("moved")
    return codes


def _alarms(reasons: Reasons) -> tuple[Alarm, ...]:
    found: dict[str, list[Alarm]] = {reason: [] for reason in REASONS}
    for alarm in _runs(reasons):
        found[alarm.reason].append(alarm)
    return tuple(chain.from_iterable(found.values()))


def _runs(reasons: Reasons) -> Iterator[Alarm]:
    """Yield the alarms from the top."""
    first, last, running = 0, -2, ""
    for row, reason in chain(reasons.pairs(), [(-2, "")]):
        if running and (row, reason) != (last + 1, running if running in _RUNS else None):
            yield Alarm(running, range(first, last + 1))
            running = ""
        if not running:
            first, running = row, reason
        last = row


def _moved(places: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the rows that leave the order of the translation: all but the most that are in order.

    >>> _moved(np.array([0, 10, 50, 20, NOWHERE, 30])).tolist()
    [2]
    """
    rows = np.flatnonzero(places != NOWHERE)
    order = places[rows]
    if (order[:-1] <= order[1:]).all():
        return rows[:0]
    # Where all above is in order with all below, the order of one half says nothing of the other's.
    highest, lowest = np.maximum.accumulate(order), np.minimum.accumulate(order[::-1])[::-1]
    begins = np.flatnonzero(np.append(True, highest[:-1] <= lowest[1:]))
    ends = np.append(begins[1:], len(order))
    left = list[NDArray[np.int64]]()
    for first, stop in np.column_stack((begins, ends))[ends - begins > 1].tolist():
        # Equal places are in order.
        left.append(np.delete(rows[first:stop], longest_chain(ranks(order[first:stop]).tolist())))
    return np.concatenate(left)
