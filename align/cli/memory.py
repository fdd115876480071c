"""The commands about translation memories: `align tm add | info | export | check | compact …`."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from align.bitext import STATUSES
from align.cli.bounds import Watched, bounded
from align.cli.choices import client_options, safe_tables_option
from align.cli.outputs import check_place, warn
from align.cli.serve import serve
from align.cli.speech import group, option, show, tell
from align.errors import SettingsError
from align.files import check_there
from align.progress import Progress
from align.words import counted, say, user_language

if TYPE_CHECKING:
    from rich.text import Text

_PATH = click.Path(path_type=Path)
_from = option("--from", "source_language", default="", metavar="CODE", help="Language of the sources.")
_to = option("--to", "target_language", default="", metavar="CODE", help="Language of the targets.")


@group()
def tm() -> None:
    """Keep what was aligned in translation memories, search them, serve them to CAT tools."""


tm.add_command(serve)


@tm.command()
@click.argument("memory")
@click.argument("files", nargs=-1, required=True, type=_PATH, metavar="FILE…")
@_from
@_to
@bounded(seconds=0)
@option("-q", "--quiet", is_flag=True, help="Only errors.")
def add(
    memory: str, files: tuple[Path, ...], *, source_language: str, target_language: str, quiet: bool,
    watched: Watched,
) -> None:  # fmt: skip
    """Add bitexts and TMX of any origin (also .tmx.gz, XLIFF, TSV, XLSX, folders) to MEMORY.

    MEMORY is a folder, or an empty database of PostgreSQL (postgresql://USER@HOST/DATABASE); it is made when
    it is not there. A document that is added again replaces what it held;
    confirmed units stay. Of a file in several languages each pair is taken, or that of --from and --to. The
    indexes are brought up to date with it, so that the first look-up need not wait.
    """
    from align.memory.intake import add_files
    from align.memory.lookup import Searcher
    from align.memory.soundness import require_sound
    from align.memory.store import Memory

    for file in files:
        check_there(file)
    with Memory.open(memory, create=True) as store, Progress(quiet=quiet) as step:
        require_sound(memory)
        with watched(*files):
            intake = add_files(
                store, files, source_language=source_language, target_language=target_language, progress=step
            )
        if intake.added.new:
            Searcher(store, step=step).catch_up()
    if not quiet:
        added = intake.added
        figures = {"new": added.new, "known": added.known, "removed": added.replaced}
        tell(say("units       {new:,} new, {known:,} known, {removed:,} removed", **figures))
        tell(*(say("skipped     {what}", what=line) for line in intake.skipped.lines()))
        tell(*intake.unusual.lines())
    warn(intake.warnings)
    errors = [error.message for error in intake.errors]
    if not errors and intake.skipped.counts and not (intake.added.new or intake.added.known):
        errors = [say("nothing was added: every unit was skipped")]
    tell(*(say("Error: {message}", message=message) for message in errors))
    if errors:
        raise click.exceptions.Exit(2)


@tm.command()
@click.argument("memory")
@option("--documents", is_flag=True, help="List the documents, a line each.")
@option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def info(memory: str, *, documents: bool, form: str) -> None:
    """Count what MEMORY holds."""
    import json
    from dataclasses import asdict

    from align.memory.store import Memory

    with Memory.open(memory) as store:
        figures = store.info()
        named = store.documents() if documents else []
    if form == "json":
        listed = {"documents": [asdict(each) for each in named]} if documents else {}
        click.echo(json.dumps(asdict(figures) | listed, ensure_ascii=False))
        return
    show(*figures.lines())
    for each in named:
        click.echo(f"{each.units:>9,}  {each.date or '-':10}  {each.name}")


@tm.command()
@click.argument("memory")
@click.argument("outputs", nargs=-1, type=_PATH, metavar="[FILE…]")
@option("-o", "--output", "more", multiple=True, type=_PATH,
              help="Where to write, the format by the ending; without one, TMX goes to stdout.")  # fmt: skip
@_from
@_to
@option("--document", default="", metavar="SYMBOL", help="Only the units of a document.")
@option("--confirmed-only", is_flag=True, help="Only what a person confirmed: for OmegaT's tm/.")
@option("--min-score", type=click.FloatRange(0, 1), default=0.0, help="Only units at least so sure.")
@option("--one-target", is_flag=True, help="TMX: one translation a source text, for OmegaT's tm/auto.")
@safe_tables_option()
@client_options
@option("--multilingual", is_flag=True, help="TMX: a unit holds all languages of its place, not two.")
@option("-q", "--quiet", is_flag=True, help="No warnings, no progress bar.")
def export(
    memory: str, outputs: tuple[Path, ...], more: tuple[Path, ...], *, quiet: bool, choices: dict[str, str],
    **wishes: str | float,
) -> None:  # fmt: skip
    """Write the units of MEMORY to FILE (.tmx .tsv .xlsx .xlf .bitext.jsonl), or as TMX to stdout.

    Texts are written as MEMORY holds them: for --for omegat, add what was aligned with it.
    """
    from align.memory import transfer
    from align.memory.store import Memory
    from align.memory.units import units_counted

    choice = transfer.ExportChoice(**wishes, **choices)  # type: ignore[arg-type]
    with Memory.open(memory) as store, Progress(quiet=quiet) as step:
        findings = []
        for path in (*outputs, *more):
            check_place(path)

            def tell(count: int, name: str = path.name) -> None:
                step(say("writing {name}: {units}", name=name, units=units_counted(count)))

            tell(0)
            findings += transfer.export(store, path, choice, tell)
        if not outputs and not more:
            findings = transfer.write_tmx(store, sys.stdout.buffer, choice)
    warn(() if quiet else findings)


@tm.command()
@click.argument("memory")
@click.argument("documents", nargs=-1, metavar="[SYMBOL…]")
@option("--document", "more", multiple=True, metavar="SYMBOL", help="The same as an option.")
@option("--unit", "units", multiple=True, type=int, metavar="ID", help="A unit by its number.")
def remove(memory: str, documents: tuple[str, ...], more: tuple[str, ...], units: tuple[int, ...]) -> None:
    """Remove documents from MEMORY, with the units that stand in no other; or single units."""
    from align.memory.store import Memory

    if not (documents or more or units):
        raise SettingsError(
            say("nothing to remove is named"), mend=say("name documents, or units with --unit")
        )
    with Memory.open(memory) as store:
        gone = sum(store.remove(document=name) for name in (*documents, *more))
        gone += store.remove(ids=units) if units else 0
    tell(counted("{n:,} unit removed", "{n:,} units removed", n=gone))


@tm.command()
@click.argument("memory")
@click.argument("others", nargs=-1, required=True, metavar="OTHER…")
@option("-q", "--quiet", is_flag=True, help="Only errors.")
def merge(memory: str, others: tuple[str, ...], *, quiet: bool) -> None:
    """Add all units of OTHER memories to MEMORY, which is made when it is not there."""
    from contextlib import ExitStack

    from align.memory import transfer
    from align.memory.lookup import Searcher
    from align.memory.store import Memory
    from align.memory.units import units_counted

    with ExitStack() as stack, Progress(quiet=quiet) as step:
        from_ = [stack.enter_context(Memory.open(other)) for other in others]
        store = stack.enter_context(Memory.open(memory, create=True))
        step(say("merging"))
        added = transfer.merge(
            store, from_, lambda count: step(say("merging: {units}", units=units_counted(count)))
        )
        if added.new:
            Searcher(store, step=step).catch_up()
    if not quiet:
        tell(say("units       {new:,} new, {known:,} known", new=added.new, known=added.known))


@tm.command()
@click.argument("memory")
def compact(memory: str) -> None:
    """Give the room of removed units in MEMORY back to the disk, and bring its indexes up to date."""
    from align.memory.lookup import Searcher
    from align.memory.store import Memory

    with Memory.open(memory) as store, Progress() as step:
        step(say("compacting"))
        before, after = store.compact()
        Searcher(store, step=step).prepare()
    tell(say("{before:,.1f} MB before, {after:,.1f} MB after", before=before / 2**20, after=after / 2**20))


@tm.command()
@click.argument("memory")
@option("--repair", "new", metavar="NEW",
        help="Save what is whole into a new memory, and name what is not.")  # fmt: skip
def check(memory: str, *, new: str | None) -> None:
    """Look whether MEMORY is sound: its pages, its indexes, the texts of every unit.

    Exits with 1 when something is damaged; MEMORY itself is never changed.
    """
    from align.memory.soundness import damages, salvage
    from align.memory.stores import shown

    with Progress() as step:
        found = list(damages(memory, step))
        saved = salvage(memory, new, step) if new else None
    show(*found)
    if saved and new:
        tell(counted("{n:,} unit saved in {folder}", "{n:,} units saved in {folder}",
                     n=saved.units, folder=shown(new)))  # fmt: skip
        tell(*(say("lost        {what}", what=line) for line in saved.lost))
    elif not found:
        tell(say("{memory} is sound", memory=shown(memory)))
    if found:
        raise click.exceptions.Exit(1)


@tm.command()
@click.argument("memory")
@click.argument("text")
@_from
@_to
@option("--threshold", default=65, show_default=True, help="Least match of fuzzy hits, in per cent.")
@option("--limit", default=5, show_default=True, help="Most hits.")
@option("--before", default="", metavar="TEXT", help="The text before it: tells hits in context (101).")
@option("--after", default="", metavar="TEXT", help="The text after it.")
@option("--no-semantic", is_flag=True, help="Only what shares words, not what is near in meaning.")
@option("--penalty-auto", "auto", default=0, metavar="POINTS", help="Off the match of unreviewed ones.")
@option("--penalty-flagged", "flagged", default=0, metavar="POINTS", help="Off that of flagged ones.")
@option("--penalty-old", "old", default=0, metavar="POINTS", help="Off that of old ones.")
@option("--old-before", default="", metavar="DATE", help="Which are old: a day, or a year.")
@option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def lookup(
    memory: str, text: str, *, source_language: str, target_language: str, no_semantic: bool, form: str,
    auto: int, flagged: int, old: int, old_before: str, threshold: int, limit: int, before: str, after: str,
) -> None:  # fmt: skip
    """Show what MEMORY holds of TEXT: exact, fuzzy, near in meaning; in either direction."""
    import json
    from dataclasses import asdict

    from align.memory.lookup import Penalties, Searcher
    from align.memory.show import match_lines
    from align.memory.store import Memory

    with Memory.open(memory) as store, Progress(quiet=form == "json") as step:
        searcher = Searcher(store, step=step)
        found = searcher.lookup(
            text, source=source_language, target=target_language, threshold=threshold, limit=limit,
            before=before, after=after, semantic=not no_semantic,
            penalties=Penalties(auto, flagged, old, old_before),
        )  # fmt: skip
        asked = source_language and target_language and not found
        lacking = searcher.lacking(source_language, target_language) if asked else ()
    if form == "json":
        click.echo(json.dumps([asdict(match) for match in found], ensure_ascii=False))
        return
    _print(line for match in found for line in match_lines(match, user_language()))
    if not found:
        tell(say("nothing found"))
        warn(lacking)


@tm.command()
@click.argument("memory")
@click.argument("query")
@option("--from", "language", default="", metavar="CODE", help="Side of QUERY; default: either.")
@option("--to", "other", default="", metavar="CODE", help="Language beside it; default: any.")
@option("--document", default="", metavar="PREFIX", help="Only documents whose symbol begins so.")
@option("--year", default="", metavar="YYYY", help="Only documents of a year.")
@option("--status", default="", type=click.Choice(["", *STATUSES]), help="Only such units.")
@option("--limit", default=20, show_default=True, help="Most units shown; all are counted.")
@option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def concordance(memory: str, query: str, *, form: str, **wishes: Any) -> None:
    """Show where QUERY stands in MEMORY, on either side, and how the other side renders it.

    QUERY is a phrase (发展权), several with AND and NOT (发展权 NOT "right to development"), or a regular
    expression between slashes (/bod(y|ies)/).
    """
    import json
    from dataclasses import asdict

    from align.memory.lookup import Searcher
    from align.memory.show import concordance_lines
    from align.memory.store import Memory

    with Memory.open(memory) as store, Progress(quiet=form == "json") as step:
        found = Searcher(store, step=step).concordance(query, **wishes)
    if form == "json":
        click.echo(json.dumps(asdict(found), ensure_ascii=False))
    else:
        _print(concordance_lines(found, user_language()))


def _print(lines: Iterable[Text]) -> None:
    """Print lines with their colours on a terminal, without them elsewhere."""
    from rich.console import Console

    console = Console(soft_wrap=True, highlight=False)
    for line in lines:
        console.print(line)
