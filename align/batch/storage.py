"""Archives and outputs in object storage (`s3://bucket/folder`), worked on in a folder of this machine.

    with Mirror("s3://bucket/archive") as mirror:
        mirror.fetch()
        ...                         # mirror.folder is an ordinary folder now
        mirror.send()

Readers, ledger and locks want files. So what a storage holds is kept in a folder beside a list of what was
the same on both sides when last seen; only what has changed since goes to and fro. What another machine
changed in the storage is taken; what only this one made stays until it is sent. A process killed in between
has sent some files and not others, each whole, and the next one sends the rest.

Any storage that fsspec knows will do (https://filesystem-spec.readthedocs.io): s3, gs, abfs, sftp, memory.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path, PurePosixPath
from typing import IO, Any, Self

from align.errors import AlignError, MissingError, ReadError, SettingsError, WriteError, reason_of
from align.files import lock, write_whole
from align.words import say

_INDEX, _LOCK, _ARRIVING, _PROBE = "index.json", "lock", "arriving", ".align-tm-probe"
_MANY = 200
"""Files that go to and fro at once."""
_UNFINISHED = (".work", ".part", ".lock")
_ASIDE = ("-wal", "-shm", "-journal")
"""What SQLite keeps beside a database that is open."""

Seen = dict[str, list[Any]]
"""Name of a file → what it looked like in the storage, and here, when both were the same."""


def is_address(place: str) -> bool:
    """Tell whether a place is in a storage, and no path.

    >>> is_address("s3://bucket/archive"), is_address("C:/archive")
    (True, False)
    """
    return "://" in place


class Mirror:
    """A folder of a storage, and its copy on this machine; one process uses it at a time.

    Args:
        address: of the folder in the storage.
        cache: where copies are kept from run to run; default: the user's own folder of such.

    Raises:
        MissingError: what speaks to the storage is not installed.
        ReadError: there is no such kind of storage.
        SettingsError: another process works with the copy.
    """

    def __init__(self, address: str, cache: Path | None = None) -> None:
        self.address = address.rstrip("/")
        self._files, self._root = _opened(self.address)
        self._root = self._root.rstrip("/")
        held = (cache or _cache()) / hashlib.sha256(self.address.encode()).hexdigest()[:16]
        self._held = held
        self.folder = held / "files" / (PurePosixPath(self._root).name or "storage")
        self.left_out: list[str] = []
        """Names in the storage that no folder can hold."""
        with self._told(WriteError):
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._lock = _locked(held)

    @property
    def holds_anything(self) -> bool:
        """True where there is a file in the copy."""
        return any(path.is_file() for path in self.folder.rglob("*"))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._lock.close()

    def fetch(self) -> int:
        """Bring the copy up to date with the storage; return how many files came.

        Raises:
            ReadError: the storage does not answer, or may not be read.
            WriteError: there is no room for the copy.
        """
        seen = self._seen()
        there = self._there()
        wanted = [name for name, looks in there.items() if seen.get(name, [None])[0] != looks]
        for name in seen.keys() - there.keys():
            (self.folder / name).unlink(missing_ok=True)
            del seen[name]
        for some in _portions(wanted):
            self._arrive(some)
            seen |= {name: [there[name], _looks(self.folder / name)] for name in some}
            self._keep(seen)
        self._keep(seen)
        return len(wanted)

    def probe(self) -> None:
        """Write and remove a file in the storage: who may not should hear it before the work, not behind it.

        Raises:
            WriteError: the storage does not answer, or may not be written.
        """
        with self._told(WriteError):
            self._files.pipe_file(self._remote(_PROBE), b"align-tm")
            self._files.rm_file(self._remote(_PROBE))

    def send(self) -> int:
        """Bring the storage up to date with the copy; return how many files went.

        Raises:
            WriteError: the storage does not answer, or may not be written.
        """
        seen, here = self._seen(), dict(self._here())
        with self._told(WriteError):
            for some in _portions([name for name in seen if name not in here]):
                self._files.rm([self._remote(name) for name in some])
        changed = [name for name, looks in here.items() if seen.get(name, [None, None])[1] != looks]
        for some in _portions(changed):
            with self._told(WriteError):
                self._files.put([str(self.folder / name) for name in some], [*map(self._remote, some)])
        there = self._there()
        self._keep({name: [there[name], here[name]] for name in here if name in there})
        return len(changed)

    def _arrive(self, names: Sequence[str]) -> None:
        """Fetch files beside their places, then move each there: none is ever half of itself."""
        arriving = self._held / _ARRIVING
        arriving.mkdir(exist_ok=True)
        with self._told(ReadError):
            ways = [str(arriving / str(number)) for number in range(len(names))]
            self._files.get([self._remote(name) for name in names], ways)
        for way, name in zip(ways, names, strict=True):
            path = self.folder / name
            with self._told(WriteError):
                path.parent.mkdir(parents=True, exist_ok=True)
                Path(way).replace(path)
                for ending in _ASIDE:  # of the database that was replaced
                    path.with_name(path.name + ending).unlink(missing_ok=True)

    def _there(self) -> dict[str, str]:
        """Return the files of the storage, each with what changes when it does."""
        self._files.invalidate_cache()
        with self._told(ReadError):
            found = self._files.find(self._root, detail=True) if self._files.exists(self._root) else {}
        names = {path[len(self._root) + 1 :]: info for path, info in found.items()}
        placed = {name: info for name, info in names.items() if _fits(name, names)}
        self.left_out = sorted(names.keys() - placed.keys())
        return {name: _changing(info) for name, info in placed.items()}

    def _here(self) -> Iterator[tuple[str, list[int]]]:
        for path in sorted(self.folder.rglob("*")):
            name = path.relative_to(self.folder).as_posix()
            unfinished = any(part.endswith(_UNFINISHED) for part in name.split("/"))
            if not unfinished and not name.endswith(_ASIDE) and path.is_file() and not path.is_symlink():
                yield name, _looks(path)

    def _remote(self, name: str) -> str:
        return f"{self._root}/{name}"

    def _seen(self) -> Seen:
        with suppress(OSError, ValueError):
            return dict(json.loads((self._held / _INDEX).read_bytes()))
        return {}

    def _keep(self, seen: Seen) -> None:
        with write_whole(self._held / _INDEX) as file:
            file.write(json.dumps(seen).encode())

    @contextmanager
    def _told(self, kind: type[AlignError]) -> Iterator[None]:
        """Turn whatever a storage raises into an error of ours: each has a tree of its own."""
        try:
            yield
        except AlignError:
            raise
        except Exception as error:
            mend = say("look at the address, and at what lets you in (for s3: AWS_PROFILE, AWS_ENDPOINT_URL)")
            what = say("the storage says: {reason}", reason=reason_of(error) or type(error).__name__)
            raise kind(what, where=self.address, mend=mend) from error


@contextmanager
def at_hand(
    archive: str, out: str, step: Callable[[str], None], tell: Callable[[str], None]
) -> Iterator[tuple[Path, Path | None]]:
    """Give folders of this machine for an archive and for what is made of it; None: nothing is to be made.

    Args:
        archive: a path, or an address in a storage, which is fetched.
        out: the same; what was made there is sent at the end, and also where the work had to stop.
        step: told what is done.
        tell: told what somebody should know.

    Raises:
        AlignError: the storage cannot be used.
    """
    with ExitStack() as open_mirrors:
        given = [
            open_mirrors.enter_context(Mirror(place)) if is_address(place) else Path(place)
            for place in (archive, out)
        ]
        source, target = given
        if isinstance(target, Mirror):
            target.probe()
        for mirror in given:
            if isinstance(mirror, Mirror):
                step(say("fetching {address}", address=mirror.address))
                mirror.fetch()
                for name in mirror.left_out:
                    tell(say("left out, as no folder can hold a file of that name: {name!r}", name=name))
        if isinstance(source, Mirror) and not source.holds_anything:
            mend = say("look at the address; so far only whole folders are read from a storage")
            raise ReadError(say("there is nothing here"), where=source.address, mend=mend)
        folders = [each.folder if isinstance(each, Mirror) else each for each in given]
        try:
            yield folders[0], folders[1] if out else None
        finally:
            if isinstance(target, Mirror):
                step(say("sending to {address}", address=target.address))
                target.send()


def _opened(address: str) -> tuple[Any, str]:
    try:
        from fsspec.core import url_to_fs

        files, root = url_to_fs(address)
    except ImportError as error:
        raise MissingError(
            say("object storage needs the s3 extra"), where=address, mend="pip install 'align-tm[s3]'"
        ) from error
    except ValueError as error:
        raise ReadError(
            say("there is no such kind of storage"), where=address, mend=say("write it as s3://bucket/folder")
        ) from error
    return files, str(root)


def _cache() -> Path:
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "align-tm"


def _locked(folder: Path) -> IO[bytes]:
    file = (folder / _LOCK).open("ab")
    try:
        lock(file)
    except BlockingIOError as error:
        file.close()
        raise SettingsError(
            say("another run works with this storage"), where=str(folder), mend=say("wait until it is done")
        ) from error
    return file


def _fits(name: str, names: dict[str, Any]) -> bool:
    """Tell whether a name of the storage can be one in a folder: storages know no folders, and take any."""
    path = PurePosixPath(name)
    plain = path.as_posix() == name and not path.is_absolute() and ".." not in path.parts
    lawful = plain and bool(name) and all(char.isprintable() and char != "\\" for char in name)
    return lawful and not any(str(parent) in names for parent in path.parents)


def _portions(names: Sequence[str]) -> Iterator[Sequence[str]]:
    for first in range(0, len(names), _MANY):
        yield names[first : first + _MANY]


def _changing(info: dict[str, Any]) -> str:
    told = (info.get(key) for key in ("size", "ETag", "LastModified", "mtime", "created", "etag", "md5"))
    return " ".join(str(each) for each in told)


def _looks(path: Path) -> list[int]:
    status = path.stat()
    return [status.st_size, status.st_mtime_ns]
