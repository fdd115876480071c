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
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from typing import Literal

from align.numbering import Key, key_of, split_bullet, split_number
from align.readers import masthead
from align.readers.lines import (
    SUPERSCRIPTS,
    House,
    Line,
    columns,
    ends_clause,
    ends_sentence,
    joint,
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
_BODY = ("arabic", "parenthesis", "named", "decimal")
"""Styles of numbers that text bears, not only headings."""
_NEARLY = 0.65
"""The same in the middle of a numbered paragraph, whose first line may be indented."""
_LONG = 100
"""Columns above which a text without a number is rather a cut paragraph than a heading."""

_FIRST_WORD = re.compile(r"[!-~\u00a1-\u2e7f]+|.[，。、；：）》”]*")
_LEADERS = re.compile(r"(?:\.\s?){4,}|…{2,}")
_MARKED = re.compile(rf"(?:[^\W\d_]|[.,;:!?”’\"')\]。，；：]\s?)\d{{1,3}}$|[{SUPERSCRIPTS}]$")
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
        return self.lines[max(bisect_right(self.starts, offset) - 1, 0)].page

    @property
    def key(self) -> Key | None:
        """Return the key of the number it begins with."""
        return key_of(split_number(self.text[:_LONG])[0])

    def is_paragraph(self, number: int) -> bool:
        """Tell whether it bears a number as paragraphs do: 12."""
        return self.key is not None and self.key.style == "arabic" and self.key.values == (number,)

    @property
    def is_long(self) -> bool:
        """True for more than a heading usually takes."""
        return columns(self.text[: _LONG + 1]) > _LONG


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
        return [_paragraph(line) for line in lines]
    measure = _measure(lines, shape)
    rough = [_joined([_paragraph(line) for line in group], house) for group in _grouped(lines, measure)]
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
    if len(pieces) == 2 and _is_lone_number(pieces[1]):
        return 0, " "
    return joint(pieces[-1], more, house)


def _is_lone_number(text: str) -> bool:
    """Tell a number without its text; `Article 1` is a heading and stands for itself."""
    number, rest = split_number(text)
    key = key_of(number) if number and not rest else None
    return key is not None and key.style != "named"


@dataclass(frozen=True, slots=True)
class _Measure:
    """What is known of a whole text before its lines are joined."""

    shape: Shape
    gapped: bool
    """Blank lines part its paragraphs."""
    full: float
    """Columns that a line and the next line's first word reach where it was broken for want of room."""
    front: int
    """Lines of masthead and titles, which are set narrower."""
    front_full: float


def _measure(lines: Sequence[Line], shape: Shape) -> _Measure:
    front, fullness = _front(lines), _fullness(lines)
    width = max((columns(line.text) for line in lines[:front]), default=0)
    return _Measure(shape, _is_gapped(lines), fullness * usual_width(lines), front, fullness * width)


def _grouped(lines: Sequence[Line], measure: _Measure) -> Iterator[list[Line]]:
    """Join neighbouring lines by their shape; where that is not sure, leave it to mending."""
    group: list[Line] = []
    for position, line in enumerate(lines):
        if group and _begins(group, line, measure, in_front=position < measure.front):
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


def _begins(group: Sequence[Line], line: Line, measure: _Measure, *, in_front: bool) -> bool:
    """Tell whether a line begins a paragraph."""
    before = group[-1]
    if len(group) == 1 and _is_lone_number(before.text) and not line.gap:
        return _opens(line.text)
    if line.gap or line.page != before.page or _LEADERS.search(before.text):
        return True
    if masthead.stands_alone(before.text) or masthead.stands_alone(line.text):
        return True
    if measure.shape == "spaced":
        return _opens(line.text) or (ends_sentence(before.text) and columns(before.text) > _LONG)
    return _begins_wrapped(group, line, measure, in_front=in_front)


def _begins_wrapped(group: Sequence[Line], line: Line, measure: _Measure, *, in_front: bool) -> bool:
    before = group[-1]
    width = measure.front_full if in_front else measure.full
    full = _reach(before, line) >= width
    if _opens(line.text):
        preamble = ends_clause(before.text) and bool(_PREAMBLE.match(group[0].text))
        return not full or ends_sentence(before.text) or preamble or len(group) == 1
    if _is_preamble(group, line):
        return not (full and is_han(line.text[0]))
    if starts_lower(line.text) or _DANGLING.search(before.text) or full or _is_running(group, width):
        return False
    short = in_front and _reach(before, line) < _NEARLY * width
    return short or not measure.gapped or ends_sentence(before.text)


def _is_preamble(group: Sequence[Line], line: Line) -> bool:
    """Tell whether a line begins a paragraph of a preamble, behind another or behind “The Assembly,”."""
    opened = _PREAMBLE.match(group[0].text) or columns(group[0].text) < _OPENER
    return bool(ends_clause(group[-1].text) and opened and _PREAMBLE.match(line.text))


def _is_running(group: Sequence[Line], width: float) -> bool:
    """Tell whether a line that left some room still is the middle of a numbered paragraph.

    Its first line may be indented, and text out of a PDF may break a line behind a footnote mark.
    """
    key = key_of(split_number(group[0].text)[0])
    last = group[-1].text
    if key is None or key.style not in ("arabic", "parenthesis"):
        return False
    return bool(_MARKED.search(last)) or (not ends_sentence(last) and columns(last) >= _NEARLY * width)


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


@lru_cache(maxsize=1024)  # asked of a line by each of its neighbours
def _opens(text: str) -> bool:
    """Tell whether a text begins with a number or bullet."""
    return bool(split_number(text)[0] or split_bullet(text)[0])


def _mended(
    rough: Sequence[Paragraph], measure: _Measure, house: House, notes: frozenset[str]
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
    return columns(text) > _OPENER and not ends_sentence(text)


_RAISED = str.maketrans("0123456789", SUPERSCRIPTS)


def _continues(parts: Sequence[Paragraph], other: Paragraph, following: int, measure: _Measure) -> bool:
    """Tell whether a paragraph, in parts so far, goes on in another."""
    first, last = parts[0], parts[-1]
    if _opens(other.text) or masthead.stands_alone(other.text) or masthead.stands_alone(first.text):
        return False
    if _is_lone_number(last.text):
        return True
    if _LEADERS.search(last.lines[-1].text):
        return False
    turned = last.lines[-1].page != other.lines[0].page
    numbered = first.is_paragraph(following - 1)
    if ends_sentence(last.text):
        # In a document that numbers its paragraphs, a text without a number behind a page break, between
        # the paragraphs n and n + 1, is the rest of paragraph n; so it is behind a raised mark.
        cut = turned and ends_sentence(other.text) and not last.text.endswith((":", "："))
        broken = bool(_MARKED.search(last.text)) and not other.lines[0].gap
        return numbered and (cut or broken)
    if starts_lower(other.text):
        return True
    if _PREAMBLE.match(first.text) and ends_clause(last.text):
        return turned and not _PREAMBLE.match(other.text)
    full = _reach(last.lines[-1], other.lines[0]) >= measure.full
    long = (full and turned and measure.shape == "wrapped") or len(parts) > 1 or first.is_long
    key = first.key
    if key is None:
        return long and following > 1 and ends_sentence(other.text)
    return (numbered and ends_sentence(other.text)) or (long and key.style in _BODY)


def _following_numbers(paragraphs: Sequence[Paragraph]) -> list[int]:
    """Return for each paragraph the number of the next numbered one (not a heading), or 0."""
    following, numbers = 0, []
    for paragraph in reversed(paragraphs):
        numbers.append(following)
        key = paragraph.key
        if key and key.style == "arabic" and (paragraph.is_long or ends_sentence(paragraph.text)):
            following = key.values[0]
    return numbers[::-1]
