"""Files, opened and written so that nothing is lost and nothing half-written is left."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from lxml import etree

from align.errors import ReadError, WriteError

MAX_BYTES = 512 * 2**20
"""Largest input that is read: ten times the longest UN document with its pictures."""


def check_input(path: str | Path) -> Path:
    """Return the path of an input file that is there, holds something and is of a sane size.

    Raises:
        ReadError: it is missing, a folder, empty, unreadable or larger than `MAX_BYTES`.
    """
    path = Path(path)
    where = str(path)
    if not path.exists():
        raise ReadError("there is no such file", where=where, mend="check the spelling of its path")
    if path.is_dir():
        raise ReadError("this is a folder", where=where, mend="name one file")
    if not os.access(path, os.R_OK):
        raise ReadError("the file may not be read", where=where, mend="ask for permission to read it")
    size = path.stat().st_size
    if size == 0:
        raise ReadError("the file is empty", where=where, mend="download or save it again")
    if size > MAX_BYTES:
        raise ReadError(
            f"the file has {size >> 20} MB, more than {MAX_BYTES >> 20}", where=where, mend="split it"
        )
    return path


def xml_parser() -> etree.XMLParser:
    """Return a parser for XML from strangers: no entities, DTD or network; no comments or instructions.

    After the OWASP cheat sheet on XML External Entity Prevention.
    """
    from lxml import etree

    return etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )


@contextmanager
def write_whole(path: str | Path) -> Iterator[IO[bytes]]:
    """Open a file that appears under its name only when it is whole.

    The bytes go to a file beside it, which is renamed at the end, or removed when anything fails.

    Raises:
        WriteError: the folder is missing, full or may not be written.
    """
    path = Path(path)
    try:
        handle, beside = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".part", dir=path.parent)
    except OSError as error:
        raise _write_error(path, error) from error
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        share_mode(beside)
        Path(beside).replace(path)
    except OSError as error:
        raise _write_error(path, error) from error
    finally:
        Path(beside).unlink(missing_ok=True)


def reason_of(error: Exception) -> str:
    """Return what the system says went wrong, in the midst of a sentence."""
    return (getattr(error, "strerror", None) or str(error)).lower()


def share_mode(path: str | Path) -> None:
    """Give the file the rights that `open` would have given: mkstemp makes it private."""
    mask = os.umask(0)
    os.umask(mask)
    Path(path).chmod(0o666 & ~mask)


def _write_error(path: Path, error: OSError) -> WriteError:
    return WriteError(
        f"cannot be written: {reason_of(error)}",
        where=str(path),
        mend="name a folder that exists and has room",
    )
