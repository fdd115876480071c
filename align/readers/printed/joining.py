"""Printed lines → paragraphs, whole again over lines and pages.

First lines are joined by their shape alone, rather too little (`wrapping`); then paragraphs cut by a page
break, a footnote mark or a blank line are mended, for which their numbers and their last words speak.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from align.numbering import Key, key_of, split_number
from align.readers import masthead
from align.readers.printed.lines import (
    RAISED,
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
    NEARLY,
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
from align.text import clean, is_han

_BODY = ("arabic", "parenthesis", "named", "decimal")
"""Styles of numbers that text bears, and not only headings."""


@dataclass(frozen=True, slots=True)
class JoinedParagraph:
    """Lines that make one paragraph, and their joined text."""

    lines: tuple[Line, ...]
    text: str
    starts: tuple[int, ...]
    """Where each line begins in the text."""
    bold: bool = False
    """All of it is bold, where the format shows type."""
    large: bool = False
    """Set in the larger, bold type of headings, where the format shows type."""

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
) -> list[JoinedParagraph]:
    """Join the lines of a text to paragraphs; `notes` are the numbers of its footnotes."""
    if shape == "rows":
        return [_paragraph(line) for line in lines]
    measure = measure_of(lines, shape)
    rough = [_joined(_raised(group, notes), house) for group in grouped(lines, measure)]
    return _mended(rough, measure, house, notes)


def _raised(group: Sequence[Line], notes: frozenset[str]) -> list[JoinedParagraph]:
    """Return the lines of a paragraph; a mark that stands on a line of its own cuts a sentence in two."""
    parts = [_paragraph(line) for line in group]
    for position in range(1, len(parts) - 1):
        if parts[position].text in notes and _bears_mark(parts[position - 1].text):
            parts[position] = replace(parts[position], text=parts[position].text.translate(RAISED))
    return parts


def _paragraph(line: Line) -> JoinedParagraph:
    return JoinedParagraph((line,), clean(line.text), (0,))


def _joined(parts: Sequence[JoinedParagraph], house: House) -> JoinedParagraph:
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
    return JoinedParagraph(
        tuple(line for part in parts for line in part.lines), "".join(pieces), tuple(starts)
    )


def _joint(pieces: Sequence[str], more: str, house: House) -> tuple[int, str]:
    """Return what goes and comes between; behind a number alone on its line always a blank."""
    if len(pieces) == 2 and is_lone_number(pieces[1]):
        return 0, " "
    return joint(pieces[-1], more, house)


def _mended(
    rough: Sequence[JoinedParagraph], measure: Measure, house: House, notes: frozenset[str]
) -> list[JoinedParagraph]:
    """Join paragraphs that a page break, a footnote mark or a blank line has cut."""
    following = _following_numbers(rough)
    groups: list[list[JoinedParagraph]] = []
    for position, part in enumerate(rough):
        if groups and part.text in notes and _bears_mark(groups[-1][-1].text):
            groups[-1].append(replace(part, text=part.text.translate(RAISED)))
        elif groups and _continues(groups[-1], part, following[position], measure):
            groups[-1].append(part)
        else:
            groups.append([part])
    return [_joined(group, house) for group in groups]


def _bears_mark(text: str) -> bool:
    """Tell a text cut by a mark that stands on a line of its own from a cell of a table."""
    return columns(text) > OPENER and not ends_sentence(text)


@dataclass(frozen=True, slots=True)
class _Cut:
    """A paragraph, in parts so far, and what may be its rest."""

    parts: Sequence[JoinedParagraph]
    other: JoinedParagraph
    following: int
    """The number of the next numbered paragraph, or 0."""
    measure: Measure

    @property
    def first(self) -> JoinedParagraph:
        return self.parts[0]

    @property
    def last(self) -> JoinedParagraph:
        return self.parts[-1]

    @property
    def turned(self) -> bool:
        """A page ends between both."""
        return self.last.lines[-1].page != self.other.lines[0].page

    @property
    def numbered(self) -> bool:
        """It bears the number before the next one, so that nothing but its own rest can stand between."""
        return self.first.is_paragraph(self.following - 1)


def _continues(
    parts: Sequence[JoinedParagraph], other: JoinedParagraph, following: int, measure: Measure
) -> bool:
    """Tell whether a paragraph, in parts so far, goes on in another."""
    cut = _Cut(parts, other, following, measure)
    return next(answer(cut) for holds, answer in _RULES if holds(cut))


def _stands_apart(cut: _Cut) -> bool:
    """Tell a cell, a line of the masthead, or one that begins with a number."""
    cells = bool(cut.other.lines[0].cell or cut.last.lines[0].cell)
    alone = masthead.stands_alone(cut.other.text) or masthead.stands_alone(cut.first.text)
    return cells or opens(cut.other.text) or alone


def _is_lone_number(cut: _Cut) -> bool:
    return is_lone_number(cut.last.text)


def _is_entry(cut: _Cut) -> bool:
    return is_entry(cut.last.lines[-1].text)


def _has_ended(cut: _Cut) -> bool:
    return ends_sentence(cut.last.text)


def _is_rest_of_numbered(cut: _Cut) -> bool:
    """Tell the rest of paragraph n: without a number, before n + 1, behind a page break or a raised mark."""
    page = cut.turned and ends_sentence(cut.other.text) and not cut.last.text.endswith((":", "："))
    mark = bool(MARKED.search(cut.last.text)) and not cut.other.lines[0].gap
    return cut.numbered and (page or mark)


def _is_name(cut: _Cut) -> bool:
    """Tell a numbered name set apart from its text, which may begin in small letters: Chapter 2. apt-get.

    It is a line that left room, with a blank one below, as stand below all names of its text. Behind the
    number of a paragraph, only a capital shows that the sentence does not go on.
    """
    above, below, key = cut.last.lines[-1], cut.other.lines[0], cut.first.key
    apart = cut.measure.gapped and below.gap and not cut.turned and len(cut.first.lines) == 1
    if not apart or key is None or key.style == "parenthesis" or MARKED.search(above.text):
        return False
    capital = below.text[0].isupper() and not is_han(above.text[-1])
    return (key.style != "arabic" or capital) and reach(above, below) < NEARLY * cut.measure.full


def _goes_on_small(cut: _Cut) -> bool:
    """Tell the middle of a sentence by its small letter, with which Russian begins preambles as well."""
    preamble = PREAMBLE.match(cut.other.text) and ends_clause(cut.last.text)
    return starts_lower(cut.other.text) and not preamble


def _is_preamble(cut: _Cut) -> bool:
    return bool(PREAMBLE.match(cut.first.text)) and ends_clause(cut.last.text)


def _is_cut_preamble(cut: _Cut) -> bool:
    return cut.turned and not PREAMBLE.match(cut.other.text)


def _has_no_number(cut: _Cut) -> bool:
    return cut.first.key is None


def _is_cut_text(cut: _Cut) -> bool:
    return _is_long(cut) and cut.following > 1 and ends_sentence(cut.other.text)


def _is_no_body(cut: _Cut) -> bool:
    return cut.first.key is not None and cut.first.key.style not in _BODY


def _is_cut_body(cut: _Cut) -> bool:
    """Tell numbered text from a heading, which never stands last on a page."""
    return _is_long(cut) or (ends_sentence(cut.other.text) and (cut.turned or cut.numbered))


def _is_long(cut: _Cut) -> bool:
    """Tell more than a heading takes, or a full line at the end of a page."""
    full = reach(cut.last.lines[-1], cut.other.lines[0]) >= cut.measure.full
    ends_page = full and cut.turned and cut.measure.shape == "wrapped"
    return ends_page or len(cut.parts) > 1 or cut.first.is_long


def _yes(cut: _Cut) -> bool:
    return True


def _no(cut: _Cut) -> bool:
    return False


_RULES: tuple[tuple[Callable[[_Cut], bool], Callable[[_Cut], bool]], ...] = (
    (_stands_apart, _no),
    (_is_lone_number, _yes),
    (_is_entry, _no),
    (_has_ended, _is_rest_of_numbered),
    (_is_name, _no),
    (_goes_on_small, _yes),
    (_is_preamble, _is_cut_preamble),
    (_has_no_number, _is_cut_text),
    (_is_no_body, _no),
    (_yes, _is_cut_body),
)
"""Case → whether the paragraph goes on then; the first case that holds decides."""


def _following_numbers(paragraphs: Sequence[JoinedParagraph]) -> list[int]:
    """Return for each paragraph the number of the next numbered one (not a heading), or 0."""
    following, numbers = 0, []
    for paragraph in reversed(paragraphs):
        numbers.append(following)
        key = paragraph.key
        if key and key.style == "arabic" and (paragraph.is_long or ends_sentence(paragraph.text)):
            following = key.values[0]
    return numbers[::-1]
