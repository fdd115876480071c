"""What people marked in a translation in Trados, and where it is once the translation was changed.

A comment marks the words that it is about, a tracked change or a reviser what was put in. What was taken out
stands there too, and is no part of the text:

    <mrk mtype="x-sdl-comment" sdl:cid="…">the sea</mrk>, <mrk mtype="x-sdl-deleted" …>rises</mrk>

Such marks stay at their words. A comment whose words are all gone is one of the whole text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from align.codes import carried
from align.document import Code
from align.exchange.elements import MARKS
from align.exchange.inline import DELETED, one_line
from align.exchange.tags import START, as_read, attribute, content_of, text_and_codes
from align.moved import MovedPlaces
from align.text import clean

_COMMENT = re.compile(r"x-sdl-(?:feedback-)?comment")
_MARK = re.compile(rf"<(/?)mrk(?=[\s>/]){START}>")
_ID = "align-mark-"
"""Begins the names of marks among those of the codes of a file."""


class Annotations:
    """The marks of a translation, taken out of it.

    >>> marks = Annotations('A <mrk mtype="x-sdl-comment" sdl:cid="c">deep sea</mrk>.', "en")
    >>> marks.text
    'A deep sea.'
    >>> [(code.offset, code.native) for code in marks.put_into("The deep blue sea.", ())]
    [(4, '<mrk mtype="x-sdl-comment" sdl:cid="c">'), (17, '</mrk>')]
    """

    def __init__(self, content: str, language: str) -> None:
        self.text = content
        """The content of the translation without them."""
        self._before, self._marks = "", list[Code]()
        if '"x-sdl-' not in content:
            return
        marked, spelled = _named(content)
        text, codes = text_and_codes(marked)
        self._before = as_read(marked, language)
        ours = [code for code in codes if code.id in spelled]
        placed = carried(ours, text, self._before, lambda piece: clean(one_line(piece, language)))
        self._marks = [replace(code, native=spelled[code.id][code.kind[:1] == "-"]) for code in placed]
        self.text = _PLACED.sub("", marked)

    def __bool__(self) -> bool:
        return bool(self._marks)

    def put_into(self, text: str, codes: Sequence[Code]) -> list[Code]:
        """Return the codes of a new text with the marks among them, each as it is spelled."""
        place = MovedPlaces(self._before, text)
        moved = [replace(mark, offset=place(mark.offset)) for mark in self._marks]
        found = list(codes)
        for number in dict.fromkeys(mark.id for mark in moved):
            own = [mark for mark in moved if mark.id == number]
            if len(own) == 2 and own[0].offset >= own[1].offset:
                if not _COMMENT.search(own[0].native):
                    continue  # what was put in is gone again
                own = [replace(own[0], offset=0), replace(own[1], offset=len(text))]
            _insert(found, own)
        return found

    def comments_around(self, content: str) -> str:
        """Return a new text with the comments around all of it, for where the marks would cross its codes."""
        begun = [mark.native for mark in self._marks if _COMMENT.search(mark.native)]
        return "".join(begun) + content + "</mrk>" * len(begun)


_PLACED = re.compile(rf'<(?:x|bx|ex) id="{_ID}\d+"[^>]*/>')


def _named(content: str) -> tuple[str, dict[str, tuple[str, str]]]:
    """Return a content with a code for each mark; and of each mark by its name how its halves are spelled."""
    parts, spelled, begun, at = [], dict[str, tuple[str, str]](), list[str](), 0
    for tag in _MARK.finditer(content):
        if tag.start() < at:  # inside of what was taken out
            continue
        kind = "" if tag[1] else attribute(tag[0], "mtype")
        name = f"{_ID}{len(spelled)}"
        code, end = "", tag.end()
        if tag[1]:
            number = begun.pop() if begun else ""
            code = f'<ex id="{number}" rid="{number}"/>' if number else tag[0]
        elif kind in DELETED or (kind in MARKS and tag[0].endswith("/>")):
            inside = None if tag[0].endswith("/>") else content_of(content, "mrk", tag.start())
            end = content.find(">", inside[1]) + 1 if inside else end
            spelled[name] = content[tag.start() : end], ""
            code = f'<x id="{name}"/>'
        elif kind in MARKS:
            spelled[name] = tag[0], "</mrk>"
            begun.append(name)
            code = f'<bx id="{name}" rid="{name}"/>'
        else:
            code = tag[0]
            if not tag[0].endswith("/>"):
                begun.append("")
        parts += [content[at : tag.start()], code]
        at = end
    return "".join(parts) + content[at:], spelled


def _insert(codes: list[Code], mark: Iterable[Code]) -> None:
    """Put the halves of a mark among codes, around those that stand inside of it."""
    begin, *rest = mark
    end = rest[0] if rest else begin
    spans = {code.id: [other.offset for other in codes if other.id == code.id] for code in codes}
    first = next(
        (
            place
            for place, code in enumerate(codes)
            if code.offset > begin.offset
            or (code.offset == begin.offset and code.kind[0] == "+" and max(spans[code.id]) <= end.offset)
        ),
        len(codes),
    )
    codes.insert(first, begin)
    if not rest:
        return
    last = next(
        (
            place
            for place, code in enumerate(codes[first + 1 :], first + 1)
            if code.offset > end.offset
            or (
                code.offset == end.offset
                and not (code.kind[0] == "-" and min(spans[code.id]) >= begin.offset)
            )
        ),
        len(codes),
    )
    codes.insert(last, end)
