"""How text is drawn on a PDF page: size, slope, weight and ink, and whether its tags call it text.

The glyphs of a text object share all of this, and many objects share a font. Every question to PDFium takes
most of a microsecond, so each is asked once an object, or once a font.
"""

from __future__ import annotations

import ctypes
import math
import re
from functools import cache
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from align.readers.pdf.drawn import ARTIFACT, PALE, tags_of

ASLANT = 5.0
"""Degrees by which a scanned or careless page may lean; what leans more is a stamp or a watermark."""
HIDDEN, WHITE, INKED = "hidden", "white", "inked"

_BOLD = re.compile(rb"bold|black|heavy|semibd|-bd|simhei", re.IGNORECASE)
_ITALIC = re.compile(rb"ital|obliq|kaiti", re.IGNORECASE)  # Chinese type has no italics: it takes 楷体
_ITALIC_FLAG = 1 << 6  # ISO 32000-1, table 123
_HEAVY = 600
"""Weight from which a font is bold, of 100 to 900."""


class _Style(NamedTuple):
    """What the glyphs of one text object share."""

    size: float
    angle: int
    """0, 90, 180 or 270 degrees; -1: any other."""
    bold: bool
    italic: bool
    ink: str
    aside: bool
    """The file itself says that it is no text of the document: a running head, a label in a chart."""


Styles = NDArray[np.void]
"""Styles of text objects: a row an object, with the facts above as columns."""
_STYLE = np.dtype(
    [("size", float), ("angle", int), ("bold", bool), ("italic", bool), ("ink", "U6"), ("aside", bool)]
)


class _Face(NamedTuple):
    bold: bool
    italic: bool


def styles_of(textpage: Any, glyphs: NDArray[np.int_], *, tagged: bool) -> Styles:
    """Return the styles of text objects, each told by the number of a glyph in it."""
    import pypdfium2.raw as raw

    faces: dict[int, _Face] = {}
    styles = []
    for i in glyphs.tolist():
        part = raw.FPDFText_GetTextObject(textpage, i)
        font = raw.FPDFTextObj_GetFont(part)
        address = ctypes.addressof(font.contents) if font else 0
        if address not in faces:
            faces[address] = _face(textpage, i)
        styles.append(_style(textpage, i, part, faces[address], tagged=tagged))
    return np.array(styles, _STYLE)


def _face(textpage: Any, i: int) -> _Face:
    import pypdfium2.raw as raw

    name, flags = ctypes.create_string_buffer(128), ctypes.c_int()
    raw.FPDFText_GetFontInfo(textpage, i, name, len(name), flags)
    bold = _is_bold(name.value) or raw.FPDFText_GetFontWeight(textpage, i) >= _HEAVY
    return _Face(bold, bool(flags.value & _ITALIC_FLAG) or _is_italic(name.value))


def _style(textpage: Any, i: int, part: Any, face: _Face, *, tagged: bool) -> _Style:
    import pypdfium2.raw as raw

    matrix = raw.FS_MATRIX()
    raw.FPDFText_GetMatrix(textpage, i, matrix)
    degrees = math.degrees(math.atan2(matrix.b, matrix.a))
    angle = next((a for a in (0, 90, 180, 270) if (degrees - a + ASLANT) % 360 < 2 * ASLANT), -1)
    size = raw.FPDFText_GetFontSize(textpage, i) * math.hypot(matrix.c, matrix.d)
    mode = raw.FPDFTextObj_GetTextRenderMode(part)
    outlined = mode == raw.FPDF_TEXTRENDERMODE_FILL_STROKE  # how a font without a bold face is made bold
    ink, aside = _ink(textpage, i, mode), tagged and _is_aside(part)
    return _Style(size, angle, outlined or face.bold, face.italic, ink, aside)


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


@cache
def _is_bold(font: bytes) -> bool:
    return bool(_BOLD.search(font))


@cache
def _is_italic(font: bytes) -> bool:
    return bool(_ITALIC.search(font))
