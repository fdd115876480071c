"""What is drawn on a PDF page beside its text: thin lines as rules and posts, filled shapes as backdrops.

Every program draws the borders of a table in its own way: as strokes, as thin filled boxes, all of them in
one path or each in its own. Here all become lines; what else is filled may have white text on it.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

THIN, LONG = 2.5, 20.0
"""Points: how thick a drawn line may be, and how long one is that does not underline a word."""
PALE = 250
"""Least red, green and blue of 255 in white ink."""
ARTIFACT = "Artifact"
"""Tag of what is no content of a document: ISO 32000-1, 14.8.2.2."""
_MANY = 400
"""Points in a path above which it is a chart or a map, and no border."""
_DEEP = 3
"""Forms within one another, a page the outermost, that are looked into."""

_STROKE = 2
"""Points of a path that is one stroke."""
_SMALL, _SQUARE = (THIN, 14.0), 2.0
"""Points from side to side of a drawn bullet, and how much longer one side may be."""

Length = TypeVar("Length", float, NDArray[np.float64])


class Box(NamedTuple):
    """A rectangle in the page's own coordinates, which count upwards."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def is_line(self) -> bool:
        """True for one so thin that it is a line."""
        return min(self.right - self.left, self.top - self.bottom) < THIN

    def holds(self, other: Box) -> bool:
        """Tell whether another box lies on it."""
        x, y = (other.left + other.right) / 2, (other.bottom + other.top) / 2
        return self.left <= x <= self.right and self.bottom <= y <= self.top

    @property
    def stroke(self) -> Box:
        """Return what a stroke covers: PDFium adds its thickness to either side."""
        thick = min(self.right - self.left, self.top - self.bottom) / 2
        upright = self.right - self.left < self.top - self.bottom
        across, along = (thick / 2, thick) if upright else (thick, thick / 2)
        return Box(self.left + across, self.bottom + along, self.right - across, self.top - along)

    @property
    def is_dot(self) -> bool:
        """True for one as small as a bullet, and about as wide as high."""
        shorter, longer = sorted((self.right - self.left, self.top - self.bottom))
        return _SMALL[0] < shorter <= longer < min(_SMALL[1], _SQUARE * shorter)


@dataclass(frozen=True, slots=True)
class DrawnRule:
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
    mirrored: bool = False
    """It is read from its right edge, where `x` is 0."""

    @property
    def width(self) -> float:
        """Width of the page upright."""
        return self.right - self.left if self.angle % 180 == 0 else self.top - self.bottom

    @property
    def height(self) -> float:
        """Height of the page upright."""
        return self.top - self.bottom if self.angle % 180 == 0 else self.right - self.left

    def __call__(self, x: Length, y: Length) -> tuple[Length, Length]:
        """Return where a point stands upright, or many in two arrays."""
        x, y = self._upright(x, y)
        return self.width - x if self.mirrored else x, y

    def _upright(self, x: Length, y: Length) -> tuple[Length, Length]:
        match self.angle:
            case 90:
                return y - self.bottom, x - self.left
            case 180:
                return self.right - x, y - self.bottom
            case 270:
                return self.top - y, self.right - x
        return x - self.left, self.top - y


@dataclass(frozen=True, slots=True)
class Drawing:
    """What is drawn on a page."""

    lines: tuple[Box, ...]
    backdrops: tuple[Box, ...]
    """Filled shapes and pictures, the white ones apart."""
    dots: tuple[Box, ...] = ()
    """Those so small that they may be bullets, and thick strokes as small."""

    def upright(self, turn: Turn) -> tuple[list[DrawnRule], list[Post]]:
        """Return the lines as a reader sees them who holds the page upright."""
        rules, posts = list[DrawnRule](), list[Post]()
        for box in self.lines:
            x0, y1, x1, y0 = _upright(box, turn)
            if y1 - y0 < THIN < LONG < x1 - x0:
                rules.append(DrawnRule(x0, x1, y0))
            elif x1 - x0 < THIN < y1 - y0:
                posts.append(Post(x0, y0, y1))
        return rules, posts

    def bullets(self, turn: Turn) -> list[Box]:
        """Return the dots as a reader sees them; `bottom` and `top` count downwards."""
        return [_upright(box, turn) for box in self.dots]


def _upright(box: Box, turn: Turn) -> Box:
    """Return a box as a reader sees it; its `bottom` and `top` count downwards."""
    (x0, y0), (x1, y1) = turn(box.left, box.bottom), turn(box.right, box.top)
    return Box(min(x0, x1), max(y0, y1), max(x0, x1), min(y0, y1))


def drawing_of(page: Any) -> Drawing:
    """Read the drawing of one pypdfium2 page."""
    import pypdfium2.raw as raw

    lines, backdrops, dots = list[Box](), list[Box](), list[Box]()
    for part in _shapes(page.raw):
        whole = _bounds(part)
        if len(tags := tags_of(part)) > 1 and set(tags) == {ARTIFACT}:
            continue  # all borders are artifacts; those of a running head stand within another
        if raw.FPDFPageObj_GetType(part) == raw.FPDF_PAGEOBJ_IMAGE:
            backdrops.append(whole)
        elif whole.is_line:
            # White ones are seen on colour; elsewhere they are the ground that Word lays under a blank. Rules
            # are never such, and too many to be asked.
            rule = whole.right - whole.left > THIN
            if rule or any(_mode(part)) or any(box.holds(whole) for box in backdrops):
                lines.append(whole)
        else:
            filled, stroked = _mode(part)
            lines += (box for box in _pieces(part, stroked=stroked) if box.is_line)
            backdrops += [whole] * filled
            if not filled and raw.FPDFPath_CountSegments(part) == _STROKE:
                whole, filled = whole.stroke, True
            dots += [whole] * (filled and whole.is_dot)
    return Drawing(tuple(lines), tuple(backdrops), tuple(dots))


def _shapes(holder: Any, depth: int = 1) -> Iterator[Any]:
    """Yield the paths and pictures of a page, and of the forms in it that are not nested too deep.

    pypdfium2 makes an object of each part of a page, most of which are text.
    """
    import pypdfium2.raw as raw

    pages, forms = raw.FPDFPage_CountObjects, raw.FPDFFormObj_CountObjects
    part_of = raw.FPDFPage_GetObject if depth == 1 else raw.FPDFFormObj_GetObject
    for i in range((pages if depth == 1 else forms)(holder)):
        part = part_of(holder, i)
        kind = raw.FPDFPageObj_GetType(part)
        if kind in (raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_IMAGE):
            yield part
        elif kind == raw.FPDF_PAGEOBJ_FORM and depth < _DEEP:
            yield from _shapes(part, depth + 1)


def _bounds(part: Any) -> Box:
    import pypdfium2.raw as raw

    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    raw.FPDFPageObj_GetBounds(part, left, bottom, right, top)
    return Box(left.value, bottom.value, right.value, top.value)


def tags_of(part: Any) -> list[str]:
    """Return the names of the tags around an object of a page, from the outermost inwards."""
    import pypdfium2.raw as raw

    name, length = (ctypes.c_ushort * 32)(), ctypes.c_ulong()
    names = []
    for i in range(raw.FPDFPageObj_CountMarks(part)):
        raw.FPDFPageObjMark_GetName(raw.FPDFPageObj_GetMark(part, i), name, ctypes.sizeof(name), length)
        names.append(bytes(name)[: max(length.value - 2, 0)].decode("utf-16-le", "replace"))
    return names


def _mode(path: Any) -> tuple[bool, bool]:
    """Tell whether a path is filled with a colour, and whether its outline is drawn."""
    import pypdfium2.raw as raw

    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(path, fill, stroke)
    red, green, blue, alpha = (ctypes.c_uint(255) for _ in range(4))
    raw.FPDFPageObj_GetFillColor(path, red, green, blue, alpha)
    white = min(red.value, green.value, blue.value) >= PALE
    return bool(fill.value and alpha.value and not white), bool(stroke.value)


def _pieces(path: Any, *, stroked: bool) -> Iterator[Box]:
    """Yield the boxes that a path is made of; the sides of each, where its outline is drawn."""
    points = list(_points(path))
    for part in _parts(points):
        sides = [list(side) for side in zip(part, [*part[1:], part[0]], strict=True)]
        for corners in sides if stroked else [part]:
            xs, ys = [x for x, _ in corners], [y for _, y in corners]
            yield Box(min(xs), min(ys), max(xs), max(ys))


def _points(path: Any) -> Iterator[tuple[float, float, bool]]:
    """Yield the points of a path, and whether the pen was lifted before each."""
    import pypdfium2.raw as raw

    count = raw.FPDFPath_CountSegments(path)
    if count > _MANY:
        return
    matrix, x, y = raw.FS_MATRIX(), ctypes.c_float(), ctypes.c_float()
    raw.FPDFPageObj_GetMatrix(path, matrix)
    for i in range(count):
        segment = raw.FPDFPath_GetPathSegment(path, i)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        lifted = raw.FPDFPathSegment_GetType(segment) == raw.FPDF_SEGMENT_MOVETO
        yield (
            matrix.a * x.value + matrix.c * y.value + matrix.e,
            matrix.b * x.value + matrix.d * y.value + matrix.f,
            lifted,
        )


def _parts(points: Iterable[tuple[float, float, bool]]) -> Iterator[list[tuple[float, float]]]:
    """Cut the points of a path where the pen was lifted."""
    part: list[tuple[float, float]] = []
    for x, y, lifted in points:
        if lifted and part:
            yield part
            part = []
        part.append((x, y))
    if part:
        yield part
