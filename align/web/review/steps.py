"""Edits of several rows in one step, and the way back and forth in such steps.

Each row has an entry of its own in the journal and the history, so that whoever works on a row between is
not disturbed; those of one step have its `group`, stand in one line of the journal, and are taken back and
made again together.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Literal

from align.bitext import Bead, Bitext
from align.timestamps import timestamp
from align.web.review.edits import EditError, make
from align.web.review.history import History, State, built_on, conflict
from align.web.review.journal import JournalEntry
from align.web.review.people import by_of
from align.words import say

RowEdit = tuple[int, str, Mapping[str, Any]]
"""The key of a row, the name of an edit, and its arguments after the row."""

ROWWISE = frozenset(
    ("split", "delete", "edit_text", "edit_texts", "confirm", "unconfirm", "flag", "annotate")
)
"""The edits that look at one row only."""


def signed(removed: Sequence[Bead], added: Sequence[Bead], person: str, at: str) -> tuple[Bead, ...]:
    """Return beads with who made them and when, but for those that were there before."""
    known = {id(bead) for bead in removed}
    return tuple(
        bead if id(bead) in known else replace(bead, changed_by=str(person), changed_at=at) for bead in added
    )


def entries_of(state: State, history: History, edits: Iterable[RowEdit], person: str) -> list[JournalEntry]:
    """Return the entries of edits that are made in one step, from the top; none of a row that is so already.

    Raises:
        EditError: an edit makes no sense there, is none of `ROWWISE`, or names no row.
        ConflictError: a row is gone, since somebody changed it.
    """
    places, made = state.places(), dict[int, tuple[str, Mapping[str, Any], tuple[Bead, ...]]]()
    for key, name, arguments in edits:
        if key not in places:
            raise _gone(history, key)
        row = places[key]
        beads = made[row][2] if row in made else (state.bitext.beads[row],)
        made[row] = name, arguments, _edited(state.bitext, beads, name, arguments)
    entries, shift, at = list[JournalEntry](), 0, timestamp()
    for row, (name, arguments, added) in sorted(made.items()):
        removed = (state.bitext.beads[row],)
        if added != removed:
            given = {"i": row + shift, **arguments}
            version = state.version + len(entries) + 1
            fresh = signed(removed, added, person, at)
            entry = JournalEntry(
                version, name, str(person), at, row + shift, removed, fresh, given, by=by_of(person)
            )
            entries.append(entry)
            shift += len(added) - 1
    return _grouped(entries)


def moved(
    moves: Sequence[tuple[int, Sequence[Bead], Sequence[Bead]]],
    version: int,
    edit: tuple[str, Mapping[str, Any], str, str],
) -> list[JournalEntry]:
    """Return the entries of one edit: its stretches of rows, what stood there and what stands there now.

    Args:
        moves: from the top; several only where each has as many rows as before.
        version: of the bitext before.
        edit: its name, arguments, person and time.
    """
    name, arguments, person, at = edit
    entries = [
        JournalEntry(
            version + 1 + k, name, str(person), at, first, tuple(removed),
            signed(removed, added, person, at), arguments, by=by_of(person),
        )
        for k, (first, removed, added) in enumerate(moves)
    ]  # fmt: skip
    return _grouped(entries)


def _edited(
    bitext: Bitext, beads: tuple[Bead, ...], name: str, arguments: Mapping[str, Any]
) -> tuple[Bead, ...]:
    """Return what an edit makes of one row."""
    if name not in ROWWISE or len(beads) > 1:
        raise EditError(say("{name} is no edit of several rows", name=name))
    return make(replace(bitext, beads=beads), name, {**arguments, "i": 0}).beads


def _gone(history: History, key: int) -> Exception:
    last = history.taken(key)
    return conflict(last) if last else EditError(say("there is no such row"))


def turned(
    history: History, name: Literal["undo", "redo"], entries: Sequence[JournalEntry], person: str
) -> list[JournalEntry]:
    """Return the entries that take the edits of one step back, the last first, or make them again.

    Raises:
        ConflictError: the rows of one have been edited since.
    """
    is_undo, at, steps = name == "undo", timestamp(), list[JournalEntry]()
    keys = list(history.keys)
    places = _places(keys) if len(entries) > 1 else {}
    for entry in reversed(entries) if is_undo else entries:
        moved = (history.made_by(entry), entry.added), (history.replaced_by(entry), entry.removed)
        (there, beads), (wanted, others) = moved if is_undo else moved[::-1]
        row = places.get(there[0], len(keys)) if places else _row(keys, there[0])
        if tuple(keys[row : row + len(there)]) != there:
            raise built_on(history.last_to_take(there))
        keys[row : row + len(there)] = wanted
        if len(there) == len(wanted):
            places.update({key: row + k for k, key in enumerate(wanted)})
        elif places:
            places = _places(keys)
        version = history.version + len(steps) + 1
        steps.append(
            JournalEntry(
                version, name, str(person), at, row, beads, others, of=entry.version, by=by_of(person)
            )
        )
    return _grouped(steps)


def _places(keys: Sequence[int]) -> dict[int, int]:
    return {key: row for row, key in enumerate(keys)}


def _row(keys: Sequence[int], key: int) -> int:
    """Return where one key is, which is told sooner than the places of all; behind the last: nowhere."""
    return keys.index(key) if key in keys else len(keys)


def _grouped(entries: list[JournalEntry]) -> list[JournalEntry]:
    if len(entries) < 2:
        return entries
    return [replace(entry, group=entries[0].version) for entry in entries]
