"""What both web servers share: who may speak to them, and how they start and stop.

Any page a browser shows may send requests to this machine. So a server

- binds to this machine alone; anything wider needs a token, which its URL brings and a cookie keeps;
- answers to its own names only (a page that points its own name here, DNS rebinding, has another one);
- takes nothing from another origin but a visit: no scripts, no forms, no frames, no CORS
  (Fetch Metadata, https://www.w3.org/TR/fetch-metadata/);
- tells the browser to load nothing from elsewhere and to run no script but its own files (CSP).

>>> is_loopback("127.0.0.1"), is_loopback("localhost"), is_loopback("0.0.0.0")
(True, True, False)
"""

from __future__ import annotations

import hmac
import ipaddress
import secrets
import signal
import socket
import webbrowser
from collections.abc import Awaitable, Callable, Iterator, MutableMapping
from contextlib import contextmanager, suppress
from threading import Timer, current_thread, main_thread
from typing import Any
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

from align.errors import MissingError, SettingsError, reason_of
from align.words import say

LOOPBACK = "127.0.0.1"

MAX_BODY = 64 * 2**20
"""Largest request body in bytes: an XLSX of 100,000 reviewed rows has about 20 MB."""

MOST_CONNECTIONS = 1000
"""Open at once; a section of 50 people with their CAT tools has a few hundred."""
HEAD_SECONDS = 10.0
"""For a request to begin: method, path and headers fit one packet."""

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


def is_loopback(host: str) -> bool:
    """Tell whether a host name or address is this machine itself, and nobody else can reach it."""
    try:
        return host.lower() == "localhost" or ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def token_for(host: str) -> str:
    """Return the secret that a server bound to `host` asks for: none on this machine, else a new one."""
    return "" if is_loopback(host) else secrets.token_urlsafe(24)


class Guard:
    """ASGI middleware that lets in what the module's docstring allows; every app of ours is wrapped in it.

    Args:
        app: what it guards.
        token: the secret of `token_for`; empty: the server is on loopback, and only its names are answered.
        max_body: most bytes of a request's body.
    """

    def __init__(self, app: ASGI, *, token: str = "", max_body: int = MAX_BODY) -> None:
        self._app = app
        self._token = token
        self._max_body = max_body

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or hand it on."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
        elif scope["type"] == "http":
            await self._answer(_Request(scope), receive, _with_headers(send))

    async def _answer(self, request: _Request, receive: Receive, send: Send) -> None:
        refusal = self._refusal(request)
        if refusal:
            await _reply(send, *refusal)
        elif self._token and request.query_token and request.is_visit:
            await _reply(send, 303, "", self._welcome(request))
        else:
            await self._pass(request, receive, send)

    def _refusal(self, request: _Request) -> tuple[int, str] | None:
        """Return status and reason, where a request is not to be answered."""
        if not self._token and not is_loopback(request.host_name):
            return 421, f"this server does not answer to the name {request.host_name!r}; use {LOOPBACK}"
        if request.is_foreign:
            return 403, "requests from other sites are refused; open the page itself"
        if self._token and not self._knows_token(request):
            return 401, "a token is needed; use the URL that the server printed when it started"
        if request.length > self._max_body:
            return 413, f"more than {self._max_body >> 20} MB; split the file"
        return None

    def _knows_token(self, request: _Request) -> bool:
        given = request.query_token or request.bearer or request.cookie
        return hmac.compare_digest(given.encode(), self._token.encode())

    def _welcome(self, request: _Request) -> list[tuple[str, str]]:
        """Return headers that keep the token in a cookie and take it out of the address."""
        # Lax, not Strict: the visit may begin at a link in a message, and its redirect needs the cookie.
        cookie = f"{request.cookie_name}={self._token}; Path=/; HttpOnly; SameSite=Lax"
        return [("Set-Cookie", cookie), ("Location", request.without_token)]

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
            await _reply(send, 413, f"more than {self._max_body >> 20} MB; split the file")


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
    def bearer(self) -> str:
        kind, _, secret = self._headers.get("authorization", "").partition(" ")
        return secret.strip() if kind.lower() == "bearer" else ""

    @property
    def cookie_name(self) -> str:
        """Cookies know no ports: two servers on one machine need two names."""
        return f"align_token_{(self.scope.get('server') or ('', 0))[1]}"

    @property
    def cookie(self) -> str:
        # By hand: one odd cookie, of another program on this machine, makes http.cookies give up.
        cookies = (each.partition("=") for each in self._headers.get("cookie", "").split(";"))
        return next((value.strip() for name, _, value in cookies if name.strip() == self.cookie_name), "")

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


def serve(
    app: ASGI,
    host: str = LOOPBACK,
    port: int = 0,
    *,
    token: str = "",
    announce: Callable[[str], None],
    open_browser: bool = False,
) -> None:
    """Serve an app until it is told to stop (Ctrl-C, SIGTERM), then finish what it does and return.

    Args:
        app: guarded with the same token.
        host: name or address to bind to.
        port: 0 takes any that is free.
        token: what `token_for(host)` gave.
        announce: is told the URL, once the server listens.
        open_browser: open the URL there too.

    Raises:
        SettingsError: the address cannot be bound to, or is open to others and has no token.
        MissingError: the `web` extra is not installed.
    """
    if not token and not is_loopback(host):
        raise SettingsError(
            say("{host} can be reached by others, and no token is set", host=host),
            mend=say("use {host}", host=LOOPBACK),
        )
    uvicorn = _uvicorn()
    config = uvicorn.Config(
        app, http=_bounded_protocol(), log_level="warning", access_log=False, timeout_graceful_shutdown=3,
        server_header=False,
    )  # fmt: skip
    server = uvicorn.Server(config)
    with _listen(host, port) as listening, _signals_end(server):
        url = _url(host, listening.getsockname()[1], token)
        announce(url)
        if open_browser:
            Timer(0.3, webbrowser.open, [url]).start()
        server.run(sockets=[listening])


def _uvicorn() -> Any:
    try:
        import uvicorn
    except ImportError as error:
        raise MissingError(say("serving needs the web extra"), mend="pip install 'align-tm[web]'") from error
    return uvicorn


def _bounded_protocol() -> Any:
    """Return uvicorn's protocol with a bound of connections, and of the time that a request may take to come.

    uvicorn has neither: a thousand clients that send half a line and wait would keep their places for ever.
    """
    from uvicorn.protocols.http.auto import AutoHTTPProtocol

    class Bounded(AutoHTTPProtocol):  # type: ignore[misc, valid-type]
        seen: Any = None
        """The request that was answered last when it was looked at."""

        def connection_made(self, transport: Any) -> None:
            super().connection_made(transport)
            if len(self.connections) > MOST_CONNECTIONS:
                transport.close()
            else:
                self.loop.call_later(HEAD_SECONDS, self.look)

        def look(self) -> None:
            """Close the connection where nothing has come since the last look."""
            is_idle = self.cycle is None or self.cycle.response_complete
            if is_idle and self.cycle is self.seen:
                self.transport.close()
            if not self.transport.is_closing():
                self.seen = self.cycle
                self.loop.call_later(HEAD_SECONDS, self.look)

    return Bounded


def _listen(host: str, port: int) -> socket.socket:
    """Return a socket that listens, so that the URL that is told works at once."""
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        return socket.create_server((host.strip("[]"), port), family=family, backlog=128)
    except (OSError, OverflowError) as error:
        mend = say("choose another --port, or stop what uses it")
        raise SettingsError(
            say("cannot listen: {reason}", reason=reason_of(error)), where=f"{host}:{port}", mend=mend
        ) from error


def _url(host: str, port: int, token: str) -> str:
    if host in ("0.0.0.0", "::"):  # every address of this machine, and no name of it
        host = socket.gethostname()
    name = f"[{host}]" if ":" in host else host
    return f"http://{name}:{port}/" + (f"?token={token}" if token else "")


@contextmanager
def _signals_end(server: Any) -> Iterator[None]:
    """Let Ctrl-C and SIGTERM end the server and nothing else.

    uvicorn stops for both once it runs, and then raises them again for whoever handled them before.
    """
    if current_thread() is not main_thread():  # where signals cannot be caught, nor do they end anything
        yield
        return

    def end(*_: object) -> None:
        server.should_exit = True

    ending = (signal.SIGINT, signal.SIGTERM)
    before = [signal.signal(each, end) for each in ending]
    try:
        yield
    finally:
        for each, handler in zip(ending, before, strict=True):
            signal.signal(each, handler)
