"""The codes of a text in TMX and XLIFF: elements that stand for the formatting of another format.

    stand alone      <ph> <x> <cp> <ut>
    begin and end    <bpt> … <ept>, <bx> … <ex>, <sc> … <ec>, <sm> … <em>; <it> is half of such a pair
    around a text    <g> <pc> <hi> <mrk>

>>> from lxml import etree
>>> seg = '<seg>The <bpt i="1" type="bold"/>Board<ept i="1"/> met<x id="2" ctype="lb"/></seg>'
>>> [(code.offset, code.kind, code.id) for code in codes_of(etree.fromstring(seg), "The Board met")]
[(4, '+bold', '1'), (9, '-bold', '1'), (13, 'lb', '2')]
"""

from __future__ import annotations

import re
from itertools import count
from typing import TYPE_CHECKING

from align.codes import carried
from align.document import Code
from align.exchange.inline import CODES, is_apart
from align.exchange.xml import local
from align.text import legal

if TYPE_CHECKING:
    from lxml import etree

_BEGIN = frozenset(("bpt", "bx", "sc", "sm"))
_END = frozenset(("ept", "ex", "ec", "em"))
AROUND = frozenset(("g", "pc", "hi", "mrk", "sub"))
_OF_XLIFF = frozenset(("g", "pc", "x", "bx", "ex", "sc", "ec"))
"""What has no content in which another format spells it."""
MARKS = frozenset(
    ("x-sdl-comment", "x-sdl-added", "x-sdl-location", "x-sdl-feedback-comment", "x-sdl-feedback-added")
)
"""What people marked in Trados: what a comment is of, what a change put in, places."""
NO_CODES = MARKS | {"seg"}
"""Marks that format nothing."""
_NUMBERS = ("x", "id", "i", "rid", "startRef")
_TYPES = ("subType", "type", "ctype", "mtype")
_UNKNOWN = "x-code"
_NAMES = {
    "xlf:b": "bold", "xlf:i": "italic", "xlf:u": "ulined", "xlf:lb": "lb", "xlf:pb": "pb",
    "underlined": "ulined", "underline": "ulined", "u": "ulined", "b": "bold", "strong": "bold",
    "i": "italic", "em": "italic", "sup": "x-sup", "sub": "x-sub", "a": "link", "br": "lb",
    "code": "x-code-text", "img": "image", "x-footnote": "fnote",
}  # fmt: skip
_NAMES |= {f"x-{name}": name for name in ("fnote", "enote", "scap", "dulined", "color", "font", "struct")}
"""What formats and tools call it that TMX calls so."""
_OF_HTML = re.compile(r"\s*</?(b|strong|i|em|u|sup|sub|a|br|code|img)\b", re.IGNORECASE)
_OURS = "align:"
_LONGEST = 200
"""Characters of a name, or of a spelling, that are kept."""


def codes_of(element: etree._Element, text: str) -> tuple[Code, ...]:
    """Return the codes inside an element, at their places in the text that is read of it."""
    if not len(element):
        return ()
    walk = _Walk(element)
    return carried(walk.codes, walk.text, text)


def as_it_stands(element: etree._Element) -> tuple[str, tuple[Code, ...]]:
    """Return the text inside an element with all its blanks, and its codes."""
    walk = _Walk(element)
    return walk.text, tuple(walk.codes)


class _Walk:
    """The text of an element with all its blanks, and its codes."""

    def __init__(self, element: etree._Element) -> None:
        taken = {each.get(name) for each in element.iterdescendants() for name in _NUMBERS}
        self._free = (str(number) for number in count(1) if str(number) not in taken)
        self._open: dict[str, Code] = {}
        self._texts: list[str] = []
        self._length = 0
        self.codes: list[Code] = []
        self._inside(element)
        self.text = "".join(self._texts)

    def _inside(self, element: etree._Element) -> None:
        self._add(element.text)
        for child in element:
            name = local(child)
            if name in CODES:
                self._code(child, name)
            elif name and not is_apart(child):
                self._around(child, name)
            self._add(child.tail)

    def _add(self, text: str | None) -> None:
        if text:
            self._texts.append(text)
            self._length += len(text)

    def _around(self, element: etree._Element, name: str) -> None:
        """Take up an element around a text; a segment is no code."""
        if name not in AROUND or element.get("mtype") in NO_CODES:
            self._inside(element)
            return
        number = self._number(element)
        is_tag = name in _OF_XLIFF
        begun = self._put("+", _name(element), number, f'<{name} id="{number}">' if is_tag else "")
        self._inside(element)
        self._put("-", begun.kind[1:], number, f"</{name}>" if is_tag else "")

    def _code(self, element: etree._Element, name: str) -> None:
        """Take up an element that stands for a code; what it holds is no text of the segment."""
        native = _native(element, name)
        if name in _BEGIN:
            begun = self._put("+", _name(element), self._number(element), native)
            self._open[_partner(element, name)] = begun
        elif name in _END:
            found = self._open.pop(_partner(element, name), None)
            kind, number = (found.kind[1:], found.id) if found else (_name(element), self._number(element))
            self._put("-", kind, number, native)
        elif name == "it":
            ends = element.get("pos", "") in ("end", "close")
            self._put("-" if ends else "+", _name(element), self._number(element), native)
        else:
            self._put("", "x-cp" if name == "cp" else _name(element), self._number(element), native)

    def _put(self, sign: str, name: str, number: str, native: str) -> Code:
        self.codes.append(Code(self._length, sign + name, number, native))
        return self.codes[-1]

    def _number(self, element: etree._Element) -> str:
        return next((element.get(key, "") for key in _NUMBERS if element.get(key)), "") or next(self._free)


def _partner(element: etree._Element, name: str) -> str:
    """Return by what both ends of a pair know one another: `i` in TMX, `rid` in XLIFF 1, `id` in 2."""
    keys = ("i", "startRef", "rid", "id") if name in _END else ("i", "rid", "id")
    return next((element.get(key, "") for key in keys if element.get(key)), "")


def _name(element: etree._Element) -> str:
    """Return what a code does, in the words of TMX where its own are known."""
    said = next((element.get(key, "") for key in _TYPES if element.get(key)), "").removeprefix(_OURS)
    if local(element) in ("mrk", "sm"):
        said = f"x-mrk-{said}"
    elif local(element) == "sub":
        said = "sub"
    elif not said:
        said = html_name(element.text or "")
    name = "-".join(legal(_NAMES.get(said, said)).split()).lstrip("+-")[:_LONGEST]
    return name or _UNKNOWN


def html_name(text: str) -> str:
    """Return the name of a tag of HTML that formats a text, or nothing.

    >>> html_name('</B>'), html_name("{b>")
    ('b', '')
    """
    found = _OF_HTML.match(text)
    return found[1].lower() if found else ""


def _native(element: etree._Element, name: str) -> str:
    """Return how the code's own format spells it; sub-flows are texts of their own."""
    text = legal(element.text or "")
    if name in _OF_XLIFF:
        return f'<{name} id="{element.get("id", "")}"/>'
    return text if len(text) <= _LONGEST else ""
