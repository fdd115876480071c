"""Other processes, on any system: started apart from us, looked at, and ended with all they started."""

from __future__ import annotations

import os
import signal
import subprocess
from contextlib import suppress
from dataclasses import dataclass
from typing import NamedTuple, TypedDict

from align.words import say

_END = getattr(signal, "SIGKILL", signal.SIGTERM)
"""What no process can refuse. Windows has no SIGKILL, and ends a process that is sent a SIGTERM at once."""


class Apart(TypedDict, total=False):
    """Arguments of `subprocess.Popen` that keep a process from the Ctrl-C that is meant for us."""

    creationflags: int
    start_new_session: bool


def apart() -> Apart:
    """Return the arguments of `Popen` for a process that `end_with_children` can end with all its children.

    On POSIX it leads a session and so a group of its own; on Windows, a process group.
    """
    flag = getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0)
    return {"creationflags": flag} if flag else {"start_new_session": True}


def end_with_children(process_id: int) -> None:
    """End a process that was started `apart`, and every process that it started in turn."""
    if hasattr(os, "killpg"):
        # A group outlives its leader: what a process left behind when it died is ended too.
        with suppress(ProcessLookupError):
            os.killpg(process_id, _END)
        return
    import psutil

    children: list[psutil.Process] = []
    with suppress(psutil.Error, OSError):
        children = psutil.Process(process_id).children(recursive=True)
    with suppress(OSError):
        os.kill(process_id, _END)
    for child in children:
        with suppress(psutil.Error, OSError):
            child.send_signal(_END)


class Beyond(NamedTuple):
    """A bound that was passed: which, and what to say of it."""

    kind: str
    """`Timeout` or `Memory`."""
    what: str
    mend: str


@dataclass(frozen=True, slots=True)
class Bounds:
    """What one task may take; 0: no bound."""

    seconds: float = 0.0
    megabytes: int = 0
    """Resident memory."""

    def beyond(self, process_id: int, seconds: float) -> Beyond | None:
        """Return the bound that a process is beyond that has worked for so long."""
        if self.seconds and seconds > self.seconds:
            what = say("took more than {seconds:g} seconds", seconds=self.seconds)
            return Beyond("Timeout", what, say("raise --timeout"))
        if self.megabytes and resident_megabytes(process_id) > self.megabytes:
            what = say("needed more than {megabytes} MB of memory", megabytes=self.megabytes)
            return Beyond("Memory", what, say("raise --memory-limit"))
        return None


def end_children() -> None:
    """End every process that this one has started, however far they stand apart."""
    import psutil

    with suppress(psutil.Error, OSError):
        for child in psutil.Process().children(recursive=True):
            with suppress(psutil.Error, OSError):
                child.send_signal(_END)


def resident_megabytes(process_id: int) -> int:
    """Return the memory that a process holds, in MB; 0 where the system does not tell."""
    import psutil

    try:
        return int(psutil.Process(process_id).memory_info().rss) >> 20
    except (psutil.Error, OSError):
        return 0


def usable_cores() -> int:
    """Return how many cores this process may use, which a container or `taskset` may have made fewer."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
