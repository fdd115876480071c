"""Footnotes of a web page: a mark is a link to a place further down that looks like a note.

Word, Pandoc, EUR-Lex and wikis all link mark and note both ways: `<a href="#fn1"><sup>1</sup></a>` in the
text, an element with that id (or an anchor of that name) before the note, and a link back.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice

from lxml.html import HtmlElement

_LABEL = re.compile(r"\s*[\[(（]?\s*([\d]{1,4}|[a-zA-Z]|[ivx]+|[*†‡§]+)\s*[\])）]?\s*")
_NOTE_NAME = re.compile(r"fn|ftn|note|cite|ref|nt[rc]?\d|super", re.IGNORECASE)
_LINKS = 20
"""Most links of a note among which one leads back."""
_BLOCKS = frozenset("li p div td dd aside tr section".split())


@dataclass(frozen=True, slots=True)
class HtmlNotes:
    """Which elements are marks, which are notes, and which only lead back."""

    marks: Mapping[HtmlElement, str]
    """Mark → number of its note; the element is the link, with or without the raised digit."""
    notes: Mapping[HtmlElement, str]
    """Element that holds a note → its number."""
    backlinks: frozenset[HtmlElement]

    @property
    def elements(self) -> frozenset[HtmlElement]:
        """All of them: no boilerplate, whatever they look like."""
        return frozenset(self.marks) | frozenset(self.notes)


def notes_of(page: HtmlElement) -> HtmlNotes:
    """Find the footnotes of a page."""
    order = {element: i for i, element in enumerate(page.iter())}
    places = {e.get(name): e for e in order for name in ("name", "id") if e.get(name)}
    marks: dict[HtmlElement, str] = {}
    notes: dict[HtmlElement, str] = {}
    back = set()
    for link in page.iter("a"):
        href = link.get("href", "")
        target = places.get(href[href.rfind("#") + 1 :]) if "#" in href else None
        label = _LABEL.fullmatch("".join(link.itertext()))
        if target is None:
            continue
        if order[target] < order[link]:
            back.add(link)
        elif label and (_is_mark(link) or _is_answered(link, target)):
            marks[link] = label[1]
            notes.setdefault(_block(target, link), label[1])
    return HtmlNotes(marks, notes, frozenset(back))


def _is_mark(link: HtmlElement) -> bool:
    """Tell a footnote mark from a reference to paragraph 12."""
    around = [link, *link.iterdescendants(), link.getparent()]
    names = " ".join(str(e.get(n, "")) for e in around for n in ("class", "role", "id", "name", "href"))
    return any(e.tag == "sup" for e in around) or bool(_NOTE_NAME.search(names))


def _is_answered(link: HtmlElement, target: HtmlElement) -> bool:
    """Tell a mark that nothing calls one: what it leads to begins with the same [1], or leads back to it.

    Other brackets and plain figures count only right behind a word: voted(1), but paragraph (1).
    """
    mark, note = "".join(link.itertext()).strip(), _block(target, link)
    if mark.startswith("["):
        return next((text for text in note.itertext() if text.strip()), "").lstrip().startswith(mark)
    names = {f"#{each.get(name)}" for each in (link, link.getparent()) for name in ("id", "name")}
    leads_back = any(back.get("href") in names for back in islice(note.iter("a"), _LINKS))
    return _is_glued(link) and leads_back


def _is_glued(link: HtmlElement) -> bool:
    """Tell whether a link stands right behind a word."""
    previous = link.getprevious()
    before = link.getparent().text if previous is None else previous.tail or "".join(previous.itertext())
    return bool(before) and not before[-1].isspace()


def _block(target: HtmlElement, link: HtmlElement) -> HtmlElement:
    """Return the element that holds the note whose beginning is marked, but not its mark."""
    if target.tag in _BLOCKS and not _LABEL.fullmatch("".join(target.itertext())):
        return target
    around = set(link.iterancestors())
    return next((a for a in target.iterancestors() if a.tag in _BLOCKS and a not in around), target)
