"""TMX of every make → units, streamed: gigabytes in constant memory.

A `<tu>` may hold any number of languages: its source language (of the unit, else of the header) is paired
with each other one, unless two languages are asked for. Texts stay as they are, but for white space at
their ends, line breaks, inline codes and what XML cannot hold. What is not taken is counted and named.

Standard: TMX 1.4b, LISA OSCAR 2005; 1.1 to 1.3 differ in what is optional.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, cast

from align.exchange.options import Options
from align.exchange.tmx import code_of, is_sub_flow, plain, props_of
from align.exchange.units import nonsense
from align.exchange.xml import children, text_in
from align.files import xml_parser
from align.languages import is_code, normal_code, same_language
from align.memory.cutting import UNDECODED, Cutter, pieces
from align.memory.units import Place, Status, Unit
from align.text import clean, legal
from align.words import say

if TYPE_CHECKING:
    from lxml import etree

    from align.memory.cutting import Unit as Cut

_REFERENCE = re.compile("&#(?:x([0-9a-f]{1,8})|([0-9]{1,10}));", re.IGNORECASE)
_ROOT = re.compile(r"<((?:[\w.-]+:)?tmx)\b[^>]*>")
_DATE = re.compile(r"\d{8}T\d{6}Z", re.ASCII)
_TEXTS_OF_A_PLACE = ("document", "date", "number", "tuid", "before", "after", "origin")
_SAID = ("document", "date", "para", "score", "status", "position")


@dataclass(slots=True)
class Skipped:
    """What was not taken from files: how often, for which reason, and where first."""

    counts: Counter[str] = field(default_factory=Counter)
    first: dict[str, str] = field(default_factory=dict)

    def add(self, reason: str, place: str, count: int = 1) -> None:
        """Count something that was not taken."""
        if not count:
            return
        self.counts[reason] += count
        self.first.setdefault(reason, place)

    def lines(self) -> Iterator[str]:
        """Yield a line a reason, the commonest first."""
        for reason, count in self.counts.most_common():
            yield say(
                "{count:,} {reason} (first: {place})", count=count, reason=reason, place=self.first[reason]
            )


class Foreign:
    """A TMX file, read once."""

    def __init__(self, path: Path, options: Options, skipped: Skipped) -> None:
        self._path = path
        self._wanted = (options.source_language, options.target_language)
        self._skipped = skipped
        self._cutter = Cutter("tu", where=str(path))
        self._cuts = self._cutter(pieces(path))
        self._first = next(self._cuts, None)
        header = _header(self._cutter.head)
        self._source = _named(header.get("srclang", ""))
        self.document = header.get("x-document", "")
        """The symbol, where the file is of one document that was aligned."""
        self.name = path.name.removesuffix(".gz").removesuffix(".tmx") or path.name
        self._origin = str(path.resolve())
        self._frame = _frame(self._cutter.head)
        self._parser = xml_parser()

    def __iter__(self) -> Iterator[Unit]:
        """Yield the units of two languages each.

        Raises:
            ReadError: the file is no TMX, damaged as an archive, or its end is missing; after what is whole.
        """
        position = 0
        while self._first:
            position += 1
            yield from self._units(self._first, position)
            self._first = next(self._cuts, None)
        if not position:
            self._skipped.add(say("files without units"), str(self._path))

    def _units(self, cut: Cut, position: int) -> Iterator[Unit]:
        where = say(
            "{path}, unit {position:,}, line {line:,}", path=str(self._path), position=position, line=cut.line
        )
        tu = self._parsed(cut, where)
        if tu is None:
            return
        tuvs = children(tu, "tuv")
        texts = self._texts(tuvs, where)
        named = _named(tu.get("srclang", "")) or self._source
        choice = choose(tuple(code for code, _ in texts), named, self._wanted)
        for reason, count in choice.left_over:
            self._skipped.add(reason, where, count)
        if not choice.pairs:
            return
        about = self._about(tu, tuvs, position, where)
        for source, target in choice.pairs:
            (source_code, source_text), (target_code, target_text) = texts[source], texts[target]
            yield Unit(0, source_code, target_code, source_text, target_text, *about)

    def _parsed(self, cut: Cut, where: str) -> etree._Element | None:
        """Return the element of a unit; nothing, and the reason told, for a broken one."""
        from lxml import etree

        if not cut.whole or UNDECODED in cut.text:
            undecoded = say("units with bytes that are no text in the file's encoding")
            self._skipped.add(undecoded if cut.whole else say("units with no end"), where)
            return None
        text = legal(cut.text)
        if "&#" in text:
            text = _REFERENCE.sub(_legal_reference, text)
        if len(text) != len(cut.text):
            self._skipped.add(say("units with characters that XML forbids; these were removed"), where)
        try:
            element = etree.fromstring(self._frame[0] + text + self._frame[1], self._parser)
        except etree.XMLSyntaxError as error:
            self._skipped.add(say("broken units: {reason}", reason=_reason(error.msg)), where)
            return None
        return element[0] if self._frame[0] else element

    def _texts(self, tuvs: list[etree._Element], where: str) -> list[tuple[str, str]]:
        """Return language and text of what holds text."""
        texts = []
        for tuv in tuvs:
            segments = children(tuv, "seg")
            code, text = code_of(tuv), _text_of(segments)
            if not is_code(code):
                self._skipped.add(say("texts without a language code"), where)
            elif not text:
                self._skipped.add(say("texts that are empty"), where)
            else:
                texts.append((code, text))
            flows = sum(is_sub_flow(sub) for seg in segments if len(seg) for sub in seg.iter("{*}sub"))
            subs = say("footnotes and other texts in the middle of texts (<sub>)")
            self._skipped.add(subs, where, flows)
        return texts

    def _sensible(self, props: dict[str, str], where: str) -> dict[str, str]:
        """Return what the unit says in our words; other programs use them too, for something else."""
        said = {name: props[f"x-{name}"] for name in _SAID if f"x-{name}" in props}
        for name in nonsense(said) if said else ():
            self._skipped.add(say("senseless values of {name}", name=name), where)
            del said[name]
        return said

    def _about(self, tu: etree._Element, tuvs: list[etree._Element], position: int, where: str) -> _About:
        props = props_of(tu)
        said = self._sensible(props, where) if props else {}
        # A text with nothing but its segment has no props: so it is with nearly all.
        context = next((props_of(tuv) for tuv in tuvs if len(tuv) > 1), {})
        changed_at = clean(tu.get("changedate") or tu.get("creationdate") or "")
        return _About(
            float(said.get("score") or 1),  # somebody vouches for a memory that says none
            cast(Status, said.get("status") or "auto"),
            clean(tu.get("changeid") or tu.get("creationid") or ""),
            changed_at if _DATE.fullmatch(changed_at) else "",
            " ".join(text_in(note) for note in children(tu, "note")),
            (self._place(tu, said, context, position), *_more_places(props.get("x-places", ""))),
        )

    def _place(
        self, tu: etree._Element, said: dict[str, str], context: dict[str, str], position: int
    ) -> Place:
        return Place(
            said.get("document") or self.name,
            said.get("date", ""),
            said.get("para", ""),
            clean(tu.get("tuid", "")),
            context.get("x-context-pre", ""),
            context.get("x-context-post", ""),
            _own_position(said, tu.get("tuid", "")) or position,
            "" if said.get("document") else self._origin,
        )


class _About(NamedTuple):
    """What a unit of ours has beside languages and texts."""

    score: float
    status: Status
    changed_by: str
    changed_at: str
    note: str
    places: tuple[Place, ...]


class Choice(NamedTuple):
    """Which texts of a unit make pairs, and what is left over."""

    pairs: tuple[tuple[int, int], ...]
    left_over: tuple[tuple[str, int], ...]
    """Reasons, and how many texts each is about."""


@lru_cache(maxsize=1024)
def choose(codes: tuple[str, ...], named: str, wanted: tuple[str, str]) -> Choice:
    """Pair the texts of a unit by their languages: the source `named` by the file, and the pair `wanted`.

    >>> choose(("fr", "en", "zh-CN"), "en", ("", "")).pairs
    ((1, 0), (1, 2))
    """
    if wanted[0] or (wanted[1] and same_language(named or wanted[1], wanted[1])):
        named = wanted[0]
    sources = _like(codes, named) if named else ()
    if not sources and not wanted[0]:
        sources = tuple(p for p, code in enumerate(codes) if not _like((code,), wanted[1]))
    if not sources:
        return Choice((), ((f"units without text in {wanted[0] or 'another language'}", 1),))
    source = sources[0]
    others = tuple(place for place, code in enumerate(codes) if code != codes[source])
    targets = tuple(place for place in _like(codes, wanted[1]) if place in others) if wanted[1] else others
    if not targets:
        return Choice((), ((f"units without text in {wanted[1] or 'a second language'}", 1),))
    left_over = {
        "second texts in the source language": len(codes) - len(others) - 1,
        "texts in languages not asked for": len(others) - len(targets),
    }
    return Choice(tuple((source, target) for target in targets), tuple(left_over.items()))


def _like(codes: tuple[str, ...], code: str) -> tuple[int, ...]:
    """Return the places of this code, or else of the same language."""
    exact = tuple(place for place, each in enumerate(codes) if each == code)
    return exact or tuple(place for place, each in enumerate(codes) if code and same_language(each, code))


def _text_of(segments: list[etree._Element]) -> str:
    """Return a text on one line; where codes were dropped, no two spaces stay."""
    text = "".join(map(plain, segments))
    if not text.isprintable():
        text = " ".join(filter(None, map(str.strip, text.replace("\t", " ").splitlines())))
    if any(map(len, segments)) and "  " in text:
        text = " ".join(filter(None, text.split(" ")))
    return text.strip()


def _reason(message: str) -> str:
    return message.partition(", line")[0].lower().replace("xmlparseentityref: no name", "a bare &")


def _header(head: str) -> dict[str, str]:
    """Return the attributes and props of the header."""
    from lxml import etree

    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, load_dtd=False)
    root = etree.fromstring(legal(head), parser) if head else None
    header = next(iter(children(root, "header")), None) if root is not None else None
    if header is None:
        return {}
    return {str(name): str(value) for name, value in header.attrib.items()} | props_of(header)


def _frame(head: str) -> tuple[str, str]:
    """Return what has to stand around a unit for its prefixes to be known."""
    root = _ROOT.match(head)
    return (root[0], f"</{root[1]}>") if root and "xmlns:" in root[0] else ("", "")


def _named(srclang: str) -> str:
    code = normal_code(srclang)
    return code if is_code(code) else ""  # `*all*` names none


def _more_places(text: str) -> tuple[Place, ...]:
    """Return the other places of a unit, as a memory of ours exports them."""
    try:
        places = tuple(Place(**place) for place in json.loads(text or "[]"))
    except (ValueError, TypeError, RecursionError):
        return ()
    return tuple(filter(_is_sound, places))


def _own_position(said: dict[str, str], tuid: str) -> int:
    """Return the running number that we wrote, so that a unit stands where it did; 0: none."""
    last = said.get("position") or (tuid.rpartition(":")[2] if said.get("document") else "")
    return int(last) if last.isdecimal() and len(last) < 10 else 0


def _is_sound(place: Place) -> bool:
    *texts, position = (getattr(place, name) for name in (*_TEXTS_OF_A_PLACE, "position"))
    return all(isinstance(text, str) for text in texts) and type(position) is int and 0 <= position < 1 << 40


def _legal_reference(reference: re.Match[str]) -> str:
    code = int(reference[1], 16) if reference[1] else int(reference[2])
    return reference[0] if code <= 0x10FFFF and legal(chr(code)) else ""
