"""The files of a folder that may be documents, and why the others are none.

Links are never followed, so that nothing outside the folder is read and no folder is read twice.
"""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from align.batch.pairs.pairing import Leftover
from align.errors import AlignError, ReadError
from align.files import check_input
from align.readers import READERS, unreadable
from align.words import say

_LOCKS = ("~$", ".~lock.")
"""How Word and LibreOffice begin the names of the files that say that a document is open."""
_MADE_HERE = b'content="align-tm'
"""What the pages that this program writes call their generator; they are no documents."""
_LEDGER = "ledger.sqlite"
"""What stands in the output folder of a run, and in no other."""
_PAGES = (".html", ".htm", ".xhtml")
_HEAD = 2048
_UNPRINTABLE = ("Cc", "Cs", "Zl", "Zp")
"""Control characters, line ends, and the surrogates that stand for bytes which are no text."""


@dataclass(frozen=True, slots=True)
class Inventory:
    """What a folder holds, in the order of its paths."""

    files: tuple[Path, ...]
    broken: Mapping[Path, str]
    """Of the files, those that cannot be read, and why; their names still tell whose partners they are."""
    leftovers: tuple[Leftover, ...]


def take_inventory(folder: Path, skip: Collection[Path] = ()) -> Inventory:
    """List the files of a folder and of the folders in it.

    Args:
        folder: where to look.
        skip: files and folders to leave out unsaid, as the outputs of an earlier run.

    Raises:
        ReadError: there is no such folder, or it may not be read.
    """
    if not folder.is_dir():
        raise ReadError(
            say("there is no such folder"), where=str(folder), mend=say("check the spelling of its path")
        )
    try:
        next(os.scandir(folder), None)
    except OSError as error:
        raise ReadError(
            say("the folder may not be read"), where=str(folder), mend=say("ask for permission to read it")
        ) from error
    skipped = {path.resolve() for path in skip}
    found = sorted(_walk(folder, skipped))
    files = [path for path, reason in found if not reason]
    broken = {path: trouble for path in files if (trouble := _trouble(path))}
    pages = {path for path in files if path not in broken and _made_here(path)}
    leftovers = [Leftover(path, reason) for path, reason in found if reason]
    leftovers += [Leftover(path, say("made by this program")) for path in pages]
    return Inventory(tuple(path for path in files if path not in pages), broken, tuple(leftovers))


def _walk(folder: Path, skipped: Collection[Path]) -> Iterator[tuple[Path, str]]:
    """Yield each file with the reason why it is no document, empty if it may be one."""
    waiting = [folder]
    while waiting:
        here = waiting.pop()
        try:
            with os.scandir(here) as found:
                entries = sorted(found, key=lambda entry: entry.name)
        except OSError:
            yield here, say("the folder may not be read")
            continue
        for entry in entries:
            path = Path(entry.path)
            if skipped and not entry.is_symlink() and path.resolve() in skipped:
                continue  # a link is never followed: it may lead to itself
            reason = _strange_name(entry.name) or (say("a symbolic link") if entry.is_symlink() else "")
            if entry.is_dir(follow_symlinks=False) and not reason:
                if (path / _LEDGER).is_file():
                    yield path, say("the outputs of an earlier run")
                else:
                    waiting.append(path)
            else:
                yield path, reason or _no_document(path)


def _strange_name(name: str) -> str:
    if name.startswith(_LOCKS):
        return say("the lock of a document that is open")
    if name.startswith("."):
        return say("hidden")
    if any(unicodedata.category(character) in _UNPRINTABLE for character in name):
        # A manifest could not hold it, nor could many disks what is made of it.
        return say("its name holds characters that cannot be printed: rename it")
    return ""


def _no_document(path: Path) -> str:
    ending = path.suffix.lower()
    if ending not in READERS:
        return unreadable(ending)
    return "" if path.is_file() else say("no regular file")


def _trouble(path: Path) -> str:
    try:
        check_input(path)
    except ReadError as error:
        return AlignError(error.what, mend=error.mend).message
    return ""


def _made_here(path: Path) -> bool:
    if path.suffix.lower() not in _PAGES:
        return False
    with path.open("rb") as file:
        return _MADE_HERE in file.read(_HEAD)
