"""The files that a merge writes: a TMX, or parts of about the size asked for, and the table of conflicts."""

from __future__ import annotations

import json
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import IO, NamedTuple, Protocol

from align.batch.config import BatchSettings
from align.exchange import delimited, tmx
from align.files import write_whole
from align.languages import ORIGINAL
from align.timestamps import given_timestamp

COLUMNS = ("source", "target", "times", "score", "status", "document", "unit", "languages")
"""Of the table of conflicts; `times`: in how many units the two texts stand together."""


class UnitRun(NamedTuple):
    """Units that stay, one behind the other, of one source language."""

    language: str
    lines: memoryview
    """As they stand in a TMX."""
    ends: Sequence[int]
    """Where each ends in the lines."""

    def fitting(self, room: float) -> int:
        """Return how many units begin within so many bytes: the last may go beyond."""
        return min(len(self.ends), bisect_left(self.ends, room) + 1)

    def after(self, count: int) -> UnitRun:
        """Return the piece without so many units."""
        cut = self.ends[count - 1]
        return UnitRun(self.language, self.lines[cut:], [end - cut for end in self.ends[count:]])


class UnitCounts(NamedTuple):
    """How many units there are, how many stay, and how many source texts have several translations."""

    units: int
    kept: int
    conflicts: int


class Chosen(Protocol):
    """What was chosen: units and conflicts come from disk, in their order, once each."""

    counts: UnitCounts

    def pieces(self) -> Iterator[UnitRun]:
        """Yield the units that stay; asked for before the conflicts."""
        ...

    def conflicts(self) -> Iterator[list[str]]:
        """Yield the rows of units whose source has other translations, those of a text together."""
        ...


def write_conflicts(rows: Iterable[list[str]], path: Path, *, safe: bool) -> None:
    """Write the table of conflicts.

    Raises:
        WriteError: the folder cannot be written.
    """
    with write_whole(path) as file:
        delimited.write(chain([COLUMNS], rows), file, safe=safe)


def write_parts(
    pieces: Iterator[UnitRun], out: Path, family: str, settings: BatchSettings
) -> tuple[str, ...]:
    """Write units as TMX into one file, or several of about the size asked for, and return their names.

    Raises:
        WriteError: the folder cannot be written.
    """
    names: list[str] = []
    rest = next(pieces, None)
    while rest or not names:
        names.append(f"{family}-{len(names) + 1:03}.tmx" if settings.part_size else f"{family}.tmx")
        with write_whole(out / names[-1]) as file:
            file.write(_head(rest.language if rest else ORIGINAL, settings))
            rest = _fill(file, rest, pieces, settings.part_size * 2**20)
            file.write(tmx.TAIL.encode())
    return tuple(names)


def _head(language: str, settings: BatchSettings) -> bytes:
    recipe = json.dumps(settings.recipe(), ensure_ascii=False)
    level, created = settings.alignment.level, given_timestamp()
    return tmx.head(language, {"recipe": recipe}, level=level, created=created).encode()


def _fill(file: IO[bytes], piece: UnitRun | None, pieces: Iterator[UnitRun], room: float) -> UnitRun | None:
    """Write units until the file has its size, 0 being none, and return those that found no room."""
    while piece:
        left = room - file.tell()
        if room and left <= 0:
            return piece
        count = piece.fitting(left) if room else len(piece.ends)
        file.write(piece.lines[: piece.ends[count - 1]])
        piece = piece.after(count) if count < len(piece.ends) else next(pieces, None)
    return None
