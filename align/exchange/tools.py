"""What Trados, memoQ and Phrase say of a segment beside XLIFF 1.2: who, when, how it came, what was said.

After their public documentation: none of them runs where this is tested.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from align.bitext import Prop
from align.comments import comment_of, date_of, said_by
from align.exchange.entries import Edit
from align.exchange.inline import DELETED
from align.exchange.xml import attributes_of, children, text_in
from align.text import clean

if TYPE_CHECKING:
    from lxml import etree

_BY = ("last_modified_by", "lastchanginguser", "modified-by",
       "translatorcommitusername", "created_by", "created-by")  # fmt: skip
_AT = ("modified_on", "lastchangedtimestamp", "modified-at",
       "translatorcommittimestamp", "created_on", "created-at")  # fmt: skip
"""Who changed a segment last, and when; `translatorcommit…`: who confirmed it in memoQ."""
_TOLD = ("origin", "origin-system", "percent", "trans-origin", "score", "locked")
"""How a translation came, how well it matched, whether it may be changed: kept in the words of the tool."""
QUALIFIER = "state-qualifier"
"""What says in XLIFF 1.2 itself how a translation came."""
_CAME = frozenset((QUALIFIER, *(f"{tool}:{key}" for tool in ("sdl", "mq", "m") for key in _TOLD[:-1])))
_NOTHING = frozenset(("", "0", "0.0", "false", "unlocked"))
_PHRASE = "http://www.memsource.com/mxlf/2.0"
_PREFIXES = {"MQXliff": "mq", _PHRASE: "m"}


class SaidApart(NamedTuple):
    """What a file says at its beginning that its units name."""

    notes: Mapping[str, tuple[str, ...]] = MappingProxyType({})
    """Of a comment of Trados, by its name: what was said there."""
    people: Mapping[str, str] = MappingProxyType({})
    """Of a person, by the number that Phrase gives them, how they are called."""

    def beside(self, other: SaidApart) -> SaidApart:
        """Return what this beginning and that of a later part say together."""
        return SaidApart({**self.notes, **other.notes}, {**self.people, **other.people})


def definitions(unit: etree._Element, name: str) -> list[etree._Element]:
    """Return what Trados says of a segment; without a name, of all segments of its unit."""
    held = [seg for definitions in children(unit, "seg-defs") for seg in children(definitions, "seg")]
    return [seg for seg in held if not name or seg.get("id") == name]


def edit_of(unit: etree._Element, name: str, apart: SaidApart) -> Edit:
    """Return who changed a segment last, and when, as the tools say it."""
    said = {
        value.get("key", ""): text_in(value)
        for seg in definitions(unit, name)
        for value in children(seg, "value")
    }
    said |= {key.rpartition("}")[2]: clean(value) for key, value in attributes_of(unit).items()}
    who, when = (next((said[key] for key in keys if said.get(key)), "") for keys in (_BY, _AT))
    return Edit("", apart.people.get(who, who), date_of(when))


def props_of(unit: etree._Element, name: str) -> Iterator[Prop]:
    """Yield how a segment came to its translation, in the words of its tool: `sdl:percent`, `m:score`."""
    for target in children(unit, "target"):
        if value := clean(target.get(QUALIFIER, "")):
            yield Prop(QUALIFIER, value)
    for seg in definitions(unit, name)[:1]:
        yield from (Prop(f"sdl:{key}", seg.get(key, "")) for key in _TOLD if seg.get(key, "") not in _NOTHING)
    for key, value in attributes_of(unit).items():
        space, _, own = key.removeprefix("{").rpartition("}")
        if space in _PREFIXES and own in _TOLD and value not in _NOTHING:
            yield Prop(f"{_PREFIXES[space]}:{own}", clean(value))


def without_origin(props: Iterable[Prop]) -> tuple[Prop, ...]:
    """Return what tools say of a unit, without how its translation came: somebody has changed that since."""
    return tuple(prop for prop in props if prop.name not in _CAME)


def apart_in(element: etree._Element) -> SaidApart:
    """Return the comments and people that stand at the beginning of a file, or of a part of it."""
    notes = {
        each.get("id", ""): tuple(
            said_by(comment.get("user", ""), comment.get("date", ""), text_in(comment))
            for comment in each.iter("{*}Comment")
        )
        for each in element.iter("{*}cmt-def")
    }
    # What declares the prefix stands before the parts.
    users = element.iter(f"{{{_PHRASE}}}user", "m:user")
    people = {each.get("id", ""): clean(each.get("username", "")) for each in users}
    return SaidApart(notes, people)


def notes_of(unit: etree._Element, sides: Iterable[etree._Element | None], apart: SaidApart) -> Iterator[str]:
    """Yield the notes of a segment: those of its unit, and what was said in a tool of its texts.

    Args:
        unit: the `<trans-unit>`.
        sides: the texts of the segment.
        apart: comments and people that stand elsewhere, as `apart_in` found them.
    """
    for note in children(unit, "note"):
        text = text_in(note)
        yield text if comment_of(text) else said_by(clean(note.get("from", "")), "", text)
    for comment in unit.iter("{MQXliff}comment"):
        if comment.get("deleted") != "true":
            yield said_by(clean(comment.get("creatoruser", "")), comment.get("time", ""), text_in(comment))
    for comment in unit.iter(f"{{{_PHRASE}}}comment"):
        by, when = clean(comment.get("created-by", "")), comment.get("created-at", "")
        settles = comment.get("resolved") == "true"
        yield said_by(apart.people.get(by, by), when, text_in(comment), settles=settles)
    for side in sides:
        for mark in side.iter("{*}mrk") if side is not None and apart.notes else ():
            named = {key.rpartition("}")[2]: value for key, value in attributes_of(mark).items()}
            yield from apart.notes.get(named.get("cid", ""), ())


def file_notes(file: etree._Element, apart: SaidApart) -> Iterator[str]:
    """Yield what was said in Trados of a whole file: its header names the comments."""
    # What declares the prefix stands before the parts.
    for comment in file.iter("{*}cmt", "sdl:cmt"):
        yield from apart.notes.get(comment.get("id", ""), ())


def holds_locked(unit: etree._Element) -> bool:
    """Tell whether a unit of Trados is a text of a segment elsewhere, which has a code in its place."""
    return unit.get("id", "").startswith("lockTU_")


def deleted(unit: etree._Element) -> int:
    """Return how many texts of a unit a tracked change has deleted."""
    return sum(mark.get("mtype") in DELETED for mark in unit.iter("{*}mrk"))
