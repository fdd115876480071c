"""The lines of a text file of any size, whatever its encoding.

A small file is decoded as a whole, since then its encoding is known for sure. Of a large one the beginning
tells the encoding, and the rest comes line by line.
"""

from __future__ import annotations

import codecs
import io
from collections.abc import Iterator
from pathlib import Path

from align.readers.encoding import decode, encoding_of

_WHOLE = 4 * 2**20
"""Bytes up to which a file is decoded as a whole."""
_PIECE = 2**20


def lines_of(path: Path, *, exact: bool = False) -> Iterator[str]:
    r"""Yield the lines, each with its end, `\n`; a mark at the beginning is no part of the first.

    Args:
        path: the file.
        exact: in UTF-8, only `\n` and `\r\n` end a line: other line ends are characters of a cell.

    Raises:
        ReadError: the bytes are no text.
    """
    if path.stat().st_size <= _WHOLE:
        yield from io.StringIO(_whole(path, exact=exact), newline="\n")
        return
    with path.open("rb") as file:
        beginning = file.read(_WHOLE)
        decode(beginning, where=str(path))  # refuses what is no text
        decoder = codecs.getincrementaldecoder(encoding_of(beginning))("replace")
        rest, data = "", beginning
        while data:
            *lines, rest = (rest + decoder.decode(data)).split("\n")
            yield from (f"{line.removesuffix(chr(13)).removeprefix(chr(0xFEFF))}\n" for line in lines)
            data = file.read(_PIECE)
        yield rest + decoder.decode(b"", final=True)


def _whole(path: Path, *, exact: bool) -> str:
    data = path.read_bytes()
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n") if exact else decode(data, where=str(path))
    except UnicodeDecodeError:
        return decode(data, where=str(path))
