"""The journal of a review: a line an edit, on disk before the edit is answered.

    {"format":"align-review","version":1,"rows":300,"digest":"9f3c…"}      the bitext it began with
    {"version":1,"name":"merge","person":"Li Wei","at":"20261122T…","arguments":{"i":4},
     "first":4,"removed":[…],"added":[…],"of":0}                           an edit, with the beads it replaced
    {"saved":1,"digest":"b41a…"}                                           the bitext was written with edit 1

A mark `saved` comes before the file it tells of: where the file has that digest, it was written, and only
the edits after it are to be replayed. Nothing is ever taken out. A last line that was cut short is an edit
nobody was answered for; it is cut off.
"""

from __future__ import annotations

import errno
import hashlib
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from io import FileIO
from pathlib import Path
from typing import Any

from align.bitext import Bead, Bitext, Side
from align.errors import AlignError, ReadError, WriteError
from align.files import lock
from align.moment import moment

FORMAT = "align-review"
VERSION = 1


class InUseError(AlignError):
    """Another server has the bitext open."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One edit: beads `removed`, from row `first` on, gave way to beads `added`."""

    version: int
    """The version it led to: entries count from 1 without a gap."""
    name: str
    person: str
    at: str
    """UTC, `YYYYMMDDThhmmssZ`."""
    first: int
    removed: tuple[Bead, ...]
    added: tuple[Bead, ...]
    arguments: Mapping[str, Any] = field(default_factory=dict)
    of: int = 0
    """The version of the edit that this one takes back (`undo`) or makes again (`redo`)."""


@dataclass(frozen=True, slots=True)
class Content:
    """What a journal holds."""

    rows: int
    """Rows of the bitext it began with."""
    entries: tuple[Entry, ...]
    marks: tuple[tuple[str, int], ...]
    """Digests of the bitext's file, each with its version, oldest first."""
    whole: int
    """Bytes up to the end of the last whole line."""

    def saved(self, digest: str) -> int | None:
        """Return the version that a file of a digest holds; nothing, where it is none of ours."""
        return next((version for mark, version in reversed(self.marks) if mark == digest), None)


class Journal:
    """The file, locked as long as it is open."""

    def __init__(self, path: Path) -> None:
        """Open or make the file, for this process alone.

        Raises:
            InUseError: another server has it open.
            WriteError: it cannot be written.
        """
        self.path = path
        try:
            # Without a buffer, so that nothing of an edit that failed comes after all with the next one.
            self._file = path.open("a+b", buffering=0)
        except OSError as error:
            mend = "allow writing beside the bitext: every edit is saved there"
            what = f"no journal can be kept: {error.strerror}"
            raise WriteError(what, where=str(path), mend=mend) from error
        try:
            _lock(self._file, path)
        except OSError as error:
            self._file.close()
            mend = "use that window, or close the other `align review`"
            raise InUseError("the bitext is open in another review", where=str(path), mend=mend) from error

    @property
    def is_empty(self) -> bool:
        """True where nothing was ever written."""
        return self._file.seek(0, os.SEEK_END) == 0

    def begin(self, rows: int, digest: str) -> None:
        """Write the first line of a new journal."""
        self._append({"format": FORMAT, "version": VERSION, "rows": rows, "digest": digest})

    def write(self, entry: Entry) -> None:
        """Write an edit; it is on disk when this returns.

        Raises:
            WriteError: the disk is full or gone.
        """
        row = {name: getattr(entry, name) for name in ("version", "name", "person", "at", "arguments", "of")}
        beads = {"first": entry.first, "removed": _rows(entry.removed), "added": _rows(entry.added)}
        self._append(row | beads)

    def mark(self, version: int, digest: str) -> None:
        """Note that the bitext's file is about to hold all edits up to a version."""
        self._append({"saved": version, "digest": digest})

    def content(self) -> Content | None:
        """Return what the journal holds, or nothing if it is new.

        Raises:
            ReadError: it is damaged.
        """
        self._file.seek(0)
        return read(self._file.read(), where=str(self.path))

    def cut(self, size: int) -> None:
        """Leave out what follows the last whole line."""
        self._file.truncate(size)

    def put_aside(self) -> Path:
        """Give the journal another name, under which nobody will replay it; return that."""
        aside = free_name(self.path, f"-{moment()}.jsonl")
        self.path.rename(aside)
        self.close()
        return aside

    def close(self, *, remove: bool = False) -> None:
        """Let others open the file, or remove it where it says nothing."""
        if remove:
            self.path.unlink(missing_ok=True)
        self._file.close()

    def _append(self, row: Mapping[str, Any]) -> None:
        text = json.dumps(row, ensure_ascii=False, separators=(",", ":"))
        # Half a character, as broken PDFs yield it, has no UTF-8; this way it comes back as it was.
        line = text.encode("utf-8", "surrogatepass") + b"\n"
        size = self._file.seek(0, os.SEEK_END)
        try:
            if self._file.write(line) < len(line):
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            os.fsync(self._file.fileno())
        except OSError as error:
            self._file.truncate(size)
            what = f"the edit is not saved: {error.strerror}"
            mend = "make room on the disk; nothing else is lost"
            raise WriteError(what, where=str(self.path), mend=mend) from error


def free_name(path: Path, ending: str) -> Path:
    """Return a path beside another, with another ending, that no file has yet."""
    stem = path.name.removesuffix(".jsonl").removesuffix(".bitext")
    names = (path.with_name(f"{stem}{f'-{k}' if k else ''}{ending}") for k in range(1000))
    return next(name for name in names if not name.exists())


def digest_of(data: Iterable[bytes]) -> str:
    """Return the digest of a file, from its parts."""
    whole = hashlib.sha256()
    for part in data:
        whole.update(part)
    return whole.hexdigest()


def read(data: bytes, *, where: str = "") -> Content | None:
    """Return what the bytes of a journal hold, or nothing where not even the first line is whole.

    Raises:
        ReadError: a whole line is no part of a journal.
    """
    whole = data.rfind(b"\n") + 1
    lines = data[:whole].splitlines()
    if not lines:
        return None
    entries: list[Entry] = []
    marks: list[tuple[str, int]] = []
    try:
        head = _loaded(lines[0])
        if head["format"] != FORMAT or head["version"] != VERSION:
            raise ValueError(head)
        marks.append((str(head["digest"]), 0))
        for line in lines[1:]:
            row = _loaded(line)
            if "saved" in row:
                marks.append((str(row["digest"]), int(row["saved"])))
            else:
                entries.append(_entry(row, len(entries) + 1))
        return Content(int(head["rows"]), tuple(entries), tuple(marks), whole)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError, ReadError) as error:
        line_number = len(entries) + len(marks) + 1
        where = f"{where} line {line_number}"
        raise ReadError("the journal of the review is damaged", where=where) from error


def _loaded(line: bytes) -> dict[str, Any]:
    row: dict[str, Any] = json.loads(line.decode("utf-8", "surrogatepass"))
    return row


def _entry(row: dict[str, Any], version: int) -> Entry:
    if row["version"] != version:
        raise ValueError(row)
    return Entry(**row | {name: _beads(row[name]) for name in ("removed", "added")})


def _rows(beads: tuple[Bead, ...]) -> list[Any]:
    """Return beads as the lines of a bitext have them."""
    lines = Bitext(Side(""), Side(""), beads).to_lines()
    next(lines)
    return [json.loads(line) for line in lines]


def _beads(rows: list[Any]) -> tuple[Bead, ...]:
    head = next(Bitext(Side(""), Side(""), ()).to_lines())
    return Bitext.from_lines(_lines(head, rows)).beads


def _lines(head: str, rows: list[Any]) -> Iterator[str]:
    yield head
    yield from map(json.dumps, rows)


def _lock(file: FileIO, path: Path) -> None:
    """Lock a file for this process, until it closes the file or ends.

    Raises:
        OSError: another has locked it, or has just removed it.
    """
    lock(file)
    if not os.path.samestat(path.stat(), os.fstat(file.fileno())):
        raise OSError("another review has put it away")
