"""A workbook that comes back from a reviewer: what was changed in it, shown first, then taken as edits.

A row is found again by its id alone (`workbook.py`), however the reviewer sorted and filtered, and one that
was edited on the page meanwhile is not overwritten. A workbook that `align convert` wrote is not signed: its
ids hold while a text of the row is still the one here. A table without ids is taken row by row, if all its
originals are those here, in order. What fits nowhere is told, and never guessed at.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import chain
from pathlib import Path
from typing import Any, Literal

from align.bitext import STATUSES, Bead, Bitext, TranslationUnit
from align.errors import ReadError
from align.text import clean
from align.web.handover import workbook
from align.web.handover.workbook import FORMULA, Cell, SheetRow, Workbook, as_in_cell, cells_of, content_of
from align.web.review.edits import EditError, make
from align.web.review.history import Change, State
from align.web.review.session import Session
from align.web.review.steps import RowEdit
from align.words import say

What = Literal["target", "source", "status", "note", "row"]

GROUPS: tuple[What, ...] = ("target", "source", "status", "note", "row")
"""In which order changes are shown; `row`: what cannot be taken."""

_ORDER: tuple[What, ...] = ("source", "target", "status", "note", "row")
"""In which they are taken: a row whose text changes is confirmed no more, unless the reviewer says so, and
with a flag goes its note, unless he writes one."""


@dataclass(frozen=True, slots=True)
class ReviewerChange:
    """One change that a reviewer made."""

    key: int
    """Of the row; -1: it is none of ours."""
    row: int
    """Its index when it was compared; -1: none."""
    what: What
    """Which cell; `row`: all of a row that cannot be found."""
    before: str
    after: str
    line: int = 0
    """The row of the sheet, as Excel counts."""
    problem: str = ""
    """Why it cannot be taken; empty: it can."""
    doubt: str = ""
    """Why it is not taken unless somebody chooses it; empty: it is."""

    @property
    def group(self) -> What:
        """Return among which it is shown."""
        return "row" if self.problem else self.what


@dataclass(frozen=True, slots=True)
class WorkbookChanges:
    """What a workbook changes."""

    changes: list[ReviewerChange]
    """In the order of the rows, then what fits nowhere in that of the sheet."""
    missing: int
    """Rows that the workbook does not hold; they stay as they are."""

    def groups(self) -> Iterator[tuple[What, list[tuple[int, ReviewerChange]]]]:
        """Yield the changes by kind, each with its place among all."""
        for name in GROUPS:
            found = [(place, each) for place, each in enumerate(self.changes) if each.group == name]
            if found:
                yield name, found


def for_review(state: State) -> Bitext:
    """Return the bitext with its rows signed, to be written as a workbook."""
    review = workbook.review_of(state.bitext)
    told = state.told()
    rows = zip(told.beads, told.units(), state.keys, strict=True)
    beads = (replace(bead, id=workbook.signed(unit, key, review)) for bead, unit, key in rows)
    return replace(told, beads=tuple(beads))


def compare(state: State, path: str | Path) -> WorkbookChanges:
    """Return what a returned workbook (or table) changes.

    Raises:
        ReadError: it cannot be read, is of other languages or of another document, or is neither .xlsx
            nor .tsv.
    """
    path = Path(path)
    book = workbook.read(path, (state.bitext.source.language, state.bitext.target.language))
    found = (_by_id if book.has_ids else _by_place)(state, book, str(path))
    units = zip(state.keys, found.units, strict=True)
    rows = ((row, key, unit) for row, (key, unit) in enumerate(units) if row in found.lines)
    changes = (_changes(state.bitext, unit, found.lines[row], row, key) for row, key, unit in rows)
    return WorkbookChanges([*chain.from_iterable(changes), *found.lost], found.missing)


def take(session: Session, changes: Iterable[ReviewerChange], person: str) -> list[Change]:
    """Make changes that a reviewer returned, in one step, which is taken back as one.

    Raises:
        EditError: one of them cannot be taken; then none is.
        ConflictError: somebody has changed its row since it was compared; then none is taken.
    """
    edits, state = list[RowEdit](), session.state
    places = state.places()
    for change in sorted(changes, key=lambda change: (change.row, _ORDER.index(change.what))):
        if change.problem:
            raise EditError(change.problem)
        if change.key not in places:
            raise EditError(say("the row was changed here since"), mend=say("compare the workbook again"))
        edits.append((change.key, *_edit(change, state.bitext.beads[places[change.key]])))
    return session.apply_each(edits, person=person)


@dataclass(slots=True)
class _Found:
    """Which row of the review each line of a workbook is."""

    state: State
    units: list[TranslationUnit] = field(init=False)
    lines: dict[int, SheetRow] = field(default_factory=dict)
    """By the index of the row."""
    lost: list[ReviewerChange] = field(default_factory=list)
    gone: int = 0
    """Lines whose row was changed here since."""
    foreign: list[SheetRow] = field(default_factory=list)
    """Lines of another document, or of another alignment."""
    _rows: dict[int, int] = field(init=False)
    _ids: dict[str, int] = field(init=False)
    _review: str = field(init=False)

    def __post_init__(self) -> None:
        self.units = list(self.state.bitext.units())
        self._rows = self.state.places()
        self._ids = {unit.id: row for row, unit in enumerate(self.units)}
        self._review = workbook.review_of(self.state.bitext)

    def add(self, line: SheetRow) -> None:
        """Find the row of a line, or why it has none."""
        row = self._row(line)
        problem = self._problem(line, row)
        if problem:
            texts = " | ".join(filter(None, (line.cells["source"], line.cells["target"])))
            self.lost.append(ReviewerChange(-1, -1, "row", "", texts, line.number, problem))
        if row is not None:
            self.lines.setdefault(row, line)
        elif self._is_gone(line):
            self.gone += 1
        elif line.id:
            self.foreign.append(line)

    def check(self, book: Workbook, where: str) -> None:
        """Make sure that the workbook is of this review: hardly a row may be of another.

        Raises:
            ReadError: it is not.
        """
        if len(self.foreign) <= len(self.lines) + self.gone:
            return
        here = self.state.bitext
        ours = (SheetRow(0, self.units[0].id, {}).document if self.units else "") or here.symbol
        theirs = self.foreign[0].document
        languages = here.source.language, here.target.language
        what = say("this workbook is of another alignment")
        if ours and theirs and ours != theirs:
            what = say("this workbook is of {theirs}, not of {ours}", theirs=theirs, ours=ours)
        elif book.languages == languages[::-1]:
            what = say(
                "this workbook is from {source} into {target}, not the other way round",
                source=languages[1],
                target=languages[0],
            )
        raise ReadError(what, where=where, mend=say("bring back the workbook that was downloaded here"))

    @property
    def missing(self) -> int:
        """Return how many rows are not in the workbook, as far as they went out with it."""
        seen = {self.state.keys[row] for row in self.lines}
        last = max(seen, default=-1) if self.gone else max(self.state.keys, default=-1)
        return sum(key <= last for key in self.state.keys) - len(seen)

    def _row(self, line: SheetRow) -> int | None:
        """Return the row that the id of a line names, if what it says of the row is true."""
        if not line.signature:
            row = self._ids.get(line.id)
            return row if row is not None and _shares_text(line, self.units[row]) else None
        key, review, content = line.signature
        row = self._rows.get(key)
        is_ours = row is not None and review == self._review and content_of(self.units[row]) == content
        return row if is_ours else None

    def _is_gone(self, line: SheetRow) -> bool:
        signature = line.signature
        return bool(signature and signature.review == self._review and signature.key not in self._rows)

    def _problem(self, line: SheetRow, row: int | None) -> str:
        """Return why a line is not taken for the row of its id; nothing, if it is, or was not touched."""
        if not line.id:
            return say("a new row cannot be taken: there is no segment for it")
        if row is not None:
            is_same = self.lines.get(row, line).cells == line.cells
            return "" if is_same else say("the row stands twice, and here otherwise")
        if self._is_gone(line):
            is_touched = not line.signature or line.content != line.signature.row
            return say("the row was changed here since, or is gone") if is_touched else ""
        return say("its id is none of this review")


def _by_id(state: State, book: Workbook, where: str) -> _Found:
    """Return the lines of a workbook as the rows that their ids name.

    Raises:
        ReadError: they are ids of another document or alignment.
    """
    found = _Found(state)
    for line in book.lines:
        found.add(line)
    found.check(book, where)
    return found


def _by_place(state: State, book: Workbook, where: str) -> _Found:
    """Return the lines of a table without ids as the rows of their places.

    Raises:
        ReadError: its originals are not all those of the review, in order.
    """
    found = _Found(state)
    originals = [as_in_cell("source", unit.source) for unit in found.units]
    if [line.cells["source"] for line in book.lines] != originals:
        raise ReadError(
            say("the workbook has no column of ids, and its originals are not those here, row by row"),
            where=where,
            mend=say("bring back the workbook that was downloaded here"),
        )
    found.lines = dict(enumerate(book.lines))
    return found


def _shares_text(line: SheetRow, unit: TranslationUnit) -> bool:
    """Tell whether a text of a line is still the one here; so it is of this row, not of one of its id."""
    texts = cells_of(unit)
    cells: tuple[Cell, ...] = ("source", "target")
    return any(line.cells[cell] == as_in_cell(cell, texts[cell]) for cell in cells if texts[cell].strip())


def _changes(
    bitext: Bitext, unit: TranslationUnit, line: SheetRow, row: int, key: int
) -> Iterator[ReviewerChange]:
    texts = cells_of(unit)
    alone = replace(bitext, beads=(unit.bead,))
    changed = {cell: after for cell, after in line.cells.items() if after != as_in_cell(cell, texts[cell])}
    mixed = {"source", "target"} <= changed.keys()
    for cell, after in changed.items():
        problem = _problem(cell, texts[cell], after, alone)
        doubt = _doubt(cell, mixed=mixed) if not problem else ""
        after = "" if after == FORMULA else after
        yield ReviewerChange(key, row, cell, texts[cell], after, line.number, problem, doubt)


def _doubt(cell: Cell, *, mixed: bool) -> str:
    if mixed:
        return say("both texts of the row are others: is it still the same row?")
    return say("the original is locked: choose this only if it has to change") if cell == "source" else ""


def _problem(cell: Cell, before: str, after: str, alone: Bitext) -> str:
    """Return why a change cannot be taken; nothing, if it can. The row is `alone` in its bitext."""
    if after == FORMULA:
        return say("the cell holds a formula: write its text instead")
    if cell in ("source", "target"):
        return _problem_of_text(cell, before, after, alone)
    if cell == "status" and after not in STATUSES:
        return say(
            "there is no status {status!r}: write {known}", status=after[:40], known=", ".join(STATUSES)
        )
    return ""


def _problem_of_text(cell: Cell, before: str, after: str, alone: Bitext) -> str:
    if not after:
        return say("the text was taken away: undo the link on the page instead")
    if not before:
        return say("there is no segment on this side: link the row with one on the page")
    if as_in_cell(cell, before) != clean(before):
        return say("the text is too long for a cell: change it on the page")
    try:
        make(alone, "edit_text", {"i": 0, "side": cell, "text": after, "unlocked": True})
    except EditError as error:
        return error.what
    return ""


def _edit(change: ReviewerChange, bead: Bead) -> tuple[str, dict[str, Any]]:
    if change.what in ("source", "target"):
        return "edit_text", {"side": change.what, "text": change.after, "unlocked": True}
    if change.what == "note":
        return "annotate", {"note": change.after}
    if change.after == "flagged":
        return "flag", {"note": bead.note}
    return ("confirm", {}) if change.after == "confirmed" else ("unconfirm", {})
