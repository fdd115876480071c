"""Waivers: a false alarm is waived once, and stays waived.

A plain TSV file that lives beside the documents, under version control's eyes: one line a waiver, with its
reach, reason, person and date. It names findings and documents by what they say, not by where they stand, so
that it survives another alignment of the same text, in another format, folder or on another machine.

    reach       occurrence  this matter in these sentences of both texts
                document    this matter in this document
                everywhere  this matter
    accepted    none: the finding is right, and is to be mended; it tells how far a check can be believed

Files of several people are joined as texts are: lines one behind the other, in any order, headings too.
"""

from __future__ import annotations

import csv
import hashlib
import io
import os
import time
from collections.abc import Iterable
from dataclasses import astuple, dataclass, fields
from pathlib import Path
from typing import Literal, get_args

from align.errors import ReadError, SettingsError
from align.files import alone_with, check_input, write_whole
from align.readers.encoding import decode
from align.terms import sightings
from align.terms.findings import Finding
from align.text import legal
from align.words import say

Reach = Literal["occurrence", "document", "everywhere"]

ACCEPTED: Literal["accepted"] = "accepted"
"""In the place of a reach: somebody decided that the finding is right."""

LONGEST_REASON = 500
"""Characters of a reason; the form on the page takes no more either."""

_LONGEST_NAME = 1000

Name = tuple[Reach | Literal["accepted"], str, str]
"""Reach, fingerprint or matter, and document."""


@dataclass(frozen=True, slots=True)
class Waiver:
    """One decision that a finding is no error."""

    reach: Reach | Literal["accepted"]
    finding: str
    """The key of the occurrence, or the matter; files of older versions have its fingerprint."""
    document: str
    reason: str
    person: str
    date: str
    """ISO 8601."""
    text: str = ""
    """What was waived, in words, for whoever reads the file."""

    @property
    def name(self) -> Name:
        """Return what it covers: the findings that go by this name."""
        # An occurrence is known by its text; files of older versions name its document too.
        return self.reach, self.finding, "" if self.reach in ("occurrence", ACCEPTED) else self.document


_COLUMNS = [field.name for field in fields(Waiver)]


def waive(
    found: Finding, reach: Reach, *, reason: str, person: str = "", date: str = "", where: str = ""
) -> Waiver:
    """Return the waiver of a finding; `where` is the place of the decision, for messages.

    Raises:
        SettingsError: the reach does not exist, or no reason is given, or a whole essay.
    """
    if reach not in get_args(Reach):
        mend = say("take {known}", known=", ".join(get_args(Reach)))
        raise SettingsError(say("there is no reach {reach!r}", reach=reach), where=where, mend=mend)
    if not reason.strip():
        mend = say("say why the finding is no error")
        raise SettingsError(say("a waiver needs a reason"), where=where, mend=mend)
    if len(reason) > LONGEST_REASON:
        raise SettingsError(
            say("the reason has {count:,} characters", count=len(reason)),
            where=where,
            mend=say("say it in {most}", most=LONGEST_REASON),
        )
    return Waiver(
        *next(name for name in names(found) if name[0] == reach),
        reason=_line(reason),
        person=_line(person or os.environ.get("USER", "")),
        date=date or time.strftime("%Y-%m-%d"),
        text=_text_of(found),
    )


def accept(found: Finding, *, reason: str = "", person: str = "") -> Waiver:
    """Return the decision that a finding is right: it waives nothing."""
    by = _line(person or os.environ.get("USER", ""))
    date = time.strftime("%Y-%m-%d")
    return Waiver(ACCEPTED, found.fingerprint, "", _line(reason)[:LONGEST_REASON], by, date, _text_of(found))


def unwaived(findings: Iterable[Finding], waivers: Iterable[Waiver]) -> list[Finding]:
    """Return the findings that no waiver covers."""
    waived = {waiver.name for waiver in waivers}
    # Names take some reading of both texts.
    return [f for f in findings if waived.isdisjoint(names(f))] if waived else list(findings)


def names(found: Finding) -> list[Name]:
    """Return the names by which waivers cover a finding, the narrowest first."""
    matter, document = _short(legal(found.matter)), _short(legal(found.document))
    names: list[Name] = [
        *(("occurrence", key, "") for key in sightings.keys(found)),
        ("occurrence", found.fingerprint, ""),  # what older versions wrote
        ("document", matter, found.content or document),
    ]
    if found.content:  # what older versions wrote
        names.append(("document", matter, document))
    return [*names, ("everywhere", matter, "")]


def _short(name: str) -> str:
    """Return a name that a cell of the file can hold: some are as long as the text they are about."""
    if len(name) <= _LONGEST_NAME:
        return name
    return f"{name[:200]}…{hashlib.sha256(name.encode()).hexdigest()[:16]}"


def _text_of(found: Finding) -> str:
    return _line(f"{found.code} {found.term}: {found.message}")[:200]


def _line(text: str) -> str:
    return " ".join(legal(text).split())


def read(path: str | Path) -> list[Waiver]:
    """Read a file of waivers, in whatever encoding Excel saved it; a file that is not there holds none.

    Raises:
        ReadError: a line is no waiver.
    """
    if not Path(path).exists():
        return []
    rows = csv.reader(io.StringIO(_text(path), newline=""), dialect="excel-tab")
    found: list[Waiver] = []
    try:
        if next(rows, None) != _COLUMNS:
            mend = say("its first line is {columns}", columns=" ".join(_COLUMNS))
            raise ReadError(say("this is no file of waivers"), where=str(path), mend=mend)
        for row in rows:
            if row != _COLUMNS:
                found.append(_waiver(*row))
    except (csv.Error, TypeError, ValueError) as error:
        where = say("{path} line {line}", path=str(path), line=rows.line_num)
        raise ReadError(say("this line is no waiver"), where=where, mend=say("mend or remove it")) from error
    return found


def _waiver(*cells: str) -> Waiver:
    waiver = Waiver(*cells)  # type: ignore[arg-type]
    if len(cells) != len(_COLUMNS) or waiver.reach not in (*get_args(Reach), ACCEPTED):
        raise ValueError(cells)
    return waiver


def _text(path: str | Path) -> str:
    data = check_input(path).read_bytes()
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return decode(data, where=str(path))


def add(path: str | Path, *new: Waiver) -> None:
    """Add waivers to a file, whoever else adds to it at the same time.

    Raises:
        ReadError, WriteError: the file cannot be read or written.
    """
    with alone_with(path):
        write([*read(path), *new], path)


def remove(path: str | Path, waiver: Waiver) -> bool:
    """Remove a waiver from a file, and tell whether it was there.

    Raises:
        ReadError, WriteError: the file cannot be read or written.
    """
    with alone_with(path):
        kept = read(path)
        if waiver not in kept:
            return False
        write([each for each in kept if each != waiver], path)
        return True


def write(waivers: Iterable[Waiver], path: str | Path) -> None:
    """Write waivers, one a line, each once.

    Raises:
        WriteError: the file cannot be written.
    """
    text = io.StringIO()
    writer = csv.writer(text, dialect="excel-tab", lineterminator="\n")
    writer.writerow(_COLUMNS)
    writer.writerows(astuple(waiver) for waiver in dict.fromkeys(waivers))
    with write_whole(path) as file:
        file.write(text.getvalue().encode())
