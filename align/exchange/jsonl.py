"""The lossless form, `.bitext.jsonl`: `Bitext` knows it itself, here it joins the table."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import IO, cast

from align.bitext import Bead, Bitext
from align.exchange.options import ExportRemark, Options
from align.exchange.shelf import Shelf
from align.exchange.skipped import Skipped


def read(path: Path, options: Options, skipped: Skipped) -> Bitext:
    """Read what `write` wrote; nothing is lost, so there is nothing to choose and nothing to skip."""
    with path.open("rb") as file:
        return Bitext.from_lines(file, where=str(path), keep=_shelved)


def _shelved(beads: Iterable[Bead]) -> tuple[Bead, ...]:
    return cast("tuple[Bead, ...]", Shelf(beads))


def write(bitext: Bitext, file: IO[bytes], options: Options) -> list[ExportRemark]:
    """Write a header line and a line a bead."""
    for line in bitext.to_lines():
        file.write(line.encode() + b"\n")
    return []
