"""A bound on requests, so that one client in a loop does not starve the others."""

from __future__ import annotations

import time
from collections import OrderedDict
from typing import Any

from align.serving import ASGI, Receive, Scope, Send

BURST = 5
"""Seconds' worth of requests that a client may send at once, after a pause."""
_MOST_CLIENTS = 10_000


class Rate:
    """ASGI middleware: a bucket of tokens for each client's address; an empty one is answered with 429."""

    def __init__(self, app: ASGI, *, per_second: float) -> None:
        self._app = app
        self._per_second = per_second
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand a request on, or refuse it."""
        if scope["type"] == "http" and not self._admits((scope.get("client") or ("", 0))[0]):
            await _refuse(send)
        else:
            await self._app(scope, receive, send)

    def _admits(self, client: str) -> bool:
        now = time.monotonic()
        full = self._per_second * BURST
        tokens, since = self._buckets.pop(client, (full, now))
        tokens = min(full, tokens + (now - since) * self._per_second)
        admitted = tokens >= 1
        self._buckets[client] = (tokens - admitted, now)
        while len(self._buckets) > _MOST_CLIENTS:
            self._buckets.popitem(last=False)
        return admitted


async def _refuse(send: Send) -> Any:
    headers = [(b"content-type", b"application/json"), (b"retry-after", b"1")]
    await send({"type": "http.response.start", "status": 429, "headers": headers})
    await send({"type": "http.response.body", "body": b'{"error": "too many requests; wait a second"}'})
