"""OmegaT 3.6: what its filters make of a file, as seen by running it without a window.

A Word file is to it a row of XML texts: paragraphs, tabs and line breaks end an entry, whatever stands
between two texts is a tag, deleted text is text, and automatic numbers are nowhere. Headers, footers and
comments are translated, too. Of a plain text, an entry is what stands between two empty lines, or each line:
that is an option of its filter, and where the lines are not wrapped it is the better choice.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from align.document import Block, Document
from align.files import check_input
from align.readers.docx.package import Package, W
from align.readers.encoding import decode
from align.text import legal

SEGMENTATION = "omegat"
"""Its own rules, as it comes."""

_ENDS = {f"{W}{name}" for name in ("p", "tab", "br")}
"""What ends an entry, both where it opens and where it closes; `w:tab` also among the properties."""
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_DRAWING_2010 = "{http://schemas.microsoft.com/office/word/2010/wordprocessingDrawing}"
_INTACT = {
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
    *(f"{W}{name}" for name in ("instrText", "fldChar")),
    *(f"{_DRAWING}{name}" for name in ("align", "posOffset")),
    *(f"{_DRAWING_2010}{name}" for name in ("pctWidth", "pctHeight")),
}
"""What it takes as one tag, with all that is in it."""
_PARTS = ("comments", "footnotes", "endnotes", "header", "footer")

_WIDEST = 120
"""Longest line, in characters, of a text whose lines were wrapped for printing."""


def read(path: Path) -> Document | None:
    """Return the entries of a file as blocks, or None where its filter for such files is not known.

    Raises:
        ReadError: the file is missing or damaged.
    """
    reader = {".docx": _of_word, ".txt": _of_text}.get(path.suffix.lower())
    if reader is None:
        return None
    entries = (unicodedata.normalize("NFC", legal(text)) for text in reader(check_input(path)))
    return Document(str(path), tuple(Block(text) for text in entries if text.strip()))


def _of_text(path: Path) -> Iterator[str]:
    text = decode(path.read_bytes(), where=str(path))
    lines = text.split("\n")
    wrapped = max(map(len, lines)) <= _WIDEST
    yield from re.split(r"\n(?:[^\S\n]*\n)+", text) if wrapped else lines


def _of_word(path: Path) -> Iterator[str]:
    with Package(path) as package:
        yield from _entries(package.document())
        for kind in _PARTS:
            for part in package.parts(kind):
                yield from _entries(part)


def _entries(root: etree._Element) -> Iterator[str]:
    texts: list[str] = []
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        if element.tag in _ENDS:
            yield "".join(texts)
            texts.clear()
        if event == "start" and element.tag in _INTACT:
            walk.skip_subtree()
        else:
            texts.append((element.text if event == "start" else element.tail) or "")
    yield "".join(texts)
