"""TMX of every make → units, streamed: gigabytes in constant memory.

A `<tu>` may hold any number of languages: each is paired with each other one, its source language (of the
unit, else of the header) first, unless two languages are asked for. Texts stay as they are, but for white
space at their ends, line breaks, inline codes and what XML cannot hold. What is not taken is counted and
named.

Standard: TMX 1.4b, LISA OSCAR 2005; 1.1 to 1.3 differ in what is optional.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, cast

from align.exchange.options import Options
from align.exchange.tmx import both, code_of, is_sub_flow, plain, props_of
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

MOST_TO_ALL = 8
"""Languages of a unit up to which each is paired with each: the six of the UN make fifteen pairs, the 24 of
the EU would make 276."""

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
        choice = choose(tuple(said.code for said in texts), named, self._wanted)
        for reason, count in choice.left_over:
            self._skipped.add(reason, where, count)
        if not choice.pairs:
            return
        about = self._about(tu, position, where)
        for source, target in choice.pairs:
            one, other = texts[source], texts[target]
            yield Unit(0, one.code, other.code, one.text, other.text, *about.of(one.props, other.props))

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

    def _texts(self, tuvs: list[etree._Element], where: str) -> list[_Said]:
        """Return what holds text."""
        texts = []
        for tuv in tuvs:
            segments = children(tuv, "seg")
            code, text = code_of(tuv), _text_of(segments)
            if not is_code(code):
                self._skipped.add(say("texts without a language code"), where)
            elif not text:
                self._skipped.add(say("texts that are empty"), where)
            else:
                texts.append(_Said(code, text, props_of(tuv) if len(tuv) > 1 else _NOTHING))
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

    def _about(self, tu: etree._Element, position: int, where: str) -> _About:
        props = props_of(tu)
        said = self._sensible(props, where) if props else {}
        changed_at = clean(tu.get("changedate") or tu.get("creationdate") or "")
        return _About(
            float(said.get("score") or 1),  # somebody vouches for a memory that says none
            cast(Status, said.get("status") or "auto"),
            clean(tu.get("changeid") or tu.get("creationid") or ""),
            changed_at if _DATE.fullmatch(changed_at) else "",
            " ".join(text_in(note) for note in children(tu, "note")),
            (self._place(tu, said, position), *_more_places(props.get("x-places", ""))),
        )

    def _place(self, tu: etree._Element, said: dict[str, str], position: int) -> Place:
        return Place(
            said.get("document") or self.name,
            said.get("date", ""),
            said.get("para", ""),
            clean(tu.get("tuid", "")),
            position=_own_position(said, tu.get("tuid", "")) or position,
            origin="" if said.get("document") else self._origin,
        )


_NOTHING: dict[str, str] = {}


class _Said(NamedTuple):
    """What one language says in a unit, and the props of the text."""

    code: str
    text: str
    props: dict[str, str]


class _About(NamedTuple):
    """What a unit of ours has beside languages and texts."""

    score: float
    status: Status
    changed_by: str
    changed_at: str
    note: str
    places: tuple[Place, ...]

    def of(self, source: dict[str, str], target: dict[str, str]) -> _About:
        """Return the same of a pair of its texts: how each is aligned, and what stands around the source."""
        if not source and not target:  # so it is with nearly all
            return self
        said = {name.removeprefix("x-"): value for name, value in both(source, target).items()}
        wrong = nonsense(said)
        place = replace(
            self.places[0],
            before=source.get("x-context-pre", ""),
            after=source.get("x-context-post", ""),
        )
        return self._replace(
            score=self.score if "score" in wrong else float(said.get("score") or self.score),
            status=self.status if "status" in wrong else cast(Status, said.get("status") or self.status),
            places=(place, *self.places[1:]),
        )


class Choice(NamedTuple):
    """Which texts of a unit make pairs, and what is left over."""

    pairs: tuple[tuple[int, int], ...]
    left_over: tuple[tuple[str, int], ...]
    """Reasons, and how many texts each is about."""


@lru_cache(maxsize=1024)
def choose(codes: tuple[str, ...], named: str, wanted: tuple[str, str]) -> Choice:
    """Pair the texts of a unit by their languages: the pair `wanted`, else each language with each other.

    The source is the one that is `named` by the file, else the one that stands first.

    >>> choose(("fr", "en", "zh-CN"), "en", ("", "")).pairs
    ((1, 0), (1, 2), (0, 2))
    """
    if wanted[0] or (wanted[1] and same_language(named or wanted[1], wanted[1])):
        named = wanted[0]
    sources = _like(codes, named) if named else ()
    if not sources and not wanted[0]:
        sources = tuple(p for p, code in enumerate(codes) if not _like((code,), wanted[1]))
    if not sources:
        return Choice((), ((f"units without text in {wanted[0] or 'another language'}", 1),))
    sources = tuple(place for place in sources if codes[place] == codes[sources[0]])
    if not wanted[1]:
        return _with_each(codes, sources, to_all=not wanted[0])
    targets = tuple(place for place in _like(codes, wanted[1]) if place not in sources)
    if not targets:
        return Choice((), ((f"units without text in {wanted[1]}", 1),))
    others = len(codes) - len({*sources, *targets})
    return Choice(_linked(sources, targets), (("texts in languages not asked for", others),))


def _with_each(codes: tuple[str, ...], sources: tuple[int, ...], *, to_all: bool) -> Choice:
    """Pair the source with each other language, and if all are wanted these with one another."""
    by_code: dict[str, list[int]] = {}
    for place in (*sources, *range(len(codes))):
        places = by_code.setdefault(codes[place], [])
        if place not in places:
            places.append(place)
    first, *others = (tuple(places) for places in by_code.values())
    if not others:
        return Choice((), (("units without text in a second language", 1),))
    pairs = [pair for other in others for pair in _linked(first, other)]
    left_over = 0
    if to_all and len(by_code) <= MOST_TO_ALL:
        pairs += [pair for one, other in combinations(others, 2) for pair in _linked(one, other)]
    elif to_all:
        left_over = sum(map(len, others))
    return Choice(
        tuple(pairs), (("texts of very many languages, paired with their source alone", left_over),)
    )


def _linked(sources: tuple[int, ...], targets: tuple[int, ...]) -> tuple[tuple[int, int], ...]:
    """Pair two languages; a further text of one goes with the first of the other, so that none is lost."""
    return (*((sources[0], target) for target in targets), *((source, targets[0]) for source in sources[1:]))


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
