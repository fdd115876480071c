"""Where tasks run: processes of our own, or a Dask cluster. The same goes in, the same comes out.

    with open_executor(settings) as executor:
        for job, outcome in executor.stream(align_pair, jobs): ...

Results come as they are ready. Items are taken as there is room for them: what is in flight is bounded,
however many there are.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from pathlib import Path
from queue import SimpleQueue
from types import TracebackType
from typing import Protocol, Self, TypeVar

from align.batch.cluster import Cluster
from align.batch.config import BatchSettings
from align.batch.pairs.sketch import Sketch
from align.batch.task import PairProblem
from align.batch.worker_process import WorkerProcess
from align.processes import Bounds, usable_cores

T = TypeVar("T")
R = TypeVar("R")


class Executor(Protocol):
    """What a run asks of any executor; leaving it ends all work at once."""

    def stream(self, task: Callable[[T], R], items: Iterable[T]) -> Generator[tuple[T, R | PairProblem]]:
        """Yield every item with what the task makes of it, or why it came to nothing, as they are ready."""
        ...

    def check(self, *folders: Path) -> None:
        """Refuse workers that cannot do the work, as they do not see these folders.

        Raises:
            SettingsError: a worker cannot do the work.
        """
        ...

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...


class Processes:
    """Processes on this machine, a core each unless told otherwise."""

    def __init__(self, settings: BatchSettings) -> None:
        self.size = settings.jobs or usable_cores()
        bounds = Bounds(settings.timeout, settings.memory_limit)
        self._processes = [WorkerProcess(bounds) for _ in range(self.size)]
        self._idle: SimpleQueue[WorkerProcess] = SimpleQueue()
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

    def check(self, *folders: Path) -> None:
        """Refuse nothing: processes of our own see what we see."""

    def stream(self, task: Callable[[T], R], items: Iterable[T]) -> Generator[tuple[T, R | PairProblem]]:
        """Yield every item with what the task makes of it, or why it came to nothing, as they are ready.

        Where it is closed before its end, nothing is at work any more.
        """
        running: set[Future[tuple[T, R | PairProblem]]] = set()
        try:
            for item in items:
                running.add(self._threads.submit(self._do, task, item))
                if len(running) >= 2 * self.size:
                    done, running = wait(running, return_when=FIRST_COMPLETED)
                    yield from (future.result() for future in done)
            while running:
                done, running = wait(running, return_when=FIRST_COMPLETED)
                yield from (future.result() for future in done)
        finally:
            if any([not future.cancel() for future in running]):  # every one of them is to be cancelled
                for process in self._processes:
                    process.stop()
                wait(running)

    def _do(self, task: Callable[[T], R], item: T) -> tuple[T, R | PairProblem]:
        process = self._idle.get()
        try:
            return item, process.do(task, item)
        finally:
            self._idle.put(process)


EXECUTORS: dict[str, Callable[[BatchSettings], Executor]] = {"jobs": Processes, "cluster": Cluster}


def open_executor(settings: BatchSettings) -> Executor:
    """Return the executor that the settings name.

    Raises:
        MissingError: a cluster needs its extra.
        SettingsError: no cluster answers.
    """
    return EXECUTORS["cluster" if settings.cluster else "jobs"](settings)


def read_with(executor: Executor) -> Callable[[Callable[[Path], Sketch], Iterable[Path]], Iterator[Sketch]]:
    """Return what `find_pairs` reads files with: an executor, so that no file hangs or kills the search."""

    def run(task: Callable[[Path], Sketch], paths: Iterable[Path]) -> Iterator[Sketch]:
        for path, found in executor.stream(task, paths):
            yield (
                Sketch(path, lasts=False, trouble=found.message) if isinstance(found, PairProblem) else found
            )

    return run
