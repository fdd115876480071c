"""The zip and XML of a Word file, opened as something a stranger sent.

A docx is a zip of XML parts that name one another in relationship files. Nothing in it is trusted: the
number and sizes of its entries are bounded before and while they are unpacked, and its XML may hold no
DTD, so no entity, no outside file and no network (OWASP, XML External Entity Prevention).
"""

from __future__ import annotations

import posixpath
import shutil
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import IO, NoReturn

from lxml import etree

from align.errors import ReadError
from align.files import MAX_BYTES, xml_parser
from align.words import say

MAX_ENTRIES = 10_000
MAX_PART = 64 * 2**20
"""Largest XML part in bytes: four times that of the longest UN reports."""
MAX_RATIO = 200
"""Real parts shrink 5 to 50 times; a bomb shrinks a thousand times."""

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = (
    b"http://purl.oclc.org/ooxml/wordprocessingml/main",
    b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
)
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_SAVE_AGAIN = say("download it again, or open it in Word and save it as .docx")
_DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError, IndexError)


class Package:
    """The XML parts of one Word file, by what they are (`styles`, `footnotes`…).

    Raises:
        ReadError: locked, cut off, damaged, a bomb, or no Word file at all.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        _refuse_ole(path)
        try:
            self._zip = zipfile.ZipFile(path)
        except _DAMAGE as error:
            self._fail_to_open(error)
        self._names = frozenset(self._zip.namelist())
        if len(self._names) > MAX_ENTRIES:
            self._fail(
                say("it holds {count} files, more than {most}", count=len(self._names), most=MAX_ENTRIES)
            )
        self._parsed: dict[str, etree._Element] = {}
        self._targets: dict[str, str] = {}
        """Id of a relation of the main part → name of a part."""
        self._main = self._main_part()
        self._related = self._relations(self._main)

    def __enter__(self) -> Package:
        return self

    def __exit__(self, *_: object) -> None:
        self._zip.close()

    def document(self) -> etree._Element:
        """Return the main part."""
        return self._parse(self._main)

    def parts(self, kind: str) -> list[etree._Element]:
        """Return the parts that the main part names as `kind`: one `styles`, several `header`."""
        return [self._parse(name) for name in self._related.get(kind, []) if name in self._names]

    def part(self, kind: str) -> etree._Element | None:
        """Return the one part of a kind, or None where there is none."""
        return next(iter(self.parts(kind)), None)

    def parsed(self) -> dict[str, etree._Element]:
        """Return the parts that were looked at, by their names."""
        return dict(self._parsed)

    def bytes_of(self, name: str) -> bytes:
        """Return a part as it stands in the zip.

        Raises:
            ReadError: it cannot be unpacked, is locked, or swells beyond all bounds.
        """
        info = self._zip.getinfo(name)
        self._refuse_locked(info)
        if info.file_size > MAX_PART or info.file_size > MAX_RATIO * max(info.compress_size, 4096):
            self._fail(
                say(
                    "{part} unpacks to {size:,} bytes, which no honest document does",
                    part=name,
                    size=info.file_size,
                )
            )
        try:
            with self._zip.open(info) as file:
                return file.read(MAX_PART)
        except _DAMAGE as error:
            self._fail(say("{part} cannot be unpacked ({reason})", part=name, reason=str(error)))

    def write_with(self, parts: Mapping[str, bytes], file: IO[bytes]) -> None:
        """Write a copy of the package in which some parts are other ones; all else is as it was.

        Raises:
            ReadError: something in it cannot be unpacked, or swells beyond what is read of any file.
        """
        left = MAX_BYTES
        with zipfile.ZipFile(file, "w") as copy:
            for info in self._zip.infolist():
                self._refuse_locked(info)
                left -= info.file_size
                if left < 0:
                    self._fail(say("it unpacks to more than {most} MB", most=MAX_BYTES >> 20))
                if info.filename in parts:
                    copy.writestr(_named(info), parts[info.filename])
                    continue
                try:
                    with self._zip.open(info) as given, copy.open(_named(info), "w") as taken:
                        shutil.copyfileobj(given, taken)
                except _DAMAGE as error:
                    reason = str(error)
                    self._fail(say("{part} cannot be unpacked ({reason})", part=info.filename, reason=reason))

    def linked(self, id_: str) -> tuple[str, bytes]:
        """Return name and content of the part that a relation of the main part leads to; empty for none."""
        name = self._targets.get(id_, "")
        return name, self.bytes_of(name) if name in self._names else b""

    def _main_part(self) -> str:
        for name in [*self._relations("").get("officeDocument", []), "word/document.xml"]:
            if name in self._names and name.startswith("word/"):
                return name
        if self._names & {"xl/workbook.xml", "ppt/presentation.xml"}:
            self._fail(
                say("this is a workbook or a presentation, not a text"), say("save its text as .docx or .txt")
            )
        if "content.xml" in self._names:
            self._fail(say("this is an OpenDocument file"), say("give its name the ending .odt"))
        self._fail(say("the zip holds no Word document"))

    def _relations(self, name: str) -> dict[str, list[str]]:
        """Return the names of the parts that a part points at, by the last word of their type."""
        folder, base = posixpath.split(name)
        rels = posixpath.join(folder, "_rels", f"{base}.rels")
        found: dict[str, list[str]] = {}
        self._targets = {}
        for relation in self._parse(rels) if rels in self._names else ():
            if relation.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("/", folder, relation.get("Target", "")))
                found.setdefault(posixpath.basename(relation.get("Type", "")), []).append(target[1:])
                self._targets[relation.get("Id", "")] = target[1:]
        return found

    def _parse(self, name: str) -> etree._Element:
        if name in self._parsed:
            return self._parsed[name]
        try:
            root = etree.fromstring(self.bytes_of(name).replace(*_STRICT), xml_parser())
        except etree.XMLSyntaxError as error:
            self._fail(say("{part} is damaged ({reason})", part=name, reason=error.msg))
        if root.getroottree().docinfo.internalDTD is not None:
            self._fail(
                say("{part} defines XML entities, which no Word file does", part=name),
                say("do not trust its sender"),
            )
        self._parsed[name] = root
        return root

    def _refuse_locked(self, info: zipfile.ZipInfo) -> None:
        if info.flag_bits & 1:
            self._fail(say("the zip is locked with a password"), say("unlock it first"))

    def _fail_to_open(self, error: Exception) -> NoReturn:
        with self.path.open("rb") as file:
            zipped = file.read(4) == b"PK\x03\x04"
        if zipped:
            self._fail(say("the file is cut off or damaged ({reason})", reason=str(error)))
        self._fail(
            say("this is no Word file, whatever its name says"), say("give it the ending of what it is")
        )

    def _fail(self, what: str, mend: str = _SAVE_AGAIN) -> NoReturn:
        raise ReadError(what, where=str(self.path), mend=mend) from None


def _named(info: zipfile.ZipInfo) -> zipfile.ZipInfo:
    """Return the entry of a zip without what depends on where it stands there."""
    made = zipfile.ZipInfo(info.filename, info.date_time)
    made.compress_type, made.external_attr, made.create_system = (
        info.compress_type, info.external_attr, info.create_system,
    )  # fmt: skip
    return made


def _refuse_ole(path: Path) -> None:
    """Tell a password-protected docx from an old .doc: both are OLE containers."""
    with path.open("rb") as file:
        if file.read(8) != _OLE:
            return
        locked = _ENCRYPTED in file.read(MAX_PART)
    if locked:
        raise ReadError(
            say("the file is locked with a password"),
            where=str(path),
            mend=say("open it in Word and save it without one"),
        )
    raise ReadError(
        say("this is a Word 97–2003 file (.doc)"), where=str(path), mend=say("give its name the ending .doc")
    )
