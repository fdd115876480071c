"""Bounds on requests and on work, so that one client in a loop does not starve the others."""

from __future__ import annotations

import time
from collections import OrderedDict
from functools import partial
from math import ceil
from threading import Lock

from align.serving import ASGI, Receive, Scope, Send

BURST = 5
"""Seconds' worth of requests that a client may send at once, after a pause."""
MINUTE = 60
_MOST_CLIENTS = 10_000


class Purse:
    """What each client may still spend, a bucket of tokens each: it fills at a steady pace, up to a most.

    Threads may share it.
    """

    def __init__(self, per_second: float, most: float) -> None:
        self._per_second, self._most = per_second, most
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()  # and when it was so much
        self._lock = Lock()

    def spend(self, client: str, amount: float) -> None:
        """Take an amount; of what costs more than there is, the rest is owed."""
        with self._lock:
            self._left[client] = (self._held(client) - amount, time.monotonic())
            self._left.move_to_end(client)
            while len(self._left) > _MOST_CLIENTS:
                self._left.popitem(last=False)

    def wait(self, client: str, amount: float = 0.0) -> float:
        """Return the seconds after which a client has an amount; 0: it has."""
        with self._lock:
            return max(0.0, (amount - self._held(client)) / self._per_second)

    def _held(self, client: str) -> float:
        left, since = self._left.get(client, (self._most, 0.0))
        return min(self._most, left + (time.monotonic() - since) * self._per_second)


class RateLimit:
    """ASGI middleware that answers a client with 429 who asks too often, or for too much work.

    A client is a guest, wherever they are; where nobody is invited, an address. Apps find in the scope, as
    `spend`, whom to tell how many seconds of processor a request took.

    Args:
        app: what answers the others.
        per_second: requests of a client.
        work_per_minute: seconds of processor that a client's requests take.
    """

    def __init__(self, app: ASGI, *, per_second: float, work_per_minute: float) -> None:
        self._app = app
        self._requests = Purse(per_second, per_second * BURST)
        self._work = Purse(work_per_minute / MINUTE, work_per_minute)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand a request on, or refuse it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        guest = scope.get("guest")
        client = guest.id if guest else (scope.get("client") or ("", 0))[0]
        if waiting := self._requests.wait(client, 1):
            await _refuse(send, waiting, "too many requests")
        elif waiting := self._work.wait(client):
            await _refuse(send, waiting, "your searches take too much of this server's time")
        else:
            self._requests.spend(client, 1)
            scope["spend"] = partial(self._work.spend, client)
            await self._app(scope, receive, send)


async def _refuse(send: Send, waiting: float, why: str) -> None:
    seconds = ceil(waiting)
    after = "a second" if seconds == 1 else f"{seconds} seconds"
    headers = [(b"content-type", b"application/json"), (b"retry-after", str(seconds).encode())]
    await send({"type": "http.response.start", "status": 429, "headers": headers})
    await send({"type": "http.response.body", "body": f'{{"error": "{why}; wait {after}"}}'.encode()})
