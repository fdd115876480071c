"""Values read from a file once, to be gone through any number of times in little memory.

A file that holds a million units is read in one pass, since reading is what takes time; what was read lies in
a temporary file beside, from where it comes back ten times as fast.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from tempfile import SpooledTemporaryFile
from typing import IO, Generic, TypeVar, cast

T = TypeVar("T")

_IN_MEMORY = 4 * 2**20
"""Bytes up to which nothing is written to disk."""
_BLOCK = 512
"""Values that are taken from the shelf at once."""


class Shelf(Generic[T]):
    """Values in their order, as often as they are asked for."""

    def __init__(self, values: Iterable[T], look: Callable[[T], None] = lambda value: None) -> None:
        """Take the values; `look` sees each of them as it comes."""
        # The file is forgotten with the shelf, by Python itself.
        self._file = cast(IO[bytes], SpooledTemporaryFile(_IN_MEMORY))  # noqa: SIM115
        self._places: list[int] = []
        self._count = 0
        seen = _seen(values, look)
        while block := list(islice(seen, _BLOCK)):
            self._places.append(self._file.tell())
            pickle.dump(block, self._file, pickle.HIGHEST_PROTOCOL)
            self._count += len(block)

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[T]:
        for place in self._places:
            self._file.seek(place)
            yield from pickle.load(self._file)


def _seen(values: Iterable[T], look: Callable[[T], None]) -> Iterator[T]:
    for value in values:
        look(value)
        yield value
