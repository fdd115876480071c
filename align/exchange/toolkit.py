"""Bilingual formats that come and go through translate-toolkit: PO, Qt TS, Wordfast memories.

The toolkit is GPL-3, therefore an extra that is installed by who wants it. These formats hold text,
a name, a note, and whether a unit needs work: a flagged unit does. They hold no unit without a source,
Wordfast memories neither names nor notes, nor a backslash before t or n.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import IO, Any

from align.bitext import Bitext, Side
from align.errors import MissingError, ReadError
from align.exchange.options import ExportRemark, Options
from align.exchange.selection import Pair, select
from align.exchange.skipped import Skipped
from align.exchange.units import FiledUnit, beads_from, recipe_from
from align.languages import normal_code
from align.recognise import language_of
from align.text import clean
from align.words import say

try:
    import_module("translate.storage")
except ImportError as error:
    raise MissingError(
        say("this format needs translate-toolkit"),
        mend=say("pip install 'align-tm[formats]', or take another ending"),
    ) from error

_ENTITY = re.compile(rb"<!ENTITY", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Store:
    """A format of the toolkit, with the face that a module of ours has."""

    name: str
    """Module and class in `translate.storage`."""
    prepare: Callable[[Any, tuple[str, str]], None]
    """Tells a new file its languages."""
    fill: Callable[[Any, Pair, tuple[str, str]], None]
    """Gives a new unit what is special about it in this format."""

    def write(self, bitext: Bitext, file: IO[bytes], options: Options) -> list[ExportRemark]:
        """Write the units that a memory holds; the findings name conflicts."""
        codes = options.codes(bitext)
        selection = select(bitext, one_target=options.one_target, figures=options.figures)
        store = self._new()
        self.prepare(store, codes)
        for pair in selection:
            unit = store.addsourceunit(pair.source)
            unit.target = pair.target
            self.fill(unit, pair, codes)
            for note in pair.unit.bead.notes:
                unit.addnote(clean(note), origin="translator")
            if pair.unit.bead.status == "flagged":
                unit.markfuzzy()
        store.serialize(file)
        return list(selection.conflicts)

    def read(self, path: Path, options: Options, skipped: Skipped) -> Bitext:
        """Read a file; a unit without a translation becomes one without a partner.

        Raises:
            ReadError: it is damaged or hostile, holds no text, or its languages cannot be told.
        """
        store = self._parsed(path)
        left_out: Counter[str] = Counter()
        rows = list(_rows(store, left_out))
        if not rows:
            raise ReadError(
                say("no translation units"), where=str(path), mend=say("export it again from its program")
            )
        sources, targets = ("\n".join(texts) for texts in zip(*(row[:2] for row in rows[:200]), strict=True))
        return Bitext(
            Side(_source_language(store) or language_of(sources) or options.source_language),
            Side(
                normal_code(store.gettargetlanguage() or "")
                or language_of(targets)
                or options.target_language
            ),
            tuple(beads_from(rows)),
            recipe=recipe_from("", left_out, made_by="translate-toolkit"),
        )

    def _new(self) -> Any:
        module, name = self.name.split(".")
        return getattr(import_module(f"translate.storage.{module}"), name)()

    def _parsed(self, path: Path) -> Any:
        data = path.read_bytes()
        if _ENTITY.search(data.replace(b"\0", b"")):
            raise ReadError(
                say("the file declares XML entities"), where=str(path), mend=say("remove its DOCTYPE")
            )
        store = self._new()
        try:
            store.parse(data)
        except Exception as error:  # each parser of the toolkit raises errors of its own
            raise ReadError(
                say("the file is damaged"), where=str(path), mend=say("export it again")
            ) from error
        return store


def _rows(store: Any, left_out: Counter[str]) -> Iterator[FiledUnit]:
    for unit in store.units:
        if unit.isheader() or unit.isobsolete() or not unit.source:
            left_out["obsolete units, and units without a source"] += not unit.isheader()
            continue
        left_out["plural forms after the first"] += unit.hasplural()
        yield FiledUnit(
            clean(str(unit.source)),
            clean(str(unit.target or "")),
            {"status": "flagged" if unit.isfuzzy() else "auto"},
            note=clean(unit.getnotes("translator") or ""),
            id=_name_of(unit),
        )


def _name_of(unit: Any) -> str:
    """Return the name of a unit: the id of an XML element, or the context of a PO message."""
    element = getattr(unit, "xmlelement", None)
    return clean((unit.getcontext() or "") if element is None else element.get("id", ""))


def _source_language(store: Any) -> str:
    """Return what a file names as its source language; PO has a header line of ours for it."""
    header = store.parseheader() if hasattr(store, "parseheader") else {}
    return normal_code(store.getsourcelanguage() or header.get("X-Source-Language", ""))


def _name_languages(store: Any, codes: tuple[str, str]) -> None:
    store.setsourcelanguage(codes[0])
    store.settargetlanguage(codes[1])


def _prepare_po(store: Any, codes: tuple[str, str]) -> None:
    source, target = (code.replace("-", "_") for code in codes)
    store.updateheader(add=True, Language=target, X_Source_Language=source)


def _set_context(unit: Any, pair: Pair, codes: tuple[str, str]) -> None:
    unit.setcontext(clean(pair.unit.id))  # without it, equal sources of different meaning become one message


def _set_id(unit: Any, pair: Pair, codes: tuple[str, str]) -> None:
    unit.xmlelement.set("id", clean(pair.unit.id))


def _set_languages(unit: Any, pair: Pair, codes: tuple[str, str]) -> None:
    unit.sourcelang, unit.targetlang = codes


PO = Store("pypo.pofile", _prepare_po, _set_context)
QT = Store("ts2.tsfile", _name_languages, _set_id)
WORDFAST = Store("wordfast.WordfastTMFile", _name_languages, _set_languages)
