"""Who may speak to a server of ours: middleware around every app."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, MutableMapping
from contextlib import suppress
from typing import Any
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

from align.serving.addresses import LOOPBACK, is_loopback
from align.serving.invitations import Guest, Invitations, Role
from align.words import COOKIE, browser_language, say, told

MAX_BODY = 64 * 2**20
"""Largest request body in bytes: an XLSX of 100,000 reviewed rows has about 20 MB."""

CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)

_HEADERS = (
    ("Content-Security-Policy", CSP),
    ("X-Content-Type-Options", "nosniff"),
    ("X-Frame-Options", "DENY"),
    # `no-referrer` would make browsers send `Origin: null` with our own forms.
    ("Referrer-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
)
_SAFE = frozenset({"GET", "HEAD"})

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
ASGI = Callable[[Scope, Receive, Send], Awaitable[None]]


Needs = Callable[[str, str], Role]

YEAR = 365 * 24 * 3600
"""Seconds for which a browser keeps its invitation."""


def role_needed(method: str, path: str) -> Role:
    """Return what a request needs where nothing else is said: whatever changes anything needs to write."""
    return "read" if method in _SAFE else "write"


class Guard:
    """ASGI middleware that lets in what the package's docstring allows; every app of ours is wrapped in it.

    Args:
        app: what it guards.
        invited: who is let in; None: the server is on loopback, and answers to its names alone.
        needs: says what a request needs to be let through, by its method and path.
        max_body: most bytes of a request's body.

    Apps find who asks in the scope, as `guest`; None: whoever is at this machine.
    """

    def __init__(
        self,
        app: ASGI,
        *,
        invited: Invitations | None = None,
        needs: Needs | None = None,
        max_body: int = MAX_BODY,
    ) -> None:
        self._app = app
        self._invited = invited
        self._needs = needs or role_needed
        self._max_body = max_body

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or hand it on."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
        elif scope["type"] == "http":
            await self._answer(_Request(scope), receive, _with_headers(send))

    async def _answer(self, request: _Request, receive: Receive, send: Send) -> None:
        guest = self._invited.guest_of(request.token) if self._invited else None
        refusal = self._refusal(request, guest)
        if refusal:
            status, reason = refusal
            await _reply(send, status, told(reason, request.language))
        elif guest and request.query_token and request.is_visit:
            await _reply(send, 303, "", _welcome(request))
        else:
            request.scope["guest"] = guest
            await self._pass(request, receive, send)

    def _refusal(self, request: _Request, guest: Guest | None) -> tuple[int, str] | None:
        """Return status and reason, where a request is not to be answered."""
        if not self._invited and not is_loopback(request.host_name):
            return 421, say(
                "this server does not answer to the name “{name}”; use {address}",
                name=request.host_name, address=LOOPBACK,
            )  # fmt: skip
        if request.is_foreign:
            return 403, say("requests from other sites are refused; open the page itself")
        if self._invited and not guest:
            return 401, say("nobody is let in without an invitation; open the link that you were sent")
        if guest and not guest.may(self._needs(request.scope["method"], request.scope["path"])):
            return 403, _beyond(guest)
        if request.length > self._max_body:
            return 413, self._too_large()
        return None

    def _too_large(self) -> str:
        return say("more than {size} MB; split the file", size=self._max_body >> 20)

    async def _pass(self, request: _Request, receive: Receive, send: Send) -> None:
        """Hand the request on, counting its body: a length may be missing or a lie."""
        counted = 0
        started = False

        async def counting() -> Message:
            nonlocal counted
            message = await receive()
            counted += len(message.get("body", b""))
            if counted > self._max_body:
                raise _TooLargeError
            return message

        async def noting(message: Message) -> None:
            nonlocal started
            if counted > self._max_body and not started:
                return  # FastAPI takes our error for a damaged body, and would answer 400
            started = True
            await send(message)

        with suppress(_TooLargeError):
            await self._app(request.scope, counting, noting)
        if counted > self._max_body and not started:
            await _reply(send, 413, told(self._too_large(), request.language))


def _welcome(request: _Request) -> list[tuple[str, str]]:
    """Return headers that keep the token in a cookie and take it out of the address."""
    # Lax, not Strict: the visit may begin at a link in a message, and its redirect needs the cookie.
    secure = "; Secure" if request.scope.get("scheme") == "https" else ""
    cookie = (
        f"{request.cookie_name}={request.query_token}; Path=/; Max-Age={YEAR}; HttpOnly; SameSite=Lax{secure}"
    )
    # The next page must not be told from which address one came: it had the token.
    return [("Set-Cookie", cookie), ("Location", request.without_token), ("Referrer-Policy", "no-referrer")]


def _beyond(guest: Guest) -> str:
    """Return what a guest is told who may not do what they ask for."""
    if guest.may("write"):
        return say("your invitation is to edit; this takes one to edit and invite")
    return say("your invitation is to look on; ask for one to edit")


class _TooLargeError(Exception):
    """A body outgrew the bound while it was read."""


class _Request:
    """What the guard asks of a request."""

    def __init__(self, scope: Scope) -> None:
        self.scope = scope
        self._headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
        self._query: list[tuple[str, str]] = parse_qsl(
            scope.get("query_string", b"").decode("latin-1"), keep_blank_values=True
        )

    @property
    def host_name(self) -> str:
        """The name the request was sent to, without its port; empty: none, or several."""
        hosts = [value for name, value in self.scope["headers"] if name == b"host"]
        try:
            return urlsplit(f"//{hosts[0].decode('latin-1')}").hostname or "" if len(hosts) == 1 else ""
        except ValueError:
            return ""

    @property
    def is_foreign(self) -> bool:
        """True where another origin's page sends it, unless a person follows a link."""
        if self._headers.get("sec-fetch-site", "none") not in ("same-origin", "none"):
            is_link = self.is_visit and self._headers.get("sec-fetch-mode") == "navigate"
            return not is_link or self._headers.get("sec-fetch-dest") != "document"
        origin = self._headers.get("origin")
        return origin is not None and not self._is_own(origin)

    def _is_own(self, origin: str) -> bool:
        scheme, _, rest = origin.partition("://")
        return scheme in ("http", "https") and rest == self._headers.get("host")

    @property
    def is_visit(self) -> bool:
        """True where a browser asks for a page to show."""
        accepted = self._headers.get("accept", "")
        return self.scope["method"] in _SAFE and "text/html" in accepted

    @property
    def length(self) -> int:
        digits = self._headers.get("content-length", "0")
        return int(digits) if digits.isdecimal() else 0

    @property
    def query_token(self) -> str:
        return dict(self._query).get("token", "")

    @property
    def token(self) -> str:
        """What the request brings to be let in."""
        return self.query_token or self.bearer or self.cookie

    @property
    def bearer(self) -> str:
        kind, _, secret = self._headers.get("authorization", "").partition(" ")
        return secret.strip() if kind.lower() == "bearer" else ""

    @property
    def cookie_name(self) -> str:
        """Cookies know no ports: two servers on one machine need two names."""
        return f"align_token_{(self.scope.get('server') or ('', 0))[1]}"

    @property
    def cookie(self) -> str:
        return self._cookie(self.cookie_name)

    def _cookie(self, wanted: str) -> str:
        # By hand: one odd cookie, of another program on this machine, makes http.cookies give up.
        cookies = (each.partition("=") for each in self._headers.get("cookie", "").split(";"))
        return next((value.strip() for name, _, value in cookies if name.strip() == wanted), "")

    @property
    def language(self) -> str:
        """The language of whoever asks."""
        return browser_language(self._cookie(COOKIE), self._headers.get("accept-language", ""))

    @property
    def without_token(self) -> str:
        rest = urlencode([(name, value) for name, value in self._query if name != "token"])
        # One slash at the beginning: two would name another host, and so would a tab between two.
        path = "/" + quote(str(self.scope["path"]).lstrip("/\\"))
        return path + (f"?{rest}" if rest else "")


def _with_headers(send: Send) -> Send:
    """Return a `send` that adds our headers to every answer that does not have its own."""

    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            given = {name.lower() for name, _ in message.get("headers", ())}
            ours = [(n.encode(), v.encode()) for n, v in _HEADERS if n.lower().encode() not in given]
            if b"cache-control" not in given:
                ours.append((b"Cache-Control", b"no-store"))
            message = {**message, "headers": [*message.get("headers", ()), *ours]}
        await send(message)

    return sending


async def _reply(send: Send, status: int, reason: str, headers: list[tuple[str, str]] | None = None) -> None:
    plain = [("Content-Type", "text/plain; charset=utf-8"), *(headers or [])]
    encoded = [(name.encode("latin-1"), value.encode("utf-8")) for name, value in plain]
    await send({"type": "http.response.start", "status": status, "headers": encoded})
    await send({"type": "http.response.body", "body": reason.encode()})
