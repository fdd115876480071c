"""Plain text → Document: UN reports as extracted from PDF, hard-wrapped text, one paragraph a line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Set
from pathlib import Path

from align.document import Document
from align.readers import masthead
from align.readers.encoding import decode
from align.readers.printed import furniture
from align.readers.printed.layout import Line, blocks_of
from align.readers.printed.lines import RAISED

_MARK = re.compile(r"(?:\s?\^|(?<=\S)\s?|^\s*)\[(\d{1,3})\](?=\s|$|[^\w(\[])")
"""A note mark as w3m writes what a page raises, outdated. ^[1], or as Sphinx does: outdated. [1]"""
_CUT = re.compile(r"(?<=\^)(\n[ \t]*)(\[\d{1,3}\])")  # ^ at the end of a line, [1] on the next
_NOTE = re.compile(r"(\n)?\n[ \t]*\[(\d{1,3})\]\s+(?=[^\W\d_a-z]|[“\"‘《<(]|https?:)")
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
    text = _CUT.sub(r"\2\1", text)
    noted = _noted(text)
    lines, page, gap, number = [], 1, False, 0
    for number, raw in enumerate(text.split("\n"), 1):
        page += raw.count("\f")
        content = _with_raised(raw.replace("\f", " "), noted).strip()
        if content:
            lines.append(Line(content, page, f"line {number}", gap or raw.startswith(_INDENT)))
        gap = not content
    return lines


def _noted(text: str) -> frozenset[str]:
    """Return the numbers in square brackets that lead from a mark to a note of its own: [1]."""
    marked = {match[1] for match in _MARK.finditer(text)}
    noted = set[str]()
    for gap, number in _NOTE.findall(text):
        if number in marked and (gap or str(int(number) - 1) in noted):  # [2] may stand right below [1]
            noted.add(number)
    return frozenset(noted)


def _with_raised(line: str, noted: Set[str]) -> str:
    """Return a line with its note marks raised, so that they are known as such."""

    def raised(mark: re.Match[str]) -> str:
        is_mark = "^" in mark[0] or mark[1] in noted
        return mark[1].translate(RAISED) if is_mark else mark[0]

    return _MARK.sub(raised, line) if "[" in line else line


def _symbol_in(heads: Iterable[Line]) -> str:
    """Return the symbol that the running heads bear, if they do."""
    return next((match[0] for line in heads if (match := re.search(masthead.SYMBOL, line.text))), "")
