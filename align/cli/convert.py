"""The command `align convert`: a bilingual file of one tool becomes that of another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from align.bitext import Bitext
from align.cli.bounds import bounded_in_all
from align.cli.choices import client_options, language_options, output_options
from align.cli.columns import columns_option, roles_of
from align.cli.outputs import check_place, tell_left_out, tell_remarks, tell_skipped, warn, warning
from align.cli.speech import command, option, show, tell
from align.errors import SettingsError, WhichTwoError
from align.words import Message, listed, say, told, user_language

if TYPE_CHECKING:
    from align.exchange.statuses import States

_PATH = click.Path(path_type=Path)


def _show_formats(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:
    """Print what each format can hold, and end."""
    from align.exchange import FORMATS, HOLDS

    if not wanted:
        return
    width, language = max(map(len, FORMATS)) + 2, user_language()
    for number, what in enumerate(HOLDS.values(), 1):
        show(f"{number}  {told(what, language)}")
    show("", " " * width + "  ".join(str(number + 1) for number in range(len(HOLDS))))
    for ending, form in FORMATS.items():
        marks = "  ".join("x" if name in form.holds else "." for name in HOLDS)
        ways = [way for way, can in ((say("read"), form.reads), (say("written"), form.writes)) if can]
        held = say("{where}: {what}", where=form.name, what=listed(ways))
        show(f"{ending:<{width}}{marks}  {told(held, language)}")
    show("", say("status, as each format says it; of several words the first is the one that is written"))
    show(*_statuses())
    ctx.exit()


def _statuses() -> Iterator[str]:
    """Yield what each format calls our statuses, those that say it alike together."""
    from align.exchange import FORMATS
    from align.exchange.statuses import UNTRANSLATED

    alike: dict[str, tuple[States, list[str]]] = {}
    for ending, form in FORMATS.items():
        if form.states and form.reads:
            alike.setdefault(form.states.where, (form.states, []))[1].append(ending)
    for where, (states, endings) in alike.items():
        yield from ("", say("{where}: {what}", where=" ".join(endings), what=where))
        for status, words in states.words.items():
            if words or status != UNTRANSLATED:
                name = status if status != UNTRANSLATED else say("no translation")
                yield say("  {status}: {words}", status=name, words=" ".join(words) or say("nothing"))


@command()
@click.argument("file", type=_PATH)
@click.argument("output", type=_PATH, required=False)
@output_options
@client_options
@language_options
@columns_option
@option("--select", "wishes", multiple=True, metavar="CONDITION",
        help="Only units like this: status=confirmed,auto score>=0.8 date>=2025-01-01 document=A/80* "
        "kind!=heading changed_by=… note=?*; several must all hold.")  # fmt: skip
@option("--into", "original", type=_PATH, metavar="ORIGINAL",
        help="Write the translations into a copy of this XLIFF, SDLXLIFF, MQXLIFF or MXLIFF: only targets "
        "and states change.")  # fmt: skip
@option(
    "--check",
    is_flag=True,
    help="Only read FILE, and tell what it holds and what is wrong with it, in XLIFF by the standard too.",
)
@option("--formats", is_flag=True, is_eager=True, expose_value=False, callback=_show_formats,
        help="Show which formats there are, what each can hold, and what it calls our statuses.")  # fmt: skip
@bounded_in_all("file", "original")
def convert(
    file: Path, output: Path | None, *, choices: dict[str, Any], wishes: tuple[str, ...], check: bool,
    original: Path | None, columns: tuple[str, ...], source_language: str, target_language: str,
) -> None:  # fmt: skip
    """Convert a bitext FILE to OUTPUT, both formats by their endings.

    A .bitext.jsonl holds everything that any other format does. Of a file in several languages, --from and
    --to choose two; without them, a TMX or table of it holds all. What is left out is told, with its reasons;
    --check exits with 1 where something is.
    """
    from align import exchange
    from align.exchange.conditions import Condition, selected
    from align.exchange.intake import Beads
    from align.unusual import Unusual

    if not output and not check:
        raise SettingsError(say("no output is named"), mend=say("name a file, or ask for --check"))
    if output:
        check_place(output, (file, original) if original else (file,))
        if not original:
            exchange.check_format(output)
    languages: dict[str, Any] = {"source_language": source_language, "target_language": target_language}
    roles = roles_of(columns, (file,))
    conditions = [Condition.of(wish) for wish in wishes]
    skipped = exchange.Skipped()
    try:
        bitext = exchange.stream(file, skipped, **languages, columns=roles, inline=choices["inline"])
    except WhichTwoError:
        of_two = any(languages.values()) or roles or conditions or original
        if of_two or (output and not exchange.check_format(output).many):
            raise
        _convert_many(file, None if check else output, choices)
        return
    bitext, found = selected(bitext, conditions, skipped, str(file)), Unusual()
    bitext = replace(bitext, beads=Beads.looked_at(bitext.beads, found))
    tell_left_out(bitext, file, skipped)
    if check or not output:
        broken = exchange.check(file)
        tell(*map(warning, broken.lines()), *_figures(bitext), *found.lines())
        raise click.exceptions.Exit(1 if skipped.counts or broken.counts else 0)
    if original:
        from align.exchange.returning import write_back

        warn(write_back(bitext, original, output))
    else:
        tool = choices["client"]
        if tool and bitext.recipe.get("client") != tool:
            tell(warning(say("not cut as {tool} cuts: align the files with --for {tool}", tool=tool)))
        findings = exchange.write(bitext, output, **choices, **languages)
        warn([*exchange.lost(bitext, file, output), *findings])
    tell(*found.lines())


def _convert_many(file: Path, output: Path | None, choices: dict[str, Any]) -> None:
    """Convert all languages of a file; without an output, tell what it holds and what is wrong with it."""
    from align import exchange
    from align.unusual import unusual

    skipped = exchange.Skipped()
    multitext = exchange.read_many(file, skipped, inline=choices["inline"])
    tell_remarks([remark for side in multitext.sides for remark in side.remarks], file)
    tell_skipped(file, skipped)
    found = unusual([variant.segments for variant in unit.held] for unit in multitext.units)
    if output:
        warn(exchange.write_many(multitext, output, **choices))
        tell(*found.lines())
        return
    languages = ", ".join(side.language for side in multitext.sides)
    single = sum(len(unit.held) < 2 for unit in multitext.units)
    tell(say("languages   {languages}", languages=languages), _units(len(multitext.units), single))
    tell(*found.lines())
    raise click.exceptions.Exit(1 if skipped.counts else 0)


def _units(n: int, single: int) -> Message:
    return say("units       {n:,}, {single:,} without a partner", n=n, single=single)


def _figures(bitext: Bitext) -> list[str]:
    """Return what a file holds."""
    statuses, single = Counter(bead.status for bead in bitext.beads), sum(b.is_null for b in bitext.beads)
    return [
        say("languages   {source} → {target}", source=bitext.source.language, target=bitext.target.language),
        _units(len(bitext.beads), single),
        *(say("status      {n:,} {status}", n=n, status=status) for status, n in statuses.most_common()),
    ]
