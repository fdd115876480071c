"""The paragraphs of a Word file in reading order: body, tables, content controls, text boxes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from lxml import etree

from align.document import NoteMark
from align.readers.docx import chunks
from align.readers.docx.notes import NoteNumbers
from align.readers.docx.numbering import Number, Numbering
from align.readers.docx.package import Package, W
from align.readers.docx.styles import Styles, switch, value
from align.readers.docx.text import ParagraphText, TextReader, is_placeholder
from align.remarks import Remark

_GONE = (f"{W}del", f"{W}moveFrom")

_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"

_CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}chart"
_RUNNING = 150
"""Characters above which a cell holds running text."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph with everything that tells what it is."""

    text: str
    notes: tuple[NoteMark, ...] = ()
    number: Number | None = None
    styles: tuple[str, ...] = ()
    """Normalised names of its style and of those that one builds on."""
    outline: int | None = None
    """Outline level from 0, where Word takes the paragraph for a heading."""
    bold: bool = False
    contents: bool = False
    """Made by a TOC field."""
    page: int = 0
    place: str = ""
    table: int = 0
    """Number of the table it stands in, from 1; 0: none, or one that only frames it."""
    mark: str = ""
    """A raised mark typed in front of the text: it is a note."""
    raised: tuple[NoteMark, ...] = ()
    """Raised letters that stand in the text, and may be marks."""
    shown: tuple[etree._Element, ...] = ()
    """The elements that hold its text."""


class ParagraphReader:
    """Walks through one package once; numbers, fields and pages are counted on the way."""

    def __init__(self, package: Package, *, nested: bool = False) -> None:
        document = package.document()
        settings = package.part("settings")
        self._body = document.find(f"{W}body")
        self._styles = Styles(package.part("styles"))
        self._numbering = Numbering(package.part("numbering"), self._styles)
        self._notes = NoteNumbers(settings, document)
        self._text = TextReader(self._styles, self._notes)
        self._note_parts = {kind: package.part(f"{kind}s") for kind in ("footnote", "endnote")}
        self._headers = package.parts("header")
        self._footers = package.parts("footer")
        self._package = package
        self._nested = nested
        self._paragraphs = 0
        self._tables = 0
        self.remarks: list[Remark] = []
        """What could not be read."""

    def body(self) -> list[Paragraph]:
        """Return the paragraphs that hold text; pages are 0 where the file tells none."""
        if self._body is None:
            return []
        if charts := sum(1 for _ in self._body.iter(_CHART)):
            self.remarks.append(Remark("charts-not-read", {"count": str(charts)}))
        found = [p for p in self._container(self._body, "", 0) if p.text]
        return found if self._text.page > 1 else [replace(p, page=0) for p in found]

    def notes(self) -> list[tuple[str, Paragraph]]:
        """Return number and text of the notes that the body, read before, refers to."""
        return [
            (number, _joined(found) if _prints_mark(note) else _unmarked(_joined(found), number))
            for note, number, found in self._note_paragraphs()
        ]

    def _note_paragraphs(self) -> Iterator[tuple[etree._Element, str, list[Paragraph]]]:
        elements = {
            f"{kind} {note.get(f'{W}id')}": note
            for kind, part in self._note_parts.items()
            for note in (part.iterfind(f"{W}{kind}") if part is not None else ())
        }
        for key, number in list(self._notes.order.items()):
            if key in elements:
                place = f"{key.partition(' ')[0]} {number}"
                yield elements[key], number, list(self._container(elements[key], place, 0))

    def headers(self) -> list[str]:
        """Return the paragraphs of the page headers, where many templates keep the symbol."""
        return [p.text for part in self._headers for p in self._container(part, "header", 0) if p.text]

    def everything(self) -> list[Paragraph]:
        """Return all that a translator has to translate: body, notes, headers and footers of pages."""
        edges = (("header", self._headers), ("footer", self._footers))
        around = (p for place, parts in edges for part in parts for p in self._container(part, place, 0))
        body = self.body()
        return [*body, *(note for _, _, notes in self._note_paragraphs() for note in notes), *around]

    def _container(self, container: etree._Element, place: str, table: int) -> Iterator[Paragraph]:
        line = ParagraphText()
        for child in _unwrapped(container):
            if child.tag == f"{W}tbl":
                yield from self._table(child)
                continue
            if child.tag == f"{W}altChunk":
                yield from self._chunk(child, table)
                continue
            self._paragraphs += 1
            style_id = value(child, "pPr/pStyle") or self._styles.default
            self._text.read(child, style_id, line)
            # A paragraph whose mark was deleted goes on in the next one, and takes its number from there;
            # so does a large first letter, which Word keeps in a frame of its own.
            if not _mark_is_gone(child, line) and not _is_drop_cap(child):
                yield from self._finished(child, style_id, line, place, table)
                line = ParagraphText()
        if line.text:  # there was no next one
            yield from self._finished(child, style_id, line, place, table)

    def _finished(
        self, element: etree._Element, style_id: str, line: ParagraphText, place: str, table: int
    ) -> Iterator[Paragraph]:
        if line.mark and not re.match(r"\s+\S", line.text):  # nothing is set off from it, as in ²H
            line.text, line.mark = line.mark + line.text, ""
        text = line.text.strip()
        indent = len(line.text) - len(line.text.lstrip())
        outline = value(element, "pPr/outlineLvl") or self._styles.value(style_id, "pPr/outlineLvl")
        yield Paragraph(
            text=text,
            notes=tuple(NoteMark(n.number, min(max(n.offset - indent, 0), len(text))) for n in line.notes),
            raised=tuple(replace(n, offset=n.offset - indent) for n in line.raised),
            shown=tuple(line.shown),
            mark=line.mark,
            number=self._numbering.next(element.find(f"{W}pPr"), style_id),
            styles=tuple(self._styles.names(style_id)),
            outline=int(outline) if outline and outline in "012345678" else None,
            bold=line.bold,
            contents=line.contents,
            page=line.page,
            place=place or f"paragraph {self._paragraphs}",
            table=table,
        )
        for box in line.boxes:
            yield from self._container(box, place or f"text box at paragraph {self._paragraphs}", table)
        if element.find(f"{W}pPr/{W}sectPr") is not None:
            self._notes.end_section()

    def _chunk(self, element: etree._Element, table: int) -> Iterator[Paragraph]:
        """Yield the paragraphs of a file of another format that stands here whole."""
        name, data = self._package.linked(element.get(_RELATION, ""))
        found = chunks.paragraphs_of(name, data, nested=self._nested)
        if found is None:
            self.remarks.append(
                Remark("part-not-read", {"part": name}, place=f"paragraph {self._paragraphs}")
            )
        for paragraph in found or ():
            self._paragraphs += 1
            yield replace(paragraph, place=f"paragraph {self._paragraphs}", table=table and paragraph.table)

    def _table(self, table: etree._Element) -> Iterator[Paragraph]:
        self._tables += 1
        number = self._tables
        rows = [
            [cell for cell in _unwrapped(row, f"{W}tc") if cell.find(f"{W}tcPr/{W}cellDel") is None]
            for row in _unwrapped(table, f"{W}tr")
            if not _row_is_gone(row)
        ]
        paragraphs = [
            paragraph
            for r, cells in enumerate(rows, 1)
            for c, cell in enumerate(cells, 1)
            for paragraph in self._container(cell, f"table {number} row {r} cell {c}", number)
        ]
        # One column of running text is no table but a frame, such as that round the summary of a report.
        if all(len(cells) == 1 for cells in rows) and any(len(p.text) > _RUNNING for p in paragraphs):
            paragraphs = [replace(p, table=0) for p in paragraphs]
        yield from paragraphs


def _unwrapped(container: etree._Element, *tags: str) -> Iterator[etree._Element]:
    """Yield paragraphs and tables (or rows, or cells), also from content controls and tracked moves."""
    wanted = tags or (f"{W}p", f"{W}tbl", f"{W}altChunk")
    for child in container:
        if child.tag in wanted:
            yield child
        elif child.tag == f"{W}sdt" and is_placeholder(child):
            continue
        elif child.tag not in _GONE and len(child) and child.tag not in (f"{W}p", f"{W}tbl", f"{W}sectPr"):
            yield from _unwrapped(child, *wanted)


def _mark_is_gone(paragraph: etree._Element, line: ParagraphText) -> bool:
    """Tell whether the end of a paragraph was deleted, or is hidden with all its text."""
    properties = paragraph.find(f"{W}pPr/{W}rPr")
    if properties is None:
        return False
    hidden = bool(switch(properties, "vanish")) and not line.text
    return hidden or any(properties.find(tag) is not None for tag in _GONE)


def _is_drop_cap(paragraph: etree._Element) -> bool:
    frame = paragraph.find(f"{W}pPr/{W}framePr")
    return frame is not None and frame.get(f"{W}dropCap", "none") != "none"


def _row_is_gone(row: etree._Element) -> bool:
    return row.find(f"{W}trPr/{W}del") is not None


def _joined(paragraphs: list[Paragraph]) -> Paragraph:
    """Join the paragraphs of one note into one text."""
    first = paragraphs[0] if paragraphs else Paragraph("")
    return replace(first, text="\n".join(p.text for p in paragraphs if p.text), notes=())


def _prints_mark(note: etree._Element) -> bool:
    """Tell whether Word itself prints the mark of a note: the 1 of “1 January” is then its text."""
    return next(note.iter(f"{W}footnoteRef", f"{W}endnoteRef"), None) is not None


def _unmarked(note: Paragraph, number: str) -> Paragraph:
    """Return a note without its mark, which was typed: the 2 of “2024” is none."""
    goes_on = r"[.,]?\d" if number[-1:].isdigit() else r"\w" if number[-1:].isalpha() else r"(?!)"
    return replace(note, text=re.sub(rf"^{re.escape(number)}(?!{goes_on})", "", note.text).strip())
