"""How many open findings the bitexts of a folder have: counted in the background, one after another."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from queue import Queue
from threading import Lock, Thread

from align.bitext import Bitext
from align.terms import waivers
from align.web.findings.checker import Checker
from align.web.findings.review_findings import is_accepted

Stamp = tuple[tuple[int, int], ...]
"""Times and sizes of a bitext and of the file of waivers: what a count holds for."""


class FindingCounts:
    """Counts of files as they are now; give `of` to `folder_rows`."""

    def __init__(self, checker: Checker, waivers_file: str | Path) -> None:
        self._checker = checker
        self._waivers = Path(waivers_file)
        self._known: dict[Path, tuple[Stamp, int | None]] = {}
        self._asked: dict[Path, Stamp] = {}
        self._queue: Queue[Path] = Queue()
        self._lock = Lock()
        self._worker: Thread | None = None

    def of(self, path: Path) -> int | None:
        """Return how many open findings a bitext has; None: that is being counted, or it cannot be read."""
        stamp = self._stamp(path)
        with self._lock:
            known, count = self._known.get(path, (None, None))
            if known == stamp:
                return count
            if self._asked.get(path) != stamp:
                self._asked[path] = stamp
                self._queue.put(path)
                self._start()
        return None

    @property
    def is_busy(self) -> bool:
        """True while counts are still to come."""
        return self._queue.unfinished_tasks > 0

    def wait(self) -> None:
        """Return when all that was asked for is counted."""
        self._queue.join()

    def _start(self) -> None:
        if self._worker is None:
            self._worker = Thread(target=self._work, daemon=True)
            self._worker.start()

    def _work(self) -> None:
        while True:
            path = self._queue.get()
            stamp = self._stamp(path)
            count = None
            # Whatever is wrong with one bitext, the others are counted; its own page tells what it is.
            with suppress(Exception):
                count = self._count(path)
            with self._lock:
                self._known[path] = stamp, count
            self._queue.task_done()

    def _count(self, path: Path) -> int:
        bitext = Bitext.load(path)
        rows = list(map(str, range(len(bitext.beads))))
        found = waivers.unwaived(self._checker.whole(bitext, rows), waivers.read(self._waivers))
        return sum(not is_accepted(each, bitext.beads[int(each.unit)]) for each in found)

    def _stamp(self, path: Path) -> Stamp:
        stamps = []
        for each in (path, self._waivers):
            with suppress(OSError):  # it is not there, or has just gone
                stat = each.stat()
                stamps.append((stat.st_mtime_ns, stat.st_size))
        return tuple(stamps)
