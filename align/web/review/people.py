"""Who edits: a name, and whose browser it was, since two people may have one name, or none.

>>> first, second = Person("Li", by="a1"), Person("Li", by="b2")
>>> first == second, same(first, second), same(first, "Li")
(True, False, True)
"""

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


class Person(str):
    """A person's name, as it is shown and kept, with the id of the browser.

    It is a `str` because a name goes on through findings, workbooks and beads, none of which ask whose it is.
    """

    by: str

    def __new__(cls, name: str, by: str = "") -> Person:
        """Return the name of whoever has the browser `by`; empty: anybody of that name."""
        person = super().__new__(cls, name)
        person.by = by
        return person


def by_of(person: str) -> str:
    """Return the id of a person's browser; empty, where only the name is known."""
    return getattr(person, "by", "")


def same(one: str, other: str) -> bool:
    """Tell whether two are one person: by their browsers where both are known, else by their names."""
    browsers = [by_of(person) for person in (one, other)]
    return browsers[0] == browsers[1] if all(browsers) else one == other


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
