"""The command that prepares a new document for its translator: `align pretranslate`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from align.cli.bounds import Watched, bounded
from align.cli.outputs import check_place, tell_remarks, warn
from align.cli.speech import command, option, show
from align.progress import Progress
from align.settings import Settings
from align.words import user_language

_PATH = click.Path(path_type=Path)


@command()
@click.argument("file", type=_PATH)
@option("--tm", "memory", required=True, metavar="MEMORY", help="The translation memory.")
@option("-o", "--output", "outputs", required=True, multiple=True, type=_PATH,
              help="XLIFF 2.1 (.xlf) or 1.2 (.v12.xlf): exact matches filled in, others beside; or a project "
              "folder of OmegaT (.omegat). Several -o are allowed.")  # fmt: skip
@option("--from", "source_language", default="", metavar="CODE",
              help="Language of FILE; default: recognised.")  # fmt: skip
@option("--to", "target_language", default="", metavar="CODE",
              help="Default: the one that the memory has beside it.")  # fmt: skip
@option("--threshold", type=click.IntRange(1, 100), default=65, show_default=True, help="Least match %.")
@option("--for", "client", type=click.Choice(["omegat", "trados", "memoq"]),
              help="Cut as OmegaT cuts, so that what was aligned for it is found; for Trados and memoQ "
              "by our rules or --srx. What the tool does not open is refused.")  # fmt: skip
@option("--segmentation", type=click.Choice(["un", "omegat"]), default="un", show_default=True,
              help="Where sentences end.")  # fmt: skip
@option("--srx", default="", metavar="FILE", help="Your CAT tool's own segmentation rules (SRX).")
@option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True,
              help="How the leverage report is printed.")  # fmt: skip
@bounded()
def pretranslate(
    file: Path, memory: str, outputs: tuple[Path, ...], threshold: int, form: str, watched: Watched,
    client: str | None, **settings: Any,
) -> None:  # fmt: skip
    """Fill FILE (docx, txt, xlf …) from a memory, and print how much of it the memory holds.

    Of a Word file, `align build` makes a Word file again of what the translator gives back.
    """
    import json
    from dataclasses import asdict

    from align.memory.leverage import lines
    from align.memory.lookup import Searcher
    from align.memory.pretranslate import check_output
    from align.memory.pretranslate import pretranslate as prepare
    from align.memory.store import Memory

    for output in outputs:
        check_output(output, client or "")
        check_place(output, [file])
    with Progress() as step, Memory.open(memory) as store:
        with watched(file):
            done = prepare(
                file,
                Searcher(store),
                Settings(**settings, client=client or ""),
                threshold=threshold,
                progress=step,
            )
        for output in outputs:
            done.save(output)
    tell_remarks(done.bitext.source.remarks, file)
    warn(done.remarks)
    bands = done.leverage()
    if form == "json":
        click.echo(json.dumps([asdict(band) for band in bands], ensure_ascii=False))
    else:
        show(*lines(bands, user_language()))
