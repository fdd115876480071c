"""Printed lines → paragraphs, whole again over lines and pages.

Three kinds of text come as plain text, and each joins its lines differently:

- `rows`: every line is a paragraph or cell of its own; nothing is joined;
- `spaced`: a blank line stands between paragraphs, lines without one between them belong together;
- `wrapped`: lines are cut at a width, as `pdftotext` does, with or without blank lines.

First lines are joined by their shape alone, rather too little; then paragraphs cut by a page break, a
footnote mark or a blank line are mended, for which their numbers and their last words speak.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from align.numbering import Key, key_of, split_bullet, split_number
from align.readers import masthead
from align.readers.lines import (
    House,
    Line,
    columns,
    ends_clause,
    ends_sentence,
    glue,
    starts_lower,
)
from align.text import clean, is_han

Shape = Literal["rows", "spaced", "wrapped"]

_WIDEST = 160
"""Columns above which no text is wrapped for paper."""
_FULL = 0.85
"""Least share of the usual width from which a line, with the next line's first word, counts as full."""
_OPENER = 50
"""Columns above which a line is not the body that speaks in a preamble."""
_NEARLY = 0.65
"""The same in the middle of a numbered paragraph, whose first line may be indented."""
_LONG = 100
"""Columns above which a text without a number is rather a cut paragraph than a heading."""

_FIRST_WORD = re.compile(r"[!-~\u00a1-\u2e7f]+|.[，。、；：）》”]*")
_LEADERS = re.compile(r"(?:\.\s?){4,}|…{2,}")
# Words after which no title and no sentence ends.
_DANGLING = re.compile(
    r"\b(?:of|for|the|and|to|in|on|with|by|from|or|an?|as|at|its|their|including)$|(?:以及|[和与及的或、，：—])$"
)
# With such words begin the paragraphs of a preamble; all of them end in a comma.
_PREAMBLE = re.compile(
    r"(?:(?:Also|Deeply|Gravely|Further|Strongly|Fully|Keenly|Seriously)\s)?[A-Z]?[a-z]+(?:ing|ful|ware|nced|rned|"
    r"ided|ined|med|ious)\b|(?:还|又|并|深为|深信|严重|再次|特别)?"
    r"(?:回顾|重申|铭记|认识|注意|欢迎|强调|深信|考虑|关切|承认|确认|赞赏|表示|遵循|遵照|震惊|希望|决心|意识|审议|忆及|念及|"
    r"赞扬|牢记|鉴于|申明|坚信|感谢|满意|遗憾|着重|指出|听取|收到|依照|根据)"
)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines that make one paragraph, and their joined text."""

    lines: tuple[Line, ...]
    text: str
    starts: tuple[int, ...]
    """Where each line begins in the text."""

    def page_at(self, offset: int) -> int:
        """Return the page on which a character of the text stands."""
        return next(line.page for line, start in zip(self.lines[::-1], self.starts[::-1], strict=True)
                    if start <= offset or start == 0)  # fmt: skip

    @property
    def key(self) -> Key | None:
        """Return the key of the number it begins with."""
        return key_of(split_number(self.text)[0])


def shape_of(lines: Sequence[Line]) -> Shape:
    """Tell how the lines of a text make up its paragraphs.

    Wrapped text fills its width: where a line breaks a sentence, it does so for want of room. Rows end
    where their paragraph ends, wherever that is.
    """
    breaks = [(a, b) for a, b in pairwise(lines) if a.page == b.page]
    joints = [(a, b) for a, b in breaks if not b.gap]
    cuts = [(a, b) for a, b in joints if _is_cut(a, b)]
    width = usual_width(lines)
    full = sum(_reach(a, b) >= 0.75 * width for a, b in cuts)
    if width <= _WIDEST and full > max(1, 0.15 * len(joints), 0.6 * len(cuts)):
        return "wrapped"
    return "spaced" if len(joints) <= 0.2 * len(breaks) else "rows"


def _is_cut(line: Line, following: Line) -> bool:
    """Tell whether a sentence seems to go on in the next line."""
    if ends_sentence(line.text) or _opens(following.text):
        return False
    if masthead.is_masthead(line.text) or masthead.is_masthead(following.text):
        return False
    return starts_lower(following.text) or (is_han(following.text[0]) and not ends_clause(line.text))


def usual_width(lines: Iterable[Line]) -> int:
    """Return the width in columns that full lines have, be there longer ones: addresses, tables."""
    widths = sorted(columns(line.text) for line in lines)
    total, seen = sum(widths), 0
    for width in widths:
        seen += width
        if seen >= 0.85 * total:
            return width
    return 0


def paragraphs_of(
    lines: Sequence[Line], shape: Shape, house: House, notes: frozenset[str] = frozenset()
) -> list[Paragraph]:
    """Join the lines of a text to paragraphs; `notes` are the numbers of its footnotes."""
    if shape == "rows":
        return [_paragraph([line], house) for line in lines]
    rough = [_paragraph(group, house) for group in _grouped(lines, shape)]
    return _mended(rough, shape, house, notes, _fullness(lines) * usual_width(lines))


def _paragraph(lines: Sequence[Line], house: House) -> Paragraph:
    text, starts = "", list[int]()
    for line in lines:
        more = clean(line.text)
        text = _glued(text, more, house)
        starts.append(len(text) - len(more))
    return Paragraph(tuple(lines), text, tuple(starts))


def _glued(text: str, more: str, house: House) -> str:
    """Join; a number in a row of its own keeps its blank before Han too, or it would be none any more."""
    return f"{text} {more}" if _is_lone_number(text) else glue(text, more, house)


def _is_lone_number(text: str) -> bool:
    """Tell a number without its text; `Article 1` is a heading and stands for itself."""
    number, rest = split_number(text)
    key = key_of(number) if number and not rest else None
    return key is not None and key.style != "named"


def _grouped(lines: Sequence[Line], shape: Shape) -> Iterator[list[Line]]:
    """Join neighbouring lines by their shape; where that is not sure, leave it to mending."""
    front = _front(lines)
    fullness = _fullness(lines)
    full = fullness * usual_width(lines)
    front_full = fullness * max((columns(line.text) for line in lines[:front]), default=0)
    gapped = _is_gapped(lines)
    group: list[Line] = []
    for position, line in enumerate(lines):
        room = front_full if position < front else full
        if group and _begins(group, line, shape, room, gapped):
            yield group
            group = []
        group.append(line)
    if group:
        yield group


def _front(lines: Sequence[Line]) -> int:
    """Return how many lines of masthead and titles a text begins with; titles are set narrower."""
    ends = (i for i, line in enumerate(lines) if _ends_front(line.text))
    return next(ends, 0)


def _ends_front(text: str) -> bool:
    return masthead.is_label(text) or _opens(text) or ends_sentence(text) or ends_clause(text)


def _is_gapped(lines: Sequence[Line]) -> bool:
    """Tell whether blank lines part the paragraphs of a wrapped text."""
    ends = [
        b.gap for a, b in pairwise(lines) if a.page == b.page and ends_sentence(a.text) and _opens(b.text)
    ]
    return bool(ends) and sum(ends) > 0.5 * len(ends)


def _begins(group: Sequence[Line], line: Line, shape: Shape, width: float, gapped: bool) -> bool:
    """Tell whether a line begins a paragraph."""
    before = group[-1]
    if len(group) == 1 and _is_lone_number(before.text) and not line.gap:
        return _opens(line.text)
    if line.gap or line.page != before.page or _LEADERS.search(before.text):
        return True
    if any(masthead.is_masthead(x.text) or masthead.is_label(x.text) for x in (before, line)):
        return True
    full = _is_full(before, line, width)
    if _opens(line.text):
        preamble = ends_clause(before.text) and bool(_PREAMBLE.match(group[0].text))
        return shape == "spaced" or not full or ends_sentence(before.text) or preamble or len(group) == 1
    if shape == "spaced":
        return ends_sentence(before.text) and columns(before.text) > _LONG
    if _is_preamble(group, line):
        return not (full and is_han(line.text[0]))
    if starts_lower(line.text) or _DANGLING.search(before.text) or full or _is_running(group, width):
        return False
    return not gapped or ends_sentence(before.text)


def _is_preamble(group: Sequence[Line], line: Line) -> bool:
    """Tell whether a line begins a paragraph of a preamble, behind another or behind “The Assembly,”."""
    opened = _PREAMBLE.match(group[0].text) or columns(group[0].text) < _OPENER
    return bool(ends_clause(group[-1].text) and opened and _PREAMBLE.match(line.text))


def _is_running(group: Sequence[Line], width: float) -> bool:
    """Tell whether a line that left some room still is the middle of a numbered paragraph."""
    key = key_of(split_number(group[0].text)[0])
    numbered = key is not None and key.style in ("arabic", "parenthesis")
    return numbered and not ends_sentence(group[-1].text) and columns(group[-1].text) >= _NEARLY * width


def _is_full(line: Line, following: Line, width: float) -> bool:
    """Tell whether a line was broken for want of room: the next line's first word did not fit."""
    return _reach(line, following) >= width


def _reach(line: Line, following: Line) -> int:
    """Return the columns a line would take if the next line's first word stood on it too."""
    word = _FIRST_WORD.match(following.text)
    return columns(line.text) + (columns(word[0]) + 1 if word else 0)


def _fullness(lines: Sequence[Line]) -> float:
    """Return the share of the usual width from which lines count as full: 1 where letters were counted.

    Lines whose sentence goes on in a small letter below were surely broken for want of room.
    """
    broken = sorted(_reach(a, b) for a, b in pairwise(lines) if not b.gap and starts_lower(b.text))
    if not broken:
        return _FULL
    return min(max(broken[len(broken) // 50] / usual_width(lines), _FULL), 1.0)


def _opens(text: str) -> bool:
    """Tell whether a text begins with a number or bullet."""
    return bool(split_number(text)[0] or split_bullet(text)[0])


def _mended(
    rough: Sequence[Paragraph], shape: Shape, house: House, notes: frozenset[str], width: float
) -> list[Paragraph]:
    """Join paragraphs that a page break, a footnote mark or a blank line has cut."""
    following = _following_numbers(rough)
    whole: list[Paragraph] = []
    for position, part in enumerate(rough):
        if whole and part.text in notes and not ends_sentence(whole[-1].text):
            raised = part.text.translate(_RAISED)
            whole[-1] = Paragraph(whole[-1].lines, whole[-1].text + raised, whole[-1].starts)
        elif whole and _continues(whole[-1], part, following[position], shape, width):
            whole[-1] = _joined(whole[-1], part, house)
        else:
            whole.append(part)
    return whole


_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def _joined(one: Paragraph, other: Paragraph, house: House) -> Paragraph:
    text = _glued(one.text, other.text, house)
    shift = len(text) - len(other.text)
    return Paragraph(one.lines + other.lines, text, one.starts + tuple(s + shift for s in other.starts))


def _continues(one: Paragraph, other: Paragraph, following: int, shape: Shape, width: float) -> bool:
    """Tell whether a paragraph goes on in the next."""
    if _opens(other.text) or masthead.is_masthead(other.text) or masthead.is_masthead(one.text):
        return False
    key = one.key
    if _is_lone_number(one.text):
        return True
    if _LEADERS.search(one.text):
        return False
    if ends_sentence(one.text):
        return _goes_on(one, other, following)
    if starts_lower(other.text):
        return True
    if _PREAMBLE.match(one.text) and ends_clause(one.text):
        return not _PREAMBLE.match(other.text) and one.lines[-1].page != other.lines[0].page
    if key and key.style == "arabic" and key.values == (following - 1,) and ends_sentence(other.text):
        return True
    cut = shape == "wrapped" and one.lines[-1].page != other.lines[0].page
    long = columns(one.text) > _LONG or (cut and _is_full(one.lines[-1], other.lines[0], width))
    if key is None:
        return long and ends_sentence(other.text) and following > 1
    return long and key.style in ("arabic", "parenthesis", "named", "decimal")


def _goes_on(one: Paragraph, other: Paragraph, following: int) -> bool:
    """Tell whether a paragraph goes on after a page break that fell behind a full sentence.

    In a document that numbers its paragraphs, a text without a number behind a page break, between the
    paragraphs n and n + 1, is the rest of paragraph n.
    """
    if one.lines[-1].page == other.lines[0].page or one.text.endswith((":", "：")):
        return False
    numbered = one.key is not None and one.key.style == "arabic" and one.key.values == (following - 1,)
    return numbered and ends_sentence(other.text)


def _following_numbers(paragraphs: Sequence[Paragraph]) -> list[int]:
    """Return for each paragraph the number of the next numbered one (not a heading), or 0."""
    following, numbers = 0, []
    for paragraph in reversed(paragraphs):
        numbers.append(following)
        key = paragraph.key
        if (
            key
            and key.style == "arabic"
            and (ends_sentence(paragraph.text) or columns(paragraph.text) > _LONG)
        ):
            following = key.values[0]
    return numbers[::-1]
