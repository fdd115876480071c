"""The findings of a bitext side by side, and how a person settles them."""

from __future__ import annotations

from collections import Counter
from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse

from align.terms.findings import SEVERITIES
from align.terms.waivers import Reach
from align.web.desk import OpenFile
from align.web.findings import correction
from align.web.pages import page, viewer_of
from align.web.routes_rows import File, languages_of

router = APIRouter()

MOST = 200
"""Findings shown at once, worst first; as they are settled the next ones come."""

_Text = Annotated[str, Form()]
_Reach = Annotated[Reach, Form()]


@router.get("/findings/{name:path}")
def panel(request: Request, file: File, code: str = "") -> HTMLResponse:
    """Show the findings of a code, or all, the worst first."""
    return _panel(request, file, code)


@router.post("/waive/{name:path}")
def waive(
    request: Request, file: File, key: Annotated[int, Form()], fingerprint: _Text, reach: _Reach,
    reason: _Text = "", code: _Text = "",
) -> HTMLResponse:  # fmt: skip
    """Say that a finding is no error: here, in this document, or everywhere, and why."""
    person = viewer_of(request).person
    file.findings.waive(key, fingerprint, reach, reason=reason, person=person)
    return _panel(request, file, code, settled=True)


@router.post("/accept/{name:path}")
def accept(
    request: Request, file: File, key: Annotated[int, Form()], fingerprint: _Text, code: _Text = ""
) -> HTMLResponse:
    """Say that a finding is an error that somebody has to mend."""
    file.findings.accept(key, fingerprint, person=viewer_of(request).person)
    return _panel(request, file, code, settled=True)


def _panel(request: Request, file: OpenFile, code: str, *, settled: bool = False) -> HTMLResponse:
    """Return the panel; where something was settled, the page is told to draw its rows anew."""
    findings, state = file.watch.now()[1], file.session.state
    places = {key: i for i, key in enumerate(state.keys)}
    listed = [(places[key], key, each) for key, found in findings.items() if key in places for each in found]
    listed.sort(key=lambda entry: (SEVERITIES.index(entry[2].severity), entry[0]))
    answer = page(
        request,
        "findings.html",
        name=file.name,
        languages=languages_of(state),
        counts=sorted(Counter(each.code for _, _, each in listed).items()),
        total=len(listed),
        code=code,
        problem=file.watch.problem,
        is_checked=file.watch.is_checked,
        correction=correction,
        entries=[entry for entry in listed if code in ("", entry[2].code)][:MOST],
    )
    if settled:
        answer.headers["HX-Trigger"] = "news"
    return answer
