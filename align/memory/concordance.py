"""Concordance: all places of a memory where something stands, with what answers to it on the other side.

Which units hold a phrase the index tells, for all of them. How the other side renders it is learned from a
few (`answers`), and each rendering is then counted in all: what none of the known ones covers is looked at
next, so that the one unit in a hundred with another rendering is found without reading the hundred.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from time import monotonic
from typing import Literal

import numpy as np

from align import embed
from align.answers import answering
from align.memory.index import Ids
from align.memory.match import codes, words
from align.memory.query import Span, Term, parse, phrase_spans
from align.memory.segments import Segments, base
from align.memory.store import Memory
from align.memory.units import Place, Status, Unit

Side = Literal["source", "target"]

SECONDS = 3.0
"""How long regular expressions may read; what they found until then is shown, and said to be part."""

_ROUNDS = 4
_CHOICE, _LOOKED_AT = 40, 4  # units read in each round for renderings that are not known yet
_BATCH = 1000
_EDGES = frozenset(
    word
    for text in ("the a an of to in on for and or by with its their", "的 了 和 与 及 等 在 之 其")
    for word in codes(text)
)
"""Words that are no part of a rendering at its ends."""


@dataclass(frozen=True, slots=True)
class Filters:
    """Which units count."""

    document: str = ""
    """Beginning of the symbols of documents."""
    year: str = ""
    status: str = ""


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


@dataclass(frozen=True, slots=True)
class Rendering:
    """Words of the other side that answer to the first term."""

    text: str
    count: int
    """Units that hold both; a unit counts for one rendering only, the commoner."""


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
    memory: Memory, segments: Segments, query: str, *, language: str = "", filters: Filters = Filters(),
    limit: int = 20,
) -> Concordance:  # fmt: skip
    """Return where something stands in a memory. The grammar of queries is in `query`.

    Args:
        memory: what is searched.
        segments: its indexes.
        query: phrases, AND, NOT, regular expressions.
        language: side on which the first term stands; default: either.
        filters: which units count.
        limit: most hits shown; all are counted.

    Raises:
        SettingsError: the query makes no sense, or its regular expression takes too long.
    """
    return _Search(memory, segments, parse(query), language, filters).answer(query, limit)


class _Search:
    """One query at work."""

    def __init__(
        self, memory: Memory, segments: Segments, terms: tuple[Term, ...], language: str, filters: Filters
    ) -> None:
        self._memory = memory
        self._living = segments.living
        self._texts = segments.by_language()
        self._terms = terms
        self._lead = terms[0]
        self._language = base(language) if language else ""
        self._filters = filters

    def answer(self, query: str, limit: int) -> Concordance:
        ids, complete = self._ids()
        renderings = self._renderings(ids)
        hits = [self._hit(unit, renderings) for unit in self._memory.units(ids[::-1][:limit].tolist())]
        shown = tuple(Rendering(text, count) for text, count in renderings.items())
        return Concordance(query, tuple(hits), len(ids), complete, shown)

    def _ids(self) -> tuple[Ids, bool]:
        """Return the units found, ascending, and whether these are all."""
        found = None
        for term in self._terms:
            if term.pattern is None:
                held = self._holding(term.codes, self._language if term is self._lead else "")
                found = held if found is None else _narrowed(found, held, term.negated)
        ids = self._living(found) if found is not None else None
        if any([self._filters.document, self._filters.year, self._filters.status]):
            wanted = np.array(self._filtered(), np.int32)
            ids = wanted if ids is None else np.intersect1d(ids, wanted, assume_unique=True)
        if all(term.pattern is None for term in self._terms):
            assert ids is not None
            return ids, True
        return self._read(ids)

    def _filtered(self) -> list[int]:
        wanted = self._filters
        return self._memory.ids(document=wanted.document, year=wanted.year, status=wanted.status)

    def _holding(self, phrase: Sequence[int], language: str = "") -> Ids:
        """Return the units that hold a phrase on a side in a language, or on either side."""
        sides = [self._texts.get(language, [])] if language else self._texts.values()
        found = [texts.with_phrase(phrase) for side in sides for texts in side]
        return np.unique(np.concatenate(found)) if found else np.zeros(0, np.int32)

    def _read(self, ids: Ids | None) -> tuple[Ids, bool]:
        """Return which units the regular expressions fit, and whether there was time to read all."""
        patterns = [term for term in self._terms if term.pattern]
        found, end = [], monotonic() + SECONDS
        for number, *texts in self._rows(ids):
            if all(term.negated != any(True for t in texts for _ in term.spans(t)) for term in patterns):
                found.append(number)
            if monotonic() > end:
                return np.array(found, np.int32), False
        return np.array(found, np.int32), True

    def _rows(self, ids: Ids | None) -> Iterator[tuple[int, str, str]]:
        if ids is None:
            for number, _, _, source, target in self._memory.stream():
                yield number, source, target
        else:
            for first in range(0, len(ids), _BATCH):
                yield from self._memory.texts(ids[first : first + _BATCH].tolist())

    def _renderings(self, ids: Ids) -> dict[str, int]:
        """Return how the other side renders the first term, and in how many units, the commonest first."""
        seen: Counter[str] = Counter()
        held: dict[str, Ids] = {}
        counts: dict[str, int] = {}
        rest = ids
        for _ in range(_ROUNDS):
            new = Counter(answer for answer in self._answers(rest) if answer)
            if not new:
                break
            seen += new
            for text in new.keys() - held.keys():
                held[text] = np.intersect1d(ids, self._holding(codes(text)), assume_unique=True)
            counts, rest = _counted(ids, {text: held[text] for text, _ in seen.most_common()})
        return {text: count for text, count in sorted(counts.items(), key=lambda each: -each[1]) if count}

    def _answers(self, ids: Ids) -> Iterator[str]:
        """Yield what answers to the first term in a few units from all over."""
        places = np.unique(np.linspace(0, len(ids) - 1, min(len(ids), _CHOICE)).astype(int))
        rows = self._memory.texts(ids[places].tolist())
        # Long texts take longer to read and tell less.
        for _, *texts in sorted(rows, key=lambda row: len(row[1]))[:_LOOKED_AT]:
            for text, other in (texts, texts[::-1]):
                spans = list(self._lead.spans(text))
                if spans and (answer := answering(text, spans[0], other, embed.load())):
                    yield _trimmed(other[slice(*answer)])
                    break

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

    def _hit(self, unit: Unit, renderings: dict[str, int]) -> Hit:
        side, spans = self._found(unit)
        texts = (unit.source, unit.target) if side == "source" else (unit.target, unit.source)
        answers = self._answer_spans(texts, spans, renderings)
        place = max(unit.places or (Place(""),), key=lambda place: place.date)
        both = (tuple(spans), answers) if side == "source" else (answers, tuple(spans))
        return Hit(
            unit.id, unit.source, unit.target, side, *both, unit.source_language, unit.target_language,
            place.document, place.number, place.date, unit.status, unit.score, place.before, place.after,
        )  # fmt: skip

    def _answer_spans(
        self, texts: tuple[str, str], spans: list[Span], renderings: dict[str, int]
    ) -> tuple[Span, ...]:
        other = list(words(texts[1]))
        for rendering in renderings:
            if found := tuple(phrase_spans(codes(rendering), other)):
                return found
        answer = answering(texts[0], spans[0], texts[1], embed.load()) if spans else None
        return (answer,) if answer else ()


def _counted(ids: Ids, held: dict[str, Ids]) -> tuple[dict[str, int], Ids]:
    """Return in how many units each rendering stands but none of those before it, and the units left over."""
    counts = {}
    for text, units in held.items():
        rest = np.setdiff1d(ids, units, assume_unique=True)
        counts[text] = len(ids) - len(rest)
        ids = rest
    return counts, ids


def _narrowed(found: Ids, held: Ids, negated: bool) -> Ids:
    narrow = np.setdiff1d if negated else np.intersect1d
    return narrow(found, held, assume_unique=True)


def _trimmed(text: str) -> str:
    """Return a rendering without little words at its ends, in small letters."""
    found = list(words(text))
    while found and found[0][0] in _EDGES:
        found.pop(0)
    while found and found[-1][0] in _EDGES:
        found.pop()
    return text[found[0][1] : found[-1][2]].lower() if found else ""
