"""Firefox and WebKit as Debian has them, driven by the commands of WebDriver (https://www.w3.org/TR/webdriver2/).

Playwright drives builds of its own of these two. WebKit's driver hears the commands by HTTP, Firefox itself, told
`--marionette`, by a socket: so neither needs a package of ours.
"""

import base64
import json
import shutil
import socket
import subprocess
import urllib.error
import urllib.request
from contextlib import contextmanager
from pathlib import Path

import pytest
from reviewing import PATIENCE, until

FIREFOX = shutil.which("firefox-esr") or shutil.which("firefox")
WEBKIT = shutil.which("WebKitWebDriver")
MINIBROWSER = next(Path("/usr/lib").glob("*/webkit2gtk-4.*/MiniBrowser"), None)

ELEMENT = "element-6066-11e4-a52e-4f735466cecf"
KEYS = {
    "Enter": "\ue007",
    "Escape": "\ue00c",
    "Shift": "\ue008",
    "End": "\ue010",
    "Tab": "\ue004",
    "ArrowDown": "\ue015",
}


class Browser:
    """A window of a browser."""

    def __init__(self, send):
        self.send = send

    def open(self, address):
        self.send("POST", "url", "Navigate", url=address)

    def run(self, script, *given):
        """Return what a script of the page returns."""
        return self.send("POST", "execute/sync", "ExecuteScript", script=script, args=list(given))

    def holds(self, expression):
        """Wait until an expression holds in the page."""
        until(lambda: self.run(f"return Boolean({expression})"))

    def click(self, css):
        found = self.send("POST", "element", "FindElement", using="css selector", value=css)
        self.send("POST", f"element/{found[ELEMENT]}/click", "ElementClick", id=found[ELEMENT])

    def press(self, *keys):
        """Press keys one after the other; `Shift+x` holds one down."""
        acts = []
        for key in keys:
            parts = [KEYS.get(part, part) for part in key.split("+")]
            acts += [{"type": "keyDown", "value": part} for part in parts]
            acts += [{"type": "keyUp", "value": part} for part in reversed(parts)]
        self.send(
            "POST", "actions", "PerformActions", actions=[{"type": "key", "id": "keys", "actions": acts}]
        )

    def write(self, text):
        self.press(*text)

    def picture(self):
        """Return what the window shows, as PNG."""
        shown = self.send("GET", "screenshot", "TakeScreenshot")
        return base64.b64decode(shown)


@contextmanager
def firefox(folder):
    """Start Firefox with a profile of its own."""
    if not FIREFOX:
        pytest.skip("needs Debian's firefox-esr")
    (folder / "user.js").write_text(
        'user_pref("marionette.port", 0); user_pref("intl.accept_languages", "en");\n'
        'user_pref("browser.download.folderList", 2);\n'
        f'user_pref("browser.download.dir", {json.dumps(str(folder))});\n',
        encoding="utf-8",
    )
    command = [FIREFOX, "--headless", "--marionette", "--no-remote", "--profile", str(folder)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            port = folder / "MarionetteActivePort"
            until(lambda: port.exists() and port.read_text())
            with socket.create_connection(("127.0.0.1", int(port.read_text())), PATIENCE) as line:
                hear(line)  # it says first who it is
                yield session(lambda method, path, name, given: marionette(line, f"WebDriver:{name}", given))
        finally:
            process.terminate()
            process.wait(PATIENCE)


@contextmanager
def webkit(folder):
    """Start the small browser that WebKit brings, and its driver."""
    if not WEBKIT or not MINIBROWSER:
        pytest.skip("needs Debian's webkit2gtk-driver")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = (
        ["xvfb-run", "-a", WEBKIT, f"--port={port}"]
        if shutil.which("xvfb-run")
        else [WEBKIT, f"--port={port}"]
    )
    with subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=folder
    ) as process:
        try:
            until(lambda: answers(port))
            options = {"binary": str(MINIBROWSER), "args": ["--automation"]}
            http = Http(f"http://127.0.0.1:{port}/session")
            browser = session(http.send, {"webkitgtk:browserOptions": options})
            yield browser
            http.send("DELETE", "", "", {})
        finally:
            process.terminate()
            process.wait(PATIENCE)


BROWSERS = {"firefox": firefox, "webkit": webkit}


def session(send, more=None):
    """Begin a session; return the browser."""
    wanted = {"alwaysMatch": {"pageLoadStrategy": "normal", **(more or {})}}
    send("POST", "", "NewSession", {"capabilities": wanted})
    browser = Browser(lambda method, path, name, **given: send(method, path, name, given))
    browser.send("POST", "window/rect", "SetWindowRect", width=1400, height=900)
    return browser


class Http:
    """Sends commands to a driver."""

    def __init__(self, address):
        self.address = address

    def send(self, method, path, name, given):
        address = f"{self.address}/{path}".rstrip("/")
        data = json.dumps(given).encode() if method == "POST" else None
        asked = urllib.request.Request(address, data, {"Content-Type": "application/json"}, method=method)
        try:
            with urllib.request.urlopen(asked, timeout=PATIENCE) as answer:
                value = json.load(answer)["value"]
        except urllib.error.HTTPError as error:
            raise AssertionError(error.read().decode()) from error
        if name == "NewSession":
            self.address += f"/{value['sessionId']}"
        return value


def marionette(line, name, given):
    """Send Firefox a command and return its answer."""
    message = json.dumps([0, 1, name, given]).encode()
    line.sendall(b"%d:%s" % (len(message), message))
    _, _, error, answer = hear(line)
    assert not error, error
    return answer.get("value", answer) if isinstance(answer, dict) else answer


def hear(line):
    """Return the next message of a socket: its length, a colon, and JSON."""
    size = b""
    while (char := line.recv(1)) != b":":
        size += char
    message = b""
    while len(message) < int(size):
        message += line.recv(int(size) - len(message))
    return json.loads(message)


def answers(port):
    with socket.socket() as line:
        return line.connect_ex(("127.0.0.1", port)) == 0
