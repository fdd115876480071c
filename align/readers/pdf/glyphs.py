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
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any, NamedTuple

from align.readers.pdf.drawn import ARTIFACT, PALE, Box, Turn, tags_of

ASLANT = 5.0
"""Degrees by which a scanned or careless page may lean; what leans more is a stamp or a watermark."""
HIDDEN, WHITE, INKED = "hidden", "white", "inked"
UNKNOWN = "\ufffd"
"""Stands for a glyph of which the font does not say what it means."""

_BOLD = re.compile(rb"bold|black|heavy|semibd|-bd|simhei", re.IGNORECASE)
_ITALIC = re.compile(rb"ital|obliq|kaiti", re.IGNORECASE)  # Chinese type has no italics: it takes 楷体
_ITALIC_FLAG = 1 << 6  # ISO 32000-1, table 123
_HYPHEN_AT_END = (2, 0xFFFE)  # PDFium gives these codes to a hyphen before a line break

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
_COMPATIBLE = re.compile("[\u2f00-\u2fd5\uf900-\ufaff\ufb00-\ufb06\ufb50-\ufdfd\ufe70-\ufefc]")


class Glyph(NamedTuple):
    """One sign on the page."""

    text: str
    x0: float
    x1: float
    y: float
    """Its baseline."""
    size: float
    bold: bool
    italic: bool = False
    aside: bool = False
    """The file itself says that it is no text of the document: a running head, a label in a chart."""


def read_glyphs(page: Any, backdrops: Sequence[Box] = ()) -> tuple[list[Glyph], Turn]:
    """Return the glyphs of one pypdfium2 page that a reader sees, and how the page is turned.

    Text that stands otherwise than most of the page is left out, and so is what lies beside the page and what
    is white with no backdrop under it. Invisible text is read only where the page has no other: there it is
    the layer that text recognition laid under a scanned picture.
    """
    textpage = page.get_textpage()  # held: PDFium frees it with the wrapper
    strings = _strings(textpage.raw, tagged=page.pdf.is_tagged())
    shown = [seen for string in strings if (seen := _shown(string, backdrops)).marks]
    strings = shown or [string for string in strings if string.style.ink == HIDDEN]
    angles: Counter[int] = Counter()
    for string in strings:
        angles[string.style.angle] += len(string.marks) * (string.style.angle >= 0)
    turn = Turn(max(angles, key=lambda angle: angles[angle], default=0), *page.get_bbox())
    width, height = turn.width, turn.height  # asked once: a page has thousands of glyphs
    turned = (string for string in strings if string.style.angle == turn.angle)
    glyphs = (glyph for string in turned for glyph in _upright(string, turn))
    return [g for g in glyphs if -1 <= g.x0 <= width and 0 <= g.y <= height + 0.2 * g.size], turn


class _Style(NamedTuple):
    """What the glyphs of one text object share."""

    size: float
    angle: int
    """0, 90, 180 or 270 degrees; -1: any other."""
    bold: bool
    italic: bool
    ink: str
    aside: bool


class _Mark(NamedTuple):
    """A glyph in the page's own coordinates."""

    text: str
    left: float
    bottom: float
    right: float
    top: float
    x: float
    """Where it stands on its baseline."""
    y: float


class _String(NamedTuple):
    """Glyphs of one text object that follow one another."""

    style: _Style
    marks: list[_Mark]


def _strings(textpage: Any, *, tagged: bool) -> list[_String]:
    """Return the glyphs in the order of the file, without the spaces and breaks that PDFium adds.

    A page has thousands, and every question to PDFium costs a microsecond: so each is asked once an object
    where the glyphs of an object share the answer.
    """
    import pypdfium2.raw as raw

    object_of, box_of = raw.FPDFText_GetTextObject, raw.FPDFText_GetLooseCharBox
    box, x, y = raw.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    box_at, x_at, y_at = ctypes.byref(box), ctypes.byref(x), ctypes.byref(y)
    styles: dict[int, _Style] = {}
    strings: list[_String] = []
    last = -1
    for i, code in enumerate(_codes(textpage)):
        if code in (10, 13) or (code == 32 and raw.FPDFText_IsGenerated(textpage, i) == 1):
            continue
        held = object_of(textpage, i)
        part = ctypes.addressof(held.contents) if held else 0
        if part != last:
            if part not in styles:
                styles[part] = _style(textpage, i, tagged=tagged)
            strings.append(_String(styles[part], []))
        style, marks = strings[-1]
        if part != last or style.angle:  # a string stands on one baseline
            raw.FPDFText_GetCharOrigin(textpage, i, x_at, y_at)
            last = part
        box_of(textpage, i, box_at)
        marks.append(_Mark(_sign(code), box.left, box.bottom, box.right, box.top, x.value, y.value))
    return strings


def _codes(textpage: Any) -> Sequence[int]:
    """Return the code points of a page: at one go where PDFium counts them as it counts the glyphs."""
    import pypdfium2.raw as raw

    count = raw.FPDFText_CountChars(textpage)
    codes = (ctypes.c_ushort * (count + 1))()
    if raw.FPDFText_GetText(textpage, 0, count, codes) == count + 1:
        return list(codes)[:count]
    return [raw.FPDFText_GetUnicode(textpage, i) for i in range(count)]


@cache
def _sign(code: int) -> str:
    if code in _HYPHEN_AT_END:
        return "-"
    if code < 32:
        return " " if code == 9 else UNKNOWN
    sign = _SIGNS.get(chr(code), chr(code))
    return unicodedata.normalize("NFKC", sign).strip() if _COMPATIBLE.match(sign) else sign


def _style(textpage: Any, i: int, *, tagged: bool) -> _Style:
    import pypdfium2.raw as raw

    matrix, name, flags = raw.FS_MATRIX(), ctypes.create_string_buffer(128), ctypes.c_int()
    raw.FPDFText_GetMatrix(textpage, i, matrix)
    raw.FPDFText_GetFontInfo(textpage, i, name, len(name), flags)
    degrees = math.degrees(math.atan2(matrix.b, matrix.a))
    angle = next((a for a in (0, 90, 180, 270) if (degrees - a + ASLANT) % 360 < 2 * ASLANT), -1)
    size = raw.FPDFText_GetFontSize(textpage, i) * math.hypot(matrix.c, matrix.d)
    part = raw.FPDFText_GetTextObject(textpage, i)
    mode = raw.FPDFTextObj_GetTextRenderMode(part)
    outlined = mode == raw.FPDF_TEXTRENDERMODE_FILL_STROKE  # how a font without a bold face is made bold
    bold = outlined or _is_bold(name.value) or raw.FPDFText_GetFontWeight(textpage, i) >= 600
    italic = bool(flags.value & _ITALIC_FLAG) or _is_italic(name.value)
    return _Style(size, angle, bold, italic, _ink(textpage, i, mode), tagged and _is_aside(part))


def _is_aside(part: Any) -> bool:
    """Tell whether no tag of a tagged file holds a text object, or one that says it is an artifact.

    Real content is tagged, artifacts are running heads and what belongs to a picture: ISO 32000-1, 14.8.2.2.
    The text of a picture that stands in the file as a whole, a form, has no tags of its own.
    """
    tags = tags_of(part)
    return not tags or ARTIFACT in tags


def _ink(textpage: Any, i: int, mode: int) -> str:
    """Return how a glyph is drawn: not at all, in white, or so that it can be read on paper."""
    import pypdfium2.raw as raw

    red, green, blue, alpha = (ctypes.c_uint(255) for _ in range(4))
    told = raw.FPDFText_GetFillColor(textpage, i, red, green, blue, alpha)
    if alpha.value == 0 or mode in (raw.FPDF_TEXTRENDERMODE_INVISIBLE, raw.FPDF_TEXTRENDERMODE_CLIP):
        return HIDDEN
    filled = mode == raw.FPDF_TEXTRENDERMODE_FILL
    white = told and filled and min(red.value, green.value, blue.value) >= PALE
    return WHITE if white else INKED


def _shown(string: _String, backdrops: Sequence[Box]) -> _String:
    """Return what is seen of a string: of white glyphs those that differ from what lies under them."""
    if string.style.ink == INKED:
        return string
    if string.style.ink == HIDDEN:
        return _String(string.style, [])
    return _String(string.style, [mark for mark in string.marks if _stands_out(mark, backdrops)])


def _stands_out(mark: _Mark, backdrops: Sequence[Box]) -> bool:
    """Tell whether something that is not white lies under a white glyph."""
    x, y = (mark.left + mark.right) / 2, (mark.bottom + mark.top) / 2
    return any(box.left <= x <= box.right and box.bottom <= y <= box.top for box in backdrops)


@cache
def _is_bold(font: bytes) -> bool:
    return bool(_BOLD.search(font))


@cache
def _is_italic(font: bytes) -> bool:
    return bool(_ITALIC.search(font))


def _upright(string: _String, turn: Turn) -> Iterator[Glyph]:
    size, _, bold, italic, _, aside = string.style
    if turn.angle == 0:  # nearly always, and twice as fast
        left, top = turn.left, turn.top
        for text, x0, _, x1, _, _, y in string.marks:
            yield Glyph(text, x0 - left, x1 - left, top - y, size, bold, italic, aside)
        return
    for mark in string.marks:
        ends = turn(mark.left, mark.bottom)[0], turn(mark.right, mark.top)[0]
        y = turn(mark.x, mark.y)[1]
        yield Glyph(mark.text, min(ends), max(ends), y, size, bold, italic, aside)
