"""Work done beside other work, in a second process: checks of a large bitext have two halves.

A fork needs no copy of what it works on. Where there is none (Windows), where it would be unsafe (other
threads run) or useless (one core), or where it died, the work is done here, when its result is asked for.
"""

from __future__ import annotations

import multiprocessing
import os
import threading
from collections.abc import Callable
from typing import Any, TypeVar

T = TypeVar("T")


def beside(work: Callable[[], T], *, worth: bool) -> Callable[[], T]:
    """Begin a piece of work, and return what waits for its result.

    Args:
        work: a pure function; its result must pickle.
        worth: False: it is too little for a process of its own.
    """
    if not worth or not _can_fork():
        return work
    context = multiprocessing.get_context("fork")
    receiving, sending = context.Pipe(duplex=False)
    process = context.Process(target=_send, args=(work, sending), daemon=True)
    process.start()
    sending.close()

    def result() -> T:
        try:
            done: T = receiving.recv()
        except EOFError:  # it was killed, or failed: what is wrong will show here
            done = work()
        process.join()
        return done

    return result


def _can_fork() -> bool:
    alone = threading.active_count() == 1 and not multiprocessing.current_process().daemon
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return alone and cores > 1 and "fork" in multiprocessing.get_all_start_methods()


def _send(work: Callable[[], T], sending: Any) -> None:
    sending.send(work())
