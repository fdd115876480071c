"""Where a line begins a paragraph: small rules, tried in order; the first that holds decides.

What a rule may look at: the paragraph so far, the place of its last line, and the place of the next one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from align.languages import every_word, marks
from align.numbering import follows, key_of, split_bullet, split_number
from align.readers import masthead
from align.readers.headings import is_caption
from align.readers.pdf.layout import PAGE_BEHIND_DOTS
from align.readers.pdf.lines import PdfLine
from align.readers.pdf.places import LinePlace, differ
from align.text import HAN

INDENT = 0.8
"""Ems by which an indentation differs from the untidiness of a margin."""
ALIKE = 0.3
"""Ems within which two lines begin at one margin."""
APART = 2
"""Ems between lines of a cell that set paragraphs apart, where nothing is learnt of its size."""
LOOSE = 1.3
"""The same in distances between the lines above in the cell, or else of text in that size."""
WIDEST = 2.2
"""Ems between the lines of a typescript, at most."""
MOST = 0.6
"""Part of a column that the first line of such a paragraph fills."""
LABEL = 30
"""Characters that the label of a table has at most: Table 27.I.12."""
_TAIL = 20
"""Characters at the end of a line that tell whether its last word ends a text."""
ROOM = 2
"""Ems left at the end of a line that show it is no full one."""

_CJK = f"{HAN}\u3000-\u303f\uff00-\uffef"
_WORD = re.compile(rf"[^\s{_CJK}]+|[{_CJK}][。，、；：？！”’）》」]*")
_END = re.compile(
    rf"[{marks('.!?:;')}…][”’\"')）》」』\]]*[⁰¹²³⁴⁵⁶⁷⁸⁹,]*$"
    rf"|[{marks(';')}]\s?{every_word(lambda each: each.printed.between_items)}$"
)
_FULL_STOP = re.compile(rf"[{marks('.!?')}…][”’\"')）》」』\]]*[⁰¹²³⁴⁵⁶⁷⁸⁹,]*$")
_HAN_ONLY = re.compile(f"[{HAN}《》“”]")
_CUT = re.compile(r"[^\W_][-/]$")
_ADDRESS = re.compile(r"(?:https?:|www\.)\S*[/._-]$")
_PAGE = re.compile(r"\s\d{1,4}$")
_ASKED = re.compile(r"[?？]\s?(?:[(（][^()（）]*[)）])?$")
"""A question, with what it says of its answer: (Select one)."""
_UNFINISHED = re.compile(rf"{every_word(lambda each: each.printed.unfinished)}$")


@dataclass(frozen=True, slots=True)
class _Joint:
    """The end of a paragraph so far, and the line that may begin the next."""

    lines: Sequence[PdfLine]
    last: LinePlace
    place: LinePlace

    @property
    def line(self) -> PdfLine:
        return self.place.line

    @property
    def ended(self) -> bool:
        """The last line ends as sentences and items do."""
        return bool(_END.search(self.last.line.text))


def begins(lines: Sequence[PdfLine], last: LinePlace, place: LinePlace) -> bool:
    """Tell whether a paragraph begins at a place, behind the lines of the one before."""
    joint = _Joint(lines, last, place)
    return next((answer for holds, answer in _RULES if holds(joint)), False)


def _stands_elsewhere(joint: _Joint) -> bool:
    return differ(joint.last.line, joint.line)


def _follows_chart(joint: _Joint) -> bool:
    return joint.last.line.closed


def _is_listed(joint: _Joint) -> bool:
    """Tell the lines of a listing, and what follows one."""
    return joint.line.fixed or joint.last.line.fixed


def _is_cut_address(joint: _Joint) -> bool:
    """Tell the rest of an address that ends the line of a sentence: (https://www./debian.org."""
    last, line = joint.last.line, joint.line
    near = joint.place.opens_column or not joint.place.opens_chunk
    cut = near and not last.fixed and _ADDRESS.search(last.text)
    return bool(cut) and not line.text[0].isupper() and line.text[0].isalnum()


def _follows_entry(joint: _Joint) -> bool:
    return bool(PAGE_BEHIND_DOTS.search(joint.last.line.text))


def _is_label(line: PdfLine) -> bool:
    return len(line.text) < LABEL and is_caption(line.text)


def _is_rest_of_entry(joint: _Joint) -> bool:
    """Tell the end of a numbered entry of a table of contents, whose first line left room for the dots."""
    dots = ". ." in joint.line.text or "..." in joint.line.text or "…" in joint.line.text
    if not dots or joint.place.opens_chunk or not PAGE_BEHIND_DOTS.search(joint.line.text):
        return False
    return bool(split_number(joint.lines[0].text)[0]) and not split_number(joint.line.text)[0]


def _counts_on_from_entry(joint: _Joint) -> bool:
    """Tell the next entry where a full one had no room for dots: 3.1.8 … attention? 9."""
    if not _PAGE.search(joint.last.line.text):
        return False
    one, other = (key_of(split_number(line.text)[0]) for line in (joint.lines[0], joint.line))
    return follows(other, one)


def _is_beside_caption(joint: _Joint) -> bool:
    """Tell the label of a table at the head of a column or behind a gap, and what follows one: its name."""
    if len(joint.lines) == 1 and _is_label(joint.last.line):
        return True
    return (joint.place.opens_column or joint.place.opens_chunk) and _is_label(joint.line)


def _goes_on_small(joint: _Joint) -> bool:
    """Tell a small letter behind no full stop; only a gap within a column speaks against it."""
    near = joint.place.opens_column or not joint.place.opens_chunk
    return joint.line.text[0].islower() and not joint.ended and near


def _is_cut_word(joint: _Joint) -> bool:
    """Tell a word or a symbol that its line cuts: Asia-/Pacific, A/RES/70/1."""
    near = joint.place.opens_column or not joint.place.opens_chunk
    return near and bool(_CUT.search(joint.last.line.text)) and joint.line.text[0].isalnum()


def _is_unfinished(joint: _Joint) -> bool:
    """Tell a line of a title, centred or bold, behind a word that ends none: of; from 1 July 2026 to."""
    last, line = joint.last.line, joint.line
    titled = (last.bold and line.bold) or _are_centred([last, line])
    return titled and not joint.place.opens_chunk and bool(_UNFINISHED.search(last.text[-_TAIL:]))


def _counts_inside(joint: _Joint) -> bool:
    """Tell the (b) of “(a) …; (b) …” in running text: at the margin of the lines above, which are full."""
    first, above, line = joint.lines[0], joint.lines[-1], joint.line
    if _style(line) != "parenthesis" or line.cell or _leaves_room(joint):
        return False
    if joint.place.opens_chunk and not joint.place.opens_column:
        return False
    if len(joint.lines) == 1:
        return _style(first) != "parenthesis" and line.x0 < above.x0 + ALIKE * line.size
    hanging = abs(line.x0 - first.x0) > ALIKE * line.size
    return abs(line.x0 - above.x0) < ALIKE * line.size and (hanging or _style(first) != "parenthesis")


def _is_numbered(joint: _Joint) -> bool:
    """Tell a number or bullet behind a full stop, or below its like: a bullet, in a new column a number."""
    line = joint.line
    if not (split_number(line.text)[0] or split_bullet(line.text)[0]):
        return False
    return (
        joint.ended
        or _is_below_bullet(joint)
        or (joint.place.opens_column and _are_numbered_alike(joint.lines[0], line))
    )


def _is_below_bullet(joint: _Joint) -> bool:
    """Tell the next item of a list without full stops; the rest of one hangs, or begins with no bullet."""
    first, line = joint.lines[0], joint.line
    bullet = split_bullet(line.text)[0]
    same = bullet != "" and bullet == split_bullet(first.text)[0]
    return same and abs(line.x0 - first.x0) < ALIKE * line.size


def _is_far_in_cell(joint: _Joint) -> bool:
    line, lines = joint.line, joint.lines
    if not line.cell:
        return False
    distance = line.y - joint.last.line.y
    within = [below.y - above.y for above, below in pairwise(lines)] or [joint.place.leading]
    return distance > APART * line.size or distance > LOOSE * max(*within, joint.place.leading)


def _is_in_cell(joint: _Joint) -> bool:
    return bool(joint.line.cell)


def _leaves_room(joint: _Joint) -> bool:
    """Tell whether the first word of the line would have had room on the line above."""
    return _has_room(joint, joint.last.edge)


def _has_room(joint: _Joint, edge: float) -> bool:
    line = joint.line
    word = _WORD.match(line.text)
    need = (line.x1 - line.x0) * len(word[0] if word else line.text) / len(line.text)
    return edge - joint.last.line.x1 > need + 0.5 * line.size


def _is_below_bold(joint: _Joint) -> bool:
    """Tell plain text below a bold question, or a heading that had room for more: the answer of a form."""
    bold = all(line.bold for line in joint.lines) and not joint.line.bold
    if bold and _ASKED.search(joint.last.line.text):
        return True
    wrapped = len(joint.lines) > 1 and joint.last.line.x1 > joint.last.edge - joint.line.size
    return bold and not (wrapped or joint.line.text[0].islower()) and _has_room(joint, joint.last.right)


def _is_heading(joint: _Joint) -> bool:
    """Tell a heading at the head of a column, or in another weight: short, without a full stop, apart."""
    line, place = joint.line, joint.place
    fresh = place.opens_column or joint.last.line.bold != line.bold
    if not (fresh and joint.ended) or _FULL_STOP.search(line.text):
        return False
    apart = place.below is None or place.below.bold != line.bold
    return apart and place.edge - line.x1 > ROOM * line.size


def _is_fresh_in_column(joint: _Joint) -> bool:
    """Tell a first line at the head of a column: indented, or where the column before was not full."""
    fresh = _is_indented(joint.place) or not joint.last.full
    return joint.place.opens_column and joint.ended and fresh


def _opens_column(joint: _Joint) -> bool:
    return joint.place.opens_column


def _is_set_wide(joint: _Joint) -> bool:
    """Tell the rest of a paragraph whose lines stand as far apart as paragraphs do, as in typescripts.

    Its first line is indented, and full; the others stand at one margin and at one distance.
    """
    line, lines = joint.line, joint.lines
    distance = line.y - lines[-1].y
    if joint.place.opens_column or joint.ended or not 0 < distance < WIDEST * line.size:
        return False
    if line.bold != lines[-1].bold or split_number(line.text)[0]:  # a heading above a number in the margin
        return False
    if len(lines) == 1:
        first = lines[0]
        long = first.x1 - first.x0 > MOST * (joint.last.edge - line.x0)
        return long and first.x0 - line.x0 > INDENT * line.size
    alike = abs(distance - (lines[-1].y - lines[-2].y)) < ALIKE * line.size
    return alike and abs(line.x0 - lines[-1].x0) < ALIKE * line.size


def _is_title_of_han(joint: _Joint) -> bool:
    """Tell the next line of a title in narrow lines on the first page, as an agenda item has it."""
    last, line = joint.last.line, joint.line
    near = line.page == 1 and not joint.place.opens_chunk and not joint.place.opens_column
    level = abs(line.x0 - last.x0) < ALIKE * line.size
    words = _HAN_ONLY.search(last.text[-1]) and _HAN_ONLY.search(line.text[0])
    apart = masthead.stands_alone(last.text) or masthead.stands_alone(line.text)
    return bool(near and level and words and not joint.ended and not apart)


def _has_gap_above(joint: _Joint) -> bool:
    return joint.place.opens_chunk


def _changes_margin(joint: _Joint) -> bool:
    """Tell another indentation than that of the second line, in what is not centred."""
    line, lines = joint.line, joint.lines
    moved = len(lines) > 1 and abs(line.x0 - lines[-1].x0) > INDENT * line.size
    return moved and not _are_centred([*lines, line])


def _is_indented_like_first(joint: _Joint) -> bool:
    """Tell a first line behind another that was a whole paragraph."""
    line, first = joint.line, joint.lines[0]
    indented = line.x0 - joint.place.margin > INDENT * line.size
    return len(joint.lines) == 1 and joint.ended and indented and abs(line.x0 - first.x0) < ALIKE * line.size


_RULES: tuple[tuple[Callable[[_Joint], bool], bool], ...] = (
    (_stands_elsewhere, True),
    (_follows_chart, True),
    (_is_cut_address, False),
    (_is_listed, True),
    (_follows_entry, True),
    (_is_beside_caption, True),
    (_is_rest_of_entry, False),
    (_counts_on_from_entry, True),
    (_goes_on_small, False),
    (_is_cut_word, False),
    (_counts_inside, False),
    (_is_numbered, True),
    (_is_far_in_cell, True),
    (_is_in_cell, False),
    (_is_unfinished, False),
    (_is_below_bold, True),
    (_is_heading, True),
    (_is_fresh_in_column, True),
    (_is_title_of_han, False),
    (_leaves_room, True),
    (_opens_column, False),
    (_is_set_wide, False),
    (_has_gap_above, True),
    (_changes_margin, True),
    (_is_indented_like_first, True),
)
"""Rule → whether a paragraph begins where it holds; where none does, the paragraph goes on."""


def _style(line: PdfLine) -> str:
    key = key_of(split_number(line.text)[0])
    return key.style if key else ""


def _are_numbered_alike(one: PdfLine, other: PdfLine) -> bool:
    """Tell whether both begin with a number of one form: 4.1 and 4.2, 12. and 13."""
    keys = [key_of(split_number(line.text)[0]) for line in (one, other)]
    return None not in keys and len({(key.style, key.name) for key in keys if key}) == 1


def _is_indented(place: LinePlace) -> bool:
    return place.below is not None and place.line.x0 - place.below.x0 > INDENT * place.line.size


def _are_centred(lines: Sequence[PdfLine]) -> bool:
    middles = [line.x0 + line.x1 for line in lines]
    return max(middles) - min(middles) < lines[0].size
