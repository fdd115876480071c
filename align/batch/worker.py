"""A process that does one task after another until its parent is gone.

It is started as `python -m align.batch.worker FD` by `align.batch.bounded`, which can kill it at any
moment without harm to anything else: that is how one file or pair gets its bounds of time and memory, on
our own processes and inside a Dask worker alike.
"""

from __future__ import annotations

import faulthandler
import os
import signal
import sys
import threading
from multiprocessing.connection import Connection

READY = "ready"


def serve(connection: Connection) -> None:
    """Answer every task and argument with the task's result."""
    from align import embed, pipeline  # noqa: F401 - before the clock of the first task runs

    embed.load()
    connection.send(READY)
    while True:
        try:
            task, argument = connection.recv()
        except EOFError:
            return
        connection.send(task(argument))


def _die_with_parent() -> None:
    """Wait for the end of stdin, which the parent holds open as long as it lives, however it ends."""
    os.read(0, 1)
    os.killpg(0, signal.SIGKILL)  # the group: a LibreOffice that reads for us has to go too


if __name__ == "__main__":
    faulthandler.enable()
    threading.Thread(target=_die_with_parent, daemon=True).start()
    serve(Connection(int(sys.argv[1])))
