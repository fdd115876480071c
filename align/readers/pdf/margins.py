"""Running heads and feet, parted from the text: what recurs at one height of several pages, or is alone.

Heads that change from page to page stand where the others do.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from align.readers.pdf.lines import NOTE_MARK, RAISED, Page, PdfLine, rows_of
from align.readers.printed.furniture import is_furniture

MARGIN = 0.13
"""Part of the page's height at its top and bottom where running heads and feet stand."""
_FEWEST = 2
"""Pages at whose edge something has to stand to be known as a running head that changes."""
_RECURRING = 0.25
"""Part of these pages on which it recurs as well."""
_OFTEN = 4
"""Pages on which a line among the text recurs if it is no answer of a form: Yes."""
_APART = 1.8
"""Ems between the baselines of a running head and of the text, at least."""
LEVEL = 1.5
"""Points by which the heights of running heads may differ, as those of Q and A do in some programs."""

_LONE_NUMBER = re.compile(r"(?<![\w/.-])\d{1,4}(?![\w/.-])")
_ALONE = re.compile(r"[ivxl]{1,6}|\([EFSACR]\)")  # a Roman page number; the language of a job number
_Signature = tuple[str, int, int]
"""Text, height on the page, and how far its number is from counting the pages."""


def without_furniture(pages: Sequence[Page]) -> list[Page]:
    """Return the pages without running heads and feet."""
    return _without_changing(pages, _without_recurring(pages))


def _without_recurring(pages: Sequence[Page]) -> list[Page]:
    """Return the pages without what recurs on another page, or stands alone and can be nothing else."""
    seen: defaultdict[_Signature, set[int]] = defaultdict(set)
    for page in pages:
        for line in marginal(page):
            for signature in _signatures(line):
                seen[signature].add(page.number)
    recurring = {signature for signature, numbers in seen.items() if len(numbers) > 1}
    most = min(max(1, _RECURRING * len(pages)), _OFTEN)
    often = {signature for signature, numbers in seen.items() if len(numbers) > most}
    return [_strip(page, recurring, often) for page in pages]


def _strip(page: Page, recurring: set[_Signature], often: set[_Signature]) -> Page:
    """Take the running heads and feet off a page, row by row from its edges inwards.

    A line that returns with a number in it may open a chapter or a table on several pages: it is a running
    head only if no text stands beside it or between it and the edge; one without, if outermost, often or in a
    whole row, as heads of tables do. Where tags tell, nothing is guessed.
    """
    if page.number > 1 and any(line.aside for line in page.lines):
        return page
    edges, drop = marginal(page), set[PdfLine]()
    top = [line for line in edges if line.y < page.height / 2]
    for edge in (top, edges[len(top) :][::-1]):
        outside = True
        for place, row in enumerate(rows_of(edge, within=0.5)):
            returning = {line for line in row if recurring.intersection(_signatures(line))}
            returning -= {line for line in returning if place and _is_note(line, page)}
            rest = [line for line in row if line not in returning]
            outside = outside and all(_is_lone(line, page, outermost=not place) for line in rest)
            if not outside:
                plain = [line for line in returning if not _LONE_NUMBER.search(line.text)]
                sure = not place or len(plain) == len(row) > 1
                row = [line for line in plain if sure or often.intersection(_signatures(line))]
            drop.update(row)
    return replace(page, lines=tuple(line for line in page.lines if line not in drop))


def _without_changing(pages: Sequence[Page], stripped: Sequence[Page]) -> list[Page]:
    """Take off heads and feet that change from page to page, as books name each section at its pages.

    They stand apart from the text, at one height of most pages, and on many of them something recurred.
    """
    rest = list(stripped)
    for top in (True, False):
        edges = [_edge(page, left, top=top) for page, left in zip(pages, stripped, strict=True)]
        there = _at_one_height(edges)
        recurring = sum(edge.stripped for edge in there.values())
        filled = sum(bool(page.lines) for page in pages)  # books leave pages blank before a chapter
        if len(there) < max(_FEWEST, filled / 2) or recurring < _RECURRING * len(there):
            continue
        if not all(edge.apart for edge in there.values()):
            continue
        for i, edge in there.items():
            rest[i] = replace(rest[i], lines=tuple(x for x in rest[i].lines if x not in edge.row))
    return rest


def _at_one_height(edges: Sequence[_Edge | None]) -> dict[int, _Edge]:
    """Return the edges that stand at the commonest height, by the position of their page."""
    heights = sorted(edge.row[0].y for edge in edges if edge)
    near = [bisect_right(heights, y + LEVEL) - bisect_left(heights, y - LEVEL) for y in heights]
    height = heights[near.index(max(near))] if near else 0.0
    return {i: edge for i, edge in enumerate(edges) if edge and abs(edge.row[0].y - height) <= LEVEL}


@dataclass(frozen=True, slots=True)
class _Edge:
    """The outermost row of a page, at its top or its foot."""

    row: tuple[PdfLine, ...]
    stripped: bool
    """Something of it recurs on other pages."""
    apart: bool
    """No text stands as near to it as lines of a paragraph do."""


def _edge(page: Page, left: Page, *, top: bool) -> _Edge | None:
    """Return the outermost row of a page; `left` is the page without what recurs."""
    edge = [line for line in marginal(page) if (line.y < page.height / 2) == top]
    if not edge or (page.number == 1 and top):
        return None
    outermost = (min if top else max)(edge, key=lambda line: line.y)
    row = tuple(line for line in edge if abs(line.y - outermost.y) < 0.5 * outermost.size)
    text = [abs(line.y - outermost.y) for line in left.lines if line not in row]
    apart = min(text, default=page.height) > _APART * outermost.size
    return _Edge(row, any(line not in left.lines for line in row), apart)


def _is_lone(line: PdfLine, page: Page, *, outermost: bool) -> bool:
    """Tell a lone page number, symbol or job number.

    The symbol at the top of the first page is its masthead; a footnote may be a mere symbol.
    """
    masthead = page.number == 1 and line.y < page.height / 2
    note = NOTE_MARK.match(line.text) and not outermost
    return not masthead and not note and bool(is_furniture(line.text) or _ALONE.fullmatch(line.text))


def _is_note(line: PdfLine, page: Page) -> bool:
    """Tell a note whose mark is raised in the text above: *Ibid.*, one a page, may count with the pages."""
    mark = NOTE_MARK.match(line.text)
    raised = mark[1].translate(RAISED) if mark else ""
    return bool(raised) and any(raised in other.text for other in page.lines if other.y < line.y)


def marginal(page: Page) -> list[PdfLine]:
    """Return the lines that stand where running heads and feet do."""
    top, bottom = MARGIN * page.height, (1 - MARGIN) * page.height
    return [line for line in page.lines if not top < line.y < bottom]


def _signatures(line: PdfLine) -> list[_Signature]:
    """Return what a running head may keep from page to page.

    That is its text and height, or its text without a number that counts with the pages, and height: the
    numbers of footnotes and articles at the edge of a page count otherwise, and none returns.
    """
    height = round(line.y / 3)
    numbers = [
        (line.text[: m.start()] + line.text[m.end() :], height, int(m[0]) - line.page)
        for m in _LONE_NUMBER.finditer(line.text)
    ]
    return [*numbers, (line.text, height, 0)]
