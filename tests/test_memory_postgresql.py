"""A memory on a server of PostgreSQL: the commands take its address, and whatever dies, nothing told is lost."""

import asyncio
import os
import random
import subprocess
import sys
import threading
import time

import pytest

pytest.importorskip("fastapi", reason="needs the web extra: pip install 'align-tm[web]'")

import postgres
from click.testing import CliRunner
from clients import TestClient
from test_memory_crash import IMPORT, start

from align.cli import main
from align.errors import AlignError, AwayError, ReadError
from align.memory import Memory, Place, Unit
from align.memory.lookup import Searcher
from align.memory.server import build, guarded
from align.memory.server.kept_answers import KeptAnswers
from align.memory.server.service import Limits, Service
from align.memory.several import Memories, SearchedMemory
from align.memory.soundness import damages
from align.memory.stores import postgresql

UNITS = 3_000


@pytest.fixture
def address(tmp_path, monkeypatch):
    postgres.server()
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    return postgres.with_schema()


@pytest.fixture
def rows(tmp_path):
    path = tmp_path / "rows.tsv"
    texts = "".join(f"Sentence {n} of a report\t报告第{n}句\n" for n in range(UNITS))
    path.write_text("en\tzh\n" + texts, encoding="utf-8")
    return path


def run(*arguments):
    result = CliRunner().invoke(main, ["tm", *map(str, arguments)])
    return result.exit_code, result.stdout, result.stderr


def unit(text, document="x", position=1):
    return Unit(0, "en", "zh-CN", text, "译文", places=(Place(document, position=position),))


def is_sound(address):
    schema = address.rpartition("%3D")[2]
    lost = f"SELECT count(*) FROM {schema}.unit WHERE id NOT IN (SELECT unit FROM {schema}.place)"
    return list(damages(address)) == [] and postgres.server().execute(lost) == [(0,)]


# The commands


def test_the_commands_take_an_address_as_they_take_a_folder(address, rows, tmp_path):
    languages = ("--from", "en", "--to", "zh")
    for place in (address, tmp_path / "folder"):
        assert run("add", place, rows, *languages, "-q")[0] == 0
    asked = [("lookup", "Sentence 77 of a report", "--format", "json"), ("concordance", "报告第77句"),
             ("concordance", "/report$/", "--status", "auto", "--limit", "3"), ("export",),
             ("info", "--documents")]  # fmt: skip
    for command, *rest in asked:
        there, here = (run(command, place, *rest) for place in (address, tmp_path / "folder"))
        assert there[0] == here[0] == 0
        assert without_size(there[1]) == without_size(here[1])
    assert "is sound" in run("check", address)[2]
    assert run("merge", tmp_path / "again", address)[2] == f"units       {UNITS:,} new, 0 known\n"
    assert run("remove", address, "--unit", 1)[2] == "1 unit removed\n"
    assert run("compact", address)[0] == 0
    assert run("check", address, "--repair", tmp_path / "new")[2].startswith(f"{UNITS - 1:,} units saved")


def without_size(text):
    return [line for line in text.splitlines() if not line.startswith(("size", "<prop"))]


def test_its_indexes_lie_on_this_machine_and_may_go(address, rows, tmp_path):
    run("add", address, rows, "--from", "en", "--to", "zh", "-q")
    (folder,) = (tmp_path / "data/align-tm/memories").iterdir()
    assert (folder / "index/manifest.json").exists()
    (folder / "index/manifest.json").unlink()
    with Memory.open(address) as memory:
        (match, *_) = Searcher(memory).lookup("Sentence 77 of a report", source="en")
    assert (match.match, match.target) == (100, "报告第77句")


def test_a_unit_that_is_not_what_was_stored_is_found(address):
    with Memory.open(address, create=True) as memory:
        memory.add([unit("One"), unit("Two")])
    schema = address.rpartition("%3D")[2]
    postgres.server().execute(f"UPDATE {schema}.unit SET source = 'one' WHERE id = 1")
    assert run("check", address)[:2] == (1, "unit 1: its texts are not what was stored\n")


# What can be wrong


def test_what_is_wrong_is_said_without_the_password(address):
    server, secret = postgres.server(), postgres.PASSWORD
    server.execute("CREATE SCHEMA IF NOT EXISTS others")
    server.execute("CREATE TABLE IF NOT EXISTS others.people (id INTEGER)")
    cases = {
        address: "no memory here; make one with",
        server.address("others"): "no translation memory; name a database that no other program uses",
        server.address("none"): "no memory here",
        server.address(user=postgres.LOCKED, password=f"{secret}!"): "no such password; write the right one",
        server.address(user=postgres.LOCKED): "no such password; write the right one",
        server.address().replace("/postgres?", "/gone?"): 'database "gone" does not exist; see whether',
        "postgresql://li:secret@localhost:1/tm": "postgresql://li@localhost:1/tm: the server cannot be reached",
        f"postgresql://li:{secret}@localhost/tm": "no address of a database; write postgresql://USER@HOST",
    }
    for wrong, told in cases.items():
        code, out, err = run("info", wrong)
        assert (code, out, err.count("\n")) == (2, "", 1)
        assert told in err
        assert secret not in err
    with pytest.raises(AlignError, match="no memory can be made"):
        Memory.open(server.address("none"), create=True)
    with pytest.raises(ReadError, match="no translation memory"):
        Memory.open(server.address("others"), create=True)


def test_who_may_only_read_is_told_so(address):
    server, schema = postgres.server(), address.rpartition("%3D")[2]
    with Memory.open(address, create=True) as memory:
        memory.add([unit("One")])
    server.execute(f"GRANT USAGE ON SCHEMA {schema} TO {postgres.LOCKED}")
    server.execute(f"GRANT SELECT ON ALL TABLES IN SCHEMA {schema} TO {postgres.LOCKED}")
    reader = server.address(schema, user=postgres.LOCKED, password=postgres.PASSWORD)
    with Memory.open(reader) as memory:
        assert len(memory) == 1
        with pytest.raises(AlignError, match="may not be written; ask for permission"):
            memory.add([unit("Two")])


def test_who_waits_for_it_holds_up_nobody_else(address):
    """A look-up that hangs in the database, here at a lock, leaves the loop of the memory's server to others."""
    psycopg, schema = pytest.importorskip("psycopg"), address.rpartition("%3D")[2]
    with Memory.open(address, create=True) as memory:
        memory.add([unit("The right to development")])
        searcher = Searcher(memory)
        searcher.catch_up()
        memories = Memories((SearchedMemory("it", searcher),))
        service = Service(memories, KeptAnswers(memories.version), Limits())

        async def ask():
            with psycopg.connect(postgres.server().address()) as db:
                db.execute(f"LOCK TABLE {schema}.unit, {schema}.translation_memory")
                asked = asyncio.create_task(service.ask_soon("The right to development", "en", "zh"))
                await asyncio.sleep(0.1)  # where the loop is held up, the lock is never let go
                assert not asked.done()
            return await asked

        assert [match.match for match in asyncio.run(ask())] == [100]


def test_a_server_that_hangs_is_told_in_time(address, monkeypatch):
    """Every protocol says so with 503, and answers again when the server does; commands say so too."""
    monkeypatch.setattr(postgresql, "_READING", 0.5)
    with Memory.open(f"{address}&connect_timeout=2", create=True) as memory:
        memory.add([unit("The right to development")])
        searcher = Searcher(memory)
        searcher.catch_up()
        client = TestClient(guarded(build(searcher)), base_url="http://127.0.0.1")
        asked = ["/tmserver/en/zh/unit/The%20right", "/get?q=The%20right&langpair=en|zh",
                 "/api/concordance?q=right"]  # fmt: skip
        with postgres.server().hanging():
            answers = [client.get(path) for path in asked]
            with pytest.raises(AwayError, match="the server cannot be reached"):
                len(memory)
        assert [answer.status_code for answer in answers] == [503] * 3
        assert "the server does not answer; try again later" in answers[0].text
        assert [client.get(path).status_code for path in asked] == [200] * 3


# Killed


def test_killed_while_importing(address, rows):
    """The client dies: whole batches are held, all that were reported; at last, everything once."""
    chance, held = random.Random(7), 0
    command = IMPORT.replace("sys.argv[2:]", "sys.argv[2:], source_language='en', target_language='zh'")
    for _ in range(4):
        process = start(command, address, rows)
        said = [process.stdout.readline() for _ in range(chance.randrange(1, UNITS // 100))]
        time.sleep(chance.uniform(0, 0.02))
        process.kill()
        said += process.communicate()[0].split("\n")[:-1]
        reported = int(said[-1].split()[-2].replace(",", ""))
        with Memory.open(address) as memory:
            assert len(memory) >= max(held, reported)
            assert len(memory) % 100 == 0
            held = len(memory)
    assert run("add", address, rows, "--from", "en", "--to", "zh", "-q")[0] == 0
    with Memory.open(address) as memory:
        assert len(memory) == UNITS == memory.last_id()
    assert is_sound(address)


def test_the_server_killed_while_clients_write(address):
    """Each time all that was acknowledged is there; clients go on by themselves once it runs again."""
    told: list[str] = []
    refused: list[str] = []
    ends = threading.Event()

    def write(name):
        with Memory.open(address) as memory:
            count = 0
            while not ends.is_set():
                try:
                    memory.add([unit(f"{name} {count} {half}", name, 2 * count + half) for half in (0, 1)])
                    told.append(f"{name} {count}")
                except AlignError as error:
                    refused.append(str(error))
                count += 1

    Memory.open(address, create=True).close()
    writers = [threading.Thread(target=write, args=(name,)) for name in "ab"]
    for each in writers:
        each.start()
    for _ in range(3):
        enough = len(told) + 20
        while len(told) < enough:
            writers[0].join(0.02)
        postgres.server().kill()
        postgres.server().start()
    ends.set()
    for each in writers:
        each.join()
    assert refused
    assert all("what was written before is safe" in error for error in refused)
    with Memory.open(address) as memory:
        held = {source for _, source, _ in memory.texts(memory.ids())}
    assert {f"{each} {half}" for each in told for half in (0, 1)} <= held
    assert {text.rpartition(" ")[0] for text in held if text.endswith("0")} == {
        text.rpartition(" ")[0] for text in held if text.endswith("1")
    }
    assert is_sound(address)


WRITERS, WRITTEN = ("first", "second"), 1_000
WRITE = """
import sys
from align.memory import Memory, Place, Unit
name = sys.argv[2]
with Memory.open(sys.argv[1]) as memory:
    for count in range(0, int(sys.argv[3]), 20):
        memory.add(
            Unit(0, "en", "zh-CN", f"{name} {count + i}", "译", places=(Place(name, position=count + i),))
            for i in range(20)
        )
"""
READ = """
import random, sys
from align.memory import Memory
followed = last = 0
with Memory.open(sys.argv[1]) as memory:
    while followed < int(sys.argv[2]):
        held = memory.last_id()
        found = memory.units(random.sample(range(1, held + 1), min(held, 20)))
        assert len(found) == min(held, 20) and all(unit.places for unit in found), found
        for last, *_ in memory.stream(last):
            followed += 1
        assert followed == last and followed >= held, (followed, last, held)
"""


def test_two_writers_at_once_and_who_follows_them_misses_nothing(address):
    Memory.open(address, create=True).close()
    readers = [start(READ, address, len(WRITERS) * WRITTEN) for _ in range(3)]
    writers = [start(WRITE, address, name, WRITTEN) for name in WRITERS]
    ended = [(process.communicate(timeout=300), process.returncode) for process in (*writers, *readers)]
    assert ended == [(("", ""), 0)] * 5
    with Memory.open(address) as memory:
        assert [(each.name, each.units) for each in memory.documents()] == [
            (name, WRITTEN) for name in WRITERS
        ]
    assert is_sound(address)


REFUSED = """
import sys
from align.errors import AlignError
from align.memory import Memory, Place, Unit
units = [Unit(0, "en", "zh-CN", "One", "一", places=(Place("x", position=2**number),)) for number in (1, 70)]
with Memory.open(sys.argv[1], create=True) as memory:
    try:
        memory.add(units)
    except AlignError as error:
        print(error, len(memory), memory.last_id())
"""


def test_what_the_server_refuses_is_told_once_and_leaves_nothing(address):
    out, err = start(REFUSED, address).communicate()
    assert "the memory cannot be used" in out
    assert out.endswith("see the log of the server 0 0\n")
    assert err == ""


def test_a_memory_without_the_client_says_what_to_install(tmp_path):
    program = "import sys; sys.modules['psycopg'] = None; from align.cli import main; main(sys.argv[1:])"
    command = [sys.executable, "-c", program, "tm", "info", "postgresql://host/tm"]
    done = subprocess.run(command, capture_output=True, text=True, env=dict(os.environ, LANG="C"))
    assert done.returncode == 2
    assert "needs the postgres extra; pip install 'align-tm[postgres]'" in done.stderr
