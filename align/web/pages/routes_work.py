"""What people made of a bitext: how it differs from the machine's, who did how much, and who is invited."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, Response

from align.errors import ReadError
from align.exchange.options import Options
from align.exchange.tables import write_rows
from align.serving import Invitations, Role
from align.web.folder.open_bitexts import OpenBitext
from align.web.pages.page import page, viewer_of
from align.web.pages.routes_rows import File
from align.web.review.at_work import IDLE, AtWork, at_work
from align.web.review.history import State
from align.web.rows.machine_differences import (
    RowDifference,
    SideDifference,
    differences,
    of_row,
    sides,
    texts,
)
from align.words import say

router = APIRouter()

MOST = 200
"""Differences that the panel shows."""


@dataclass(frozen=True, slots=True)
class Differing:
    """A difference, ready for the page."""

    rows: range
    """As they are, from 1."""
    key: int | None
    """Of the first of them."""
    sides: tuple[SideDifference, SideDifference]


@router.get("/difference/{name:path}")
def difference(request: Request, file: File, key: int) -> HTMLResponse:
    """Show what a row was before people changed it; empty, where it is as it was."""
    state = file.session.state
    row = state.places().get(key)
    if row is None:
        raise ReadError(say("there is no such row"), mend=say("load the page again"))
    found = of_row(state, file.session.machine, row)
    shown = _differing(file, state, found) if found else None
    return page(request, "difference.html", each=shown)


@router.get("/differences/{name:path}")
def all_differences(request: Request, file: File) -> HTMLResponse:
    """Show all that differs from the machine's alignment."""
    state = file.session.state
    found = list(differences(state, file.session.machine))
    entries = [_differing(file, state, each) for each in found[:MOST]]
    return page(request, "differences.html", name=file.name, entries=entries, total=len(found))


@router.get("/differences-table/{name:path}")
def differences_table(file: File) -> Response:
    """Return all that differs as a table: rows and texts, as they were and as they are."""
    state, machine = file.session.state, file.session.machine
    rows = []
    for each in differences(state, machine):
        source, target = texts(each, state, machine)
        now = state.bitext.beads[each.after.start : each.after.stop]
        people = ", ".join(dict.fromkeys(bead.changed_by for bead in now if bead.changed_by))
        rows.append([*map(_numbers, (each.before, each.after)), *source, *target, people])
    a, b = state.bitext.source.language, state.bitext.target.language
    head = ["rows before", "rows now", f"{a} before", f"{a} now", f"{b} before", f"{b} now", "changed_by"]
    return _table([head, *rows], f"{file.title}.differences.tsv")


@router.get("/people/{name:path}")
def people(request: Request, file: File) -> HTMLResponse:
    """Show what each person did, and who is invited."""
    invited: Invitations | None = request.app.state.invited
    guest = viewer_of(request).guest
    may_invite = guest is not None and guest.may("admin")
    return page(
        request,
        "people.html",
        name=file.name,
        entries=_work(file),
        minutes=IDLE // 60,
        invited=invited.guests if invited and may_invite else [],
        may_invite=may_invite,
    )


@router.get("/people-table/{name:path}")
def people_table(file: File) -> Response:
    """Return what each person did as a table."""
    head = ["person", "rows", "confirmed", "edits", "comments", "to look at", "seconds at work", "last"]
    rows = [
        [each.person, *map(str, (each.rows, each.confirmed, each.edits, each.comments, each.assigned,
                                 each.seconds)), each.last]
        for each in _work(file)
    ]  # fmt: skip
    return _table([head, *rows], f"{file.title}.people.tsv")


@router.post("/invite")
def invite(
    request: Request, person: Annotated[str, Form()], role: Annotated[Role, Form()] = "write"
) -> HTMLResponse:
    """Invite somebody; their link is told this once."""
    invited: Invitations | None = request.app.state.invited
    if invited is None:
        raise ReadError(say("nobody is invited here: the server is on this machine alone"))
    token = invited.invite(person, role)
    link = f"{request.base_url}?token={token}"
    return page(request, "invited.html", who=person, link=link)


def _differing(file: OpenBitext, state: State, found: RowDifference) -> Differing:
    key = state.keys[found.after.start] if found.after else None
    rows = range(found.after.start + 1, found.after.stop + 1)
    return Differing(rows, key, sides(found, state, file.session.machine))


def _work(file: OpenBitext) -> list[AtWork]:
    state, past = file.session.past_edits()
    return at_work(state, past, list(file.session.talk.said))


def _numbers(rows: range) -> str:
    """Return rows as a person counts them, from 1."""
    return "" if not rows else str(rows.stop) if len(rows) == 1 else f"{rows.start + 1}-{rows.stop}"


def _table(rows: Iterable[Sequence[str]], name: str) -> Response:
    """Return a table as a file; what a spreadsheet would take for a formula is text in it."""
    file = io.BytesIO()
    write_rows(rows, file, Options(safe_tables=True))
    kept = f"attachment; filename*=utf-8''{quote(name, safe='')}"
    kind = "text/tab-separated-values; charset=utf-8"
    return Response(file.getvalue(), media_type=kind, headers={"Content-Disposition": kept})
