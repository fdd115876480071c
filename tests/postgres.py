"""A server of PostgreSQL for tests: one a process of them, on a socket in a folder of its own.

with_schema()           an empty place for a memory
server().kill()         as when the machine loses power, but for its disk
"""

import atexit
import os
import shutil
import signal
import subprocess
import tempfile
import time
from contextlib import contextmanager
from functools import cache
from itertools import count
from pathlib import Path

import pytest

USER, LOCKED, PASSWORD = "align", "locked", "long & secret: 50%"
"""Whoever is USER is let in, LOCKED has a password."""
_PROGRAMS = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"))
_numbers = count()


class Server:
    """A server with a folder of data."""

    def __init__(self, folder):
        self.folder = folder
        self._owner = "postgres" if os.geteuid() == 0 else None  # it refuses to run as root
        if self._owner:
            shutil.chown(folder, self._owner)
        auth = ["--auth=trust", f"--username={USER}"]
        self._run("initdb", "--no-sync", "--encoding=UTF8", "--locale=C", *auth, "-D", folder / "data")
        rules = folder / "data/pg_hba.conf"
        rules.write_text(f"local all {LOCKED} scram-sha-256\n" + rules.read_text())
        self.start()
        self.execute(f"CREATE ROLE {LOCKED} LOGIN PASSWORD '{PASSWORD}'")

    def start(self):
        log = (self.folder / "log").open("ab")
        command = [self._program("postgres"), "-D", self.folder / "data", "-k", self.folder, "-h", "", "-F"]
        self._process = subprocess.Popen(
            command, user=self._owner, cwd=self.folder, stdout=log, stderr=log, start_new_session=True
        )
        ready = [self._program("pg_isready"), "-q", "-h", self.folder]
        while subprocess.run(ready).returncode:
            assert self._process.poll() is None, (self.folder / "log").read_text()
            time.sleep(0.05)

    def kill(self):
        """End it and all that it started, at once."""
        for process in self._family():
            process.kill()
        self._process.wait()

    @contextmanager
    def hanging(self):
        """Let it and all that it started stand still: connections stay, and nobody gets an answer."""
        for process in self._family():
            process.suspend()
        try:
            yield
        finally:
            for process in self._family():
                process.resume()

    def _family(self):
        import psutil

        own = psutil.Process(self._process.pid)
        return [own, *own.children(recursive=True)]

    def stop(self):
        self._process.send_signal(signal.SIGINT)
        self._process.wait()
        shutil.rmtree(self.folder)

    def address(self, schema="", *, user=USER, password=""):
        from urllib.parse import quote

        named = f"{user}:{quote(password)}" if password else user
        options = f"&options=-csearch_path%3D{schema}" if schema else ""
        return f"postgresql://{named}@/postgres?host={self.folder}{options}"

    def execute(self, query):
        import psycopg

        with psycopg.connect(self.address(), autocommit=True) as db:
            cursor = db.execute(query)
            return cursor.fetchall() if cursor.description else []

    def _run(self, program, *arguments):
        command = [self._program(program), *arguments]
        subprocess.run(command, user=self._owner, cwd=self.folder, check=True, capture_output=True)

    @staticmethod
    def _program(name):
        return _PROGRAMS[-1].with_name(name)


def server():
    """Return the server of this process; skip where there can be none."""
    pytest.importorskip("psycopg", reason="needs psycopg: pip install 'align-tm[postgres]'")
    if not _PROGRAMS:
        pytest.skip("needs PostgreSQL: apt install postgresql")
    return _started()


@cache
def _started():
    # Short, since the name of a socket may have a hundred characters, and open to the user of the server.
    started = Server(Path(tempfile.mkdtemp(prefix="align-pg-")))
    atexit.register(started.stop)
    return started


def with_schema():
    """Return the address of an empty schema: a place for one memory."""
    name = f"memory{next(_numbers)}"
    server().execute(f"CREATE SCHEMA {name}")
    return server().address(name)


@pytest.fixture(params=["folder", "postgresql"])
def new_location(request, tmp_path, monkeypatch):
    """Return what gives a place for a new memory, in a folder or on a server."""
    if request.param == "folder":
        return lambda: tmp_path / f"memory{next(_numbers)}"
    server()
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    return with_schema


@pytest.fixture(scope="module", params=["folder", "postgresql"])
def lasting_location(request, tmp_path_factory):
    """Return a place for a memory of all tests of a module, in a folder or on a server."""
    folder = tmp_path_factory.mktemp("memory")
    if request.param == "folder":
        yield folder
        return
    server()
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("XDG_DATA_HOME", str(folder))
        yield with_schema()


@pytest.fixture
def location(new_location):
    """Return a place for a new memory, in a folder or on a server."""
    return new_location()
