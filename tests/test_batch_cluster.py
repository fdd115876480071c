"""Batches on a real Dask cluster: a scheduler and workers as processes of their own, on loopback."""

import os
import signal
import socket
import subprocess
import time
from contextlib import contextmanager

import pytest
import trial_cluster
from batches import align, events, files_of, make_archive, start, unfinished

pytest.importorskip("distributed", reason="needs pip install 'align-tm[cluster]'")

COUNT = 8
PATIENCE = 300


class Cluster:
    """A scheduler and workers that can be killed and started again."""

    def __init__(self, folder):
        self.folder = folder
        self.port = trial_cluster.free_port()
        self.address = f"tcp://127.0.0.1:{self.port}"
        self.scheduler = None
        self.workers = []

    def start_scheduler(self):
        self.scheduler = trial_cluster.start(trial_cluster.scheduler(self.port))
        for _ in range(PATIENCE * 10):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.1)
        raise TimeoutError("the scheduler does not listen")

    def start_worker(self):
        self.workers.append(trial_cluster.start(trial_cluster.worker(self.port, self.folder)))

    def kill(self, process):
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def close(self):
        for process in (*self.workers, self.scheduler):
            if process and process.poll() is None:
                self.kill(process)


@contextmanager
def running(folder):
    """A scheduler and two workers."""
    cluster = Cluster(folder)
    try:
        cluster.start_scheduler()
        cluster.start_worker()
        cluster.start_worker()
        yield cluster
    finally:
        cluster.close()


@pytest.fixture
def cluster(tmp_path):
    """A cluster that a test may kill."""
    with running(tmp_path) as cluster:
        yield cluster


@pytest.fixture(scope="module")
def unharmed(tmp_path_factory):
    """A cluster for all that kill nothing of it."""
    with running(tmp_path_factory.mktemp("cluster")) as cluster:
        yield cluster


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    return make_archive(tmp_path_factory.mktemp("batch") / "archive", COUNT, broken=(5,), paragraphs=60)


@pytest.fixture(scope="module")
def expected(archive, tmp_path_factory):
    """What processes on this machine make of the archive."""
    out = tmp_path_factory.mktemp("jobs")
    assert align("batch", archive, "-o", out, "--jobs", 2).returncode == 1
    return files_of(out)


def wait_for_outputs(out, count):
    """Wait until a run has made some outputs, and is at work on others."""
    for _ in range(PATIENCE * 50):
        if len(list((out / "pairs").glob("*.tmx"))) >= count:
            return
        time.sleep(0.02)
    raise TimeoutError("the run makes no outputs")


def test_a_cluster_makes_the_same_bytes(unharmed, archive, expected, tmp_path):
    out = tmp_path / "out"
    done = align("batch", archive, "-o", out, "--cluster", unharmed.address, "--json")
    assert done.returncode == 1, done.stderr
    assert len(events(done)["aligned"]) == COUNT - 1
    assert files_of(out) == expected


def test_a_worker_that_is_killed_loses_nothing(cluster, archive, expected, tmp_path):
    out = tmp_path / "out"
    run = start("batch", archive, "-o", out, "--cluster", cluster.address)
    wait_for_outputs(out, 2)
    cluster.kill(cluster.workers[0])
    assert run.wait(PATIENCE) == 1
    assert files_of(out) == expected


@pytest.mark.parametrize("at_once", [False, True])
def test_a_scheduler_that_is_lost_stops_the_run_and_a_resume_ends_it(
    cluster, archive, expected, tmp_path, at_once
):
    """Also one that is there again before anybody asks: the jobs it held are gone."""
    out = tmp_path / "out"
    run = start("batch", archive, "-o", out, "--cluster", cluster.address, stderr=subprocess.PIPE)
    wait_for_outputs(out, 2)
    cluster.kill(cluster.scheduler)
    if at_once:
        cluster.start_scheduler()
    _, said = run.communicate(timeout=PATIENCE)
    assert run.returncode == 2, said.decode()
    assert b"scheduler was lost" in said
    assert b"Traceback" not in said, said.decode()

    if not at_once:
        cluster.start_scheduler()
    cluster.start_worker()
    again = align("batch", archive, "-o", out, "--cluster", cluster.address, "--json")
    assert again.returncode == 1, again.stderr
    told = events(again)
    assert len(told.get("kept", [])) + len(told["aligned"]) == COUNT - 1
    assert files_of(out) == expected


def test_a_client_that_is_killed_loses_nothing_and_doubles_nothing(unharmed, archive, expected, tmp_path):
    out = tmp_path / "out"
    run = start("batch", archive, "-o", out, "--cluster", unharmed.address)
    wait_for_outputs(out, 2)
    run.kill()
    run.wait()
    again = align("batch", archive, "-o", out, "--cluster", unharmed.address, "--json")
    assert again.returncode == 1, again.stderr
    names = [event["name"] for kind in ("kept", "aligned") for event in events(again).get(kind, [])]
    assert len(names) == len(set(names)) == COUNT - 1
    assert files_of(out) == expected
    assert not unfinished(out)


def test_a_scheduler_that_does_not_answer_is_told(archive, tmp_path):
    done = align("batch", archive, "-o", tmp_path, "--cluster", "tcp://127.0.0.1:9")
    assert done.returncode == 2
    assert "no cluster answers" in done.stderr
    assert "Traceback" not in done.stderr


def test_workers_that_do_not_see_the_archive_are_told(unharmed, archive, tmp_path):
    """A folder that is gone when the workers look stands for one that is not mounted there."""
    from align.batch.config import BatchSettings
    from align.batch.executors import open_executor
    from align.errors import SettingsError

    with open_executor(BatchSettings(cluster=unharmed.address)) as executor:
        executor.check(archive)
        with pytest.raises(SettingsError, match="does not see"):
            executor.check(archive, tmp_path / "elsewhere")
