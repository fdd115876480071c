"""What people say of rows: threads of comments in the panel, and to whom rows are assigned."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse

from align.languages import join
from align.notes import note_of
from align.web.pages.page import page, viewer_of
from align.web.pages.routes_rows import Drawn, File, changes_for_page, languages_of
from align.web.review.history import State
from align.web.review.said import RowTalk, assignment, commented

router = APIRouter()

MOST = 200
"""Threads that the panel shows."""

_BEGINNING = 400
"""Characters of a row that are sent with its thread; the page shows two lines of them."""


class Assign(Drawn):
    """Give rows to somebody; an empty name takes them back."""

    keys: list[int]
    to: str


@dataclass(frozen=True, slots=True)
class Thread:
    """A thread, ready for the page."""

    key: int
    row: int
    """From 1."""
    said: RowTalk
    note: str
    """Of whoever flagged the row, or of the file it came from."""
    text: str
    """How the row begins."""
    language: str


@router.get("/talk/{name:path}")
def talk(request: Request, file: File, key: int = -1, open: bool = False) -> HTMLResponse:
    """Show the thread of a row, then all others: the open ones first, or alone."""
    state = file.session.state
    rows = [row for row in range(len(state.keys)) if state.said_of(row).comments]
    own = state.places().get(key)
    others = [_thread(state, row) for row in rows if row != own]
    unsettled = [each for each in others if each.said.is_open]
    settled = [each for each in others if not each.said.is_open]
    return page(
        request,
        "talk.html",
        name=file.name,
        own=[] if own is None else [_thread(state, own)],
        threads=[*unsettled, *([] if open else settled)][:MOST],
        key=key,
        only_open=open,
        total=len(rows),
        count=sum(each.is_open for each in state.talk.values()),
    )


@router.post("/comment/{name:path}")
def comment(
    request: Request,
    file: File,
    key: Annotated[int, Form()],
    text: Annotated[str, Form()] = "",
    settles: Annotated[bool, Form()] = False,
) -> HTMLResponse:
    """Say something of a row, or that its matter is settled."""
    file.session.discuss([commented(key, text, viewer_of(request).person, settles=settles)])
    answer = talk(request, file, file.session.talk.now(key) or key)
    answer.headers["HX-Trigger"] = "changes"
    return answer


@router.post("/assign/{name:path}")
def assign(request: Request, file: File, wanted: Assign) -> dict[str, Any]:
    """Give rows to somebody."""
    file.session.discuss(assignment(wanted.keys, wanted.to, viewer_of(request).person))
    told = {"at": None, "count": len(wanted.keys)}
    return changes_for_page(request, file, wanted) | told


def _thread(state: State, row: int) -> Thread:
    bead, languages = state.bitext.beads[row], languages_of(state)
    segments, language = (bead.source, languages[0]) if bead.source else (bead.target, languages[1])
    text = join((segment.text for segment in segments), language)[:_BEGINNING]
    return Thread(state.keys[row], row + 1, state.said_of(row), note_of(bead.note), text, language)
