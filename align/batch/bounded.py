"""One task at a time in a process of its own, with a bound of time and of memory.

A file that takes too long, swells, or brings its process down costs that process, never the run: it comes
back as a `Problem`, and the next one gets a fresh process.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import Pipe
from pathlib import Path
from typing import IO, TypeVar

import align
from align.batch.task import Problem
from align.batch.worker import READY
from align.errors import AlignError

_LOOK = 0.1
"""Seconds between looks at a working process: nothing allocates a gigabyte much faster."""

_PATIENCE = 120.0
"""Seconds that a process may take to start: on a cluster, Python itself comes over the network."""

T = TypeVar("T")
R = TypeVar("R")

_PAGE = os.sysconf("SC_PAGE_SIZE")


@dataclass(frozen=True, slots=True)
class Bounds:
    """What one task may take; 0: no bound."""

    seconds: float = 0.0
    megabytes: int = 0
    """Resident memory. It is looked up in /proc, so that it bounds nothing where there is none."""


class Bounded:
    """A process that does what it is given, within bounds."""

    def __init__(self, bounds: Bounds) -> None:
        self.bounds = bounds
        self._process: subprocess.Popen[bytes] | None = None
        self._closed = False
        self._lock = threading.Lock()

    def do(self, task: Callable[[T], R], argument: T) -> R | Problem:
        """Return what the task makes of its argument, or why it came to nothing.

        Args:
            task: a function of a module; it and its argument are sent to the process.
            argument: of the task.

        Raises:
            AlignError: no process can be started.
        """
        process = self._alive()
        began = time.monotonic()
        try:
            self._connection.send((task, argument))
            while not self._connection.poll(_LOOK):
                problem = self._beyond(process.pid, time.monotonic() - began)
                if problem:
                    self.stop()
                    return problem
            result: R = self._connection.recv()
        except (EOFError, ConnectionError):
            return self._crash()
        return result

    def close(self) -> None:
        """End the process, whatever it does; a thread that waits for it gets a `Problem`."""
        with self._lock:
            self._closed = True
        self.stop()

    def _alive(self) -> subprocess.Popen[bytes]:
        """Return the process, started and ready."""
        if self._process and self._process.poll() is None:
            return self._process
        with self._lock:
            if self._closed:
                raise AlignError("the run was stopped")
            self._process = self._start()
        if not self._is_ready():
            said = self._last_words()
            self.stop()
            raise AlignError(f"no process to align with can be started: {said}", mend="reinstall align-tm")
        return self._process

    def _start(self) -> subprocess.Popen[bytes]:
        self._connection, theirs = Pipe()
        self._said: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 - lives as long as the process
        with theirs:
            return subprocess.Popen(
                # -P: the folder we stand in may be anybody's, and may hold an align.py.
                [sys.executable, "-P", "-m", "align.batch.worker", str(theirs.fileno())],
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=self._said,
                pass_fds=[theirs.fileno()],
                start_new_session=True,  # Ctrl-C is for us alone
                env=_environment(),
            )

    def _is_ready(self) -> bool:
        try:
            return self._connection.poll(_PATIENCE) and self._connection.recv() == READY
        except (EOFError, ConnectionError):
            return False

    def _beyond(self, pid: int, seconds: float) -> Problem | None:
        """Return what bound the process is beyond."""
        most = self.bounds
        if most.seconds and seconds > most.seconds:
            return Problem("Timeout", f"took more than {most.seconds:g} seconds", mend="raise --timeout")
        if most.megabytes and _resident(pid) > most.megabytes:
            what = f"needed more than {most.megabytes} MB of memory"
            return Problem("Memory", what, mend="raise --memory-limit")
        return None

    def _crash(self) -> Problem:
        """Return how the process ended by itself, with the last line it said."""
        assert self._process
        self._process.wait()
        code, said = self._process.returncode, self._last_words()
        self.stop()
        how = signal.Signals(-code).name if code < 0 else f"exit code {code}"
        return Problem("Crash", f"its process died of {how}" + (f": {said}" if said else ""))

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
            with suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
            self._process.stdin.close()


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


def _resident(pid: int) -> int:
    """Return the resident memory of a process in MB; 0 where it cannot be told."""
    try:
        return int(Path(f"/proc/{pid}/statm").read_bytes().split()[1]) * _PAGE >> 20
    except (OSError, IndexError):
        return 0
