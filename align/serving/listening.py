"""Starting a server and ending it."""

from __future__ import annotations

import signal
import socket
import ssl
import webbrowser
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from threading import Timer, current_thread, main_thread
from typing import Any

from align.errors import MissingError, SettingsError, reason_of
from align.serving.addresses import LOOPBACK, is_loopback
from align.serving.guard import ASGI
from align.serving.workers import helped
from align.words import say

MOST_CONNECTIONS = 1000
"""Open at once; a section of 50 people with their CAT tools has a few hundred."""
HEAD_SECONDS = 10.0
"""For a request to begin: method, path and headers fit one packet; and for each next part of its body."""
WAIT_SECONDS = 75
"""For a client to ask again on its connection, as nginx has it: whoever asks at the moment of closing gets no
answer, and many clients wait for five seconds, which is uvicorn's bound too."""


def serve(
    app: ASGI,
    host: str = LOOPBACK,
    port: int = 0,
    *,
    token: str = "",
    certificate: Path | None = None,
    key: Path | None = None,
    announce: Callable[[str], None],
    open_browser: bool = False,
    again: Callable[[], ASGI] | None = None,
    workers: int = 1,
) -> None:
    """Serve an app until it is told to stop (Ctrl-C, SIGTERM), then finish what it does and return.

    Args:
        app: in its guard.
        host: name or address to bind to.
        port: 0 takes any that is free.
        token: of whoever starts it; the URL has it.
        certificate: a file of PEM, for HTTPS, and that of its
        key: which may stand in the same file.
        announce: is told the URL, once the server listens.
        open_browser: open the URL there too.
        again: makes the app anew in another process, to which it is pickled.
        workers: processes that answer; more than one need `again`.

    Raises:
        SettingsError: the address cannot be bound to, or is open to others and has no token; or the
            certificate cannot be used.
        MissingError: the `web` extra is not installed.
    """
    if not token and not is_loopback(host):
        raise SettingsError(
            say("{host} can be reached by others, and no token is set", host=host),
            mend=say("use {host}", host=LOOPBACK),
        )
    _check_certificate(certificate, key)
    server = _server(app, certificate, key)
    if workers > 1:
        _listen(host, port).close()  # a port that is shared would be shared with another server of ours too
    with ExitStack() as open_now:
        listening = open_now.enter_context(_listen(host, port, is_shared=workers > 1))
        open_now.enter_context(_signals_end(server))
        bound = listening.getsockname()[1]
        if again and workers > 1:
            work = partial(_serve_too, again, host, bound, certificate, key)
            open_now.enter_context(helped(work, workers - 1))
        url = _url("https" if certificate else "http", host, bound, token)
        announce(url)
        if open_browser:
            Timer(0.3, webbrowser.open, [url]).start()
        server.run(sockets=[listening])


def _serve_too(
    make: Callable[[], ASGI], host: str, port: int, certificate: Path | None, key: Path | None,
    ready: Callable[[], object],
) -> None:  # fmt: skip
    """Serve an app in another process, on the same port."""
    server = _server(make(), certificate, key)
    with _listen(host, port, is_shared=True) as listening:
        ready()
        server.run(sockets=[listening])


def _server(app: ASGI, certificate: Path | None, key: Path | None) -> Any:
    uvicorn = _uvicorn()
    config = uvicorn.Config(
        app, http=_bounded_protocol(), log_level="warning", access_log=False, timeout_graceful_shutdown=3,
        timeout_keep_alive=WAIT_SECONDS, server_header=False, ssl_certfile=certificate, ssl_keyfile=key,
    )  # fmt: skip
    return uvicorn.Server(config)


def _check_certificate(certificate: Path | None, key: Path | None) -> None:
    if certificate is None:
        if key is not None:
            raise SettingsError(say("there is a key and no certificate"), mend=say("give --certificate too"))
        return
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    try:
        context.load_cert_chain(certificate, key, password=lambda: "")  # a server cannot be asked for one
    except OSError as error:
        what = say("the certificate cannot be used: {reason}", reason=reason_of(error))
        mend = say("give a certificate and its key, without a password, as files of PEM")
        raise SettingsError(what, where=str(certificate), mend=mend) from error


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
        """The request that was answered, or came, last when it was looked at."""
        has_come = False
        """Whether anything came since then."""

        def connection_made(self, transport: Any) -> None:
            super().connection_made(transport)
            self.loop.call_later(HEAD_SECONDS, self.look)
            if len(self.connections) > MOST_CONNECTIONS:
                self.most_idle().transport.close()

        def most_idle(self) -> Any:
            """Return the connection whose client has not asked again for longest, or else this new one."""
            waiting = [
                each for each in self.connections
                if each.timeout_keep_alive_task and not each.transport.is_closing()
            ]  # fmt: skip
            return min(waiting, key=lambda each: each.timeout_keep_alive_task.when(), default=self)

        def data_received(self, data: bytes) -> None:
            self.has_come = True
            super().data_received(data)

        def look(self) -> None:
            """Close the connection where a request, or its rest, is awaited as it was at the last look."""
            if self.awaits() and self.cycle is self.seen:
                self.transport.close()
            if not self.transport.is_closing():
                self.seen, self.has_come = self.cycle, False
                self.loop.call_later(HEAD_SECONDS, self.look)

        def awaits(self) -> bool:
            """Tell whether a request has begun and no more comes, or none has begun."""
            if self.cycle is None or self.cycle.response_complete:
                return self.timeout_keep_alive_task is None
            return self.cycle.more_body and not self.has_come and not self.flow.read_paused

    return Bounded


def _listen(host: str, port: int, *, is_shared: bool = False) -> socket.socket:
    """Return a socket that listens, so that the URL that is told works at once; others may listen there."""
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        where = (host.strip("[]"), port)
        listening = socket.create_server(where, family=family, backlog=128, reuse_port=is_shared)
    except (OSError, OverflowError) as error:
        mend = say("choose another --port, or stop what uses it")
        raise SettingsError(
            say("cannot listen: {reason}", reason=reason_of(error)), where=f"{host}:{port}", mend=mend
        ) from error
    # Head and body of an answer are sent apart: the body must not wait for the receipt of the head, which
    # clients put off for 40 ms. Connections take it from here; asyncio sets it for its own sockets alone.
    listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listening


def _url(scheme: str, host: str, port: int, token: str) -> str:
    if host in ("0.0.0.0", "::"):  # every address of this machine, and no name of it
        host = socket.gethostname()
    name = f"[{host}]" if ":" in host else host
    return f"{scheme}://{name}:{port}/" + (f"?token={token}" if token else "")


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
