"""A web page → its text: what browsers hide and what belongs to the site goes out.

The rule for boilerplate is small: elements that name themselves as navigation, and blocks that are mostly
links. What holds a footnote or more than half of the page is never taken for boilerplate.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from lxml import etree
from lxml.html import HtmlElement

DROPPED = "dropped"
"""Name that `strip` gives to elements that are not read."""

_NEVER = frozenset(
    "head script style noscript template iframe object embed svg canvas audio video map form button "
    "select textarea input dialog datalist del s strike rt rp".split()
)
_FURNITURE = frozenset("nav footer aside header menu".split())
_ROLES = frozenset("navigation banner contentinfo complementary search dialog alert menu menubar".split())
_WORDS = frozenset(
    "cookie cookies consent gdpr breadcrumb breadcrumbs nav navbar navigation menu sidebar footer social "
    "share sharing advert ads newsletter subscribe related pagination pager skip toolbar popup modal "
    "comments login sronly visuallyhidden screenreader editsection noprint backlink".split()
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_LINKED = 0.6
"""Part of a block's text in links from which it is navigation."""
_FEW_LINKS = 3
_LINK_BLOCKS = frozenset("center div dl ol p section table td ul".split())
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


@dataclass(frozen=True, slots=True)
class _Weight:
    """How much text an element holds, how much of it in links, and in how many."""

    text: int = 0
    linked: int = 0
    links: int = 0


def body_of(page: HtmlElement) -> HtmlElement:
    """Return the element that holds the text of a page: its only `main` or `article`, else its body."""
    body = page.find(".//body")
    body = page if body is None else body
    for path in (".//main", ".//*[@role='main']", ".//article"):
        found = body.xpath(path)
        if len(found) == 1 and _length(found[0]) > 0.5 * _length(body):
            return found[0]
    return body


def strip(page: HtmlElement, notes: Collection[HtmlElement]) -> None:
    """Take out of a page, in place, what its reader does not see and what is not its text."""
    kept = {ancestor for note in notes for ancestor in (note, *note.iterancestors())}
    _drop([e for e in page.iter() if (e.tag in _NEVER or _is_hidden(e)) and e not in kept])
    weights = _weights(page)
    dropped = []
    for element in [e for e in page.iter() if e.tag not in ("html", "body", "main")]:
        light = weights[element].text < 0.5 * weights[page].text
        if light and element not in kept and _is_furniture(element, weights[element]):
            dropped.append(element)
    _drop(dropped)


def _drop(elements: Iterable[HtmlElement]) -> None:
    """Empty elements that are not read.

    They stay in the tree: texts side by side without an element between them take lxml quadratic time.
    """
    for element in elements:
        if element.getparent() is not None:
            element.clear(keep_tail=True)
            element.tag = DROPPED


def _weights(page: HtmlElement) -> dict[HtmlElement, _Weight]:
    """Weigh every element once, from the inside out: pages may be nested deep."""
    weights: dict[HtmlElement, _Weight] = {}
    for _, element in etree.iterwalk(page, events=("end",)):
        inside = [weights[child] for child in element]
        tails = sum(_count(child.tail) for child in element)
        text = _count(element.text) + tails + sum(weight.text for weight in inside)
        if element.tag == "a" and element.get("href"):
            weights[element] = _Weight(text, text, 1)
        else:
            linked, links = sum(w.linked for w in inside), sum(w.links for w in inside)
            weights[element] = _Weight(text, linked, links)
    return weights


def _is_hidden(element: HtmlElement) -> bool:
    return (
        "hidden" in element.attrib
        or element.get("aria-hidden") == "true"
        or bool(_HIDDEN.search(element.get("style", "")))
    )


def _is_furniture(element: HtmlElement, weight: _Weight) -> bool:
    if element.tag in _FURNITURE or element.get("role", "") in _ROLES:
        # The header of an article holds its title, unless it is the site's own, with a link home.
        return element.tag != "header" or not _has_title(element)
    names = f"{element.get('class', '')} {element.get('id', '')}".lower()
    if element.tag not in _HEADINGS and _WORDS.intersection(_words(names)):
        return True
    many = weight.links >= _FEW_LINKS and weight.linked > _LINKED * weight.text
    return many and element.tag in _LINK_BLOCKS


def _words(names: str) -> list[str]:
    """Cut class names into words; `sr-only` and its like are one."""
    joined = re.sub(r"(sr|visually|screen)[-_](?=only|hidden|reader)", r"\1", names)
    return re.split(r"[\s_-]+", joined)


def _has_title(header: HtmlElement) -> bool:
    return any(h.find(".//a") is None and h.getparent().tag != "a" for h in header.iter("h1"))


def _length(element: HtmlElement) -> int:
    return sum(map(_count, element.itertext()))


def _count(text: str | None) -> int:
    """Count letters and digits: the bars and brackets between links are no text."""
    return sum(map(str.isalnum, text or ""))
