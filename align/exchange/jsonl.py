"""The lossless form, `.bitext.jsonl`: `Bitext` knows it itself, here it joins the table."""

from __future__ import annotations

from pathlib import Path
from typing import IO

from align.bitext import Bitext
from align.exchange.options import ExportRemark, Options


def read(path: Path, options: Options) -> Bitext:
    """Read what `write` wrote; nothing is lost, so there is nothing to choose."""
    return Bitext.load(path)


def write(bitext: Bitext, file: IO[bytes], options: Options) -> list[ExportRemark]:
    """Write a header line and a line a bead."""
    for line in bitext.to_lines():
        file.write(line.encode() + b"\n")
    return []
