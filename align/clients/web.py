"""The texts of a web page, and what formats them: bold, italic, raised, links, line breaks, note marks.

What parts paragraphs ends a text; what formats all of it is a matter of the paragraph, and no code.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from align.document import Block, Code
from align.files import check_input
from align.readers.html import page_of
from align.readers.html.blocks import BLOCKS
from align.readers.html.clean import DROPPED

_AROUND = {
    "b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "ulined", "sup": "x-sup",
    "sub": "x-sub", "a": "link", "code": "x-code-text",
}  # fmt: skip
_ALONE = {"br": "lb", "img": "image"}


def entries(path: Path) -> Iterator[Block]:
    """Yield the texts of a page with their codes.

    Raises:
        ReadError: it is no page, or none that may be read.
    """
    body, notes = page_of(check_input(path).read_bytes(), where=str(path))
    entry = _Entry()
    walk = etree.iterwalk(body, events=("start", "end"))
    for event, element in walk:
        tag, is_start = element.tag, event == "start"
        is_hidden = tag == DROPPED or element in notes.marks or element in notes.backlinks
        if tag in BLOCKS:
            yield from entry.finished()
            entry = entry.next()
        elif is_hidden:
            if is_start:
                walk.skip_subtree()
                if element in notes.marks:
                    entry.put("fnote", str(tag))
        elif tag in _ALONE and is_start:
            entry.put(_ALONE[tag], str(tag))
        elif tag in _AROUND and (tag != "a" or element.get("href")):
            (entry.open if is_start else entry.close)(str(tag))
        entry.text((None if is_hidden else element.text) if is_start else element.tail)
    yield from entry.finished()


class _Entry:
    """One text while it is met, and its codes."""

    def __init__(self, around: tuple[str, ...] = ()) -> None:
        self._text = ""
        self._around: list[tuple[str, int]] = []
        """Of each element that is open, its name and the number of its code."""
        self._codes: list[tuple[int, str, int, str]] = []
        self._count = 0
        for name in around:
            self.open(name)

    def next(self) -> _Entry:
        """Return the text that follows: what was open goes on."""
        return _Entry(tuple(name for name, _ in self._around))

    def text(self, text: str | None) -> None:
        """Meet a text."""
        self._text += text or ""

    def put(self, kind: str, name: str) -> None:
        """Meet what stands alone."""
        self._add(kind, self._count, f"<{name}>")
        self._count += 1

    def open(self, name: str) -> None:
        """Meet the beginning of an element."""
        self._around.append((name, self._count))
        self._add(f"+{_AROUND[name]}", self._count, f"<{name}>")
        self._count += 1

    def close(self, name: str) -> None:
        """Meet the end of an element."""
        if self._around and self._around[-1][0] == name:
            self._add(f"-{_AROUND[name]}", self._around.pop()[1], f"</{name}>")

    def finished(self) -> Iterator[Block]:
        """Yield the text, unless it is blank."""
        around = list(self._around)
        while self._around:
            self.close(self._around[-1][0])
        self._around = around
        if self._text.strip():
            kept = sorted({number for _, _, number, _ in self._codes} - self._idle())
            numbers = {number: str(place) for place, number in enumerate(kept)}
            codes = (Code(at, kind, numbers[n], own) for at, kind, n, own in self._codes if n in numbers)
            yield Block(self._text, codes=tuple(codes))

    def _add(self, kind: str, number: int, native: str) -> None:
        self._codes.append((len(self._text), kind, number, native))

    def _idle(self) -> set[int]:
        """Return the numbers of the pairs around nothing, and around everything."""
        begins = {number: at for at, kind, number, _ in self._codes if kind[0] == "+"}
        ends = {number: at for at, kind, number, _ in self._codes if kind[0] == "-"}
        first, last = len(self._text) - len(self._text.lstrip()), len(self._text.rstrip())
        return {
            number
            for number, at in begins.items()
            if not self._text[at : ends[number]].strip() or (at <= first and last <= ends[number])
        }
