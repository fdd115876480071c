"""The glyphs of a PDF page as PDFium gives them, brought upright: which sign, where, how large.

Lengths are points; `x` counts from the left edge and `y` downwards from the top edge of the page as a reader
holds it, whichever way the page was turned. A page has thousands of glyphs, and to ask and compare them one
by one would take most of the time in which a PDF is read: so they are kept as the rows of one numpy array.
"""

from __future__ import annotations

import ctypes
from collections import Counter
from collections.abc import Sequence
from functools import cache
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from align.readers.pdf.asking import ask
from align.readers.pdf.drawn import Box, Turn
from align.readers.pdf.styles import HIDDEN, INKED, WHITE, Styles, styles_of
from align.readers.symbols import SYMBOL_FONT
from align.text import plain

UNKNOWN = "\ufffd"
"""Stands for a glyph of which the font does not say what it means."""
MOSTLY_HIDDEN = 5
"""Signs of recognised text, for one that is seen as a stamp on its picture."""
PICTURED = 0.5
"""Part of a page that its picture covers at least."""

_HYPHEN_AT_END = (2, 0xFFFE)  # PDFium gives these codes to a hyphen before a line break
_TAB, _FEED, _RETURN, _BLANK = 9, 10, 13, 32

_BULLETS = {"\uf0b7": "•", "\uf0a7": "▪"} | dict.fromkeys("\uf0d8\uf076\uf0a8\uf071\uf06e\uf0fc", "•")
"""Those of Symbol and Wingdings, arrows and boxes too, which come under their own numbers."""
_SIGNS = {chr(0xF000 + code): sign for code, sign in SYMBOL_FONT.items() if code > 0x7F} | _BULLETS
"""These, and signs of the Symbol font; its letters may as well be ornaments of other fonts."""


class Glyph(NamedTuple):
    """One sign on the page."""

    text: str
    x0: float
    x1: float
    y: float
    """Its baseline."""
    size: float
    bold: bool
    italic: bool
    aside: bool
    """The file itself says that it is no text of the document: a running head, a label in a chart."""
    fixed: bool = False
    """In type of which all signs are equally wide, as that of listings."""


Glyphs = NDArray[np.void]
"""The signs on a page in the order of the file: a row a sign, with the facts of `Glyph` as columns."""
_FLAGS = [("bold", bool), ("italic", bool), ("aside", bool), ("fixed", bool)]
_ACCENTS = {"\u0300": "`", "\u0301": "´", "\u0302": "^", "\u0303": "~", "\u0308": "¨"}
"""Accents, and the signs they are where they stand above no letter."""
_OVER = 0.4
"""Ems by which the baseline of an accent may differ from that of what it stands over."""

_GLYPH = np.dtype([("text", object), *((name, float) for name in ("x0", "x1", "y", "size")), *_FLAGS])


def one_by_one(glyphs: Glyphs) -> list[Glyph]:
    """Return the rows of a page as glyphs."""
    return [Glyph(*row) for row in glyphs.tolist()]


def as_rows(glyphs: Sequence[Glyph]) -> Glyphs:
    """Return glyphs as the rows of a page."""
    return np.array(glyphs, _GLYPH)


def read_glyphs(page: Any, backdrops: Sequence[Box] = ()) -> tuple[Glyphs, Turn, bool]:
    """Return the glyphs of one pypdfium2 page that a reader sees, how it is turned, and if it was recognised.

    Text that stands otherwise than most of the page is left out, and so is what lies beside the page and what
    is white with no backdrop under it. Invisible text is read only where the page has no other, or a picture
    with little more than a stamp: there it is the layer that text recognition laid under a scanned picture.
    """
    textpage = page.get_textpage()  # held: PDFium frees it with the wrapper
    drawn = _drawn(textpage.raw, tagged=page.pdf.is_tagged())
    shown = _is_shown(drawn, backdrops)
    hidden = drawn.style["ink"] == HIDDEN
    recognised = bool(hidden.any()) and _is_layer(hidden.sum(), shown.sum(), page.get_bbox(), backdrops)
    drawn = drawn.only(shown | hidden if recognised else shown)
    angles = Counter(drawn.style["angle"].tolist())
    turn = Turn(max(angles, key=lambda angle: angles[angle] * (angle >= 0), default=0), *page.get_bbox())
    glyphs = _upright(drawn.only(drawn.style["angle"] == turn.angle), turn)
    x, y, height = glyphs["x0"], glyphs["y"], turn.height + 0.2 * glyphs["size"]
    return glyphs[(x >= -1) & (x <= turn.width) & (y >= 0) & (y <= height)], turn, recognised


def with_lone_accents(glyphs: Glyphs) -> Glyphs:
    """Return glyphs in which an accent over a blank is a sign in its place.

    TeX sets the first quotation mark of `code' so, and behind all words of its line.
    """
    kept = np.ones(len(glyphs), np.bool_)
    for i in np.flatnonzero([text in _ACCENTS for text in glyphs["text"]]).tolist():
        x, y, size = (glyphs[name][i] for name in ("x0", "y", "size"))
        under = (abs(glyphs["y"] - y) < _OVER * size) & (glyphs["x0"] - 1 < x) & (x < glyphs["x1"])
        blank = [j for j in np.flatnonzero(under).tolist() if glyphs["text"][j].isspace()]
        if blank:
            glyphs["text"][blank[0]] = _ACCENTS[glyphs["text"][i]]
            kept[i] = False
    return glyphs[kept]


def _is_layer(hidden: int, shown: int, page: Sequence[float], backdrops: Sequence[Box]) -> bool:
    """Tell from how many signs are hidden and shown if the hidden ones are what a picture was read as."""
    left, bottom, right, top = page
    covered = max(((box.right - box.left) * (box.top - box.bottom) for box in backdrops), default=0)
    pictured = covered > PICTURED * (right - left) * (top - bottom)
    return not shown or (pictured and hidden > MOSTLY_HIDDEN * shown)


class _Drawn(NamedTuple):
    """The glyphs of a page in the order of the file and in its own coordinates, a row a glyph."""

    codes: NDArray[np.uint32]
    boxes: NDArray[np.float64]
    """Left, top, right and bottom: `(n, 4)`."""
    origins: NDArray[np.float64]
    """Where each stands on its baseline: `(n, 2)`."""
    style: Styles

    def only(self, chosen: NDArray[np.bool_]) -> _Drawn:
        """Return the glyphs that are chosen."""
        return _Drawn(self.codes[chosen], self.boxes[chosen], self.origins[chosen], self.style[chosen])


def _drawn(textpage: Any, *, tagged: bool) -> _Drawn:
    """Return the glyphs without the spaces and breaks that PDFium adds."""
    import pypdfium2.raw as raw

    codes = _codes(textpage)
    added = (codes == _RETURN) | (codes == _FEED)
    blanks = np.flatnonzero(codes == _BLANK)
    added[blanks] = np.array(ask(raw.FPDFText_IsGenerated, textpage, blanks)) == 1
    kept = np.flatnonzero(~added)
    boxes = np.empty((len(kept), 4), np.float32)
    ask(raw.FPDFText_GetLooseCharBox, textpage, kept, boxes)
    parts = np.array(ask(raw.FPDFText_GetTextObject, textpage, kept), np.uint64)
    _, first, part_of = np.unique(parts, return_index=True, return_inverse=True)
    style = styles_of(textpage, kept[first], tagged=tagged)[part_of]
    # A string stands on one baseline: only where it leans, each glyph has its own.
    own = (np.diff(parts, prepend=~parts[:1]) != 0) | (style["angle"] != 0)
    origins = np.empty((np.count_nonzero(own), 2))
    ask(raw.FPDFText_GetCharOrigin, textpage, kept[own], origins[:, 0], origins[:, 1])
    return _Drawn(codes[kept], boxes.astype(float), origins[np.cumsum(own) - 1], style)


def _codes(textpage: Any) -> NDArray[Any]:
    """Return the code points of a page: at one go where PDFium counts them as it counts the glyphs."""
    import pypdfium2.raw as raw

    count = raw.FPDFText_CountChars(textpage)
    codes = (ctypes.c_ushort * (count + 1))()
    if raw.FPDFText_GetText(textpage, 0, count, codes) == count + 1:
        return np.array(codes, np.uint32)[:count]
    return np.array([raw.FPDFText_GetUnicode(textpage, i) for i in range(count)], np.uint32)


def _is_shown(drawn: _Drawn, backdrops: Sequence[Box]) -> NDArray[np.bool_]:
    """Tell of each glyph whether it is seen: white ones where something that is not white lies under them."""
    shown: NDArray[np.bool_] = drawn.style["ink"] == INKED
    white = np.flatnonzero(drawn.style["ink"] == WHITE)
    left, top, right, bottom = drawn.boxes[white].T
    x, y = (left + right) / 2, (bottom + top) / 2
    for box in backdrops if len(white) else ():
        shown[white] |= (box.left <= x) & (x <= box.right) & (box.bottom <= y) & (y <= box.top)
    return shown


def _upright(drawn: _Drawn, turn: Turn) -> Glyphs:
    """Return the glyphs as a reader sees them who holds the page upright."""
    left, top, right, bottom = drawn.boxes.T
    one, other = turn(left, bottom)[0], turn(right, top)[0]
    glyphs = np.empty(len(drawn.codes), _GLYPH)
    glyphs["text"] = list(map(_sign, drawn.codes.tolist()))
    glyphs["x0"], glyphs["x1"] = np.minimum(one, other), np.maximum(one, other)
    glyphs["y"] = turn(*drawn.origins.T)[1]
    for name in ("size", "bold", "italic", "aside", "fixed"):
        glyphs[name] = drawn.style[name]
    return glyphs


@cache
def _sign(code: int) -> str:
    if code in _HYPHEN_AT_END:
        return "-"
    if code < _BLANK:
        return " " if code == _TAB else UNKNOWN
    sign = _SIGNS.get(chr(code), chr(code))
    return plain(sign).strip() or sign  # some shapes of Arabic marks stand for the mark above a space
