"""Opening a review: its journal checked against the bitext, and what the bitext's file lacks made again.

A journal is believed where all of it fits: its edits lead from the rows it began with to the file as it was
saved and on from there, each taking just the beads that stand there, and an undo or redo moves just those of
the edit it is of. Any other is put aside, and the review begins anew.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from align.bitext import Bead, Bitext, journal_of
from align.errors import ReadError
from align.web.review.edits import EditError
from align.web.review.history import History, State
from align.web.review.journal import Content, Journal, JournalEntry, digest_of
from align.web.review.said import said_in, silent
from align.web.review.talk import Talk
from align.words import say


@dataclass(frozen=True, slots=True)
class Resumed:
    """What a session begins with."""

    bitext: Bitext
    history: History
    journal: Journal
    saved: int
    """The version that the bitext's file holds."""
    review: str
    """What tells this review from every other, of the same file too."""
    machine: tuple[Bead, ...]
    """The beads with which the review began."""
    talk: Talk
    is_told: bool
    """True where the file holds all that was said."""
    notice: str = ""
    """What the person should know: a journal of another alignment was put aside."""


def resume(path: Path, journal: Journal) -> Resumed:
    """Go on with the review of a file, or begin one.

    Raises:
        ReadError: the bitext is damaged.
        WriteError: the journal cannot be written.
    """
    data = path.read_bytes()
    digest = digest_of([data])
    given = Bitext.from_lines(io.BytesIO(data), where=str(path))
    bitext = silent(given)
    content = _content(journal)
    saved = content.saved(digest) if content else None
    reviewed = replayed(bitext, content, saved) if content and saved is not None else None
    if reviewed and content and saved is not None:
        journal.cut(content.whole)
        talk = Talk(reviewed[1])
        talk.add(content.said)
        now, history, machine = reviewed
        state = State(saved, now, tuple(history.keys), talk.rows)
        is_told = state.told().beads == given.beads
        return Resumed(now, history, journal, saved, content.review, machine, talk, is_told)
    notice = ""
    if not journal.is_empty:
        aside = journal.put_aside()
        notice = say(
            "the file is another one than was reviewed before; that review is kept in {file}", file=aside.name
        )
        journal = Journal(journal_of(path))
    return _begun(bitext, given, journal, digest, notice)


def _begun(bitext: Bitext, given: Bitext, journal: Journal, digest: str, notice: str) -> Resumed:
    """Begin a review; what was said in another, and came with the bitext, stands in its journal too."""
    history = History(len(bitext.beads))
    review, talk = journal.begin(len(bitext.beads), digest), Talk(history)
    said = said_in(given.beads)
    if said:
        journal.say(said)
        talk.add(said)
    return Resumed(bitext, history, journal, 0, review, bitext.beads, talk, True, notice)


def replayed(bitext: Bitext, content: Content, saved: int) -> tuple[Bitext, History, tuple[Bead, ...]] | None:
    """Return a bitext with the edits that its file lacks, all edits, and the beads as they were before any.

    Nothing, where they do not fit.
    """
    beads = list(bitext.beads)
    for entry in reversed(content.entries[:saved]):
        if not _exchange(beads, entry.first, entry.added, entry.removed):
            return None
    if len(beads) != content.rows:
        return None
    history, machine = History(len(beads)), tuple(beads)
    for entry in content.entries:
        if entry.of and not _is_step(entry, history):
            return None
        if not _exchange(beads, entry.first, entry.removed, entry.added):
            return None
        history.add(entry)
    history.inherited = history.version
    return replace(bitext, beads=tuple(beads)), history, machine


def _exchange(beads: list[Bead], first: int, there: Sequence[Bead], wanted: Sequence[Bead]) -> bool:
    """Put beads in the place of others; False where others stand there."""
    rows = slice(first, first + len(there))
    if tuple(beads[rows]) != there:
        return False
    beads[rows] = wanted
    return True


def _is_step(entry: JournalEntry, history: History) -> bool:
    """Tell whether an undo or redo moves what its edit moved, where that is to be undone or redone."""
    try:
        origin = history.edit_of(entry.of, entry.name)
    except EditError:
        return False
    made, replaced = (origin.added, history.made_by(origin)), (origin.removed, history.replaced_by(origin))
    (there, keys), (wanted, _) = (made, replaced) if entry.name == "undo" else (replaced, made)
    stands = tuple(history.keys[entry.first : entry.first + len(keys)]) == keys
    return stands and (entry.removed, entry.added) == (there, wanted)


def _content(journal: Journal) -> Content | None:
    try:
        return journal.content()
    except ReadError:
        return None  # damaged, it is put aside like one of another file
