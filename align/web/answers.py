"""Answers come first: what the server does for later waits while somebody is being answered.

All of it shares one interpreter, which runs one thread at a time: beside a check of 100,000 rows, which takes
a minute, every answer took twice as long.
"""

from __future__ import annotations

from threading import Event
from time import monotonic

from starlette.types import ASGIApp, Message, Receive, Scope, Send

PATIENCE = 1.0
"""Seconds that the rest waits for the answer that was begun last: one may be stuck."""


class Answers:
    """The answers that are under way."""

    def __init__(self) -> None:
        self._count, self._begun = 0, 0.0
        self._none = Event()
        self._none.set()

    def begin(self) -> None:
        """Begin an answer. Both this and `end` are called in the thread that takes the requests."""
        self._count, self._begun = self._count + 1, monotonic()
        self._none.clear()

    def end(self) -> None:
        """End an answer."""
        self._count -= 1
        if not self._count:
            self._none.set()

    def give_way(self) -> None:
        """Wait until nobody is being answered: called often, and with nothing locked that an answer needs."""
        if self._count:
            self._none.wait(max(0.0, self._begun + PATIENCE - monotonic()))


class CountsAnswers:
    """ASGI middleware that tells when an answer begins, and when it is made: its body goes out by and by."""

    def __init__(self, app: ASGIApp, answers: Answers) -> None:
        self._app, self._answers = app, answers

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        under_way = True

        def end() -> None:
            nonlocal under_way
            if under_way:
                under_way = False
                self._answers.end()

        async def sending(message: Message) -> None:
            end()
            await send(message)

        self._answers.begin()
        try:
            await self._app(scope, receive, sending)
        finally:
            end()
