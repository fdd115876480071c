"""Memory: the store of translation units.

    with Memory.open("memory", create=True) as memory:
        memory.add(units)
        for number, source, target in memory.texts([1, 2, 3]): ...

One `Memory` may be shared by threads. Readers never wait; writers wait for one another. Where the units are
kept is the affair of `stores`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import Any

from align.languages import same_language
from align.memory import adding
from align.memory.codes_and_props import codes_from, props_from
from align.memory.stores import MemoryLocation, Store, open_store
from align.memory.units import Added, Info, MemoryDocument, Place, Unit

_BATCH = 10_000
"""Units written in one transaction, and read at once: what a crash may lose, and a writer waits for."""


class Memory:
    """A translation memory."""

    def __init__(self, store: Store) -> None:
        self._store = store

    @classmethod
    def open(cls, location: MemoryLocation, *, create: bool = False) -> Memory:
        """Open a memory; `create` makes one where there is none.

        Raises:
            ReadError: there is none, it is damaged, or made by a newer version of this program.
            WriteError: it cannot be made.
        """
        return cls(open_store(location, create=create))

    @property
    def location(self) -> str:
        """Where it is, as a person names it."""
        return self._store.location

    @property
    def name(self) -> str:
        """What it is called among others."""
        return self._store.name

    @property
    def is_near(self) -> bool:
        """Whether it is read from this machine's disk: what is over a network may keep one waiting."""
        return self._store.is_near

    @property
    def folder(self) -> Path:
        """Where its indexes and guests are kept on this machine."""
        return self._store.folder

    def close(self) -> None:
        """Close all connections."""
        self._store.close()

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
        run, added, count = adding.MemoryImport(), Added(), 0
        failed: Exception | None = None
        while not failed:
            batch: list[Unit] = []
            try:
                batch.extend(islice(rest, _BATCH))  # fills the list up to the unit that fails
            except Exception as error:
                failed = error
            if not batch:
                break
            with self._store.writing() as db:
                added += run.add(db, batch)
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
        with self._store.writing() as db:
            return adding.forget_older(db, document, run)

    def remove(self, *, document: str = "", ids: Sequence[int] = ()) -> int:
        """Remove a document with the units that stand nowhere else, or units; return how many units went."""
        with self._store.writing() as db:
            if document:
                places = "document IN (SELECT id FROM document WHERE name = ?)"
                gone = adding.remove_places(db, places, (document,))
                db.change("DELETE FROM document WHERE name = ?", (document,))
                return gone
            db.change("DELETE FROM place WHERE unit IN ?", (list(ids),))
            return db.change("DELETE FROM unit WHERE id IN ?", (list(ids),))

    def units(self, ids: Sequence[int]) -> list[Unit]:
        """Return units with their places, in the order asked; those that are no more are left out."""
        wanted = (list(ids),)
        places: dict[int, list[Place]] = {}
        for number, *place in self._store.rows(_PLACES, wanted):
            places.setdefault(number, []).append(Place(*place))
        found: dict[int, Unit] = {}
        for row in self._store.rows(_UNITS, wanted):
            *known, codes, props = row
            own = tuple(places.get(row[0], ()))
            found[row[0]] = Unit(*(*known, own, codes_from(codes), props_from(props)))
        return [found[number] for number in ids if number in found]

    def texts(self, ids: Sequence[int]) -> list[tuple[int, str, str]]:
        """Return id, source and target of units, in the order asked; those that are no more are left out."""
        rows = self._store.rows("SELECT id, source, target FROM unit WHERE id IN ?", (list(ids),))
        found = {row[0]: row for row in rows}
        return [found[number] for number in ids if number in found]

    def ids(self, *, document: str = "", year: str = "", status: str = "", language: str = "") -> list[int]:
        """Return the ids of units with a status, with a language, and in documents of a year or a name."""
        wanted, values = ["1 = 1"], list[object]()
        if status:
            wanted, values = ["status = ?"], [status]
        if language:
            pairs = self._store.rows("SELECT id, source, target FROM pair")
            held = [
                number for number, *codes in pairs if any(same_language(code, language) for code in codes)
            ]
            wanted.append("pair IN ?")
            values.append(held)
        if document or year:
            wanted.append(
                "id IN (SELECT unit FROM place WHERE document IN"
                " (SELECT id FROM document WHERE substr(name, 1, ?) = ? AND substr(date, 1, ?) = ?))"
            )
            values += [len(document), document, len(year), year]
        query = f"SELECT id FROM unit WHERE {' AND '.join(wanted)} ORDER BY id"
        return [row[0] for row in self._store.rows(query, values)]

    def stream(self, after: int = 0) -> Iterator[tuple[int, str, str, str, str]]:
        """Yield id, both languages, source and target of the units above an id, ascending."""
        while rows := self._store.rows(_STREAM, (after, _BATCH)):
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
        while rows := self._store.rows(query, (after, *values)):
            ids = [row[0] for row in rows]
            yield from self.units(ids)
            after = ids[-1]

    def languages(self) -> list[tuple[str, str, int]]:
        """Return source language, target language and count of units, the commonest first."""
        return self._store.rows(
            "SELECT pair.source, pair.target, n FROM pair JOIN (SELECT pair, count(*) AS n FROM unit"
            " GROUP BY pair) AS counts ON counts.pair = pair.id ORDER BY n DESC, pair.id"
        )

    def documents(self) -> list[MemoryDocument]:
        """Return the documents with their counts of units, by name."""
        rows = self._store.rows(
            "SELECT name, max(date), count(DISTINCT unit) FROM place JOIN document ON document.id = document"
            " GROUP BY name ORDER BY name"
        )
        return [MemoryDocument(*row) for row in rows]

    def version(self) -> int:
        """Return a number that changes whenever anybody writes, through this memory or beside it."""
        return self._store.changes()

    def last_id(self) -> int:
        """Return the greatest id ever given to a unit."""
        return self._store.last_id()

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
            dict(self._store.rows("SELECT status, count(*) FROM unit GROUP BY status")),
            self._store.size(),
            self._store.schema(),
        )

    def compact(self) -> tuple[int, int]:
        """Give unused room back to the disk; return the size in bytes before and after.

        Raises:
            WriteError: others use the memory, or the disk has no room for a copy.
        """
        before = self._store.size()
        with self._store.writing() as db:
            db.change("DELETE FROM document WHERE id NOT IN (SELECT document FROM place)")
        self._store.compact()
        return before, self._store.size()

    def _one(self, query: str) -> Any:
        return self._store.rows(query)[0][0]


_UNITS = (
    "SELECT unit.id, pair.source, pair.target, unit.source, unit.target, score, status,"
    " changed_by, changed_at, note, codes, props FROM unit JOIN pair ON pair.id = unit.pair"
    " WHERE unit.id IN ?"
)
_PLACES = (
    "SELECT unit, name, date, number, tuid, before, after, position, origin FROM place"
    " JOIN document ON document.id = place.document WHERE unit IN ?"
    " ORDER BY unit, document, position"
)
_STREAM = (
    "SELECT unit.id, pair.source, pair.target, unit.source, unit.target FROM unit"
    " JOIN pair ON pair.id = unit.pair WHERE unit.id > ? ORDER BY unit.id LIMIT ?"
)
