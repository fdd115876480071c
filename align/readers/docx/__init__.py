"""Word files → Document: what Word prints, numbers and note marks set apart.

The libraries for Word files lose what alignment lives on: automatic numbers, the places of footnotes,
inserted text. This reader takes them from the XML itself (ECMA-376 part 1):

    package          the zip and its XML, not trusted
    styles           what a paragraph inherits
    numbering        automatic numbers, counted as Word counts; numerals prints them
    notes            the numbers of notes
    text             runs, fields, tracked changes, symbols → text with note marks
    chunks           files of other formats that stand in the text whole
    paragraphs       body, tables, content controls, text boxes → paragraphs in reading order
    typed_notes      notes typed as paragraphs, below tables and title pages
    items            numbers typed by hand, set apart
    kinds            heading, list item, masthead…: paragraphs → blocks

Page headers and footers are no blocks; the headers may tell symbol and date.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from align.document import Block, Document
from align.readers import masthead
from align.readers.docx import typed_notes
from align.readers.docx.kinds import blocks_of
from align.readers.docx.package import Package
from align.readers.docx.paragraphs import Paragraph, ParagraphReader


def read(path: Path) -> Document:
    """Read a .docx file.

    Raises:
        ReadError: it is locked, cut off, damaged, hostile, or no Word file.
    """
    with Package(path) as package:
        reader = ParagraphReader(package)
        paragraphs, typed = typed_notes.part(reader.body())
        notes = reader.notes()
        remarks = tuple(reader.remarks)
        headers = [Block(text, "masthead") for text in reader.headers()]
    blocks = blocks_of(paragraphs)
    return Document(
        str(path),
        blocks,
        _footnotes(paragraphs, notes, typed),
        symbol=masthead.symbol_of(blocks) or masthead.symbol_of(headers),
        date=masthead.date_of(blocks) or masthead.date_of(headers),
        remarks=remarks,
    )


def _footnotes(
    paragraphs: Sequence[Paragraph],
    notes: Sequence[tuple[str, Paragraph]],
    typed: Sequence[tuple[int, str, Paragraph]],
) -> tuple[Block, ...]:
    """Return Word's notes where the text first refers to them, and typed ones where they stand."""
    first: dict[str, int] = {}
    for position, paragraph in enumerate(paragraphs):
        for mark in paragraph.notes:
            first.setdefault(mark.number, position)
    pages = {number: paragraphs[position].page for number, position in first.items()}
    placed = [
        (first.get(number, len(paragraphs)), number, replace(note, page=pages.get(number, 0)))
        for number, note in notes
    ]
    return tuple(
        Block(note.text, "footnote", number, page=note.page, place=note.place)
        for _, number, note in sorted([*placed, *typed], key=lambda row: row[0])
    )
