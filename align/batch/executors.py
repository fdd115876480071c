"""Where tasks run: processes of our own, or a Dask cluster. The same jobs go in, the same outcomes come out.

    with EXECUTORS["jobs"](settings) as executor:
        for outcome in executor.outcomes(jobs): ...

Outcomes come as they are ready. Jobs are taken as there is room for them: what is in flight is bounded,
however many there are.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from queue import SimpleQueue
from types import TracebackType
from typing import Protocol, Self

from align.batch.bounded import Bounded, Bounds
from align.batch.cluster import Cluster
from align.batch.config import BatchSettings
from align.batch.task import Job, Outcome


class Executor(Protocol):
    """What a run asks of any executor; leaving it ends all work at once."""

    def outcomes(self, jobs: Iterable[Job]) -> Iterator[Outcome]:
        """Yield the outcome of every job, in the order in which they are ready."""
        ...

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...


class Processes:
    """Processes on this machine, a core each unless told otherwise."""

    def __init__(self, settings: BatchSettings) -> None:
        self.size = settings.jobs or os.cpu_count() or 1
        bounds = Bounds(settings.timeout, settings.memory_limit)
        self._processes = [Bounded(bounds) for _ in range(self.size)]
        self._idle: SimpleQueue[Bounded] = SimpleQueue()
        for process in self._processes:
            self._idle.put(process)
        self._threads = ThreadPoolExecutor(self.size)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for process in self._processes:
            process.close()
        self._threads.shutdown(cancel_futures=True)

    def outcomes(self, jobs: Iterable[Job]) -> Iterator[Outcome]:
        """Yield the outcome of every job, in the order in which they are ready."""
        running: set[Future[Outcome]] = set()
        for job in jobs:
            running.add(self._threads.submit(self._align, job))
            if len(running) >= 2 * self.size:
                done, running = wait(running, return_when=FIRST_COMPLETED)
                yield from (future.result() for future in done)
        while running:
            done, running = wait(running, return_when=FIRST_COMPLETED)
            yield from (future.result() for future in done)

    def _align(self, job: Job) -> Outcome:
        process = self._idle.get()
        try:
            return process.align(job)
        finally:
            self._idle.put(process)


EXECUTORS: dict[str, Callable[[BatchSettings], Executor]] = {"jobs": Processes, "cluster": Cluster}
