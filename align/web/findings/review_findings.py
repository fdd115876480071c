"""The findings of the term checks, row by row, as a person works through them.

A whole bitext is checked by `refresh`, which may take seconds and belongs into the background. After an edit
the rows around it are checked again at once, by the checks that look no farther than a paragraph; what the
others say of the new rows comes with the next `refresh`. A finding is settled by a fix, by a waiver, which
goes into the file that `align terms check` reads, or by accepting it: then its row is flagged for the
translator.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import RLock

from align.bitext import Bead
from align.embed import Embedder
from align.languages import join
from align.terms import waivers
from align.terms.base import TermBase
from align.terms.check import CheckSettings, content_key, originals
from align.terms.findings import Finding
from align.terms.waivers import Name, Reach, Waiver
from align.web.findings.checker import WHOLE, Checker
from align.web.review.edits import EditError
from align.web.review.history import Change, Keys, State
from align.web.review.session import Session
from align.words import Message, say

_AT_ONCE = 100
"""Rows that are checked again after an edit; more than one edit changes wait for `refresh`."""

Findings = tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class ReviewCounts:
    """How many findings there are, by code."""

    open: Counter[str]
    accepted: Counter[str]
    waived: Counter[str]


@dataclass(frozen=True, slots=True)
class Waived:
    """A waiver, and what it does in this bitext."""

    waiver: Waiver
    keys: tuple[int, ...]
    """The rows of the findings it covers, from the top; none, where it is at work in other documents only."""


class ReviewFindings:
    """The findings of a session. Its methods may be called from several threads.

    The `unit` of a finding is the key of its row, as text.
    """

    def __init__(
        self,
        session: Session,
        base: TermBase,
        waivers_file: str | Path,
        *,
        settings: CheckSettings | None = None,
        model: Embedder | None = None,
        checker: Checker | None = None,
    ) -> None:
        """Check nothing yet.

        Args:
            session: whose bitext is checked.
            base: as in `align.terms.check.check`, `settings` and `model` too.
            waivers_file: where waivers are kept, whether it is there yet or not.
            settings: which checks run.
            model: names the words that stand in a term's place.
            checker: all of these prepared, for several sessions; the others do not count then.
        """
        self._session = session
        self._checker = checker or Checker(base, settings, model)
        self._path = Path(waivers_file)
        self._lock = RLock()
        self._found: dict[int, Findings] = {}
        self._renderings: dict[str, int] = {}
        self._keys: Keys = ()
        self._beads: tuple[Bead, ...] = ()
        self._content = ""  # what document these are of
        self._checked = -1  # the version that was checked whole
        self._read: tuple[int, int] | None = None
        self._waivers: list[Waiver] = []
        self._open: dict[int, Findings] = {}

    @property
    def is_stale(self) -> bool:
        """True where `refresh` has something to do."""
        return self._checked != self._session.version

    @property
    def not_checked(self) -> list[Message]:
        """What the checks leave out, since a language does not state what they need."""
        return self._checker.not_checked(self._session.state.bitext)

    def refresh(self) -> None:
        """Check the whole bitext as it is now.

        Raises:
            ReadError: the file of waivers is damaged.
        """
        state = self._session.state
        found: dict[int, list[Finding]] = {}
        for each in self._checker.whole(state.bitext, list(map(str, state.keys))):
            found.setdefault(int(each.unit), []).append(each)
        rows, content = self._checker.renderings(state.bitext), content_key(state.bitext)
        with self._lock:
            self._renderings = {concept: state.keys[row] for concept, row in rows.items()}
            self._found = {key: tuple(row) for key, row in found.items()}
            self._keys, self._checked = state.keys, state.version
            self._beads, self._content = state.bitext.beads, content
            self._read_waivers()
            self._settle(state, range(len(state.keys)), self._open.keys() - set(state.keys))

    def by_row(self) -> Mapping[int, Findings]:
        """Return the open findings by the keys of their rows: the same value, until one has changed.

        Before the first `refresh` there are none.

        Raises:
            ReadError: the file of waivers is damaged.
        """
        with self._lock:
            state = self._followed()
            if self._read_waivers():
                self._settle(state, range(len(state.keys)))
            return self._open

    def counts(self) -> ReviewCounts:
        """Count the findings, open and settled."""
        with self._lock:
            opened, state = self.by_row(), self._session.state
            beads = dict(zip(state.keys, state.bitext.beads, strict=True))
            present = {key: self._found[key] for key in self._found.keys() & beads.keys()}
            accepted = Counter(
                f.code for key, row in present.items() for f in row if is_accepted(f, beads[key])
            )
            shown = Counter(f.code for row in opened.values() for f in row)
            every = Counter(f.code for row in present.values() for f in row)
            return ReviewCounts(shown, accepted, every - shown - accepted)

    def find(self, key: int, fingerprint: str) -> Finding:
        """Return an open finding of a row.

        Raises:
            EditError: it is settled, or its row has changed.
        """
        for found in self.by_row().get(key, ()):
            if found.fingerprint == fingerprint:
                return found
        raise EditError(say("this finding is settled already, or its row has changed"))

    def waive(self, key: int, fingerprint: str, reach: Reach, *, reason: str, person: str) -> Waiver:
        """Say that a finding is no error: here, in this document, or everywhere.

        Raises:
            EditError: it is settled, or its row has changed.
            SettingsError: no reason is given, or there is no such reach.
            ReadError, WriteError: the file of waivers cannot be read or written.
        """
        with self._lock:
            found = self.find(key, fingerprint)
            waiver = waivers.waive(found, reach, reason=reason, person=person, where=str(self._path))
            waivers.add(self._path, waiver)
            return waiver

    def waived(self) -> list[Waived]:
        """Return the waivers at work in this bitext and all that reach everywhere, the last first.

        They are those that `by_row` read last, so that they can be told where the file is damaged.
        """
        with self._lock:
            covered = self._covered(self._followed().keys)
            return [
                Waived(waiver, tuple(covered.get(waiver.name, ())))
                for waiver in reversed(self._waivers)
                if waiver.name in covered or waiver.reach == "everywhere"
            ]

    def take_back(self, waiver: Waiver) -> None:
        """Remove a waiver from the file, so that its findings are open again.

        Raises:
            EditError: the file does not hold it any more.
            ReadError, WriteError: the file of waivers cannot be read or written.
        """
        if not waivers.remove(self._path, waiver):
            raise EditError(say("this waiver was taken back already"))

    def accept(self, key: int, fingerprint: str, *, person: str) -> Change:
        """Say that a finding is an error somebody has to mend: its row is flagged with it, by an edit.

        Raises:
            EditError, ConflictError: it is settled, or its row has changed.
        """
        found, state = self.find(key, fingerprint), self._session.state
        if key not in state.keys:
            raise EditError(say("the row of this finding has changed"))
        row = state.keys.index(key)
        notes = dict.fromkeys(filter(None, (state.bitext.beads[row].note, _label(found))))
        arguments = {"i": row, "note": "; ".join(notes)}
        return self._session.apply("flag", arguments, version=state.version, person=person)

    def accepted(self) -> list[tuple[int, Finding]]:
        """Return the findings that rows are flagged with, from the top, each with the key of its row."""
        with self._lock:
            state = self._followed()
            rows = zip(state.keys, state.bitext.beads, strict=True)
            return [(key, f) for key, bead in rows for f in self._found.get(key, ()) if is_accepted(f, bead)]

    def reopen(self, key: int, fingerprint: str, *, person: str) -> Change:
        """Take back that a finding was accepted; its row stays flagged where its note says more than that.

        Raises:
            EditError, ConflictError: it is open, or its row has changed.
        """
        state = self._session.state
        for row, found in self.accepted():
            if (row, found.fingerprint) == (key, fingerprint) and key in state.keys:
                i = state.keys.index(key)
                note = _without(_label(found), state.bitext.beads[i].note)
                name, more = ("flag", {"note": note}) if note else ("unconfirm", {})
                return self._session.apply(name, {"i": i, **more}, version=state.version, person=person)
        raise EditError(say("this finding is open again already, or its row has changed"))

    def _followed(self) -> State:
        """Return this moment, to which the findings are kept up."""
        state = self._session.state
        if self._checked >= 0 and state.keys is not self._keys and state.keys != self._keys:
            self._follow(state)
        return state

    def _follow(self, state: State) -> None:
        """Check the rows around those that changed, and carry the other findings over."""
        first, gone, added = state.since(self._keys)
        before = self._beads[first : first + len(gone)]
        after = state.bitext.beads[first : first + len(added)]
        if "".join(originals(before)) != "".join(originals(after)):  # seldom, and all of a long text is read
            self._content = content_key(state.bitext)
        core = _paragraphs(state.bitext.beads, range(first, first + len(added)))
        if len(core) <= _AT_ONCE:
            around = _paragraphs(state.bitext.beads, core)
            near = self._checked_rows(state, around)
            for row in core:
                key = state.keys[row]
                kept = [f for f in self._found.get(key, ()) if f.code in WHOLE]
                self._found[key] = (*near.get(key, ()), *kept)
        self._keys, self._beads = state.keys, state.bitext.beads
        self._settle(state, core, gone)

    def _checked_rows(self, state: State, rows: range) -> dict[int, Findings]:
        names = [str(key) for key in state.keys[rows.start : rows.stop]]
        found: dict[int, Findings] = {}
        for each in self._checker.rows(state.bitext, rows, names, self._shown(state, rows), self._content):
            found[int(each.unit)] = (*found.get(int(each.unit), ()), each)
        return found

    def _shown(self, state: State, rows: range) -> Iterator[Bead]:
        """Yield rows from elsewhere that render what some rows name: a title may go without saying there."""
        language = state.bitext.source.language
        for concept in sorted(
            concept
            for bead in state.bitext.beads[rows.start : rows.stop]
            for concept in self._checker.concepts(join((s.text for s in bead.source), language), language)
        ):
            key = self._renderings.get(concept)
            if key in state.keys:
                yield state.bitext.beads[state.keys.index(key)]

    def _settle(self, state: State, rows: range, gone: Iterable[int] = ()) -> None:
        """Leave out what is waived or accepted, of some rows, and rows that are gone."""
        opened = dict(self._open)
        for key in gone:
            opened.pop(key, None)
        here = slice(rows.start, rows.stop)
        beads = zip(state.keys[here], state.bitext.beads[here], strict=True)
        found = (f for key, bead in beads for f in self._found.get(key, ()) if not is_accepted(f, bead))
        left: dict[int, list[Finding]] = {}
        for each in waivers.unwaived(found, self._waivers):
            left.setdefault(int(each.unit), []).append(each)
        for key in state.keys[here]:
            if key in left:
                opened[key] = tuple(left[key])
            else:
                opened.pop(key, None)
        if opened != self._open:
            self._open = opened

    def _covered(self, keys: Keys) -> dict[Name, dict[int, None]]:
        """Return the rows of the findings that are settled, by the names under which these may be waived."""
        rows: dict[Name, dict[int, None]] = {}
        for key in keys if self._waivers else ():
            for found in self._found.get(key, ()):
                for name in waivers.names(found) if found not in self._open.get(key, ()) else ():
                    rows.setdefault(name, {})[key] = None
        return rows

    def _read_waivers(self) -> bool:
        """Read the file of waivers if it has changed, and tell whether it has."""
        stamp = None
        if self._path.exists():
            stat = self._path.stat()
            stamp = stat.st_mtime_ns, stat.st_ino
        if stamp == self._read:
            return False
        self._waivers, self._read = waivers.read(self._path), stamp
        return True


def is_accepted(found: Finding, bead: Bead) -> bool:
    """Tell whether the row of a finding is flagged with it."""
    return bead.status == "flagged" and _label(found) in bead.note


def _label(found: Finding) -> str:
    return " ".join(f"{found.code}: {found.message}".split())


def _without(label: str, note: str) -> str:
    """Return a note without a label, nor the beginning of another that is longer.

    >>> _without("N1: 1", "N1: 12; N1: 1; ask Li")
    'N1: 12; ask Li'
    """
    whole = re.search(rf"{re.escape(label)}(?=; |$)", note)
    before, _, after = note.partition(label)
    if whole:
        before, after = note[: whole.start()], note[whole.end() :]
    return "; ".join(filter(None, (before.strip("; "), after.strip("; "))))


def _paragraphs(beads: Sequence[Bead], rows: range) -> range:
    """Return rows with those beside them, and the rest of their paragraphs."""
    start, stop = max(rows.start - 1, 0), min(rows.stop + 1, len(beads))
    while start > 0 and _same_paragraph(beads[start - 1], beads[start]):
        start -= 1
    while 0 < stop < len(beads) and _same_paragraph(beads[stop - 1], beads[stop]):
        stop += 1
    return range(start, stop)


def _same_paragraph(one: Bead, other: Bead) -> bool:
    # Bitexts read from other formats know no places: there every row is a paragraph.
    return bool(
        one.source
        and other.source
        and one.source[-1].part == other.source[0].part
        and other.source[0].start >= one.source[-1].end > 0
    )
