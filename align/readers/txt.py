"""Plain text → Document: UN reports as extracted from PDF, hard-wrapped text, one paragraph a line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Set
from pathlib import Path

from align.document import Document
from align.numbering import split_bullet, split_number
from align.readers import masthead
from align.readers.encoding import decode
from align.readers.printed import furniture
from align.readers.printed.layout import Line, blocks_of
from align.readers.printed.lines import RAISED, ends_clause, starts_lower
from align.text import HAN

_MARK = re.compile(rf"(?:\s?\^|(?<=\S)\s?|^\s*)\[(\d{{1,3}})\](?=\s|$|[^\w(\[]|[{HAN}])")
"""A note mark as w3m writes what a page raises, outdated. ^[1], or as Sphinx does: outdated. [1]"""
_CUT = re.compile(r"(?<=\^)(\n[ \t]*)(\[\d{1,3}\])")  # ^ at the end of a line, [1] on the next
_NOTE = re.compile(
    r"(\n)?\n[ \t]*\[(\d{1,3})\]\s+(?=[^\W\d_a-z]|[“\"‘«《<(]|https?:|\d+/|(?:1[89]|20)\d\d\s?[^\W\d_])"
)
_SET_IN = 2
"""Columns by which text below a name is set in, at least."""
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
    lines, page, gap, fresh, above = list[Line](), 1, False, True, ""
    for number, raw in enumerate(text.split("\n"), 1):
        page += raw.count("\f")
        content = _with_raised(raw.replace("\f", " "), noted).strip()
        if content:
            begins = gap or raw.startswith(_INDENT) or (fresh and _stands_out(above, raw))
            lines.append(Line(content, page, f"line {number}", begins))
            fresh, above = begins or len(lines) == 1, raw
        gap = not content
    return lines


def _stands_out(above: str, raw: str) -> bool:
    """Tell a name over text that is set in, as manual pages have it: the next word had room behind it."""
    above, raw = above.expandtabs(), raw.expandtabs()
    text = raw.lstrip()
    name = above.strip()
    if len(raw) - len(text) < len(above) - len(above.lstrip()) + _SET_IN:
        return False
    if starts_lower(text) or ends_clause(name):
        return False
    if not name or split_number(name)[0] or split_bullet(name)[0]:
        return False
    return len(above.rstrip()) + 1 + len(text.split()[0]) < len(raw.rstrip())


def _noted(text: str) -> frozenset[str]:
    """Return the numbers in square brackets that lead from a mark to a note of its own: [1].

    Where no blank line stands above a note, [2] may stand right below [1], and each below its own mark.
    """
    marks = [(int(match[1]), match.start(), "\n" in match[0]) for match in _MARK.finditer(text)]
    marked = {number for number, _, _ in marks}
    first = {number: start for number, start, begins in reversed(marks) if not begins}
    noted, last = set[int](), 0
    for note in _NOTE.finditer(text):
        number = int(note[2])
        counted = number == last + 1 and first.get(number, note.start()) < note.start()
        if number in marked and (note[1] or number - 1 in noted or counted):
            noted.add(number)
            last = number
    return frozenset(map(str, noted))


def _with_raised(line: str, noted: Set[str]) -> str:
    """Return a line with its note marks raised, so that they are known as such."""

    def raised(mark: re.Match[str]) -> str:
        number = str(int(mark[1]))  # in the figures of ASCII: [١] is [1]
        return number.translate(RAISED) if "^" in mark[0] or number in noted else mark[0]

    return _MARK.sub(raised, line) if "[" in line else line


def _symbol_in(heads: Iterable[Line]) -> str:
    """Return the symbol that the running heads bear, if they do."""
    return next((match[0] for line in heads if (match := re.search(masthead.SYMBOL, line.text))), "")
