"""Work done in a second process: checks of a large bitext have parts that do not need one another.

A fork needs no copy of what it works on. Where there is none (Windows), where it would be unsafe (other
threads run) or useless (one core), or where it died, the work is done here, when its result is asked for.
"""

from __future__ import annotations

import multiprocessing
import os
import threading
from collections.abc import Callable
from functools import partial
from typing import Any

Work = Callable[[], Any]


def in_second_process(*works: Work, worth: bool) -> list[Work]:
    """Begin pieces of work, one after the other, and return what waits for the result of each.

    Args:
        works: pure functions; their results must pickle.
        worth: False: they are too little for a process of their own.
    """
    if not worth or not _can_fork():
        return list(works)
    context = multiprocessing.get_context("fork")
    receiving, sending = context.Pipe(duplex=False)
    process = context.Process(target=_send, args=(works, sending), daemon=True)
    process.start()
    sending.close()
    done: list[Any] = []

    def result(number: int) -> Any:
        while len(done) <= number:
            try:
                done.append(receiving.recv())
            except EOFError:  # it was killed, or failed: what is wrong will show here
                done.append(works[len(done)]())
        if len(done) == len(works):
            process.join()
        return done[number]

    return [partial(result, number) for number in range(len(works))]


def _can_fork() -> bool:
    alone = threading.active_count() == 1 and not multiprocessing.current_process().daemon
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return alone and cores > 1 and "fork" in multiprocessing.get_all_start_methods()


def _send(works: tuple[Work, ...], sending: Any) -> None:
    for work in works:
        sending.send(work())
