"""PDF → Document, through PDFium.

A PDF holds glyphs at places and nothing else, so everything is told from where they stand:

    asking           one question to PDFium about many glyphs
    styles           how they are drawn: size, slope, weight, ink
    drawn            the lines drawn on a page
    glyphs           the signs on it, upright
    direction        a page of Arabic, brought into the order of reading; what runs the other way in it: order
    borders          sides of cells that nobody drew
    aligned          sides that only the lines below one another tell
    runs             glyphs that follow one another
    line_numbers     numbers of lines in the margin, which go
    lines            what stands on one baseline; raised digits as footnote marks
    listings         lines in the type of a typewriter, without their numbers
    margins          running heads and feet, which go
    endnotes         those counted i, ii, iii
    layout           charts out, columns in reading order, footnotes apart
    initials         drop caps in front of their words
    heads            head rows that a table repeats on each page
    tables           which lines stand in which cell, within drawn lines; unruled, without
    overleaf         rows of a table that go on over the page
    places           margins, gaps and room around each line
    breaks           where a line begins a paragraph
    paragraphs       lines joined, over columns and pages

What printed paragraphs are (heading, item, masthead) is told as for plain text, in `readers.printed.outline`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from align.document import Block, Document
from align.errors import ReadError
from align.readers.pdf.endnotes import named, with_counted_endnotes
from align.readers.pdf.glyphs import UNKNOWN
from align.readers.pdf.layout import body_size, charts, columns
from align.readers.pdf.lines import Page, PdfLine, read_page
from align.readers.pdf.listings import with_listings
from align.readers.pdf.paragraphs import Printed, paragraphs_of
from align.readers.printed import outline
from align.readers.printed.marks import marks_of
from align.readers.printed.notes import Footnote
from align.remarks import Remark
from align.words import say

LARGER = 0.5
"""Points by which an unnumbered heading is larger than the text, unless it is bold or italic."""
MAX_UNKNOWN = 0.3
"""Part of the text that may be of unknown characters before it is no use."""
MAX_PAGES = 5_000
"""No UN document is that long; what is was made to keep the machine busy."""

_LEADER = re.compile(r"\s*(?:(?:\.\s?){4,}|(?:\s\.){2,}(?=\s*\d+$)|…{2,})\s*")
_RECOGNISE = say("run text recognition (OCR) over it first, for example with ocrmypdf")


def read(path: Path) -> Document:
    """Read the text of a PDF.

    Raises:
        ReadError: it is damaged, locked with a password, or a scan without text.
    """
    return document_of(_pages(path), str(path))


def document_of(pages: Sequence[Page], path: str) -> Document:
    """Return the document that the lines of its pages make."""
    pages, letters = with_counted_endnotes(with_listings(pages))
    printed, notes = paragraphs_of(columns(pages))
    blocks = _blocks(printed, notes, body_size(pages))
    footnotes = (note.block(paged=True) for note in notes)
    body, foot = (tuple(named(block, letters) for block in part) for part in (blocks, footnotes))
    return Document(path, body, foot, remarks=tuple(_remarks(pages)))


def _remarks(pages: Sequence[Page]) -> Iterator[Remark]:
    """Yield what is not read, pages that are pictures and labels of charts, and what recognition has read."""
    yield from (Remark("page-without-text", page=page.number) for page in pages if not page.lines)
    if count := sum(map(charts, pages)):
        yield Remark("charts-not-read", {"count": str(count)})
    if recognised := [page.number for page in pages if page.recognised and page.lines]:
        yield Remark("recognised-text", {"pages": _stretches(recognised)})


def _stretches(pages: Sequence[int]) -> str:
    """Return numbers of pages with those that follow one another as one: 1–4, 7."""
    whole = set(pages)
    first = [page for page in pages if page - 1 not in whole]
    last = [page for page in pages if page + 1 not in whole]
    return ", ".join(
        f"{start}–{end}" if end > start else str(start) for start, end in zip(first, last, strict=True)
    )


def _blocks(printed: Sequence[Printed], notes: Sequence[Footnote], size: float) -> Iterator[Block]:
    """Yield the blocks: cells as cells, all else as the outline tells it, and headings by their type."""
    text = [
        replace(part.paragraph, large=part.first.bold and part.first.size > size + LARGER)
        for part in printed
        if not part.first.cell
    ]
    told = iter(outline.blocks_of(text, notes, "spaced", paged=True))
    for part in printed:
        if part.first.cell:
            ((plain, marks),) = marks_of([part.paragraph], [], "rows")
            yield Block(plain, "table_cell", page=part.first.page, notes=marks, place=part.first.cell)
            continue
        block = next(told)
        if block.kind in ("heading", "title") and not _may_be_heading(block, part.first, size):
            block = replace(block, kind="paragraph", level=0)
        elif block.kind == "contents":
            block = replace(block, text=_LEADER.sub(" ", block.text))
        yield block


def _may_be_heading(block: Block, line: PdfLine, size: float) -> bool:
    """Tell a title, or a heading by its number or its type; a line of a listing is neither."""
    return not line.fixed and (block.kind == "title" or bool(block.number) or _is_set_off(line, size))


def _is_set_off(line: PdfLine, size: float) -> bool:
    """Tell a line whose type sets it off from the text, as that of headings does."""
    return line.bold or line.italic or line.size > size + LARGER


def _pages(path: Path) -> list[Page]:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        raise _cannot_open(path, error) from error
    try:
        if len(document) > MAX_PAGES:
            raise ReadError(
                say(
                    "the file has {pages} pages, more than {most}",
                    pages=len(document),
                    most=MAX_PAGES,
                ),
                where=str(path),
                mend=say("split it"),
            )
        pages = [_page(document, i, path) for i in range(len(document))]
    finally:
        document.close()
    text = "".join(line.text for page in pages for line in page.lines)
    if not text:
        raise ReadError(say("it is a scan: no page holds text"), where=str(path), mend=_RECOGNISE)
    if text.count(UNKNOWN) > MAX_UNKNOWN * len(text):
        raise ReadError(
            say("its fonts do not tell which characters they draw"), where=str(path), mend=_RECOGNISE
        )
    return pages


def _page(document: Any, i: int, path: Path) -> Page:
    import pypdfium2

    try:
        return read_page(document[i], i + 1)
    except pypdfium2.PdfiumError as error:
        raise ReadError(
            say("the page is damaged"),
            where=say("{path}, page {page}", path=str(path), page=i + 1),
            mend=say("download or save the file again"),
        ) from error


def _cannot_open(path: Path, error: Exception) -> ReadError:
    import pypdfium2.raw as raw

    if getattr(error, "err_code", None) == raw.FPDF_ERR_PASSWORD:
        return ReadError(
            say("the file is protected with a password"),
            where=str(path),
            mend=say("open it and save it without one"),
        )
    return ReadError(
        say("the file is damaged or cut short"), where=str(path), mend=say("download or save it again")
    )
