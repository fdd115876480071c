"""The commands about terms: `align terms check | mine | convert | info | waive`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from align.cli.bounds import bounded_in_all
from align.cli.choices import language_options, safe_tables_option
from align.cli.columns import columns_option, roles_of
from align.cli.outputs import check_place, tell_left_out, warning
from align.cli.speech import group, option, show, tell
from align.errors import SettingsError
from align.terms.findings import SEVERITIES
from align.words import counted, say

if TYPE_CHECKING:
    from align.bitext import Bitext
    from align.terms.base import TermBase
    from align.terms.check import CheckSettings
    from align.terms.findings import Finding

_PATH = click.Path(path_type=Path)
IN_THE_ORIGINAL = "T7"
"""The check of what the original alone is to blame for."""


@group()
def terms() -> None:
    """Term bases: check a bitext against them, mine them from bitexts, convert them."""


@terms.command()
@click.argument("bitext", type=_PATH)
@option("--terms", "bases", multiple=True, type=_PATH, help="A term base; several are allowed.")
@option("-o", "--output", "outputs", multiple=True, type=_PATH,
              help="Report: .html .xlsx .tsv .csv .json .sarif; default: TSV to stdout.")  # fmt: skip
@option("--settings", "settings_file", type=_PATH, help="TOML: which checks run, how they are graded.")
@option("--waivers", "waivers_file", type=_PATH, default="waivers.tsv", show_default=True,
              help="Findings waived before.")  # fmt: skip
@safe_tables_option()
@columns_option
@language_options
@option("--original", is_flag=True, help="Look for forbidden terms in the original too.")
@option("--fail-on", type=click.Choice([*SEVERITIES, "never"]), default="error", show_default=True,
              help="Exit with 1 when a finding is at least this bad.")  # fmt: skip
@bounded_in_all("bitext", "bases")
def check(
    bitext: Path, bases: tuple[Path, ...], outputs: tuple[Path, ...], settings_file: Path | None,
    waivers_file: Path, columns: tuple[str, ...], fail_on: str, original: bool, safe_tables: bool,
    **languages: str,
) -> None:  # fmt: skip
    """Check the terms, figures and consistency of BITEXT, of two of its languages where it holds more."""
    from align.terms.check import CheckSettings, read_settings

    check_reports(outputs)
    settings = read_settings(settings_file) if settings_file else CheckSettings()
    if original:
        settings = replace(settings, codes=settings.codes | {IN_THE_ORIGINAL})
    roles = roles_of(columns, (bitext, *bases))
    base = read_bases(bases, columns)
    read = _read(bitext, languages | {"columns": roles})
    findings = check_and_tell(read, base, outputs, waivers_file, settings, safe_tables=safe_tables)
    if not outputs:
        from align.terms.report.plain import as_tsv

        click.echo(as_tsv(findings, safe=safe_tables), nl=False)
    fail(findings, fail_on)


@terms.command()
@click.argument("bitexts", nargs=-1, required=True, type=_PATH)
@option("-o", "--output", required=True, type=_PATH, help="Candidates as a base: .tbx .xlsx .tsv .csv.")
@option("--terms", "bases", multiple=True, type=_PATH, help="Terms that are known already.")
@language_options
@option("--least", default=3, show_default=True, help="Units in which a phrase must stand.")
@bounded_in_all("bitexts", "bases")
def mine(
    bitexts: tuple[Path, ...], output: Path, bases: tuple[Path, ...], least: int, **languages: str
) -> None:
    """Find term candidates in BITEXTS, to be reviewed and read back as a base."""
    from align import embed
    from align.terms import formats
    from align.terms.mine import as_base
    from align.terms.mine import mine as find

    read = [_read(path, languages) for path in bitexts]
    found = find(read, embed.load(), read_bases(bases), least=least)
    if not found:
        raise SettingsError(
            say("no phrase recurs often enough to be a term"), mend=say("give more text, or a lower --least")
        )
    formats.write(as_base(found, read[0].source.language, read[0].target.language), output)
    tell(counted("{n} candidate", "{n} candidates", n=len(found)))


@terms.command()
@click.argument("file", type=_PATH)
@click.argument("output", type=_PATH)
@columns_option
@bounded_in_all("file")
def convert(file: Path, output: Path, columns: tuple[str, ...]) -> None:
    """Convert a term base FILE to OUTPUT: TBX v3 (.tbx), TBX v2 (.v2.tbx), .csv, .tsv, .xlsx, .utx."""
    from align.terms import formats

    formats.write(read_bases([file], columns), output)


@terms.command()
@click.argument("base", type=_PATH)
@columns_option
@bounded_in_all("base")
def info(base: Path, columns: tuple[str, ...]) -> None:
    """Count what BASE holds, and list duplicates, homographs, conflicts and terms too short to look for."""
    from align.terms.base import describe, inspect

    read = read_bases([base], columns)
    show(*describe(read), *(problem.message for problem in inspect(read)))


@terms.command()
@click.argument("report_file", metavar="REPORT.xlsx", type=_PATH)
@option("--waivers", "waivers_file", type=_PATH, default="waivers.tsv", show_default=True,
              help="Where waivers are kept.")  # fmt: skip
@bounded_in_all("report_file")
def waive(report_file: Path, waivers_file: Path) -> None:
    """Take the decisions of a reviewed REPORT.xlsx into the file of waivers."""
    from align.terms import waivers
    from align.terms.report.workbook import read_decisions

    decided = read_decisions(report_file)
    waivers.add(waivers_file, *decided)
    accepted = sum(each.reach == waivers.ACCEPTED for each in decided)
    tell(counted("{n} waiver", "{n} waivers", n=len(decided) - accepted))
    if accepted:
        tell(counted("{n} finding accepted", "{n} findings accepted", n=accepted))


def _read(path: Path, options: Mapping[str, Any]) -> Bitext:
    """Read a bitext, or two languages of a file that holds more, and tell what was left out of it."""
    from align import exchange

    skipped = exchange.Skipped()
    bitext = exchange.read(path, skipped, **options)
    tell_left_out(bitext, path, skipped)
    if not bitext.symbol and not bitext.source.path:  # a report is named after its document
        return replace(bitext, source=replace(bitext.source, path=path.name))
    return bitext


def read_bases(paths: Any, columns: tuple[str, ...] = ()) -> TermBase:
    """Read term bases as one, with the kinds of their concepts; broken rows are named on stderr.

    Raises:
        SettingsError: a column is not said as HEADING=ROLE.
    """
    from align.terms import formats
    from align.terms.base import merge, with_kinds

    mapping = roles_of(columns)
    bases = [formats.read(path, mapping) for path in paths]
    for path, base in zip(paths, bases, strict=True):
        for problem in base.problems:
            tell(warning(say("{where}: {what}", where=str(path), what=problem.message)))
    return merge(map(with_kinds, bases))


def check_reports(paths: Iterable[Path]) -> None:
    """Refuse reports that cannot be written before any work is done.

    Raises:
        WriteError: an ending is unknown, or a folder is missing.
    """
    from align.terms import report

    for path in paths:
        report.check_format(path)
        check_place(path)


def check_and_tell(
    bitext: Bitext, base: TermBase, reports: Iterable[Path], waivers_file: Path,
    settings: CheckSettings | None = None, *, safe_tables: bool = False,
) -> list[Finding]:  # fmt: skip
    """Check a bitext, write the reports, say on stderr how many findings there are, and return them."""
    from align import embed
    from align.terms import report, waivers
    from align.terms.agreement import agreements
    from align.terms.check import check, not_checked

    decided = waivers.read(waivers_file)
    found = check(bitext, base, settings, embed.load())
    findings = waivers.unwaived(found, decided)
    languages = bitext.source.language, bitext.target.language
    for remark in not_checked(languages, settings, translations=languages[1:]):
        tell(remark)
    agreed = agreements(decided, bitext)
    for path in reports:
        report.write(findings, path, agreed, safe_tables=safe_tables)
    _tell(findings, waived=len(found) - len(findings))
    tell(*(each.said() for each in agreed))
    return findings


def _tell(findings: list[Finding], *, waived: int = 0) -> None:
    """Print how many findings there are, by code."""
    from collections import Counter

    counts = Counter(finding.code for finding in findings)
    shown = ", ".join(f"{code} {count}" for code, count in sorted(counts.items())) or say("none")
    if waived:
        tell(say("findings    {counts} ({waived} waived)", counts=shown, waived=waived))
    else:
        tell(say("findings    {counts}", counts=shown))


def fail(findings: list[Finding], fail_on: str) -> None:
    """Exit with 1 when a finding is at least as bad as `fail_on`."""
    if fail_on != "never" and any(
        SEVERITIES.index(f.severity) <= SEVERITIES.index(fail_on) for f in findings
    ):
        raise click.exceptions.Exit(1)
