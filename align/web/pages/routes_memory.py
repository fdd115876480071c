"""The memory beside the rows: what it has like the original of a row, and where words stand in it."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse
from markupsafe import Markup

from align.bitext import STATUS_WORDS
from align.errors import ReadError, SettingsError
from align.frame.text import highlighted
from align.languages import join
from align.memory.lookup import KIND_WORDS, Match, Searcher
from align.memory.server.service import checked
from align.web.pages.page import page
from align.web.pages.routes_rows import File, languages_of
from align.web.review.history import State
from align.words import say

router = APIRouter()

MOST = 5
"""Matches that the panel shows: those a translator would take."""

MOST_PLACES = 30
"""Places where words stand that it shows."""


@router.get("/matches/{name:path}")
def matches(request: Request, file: File, key: int, q: str = "") -> HTMLResponse:
    """Show the best matches of a row's original, or where the words that were asked for stand.

    Raises:
        ReadError: there is no such row.
        SettingsError: the review has no memory beside it, or the words make no query.
    """
    searcher: Searcher | None = request.app.state.memory
    if searcher is None:
        mend = say("begin the review with --memory MEMORY")
        raise SettingsError(say("there is no memory beside this review"), mend=mend)
    state = file.session.state
    row = state.places().get(key)
    if row is None:
        raise ReadError(say("there is no such row"), mend=say("load the page again"))
    found = _places(searcher, q) if q.strip() else _matches(searcher, state, row)
    return page(
        request, "matches.html", name=file.name, key=key, row=row + 1, q=q, kinds=KIND_WORDS,
        statuses=STATUS_WORDS, has_text=bool(state.bitext.beads[row].target), **found,
    )  # fmt: skip


def _matches(searcher: Searcher, state: State, row: int) -> dict[str, Any]:
    """Return what the memory has like the original of a row; a row without an original has none."""
    source, target = languages_of(state)
    text, before, after = (_original(state, each) for each in (row, row - 1, row + 1))
    found = text and searcher.lookup(
        checked(text), source=source, target=target, limit=MOST, before=before, after=after
    )
    return {"matches": [(each, _unlike(each)) for each in found or ()]}


def _unlike(match: Match) -> Markup:
    """Return the original of a match, with what the row has otherwise marked."""
    return highlighted(match.source, [(each.start, each.end) for each in match.differences], "warning")


def _places(searcher: Searcher, q: str) -> dict[str, Any]:
    """Return where words stand in the memory, in whatever language."""
    return {"places": searcher.concordance(checked(q), limit=MOST_PLACES)}


def _original(state: State, row: int) -> str:
    """Return the original of a row; nothing beyond the first and the last."""
    beads = state.bitext.beads
    segments = beads[row].source if 0 <= row < len(beads) else ()
    return join((segment.text for segment in segments), state.bitext.source.language)
