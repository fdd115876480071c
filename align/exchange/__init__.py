"""Bitext ↔ file: one module a family of formats, its reader beside its writer.

`FORMATS` is the whole table, by ending. A module offers `read(path, options) -> Bitext`,
`write(bitext, file, options) -> list[ExportRemark]`, or both. Here stands what they share: the ending is
checked, the input is there, and the output appears whole or not at all.

`.bitext.jsonl` holds everything; the other formats hold what they can, each module says what.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from align.bitext import Bitext
from align.errors import ReadError, SettingsError, WriteError
from align.exchange.choosing import is_turned
from align.exchange.labels import bitext_as_said, multitext_as_said
from align.exchange.options import ExportRemark, Options
from align.files import check_input, write_whole
from align.multitext import Multitext
from align.words import say

__all__ = [
    "FORMATS",
    "ExportRemark",
    "Format",
    "Options",
    "check_format",
    "read",
    "read_many",
    "write",
    "write_many",
]


@dataclass(frozen=True, slots=True)
class Format:
    """A row of the table: what it is called, and the module that knows it."""

    name: str
    module: str
    reads: bool = True
    writes: bool = True
    many: str = ""
    """The module that knows the same of several languages, `Multitext`; empty: it holds two at most."""


FORMATS: dict[str, Format] = {
    ".bitext.jsonl": Format("bitext, lossless", "jsonl"),
    ".tmx": Format("TMX 1.4, for CAT tools", "tmx", many="multilingual"),
    ".tmx.gz": Format("TMX, compressed", "tmx", writes=False),
    ".xlf": Format("XLIFF 2.1", "xliff"),
    ".xliff": Format("XLIFF 2.1", "xliff"),
    ".tsv": Format("table of text", "tables", many="columns"),
    ".csv": Format("table of text", "tables", writes=False),
    ".xlsx": Format("Excel, for review", "xlsx", many="workbooks"),
    ".html": Format("page to look at and print", "html", reads=False),
    ".po": Format("gettext PO", "toolkit:PO"),
    ".ts": Format("Qt Linguist", "toolkit:QT"),
    ".v12.xlf": Format("XLIFF 1.2", "toolkit:XLIFF12"),
    ".wf.txt": Format("Wordfast memory", "toolkit:WORDFAST"),
}


def read(path: str | Path, **options: Any) -> Bitext:
    """Read a bitext of any format in `FORMATS` that can be read; `options` are those of `Options`.

    Where the languages asked for stand the other way round in the file, the bitext is turned.

    Raises:
        ReadError: the file is missing, damaged or hostile, or no such format can be read.
        LanguageError: the texts are plainly not in the languages asked for.
        MissingError: the format needs an extra.
    """
    form = _format_of(path)
    if not form.reads:
        raise ReadError(
            say("{name} cannot be read back", name=form.name), where=str(path), mend=_known(reads=True)
        )
    chosen = _options(options)
    bitext: Bitext = _module(form).read(check_input(path), chosen)
    turned = _turned(bitext, chosen, str(path))
    is_ours = form.module == "jsonl" and not any(options.values())  # its languages were looked at before
    return turned if is_ours else bitext_as_said(turned, chosen, str(path))


def write(bitext: Bitext, path: str | Path, **options: Any) -> list[ExportRemark]:
    """Write a bitext in the format of the path's ending, whole or not at all.

    Returns:
        What a person should know about the file: conflicts, segments that some tools refuse.

    Raises:
        WriteError: no such format can be written, or the file cannot.
        MissingError: the format needs an extra.
    """
    form = check_format(path)
    module, chosen = _module(form), _options(options)
    with write_whole(path) as file:
        findings: list[ExportRemark] = module.write(bitext, file, chosen)
    return findings


def read_many(path: str | Path, **options: Any) -> Multitext:
    """Read all languages of a file; of a format that holds two at most, these two.

    Raises:
        ReadError, MissingError: as `read`.
    """
    form = _format_of(path)
    if not form.many:
        bitext = read(path, **options)
        return Multitext.of(bitext)
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
        MissingError: the format needs an extra.
    """
    try:
        form = _format_of(path)
    except ReadError as error:
        raise WriteError(error.what, where=error.where, mend=_known(writes=True)) from None
    if not form.writes:
        raise WriteError(
            say("{name} is only read", name=form.name), where=str(path), mend=_known(writes=True)
        )
    if many and not form.many:
        holding = " ".join(ending for ending, each in FORMATS.items() if each.many and each.writes)
        raise WriteError(
            say("{name} holds two languages", name=form.name),
            where=str(path),
            mend=say("take {known}", known=holding),
        )
    _module(form)
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
        return bitext.swapped() if turned else bitext
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


def _format_of(path: str | Path) -> Format:
    """Return the format of the longest ending that fits: `.v12.xlf` before `.xlf`."""
    name = Path(path).name.lower()
    fitting = [ending for ending in FORMATS if name.endswith(ending) and name != ending]
    if not fitting:
        raise ReadError(say("no bitext format has this ending"), where=str(path), mend=_known(reads=True))
    return FORMATS[max(fitting, key=len)]


def _known(*, reads: bool = False, writes: bool = False) -> str:
    endings = (
        ending
        for ending, form in FORMATS.items()
        if (form.reads or not reads) and (form.writes or not writes)
    )
    return say("take {known}", known=" ".join(endings))


def _module(form: Format) -> Any:
    """Return what reads and writes a format: a module, or `module:object`."""
    module, _, name = form.module.partition(":")
    found = import_module(f"align.exchange.{module}")
    return getattr(found, name) if name else found


def _options(options: dict[str, Any]) -> Options:
    try:
        return Options(**options)
    except TypeError as error:
        known = ", ".join(Options.__dataclass_fields__)
        raise SettingsError(
            say("unknown option among {options}", options=", ".join(options)),
            mend=say("take {known}", known=known),
        ) from error
