"""The worklist: what a person should look at, each row with the reason, the weightiest first.

Rows side by side that lack a partner, or whose partner stands elsewhere, are one alarm: a page that was left
out is one thing to look at, not forty.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from threading import Lock
from typing import NamedTuple

from align.beads import longest_chain
from align.bitext import Bead
from align.exchange.html_rows import DOUBTFUL
from align.terms.findings import Finding
from align.web.review.edits import LEFT
from align.web.review.history import Keys, State, difference

REASONS = ("flagged", "discussed", "error", "unmatched", "wrong", "doubtful", "left", "moved")
"""Why a row is to be looked at, by weight: somebody flagged it; somebody said something of it that nobody has
settled; a check found an error; it has no partner; it is sooner wrong than right; it is doubtful; an edit of
another row changed it; its translation stands elsewhere."""

_RUNS = frozenset(("unmatched", "moved"))

_AFTER = 1 << 40
"""Characters after which the next paragraph begins, as far as their order goes."""

Findings = Mapping[int, Sequence[Finding]]


class Alarm(NamedTuple):
    """One thing to look at: a row, or a run of them."""

    reason: str
    rows: range


@dataclass(frozen=True)
class Worklist:
    """What is to be looked at at one moment."""

    reasons: Mapping[int, str]
    """Of each row that is to be looked at, the weightiest."""

    @cached_property
    def alarms(self) -> tuple[Alarm, ...]:
        """The weightiest first, those of one weight from the top."""
        return _alarms(self.reasons)

    def counts(self) -> dict[str, int]:
        """Return how many alarms there are of each reason that there is, the weightiest first.

        Every edit asks for that, of 100,000 rows too: the alarms themselves are not put together for it.
        """
        rows = Counter(self.reasons.values())
        for reason in _RUNS & rows.keys():  # of a run, only the first row counts
            here = {row for row, each in self.reasons.items() if each == reason}
            rows[reason] -= sum(row - 1 in here for row in here)
        return {reason: rows[reason] for reason in REASONS if rows[reason]}


class Worklists:
    """Makes the worklist of a review, and keeps what stays true of its rows from one edit to the next."""

    def __init__(self) -> None:
        self._keys: Keys = ()
        self._reasons: list[str] = []  # of each row, what it tells alone
        self._places: list[int | None] = []
        self._last: tuple[State, Findings, Worklist] | None = None
        self._lock = Lock()

    def of(self, state: State, findings: Findings) -> Worklist:
        """Return the worklist of a moment, with the open findings by the keys of their rows."""
        with self._lock:
            last = self._last
            if last and last[0] is state and last[1] is findings:
                return last[2]
            self._follow(state)
            made = _worklist(self._reasons, _moved(self._places), state, findings)
            self._last = state, findings, made
            return made

    def _follow(self, state: State) -> None:
        """Look at the rows between the first and the last that are not those of the last moment."""
        first, gone, came = difference(self._keys, state.keys)
        beads = state.bitext.beads[first : first + len(came)]
        rows = slice(first, first + len(gone))
        self._reasons[rows], self._places[rows] = map(reason_of, beads), map(_place, beads)
        self._keys = state.keys


def reason_of(bead: Bead) -> str:
    """Return why a person should look at a row, as far as it tells that alone; empty: they need not.

    What a person made, edited or confirmed is not doubtful. A row without a partner is to be looked at until
    somebody confirms that it has none.
    """
    if bead.status != "auto":
        return "flagged" if bead.status == "flagged" else ""
    if bead.is_null:
        return "unmatched"
    if bead.why == "hand" or is_edited(bead) or bead.score >= DOUBTFUL:
        return ""
    if bead.changed_by and bead.score <= LEFT:
        return "left"
    return "wrong" if bead.score < 0.5 else "doubtful"


def is_edited(bead: Bead) -> bool:
    """Tell whether a person changed a text of a row."""
    return any(segment.edited for segment in (*bead.source, *bead.target))


def alarms_of(beads: Sequence[Bead]) -> tuple[Alarm, ...]:
    """Return what is to be looked at in rows whose findings nobody has looked for."""
    return _alarms(_reasons(list(map(reason_of, beads)), _moved(list(map(_place, beads))), beads))


def _worklist(reasons: Sequence[str], moved: Sequence[int], state: State, findings: Findings) -> Worklist:
    """Put together what the rows tell alone, where their translations stand, and what the checks found."""
    found = _reasons(reasons, moved, state.bitext.beads)
    wrong = {key for key, row in findings.items() if any(each.severity == "error" for each in row)}
    discussed = {key for key, said in state.talk.items() if said.is_open}
    for reason, keys in (("error", wrong), ("discussed", discussed)):  # the weightier one last
        if keys:
            at = (row for row, key in enumerate(state.keys) if key in keys)
            found |= {row: reason for row in at if found.get(row) != "flagged"}
    return Worklist(found)


def _reasons(reasons: Sequence[str], moved: Sequence[int], beads: Sequence[Bead]) -> dict[int, str]:
    """Return why rows are to be looked at, for what they tell alone or for where their translations stand."""
    found = {row: reason for row, reason in enumerate(reasons) if reason}
    for row in moved:
        if beads[row].status == "auto" and beads[row].why != "hand":
            found.setdefault(row, "moved")
    return found


def _alarms(reasons: Mapping[int, str]) -> tuple[Alarm, ...]:
    found: dict[str, list[Alarm]] = {reason: [] for reason in REASONS}
    for alarm in _runs(reasons):
        found[alarm.reason].append(alarm)
    return tuple(chain.from_iterable(found.values()))


def _runs(reasons: Mapping[int, str]) -> Iterator[Alarm]:
    """Yield the alarms from the top, of reasons by their rows."""
    first, last, running = 0, -2, ""
    for row, reason in [*sorted(reasons.items()), (-2, "")]:
        if running and (row, reason) != (last + 1, running if running in _RUNS else None):
            yield Alarm(running, range(first, last + 1))
            running = ""
        if not running:
            first, running = row, reason
        last = row


def _place(bead: Bead) -> int | None:
    """Return where the translation of a row begins in its document; nothing, where there is none."""
    return bead.target[0].part * _AFTER + bead.target[0].start if bead.source and bead.target else None


def _moved(places: Sequence[int | None]) -> list[int]:
    """Return the rows that leave the order of the translation: all but the most that are in order.

    >>> _moved([0, 10, 50, 20, None, 30])
    [2]
    """
    rows = [row for row, place in enumerate(places) if place is not None]
    order = [place for place in places if place is not None]
    if order == sorted(order):
        return []
    # Equal places are in order: the later one counts as higher.
    kept = set(longest_chain([place * len(order) + k for k, place in enumerate(order)]))
    return [row for k, row in enumerate(rows) if k not in kept]
