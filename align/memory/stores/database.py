"""What all stores have in common: schemas and the steps between them, how rows go in, what is refused."""

from __future__ import annotations

from collections.abc import Collection
from importlib.resources import files

from align.errors import ReadError, WriteError
from align.words import say

VERSION = 2
"""Number of the schema in sqlite.sql, and in those of other stores."""

MIGRATIONS: dict[int, str] = {
    1: "ALTER TABLE unit ADD COLUMN codes TEXT NOT NULL DEFAULT '';"
    " ALTER TABLE unit ADD COLUMN props TEXT NOT NULL DEFAULT ''",
}
"""From a version to the next: statements that turn a memory of the one into the other."""


def require_known(held: int, where: str) -> None:
    """Refuse a schema that only a newer version of this program knows.

    Raises:
        ReadError: it is one.
    """
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


def steps(held: int) -> list[tuple[int, list[str]]]:
    """Return what brings a schema up to that of today: each number, and the statements that lead to it."""
    return [(number + 1, MIGRATIONS[number].split(";")) for number in range(held, VERSION)]


def schema(file: str) -> str:
    """Return the statements of a schema, which stands beside this module."""
    return files(__package__).joinpath(file).read_text(encoding="utf-8")


def insertion(table: str, columns: Collection[str]) -> str:
    """Return the statement that inserts a row."""
    return f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"


def absent(where: str) -> ReadError:
    """Return what to say where there is no memory."""
    return ReadError(say("there is no memory here"), where=where, mend=say("make one with `align tm add`"))


def busy(where: str) -> WriteError:
    """Return what to say where others write without an end."""
    return WriteError(say("others are writing to this memory"), where=where, mend=say("try again later"))


def full(where: str) -> WriteError:
    """Return what to say where the disk has no room."""
    return WriteError(
        say("the disk is full"), where=where, mend=say("make room; what was written before is safe")
    )


def read_only(where: str) -> WriteError:
    """Return what to say where a memory may be read alone."""
    return WriteError(
        say("the memory may not be written"), where=where, mend=say("ask for permission to write it")
    )


def damaged(reason: str, where: str) -> ReadError:
    """Return what to say where a memory cannot be read, or not what was stored."""
    return ReadError(
        say("the memory is damaged: {reason}", reason=reason),
        where=where,
        mend=say("save what is whole by `align tm check --repair`, restore a copy, or add its files anew"),
    )
