"""Several processes that answer on one port: each listens there, and the system deals connections out.

One of them is the server that was started; it starts the others, again where one of them dies, and ends them
with itself. They share nothing but what they serve.
"""

from __future__ import annotations

import multiprocessing
import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event, Thread
from typing import Any

from align.errors import SettingsError
from align.words import say

Work = Callable[[Callable[[], object]], None]
"""What another process does: it is given what to call once it is ready."""

PAUSE = 1.0
"""Seconds between looks at the others."""


def require_shared_ports() -> None:
    """Refuse several processes where one alone may listen on a port.

    Raises:
        SettingsError: this system is so.
    """
    if not hasattr(socket, "SO_REUSEPORT"):
        raise SettingsError(
            say("on this system one process alone may listen on a port"), mend=say("leave out --workers")
        )


@contextmanager
def helped(work: Work, count: int) -> Iterator[None]:
    """Have so many other processes do some work, from when all of them are ready.

    Args:
        work: can be pickled; ends when it is told to by SIGTERM.
        count: of processes beside this one.
    """
    processes = multiprocessing.get_context("spawn")  # a fork would share connections to databases
    ready, ending = processes.Semaphore(0), Event()

    def start() -> Any:
        process = processes.Process(target=_help, args=(work, ready), daemon=True)
        process.start()
        return process

    helpers = [start() for _ in range(count)]
    for helper in helpers:
        while helper.is_alive() and not ready.acquire(timeout=PAUSE):
            pass

    def keep() -> None:
        while not ending.wait(PAUSE):
            helpers[:] = [helper if helper.is_alive() else start() for helper in helpers]

    keeper = Thread(target=keep, daemon=True)
    keeper.start()
    try:
        yield
    finally:
        ending.set()
        keeper.join()
        for helper in helpers:
            helper.terminate()
        for helper in helpers:
            helper.join()


def _help(work: Work, ready: Any) -> None:
    """Do the work in a process of its own, and end with the one that started it, however that ended."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is meant for the one that was started by hand
    Thread(target=_end_with_parent, daemon=True).start()
    work(ready.release)


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent:
        parent.join()
        signal.raise_signal(signal.SIGTERM)
