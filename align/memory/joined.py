"""Join indexes over texts whose ids follow one another.

The list of a pair in the joined index is its lists in the parts, one behind the other, since their rows
ascend. So nothing is sorted but the pairs, a stretch of them at a time, and what lies in files is joined into
files: a million texts take a few seconds and little memory.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import fields
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from align.memory.index import Texts

DTYPES = {field.name: np.int64 if field.name == "pairs" else np.int32 for field in fields(Texts)}

_STRETCH = 1 << 16
"""Most pairs of a part that are joined at once."""


def joined(parts: Sequence[Texts]) -> Texts:
    """Return one index in memory."""
    pieces: dict[str, list[NDArray[Any]]] = defaultdict(list)
    for name, values in _pieces(parts):
        pieces[name].append(values)
    whole: dict[str, Any] = {n: np.concatenate(pieces[n], dtype=dtype) for n, dtype in DTYPES.items()}
    return Texts(**whole)


def save_joined(parts: Sequence[Texts], folder: Path) -> None:
    """Write one index into a folder of its own, as `Texts.save` does."""
    folder.mkdir(parents=True)
    with ExitStack() as stack:
        files = {
            name: stack.enter_context(_ArrayFile(folder / f"{name}.npy", DTYPES[name])) for name in DTYPES
        }
        for name, values in _pieces(parts):
            files[name].append(values)


def _pieces(parts: Sequence[Texts]) -> Iterator[tuple[str, NDArray[Any]]]:
    """Yield the arrays of the joined index piece by piece, each with its name."""
    words = 0
    for part in parts:
        yield "ids", part.ids
        yield "codes", part.codes
        yield "starts", part.starts[:-1] + words
        words += len(part.codes)
    yield "starts", np.array([words])
    listed = 0
    for pairs, lengths, rows in _stretches(parts):
        yield "pairs", pairs
        yield "offsets", listed + np.cumsum(lengths) - lengths
        yield "rows", rows
        listed += len(rows)
    yield "offsets", np.array([listed])


_Lists = tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int32]]
"""Pairs, ascending, how long the list of each is, and the rows of all lists in a row."""


def _stretches(parts: Sequence[Texts]) -> Iterator[_Lists]:
    """Yield the lists of all parts together, some pairs at a time."""
    firsts = np.cumsum([0, *(len(part) for part in parts[:-1])]).tolist()
    begins = [0] * len(parts)
    while waiting := [
        (part, begin) for part, begin in zip(parts, begins, strict=True) if begin < len(part.pairs)
    ]:
        last = min(part.pairs[min(begin + _STRETCH, len(part.pairs)) - 1] for part, begin in waiting)
        ends = [int(np.searchsorted(part.pairs, last, side="right")) for part in parts]
        spans = zip(parts, firsts, begins, ends, strict=True)
        yield _together([_lists(part, begin, end, first) for part, first, begin, end in spans if begin < end])
        begins = ends


def _lists(part: Texts, begin: int, end: int, first: int) -> _Lists:
    """Return lists of a part, whose first row is the row `first` of the joined index."""
    offsets = part.offsets[begin : end + 1]
    return (
        part.pairs[begin:end],
        np.diff(offsets).astype(np.int64),
        part.rows[offsets[0] : offsets[-1]] + np.int32(first),
    )


def _together(lists: Sequence[_Lists]) -> _Lists:
    """Return lists of several parts, those of one pair one behind the other."""
    pairs, lengths, rows = (np.concatenate(each) for each in zip(*lists, strict=True))
    begins = np.cumsum(lengths) - lengths
    order = np.argsort(pairs, kind="stable")
    pairs, lengths, begins = pairs[order], lengths[order], begins[order]
    places = np.arange(len(rows)) + np.repeat(begins - (np.cumsum(lengths) - lengths), lengths)
    different = np.flatnonzero(np.diff(pairs, prepend=-1))
    return pairs[different], np.add.reduceat(lengths, different), rows[places]


class _ArrayFile:
    """A file of numpy's for an array that comes in pieces; its header leaves room for any length."""

    def __init__(self, path: Path, dtype: type[np.generic]) -> None:
        self._file, self._dtype, self._length = path.open("wb"), np.dtype(dtype), 0

    def __enter__(self) -> Self:
        self._write_header()
        return self

    def append(self, values: NDArray[Any]) -> None:
        """Write more at the end."""
        values.astype(self._dtype, copy=False).tofile(self._file)
        self._length += len(values)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self._file:
            self._file.seek(0)
            self._write_header()

    def _write_header(self) -> None:
        shape = {
            "descr": np.lib.format.dtype_to_descr(self._dtype),
            "fortran_order": False,
            "shape": (self._length,),
        }
        np.lib.format.write_array_header_1_0(self._file, shape)
