"""The command `align many`: the language versions of a document in one memory."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import permutations
from pathlib import Path, PurePath
from typing import Any

import click

from align.bitext import ENDING, Bitext
from align.cli.bounds import Watched, bounded
from align.cli.choices import client_options, cutting_options, model_options, output_options
from align.cli.outputs import check_place, warn
from align.cli.speech import command, option, tell
from align.errors import ReadError
from align.exchange.options import ExportRemark
from align.languages import ORIGINAL, same_language
from align.progress import Progress
from align.settings import Settings
from align.words import language_name, say

_PATH = click.Path(path_type=Path)


@command()
@click.argument("files", metavar="FILE FILE FILE…", nargs=-1, required=True, type=_PATH)
@option("-o", "--output", "outputs", multiple=True, type=_PATH,
        help="Where to write all languages in one: .tmx .tsv .xlsx. Several -o are allowed; without one, "
        "TSV goes to stdout.")  # fmt: skip
@option("--bitexts", "folder", type=_PATH, metavar="FOLDER",
        help="Keep the alignment of each version with the pivot here, to review and to join again."
        )  # fmt: skip
@option("--pair-files", "pairs", type=_PATH, metavar="FOLDER",
        help="Write a TMX for each language into each other here (ar-ru.tmx), for projects of two; "
        "with --for, of the segments that the tool shows.")  # fmt: skip
@option("--pivot", default="", metavar="CODE",
        help="Language that the others are aligned with; default: English, else that of the first file."
        )  # fmt: skip
@option("--languages", default="", metavar="CODES",
        help="Languages of the files, in their order: en,fr,zh-CN; default: recognised.")  # fmt: skip
@cutting_options
@output_options
@client_options
@model_options
@bounded()
@option("-q", "--quiet", is_flag=True, help="No summary, no progress bar.")
def many(
    files: tuple[Path, ...], outputs: tuple[Path, ...], *, folder: Path | None, pairs: Path | None,
    pivot: str, languages: str, choices: dict[str, Any], quiet: bool, watched: Watched, **settings: Any,
) -> None:  # fmt: skip
    """Align the language versions of a document, a FILE each, and write them as one multilingual TMX.

    Each version is aligned with the pivot. A unit holds all languages that say the same; sentences are joined
    where one of them joins them. Given bitexts instead of documents, as --bitexts keeps them, it joins these:
    so what people mended in the pairs reaches the TMX.
    """
    from align import exchange
    from align.summary import summarise_many
    from align.versions import align_versions, fitted, joined, unfitted, with_pivot

    wanted = Settings(**settings, client=choices["client"], codes=choices["inline"] != "none")
    for path in outputs:
        exchange.check_format(path, many=True)
        check_place(path, files)
    with Progress(quiet=quiet) as step:
        with watched(*files):
            if _are_bitexts(files):
                bitexts = with_pivot([exchange.read(path) for path in files], pivot)
            else:
                bitexts = align_versions(
                    files, unfitted(wanted) if pairs else wanted,
                    pivot=pivot, languages=_codes(languages), progress=step,
                )  # fmt: skip
        findings = list[ExportRemark]()
        if pairs:
            step(say("writing"))
            with watched(*files):
                findings += _write_pairs(bitexts, pairs, wanted, files, choices)
                if not _are_bitexts(files) and (wanted.client or wanted.codes):
                    bitexts = [fitted(bitext, wanted) for bitext in bitexts]
        step(say("writing"))
        if folder:
            _keep(bitexts, folder, files)
        multitext = joined(bitexts)
        findings += [f for path in outputs for f in exchange.write_many(multitext, path, **choices)]
    if not outputs and not pairs:
        from align.exchange import columns

        for line in columns.lines(multitext, exchange.Options(**choices)):
            click.echo(line)
    if not quiet:
        if not pivot and not same_language(multitext.languages[0], ORIGINAL):
            told = language_name(multitext.languages[0])
            tell(say("pivot       {language}: no version is in English", language=told))
        tell(*summarise_many(multitext).lines())
    warn(findings)


def _codes(languages: str) -> list[str]:
    return [code.strip() for code in languages.split(",")] if languages else []


def _are_bitexts(files: Sequence[Path]) -> bool:
    """Tell whether bitexts were named, and not documents.

    Raises:
        ReadError: some are bitexts, and some are not.
    """
    are = [path.name.endswith(ENDING) for path in files]
    if any(are) and not all(are):
        raise ReadError(
            say("some files are bitexts, and some are documents"),
            where=str(files[are.index(False)]),
            mend=say("name files of one kind"),
        )
    return any(are)


def _write_pairs(
    bitexts: Sequence[Bitext],
    folder: Path,
    settings: Settings,
    inputs: Sequence[Path],
    choices: dict[str, Any],
) -> list[ExportRemark]:
    """Write a TMX for each language into each other, and return what is to be told of them."""
    from align import exchange
    from align.files import make_folder
    from align.versions import fitted, joined

    multitext, fits = joined(bitexts), bool(settings.client or settings.codes)
    make_folder(folder)
    findings = list[ExportRemark]()
    for source, target in permutations(multitext.languages, 2):
        path = folder / f"{source}-{target}.tmx"
        check_place(path, inputs)
        bitext = multitext.bitext(source, target)
        for own in exchange.write(fitted(bitext, settings) if fits else bitext, path, **choices):
            message = say("{where}: {what}", where=path.name, what=own.message)
            findings.append(replace(own, message=message))
    return findings


def _keep(bitexts: Sequence[Bitext], folder: Path, inputs: Sequence[Path]) -> None:
    """Write each bitext into a folder, which is made when it is not there."""
    from align.files import make_folder

    named = list(_named(bitexts))
    for name, _ in named:
        if folder.exists():
            check_place(folder / name, inputs)
    make_folder(folder)
    for name, bitext in named:
        bitext.save(folder / name)


def _named(bitexts: Sequence[Bitext]) -> Iterator[tuple[str, Bitext]]:
    """Yield the bitexts with names for their files: what the versions are called alike, and the languages."""
    from align.batch.pairs.namer import Namer

    for bitext in bitexts:
        source, target = (PurePath(PurePath(side.path).name) for side in (bitext.source, bitext.target))
        name = Namer(PurePath()).name(source, target)
        yield f"{name}.{bitext.source.language}-{bitext.target.language}{ENDING}", bitext
