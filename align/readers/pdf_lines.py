"""A PDF page as lines of text: what stands on one baseline, with size, place and footnote marks.

A PDF knows no lines, only glyphs at places. Glyphs that follow one another on a baseline make a run,
runs on one baseline make a line unless a wide gap (a column, a table) stands between them, and small
raised runs are footnote marks or ordinals. Lengths are points; `y` is the baseline, counted downwards
from the top edge, whichever way the page was turned.
"""

from __future__ import annotations

import ctypes
import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any, NamedTuple

from align.numbering import split_bullet, split_number
from align.text import is_han

SPACE = 0.18
"""A gap of this many ems between Latin glyphs is a space: justified text is stretched, hardly squeezed."""
HAN_SPACE = 0.6
"""The same beside a Han character: word processors set a quarter of an em between Han and Latin."""
WIDE = 1.6
"""A gap of this many ems is a column, a table cell or a tab."""
STRETCHED = 3.0
"""The same behind a blank, and behind the number of a footnote."""
TABBED = 6.0
"""The same behind the number of a paragraph or heading."""
ASLANT = 5.0
"""Degrees by which a scanned or careless page may lean; what leans more is a stamp or a watermark."""
THIN, LONG = 2.5, 20.0
"""Points: how thick a drawn line may be, and how long one is that does not underline a word."""

_MARK = re.compile(r"(?:\d{1,3}|[a-z]|[*†‡§]+)(?:\s?[,，、]\s?(?:\d{1,3}|[a-z]|[*†‡§]+))*[,，、]?")
_RAISED = str.maketrans("0123456789abcdefghijklmnoprstuvwxyz，、", "⁰¹²³⁴⁵⁶⁷⁸⁹ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ,,")
_LEADER = re.compile(r"\.\s?\.\s?\.$|…$")
_BOLD = re.compile(r"bold|black|heavy|semibd|-bd|simhei|黑体", re.IGNORECASE)
_HYPHEN_AT_END = 2  # PDFium gives this code to a hyphen before a line break


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
    cell: str = ""
    """`table 2 row 3 cell 1`, where the layout finds it in a table."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A thin horizontal line, such as the one above footnotes."""

    x0: float
    x1: float
    y: float


@dataclass(frozen=True, slots=True)
class Post:
    """A thin vertical line, such as the side of a table's cell."""

    x: float
    y0: float
    y1: float


@dataclass(frozen=True, slots=True)
class Page:
    """The lines of one page from top to bottom, those on one baseline from left to right."""

    number: int
    width: float
    height: float
    lines: tuple[Line, ...]
    rules: tuple[Rule, ...] = ()
    posts: tuple[Post, ...] = ()


def read_page(page: Any, number: int) -> Page:
    """Read the lines of one pypdfium2 page; text turned otherwise than most of it is left out.

    Invisible text is read only where the page has no other: there it is the layer that text
    recognition laid under a scanned picture.
    """
    textpage = page.get_textpage()  # held: PDFium frees it with the wrapper
    glyphs = list(_glyphs(textpage.raw))
    if any(not style.hidden for *_, style in glyphs):
        glyphs = [glyph for glyph in glyphs if not glyph[-1].hidden]
    angles = Counter(style.angle for *_, style in glyphs if style.angle >= 0)
    turn = _Turn(max(angles, key=lambda angle: angles[angle], default=0), *page.get_bbox())
    upright = (_upright(*glyph, turn) for glyph in glyphs if glyph[-1].angle == turn.angle)
    runs = list(_runs(glyph for glyph in upright if turn.shows(glyph)))
    lines = (_line(row, number) for row in _rows(runs))
    return Page(number, turn.width, turn.height, tuple(lines), *_drawn(page, turn))


@dataclass(frozen=True, slots=True)
class _Turn:
    """From the page's own coordinates to those of a reader who holds its text upright."""

    angle: int
    left: float
    bottom: float
    right: float
    top: float

    @property
    def width(self) -> float:
        return self.right - self.left if self.angle % 180 == 0 else self.top - self.bottom

    @property
    def height(self) -> float:
        return self.top - self.bottom if self.angle % 180 == 0 else self.right - self.left

    def __call__(self, x: float, y: float) -> tuple[float, float]:
        match self.angle:
            case 90:
                return y - self.bottom, x - self.left
            case 180:
                return self.right - x, y - self.bottom
            case 270:
                return self.top - y, self.right - x
        return x - self.left, self.top - y

    def shows(self, glyph: _Glyph) -> bool:
        """Tell whether a glyph stands on the page: what lies beside it nobody sees."""
        return -1 <= glyph.x0 <= self.width and 0 <= glyph.y <= self.height + 0.2 * glyph.style.size


class _Style(NamedTuple):
    """What the glyphs of one text object share."""

    size: float
    angle: int
    """0, 90, 180 or 270 degrees; -1: any other."""
    bold: bool
    hidden: bool


class _Glyph(NamedTuple):
    text: str
    x0: float
    x1: float
    y: float
    style: _Style


_Box = tuple[tuple[float, float], tuple[float, float], tuple[float, float]]
"""Lower left corner, upper right corner and origin of a glyph in the page's own coordinates."""


@dataclass(frozen=True, slots=True)
class _Run:
    """Glyphs that follow one another on a baseline in one size."""

    text: str
    x0: float
    x1: float
    y: float
    size: float
    bold: bool
    raised: bool = False


def _glyphs(textpage: Any) -> Iterator[tuple[str, _Box, _Style]]:
    """Yield the glyphs in the order of the file, without the spaces and breaks that PDFium adds."""
    import pypdfium2.raw as raw

    box, x, y = raw.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    styles: dict[int | None, _Style] = {}
    for i in range(raw.FPDFText_CountChars(textpage)):
        code = raw.FPDFText_GetUnicode(textpage, i)
        if (code < 32 and code != _HYPHEN_AT_END) or raw.FPDFText_IsGenerated(textpage, i) == 1:
            continue
        part = ctypes.cast(raw.FPDFText_GetTextObject(textpage, i), ctypes.c_void_p).value
        if part not in styles:
            styles[part] = _style(textpage, i)
        raw.FPDFText_GetLooseCharBox(textpage, i, box)
        raw.FPDFText_GetCharOrigin(textpage, i, x, y)
        text = "-" if code == _HYPHEN_AT_END else chr(code)
        yield text, ((box.left, box.bottom), (box.right, box.top), (x.value, y.value)), styles[part]


def _style(textpage: Any, i: int) -> _Style:
    import pypdfium2.raw as raw

    matrix, alpha = raw.FS_MATRIX(), ctypes.c_uint(255)
    raw.FPDFText_GetMatrix(textpage, i, matrix)
    degrees = math.degrees(math.atan2(matrix.b, matrix.a)) % 360
    angle = next((right for right in (0, 90, 180, 270) if abs(degrees - right) < ASLANT), -1)
    size = raw.FPDFText_GetFontSize(textpage, i) * math.hypot(matrix.c, matrix.d)
    name, flags = ctypes.create_string_buffer(128), ctypes.c_int()
    raw.FPDFText_GetFontInfo(textpage, i, name, len(name), flags)
    mode = raw.FPDFTextObj_GetTextRenderMode(raw.FPDFText_GetTextObject(textpage, i))
    colour = ctypes.c_uint()
    raw.FPDFText_GetFillColor(textpage, i, colour, colour, colour, alpha)
    bold = mode == raw.FPDF_TEXTRENDERMODE_FILL_STROKE or bool(
        _BOLD.search(name.value.decode("utf-8", "replace")) or raw.FPDFText_GetFontWeight(textpage, i) >= 600
    )
    hidden = alpha.value == 0 or mode in (raw.FPDF_TEXTRENDERMODE_INVISIBLE, raw.FPDF_TEXTRENDERMODE_CLIP)
    return _Style(size, angle, bold, hidden)


def _upright(text: str, box: _Box, style: _Style, turn: _Turn) -> _Glyph:
    corners = turn(*box[0])[0], turn(*box[1])[0]
    return _Glyph(text, min(corners), max(corners), turn(*box[2])[1], style)


def _runs(glyphs: Iterable[_Glyph]) -> Iterator[_Run]:
    """Gather glyphs into runs."""
    run: list[_Glyph] = []
    for glyph in glyphs:
        if run and not _continues(run[-1], glyph):
            yield from _run(run)
            run = []
        run.append(glyph)
    yield from _run(run)


def _continues(last: _Glyph, glyph: _Glyph) -> bool:
    """Tell whether a glyph stands close behind another on its baseline, in its size."""
    size = max(last.style.size, 1.0)
    if abs(glyph.style.size - size) > 0.05 * size or glyph.style.bold != last.style.bold:
        return False
    # A blank may be stretched far in a narrow justified column; between columns and cells there is none.
    limit = STRETCHED if last.text.isspace() else WIDE
    return abs(glyph.y - last.y) < 0.1 * size and -0.6 * size < glyph.x0 - last.x1 < limit * size


def _run(glyphs: list[_Glyph]) -> Iterator[_Run]:
    """Yield the run of these glyphs, unless it is blank."""
    seen = [glyph for glyph in glyphs if not glyph.text.isspace()]
    if not seen:
        return
    text = glyphs[0].text
    for last, glyph in pairwise(glyphs):
        text += _gap(last.text, glyph.text, (glyph.x0 - last.x1) / (glyph.style.size or 1)) + glyph.text
    style = seen[0].style
    yield _Run(text.strip(), seen[0].x0, seen[-1].x1, seen[0].y, style.size, style.bold)


def _gap(before: str, after: str, ems: float) -> str:
    """Return what a gap between two texts stands for: a space or nothing."""
    if not before or not after or before[-1].isspace() or after[0].isspace():
        return ""
    return " " if ems > (HAN_SPACE if is_han(before[-1]) or is_han(after[0]) else SPACE) else ""


def _rows(runs: list[_Run]) -> Iterator[list[_Run]]:
    """Group runs by baseline, raised and lowered ones with their neighbour, and cut rows at wide gaps."""
    settled = sorted((_settle(run, runs) for run in runs), key=lambda run: (run.y, run.x0))
    row: list[_Run] = []
    for run in settled:
        if row and run.y - row[0].y > 0.25 * max(run.size, row[0].size):
            yield from _fragments(row)
            row = []
        row.append(run)
    yield from _fragments(row)


def _settle(run: _Run, runs: list[_Run]) -> _Run:
    """Put a small raised or lowered run on the baseline of the larger run that it touches."""
    if len(run.text) > 12:
        return run
    for host in runs:
        rise = (host.y - run.y) / host.size
        if run.size > 0.9 * host.size or not (0.08 < abs(rise) < 0.75):
            continue
        if -0.3 < (run.x0 - host.x1) / host.size < 0.7 or -0.3 < (host.x0 - run.x1) / host.size < WIDE:
            return replace(run, y=host.y, raised=rise > 0)
    return run


def _fragments(row: list[_Run]) -> Iterator[list[_Run]]:
    """Cut a row of runs at wide gaps, except behind a number or a leader that the gap sets off."""
    part: list[_Run] = []
    for run in sorted(row, key=lambda run: run.x0):
        if part and run.x0 - part[-1].x1 > _reach(part) * max(run.size, part[-1].size):
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
    return STRETCHED if _MARK.fullmatch(text) else WIDE


def _line(row: list[_Run], page: int) -> Line:
    """Join the runs of a line."""
    text, end = "", row[0].x0
    for run in row:
        if run.raised and _is_mark(run.text, text):
            text += run.text.translate(_RAISED)
        else:
            text += _gap(text, run.text, (run.x0 - end) / run.size) + run.text
        end = run.x1
    sizes: Counter[float] = Counter()
    for run in row:
        sizes[round(run.size, 1)] += len(run.text)
    bold = sum(len(run.text) for run in row if run.bold) > 0.8 * sizes.total()
    return Line(text, page, row[0].x0, end, row[0].y, sizes.most_common(1)[0][0], bold)


def _is_mark(raised: str, before: str) -> bool:
    """Tell a footnote mark or a power (km²) from the letters of an ordinal (21st, 1er, n°)."""
    return bool(_MARK.fullmatch(raised)) and not (raised.isalpha() and re.search(r"[\dnN]$", before))


def _drawn(page: Any, turn: _Turn) -> tuple[tuple[Rule, ...], tuple[Post, ...]]:
    """Return the thin horizontal and vertical lines drawn on a page."""
    import pypdfium2.raw as raw

    rules, posts = [], []
    for part in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=3):
        left, bottom, right, top = part.get_bounds()
        (x0, y0), (x1, y1) = turn(left, bottom), turn(right, top)
        (x0, x1), (y0, y1) = sorted((x0, x1)), sorted((y0, y1))
        if y1 - y0 < THIN < LONG < x1 - x0:
            rules.append(Rule(x0, x1, y0))
        elif x1 - x0 < THIN < y1 - y0:
            posts.append(Post(x0, y0, y1))
    return tuple(rules), tuple(posts)
