"""Places in the text of an XLIFF, found without parsing it, so that all around them keeps every byte."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from align import document
from align.exchange.elements import AROUND, NO_CODES, as_it_stands
from align.exchange.inline import CODES, one_line, text_of
from align.files import xml_parser
from align.text import clean, legal

if TYPE_CHECKING:
    from lxml import etree

START = r"""(?:[^>"']|"[^"]*"|'[^']*')*"""
"""What stands in a start tag behind its name."""


_INLINE = re.compile(rf"<(/?)({'|'.join((*CODES, *AROUND))})(?=[\s>/]){START}>")
_PREFIXES = 'xmlns:sdl="urn:x" xmlns:mq="urn:x" xmlns:m="urn:x"'


def content_of(text: str, name: str, begin: int = 0) -> tuple[int, int] | None:
    """Return where the content of an element begins and ends; of an empty one, the place behind it."""
    start = re.compile(rf"<{name}(?=[\s>/]){START}>").search(text, begin)
    if not start:
        return None
    if start[0].endswith("/>"):
        return start.end(), start.end()
    depth = 1
    for tag in re.compile(rf"<(/?){name}(?=[\s>/]){START}>").finditer(text, start.end()):
        depth += -1 if tag[1] else 0 if tag[0].endswith("/>") else 1
        if not depth:
            return start.end(), tag.start()
    return None


def marks_of(text: str, name: str) -> dict[str, tuple[int, int]]:
    """Return where the segments inside an element begin and end, by their names."""
    place = content_of(text, name)
    marks: dict[str, tuple[int, int]] = {}
    for mark in re.finditer(rf"<mrk(?=[\s>/]){START}>", text[: place[1]]) if place else ():
        if place and mark.start() >= place[0] and attribute(mark[0], "mtype") == "seg":
            found = content_of(text, "mrk", mark.start())
            if found:
                marks[attribute(mark[0], "mid")] = found
    return marks


def as_read(content: str, language: str) -> str:
    """Return what is read of the content of a target."""
    element = _element(content)
    return clean(one_line(text_of(element), language)) if element is not None else ""


def text_and_codes(content: str) -> tuple[str, tuple[document.Code, ...]]:
    """Return the text of a content with all its blanks, and its codes at their places in it."""
    return as_it_stands(_element(content))


Code = tuple[str, str]
"""What a code does, `+`, `-` or nothing, and its number."""


def codes_in(content: str) -> dict[Code, str]:
    """Return the codes of a text as they are spelled in it; none, where that is not plain.

    >>> codes_in('The <g id="1" ctype="bold">Board</g> met<x id="2"/>.')
    {('+', '1'): '<g id="1" ctype="bold">', ('-', '1'): '</g>', ('', '2'): '<x id="2"/>'}
    """
    if "<" not in content:
        return {}
    found = [code_of(code) for code in text_and_codes(content)[1]]
    spelled = list(_spelled(content))
    return dict(zip(found, spelled, strict=True)) if len(found) == len(spelled) else {}


def code_of(code: document.Code) -> Code:
    """Return by what a code is known in its text."""
    return code.kind[0] if code.kind[0] in "+-" else "", code.id


def is_whole(content: str) -> bool:
    """Tell whether every element that begins in a text ends there."""
    from lxml import etree

    try:
        etree.fromstring(f"<target {_PREFIXES}>{content}</target>", xml_parser())
    except etree.XMLSyntaxError:
        return False
    return True


def _spelled(content: str) -> Iterator[str]:
    """Yield the tags of a text that stand for codes, in their order."""
    around: list[bool] = []
    at = 0
    while tag := _INLINE.search(content, at):
        at = tag.end()
        if tag[1]:
            if around and around.pop():
                yield tag[0]
        elif tag[2] in CODES:
            place = None if tag[0].endswith("/>") else content_of(content, tag[2], tag.start())
            at = content.index(">", place[1]) + 1 if place else at
            yield content[tag.start() : at]
        elif tag[0].endswith("/>"):
            yield from (f"{tag[0][:-2].rstrip()}>", f"</{tag[2]}>")
        else:
            around.append(attribute(tag[0], "mtype") not in NO_CODES)
            if around[-1]:
                yield tag[0]


def _element(content: str) -> etree._Element:
    from lxml import etree

    return etree.fromstring(f"<target>{legal(content)}</target>", xml_parser(recover=True))


def attribute(text: str, name: str) -> str:
    """Return an attribute of the first start tag of a text."""
    tag = re.match(rf"<[\w:.-]+{START}>", text)
    found = re.search(rf"""\s{name}\s*=\s*(?:"([^"]*)"|'([^']*)')""", tag[0]) if tag else None
    return (found[1] or found[2] or "") if found else ""


def with_attribute(text: str, name: str, value: str) -> str:
    """Return a text whose first start tag has an attribute of this value."""
    tag = re.match(rf"<[\w:.-]+{START}>", text)
    if not tag:
        return text
    given = re.compile(rf"""(\s{name}\s*=\s*)(?:"[^"]*"|'[^']*')""")
    if given.search(tag[0]):
        return given.sub(lambda found: f'{found[1]}"{value}"', tag[0], count=1) + text[tag.end() :]
    end = 2 if tag[0].endswith("/>") else 1
    return f'{tag[0][:-end].rstrip()} {name}="{value}"{tag[0][-end:]}{text[tag.end() :]}'


def without_attribute(text: str, name: str) -> str:
    """Return a text whose first start tag lacks an attribute."""
    tag = re.match(rf"<[\w:.-]+{START}>", text)
    if not tag:
        return text
    return re.sub(rf"""\s+{name}\s*=\s*(?:"[^"]*"|'[^']*')""", "", tag[0]) + text[tag.end() :]
