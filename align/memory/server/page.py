"""The page for people: look-up and concordance, without a script.

Everything is in the address, so that a search can be kept and sent.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse
from fastapi.templating import Jinja2Templates

from align import __version__
from align.errors import AlignError
from align.memory.server.desk import MAX_TEXT, Desk, TheDesk

router = APIRouter(include_in_schema=False)
_pages = Jinja2Templates(directory=Path(__file__).parent / "templates")

_SHOWN = 50


@router.get("/", response_class=HTMLResponse)
def page(
    request: Request,
    desk: TheDesk,
    q: Annotated[str, Query()] = "",
    find: Literal["lookup", "concordance"] = "lookup",
) -> HTMLResponse:
    """Show the form, and what was found."""
    shown: dict[str, Any] = {
        "q": q,
        "find": find,
        "info": desk.memory.info(),
        "version": __version__,
        "most": MAX_TEXT,
    }
    status = 200
    try:
        if q.strip():
            shown |= _FINDERS[find](desk, q)
    except AlignError as error:
        shown["error"], status = str(error), 400
    return _pages.TemplateResponse(request, "memory.html", shown, status_code=status)


def _lookup(desk: Desk, q: str) -> dict[str, Any]:
    found = desk.ask(q, "", "", semantic=True)
    marked = [[(each.start, each.end) for each in match.differences] for match in found]
    return {
        "lookup": [
            asdict(match) | {"parts": pieces(match.source, spans)}
            for match, spans in zip(found, marked, strict=True)
        ]
    }


def _concordance(desk: Desk, q: str) -> dict[str, Any]:
    found = desk.concordance(q, limit=_SHOWN)
    hits = [
        asdict(hit)
        | {
            "source": pieces(hit.source, hit.source_spans, "found" if hit.side == "source" else "other"),
            "target": pieces(hit.target, hit.target_spans, "found" if hit.side == "target" else "other"),
        }
        for hit in found.hits
    ]
    return {"concordance": found, "hits": hits}


def pieces(text: str, spans: Iterable[tuple[int, int]], mark: str = "other") -> Iterator[tuple[str, str]]:
    """Cut a text at the spans to mark; unmarked pieces have an empty mark.

    >>> list(pieces("the right to development", [(4, 9)]))
    [('the ', ''), ('right', 'other'), (' to development', '')]
    """
    end = 0
    for start, stop in sorted(spans):
        if start >= end:
            yield text[end:start], ""
            yield text[start:stop], mark
            end = stop
    yield text[end:], ""


_FINDERS: dict[str, Callable[[Desk, str], dict[str, Any]]] = {"lookup": _lookup, "concordance": _concordance}
