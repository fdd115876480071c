"""Plain text → Document: UN reports as extracted from PDF, hard-wrapped text, one paragraph a line."""

from __future__ import annotations

from pathlib import Path

from align.document import Document
from align.readers.encoding import decode
from align.readers.layout import Line, blocks_of


def read(path: Path) -> Document:
    """Read a text file of any of the encodings that `encoding` knows.

    Raises:
        ReadError: it holds no text.
    """
    blocks, footnotes = blocks_of(lines_of(decode(path.read_bytes(), where=str(path))))
    return Document(str(path), blocks, footnotes)


def lines_of(text: str) -> list[Line]:
    """Cut a text into printed lines; a form feed begins a page."""
    lines, page, gap, number = [], 1, False, 0
    for number, raw in enumerate(text.split("\n"), 1):
        page += raw.count("\f")
        content = raw.replace("\f", " ").strip()
        if content:
            lines.append(Line(content, page, f"line {number}", gap))
        gap = not content
    return lines
