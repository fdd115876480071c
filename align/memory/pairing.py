"""A file of any number of languages → units of a memory: each language with each.

Each text of a unit is paired with each other one, that in its source language (of the unit, else of the file)
first, unless two languages are asked for. What is left over is counted and named.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from itertools import combinations
from pathlib import Path
from typing import NamedTuple, cast

from align.exchange.choosing import linked
from align.exchange.entries import Edit, Entry, Filed, latest
from align.exchange.intake import together
from align.exchange.options import Options
from align.exchange.skipped import Skipped
from align.languages import same_language
from align.memory.units import Place, Status, Unit
from align.words import say

MOST_TO_ALL = 8
"""Languages of a unit up to which each is paired with each: the six of the UN make fifteen pairs, the 24 of
the EU would make 276."""

_DATE = re.compile(r"\d{8}T\d{6}Z", re.ASCII)
_TEXTS_OF_A_PLACE = ("document", "date", "number", "tuid", "before", "after", "origin")


class Foreign:
    """The units of a file that was opened, read once."""

    def __init__(self, path: Path, filed: Filed, options: Options, skipped: Skipped) -> None:
        self._wanted = (options.source_language, options.target_language)
        self._filed, self._skipped = filed, skipped
        self.document = filed.head.document
        """The symbol, where the file is of one document that was aligned."""
        self.name = _stem(path)
        self._path, self._origin = str(path), str(path.resolve())

    def __iter__(self) -> Iterator[Unit]:
        """Yield the units of two languages each.

        Raises:
            ReadError: the file is damaged, or its end is missing; after what is whole.
        """
        entry = None
        for entry in self._filed.entries:
            if entry.said:
                yield from self._units(entry)
        if entry is None and not self._skipped.counts:
            self._skipped.add(say("files without units"), self._path)

    def _units(self, entry: Entry) -> Iterator[Unit]:
        said = entry.said
        named = entry.source_language or self._filed.head.source_language
        choice = choose(tuple(each.language for each in said), named, self._wanted)
        for reason, count in choice.left_over:
            self._skipped.add(reason, entry.where, count)
        if not choice.pairs:
            return
        for source, target in choice.pairs:
            one, other = said[source], said[target]
            about = self._about(entry, latest((entry.edit, one.edit, other.edit)))
            known = about.of(one.facts, other.facts)
            codes = one.codes, other.codes
            yield Unit(0, one.language, other.language, one.text, other.text, *known, codes, entry.props)

    def _about(self, entry: Entry, edit: Edit) -> _About:
        said = entry.facts
        changed_at = edit.changed_at or said.get("created_at", "")
        return _About(
            float(said.get("score") or 1),  # somebody vouches for a memory that says none
            cast(Status, said.get("status") or "auto"),
            edit.changed_by or said.get("created_by", ""),
            changed_at if _DATE.fullmatch(changed_at) else "",
            edit.said,
            (self._place(entry), *_more_places(said.get("places", ""))),
        )

    def _place(self, entry: Entry) -> Place:
        said = entry.facts
        return Place(
            said.get("document") or self.name,
            said.get("date", ""),
            said.get("para", ""),
            entry.id,
            position=_own_position(entry) or entry.position,
            origin="" if said.get("document") else self._origin,
        )


class _About(NamedTuple):
    """What a unit of ours has beside languages and texts."""

    score: float
    status: Status
    changed_by: str
    changed_at: str
    note: str
    places: tuple[Place, ...]

    def of(self, source: Mapping[str, str], target: Mapping[str, str]) -> _About:
        """Return the same of a pair of its texts: how each is aligned, and what stands around the source."""
        if not source and not target:  # so it is with nearly all
            return self
        said = together(source, target)
        place = replace(
            self.places[0], before=source.get("context-pre", ""), after=source.get("context-post", "")
        )
        return self._replace(
            score=float(said.get("score") or self.score),
            status=cast(Status, said.get("status") or self.status),
            places=(place, *self.places[1:]),
        )


class UnitPairs(NamedTuple):
    """Which texts of a unit make pairs, and what is left over."""

    pairs: tuple[tuple[int, int], ...]
    left_over: tuple[tuple[str, int], ...]
    """Reasons, and how many texts each is about."""


@lru_cache(maxsize=1024)
def choose(codes: tuple[str, ...], named: str, wanted: tuple[str, str]) -> UnitPairs:
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
        return UnitPairs((), ((_without_text(wanted[0]), 1),))
    if not wanted[1]:
        sources = tuple(place for place in sources if codes[place] == codes[sources[0]])
        return _with_each(codes, sources, to_all=not wanted[0])
    sources = tuple(place for place in sources if same_language(codes[place], codes[sources[0]]))
    targets = tuple(place for place in _like(codes, wanted[1]) if place not in sources)
    if not targets:
        return UnitPairs((), ((_without_text(wanted[1]), 1),))
    others = len(codes) - len({*sources, *targets})
    return UnitPairs(tuple(linked(sources, targets)), ((say("texts in languages not asked for"), others),))


def _with_each(codes: tuple[str, ...], sources: tuple[int, ...], *, to_all: bool) -> UnitPairs:
    """Pair the source with each other language, and if all are wanted these with one another."""
    by_code: dict[str, list[int]] = {}
    for place in (*sources, *range(len(codes))):
        places = by_code.setdefault(codes[place], [])
        if place not in places:
            places.append(place)
    first, *others = (tuple(places) for places in by_code.values())
    if not others:
        return UnitPairs((), ((say("units without text in a second language"), 1),))
    pairs = [pair for other in others for pair in linked(first, other)]
    left_over = 0
    if to_all and len(by_code) <= MOST_TO_ALL:
        pairs += [pair for one, other in combinations(others, 2) for pair in linked(one, other)]
    elif to_all:
        left_over = sum(map(len, others))
    alone = say("texts of very many languages, paired with their source alone")
    return UnitPairs(tuple(pairs), ((alone, left_over),))


def _without_text(code: str) -> str:
    if not code:
        return say("units without text in another language")
    return say("units without text in {languages}", languages=code)


def _like(codes: tuple[str, ...], code: str) -> tuple[int, ...]:
    """Return the places of this code, or else of the same language."""
    exact = tuple(place for place, each in enumerate(codes) if each == code)
    return exact or tuple(place for place, each in enumerate(codes) if code and same_language(each, code))


def _more_places(text: str) -> tuple[Place, ...]:
    """Return the other places of a unit, as a memory of ours exports them."""
    try:
        places = tuple(Place(**place) for place in json.loads(text or "[]"))
    except (ValueError, TypeError, RecursionError):
        return ()
    return tuple(filter(_is_sound, places))


def _own_position(entry: Entry) -> int:
    """Return the running number that we wrote, so that a unit stands where it did; 0: none."""
    last = entry.facts.get("position", "")
    if not last and entry.facts.get("document"):
        last = entry.id.rpartition(":")[2]
    return int(last) if last.isdecimal() and len(last) < 10 else 0


def _is_sound(place: Place) -> bool:
    *texts, position = (getattr(place, name) for name in (*_TEXTS_OF_A_PLACE, "position"))
    return all(isinstance(text, str) for text in texts) and type(position) is int and 0 <= position < 1 << 40


def _stem(path: Path) -> str:
    """Return the name of a file without its endings."""
    name = path.name.removesuffix(".gz")
    return name.removesuffix(path.with_name(name).suffix) or path.name
