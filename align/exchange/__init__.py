"""Files of other tools ↔ what we align: the one room through which every command reads and writes them.

`FORMATS` is the whole table, by ending (`formats.py`). A module that reads offers

    open_file(path, skipped, codes=…) -> Filed        units in any number of languages: TMX …
    read(path, options, skipped) -> Bitext            two sides that the file itself tells apart

and one that writes `write(bitext, file, options) -> list[ExportRemark]`. Here stands what they share: the
ending is checked, the input is there, what is not taken is counted and named in `Skipped`, and the output
appears whole or not at all.

Files are of any size, since they stream; what a compressed one swells to is bounded where it is opened.
`.bitext.jsonl` holds everything; the other formats hold what they can, each module says what.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from importlib import import_module
from math import inf
from pathlib import Path
from typing import Any

from align.bitext import Bead, Bitext
from align.errors import ReadError, SettingsError, WriteError
from align.exchange import intake
from align.exchange.choosing import is_turned
from align.exchange.entries import Filed
from align.exchange.formats import FORMATS, HOLDS, Format, format_of, known, module_of
from align.exchange.labels import bitext_as_said, multitext_as_said
from align.exchange.options import ExportRemark, Options
from align.exchange.skipped import Skipped
from align.files import check_input, write_whole
from align.multitext import Multitext
from align.words import counted, say

__all__ = [
    "FORMATS",
    "HOLDS",
    "ExportRemark",
    "Format",
    "Options",
    "Skipped",
    "check",
    "check_format",
    "lost",
    "open_file",
    "read",
    "read_many",
    "stream",
    "write",
    "write_many",
]


def read(path: str | Path, skipped: Skipped | None = None, **options: Any) -> Bitext:
    """Read a bitext of any format in `FORMATS` that can be read.

    Where the languages asked for stand the other way round in the file, the bitext is turned.

    Args:
        path: the file.
        skipped: takes what was not taken, and why; `left_out` in the recipe has the counts.
        options: those of `Options`.

    Raises:
        ReadError: the file is missing, damaged or hostile, or no such format can be read.
        WhichTwoError: it holds more languages than were asked for.
        LanguageError: the texts are plainly not in the languages asked for.
    """
    bitext = stream(path, skipped, **options)
    return replace(bitext, beads=tuple(bitext.beads))


def stream(path: str | Path, skipped: Skipped | None = None, **options: Any) -> Bitext:
    """Read a bitext whose beads lie on disk and come from there each time they are gone through.

    For files of any size, to be converted or added to a memory; the rest as `read`.
    """
    form, chosen = _readable(path), _options(options)
    skipped = Skipped() if skipped is None else skipped
    filed = open_file(path, skipped, codes=chosen.has_codes)
    if filed:
        bitext = intake.bitext_of(filed, chosen, skipped, str(path))
    else:
        found = module_of(form, to_read=True).read(check_input(path, most=inf), chosen, skipped)
        bitext = _turned(found, chosen, str(path))
    asked = chosen.source_language or chosen.target_language
    is_ours = form.module == "jsonl" and not asked  # its languages were looked at before
    return bitext if is_ours else bitext_as_said(bitext, chosen, str(path))


def open_file(path: str | Path, skipped: Skipped, *, codes: bool = False) -> Filed | None:
    """Open a file of units in any number of languages; nothing: the format has two sides of its own.

    With `codes`, what formats the texts comes with them.

    Raises:
        ReadError: as `read`; also while its entries are gone through.
    """
    module = module_of(_readable(path), to_read=True)
    if not hasattr(module, "open_file"):
        return None
    filed: Filed = module.open_file(check_input(path, most=inf), skipped, codes=codes)
    return filed


def check(path: str | Path) -> Skipped:
    """Return what in a file is against the rules of its format, though nothing is lost by it."""
    module, found = module_of(_readable(path), to_read=True), Skipped()
    if hasattr(module, "check"):
        module.check(check_input(path, most=inf), found)
    return found


def _readable(path: str | Path) -> Format:
    form = format_of(path)
    if not form.reads:
        raise ReadError(
            say("{name} cannot be read back", name=form.name), where=str(path), mend=known(reads=True)
        )
    return form


def write(bitext: Bitext, path: str | Path, **options: Any) -> list[ExportRemark]:
    """Write a bitext in the format of the path's ending, whole or not at all.

    Returns:
        What a person should know about the file: conflicts, segments that some tools refuse.

    Raises:
        WriteError: no such format can be written, or the file cannot.
    """
    form = check_format(path)
    module, chosen = module_of(form), _options(options)
    with write_whole(path) as file:
        findings: list[ExportRemark] = module.write(bitext, file, chosen)
    if chosen.has_codes and "codes" not in form.holds and any(map(_has_codes, bitext.beads)):
        findings.append(ExportRemark("", say("{name} holds no codes: they are left out", name=form.name)))
    return findings


def lost(bitext: Bitext, path: str | Path, output: str | Path) -> list[ExportRemark]:
    """Return what the format of a file holds and that of an output does not, with how many units have it.

    Args:
        bitext: what was read of the file.
        path: the file.
        output: where it was written.
    """
    held, kept = (format_of(each) for each in (path, output))
    gone = [name for name in _IN_A_BEAD if name in held.holds - kept.holds]
    counts = Counter(name for bead in bitext.beads for name in gone if _IN_A_BEAD[name](bead)) if gone else {}
    return [
        ExportRemark(
            "",
            counted(
                "{n:,} unit without a partner is left out",
                "{n:,} units without a partner are left out",
                n=count,
            )
            if name == "single"
            else counted(
                "left out of {n:,} unit: {what}", "left out of {n:,} units: {what}", n=count, what=HOLDS[name]
            ),
        )
        for name, count in counts.items()
    ]


_IN_A_BEAD: dict[str, Callable[[Bead], object]] = {
    "single": lambda bead: bead.is_null,
    "notes": lambda bead: bead.notes,
    "people": lambda bead: bead.changed_by,
    "props": lambda bead: bead.props,
}
"""Of what a format may hold, how it is seen whether a bead has it."""


def _has_codes(bead: Bead) -> bool:
    return any(segment.codes for segment in (*bead.source, *bead.target))


def read_many(path: str | Path, skipped: Skipped | None = None, **options: Any) -> Multitext:
    """Read all languages of a file; of a format that holds two at most, these two.

    Raises:
        ReadError: as `read`.
    """
    form = format_of(path)
    skipped = Skipped() if skipped is None else skipped
    filed = open_file(path, skipped, codes=_options(options).has_codes) if form.many else None
    if filed:
        from align.exchange import multilingual

        return multitext_as_said(multilingual.read(filed, skipped, str(path)))
    if not form.many:
        return Multitext.of(read(path, skipped, **options))
    multitext: Multitext = import_module(f"align.exchange.{form.many}").read(
        check_input(path), _options(options)
    )
    return multitext_as_said(multitext)


def write_many(multitext: Multitext, path: str | Path, **options: Any) -> list[ExportRemark]:
    """Write a multitext in the format of the path's ending, whole or not at all; the rest as `write`."""
    form = check_format(path, many=True)
    module, chosen = import_module(f"align.exchange.{form.many}"), _options(options)
    with write_whole(path) as file:
        findings: list[ExportRemark] = module.write(multitext, file, chosen)
    return findings


def check_format(path: str | Path, *, many: bool = False) -> Format:
    """Return the format a path would be written in; call it before long work.

    Args:
        path: where to write.
        many: whether it shall hold several languages.

    Raises:
        WriteError: the ending is unknown, or of a format that is only read, or that holds two languages.
    """
    try:
        form = format_of(path)
    except ReadError as error:
        raise WriteError(error.what, where=error.where, mend=known(writes=True)) from None
    if not form.writes:
        raise WriteError(say("{name} is only read", name=form.name), where=str(path), mend=known(writes=True))
    if many and not form.many:
        holding = " ".join(ending for ending, each in FORMATS.items() if each.many and each.writes)
        raise WriteError(
            say("{name} holds two languages", name=form.name),
            where=str(path),
            mend=say("take {known}", known=holding),
        )
    module_of(form)
    return form


def _turned(bitext: Bitext, options: Options, where: str) -> Bitext:
    """Return the bitext with the wanted language as its source.

    Raises:
        ReadError: it is between other languages.
    """
    held = (bitext.source.language, bitext.target.language)
    wanted = (options.source_language, options.target_language)
    turned = is_turned(held, wanted)
    if turned is not None:
        return _swapped(bitext) if turned else bitext
    raise ReadError(
        say(
            "the file is between {source} and {target}, not {from_language} and {to_language}",
            source=held[0],
            target=held[1],
            from_language=wanted[0] or say("any"),
            to_language=wanted[1] or say("any"),
        ),
        where=where,
        mend=say("name languages it holds"),
    )


def _swapped(bitext: Bitext) -> Bitext:
    """Return the bitext the other way round, its beads turned as they come."""

    def turned(bead: Bead) -> Bead:
        return replace(bead, source=bead.target, target=bead.source)

    beads = intake.Beads.mapped(turned, bitext.beads)
    return replace(bitext, source=bitext.target, target=bitext.source, beads=beads)


def _options(options: dict[str, Any]) -> Options:
    try:
        return Options(**options)
    except TypeError as error:
        known = ", ".join(Options.__dataclass_fields__)
        raise SettingsError(
            say("unknown option among {options}", options=", ".join(options)),
            mend=say("take {known}", known=known),
        ) from error
