"""The journal of a review: a line an edit, on disk before the edit is answered.

    {"format":"align-review","version":1,"rows":300,"digest":"9f3c…",      the bitext it began with, and
     "review":"Jc3k…"}                                                     what tells it from other reviews
    {"version":1,"name":"merge","person":"Li Wei","by":"q0Xa…","at":"20261122T…","arguments":{"i":4},
     "first":4,"removed":[…],"added":[…],"of":0}                           an edit, with the beads it replaced
    {"together":[{…},{…}]}                                                 edits that were made in one step
    {"said":[{"key":4,"person":"Li Wei","at":"…","text":"Is this so?"}]}   comments, or who is to look at rows
    {"saved":1,"digest":"b41a…"}                                           the bitext was written with edit 1

A mark `saved` comes before the file it tells of: where the file has that digest, it was written, and only
the edits after it are to be replayed. Nothing is ever taken out. A last line that was cut short is an edit
nobody was answered for; it is cut off. Whoever can write the folder can write a journal: what it holds is
checked, here line by line and in `resume` against the bitext.
"""

from __future__ import annotations

import errno
import hashlib
import json
import os
import re
import secrets
import stat
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from io import FileIO
from pathlib import Path
from typing import Any, TypeVar

from align.bitext import Bead, Bitext, Side
from align.errors import AlignError, ReadError, WriteError, reason_of
from align.files import lock, write_whole
from align.timestamps import timestamp
from align.web.review.edits import EDITS
from align.web.review.said import RowMessage, said_of
from align.words import say

FORMAT = "align-review"
VERSION = 1
NAMES = frozenset({*EDITS, "realign", "undo", "redo"})
"""What an entry may be called."""


_REVIEW = re.compile(r"[\w-]{1,80}", re.ASCII)


class InUseError(AlignError):
    """Another server has the bitext open."""


@dataclass(frozen=True, slots=True)
class JournalEntry:
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
    by: str = ""
    """Whose browser it was: two people may have one name. Empty: whoever has the name."""
    group: int = 0
    """The version of the first of the edits that were made in one step with this one; 0: it stands alone."""


@dataclass(frozen=True, slots=True)
class Content:
    """What a journal holds."""

    rows: int
    """Rows of the bitext it began with."""
    entries: tuple[JournalEntry, ...]
    marks: tuple[tuple[str, int], ...]
    """Digests of the bitext's file, each with its version, oldest first."""
    whole: int
    """Bytes up to the end of the last whole line."""
    review: str
    """What tells this review from every other, of the same file too."""
    said: tuple[RowMessage, ...] = ()

    def saved(self, digest: str) -> int | None:
        """Return the version that a file of a digest holds; nothing, where it is none of ours."""
        return next((version for mark, version in reversed(self.marks) if mark == digest), None)


class Journal:
    """The file, locked as long as it is open."""

    def __init__(self, path: Path) -> None:
        """Open or make the file, for this process alone.

        Raises:
            InUseError: another server has it open.
            WriteError: it cannot be written, or is a link to somewhere else.
        """
        self.path = path
        self._file = _opened(path)

    @property
    def is_empty(self) -> bool:
        """True where nothing was ever written."""
        return self._file.seek(0, os.SEEK_END) == 0

    def begin(self, rows: int, digest: str) -> str:
        """Write the first line of a new journal; return what tells its review from others."""
        review = secrets.token_urlsafe(12)
        head = {"format": FORMAT, "version": VERSION, "rows": rows, "digest": digest, "review": review}
        self._append(head)
        return review

    def write(self, entries: Sequence[JournalEntry]) -> None:
        """Write an edit, or all that are made in one step; they are on disk, in one line, when this returns.

        Raises:
            WriteError: the disk is full or gone.
        """
        rows = [_row(entry) for entry in entries]
        self._append({"together": rows} if len(rows) > 1 else rows[0])

    def say(self, said: Sequence[RowMessage]) -> None:
        """Write what somebody said of rows; errors as `write`."""
        self._append({"said": [each.row() for each in said]})

    def mark(self, version: int, digest: str) -> None:
        """Note that the bitext's file is about to hold all edits up to a version."""
        self._append({"saved": version, "digest": digest})

    def content(self) -> Content | None:
        """Return what the journal holds, or nothing if it is new.

        Raises:
            ReadError: it is damaged.
        """
        return read(self._held(), where=str(self.path))

    def cut(self, size: int) -> None:
        """Leave out what follows the last whole line."""
        self._file.truncate(size)

    def keep(self) -> bool:
        """Make sure that the file is there under its name, and write it anew where somebody deleted it.

        Returns:
            False where there is another file of that name now, which is left alone.

        Raises:
            WriteError: it cannot be written anew.
        """
        if _is_at(self.path, self._file):
            return True
        if os.path.lexists(self.path):
            return False
        with write_whole(self.path) as file:
            file.write(self._held())
        file = _opened(self.path)
        self._file.close()
        self._file = file
        return True

    def put_aside(self) -> Path:
        """Give the journal another name, under which nobody will replay it; return that.

        Raises:
            WriteError: it cannot be written there.
        """
        aside = free_name(self.path, f"-{timestamp()}.jsonl")
        if _is_at(self.path, self._file):
            self.path.rename(aside)
        else:
            with write_whole(aside) as file:
                file.write(self._held())
        self.close()
        return aside

    def close(self, *, remove: bool = False) -> None:
        """Let others open the file, or remove it where it says nothing."""
        if remove and _is_at(self.path, self._file):
            self.path.unlink()
        self._file.close()

    def _held(self) -> bytes:
        """Return all bytes, even where the file was deleted meanwhile."""
        self._file.seek(0)
        return self._file.read()

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
            what = say("the edit is not saved: {reason}", reason=reason_of(error))
            mend = say("make room on the disk; nothing else is lost")
            raise WriteError(what, where=str(self.path), mend=mend) from error
        self.keep()


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
    entries: list[JournalEntry] = []
    marks: list[tuple[str, int]] = []
    said: list[RowMessage] = []
    number = 1
    try:
        head = _loaded(lines[0])
        if head["format"] != FORMAT or _typed(head["version"], int) != VERSION:
            raise ValueError(head)
        marks.append((_typed(head["digest"], str), 0))
        for line in lines[1:]:
            number += 1
            row = _loaded(line)
            if "saved" in row:
                marks.append(_mark(row, len(entries)))
            elif "said" in row:
                said += map(said_of, _typed(row["said"], list))
            else:
                entries += _entries(row, len(entries) + 1)
        # Older journals have no name for their review: the file that it began with has to do.
        review = _typed(head.get("review", head["digest"]), str)
        if not _REVIEW.fullmatch(review):  # pages bring it in a header
            raise ValueError(head)
        rows = _typed(head["rows"], int)
        return Content(rows, tuple(entries), tuple(marks), whole, review, tuple(said))
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError, ReadError) as error:
        where = say("{path} line {line}", path=where, line=number)
        raise ReadError(say("the journal of the review is damaged"), where=where) from error


def _loaded(line: bytes) -> dict[str, Any]:
    row: dict[str, Any] = json.loads(line.decode("utf-8", "surrogatepass"))
    return row


_FIELDS: dict[str, type] = {
    **dict.fromkeys(("name", "person", "at", "by"), str),
    **dict.fromkeys(("version", "first", "of"), int),
    **dict.fromkeys(("removed", "added"), list),
    "arguments": dict,
}


def _row(entry: JournalEntry) -> dict[str, Any]:
    row = {name: getattr(entry, name) for name in _FIELDS if name not in ("first", "removed", "added")}
    beads = {"first": entry.first, "removed": _rows(entry.removed), "added": _rows(entry.added)}
    return row | beads


def _entries(row: dict[str, Any], version: int) -> list[JournalEntry]:
    """Return the edits of a line, the first of which led to a version."""
    if "together" not in row:
        return [_entry(row, version)]
    rows = _typed(row["together"], list)
    return [replace(_entry(each, version + k), group=version) for k, each in enumerate(rows)]


def _entry(row: dict[str, Any], version: int) -> JournalEntry:
    """Return an edit whose fields are what they must be, and which takes and gives at least a row."""
    for name, value in row.items():
        _typed(value, _FIELDS[name])
    is_step = row["name"] in ("undo", "redo")
    if row["version"] != version or row["name"] not in NAMES or is_step != (0 < row["of"] < version):
        raise ValueError(row)
    if row["first"] < 0 or not row["removed"] or not row["added"]:
        raise ValueError(row)
    return JournalEntry(**row | {name: _beads(row[name]) for name in ("removed", "added")})


def _mark(row: dict[str, Any], version: int) -> tuple[str, int]:
    saved = _typed(row["saved"], int)
    if not 0 <= saved <= version:
        raise ValueError(row)
    return _typed(row["digest"], str), saved


T = TypeVar("T")


def _typed(value: Any, kind: type[T]) -> T:
    if type(value) is not kind:  # True is no number here
        raise TypeError(value)
    return value


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


_FLAGS = os.O_RDWR | os.O_CREAT | os.O_APPEND | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
"""No link is followed: it may lead out of the folder."""


def _opened(path: Path) -> FileIO:
    """Open or make a journal, for this process alone; as `Journal`."""
    mend = say("allow writing beside the bitext: every edit is saved there")
    try:
        # Without a buffer, so that nothing of an edit that failed comes after all with the next one.
        file = os.fdopen(os.open(path, _FLAGS, 0o666), "a+b", buffering=0)
    except OSError as error:
        if path.is_symlink():
            what, mend = (
                say("the journal is a link to another file"),
                say("move it away: nothing is written elsewhere"),
            )
            raise WriteError(what, where=str(path), mend=mend) from error
        raise WriteError(
            say("no journal can be kept: {reason}", reason=reason_of(error)), where=str(path), mend=mend
        ) from error
    try:
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            raise WriteError(say("no journal can be kept: it is no file"), where=str(path), mend=mend)
        _lock(file, path)
    except OSError as error:
        file.close()
        mend = say("use that window, or close the other `align review`")
        raise InUseError(say("the bitext is open in another review"), where=str(path), mend=mend) from error
    except WriteError:
        file.close()
        raise
    return file


def _is_at(path: Path, file: FileIO) -> bool:
    """Tell whether an open file still has its name."""
    try:
        return os.path.samestat(path.lstat(), os.fstat(file.fileno()))
    except OSError:
        return False


def _lock(file: FileIO, path: Path) -> None:
    """Lock a file for this process, until it closes the file or ends.

    Raises:
        OSError: another has locked it, or has just removed it.
    """
    lock(file)
    if not _is_at(path, file):
        raise OSError("another review has put it away")
