"""One task at a time in a process of its own, with a bound of time and of memory.

A file that takes too long, swells, or brings its process down costs that process, never the run: it comes
back as a `PairProblem`, and the next one gets a fresh process.
"""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import IO, Any, TypeVar, cast

import align
from align.batch.task import PairProblem
from align.batch.worker import READY, send
from align.errors import AlignError
from align.processes import Bounds, apart, end_with_children
from align.words import say

_LOOK = 0.1
"""Seconds between looks at a working process: nothing allocates a gigabyte much faster."""

_PATIENCE = 120.0
"""Seconds that a process may take to start: on a cluster, Python itself comes over the network."""

_STARTS = 3
"""Tries at starting a process that ends by itself."""

_KILLED_STARTS = 10
"""Tries where it is killed while it starts: it has done no wrong."""

_GONE = object()
"""What is received from a process that has ended."""

T = TypeVar("T")
R = TypeVar("R")


class WorkerProcess:
    """A process that does what it is given, within bounds."""

    def __init__(self, bounds: Bounds) -> None:
        self.bounds = bounds
        self._process: subprocess.Popen[bytes] | None = None
        self._closed = False
        self._lock = threading.Lock()

    def do(self, task: Callable[[T], R], argument: T) -> R | PairProblem:
        """Run the task on its argument and return the result, or an error that says why there is none.

        Args:
            task: a function of a module; it and its argument are sent to the process.
            argument: of the task.

        Raises:
            AlignError: no process can be started.
        """
        process = self._alive()
        began = time.monotonic()
        with suppress(OSError):  # it has died: `_result` tells of what
            send(cast(IO[bytes], process.stdin), (task, argument))
        while (result := self._receive(_LOOK)) is None:
            beyond = self.bounds.beyond(process.pid, time.monotonic() - began)
            if beyond:
                self.stop()
                return PairProblem(beyond.kind, beyond.what, mend=beyond.mend)
        return self._crash() if result[0] is _GONE else cast(R, result[0])

    def close(self) -> None:
        """End the process, whatever it does; a thread that waits for it gets a `PairProblem`."""
        with self._lock:
            self._closed = True
        self.stop()

    def _alive(self) -> subprocess.Popen[bytes]:
        """Return the process, started and ready."""
        if self._process and self._process.poll() is None:
            return self._process
        ended = killed = 0
        while ended < _STARTS and killed < _KILLED_STARTS:
            with self._lock:
                if self._closed:
                    raise AlignError(say("the run was stopped"))
                self._process = self._start()
            if self._receive(_PATIENCE) == (READY,):
                return self._process
            said = self._last_words()
            with suppress(subprocess.TimeoutExpired):  # its pipe closes a moment before it is gone
                self._process.wait(_LOOK)
            is_killed = (self._process.returncode or 0) < 0
            ended, killed = ended + (not is_killed), killed + is_killed
            self.stop()
        raise AlignError(
            say("no process to align with can be started: {said}", said=said), mend=say("reinstall align-tm")
        )

    def _start(self) -> subprocess.Popen[bytes]:
        self._said: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 - lives as long as the process
        self._results: SimpleQueue[tuple[Any]] = SimpleQueue()
        process = subprocess.Popen(
            # -P: the folder we stand in may be anybody's, and may hold an align.py.
            [sys.executable, "-P", "-m", "align.batch.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._said,
            env=_environment(),
            **apart(),
        )
        # Not every system can wait for a pipe with a time limit; every one can wait so for a thread.
        reader = threading.Thread(target=_read, args=(process.stdout, self._results), daemon=True)
        reader.start()
        return process

    def _receive(self, seconds: float) -> tuple[Any] | None:
        """Return what the process answers, in a tuple, or None if it says nothing for so long."""
        try:
            return self._results.get(timeout=seconds)
        except Empty:
            return None

    def _crash(self) -> PairProblem:
        """Return how the process ended by itself, with the last line it said."""
        assert self._process
        self._process.wait()
        code, said = self._process.returncode, self._last_words()
        self.stop()
        how = signal.Signals(-code).name if code < 0 else f"exit code {code}"
        died = say("its process died of {how}", how=how)
        return PairProblem("Crash", say("{where}: {what}", where=died, what=said) if said else died)

    def _last_words(self) -> str:
        self._said.seek(0)
        lines = self._said.read()[-4000:].decode(errors="replace").strip().splitlines()
        # faulthandler's first line is the reason, the one after the heading is the place.
        fatal = [place for place, line in enumerate(lines) if line.startswith("Fatal Python error")]
        chosen = lines[fatal[-1] :][:1] + lines[fatal[-1] + 3 :][:1] if fatal else lines[-1:]
        return " ".join(line.strip() for line in chosen)

    def stop(self) -> None:
        """End what the process is at; the next task gets a new one."""
        if self._process and self._process.stdin:
            end_with_children(self._process.pid)
            self._process.wait()
            with suppress(OSError):  # what it did not read any more
                self._process.stdin.close()


def _read(stream: IO[bytes], results: SimpleQueue[tuple[Any]]) -> None:
    """Pass results on as they come, each in a tuple, until the process has ended."""
    with stream, suppress(EOFError, OSError, pickle.UnpicklingError):
        while True:
            results.put((pickle.load(stream),))
    results.put((_GONE,))


def _environment() -> dict[str, str]:
    """Return the environment of a process: calm, and with our package, wherever it was found."""
    package = str(Path(align.__file__).resolve().parent.parent)
    paths = [package, *filter(None, [os.environ.get("PYTHONPATH")])]
    return {
        **os.environ,
        # One thread each: the processes share the cores already.
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
        "TOKENIZERS_PARALLELISM": "false",
        "PYTHONHASHSEED": "0",  # equal runs, equal bytes
        "PYTHONPATH": os.pathsep.join(paths),
    }
