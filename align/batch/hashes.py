"""Hashes of files, kept from run to run: a file that looks as it did when it was read is not read again.

Git tells in the same way whether a file has changed: by its size and times. A file that was written in the
moment before it was read may be written once more without a sign of it, so of that nothing is kept.
"""

from __future__ import annotations

import sqlite3
import time
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from align.batch.config import hash_of

_RACY = 2 * 10**9
"""Nanoseconds for which a file counts as just written: some file systems count in steps of two seconds."""

_SCHEMA = """
CREATE TABLE IF NOT EXISTS hashed (  -- files as they were read
    path TEXT PRIMARY KEY, size INTEGER NOT NULL, modified INTEGER NOT NULL, changed INTEGER NOT NULL,
    hash TEXT NOT NULL
) WITHOUT ROWID;
"""


class FileStamp(NamedTuple):
    """How a file looks from outside."""

    values: tuple[int, int, int]
    """Size, and when content and file were changed, in nanoseconds."""
    is_settled: bool
    """It was not written just now: what is read after this look may be kept."""


def looks_of(path: Path) -> FileStamp | None:
    """Return how a file looks, before it is read; nothing of one that is not there."""
    try:
        seen = path.stat()
    except OSError:
        return None
    values = (seen.st_size, seen.st_mtime_ns, seen.st_ctime_ns)
    return FileStamp(values, max(values[1:]) + _RACY < time.time_ns())


class Hashes:
    """The hashes of files that a database remembers."""

    def __init__(self, base: sqlite3.Connection) -> None:
        self._base = base
        self._base.execute(_SCHEMA)
        self._new: dict[str, tuple[int, int, int, str]] = {}

    def of(self, path: Path) -> str:
        """Return the SHA-256 of a file; empty for one that cannot be read."""
        looks = looks_of(path)
        known = self._base.execute("SELECT * FROM hashed WHERE path = ?", (str(path),)).fetchone()
        if known and looks and tuple(known)[1:4] == looks.values:
            return str(known["hash"])
        try:
            found = hash_of(path)
        except OSError:
            return ""
        if looks and looks.is_settled:
            self._new[str(path)] = (*looks.values, found)
        return found

    def save(self) -> None:
        """Keep what was found; on a full disk that is no loss: then the files are read once more."""
        rows = ((path, *values) for path, values in self._new.items())
        with suppress(sqlite3.OperationalError):
            self._base.execute("BEGIN")
            self._base.executemany("INSERT OR REPLACE INTO hashed VALUES (?, ?, ?, ?, ?)", rows)
            self._base.execute("COMMIT")
