"""A PDF page as lines of text: what stands on one baseline, with size, place and footnote marks.

A PDF knows no lines, only glyphs at places. Glyphs that follow one another on a baseline make a run,
runs on one baseline make a line unless a wide gap (a column, a table) stands between them, and small
raised runs are footnote marks or ordinals.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from heapq import merge
from itertools import islice, takewhile
from typing import Any

from align.numbering import split_bullet, split_number
from align.readers.pdf.aligned import aligned_posts
from align.readers.pdf.borders import CLEAR, CLOSE, are_figures, implied_posts
from align.readers.pdf.direction import in_reading_order
from align.readers.pdf.drawn import Box, DrawnRule, Post, drawing_of
from align.readers.pdf.glyphs import Glyphs, read_glyphs, with_lone_accents
from align.readers.pdf.line_numbers import without_line_numbers
from align.readers.pdf.order import logical
from align.readers.pdf.runs import STRETCHED, WIDE, CellSides, GlyphRun, is_figure, runs_of, space
from align.readers.printed.furniture import is_rule
from align.readers.printed.lines import RAISED_LETTERS, SUPERSCRIPTS
from align.text import HAN

APART = 1.0
"""A gap of this many ems between runs that do not follow one another in the file parts lines: columns may
stand that close."""
TABBED = 6.0
"""The same behind the number of a paragraph or heading."""
OFFSET = 0.75
"""Ems by which a footnote mark or an index may be raised or lowered."""
SMALL_TEXT = 12
"""Characters that such a piece may have."""
TALL = 40.0
"""Points of the largest type that bears such pieces."""

WRAPPED = "←-"
"""What LaTeX prints where a line of a listing had no room."""
TAGGED = 0.2
"""Least part of the glyphs of a page that tags call text where tags are right; charts may fill a page."""
MOSTLY = 0.8
"""Part of a line that is bold or italic where the line is."""

_MARK = re.compile(r"(?:\d{1,3}|[a-z]|[*†‡§]+)(?:\s?[,，、]\s?(?:\d{1,3}|[a-z]|[*†‡§]+))*[,，、]?")
_COUNTING = re.compile(r"[ivxl]{2,8}")
"""A mark of an endnote, whose letters are plain again where no such notes stand behind the text."""
RAISED = str.maketrans("0123456789abcdefghijklmnoprstuvwxyz，、", f"{SUPERSCRIPTS}{RAISED_LETTERS},,")
_ORDINAL = re.compile(r"(?:^|[\s(])\d{1,2} [aeor]$|\b[nN] o$")  # 1er, 2e, 1a, n°; but a mark in 2024/25a
_LEADER = re.compile(r"(?:\.\s?\.\s?\.|…)(?:\s?\d{1,3}(?:[–-]\d{1,3})?)?$")
"""Dots, and the paragraphs of an entry in front of its page: I. Introduction ..... 1–4  3."""

NOTE_MARK = re.compile(rf"([⁰¹²³⁴⁵⁶⁷⁸⁹]+|[ᵃ-ᶻ]|[*†‡]+|\d{{1,3}}(?=\s|[{HAN}《“A-Z]))\s*")
"""What a footnote begins with: a raised number or letter, an asterisk, or a number before its text."""


@dataclass(frozen=True, slots=True)
class PdfLine:
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
    fixed: bool = False
    """In the type of a typewriter, as listings are."""
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
    lines: tuple[PdfLine, ...]
    rules: tuple[DrawnRule, ...] = ()
    posts: tuple[Post, ...] = ()
    mirrored: bool = False
    """Its text runs from right to left: `x` counts from the right edge, where its lines begin."""
    recognised: bool = False
    """Its text is what text recognition made of a picture."""


def read_page(page: Any, number: int) -> Page:
    """Read the lines of one pypdfium2 page."""
    drawing = drawing_of(page)
    glyphs, turn, recognised = read_glyphs(page, drawing.backdrops)
    glyphs, turn = in_reading_order(glyphs, turn)
    rules, posts = drawing.upright(turn)
    sheet = Page(number, turn.width, turn.height, (), tuple(rules), tuple(posts), turn.mirrored, recognised)
    return _with_bullets(page_of(glyphs, sheet), drawing.bullets(turn))


def _with_bullets(page: Page, bullets: Sequence[Box]) -> Page:
    """Put a bullet before each line with a small filled shape at its left; in a row it is a legend."""
    if not bullets:
        return page
    rows = Counter(round(line.y) for line in page.lines)

    def begins(line: PdfLine) -> bool:
        return rows[round(line.y)] == 1 and any(
            box.top > line.y - 1.2 * line.size
            and box.bottom < line.y + 0.4 * line.size
            and 0 <= line.x0 - box.right < 2 * line.size
            for box in bullets
        )

    lines = (replace(line, text=f"▪ {line.text}") if begins(line) else line for line in page.lines)
    return replace(page, lines=tuple(lines))


def page_of(glyphs: Glyphs, sheet: Page) -> Page:
    """Return a sheet with its glyphs as lines; a row of underscores is a drawn line.

    Tags that say of nearly all glyphs that they are no text are wrong, and not believed.
    """
    glyphs = with_lone_accents(glyphs)
    text, aside = glyphs[~glyphs["aside"]], glyphs[glyphs["aside"]]
    if len(text) < TAGGED * len(glyphs):
        text, aside = glyphs, glyphs[:0]
    rules, posts = list(sheet.rules), (*sheet.posts, *implied_posts(sheet.rules, text))
    lines = list(_lines(text, CellSides(posts, tuple(aligned_posts(text))), sheet))
    rules += (DrawnRule(line.x0, line.x1, line.y) for line in lines if is_rule(line.text))
    labels = [replace(line, aside=True) for line in _lines(aside, CellSides(()), sheet)]
    both = merge(lines, labels, key=lambda line: line.y)  # each stays in its order: rows are not quite level
    kept = tuple(line for line in both if not is_rule(line.text))
    return replace(sheet, lines=kept, rules=tuple(rules), posts=posts)


def rows_of(lines: Iterable[PdfLine], within: float = 0.25) -> list[list[PdfLine]]:
    """Group lines by their baseline, which may differ by so many ems."""
    rows: list[list[PdfLine]] = []
    for line in lines:
        if rows and abs(line.y - rows[-1][0].y) < within * line.size:
            rows[-1].append(line)
        else:
            rows.append([line])
    return rows


def _lines(glyphs: Glyphs, sides: CellSides, sheet: Page) -> Iterator[PdfLine]:
    """Yield the lines that glyphs make, from top to bottom."""
    for row in _rows(without_line_numbers(runs_of(glyphs, sides)), sides):
        if (line := _line(row, sheet)).text:  # there may be nothing but the sign of a line without room
            yield line


def _rows(runs: list[GlyphRun], sides: CellSides) -> Iterator[list[GlyphRun]]:
    """Group runs by baseline, raised and lowered ones with their neighbour, and cut rows at wide gaps."""
    by_height = sorted(runs, key=lambda run: run.y)
    settled = sorted((_settle(run, by_height) for run in runs), key=lambda run: (run.y, run.x0))
    row: list[GlyphRun] = []
    for run in settled:
        if row and run.y - row[0].y > 0.25 * max(run.size, row[0].size):
            yield from _fragments(row, sides)
            row = []
        row.append(run)
    yield from _fragments(row, sides)


def _settle(run: GlyphRun, by_height: list[GlyphRun]) -> GlyphRun:
    """Put a small raised or lowered run on the baseline of the larger run that it touches."""
    if len(run.text) > SMALL_TEXT:
        return run
    before = TABBED if run.text.isdecimal() else WIDE  # a tab may part a note from its mark
    first = bisect_left(by_height, run.y - OFFSET * TALL, key=lambda host: host.y)
    for host in takewhile(lambda host: host.y < run.y + OFFSET * TALL, islice(by_height, first, None)):
        rise = (host.y - run.y) / host.size
        if run.size > 0.9 * host.size or not 0.08 < abs(rise) < OFFSET:
            continue
        if -0.3 < (run.x0 - host.x1) / host.size < 0.7 or -0.3 < (host.x0 - run.x1) / host.size < before:
            return replace(run, y=host.y, raised=rise > 0)
    return run


def _fragments(row: list[GlyphRun], sides: CellSides) -> Iterator[list[GlyphRun]]:
    """Cut a row of runs at the sides of cells, and at wide gaps unless these set off a number or a leader."""
    part: list[GlyphRun] = []
    for run in sorted(row, key=lambda run: run.x0):
        if part and _are_apart(part, run, sides):
            yield part
            part = []
        part.append(run)
    if part:
        yield part


def _are_apart(part: list[GlyphRun], run: GlyphRun, sides: CellSides) -> bool:
    last, gap = part[-1], run.x0 - part[-1].x1
    size = max(run.size, last.size)
    if gap > APART * size and (_are_figures(part, run) or gap > _reach(part) * size):
        return True
    least = CLOSE if are_figures(last.text, run.text) else CLEAR
    if gap >= least * run.size and sides.part(last.x1, run.x0, run.y):
        return True
    return (
        sides.aligned and sides.begin(run.x0, run.y) and _reach(part) == APART
    )  # behind a number, its text begins there


def _are_figures(part: list[GlyphRun], run: GlyphRun) -> bool:
    """Tell two figures of a table, of which the first could be a number or a bullet: 11.5  13.3, –  12."""
    return is_figure(run.text) and is_figure(" ".join(each.text for each in part))


def _reach(part: list[GlyphRun]) -> float:
    """Return the gap in ems behind which a line ends.

    A number (12., (a), 一、, •) and its text are one line however wide the tab between them, as are the
    dots and the page number of a table of contents, and a raised mark and its note.
    """
    text = " ".join(run.text for run in part)
    if not split_number(f"{text} ")[1] or not split_bullet(f"{text} ")[1] or _LEADER.search(text):
        return TABBED
    if len(part) == 1 and part[0].raised and text.isdecimal():
        return TABBED
    return STRETCHED if _MARK.fullmatch(text) else APART


def _line(row: list[GlyphRun], page: Page) -> PdfLine:
    """Join the runs of a line."""
    text, end = "", row[0].x0
    for run in row:
        if run.raised and _is_mark(run.text, text):
            text += run.text.translate(RAISED)
        else:
            text += space(text, run.text, (run.x0 - end) / run.size, run.least) + run.text
        end = run.x1
    # A soft hyphen at the end tells how the next line joins, elsewhere nothing.
    text = " ".join((text[:-1].replace("\u00ad", "") + text[-1:]).split())
    text = logical(text, from_right=page.mirrored).removesuffix(WRAPPED).rstrip()
    sizes: defaultdict[float, int] = defaultdict(int)
    for run in row:
        sizes[round(run.size, 1)] += len(run.text)
    size = max(sizes, key=lambda size: sizes[size])
    most = MOSTLY * sum(sizes.values())
    bold = sum(len(run.text) for run in row if run.bold) > most
    italic = sum(len(run.text) for run in row if run.italic) > most
    fixed = all(run.fixed for run in row)
    return PdfLine(text, page.number, row[0].x0, end, row[0].y, size, bold, italic, fixed)


def _is_mark(raised: str, before: str) -> bool:
    """Tell a footnote mark or a power (km²) from the letters of an ordinal (21st, 1er, n°)."""
    if _COUNTING.fullmatch(raised):
        return True
    return bool(_MARK.fullmatch(raised)) and not (raised.isalpha() and _ORDINAL.search(f"{before} {raised}"))
