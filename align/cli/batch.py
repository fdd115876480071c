"""The command `align batch`: find the pairs of a folder, align them all, and say what came of it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from align.cli.choices import safe_tables_option
from align.cli.speech import command, option, show, tell
from align.errors import SettingsError
from align.progress import Progress
from align.settings import LEVELS
from align.words import counted, say

if TYPE_CHECKING:
    from align.batch.config import BatchSettings
    from align.batch.display import Display
    from align.batch.executors import Executor
    from align.batch.pairs import Pairing, Run
    from align.batch.run import Result

_PATH = click.Path(path_type=Path)
_MANIFEST = ".tsv"


@command()
@click.argument("archive", metavar="FOLDER|MANIFEST")
@option("-o", "--output", "out", default="", metavar="FOLDER", help="Folder for all that is made.")
@option("--dry-run", is_flag=True, help="Only list the pairs, and write the manifest.")
@option("--force", is_flag=True, help="Do again what an earlier run has done.")
@option("--json", "as_json", is_flag=True, help="Events: one JSON object a line on stdout.")
@option("-q", "--quiet", is_flag=True, help="Show nothing but errors.")
@option("--settings", "settings_file", type=_PATH,
              help="TOML with any of the options below; every run writes OUT/settings.toml.")  # fmt: skip
@option("--jobs", type=int, metavar="N", help="Processes; default: one a core.")
@option("--cluster", metavar="ADDRESS", help="Dask instead: tcp://HOST:8786, or local.")
@option("--formats", metavar="LIST",
              help="Of each pair: tmx,bitext,html,tsv,xlsx,xlf …; of all: parquet,jsonl.")  # fmt: skip
@option("--min-score", type=float, metavar="0–1",
              help="Leave less sure matches out of all but the bitext and its page.")  # fmt: skip
@option("--level", type=click.Choice(LEVELS), help="Units of the bitexts.")
@option("--terms", multiple=True, metavar="BASE", help="Check terms and figures of every pair.")
@option("--waivers", metavar="FILE", help="Findings waived before; default: waivers.tsv.")
@option("--tm", metavar="MEMORY", help="A translation memory that takes all pairs; made if missing.")
@option("--part-size", type=float, metavar="MB", help="Cut the merged TMX into parts of this size.")
@safe_tables_option(default=None)
@option("--timeout", type=float, metavar="SECONDS", help="Bound of time for a pair; default: 600.")
@option("--memory-limit", type=int, metavar="MB", help="Bound of memory for a pair; default: 4096.")
@option("--from", "source_language", metavar="CODE", help="Language of the originals.")
@option("--to", "target_language", metavar="CODE", help="Language of the translations.")
@option("--pairs", metavar="LIST", help="Several pairs of languages: en-zh,en-fr,fr-es.")
@option("--pivot", metavar="CODE", help="This language with each other one that is there.")
@option("--segmentation", type=click.Choice(["un", "omegat"]), help="Where sentences end.")
@option("--srx", metavar="FILE", help="Your CAT tool's own segmentation rules.")
@option("--keep-original", is_flag=True, default=None, help="Never merge sentences of the original.")
@option("--for", "client", type=click.Choice(["omegat", "trados", "memoq"]),
              help="TMX from which a translator's tool fills, as in `align pair`; the merged one keeps all "
              "translations.")  # fmt: skip
@option("--codes", type=click.Choice(["none", "standard"]),
              help="What formats the text, as in `align pair`; with --for as the tool has it, if it is not "
              "none.")  # fmt: skip
@option("--model", metavar="NAME|PATH", help="Embedding model.")
@option("--exact-joins", is_flag=True, default=None, help="As in `align pair`.")
@option("--max-bead", type=int, metavar="N", help="Most sentences on one side of a bead.")
def batch(
    archive: str, out: str, *, dry_run: bool, force: bool, as_json: bool, quiet: bool,
    settings_file: Path | None, **told: Any,
) -> None:  # fmt: skip
    """Align every pair of documents in FOLDER, or of a MANIFEST that --dry-run wrote.

    With --pairs or --pivot the versions of a document are found in all these languages, and OUT/many holds a
    TMX of all of them; so it does where the folder holds no English with Chinese, but others. Both FOLDER and
    OUT may be addresses in object storage: s3://bucket/folder. What an earlier run has done is kept; a run
    that was stopped goes on where it was. Exits with 1 when a file is broken, a
    pair failed or a finding is an error, with 2 when the run could not begin or had to stop.
    """
    from align.batch.run import check_settings
    from align.batch.storage import at_hand, is_address

    settings = _settings(settings_file, told)
    if not (out or dry_run):
        raise SettingsError(say("no output folder is named"), mend=say("name one with -o"))
    if settings.cluster and any(map(is_address, (archive, out))):
        mend = say("copy it where all machines mount it")
        raise SettingsError(say("a cluster reads no object storage"), mend=mend)
    check_settings(settings)
    is_quiet = quiet or as_json
    shown = (lambda step: None) if is_quiet else tell
    with at_hand(archive, out, shown, tell) as (source, target):
        result = _work(source, target, settings, dry_run=dry_run, force=force, as_json=as_json, quiet=quiet)
    if result and not result.clean:
        raise click.exceptions.Exit(1)


def _work(
    archive: Path, out: Path | None, settings: BatchSettings, *, dry_run: bool, force: bool, as_json: bool,
    quiet: bool,
) -> Result | None:  # fmt: skip
    """Find the pairs, and align them or only list them."""
    from align.batch.executors import open_executor
    from align.batch.run import run

    with open_executor(settings) as executor:
        pairing = _pairing(archive, out, settings, executor, quiet=quiet or as_json)
        if dry_run or not out:
            _show_pairing(pairing, out, as_json=as_json)
            return None
        with _display(as_json=as_json, quiet=quiet) as display:
            result = run(pairing, out, settings, force=force, display=display, executor=executor)
    if not (quiet or as_json):
        tell(*_summary(result, pairing, out))
    return result


def _settings(path: Path | None, told: dict[str, Any]) -> BatchSettings:
    """Return the settings of a file, or the defaults, with what the command line says otherwise."""
    from align.batch.config import BatchSettings, read_settings, with_options

    given = {name: value for name, value in told.items() if value not in (None, ())}
    if "formats" in given:
        given["formats"] = [name.strip().lstrip(".") for name in given["formats"].split(",") if name.strip()]
    if "codes" in given or "client" in given:
        given["codes"] = given.get("codes") != "none"
    if "pairs" in given:
        given["pairs"] = [pair.strip() for pair in given["pairs"].split(",") if pair.strip()]
    return with_options(read_settings(path) if path else BatchSettings(), given)


def _pairing(
    archive: Path, out: Path | None, settings: BatchSettings, executor: Executor, *, quiet: bool
) -> Pairing:
    from align.batch.executors import read_with
    from align.batch.pairs import read_manifest
    from align.batch.sketchbook import Sketchbook

    if archive.is_file():
        return read_manifest(archive)
    archive = archive.absolute()  # workers may stand elsewhere
    if archive.is_dir():
        executor.check(archive)
    book = Sketchbook(out) if out and out.suffix != _MANIFEST else None
    read = read_with(executor)
    with Progress(quiet=quiet) as step:
        pairing = _found(archive, settings, (out,) if out else (), book.reading(read) if book else read, step)
    if book and pairing.pairs:
        book.save()
    return pairing


def _found(
    archive: Path, settings: BatchSettings, skip: tuple[Path, ...], run: Run, step: Progress
) -> Pairing:
    """Return the pairs of a folder, in the pairs of languages that are asked for."""
    from align.batch.pairs import find_pairs
    from align.batch.pairs.several import find_several, find_there, languages_of

    asked = languages_of(settings.pairs, settings.pivot)
    if asked:
        return find_several(archive, asked, find_pairs, skip=skip, run=run, progress=step)
    told = settings.alignment
    if not (told.source_language or told.target_language):
        return find_there(archive, find_pairs, skip=skip, run=run, progress=step)
    return find_pairs(
        archive,
        source_language=told.source_language,
        target_language=told.target_language,
        skip=skip,
        run=run,
        progress=step,
    )


def _show_pairing(pairing: Pairing, out: Path | None, *, as_json: bool) -> None:
    """Print the pairing, and write its manifest where a folder or a table is named."""
    from dataclasses import asdict

    from align.batch.pairs import table, write_manifest

    if as_json:
        import json

        for kind, rows in (
            ("pair", pairing.pairs),
            ("double", pairing.doubles),
            ("leftover", pairing.leftovers),
        ):
            for row in rows:
                click.echo(json.dumps({"event": kind} | asdict(row), ensure_ascii=False, default=str))
    else:
        show(*table(pairing))
    if out:
        path = out
        if out.suffix != _MANIFEST:
            out.mkdir(parents=True, exist_ok=True)
            path = out / "manifest.tsv"
        write_manifest(pairing, path)
        tell(say("manifest: {path}", path=str(path)))


def _display(*, as_json: bool, quiet: bool) -> Display:
    from align.batch import display

    if as_json:
        return display.Events(click.echo)
    if quiet:
        return display.Display()
    return display.Bars() if sys.stderr.isatty() else display.Lines(tell)


def _summary(result: Result, pairing: Pairing, out: Path) -> Iterator[str]:
    from align.batch.pairs.table import told_others

    failures = str(out / "failures.tsv")
    yield say("pairs       {n}", n=result.pairs)
    if result.kept:
        yield say("aligned     {n}, {kept} done before", n=result.aligned, kept=result.kept)
    else:
        yield say("aligned     {n}", n=result.aligned)
    if result.made_anew:
        yield counted("made anew   {n} pair, of its bitext", "made anew   {n} pairs, of their bitexts",
                      n=result.made_anew)  # fmt: skip
    if result.failed:
        yield say("failed      {n}: {file}", n=result.failed, file=failures)
    if result.broken:
        yield counted("broken      {n} file: {file}", "broken      {n} files: {file}",
                      n=result.broken, file=failures)  # fmt: skip
    if pairing.leftovers or pairing.doubles:
        lone = len(pairing.leftovers) - result.broken
        files = counted("{n} file", "{n} files", n=lone)
        doubles = counted("{n} double", "{n} doubles", n=len(pairing.doubles))
        yield say("unpaired    {files}, {doubles}", files=files, doubles=doubles)
    yield from told_others(pairing)
    if result.errors:
        yield counted("terms       {n} error", "terms       {n} errors", n=result.errors)
    if result.stale:
        yield counted(
            "stale       {n} file of a pair or format that is not asked for now",
            "stale       {n} files of pairs or formats that are not asked for now",
            n=len(result.stale),
        )
    yield say("report      {file}", file=str(out / "report.html"))
