"""Batches that end badly: killed at any moment, on a full disk, with nowhere to write."""

import os
import random
import resource
import subprocess
import time
from pathlib import Path

import pytest
from batches import align, align_apart, events, files_of, make_archive, start, unfinished
from reviewing import until

from align.batch.ledger import Ledger

COUNT = 10
KILLS = 2


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    return make_archive(tmp_path_factory.mktemp("batch") / "archive", COUNT, broken=(4,), paragraphs=40)


@pytest.fixture(scope="module")
def unbroken(archive, tmp_path_factory):
    """What a run makes that nothing disturbs, and how long it takes."""
    out = tmp_path_factory.mktemp("unbroken")
    began = time.monotonic()
    assert align("batch", archive, "-o", out, "--jobs", 2).returncode == 1
    return files_of(out), time.monotonic() - began


@pytest.mark.parametrize("seed", range(KILLS))
def test_a_killed_run_goes_on_to_the_same_end(archive, unbroken, tmp_path, seed):
    expected, seconds = unbroken
    moments = random.Random(seed)
    for _ in range(2):
        run = start("batch", archive, "-o", tmp_path / "out", "--jobs", 2)
        time.sleep(moments.uniform(0.3, 1.0) * seconds)
        run.kill()
        run.wait()
    again = align("batch", archive, "-o", tmp_path / "out", "--jobs", 2)
    assert again.returncode == 1, again.stderr
    assert files_of(tmp_path / "out") == expected
    assert not unfinished(tmp_path / "out")


def test_what_a_killed_run_left_unfinished_is_gone_after_the_next(archive, unbroken, tmp_path):
    (tmp_path / ".work" / "x").mkdir(parents=True)
    for name in (".work/x/x.tmx", ".merged.tmx.abc.part"):
        (tmp_path / name).write_text("half", encoding="utf-8")
    assert align("batch", archive, "-o", tmp_path, "--jobs", 1).returncode == 1
    assert files_of(tmp_path) == unbroken[0]


def test_the_processes_of_a_killed_run_end_with_it(archive, tmp_path):
    run = start("batch", archive, "-o", tmp_path / "out", "--jobs", 2)
    children = []
    while len(children) < 2:
        time.sleep(0.05)
        tasks = Path(f"/proc/{run.pid}/task").glob("*/children")
        children = [int(child) for task in tasks for child in task.read_text().split()]
    run.kill()
    run.wait()
    until(lambda: not any(_is_running(child) for child in children))


def _is_running(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_two_runs_never_write_into_one_folder(archive, tmp_path):
    with Ledger(tmp_path):
        second = align_apart("batch", archive, "-o", tmp_path, "--jobs", 1)
    assert second.returncode == 2
    assert "another run" in second.stderr


@pytest.mark.parametrize("size", [20_000, 150_000])
def test_a_full_disk_stops_the_run_and_leaves_nothing_half_written(archive, unbroken, tmp_path, size):
    """Files that may not grow beyond a size stand for a disk that is full at some moment."""

    def limited():
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

    out = tmp_path / "out"
    full = align_apart("batch", archive, "-o", out, "--jobs", 1, preexec_fn=limited)
    assert full.returncode == 2, full.stderr
    assert "cannot be written" in full.stderr
    assert "Traceback" not in full.stderr
    assert not unfinished(out)
    expected, _ = unbroken
    for path, held in files_of(out).items():
        assert path not in expected or path in ("report.html", "failures.tsv") or held == expected[path]
    again = align("batch", archive, "-o", out, "--jobs", 1)
    assert again.returncode == 1, again.stderr
    assert files_of(out) == expected


@pytest.fixture
def small_disk(tmp_path):
    """A file system of one megabyte."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(disk)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("needs the right to mount a small file system")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


def test_a_small_disk_stops_the_run_and_leaves_nothing_half_written(archive, small_disk):
    out = small_disk / "out"
    full = align("batch", archive, "-o", out, "--jobs", 2)
    assert full.returncode == 2, full.stderr
    assert "no space" in full.stderr or "full" in full.stderr
    assert not unfinished(out)


def test_a_read_only_disk_is_told_before_any_work(archive, small_disk):
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    done = align("batch", archive, "-o", small_disk / "out", "--json")
    assert done.returncode == 2
    assert "cannot be written" in done.stderr
    assert "aligned" not in events(done)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_may_not_be_written_is_told(archive, tmp_path):
    (tmp_path / "closed").mkdir(mode=0o500)
    done = align("batch", archive, "-o", tmp_path / "closed" / "out")
    assert done.returncode == 2
    assert "cannot be written" in done.stderr


def test_a_file_in_the_place_of_the_output_folder_is_told(archive, tmp_path):
    (tmp_path / "out").write_text("mine", encoding="utf-8")
    done = align("batch", archive, "-o", tmp_path / "out")
    assert done.returncode == 2
    assert "cannot be written" in done.stderr
    assert (tmp_path / "out").read_text(encoding="utf-8") == "mine"
