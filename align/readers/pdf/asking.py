"""One question to PDFium about many glyphs of a page, without an object of Python for every answer."""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from itertools import repeat
from typing import Any

import numpy as np
from numpy.typing import NDArray

_ADDRESS = ctypes.c_void_p


def ask(function: Any, textpage: Any, glyphs: NDArray[np.int_], *answers: NDArray[Any]) -> list[Any]:
    """Return what a function of `pypdfium2.raw` tells of each glyph; a pointer as the number of its address.

    What it writes to where its further arguments point, it writes into the rows of `answers`, an array for
    each of these. As pypdfium2 itself calls it, with an object around every pointer, it takes twice as long.
    """
    if not len(glyphs):
        return []
    columns = [(column.ctypes.data, column.strides[0]) for column in answers]
    rows = [range(first, first + step * len(glyphs), step) for first, step in columns]
    page = ctypes.cast(textpage, _ADDRESS).value
    return list(map(_bare(function, len(answers)), repeat(page), glyphs.tolist(), *rows))


def _bare(function: Any, pointers: int) -> Callable[..., Any]:
    """Return a function that takes a page, the number of a glyph and pointers with addresses as numbers."""
    simple = issubclass(function.restype, ctypes._SimpleCData)
    told = function.restype if simple else ctypes.c_size_t
    kind = ctypes.CFUNCTYPE(told, _ADDRESS, ctypes.c_int, *[_ADDRESS] * pointers)
    return kind(ctypes.cast(function, _ADDRESS).value or 0)
