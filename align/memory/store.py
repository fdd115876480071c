"""Memory: the store of translation units.

    with Memory.open("memory", create=True) as memory:
        memory.add(units)
        for number, source, target in memory.texts([1, 2, 3]): ...

One `Memory` may be shared by threads: each has a connection of its own. Readers never wait; writers wait
for one another. Nothing reads inside a long transaction, so that the log of a busy memory stays short.
"""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import Any

from align.languages import same_language
from align.memory import adding, database
from align.memory.codes_and_props import codes_from, props_from
from align.memory.units import Added, Info, MemoryDocument, Place, Unit

_BATCH = 10_000
"""Units written in one transaction, and read at once: what a crash may lose, and a writer waits for."""


class Memory:
    """A translation memory in a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._local = threading.local()
        self._connections: list[sqlite3.Connection] = []
        self._watching = threading.Lock()
        self._watch: sqlite3.Connection | None = None

    @classmethod
    def open(cls, folder: str | Path, *, create: bool = False) -> Memory:
        """Open the memory in a folder; `create` makes one where there is none.

        Raises:
            ReadError: there is none, it is damaged, or made by a newer version of this program.
            WriteError: it cannot be made.
        """
        memory = cls(Path(folder))
        if create:
            database.create(memory.folder)
        memory._db()
        return memory

    def close(self) -> None:
        """Close all connections."""
        while self._connections:
            self._connections.pop().close()
        self._local, self._watch = threading.local(), None

    def __enter__(self) -> Memory:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def add(self, units: Iterable[Unit], *, progress: Callable[[int], None] | None = None) -> Added:
        """Add units, batch by batch; `progress` is told how many were read.

        A unit that is known gets the places it has not; of two scores the better is kept, of two decisions
        of a person the later. When `units` raises, what came before is kept.

        Raises:
            WriteError: the disk is full, or the memory may not be written.
        """
        rest = iter(units)
        run, added, count = adding.MemoryImport(self._db()), Added(), 0
        failed: Exception | None = None
        while not failed:
            batch: list[Unit] = []
            try:
                batch.extend(islice(rest, _BATCH))  # fills the list up to the unit that fails
            except Exception as error:
                failed = error
            if not batch:
                break
            with self._writing():
                added += run.add(batch)
            count += len(batch)
            if progress:
                progress(count)
        if failed:
            raise failed
        return added

    def forget_older(self, document: str, run: int) -> int:
        """Remove what a document held before an import that found all it holds; return how many units went.

        Units that stand elsewhere too, confirmed ones and those of other languages stay.
        """
        with self._writing() as db:
            return adding.forget_older(db, document, run)

    def remove(self, *, document: str = "", ids: Sequence[int] = ()) -> int:
        """Remove a document with the units that stand nowhere else, or units; return how many units went."""
        with self._writing() as db:
            if document:
                places = "document IN (SELECT id FROM document WHERE name = ?)"
                gone = adding.remove_places(db, places, (document,))
                db.execute("DELETE FROM document WHERE name = ?", (document,))
                return gone
            wanted = "(SELECT value FROM json_each(?))"
            db.execute(f"DELETE FROM place WHERE unit IN {wanted}", (json.dumps(list(ids)),))
            return db.execute(f"DELETE FROM unit WHERE id IN {wanted}", (json.dumps(list(ids)),)).rowcount

    def units(self, ids: Sequence[int]) -> list[Unit]:
        """Return units with their places, in the order asked; those that are no more are left out."""
        wanted = (json.dumps(list(ids)),)
        places: dict[int, list[Place]] = {}
        for number, *place in self._rows(_PLACES, wanted):
            places.setdefault(number, []).append(Place(*place))
        found: dict[int, Unit] = {}
        for row in self._rows(_UNITS, wanted):
            *known, codes, props = row
            own = tuple(places.get(row[0], ()))
            found[row[0]] = Unit(*(*known, own, codes_from(codes), props_from(props)))
        return [found[number] for number in ids if number in found]

    def texts(self, ids: Sequence[int]) -> list[tuple[int, str, str]]:
        """Return id, source and target of units, in the order asked; those that are no more are left out."""
        rows = self._rows(
            "SELECT id, source, target FROM unit WHERE id IN (SELECT value FROM json_each(?))",
            (json.dumps(list(ids)),),
        )
        found = {row[0]: row for row in rows}
        return [found[number] for number in ids if number in found]

    def ids(self, *, document: str = "", year: str = "", status: str = "", language: str = "") -> list[int]:
        """Return the ids of units with a status, with a language, and in documents of a year or a name."""
        wanted, values = ["1"], list[object]()
        if status:
            wanted, values = ["status = ?"], [status]
        if language:
            pairs = self._rows("SELECT id, source, target FROM pair")
            held = [
                number for number, *codes in pairs if any(same_language(code, language) for code in codes)
            ]
            wanted.append("pair IN (SELECT value FROM json_each(?))")
            values.append(json.dumps(held))
        if document or year:
            wanted.append(
                "id IN (SELECT unit FROM place WHERE document IN"
                " (SELECT id FROM document WHERE substr(name, 1, ?) = ? AND substr(date, 1, ?) = ?))"
            )
            values += [len(document), document, len(year), year]
        query = f"SELECT id FROM unit WHERE {' AND '.join(wanted)} ORDER BY id"
        return [row[0] for row in self._rows(query, tuple(values))]

    def stream(self, after: int = 0) -> Iterator[tuple[int, str, str, str, str]]:
        """Yield id, both languages, source and target of the units above an id, ascending."""
        while rows := self._rows(_STREAM, (after, _BATCH)):
            yield from rows
            after = rows[-1][0]

    def each(
        self, *, document: str = "", confirmed_only: bool = False, min_score: float = 0.0
    ) -> Iterator[Unit]:
        """Yield whole units, ascending, all or those of a document, confirmed, of a score."""
        wanted = "score >= ?" + " AND status = 'confirmed'" * confirmed_only
        values: tuple[object, ...] = (min_score,)
        if document:
            wanted += (
                " AND EXISTS (SELECT 1 FROM place JOIN document ON document.id = place.document"
                " WHERE place.unit = unit.id AND document.name = ?)"
            )
            values += (document,)
        after = 0
        query = f"SELECT id FROM unit WHERE id > ? AND {wanted} ORDER BY id LIMIT {_BATCH // 10}"
        while rows := self._rows(query, (after, *values)):
            ids = [row[0] for row in rows]
            yield from self.units(ids)
            after = ids[-1]

    def languages(self) -> list[tuple[str, str, int]]:
        """Return source language, target language and count of units, the commonest first."""
        return self._rows(
            "SELECT pair.source, pair.target, n FROM pair JOIN (SELECT pair, count(*) AS n FROM unit"
            " GROUP BY pair) AS counts ON counts.pair = pair.id ORDER BY n DESC, pair.id"
        )

    def documents(self) -> list[MemoryDocument]:
        """Return the documents with their counts of units, by name."""
        rows = self._rows(
            "SELECT name, max(date), count(DISTINCT unit) FROM place JOIN document ON document.id = document"
            " GROUP BY name ORDER BY name"
        )
        return [MemoryDocument(*row) for row in rows]

    def version(self) -> int:
        """Return a number that changes whenever anybody writes, through this memory or beside it."""
        with self._watching, database.translated(self.folder):
            if self._watch is None:
                self._watch = database.connect(self.folder)
                self._connections.append(self._watch)
            # It tells of what other connections write: so this one writes nothing.
            return int(self._watch.execute("PRAGMA data_version").fetchone()[0])

    def last_id(self) -> int:
        """Return the greatest id ever given to a unit."""
        return int(self._one("SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = 'unit'"))

    def __len__(self) -> int:
        return int(self._one("SELECT count(*) FROM unit"))

    def count_documents(self) -> int:
        """Return how many documents its units stand in."""
        return int(self._one("SELECT count(DISTINCT document) FROM place"))

    def info(self) -> Info:
        """Return the figures of the memory."""
        return Info(
            len(self),
            self._one("SELECT count(*) FROM place"),
            self.count_documents(),
            tuple(self.languages()),
            dict(self._rows("SELECT status, count(*) FROM unit GROUP BY status")),
            self._size(),
            self._one("PRAGMA user_version"),
        )

    def compact(self) -> tuple[int, int]:
        """Give unused room back to the disk; return the size in bytes before and after.

        Raises:
            WriteError: others use the memory, or the disk has no room for a copy.
        """
        before = self._size()
        with database.translated(self.folder):
            self._db().execute("DELETE FROM document WHERE id NOT IN (SELECT document FROM place)")
            self._db().execute("VACUUM")
            self._db().execute("PRAGMA optimize")
            self._db().execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        return before, self._size()

    def _size(self) -> int:
        return sum(path.stat().st_size for path in self.folder.glob(f"{database.NAME}*"))

    def _db(self) -> sqlite3.Connection:
        """Return the connection of this thread."""
        db: sqlite3.Connection | None = getattr(self._local, "db", None)
        if db is None:
            db = self._local.db = database.connect(self.folder)
            self._connections.append(db)
        return db

    def _writing(self) -> AbstractContextManager[sqlite3.Connection]:
        return database.transaction(self._db(), self.folder)

    def _rows(self, query: str, values: tuple[object, ...] = ()) -> list[Any]:
        db = self._db()
        with database.translated(self.folder):
            return db.execute(query, values).fetchall()

    def _one(self, query: str) -> Any:
        return self._rows(query)[0][0]


_UNITS = (
    "SELECT unit.id, pair.source, pair.target, unit.source, unit.target, score, status,"
    " changed_by, changed_at, note, codes, props FROM unit JOIN pair ON pair.id = unit.pair"
    " WHERE unit.id IN (SELECT value FROM json_each(?))"
)
_PLACES = (
    "SELECT unit, name, date, number, tuid, before, after, position, origin FROM place"
    " JOIN document ON document.id = place.document WHERE unit IN (SELECT value FROM json_each(?))"
    " ORDER BY unit, document, position"
)
_STREAM = (
    "SELECT unit.id, pair.source, pair.target, unit.source, unit.target FROM unit"
    " JOIN pair ON pair.id = unit.pair WHERE unit.id > ? ORDER BY unit.id LIMIT ?"
)
