"""Hashes of files, kept from run to run: a file that looks as it did when it was read is not read again.

Git tells in the same way whether a file has changed: by its size and times. A file that was written in the
moment before it was read may be written once more without a sign of it, so its hash is not kept.
"""

from __future__ import annotations

import sqlite3
import time
from pathlib import Path

from align.batch.config import hash_of

_RACY = 2 * 10**9
"""Nanoseconds for which a file counts as just written: some file systems count in steps of two seconds."""

_SCHEMA = """
CREATE TABLE IF NOT EXISTS hashed (  -- files as they were read
    path TEXT PRIMARY KEY, size INTEGER NOT NULL, modified INTEGER NOT NULL, changed INTEGER NOT NULL,
    hash TEXT NOT NULL
) WITHOUT ROWID;
"""


class Hashes:
    """The hashes of files that a database remembers."""

    def __init__(self, base: sqlite3.Connection) -> None:
        self._base = base
        self._base.execute(_SCHEMA)
        self._new: dict[str, tuple[int, int, int, str]] = {}

    def of(self, path: Path) -> str:
        """Return the SHA-256 of a file; empty for one that cannot be read."""
        try:
            seen = path.stat()
            looks = (seen.st_size, seen.st_mtime_ns, seen.st_ctime_ns)
            known = self._base.execute("SELECT * FROM hashed WHERE path = ?", (str(path),)).fetchone()
            if known and tuple(known)[1:4] == looks:
                return str(known["hash"])
            began = time.time_ns()
            found = hash_of(path)
        except OSError:
            return ""
        if max(looks[1:]) + _RACY < began:
            self._new[str(path)] = (*looks, found)
        return found

    def save(self) -> None:
        """Keep what was found."""
        rows = ((path, *values) for path, values in self._new.items())
        self._base.execute("BEGIN")
        self._base.executemany("INSERT OR REPLACE INTO hashed VALUES (?, ?, ?, ?, ?)", rows)
        self._base.execute("COMMIT")
