"""Processes on any system: batches run where no process groups, no SIGKILL and no /proc are to be had."""

import os
import subprocess
import sys
import time

import psutil
import pytest
from batches import align, align_apart, files_of, make_archive

from align.processes import apart, end_with_children, resident_megabytes, usable_cores

# What only POSIX has, or only Linux, is taken away before anything of ours is imported.
BARE = """
import os, signal
import psutil
psutil.PROCFS_PATH = "/nowhere"
for module, names in {
    os: ["killpg", "getpgid", "setsid", "fork", "sched_getaffinity", "O_NOFOLLOW", "chown"],
    signal: ["SIGKILL"],
}.items():
    for name in names:
        delattr(module, name)
"""


@pytest.fixture
def bare(tmp_path):
    (tmp_path / "bare").mkdir()
    (tmp_path / "bare" / "sitecustomize.py").write_text(BARE, encoding="utf-8")
    return {"PYTHONPATH": os.pathsep.join([str(tmp_path / "bare"), os.environ.get("PYTHONPATH", "")])}


def test_a_batch_needs_nothing_that_only_posix_has(tmp_path, bare):
    archive = make_archive(tmp_path / "archive", 3, broken=(2,))
    usual = align("batch", archive, "-o", tmp_path / "usual", "--jobs", 2)
    there = align_apart("batch", archive, "-o", tmp_path / "there", "--jobs", 2, env=bare)
    assert (usual.returncode, there.returncode) == (1, 1), there.stderr
    assert files_of(tmp_path / "there") == files_of(tmp_path / "usual")


def test_bounds_of_time_hold_there_too(tmp_path, bare):
    archive = make_archive(tmp_path / "archive", 1)
    align("batch", archive, "-o", tmp_path / "out", "--dry-run")
    pairs = tmp_path / "out" / "manifest.tsv"
    ended = align_apart("batch", pairs, "-o", tmp_path / "out", "--timeout", 0.001, env=bare)
    assert ended.returncode == 1, ended.stderr
    assert "took more than 0.001 seconds" in (tmp_path / "out" / "failures.tsv").read_text(encoding="utf-8")


@pytest.mark.parametrize("groups", [True, False])
def test_a_process_ends_with_its_children(monkeypatch, groups):
    if not groups:
        monkeypatch.delattr(os, "killpg", raising=False)
    sleeper = "import time; time.sleep(600)"
    code = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {sleeper!r}])"
    parent = subprocess.Popen([sys.executable, "-c", code], **apart())
    children = []
    while not children:
        time.sleep(0.02)
        children = psutil.Process(parent.pid).children()
    assert resident_megabytes(parent.pid) > 1
    end_with_children(parent.pid)
    parent.wait(60)
    assert not psutil.wait_procs(children, 60)[1]
    assert resident_megabytes(parent.pid) == 0


def test_cores_are_those_that_this_process_may_use():
    assert 1 <= usable_cores() <= (os.cpu_count() or 1)
