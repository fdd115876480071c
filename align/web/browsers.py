"""Which browser asks: each gets an id of its own, so that two people of one name are told apart."""

from __future__ import annotations

import re
from secrets import token_urlsafe

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

YEAR = 365 * 24 * 3600
"""Seconds that a browser keeps what it is given."""

_COOKIE = "align-browser"
_ID = re.compile(r"[\w-]{8,64}", re.ASCII)


class KnowsBrowsers:
    """ASGI middleware that gives every browser an id, in a cookie, from its first request on.

    Who brings a name and takes no cookies, a script, is known by the name.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http" or browser_of(request := Request(scope)):
            await self._app(scope, receive, send)
            return
        browser = token_urlsafe(12)
        request.state.browser = "" if request.cookies.get("person") else browser
        cookie = f"{_COOKIE}={browser}; Path=/; Max-Age={YEAR}; HttpOnly; SameSite=Lax"

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).append("Set-Cookie", cookie)
            await send(message)

        await self._app(scope, receive, sending)


def browser_of(request: Request) -> str:
    """Return the id of the browser that asks; empty: it has none."""
    known = request.cookies.get(_COOKIE, "")
    return known if _ID.fullmatch(known) else getattr(request.state, "browser", "")
