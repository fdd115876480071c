"""The command `align batch`: find the pairs of a folder, align them all, and say what came of it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from align.errors import SettingsError
from align.progress import Progress
from align.settings import LEVELS

if TYPE_CHECKING:
    from align.batch.config import BatchSettings
    from align.batch.display import Display
    from align.batch.executors import Executor
    from align.batch.pairs import Pairing
    from align.batch.run import Result

_PATH = click.Path(path_type=Path)
_MANIFEST = ".tsv"


@click.command()
@click.argument("archive", metavar="FOLDER|MANIFEST", type=_PATH)
@click.option("-o", "--output", "out", type=_PATH, help="Folder for all that is made.")
@click.option("--dry-run", is_flag=True, help="Only list the pairs, and write the manifest.")
@click.option("--force", is_flag=True, help="Do again what an earlier run has done.")
@click.option("--json", "as_json", is_flag=True, help="Events: one JSON object a line on stdout.")
@click.option("-q", "--quiet", is_flag=True, help="Show nothing but errors.")
@click.option("--settings", "settings_file", type=_PATH,
              help="TOML with any of the options below; every run writes OUT/settings.toml.")  # fmt: skip
@click.option("--jobs", type=int, metavar="N", help="Processes; default: one a core.")
@click.option("--cluster", metavar="ADDRESS", help="Dask instead: tcp://HOST:8786, or local.")
@click.option("--formats", metavar="LIST",
              help="Of each pair: tmx,bitext,html,tsv,xlsx,xlf …; of all: parquet,jsonl.")  # fmt: skip
@click.option("--min-score", type=float, metavar="0–1",
              help="Leave less sure matches out of all but the bitext and its page.")  # fmt: skip
@click.option("--level", type=click.Choice(LEVELS), help="Units of the bitexts.")
@click.option("--terms", multiple=True, metavar="BASE", help="Check terms and figures of every pair.")
@click.option("--waivers", metavar="FILE", help="Findings waived before; default: waivers.tsv.")
@click.option("--tm", metavar="MEMORY", help="A translation memory that takes all pairs; made if missing.")
@click.option("--part-size", type=float, metavar="MB", help="Cut the merged TMX into parts of this size.")
@click.option("--timeout", type=float, metavar="SECONDS", help="Bound of time for a pair; default: 600.")
@click.option("--memory-limit", type=int, metavar="MB", help="Bound of memory for a pair; default: 4096.")
@click.option("--from", "source_language", metavar="CODE", help="Language of the originals.")
@click.option("--to", "target_language", metavar="CODE", help="Language of the translations.")
@click.option("--segmentation", type=click.Choice(["un", "omegat"]), help="Where sentences end.")
@click.option("--srx", metavar="FILE", help="Your CAT tool's own segmentation rules.")
@click.option("--keep-original", is_flag=True, default=None, help="Never merge sentences of the original.")
@click.option("--model", metavar="NAME|PATH", help="Embedding model.")
@click.option("--exact-joins", is_flag=True, default=None, help="As in `align pair`.")
@click.option("--max-bead", type=int, metavar="N", help="Most sentences on one side of a bead.")
def batch(
    archive: Path, out: Path | None, *, dry_run: bool, force: bool, as_json: bool, quiet: bool,
    settings_file: Path | None, **told: Any,
) -> None:  # fmt: skip
    """Align every pair of documents in FOLDER, or of a MANIFEST that --dry-run wrote.

    What an earlier run has done is kept; a run that was stopped goes on where it was. Exits with 1 when a
    file is broken, a pair failed or a finding is an error, with 2 when the run could not begin or had to
    stop.
    """
    from align.batch.executors import open_executor
    from align.batch.run import check_settings, run

    settings = _settings(settings_file, told)
    if not (out or dry_run):
        raise SettingsError("no output folder is named", mend="name one with -o")
    check_settings(settings)
    with open_executor(settings) as executor:
        pairing = _pairing(archive, out, settings, executor, quiet=quiet or as_json)
        if dry_run or not out:
            _show_pairing(pairing, out, as_json=as_json)
            return
        with _display(as_json=as_json, quiet=quiet) as display:
            result = run(pairing, out, settings, force=force, display=display, executor=executor)
    if not (quiet or as_json):
        for line in _summary(result, pairing, out):
            click.echo(line, err=True)
    if not result.clean:
        raise click.exceptions.Exit(1)


def _settings(path: Path | None, told: dict[str, Any]) -> BatchSettings:
    """Return the settings of a file, or the defaults, with what the command line says otherwise."""
    from align.batch.config import BatchSettings, read_settings, with_options

    given = {name: value for name, value in told.items() if value not in (None, ())}
    if "formats" in given:
        given["formats"] = [name.strip().lstrip(".") for name in given["formats"].split(",") if name.strip()]
    return with_options(read_settings(path) if path else BatchSettings(), given)


def _pairing(
    archive: Path, out: Path | None, settings: BatchSettings, executor: Executor, *, quiet: bool
) -> Pairing:
    from align.batch.executors import read_with
    from align.batch.pairs import find_pairs, read_manifest

    if archive.is_file():
        return read_manifest(archive)
    archive = archive.absolute()  # workers may stand elsewhere
    if archive.is_dir():
        executor.check(archive)
    with Progress(quiet=quiet) as step:
        return find_pairs(
            archive,
            source_language=settings.alignment.source_language,
            target_language=settings.alignment.target_language,
            skip=(out,) if out else (),
            run=read_with(executor),
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
        for line in table(pairing):
            click.echo(line)
    if out:
        path = out
        if out.suffix != _MANIFEST:
            out.mkdir(parents=True, exist_ok=True)
            path = out / "manifest.tsv"
        write_manifest(pairing, path)
        click.echo(f"manifest: {path}", err=True)


def _display(*, as_json: bool, quiet: bool) -> Display:
    from align.batch import display

    if as_json:
        return display.Events(click.echo)
    if quiet:
        return display.Display()
    return display.Bars() if sys.stderr.isatty() else display.Lines(lambda line: click.echo(line, err=True))


def _summary(result: Result, pairing: Pairing, out: Path) -> Iterator[str]:
    yield f"pairs       {result.pairs}"
    yield f"aligned     {result.aligned}" + (f", {result.kept} done before" if result.kept else "")
    if result.failed:
        yield f"failed      {result.failed}: {out / 'failures.tsv'}"
    if result.broken:
        yield f"broken      {result.broken} files: {out / 'failures.tsv'}"
    if pairing.leftovers or pairing.doubles:
        lone = len(pairing.leftovers) - result.broken
        yield f"unpaired    {lone} files, {len(pairing.doubles)} doubles"
    if result.errors:
        yield f"terms       {result.errors} errors"
    if result.stale:
        yield f"stale       {len(result.stale)} files of earlier runs belong to no pair now"
    yield f"report      {out / 'report.html'}"
