"""Bilingual formats that translate-toolkit reads: PO, Qt TS, Wordfast memories; `messages.py` writes them.

The toolkit is GPL-3, therefore an extra that is installed by who wants it. These formats hold text,
a name, a note, and whether a unit needs work: a flagged unit does. They hold no unit without a source,
Wordfast memories neither names nor notes, nor a backslash before t or n, but who
changed a unit, and when.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from align.bitext import Bitext, Prop, Side
from align.comments import talk_of
from align.errors import MissingError, ReadError
from align.exchange.options import Options
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

_DATE = re.compile(r"\d{8}~\d{6}", re.ASCII)
"""A time as Wordfast writes it."""
_ATTRIBUTES = ("attr1", "attr2", "attr3", "attr4")
_ENTITY = re.compile(rb"<!ENTITY", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ToolkitFormat:
    """A format of the toolkit, with the face that a module of ours has."""

    name: str
    """Module and class in `translate.storage`."""

    def read(self, path: Path, options: Options, skipped: Skipped) -> Bitext:
        """Read a file; a unit without a translation becomes one without a partner.

        Raises:
            ReadError: it is damaged or hostile, holds no text, or its languages cannot be told.
        """
        store = self._parsed(path)
        rows = list(_rows(store, skipped, str(path)))
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
            recipe=recipe_from("", skipped.counts, made_by="translate-toolkit"),
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


def _rows(store: Any, skipped: Skipped, where: str) -> Iterator[FiledUnit]:
    for unit in store.units:
        if unit.isheader():
            continue
        if unit.isobsolete() or not unit.source:
            skipped.add(say("obsolete units, and units without a source"), where)
            continue
        yield from _forms(unit)


def _forms(unit: Any) -> Iterator[FiledUnit]:
    """Yield the unit; of one that counts something a unit a form: file ↔ файл, files ↔ файла and файлов."""
    sources, targets = (_strings(text) for text in (unit.source, unit.target))
    note, comments = talk_of(unit.getnotes().splitlines())
    name, (changed_by, changed_at) = _name_of(unit), _people_of(unit)
    for place in range(max(len(sources), len(targets))):
        yield FiledUnit(
            sources[min(place, len(sources) - 1)],
            targets[min(place, len(targets) - 1)],
            {"status": "flagged" if unit.isfuzzy() else "auto"},
            note,
            f"{name}#{place + 1}" if name and place else name,
            changed_by,
            changed_at,
            props=tuple(_props_of(unit)),
            comments=comments,
        )


def _strings(text: Any) -> list[str]:
    """Return a text; of one that counts something, all its forms."""
    return [clean(str(form)) for form in getattr(text, "strings", (text or "",))]


def _people_of(unit: Any) -> tuple[str, str]:
    """Return who changed a unit of a Wordfast memory, and when; where nobody did, the date says nothing."""
    known = getattr(unit, "metadata", None) or {}
    user, date = clean(known.get("user") or ""), known.get("date") or ""
    return user, f"{date.replace('~', 'T')}Z" if user and _DATE.fullmatch(date) else ""


def _props_of(unit: Any) -> Iterator[Prop]:
    """Yield where programs use a text, and the four attributes of Wordfast memories."""
    yield from (Prop("location", clean(place)) for place in unit.getlocations())
    known = getattr(unit, "metadata", None) or {}
    yield from (Prop(name, value) for name in _ATTRIBUTES if (value := clean(known.get(name) or "")))


def _name_of(unit: Any) -> str:
    """Return the name of a unit: the id of an XML element, or the context of a PO message."""
    element = getattr(unit, "xmlelement", None)
    return clean((unit.getcontext() or "") if element is None else element.get("id", ""))


def _source_language(store: Any) -> str:
    """Return what a file names as its source language; PO has a header line of ours for it."""
    header = store.parseheader() if hasattr(store, "parseheader") else {}
    return normal_code(store.getsourcelanguage() or header.get("X-Source-Language", ""))


PO = ToolkitFormat("pypo.pofile")
QT = ToolkitFormat("ts2.tsfile")
WORDFAST = ToolkitFormat("wordfast.WordfastTMFile")
