"""The worklist: what is to be looked at, as a list at the side and as the steps of `n` and `p`."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, JSONResponse

from align.bitext import Bead
from align.languages import join
from align.web.pages.page import page
from align.web.pages.routes_rows import File, languages_of

router = APIRouter()

MOST = 200
"""Alarms that the list shows; as they are settled the next ones come."""

_BEGINNING = 160
"""Characters that it shows of each text."""


@dataclass(frozen=True, slots=True)
class Listed:
    """An alarm, ready for the page."""

    reason: str
    key: int
    """Of its first row."""
    first: int
    last: int
    """Its rows, from 1."""
    texts: tuple[tuple[str, str], ...]
    """How its first row begins: language and text of each side that has one."""


@router.get("/worklist/{name:path}")
def worklist(request: Request, file: File, reason: str = "") -> HTMLResponse:
    """Show what is to be looked at for a reason, or for any, the weightiest first."""
    state = file.session.state
    listed, languages = file.worklist(state), languages_of(state)
    wanted = [alarm for alarm in listed.alarms if reason in ("", alarm.reason)]
    entries = [
        Listed(
            alarm.reason,
            state.keys[alarm.rows.start],
            alarm.rows.start + 1,
            alarm.rows.stop,
            _texts(state.bitext.beads[alarm.rows.start], languages),
        )
        for alarm in wanted[:MOST]
    ]
    return page(
        request,
        "worklist.html",
        name=file.name,
        entries=entries,
        total=len(listed.alarms),
        counts=listed.counts(),
        shown=reason,
        more=len(wanted) - len(entries),
    )


@router.get("/alarms/{name:path}")
def alarms(file: File) -> JSONResponse:
    """Return the keys of the rows of each alarm, the weightiest first."""
    state = file.session.state
    listed = file.worklist(state).alarms
    return JSONResponse([state.keys[alarm.rows.start : alarm.rows.stop] for alarm in listed])


def _texts(bead: Bead, languages: tuple[str, str]) -> tuple[tuple[str, str], ...]:
    sides = zip((bead.source, bead.target), languages, strict=True)
    return tuple(
        (language, join((segment.text for segment in segments), language)[:_BEGINNING])
        for segments, language in sides
        if segments
    )
