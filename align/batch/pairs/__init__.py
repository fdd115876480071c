"""Which two files of a folder translate one another.

By their names first, as the UN and others write them; then by the symbol in the masthead; what is left, by
what the texts say. Every file of the folder ends in exactly one place: a pair, a double or a leftover.

    pairing = find_pairs(Path("archive"))
    for line in table(pairing): ...
    write_manifest(pairing, Path("pairs.tsv"))      # edit it, and give it back: read_manifest
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from align.batch.pairs.manifest import read_manifest, write_manifest
from align.batch.pairs.pairing import Double, How, Leftover, Pair, Pairing
from align.batch.pairs.table import table

__all__ = [
    "Double", "How", "Leftover", "Pair", "Pairing",
    "find_pairs", "read_manifest", "table", "write_manifest",
]  # fmt: skip

Progress = Callable[[str], None]
"""Called with the name of each step as it begins."""


def find_pairs(
    folder: Path,
    *,
    source_language: str = "",
    target_language: str = "",
    content: bool = True,
    skip: tuple[Path, ...] = (),
    progress: Progress = lambda step: None,
) -> Pairing:
    """Pair the files of a folder and of the folders in it.

    Args:
        folder: links in it are never followed.
        source_language: language of the originals; default: English where a pair has it.
        target_language: language of the translations; default: Chinese.
        content: read the files, to match by symbol and text and to check what the names say.
        skip: files and folders to leave out, as the output folder of an earlier run.
        progress: told each step.

    Raises:
        ReadError: there is no such folder, or it may not be read.
    """
    raise NotImplementedError
