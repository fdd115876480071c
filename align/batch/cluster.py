"""A Dask cluster: the same tasks, on as many machines as it has.

Its workers have to see the archive and the output folder under the same paths, as on a shared file
system. Each runs pairs in a process of its own beside it, so that a pair that swells or hangs costs that
process and not the worker. A worker that dies is no loss: Dask gives its pairs to others, and a pair that
is made twice gives the same bytes. Where the scheduler itself is lost, so are the jobs it held: the run
stops, and running it again does what is left.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Iterable, Iterator
from concurrent.futures import CancelledError
from importlib import import_module
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from align import __version__
from align.batch.bounded import Bounded, Bounds
from align.batch.config import BatchSettings
from align.batch.task import Job, Outcome, Problem, failed, problem_of
from align.errors import AlignError, MissingError, SettingsError

LOCAL = "local"

_PATIENCE = 30
"""Seconds for a scheduler to answer, and for its first worker to come."""

_mine = threading.local()


class Cluster:
    """A Dask cluster, by the address of its scheduler; `local` starts one of processes on this machine.

    Raises:
        MissingError: the `cluster` extra is not installed.
        SettingsError: no scheduler answers there, or it has no workers.
    """

    def __init__(self, settings: BatchSettings) -> None:
        distributed = _distributed(settings.cluster)
        self._address = settings.cluster
        self._bounds = Bounds(settings.timeout, settings.memory_limit)
        self._cluster = _local(settings) if settings.cluster == LOCAL else None
        try:
            self._client = distributed.Client(self._cluster or self._address, timeout=_PATIENCE)
            self._client.wait_for_workers(1, timeout=_PATIENCE)
        except (OSError, ValueError, TimeoutError) as error:
            mend = "start a scheduler and workers, or check the address: tcp://HOST:8786"
            raise SettingsError(f"no cluster answers: {error}", where=self._address, mend=mend) from error

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._client.close(timeout=5)
        if self._cluster:
            self._cluster.close(timeout=5)

    def outcomes(self, jobs: Iterable[Job]) -> Iterator[Outcome]:
        """Yield the outcome of every job, in the order in which they are ready.

        Raises:
            AlignError: the scheduler was lost.
            SettingsError: a worker has another version, or does not see the folders.
        """
        held: dict[str, Job] = {}
        ready = _distributed().as_completed()
        for place, job in enumerate(jobs):
            if not place:
                self._check_workers(job)
            future = self._client.submit(align_bounded, job, self._bounds, pure=False)
            held[future.key] = job
            ready.add(future)
            if len(held) >= self._room():
                yield self._outcome(next(ready), held)
        while held:
            yield self._outcome(next(ready), held)

    def _room(self) -> int:
        """Return how many jobs to hold in flight: twice what the workers of this moment run at once."""
        return 2 * max(1, sum(self._client.nthreads().values())) if self._is_there() else 1

    def _is_there(self) -> bool:
        return bool(self._client.status == "running")

    def _outcome(self, future: Any, held: dict[str, Job]) -> Outcome:
        job = held.pop(future.key)
        try:
            outcome: Outcome = future.result()
        except CancelledError as error:
            mend = "start it again, and run the same command: what is done is kept"
            raise AlignError("the scheduler was lost", where=self._address, mend=mend) from error
        except Exception as error:  # what Dask says of a pair whose workers all died is an error of its own
            return failed(job, Problem("Crash", f"its workers died: {error}", str(job.pair.source)))
        return outcome

    def _check_workers(self, job: Job) -> None:
        """Refuse workers that cannot do the work, before it begins.

        Raises:
            SettingsError: one has another version, or does not see the folders.
        """
        for worker, (version, seen) in self._client.run(introduce, (job.folder, job.out)).items():
            if version != __version__:
                what = f"the worker has align-tm {version}, not {__version__}"
                raise SettingsError(what, where=worker, mend="install the same version everywhere")
            if not all(seen):
                missing = (job.folder, job.out)[seen.index(False)]
                what = f"the worker does not see {missing}"
                raise SettingsError(what, where=worker, mend="mount it there under the same path")


def _local(settings: BatchSettings) -> Any:
    count = settings.jobs or os.cpu_count() or 1
    return _distributed(LOCAL).LocalCluster(
        n_workers=count, threads_per_worker=1, dashboard_address=None, memory_limit=0
    )


def _distributed(where: str = "") -> Any:
    """Return Dask's module, which says nothing of its types."""
    try:
        return import_module("dask.distributed")
    except ImportError as error:
        mend = "pip install 'align-tm[cluster]'"
        raise MissingError("a cluster needs Dask", where=where, mend=mend) from error


def align_bounded(job: Job, bounds: Bounds) -> Outcome:
    """Align a pair on a worker: in a process beside each of its threads, kept from pair to pair."""
    process: Bounded | None = getattr(_mine, "process", None)
    if process is None:
        process = _mine.process = Bounded(bounds)
    process.bounds = bounds
    try:
        return process.align(job)
    except AlignError as error:
        return failed(job, problem_of(error, job))


def introduce(folders: Iterable[Path]) -> tuple[str, list[bool]]:
    """Return what a client wants to know of a worker: its version, and which folders it sees."""
    return __version__, [folder.is_dir() for folder in folders]
