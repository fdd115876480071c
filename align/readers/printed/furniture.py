"""Page furniture: running heads, page numbers and job numbers, parted from the text they interrupt.

Where form feeds show the pages, furniture is what returns at the same edge of several pages, its page
number apart, and what can be nothing else: a symbol, a page number or a job number alone on a line. A
text that lost its form feeds gives itself away by a symbol or job number that returns between the lines.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from align.readers.masthead import PAGE, RECYCLE, SYMBOL
from align.readers.printed.lines import Line, ends_sentence
from align.readers.printed.wrapping import opens, shape_of

_EDGE = 4
"""Lines at the top or bottom of a page that may be furniture: symbol, page number, job number, its dates."""
_LONGEST = 200
"""Characters above which a line is no running head."""
_FAR = 8
"""Fewest lines between two page numbers."""
_JOB = r"(?:GE\.\s?\d{2}-[\dX]{4,6}|\d{2}-\d{5}|\*?\s?\d{7}\s?\*?(?=\s*\())"
_LANGUAGES = r"\([EFSACR]\)"
_COUNT = r"\d+(?:/\d+)?"
_JOB_LINE = re.compile(
    rf"(?:{_COUNT}\s+)?{_JOB}(?:\s*{_LANGUAGES})?(?:\s*\d{{6}}){{0,3}}(?:\s+{_COUNT})?"  # 4 GE.17-18194 (E)
    r"|\*\s?\d{7}\s?\*"  # the bar code
    rf"|{RECYCLE}\W*",
    re.IGNORECASE,
)
_PAGE = re.compile(
    rf"\d{{1,4}}|\d{{6}}|\d+/\d+|{PAGE}|[-–—]\s*\d+\s*[-–—]|/\s?(?:\.{{3}}|…)",
    re.IGNORECASE,
)
_SYMBOL_ALONE = re.compile(rf"({SYMBOL})(?<!\.)(?:\s+(?:{PAGE}|\d+))?")
_RULE = re.compile(r"[_\-—–─═=~*]{3,}")
_PAGE_NUMBER = re.compile(r"\d{1,4}")
_OUTER_NUMBER = re.compile(r"(\d{1,4})\s+(?=\D)|(?<=\D)\s+(\d{1,4})$")


def is_rule(text: str) -> bool:
    """Tell a line drawn with characters: under a heading, above footnotes."""
    return bool(_RULE.fullmatch(text.replace(" ", "")))


def part(lines: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    """Part the text of a document from its furniture.

    Returns:
        The lines of the text, with pages counted where form feeds are missing, and the furniture.
        Rules stay among the lines: they tell where footnotes begin.
    """
    paged = len({line.page for line in lines}) > 1
    found = _on_edges(lines) if paged else _between_lines(lines)
    front, turned = _front(lines), 0
    kept, furniture = [], []
    for position, line in enumerate(lines):
        if position in found:
            turned += not paged and position > front and position - 1 not in found
            furniture.append(line)
        else:
            kept.append(replace(line, page=line.page + turned))
    return kept, furniture


def _front(lines: Sequence[Line]) -> int:
    """Return where the masthead and titles end, with a sentence or a number; no page ends before."""
    ends = (position for position, line in enumerate(lines) if ends_sentence(line.text) or opens(line.text))
    return next(ends, 0)


def _on_edges(lines: Sequence[Line]) -> set[int]:
    """Return the positions of lines that return at the edges of pages, or are furniture by their form.

    The top of the first page is masthead.
    """
    pages: dict[int, list[int]] = defaultdict(list)
    for position, line in enumerate(lines):
        if not is_rule(line.text):
            pages[line.page].append(position)
    bottoms = [positions[: -_EDGE - 1 : -1] for positions in pages.values()]
    tops = [positions[:_EDGE] for positions in list(pages.values())[1:]]
    found: set[int] = set()
    for edges in (tops, bottoms):
        returning = _returning(lines, edges)
        for edge in edges:
            found.update(_peeled(edge, lines, returning))
    return found


def _peeled(edge: Sequence[int], lines: Sequence[Line], returning: set[int]) -> Iterator[int]:
    """Yield the furniture of one edge, from the outside inwards; only one number alone is its page number."""
    numbered = False
    for position in edge:
        text = lines[position].text
        number = bool(_PAGE_NUMBER.fullmatch(text))
        if not (position in returning or is_furniture(text)) or (number and numbered):
            return
        numbered |= number
        yield position


def _returning(lines: Sequence[Line], edges: Sequence[Sequence[int]]) -> set[int]:
    """Return the positions of lines that stand at the same edge of every fourth page or more."""
    enough = max(2, len(edges) // 4)
    texts = Counter(lines[p].text for edge in edges for p in edge)
    shapes = Counter(_shape(lines[p]) for edge in edges for p in edge)
    return {
        p
        for edge in edges
        for p in edge
        if len(edges) > 2 and max(texts[lines[p].text], shapes[_shape(lines[p])]) >= enough
    }


def _shape(line: Line) -> tuple[str, int | None]:
    """Return a line without its page number, and how far that number is from counting the pages.

    Footnotes look alike too (`14 Ibid.`, `15 Ibid.`), but their numbers do not go with the pages.
    """
    match = None
    if len(line.text) <= _LONGEST:
        match = _OUTER_NUMBER.match(line.text) or _OUTER_NUMBER.search(line.text)
    if not match:
        return line.text, None
    return line.text[: match.start()] + line.text[match.end() :], int(match[1] or match[2]) - line.page


def _between_lines(lines: Sequence[Line]) -> set[int]:
    """Return the positions of furniture in a text without form feeds; rows are cells, and none of them is."""
    if shape_of(lines) == "rows":
        return set()
    symbols = Counter(m[1] for line in lines if (m := _SYMBOL_ALONE.fullmatch(line.text)))
    sure = {p for p, line in enumerate(lines) if _JOB_LINE.fullmatch(line.text)}
    for position, line in enumerate(lines[_front(lines) :], _front(lines)):
        match = _SYMBOL_ALONE.fullmatch(line.text)
        if match and symbols[match[1]] > 1:
            sure.add(position)
    numbers = [p for p, line in enumerate(lines) if _PAGE_NUMBER.fullmatch(line.text)]
    beside = {p for p, line in enumerate(lines) if {p - 1, p + 1} & sure and _PAGE.fullmatch(line.text)}
    return sure | beside | _counting(numbers, lines)


def _counting(numbers: Sequence[int], lines: Sequence[Line]) -> set[int]:
    """Return the positions of numbers that stand alone, far apart, and count up by one: page numbers."""
    steps = {
        (one, two)
        for one, two in pairwise(numbers)
        if two - one >= _FAR and int(lines[two].text) == int(lines[one].text) + 1
    }
    found = {position for step in steps for position in step}
    return found if len(steps) > 1 else set()


def is_furniture(text: str) -> bool:
    """Tell what can be nothing but furniture at the edge of a page."""
    return any(form.fullmatch(text) for form in (_JOB_LINE, _PAGE, _SYMBOL_ALONE))
