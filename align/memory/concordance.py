"""Concordance: all places of a memory where something stands, with what answers to it on the other side.

The index tells all units that hold a phrase; `renderings`, how the other side renders it. Only what is shown
is read.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from time import monotonic
from typing import Literal

import numpy as np

from align import embed
from align.memory.disk_index import DiskIndex
from align.memory.index import Ids
from align.memory.index_part import base
from align.memory.match import codes, words
from align.memory.query import QueryTerm, Span, parse, phrase_spans
from align.memory.renderings import Rendering, renderings
from align.memory.store import Memory
from align.memory.units import Place, Status, Unit
from align.spotting import answering

Side = Literal["source", "target"]

SECONDS = 3.0
"""How long regular expressions may read; what they found until then is shown, and said to be part."""

_BATCH = 1000
_LONG = 600  # characters of a unit in which words that answer are not searched one by one


@dataclass(frozen=True, slots=True)
class Filters:
    """Which units count."""

    document: str = ""
    """Beginning of the symbols of documents."""
    year: str = ""
    status: str = ""
    other: str = ""
    """Language beside that of the query, in a memory of several."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A unit that holds what was looked for."""

    unit: int
    source: str
    target: str
    side: Side
    """Where the first term of the query stands."""
    source_spans: tuple[Span, ...]
    """What to highlight: start and end of the term on its side, of what answers to it on the other."""
    target_spans: tuple[Span, ...]
    source_language: str
    target_language: str
    document: str
    number: str
    date: str
    status: Status
    score: float
    before: str
    after: str
    changed_by: str = ""
    """Who decided on it last."""
    changed_at: str = ""
    memory: str = ""
    """Name of the memory that holds it, where several are asked together (`several`)."""


@dataclass(frozen=True, slots=True)
class Concordance:
    """The answer to a query."""

    query: str
    hits: tuple[Hit, ...]
    """The latest first."""
    total: int
    """Units found, shown or not."""
    complete: bool
    """False: there are at least so many; a regular expression ran out of time."""
    renderings: tuple[Rendering, ...]
    """The commonest first."""


def concordance(
    memory: Memory, index: DiskIndex, query: str, *, language: str = "", filters: Filters = Filters(),
    limit: int = 20,
) -> Concordance:  # fmt: skip
    """Return where something stands in a memory. The grammar of queries is in `query`.

    Args:
        memory: what is searched.
        index: its indexes.
        query: phrases, AND, NOT, regular expressions.
        language: side on which the first term stands; default: either.
        filters: which units count.
        limit: most hits shown; all are counted.

    Raises:
        SettingsError: the query makes no sense, or its regular expression takes too long.
    """
    return _Search(memory, index, parse(query), language, filters).answer(query, limit)


class _Search:
    """One query at work."""

    def __init__(
        self, memory: Memory, index: DiskIndex, terms: tuple[QueryTerm, ...], language: str, filters: Filters
    ) -> None:
        self._memory = memory
        self._living = index.living
        self._texts = index.by_language()
        self._terms = terms
        self._lead = terms[0]
        self._language = base(language) if language else ""
        self._filters = filters

    def answer(self, query: str, limit: int) -> Concordance:
        ids, complete = self._ids()
        found = self._renderings(ids)
        hits = [self._hit(unit, found) for unit in self._memory.units(ids[::-1][:limit].tolist())]
        return Concordance(query, tuple(hits), len(ids), complete, tuple(found))

    def _ids(self) -> tuple[Ids, bool]:
        """Return the units found, ascending, and whether these are all."""
        ids = self._with_phrases()
        wanted = self._filters
        if wanted != Filters():
            held = self._memory.ids(
                document=wanted.document, year=wanted.year, status=wanted.status, language=wanted.other
            )
            ids = _kept(ids, np.array(held, np.int32))
        if any(term.pattern for term in self._terms):
            return self._read(ids)
        return ids, True

    def _with_phrases(self) -> Ids:
        """Return the units that hold the phrases of the query and none that it excludes."""
        phrases = [term for term in self._terms if not term.pattern]
        if phrases and not phrases[0].negated:
            ids = self._living(self._holding(phrases.pop(0), self._language))
        else:
            ids = np.array(self._memory.ids(), np.int32)
        for term in phrases:
            ids = _kept(ids, self._holding(term), without=term.negated)
        return ids

    def _holding(self, phrase: QueryTerm, language: str = "") -> Ids:
        """Return the units that hold a phrase on a side in a language, or on either side."""
        sides = [self._texts.get(language, [])] if language else self._texts.values()
        found = [texts.with_phrase(way) for side in sides for texts in side for way in phrase.ways]
        marks = np.zeros(max((int(ids[-1]) + 1 for ids in found if len(ids)), default=0), np.bool_)
        for ids in found:
            marks[ids] = True
        return np.flatnonzero(marks).astype(np.int32)

    def _read(self, ids: Ids) -> tuple[Ids, bool]:
        """Return which units the regular expressions fit, and whether there was time to read all."""
        patterns = [term for term in self._terms if term.pattern]
        found, end = [], monotonic() + SECONDS
        for number, *texts in self._rows(ids):
            if all(term.negated != any(True for t in texts for _ in term.spans(t)) for term in patterns):
                found.append(number)
            if monotonic() > end:
                return np.array(found, np.int32), False
        return np.array(found, np.int32), True

    def _rows(self, ids: Ids) -> Iterator[tuple[int, str, str]]:
        for first in range(0, len(ids), _BATCH):
            yield from self._memory.texts(ids[first : first + _BATCH].tolist())

    def _renderings(self, ids: Ids) -> list[Rendering]:
        """Return how the other side renders the first term, the commonest first."""
        index = [texts for side in self._texts.values() for texts in side]
        # Of a regular expression, what it finds is rendered.
        phrase = self._lead.text if not self._lead.pattern else self._first(ids)
        return renderings(phrase, ids, self._others, index, embed.load()) if len(ids) else []

    def _others(self, ids: Ids) -> Iterator[str]:
        """Yield the texts opposite the first term, short ones first."""
        rows = self._memory.texts(ids.tolist())
        for _, source, target in sorted(rows, key=lambda row: len(row[1]) + len(row[2])):
            yield target if any(self._lead.spans(source)) else source

    def _first(self, ids: Ids) -> str:
        """Return what the first term finds first."""
        for _, *texts in self._memory.texts(ids[:1].tolist()):
            for text in texts:
                for span in self._lead.spans(text):
                    return text[slice(*span)]
        return ""

    def _found(self, unit: Unit) -> tuple[Side, list[Span]]:
        """Return on which side the first term stands in a unit, and where."""
        sides: list[tuple[Side, str, str]] = [
            ("source", unit.source, unit.source_language),
            ("target", unit.target, unit.target_language),
        ]
        for side, text, language in sides:
            if self._language in ("", base(language)) and (spans := list(self._lead.spans(text))):
                return side, spans
        return "source", []

    def _hit(self, unit: Unit, renderings: list[Rendering]) -> Hit:
        side, spans = self._found(unit)
        texts = (unit.source, unit.target) if side == "source" else (unit.target, unit.source)
        answers = self._answer_spans(texts, spans, renderings)
        place = max(unit.places or (Place(""),), key=lambda place: place.date)
        both = (tuple(spans), answers) if side == "source" else (answers, tuple(spans))
        return Hit(
            unit.id, unit.source, unit.target, side, *both, unit.source_language, unit.target_language,
            place.document, place.number, place.date, unit.status, unit.score, place.before, place.after,
            unit.changed_by, unit.changed_at,
        )  # fmt: skip

    def _answer_spans(
        self, texts: tuple[str, str], spans: list[Span], renderings: list[Rendering]
    ) -> tuple[Span, ...]:
        other = words(texts[1])
        for rendering in renderings:
            if found := tuple(phrase_spans(codes(rendering.text), other)):
                return found
        short = spans and len(texts[0]) + len(texts[1]) < _LONG
        answer = answering(texts[0], spans[0], texts[1], embed.load()) if short else None
        return (answer,) if answer else ()


def _kept(ids: Ids, held: Ids, *, without: bool = False) -> Ids:
    """Return which ids are among others, or are not; looked up in a table: many are sorted too slowly."""
    return ids[np.isin(ids, held, invert=without, kind="table")]
