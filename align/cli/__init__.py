"""The command line: one function a command, each a thin skin over one library call.

Data goes to stdout, talk to stderr. Exit codes: 0 fine, 1 findings, 2 an error in what was given.
"""

from __future__ import annotations

import errno
from pathlib import Path
from typing import Any

import click

from align import __version__
from align.cli.batch import batch
from align.cli.bounds import MEGABYTES_TO_READ, Watched, bounded
from align.cli.build import build
from align.cli.choices import (
    client_options,
    cutting_options,
    language_options,
    model_options,
    output_options,
)
from align.cli.convert import convert
from align.cli.many import many
from align.cli.memory import tm
from align.cli.outputs import check_place, warn
from align.cli.pretranslate import pretranslate
from align.cli.review import review
from align.cli.speech import Group, Option, let_click_speak, option, tell
from align.cli.terms import check_and_tell, check_reports, fail, read_bases, terms
from align.errors import AlignError, reason_of
from align.progress import Progress
from align.settings import Settings
from align.words import say


class _Commands(Group):
    """Commands whose `AlignError` becomes one line on stderr and exit code 2."""

    def main(self, *args: Any, **extra: Any) -> Any:
        let_click_speak()
        return super().main(*args, **extra)

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except AlignError as error:
            tell(say("Error: {message}", message=error.message))
            ctx.exit(2)
        except OSError as error:
            if error.errno == errno.EPIPE:  # whoever reads what is printed has seen enough: click's affair
                raise
            # A name too long, a disk that fails: whatever looked at it first.
            failed = AlignError(reason_of(error), where=str(error.filename or ""))
            tell(say("Error: {message}", message=failed.message))
            ctx.exit(2)
        except KeyboardInterrupt:
            tell(say("Stopped."))
            ctx.exit(130)  # 1 would say that there are findings


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="align", cls=Option)
def main() -> None:
    """Align two language versions of a document into a bitext that translators trust."""


main.add_command(batch)
main.add_command(build)
main.add_command(convert)
main.add_command(many)
main.add_command(pretranslate)
main.add_command(review)
main.add_command(terms)
main.add_command(tm)

_PATH = click.Path(path_type=Path)


@main.command()
@click.argument("original", type=_PATH)
@click.argument("translation", type=_PATH)
@option(
    "-o", "--output", "outputs", multiple=True, type=_PATH,
    help="Where to write, the format by the ending: .tmx .bitext.jsonl .tsv .xlsx .html .xlf … "
    "Several -o are allowed; without one, TSV goes to stdout.",
)  # fmt: skip
@language_options
@cutting_options
@output_options
@client_options
@option("--terms", "bases", multiple=True, type=_PATH, help="Check terms and figures against this base too.")
@option(
    "--report", "reports", multiple=True, type=_PATH, help="Findings: .html .xlsx .tsv .csv .json .sarif."
)
@option("--waivers", "waivers_file", type=_PATH, default="waivers.tsv", help="Findings waived before.")
@model_options
@bounded()
@option("-q", "--quiet", is_flag=True, help="No summary, no progress bar.")
def pair(
    original: Path, translation: Path, outputs: tuple[Path, ...], *, choices: dict[str, Any], quiet: bool,
     bases: tuple[Path, ...], reports: tuple[Path, ...], waivers_file: Path, watched: Watched,
    **settings: Any,
) -> None:  # fmt: skip
    """Align ORIGINAL and TRANSLATION and write the bitext.

    With --terms, exits with 1 when a finding is an error; the outputs are written all the same.
    """
    from align import exchange
    from align.pipeline import align_files
    from align.summary import summarise

    _check_outputs(outputs, (original, translation))
    check_reports(reports)
    base = read_bases(bases)
    with Progress(quiet=quiet) as step:
        with watched(original, translation):
            wanted = Settings(**settings, client=choices["client"], codes=choices["inline"] != "none")
            bitext = align_files(original, translation, wanted, progress=step)
        step(say("writing"))
        findings = [f for path in outputs for f in exchange.write(bitext, path, **choices)]
    if not outputs:
        _print_tsv(bitext, choices)
    if not quiet:
        tell(*summarise(bitext).lines())
    warn(findings)
    if bases or reports:
        fail(check_and_tell(bitext, base, reports, waivers_file, safe_tables=choices["safe_tables"]), "error")


@main.command()
@click.argument("file", type=_PATH)
@option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@option("--compare", "other", type=_PATH,
        help="Show where another file of this document, as its PDF, is read otherwise.")  # fmt: skip
@bounded(MEGABYTES_TO_READ)
def read(file: Path, form: str, other: Path | None, watched: Watched) -> None:
    """Show what the reader makes of FILE: the first thing to look at when an alignment is wrong.

    What looks wrong in the file itself, as a number that is missing, is told besides. With --compare, exits
    with 1 when the readings differ.
    """
    from align import readers
    from align.display import differences, document_as_json, document_as_text
    from align.remarks import lines_of

    with watched(*filter(None, (file, other))):
        document = readers.read(file)
        compared = readers.read(other) if other else None
    for line in lines_of(document.remarks):
        tell(say("look at {remark}", remark=line))
    if compared:
        found = differences(document, compared)
        click.echo("\n".join(found), nl=bool(found))
        raise click.exceptions.Exit(min(len(found), 1))
    click.echo(document_as_json(document) if form == "json" else document_as_text(document))


@main.command()
@click.argument("source", type=_PATH)
@click.argument("target", type=_PATH)
@model_options
@option("--max-bead", default=Settings.__dataclass_fields__["max_bead"].default, show_default=True,
              help="Most sentences on one side of a bead.")  # fmt: skip
@bounded()
def sentences(source: Path, target: Path, *, watched: Watched, **settings: Any) -> None:
    """Align two files of one sentence a line and print beads as [0, 1]:[2]:score.

    This is the format of Vecalign and Bertalign, so that alignments can be compared.
    """
    from align import embed
    from align.scoring import format_bead
    from align.sentences import align_sentences, swapped

    chosen = Settings(**settings)
    with Progress() as step:
        step(say("aligning sentences"))
        with watched(source, target):
            texts = [_lines(path) for path in (source, target)]
            model = embed.load(chosen.model)
            beads = align_sentences(texts[0], texts[1], model, chosen)
    for bead in beads:
        click.echo(format_bead(bead))
    for (i, j), (k, m) in swapped(beads, texts[0], texts[1], model):
        tell(say("swapped: [{i}]:[{j}] and [{k}]:[{m}]", i=i, j=j, k=k, m=m))


def _check_outputs(outputs: tuple[Path, ...], inputs: tuple[Path, ...]) -> None:
    """Refuse what cannot be written before any work is done, and what would replace another's work."""
    from align import exchange

    for path in outputs:
        exchange.check_format(path)
        check_place(path, inputs)


def _print_tsv(bitext: Any, choices: dict[str, Any]) -> None:
    from align.exchange import Options, tables

    for line in tables.lines(bitext, Options(**choices)):
        click.echo(line)


def _lines(path: Path) -> list[str]:
    """Read a file of one sentence a line; a line may be empty, the end of the last one is none."""
    from align.files import check_input
    from align.readers.encoding import decode

    text = decode(check_input(path).read_bytes(), where=str(path))
    return text.removesuffix("\n").split("\n")
