"""XLIFF of any version and tool, opened: 1.2, SDLXLIFF, MQXLIFF, MXLIFF (`xliff1.py`), 2.x (`xliff2.py`).

Each `<file>` may have languages of its own. A file without a target language is a source to be translated.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from align.bitext import Prop
from align.comments import one_note, said_by, talk_of
from align.exchange import breaches, xliff1, xliff2
from align.exchange.braces import with_elements
from align.exchange.cutting import Shape
from align.exchange.entries import Entry, Filed, Head
from align.exchange.fixed import said_around
from align.exchange.inline import text_of
from align.exchange.parsing import Parsed, opened, parsed
from align.exchange.skipped import Skipped, Where
from align.exchange.tools import apart_in, file_notes
from align.exchange.units import level_from, recipe_from
from align.exchange.xliff1 import facts_of_file
from align.exchange.xliff2 import known_of
from align.exchange.xml import attributes_of, local, text_in
from align.languages import normal_code
from align.text import clean
from align.words import say

if TYPE_CHECKING:
    from lxml import etree

_ASIDE = ("note", "context-group", "prop-group")
SHAPE = Shape("XLIFF", "xliff", "trans-unit|unit", "file", "|".join(_ASIDE), "group")
_PROPOSALS = ("match", "alt-trans", "insertedmatch")
_MATCHES = ("{*}match", "{MQXliff}insertedmatch")
_EARLIER = "historical-unit"
"""Where memoQ keeps what a translation was before."""
_PLACES = ("segment", "ignorable", "trans-unit", *_PROPOSALS)
"""Elements in which a text stands where the standard has it."""


def open_file(path: Path, skipped: Skipped, *, codes: bool = False) -> Filed:
    """Open an XLIFF of any version and tool; a unit of several segments becomes several.

    With `codes`, what formats the texts comes with them.

    Raises:
        ReadError: it is no XLIFF. While it is read: its end is missing.
    """
    begun, units = parsed(path, SHAPE, skipped, with_elements)
    root = opened(begun)
    file = next(root.iter("{*}file"), root)
    source, target = _languages(root, file)
    known = facts_of_file(file) | known_of(file)
    names = {"source": file.get("original", ""), "target": known.get("target-file", "")}
    head = Head(
        source, known.get("document", ""), known.get("date", ""), names, level_from(known.get("level", "")),
        recipe_from(known.get("recipe", "")), known.get("created", ""), (source, target),
    )  # fmt: skip
    return Filed(head, _entries(units, root, skipped, codes), keeps_single=True)


def check(path: Path, found: Skipped) -> None:
    """Count the rules of the standard that a file breaks."""
    breaches.tell_broken(path, found)


def _languages(root: etree._Element, file: etree._Element) -> tuple[str, str]:
    """Return the languages that a file names: in version 2 at its root, in 1 in each of its parts."""
    named = (
        root.get("srcLang") or file.get("source-language"),
        root.get("trgLang") or file.get("target-language"),
    )
    source, target = (normal_code(code or "") for code in named)
    return source, target


def _entries(units: Iterable[Parsed], root: etree._Element, skipped: Skipped, codes: bool) -> Iterator[Entry]:
    held, file, apart = None, root, apart_in(root)
    languages = _languages(root, root)
    above = _Above()  # of files and groups, until their first unit comes
    where: Where = ""
    for unit, position, where, part, groups in units:
        if part != held:
            held, file = part, opened(part)
            apart = apart.beside(apart_in(file))
            above.take(file)
            above.notes += file_notes(file, apart)
        if local(unit) in _ASIDE:
            above.take(unit)
            continue
        around = said_around(groups, file)
        if local(unit) == "trans-unit":
            entries = xliff1.entries_of(unit, attributes_of(file), position, where, skipped, codes=codes,
                                        apart=apart, around=around)  # fmt: skip
        else:
            entries = xliff2.entries_of(unit, languages, position, where, skipped, codes=codes, around=around)
        for entry in entries:
            yield above.given_to(entry) if entry.said else entry
        _tell_strays(unit, where, skipped)
    skipped.add(say("notes of whole files and groups"), where, len(above.notes))


@dataclass(slots=True)
class _Above:
    """What is said of a whole file or group: its first unit bears it."""

    notes: list[str] = field(default_factory=list)
    props: list[Prop] = field(default_factory=list)

    def take(self, element: etree._Element) -> None:
        """Take up what an element says, or what stands in it."""
        self.notes += _notes(element)
        self.props += xliff1.props_in(element.iter("{*}context-group", "{*}prop-group"))

    def given_to(self, entry: Entry) -> Entry:
        """Return a unit with all that was taken up, which is forgotten then."""
        if not self.notes and not self.props:
            return entry
        note, comments = talk_of(self.notes)
        edit = entry.edit
        edit = edit._replace(note=one_note((note, edit.note)), comments=(*comments, *edit.comments))
        props = tuple(dict.fromkeys((*self.props, *entry.props)))
        self.notes.clear()
        self.props.clear()
        return entry._replace(edit=edit, props=props)


def _notes(element: etree._Element) -> list[str]:
    """Return the notes of a file or group, but for ours."""
    notes = (note for note in element.iter("{*}note") if not note.get("from", "").startswith(xliff1.OURS))
    return [said_by(clean(note.get("from", "")), "", text) for note in notes if (text := text_in(note))]


def _tell_strays(unit: etree._Element, where: Where, skipped: Skipped) -> None:
    """Tell of texts that nobody reads: proposals, those between segments, and those out of their place."""
    skipped.add(say("proposals beside the translations"), where, sum(1 for _ in unit.iter(*_MATCHES)))
    for text in unit.iter("{*}source", "{*}target"):
        parent = text.getparent()
        place = local(parent) if parent is not None else ""
        if place == "ignorable":
            skipped.add(say("texts between segments"), where, bool(text_of(text).strip()))
        elif place == _EARLIER:
            skipped.add(say("earlier versions of texts"), where)
        elif place not in _PLACES and text_in(text):
            skipped.add(say("texts out of their place"), where)
