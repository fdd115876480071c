"""Waivers: a false alarm is waived once, and stays waived.

A plain TSV file that lives beside the documents, under version control's eyes: one line a waiver, with its
reach, reason, person and date. It names findings by what they are about, not by where they stood, so that it
survives another alignment of the same text.

    reach       occurrence  this text with this translation
                document    this matter in this document
                everywhere  this matter
"""

from __future__ import annotations

import csv
import io
import os
import time
from collections.abc import Iterable
from dataclasses import astuple, dataclass, fields
from pathlib import Path
from typing import Literal, get_args

from align.errors import ReadError, SettingsError
from align.files import check_input, write_whole
from align.terms.findings import Finding

Reach = Literal["occurrence", "document", "everywhere"]

Name = tuple[Reach, str, str]
"""Reach, fingerprint or matter, and document."""


@dataclass(frozen=True, slots=True)
class Waiver:
    """One decision that a finding is no error."""

    reach: Reach
    finding: str
    """The fingerprint of the occurrence, or the matter."""
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
        return self.reach, self.finding, self.document


def waive(
    found: Finding, reach: Reach, *, reason: str, person: str = "", date: str = "", where: str = ""
) -> Waiver:
    """Return the waiver of a finding; `where` is the place of the decision, for messages.

    Raises:
        SettingsError: the reach does not exist, or no reason is given.
    """
    if reach not in get_args(Reach):
        mend = f"take {', '.join(get_args(Reach))}"
        raise SettingsError(f"there is no reach {reach!r}", where=where, mend=mend)
    if not reason.strip():
        mend = "say why the finding is no error"
        raise SettingsError("a waiver needs a reason", where=where, mend=mend)
    return Waiver(
        reach=reach,
        finding=found.fingerprint if reach == "occurrence" else found.matter,
        document="" if reach == "everywhere" else found.document,
        reason=" ".join(reason.split()),
        person=person or os.environ.get("USER", ""),
        date=date or time.strftime("%Y-%m-%d"),
        text=" ".join(f"{found.code} {found.term}: {found.message}".split())[:200],
    )


def unwaived(findings: Iterable[Finding], waivers: Iterable[Waiver]) -> list[Finding]:
    """Return the findings that no waiver covers."""
    waived = {waiver.name for waiver in waivers}
    return [f for f in findings if waived.isdisjoint(names(f))]


def names(found: Finding) -> list[Name]:
    """Return the names by which waivers cover a finding, the narrowest first."""
    return [
        ("occurrence", found.fingerprint, found.document),
        ("document", found.matter, found.document),
        ("everywhere", found.matter, ""),
    ]


def read(path: str | Path) -> list[Waiver]:
    """Read a file of waivers; a file that is not there holds none.

    Raises:
        ReadError: a line is no waiver.
    """
    if not Path(path).exists():
        return []
    text = check_input(path).read_text(encoding="utf-8-sig")
    rows = list(csv.reader(io.StringIO(text), dialect="excel-tab"))
    names = [field.name for field in fields(Waiver)]
    if not rows or rows[0] != names:
        raise ReadError(
            "this is no file of waivers", where=str(path), mend=f"its first line is {' '.join(names)}"
        )
    for number, row in enumerate(rows[1:], 2):
        if len(row) != len(names) or row[0] not in get_args(Reach):
            raise ReadError("this line is no waiver", where=f"{path} line {number}", mend="mend or remove it")
    return [Waiver(*row) for row in rows[1:]]  # type: ignore[arg-type]


def write(waivers: Iterable[Waiver], path: str | Path) -> None:
    """Write waivers, one a line, each once.

    Raises:
        WriteError: the file cannot be written.
    """
    text = io.StringIO()
    writer = csv.writer(text, dialect="excel-tab", lineterminator="\n")
    writer.writerow([field.name for field in fields(Waiver)])
    writer.writerows(astuple(waiver) for waiver in dict.fromkeys(waivers))
    with write_whole(path) as file:
        file.write(text.getvalue().encode())
