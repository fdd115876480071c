"""The text of a segment without its codes, on one line.

TMX and XLIFF hold codes of other formats (bold, footnote marks, fields) as elements between the words. Their
content is markup and no text; `<hi>`, `<g>`, `<pc>` and `<mrk>` are only marks around text. What stands for a
line break parts words, other codes do not.

>>> from lxml import etree
>>> seg = "<seg>now<ph>&lt;br/&gt;</ph>to<bpt>&lt;b&gt;</bpt>day<ept/>, item<x/>one</seg>"
>>> one_line(text_of(etree.fromstring(seg)), "en")
'now today, item one'
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from align.exchange.xml import local, text_in
from align.languages import join

if TYPE_CHECKING:
    from lxml import etree

CODES = frozenset({"bpt", "ept", "ph", "it", "ut", "x", "bx", "ex", "sc", "ec", "sm", "em", "cp"})
"""Elements whose content is the markup of another format; only a sub-flow inside it would be text."""
_ALONE = frozenset({"ph", "x"})
"""Codes that stand for something by themselves."""
_BREAK = re.compile(
    r"<(?:[\w.-]+:)?(?:br|tab|lb)\s*/?>|^\s*[\n\u2028\u2029]\s*$|^\\(?:n|line|par)\b|^br$", re.IGNORECASE
)
_TYPES = ("type", "ctype", "subType", "disp", "equiv", "equiv-text")
_BREAK_TYPES = frozenset(("lb", "x-lb", "xlf:lb", "x-br", "pb", "x-tab"))
_CODE = "\ufdd0"
"""Stands where a code stood; no character, so that no text holds it."""
_BETWEEN_WORDS = re.compile(rf"(?<=\w){_CODE}+(?=\w)")

DELETED = frozenset(("x-sdl-deleted", "x-sdl-feedback-deleted"))
"""What Trados calls a text that a tracked change or a reviser has deleted."""
_SUBSCRIPT = 3
"""Longest text of a subscript."""


def text_of(element: etree._Element) -> str:
    """Return the text inside an element without codes and sub-flows; where a line breaks, a line ends."""
    text = "".join(_parts(element))
    if _CODE in text:
        text = _BETWEEN_WORDS.sub("\n", text).replace(_CODE, "")
    return text


def _parts(element: etree._Element) -> list[str]:
    parts = [element.text or ""]
    for child in element:
        name = local(child)
        if name in CODES:
            parts.append(_instead_of(child, name))
        elif name and not is_apart(child):
            parts += _parts(child)
        parts.append(child.tail or "")
    return parts


def _instead_of(code: etree._Element, name: str) -> str:
    """Return what stands for a code: a line end for a break, a place that may part two words for others."""
    said = [code.get(name, "") for name in _TYPES]
    if _BREAK_TYPES.intersection(said) or any(_BREAK.search(text) for text in (*said[3:], code.text or "")):
        return "\n"
    return _CODE if name in _ALONE else ""


def one_line(text: str, language: str, *, had_codes: bool = True) -> str:
    """Return a text on one line, its lines joined as its language joins them.

    Args:
        text: of one or more lines.
        language: its code.
        had_codes: whether codes were taken out of it: no two spaces stay around the place of one.
    """
    if not text.isprintable():
        lines = filter(None, map(str.strip, text.replace("\t", " ").splitlines()))
        text = _joined(list(lines), language)
    if had_codes and "  " in text:
        text = " ".join(filter(None, text.split(" ")))
    return text.strip()


def _joined(lines: list[str], language: str) -> str:
    """Join lines: without a space where one ends and the next begins with characters that take none."""
    text = lines[0] if lines else ""
    for line in lines[1:]:
        pair = text[-1:], line[:1]
        text += line if join(pair, language) == "".join(pair) and not "".join(pair).isascii() else f" {line}"
    return text


def is_apart(element: etree._Element) -> bool:
    """Tell whether an element holds no part of the text around it: a sub-flow, or what was deleted there."""
    return is_sub_flow(element) or element.get("mtype") in DELETED


def is_sub_flow(element: etree._Element) -> bool:
    """Tell a footnote or another text of its own from what sloppy programs mean by `<sub>`: CO2."""
    return local(element) == "sub" and len(text_in(element)) > _SUBSCRIPT
