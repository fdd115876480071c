"""Places in the text of an XLIFF, found without parsing it, so that all around them keeps every byte."""

from __future__ import annotations

import re

from align.exchange.inline import one_line, text_of
from align.files import xml_parser
from align.text import clean, legal

START = r"""(?:[^>"']|"[^"]*"|'[^']*')*"""
"""What stands in a start tag behind its name."""


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
    from lxml import etree

    element = etree.fromstring(f"<target>{legal(content)}</target>", xml_parser(recover=True))
    return clean(one_line(text_of(element), language)) if element is not None else ""


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
