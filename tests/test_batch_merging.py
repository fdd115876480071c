"""One memory of an archive: by DuckDB over units that lie ready, and with what Python brings."""

import random
import resource
import signal
import subprocess
import sys

import pytest
from batches import unfinished
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reviewing import until

from align.batch.config import BatchSettings
from align.batch.executors import Processes
from align.batch.merged import merge, plain, write
from align.batch.task import WORK
from align.bitext import Bead, Bitext, Side
from align.document import Segment
from align.errors import ReadError, WriteError

pytest.importorskip("duckdb", reason="needs pip install 'align-tm[archive]'")
choosing = pytest.importorskip("align.batch.merged.choosing")
stored = pytest.importorskip("align.batch.merged.stored")

SMALL = choosing.Sizes(chunk=600, bucket=1500)
"""So small that a few units fill several chunks and buckets."""

ROWS = st.lists(
    st.tuples(
        st.sampled_from(["Water", "Food", "Peace & <war>", "Same", "", "Größe", "é\u00a0\u0085"]),
        st.sampled_from(["水", "食物", "粮食", "和平", "Same", "", "𠀀"]),
        st.sampled_from([0.0, 0.25, 0.5, 0.5000001, 1.0]),
        st.sampled_from(["auto", "confirmed", "flagged"]),
    ).filter(lambda row: row[0] or row[1]),
    max_size=12,
)
SIDES = st.sampled_from([("en", "zh-CN"), ("en", "fr"), ("fr", "zh-CN"), ("en", "en")])


def bitext(rows, languages=("en", "zh-CN"), symbol=""):
    beads = [
        Bead((Segment(s, i, 0, len(s)),) if s else (), (Segment(t, i, 0, len(t)),) if t else (), score,
             status=status)
        for i, (s, t, score, status) in enumerate(rows)
    ]  # fmt: skip
    source, target = languages
    return Bitext(Side(source, "x.en.txt", symbol), Side(target, "x.zh.txt"), tuple(beads))


def saved(folder, bitexts):
    """Write bitexts, and return what gives their names and files."""
    (folder / WORK).mkdir(parents=True, exist_ok=True)
    files = [(f"{number:03}", folder / f"{number:03}.bitext.jsonl") for number in range(len(bitexts))]
    for (_, path), each in zip(files, bitexts, strict=True):
        each.save(path)
    return lambda: iter(files)


def made(out, chosen, told):
    """Return the result of a merge and the bytes it wrote."""
    with chosen as found:
        result = write(found, out, told)
    return result, {name: (out / name).read_bytes() for name in result.paths}


def both_ways(folder, bitexts, executor=None, **told):
    """Merge with small tasks and plainly; return what came of each."""
    told, work = BatchSettings(**told), folder / WORK / "x"
    work.mkdir(parents=True)
    quick = choosing.choose(bitexts, folder, work, told, executor, SMALL)
    return made(folder, quick, told), made(folder, plain.choose(bitexts, work, told), told)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(ROWS, SIDES), min_size=1, max_size=6), st.sampled_from([0.0, 0.5]),
       st.sampled_from([0.0, 0.001]))  # fmt: skip
def test_both_ways_write_the_same_bytes(tmp_path_factory, told, min_score, part_size):
    folder = tmp_path_factory.mktemp("merge")
    bitexts = saved(folder, [bitext(rows, sides, f"A/{i}") for i, (rows, sides) in enumerate(told)])
    quick, slow = both_ways(folder, bitexts, min_score=min_score, part_size=part_size)
    assert quick == slow


def test_processes_share_a_merge(tmp_path):
    chance = random.Random(1)
    rows = [
        (f"Sentence {chance.randrange(60)}", f"第{chance.randrange(3)}句", 0.5, "auto") for _ in range(200)
    ]
    bitexts = saved(tmp_path, [bitext(rows[at : at + 20]) for at in range(0, 200, 20)])
    with Processes(BatchSettings(jobs=2)) as executor:
        quick, slow = both_ways(tmp_path, bitexts, executor)
    assert quick == slow
    assert quick[0].conflicts > 10


def test_units_that_lie_ready_are_made_again_where_they_are_lost_damaged_or_of_another_bitext(tmp_path):
    bitexts = saved(tmp_path, [bitext([("Water", "水", 0.5, "auto")]) for _ in range(3)])
    before = merge(bitexts, tmp_path, BatchSettings())
    held = {path.name: path.read_bytes() for path in (tmp_path / stored.FOLDER).iterdir()}
    assert len(held) == 3
    (tmp_path / stored.FOLDER / "000.arrow").unlink()
    (tmp_path / stored.FOLDER / "001.arrow").write_bytes(held["001.arrow"][:100])
    assert merge(bitexts, tmp_path, BatchSettings()) == before
    assert {path.name: path.read_bytes() for path in (tmp_path / stored.FOLDER).iterdir()} == held
    bitext([("Food", "食物", 0.5, "auto")]).save(tmp_path / "002.bitext.jsonl")
    assert merge(bitexts, tmp_path, BatchSettings()).units == before.units + 1


def test_units_of_pairs_that_are_gone_go(tmp_path):
    bitexts = saved(tmp_path, [bitext([("Water", "水", 0.5, "auto")]) for _ in range(2)])
    merge(bitexts, tmp_path, BatchSettings())
    merge(lambda: list(bitexts())[:1], tmp_path, BatchSettings())
    assert [path.name for path in (tmp_path / stored.FOLDER).iterdir()] == ["000.arrow"]


def test_of_nothing_comes_an_empty_memory(tmp_path):
    assert merge(saved(tmp_path, []), tmp_path, BatchSettings()).units == 0
    assert b"<body>" in (tmp_path / "merged.tmx").read_bytes()


def test_a_disk_that_is_full_is_told_and_nothing_is_left_half_written(tmp_path):
    """Files that may not grow beyond a size stand for it; the next merge finds all it needs."""
    rows = [(f"Sentence {i}", f"第{i}句", 0.5, "auto") for i in range(100)]
    bitexts = saved(tmp_path, [bitext(rows, symbol=f"A/{number}") for number in range(5)])
    bound = resource.getrlimit(resource.RLIMIT_FSIZE)
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    for size in (500, 9_000, 20_000):
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, bound[1]))
        try:
            with pytest.raises(WriteError, match="cannot be written"):
                merge(bitexts, tmp_path, BatchSettings())
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, bound)
        assert not unfinished(tmp_path)
        assert not (tmp_path / "merged.tmx").exists()
    assert merge(bitexts, tmp_path, BatchSettings()).units == 100


def test_a_merge_that_is_killed_loses_nothing(tmp_path):
    rows = [(f"Sentence {i}", f"第{i}句", 0.5, "auto") for i in range(3000)]
    bitexts = saved(tmp_path, [bitext(rows, symbol=f"A/{number}") for number in range(4)])
    merge(bitexts, tmp_path, BatchSettings())
    expected = (tmp_path / "merged.tmx").read_bytes()
    (tmp_path / "merged.tmx").unlink()
    names = [(name, str(path)) for name, path in bitexts()]
    code = (
        "import sys; from pathlib import Path; from align.batch.config import BatchSettings\n"
        "from align.batch.merged import merge\n"
        f"files = [(name, Path(path)) for name, path in {names!r}]\n"
        f"print('begun', flush=True); merge(lambda: files, Path({str(tmp_path)!r}), BatchSettings())"
    )
    for wanted in ("keys-0-000000.parquet", "kept-0.parquet", "conflicts.parquet"):
        run = subprocess.Popen([sys.executable, "-c", code])
        until(
            lambda wanted=wanted: list((tmp_path / WORK).rglob(wanted)) or (tmp_path / "merged.tmx").exists()
        )
        run.kill()
        run.wait()
        (tmp_path / "merged.tmx").unlink(missing_ok=True)
    merge(bitexts, tmp_path, BatchSettings())
    assert (tmp_path / "merged.tmx").read_bytes() == expected


def test_a_damaged_bitext_is_named(tmp_path):
    bitexts = saved(tmp_path, [bitext([("Water", "水", 0.5, "auto")])])
    (tmp_path / "000.bitext.jsonl").write_text("no bitext", encoding="utf-8")
    with pytest.raises(ReadError, match="000"):
        merge(bitexts, tmp_path, BatchSettings())


WATCHED = """
import sys
from pathlib import Path
import duckdb
from align.batch.config import BatchSettings
from align.batch.merged.choosing import choose

def kept(connect=duckdb.connect, **told):
    opened.append(connect(**told))
    return opened[-1]

opened, duckdb.connect, out = [], kept, Path(sys.argv[1])
with choose(lambda: iter([("000", out / "000.bitext.jsonl")]), out, out / ".work", BatchSettings(), None):
    for base in (duckdb, opened[-1]):
        print(base.execute("SELECT current_setting('enable_progress_bar')").fetchone()[0])
"""
"""A program that Python does not read from a file; DuckDB draws a bar on its stdout, unless it is told not to."""


def test_no_bar_is_drawn_among_the_events_of_a_run(tmp_path):
    saved(tmp_path, [bitext([("Water", "水", 0.5, "auto")])])
    command = [sys.executable, "-c", WATCHED, str(tmp_path)]
    drawn_unless_told, drawn = subprocess.check_output(command, text=True).split()
    assert (drawn_unless_told, drawn) == ("True", "False")
