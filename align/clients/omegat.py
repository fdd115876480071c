"""OmegaT 3.6: what its filters make of a file, as seen by running it without a window.

Of a Word file, an entry is what `word` finds, with `<t0/>` in the place of each code, counted by entry. Of a
plain text, it is what stands between two empty lines, or each line: that is an option of its filter, and the
better choice where the lines are not wrapped.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from itertools import accumulate
from pathlib import Path

from align.clients import word
from align.codes import pieces
from align.document import Block, Document
from align.files import check_input
from align.readers.encoding import decode
from align.text import legal

SEGMENTATION = "omegat"
"""Its own rules, as it comes."""

_WIDEST = 120
"""Longest line, in characters, of a text whose lines were wrapped for printing."""


def read(path: Path, *, codes: bool = False) -> Document | None:
    """Return the entries of a file as blocks, or None where its filter for such files is not known.

    Args:
        path: the file.
        codes: with its tags; without them, as in a project with “Remove Tags”.

    Raises:
        ReadError: the file is missing or damaged.
    """
    reader = {".docx": word.entries, ".txt": _of_text}.get(path.suffix.lower())
    if reader is None:
        return None
    blocks = (_normal(block if codes else replace(block, codes=())) for block in reader(check_input(path)))
    return Document(str(path), tuple(block for block in blocks if block.text.strip()))


def _normal(block: Block) -> Block:
    """Return an entry as it comes out of the filter: composed characters, none that XML forbids."""
    texts = [unicodedata.normalize("NFC", legal(piece)) for piece in pieces(block.text, block.codes)]
    ends = accumulate(map(len, texts))
    codes = tuple(replace(code, offset=end) for code, end in zip(block.codes, ends, strict=False))
    return replace(block, text="".join(texts), codes=codes)


def _of_text(path: Path) -> Iterator[Block]:
    text = decode(path.read_bytes(), where=str(path))
    lines = text.split("\n")
    wrapped = max(map(len, lines)) <= _WIDEST
    yield from map(Block, re.split(r"\n(?:[^\S\n]*\n)+", text) if wrapped else lines)
