"""A PDF page as lines of text: what stands on one baseline, with size, place and footnote marks.

A PDF knows no lines, only glyphs at places. Glyphs that follow one another on a baseline make a run,
runs on one baseline make a line unless a wide gap (a column, a table) stands between them, and small
raised runs are footnote marks or ordinals.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from heapq import merge
from itertools import islice, pairwise, takewhile
from statistics import median
from typing import Any

from align.numbering import split_bullet, split_number
from align.readers.pdf.borders import CLEAR, implied_posts
from align.readers.pdf.direction import in_reading_order
from align.readers.pdf.drawn import Post, Rule, drawing_of
from align.readers.pdf.glyphs import Glyph, read_glyphs
from align.readers.pdf.order import logical
from align.readers.printed.furniture import is_rule
from align.readers.printed.lines import RAISED_LETTERS, SUPERSCRIPTS
from align.text import is_han

SPACE = 0.18
"""A gap of this many ems between Latin glyphs is a space: justified text is stretched, hardly squeezed."""
SQUEEZED = 0.1
"""The same where a file has no spaces but gaps alone; kerning moves letters by less."""
FEW = 12
"""Glyphs below which their gaps tell nothing of the others."""
HAN_SPACE = 0.42
"""The same beside a Han character: word processors set a quarter of an em between Han and Latin."""
WIDE = 1.6
"""A gap of this many ems is a column, a table cell or a tab."""
APART = 1.0
"""The same between runs that do not follow one another in the file: columns may stand that close."""
STRETCHED = 3.0
"""The same behind a blank, and behind the number of a footnote."""
TABBED = 6.0
"""The same behind the number of a paragraph or heading."""
OFFSET = 0.75
"""Ems by which a footnote mark or an index may be raised or lowered."""
SMALL_TEXT = 12
"""Characters that such a piece may have."""
TALL = 40.0
"""Points of the largest type that bears such pieces."""

TAGGED = 0.2
"""Least part of the glyphs of a page that tags call text where tags are right; charts may fill a page."""
MOSTLY = 0.8
"""Part of a line that is bold or italic where the line is."""

_MARK = re.compile(r"(?:\d{1,3}|[a-z]|[*†‡§]+)(?:\s?[,，、]\s?(?:\d{1,3}|[a-z]|[*†‡§]+))*[,，、]?")
_RAISED = str.maketrans("0123456789abcdefghijklmnoprstuvwxyz，、", f"{SUPERSCRIPTS}{RAISED_LETTERS},,")
_ORDINAL = re.compile(r"(?:^|[\s(])\d{1,2} [aeor]$|\b[nN] o$")  # 1er, 2e, 1a, n°; but a mark in 2024/25a
_LEADER = re.compile(r"\.\s?\.\s?\.$|…$")


@dataclass(frozen=True, slots=True)
class Line:
    """What stands on one baseline between two wide gaps; footnote marks as superscript characters (¹²)."""

    text: str
    page: int
    x0: float
    x1: float
    y: float
    size: float
    """Commonest glyph size as printed."""
    bold: bool = False
    italic: bool = False
    cell: str = ""
    """`table 2 row 3 cell 1`, where the layout finds it in a table."""
    aside: bool = False
    """The file says that it is no text of the document, as running heads and the labels of charts."""
    closed: bool = False
    """A chart stands below it, so that its paragraph ends there."""


@dataclass(frozen=True, slots=True)
class Page:
    """The lines of one page from top to bottom, those on one baseline as they are read."""

    number: int
    width: float
    height: float
    lines: tuple[Line, ...]
    rules: tuple[Rule, ...] = ()
    posts: tuple[Post, ...] = ()
    mirrored: bool = False
    """Its text runs from right to left: `x` counts from the right edge, where its lines begin."""


def read_page(page: Any, number: int) -> Page:
    """Read the lines of one pypdfium2 page."""
    drawing = drawing_of(page)
    glyphs, turn = in_reading_order(*read_glyphs(page, drawing.backdrops))
    rules, posts = drawing.upright(turn)
    sheet = Page(number, turn.width, turn.height, (), tuple(rules), tuple(posts), turn.mirrored)
    return page_of(glyphs, sheet)


def page_of(glyphs: Sequence[Glyph], sheet: Page) -> Page:
    """Return a sheet with its glyphs as lines; a row of underscores is a drawn line.

    Tags that say of nearly all glyphs that they are no text are wrong, and not believed.
    """
    text = [glyph for glyph in glyphs if not glyph.aside]
    aside = [glyph for glyph in glyphs if glyph.aside]
    if len(text) < TAGGED * len(glyphs):
        text, aside = list(glyphs), []
    rules, posts = list(sheet.rules), (*sheet.posts, *implied_posts(sheet.rules, text))
    lines = list(_lines(text, posts, sheet))
    rules += (Rule(line.x0, line.x1, line.y) for line in lines if is_rule(line.text))
    labels = [replace(line, aside=True) for line in _lines(aside, (), sheet)]
    both = merge(lines, labels, key=lambda line: line.y)  # each stays in its order: rows are not quite level
    kept = tuple(line for line in both if not is_rule(line.text))
    return replace(sheet, lines=kept, rules=tuple(rules), posts=posts)


def _lines(glyphs: Sequence[Glyph], posts: Sequence[Post], sheet: Page) -> Iterator[Line]:
    """Yield the lines that glyphs make, from top to bottom."""
    for row in _rows(list(_runs(glyphs, posts)), posts):
        yield _line(row, sheet)


@dataclass(frozen=True, slots=True)
class _Run:
    """Glyphs that follow one another on a baseline in one size."""

    text: str
    x0: float
    x1: float
    y: float
    size: float
    bold: bool
    italic: bool = False
    raised: bool = False


def _runs(glyphs: Iterable[Glyph], posts: Sequence[Post]) -> Iterator[_Run]:
    """Gather glyphs into runs."""
    run: list[Glyph] = []
    end = 0.0  # of the last glyph that is no blank
    for glyph in glyphs:
        # Nearly all glyphs stand close behind another of their kind, with no room for the side of a cell.
        near = run and glyph.x0 - end <= CLEAR * glyph.size and _is_next(run[-1], glyph)
        if run and not near and (not _continues(run[-1], glyph) or _parted(end, glyph, posts)):
            yield from _run(run)
            run = []
        run.append(glyph)
        end = end if glyph.text.isspace() else glyph.x1
    yield from _run(run)


def _is_next(last: Glyph, glyph: Glyph) -> bool:
    """Tell the usual case of `_continues`, without its sums."""
    if glyph.y != last.y or glyph.size != last.size or glyph.bold != last.bold or glyph.italic != last.italic:
        return False
    return -0.6 * glyph.size < glyph.x0 - last.x1 < glyph.size


def _parted(end: float, following: Glyph | _Run, posts: Sequence[Post]) -> bool:
    """Tell whether the side of a cell stands in the white before a glyph or a run."""
    start, y = following.x0, following.y
    if start - end < CLEAR * following.size:
        return False
    return any(end - 1 < post.x < start + 1 and post.y0 < y < post.y1 + 1 for post in posts)


def _continues(last: Glyph, glyph: Glyph) -> bool:
    """Tell whether a glyph stands close behind another on its baseline, in its size."""
    size = max(last.size, 1.0)
    if abs(glyph.size - size) > 0.05 * size or (glyph.bold, glyph.italic) != (last.bold, last.italic):
        return False
    # A blank may be stretched far in a narrow justified column; between columns and cells there is none.
    limit = STRETCHED if last.text.isspace() else WIDE
    return abs(glyph.y - last.y) < 0.1 * size and -0.6 * size < glyph.x0 - last.x1 < limit * size


def _run(glyphs: list[Glyph]) -> Iterator[_Run]:
    """Yield the run of these glyphs, unless it is blank."""
    seen = [glyph for glyph in glyphs if not glyph.text.isspace()]
    if not seen:
        return
    pieces, blank = [glyphs[0].text], SPACE if len(seen) < len(glyphs) else _blank(seen)
    for last, glyph in pairwise(glyphs):
        ems = (glyph.x0 - last.x1) / (glyph.size or 1)
        if ems > SQUEEZED:  # the least gap that is a space
            pieces.append(_gap(last.text, glyph.text, ems, blank))
        pieces.append(glyph.text)
    text, first = "".join(pieces).strip(), seen[0]
    yield _Run(text, first.x0, seen[-1].x1, first.y, first.size, first.bold, first.italic)


def _blank(glyphs: Sequence[Glyph]) -> float:
    """Return the least gap in ems that is a space, where the file has no spaces but gaps alone.

    TeX squeezes its gaps in a tight line; where letters are set apart, all of them are.
    """
    if len(glyphs) < FEW:
        return SPACE
    usual = median((glyph.x0 - last.x1) / (glyph.size or 1) for last, glyph in pairwise(glyphs))
    return min(SQUEEZED, SPACE) if usual < SQUEEZED / 4 else SPACE


def _gap(before: str, after: str, ems: float, blank: float = SPACE) -> str:
    """Return what a gap between two texts stands for: a space or nothing."""
    if not before or not after or before[-1].isspace() or after[0].isspace():
        return ""
    return " " if ems > (HAN_SPACE if is_han(before[-1]) or is_han(after[0]) else blank) else ""


def _rows(runs: list[_Run], posts: Sequence[Post]) -> Iterator[list[_Run]]:
    """Group runs by baseline, raised and lowered ones with their neighbour, and cut rows at wide gaps."""
    by_height = sorted(runs, key=lambda run: run.y)
    settled = sorted((_settle(run, by_height) for run in runs), key=lambda run: (run.y, run.x0))
    row: list[_Run] = []
    for run in settled:
        if row and run.y - row[0].y > 0.25 * max(run.size, row[0].size):
            yield from _fragments(row, posts)
            row = []
        row.append(run)
    yield from _fragments(row, posts)


def _settle(run: _Run, by_height: list[_Run]) -> _Run:
    """Put a small raised or lowered run on the baseline of the larger run that it touches."""
    if len(run.text) > SMALL_TEXT:
        return run
    first = bisect_left(by_height, run.y - OFFSET * TALL, key=lambda host: host.y)
    for host in takewhile(lambda host: host.y < run.y + OFFSET * TALL, islice(by_height, first, None)):
        rise = (host.y - run.y) / host.size
        if run.size > 0.9 * host.size or not 0.08 < abs(rise) < OFFSET:
            continue
        if -0.3 < (run.x0 - host.x1) / host.size < 0.7 or -0.3 < (host.x0 - run.x1) / host.size < WIDE:
            return replace(run, y=host.y, raised=rise > 0)
    return run


def _fragments(row: list[_Run], posts: Sequence[Post]) -> Iterator[list[_Run]]:
    """Cut a row of runs at the sides of cells, and at wide gaps unless these set off a number or a leader."""
    part: list[_Run] = []
    for run in sorted(row, key=lambda run: run.x0):
        wide = part and run.x0 - part[-1].x1 > _reach(part) * max(run.size, part[-1].size)
        if wide or (part and _parted(part[-1].x1, run, posts)):
            yield part
            part = []
        part.append(run)
    if part:
        yield part


def _reach(part: list[_Run]) -> float:
    """Return the gap in ems behind which a line ends.

    A number (12., (a), 一、, •) and its text are one line however wide the tab between them, as are the
    dots and the page number of a table of contents.
    """
    text = " ".join(run.text for run in part)
    if not split_number(f"{text} ")[1] or not split_bullet(f"{text} ")[1] or _LEADER.search(text):
        return TABBED
    return STRETCHED if _MARK.fullmatch(text) else APART


def _line(row: list[_Run], page: Page) -> Line:
    """Join the runs of a line."""
    text, end = "", row[0].x0
    for run in row:
        if run.raised and _is_mark(run.text, text):
            text += run.text.translate(_RAISED)
        else:
            text += _gap(text, run.text, (run.x0 - end) / run.size) + run.text
        end = run.x1
    # A soft hyphen at the end tells how the next line joins, elsewhere nothing.
    text = " ".join((text[:-1].replace("\u00ad", "") + text[-1:]).split())
    text = logical(text, from_right=page.mirrored)
    sizes: Counter[float] = Counter()
    for run in row:
        sizes[round(run.size, 1)] += len(run.text)
    most = MOSTLY * sizes.total()
    bold = sum(len(run.text) for run in row if run.bold) > most
    italic = sum(len(run.text) for run in row if run.italic) > most
    return Line(text, page.number, row[0].x0, end, row[0].y, sizes.most_common(1)[0][0], bold, italic)


def _is_mark(raised: str, before: str) -> bool:
    """Tell a footnote mark or a power (km²) from the letters of an ordinal (21st, 1er, n°)."""
    return bool(_MARK.fullmatch(raised)) and not (raised.isalpha() and _ORDINAL.search(f"{before} {raised}"))
