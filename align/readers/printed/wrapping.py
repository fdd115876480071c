"""How the lines of a text were cut, and where a line begins a paragraph.

Three kinds of text come as plain text, and each joins its lines differently:

- `rows`: every line is a paragraph or cell of its own; nothing is joined;
- `spaced`: a blank line stands between paragraphs, lines without one between them belong together;
- `wrapped`: lines are cut at a width, as `pdftotext` does, with or without blank lines.

>>> shape_of([Line(f"{number}. The Council took note of it.") for number in range(9)])
'rows'
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Literal

from align.languages import every_word
from align.numbering import follows, key_of, split_bullet, split_number
from align.readers import masthead
from align.readers.printed.lines import (
    SUPERSCRIPTS,
    Line,
    columns,
    ends_clause,
    ends_sentence,
    starts_caseless,
    starts_lower,
)

Shape = Literal["rows", "spaced", "wrapped"]

LONG = 100
"""Columns above which a text without a number is rather a cut paragraph than a heading."""
OPENER = 50
"""Columns above which a line is not the body that speaks in a preamble, or a cell of a table."""
_WIDEST = 160
"""Columns above which no text is wrapped for paper."""
_FILLED = 0.75
"""Share of the usual width from which a line may have been broken for want of room; titles are narrower."""
_CLOSE = 0.25
"""Share of lines that may stand close in a text whose paragraphs are parted by blank lines: tables, lists."""
_MANY, _MOST = 0.15, 0.6
"""Shares of lines that make a habit; the development texts lie far from both: rows near 0, wrapped 0.7."""
_FULL = 0.85
"""Least share of the usual width from which a line, with the next line's first word, counts as full."""
NEARLY = 0.65
"""The same in the middle of a numbered paragraph, whose first line may be indented."""

MARKED = re.compile(rf"(?:[^\W\d_]|[.,;:!?”’\"')\]。，；：]\s?)\d{{1,3}}$|[{SUPERSCRIPTS}]$")
"""What looks like a footnote mark at the end of a line."""
PREAMBLE = re.compile(every_word(lambda each: each.printed.preamble))
"""The words with which the paragraphs of a preamble begin; all of them end in a comma."""
_LEADERS = re.compile(r"(?:(?:\.\s?){5,}|…{3,})[\s\d–-]*$")
_TAIL = 200
"""Characters at the end of a line that tell whether dots lead to a number."""
_FIRST_WORD = re.compile(r"[!-~\u00a1-\u2e7f]+|.[，。、；：）》”]*")
_END_OF_BRACKET = re.compile(r"\d[\d.]*[)）]")
_AROUND = 4
"""Lines above in which a bracket may have begun."""
_UNFINISHED = re.compile(rf"(?:{every_word(lambda each: each.printed.unfinished)}|[、，：—])$")


def shape_of(lines: Sequence[Line]) -> Shape:
    """Tell how the lines of a text make up its paragraphs.

    Wrapped text fills its width: where a line breaks a sentence, it does so for want of room. Rows end
    where their paragraph ends, wherever that is.
    """
    breaks = [(a, b) for a, b in pairwise(lines) if a.page == b.page]
    joints = [(a, b) for a, b in breaks if not b.gap]
    cuts = [(a, b) for a, b in joints if _is_cut(a, b)]
    width = usual_width(lines)
    full = sum(reach(a, b) >= _FILLED * width for a, b in cuts)
    if width <= _WIDEST and full > max(1, _MANY * len(joints), _MOST * len(cuts)):
        return "wrapped"
    close = sum(not (is_entry(b.text) or _in_masthead(a, b)) for a, b in joints)
    return "spaced" if close <= _CLOSE * len(breaks) else "rows"


def _is_cut(line: Line, following: Line) -> bool:
    """Tell whether a sentence seems to go on in the next line."""
    if ends_sentence(line.text) or opens(following.text):
        return False
    if _in_masthead(line, following):
        return False
    return starts_lower(following.text) or (starts_caseless(following.text) and not ends_clause(line.text))


def _in_masthead(line: Line, following: Line) -> bool:
    return masthead.is_masthead(line.text) or masthead.is_masthead(following.text)


def usual_width(lines: Iterable[Line]) -> int:
    """Return the width in columns that full lines have, be there longer ones: addresses, tables, contents."""
    widths = sorted(columns(line.text) for line in lines if not is_entry(line.text))
    total, seen = sum(widths), 0
    for width in widths:
        seen += width
        if seen >= 0.85 * total:
            return width
    return 0


@dataclass(frozen=True, slots=True)
class Measure:
    """What is known of a whole text before its lines are joined."""

    shape: Shape
    gapped: bool
    """Blank lines part its paragraphs."""
    full: float
    """Columns that a line and the next line's first word reach where it was broken for want of room."""
    front: int
    """Lines of masthead and titles, which are set narrower."""
    front_full: float


def measure_of(lines: Sequence[Line], shape: Shape) -> Measure:
    """Measure a text: how wide its lines are, how its paragraphs are parted, where its front matter ends."""
    front, fullness = _front(lines), _fullness(lines)
    width = max((columns(line.text) for line in lines[:front]), default=0)
    return Measure(shape, _is_gapped(lines), fullness * usual_width(lines), front, fullness * width)


def grouped(lines: Sequence[Line], measure: Measure) -> Iterator[list[Line]]:
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
    return masthead.is_label(text) or opens(text) or ends_sentence(text) or ends_clause(text)


def _is_gapped(lines: Sequence[Line]) -> bool:
    """Tell whether blank lines part the paragraphs of a wrapped text."""
    ends = [b.gap for a, b in pairwise(lines) if a.page == b.page and ends_sentence(a.text) and opens(b.text)]
    return bool(ends) and sum(ends) > 0.5 * len(ends)


def _begins(group: Sequence[Line], line: Line, measure: Measure, *, in_front: bool) -> bool:
    """Tell whether a line begins a paragraph."""
    before = group[-1]
    if line.cell or before.cell:
        return True
    if len(group) == 1 and is_lone_number(before.text) and not line.gap:
        key = key_of(split_number(line.text[:LONG])[0])
        return key is not None and key.style != "named"  # 3. / 第二节回顾了 …
    if line.gap or line.page != before.page or is_entry(before.text):
        return True
    if _stands_alone(before.text) or _stands_alone(line.text):
        return True
    if measure.shape == "spaced":
        return opens(line.text) or (ends_sentence(before.text) and columns(before.text) > LONG)
    return _begins_wrapped(group, line, measure, in_front=in_front)


def _begins_wrapped(group: Sequence[Line], line: Line, measure: Measure, *, in_front: bool) -> bool:
    before = group[-1]
    width = measure.front_full if in_front else measure.full
    full = reach(before, line) >= width
    if _closes_bracket(group, line):
        return False
    if opens(line.text) and (ends_sentence(before.text) or not _is_reference(line.text)):
        preamble = ends_clause(before.text) and bool(PREAMBLE.match(group[0].text))
        counted = len(group) == 1 or _counts_on(group[0].text, line.text)
        return not full or ends_sentence(before.text) or preamble or counted
    if _is_preamble(group, line):
        return not (full and starts_caseless(line.text))
    if starts_lower(line.text) or _UNFINISHED.search(before.text) or full or _is_running(group, width):
        return False
    short = in_front and reach(before, line) < NEARLY * width
    return short or not measure.gapped or ends_sentence(before.text)


def _stands_alone(text: str) -> bool:
    """Tell a line of the masthead, or one that holds nothing but its name: `Article 9`."""
    return masthead.stands_alone(text) or (opens(text) and is_lone_number(text, named=True))


def _is_reference(text: str) -> bool:
    """Tell a line that begins with the end of a date or a reference: 28 April / 2023., in / section V."""
    key = key_of(split_number(text[:LONG])[0])
    if key is None:
        return False
    if key.style == "arabic":
        return 1900 <= key.values[0] < 2100
    return key.style == "named" and starts_lower(text)


def _closes_bracket(group: Sequence[Line], line: Line) -> bool:
    """Tell a number that ends a bracket begun on the lines above: (Debian / 4.0) release."""
    if not _END_OF_BRACKET.match(line.text):
        return False
    above = " ".join(each.text for each in group[-_AROUND:])
    return above.rfind("(") > above.rfind(")") or above.rfind("（") > above.rfind("）")


def _counts_on(text: str, following: str) -> bool:
    """Tell whether the number that one text begins with is the next after that of another."""
    one, other = (key_of(split_number(each[:LONG])[0]) for each in (text, following))
    return follows(other, one)


def _is_preamble(group: Sequence[Line], line: Line) -> bool:
    """Tell whether a line begins a paragraph of a preamble, behind another or behind “The Assembly,”."""
    opened = PREAMBLE.match(group[0].text) or columns(group[0].text) < OPENER
    return bool(ends_clause(group[-1].text) and opened and PREAMBLE.match(line.text))


def _is_running(group: Sequence[Line], width: float) -> bool:
    """Tell whether a line that left some room still is the middle of a numbered paragraph.

    Its first line may be indented, and text out of a PDF may break a line behind a footnote mark.
    """
    key = key_of(split_number(group[0].text)[0])
    last = group[-1].text
    if key is None or key.style not in ("arabic", "parenthesis"):
        return False
    return bool(MARKED.search(last)) or (not ends_sentence(last) and columns(last) >= NEARLY * width)


def reach(line: Line, following: Line) -> int:
    """Return the columns a line would take if the next line's first word stood on it too."""
    word = _FIRST_WORD.match(following.text)
    return columns(line.text) + (columns(word[0]) + 1 if word else 0)


def _fullness(lines: Sequence[Line]) -> float:
    """Return the share of the usual width from which lines count as full: 1 where letters were counted.

    Lines whose sentence goes on below were surely broken for want of room; a few titles among them do not
    matter.
    """
    cuts = ((a, b) for a, b in pairwise(lines) if not b.gap and a.page == b.page and _is_cut(a, b))
    broken = sorted(reach(a, b) for a, b in cuts)
    width = usual_width(lines)
    if not broken or not width:  # a text of nothing but entries of contents has no usual width
        return _FULL
    return min(max(broken[len(broken) // 30] / width, _FULL), 1.0)


def opens(text: str) -> bool:
    """Tell whether a text begins with a number or bullet."""
    return _opens(text[:LONG])


@lru_cache(maxsize=1024)  # asked of a line by each of its neighbours
def _opens(text: str) -> bool:
    return bool(split_number(text)[0] or split_bullet(text)[0])


def is_entry(text: str) -> bool:
    """Tell an entry of a table of contents by the dots that lead to its page number."""
    tail = text[-_TAIL:]
    return (tail.count(".") > 4 or "…" in tail) and bool(_LEADERS.search(tail))


def is_lone_number(text: str, *, named: bool = False) -> bool:
    """Tell a number without its text; with `named`, one that is a heading by itself, such as `Article 1`."""
    number, rest = split_number(text)
    key = key_of(number) if number and not rest else None
    return key is not None and (key.style == "named") == named
