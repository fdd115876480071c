"""A served memory killed, crowded or without room: what was acknowledged stays, and what is beside is left alone."""

import re
import signal
import subprocess
import sys
import threading
from contextlib import contextmanager, suppress

import pytest

from align.memory import Memory, Place, Unit
from align.memory.lookup import Searcher
from align.memory.soundness import damages

httpx = pytest.importorskip("httpx", reason="needs httpx: pip install 'align-tm[dev]'")

TEXT = "The Council adopted the resolution number"
ROOM = 400_000
"""Bytes of which a file takes no more, for a server on a full disk."""
FULL = f"""
import resource, signal
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, ({ROOM}, {ROOM}))
"""
SERVE = (
    "{before}\nimport sys\nfrom align.cli import main\nif __name__ == '__main__':\n    main(sys.argv[1:])\n"
)


def made(folder, name):
    with Memory.open(folder, create=True) as memory:
        memory.add([Unit(0, "en", "zh-CN", f"{TEXT} {name}", "译文", places=(Place(name),))])
        Searcher(memory).prepare()
    return folder


@contextmanager
def served(tmp_path, *options, before=""):
    """Serve a memory with another beside it; give the process and its URL."""
    own, other = (made(tmp_path / name, name) for name in ("own", "other"))
    script = tmp_path / "serve.py"
    script.write_text(SERVE.format(before=before), encoding="utf-8")
    command = [sys.executable, script, "tm", "serve", own, "--port", "0", "--beside", f"{other}:5",
               "--rate", "100000", "--work", "100000", *options]  # fmt: skip
    run = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    try:
        yield run, next(found[0] for line in run.stderr if (found := re.search(r"http://[^/]+", line)))
    finally:
        with suppress(ProcessLookupError):
            run.send_signal(signal.SIGINT)
        run.wait(20)


def sent(text):
    return {"source_language": "en", "target_language": "zh-CN", "source": text, "target": "译文"}


def sources(folder):
    with Memory.open(folder) as memory:
        return {source for _, source, _ in memory.texts(memory.ids())}


@pytest.mark.parametrize("workers", ["1", "2"])
def test_killed_while_clients_and_another_program_write(tmp_path, workers):
    table = tmp_path / "more.tsv"
    table.write_text(
        "en\tzh\n" + "".join(f"Row {n} of a table\t第{n}行\n" for n in range(3000)), encoding="utf-8"
    )
    told: list[str] = []

    def write(url, name):
        with suppress(httpx.HTTPError), httpx.Client(timeout=60) as client:
            for number in range(10_000):
                text = f"{TEXT} {name} {number}"
                if client.post(f"{url}/api/units", json=sent(text)).status_code == 201:
                    told.append(text)

    with served(tmp_path, "--workers", workers) as (run, url):
        beside = sources(tmp_path / "other")
        writers = [threading.Thread(target=write, args=(url, name)) for name in ("a", "b")]
        for each in writers:
            each.start()
        adding = subprocess.run(
            [sys.executable, "-m", "align", "tm", "add", tmp_path / "own", table], capture_output=True
        )
        while len(told) < 20:
            writers[0].join(0.1)
        run.kill()
        for each in writers:
            each.join(60)
    assert adding.returncode == 0
    assert list(damages(tmp_path / "own")) == []
    assert {*told, "Row 2999 of a table"} <= sources(tmp_path / "own")
    assert sources(tmp_path / "other") == beside


def test_without_room_units_are_refused_and_texts_still_found(tmp_path):
    with served(tmp_path, before=FULL) as (_, url):
        answers = []
        for number in range(200):
            answers.append(httpx.post(f"{url}/api/units", json=sent(f"{TEXT} {number} " + "word " * 390)))
            if answers[-1].status_code != 201:
                break
        assert 400 <= answers[-1].status_code < 600
        assert "the disk is full" in answers[-1].json()["error"] or "cannot be" in answers[-1].json()["error"]
        rows = httpx.get(f"{url}/tmserver/en/zh/unit/{TEXT} own").json()
        assert rows[0]["quality"] == 100
        held = httpx.get(f"{url}/api/health").json()["units"]
    assert list(damages(tmp_path / "own")) == []
    assert len(answers) - 1 + 2 == held == len(sources(tmp_path / "own")) + 1
