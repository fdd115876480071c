"""Akoma Ntoso (LegalDocML, also its UN profile AKN4UN) → Document.

The format says what every part is, so nothing is guessed: `num` is the number, `heading` the heading, the
eId, which all language versions share, the key of a block, and the FRBR metadata give language, date and
symbol. (OASIS Akoma Ntoso 1.0 part 1; UN Semantic Interoperability Framework, AKN4UN guidelines.)
"""

from __future__ import annotations

import re
from pathlib import Path

from lxml import etree

from align.document import Document
from align.errors import ReadError
from align.files import xml_parser
from align.languages import family, normal_code
from align.readers.akn import prose
from align.readers.akn.blocks import blocks_of
from align.recognise import language_of
from align.text import clean
from align.words import say

MAX_BYTES = 64 * 2**20
"""Largest file in bytes: a hundred times the longest convention."""

_ISO_DATE = re.compile(r"(?!0001|1900-01-01|9999)\d{4}-\d\d-\d\d")
_XHTML = "{http://www.w3.org/1999/xhtml}html"


def read(path: Path) -> Document:
    """Read an Akoma Ntoso file; XHTML, and other XML of titles and paragraphs, goes to the reader of pages.

    Raises:
        ReadError: it is damaged, hostile, some other XML, or holds no text.
    """
    root = _parse(path)
    if _name(root) != "akomaNtoso":
        return _as_page(root, path)
    try:
        blocks, footnotes = blocks_of(root)
    except RecursionError as error:
        raise ReadError(
            say("its parts are nested deeper than any honest text"),
            where=str(path),
            mend=say("save its text as docx"),
        ) from error
    if not blocks:
        raise ReadError(
            say("the document holds no text"), where=str(path), mend=say("check that it is no mere metadata")
        )
    text = "\n".join(block.text for block in blocks)
    return Document(str(path), blocks, footnotes, _language(root, text), _symbol(root), _date(root))


def _as_page(root: etree._Element, path: Path) -> Document:
    from align.readers import html

    if root.tag == _XHTML:
        return html.read(path)
    page = prose.as_page(root)
    if page is None:
        raise ReadError(
            say(
                "this XML holds no text in titles and paragraphs: it begins with <{element}>",
                element=_name(root),
            ),
            where=str(path),
            mend=say("save the document as docx, html or txt"),
        )
    return html.document_of(f'<meta charset="utf-8">{page}'.encode(), path)


def _parse(path: Path) -> etree._Element:
    """Parse a file of bounded size that brings no DTD."""
    if path.stat().st_size > MAX_BYTES:
        raise ReadError(
            say("the file has more than {most} MB", most=MAX_BYTES >> 20),
            where=str(path),
            mend=say("split it"),
        )
    try:
        root = etree.fromstring(path.read_bytes(), xml_parser())
    except etree.XMLSyntaxError as error:
        raise ReadError(
            say("the XML is damaged ({reason})", reason=error.msg),
            where=str(path),
            mend=say("download or save it again"),
        ) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise ReadError(
            say("the file brings its own DTD, which may define entities"),
            where=str(path),
            mend=say("do not trust its sender, or delete the line that begins with <!DOCTYPE"),
        )
    return root


def _language(root: etree._Element, text: str) -> str:
    """Return the language of the expression; which script Chinese is in the text tells."""
    declared = next((e.get("language", "") for e in root.iter("{*}FRBRlanguage")), "").lower()
    code, recognised = normal_code(declared), language_of(text)
    return recognised if code in ("", family(recognised)) else code


def _symbol(root: etree._Element) -> str:
    """Return the symbol as printed, else as the metadata give it."""
    printed = next((clean(str(e.xpath("string()"))) for e in root.iter("{*}docNumber")), "")
    numbers = (e.get("value", "") for e in root.iter("{*}FRBRnumber", "{*}FRBRalias"))
    return printed or next((number for number in numbers if re.match(r"[A-Z]+/\S", number)), "")


def _date(root: etree._Element) -> str:
    """Return the date of the work, which its versions share, else that of the expression."""
    parts = ("FRBRWork", "FRBRExpression")
    dates = (d.get("date", "") for part in parts for d in root.iterfind(f".//{{*}}{part}/{{*}}FRBRdate"))
    return next((date for date in dates if _ISO_DATE.match(date)), "")[:10]


def _name(element: etree._Element) -> str:
    return etree.QName(element).localname
