"""Killed at any moment, crowded, or without room: the memory opens, and nothing that was written is lost."""

import random
import sqlite3
import subprocess
import sys
import time

import pytest

from align.memory import Memory
from align.memory.intake import add_files
from align.memory.stores import sqlite

UNITS = 3_000

# Batches of a hundred units instead of ten thousand: a small import has as many moments to be killed at.
IMPORT = """
import sys
from align.memory import Memory, store
from align.memory.intake import add_files
store._BATCH = 100
with Memory.open(sys.argv[1], create=True) as memory:
    add_files(memory, sys.argv[2:], progress=lambda step: print(step, flush=True))
"""

WRITE = """
import sys, time
from align.memory import Memory, Place, Unit
name, end = sys.argv[2], time.time() + float(sys.argv[3])
count = 0
with Memory.open(sys.argv[1]) as memory:
    while time.time() < end:
        memory.add(
            Unit(0, "en", "zh-CN", f"{name} {count + i}", "译", places=(Place(name, position=count + i),))
            for i in range(20)
        )
        count += 20
print(count)
"""

READ = """
import random, sys, time
from align.memory import Memory
end, slowest = time.time() + float(sys.argv[2]), 0.0
with Memory.open(sys.argv[1]) as memory:
    while time.time() < end:
        begin = time.perf_counter()
        last = memory.last_id()
        found = memory.units(random.sample(range(1, last + 1), min(last, 20)))
        assert len(found) == min(last, 20) and all(unit.places for unit in found), found
        slowest = max(slowest, time.perf_counter() - begin)
print(slowest)
"""


def start(program, *arguments):
    command = [sys.executable, "-c", program, *map(str, arguments)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


@pytest.fixture
def tmx(tmp_path):
    rows = "".join(
        f'<tu><tuv xml:lang="en"><seg>Sentence {i} of a report</seg></tuv>'
        f'<tuv xml:lang="zh"><seg>报告第{i}句</seg></tuv></tu>\n'
        for i in range(UNITS)
    )
    path = tmp_path / "foreign.tmx"
    path.write_text(f'<tmx version="1.4"><header srclang="en"/><body>{rows}</body></tmx>', encoding="utf-8")
    return path


def is_sound(folder):
    with sqlite3.connect(folder / sqlite.NAME) as db:
        lost = db.execute("SELECT count(*) FROM unit WHERE id NOT IN (SELECT unit FROM place)").fetchone()[0]
        return db.execute("PRAGMA integrity_check").fetchone()[0] == "ok" and not lost


def test_killed_twenty_times_while_importing(tmp_path, tmx):
    """Each time the memory opens and holds whole batches, all that were reported; at last, everything once."""
    folder, rng, held, cut_short = tmp_path / "memory", random.Random(7), 0, 0
    for _ in range(20):
        process = start(IMPORT, folder, tmx)
        # At a batch, and somewhere between it and the next; or before the first.
        said = [process.stdout.readline() for _ in range(rng.randrange(UNITS // 100))]
        time.sleep(rng.uniform(0, 0.02 if said else 0.5))
        process.kill()
        said += process.communicate()[0].split("\n")[:-1]
        if not (folder / sqlite.NAME).exists():
            assert len(said) == 0
            continue
        with Memory.open(folder) as memory:
            reported = int(said[-1].split()[-2].replace(",", "")) if said else 0
            assert len(memory) >= max(held, reported)
            assert len(memory) % 100 == 0
            held = len(memory)
        cut_short += reported < UNITS
        assert is_sound(folder)
    assert cut_short > 10
    with Memory.open(folder) as memory, Memory.open(tmp_path / "whole", create=True) as whole:
        add_files(memory, [tmx])
        add_files(whole, [tmx])
        texts = [(unit.source, unit.target, unit.places) for unit in memory.each()]
        assert len(texts) == UNITS
        assert texts == [(unit.source, unit.target, unit.places) for unit in whole.each()]


def test_killed_while_a_memory_is_made(tmp_path):
    """What is left beside its name is no obstacle."""
    program = "import sys; from align.memory import Memory; Memory.open(sys.argv[1], create=True)"
    for delay in (0.0, 0.1, 0.15, 0.2, 0.25):
        folder = tmp_path / f"m{delay}"
        process = start(program, folder)
        time.sleep(delay)
        process.kill()
        process.communicate()
        with Memory.open(folder, create=True) as memory:
            assert len(memory) == 0


def test_two_writers_and_ten_readers_at_once(tmp_path):
    seconds = 5
    with Memory.open(tmp_path, create=True) as memory:
        writers = [start(WRITE, tmp_path, name, seconds) for name in ("first", "second")]
        readers = [start(READ, tmp_path, seconds) for _ in range(10)]
        ended = [(process.communicate(), process.returncode) for process in (*writers, *readers)]
        assert [(err, code) for (_, err), code in ended] == [("", 0)] * 12
        written = sum(int(out) for (out, _), _ in ended[:2])
        assert len(memory) == written > 0
        assert {document.name for document in memory.documents()} == {"first", "second"}
    assert is_sound(tmp_path)


def test_without_room_what_was_written_stays(tmp_path, tmx):
    """A limit on the size of files stands for the end of the disk."""
    program = f"import resource, signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n{IMPORT}"
    limited = program.replace(
        "    add_files", "    resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, 400_000)); add_files"
    )
    process = start(limited, tmp_path / "memory", tmx)
    _, err = process.communicate()
    assert err.strip().split("\n")[-1].startswith("align.errors.")
    assert "memory.sqlite: the " in err
    with Memory.open(tmp_path / "memory") as memory:
        assert 0 < len(memory) < UNITS
        assert len(memory) % 100 == 0
        add_files(memory, [tmx])
        assert len(memory) == UNITS
    assert is_sound(tmp_path / "memory")
