"""A workbook that comes back from a reviewer: what was changed in it, shown first, then taken as edits.

The workbook that goes out names each row by its key in the review (`for_review`), so that a row is found
again however the reviewer sorted and filtered, and one that was edited on the page meanwhile is not
overwritten. A workbook that `align convert` wrote has no keys; its rows are known by their ids as long as
their places stay.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from typing import Any, Literal

from align import exchange
from align.bitext import Bead, Bitext, TranslationUnit
from align.errors import ReadError
from align.exchange import tables, xlsx
from align.web.edits import EditError
from align.web.history import Change, State
from align.web.session import Session

What = Literal["source", "target", "status", "note", "row"]

_KEY = re.compile(r"#(\d+)\Z")

_HELD: dict[str, Callable[[str], str]] = {".xlsx": xlsx.held, ".tsv": tables.held}
"""What a format makes of a text (cells have a longest length, XML lacks characters) is no change of a
reviewer's: his are what differs from the text as the file held it."""


@dataclass(frozen=True, slots=True)
class Returned:
    """One change that a reviewer made."""

    key: int
    """Of the row; -1: there is no such row any more."""
    row: int
    """Its index when it was compared; -1: none."""
    what: What
    """Which cell; `row`: one that cannot be found."""
    before: str
    after: str
    problem: str = ""
    """Why it cannot be taken; empty: it can."""


def for_review(state: State) -> Bitext:
    """Return the bitext with its rows named by their keys, to be written as a workbook."""
    beads = zip(state.bitext.beads, state.bitext.units(), state.keys, strict=True)
    return replace(
        state.bitext, beads=tuple(replace(bead, id=f"{unit.id}#{key}") for bead, unit, key in beads)
    )


def compare(state: State, workbook: str | Path) -> list[Returned]:
    """Return what a returned workbook (or table) changes, in the order of the rows.

    Raises:
        ReadError: it cannot be read, is of other languages, or is neither .xlsx nor .tsv.
    """
    path = Path(workbook)
    held = _HELD.get(path.suffix.lower())
    if not held:
        raise ReadError("this is no workbook", where=path.name, mend="give the .xlsx or .tsv back")
    languages = (state.bitext.source.language, state.bitext.target.language)
    units = list(state.bitext.units())
    keys = {unit.id: key for unit, key in zip(units, state.keys, strict=True)}
    known = frozenset(state.keys)
    back: dict[int, TranslationUnit] = {}
    lost: list[Returned] = []
    for unit in _units(path, languages):
        key = _key_of(unit, keys)
        if key in known and key not in back:
            back[key] = unit
        else:
            problem = "the row stands twice" if key in back else "the row was changed here since, or is gone"
            lost.append(Returned(-1, -1, "row", "", f"{unit.source} | {unit.target}", problem))
    rows = ((key, row) for row, key in enumerate(state.keys) if key in back)
    found = (_changes(units[row], back[key], held, key, row) for key, row in rows)
    return [*chain.from_iterable(found), *lost]


def take(session: Session, changes: Iterable[Returned], person: str) -> list[Change]:
    """Make changes that a reviewer returned, each an edit that can be undone.

    Raises:
        EditError: one of them cannot be taken.
        ConflictError: somebody has changed its row since it was compared; those before it are taken.
    """
    made: list[Change] = []
    moved: dict[int, int] = {}
    for change in sorted(changes, key=lambda change: (change.row, _ORDER.index(change.what))):
        if change.problem:
            raise EditError(change.problem)
        state = session.state
        key = moved.get(change.key, change.key)
        if key not in state.keys:
            raise EditError("the row was changed here since", mend="compare the workbook again")
        row = state.keys.index(key)
        name, arguments = _edit(change, state.bitext.beads[row])
        made.append(session.apply(name, {"i": row, **arguments}, version=state.version, person=person))
        if made[-1].added:
            moved[change.key] = session.state.keys[made[-1].first]
    return made


_ORDER: tuple[What, ...] = ("source", "target", "note", "status", "row")
"""Texts first: a row whose text changes is not confirmed any more, unless the reviewer says so."""


def _edit(change: Returned, bead: Bead) -> tuple[str, dict[str, Any]]:
    if change.what in ("source", "target"):
        return "edit_text", {"side": change.what, "text": change.after, "unlocked": True}
    if change.what == "note":
        return "annotate", {"note": change.after}
    if change.after == "flagged":
        return "flag", {"note": bead.note}
    return ("confirm", {}) if change.after == "confirmed" else ("unconfirm", {})


def _units(path: Path, languages: tuple[str, str]) -> list[TranslationUnit]:
    source, target = languages
    return list(exchange.read(path, source_language=source, target_language=target).units())


def _key_of(unit: TranslationUnit, keys: dict[str, int]) -> int:
    named = _KEY.search(unit.id)
    return int(named[1]) if named else keys.get(unit.id, -1)


def _cells(unit: TranslationUnit) -> tuple[tuple[What, str], ...]:
    bead = unit.bead
    return ("source", unit.source), ("target", unit.target), ("status", bead.status), ("note", bead.note)


def _changes(
    mine: TranslationUnit, back: TranslationUnit, held: Callable[[str], str], key: int, row: int
) -> Iterator[Returned]:
    for (what, text), (_, after) in zip(_cells(mine), _cells(back), strict=True):
        before = text if text == after else held(text)
        if before != after:
            yield Returned(key, row, what, before, after, _problem(what, before, after))


def _problem(what: What, before: str, after: str) -> str:
    if what not in ("source", "target"):
        return ""
    if not after.strip():
        return "the text was taken away: undo the link on the page instead"
    return "" if before else "there is no segment on this side: link the row with one on the page"
