"""What a page needs to come from the version it drew to this moment: rows that changed, findings that did.

Several changes are told as one stretch: rows `[first:first + removed]` gave way to those of `keys`. Rows
within it that nobody touched keep their keys, and the page keeps them too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Lock
from time import monotonic

from align.errors import AlignError
from align.terms.findings import Finding
from align.web.findings.review_findings import ReviewFindings
from align.web.review.history import Change, State

REST = 5
"""So many times as long as a check took, only rows that are edited are checked before the next of all."""

Findings = Mapping[int, Sequence[Finding]]


@dataclass(frozen=True, slots=True)
class ChangedRows:
    """Where the rows of two versions differ."""

    first: int
    removed: int
    keys: tuple[int, ...]
    """All rows that now stand there."""
    fresh: tuple[int, ...]
    """Indices of the rows to draw: the new ones, and those below them, which may now begin a paragraph."""


def stretch(state: State, changes: Sequence[Change]) -> ChangedRows:
    """Return the one stretch that several changes amount to, the last of which led to `state`.

    >>> from align.bitext import Bitext, Side
    >>> state = State(2, Bitext(Side("en"), Side("zh"), ()), (1, 9, 4, 8))
    >>> merged, split = Change(1, 1, 2, 1, "merge", "", ""), Change(2, 3, 1, 1, "confirm", "", "")
    >>> stretch(state, [merged, split])
    ChangedRows(first=1, removed=4, keys=(9, 4, 8), fresh=(1, 2, 3))
    """
    if not changes:
        return ChangedRows(0, 0, (), ())
    size = len(state.keys)
    is_fresh = bytearray(size - sum(change.added - change.removed for change in changes))
    before, first, rest = len(is_fresh), len(is_fresh), len(is_fresh)
    for change in changes:
        first = min(first, change.first)
        rest = min(rest, len(is_fresh) - change.first - change.removed)
        is_fresh[change.first : change.first + change.removed] = b"\1" * change.added
    new = {place.start() for place in re.finditer(b"\1", is_fresh)}
    below = {i + 1 for i in new if i + 1 < size}
    ends = {change.first for change in changes if not change.added and change.first < size}
    fresh = new | below | ends
    return ChangedRows(first, before - rest - first, state.keys[first : size - rest], tuple(sorted(fresh)))


class Watch:
    """Tells which rows' findings changed since somebody last looked."""

    def __init__(self, findings: ReviewFindings) -> None:
        self.is_checked = False
        """True when the bitext has been checked once."""
        self.problem: AlignError | None = None
        """Why there are no findings, or old ones: the file of waivers is damaged."""
        self._findings = findings
        self._seen: Findings = {}
        self._changed: dict[int, int] = {}
        self._stamp = 0
        self._rests_until = 0.0
        self._checking = Lock()
        self._lock = Lock()

    @property
    def is_due(self) -> bool:
        """True where the bitext has changed, and was not checked just now: checks would fill all time.

        The first check is never due: it waits until the page is there.
        """
        has_rested = not self._checking.locked() and monotonic() >= self._rests_until
        return self.is_checked and has_rested and self._findings.is_stale

    def refresh(self) -> None:
        """Check the bitext, if it has changed; may take seconds, of a hundred thousand rows minutes."""
        with self._checking:
            if not self._findings.is_stale:
                return
            start = monotonic()
            with self._problem_told():
                self._findings.refresh()
            self._rests_until = monotonic() + REST * (monotonic() - start)
            with self._lock:
                self._stamp += not self.is_checked
                self.is_checked = True

    def now(self) -> tuple[int, Findings]:
        """Return the findings by the keys of their rows, and a stamp to ask with later."""
        with self._lock, self._problem_told():
            current = self._findings.by_row()
            if current is not self._seen:
                keys = self._seen.keys() | current.keys()
                changed = [key for key in keys if self._seen.get(key) != current.get(key)]
                self._stamp += bool(changed)
                self._changed.update(dict.fromkeys(changed, self._stamp))
                self._seen = current
        return self._stamp, self._seen

    def changed_since(self, stamp: int) -> set[int]:
        """Return the keys of the rows whose findings changed since a stamp.

        A stamp of a server that ran before is greater than ours: then any row with findings may have changed.
        """
        now, seen = self.now()
        if stamp > now:
            return set(seen)
        return {key for key, changed in self._changed.items() if changed > stamp}

    def count(self) -> int | None:
        """Return how many findings are open; None: they are being looked for."""
        return sum(map(len, self.now()[1].values())) if self.is_checked else None

    @contextmanager
    def _problem_told(self) -> Iterator[None]:
        """Keep what goes wrong: a damaged file of waivers must not keep a person from the rows."""
        try:
            yield
            self.problem = None
        except AlignError as error:
            self.problem = error
