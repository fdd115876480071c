"""Serve a memory to the CAT tools that translators use, in the protocols these speak already.

    GET  /tmserver/en/zh/unit/TEXT           amaGama: Virtaal, Weblate, Okapi
    GET  /translate?q=TEXT&langpair=en|zh    Apertium-APY: OmegaT
    GET  /get?q=TEXT&langpair=en|zh          MyMemory: OmegaT, in JSON and TMX
    POST /translate                          LibreTranslate
    GET  /api/…                              our own, described by /openapi.json
    GET  /                                   a page for people

A request that cannot be answered gets a status of 400 to 499 and its reason; one for which
the database of a memory is away, 503.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from fastapi.staticfiles import StaticFiles

from align import __version__
from align.errors import AlignError, AwayError
from align.memory.lookup import Searcher
from align.memory.server import amagama, apertium, api, guests, libretranslate, mymemory, page
from align.memory.server.kept_answers import KeptAnswers
from align.memory.server.rate import RateLimit
from align.memory.server.service import Limits
from align.memory.several import Memories, SearchedMemory
from align.serving import Guard, Invitations, Role, guard

PROTOCOLS = {
    "amagama": amagama.router,
    "apertium": apertium.router,
    "libretranslate": libretranslate.router,
    "mymemory": mymemory.router,
    "api": api.router,
    "guests": guests.router,
    "page": page.router,
}
MAX_BODY = 2**20
"""Bytes of a request: fifty segments of the longest kind are a fifth of it."""


_LOOKING_UP = frozenset(("/translate",))
"""What is sent by POST and changes nothing."""


def role_needed(method: str, path: str) -> Role:
    """Return what a guest must be allowed for a request: to look up, to add units, to invite others."""
    if path.startswith(guests.PATH):
        return "admin"
    return "read" if path in _LOOKING_UP else guard.role_needed(method, path)


def build(
    searcher: Searcher,
    limits: Limits | None = None,
    *,
    others: Sequence[SearchedMemory] = (),
    invited: Invitations | None = None,
) -> FastAPI:
    """Return the app that serves a memory; `guarded` puts it in its guard.

    Args:
        searcher: of the memory, which takes what is added.
        limits: what clients may ask for.
        others: memories that are asked beside it, and take nothing.
        invited: who is let in, where the guard lets in guests alone.
    """
    limits = limits or Limits()
    # The library's own pages of documentation load scripts from elsewhere.
    app = FastAPI(title="align-tm memory", version=__version__, docs_url=None, redoc_url=None)
    app.state.invited = invited
    own = SearchedMemory(searcher.memory.name, searcher)
    memories = Memories((own, *others))
    app.state.memories, app.state.answers, app.state.limits = memories, KeptAnswers(memories.version), limits
    app.router.routes.append(amagama.PlainLookups())  # before its `unit`: the first that fits answers
    for router in PROTOCOLS.values():
        app.include_router(router)
    app.mount("/static", StaticFiles(packages=[(__name__, "static"), ("align.frame", "static")]))
    app.add_middleware(
        RateLimit, per_second=limits.requests_per_second, work_per_minute=limits.work_per_minute
    )
    app.add_exception_handler(AlignError, _refused)
    app.add_exception_handler(RequestValidationError, _misunderstood)
    return app


def guarded(app: FastAPI) -> Guard:
    """Return the app in its guard."""
    served: Any = app  # Starlette has types of its own for what ASGI is
    return Guard(served, invited=app.state.invited, needs=role_needed, max_body=MAX_BODY)


def _refused(request: Request, error: Exception) -> JSONResponse:
    return JSONResponse({"error": str(error)}, status_code=503 if isinstance(error, AwayError) else 400)


def _misunderstood(request: Request, error: Exception) -> JSONResponse:
    """Name the parts of a request that make no sense; what was sent stays unquoted."""
    assert isinstance(error, RequestValidationError)
    parts = [f"{'.'.join(map(str, each['loc']))}: {each['msg']}" for each in error.errors()]
    detail: dict[str, Any] = {"error": "; ".join(parts)}
    return JSONResponse(detail, status_code=422)
