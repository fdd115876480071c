"""The texts of a workbook, which Excel keeps apart from its cells: on disk, however many there are.

openpyxl holds them all, and strips `x005F_` from them. Standard: ECMA-376 part 1, 18.4.9 (sst).
"""

from __future__ import annotations

from array import array
from tempfile import SpooledTemporaryFile
from typing import IO, TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from zipfile import ZipFile

_IN_MEMORY = 4 * 2**20
"""Bytes up to which nothing is written to disk."""


class Strings:
    """Texts by their numbers, from 0."""

    def __init__(self) -> None:
        # The file is forgotten with the texts, by Python itself.
        self._file = cast(IO[bytes], SpooledTemporaryFile(_IN_MEMORY))  # noqa: SIM115
        self._ends = array("Q", [0])

    def append(self, text: str) -> None:
        """Add a text."""
        self._ends.append(self._ends[-1] + self._file.write(text.encode()))

    def __len__(self) -> int:
        return len(self._ends) - 1

    def __getitem__(self, number: int) -> str:
        begin, end = self._ends[number : number + 2]
        self._file.seek(begin)
        return self._file.read(end - begin).decode()


def shared_strings(archive: ZipFile, package: Any) -> Strings:
    """Return the texts of a workbook; `package` is its table of contents, as openpyxl reads it."""
    from lxml import etree
    from openpyxl.xml.constants import SHARED_STRINGS

    strings = Strings()
    part = package.find(SHARED_STRINGS)
    if part is None:
        return strings
    with archive.open(part.PartName[1:]) as file:
        items = etree.iterparse(file, tag="{*}si", resolve_entities=False, no_network=True, load_dtd=False)
        for _, item in items:
            # What stands below a character to be read aloud (rPh) is no part of the text.
            texts = item.xpath("./*[local-name()='t'] | ./*[local-name()='r']/*[local-name()='t']")
            strings.append("".join(text.text or "" for text in texts))
            item.clear()
            while item.getprevious() is not None:
                del item.getparent()[0]
    return strings
