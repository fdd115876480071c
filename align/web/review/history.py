"""What was done to a bitext, in order, and what can be taken back.

Every row has a key, a number that no other row ever gets. An edit takes keys away and gives new ones; taking
it back gives the old ones back. So an edit can be taken back exactly while the rows that it made are all
there, whatever happened elsewhere meanwhile, and a row that changed is known by its key.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import compress, count
from operator import is_not
from typing import TypeVar

from align.bitext import Bitext
from align.errors import AlignError
from align.web.review.edits import EditError
from align.web.review.journal import JournalEntry
from align.web.review.people import Person, same
from align.web.review.said import SILENCE, RowTalk
from align.words import say

Keys = tuple[int, ...]
T = TypeVar("T")

_BLOCK = 4096
"""Items compared at once: nearly all are the very same objects, which Python passes over quickly."""

SOMEBODY = say("somebody")
"""Who edited, where nobody knows."""


class ConflictError(AlignError):
    """Somebody else changed the same rows meanwhile: who, when and what."""

    def __init__(self, what: str, *, person: str, at: str, name: str = "", mend: str = "") -> None:
        super().__init__(what, mend=mend)
        self.person = person
        self.at = at
        """UTC, `YYYYMMDDThhmmssZ`."""
        self.name = name
        """The edit, as in `Change`."""


class BuiltOnError(ConflictError):
    """An edit cannot be taken back, or made again: a later one changed its rows. That one is told."""


@dataclass(frozen=True, slots=True)
class Change:
    """Beads `[first:first + removed]` of the version before gave way to `added` new ones."""

    version: int
    """The version it led to."""
    first: int
    removed: int
    added: int
    name: str
    """The edit, as `edits.EDITS` names it; or `realign`, `undo`, `redo`."""
    person: str
    """Who edited; a `Person`, where the browser is known too."""
    at: str
    """UTC, `YYYYMMDDThhmmssZ`."""


@dataclass(frozen=True, slots=True)
class State:
    """What the session holds at one moment: read it once, and its parts fit together."""

    version: int
    bitext: Bitext
    keys: Keys
    """A name for each row that stays the same while the row does, across edits of others and restarts."""
    talk: Mapping[int, RowTalk] = field(default_factory=dict)
    """What was said of the rows, by their keys; the bitext itself has nothing of it."""
    said: int = 0
    """How many things were said by then, each a comment or an assignment of a row."""
    last: tuple[Keys, Change] | None = field(default=None, compare=False, repr=False)
    """The keys before the last edit, and what it changed; None: it changed several stretches."""

    def since(self, keys: Keys) -> tuple[int, Keys, Keys]:
        """Return the first key that differs from those of an earlier moment, those that went, and that came.

        Of the moment before, the last edit tells it: nobody has to compare 100,000 keys.
        """
        if self.last and self.last[0] is keys:
            first, change = self.last[1].first, self.last[1]
            return first, keys[first : first + change.removed], self.keys[first : first + change.added]
        first, gone, came = difference(keys, self.keys)
        return first, tuple(gone), tuple(came)

    def places(self) -> dict[int, int]:
        """Return the rows by their keys."""
        return {key: row for row, key in enumerate(self.keys)}

    def said_of(self, row: int) -> RowTalk:
        """Return what was said of a row."""
        return self.talk.get(self.keys[row], SILENCE)

    def told(self) -> Bitext:
        """Return the bitext with what was said of its rows."""
        if not self.talk:
            return self.bitext
        rows = zip(self.bitext.beads, (self.talk.get(key) for key in self.keys), strict=True)
        beads = (
            replace(bead, comments=said.comments, assigned=said.assigned) if said else bead
            for bead, said in rows
        )
        return replace(self.bitext, beads=tuple(beads))


@dataclass(frozen=True, slots=True)
class PastEdit:
    """One edit of the review, seen from now."""

    entry: JournalEntry
    is_done: bool
    """False: somebody took it back."""
    can_turn: bool
    """True where it can be taken back, or made again: its rows stand as it left them."""
    row: int | None
    """The first of its rows that is still there."""
    count: int = 1
    """How many edits were made in one step with it, itself included."""


class History:
    """The edits of a review and the keys of its rows. Built from the same entries, it is the same."""

    def __init__(self, rows: int) -> None:
        self.entries: list[JournalEntry] = []
        self.inherited = 0
        """Edits up to this version are of an earlier sitting: a browser may be gone, so the name has them."""
        self.keys = list(range(rows))
        self._next = rows
        self._placed: dict[int, int] = {}  # the version at which each key last came to its place
        self._taken: dict[int, int] = {}  # and that at which it last went
        self._moved: dict[int, tuple[Keys, Keys]] = {}  # keys that each edit took away and gave, by version
        self._done: list[JournalEntry] = []
        self._undone: list[JournalEntry] = []
        self.names = set[str]()
        """Of all who edited."""

    @property
    def version(self) -> int:
        """Return how many entries there are."""
        return len(self.entries)

    def add(self, entry: JournalEntry) -> None:
        """Take an edit, an undo or a redo into the history."""
        rows = slice(entry.first, entry.first + len(entry.removed))
        gone, came = tuple(self.keys[rows]), self._came(entry)
        self.keys[rows] = came
        self._taken.update(dict.fromkeys(gone, entry.version))
        self._placed.update(dict.fromkeys(came, entry.version))
        self._moved[entry.version] = gone, came
        self.entries.append(entry)
        self.names.add(entry.person)
        self._stack(entry)

    def last_done(self, person: str | None) -> JournalEntry | None:
        """Return the last edit of a person, or of anyone, that was not taken back."""
        return self._last(self._done, person)

    def last_undone(self, person: str | None) -> JournalEntry | None:
        """Return what was last taken back of a person's edits, or of anyone's."""
        return self._last(self._undone, person)

    def edit_of(self, version: int, step: str) -> JournalEntry:
        """Return the edit of a version, to be taken back (`undo`) or made again (`redo`).

        Raises:
            EditError: it is taken back already, or made again, or left behind by another edit.
        """
        for entry in reversed(self._done if step == "undo" else self._undone):
            if entry.version == version:
                return entry
        raise EditError(say("this edit is not as you see it any more"))

    def origin(self, entry: JournalEntry) -> JournalEntry:
        """Return an edit itself, or the one that it takes back or makes again."""
        return self.entries[entry.of - 1] if entry.of else entry

    def step(self, entry: JournalEntry) -> list[JournalEntry]:
        """Return the edits that were made in one step with one, itself included."""
        last = entry.version
        while entry.group and last < self.version and self.entries[last].group == entry.group:
            last += 1
        return [each for each in self.entries[(entry.group or last) - 1 : last] if not each.of]

    def past_edits(self) -> Iterator[PastEdit]:
        """Yield all edits as they are now, the newest first, and one for each step of several."""
        places = {key: row for row, key in enumerate(self.keys)}
        done = {entry.version for entry in self._done}
        undone = {entry.version for entry in self._undone}
        for entry in reversed(self.entries):
            if entry.of or entry.group not in (0, entry.version):
                continue
            is_done, step = entry.version in done, self.step(entry)
            rows = [
                self._standing(self.made_by(each) if is_done else self.replaced_by(each), places)
                for each in step
            ]
            can_turn = all(stands for _, stands in rows) and (is_done or entry.version in undone)
            row = next((row for row, _ in rows if row is not None), None)
            yield PastEdit(entry, is_done, can_turn, row, len(step))

    def _standing(self, keys: Keys, places: Mapping[int, int]) -> tuple[int | None, bool]:
        """Return the first of some rows that is still there, and whether they all are, side by side."""
        row = next((places[key] for key in keys if key in places), None)
        return row, row is not None and tuple(self.keys[row : row + len(keys)]) == keys

    def made_by(self, entry: JournalEntry) -> Keys:
        """Return the keys of the rows that an edit gave."""
        return self._moved[entry.version][1]

    def replaced_by(self, entry: JournalEntry) -> Keys:
        """Return the keys of the rows that an edit took away."""
        return self._moved[entry.version][0]

    def key_now(self, key: int) -> int | None:
        """Return the key of what a row is now: its own, or that of the row that took its place."""
        while self._taken.get(key, 0) > self._placed.get(key, 0):
            gone, came = self._moved[self._taken[key]]
            key = came[gone.index(key) * len(came) // len(gone)]
        return key if 0 <= key < self._next else None

    def taken(self, key: int) -> JournalEntry | None:
        """Return the edit that took a row away; nothing, where there was no such row."""
        return self.entries[self._taken[key] - 1] if key in self._taken else None

    def last_to_take(self, keys: Keys) -> JournalEntry:
        """Return the edit that last took one of these rows away."""
        return self.entries[max(self._taken.get(key, 1) for key in keys) - 1]

    def keys_at(self, version: int) -> list[int]:
        """Return the keys of the rows as they were at a version."""
        keys = list(self.keys)
        for entry in reversed(self.entries[version:]):
            gone, came = self._moved[entry.version]
            keys[entry.first : entry.first + len(came)] = gone
        return keys

    def row_now(self, row: int, version: int) -> int:
        """Return where a row is now that was there at a version.

        Raises:
            ConflictError: it has changed since.
        """
        if version == self.version:
            return min(row, len(self.keys))
        keys = self.keys_at(version)
        if row >= len(keys):
            return len(self.keys)  # no row then, none now
        if keys[row] not in self.keys:
            raise conflict(self.last_to_take((keys[row],)))
        return self.keys.index(keys[row])

    def check_seen(self, rows: range, version: int) -> None:
        """Make sure that rows were there at a version: what was not seen is not replaced.

        Raises:
            ConflictError: one came since.
        """
        seen = set(self.keys_at(version)) if version < self.version else None
        for key in self.keys[rows.start : rows.stop]:
            if seen is not None and key not in seen:
                raise conflict(self.entries[self._placed[key] - 1])

    def _last(self, entries: list[JournalEntry], person: str | None) -> JournalEntry | None:
        return next((each for each in reversed(entries) if person is None or self._is_of(each, person)), None)

    def _is_of(self, entry: JournalEntry, person: str) -> bool:
        return same(_who(entry), person) or (entry.version <= self.inherited and entry.person == person)

    def _came(self, entry: JournalEntry) -> Keys:
        if entry.of:
            gone, came = self._moved[self.origin(entry).version]
            return gone if entry.name == "undo" else came
        keys = tuple(range(self._next, self._next + len(entry.added)))
        self._next += len(keys)
        return keys

    def _stack(self, entry: JournalEntry) -> None:
        origin = self.origin(entry)
        if entry.name == "undo":
            _leave(self._done, origin)
            self._undone.append(origin)
        elif entry.name == "redo":
            _leave(self._undone, origin)
            self._done.append(origin)
        else:
            self._done.append(entry)
            # Who edits anew leaves behind what he took back.
            self._undone = [undone for undone in self._undone if not same(_who(undone), _who(entry))]


def _leave(entries: list[JournalEntry], entry: JournalEntry) -> None:
    """Take an entry out of a list; it stands near the end."""
    del entries[next(k for k in range(len(entries) - 1, -1, -1) if entries[k] is entry)]


def _who(entry: JournalEntry) -> Person:
    return Person(entry.person, by=entry.by)


def change_of(entry: JournalEntry) -> Change:
    """Return what an edit changed, without its beads."""
    removed, added = len(entry.removed), len(entry.added)
    return Change(entry.version, entry.first, removed, added, entry.name, _who(entry), entry.at)


def conflict(entry: JournalEntry) -> ConflictError:
    """Return the error that tells of an edit which came first."""
    what = say(
        "{person} changed this row at {hour} ({edit})",
        person=entry.person or SOMEBODY,
        hour=_hour(entry),
        edit=entry.name,
    )
    mend = say("look at it as it is now, and edit it again if need be")
    return ConflictError(what, person=_who(entry), at=entry.at, name=entry.name, mend=mend)


def other_review() -> ConflictError:
    """Return the error that tells a page that its rows, keys and versions are of another review."""
    what = say("the page shows another review of the file")
    return ConflictError(what, person="", at="", mend=say("load the page again"))


def built_on(entry: JournalEntry) -> BuiltOnError:
    """Return the error that tells of a later edit, which has to be taken back first."""
    what = say(
        "{person} changed its rows since, at {hour} ({edit})",
        person=entry.person or SOMEBODY,
        hour=_hour(entry),
        edit=entry.name,
    )
    mend = say("take that back first: the history has it")
    return BuiltOnError(what, person=_who(entry), at=entry.at, name=entry.name, mend=mend)


def _hour(entry: JournalEntry) -> str:
    return f"{entry.at[9:11]}:{entry.at[11:13]}:{entry.at[13:15]} UTC"


def difference(before: Sequence[T], after: Sequence[T]) -> tuple[int, Sequence[T], Sequence[T]]:
    """Return the first item that differs, the items that went and those that came."""
    shorter = min(len(before), len(after))
    first = _alike(before, after)
    last = min(_alike_at_end(before, after), shorter - first)
    return first, before[first : len(before) - last], after[first : len(after) - last]


def differences(before: Sequence[T], after: Sequence[T]) -> list[tuple[int, Sequence[T], Sequence[T]]]:
    """Return what `difference` does, stretch by stretch where as many items came as went.

    >>> differences("abcdef", "aBcdEF")
    [(1, 'b', 'B'), (4, 'ef', 'EF')]
    """
    first, gone, came = difference(before, after)
    if len(gone) != len(came):
        return [(first, gone, came)]
    others = [k for k in compress(count(), map(is_not, gone, came)) if gone[k] != came[k]]
    begins = [k for k in others if not k or gone[k - 1] == came[k - 1]]
    ends = [k + 1 for k in others if k + 1 >= len(gone) or gone[k + 1] == came[k + 1]]
    return [(first + a, gone[a:b], came[a:b]) for a, b in zip(begins, ends, strict=True)]


def _alike(one: Sequence[T], other: Sequence[T]) -> int:
    """Return how many items two sequences have in common before the first that differs."""
    at, most = 0, min(len(one), len(other))
    while at < most and one[at : at + _BLOCK] == other[at : at + _BLOCK]:
        at += _BLOCK
    return next((k for k in range(at, most) if one[k] is not other[k] and one[k] != other[k]), most)


def _alike_at_end(one: Sequence[T], other: Sequence[T]) -> int:
    """Return how many items two sequences have in common behind the last that differs."""
    ends, at, most = (len(one), len(other)), 0, min(len(one), len(other))
    while at < most:
        a, b = (
            each[max(end - at - _BLOCK, 0) : end - at] for each, end in zip((one, other), ends, strict=True)
        )
        if a != b:
            break
        at += _BLOCK
    return next((k for k in range(at, most) if one[~k] is not other[~k] and one[~k] != other[~k]), most)
