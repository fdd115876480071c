"""A Dask cluster: the same tasks, on as many machines as it has.

Its workers have to see the archive and the output folder under the same paths, as on a shared file
system. Each runs pairs in a process of its own beside it, so that a pair that swells or hangs costs that
process and not the worker. A worker that dies is no loss: Dask gives its pairs to others, and a pair that
is made twice gives the same bytes. Where the scheduler itself is lost, so are the jobs it held: the run
stops, and running it again does what is left.
"""

from __future__ import annotations

import asyncio
import logging
import threading
import time
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent import futures
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar

from align import __version__
from align.batch.config import BatchSettings
from align.batch.task import PairProblem
from align.batch.worker_process import WorkerProcess
from align.errors import AlignError, MissingError, SettingsError
from align.processes import Bounds, usable_cores
from align.words import say

LOCAL = "local"

_PATIENCE, _PATIENCE_FOR_WORKERS = 10, 60
"""Seconds for a scheduler to answer, and for its first worker to come."""

_COUNT_AGAIN = 5.0
"""Seconds after which workers may have come or gone."""

T = TypeVar("T")
R = TypeVar("R")

_LOST = (OSError, futures.CancelledError, asyncio.CancelledError)
"""What Dask raises when its scheduler is gone."""

_mine = threading.local()


class Cluster:
    """A Dask cluster, by the address of its scheduler; `local` starts one of processes on this machine.

    Raises:
        MissingError: the `cluster` extra is not installed.
        SettingsError: no scheduler answers there, or it has no workers.
    """

    def __init__(self, settings: BatchSettings) -> None:
        distributed = _distributed(settings.cluster)
        _hush()
        self._address = settings.cluster
        self._counted, self._threads = -_COUNT_AGAIN, 1
        self._bounds = Bounds(settings.timeout, settings.memory_limit)
        self._cluster = _local(settings) if settings.cluster == LOCAL else None
        try:
            self._client = distributed.Client(self._cluster or self._address, timeout=_PATIENCE)
            self._client.wait_for_workers(1, timeout=_PATIENCE_FOR_WORKERS)
        except (OSError, ValueError, TimeoutError) as error:
            mend = say("start a scheduler and workers, or check the address: tcp://HOST:8786")
            raise SettingsError(
                say("no cluster answers: {reason}", reason=str(error)), where=self._address, mend=mend
            ) from error

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._client.close(timeout=5)
        if self._cluster:
            self._cluster.close(timeout=5)

    def stream(self, task: Callable[[T], R], items: Iterable[T]) -> Generator[tuple[T, R | PairProblem]]:
        """Yield every item with what the task makes of it, or why it came to nothing, as they are ready.

        Raises:
            AlignError: the scheduler was lost.
        """
        with self._telling():
            yield from self._stream(task, items)

    @contextmanager
    def _telling(self) -> Iterator[None]:
        """Tell the loss of the scheduler as our error, however Dask tells it.

        Raises:
            AlignError: the scheduler was lost, or was started anew and knows nothing of our tasks.
        """
        try:
            yield
        except AlignError:
            raise
        except (Exception, asyncio.CancelledError) as error:
            if self._client.status == "running" and not isinstance(error, _LOST):
                raise
            mend = say("start it again, and run the same command: what is done is kept")
            raise AlignError(say("the scheduler was lost"), where=self._address, mend=mend) from error

    def _stream(self, task: Callable[[T], R], items: Iterable[T]) -> Iterator[tuple[T, R | PairProblem]]:
        held: dict[str, T] = {}
        ready = _distributed().as_completed()
        for item in items:
            future = self._client.submit(do_in_process, task, item, self._bounds, pure=False)
            held[future.key] = item
            ready.add(future)
            if len(held) >= self._room():
                yield self._result(next(ready), held)
        while held:
            yield self._result(next(ready), held)

    def _room(self) -> int:
        """Return how many tasks to hold in flight: twice what the workers of the moment do at once."""
        if time.monotonic() > self._counted + _COUNT_AGAIN:
            self._counted = time.monotonic()
            self._threads = sum(self._client.nthreads().values())
        return 2 * max(1, self._threads)

    def _result(self, future: Any, held: dict[str, T]) -> tuple[T, Any]:
        item = held.pop(future.key)
        try:
            return item, future.result()
        except _distributed().KilledWorker as error:
            return item, PairProblem(
                "Crash", say("the workers that tried it died: {reason}", reason=str(error))
            )

    def check(self, *folders: Path) -> None:
        """Refuse workers that cannot do the work, before it begins.

        Raises:
            SettingsError: one has another version, or does not see the folders.
        """
        try:
            with self._telling():
                answers = self._client.run(introduce, folders)
        except (ImportError, AttributeError) as error:
            mend = say("install the same version everywhere")
            raise SettingsError(
                say("a worker cannot load align-tm: {reason}", reason=str(error)), mend=mend
            ) from error
        for worker, (version, seen) in answers.items():
            if version != __version__:
                what = say("the worker has align-tm {its}, not {ours}", its=version, ours=__version__)
                raise SettingsError(what, where=worker, mend=say("install the same version everywhere"))
            if not all(seen):
                what = say("the worker does not see {folder}", folder=folders[seen.index(False)])
                raise SettingsError(what, where=worker, mend=say("mount it there under the same path"))


def _local(settings: BatchSettings) -> Any:
    count = settings.jobs or usable_cores()
    return _distributed(LOCAL).LocalCluster(
        n_workers=count, threads_per_worker=1, dashboard_address=None, memory_limit=0
    )


def _distributed(where: str = "") -> Any:
    """Return Dask's module, which says nothing of its types."""
    try:
        return import_module("dask.distributed")
    except ImportError as error:
        mend = "pip install 'align-tm[cluster]'"
        raise MissingError(say("a cluster needs Dask"), where=where, mend=mend) from error


def _hush() -> None:
    """Keep Dask from logging pages of traces: what it says of lost connections is raised too, and told."""
    for name in logging.root.manager.loggerDict:
        if name.startswith("distributed"):
            logging.getLogger(name).setLevel(logging.CRITICAL)


def do_in_process(task: Callable[[T], R], item: T, bounds: Bounds) -> R | PairProblem:
    """Do a task on a worker: in a process beside each of its threads, kept from task to task."""
    process: WorkerProcess | None = getattr(_mine, "process", None)
    if process is None:
        process = _mine.process = WorkerProcess(bounds)
    process.bounds = bounds
    try:
        return process.do(task, item)
    except AlignError as error:
        return PairProblem(type(error).__name__, error.what, error.where, error.mend)


def introduce(folders: Iterable[Path]) -> tuple[str, list[bool]]:
    """Return what a client wants to know of a worker: its version, and which folders it sees."""
    return __version__, [folder.is_dir() for folder in folders]
