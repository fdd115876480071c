"""The text of a web page → blocks: paragraphs, lists with their numbers, tables, footnotes apart.

What a paragraph is (masthead, heading by its number, item) is told as for Word files, whose styles and
automatic numbers HTML has too: `h2` is a heading of level 2, `ol` numbers its items.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import islice

from lxml import etree
from lxml.html import HtmlElement

from align.document import Block, NoteMark
from align.numbering import split_bullet, split_number
from align.readers.docx.kinds import blocks_of as blocks_of_paragraphs
from align.readers.docx.numbering import Number
from align.readers.docx.numerals import numeral
from align.readers.docx.paragraphs import Paragraph
from align.readers.exponents import with_raised
from align.readers.formulas import of_mathml, raised
from align.readers.html.clean import DROPPED
from align.readers.html.notes import HtmlNotes
from align.readers.inline import BREAK, Inline
from align.text import clean

BLOCKS = frozenset(
    "address article aside blockquote body center dd details div dl dt fieldset figcaption figure footer "
    "form h1 h2 h3 h4 h5 h6 header hr html legend li main nav ol p pre section summary table caption tbody "
    "thead tfoot tr td th ul".split()
)
"""Elements that part paragraphs."""
_FORMATS = {
    "1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman",
    "decimal": "decimal", "decimal-leading-zero": "decimalZero", "none": "none",
    "lower-alpha": "lowerLetter", "lower-latin": "lowerLetter", "upper-alpha": "upperLetter",
    "upper-latin": "upperLetter", "lower-roman": "lowerRoman", "upper-roman": "upperRoman",
    "cjk-ideographic": "chineseCountingThousand", "simp-chinese-informal": "chineseCountingThousand",
    "trad-chinese-informal": "chineseCountingThousand", "disc": "bullet", "circle": "bullet",
    "square": "bullet",
}  # fmt: skip
_CHINESE = "chineseCountingThousand"
_LIST_STYLE = re.compile(r"list-style(?:-type)?\s*:\s*([\w-]+)", re.IGNORECASE)
_HEAVY = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)
_CONTENTS = re.compile(r"(?:mso)?toc\d?|table ?of ?contents\d*", re.IGNORECASE)
"""What programs call a table of contents: Word MsoToc1, LibreOffice Table of Contents1, DocBook toc."""
_GLUED = re.compile(r"(?:[A-Z]|[IVXLC]+)\.(?=[^\W\d_a-z][^\W\d_A-Z])")
"""A number from behind which LibreOffice takes the tab: I.Introduction."""
_POWER = re.compile(
    r"(?=.*[A-Za-z/])(?=.*[\w)])[\w.,()]*[-+−*/·×=][-\w.,()+−*/·×= ]*|\d+\.\d+|\d+[a-z]", re.ASCII
)
"""What is raised and can be no mark: n+1, 1/2, 2n, 1.5."""
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


@dataclass(frozen=True, slots=True)
class _Context:
    """What the elements around a paragraph make of it."""

    heading: int = 0
    depth: int = 0
    """How deep in lists."""
    table: int = 0
    place: str = ""
    note: HtmlElement | None = None
    bold: bool = False
    label: bool = False
    """In a cell that holds only the number of the next one, as EUR-Lex numbers its recitals."""
    contents: bool = False
    wrapped: bool = False
    """In `pre`, where lines break as in the file."""


@dataclass(slots=True)
class _List:
    """A list that is open while its items are read."""

    format: str
    value: int
    step: int


def blocks_of(body: HtmlElement, notes: HtmlNotes) -> tuple[tuple[Block, ...], tuple[Block, ...]]:
    """Return the blocks and the footnotes of the text of a page."""
    walk = walked(body, notes)
    blocks = tuple(
        replace(block, kind="list_item", level=walk.items[block.place])
        if block.place in walk.items and block.kind not in ("masthead", "contents")
        else block
        for block in blocks_of_paragraphs(walk.paragraphs)
    )
    footnotes = tuple(
        Block("\n".join(texts), "footnote", number, place=f"footnote {number}")
        for number, texts in walk.footnotes.values()
        if texts
    )
    return blocks, footnotes


def walked(body: HtmlElement, notes: HtmlNotes) -> _Walk:
    """Return what was found on the way through a page: its paragraphs, items and footnotes."""
    walk = _Walk(notes)
    walk.through(body)
    return walk


class _Walk:
    """Goes through a page once, without recursion: a page may be nested deeper than Python's stack."""

    def __init__(self, notes: HtmlNotes) -> None:
        self.paragraphs: list[Paragraph] = []
        self.items: dict[str, int] = {}
        """Place → depth of the paragraphs that begin a list item."""
        self.footnotes: dict[object, tuple[str, list[str]]] = {}
        self._notes = notes
        self._contexts = [_Context()]
        self._lists: list[_List] = []
        self._cells: list[tuple[int, int]] = []
        self._tables = 0
        self._number: Number | None = None
        self._starts_item = False
        self._inline = Inline()
        self._bold = 0
        self._cited: set[str] = set()

    def through(self, body: HtmlElement) -> None:
        """Read the paragraphs of an element."""
        walker = etree.iterwalk(body, events=("start", "end"))
        for event, element in walker:
            if event == "start":
                if self._is_read(element):
                    self._open(element)
                else:
                    walker.skip_subtree()
                    self._contexts.append(self._contexts[-1])
            else:
                self._close(element)
                if element is not body:
                    self._add(element.tail)
        self._flush()

    def _is_read(self, element: HtmlElement) -> bool:
        """Take marks, links back and line breaks out of the text; tell whether the rest is read."""
        if element in self._notes.marks:
            self._inline.mark(self._notes.marks[element])
            return False
        if element.tag == "br":
            self._inline.add(BREAK)
            return False
        if element.tag == DROPPED:
            return False
        if element.tag == "math":
            self._inline.add(of_mathml(element))
            return False
        if element.tag == "sup" and _in_formula(element):
            self._inline.add(raised("", "".join(element.itertext())))
            return False
        if element.tag == "sup":
            return not self._raised(element)
        if element not in self._notes.backlinks or self._contexts[-1].note is None:
            return True
        return bool(re.search(r"\w", "".join(element.itertext()))) and not self._inline.is_blank

    def _raised(self, element: HtmlElement) -> bool:
        """Take raised text that is a mark or a power; else leave it to be read as text."""
        text = "".join(element.itertext())
        if _POWER.fullmatch(text.strip()):
            self._inline.add(raised("", text.strip()))
            return True
        return self._inline.raised(text)

    def _add(self, text: str | None) -> None:
        context, before = self._contexts[-1], self._inline.length
        self._inline.add(text.replace("\n", BREAK) if text and context.wrapped else text)
        self._bold += (self._inline.length - before) * context.bold

    def _open(self, element: HtmlElement) -> None:
        if element.tag in BLOCKS:
            self._flush()
        context, tag = self._contexts[-1], element.tag
        if any(map(_CONTENTS.fullmatch, (element.get("id", ""), *element.get("class", "").split()))):
            context = replace(context, contents=True)
        if element in self._notes.notes:
            context = replace(context, note=element)
            self.footnotes[element] = (self._notes.notes[element], [])
        if tag in ("ol", "ul"):
            self._lists.append(_list(element))
            context = replace(context, depth=context.depth + 1)
        elif tag == "li":
            self._number, self._starts_item = self._item_number(element), True
        elif tag in ("table", "tr", "td", "th"):
            context = self._table(element, context)
        elif tag in _HEADINGS:
            context = replace(context, heading=int(tag[1]))
        elif tag == "pre":
            context = replace(context, wrapped=True)
        elif tag in ("b", "strong") or _HEAVY.search(element.get("style", "")):
            context = replace(context, bold=True)
        self._contexts.append(context)
        self._add("“" if tag == "q" else "")
        self._add(element.text)

    def _close(self, element: HtmlElement) -> None:
        if element.tag == "q":
            self._add("”")
        if element.tag in BLOCKS:
            self._flush()
        if element.tag in ("ol", "ul"):
            self._lists.pop()
        if element.tag == "table":
            self._cells.pop()
        self._contexts.pop()

    def _table(self, element: HtmlElement, context: _Context) -> _Context:
        """Count tables, rows and cells; a table that only lays out the page is none."""
        if element.tag == "table":
            self._cells.append((0, 0))
            layout = _is_layout(element)
            self._tables += not layout
            return replace(context, table=0 if layout else self._tables, place="")
        if not self._cells:
            return context
        row, cell = self._cells[-1]
        if element.tag == "tr":
            self._cells[-1] = (row + 1, 0)
            return replace(context, table=0) if _is_numbered_row(element) else context
        self._cells[-1] = (row, cell + 1)
        if not context.table:
            return replace(context, label=cell == 0 and _is_numbered_row(element.getparent()))
        return replace(context, place=f"table {context.table} row {row} cell {cell + 1}")

    def _item_number(self, item: HtmlElement) -> Number | None:
        """Return the number that a browser prints before an item, and count on."""
        if not self._lists:
            return None
        list_ = self._lists[-1]
        list_.value = _integer(item.get("value"), list_.value)
        value, depth = list_.value, len(self._lists) - 1
        list_.value += list_.step
        name = _FORMATS.get(item.get("type", ""), list_.format)
        if name == "none" or (name == "bullet" and split_number(_lead(item))[0]):
            return None
        if name == "bullet":
            return Number("•", name, depth)
        return Number(numeral(value, name) + ("、" if name == _CHINESE else "."), name, depth)

    def _flush(self) -> None:
        """End the paragraph that is being read."""
        bold, self._bold = self._bold > 0.8 * self._inline.length > 0, 0
        for text, notes in self._inline.take():
            self._finish(text, notes, bold=bold)

    def _finish(self, text: str, notes: tuple[NoteMark, ...], *, bold: bool) -> None:
        context = self._contexts[-1]
        if context.note is not None:
            number, texts = self.footnotes[context.note]
            text = _with_marks_as_figures(text, notes)
            texts.append(text if texts else _without_label(text, number))
        elif notes and notes[0].offset == 0 and notes[0].number in self._cited:
            text = _with_marks_as_figures(text, notes[1:])
            self.footnotes[len(self.footnotes)] = (notes[0].number, [text])
        elif context.label:
            self._number = Number(text, "decimal", 0)
        else:
            self._cited.update(note.number for note in notes)
            if (context.heading or bold) and (glued := _GLUED.match(text)):
                text = f"{glued[0]} {text[glued.end() :]}"
                notes = tuple(replace(note, offset=note.offset + 1) for note in notes)
            place = context.place or f"paragraph {len(self.paragraphs) + 1}"
            styles = (f"heading{context.heading}",) if context.heading else ("toc1",) * context.contents
            if self._starts_item and not context.place:
                self.items[place] = context.depth
            self.paragraphs.append(
                Paragraph(text, notes, self._number, styles, bold=bold, place=place, table=context.table)
            )
            self._number, self._starts_item = None, False


def _list(element: HtmlElement) -> _List:
    styled = _LIST_STYLE.search(element.get("style", ""))
    default = "bullet" if element.tag == "ul" else "decimal"
    name = _FORMATS.get(styled[1].lower() if styled else element.get("type", ""), default)
    items = [_lead(item) for item in element.iterchildren("li")]
    if name != "bullet" and items and all(split_number(item)[0] for item in items):
        name = "none"  # the numbers are typed, and the style sheet hides the automatic ones
    backwards = "reversed" in element.attrib
    start = _integer(element.get("start"), len(items) if backwards else 1)
    return _List(name, start, -1 if backwards else 1)


def _lead(item: HtmlElement) -> str:
    """Return the first words of an item, enough to see a typed number."""
    return clean("".join(islice(item.itertext(), 6)))


def _is_layout(table: HtmlElement) -> bool:
    """Tell a table that only places things on the page: tables, headings or nothing but items in it."""
    if (
        table.get("role") in ("presentation", "none")
        or next(table.iterdescendants("table"), None) is not None
    ):
        return True
    if sum(1 for _ in table.iterdescendants("td", "th")) < 2 or all(map(_is_numbered_row, table.iter("tr"))):
        return True
    return next(table.iterdescendants(*_HEADINGS), None) is not None


def _is_numbered_row(row: HtmlElement) -> bool:
    cells = ["".join(cell.itertext()).strip() for cell in row.iterchildren("td")]
    return (
        len(cells) == 2
        and bool(cells[0])
        and not (split_number(f"{cells[0]} ")[1] and split_bullet(cells[0])[1])
    )


def _with_marks_as_figures(text: str, notes: Sequence[NoteMark]) -> str:
    """Return the text of a note, which has no marks itself: what is raised in it are exponents."""
    return with_raised(Block(text, notes=tuple(notes)), lambda mark: mark.offset > 0).text


def _without_label(text: str, number: str) -> str:
    """Cut the number of a note, and the arrows that lead back from it."""
    text = re.sub(rf"^[\s^↑↩]*(?:[\[(（]?{re.escape(number)}[\])）.、]*(?=\s|\D))?\s*", "", text, count=1)
    return re.sub(r"\s*[↩↑]\ufe0e?$", "", text)


def _integer(text: str | None, default: int) -> int:
    return int(text) if text and re.fullmatch(r"-?\d{1,6}", text) else default


def _in_formula(element: HtmlElement) -> bool:
    """Tell whether an element is part of a formula as pandoc writes it."""
    return any("math" in each.get("class", "").split() for each in element.iterancestors())
