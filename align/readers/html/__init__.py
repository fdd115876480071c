"""Web pages → Document, also as saved from a browser or from Word.

A browser shows less than a page holds and more than its text, so it is read in three steps:

    notes            footnote marks and their notes, by the links between them
    clean            what the page hides, and navigation, out
    blocks           paragraphs, lists with their numbers, tables
"""

from __future__ import annotations

import codecs
import re
from pathlib import Path

import lxml.html

from align.document import Document
from align.errors import ReadError
from align.readers import encoding
from align.readers.docx.paragraphs import Paragraph
from align.readers.html.blocks import blocks_of, walked
from align.readers.html.clean import body_of, strip
from align.readers.html.notes import HtmlNotes, notes_of
from align.words import say

_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([\w:.-]+)""", re.IGNORECASE)
_HEAD = 4096
# The parser compares each attribute of an element with all others: of very many, the first ones are kept.
_ENDLESS = re.compile(
    r"""(<[a-zA-Z][^\s/>]*+(?>[\s/]++[^\s=>/]++(?>\s*+=\s*+(?>"[^"]*+"|'[^']*+'|[^\s>]*+))?+){200})"""
    r"""(?>[\s/]++[^\s=>/]++(?>\s*+=\s*+(?>"[^"]*+"|'[^']*+'|[^\s>]*+))?+)++"""
)
# Browsers read what calls itself the older standard as its successor (WHATWG Encoding).
_SUCCESSORS = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "big5": "big5hkscs",
    "iso8859-1": "cp1252",
    "ascii": "cp1252",
}


MOST_TAGS = 1_500_000
"""A page of a thousand printed pages has a fifth; each element takes some 500 bytes of memory."""


def read(path: Path) -> Document:
    """Read an HTML page.

    Raises:
        ReadError: it holds no text, or nothing but navigation.
    """
    return document_of(path.read_bytes(), path)


def document_of(data: bytes, path: Path) -> Document:
    """Return the document that a page makes; `path` is the file that it came from.

    Raises:
        ReadError: it holds no text, or nothing but navigation.
    """
    blocks, footnotes = blocks_of(*page_of(data, where=str(path)))
    if not blocks:
        raise ReadError(
            say("the page holds no text of its own"),
            where=str(path),
            mend=say("save the page itself, not its frame"),
        )
    return Document(str(path), blocks, footnotes)


def paragraphs_of(data: bytes, *, where: str) -> list[Paragraph]:
    """Return the paragraphs of a page that stands inside a file of another format.

    Raises:
        ReadError: it is no page.
    """
    return walked(*page_of(data, where=where)).paragraphs


def page_of(data: bytes, *, where: str) -> tuple[lxml.html.HtmlElement, HtmlNotes]:
    """Return the element that holds the text of a page, and its notes; what is not read is `DROPPED`.

    Raises:
        ReadError: it is no page.
    """
    page = _parse(_decode(data, where=where), where=where)
    notes = notes_of(page)
    strip(page, notes.elements)
    return body_of(page), notes


def _parse(text: str, *, where: str) -> lxml.html.HtmlElement:
    if text.count("<") > MOST_TAGS:
        raise ReadError(
            say("the page has more tags than any honest one"),
            where=where,
            mend=say("save its text as docx or txt"),
        )
    text = _ENDLESS.sub(lambda tag: tag[1], text)
    # Tags that nobody closes nest hundreds deep in old pages: huge_tree lifts the parser's limit from 256.
    parser = lxml.html.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True, huge_tree=True
    )
    try:
        page = lxml.html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except lxml.etree.LxmlError as error:
        raise ReadError(
            say("there is no page in the file"), where=where, mend=say("save the page again")
        ) from error
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        raise ReadError(
            say("the page is nested deeper than any honest one"),
            where=where,
            mend=say("save its text as docx or txt"),
        )
    return page


def _decode(data: bytes, *, where: str) -> str:
    """Decode as the page itself says, unless it is wrong about that."""
    declared = _DECLARED.search(data[:_HEAD])
    if declared and not data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        try:
            name = codecs.lookup(declared[1].decode("ascii")).name
            return data.decode(_SUCCESSORS.get(name, name))
        except (LookupError, UnicodeDecodeError):
            pass
    return encoding.decode(data, where=where)
