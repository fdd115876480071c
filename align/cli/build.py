"""The command that brings a translation home: `align build`."""

from __future__ import annotations

from pathlib import Path

import click

from align.cli.bounds import Watched, bounded
from align.cli.outputs import check_place, tell_remarks, tell_skipped, warn
from align.cli.speech import command, option, tell
from align.words import counted, say

_PATH = click.Path(path_type=Path)


@command()
@click.argument("translated", type=_PATH)
@option("--skeleton", required=True, type=_PATH, help="The Word file that was pretranslated, as it was.")
@option("-o", "--output", required=True, type=_PATH, help="The translated Word file (.docx).")
@bounded()
def build(translated: Path, skeleton: Path, output: Path, watched: Watched) -> None:
    """Make a Word file of TRANSLATED, the XLIFF of a pretranslated Word file.

    Formatting, links, notes, tables and text boxes are those of the original; what is not translated stays in
    its language, and is counted. Codes that a translation has lost are mended where that loses nothing, and
    told.
    """
    from align.build import build as make

    check_place(output, (translated, skeleton))
    with watched(translated, skeleton):
        built = make(translated, skeleton, output)
    tell_skipped(translated, built.skipped)
    tell_remarks(built.remarks, skeleton)
    warn([say("{where}: {what}", where=mend.where, what=mend.what) for mend in built.mends])
    tell(counted("{n:,} segment translated", "{n:,} segments translated", n=built.translated))
    if built.kept:
        tell(counted("{n:,} segment is not translated, and stays as it was",
                     "{n:,} segments are not translated, and stay as they were", n=built.kept))  # fmt: skip
    if built.absent:
        tell(
            counted(
                "{n:,} paragraph is not in the XLIFF, and stays as it was",
                "{n:,} paragraphs are not in the XLIFF, and stay as they were",
                n=built.absent,
            )
        )
