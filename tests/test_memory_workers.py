"""A memory served by several processes on one port: they know the same, and none outlives the first."""

import re
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager

import psutil
import pytest

from align.memory import Memory, Unit
from align.memory.lookup import Searcher
from align.serving import Invitations

httpx = pytest.importorskip("httpx", reason="needs httpx: pip install 'align-tm[dev]'")
pytestmark = pytest.mark.skipif(not hasattr(socket, "SO_REUSEPORT"), reason="the system shares no ports")

SERVE = [sys.executable, "-m", "align", "tm", "serve"]
TEXT = "The right to development"
MANY = 40
"""Connections: that one process gets none of them does not happen."""


@contextmanager
def served(folder, *options):
    """Serve a memory by two processes; give the first, and its URL."""
    with Memory.open(folder, create=True) as memory:
        memory.add([Unit(0, "en", "zh-CN", TEXT, "发展权")])
        Searcher(memory).prepare()
    command = [*SERVE, folder, "--port", "0", "--workers", "2", *options]
    run = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    try:
        url = next(found[0] for line in run.stderr if (found := re.search(r"http://[^/]+", line)))
        yield psutil.Process(run.pid), url
    finally:
        run.send_signal(signal.SIGINT)
        assert run.wait(20) in (0, -signal.SIGKILL)


def helper_of(first):
    """Return the other process that answers."""
    return next(child for child in first.children() if "spawn_main" in " ".join(child.cmdline()))


def found(url):
    """Return what each of many connections finds, and how many each process answers."""
    clients = [httpx.Client() for _ in range(MANY)]
    try:
        rows = [client.get(f"{url}/tmserver/en/zh/unit/{TEXT}").json() for client in clients]
        return [sorted(row["target"] for row in found) for found in rows]
    finally:
        for client in clients:
            client.close()


def open_to(process):
    return [each for each in process.net_connections("tcp") if each.status == psutil.CONN_ESTABLISHED]


def until(happens):
    end = time.monotonic() + 60
    while not (came := happens()):
        assert time.monotonic() < end
        time.sleep(0.1)
    return came


def test_all_processes_answer_and_know_what_one_is_told(tmp_path):
    with served(tmp_path) as (first, url):
        port = int(url.rpartition(":")[2])
        held = [socket.create_connection(("127.0.0.1", port)) for _ in range(MANY)]
        until(lambda: sum(len(open_to(each)) for each in (first, helper_of(first))) == MANY)
        assert open_to(first)
        assert open_to(helper_of(first))
        for each in held:
            each.close()
        assert found(url) == [["发展权"]] * MANY
        sent = {"source_language": "en", "target_language": "zh-CN", "source": TEXT, "target": "发展的权利"}
        assert httpx.post(f"{url}/api/units", json=sent).status_code == 201
        assert found(url) == [sorted(["发展权", "发展的权利"])] * MANY
        helper = helper_of(first)
    assert not helper.is_running()


def test_a_process_that_is_killed_is_replaced_and_the_first_takes_the_others_along(tmp_path):
    with served(tmp_path) as (first, url):
        helper = helper_of(first)
        helper.kill()
        helper.wait(20)
        assert found(url) == [["发展权"]] * MANY
        another = until(
            lambda: next(
                (c for c in first.children() if c != helper and "spawn_main" in " ".join(c.cmdline())), None
            )
        )
        first.kill()
        until(lambda: not another.is_running())


def test_a_port_that_is_served_is_not_shared_by_mistake(tmp_path):
    with served(tmp_path) as (_, url):
        again = [*SERVE, tmp_path, "--port", url.rpartition(":")[2], "--workers", "2"]
        done = subprocess.run(again, capture_output=True, text=True, timeout=120)
        assert (done.returncode, "cannot listen" in done.stderr) == (2, True)


def test_a_guest_invited_or_sent_away_by_one_process_is_so_for_all(tmp_path):
    one = Invitations(tmp_path / "guests")
    passing = one.invite("host", "admin", lasting=False)
    other = Invitations(tmp_path / "guests", one.passing)
    assert other.guest_of(passing).name == "host"
    token = one.invite("Li Wei")
    assert other.guest_of(token).name == "Li Wei"
    other.invite("Wang")
    assert one.guest_of(token)
    other.revoke("Li Wei")
    assert one.guest_of(token) is None
    assert one.names == ["Wang"]
    (tmp_path / "guests").write_text("{")
    assert one.guest_of(token) is None
    assert one.names == ["Wang"]
