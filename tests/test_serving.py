"""Who may speak to a server of ours: the guard, over real requests; binding, announcing and stopping."""

import re
import signal
import socket
import subprocess
import sys
from contextlib import ExitStack, contextmanager

import pytest

httpx = pytest.importorskip("httpx", reason="needs httpx: pip install 'align-tm[dev]'")

from align.errors import SettingsError  # noqa: E402
from align.serving import CSP, Guard, Invitations, is_loopback, serve  # noqa: E402

HERE = "http://127.0.0.1:8765"


async def echo(scope, receive, send):
    """Answer with the method and the length of the body."""
    size, more = 0, True
    while more:
        message = await receive()
        size += len(message.get("body", b""))
        more = message.get("more_body", False)
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": f"{scope['method']} {size}".encode()})


def ask(method="GET", url=f"{HERE}/", *, app=echo, invited=None, max_body=1000, **more):
    async def run():
        transport = httpx.ASGITransport(Guard(app, invited=invited, max_body=max_body))
        async with httpx.AsyncClient(transport=transport) as client:
            return await client.request(method, url, **more)

    import asyncio

    return asyncio.run(run())


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "LOCALHOST", "::1", "[::1]", "127.0.0.2"])
def test_loopback(host):
    assert is_loopback(host)


@pytest.mark.parametrize(
    "host", ["0.0.0.0", "::", "192.168.1.7", "example.org", "", "localhost.evil.org", "127.0.0.1.evil.org"]
)
def test_not_loopback(host):
    assert not is_loopback(host)


@pytest.mark.parametrize("host", ["127.0.0.1:8765", "localhost:9", "localhost", "[::1]:8765"])
def test_own_names_are_answered(host):
    assert ask(headers={"Host": host}).text == "GET 0"


@pytest.mark.parametrize(
    "host",
    [
        "evil.org",
        "evil.org:8765",
        "127.0.0.1.evil.org",
        "localhost.evil.org:8765",
        "[",
        "",
        "192.168.1.7:8765",
    ],
)
def test_other_names_are_not(host):
    """DNS rebinding: the page's own name points here."""
    answer = ask(headers={"Host": host})
    assert answer.status_code == 421
    assert "127.0.0.1" in answer.text


FOREIGN = [
    {"Origin": "http://evil.org"},
    {"Origin": "null"},
    {"Origin": "http://127.0.0.1:9999"},
    {"Origin": "http://127.0.0.1:8765.evil.org"},
    {"Origin": "http://localhost:8765"},
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
    {
        "Sec-Fetch-Site": "cross-site",
        "Sec-Fetch-Mode": "navigate",
        "Sec-Fetch-Dest": "iframe",
        "Accept": "text/html",
    },
    {
        "Sec-Fetch-Site": "cross-site",
        "Sec-Fetch-Mode": "no-cors",
        "Sec-Fetch-Dest": "script",
        "Accept": "*/*",
    },
]


@pytest.mark.parametrize("headers", FOREIGN)
@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "DELETE", "OPTIONS"])
def test_other_origins_neither_read_nor_write(method, headers):
    answer = ask(method, headers=headers)
    assert answer.status_code == 403
    assert not [name for name in answer.headers if name.startswith("access-control")]


def test_other_origins_may_link_but_not_post():
    link = {
        "Sec-Fetch-Site": "cross-site",
        "Sec-Fetch-Mode": "navigate",
        "Sec-Fetch-Dest": "document",
        "Accept": "text/html",
    }
    assert ask(headers=link).status_code == 200
    assert ask("POST", headers=link).status_code == 403


@pytest.mark.parametrize(
    "headers",
    [{}, {"Origin": HERE}, {"Origin": HERE, "Sec-Fetch-Site": "same-origin"}, {"Sec-Fetch-Site": "none"}],
)
def test_our_own_page_and_programs_write(headers):
    assert ask("POST", headers=headers, content=b"abc").text == "POST 3"


def test_headers_on_every_answer():
    for answer in (ask(), ask(headers={"Host": "evil.org"}), ask(headers={"Origin": "null"})):
        assert answer.headers["Content-Security-Policy"] == CSP
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["X-Frame-Options"] == "DENY"
        assert answer.headers["Cache-Control"] == "no-store"
    assert "unsafe" not in CSP
    assert "http" not in CSP


def test_bodies_are_bounded_whatever_they_say():
    def chunks():
        for _ in range(11):
            yield b"x" * 100

    async def stream():
        for chunk in chunks():
            yield chunk

    assert ask("POST", content=b"x" * 1000).text == "POST 1000"
    assert ask("POST", content=b"x" * 1001).status_code == 413
    assert ask("POST", content=stream()).status_code == 413
    assert ask("POST", content=stream(), headers={"Content-Length": "7"}).status_code == 413


def test_a_token_is_asked_for_kept_in_a_cookie_and_taken_out_of_the_address():
    invited = Invitations()
    secret = invited.invite("Li")
    far = "http://192.168.1.7:8765"
    page = {"Accept": "text/html"}
    assert ask(url=f"{far}/", invited=invited).status_code == 401
    assert ask(url=f"{far}/?token=wrong", invited=invited, headers=page).status_code == 401
    welcome = ask(url=f"{far}/rows?token={secret}&at=3", invited=invited, headers=page)
    assert (welcome.status_code, welcome.headers["Location"]) == (303, "/rows?at=3")
    cookie = welcome.headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    kept = {"Cookie": cookie.split(";")[0]}
    assert ask(url=f"{far}/rows", invited=invited, headers=kept).text == "GET 0"
    assert ask("POST", url=f"{far}/", invited=invited, headers=kept | {"Origin": far}).status_code == 200
    assert (
        ask("POST", url=f"{far}/", invited=invited, headers=kept | {"Origin": "http://evil.org"}).status_code
        == 403
    )


def test_programs_bring_the_token_themselves():
    invited = Invitations()
    secret = invited.invite("Li")
    far = "http://192.168.1.7:8765/"
    assert ask(url=far, invited=invited, headers={"Authorization": f"Bearer {secret}"}).text == "GET 0"
    assert ask(url=f"{far}?token={secret}", invited=invited).text == "GET 0"
    assert ask(url=far, invited=invited, headers={"Authorization": "Bearer é".encode()}).status_code == 401


@pytest.mark.parametrize(
    ("headers", "says"),
    [
        ({}, "invitation"),
        ({"Accept-Language": "zh-CN,en;q=0.5"}, "邀请"),
        ({"Accept-Language": "zh-CN", "Cookie": "odd; lang=en"}, "invitation"),
    ],
)
def test_who_is_refused_is_told_why_in_their_language(headers, says):
    answer = ask(url="http://192.168.1.7:8765/", invited=Invitations(), headers=headers)
    assert (answer.status_code, says in answer.text) == (401, True)


def test_no_redirect_leaves_the_server():
    invited = Invitations()
    secret = invited.invite("Li")
    answer = ask(
        url=f"http://192.168.1.7//evil.org/?token={secret}", invited=invited, headers={"Accept": "text/html"}
    )
    assert answer.headers["Location"] == "/evil.org/"


@pytest.mark.parametrize(
    ("path", "place"),
    [("%09//evil.org", "/%09//evil.org"), ("a%0D%0AX: 1", "/a%0D%0AX%3A%201"), ("\\\\evil.org", "/evil.org"),
     ("%E6%8A%A5%20b%3Fc%23d", "/%E6%8A%A5%20b%3Fc%23d")],
)  # fmt: skip
def test_a_redirect_spells_the_path_as_addresses_do(path, place):
    invited = Invitations()
    secret = invited.invite("Li")
    url = f"http://192.168.1.7/{path}?token={secret}"
    answer = ask(url=url, invited=invited, headers={"Accept": "text/html"})
    assert answer.headers["Location"] == place


@pytest.mark.parametrize("others", ['theme={"x":1}; ', "na me=1; ", "nothing; ", ""])
def test_cookies_of_other_programs_shut_nobody_out(others):
    invited = Invitations()
    secret = invited.invite("Li")
    headers = {"Cookie": f"{others}align_token_8765={secret}"}
    assert ask(url="http://192.168.1.7:8765/", invited=invited, headers=headers).status_code == 200


def test_no_address_for_others_without_a_token():
    with pytest.raises(SettingsError, match="no token"):
        serve(echo, "0.0.0.0", 0, announce=str)


def test_a_port_that_is_taken_is_told():
    pytest.importorskip("uvicorn", reason="needs the web extra")
    with socket.create_server(("127.0.0.1", 0)) as taken, pytest.raises(SettingsError, match="--port"):
        serve(echo, port=taken.getsockname()[1], announce=str)


@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM])
def test_it_says_where_it_is_and_stops_cleanly(ending):
    pytest.importorskip("uvicorn", reason="needs the web extra")
    code = (
        "from align.serving import Guard, serve\n"
        "from test_serving import echo\n"
        "serve(Guard(echo), announce=lambda url: print(url, flush=True))\n"
        "print('finished', flush=True)\n"
    )
    with _running(code) as server:
        url = server.stdout.readline().strip()
        assert re.fullmatch(r"http://127\.0\.0\.1:\d+/", url)
        assert httpx.get(url).text == "GET 0"
        server.send_signal(ending)
        out, err = server.communicate(timeout=120)
        assert (out, err, server.returncode) == ("finished\n", "", 0)


@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM])
def test_it_stops_when_it_is_told_so_before_it_runs(ending):
    pytest.importorskip("uvicorn", reason="needs the web extra")
    code = (
        "import signal\n"
        "from align.serving import Guard, serve\n"
        "from test_serving import echo\n"
        f"serve(Guard(echo), announce=lambda url: signal.raise_signal({int(ending)}))\n"
        "print('finished', flush=True)\n"
    )
    with _running(code) as server:
        out, err = server.communicate(timeout=120)
        assert (out, err, server.returncode) == ("finished\n", "", 0)


HALVES = [b"GET / HTTP/1.1\r\nHost: 127", b"POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 9\r\n\r\n{"]


@pytest.mark.parametrize("half", HALVES)
def test_connections_are_bounded_and_those_that_ask_half_are_closed(half):
    with bounded(20, 1) as (url, address):
        asking = [socket.create_connection(address, 60) for _ in range(30)]
        assert all(ended(each, half) for each in asking)
        with httpx.Client() as client:
            assert [client.get(url).text for _ in range(3)] == ["GET 0"] * 3


def test_a_client_may_ask_again_on_its_connection_until_others_need_the_place():
    with bounded(5, 0.5) as (_, address), ExitStack() as opened:
        asking, request = [], f"GET / HTTP/1.1\r\nHost: {address[0]}:{address[1]}\r\n\r\n".encode()
        for _ in range(6):
            asking.append(opened.enter_context(socket.create_connection(address, 60)))
            assert answered(asking[-1], request)
        assert asking[0].recv(1) == b""
        # Each of these is ended by a look, and the others were looked at as often.
        assert all(ended(socket.create_connection(address, 60)) for _ in range(3))
        assert all(answered(each, request) for each in asking[2:])


@contextmanager
def bounded(most, seconds):
    """Run a server of so many connections at most, which are looked at so often; give its URL and address."""
    pytest.importorskip("uvicorn", reason="needs the web extra")
    code = (
        "from align.serving import Guard, listening\n"
        "from test_serving import echo\n"
        f"listening.MOST_CONNECTIONS, listening.HEAD_SECONDS = {most}, {seconds}\n"
        "listening.serve(Guard(echo), announce=lambda url: print(url, flush=True))\n"
    )
    with _running(code) as server:
        try:
            url = server.stdout.readline().strip()
            yield url, ("127.0.0.1", int(url.rstrip("/").rpartition(":")[2]))
        finally:
            server.kill()


def answered(client, request):
    """Ask, and tell whether there is an answer; none where the connection was closed."""
    try:
        client.sendall(request)
        got = b""
        while not got.endswith(b"GET 0\r\n0\r\n\r\n"):
            more = client.recv(4000)
            if not more:
                return False
            got += more
        return True
    except ConnectionError:
        return False


def ended(client, half=HALVES[0]):
    """Send half a request, and tell whether the server ends the connection."""
    try:
        client.sendall(half)
        return client.recv(1) == b""
    except ConnectionError:
        return True
    finally:
        client.close()


def test_a_body_in_chunks_is_refused_as_too_large_by_the_apps_themselves():
    fastapi = pytest.importorskip("fastapi", reason="needs the web extra")
    app = fastapi.FastAPI()

    @app.post("/")
    def take(body: dict[str, str]) -> str:
        return str(len(body))

    async def stream():
        for _ in range(11):
            yield b" " * 100

    json = {"Content-Type": "application/json"}
    assert ask("POST", app=app, content=b"{}", headers=json).text == '"0"'
    assert ask("POST", app=app, content=stream(), headers=json).status_code == 413


def _running(code):
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    return subprocess.Popen([sys.executable, "-c", code], cwd="tests", **pipes)
