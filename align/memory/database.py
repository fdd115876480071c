"""The SQLite file of a memory: made whole, opened with care, its errors in our words.

Write-ahead logging: readers never wait for a writer, writers wait for one another. Every commit is
flushed to disk (`synchronous=FULL`): batches are large, so that safety costs next to nothing.
"""

from __future__ import annotations

import os
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from importlib.resources import files
from pathlib import Path

from align.errors import AlignError, ReadError, WriteError, reason_of
from align.files import share_mode
from align.words import say

NAME = "memory.sqlite"

VERSION = 2
"""Number of the schema in schema.sql."""

MIGRATIONS: dict[int, str] = {
    1: "ALTER TABLE unit ADD COLUMN codes TEXT NOT NULL DEFAULT '';"
    " ALTER TABLE unit ADD COLUMN props TEXT NOT NULL DEFAULT ''",
}
"""From a version to the next: statements that turn a memory of the one into the other."""

_APPLICATION = 0x414C544D  # "ALTM", in the header of the file: tells a memory from any other database
_PATIENCE = 120.0  # seconds that a writer waits for others


def create(folder: Path) -> None:
    """Make an empty memory, unless there is one.

    It is made beside its name and linked to it when whole: whoever is stopped leaves nothing half-made,
    and of two who make it at once one wins.

    Raises:
        WriteError: the folder cannot be made or written.
    """
    if (folder / NAME).exists():
        return
    temporary = ""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(prefix=f".{NAME}.", suffix=".part", dir=folder)
        os.close(handle)
        with closing(sqlite3.connect(temporary, isolation_level=None)) as db:
            db.execute("PRAGMA journal_mode = WAL")
            db.executescript(f"BEGIN; {schema()} {_stamp(VERSION)} COMMIT;")
        share_mode(temporary)
        with suppress(FileExistsError):
            os.link(temporary, folder / NAME)
    except (OSError, sqlite3.Error) as error:
        raise WriteError(
            say("no memory can be made: {reason}", reason=reason_of(error)),
            where=str(folder),
            mend=say("name a folder you may write"),
        ) from error
    finally:
        if temporary:
            Path(temporary).unlink(missing_ok=True)


def connect(folder: Path) -> sqlite3.Connection:
    """Open the store of a memory, brought up to the schema of today.

    Raises:
        ReadError: there is none, it is damaged, no memory, or of a newer version of this program.
        WriteError: it is of an older one and cannot be changed.
    """
    path = folder / NAME
    if not path.is_file():
        raise ReadError(
            say("there is no memory here"), where=str(folder), mend=say("make one with `align tm add`")
        )
    uri = f"{path.resolve().as_uri()}?{_mode(folder)}"
    with translated(folder):
        # Threads have a connection each; the memory closes them all from one.
        db = sqlite3.connect(uri, uri=True, timeout=_PATIENCE, isolation_level=None, check_same_thread=False)
        try:
            _check(db, folder)
            db.execute("PRAGMA synchronous = FULL")
            db.execute("PRAGMA cache_size = -32768")
        except BaseException:
            db.close()
            raise
    return db


@contextmanager
def translated(folder: Path) -> Iterator[None]:
    """Turn the errors of SQLite into ours."""
    try:
        yield
    except sqlite3.Error as error:
        raise _error(error, folder) from error


@contextmanager
def transaction(db: sqlite3.Connection, folder: Path) -> Iterator[sqlite3.Connection]:
    """Write all or nothing, after waiting for other writers.

    Raises:
        WriteError: the disk is full, or the memory may not be written.
    """
    with translated(folder):
        db.execute("BEGIN IMMEDIATE")
        try:
            yield db
            db.execute("COMMIT")
        except BaseException:
            if db.in_transaction:  # a full disk has rolled it back already
                db.execute("ROLLBACK")
            raise


def schema() -> str:
    """Return the statements of schema.sql."""
    return files("align.memory").joinpath("schema.sql").read_text(encoding="utf-8")


def version(db: sqlite3.Connection) -> int:
    """Return the number of a store's schema."""
    return int(db.execute("PRAGMA user_version").fetchone()[0])


def _mode(folder: Path) -> str:
    if os.access(folder, os.W_OK):
        return "mode=rw"
    # SQLite wants to make a log beside the file, unless it is sure that nobody changes it.
    return "mode=ro" if (folder / f"{NAME}-wal").exists() else "mode=ro&immutable=1"


def _check(db: sqlite3.Connection, folder: Path) -> None:
    where = str(folder / NAME)
    if db.execute("PRAGMA application_id").fetchone()[0] != _APPLICATION:
        raise ReadError(
            say("this database is no translation memory"), where=where, mend=say("name another folder")
        )
    held = version(db)
    if held > VERSION:
        raise ReadError(
            say(
                "a newer version of align-tm made this memory (schema {held}, known is {version})",
                held=held,
                version=VERSION,
            ),
            where=where,
            mend=say("update with: pip install -U align-tm"),
        )
    if held < VERSION:
        _migrate(db, folder)


def _migrate(db: sqlite3.Connection, folder: Path) -> None:
    with transaction(db, folder):
        # Another process may have been faster while this one waited.
        for step in range(version(db), VERSION):
            for statement in f"{MIGRATIONS[step]}; {_stamp(step + 1)}".split(";"):
                db.execute(statement)


def _stamp(number: int) -> str:
    return f"PRAGMA application_id = {_APPLICATION}; PRAGMA user_version = {number};"


def _error(error: sqlite3.Error, folder: Path) -> AlignError:
    reason, where = str(error), str(folder / NAME)
    if "locked" in reason:
        return WriteError(say("others are writing to this memory"), where=where, mend=say("try again later"))
    if "full" in reason:
        return WriteError(
            say("the disk is full"), where=where, mend=say("make room; what was written before is safe")
        )
    if "readonly" in reason:
        return WriteError(
            say("the memory may not be written"), where=where, mend=say("ask for permission to write it")
        )
    if isinstance(error, sqlite3.OperationalError):
        return ReadError(
            say("the memory cannot be used: {reason}", reason=reason), where=where, mend=say("check the disk")
        )
    return ReadError(
        say("the memory is damaged: {reason}", reason=reason),
        where=where,
        mend=say("restore it from a copy, or add its files anew"),
    )
