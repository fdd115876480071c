"""Files, opened and written so that nothing is lost and nothing half-written is left."""

from __future__ import annotations

import errno
import os
import stat
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lxml import etree

from align.errors import ReadError, SettingsError, WriteError, reason_of
from align.words import say

MAX_BYTES = 512 * 2**20
"""Largest input that is read: ten times the longest UN document with its pictures."""


def check_there(path: str | Path) -> Path:
    """Look whether a file or folder is there, and return its path.

    Raises:
        ReadError: it is not.
    """
    path = Path(path)
    mend = say("check the spelling of its path")
    try:
        is_there = path.exists()
    except OSError as error:  # no file can have such a name
        raise ReadError(reason_of(error), where=str(path), mend=mend) from error
    if not is_there:
        raise ReadError(say("there is no such file"), where=str(path), mend=mend)
    return path


def check_input(path: str | Path, *, most: float = MAX_BYTES) -> Path:
    """Return the path of an input file that is there, holds something and is of a sane size.

    Raises:
        ReadError: it is missing, a folder, empty, unreadable or larger than `most` bytes.
    """
    path = check_there(path)
    where = str(path)
    if path.is_dir():
        raise ReadError(say("this is a folder"), where=where, mend=say("name one file"))
    if not os.access(path, os.R_OK):
        raise ReadError(
            say("the file may not be read"), where=where, mend=say("ask for permission to read it")
        )
    size = path.stat().st_size
    if size == 0:
        raise ReadError(say("the file is empty"), where=where, mend=say("download or save it again"))
    if size > most:
        raise ReadError(
            say("the file has {size} MB, more than {most}", size=size >> 20, most=int(most) >> 20),
            where=where,
            mend=say("split it"),
        )
    return path


def read_toml(path: str | Path) -> dict[str, Any]:
    """Return what a file of TOML holds.

    Raises:
        ReadError: the file is missing or empty.
        SettingsError: it is no TOML, or holds what cannot be read, as a number of 5,000 digits.
    """
    import tomllib  # every start would pay for it, and few read such a file

    try:
        return tomllib.loads(check_input(path).read_text(encoding="utf-8"))
    except (ValueError, RecursionError) as error:
        raise SettingsError(say("this is no TOML: {reason}", reason=str(error)), where=str(path)) from error


def xml_parser(*, recover: bool = False, huge_tree: bool = False) -> etree.XMLParser:
    """Return a parser for XML from strangers: no entities, DTD or network; no comments or instructions.

    With `recover` it makes the best of what is broken; with `huge_tree` it takes texts of any length.

    After the OWASP cheat sheet on XML External Entity Prevention.
    """
    from lxml import etree

    return etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
        recover=recover,
        huge_tree=huge_tree,
    )


_unfinished: set[str] = set()
"""The files that `write_whole` is writing."""


def remove_unfinished() -> None:
    """Remove what is half-written: for a process that is about to end at once."""
    for path in tuple(_unfinished):
        Path(path).unlink(missing_ok=True)


@contextmanager
def write_whole(path: str | Path, just_before: Callable[[], object] = lambda: None) -> Iterator[IO[bytes]]:
    """Open a file that appears under its name only when it is whole.

    The bytes go to a file beside it, which is renamed at the end, or removed when anything fails. A file that
    gives way to it leaves it its rights. `just_before` it takes its name, that is called.

    Raises:
        WriteError: the folder is missing, full or may not be written.
    """
    path = Path(path)
    try:
        # Of a long name only the beginning, since a name of its own may have no more than 255 bytes.
        handle, temporary = tempfile.mkstemp(prefix=f".{path.name[:40]}.", suffix=".part", dir=path.parent)
    except OSError as error:
        raise _write_error(path, error) from error
    _unfinished.add(temporary)
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        _give_rights(temporary, path)
        just_before()
        Path(temporary).replace(path)
    except OSError as error:
        raise _write_error(path, error) from error
    finally:
        Path(temporary).unlink(missing_ok=True)
        _unfinished.discard(temporary)


@contextmanager
def alone_with(path: str | Path) -> Iterator[None]:
    """Wait until no other thread or process is here with this file: for who reads it and writes it anew.

    What is locked is a file beside it, since the file itself gives way to a new one; it is gone at the end.

    Raises:
        WriteError: the folder is missing or may not be written.
    """
    path = Path(path)
    lock_path = path.with_name(f".{path.name[:40]}.lock")
    try:
        file = _locked(lock_path)
    except OSError as error:
        raise _write_error(path, error) from error
    try:
        yield
    finally:
        with suppress(OSError):  # Windows keeps a file that is open, and takes this one again next time
            lock_path.unlink()
        file.close()


def _locked(path: Path) -> IO[bytes]:
    while True:
        file = path.open("ab")
        try:
            lock(file, wait=True)
            # Who had it before has removed it: others will look for one of that name.
            if os.path.samestat(path.stat(), os.fstat(file.fileno())):
                return file
        except FileNotFoundError:
            pass
        except BaseException:
            file.close()
            raise
        file.close()


def lock(file: IO[bytes], *, wait: bool = False) -> None:
    """Lock an open file, until it is closed or the process ends.

    Raises:
        OSError: another has locked it; where that is to be waited for, it cannot be locked.
    """
    import portalocker

    flags = portalocker.LockFlags.EXCLUSIVE
    if not wait:
        flags |= portalocker.LockFlags.NON_BLOCKING
    try:
        portalocker.lock(file, flags)
    except portalocker.AlreadyLocked as error:
        raise BlockingIOError(errno.EAGAIN, "another has locked it") from error
    except portalocker.LockException as error:
        raise OSError(f"it cannot be locked: {error}") from error


def share_mode(path: str | Path) -> None:
    """Give the file the rights that `open` would have given: mkstemp makes it private."""
    mask = os.umask(0)
    os.umask(mask)
    Path(path).chmod(0o666 & ~mask)


def _give_rights(path: str | Path, replaced: Path) -> None:
    """Give a file the rights of the one it replaces, and its owner where that is allowed."""
    try:
        found = replaced.stat()
    except OSError:
        share_mode(path)
        return
    if hasattr(os, "chown"):
        with suppress(OSError):
            os.chown(path, found.st_uid, found.st_gid)
    Path(path).chmod(stat.S_IMODE(found.st_mode))


def _write_error(path: Path, error: OSError) -> WriteError:
    return WriteError(
        say("cannot be written: {reason}", reason=reason_of(error)),
        where=str(path),
        mend=say("name a folder that exists and has room"),
    )


def make_folder(path: str | Path) -> None:
    """Make a folder, and those it stands in, where they are not there.

    Raises:
        WriteError: it cannot be made.
    """
    try:
        Path(path).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise WriteError(reason_of(error), where=str(path), mend=say("name another folder")) from error
