"""From columns of lines to whole paragraphs, over columns and pages.

A paragraph begins at a gap, in another size, with a number, at an indentation, or behind a line that had
room for the next word (`breaks`). What runs to the edge of its column goes on in the next one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from align.readers.pdf.breaks import begins
from align.readers.pdf.layout import PageColumn
from align.readers.pdf.lines import NOTE_MARK, PdfLine
from align.readers.pdf.places import LinePlace, places
from align.readers.printed import lines as lines_
from align.readers.printed.joining import JoinedParagraph
from align.readers.printed.lines import House, glue, house_of
from align.readers.printed.notes import Footnote
from align.text import HAN

_HAN = re.compile(f"[{HAN}]")
_DOTTED_MARK = re.compile(r"(\d{1,3})\.\s+")
_HAN_BLANK = re.compile(f"(?<=[{HAN}]) (?=[A-Za-z0-9])|(?<=[A-Za-z0-9]) (?=[{HAN}])")
_HAN_JOINT = re.compile(f"(?<=[{HAN}])(?=[A-Za-z0-9])|(?<=[A-Za-z0-9])(?=[{HAN}])")


@dataclass(frozen=True, slots=True)
class Printed:
    """A paragraph and its first line, which tells place, size and weight."""

    paragraph: JoinedParagraph
    first: PdfLine


def paragraphs_of(columns: Sequence[PageColumn]) -> tuple[list[Printed], list[Footnote]]:
    """Return the paragraphs of all columns, and the footnotes."""
    house = house_of(_line(line) for column in columns for line in column.lines + column.notes)
    paragraphs = [Printed(_paragraph(lines, house), lines[0]) for lines in _text_lines(columns)]
    return paragraphs, [_note(_paragraph(lines, house)) for lines in _note_lines(columns)]


def _text_lines(columns: Sequence[PageColumn]) -> Iterator[list[PdfLine]]:
    """Yield the lines of each paragraph of the text."""
    lines: list[PdfLine] = []
    last: LinePlace | None = None
    for place in places([column for column in columns if column.lines]):
        if last and begins(lines, last, place):
            yield lines
            lines = []
        lines.append(place.line)
        last = place
    if lines:
        yield lines


def _note_lines(columns: Iterable[PageColumn]) -> Iterator[list[PdfLine]]:
    """Yield the lines of each footnote; one that goes on under the next page begins without a mark."""
    lines: list[PdfLine] = []
    number = 0
    for column in columns:
        left = [line.x0 for line in column.notes]
        # Notes hang if the first mark does; where they are indented, what stands further left is wrapped.
        hanging = next((line.x0 < min(left) + 1 for line in column.notes if _note_mark(line.text)), False)
        for line in column.notes:
            mark = _note_mark(line.text)
            hangs = hanging and line.x0 < min(left) + 1 < max(left) - 1
            # A wrapped line may begin with a number too, as in "March | 2020 and".
            expected = {number + 1, 1} if line is column.notes[0] else {number + 1}
            excerpt = not number and line is column.notes[0]
            if mark and (not mark[1].isdecimal() or int(mark[1]) in expected or hangs or excerpt):
                if lines:
                    yield lines
                lines, number = [], _value(mark[1]) or number  # letters do not count
            lines.append(line)
    if lines:
        yield lines


def _note_mark(text: str) -> re.Match[str] | None:
    """Return the mark of a note, with which it begins; French has it on the line, with a full stop."""
    return NOTE_MARK.match(text) or _DOTTED_MARK.match(text)


def _value(mark: str) -> int:
    return int(unicodedata.normalize("NFKC", mark)) if mark.isdigit() else 0


def _line(line: PdfLine) -> lines_.Line:
    return lines_.Line(line.text, line.page, line.cell or f"page {line.page}")


def _evenly_spaced(line: PdfLine, house: House) -> PdfLine:
    """Set a blank between Han and other letters or figures everywhere or nowhere, as most of the text has it.

    Where a line is stretched to the margin, a blank cannot be told from the white that is always there.
    """
    if not _HAN.search(line.text):
        return line
    text = _HAN_BLANK.sub("", line.text)
    return replace(line, text=_HAN_JOINT.sub(" ", text) if house.spaced else text)


def _paragraph(lines: Sequence[PdfLine], house: House) -> JoinedParagraph:
    text, starts = "", []
    for line in (_evenly_spaced(line, house) for line in lines):
        # Chinese is wrapped anywhere, inside a number too.
        inside = _HAN.search(line.text) and text[-1:].isdigit() and line.text[0].isdigit()
        text = text + line.text if inside else glue(text, line.text, house)
        starts.append(len(text) - len(line.text))
    bold = all(line.bold for line in lines)
    return JoinedParagraph(tuple(map(_line, lines)), text, tuple(starts), bold)


def _note(paragraph: JoinedParagraph) -> Footnote:
    mark = _note_mark(paragraph.text)
    number = unicodedata.normalize("NFKC", mark[1]) if mark else ""
    return Footnote(number, paragraph.text[mark.end() :] if mark else paragraph.text, paragraph.lines[0])
