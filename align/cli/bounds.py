"""Bounds of time and memory on what a command reads, as a batch has them on each pair.

A file made to do harm, as a PDF of one kilobyte that unfolds to gigabytes, ends the command in an error and
leaves the machine to others. Where something is being written meanwhile, what is half-written goes.
"""

from __future__ import annotations

import _thread
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from functools import partial, wraps
from pathlib import Path
from types import FrameType
from typing import Any

import click

from align.cli.choices import Command
from align.cli.speech import option, tell
from align.errors import AlignError
from align.files import remove_unfinished
from align.processes import Bounds, end_children
from align.words import say

SECONDS, MEGABYTES = 600.0, 4096
"""As of a pair in a batch: a hundred times what a long report takes, six times what a book takes."""
SECONDS_IN_ALL = 3600.0
"""Of a command that may be given a whole memory."""
MEGABYTES_TO_READ = 1600
"""For one file without a model, which may be large: sixteen times what a PDF of a thousand pages takes.
With what it may grow to while it is told to end, it is less than 2 GB."""

_LOOK = 0.1
_GRACE, _GROWTH = 5.0, 1.2
"""Seconds that the command has to end by itself, and what it may grow to meanwhile; the C code of a library
cannot be stopped otherwise."""

Watched = Callable[..., AbstractContextManager[None]]
"""Begins what is bounded, with the files it is about: `with watched(file): …`."""


def bounded(megabytes: int = MEGABYTES, seconds: float = SECONDS) -> Callable[[Command], Command]:
    """Add the options that bound a command, and hand it what watches over them, as `watched`."""

    def add(command: Command) -> Command:
        @wraps(command)
        def told(*args: Any, timeout: float, memory_limit: int, **others: Any) -> Any:
            return command(*args, watched=partial(watching, Bounds(timeout, memory_limit)), **others)

        limit = option("--memory-limit", default=megabytes, type=click.IntRange(min=0), show_default=True,
                       metavar="MB", help="Bound of memory; 0: none.")  # fmt: skip
        timeout = option("--timeout", default=seconds, type=click.FloatRange(min=0), show_default=True,
                         metavar="SECONDS", help="Bound of time; 0: none.")  # fmt: skip
        return timeout(limit(told))

    return add


def bounded_in_all(*arguments: str) -> Callable[[Command], Command]:
    """Add the options that bound a command, and watch over all it does; `arguments` name what it reads."""

    def add(command: Command) -> Command:
        @wraps(command)
        def whole(*args: Any, watched: Watched, **others: Any) -> Any:
            with watched(*_files(others[name] for name in arguments)):
                return command(*args, **others)

        return bounded(seconds=SECONDS_IN_ALL)(whole)

    return add


def _files(told: Iterable[Any]) -> Iterator[Path]:
    """Yield the files that arguments hold: one, several or none each."""
    for each in told:
        yield from each if isinstance(each, tuple) else filter(None, (each,))


@contextmanager
def watching(bounds: Bounds, *files: Path) -> Iterator[None]:
    """Watch over what is done inside with some files.

    Raises:
        AlignError: it took more time or memory than it may.
    """
    passed: list[AlignError] = []
    over = threading.Event()
    watch = threading.Thread(
        target=_watch, args=(bounds, ", ".join(map(str, files)), passed, over), daemon=True
    )
    watch.start()
    try:
        with _heard(passed):
            yield
    except KeyboardInterrupt:
        if passed:
            raise passed[0] from None
        raise
    finally:
        over.set()
        watch.join()


@contextmanager
def _heard(passed: Sequence[AlignError]) -> Iterator[None]:
    """Hear the watch where interrupts are ignored, as by a command that a script runs in the background."""
    is_main = threading.current_thread() is threading.main_thread()
    if not is_main or signal.getsignal(signal.SIGINT) is not signal.SIG_IGN:
        yield
        return

    def hear(number: int, frame: FrameType | None) -> None:
        if passed:
            raise KeyboardInterrupt

    signal.signal(signal.SIGINT, hear)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, signal.SIG_IGN)


def _watch(bounds: Bounds, where: str, passed: list[AlignError], over: threading.Event) -> None:
    began = time.monotonic()
    while not over.wait(_LOOK):
        beyond = bounds.beyond(os.getpid(), time.monotonic() - began)
        if not beyond:
            continue
        passed.append(AlignError(beyond.what, where=where, mend=beyond.mend))
        _thread.interrupt_main()
        if not _ends(bounds, over):
            tell(say("Error: {message}", message=passed[0].message))
            end_children()
            remove_unfinished()
            sys.stderr.flush()
            os._exit(2)


def _ends(bounds: Bounds, over: threading.Event) -> bool:
    """Wait for the command to end by itself; tell whether it did."""
    until = time.monotonic() + _GRACE
    most = Bounds(megabytes=int(_GROWTH * bounds.megabytes))
    while not over.wait(_LOOK):
        if time.monotonic() > until or most.beyond(os.getpid(), 0.0):
            return False
    return True
