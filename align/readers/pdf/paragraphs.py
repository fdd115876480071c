"""From columns of lines to whole paragraphs, over columns and pages.

A paragraph begins at a gap, in another size, with a number, at an indentation, or behind a line that had
room for the next word. What runs to the edge of its column goes on in the next one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from align.numbering import key_of, split_bullet, split_number
from align.readers.pdf.layout import NOTE_MARK, Column
from align.readers.pdf.lines import Line
from align.readers.pdf.places import Place, differ, places
from align.readers.printed import lines as lines_
from align.readers.printed.joining import Paragraph
from align.readers.printed.lines import House, glue, house_of
from align.readers.printed.notes import Note
from align.text import HAN

INDENT = 0.8
"""Ems by which an indentation differs from the untidiness of a margin."""
APART = 2
"""Ems between lines of a cell that set paragraphs apart; cells are too small to learn it from."""

_CJK = f"{HAN}\u3000-\u303f\uff00-\uffef"
_WORD = re.compile(rf"[^\s{_CJK}]+|[{_CJK}][。，、；：？！”’）》」]*")
_END = re.compile(r"[.!?:;。！？：；…][”’\"')）》」』\]]*[⁰¹²³⁴⁵⁶⁷⁸⁹,]*$|[;；]\s?(?:and|or|以及|和|或)$")
_PAGE_BEHIND_DOTS = re.compile(r"(?:\.{4,}|…{2,})\s*[\d–-]+$")
_HAN = re.compile(f"[{HAN}]")


@dataclass(frozen=True, slots=True)
class Printed:
    """A paragraph and its first line, which tells place, size and weight."""

    paragraph: Paragraph
    first: Line


def paragraphs_of(columns: Sequence[Column]) -> tuple[list[Printed], list[Note]]:
    """Return the paragraphs of all columns, and the footnotes."""
    house = house_of(_line(line) for column in columns for line in column.lines + column.notes)
    paragraphs = [Printed(_paragraph(lines, house), lines[0]) for lines in _text_lines(columns)]
    return paragraphs, [_note(_paragraph(lines, house)) for lines in _note_lines(columns)]


def _text_lines(columns: Sequence[Column]) -> Iterator[list[Line]]:
    """Yield the lines of each paragraph of the text."""
    lines: list[Line] = []
    last: Place | None = None
    for place in places([column for column in columns if column.lines]):
        if last and _begins(lines, last, place):
            yield lines
            lines = []
        lines.append(place.line)
        last = place
    if lines:
        yield lines


def _note_lines(columns: Iterable[Column]) -> Iterator[list[Line]]:
    """Yield the lines of each footnote; one that goes on under the next page begins without a mark."""
    lines: list[Line] = []
    number = 0
    for column in columns:
        left = [line.x0 for line in column.notes]
        for line in column.notes:
            mark = NOTE_MARK.match(line.text)
            hangs = line.x0 < min(left) + 1 < max(left) - 1
            # A wrapped line may begin with a number too, as in "March | 2020 and".
            expected = {number + 1, 1} if line is column.notes[0] else {number + 1}
            if mark and (not mark[1].isdecimal() or int(mark[1]) in expected or hangs):
                if lines:
                    yield lines
                lines, number = [], _value(mark[1])
            lines.append(line)
    if lines:
        yield lines


def _value(mark: str) -> int:
    return int(unicodedata.normalize("NFKC", mark)) if mark.isdigit() else 0


def _begins(lines: Sequence[Line], last: Place, place: Place) -> bool:
    """Tell whether a paragraph begins at a place, behind the lines of the one before."""
    line = place.line
    if differ(last.line, line) or _PAGE_BEHIND_DOTS.search(last.line.text):
        return True
    ended = bool(_END.search(last.line.text))
    if line.text[0].islower() and not ended and (place.opens_column or not place.opens_chunk):
        return False
    if _is_numbered(line) and (ended or (place.opens_column and _is_numbered_alike(lines[0], line))):
        return True
    if line.cell:
        return line.y - last.line.y > APART * line.size
    if place.opens_column:
        return _is_short(last, line) or (ended and (_is_indented(place) or not last.full))
    if place.opens_chunk or _is_short(last, line):
        return True
    return _changes_margin(lines, line) if len(lines) > 1 else ended and _is_indented_alike(lines[0], place)


def _is_numbered(line: Line) -> bool:
    return bool(split_number(line.text)[0] or split_bullet(line.text)[0])


def _is_numbered_alike(one: Line, other: Line) -> bool:
    """Tell whether both begin with a number of one form: 4.1 and 4.2, 12. and 13."""
    keys = [key_of(split_number(line.text)[0]) for line in (one, other)]
    return None not in keys and len({(key.style, key.name) for key in keys if key}) == 1


def _is_short(last: Place, line: Line) -> bool:
    """Tell whether the first word of a line would have had room on the line above."""
    word = _WORD.match(line.text)
    need = (line.x1 - line.x0) * len(word[0] if word else line.text) / len(line.text)
    return last.edge - last.line.x1 > need + 0.5 * line.size


def _is_indented(place: Place) -> bool:
    return place.below is not None and place.line.x0 - place.below.x0 > INDENT * place.line.size


def _changes_margin(lines: Sequence[Line], line: Line) -> bool:
    """Tell a new indentation from the next line of an indented or hanging paragraph."""
    return abs(line.x0 - lines[-1].x0) > INDENT * line.size and not _are_centred([*lines, line])


def _is_indented_alike(first: Line, place: Place) -> bool:
    """Tell two first lines, indented alike, from a first and a second."""
    line = place.line
    return abs(line.x0 - first.x0) < 0.3 * line.size and line.x0 - place.margin > INDENT * line.size


def _are_centred(lines: Sequence[Line]) -> bool:
    middles = [line.x0 + line.x1 for line in lines]
    return max(middles) - min(middles) < lines[0].size


def _line(line: Line) -> lines_.Line:
    return lines_.Line(line.text, line.page, line.cell or f"page {line.page}")


def _paragraph(lines: Sequence[Line], house: House) -> Paragraph:
    text, starts = "", []
    for line in lines:
        # Chinese is wrapped anywhere, inside a number too.
        inside = _HAN.search(line.text) and text[-1:].isdigit() and line.text[0].isdigit()
        text = text + line.text if inside else glue(text, line.text, house)
        starts.append(len(text) - len(line.text))
    return Paragraph(tuple(map(_line, lines)), text, tuple(starts))


def _note(paragraph: Paragraph) -> Note:
    mark = NOTE_MARK.match(paragraph.text)
    number = unicodedata.normalize("NFKC", mark[1]) if mark else ""
    return Note(number, paragraph.text[mark.end() :] if mark else paragraph.text, paragraph.lines[0])
