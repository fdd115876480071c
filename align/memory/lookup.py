"""Look-up: what a memory holds of a text: exact, in context, fuzzy, or near in meaning.

    with Memory.open("memory") as memory:
        for match in Searcher(memory).lookup("The right to development", target="zh"):
            print(match.match, match.kind, match.target)

Candidates come from the index over words and characters (`index`), their scores from `match`. What shares no
wording comes from vectors (`vectors`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from align import embed
from align.bitext import TRUST
from align.errors import SettingsError
from align.languages import normal_code, same_language
from align.memory.concordance import Concordance, Filters, concordance
from align.memory.disk_index import DiskIndex
from align.memory.highlight import WordDifference, differences
from align.memory.index_part import base
from align.memory.match import Yardstick, codes, least_words, most_match
from align.memory.similar import similar
from align.memory.store import Memory
from align.memory.units import Place, Status, Unit
from align.recognise import language_of
from align.text import clean
from align.words import language_name, say

__all__ = ["CONTEXT", "Match", "Penalties", "Searcher", "WordDifference", "ranked"]

Kind = Literal["context", "exact", "fuzzy", "semantic"]
KIND_WORDS: dict[str, str] = {
    "context": say("context"),
    "exact": say("exact"),
    "fuzzy": say("fuzzy"),
    "semantic": say("semantic"),
}
"""The same for people."""
CONTEXT = 101
"""Match of an exact hit whose neighbours agree too, as CAT tools count it."""
NEAR = 0.5
"""Cosine from which units are near in meaning."""

_BATCH = 40
"""Units read and scored at once."""
_SPARE = 4
"""Units near in meaning that are read for each hit wanted: some match by words, some in other languages."""
_MOST_READ = 50
"""Most units read for each hit wanted: thousands may have the same words and other figures."""


@dataclass(frozen=True, slots=True)
class Penalties:
    """Points taken off the match of units that deserve less trust; none unless asked for."""

    auto: int = 0
    """Aligned by machine and reviewed by nobody."""
    flagged: int = 0
    """Flagged as doubtful by a person."""
    old: int = 0
    """All their documents are of before `old_before`."""
    old_before: str = ""
    """ISO date or year."""
    each: int = 0
    """Every one: the memory itself deserves less trust."""


@dataclass(frozen=True, slots=True)
class Match:
    """A unit that answers to a text, turned so that its source is in the language of that text."""

    source: str
    target: str
    match: int
    """101 in context, 100 exact, below fuzzy; semantic hits stand below the threshold of fuzzy ones."""
    kind: Kind
    document: str
    status: Status
    unit: int
    """Its id in the memory."""
    score: float
    """Confidence of its alignment, from 0 to 1."""
    number: str
    """Number of its paragraph."""
    date: str
    before: str
    """Source text of the unit before it."""
    after: str
    source_language: str
    target_language: str
    differences: tuple[WordDifference, ...] = ()
    changed_by: str = ""
    """Who decided on it last."""
    changed_at: str = ""
    """UTC, `YYYYMMDDThhmmssZ`."""
    memory: str = ""
    """Name of the memory that holds it, where several are asked together (`several`)."""


class Searcher:
    """Answers questions about one memory. May be shared by threads; sees what is added while it lives."""

    def __init__(self, memory: Memory, *, step: Callable[[str], None] = lambda _: None) -> None:
        """Take a memory; `step` is told what is done when its indexes have to be made first."""
        self.memory = memory
        self.index = DiskIndex(memory)
        self._step = step

    def prepare(self) -> None:
        """Bring the indexes up to date, anew where units were removed, so that no look-up has to wait.

        Raises:
            WriteError: the indexes cannot be written.
        """
        self.index.renew(self._step)
        self.index.vectors(self._step)

    def catch_up(self) -> None:
        """Take what was added into the indexes; what was removed stays in them, unseen.

        Raises:
            WriteError: the indexes cannot be written.
        """
        self.index.vectors(self._step)

    def version(self) -> tuple[int, int]:
        """Return what changes with the memory and its indexes, which catch up with it here."""
        return self.index.version(self._step)

    def is_ready(self) -> bool:
        """Tell whether a look-up need not wait, for indexes or for a server of a database."""
        return self.memory.is_near and self.index.is_ready()

    def lacking(self, source: str, target: str) -> tuple[str, ...]:
        """Return a remark where the memory holds nothing at all in two languages, either way round."""
        for one, other, _ in self.memory.languages():
            if all(any(same_language(code, held) for held in (one, other)) for code in (source, target)):
                return ()
        names = {"source": language_name(source), "target": language_name(target)}
        return (say("the memory holds nothing in {source} and {target}", **names),)

    def lookup(
        self, text: str, *, source: str = "", target: str = "", threshold: int = 65, limit: int = 5,
        before: str = "", after: str = "", semantic: bool = True, penalties: Penalties = Penalties(),
    ) -> list[Match]:  # fmt: skip
        """Return what the memory holds of a text, best first.

        Args:
            text: in the language `source`; default: recognised among the languages of the memory.
            source: language code; `zh` finds what is stored as `zh-CN`, too.
            target: language code of the translations; default: all that the memory has beside `source`.
            threshold: least match of fuzzy hits, in per cent.
            limit: most hits.
            before: the text before it in its document: with `after` it tells a match in context (101).
            after: the text after it.
            semantic: fill up with units near in meaning.
            penalties: what makes a match count less.

        Raises:
            SettingsError: the threshold is no per cent, or the limit no number of hits.
            WriteError: the indexes cannot be written.
        """
        if not 0 < threshold <= 100 or limit < 1:
            mend = say("take a threshold from 1 to 100 and a limit of 1 or more")
            raise SettingsError(
                say(
                    "no look-up with threshold {threshold} and limit {limit}",
                    threshold=threshold,
                    limit=limit,
                ),
                mend=mend,
            )
        text = clean(text)
        if not text:
            return []
        languages = {base(source)} if source else self._languages(text)
        query = _Query(text, languages, normal_code(target), threshold, limit,
                       (clean(before), clean(after)), penalties, Yardstick(text).match)  # fmt: skip
        found = self._fuzzy(query)
        if semantic and len(found) < limit:
            found += self._semantic(query, {match.unit for match in found})
        return found[:limit]

    def concordance(
        self, query: str, *, language: str = "", other: str = "", document: str = "", year: str = "",
        status: str = "", limit: int = 20,
    ) -> Concordance:  # fmt: skip
        """Return where something stands on either side, and how the other side renders it.

        Args:
            query: phrases, AND, NOT, regular expressions, as `query` describes.
            language: that of the first term; default: either side.
            other: the language beside it; default: any.
            document: beginning of the symbols of the documents that count.
            year: of these documents.
            status: of the units that count.
            limit: most hits shown; all are counted.

        Raises:
            SettingsError: the query makes no sense, or its regular expression takes too long.
            WriteError: the indexes cannot be written.
        """
        self.index.all(self._step)
        filters = Filters(document, year, status, other)
        return concordance(self.memory, self.index, query, language=language, filters=filters, limit=limit)

    def _languages(self, text: str) -> set[str]:
        """Return the languages of the memory in which a text may be."""
        held = self.index.by_language(self._step)
        recognised = base(language_of(text))
        return {recognised} if recognised in held else set(held)

    def _fuzzy(self, query: _Query) -> list[Match]:
        found: list[Match] = []
        for batch, most in self._candidates(query):
            kept = sorted((match.match for match in found), reverse=True)[: query.limit]
            if len(kept) == query.limit and most - query.penalties.each <= kept[-1]:
                break
            answers = map(query.answer, self.memory.units(batch))
            found += [match for match in answers if match and match.match >= query.threshold]
        return [query.marked(match) for match in ranked(found, query.target)[: query.limit]]

    def _candidates(self, query: _Query) -> Iterator[tuple[list[int], int]]:
        """Yield units by falling similarity, and what the best of each batch may match at most."""
        words, least = codes(query.text), least_words(query.threshold)
        texts = self.index.by_language(self._step)
        parts = [each for code in query.languages for each in texts.get(code, [])]
        found = similar(parts, words, least)
        if not len(found.ids):
            return
        ids, scores, figures = found.ids, found.scores, found.figures
        order = np.lexsort((-ids, -figures, -scores))[: _MOST_READ * query.limit]
        for first in range(0, len(order), _BATCH):
            best = order[first]
            most = query.best if figures[best] == 1 else most_match(float(scores[best]))
            yield ids[order[first : first + _BATCH]].tolist(), most

    def _semantic(self, query: _Query, known: set[int]) -> list[Match]:
        """Return units near in meaning whose words do not match."""
        vector = embed.load().encode([query.text])[0]
        cosines: dict[int, float] = {}
        for units, vectors in self.index.vectors(self._step):
            places, near = vectors.nearest(vector, 2 * query.limit + len(known))
            cosines |= dict(zip(units[places].tolist(), near.tolist(), strict=True))
        wanted = [number for number, cosine in cosines.items() if cosine >= NEAR and number not in known]
        nearest = sorted(wanted, key=lambda number: -cosines[number])[: _SPARE * query.limit]
        answers = (query.answer(unit, cosines[unit.id]) for unit in self.memory.units(nearest))
        return ranked((match for match in answers if match), query.target)


@dataclass(frozen=True, slots=True)
class _Query:
    """A text looked up, and what is asked of its matches."""

    text: str
    languages: set[str]
    target: str
    """Of variants of this language, this one comes first."""
    threshold: int
    limit: int
    context: tuple[str, str]
    penalties: Penalties
    match: Callable[[str], int]
    """How alike a text is, in per cent."""

    @property
    def best(self) -> int:
        """Return the greatest match there can be."""
        return CONTEXT if any(self.context) else 100

    def answer(self, unit: Unit, cosine: float | None = None) -> Match | None:
        """Return how a unit answers, by its words or by its meaning; None where it does not."""
        ways = [unit] if self._fits(unit.source_language, unit.target_language) else []
        if self._fits(unit.target_language, unit.source_language):
            ways.append(unit.turned())
        if not ways:
            return None
        points, way = max(((self.match(way.source), way) for way in ways), key=lambda pair: pair[0])
        if cosine is not None and points >= self.threshold:
            return None  # a fuzzy match, and there are better ones
        place = self._place(way)
        kind: Kind = "exact" if points == 100 else "fuzzy"
        if cosine is not None:
            # Below all that is fuzzy, so that no tool takes the one for the other.
            kind, points = "semantic", int(cosine * (self.threshold - 1))
        elif points == 100 and self._in_context(place):
            kind, points = "context", CONTEXT
        return Match(
            way.source, way.target, max(0, points - self._penalty(unit)), kind, place.document, unit.status,
            unit.id, unit.score, place.number, place.date, place.before, place.after, way.source_language,
            way.target_language, changed_by=unit.changed_by, changed_at=unit.changed_at,
        )  # fmt: skip

    def marked(self, match: Match) -> Match:
        """Return a match with what it has otherwise."""
        if match.kind != "fuzzy":
            return match
        return replace(match, differences=differences(match.source, self.text))

    def _fits(self, source: str, target: str) -> bool:
        return base(source) in self.languages and (not self.target or base(target) == base(self.target))

    def _place(self, unit: Unit) -> Place:
        """Return the place whose neighbours agree, or the latest."""
        places = unit.places or (Place(""),)
        return max(places, key=lambda place: (self._in_context(place), place.date))

    def _in_context(self, place: Place) -> bool:
        """Tell whether the neighbours agree, as far as they were given."""
        given = [
            (ours, theirs)
            for ours, theirs in zip(self.context, (place.before, place.after), strict=True)
            if ours
        ]
        return bool(given) and all(ours == clean(theirs) for ours, theirs in given)

    def _penalty(self, unit: Unit) -> int:
        points = self.penalties.each + self.penalties.auto * (unit.status == "auto")
        points += self.penalties.flagged * (unit.status == "flagged")
        dates = [place.date for place in unit.places if place.date]
        old = bool(dates) and max(dates) < self.penalties.old_before
        return points + self.penalties.old * old


def ranked(found: Iterable[Match], language: str = "") -> list[Match]:
    """Order matches: the best first; of equals the confirmed, then those in the very variant, the latest."""
    latest = sorted(
        found, key=lambda match: (match.target_language == language, match.date, match.unit), reverse=True
    )
    return sorted(latest, key=lambda match: (-match.match, -TRUST[match.status]))
