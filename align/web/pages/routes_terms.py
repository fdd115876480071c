"""The terms of the base that stand in the rows: marked in their texts, and listed for one row."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from align.errors import ReadError
from align.text import encodable
from align.web.pages.page import page
from align.web.pages.routes_rows import File, bitexts_of, languages_of, numbers_of
from align.web.review.history import State
from align.web.rows.known_terms import KnownTerm, known_terms
from align.words import say

router = APIRouter()


@router.get("/terms/{name:path}")
def terms(request: Request, file: File, keys: str) -> dict[int, list[tuple[str, int, int, int, str]]]:
    """Return the terms in the rows of some keys: side, segment, start, end, and what renders each."""
    state = file.session.state
    places = state.places()
    wanted = {key: places[key] for key in numbers_of(keys) if key in places}
    return {key: [_told(term) for term in _found(request, state, row)] for key, row in wanted.items()}


@router.get("/terms-of/{name:path}")
def terms_of(request: Request, file: File, key: int) -> HTMLResponse:
    """List the terms of one row, those once that are rendered alike."""
    state = file.session.state
    places = state.places()
    if key not in places:
        raise ReadError(say("there is no such row"), mend=say("load the page again"))
    found: dict[tuple[str, tuple[str, ...]], KnownTerm] = {}
    for term in _found(request, state, places[key]):
        found.setdefault((term.side, term.renderings), term)
    languages = languages_of(state)
    return page(request, "terms.html", terms=list(found.values()), place=places[key] + 1, languages=languages)


def _told(term: KnownTerm) -> tuple[str, int, int, int, str]:
    return (*term[:4], encodable(" / ".join(term.renderings)))


def _found(request: Request, state: State, row: int) -> list[KnownTerm]:
    find = bitexts_of(request).checker.occurrences
    return list(known_terms(state.bitext.beads[row], languages_of(state), find))
