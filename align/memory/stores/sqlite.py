"""A memory in a folder, in a file of SQLite: made whole, opened with care, its errors in our words.

Write-ahead logging: readers never wait for a writer, writers wait for one another. Every commit is
flushed to disk (`synchronous=FULL`): batches are large, so that safety costs next to nothing. Each thread
has a connection of its own. Nothing reads inside a long transaction: the log of a busy memory stays short.
"""

from __future__ import annotations

import json
import os
import sqlite3
import tempfile
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any, Self

from align.errors import AlignError, ReadError, WriteError, reason_of
from align.files import share_mode
from align.memory.stores import database
from align.words import say

NAME = "memory.sqlite"
SCHEMA = "sqlite.sql"

_APPLICATION = 0x414C544D  # "ALTM", in the header of the file: tells a memory from any other database
_PATIENCE = 120.0  # seconds that a writer waits for others
_MOST_NAMED = 20
"""Damaged pages that SQLite names one by one: more would say no more."""


class SqliteStore:
    """The store of a memory in a folder."""

    is_near = True

    def __init__(self, folder: Path, *, damaged: bool = False) -> None:
        self.folder = folder
        self._damaged = damaged
        self._local = threading.local()
        self._connections: list[sqlite3.Connection] = []
        self._watching = threading.Lock()
        self._watch: sqlite3.Connection | None = None

    @property
    def location(self) -> str:
        """The folder."""
        return str(self.folder)

    @property
    def name(self) -> str:
        """The name of the folder."""
        return self.folder.resolve().name

    def close(self) -> None:
        """Close all connections."""
        while self._connections:
            self._connections.pop().close()
        self._local, self._watch = threading.local(), None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def rows(self, query: str, values: Sequence[object] = ()) -> list[Any]:
        """Return the rows that a query finds."""
        db = self.connection()
        with _translated(self.folder):
            return _run(db, query, values).fetchall()

    def readable(self, query: str, values: Sequence[object] = ()) -> tuple[list[Any], bool]:
        """Return the rows that come before whatever is damaged, and whether these are all."""
        db, found = self.connection(), []
        try:
            for row in _run(db, query, values):
                found.append(row)
        except (sqlite3.DatabaseError, UnicodeDecodeError):
            return found, False
        return found, True

    @contextmanager
    def writing(self) -> Iterator[SqliteWriting]:
        """Write all or nothing, after waiting for other writers."""
        with _transaction(self.connection(), self.folder) as db:
            yield SqliteWriting(db)

    def faults(self, *, thorough: bool) -> list[str]:
        """Return what SQLite finds wrong with the pages of the file."""
        check = f"integrity_check({_MOST_NAMED})" if thorough else "quick_check(1)"
        try:
            found = [row[0] for row in self.connection().execute(f"PRAGMA {check}")]
        except sqlite3.DatabaseError as error:
            found = [str(error)]
        lines = (line for each in found for line in each.splitlines())
        # It heads what is wrong with *** in database main ***
        return [line for line in lines if line != "ok" and not line.startswith("***")]

    def schema(self) -> int:
        """Return the number of the schema of the file."""
        return int(self.rows("PRAGMA user_version")[0][0])

    def changes(self) -> int:
        """Return a number that changes whenever anybody writes."""
        with self._watching, _translated(self.folder):
            if self._watch is None:
                self._watch = _connect(self.folder, damaged=self._damaged)
                self._connections.append(self._watch)
            # It tells of what other connections write: so this one writes nothing.
            return int(self._watch.execute("PRAGMA data_version").fetchone()[0])

    def last_id(self) -> int:
        """Return the greatest id ever given to a unit."""
        return int(self.rows(_LAST_ID)[0][0])

    def size(self) -> int:
        """Return the bytes of the file and its log."""
        return sum(path.stat().st_size for path in self.folder.glob(f"{NAME}*"))

    def compact(self) -> None:
        """Give room that is not used any more back to the disk."""
        with _translated(self.folder):
            db = self.connection()
            db.execute("VACUUM")
            db.execute("PRAGMA optimize")
            db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()

    def connection(self) -> sqlite3.Connection:
        """Return the connection of this thread."""
        db: sqlite3.Connection | None = getattr(self._local, "db", None)
        if db is None:
            db = self._local.db = _connect(self.folder, damaged=self._damaged)
            self._connections.append(db)
        return db


class SqliteWriting:
    """A transaction at work."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def rows(self, query: str, values: Sequence[object] = ()) -> list[Any]:
        """Return the rows that a query finds."""
        return _run(self._db, query, values).fetchall()

    def change(self, query: str, values: Sequence[object] = ()) -> int:
        """Change rows; return how many."""
        return _run(self._db, query, values).rowcount

    def change_each(self, query: str, rows: Iterable[Sequence[object]]) -> None:
        """Change something for each of many values."""
        self._db.executemany(query, rows)

    def insert(self, table: str, **values: object) -> int:
        """Insert a row; return the id that it was given."""
        query = database.insertion(table, values)
        return int(self._db.execute(query, tuple(values.values())).lastrowid or 0)

    def insert_all(self, table: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
        """Insert many rows."""
        self._db.executemany(database.insertion(table, columns), rows)

    def last_id(self) -> int:
        """Return the greatest id ever given to a unit."""
        return int(self.rows(_LAST_ID)[0][0])


_LAST_ID = "SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = 'unit'"


def open_store(folder: Path, *, create: bool, damaged: bool = False) -> SqliteStore:
    """Open the store of a memory in a folder; `create` makes an empty one where there is none.

    Raises:
        ReadError: there is none, it is damaged, no memory, or of a newer version of this program.
        WriteError: it cannot be made, or is of an older version and cannot be changed.
    """
    if create:
        _create(folder)
    store = SqliteStore(folder, damaged=damaged)
    store.connection()
    return store


def _run(db: sqlite3.Connection, query: str, values: Sequence[object]) -> sqlite3.Cursor:
    # A list is one value here, whatever its length: there is a bound on how many values a query may have.
    plain = [json.dumps(value) if isinstance(value, list) else value for value in values]
    return db.execute(query.replace("IN ?", "IN (SELECT value FROM json_each(?))"), plain)


def _create(folder: Path) -> None:
    """Make an empty memory, unless there is one.

    It is made beside its name and linked to it when whole: whoever is stopped leaves nothing half-made,
    and of two who make it at once one wins.
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
            db.executescript(f"BEGIN; {database.schema(SCHEMA)} {_stamp(database.VERSION)} COMMIT;")
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


def _connect(folder: Path, *, damaged: bool) -> sqlite3.Connection:
    """Open the file, brought up to the schema of today."""
    path = folder / NAME
    if not path.is_file():
        raise database.absent(str(folder))
    uri = f"{path.resolve().as_uri()}?{_mode(folder)}"
    with _translated(folder):
        # Threads have a connection each; the store closes them all from one.
        db = sqlite3.connect(uri, uri=True, timeout=_PATIENCE, isolation_level=None, check_same_thread=False)
        try:
            if damaged:  # or SQLite refuses a file that is shorter than its header says
                db.execute("PRAGMA writable_schema = ON")
            _check(db, folder)
            db.execute("PRAGMA synchronous = FULL")
            db.execute("PRAGMA cache_size = -32768")
        except BaseException:
            db.close()
            raise
    return db


@contextmanager
def _translated(folder: Path) -> Iterator[None]:
    """Turn the errors of SQLite into ours."""
    try:
        yield
    except sqlite3.Error as error:
        raise _error(error, folder) from error


@contextmanager
def _transaction(db: sqlite3.Connection, folder: Path) -> Iterator[sqlite3.Connection]:
    with _translated(folder):
        db.execute("BEGIN IMMEDIATE")
        try:
            yield db
            db.execute("COMMIT")
        except BaseException:
            if db.in_transaction:  # a full disk has rolled it back already
                db.execute("ROLLBACK")
            raise


def _version(db: sqlite3.Connection) -> int:
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
    held = _version(db)
    database.require_known(held, where)
    if held < database.VERSION:
        _migrate(db, folder)


def _migrate(db: sqlite3.Connection, folder: Path) -> None:
    with _transaction(db, folder):
        # Another process may have been faster while this one waited.
        for number, statements in database.steps(_version(db)):
            for statement in [*statements, *_stamp(number).split(";")]:
                db.execute(statement)


def _stamp(number: int) -> str:
    return f"PRAGMA application_id = {_APPLICATION}; PRAGMA user_version = {number};"


def _error(error: sqlite3.Error, folder: Path) -> AlignError:
    reason, where = str(error), str(folder / NAME)
    if "locked" in reason:
        return database.busy(where)
    if "full" in reason:
        return database.full(where)
    if "readonly" in reason:
        return database.read_only(where)
    if isinstance(error, sqlite3.OperationalError):
        return ReadError(
            say("the memory cannot be used: {reason}", reason=reason), where=where, mend=say("check the disk")
        )
    return database.damaged(reason, where)
