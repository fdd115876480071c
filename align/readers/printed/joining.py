"""Printed lines → paragraphs, whole again over lines and pages.

First lines are joined by their shape alone, rather too little (`wrapping`); then paragraphs cut by a page
break, a footnote mark or a blank line are mended, for which their numbers and their last words speak.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from align.numbering import Key, key_of, split_number
from align.readers import masthead
from align.readers.printed.lines import (
    SUPERSCRIPTS,
    House,
    Line,
    columns,
    ends_clause,
    ends_sentence,
    joint,
    starts_lower,
)
from align.readers.printed.wrapping import (
    LONG,
    MARKED,
    OPENER,
    PREAMBLE,
    Measure,
    Shape,
    grouped,
    is_entry,
    is_lone_number,
    measure_of,
    opens,
    reach,
)
from align.text import clean

_BODY = ("arabic", "parenthesis", "named", "decimal")
"""Styles of numbers that text bears, and not only headings."""
_RAISED = str.maketrans("0123456789", SUPERSCRIPTS)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines that make one paragraph, and their joined text."""

    lines: tuple[Line, ...]
    text: str
    starts: tuple[int, ...]
    """Where each line begins in the text."""

    def page_at(self, offset: int) -> int:
        """Return the page on which a character of the text stands."""
        return self.lines[max(bisect_right(self.starts, offset) - 1, 0)].page

    @property
    def key(self) -> Key | None:
        """Return the key of the number it begins with."""
        return key_of(split_number(self.text[:LONG])[0])

    def is_paragraph(self, number: int) -> bool:
        """Tell whether it bears a number as paragraphs do: 12."""
        return self.key is not None and self.key.style == "arabic" and self.key.values == (number,)

    @property
    def is_long(self) -> bool:
        """True for more than a heading usually takes."""
        return columns(self.text[: LONG + 1]) > LONG


def paragraphs_of(
    lines: Sequence[Line], shape: Shape, house: House, notes: frozenset[str] = frozenset()
) -> list[Paragraph]:
    """Join the lines of a text to paragraphs; `notes` are the numbers of its footnotes."""
    if shape == "rows":
        return [_paragraph(line) for line in lines]
    measure = measure_of(lines, shape)
    rough = [_joined([_paragraph(line) for line in group], house) for group in grouped(lines, measure)]
    return _mended(rough, measure, house, notes)


def _paragraph(line: Line) -> Paragraph:
    return Paragraph((line,), clean(line.text), (0,))


def _joined(parts: Sequence[Paragraph], house: House) -> Paragraph:
    """Join parts of one paragraph; piece by piece, since a text may be one paragraph of a book's length."""
    if len(parts) == 1:
        return parts[0]
    pieces, starts, length = [""], list[int](), 0
    for part in parts:
        dropped, between = _joint(pieces, part.text, house)
        pieces[-1] = pieces[-1][: len(pieces[-1]) - dropped] + between
        length += len(between) - dropped
        starts += [length + start for start in part.starts]
        pieces.append(part.text)
        length += len(part.text)
    return Paragraph(tuple(line for part in parts for line in part.lines), "".join(pieces), tuple(starts))


def _joint(pieces: Sequence[str], more: str, house: House) -> tuple[int, str]:
    """Return what goes and comes between; behind a number alone on its line always a blank."""
    if len(pieces) == 2 and is_lone_number(pieces[1]):
        return 0, " "
    return joint(pieces[-1], more, house)


def _mended(
    rough: Sequence[Paragraph], measure: Measure, house: House, notes: frozenset[str]
) -> list[Paragraph]:
    """Join paragraphs that a page break, a footnote mark or a blank line has cut."""
    following = _following_numbers(rough)
    groups: list[list[Paragraph]] = []
    for position, part in enumerate(rough):
        if groups and part.text in notes and _bears_mark(groups[-1][-1].text):
            groups[-1].append(replace(part, text=part.text.translate(_RAISED)))
        elif groups and _continues(groups[-1], part, following[position], measure):
            groups[-1].append(part)
        else:
            groups.append([part])
    return [_joined(group, house) for group in groups]


def _bears_mark(text: str) -> bool:
    """Tell a text cut by a mark that stands on a line of its own from a cell of a table."""
    return columns(text) > OPENER and not ends_sentence(text)


def _continues(parts: Sequence[Paragraph], other: Paragraph, following: int, measure: Measure) -> bool:
    """Tell whether a paragraph, in parts so far, goes on in another."""
    first, last = parts[0], parts[-1]
    if other.lines[0].cell or last.lines[0].cell or opens(other.text):
        return False
    if masthead.stands_alone(other.text) or masthead.stands_alone(first.text):
        return False
    if is_lone_number(last.text):
        return True
    if is_entry(last.lines[-1].text):
        return False
    turned = last.lines[-1].page != other.lines[0].page
    numbered = first.is_paragraph(following - 1)
    if ends_sentence(last.text):
        # In a document that numbers its paragraphs, a text without a number behind a page break, between
        # the paragraphs n and n + 1, is the rest of paragraph n; so it is behind a raised mark.
        cut = turned and ends_sentence(other.text) and not last.text.endswith((":", "："))
        broken = bool(MARKED.search(last.text)) and not other.lines[0].gap
        return numbered and (cut or broken)
    if starts_lower(other.text):
        return True
    if PREAMBLE.match(first.text) and ends_clause(last.text):
        return turned and not PREAMBLE.match(other.text)
    full = reach(last.lines[-1], other.lines[0]) >= measure.full
    long = (full and turned and measure.shape == "wrapped") or len(parts) > 1 or first.is_long
    if first.key is None:
        return long and following > 1 and ends_sentence(other.text)
    if first.key.style not in _BODY:
        return False
    return long or (ends_sentence(other.text) and (turned or numbered))  # no heading stands last on a page


def _following_numbers(paragraphs: Sequence[Paragraph]) -> list[int]:
    """Return for each paragraph the number of the next numbered one (not a heading), or 0."""
    following, numbers = 0, []
    for paragraph in reversed(paragraphs):
        numbers.append(following)
        key = paragraph.key
        if key and key.style == "arabic" and (paragraph.is_long or ends_sentence(paragraph.text)):
            following = key.values[0]
    return numbers[::-1]
