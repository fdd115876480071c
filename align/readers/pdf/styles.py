"""How text is drawn on a PDF page: size, slope, weight and ink, and whether its tags call it text.

The glyphs of a text object share all of this, and many objects share a font: so each question is asked once
an object, or once a font.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from align.readers.pdf.asking import ask
from align.readers.pdf.drawn import ARTIFACT, PALE, tags_of

ASLANT = 5.0
"""Degrees by which a scanned or careless page may lean; what leans more is a stamp or a watermark."""
HIDDEN, WHITE, INKED = range(3)
"""Kinds of ink: none, white on what may be white too, and what can be read on paper."""

_BOLD = re.compile(rb"bold|black|heavy|semibd|-bd|simhei|demi|-medi(?:um)?$", re.IGNORECASE)
_HAN_FACE = re.compile(rb"gothic|mincho|ryumin|song|ming|han|hei|kai|cjk", re.IGNORECASE)
"""Families of Chinese and Japanese type, of which the medium weight is the usual one."""
_ITALIC = re.compile(rb"ital|obliq|kaiti", re.IGNORECASE)  # Chinese type has no italics: it takes 楷体
_FIXED_FLAG, _ITALIC_FLAG = 1 << 0, 1 << 6  # ISO 32000-1, table 123
_FIXED = re.compile(rb"mono|courier|consol|typewriter|cmtt|fixed", re.IGNORECASE)
_HEAVY = 600
"""Weight from which a font is bold, of 100 to 900."""


Styles = NDArray[np.void]
"""How the glyphs of text objects are drawn: a row an object."""
_STYLE = np.dtype(
    [
        ("size", float),
        ("angle", int),  # 0, 90, 180 or 270 degrees; -1: any other
        ("bold", bool),
        ("italic", bool),
        ("fixed", bool),  # all signs are equally wide, as on a typewriter
        ("ink", int),  # HIDDEN, WHITE or INKED
        ("aside", bool),  # the file says that it is no text of the document, as of the labels in a chart
    ]
)


class _Face(NamedTuple):
    bold: bool
    italic: bool
    fixed: bool


def styles_of(textpage: Any, glyphs: NDArray[np.int_], *, tagged: bool) -> Styles:
    """Return the styles of text objects, each told by the number of a glyph in it."""
    import pypdfium2.raw as raw

    parts = [raw.FPDFText_GetTextObject(textpage, i) for i in glyphs.tolist()]
    modes = np.array([raw.FPDFTextObj_GetTextRenderMode(part) for part in parts], int)
    faces = np.array(_faces(textpage, glyphs, parts), bool).reshape(-1, 3)
    matrix = np.empty((len(glyphs), 6), np.float32)
    ask(raw.FPDFText_GetMatrix, textpage, glyphs, matrix)
    a, b, c, d, _, _ = matrix.astype(float).T
    styles = np.empty(len(glyphs), _STYLE)
    styles["size"] = np.hypot(c, d) * ask(raw.FPDFText_GetFontSize, textpage, glyphs)
    styles["angle"] = _angles(np.degrees(np.arctan2(b, a)))
    # A font without a bold face is made bold by its outlines.
    styles["bold"] = faces[:, 0] | (modes == raw.FPDF_TEXTRENDERMODE_FILL_STROKE)
    styles["italic"], styles["fixed"] = faces[:, 1], faces[:, 2]
    styles["ink"] = _inks(textpage, glyphs, modes)
    styles["aside"] = [tagged and _is_aside(part) for part in parts]
    return styles


def _faces(textpage: Any, glyphs: NDArray[np.int_], parts: Sequence[Any]) -> list[_Face]:
    """Return the face of each object, asked once a font."""
    import pypdfium2.raw as raw

    faces: dict[int, _Face] = {}
    fonts = [raw.FPDFTextObj_GetFont(part) for part in parts]
    addresses = [ctypes.addressof(font.contents) if font else 0 for font in fonts]
    for i, address in zip(glyphs.tolist(), addresses, strict=True):
        if address not in faces:
            faces[address] = _face(textpage, i)
    return [faces[address] for address in addresses]


def _face(textpage: Any, i: int) -> _Face:
    import pypdfium2.raw as raw

    name, flags = ctypes.create_string_buffer(128), ctypes.c_int()
    raw.FPDFText_GetFontInfo(textpage, i, name, len(name), flags)
    named = _BOLD.search(name.value)
    medium = named and named[0].lower().startswith(b"-medi") and _HAN_FACE.search(name.value)
    bold = bool(named and not medium) or raw.FPDFText_GetFontWeight(textpage, i) >= _HEAVY
    fixed = flags.value & _FIXED_FLAG or _FIXED.search(name.value)
    return _Face(bold, bool(flags.value & _ITALIC_FLAG or _ITALIC.search(name.value)), bool(fixed))


def _angles(degrees: NDArray[np.float64]) -> NDArray[np.int_]:
    """Return the right angle that each angle nearly is, or -1."""
    angles = np.full(len(degrees), -1)
    for angle in (0, 90, 180, 270):
        angles[(degrees - angle + ASLANT) % 360 < 2 * ASLANT] = angle
    return angles


def _is_aside(part: Any) -> bool:
    """Tell whether no tag of a tagged file holds a text object, or one that says it is an artifact.

    Real content is tagged, artifacts are running heads and what belongs to a picture: ISO 32000-1, 14.8.2.2.
    The text of a picture that stands in the file as a whole, a form, has no tags of its own.
    """
    tags = tags_of(part)
    return not tags or ARTIFACT in tags


def _inks(textpage: Any, glyphs: NDArray[np.int_], modes: NDArray[np.int_]) -> NDArray[np.int_]:
    """Return how glyphs are drawn: not at all, in white, or so that they can be read on paper."""
    import pypdfium2.raw as raw

    color = np.full((len(glyphs), 4), 255, np.uint32)
    told = np.array(ask(raw.FPDFText_GetFillColor, textpage, glyphs, *color.T), bool)
    white = told & (modes == raw.FPDF_TEXTRENDERMODE_FILL) & (color[:, :3].min(axis=1) >= PALE)
    unseen = np.isin(modes, (raw.FPDF_TEXTRENDERMODE_INVISIBLE, raw.FPDF_TEXTRENDERMODE_CLIP))
    return np.where(unseen | (color[:, 3] == 0), HIDDEN, np.where(white, WHITE, INKED))
