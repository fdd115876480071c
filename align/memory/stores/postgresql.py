"""A memory on a server of PostgreSQL, where a section has one.

    postgresql://USER@HOST/DATABASE

Whoever writes locks the one row of `translation_memory` first. So writers wait for one another, ids are
committed in their order, and who has seen the greatest has missed none before it; that row says, too, that
the tables are ours, and how often they were changed. Addresses are those of all clients of PostgreSQL
(https://www.postgresql.org/docs/current/libpq-connect.html); errors never show the password in one.
"""

from __future__ import annotations

import logging
import os
import threading
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self, TypeAlias

from align.errors import MissingError, ReadError, WriteError
from align.memory.stores import database
from align.memory.stores.postgresql_connection import patient_connection
from align.memory.stores.postgresql_errors import reason, shown, silent, translated
from align.words import say

if TYPE_CHECKING:
    import psycopg

    Connection: TypeAlias = psycopg.Connection[Any]

SCHEMES = ("postgresql://", "postgres://")
SCHEMA = "postgresql.sql"

_PROGRAM = "align-tm"
_MAKING = 0x414C544D  # the lock of those who make a memory, which has no row to lock yet
_PATIENCE = 120  # seconds that a writer waits for others, and the server for a writer that is silent
_READING = 30.0  # seconds that a reader waits for a connection, and for an answer
_MOST = 8  # connections that read at once: a server has a hundred for all its clients
_CLIENT: dict[str, Any] = {
    "application_name": _PROGRAM,
    "connect_timeout": 10,  # of a server that is away is heard within half a minute
    "tcp_user_timeout": 30_000,
}
_SESSION = {
    "lock_timeout": f"{_PATIENCE}s",
    "idle_in_transaction_session_timeout": f"{_PATIENCE}s",  # a client that hangs keeps nobody waiting
    "plan_cache_mode": "force_custom_plan",  # a plan of when the memory was empty serves it ill
    "client_min_messages": "warning",
}
_TABLES = ("unit", "place", "document", "pair", "run", "translation_memory")


class PostgresqlStore:
    """The store of a memory on a server."""

    is_near = False

    def __init__(self, address: str) -> None:
        self._address = address
        self.location = shown(address)
        self._idle: deque[Any] = deque()
        self._reading = threading.BoundedSemaphore(_MOST)
        self._turn = threading.Lock()
        self.folder = Path()

    @property
    def name(self) -> str:
        """The name of the database."""
        return self.location.partition("?")[0].rpartition("/")[2]

    def close(self) -> None:
        """Close all connections."""
        while self._idle:
            self._idle.pop().close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def open(self, *, create: bool) -> Self:
        """Look whether there is a memory, and bring it up to the schema of today; `create` makes one."""
        with self._lent() as db:
            if not _is_memory(db, self.location):
                if not create:
                    raise database.absent(self.location)
                _create(db, self.location)
            held = _one(db, "SELECT schema FROM translation_memory")
            database.require_known(held, self.location)
            if held < database.VERSION:
                _migrate(db)
            self.folder = _own_folder() / str(_one(db, "SELECT id FROM translation_memory"))
        with suppress(OSError):  # whoever writes into it says what is wrong
            self.folder.mkdir(parents=True, exist_ok=True)
        return self

    def rows(self, query: str, values: Sequence[object] = ()) -> list[Any]:
        """Return the rows that a query finds."""
        with self._read() as db:
            return _rows(db, query, values)

    def readable(self, query: str, values: Sequence[object] = ()) -> tuple[list[Any], bool]:
        """Return the rows that a query finds, or none where one is damaged, and whether these are all."""
        from psycopg import InternalError

        with self._read() as db:
            try:
                return _rows(db, query, values), True
            except InternalError:
                return [], False

    @contextmanager
    def writing(self) -> Iterator[PostgresqlWriting]:
        """Write all or nothing, after waiting for other writers."""
        if not self._turn.acquire(timeout=_PATIENCE):
            raise database.busy(self.location)
        try:
            with self._lent() as db, db.transaction():
                yield PostgresqlWriting(db, _one(db, "SELECT last_id FROM translation_memory FOR UPDATE"))
                db.execute(
                    "UPDATE translation_memory SET changes = changes + 1,"
                    " last_id = greatest(last_id, (SELECT max(id) FROM unit))"
                )
        finally:
            self._turn.release()

    def faults(self, *, thorough: bool) -> list[str]:
        """Return nothing: a server looks after its own pages, and what is damaged shows when it is read."""
        return []

    def schema(self) -> int:
        """Return the number of the schema."""
        return int(self.rows("SELECT schema FROM translation_memory")[0][0])

    def changes(self) -> int:
        """Return a number that changes whenever anybody writes."""
        return int(self.rows("SELECT changes FROM translation_memory")[0][0])

    def last_id(self) -> int:
        """Return the greatest id ever given to a unit."""
        return int(self.rows("SELECT last_id FROM translation_memory")[0][0])

    def size(self) -> int:
        """Return the bytes of all tables and their indexes."""
        tables = " + ".join(f"pg_total_relation_size('{table}')" for table in _TABLES)
        return int(self.rows(f"SELECT {tables}")[0][0])

    def compact(self) -> None:
        """Give room that is not used any more back to the disk."""
        with self._lent() as db:
            for table in _TABLES:
                db.execute(f"VACUUM (FULL, ANALYZE) {table}")

    @contextmanager
    def _read(self) -> Iterator[Connection]:
        """Lend a connection to one who reads, and waits no longer than `_READING`."""
        if not self._reading.acquire(timeout=_READING):
            raise silent(self.location)
        try:
            with self._lent(_READING) as db:
                yield db
        finally:
            self._reading.release()

    @contextmanager
    def _lent(self, patience: float | None = None) -> Iterator[Connection]:
        """Lend a connection to one thread; turn its errors into ours."""
        import psycopg

        try:
            db = self._waiting() or _connect(self._address)
            db.patience = patience
            try:
                yield db
            except TimeoutError:
                db.close()
                raise silent(self.location) from None
            finally:
                if not db.closed:
                    self._idle.append(db)
        except psycopg.Error as error:
            raise translated(error, self.location) from error

    def _waiting(self) -> Any:
        """Return a connection that waits for work; those whose server went away meanwhile are no use."""
        import psycopg

        with suppress(IndexError):
            while True:
                db = self._idle.pop()
                with suppress(psycopg.OperationalError):
                    db.pgconn.consume_input()
                if not db.closed:
                    return db
        return None


class PostgresqlWriting:
    """A transaction at work."""

    def __init__(self, db: Connection, last_id: int) -> None:
        self._db = db
        self._last_id = last_id

    def rows(self, query: str, values: Sequence[object] = ()) -> list[Any]:
        """Return the rows that a query finds."""
        return _rows(self._db, query, values)

    def change(self, query: str, values: Sequence[object] = ()) -> int:
        """Change rows; return how many."""
        count: int = self._db.execute(_spelled(query), values).rowcount
        return count

    def change_each(self, query: str, rows: Iterable[Sequence[object]]) -> None:
        """Change something for each of many values."""
        self._db.cursor().executemany(_spelled(query), rows)

    def insert(self, table: str, **values: object) -> int:
        """Insert a row; return the id that it was given."""
        query = f"{database.insertion(table, values)} RETURNING id"
        return int(_rows(self._db, query, list(values.values()))[0][0])

    def insert_all(self, table: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
        """Insert many rows."""
        with self._db.cursor().copy(f"COPY {table} ({', '.join(columns)}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)

    def last_id(self) -> int:
        """Return the greatest id that was given to a unit before."""
        return self._last_id


def open_store(address: str, *, create: bool) -> PostgresqlStore:
    """Open the store of a memory in a database; `create` makes an empty one where there is none.

    Raises:
        MissingError: what speaks to PostgreSQL is not installed.
        ReadError: there is none, or no server, or a database of another program, or of a newer version.
        WriteError: it cannot be made, or is of an older version and cannot be changed.
    """
    _require_client()
    return PostgresqlStore(address).open(create=create)


def holds_memory(address: str) -> bool:
    """Tell whether there is a memory in a database.

    Raises:
        ReadError: there is no server, or a database of another program.
    """
    _require_client()
    with PostgresqlStore(address) as store, store._lent() as db:
        return _is_memory(db, store.location)


def _require_client() -> None:
    try:
        import psycopg  # noqa: F401
    except ImportError as error:
        raise MissingError(
            say("a memory on PostgreSQL needs the postgres extra"), mend="pip install 'align-tm[postgres]'"
        ) from error
    # Of an error that it raises it also logs that it ended what was begun, which would come out on stderr.
    logging.getLogger("psycopg").addHandler(logging.NullHandler())


def _connect(address: str) -> Any:
    import psycopg
    from psycopg.conninfo import conninfo_to_dict

    try:
        known = conninfo_to_dict(address)
    except psycopg.ProgrammingError as error:
        # What is wrong with it may be its password: nothing of it is told.
        raise ReadError(
            say("this is no address of a database"),
            where=shown(address),
            mend=say("write postgresql://USER@HOST/DATABASE"),
        ) from error
    db = patient_connection().connect(**(_CLIENT | known), client_encoding="UTF8", autocommit=True)
    db.execute(";".join(f"SET {name} = '{value}'" for name, value in _SESSION.items()))
    return db


def _is_memory(db: Connection, location: str) -> bool:
    """Tell whether a database holds a memory; false: it is empty."""
    held = _rows(
        db,
        "SELECT relname, attname FROM pg_class JOIN pg_attribute ON attrelid = pg_class.oid"
        " WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'p')",
    )
    marked = ("translation_memory", "program") in held
    ours = marked and _rows(db, "SELECT program FROM translation_memory") == [(_PROGRAM,)]
    if held and not ours:
        raise ReadError(
            say("this database is no translation memory"),
            where=location,
            mend=say("name a database that no other program uses"),
        )
    return bool(ours)


def _create(db: Connection, location: str) -> None:
    """Make an empty memory in an empty database: all its tables, or none."""
    import psycopg

    encoding = _one(db, "SHOW server_encoding")
    if encoding != "UTF8":
        raise WriteError(
            say("this database holds texts in {encoding} alone", encoding=encoding),
            where=location,
            mend=say("make one with: createdb --encoding=UTF8 --template=template0 NAME"),
        )
    try:
        with db.transaction():
            db.execute(f"SELECT pg_advisory_xact_lock({_MAKING})")
            if not _is_memory(db, location):  # another process may have been faster while this one waited
                db.execute(database.schema(SCHEMA))
                db.execute(
                    "INSERT INTO translation_memory (program, schema) VALUES (%s, %s)",
                    (_PROGRAM, database.VERSION),
                )
    except psycopg.ProgrammingError as error:
        raise WriteError(
            say("no memory can be made: {reason}", reason=reason(error)),
            where=location,
            mend=say("ask for permission to make tables there"),
        ) from error


def _migrate(db: Connection) -> None:
    with db.transaction():
        held = _one(db, "SELECT schema FROM translation_memory FOR UPDATE")
        for number, statements in database.steps(held):
            for statement in statements:
                db.execute(statement)
            db.execute("UPDATE translation_memory SET schema = %s", (number,))


def _rows(db: Connection, query: str, values: Sequence[object] = ()) -> list[Any]:
    found: list[Any] = db.execute(_spelled(query), values).fetchall()
    return found


def _one(db: Connection, query: str) -> Any:
    return _rows(db, query)[0][0]


def _own_folder() -> Path:
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local/share") / "align-tm/memories"


def _spelled(query: str) -> str:
    return query.replace("IN ?", "= ANY (?)").replace("?", "%s")
