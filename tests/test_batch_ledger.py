"""The ledger of a batch: what it knows, what it asks to be done again, what it refuses."""

import os
import sqlite3
import time
from dataclasses import replace

import pytest
from batches import make_archive, text

from align.batch.config import BatchSettings, Stamp, hash_of
from align.batch.figures import PairFigures
from align.batch.hashes import Hashes, looks_of
from align.batch.ledger import NAME, Ledger
from align.batch.pairs import Sketch, find_pairs
from align.batch.sketchbook import Sketchbook
from align.batch.task import Job, Outcome, PairProblem
from align.errors import ReadError, WriteError
from align.words import told

STAMP = Stamp("alignment", "outputs")


@pytest.fixture
def job(tmp_path):
    pairing = find_pairs(make_archive(tmp_path / "archive", 1))
    return Job(pairing.pairs[0], pairing.folder, tmp_path / "out", BatchSettings())


def aligned(job):
    """Return the outcome of a pair that has one output."""
    path = job.out / "pairs" / "A_1.bitext.jsonl"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("made", encoding="utf-8")
    hashes = (hash_of(job.pair.source), hash_of(job.pair.target))
    figures = PairFigures("A/1", "en", "zh-CN", 4, 4, 1, 1, 3, 0.9, (0,) * 19 + (3,), {"N1 error": 2})
    return Outcome("A_1", "aligned", hashes, {"pairs/A_1.bitext.jsonl": hash_of(path)}, figures)


def recorded(job, outcome):
    with Ledger(job.out) as ledger:
        ledger.begin(job.settings, [job])
        ledger.record(job, outcome, STAMP)


def holds(job, stamp=STAMP):
    with Ledger(job.out) as ledger:
        return ledger.holds(job, stamp)


def test_what_is_recorded_is_held_until_something_changes(job):
    assert holds(job) == "nothing"
    recorded(job, aligned(job))
    assert holds(job) == "all"
    assert holds(job, STAMP._replace(outputs="other formats, other terms")) == "bitext"
    assert holds(job, STAMP._replace(alignment="another version or setting")) == "nothing"
    assert holds(replace(job, pair=replace(job.pair, source_language="fr"))) == "nothing"


@pytest.mark.parametrize("what", ["source", "target", "output", "lost output"])
def test_a_file_that_changed_is_done_again(job, what):
    recorded(job, aligned(job))
    output = job.out / "pairs" / "A_1.bitext.jsonl"
    if what == "lost output":
        output.unlink()
    else:
        path = {"source": job.pair.source, "target": job.pair.target, "output": output}[what]
        path.write_bytes(path.read_bytes() + b" ")
    assert holds(job) == "nothing"


@pytest.mark.parametrize(("kind", "kept"), [("ReadError", True), ("Timeout", False), ("Crash", False)])
def test_failures_that_lie_in_the_files_are_not_tried_again(job, kind, kept):
    hashes = (hash_of(job.pair.source), hash_of(job.pair.target))
    recorded(job, Outcome("A_1", "failed", hashes, problem=PairProblem(kind, "what", "where", "mend")))
    assert (holds(job) == "all") is kept
    assert (holds(job, STAMP._replace(outputs="other formats")) == "all") is kept


def test_a_file_that_looks_as_it_did_is_not_read_again(tmp_path):
    base = sqlite3.connect(":memory:", isolation_level=None)
    base.row_factory = sqlite3.Row
    path = tmp_path / "a.txt"
    path.write_text("one", encoding="utf-8")
    hashes = Hashes(base)
    first = hashes.of(path)
    hashes.save()
    assert not list(base.execute("SELECT * FROM hashed")), "it was written a moment ago"

    base.execute(
        "INSERT INTO hashed VALUES (?, 3, ?, ?, 'known')",
        (str(path), path.stat().st_mtime_ns, path.stat().st_ctime_ns),
    )
    assert hashes.of(path) == "known"
    path.write_text("two", encoding="utf-8")
    assert hashes.of(path) == hash_of(path) != first
    os.utime(path, ns=(0, 0))
    assert hashes.of(path) == hash_of(path)
    assert hashes.of(tmp_path / "lost") == ""


def test_hashes_for_which_there_is_no_room_are_no_error(tmp_path):
    base = sqlite3.connect(tmp_path / "full.sqlite", isolation_level=None)
    base.row_factory = sqlite3.Row
    hashes = Hashes(base)
    base.execute(f"PRAGMA max_page_count = {base.execute('PRAGMA page_count').fetchone()[0]}")
    paths = [tmp_path / f"{'long' * 50}{k}" for k in range(50)]
    for path in paths:
        path.touch()
    while not all(looks_of(path).is_settled for path in paths):
        time.sleep(0.1)
    assert len(set(map(hashes.of, paths))) == 1
    hashes.save()
    assert not list(base.execute("SELECT * FROM hashed"))


def test_a_sketch_is_kept_until_its_file_changes(tmp_path):
    archive, out = make_archive(tmp_path / "archive", 2), tmp_path / "out"
    read = []

    def reading(task, paths):
        for path in paths:
            read.append(path.name)
            yield task(path)

    def pairs():
        read.clear()
        book = Sketchbook(out)
        found = find_pairs(archive, run=book.reading(reading))
        book.save()
        return found

    for path in archive.iterdir():
        os.utime(path, ns=(0, 0))
    first = pairs()
    assert len(read) == 4
    while any(not looks_of(path).is_settled for path in archive.iterdir()):
        time.sleep(0.1)
    assert pairs() == first
    assert pairs() == first
    assert read == []
    (archive / "A_1-C.txt").write_text(text(2, 1), encoding="utf-8")
    (archive / "A_2-C.txt").unlink()
    assert pairs() != first
    assert read == ["A_1-C.txt"]


def test_a_damaged_or_strange_ledger_keeps_no_sketches(tmp_path):
    archive = make_archive(tmp_path / "archive", 1)
    for content in (b"no ledger", b""):
        (tmp_path / NAME).write_bytes(content)
        book = Sketchbook(tmp_path)
        assert len(find_pairs(archive, run=book.reading(map)).pairs) == 1
        book.save()
        assert (tmp_path / NAME).read_bytes().startswith(content)


def test_what_a_file_holds_is_kept_though_it_is_broken_and_what_happened_around_it_is_not(tmp_path):
    archive, out = make_archive(tmp_path / "archive", 2, broken=(1,)), tmp_path / "out"
    (archive / "A_1-C.txt").rename(archive / "A_1-C.pdf")
    for path in archive.iterdir():
        os.utime(path, ns=(0, 0))
    while any(not looks_of(path).is_settled for path in archive.iterdir()):
        time.sleep(0.1)

    def pairs(read):
        def failing(task, paths):
            for path in paths:
                read.append(path.name)
                is_moment = path.name == "A_2-E.txt"
                yield Sketch(path, lasts=False, trouble="the disk failed") if is_moment else task(path)

        book = Sketchbook(out)
        found = find_pairs(archive, run=book.reading(failing))
        book.save()
        return found

    first, again = pairs([]), pairs(read := [])
    assert read == ["A_2-E.txt"]
    assert again == first
    (broken,) = (left for left in again.leftovers if left.path.name == "A_1-C.pdf")
    assert broken.broken
    assert told(broken.reason, "zh") != told(broken.reason, "en")  # a message still, and no mere text


def test_a_pair_that_fails_now_has_no_outputs_any_more(job):
    recorded(job, aligned(job))
    recorded(job, Outcome("A_1", "failed", problem=PairProblem("ReadError", "what")))
    with Ledger(job.out) as ledger:
        assert not ledger.owner("pairs/A_1.bitext.jsonl")
        assert list(ledger.bitexts()) == []


def test_products_are_made_again_when_they_are_damaged_or_made_of_something_else(job):
    with Ledger(job.out) as ledger:
        for name in ("merged-001.tmx", "merged-002.tmx"):
            (job.out / name).write_text(name, encoding="utf-8")
        assert not ledger.intact("merged", "one")
        ledger.record_products("merged", ["merged-001.tmx", "merged-002.tmx"], "one")
        assert ledger.intact("merged", "one")
        assert not ledger.intact("merged", "two")
        ledger.record_products("merged", ["merged-001.tmx"], "two")
        assert not (job.out / "merged-002.tmx").exists(), "a part of an earlier run is none of this one"
        (job.out / "merged-001.tmx").write_text("damaged", encoding="utf-8")
        assert not ledger.intact("merged", "two")


def test_the_schema_is_of_the_version_it_says():
    """Whoever changes the schema has to raise VERSION in ledger.py, and this hash."""
    import hashlib
    from importlib.resources import files

    schema = files("align.batch").joinpath("ledger.sql").read_bytes()
    assert hashlib.sha256(schema).hexdigest()[:16] == "58c4f52f35c934bb"


def test_another_run_in_the_same_folder_is_refused(job):
    with Ledger(job.out), pytest.raises(WriteError, match="another run"):
        Ledger(job.out)
    Ledger(job.out).__exit__()


def test_what_is_no_ledger_is_refused(job):
    job.out.mkdir()
    (job.out / NAME).write_text("no database, but long enough to look like a file of one " * 20)
    with pytest.raises(ReadError, match="no ledger"):
        Ledger(job.out)


def test_a_ledger_of_another_version_is_refused(job):
    job.out.mkdir()
    with sqlite3.connect(job.out / NAME) as base:
        base.execute("PRAGMA user_version = 99")
    base.close()
    with pytest.raises(ReadError, match="version 99"):
        Ledger(job.out)
