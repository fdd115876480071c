"""How many findings each bitext of a folder has: counted in the background, once as long as it stays."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from threading import Lock, Thread

from align.bitext import Bitext
from align.errors import AlignError
from align.terms import waivers
from align.terms.base import TermBase
from align.terms.check import check
from align.web.findings import is_accepted

_Version = tuple[Path, int, int]
"""A file as it was: its path, when it was changed, its size."""


class FolderCounts:
    """Counts the open findings of files that nobody has open."""

    def __init__(self, base: TermBase, waivers_file: Path) -> None:
        self._base, self._waivers_file = base, waivers_file
        self._counted: dict[_Version, int | None] = {}
        self._lock = Lock()
        self._worker: Thread | None = None

    @property
    def is_busy(self) -> bool:
        """True while counts are still to come."""
        return self._worker is not None and self._worker.is_alive()

    def of(self, path: Path) -> int | None:
        """Return how many findings a file has; None: not counted yet, or it cannot be read."""
        return self._counted.get(_version(path))

    def start(self, paths: Iterable[Path]) -> None:
        """Count what is not counted yet, in the background."""
        missing = [path for path in paths if _version(path) not in self._counted]
        with self._lock:
            if missing and not self.is_busy:
                self._worker = Thread(target=self._count_all, args=(missing,), daemon=True)
                self._worker.start()

    def _count_all(self, paths: list[Path]) -> None:
        for path in paths:
            version = _version(path)
            try:
                self._counted[version] = self._count(path)
            except AlignError:  # the folder view tells what is wrong with the file
                self._counted[version] = None

    def _count(self, path: Path) -> int:
        bitext = Bitext.load(path)
        beads = {unit.id: unit.bead for unit in bitext.units()}
        # Without a model: what stands in a term's place is not shown here.
        found = (f for f in check(bitext, self._base) if not is_accepted(f, beads[f.unit]))
        return len(waivers.unwaived(found, waivers.read(self._waivers_file)))


def _version(path: Path) -> _Version:
    try:
        stat = path.stat()
    except OSError:
        return path, 0, 0
    return path, stat.st_mtime_ns, stat.st_size
