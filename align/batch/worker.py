"""What runs in a process that does one task after another until its parent is gone.

It is started as `python -m align.batch.worker` by `align.batch.worker_process`, which can end it at any
moment without harm to anything else: that is how one file or pair gets its bounds of time and memory, on
our own processes and inside a Dask worker alike.

Tasks come pickled on stdin and results go pickled to stdout, since every system has these two.
"""

from __future__ import annotations

import faulthandler
import os
import pickle
import sys
import threading
import traceback
from queue import SimpleQueue
from typing import IO, Any

from align.processes import end_with_children

READY = "ready"


def serve(tasks: SimpleQueue[Any], results: IO[bytes]) -> None:
    """Answer every task and argument with the task's result."""
    from align import embed, pipeline  # noqa: F401 - before the clock of the first task runs

    embed.load()
    send(results, READY)
    while True:
        task, argument = tasks.get()
        send(results, task(argument))


def send(stream: IO[bytes], value: object) -> None:
    """Write a value to the process at the other end."""
    # In memory first: a value that cannot be pickled must not leave half of itself in the stream.
    stream.write(pickle.dumps(value, pickle.HIGHEST_PROTOCOL))
    stream.flush()


def _receive(stream: IO[bytes], tasks: SimpleQueue[Any]) -> None:
    """Pass tasks on as they come; the parent holds the stream open as long as it lives, however it ends."""
    try:
        while True:
            tasks.put(pickle.load(stream))
    except EOFError:
        pass
    except Exception:  # a task of a module that is not here: told as this process's last words
        traceback.print_exc()
    end_with_children(os.getpid())  # a LibreOffice that reads for us has to go too


def _own_stdout() -> IO[bytes]:
    """Return stdout for results alone: what a library prints goes nowhere."""
    results = os.fdopen(os.dup(1), "wb")
    with open(os.devnull, "wb") as nowhere:  # noqa: PTH123 - it has no path of its own on every system
        os.dup2(nowhere.fileno(), 1)
    return results


if __name__ == "__main__":
    faulthandler.enable()
    waiting: SimpleQueue[Any] = SimpleQueue()
    threading.Thread(target=_receive, args=(sys.stdin.buffer, waiting), daemon=True).start()
    serve(waiting, _own_stdout())
