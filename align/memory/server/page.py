"""The page for people: look-up and concordance, which need no script.

Everything is in the address, so that a search can be kept and sent. Its frame is that of all pages.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse

from align.errors import AlignError
from align.frame.page import THEMES, served
from align.frame.text import highlighted, show
from align.memory.concordance import Hit
from align.memory.lookup import Match
from align.memory.server.service import MAX_TEXT, Service, TheService
from align.timestamps import day
from align.words import COOKIE, browser_language, say

router = APIRouter(include_in_schema=False)

_SHOWN = 50

_KINDS = {
    "context": say("in context"),
    "exact": say("exact"),
    "fuzzy": say("fuzzy"),
    "semantic": say("by meaning"),
}
_STATUSES = {"auto": say("not confirmed"), "confirmed": say("confirmed"), "flagged": say("flagged")}


@router.get("/", response_class=HTMLResponse)
def page(
    request: Request,
    service: TheService,
    q: Annotated[str, Query()] = "",
    find: Literal["lookup", "concordance"] = "lookup",
) -> HTMLResponse:
    """Show the form, and what was found."""
    language = browser_language(request.cookies.get(COOKIE, ""), request.headers.get("accept-language", ""))
    shown: dict[str, Any] = {
        "q": q,
        "find": find,
        "info": service.figures(),
        "most": MAX_TEXT,
        "kinds": _KINDS,
        "statuses": _STATUSES,
        "day": day,
        "error": "",
        # Beside the review, which serves it too, there is a way back.
        "review": "/" if request.scope.get("root_path") else "",
        "root": request.scope.get("root_path", ""),
    }
    status = 200
    try:
        if q.strip():
            shown |= _FINDERS[find](service, q)
    except AlignError as error:
        shown["error"], status = error.told(language), 400
    theme = request.cookies.get("theme", "")
    shown["theme"] = theme if theme in THEMES else ""
    filled = served("align.memory.server", "memory.html", language=language, **shown)
    return HTMLResponse(filled, status)


def _lookup(service: Service, q: str) -> dict[str, Any]:
    found = service.ask(q, "", "", semantic=True)
    return {"lookup": [_match(match) for match in found]}


def _match(match: Match) -> dict[str, Any]:
    """Return a match with what differs in it marked."""
    spans = [(each.start, each.end) for each in match.differences]
    return asdict(match) | {
        "source": highlighted(match.source, spans, "warning"),
        "target": show(match.target),
    }


def _concordance(service: Service, q: str) -> dict[str, Any]:
    found = service.concordance(q, limit=_SHOWN)
    return {"concordance": found, "hits": [_hit(hit) for hit in found.hits]}


def _hit(hit: Hit) -> dict[str, Any]:
    """Return a hit with what was looked for marked, and what answers to it."""
    asked, answers = ("found", "other") if hit.side == "source" else ("other", "found")
    return asdict(hit) | {
        "source": highlighted(hit.source, hit.source_spans, asked),
        "target": highlighted(hit.target, hit.target_spans, answers),
    }


_FINDERS: dict[str, Callable[[Service, str], dict[str, Any]]] = {
    "lookup": _lookup,
    "concordance": _concordance,
}
