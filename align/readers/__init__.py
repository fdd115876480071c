"""Readers: one file → Document.

Each reader is a module with `read(path) -> Document`. It is found by the ending of the file; what the file
really holds is checked first, so that a PDF named `.docx` gets a clear message and not a stack trace.
What all formats share (language, symbol, date, remarks on what looks wrong) is filled in here, once.
"""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from dataclasses import replace
from importlib import import_module
from pathlib import Path

from align.document import Document
from align.errors import ReadError
from align.files import check_input
from align.readers.articles import parted
from align.readers.checks import remarks_of
from align.readers.exponents import with_exponents
from align.readers.lists import unrolled
from align.readers.masthead import date_of, symbol_of
from align.recognise import language_of
from align.words import say

READERS = {
    ".docx": "align.readers.docx:read",
    ".pdf": "align.readers.pdf:read",
    ".txt": "align.readers.txt:read",
    ".html": "align.readers.html:read",
    ".htm": "align.readers.html:read",
    ".xhtml": "align.readers.html:read",
    ".md": "align.readers.markdown:read",
    ".markdown": "align.readers.markdown:read",
    ".xml": "align.readers.akn:read",
    ".doc": "align.readers.office:read",
    ".rtf": "align.readers.office:read",
    ".odt": "align.readers.office:read",
    ".wpd": "align.readers.office:read",
}
"""Ending → `module:function`, imported when the first such file is read."""

# What a file holds, told from its first bytes → the endings that may stand on such a file.
_ENDINGS = {
    "PDF": (".pdf",),
    "Word document": (".docx",),
    "OpenDocument text": (".odt",),
    "RTF document": (".rtf", ".doc"),
    "old Word document": (".doc",),
    "WordPerfect document": (".wpd",),
    "web page": (".html", ".htm", ".xhtml", ".xml", ".doc"),
    "XML document": (".xml", ".xhtml", ".html", ".htm", ".doc"),
}
_HEAD = 4096


def read(path: str | Path) -> Document:
    """Read one language version of a document.

    Raises:
        ReadError: the file is missing, empty, damaged, locked or not what its ending says.
        MissingError: its format needs a program that is not installed.
    """
    path = check_input(path)
    ending = _ending(path)
    module, function = READERS[ending].split(":")
    reader: Callable[[Path], Document] = getattr(import_module(module), function)
    document = with_exponents(reader(path))
    document = replace(document, blocks=tuple(parted(tuple(unrolled(document.blocks)))))
    if not any(block.text.strip() for block in document.parts):
        raise ReadError(
            say("no text was found"), where=str(path), mend=say("check that it is no scan or empty page")
        )
    document = replace(
        document,
        language=document.language or language_of("\n".join(block.text for block in document.blocks)),
        symbol=document.symbol or symbol_of(document.blocks, path.name),
        date=document.date or date_of(document.blocks),
    )
    return replace(document, remarks=document.remarks + remarks_of(document))


_NAMES = {
    "PDF": say("a PDF"),
    "RTF document": say("an RTF document"),
    "WordPerfect document": say("a WordPerfect document"),
    "web page": say("a web page"),
    "XML document": say("an XML document"),
    "Word document": say("a Word document"),
    "OpenDocument text": say("an OpenDocument text"),
    "spreadsheet": say("a spreadsheet"),
    "presentation": say("a presentation"),
    "zip archive": say("a zip archive"),
    "old Word document": say("an old Word document"),
}


def _ending(path: Path) -> str:
    """Return the ending of a file after checking that its content agrees."""
    ending, held = path.suffix.lower(), _held(path)
    if not ending and (held in _ENDINGS or held == ""):
        return _ENDINGS.get(held, (".txt",))[0]
    if ending not in READERS:
        known = ", ".join(READERS)
        raise ReadError(
            unreadable(ending),
            where=str(path),
            mend=say("take {known}", known=known),
        )
    if held and ending not in _ENDINGS.get(held, ()):
        first = _ENDINGS.get(held, ("",))[0]
        mend = (
            say("rename it to end in {ending}", ending=first)
            if first
            else say("save it as docx, pdf, html or txt")
        )
        raise ReadError(
            say(
                "the name ends in {ending}, but the file is {held}",
                ending=ending,
                held=_NAMES[held],
            ),
            where=str(path),
            mend=mend,
        )
    return ending


def unreadable(ending: str) -> str:
    """Return the message that there is no reader for files of an ending."""
    if ending:
        return say("files ending in {ending} cannot be read", ending=ending)
    return say("files without an ending cannot be read")


def _held(path: Path) -> str:
    """Return what a file holds as its first bytes tell it; an empty string for text or anything else."""
    with path.open("rb") as file:
        head = file.read(_HEAD)
    if head.startswith(b"PK\x03\x04"):
        return _held_in_zip(path)
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        return _held_in_ole(path)
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if start.startswith(b"%pdf-"):
        return "PDF"
    if start.startswith(b"{\\rtf"):
        return "RTF document"
    if head.startswith(b"\xffWPC"):
        return "WordPerfect document"
    if start.startswith((b"<!doctype html", b"<html")):
        return "web page"
    return "XML document" if start.startswith(b"<?xml") else ""


def _held_in_zip(path: Path) -> str:
    try:
        with zipfile.ZipFile(path) as package:
            names = package.namelist()
    except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError, IndexError) as error:
        raise ReadError(
            say("the file is damaged: its end is missing"),
            where=str(path),
            mend=say("download or save it again"),
        ) from error
    if "word/document.xml" in names:
        return "Word document"
    if "content.xml" in names and "META-INF/manifest.xml" in names:
        return "OpenDocument text"
    for folder, held in (("xl/", "spreadsheet"), ("ppt/", "presentation"), ("word/", "Word document")):
        if any(name.startswith(folder) for name in names):
            return held
    return "zip archive"


def _held_in_ole(path: Path) -> str:
    """Old Word files and encrypted new ones share a container; the name of a stream tells them apart."""
    if "EncryptedPackage".encode("utf-16-le") in path.read_bytes():
        raise ReadError(
            say("the file is protected with a password"),
            where=str(path),
            mend=say("open it and save it without one"),
        )
    return "old Word document"
