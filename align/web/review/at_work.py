"""What each person did in a review, in figures."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from align.web.review.history import PastEdit, State
from align.web.review.said import RowMessage

IDLE = 300
"""Seconds between two things that one did beyond which one was not at work."""

MARKS = frozenset(("confirm", "unconfirm", "flag", "annotate"))
"""Edits that judge a row and change nothing in it."""


@dataclass(frozen=True, slots=True)
class AtWork:
    """One person's work."""

    person: str
    rows: int
    """Which they were the last to change."""
    confirmed: int
    """Of these, the rows that are confirmed."""
    edits: int
    """Of texts and of what belongs together, but for those that were taken back."""
    comments: int
    assigned: int
    """Rows that they are to look at, confirmed ones not counted."""
    seconds: int
    """Time at work: from one thing they did to the next, where that was no longer than `IDLE`."""
    last: str
    """When they last did something: UTC, `YYYYMMDDThhmmssZ`."""


def at_work(state: State, past: Sequence[PastEdit], said: Sequence[RowMessage]) -> list[AtWork]:
    """Return the work of each, the longest first."""
    times = defaultdict[str, list[str]](list)
    for person, at in (
        *((each.entry.person, each.entry.at) for each in past),
        *((each.person, each.at) for each in said),
    ):
        times[person].append(at)
    assigned = _assigned(state)
    for person in assigned:
        times[person] += []
    rows = Counter(bead.changed_by for bead in state.bitext.beads)
    confirmed = Counter(bead.changed_by for bead in state.bitext.beads if bead.status == "confirmed")
    edits = Counter[str]()
    for each in past:
        if each.is_done and each.entry.name not in MARKS:
            edits[each.entry.person] += each.count
    comments = Counter(each.person for each in said if each.assigned is None)
    found = [
        AtWork(
            person,
            rows[person],
            confirmed[person],
            edits[person],
            comments[person],
            assigned[person],
            seconds_of(own),
            max(own, default=""),
        )
        for person, own in times.items()
        if person or own
    ]
    return sorted(found, key=lambda each: (-each.seconds, each.person))


def seconds_of(times: Iterable[str]) -> int:
    """Return how long somebody was at work who did something at these moments.

    >>> seconds_of(["20261129T100000Z", "20261129T100400Z", "20261129T110000Z", "20261129T110010Z"])
    250
    """
    moments = sorted(filter(None, map(_moment, times)))
    gaps = ((later - earlier).total_seconds() for earlier, later in pairwise(moments))
    return int(sum(gap for gap in gaps if gap <= IDLE))


def _moment(at: str) -> datetime | None:
    try:
        return datetime.strptime(at, "%Y%m%dT%H%M%SZ")
    except ValueError:
        return None


def _assigned(state: State) -> Counter[str]:
    found = Counter[str]()
    for key, bead in zip(state.keys, state.bitext.beads, strict=True):
        said = state.talk.get(key)
        if said and said.assigned:
            found[said.assigned] += bead.status != "confirmed"
    return found
