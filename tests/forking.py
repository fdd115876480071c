"""Command lines in processes of their own that find align loaded, which takes a second of the processor each time.

They are forked from a process that did nothing but load it, on systems that can do so. A test of how a process
begins starts Python itself.
"""

import multiprocessing
import os
import subprocess
import sys
from multiprocessing.connection import Connection
from pathlib import Path

_CONTEXT = multiprocessing.get_context("spawn" if sys.platform == "win32" else "forkserver")
_CONTEXT.set_forkserver_preload(
    ["align.cli", "align.pipeline", "align.web.app", "align.web.opening", "uvicorn"]
)


class Forked:
    """A running command line, asked as a `subprocess.Popen` with text on its stdout."""

    def __init__(self, *arguments: str) -> None:
        reading, writing = os.pipe()
        self.stdout = os.fdopen(reading, encoding="utf-8")
        with Connection(writing, readable=False) as said, Connection(os.dup(2), readable=False) as errors:
            given = (arguments, Path.cwd(), dict(os.environ), said, errors)
            self._process = _CONTEXT.Process(target=_run, args=given, daemon=True)
            self._process.start()
        self.pid, self.kill, self.terminate = self._process.pid, self._process.kill, self._process.terminate

    @property
    def returncode(self) -> int | None:
        return self._process.exitcode

    def wait(self, timeout: float | None = None) -> int:
        self._process.join(timeout)
        if self.returncode is None:
            raise subprocess.TimeoutExpired("align", timeout)
        return self.returncode

    def __enter__(self):
        return self

    def __exit__(self, kind, *_) -> None:
        self.stdout.close()
        if kind:
            self.kill()
        self.wait()


def _run(arguments, folder, environment, said, errors) -> None:
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    os.dup2(said.fileno(), 1)
    os.dup2(errors.fileno(), 2)
    said.close()
    errors.close()
    from align.cli import main

    sys.argv = ["align", *arguments]
    main()
