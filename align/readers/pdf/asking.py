"""One question to PDFium about many glyphs of a page, without an object of Python for every answer."""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from itertools import repeat
from typing import Any

from numpy.typing import NDArray

_ADDRESS = ctypes.c_void_p


def ask(function: Any, textpage: Any, glyphs: NDArray[Any], *answers: NDArray[Any]) -> list[int]:
    """Return what a function of `pypdfium2.raw` tells of each glyph: a number, or an address as a number.

    What it writes to where its further arguments point, it writes into the rows of `answers`, an array for
    each of these. As pypdfium2 itself calls it, with an object around every pointer, it takes twice as long.
    """
    if not len(glyphs):
        return []
    columns = [(column.ctypes.data, column.strides[0]) for column in answers]
    rows = [range(first, first + step * len(glyphs), step) for first, step in columns]
    page = ctypes.cast(textpage, _ADDRESS).value
    return list(map(_bare(function, len(answers)), repeat(page), glyphs.tolist(), *rows))


def _bare(function: Any, pointers: int) -> Callable[..., int]:
    """Return a function that takes a page, the number of a glyph and pointers with addresses as numbers."""
    kind = ctypes.CFUNCTYPE(ctypes.c_size_t, _ADDRESS, ctypes.c_int, *[_ADDRESS] * pointers)
    return kind(ctypes.cast(function, _ADDRESS).value or 0)
