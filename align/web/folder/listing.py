"""The bitexts of a folder, the worst first: how long, how sure, how far reviewed, by whom.

Files of a batch run count as any others. Nothing outside the folder is shown or opened: a name is looked up
below the folder, symbolic links and all, and refused where it leads elsewhere.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from align.batch.report import PAGE
from align.bitext import ENDING, Bitext
from align.errors import AlignError, ReadError, reason_of
from align.files import check_input
from align.text import encodable
from align.web.rows.worklist import alarms_of
from align.words import say

OUTPUTS = (".html", ".tsv", ".tmx", ".xlf", ".xlsx", ENDING)
"""Endings of what the report of a batch run leads to."""


@dataclass(frozen=True, slots=True)
class FolderRow:
    """One bitext of a folder."""

    name: str
    """Its path below the folder, with slashes."""
    path: Path
    symbol: str = ""
    rows: int = 0
    mean_score: float = 0.0
    """Mean confidence of the rows that link both sides."""
    confirmed: float = 0.0
    """Share of the rows that somebody confirmed."""
    to_look_at: int = 0
    """What stands on its worklist, but for findings."""
    wrong: float = 0.0
    """Share of rows that are wrong, as their scores have it; confirmed ones are right."""
    findings: int | None = None
    """Open findings of the term checks; None: not counted."""
    last_by: str = ""
    last_at: str = ""
    """Who last edited it, and when: UTC, `YYYYMMDDThhmmssZ`."""
    error: str = ""
    """Why it cannot be opened."""


def folder_rows(folder: str | Path, count: Callable[[Path], int | None] | None = None) -> list[FolderRow]:
    """Return the bitexts of a folder and of those below it: damaged ones first, then the worst.

    Args:
        folder: any folder.
        count: returns how many findings a bitext has, None where that is not known yet.

    Raises:
        ReadError: there is no such folder.
    """
    root = _root(folder)
    rows = [_row(root, path, count) for path in sorted(root.rglob(f"*{ENDING}")) if _is_inside(root, path)]
    return sorted(rows, key=lambda row: (not row.error, -row.wrong, -(row.findings or 0), row.name))


def inside(folder: str | Path, name: str) -> Path:
    """Return the path of a bitext of a folder, by the name that `folder_rows` gives it.

    Raises:
        ReadError: it is no bitext, is not there, or lies outside the folder.
    """
    return _file_inside(folder, name, (ENDING,))


def output_inside(folder: str | Path, name: str) -> Path:
    """Return the path of an output of a batch run, by its address in the report of the run.

    Raises:
        ReadError: it is no output, is not there, or lies outside the folder.
    """
    return _file_inside(folder, name, OUTPUTS)


def has_report(folder: str | Path) -> bool:
    """Tell whether a folder is the output of a batch run, with its report."""
    try:
        return output_inside(folder, PAGE).is_file()
    except ReadError:
        return False


def _file_inside(folder: str | Path, name: str, endings: tuple[str, ...]) -> Path:
    root = _root(folder)
    outside = ReadError(
        say("there is no such bitext in the folder"), where=name, mend=say("choose one of the list")
    )
    try:
        path = root / name
        if (
            "\0" in name
            or not path.name.endswith(endings)
            or not _is_inside(root, path)
            or not path.is_file()
        ):
            raise outside
        return check_input(path)
    except (OSError, ValueError) as error:
        raise outside from error


def _root(folder: str | Path) -> Path:
    root = Path(folder)
    if not root.is_dir():
        raise ReadError(
            say("there is no such folder"), where=str(folder), mend=say("check the spelling of its path")
        )
    return root.resolve()


def _is_inside(root: Path, path: Path) -> bool:
    """Tell whether a path leads to a file below a folder, and through no hidden one."""
    below = path.relative_to(root) if path.is_relative_to(root) else None
    if below is None or any(part.startswith(".") for part in below.parts):
        return False
    # Not `resolve`, which fails at a link to itself.
    return Path(os.path.realpath(path)).is_relative_to(root) and not path.is_dir()


def _row(root: Path, path: Path, count: Callable[[Path], int | None] | None) -> FolderRow:
    name = path.relative_to(root).as_posix()
    try:
        found = _found(path, name)
    except ReadError as error:
        return FolderRow(name, path, error=error.what)
    row = _figures(root, path, found.st_mtime_ns, found.st_size)
    if count is None or row.error:
        return row
    return replace(row, findings=count(path))


def _found(path: Path, name: str) -> os.stat_result:
    if encodable(name) != name or "\n" in name:
        raise ReadError(say("its name cannot stand in an address"), where=str(path), mend=say("rename it"))
    try:
        return path.stat()
    except OSError as error:  # a link that leads nowhere
        raise ReadError(say("cannot be read: {reason}", reason=reason_of(error)), where=str(path)) from error


@cache
def _figures(root: Path, path: Path, mtime: int, size: int) -> FolderRow:
    """Return the figures of a file; its time and size are here so that a new one is read anew."""
    name = path.relative_to(root).as_posix()
    try:
        bitext = Bitext.load(path)
    except AlignError as error:
        return FolderRow(name, path, error=error.what)
    beads = bitext.beads
    linked = [bead.score for bead in beads if not bead.is_null]
    open_beads = [bead for bead in beads if bead.status != "confirmed"]
    last = max(beads, key=lambda bead: bead.changed_at, default=None)
    share = 1 / max(len(beads), 1)
    return FolderRow(
        name,
        path,
        bitext.symbol,
        rows=len(beads),
        mean_score=sum(linked) * share,  # a row without partner counts nothing
        confirmed=(len(beads) - len(open_beads)) * share,
        to_look_at=len(alarms_of(beads)),
        wrong=sum(1 - bead.score for bead in open_beads) * share,
        last_by=last.changed_by if last else "",
        last_at=last.changed_at if last else "",
    )
