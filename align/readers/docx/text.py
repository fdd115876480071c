"""The text inside Word paragraphs: runs, fields, tracked changes, note marks, symbols.

What the reader of the printed page sees is text, nothing else: deletions, hidden text and the codes of
fields are out, insertions and the results of fields are in, and note marks are lifted out of the text.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from lxml import etree

from align.document import NoteMark
from align.readers.docx.notes import NoteNumbers
from align.readers.docx.package import W
from align.readers.docx.styles import Styles, is_on, switch, value
from align.readers.exponents import bears_power
from align.readers.formulas import of_word
from align.readers.symbols import SYMBOL_FONT

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_FORMULAS = (
    "{http://schemas.openxmlformats.org/officeDocument/2006/math}oMath",
    "{http://purl.oclc.org/ooxml/officeDocument/math}oMath",
)

# Deleted text, properties (old ones of tracked changes among them), field data and the reading aids of ruby.
_SILENT = {W + name for name in "del moveFrom pPr rPr sdtPr tblPr delText delInstrText fldData rt".split()}
_FIELD = (W + "fldChar", W + "instrText")
_CHARACTERS = {W + "tab": "\t", W + "ptab": "\t", W + "cr": "\n", W + "noBreakHyphen": "-"}

RAISED = 2.0
"""Points above the line from which a text is superscript, as LibreOffice writes it."""
_ORNAMENTS = dict.fromkeys(range(0xF020, 0xF100))
"""Where symbol fonts live when their characters are written as text."""

_TYPED_MARK = re.compile(r"\*{1,3}|[†‡§]|[a-z]|\d{1,3}")
_EXPONENTS = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")
_MARK_COMMA = re.compile(r"[\s,，、]+")


@dataclass(slots=True)
class ParagraphText:
    """One paragraph while it is being read, and when it is read."""

    text: str = ""
    notes: list[NoteMark] = field(default_factory=list)
    mark: str = ""
    """A raised mark in front of all its text, which makes it a note."""
    raised: list[NoteMark] = field(default_factory=list)
    """Raised letters behind figures: marks, if there is such a note, or exponents."""
    shown: list[etree._Element] = field(default_factory=list)
    """The elements that hold what the reader of the page sees of it, in their order."""
    boxes: list[etree._Element] = field(default_factory=list)
    """Contents of the text boxes that hang on it."""
    page: int = 0
    """Page of its first character."""
    bold: bool = True
    contents: bool = False
    """Made by a TOC field."""


@dataclass(slots=True)
class _Field:
    code: str = ""
    in_result: bool = False


class TextReader:
    """Reads paragraphs in their order; knows the fields left open and the page reached.

    Pages are counted where Word itself last saw them begin; page breaks alone would count too few.
    """

    def __init__(self, styles: Styles, notes: NoteNumbers) -> None:
        self.page = 1
        self._styles = styles
        self._notes = notes
        self._fields: list[_Field] = []
        self._awaits_mark = ""
        self._paragraph_style = ""
        self._handlers: dict[str, Callable[[etree._Element, ParagraphText, etree._Element | None], None]] = {
            W + "r": self._run,
            W + "t": self._characters,
            W + "sdt": self._control,
            W + "sym": self._symbol,
            W + "br": self._break,
            W + "lastRenderedPageBreak": self._rendered_break,
            W + "fldChar": self._field_character,
            W + "instrText": self._field_code,
            W + "footnoteReference": self._note,
            W + "endnoteReference": self._note,
            W + "txbxContent": self._box,
            _MC + "AlternateContent": self._alternate,
        }
        self._handlers |= dict.fromkeys(_CHARACTERS, self._characters) | dict.fromkeys(
            _FORMULAS, self._formula
        )

    def read(self, paragraph: etree._Element, style_id: str, line: ParagraphText) -> None:
        """Add the text of a paragraph to the line."""
        self._paragraph_style = style_id
        self._visit_all(paragraph, line, None)
        # A code that never came to its result would swallow the rest of the document.
        self._fields = [f for f in self._fields if f.in_result]

    def _visit_all(self, element: etree._Element, line: ParagraphText, run: etree._Element | None) -> None:
        for child in element:
            self._visit(child, line, run)

    def _visit(self, element: etree._Element, line: ParagraphText, run: etree._Element | None) -> None:
        if element.tag in self._handlers:
            self._handlers[element.tag](element, line, run)
        elif element.tag not in _SILENT:
            self._visit_all(element, line, run)

    def _run(self, run: etree._Element, line: ParagraphText, _: etree._Element | None) -> None:
        hidden = self._is(run, "vanish")
        for child in run:
            if hidden and child.tag not in _FIELD:
                continue
            self._visit(child, line, run)
        self._awaits_mark = ""

    def _characters(self, element: etree._Element, line: ParagraphText, run: etree._Element | None) -> None:
        text = _CHARACTERS.get(element.tag) or element.text or ""
        self._add(text.translate(_ORNAMENTS), line, run, element)

    def _formula(self, element: etree._Element, line: ParagraphText, run: etree._Element | None) -> None:
        self._add(of_word(element), line, run, element)

    def _symbol(self, element: etree._Element, line: ParagraphText, run: etree._Element | None) -> None:
        self._add(_symbol(element), line, run, element)

    def _break(self, element: etree._Element, line: ParagraphText, run: etree._Element | None) -> None:
        if element.get(W + "type", "textWrapping") == "textWrapping":
            self._add("\n", line, run, element)

    def _rendered_break(self, _: etree._Element, __: ParagraphText, ___: etree._Element | None) -> None:
        self.page += 1

    def _field_character(self, element: etree._Element, _: ParagraphText, __: etree._Element | None) -> None:
        kind = element.get(W + "fldCharType", "")
        if kind == "begin":
            self._fields.append(_Field())
        elif kind == "separate" and self._fields:
            self._fields[-1].in_result = True
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _field_code(self, element: etree._Element, _: ParagraphText, __: etree._Element | None) -> None:
        if self._fields and not self._fields[-1].in_result:
            self._fields[-1].code += element.text or ""

    def _note(self, reference: etree._Element, line: ParagraphText, _: etree._Element | None) -> None:
        kind = etree.QName(reference).localname.removesuffix("Reference")
        key = f"{kind} {reference.get(W + 'id', '')}"
        if is_on(reference.get(W + "customMarkFollows", "0")):
            self._awaits_mark = key
        else:
            line.notes.append(NoteMark(self._notes.number(key), len(line.text)))

    def _box(self, element: etree._Element, line: ParagraphText, _: etree._Element | None) -> None:
        line.boxes.append(element)

    def _control(self, control: etree._Element, line: ParagraphText, run: etree._Element | None) -> None:
        if not is_placeholder(control):
            self._visit_all(control, line, run)

    def _alternate(self, element: etree._Element, line: ParagraphText, run: etree._Element | None) -> None:
        # Both branches hold the same text box: one for Word 2010 on, one for those before.
        for branch in (_MC + "Choice", _MC + "Fallback"):
            if (found := element.find(branch)) is not None:
                return self._visit_all(found, line, run)

    def _add(
        self, text: str, line: ParagraphText, run: etree._Element | None, element: etree._Element
    ) -> None:
        if not text or not all(f.in_result for f in self._fields):
            return
        line.shown.append(element)
        if self._awaits_mark:
            line.notes.append(NoteMark(self._notes.custom(self._awaits_mark, text), len(line.text)))
            self._awaits_mark = ""
            return
        if run is not None and self._is_raised(run):
            if not _follows_raised(line) and self._lift(text, line):
                return
            if all(mark.isalpha() for mark in _MARK_COMMA.split(text)):
                line.raised.append(NoteMark(text, len(line.text)))
            text = text.translate(_EXPONENTS)
        if text.strip():
            line.page = line.page or self.page
            line.bold = line.bold and run is not None and self._is(run, "b")
            line.contents |= any(f.code.split()[:1] == ["TOC"] for f in self._fields)
        line.text += text

    def _lift(self, text: str, line: ParagraphText) -> bool:
        """Lift a mark that was typed as a superscript, and the comma between two marks; leave m² and 10⁶."""
        text = text.strip()
        if _MARK_COMMA.fullmatch(text or " "):
            return bool(line.notes) and line.notes[-1].offset == len(line.text)
        marks = _MARK_COMMA.split(text)
        if not all(map(_TYPED_MARK.fullmatch, marks)):
            return False
        if line.text[-1:].isdecimal() or bears_power(line.text, marks[0]):
            return False
        if not line.text.strip() and not line.mark and len(marks) == 1:
            line.mark = text
            return True
        for mark in (NoteMark(mark, len(line.text)) for mark in marks):
            if mark not in line.notes:  # LibreOffice writes some marks twice, as a note and as text
                line.notes.append(mark)
        return True

    def _is_raised(self, run: etree._Element) -> bool:
        """Tell whether a run is superscript, by itself, by its style, or by its place above the line."""
        align = value(run, "rPr/vertAlign")
        if align is None and (style := value(run, "rPr/rStyle")):
            align = self._styles.value(style, "rPr/vertAlign")
        return align == "superscript" or (align is None and _points(value(run, "rPr/position")) >= RAISED)

    def _is(self, run: etree._Element, name: str) -> bool:
        """Tell whether a run is bold or hidden, by itself or by its styles."""
        own = switch(run, f"rPr/{name}")
        if own is not None:
            return own
        style = value(run, "rPr/rStyle")
        return bool(style and self._styles.is_on(style, name)) or self._styles.is_on(
            self._paragraph_style, name
        )


def _points(half_points: str | None) -> float:
    return int(half_points) / 2 if half_points and re.fullmatch(r"-?\d{1,4}", half_points) else 0.0


def _follows_raised(line: ParagraphText) -> bool:
    """Tell whether only a comma stands behind the last raised letter: in 2025/26ᵃ,ᵇ both are of one kind."""
    if not line.raised:
        return False
    last = line.raised[-1]
    return not line.text[last.offset + len(last.number) :].strip(" ,，、")


def is_placeholder(control: etree._Element) -> bool:
    """Tell a content control that nobody has filled: it shows what to type, as “Click to enter text”."""
    return bool(switch(control, "sdtPr/showingPlcHdr"))


def _symbol(element: etree._Element) -> str:
    code = element.get(W + "char", "")
    if not re.fullmatch("[0-9A-Fa-f]{1,4}", code):
        return ""
    point = int(code, 16)
    if 0xF000 <= point <= 0xF0FF or element.get(W + "font") == "Symbol":
        return SYMBOL_FONT.get(point & 0xFF, "") if element.get(W + "font") == "Symbol" else ""
    return "" if 0xD800 <= point < 0xE000 or point < 32 else chr(point)
