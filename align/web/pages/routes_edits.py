"""Writing: every edit of a row, undo and redo, aligning anew; and the history of all that.

Whatever writes answers with what the page has to draw.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse
from pydantic import Field

from align.bitext import Bead
from align.web.pages.edit_list import past_view
from align.web.pages.page import page, viewer_of
from align.web.pages.routes_rows import Drawn, File, changes_for_page
from align.web.review.edits import EditError
from align.web.review.history import Change, State
from align.web.review.session import Session
from align.web.review.steps import RowEdit
from align.words import say

router = APIRouter()

MOST = 200
"""Edits that the history shows."""


class EditRequest(Drawn):
    """One edit of `edits.EDITS`; rows as the page sees them."""

    name: str
    arguments: dict[str, Any] = Field(default_factory=dict)


class EditEach(Drawn):
    """One edit of `steps.ROWWISE`, of several rows in one step; rows by their keys."""

    name: str
    keys: list[int]
    arguments: dict[str, Any] = Field(default_factory=dict)


class HistoryRequest(Drawn):
    """Undo or redo: the last edit of this person, or the one that led to a version."""

    step: Literal["undo", "redo"]
    of: int | None = None


class Realign(Drawn):
    """Align anew: from a row on, or around it."""

    i: int
    how: Literal["from", "around"] = "from"


@router.post("/edit/{name:path}")
def edit(request: Request, file: File, wanted: EditRequest) -> dict[str, Any]:
    """Make an edit."""
    person = viewer_of(request).person
    change = file.session.apply(wanted.name, wanted.arguments, version=wanted.version, person=person)
    return _told(request, file, wanted, change)


@router.post("/edit-each/{name:path}")
def edit_each(request: Request, file: File, wanted: EditEach) -> dict[str, Any]:
    """Make an edit of several rows, which is taken back as one; rows changed meanwhile are left."""
    gone = list[int]()
    edits = _as_seen(file.session, wanted, gone)
    changes = file.session.apply_each(edits, person=viewer_of(request).person)
    told = _told(request, file, wanted, changes[0] if changes else None)
    places = file.session.state.places()
    return told | {"count": len(changes), "left": sorted({places[key] + 1 for key in gone if key in places})}


def _as_seen(session: Session, wanted: EditEach, gone: list[int]) -> Iterator[RowEdit]:
    """Yield the edits of rows that are as they were seen; what the others are now goes into `gone`."""
    places = session.state.places()
    for key in wanted.keys:
        if key in places:
            yield key, wanted.name, wanted.arguments
        elif (now := session.talk.now(key)) is not None:
            gone.append(now)
        else:
            raise EditError(say("there is no such row"))


@router.post("/step/{name:path}")
def step(request: Request, file: File, wanted: HistoryRequest) -> dict[str, Any]:
    """Take an edit back, or make it again."""
    session, person = file.session, viewer_of(request).person
    if wanted.of is not None:
        return _told(request, file, wanted, session.turn(wanted.step, wanted.of, person))
    act = session.undo if wanted.step == "undo" else session.redo
    change = act(person)
    did, edits = session.edit_behind(change) if change else ("", 0)
    return _told(request, file, wanted, change) | {"did": did, "edits": edits}


@router.get("/history/{name:path}")
def history(request: Request, file: File) -> HTMLResponse:
    """Show what was done, the newest first, to be taken back or made again."""
    state, past = file.session.past_edits()
    entries = [past_view(each, state) for each in past[:MOST]]
    return page(request, "history.html", name=file.name, entries=entries, total=len(past))


@router.post("/realign/{name:path}")
def realign(request: Request, file: File, wanted: Realign) -> dict[str, Any]:
    """Align the rows anew around what a person fixed."""
    session = file.session
    before = session.state
    act = session.realign_from if wanted.how == "from" else session.realign_around
    change = act(wanted.i, version=wanted.version, person=viewer_of(request).person)
    told = _told(request, file, wanted, change)
    if wanted.version == before.version:
        told["at"] = _holder(session.state, before.bitext.beads[wanted.i])
    return told


def _holder(state: State, bead: Bead) -> int | None:
    """Return the key of the row that now holds the first segment of one there was."""
    first = (*bead.source, *bead.target)[0]
    rows = zip(state.keys, state.bitext.beads, strict=True)
    return next((key for key, row in rows if any(one is first for one in (*row.source, *row.target))), None)


def _told(request: Request, file: File, drawn: Drawn, change: Change | None) -> dict[str, Any]:
    """Return what changed, and where this very change was made; where nothing changed, one stays."""
    keys = file.session.state.keys
    at = keys[min(change.first, len(keys) - 1)] if change and keys and change.removed else None
    return {
        **changes_for_page(request, file, drawn),
        "at": at,
        "count": change.added if change else 0,
    }
