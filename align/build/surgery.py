"""Paragraphs put into the XML of a Word file in the place of others: all around them keeps every byte.

An XML library would write the whole part anew, in its own quotes and prefixes. Here expat only tells at which
byte an element begins and ends; the elements are counted, as lxml counts them.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING
from xml.parsers import expat

from align.exchange.cutting import encoding_of
from align.readers.docx.package import W

if TYPE_CHECKING:
    from lxml import etree

_DECLARED = re.compile(rb"""\sxmlns(?::([\w.-]+))?=(?:"([^"]*)"|'([^']*)')""")
_WIDE = (b"\xff\xfe", b"\xfe\xff", b"<\x00", b"\x00<")


def places_of(root: etree._Element, elements: Collection[etree._Element]) -> dict[int, etree._Element]:
    """Return these elements of a part by where each begins, counted among all its elements."""
    wanted = set(elements)
    return {n: element for n, element in enumerate(root.iter("*")) if element in wanted}


def outermost(paragraphs: Collection[etree._Element]) -> list[etree._Element]:
    """Return the paragraphs without those that stand in another one, as the text of its text box."""
    found = (([*paragraph.iterancestors(W + "p")] or [paragraph])[-1] for paragraph in paragraphs)
    return list(dict.fromkeys(found))


def replaced(data: bytes, root: etree._Element, places: Mapping[int, etree._Element]) -> bytes:
    """Return a part with other elements in some places.

    Args:
        data: the part as it stands in the package.
        root: its root, in which the new elements stand.
        places: of each place, the new element; one that stands nowhere any more is left out.
    """
    from lxml import etree

    if data.startswith(_WIDE):  # expat counts the bytes of another encoding there
        return etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)
    is_utf8 = encoding_of(data[:1024]).removesuffix("-sig") == "utf-8"
    parts, end = [], 0
    for place, (begin, until) in sorted(_spans(data, places).items()):
        element = places[place]
        parts += [data[end:begin], b"" if element.getparent() is None else _spelled(element, is_utf8=is_utf8)]
        end = until
    return b"".join(parts) + data[end:]


def _spans(data: bytes, places: Collection[int]) -> dict[int, tuple[int, int]]:
    """Return at which bytes the elements of these places begin and end."""
    parser = expat.ParserCreate()
    found: dict[int, tuple[int, int]] = {}
    opened: list[tuple[int, int]] = []
    count = 0

    def begin(_: str, __: object) -> None:
        nonlocal count
        opened.append((count, parser.CurrentByteIndex))
        count += 1

    def end(_: str) -> None:
        place, start = opened.pop()
        if place in places:
            found[place] = start, data.index(b">", parser.CurrentByteIndex) + 1

    parser.StartElementHandler, parser.EndElementHandler = begin, end
    parser.Parse(data, True)
    return found


def _spelled(element: etree._Element, *, is_utf8: bool) -> bytes:
    """Return an element as it stands inside of its part, where prefixes are declared already."""
    from lxml import etree

    # Word writes UTF-8; where somebody declared another encoding, numbers stand for what ASCII lacks.
    text: bytes = etree.tostring(element, encoding="utf-8" if is_utf8 else "us-ascii", with_tail=False)
    parent = element.getparent()
    known = {} if parent is None else parent.nsmap
    head, bracket, rest = text.partition(b">")

    def kept(found: re.Match[bytes]) -> bytes:
        prefix = found[1].decode() if found[1] else None
        return b"" if known.get(prefix) == (found[2] or found[3] or b"").decode() else found[0]

    return _DECLARED.sub(kept, head) + bracket + rest
