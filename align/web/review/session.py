"""A bitext under review: edits, each saved at once, and the way back from every one of them.

    NAME.bitext.jsonl         the bitext; written whole at quiet moments and at the end
    NAME.review.jsonl         the journal: a line an edit, on disk before the edit is answered

Opening replays what the bitext lacks, so that a session survives whatever ends it. Rows are addressed by
their index in the bitext *as the caller last saw it*, whose version the caller names: the session finds the
row again where others edited elsewhere, and refuses where somebody changed that very row.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Literal

from align.bitext import Bitext, journal_of
from align.errors import AlignError
from align.files import check_input
from align.timestamps import timestamp
from align.web.review import realign as anew
from align.web.review.changed import (
    CHANGED,
    OPEN_AGAIN,
    ChangedError,
    digest_at,
    put_aside,
    signature_at,
)
from align.web.review.edits import EditError, make
from align.web.review.history import (
    Change,
    ConflictError,
    PastEdit,
    State,
    change_of,
    difference,
    differences,
    other_review,
)
from align.web.review.journal import InUseError, Journal, JournalEntry, digest_of
from align.web.review.resume import Resumed, resume
from align.web.review.said import RowMessage
from align.web.review.saving import bytes_of, replaced
from align.web.review.steps import RowEdit, entries_of, moved, turned
from align.words import say

__all__ = [
    "Change", "ChangedError", "ConflictError", "EditError", "InUseError", "PastEdit", "Session", "State",
]  # fmt: skip


class Session:
    """One bitext under review. Its methods may be called from several threads."""

    def __init__(self, path: Path, resumed: Resumed) -> None:
        """Use `open`."""
        self.path = path
        self.review = resumed.review
        """What tells this review from every other, of the same file too: versions and keys are its own."""
        self.notice = resumed.notice
        """What the person should know about the opening: another review of the file was put aside."""
        self.parting: ChangedError | None = None
        """Where another program's change of the file put edits aside: what became of them."""
        self._history = resumed.history
        self._journal = resumed.journal
        self._saved = resumed.saved
        self.machine = resumed.machine
        """The beads with which the review began."""
        self.talk = resumed.talk
        """What was said of the rows, and by whom."""
        keys, said = tuple(self._history.keys), len(self.talk.said)
        self._told = said if resumed.is_told else -1
        self._state = State(self._history.version, resumed.bitext, keys, self.talk.rows, said)
        self._seen = signature_at(path)
        self._edited = time.monotonic()
        self._ended: AlignError | None = None
        self._lock = threading.RLock()
        self._saving = threading.Lock()

    @classmethod
    def open(cls, path: str | Path) -> Session:
        """Open a bitext, with all edits that its journal holds.

        Raises:
            ReadError: the bitext is missing or damaged.
            WriteError: the journal cannot be written beside it.
            InUseError: another server has it open.
        """
        path = check_input(path).resolve()  # two names of one file are one review
        journal = Journal(journal_of(path))
        try:
            return cls(path, resume(path, journal))
        except BaseException:
            journal.close(remove=journal.is_empty)
            raise

    @property
    def state(self) -> State:
        """Return version, bitext, keys and talk of this moment."""
        return self._state

    @property
    def bitext(self) -> Bitext:
        """Return the bitext of this moment."""
        return self._state.bitext

    @property
    def version(self) -> int:
        """Return how many edits, undos and redos there were."""
        return self._state.version

    @property
    def is_saved(self) -> bool:
        """True where the file holds all edits."""
        return self._holds(self._state)

    @property
    def is_over(self) -> bool:
        """True where nothing can be edited any more: it was closed, or another program changed the file."""
        return self._ended is not None

    def apply(self, name: str, arguments: Mapping[str, Any], *, version: int, person: str) -> Change:
        """Make one edit of `edits.EDITS`, saved when this returns.

        Args:
            name: of the edit.
            arguments: of the edit, after the bitext; rows (`i`, `j`) as the caller sees them.
            version: of the bitext that the caller sees.
            person: who edits.

        Returns:
            What changed; nothing (removed and added 0, no new version) where the row is so already.

        Raises:
            EditError: the edit makes no sense there, or there is no such edit or row.
            ConflictError: somebody, in another window too, changed these rows since that version.
            ChangedError: the file was changed by another program.
        """
        return self._take(name, arguments, lambda bitext, given: make(bitext, name, given), version, person)

    def apply_each(self, edits: Iterable[RowEdit], *, person: str) -> list[Change]:
        """Make an edit of each of several rows in one step, which is taken back as one.

        Args:
            edits: key of the row, a name of `steps.ROWWISE`, arguments after the row; asked for once locked.
            person: who edits.

        Returns:
            What changed, from the top; nothing of the rows that are so already.

        Raises:
            as `apply`; then no row is changed.
        """
        with self._lock:
            self._check_file()
            entries = entries_of(self._state, self._history, edits, person)
            if entries:
                self._record(*entries)
            return [change_of(entry) for entry in entries]

    def realign(self, first: int, last: int, *, version: int, person: str) -> Change:
        """Align rows `first` to `last` anew around what a person fixed; arguments and errors as `apply`."""
        return self._realigned({"i": first, "j": last}, anew.realign, version, person)

    def realign_from(self, i: int, *, version: int, person: str) -> Change:
        """Align anew from row `i` (or the first after it that is free) to the next row a person fixed."""
        return self._realigned({"i": i}, anew.realign_from, version, person)

    def realign_around(self, i: int, *, version: int, person: str) -> Change:
        """Align anew the free rows before and after row `i`, up to the nearest rows that a person fixed."""
        return self._realigned({"i": i}, anew.realign_around, version, person)

    def undo(self, person: str, *, everyone: bool = False) -> Change | None:
        """Take back the last edit of a person, or of anyone; none is left: return None.

        Raises:
            ConflictError: somebody else has since edited the rows it made.
        """
        with self._lock:
            entry = self._history.last_done(None if everyone else person)
            return self._again("undo", entry, person) if entry else None

    def redo(self, person: str, *, everyone: bool = False) -> Change | None:
        """Make again what was last taken back; arguments, result and errors as `undo`."""
        with self._lock:
            entry = self._history.last_undone(None if everyone else person)
            return self._again("redo", entry, person) if entry else None

    def turn(self, step: Literal["undo", "redo"], version: int, person: str) -> Change:
        """Take back the very edit that led to a version, whoever made it, or make it again.

        Raises:
            EditError: it is taken back already, or made again.
            ConflictError: the rows it made have been edited since.
        """
        with self._lock:
            return self._again(step, self._history.edit_of(version, step), person)

    def edit_behind(self, change: Change) -> tuple[str, int]:
        """Return the name of the edit behind a change, and how many edits its step has."""
        with self._lock:
            entry = self._history.origin(self._history.entries[change.version - 1])
            return entry.name, len(self._history.step(entry))

    def past_edits(self) -> tuple[State, list[PastEdit]]:
        """Return this moment and all edits as they are in it, the newest first."""
        with self._lock:
            return self._state, list(self._history.past_edits())

    def can_undo(self, person: str, *, everyone: bool = False) -> bool:
        """Tell whether a person, or anyone, has an edit left to take back."""
        with self._lock:
            return self._history.last_done(None if everyone else person) is not None

    def can_redo(self, person: str, *, everyone: bool = False) -> bool:
        """Tell whether a person, or anyone, has taken back an edit that can be made again."""
        with self._lock:
            return self._history.last_undone(None if everyone else person) is not None

    def changes_since(self, version: int) -> list[Change]:
        """Return what was changed after a version, in order: applied one by one, it leads to this moment.

        Raises:
            ConflictError: there was no such version: the review began anew.
        """
        with self._lock:
            self._check_version(version)
            return [change_of(entry) for entry in self._history.entries[version:]]

    def names(self) -> set[str]:
        """Return the names of all who edited or said anything, or to whom rows are given."""
        return (self._history.names | self.talk.names) - {""}

    def discuss(self, said: Sequence[RowMessage]) -> None:
        """Take in what somebody says of rows, by their keys as they saw them; saved when this returns.

        Raises:
            EditError: there is no such row.
            ChangedError: the file was changed by another program.
        """
        with self._lock:
            self._check_file()
            if not said or any(self.talk.now(each.key) is None for each in said):
                raise EditError(say("there is no such row"))
            self._journal.say(said)
            self.talk.add(said)
            self._state = replace(self._state, talk=self.talk.rows, said=len(self.talk.said))
            self._edited = time.monotonic()

    def save(self, give_way: Callable[[], object] = lambda: None) -> None:
        """Write the bitext, so that the file holds all edits; `give_way` is called between its lines.

        Raises:
            ChangedError: another program changed the file; it is left as it is.
            WriteError: it cannot be written.
        """
        state = self._state
        if self._holds(state):
            return
        data = bytes_of(state, give_way)
        digest = digest_of([data])
        with self._saving:
            if self._holds(state):  # somebody else saved it meanwhile, or more
                return
            with replaced(self.path, data, self._lock, lambda: self._mark(state.version, digest)):
                self._seen, self._saved, self._told = signature_at(self.path), state.version, state.said

    def _holds(self, state: State) -> bool:
        return state.version <= self._saved and state.said <= self._told

    def _mark(self, version: int, digest: str) -> None:
        self._check_file()
        self._journal.mark(version, digest)

    def save_when_quiet(self, seconds: float = 5.0, give_way: Callable[[], object] = lambda: None) -> bool:
        """Write the bitext if it has edits to save and the last is so long ago; return whether it was."""
        is_due = not (self.is_over or self.is_saved) and time.monotonic() - self._edited >= seconds
        if is_due:
            self.save(give_way)
        return is_due

    def close(self) -> None:
        """Save the bitext and let others open it. The journal stays: the next session can undo too."""
        if self._ended:
            return
        try:
            self.save()
            self._journal.keep()
        finally:
            with self._lock:
                self._ended = self._ended or ChangedError(say("the review is closed"), mend=OPEN_AGAIN)
                self._journal.close(remove=not self._is_begun)

    def _realigned(
        self, rows: Mapping[str, int], edit: Callable[..., Bitext], version: int, person: str
    ) -> Change:
        return self._take(
            "realign", rows, lambda bitext, given: edit(bitext, *given.values()), version, person
        )

    def _take(
        self,
        name: str,
        arguments: Mapping[str, Any],
        edit: Callable[[Bitext, Mapping[str, Any]], Bitext],
        version: int,
        person: str,
    ) -> Change:
        """Make an edit on the bitext of this moment, and record it if it changes anything."""
        with self._lock:
            self._check_file()
            self._check_version(version)
            given = {**arguments, **self._rows_now(arguments, version)}
            beads = self.bitext.beads
            after = edit(self.bitext, given).beads
            # What goes far leaves the rows between to others.
            moves = differences(beads, after) if name == "move_segment" else [difference(beads, after)]
            at = timestamp()
            if not moves[0][1]:
                return Change(self.version, moves[0][0], 0, 0, name, person, at)
            for first, removed, _ in moves:
                self._history.check_seen(range(first, first + len(removed)), version)
            return self._record(*moved(moves, self.version, (name, given, person, at)))

    def _again(self, name: Literal["undo", "redo"], entry: JournalEntry, person: str) -> Change:
        """Take an edit back, or make it again, with all that were made in one step with it."""
        self._check_file()
        return self._record(*turned(self._history, name, self._history.step(entry), person))

    def _record(self, *entries: JournalEntry) -> Change:
        """Write entries to the journal, and only then let anyone see what they did; return the topmost."""
        self._journal.write(entries)
        beads = list(self.bitext.beads)
        for entry in entries:
            self._history.add(entry)
            self.talk.follow(self._history.replaced_by(entry))
            beads[entry.first : entry.first + len(entry.removed)] = entry.added
        version, keys = entries[-1].version, tuple(self._history.keys)
        bitext = replace(self.bitext, beads=tuple(beads))
        last = (self._state.keys, change_of(entries[0])) if len(entries) == 1 else None
        self._state = State(version, bitext, keys, self.talk.rows, self._state.said, last)
        self._edited = time.monotonic()
        return change_of(min(entries, key=lambda entry: entry.first))

    def _rows_now(self, arguments: Mapping[str, Any], version: int) -> dict[str, int]:
        """Return where the rows that an edit names are now.

        Raises:
            EditError: one is no row.
            ConflictError: one has changed.
        """
        rows = {name: arguments[name] for name in ("i", "j") if name in arguments}
        for row in rows.values():
            if not isinstance(row, int) or row < 0:
                raise EditError(say("{row!r} is no row", row=row))
        return {name: self._history.row_now(row, version) for name, row in rows.items()}

    @property
    def _is_begun(self) -> bool:
        """True where somebody edited or said anything."""
        return bool(self._history.entries or self.talk.said)

    def _check_version(self, version: int) -> None:
        if not isinstance(version, int) or not 0 <= version <= self.version:
            raise other_review()

    def _check_file(self) -> None:
        """Make sure that the file is the one that was read or written last, and that the journal is there.

        Raises:
            ChangedError: it is not. What was reviewed is put beside it, and the session is over.
            WriteError: somebody deleted the journal, and it cannot be written anew.
        """
        if self._ended:
            raise self._ended
        if not self._journal.keep():
            raise self._part()
        signature = signature_at(self.path)
        if signature == self._seen:
            return
        saved = self._journal.content()
        if not saved or saved.saved(digest_at(self.path)) != self._saved:
            raise self._part()
        self._seen = signature  # touched, or copied

    def _part(self) -> ChangedError:
        """Leave the file to whoever changed it, with the reviewed bitext and its journal beside it."""
        # The review is over before anything is written: however that ends, it is not tried a second time.
        self._ended = parting = ChangedError(CHANGED, where=str(self.path), mend=OPEN_AGAIN)
        try:
            if self._is_begun:
                self._ended = parting = put_aside(self.path, self._state.told(), self._journal)
        finally:
            self._journal.close(remove=not self._is_begun)
            self.parting = parting if self._is_begun else None
        return parting
