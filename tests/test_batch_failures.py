"""What fails in a batch costs itself alone, and is told with what, where and how to mend it."""

import contextlib
import os
import signal

import pytest
from batches import batch, events, make_archive, unfinished

from align.batch.config import BatchSettings
from align.batch.pairs import find_pairs, read_manifest
from align.batch.run import run
from align.batch.task import PairProblem
from align.batch.worker_process import WorkerProcess
from align.errors import AlignError, ReadError
from align.processes import Bounds


def manifest_of(archive, lines):
    """Write a manifest by hand."""
    path = archive / "pairs.tsv"
    path.write_text("\n".join(["source\ttarget", *lines]) + "\n", encoding="utf-8")
    return path


def test_pairs_that_fail_are_listed_with_what_where_and_how_to_mend(tmp_path):
    archive, out = make_archive(tmp_path / "archive", 2), tmp_path / "out"
    (archive / "song.txt").write_text("月光洒在窗前，猫睡着了。鱼在锅里唱歌。\n" * 9, encoding="utf-8")
    manifest = manifest_of(archive, ["A_1-E.txt\tA_1-C.txt", "A_2-E.txt\tsong.txt"])
    result = batch(manifest, "-o", out)
    assert result.returncode == 1, result.stderr
    row = (out / "failures.tsv").read_text(encoding="utf-8").splitlines()[1].split("\t")
    assert row[1] == "NothingInCommonError"
    assert "song.txt" in row[3]
    assert (out / "pairs").exists()
    assert not unfinished(out)
    again = batch(manifest, "-o", out, "--json")
    assert again.returncode == 1
    assert "failed" not in events(again), "the same files are not tried again"


@pytest.mark.parametrize(
    ("option", "value", "kind"), [("timeout", 12.0, "Timeout"), ("memory_limit", 1, "Memory")]
)
def test_a_pair_beyond_its_bounds_costs_only_itself(tmp_path, option, value, kind):
    archive = make_archive(tmp_path / "archive", 2)
    os.mkfifo(archive / "endless.txt")  # opening it waits for ever
    manifest = manifest_of(archive, ["A_1-E.txt\tendless.txt", "A_2-E.txt\tA_2-C.txt"])
    bounds = {option: value} if kind == "Timeout" else {option: value, "timeout": 20.0}
    settings = BatchSettings(jobs=1, **bounds)
    result = run(read_manifest(manifest), tmp_path / "out", settings)
    assert kind in (tmp_path / "out/failures.tsv").read_text(encoding="utf-8")
    if kind == "Timeout":
        assert (result.aligned, result.failed) == (1, 1)


def test_a_file_of_a_manifest_that_is_gone_is_told_like_any_other(tmp_path):
    archive = make_archive(tmp_path / "archive", 2)
    manifest = manifest_of(archive, ["A_1-E.txt\tgone.txt", "A_2-E.txt\tA_2-C.txt"])
    result = run(read_manifest(manifest), tmp_path / "out", BatchSettings(jobs=1))
    assert (result.aligned, result.failed) == (1, 1)
    assert "gone.txt" in (tmp_path / "out/failures.tsv").read_text(encoding="utf-8")


def test_the_folder_we_stand_in_lends_no_code(tmp_path):
    archive = make_archive(tmp_path / "archive", 1)
    for name in ("align", "numpy", "json"):
        (archive / f"{name}.py").write_text("raise SystemExit(9)", encoding="utf-8")
    with contextlib.chdir(archive):
        result = run(find_pairs(archive), tmp_path / "out", BatchSettings(jobs=1))
    assert result.aligned == 1


def test_a_process_that_dies_is_told_and_replaced():
    process = WorkerProcess(Bounds())
    try:
        died = process.do(signal.raise_signal, signal.SIGSEGV)
        assert isinstance(died, PairProblem)
        assert "SIGSEGV" in died.what
        assert "exit code 3" in process.do(os._exit, 3).what
        assert process.do(abs, -1) == 1
    finally:
        process.close()
    with pytest.raises(AlignError):
        process.do(abs, -1)


KILLED_ONCE = """
import os, pathlib, sys
mark = pathlib.Path(__file__).with_name("mark")
if "align.batch.worker" in sys.orig_argv and not mark.exists():
    mark.touch()
    os.abort()
"""


def test_a_process_that_is_killed_while_it_starts_costs_nothing(tmp_path, monkeypatch):
    (tmp_path / "sitecustomize.py").write_text(KILLED_ONCE, encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    process = WorkerProcess(Bounds())
    try:
        assert process.do(abs, -1) == 1
        assert (tmp_path / "mark").exists(), "the first process was killed"
    finally:
        process.close()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nowhere", "-o", "out"], "no such folder"),
        ([".", "-o", "out"], "no pair"),
        (["."], "-o"),
        ([".", "-o", "out", "--formats", "docx"], "docx"),
        ([".", "-o", "out", "--min-score", "2"], "min_score"),
        ([".", "-o", "out", "--terms", "missing.tbx"], "missing.tbx"),
        ([".", "-o", "out", "--settings", "missing.toml"], "missing.toml"),
        ([".", "-o", "out", "--model", "./missing"], "missing"),
    ],
)
def test_what_cannot_begin_says_so_and_exits_with_2(tmp_path, monkeypatch, arguments, said):
    monkeypatch.chdir(tmp_path)
    done = batch(*arguments)
    assert done.returncode == 2, done.stderr
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_a_name_that_leads_out_of_the_output_folder_is_refused(tmp_path):
    from dataclasses import replace

    pairing = find_pairs(make_archive(tmp_path / "archive", 1))
    pair = replace(pairing.pairs[0], name="../../elsewhere")
    with pytest.raises(ReadError, match="elsewhere"):
        run(replace(pairing, pairs=(pair,)), tmp_path / "out")
