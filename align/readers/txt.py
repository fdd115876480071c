"""Plain text → Document: UN reports as extracted from PDF, hard-wrapped text, one paragraph a line."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from align.document import Document
from align.readers import masthead
from align.readers.encoding import decode
from align.readers.printed import furniture
from align.readers.printed.layout import Line, blocks_of

_INDENT = "\u3000\u3000"
"""Chinese sets the first line of a paragraph in by two blanks of full width."""


def read(path: Path) -> Document:
    """Read a text file of any of the encodings that `encoding` knows.

    Raises:
        ReadError: it holds no text.
    """
    lines, removed = furniture.part(lines_of(decode(path.read_bytes(), where=str(path))))
    blocks, footnotes = blocks_of(lines)
    return Document(str(path), blocks, footnotes, symbol=masthead.symbol_of(blocks) or _symbol_in(removed))


def lines_of(text: str) -> list[Line]:
    """Cut a text into printed lines; a form feed begins a page."""
    lines, page, gap, number = [], 1, False, 0
    for number, raw in enumerate(text.split("\n"), 1):
        page += raw.count("\f")
        content = raw.replace("\f", " ").strip()
        if content:
            lines.append(Line(content, page, f"line {number}", gap or raw.startswith(_INDENT)))
        gap = not content
    return lines


def _symbol_in(heads: Iterable[Line]) -> str:
    """Return the symbol that the running heads bear, if they do."""
    return next((match[0] for line in heads if (match := re.search(masthead.SYMBOL, line.text))), "")
