"""The findings of a bitext side by side: how a person settles them, and opens them again."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import astuple
from functools import partial
from hashlib import sha256
from typing import Annotated, Any

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse

from align.terms.findings import SEVERITIES, Finding
from align.terms.waivers import Reach, Waiver
from align.web.findings.corrections import correction, spaces_figures
from align.web.folder.open_bitexts import OpenBitext
from align.web.pages.page import page, viewer_of
from align.web.pages.routes_rows import File, languages_of
from align.web.review.edits import EditError
from align.web.review.history import State
from align.words import say

router = APIRouter()

MOST = 200
"""Findings shown at once, worst first; as they are settled the next ones come."""

_Text = Annotated[str, Form()]
_Key = Annotated[int, Form()]
_Reach = Annotated[Reach, Form()]


@router.get("/findings/{name:path}")
def panel(request: Request, file: File, code: str = "") -> HTMLResponse:
    """Show the open findings of a code, or all, the worst first."""
    state = file.session.state
    listed = _placed(state, ((key, each) for key, row in file.watch.now()[1].items() for each in row))
    listed.sort(key=lambda entry: SEVERITIES.index(entry[2].severity))
    offer = partial(correction, languages=languages_of(state), spaces=spaces_figures(state.bitext))
    entries = [entry for entry in listed if code in ("", entry[2].code)]
    return _panel(request, file, "findings.html", code=code, entries=entries, correction=offer)


@router.get("/waived/{name:path}")
def waived(request: Request, file: File) -> HTMLResponse:
    """Show the waivers, to be taken back."""
    places = file.session.state.places()
    return _panel(request, file, "waived.html", places=places, mark_of=mark_of)


@router.get("/accepted/{name:path}")
def accepted(request: Request, file: File) -> HTMLResponse:
    """Show the findings that somebody has to mend, to be opened again."""
    entries = _placed(file.session.state, file.findings.accepted())
    return _panel(request, file, "accepted.html", entries=entries)


@router.post("/waive/{name:path}")
def waive(
    request: Request, file: File, key: _Key, fingerprint: _Text, reach: _Reach,
    reason: _Text = "", code: _Text = "",
) -> HTMLResponse:  # fmt: skip
    """Say that a finding is no error: here, in this document, or everywhere, and why."""
    person = viewer_of(request).person
    waiver = file.findings.waive(key, fingerprint, reach, reason=reason, person=person)
    return _settled(panel(request, file, code), waived=mark_of(waiver))


@router.post("/unwaive/{name:path}")
def unwaive(request: Request, file: File, mark: _Text) -> HTMLResponse:
    """Take a waiver back."""
    listed = (each.waiver for each in file.findings.waived())
    waiver = next((each for each in listed if mark_of(each) == mark), None)
    if waiver is None:
        raise EditError(say("this waiver was taken back already"))
    file.findings.take_back(waiver)
    return _settled(waived(request, file))


@router.post("/accept/{name:path}")
def accept(request: Request, file: File, key: _Key, fingerprint: _Text, code: _Text = "") -> HTMLResponse:
    """Say that a finding is an error that somebody has to mend."""
    file.findings.accept(key, fingerprint, person=viewer_of(request).person)
    return _settled(panel(request, file, code))


@router.post("/reopen/{name:path}")
def reopen(request: Request, file: File, key: _Key, fingerprint: _Text) -> HTMLResponse:
    """Take back that a finding was accepted."""
    file.findings.reopen(key, fingerprint, person=viewer_of(request).person)
    return _settled(accepted(request, file))


def mark_of(waiver: Waiver) -> str:
    """Return what names a waiver on the page: there may be several of one matter."""
    return sha256("\x1f".join(astuple(waiver)).encode()).hexdigest()[:16]


def _panel(request: Request, file: OpenBitext, template: str, **content: Any) -> HTMLResponse:
    """Return a view of the panel, with what leads to the others."""
    opened = file.watch.now()[1].values()
    codes = Counter(each.code for row in opened for each in row)
    return page(
        request,
        template,
        name=file.name,
        languages=languages_of(file.session.state),
        counts=sorted(codes.items()),
        total=codes.total(),
        waived=file.findings.waived(),
        accepted=len(file.findings.accepted()),
        problem=file.watch.problem,
        not_checked=file.findings.not_checked,
        is_checked=file.watch.is_checked,
        most=MOST,
        **content,
    )


def _settled(answer: HTMLResponse, **told: str) -> HTMLResponse:
    """Return a view after something was settled: the page is told to draw its rows anew, and what it was."""
    answer.headers["HX-Trigger"] = json.dumps({"changes": "", **told})
    return answer


def _placed(state: State, findings: Iterable[tuple[int, Finding]]) -> list[tuple[int, int, Finding]]:
    """Return findings with the places and the keys of their rows, from the top; those of gone rows not."""
    places = state.places()
    placed = [(places[key], key, each) for key, each in findings if key in places]
    return sorted(placed, key=lambda entry: entry[0])
