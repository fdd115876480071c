"""The review server: `make_app` puts bitexts, the routes and the guard together."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from fastapi.staticfiles import StaticFiles
from starlette.concurrency import run_in_threadpool

from align.errors import AlignError, ReadError, SettingsError
from align.frame.page import prepare
from align.memory.lookup import Searcher
from align.memory.server import build as memory_app
from align.memory.server import role_needed as memory_role_needed
from align.serving import Guard, Invitations, Role, guard
from align.text import encodable
from align.web.answers import CountsAnswers
from align.web.browsers import KnowsBrowsers
from align.web.folder.open_bitexts import OpenBitexts
from align.web.pages import (
    routes_edits,
    routes_files,
    routes_findings,
    routes_memory,
    routes_replacing,
    routes_rows,
    routes_talk,
    routes_terms,
    routes_work,
    routes_worklist,
)
from align.web.pages.page import TEMPLATES, page, viewer_of
from align.web.review.history import ConflictError
from align.web.words.i18n import reason
from align.words import say

ROUTES = (
    routes_files, routes_rows, routes_worklist, routes_edits, routes_talk, routes_replacing,
    routes_findings, routes_memory, routes_terms, routes_work,
)  # fmt: skip

MEMORY = "/memory"
"""Where the page of the memory is, beside the review."""

TURN = 0.0005
"""Seconds after which a check of all rows lets those in who ask: an answer takes turns many times over, and
by Python's own five milliseconds it took half as long again."""

SAVING = 2.0
"""Seconds between looks at what has to be saved; every edit is in the journal before that."""


def make_app(
    bitexts: OpenBitexts,
    *,
    invited: Invitations | None = None,
    language: str = "",
    memory: Searcher | None = None,
) -> Guard:
    """Return the app that reviews bitexts.

    Args:
        bitexts: closed when the server stops.
        invited: who is let in; None: whoever is at this machine.
        memory: has its page at `/memory/`, and the other pages lead there.
        language: of the interface, `en` or `zh`; empty: the browser's.
    """
    app = FastAPI(lifespan=_lifespan, docs_url=None, redoc_url=None, openapi_url=None)
    app.state.bitexts, app.state.language, app.state.invited = bitexts, language, invited
    app.state.memory = memory
    if memory:
        app.mount(MEMORY, memory_app(memory, invited=invited))
    app.add_middleware(KnowsBrowsers)
    app.add_middleware(CountsAnswers, answers=bitexts.answers)
    app.mount("/static", _Static(packages=[("align.web.pages", "static"), ("align.frame", "static")]))
    for routes in ROUTES:
        app.include_router(routes.router)
    app.add_exception_handler(AlignError, _say_what_went_wrong)
    app.add_exception_handler(RequestValidationError, _say_what_was_not_understood)
    return Guard(app, invited=invited, needs=_role_needed)


def _role_needed(method: str, path: str) -> Role:
    if path.startswith(f"{MEMORY}/"):
        return memory_role_needed(method, path.removeprefix(MEMORY))
    return "admin" if path == "/invite" else guard.role_needed(method, path)


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    saving = asyncio.create_task(_keep_saving(app.state.bitexts))
    preparing = asyncio.create_task(run_in_threadpool(prepare, TEMPLATES))
    before = sys.getswitchinterval()
    sys.setswitchinterval(TURN)
    try:
        yield
    finally:
        sys.setswitchinterval(before)
        for task in (saving, preparing):
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task
        await run_in_threadpool(app.state.bitexts.close)


async def _keep_saving(bitexts: OpenBitexts) -> None:
    while True:
        await asyncio.sleep(SAVING)
        await run_in_threadpool(bitexts.save_all, give_way=bitexts.answers.give_way)


class _Static(StaticFiles):
    """Our own files, asked for again each time: a new version must not meet an old script."""

    def file_response(self, *args: Any, **more: Any) -> Response:
        response = super().file_response(*args, **more)
        response.headers["Cache-Control"] = "no-cache"
        return response


async def _say_what_went_wrong(request: Request, error: Any) -> Response:
    """Answer with what, where and how to mend it: a page for those who look, JSON for our script."""
    status = 409 if isinstance(error, ConflictError) else 404 if isinstance(error, ReadError) else 422
    viewer = viewer_of(request)
    message = encodable(reason(error, viewer.language, viewer.person))
    if "text/html" in request.headers.get("accept", "") and "hx-request" not in request.headers:
        return page(request, "error.html", status=status, message=message)
    return JSONResponse({"kind": type(error).__name__, "message": message}, status)


async def _say_what_was_not_understood(request: Request, error: Any) -> Response:
    """Answer to fields that are missing or of another kind, in our words instead of Pydantic's."""
    names = dict.fromkeys(str(fault["loc"][-1]) for fault in error.errors())
    told = SettingsError(
        say("this cannot be understood: {names}", names=", ".join(names)), mend=say("load the page again")
    )
    return await _say_what_went_wrong(request, told)
