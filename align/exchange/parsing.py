"""A file of units → their XML elements, whatever is wrong with one: mended where it can be, else named."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from html.entities import html5
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from align.exchange.cutting import UNDECODED, Cutter, RawUnit, Shape, pieces
from align.exchange.skipped import FilePlace, Skipped
from align.files import xml_parser
from align.text import legal
from align.words import say

if TYPE_CHECKING:
    from lxml import etree

_REFERENCE = re.compile("&#(?:x([0-9a-f]{1,8})|([0-9]{1,10}));", re.IGNORECASE)
_NAMED = re.compile("&([a-z][a-z0-9]*;)", re.IGNORECASE)
_OF_XML = frozenset(("amp;", "lt;", "gt;", "quot;", "apos;"))
_TAG = re.compile(r"""<((?:[\w.-]+:)?[\w.-]+)(?:[^>"']|"[^"]*"|'[^']*')*>""")
_MOST_CHARACTERS = 2
"""Characters that an entity of HTML stands for, at most."""


class Parsed(NamedTuple):
    """A unit of a file that could be parsed."""

    element: etree._Element
    position: int
    """Running number in the file, from 1."""
    where: FilePlace
    part: str
    """The text from the beginning of its part to the first unit there."""
    around: tuple[str, ...]
    """The start tags of what it stands in within its part, the outermost first."""


def parsed(
    path: Path, shape: Shape, skipped: Skipped, spelled: Callable[[str], str] = str
) -> tuple[str, Iterator[Parsed]]:
    """Return what stands before the first unit of a file, and its units as they come.

    Args:
        path: the file.
        shape: how its units are found.
        skipped: takes what is wrong.
        spelled: spells the text of a unit as its standard does, where a tool spells it otherwise.

    Raises:
        ReadError: it is of another form. While its units are gone through: its end is missing.
    """
    cutter = Cutter(shape, where=str(path))
    cuts = cutter(pieces(path))
    first = next(cuts, None)  # by then the head is known
    parser = _Parser(cutter.head, skipped, spelled)
    return cutter.head, _parsed(chain([first] if first else [], cuts), parser, str(path))


def _parsed(cuts: Iterable[RawUnit], parser: _Parser, path: str) -> Iterator[Parsed]:
    position = 0
    for cut in cuts:
        position += not cut.aside
        where = FilePlace(path, position, cut.line)
        element = parser.element(cut, where)
        if element is not None:
            yield Parsed(element, position, where, cut.part, cut.around)


def opened(text: str) -> etree._Element:
    """Return an element of which only the beginning is at hand, with what stands there."""
    from lxml import etree

    found = etree.fromstring(legal(text), xml_parser(recover=True, huge_tree=True)) if text else None
    return found if found is not None else etree.Element("none")


class _Parser:
    """Parses the units of a file; what is wrong with one is told, and harms no other.

    Args:
        head: what stands before the first unit of the file; its prefixes hold inside.
        skipped: takes what is wrong.
        spelled: spells the text of a unit as its standard does.
    """

    def __init__(self, head: str, skipped: Skipped, spelled: Callable[[str], str]) -> None:
        self._head = head
        self._skipped = skipped
        self._spelled = spelled
        self._parser = xml_parser()
        self._frames: dict[str, tuple[str, str]] = {}

    def element(self, cut: RawUnit, where: FilePlace) -> etree._Element | None:
        """Return the element of a unit; nothing, and the reason told, for a broken one."""
        from lxml import etree

        if not cut.whole or UNDECODED in cut.text:
            undecoded = say("units with bytes that are no text in the file's encoding")
            self._skipped.add(undecoded if cut.whole else say("units with no end"), where)
            return None
        before, after = self._frame(cut.part)
        text = before + self._mended(self._spelled(cut.text), where) + after
        try:
            element = etree.fromstring(text, self._parser)
        except etree.XMLSyntaxError as error:
            if error.msg.lower().startswith("namespace prefix"):  # it harms no text
                self._skipped.add(say("units with prefixes that nobody declared, read all the same"), where)
                return self._through(etree.fromstring(text, xml_parser(recover=True)), before)
            self._skipped.add(say("broken units: {reason}", reason=_reason(error.msg)), where)
            return None
        return self._through(element, before)

    @staticmethod
    def _through(element: etree._Element | None, before: str) -> etree._Element | None:
        """Return the unit inside its frame."""
        while element is not None and (tag := _TAG.match(before)):
            element, before = element[0] if len(element) else None, before[tag.end() :]
        return element

    def _mended(self, text: str, where: FilePlace) -> str:
        """Return the text of a unit without what no XML may hold."""
        lawful = legal(text)
        if "&#" in lawful:
            lawful = _REFERENCE.sub(_legal_reference, lawful)
        if len(lawful) != len(text):
            self._skipped.add(say("units with characters that XML forbids; these were removed"), where)
        if "&" not in lawful or "<![CDATA[" in lawful:
            return lawful
        known = _NAMED.sub(_character, lawful)
        if known != lawful:
            self._skipped.add(say("units with names of characters that XML lacks, as &nbsp;"), where)
        return known

    def _frame(self, part: str) -> tuple[str, str]:
        """Return what has to stand around a unit for its prefixes to be known."""
        if part not in self._frames:
            self._frames.clear()  # a file is read part after part
            tags = [tag for text in (self._head, part) if (tag := _TAG.match(text)) and "xmlns" in tag[0]]
            before = "".join(tag[0].removesuffix("/>") + ">" * tag[0].endswith("/>") for tag in tags)
            self._frames[part] = legal(before), "".join(f"</{tag[1]}>" for tag in reversed(tags))
        return self._frames[part]


def _legal_reference(reference: re.Match[str]) -> str:
    code = int(reference[1], 16) if reference[1] else int(reference[2])
    return reference[0] if code <= 0x10FFFF and legal(chr(code)) else ""


def _character(entity: re.Match[str]) -> str:
    """Return what an entity of HTML stands for: others that a file declares are never looked at."""
    if entity[1] in _OF_XML:
        return entity[0]
    text = html5.get(entity[1], "")
    return entity[0] if not text or len(text) > _MOST_CHARACTERS or text in "<&>\"'" else text


def _reason(message: str) -> str:
    return message.partition(", line")[0].lower().replace("xmlparseentityref: no name", "a bare &")
