"""What all stores have in common: the number of their schema, and the steps from an older one."""

from __future__ import annotations

from align.errors import ReadError
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
