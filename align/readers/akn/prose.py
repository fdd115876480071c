"""Other XML that holds a text in titles and paragraphs (the UDHR in XML, DocBook): shown as a web page.

>>> from lxml import etree
>>> article = "<article><title>Article 1</title><para>All.</para></article>"
>>> as_page(etree.fromstring(f"<book><title>Law</title>{article}</book>"))
'<h1>Law</h1><h2>Article 1</h2><p>All.</p>'
"""

from __future__ import annotations

from html import escape

from lxml import etree

_PARAGRAPHS = frozenset("para simpara p paragraph".split())
_TITLES = frozenset("title subtitle head heading".split())
_LISTS = {"orderedlist": "ol", "itemizedlist": "ul", "list": "ul", "listitem": "li", "item": "li"}
_SKIPPED = frozenset("info articleinfo bookinfo meta metadata header indexterm".split())
_MOST = 0.5
"""Least share of the text in titles and paragraphs; else the XML is data, and no text."""


def as_page(root: etree._Element) -> str | None:
    """Return a page with the text of an XML document, or None: it holds no titles and paragraphs."""
    names = (_PARAGRAPHS | _TITLES).intersection(_name(e) for e in root.iter())
    told = sum(len(_text(e)) for e in root.iter() if _name(e) in _PARAGRAPHS | _TITLES)
    if not names & _PARAGRAPHS or told < _MOST * len(_text(root)):
        return None
    return _page(root, 1)


def _page(element: etree._Element, level: int) -> str:
    """Return an element as HTML; `level` is that of a title in it."""
    name = _name(element)
    if name in _SKIPPED:
        return ""
    if name in _TITLES:
        return f"<h{min(level, 6)}>{escape(_text(element))}</h{min(level, 6)}>"
    if name in _PARAGRAPHS and not any(_name(child) in _LISTS for child in element.iter()):
        return f"<p>{escape(_text(element))}</p>"
    titled = any(_name(child) in _TITLES for child in element)
    inside = "".join(_page(child, level if _name(child) in _TITLES else level + titled) for child in element)
    if name in _PARAGRAPHS:
        return f"<p>{escape((element.text or '').strip())}</p>{inside}"
    return f"<{_LISTS[name]}>{inside}</{_LISTS[name]}>" if name in _LISTS else inside


def _text(element: etree._Element) -> str:
    return " ".join(str(element.xpath("string()")).split())


def _name(element: etree._Element) -> str:
    return etree.QName(element).localname.lower() if isinstance(element.tag, str) else ""
