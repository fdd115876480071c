"""Formats of translated programs, and Wordfast memories, written unit by unit.

They hold what `catalogues.py` says; `po.py`, `qt.py` and `wordfast.py` read them.
PO: the manual of gettext; TS: the DTD in the manual of Qt Linguist;
Wordfast: what translate-toolkit says of its memories, which are UTF-16.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import IO

from align.bitext import Bitext
from align.exchange.options import ExportRemark, Options
from align.exchange.selection import MemoryPair, select
from align.exchange.xml import escape, escape_only, quote
from align.text import clean
from align.timestamps import given_timestamp, timestamp

_TIME = re.compile(r"\d{8}T\d{6}Z", re.ASCII)
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}


@dataclass(frozen=True, slots=True)
class Catalogue:
    """A format: what stands before its units, a unit, and what stands behind them."""

    begin: Callable[[Bitext, tuple[str, str], Iterable[MemoryPair]], str]
    unit: Callable[[MemoryPair, tuple[str, str]], str]
    end: str = ""
    encoding: str = "utf-8"
    mark: bytes = b""

    def write(self, bitext: Bitext, file: IO[bytes], options: Options) -> list[ExportRemark]:
        """Write the units that a memory holds; the findings name conflicts."""
        languages = options.codes(bitext)
        selection = select(bitext, one_target=options.one_target, figures=options.figures)
        file.write(self.mark + self.begin(bitext, languages, selection).encode(self.encoding))
        for pair in selection:
            file.write(self.unit(pair, languages).encode(self.encoding))
        file.write(self.end.encode(self.encoding))
        return list(selection.conflicts)


def _po_head(bitext: Bitext, languages: tuple[str, str], pairs: Iterable[MemoryPair]) -> str:
    source, target = (code.replace("-", "_") for code in languages)
    lines = (
        "MIME-Version: 1.0", "Content-Type: text/plain; charset=UTF-8", "Content-Transfer-Encoding: 8bit",
        f"Language: {target}", f"X-Source-Language: {source}",
    )  # fmt: skip
    return 'msgid ""\nmsgstr ""\n' + "".join(f'"{line}\\n"\n' for line in lines)


def _message(pair: MemoryPair, languages: tuple[str, str]) -> str:
    """Return a message; without its context, equal sources of different meaning would be one."""
    notes = (line for note in pair.unit.bead.notes for line in clean(note).splitlines())
    said = "".join(f"# {note}\n" for note in notes)
    flags = ["fuzzy"] if pair.unit.bead.status == "flagged" else []
    flags += [clean(prop.value) for prop in pair.unit.bead.props if prop.name == "flag"]
    flag = f"#, {', '.join(flags)}\n" if flags else ""
    texts = (("msgctxt", clean(pair.unit.id)), ("msgid", pair.source), ("msgstr", pair.target))
    return f"\n{said}{flag}" + "".join(f"{key} {_in_quotes(text)}\n" for key, text in texts)


def _in_quotes(text: str) -> str:
    return '"' + "".join(_ESCAPES.get(letter, letter) for letter in text) + '"'


def _qt_head(bitext: Bitext, languages: tuple[str, str], pairs: Iterable[MemoryPair]) -> str:
    source, target = (quote(code.replace("-", "_")) for code in languages)
    return (
        f'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n<TS version="2.1" language={target} '
        f"sourcelanguage={source}>\n<context>\n<name>{escape(bitext.symbol)}</name>\n"
    )


def _qt_message(pair: MemoryPair, languages: tuple[str, str]) -> str:
    bead = pair.unit.bead
    notes = escape_only("\n".join(map(clean, bead.notes)))
    state = ' type="unfinished"' if bead.status == "flagged" else ""
    return (
        f"<message id={quote(pair.unit.id)}>\n<source>{escape_only(pair.source)}</source>\n"
        + (f"<translatorcomment>{notes}</translatorcomment>\n" if notes else "")
        + f"<translation{state}>{escape_only(pair.target)}</translation>\n</message>\n"
    )


def _wordfast_head(bitext: Bitext, languages: tuple[str, str], pairs: Iterable[MemoryPair]) -> str:
    source, target = map(_wordfast_code, languages)
    count, made = sum(1 for _ in pairs), _wordfast_time(bitext.created)
    named = (
        "%User ID",
        f"%TU={count:08}",
        f"%{source}",
        "%Wordfast TM v.5.51w9/00",
        f"%{target}",
        "%---00000001",
    )
    return "\t".join((f"%{made}", *named, *[""] * 5)) + "\r\n"


def _wordfast_unit(pair: MemoryPair, languages: tuple[str, str]) -> str:
    bead, (source, target) = pair.unit.bead, map(_wordfast_code, languages)
    texts = (_wordfast_text(text) for text in pair[1:])
    row = (
        _wordfast_time(bead.changed_at),
        clean(bead.changed_by),
        "",
        source,
        next(texts),
        target,
        next(texts),
    )
    return "\t".join((*row, *[""] * 5)) + "\r\n"


def _wordfast_text(text: str) -> str:
    return text.replace("&", "&'26;").replace("\n", "\\n").replace("\t", "\\t")


def _wordfast_code(code: str) -> str:
    return (code if "-" in code else f"{code}-01").upper()


def _wordfast_time(stamp: str) -> str:
    """Return a time of ours as Wordfast writes it; of none, when the file is written."""
    return (
        (stamp if _TIME.fullmatch(stamp) else given_timestamp() or timestamp())
        .removesuffix("Z")
        .replace("T", "~")
    )


PO = Catalogue(_po_head, _message)
QT = Catalogue(_qt_head, _qt_message, "</context>\n</TS>\n")
WORDFAST = Catalogue(_wordfast_head, _wordfast_unit, encoding="utf-16-le", mark=codecs.BOM_UTF16_LE)
