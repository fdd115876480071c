"""Names for what is made of a pair: safe on any disk, and no two alike.

>>> namer = Namer(PurePath("archive"))
>>> namer.name(PurePath("archive/2021/en/A_47_29-E.docx"), PurePath("archive/2021/zh/A_47_29-C.docx"))
'2021/A_47_29'
>>> namer.name(PurePath("archive/2021/a_47_29.docx"), PurePath("archive/2021/scan7.docx"))
'2021/a_47_29-2'
"""

from __future__ import annotations

import re
import unicodedata
from itertools import count, takewhile
from pathlib import PurePath

from align.batch.pairs.names import readings
from align.text import HAN

_UNSAFE = re.compile(r"[^\w.()-]+")
_LETTERS = re.compile(f"[^\\W\\d_{HAN}]")
_LAST_LETTERS = re.compile(f"[^\\W\\d_{HAN}]+$")
_LONGEST = 150
"""Bytes of a part of a name: disks hold 255, and endings are added."""


class Namer:
    """Gives names, and remembers them.

    Args:
        folder: what the files were found in; it is no part of a name.
    """

    def __init__(self, folder: PurePath) -> None:
        self._folder = folder
        self._taken: set[str] = set()

    def name(self, source: PurePath, target: PurePath) -> str:
        """Return a name for a pair: the folders and the part of the file names that both share."""
        one, other = (_relative(path, self._folder) for path in (source, target))
        folders = [part for part in one.parent.parts if part in other.parent.parts]
        return self.take("/".join([*folders, _shared_stem(one, other)]))

    def take(self, wanted: str) -> str:
        """Return a name that nobody has, made from the one that is wanted."""
        wanted = "/".join(filter(None, map(_safe, wanted.split("/")))) or "pair"
        for number in count(1):
            name = wanted if number == 1 else f"{wanted}-{number}"
            # Some disks take A and a for one name.
            if name.casefold() not in self._taken:
                self._taken.add(name.casefold())
                return name
        raise AssertionError("numbers never end")


def _relative(path: PurePath, folder: PurePath) -> PurePath:
    return path.relative_to(folder) if path.is_relative_to(folder) else PurePath(path.name)


def _shared_stem(source: PurePath, target: PurePath) -> str:
    """Return the name without its language mark where both share it, else the name of the source."""
    alike = takewhile(lambda two: two[0] == two[1], zip(source.stem, target.stem, strict=False))
    begun = "".join(one for one, _ in alike)
    if any(_LETTERS.match(path.stem, len(begun)) for path in (source, target)):
        begun = _LAST_LETTERS.sub("", begun)  # of report.en and report.es both begin with report.e
    prefix = begun.rstrip(" ._-([（")
    keys = {reading.key for reading in readings(PurePath(source.name)) if reading.language}
    whole = {reading.key for reading in readings(PurePath(f"{prefix}{source.suffix}"))} if prefix else set()
    return prefix if keys & whole else source.stem


def _safe(part: str) -> str:
    """Return a part of a name without what shells, disks and other systems stumble over."""
    safe = _UNSAFE.sub("_", unicodedata.normalize("NFC", part)).strip("._- ")
    return safe.encode()[:_LONGEST].decode(errors="ignore")
