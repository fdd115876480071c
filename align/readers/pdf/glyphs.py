"""The glyphs of a PDF page as PDFium gives them, brought upright: which sign, where, how large.

Lengths are points; `x` counts from the left edge and `y` downwards from the top edge of the page as a reader
holds it, whichever way the page was turned.
"""

from __future__ import annotations

import ctypes
import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

ASLANT = 5.0
"""Degrees by which a scanned or careless page may lean; what leans more is a stamp or a watermark."""
THIN, LONG = 2.5, 20.0
"""Points: how thick a drawn line may be, and how long one is that does not underline a word."""
UNKNOWN = "\ufffd"
"""Stands for a glyph of which the font does not say what it means."""

_BOLD = re.compile(rb"bold|black|heavy|semibd|-bd|simhei", re.IGNORECASE)
_HYPHEN_AT_END = 2  # PDFium gives this code to a hyphen before a line break

# Fonts that draw a character and a radical alike often name the radical: 人⺠ for 人民, ﬁ for fi. Where
# Unicode itself has no equivalence (CJK Radicals Supplement), the pairs are those of its file
# EquivalentUnifiedIdeograph. The bullets of Symbol and Wingdings come under their own numbers.
_SIGNS = {"\uf0b7": "•", "\uf0a7": "▪"} | dict(
    zip(
        "⺟⺠⻄⻅⻆⻉⻋⻓⻔⻘⻚⻛⻜⻝⻢⻥⻦⻨⻩⻬⻮⻰⻳",
        "母民西见角贝车长门青页风飞食马鱼鸟麦黄齐齿龙龟",
        strict=True,
    )
)
_COMPATIBLE = re.compile("[\u2f00-\u2fd5\uf900-\ufaff\ufb00-\ufb06]")


class Glyph(NamedTuple):
    """One sign on the page."""

    text: str
    x0: float
    x1: float
    y: float
    """Its baseline."""
    size: float
    bold: bool


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
class Turn:
    """From the page's own coordinates to those of a reader who holds its text upright."""

    angle: int
    left: float
    bottom: float
    right: float
    top: float

    @property
    def width(self) -> float:
        """Width of the page upright."""
        return self.right - self.left if self.angle % 180 == 0 else self.top - self.bottom

    @property
    def height(self) -> float:
        """Height of the page upright."""
        return self.top - self.bottom if self.angle % 180 == 0 else self.right - self.left

    def __call__(self, x: float, y: float) -> tuple[float, float]:
        """Return where a point stands upright."""
        match self.angle:
            case 90:
                return y - self.bottom, x - self.left
            case 180:
                return self.right - x, y - self.bottom
            case 270:
                return self.top - y, self.right - x
        return x - self.left, self.top - y


def read_glyphs(page: Any) -> tuple[list[Glyph], Turn]:
    """Return the glyphs of one pypdfium2 page that a reader sees, and how the page is turned.

    Text that stands otherwise than most of the page is left out, and so is what lies beside the page.
    Invisible text is read only where the page has no other: there it is the layer that text recognition
    laid under a scanned picture.
    """
    textpage = page.get_textpage()  # held: PDFium frees it with the wrapper
    marks = list(_marks(textpage.raw))
    if any(not mark.style.hidden for mark in marks):
        marks = [mark for mark in marks if not mark.style.hidden]
    angles = Counter(mark.style.angle for mark in marks if mark.style.angle >= 0)
    turn = Turn(max(angles, key=lambda angle: angles[angle], default=0), *page.get_bbox())
    glyphs = (_upright(mark, turn) for mark in marks if mark.style.angle == turn.angle)
    return [g for g in glyphs if -1 <= g.x0 <= turn.width and 0 <= g.y <= turn.height + 0.2 * g.size], turn


def drawn(page: Any, turn: Turn) -> tuple[list[Rule], list[Post]]:
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
    return rules, posts


class _Style(NamedTuple):
    """What the glyphs of one text object share."""

    size: float
    angle: int
    """0, 90, 180 or 270 degrees; -1: any other."""
    bold: bool
    hidden: bool


class _Mark(NamedTuple):
    """A glyph in the page's own coordinates."""

    text: str
    left: float
    bottom: float
    right: float
    top: float
    origin: tuple[float, float]
    style: _Style


def _marks(textpage: Any) -> Iterator[_Mark]:
    """Yield the glyphs in the order of the file, without the spaces and breaks that PDFium adds."""
    import pypdfium2.raw as raw

    box, x, y = raw.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    styles: dict[int | None, _Style] = {}
    for i in range(raw.FPDFText_CountChars(textpage)):
        code = raw.FPDFText_GetUnicode(textpage, i)
        if code in (10, 13) or (code == 32 and raw.FPDFText_IsGenerated(textpage, i) == 1):
            continue
        part = ctypes.cast(raw.FPDFText_GetTextObject(textpage, i), ctypes.c_void_p).value
        if part not in styles:
            styles[part] = _style(textpage, i)
        raw.FPDFText_GetLooseCharBox(textpage, i, box)
        raw.FPDFText_GetCharOrigin(textpage, i, x, y)
        yield _Mark(_sign(code), box.left, box.bottom, box.right, box.top, (x.value, y.value), styles[part])


@cache
def _sign(code: int) -> str:
    if code == _HYPHEN_AT_END:
        return "-"
    if code < 32:
        return " " if code == 9 else UNKNOWN
    sign = _SIGNS.get(chr(code), chr(code))
    return unicodedata.normalize("NFKC", sign) if _COMPATIBLE.match(sign) else sign


def _style(textpage: Any, i: int) -> _Style:
    import pypdfium2.raw as raw

    matrix, name, flags = raw.FS_MATRIX(), ctypes.create_string_buffer(128), ctypes.c_int()
    raw.FPDFText_GetMatrix(textpage, i, matrix)
    raw.FPDFText_GetFontInfo(textpage, i, name, len(name), flags)
    degrees = math.degrees(math.atan2(matrix.b, matrix.a))
    angle = next((a for a in (0, 90, 180, 270) if (degrees - a + ASLANT) % 360 < 2 * ASLANT), -1)
    size = raw.FPDFText_GetFontSize(textpage, i) * math.hypot(matrix.c, matrix.d)
    mode = raw.FPDFTextObj_GetTextRenderMode(raw.FPDFText_GetTextObject(textpage, i))
    outlined = mode == raw.FPDF_TEXTRENDERMODE_FILL_STROKE  # how a font without a bold face is made bold
    bold = outlined or _is_bold(name.value) or raw.FPDFText_GetFontWeight(textpage, i) >= 600
    red, green, blue, alpha = (ctypes.c_uint(255) for _ in range(4))
    raw.FPDFText_GetFillColor(textpage, i, red, green, blue, alpha)
    hidden = alpha.value == 0 or mode in (raw.FPDF_TEXTRENDERMODE_INVISIBLE, raw.FPDF_TEXTRENDERMODE_CLIP)
    return _Style(size, angle, bold, hidden)


@cache
def _is_bold(font: bytes) -> bool:
    return bool(_BOLD.search(font))


def _upright(mark: _Mark, turn: Turn) -> Glyph:
    size, _, bold, _ = mark.style
    if turn.angle == 0:  # nearly always, and twice as fast
        y = turn.top - mark.origin[1]
        return Glyph(mark.text, mark.left - turn.left, mark.right - turn.left, y, size, bold)
    ends = turn(mark.left, mark.bottom)[0], turn(mark.right, mark.top)[0]
    return Glyph(mark.text, min(ends), max(ends), turn(*mark.origin)[1], size, bold)
