"""Several memories asked as one: a section's own, and beside it others that deserve less trust.

    own, agency = Searcher(Memory.open("section")), Searcher(Memory.open("agency"))
    for match in Memories([Shelf("section", own), Shelf("agency", agency, penalty=5)]).lookup("…"):
        print(match.match, match.memory)

Each is asked by itself, with its own indexes; the answers are put in one order. What is added goes into the
first.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from time import monotonic
from typing import Any

from align.languages import normal_code
from align.memory.concordance import Concordance
from align.memory.lookup import Match, Penalties, Searcher, ranked
from align.memory.renderings import Rendering
from align.memory.store import Memory

TRUST = 10.0
"""Seconds for which figures are believed: to count a million units takes most of a second of processor."""


@dataclass(frozen=True)
class SearchedMemory:
    """One memory among several."""

    name: str
    searcher: Searcher
    penalty: int = 0
    """Points off the match of all that it holds, as CAT tools take them off a memory."""


@dataclass(frozen=True)
class MemoryFigures:
    """How much several memories hold."""

    units: int
    documents: int
    languages: tuple[tuple[str, str, int], ...]
    """Source language, target language, units; the commonest first."""


class Memories:
    """Answers questions about several memories, as a `Searcher` does about one. May be shared by threads."""

    def __init__(self, shelves: Sequence[SearchedMemory]) -> None:
        """Take at least one; its answers bear no name where it is the only one."""
        self.shelves = tuple(shelves)
        self._figures: tuple[MemoryFigures | None, float] = (None, 0.0)

    @property
    def own(self) -> Memory:
        """The memory that takes what is added."""
        return self.shelves[0].searcher.memory

    @property
    def are_several(self) -> bool:
        """True where answers say from which memory they are."""
        return len(self.shelves) > 1

    def lookup(self, text: str, *, target: str = "", limit: int = 5, **wishes: Any) -> list[Match]:
        """Return what the memories hold of a text, best first; the wishes are those of `Searcher.lookup`.

        A unit that stands in several is told once, from the memory where it matches best.
        """
        found = [
            replace(match, memory=self._named(shelf))
            for shelf in self.shelves
            for match in shelf.searcher.lookup(
                text, target=target, limit=limit, penalties=Penalties(each=shelf.penalty), **wishes
            )
        ]
        if not self.are_several:
            return found
        best: dict[tuple[str, str], Match] = {}
        for match in ranked(found, normal_code(target)):
            best.setdefault((match.source, match.target), match)
        return list(best.values())[:limit]

    def version(self) -> tuple[tuple[int, int], ...]:
        """Return what changes whenever the memories change, or what is known of them."""
        return tuple(shelf.searcher.version() for shelf in self.shelves)

    def are_ready(self) -> bool:
        """Tell whether a look-up need not wait, for indexes or for a server of a database."""
        return all(shelf.searcher.is_ready() for shelf in self.shelves)

    def concordance(self, query: str, *, limit: int = 20, **wishes: Any) -> Concordance:
        """Return where something stands in any of them; the wishes are those of `Searcher.concordance`."""
        found = [(each, each.searcher.concordance(query, limit=limit, **wishes)) for each in self.shelves]
        if not self.are_several:
            return found[0][1]
        hits = [replace(hit, memory=shelf.name) for shelf, answer in found for hit in answer.hits]
        hits.sort(key=lambda hit: hit.date, reverse=True)
        counts: Counter[str] = Counter()
        for _, answer in found:
            counts.update({rendering.text: rendering.count for rendering in answer.renderings})
        return Concordance(
            query,
            tuple(hits[:limit]),
            sum(answer.total for _, answer in found),
            all(answer.complete for _, answer in found),
            tuple(Rendering(text, count) for text, count in counts.most_common()),
        )

    def figures(self) -> MemoryFigures:
        """Return how much they hold together, as counted in the last seconds."""
        figures, counted_at = self._figures
        if not figures or monotonic() > counted_at + TRUST:
            figures = _counted([shelf.searcher.memory for shelf in self.shelves])
            self._figures = figures, monotonic()
        return figures

    def _named(self, shelf: SearchedMemory) -> str:
        return shelf.name if self.are_several else ""


def _counted(memories: Sequence[Memory]) -> MemoryFigures:
    languages: Counter[tuple[str, str]] = Counter()
    for memory in memories:
        for source, target, count in memory.languages():
            languages[source, target] += count
    pairs = tuple((*pair, count) for pair, count in languages.most_common())
    return MemoryFigures(languages.total(), sum(each.count_documents() for each in memories), pairs)
