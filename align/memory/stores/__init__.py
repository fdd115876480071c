"""Where the units of a memory are kept, behind one interface.

    with open_store("memory", create=True) as store:
        with store.writing() as db:
            db.change("UPDATE unit SET score = ? WHERE id IN ?", (1.0, [1, 2, 3]))
        store.rows("SELECT source FROM unit WHERE id > ?", (1,))

What is asked and written is SQL, once for all stores, in `store`, `adding` and `soundness`: `?` stands for a
value, `IN ?` for any of a list of numbers. Nothing is looked up by an index over texts but by their hash, and
what must be there once is looked for, then inserted: writers wait for one another.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, Protocol, Self

from align.memory.stores import postgresql, postgresql_errors, sqlite

Values = Sequence[object]
MemoryLocation = str | Path
"""Of a memory, as a person names it: a folder, or a database as `postgresql://…`."""


class Writing(Protocol):
    """A transaction: all that is written by it is kept, or nothing."""

    def rows(self, query: str, values: Values = ()) -> list[Any]:
        """Return the rows that a query finds."""
        ...

    def change(self, query: str, values: Values = ()) -> int:
        """Change rows; return how many."""
        ...

    def change_each(self, query: str, rows: Iterable[Values]) -> None:
        """Change something for each of many values."""
        ...

    def insert(self, table: str, **values: object) -> int:
        """Insert a row; return the id that it was given."""
        ...

    def insert_all(self, table: str, columns: Sequence[str], rows: Iterable[Values]) -> None:
        """Insert many rows."""
        ...

    def last_id(self) -> int:
        """Return the greatest id ever given to a unit."""
        ...


class Store(Protocol):
    """The units of one memory. May be shared by threads; readers never wait, writers for one another."""

    @property
    def location(self) -> str:
        """Where it is, as a person names it."""
        ...

    @property
    def name(self) -> str:
        """What it is called among others."""
        ...

    @property
    def is_near(self) -> bool:
        """Whether it is read from this machine's disk: what is over a network may keep one waiting."""
        ...

    @property
    def folder(self) -> Path:
        """Where its indexes and guests are kept on this machine."""
        ...

    def rows(self, query: str, values: Values = ()) -> list[Any]:
        """Return the rows that a query finds.

        Raises:
            ReadError: the store cannot be read.
        """
        ...

    def readable(self, query: str, values: Values = ()) -> tuple[list[Any], bool]:
        """Return the rows that come before whatever is damaged, and whether these are all."""
        ...

    def writing(self) -> AbstractContextManager[Writing]:
        """Begin to write, once no other does.

        Raises:
            WriteError: the store has no room or may not be written, or others write without an end.
        """
        ...

    def faults(self, *, thorough: bool) -> list[str]:
        """Return what is wrong with how it lies on the disk; the first fault, unless it is to be thorough."""
        ...

    def schema(self) -> int:
        """Return the number of its schema."""
        ...

    def changes(self) -> int:
        """Return a number that changes whenever anybody writes, through this store or beside it."""
        ...

    def last_id(self) -> int:
        """Return the greatest id ever given to a unit; all up to it can be read, or are gone."""
        ...

    def size(self) -> int:
        """Return the bytes that it takes."""
        ...

    def compact(self) -> None:
        """Give room that is not used any more back to the disk."""
        ...

    def close(self) -> None:
        """Let go of it."""
        ...

    def __enter__(self) -> Self: ...

    def __exit__(self, *_: object) -> None: ...


def open_store(location: MemoryLocation, *, create: bool = False, damaged: bool = False) -> Store:
    """Open the store of a memory; `create` makes an empty one where there is none.

    One that may be `damaged` is opened to be looked over, though its end be missing, and never written to.

    Raises:
        ReadError: there is none, it is damaged, or made by a newer version of this program.
        WriteError: it cannot be made, or is of an older version and cannot be changed.
    """
    if is_address(location):
        return postgresql.open_store(str(location), create=create)
    return sqlite.open_store(Path(location), create=create, damaged=damaged)


def holds_memory(location: MemoryLocation) -> bool:
    """Tell whether there is a memory."""
    if is_address(location):
        return postgresql.holds_memory(str(location))
    return (Path(location) / sqlite.NAME).exists()


def shown(location: MemoryLocation) -> str:
    """Return a location as it may be shown to anybody: without a password."""
    return postgresql_errors.shown(str(location)) if is_address(location) else str(location)


def is_address(location: MemoryLocation) -> bool:
    """Tell whether a memory is in a database rather than in a folder."""
    return str(location).startswith(postgresql.SCHEMES)
