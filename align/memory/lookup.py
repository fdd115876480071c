"""Look-up: what a memory holds of a text, as a translator sees it: exact, in context, fuzzy, or near in meaning.

    with Memory.open("memory") as memory:
        for match in Searcher(memory).lookup("The right to development", target="zh"):
            print(match.match, match.kind, match.target)

Candidates come from the index over words and characters (`index`), their scores from `match`. What shares no
wording comes from vectors (`vectors`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from align.memory.store import Memory
from align.memory.units import Status

Kind = Literal["context", "exact", "fuzzy", "semantic"]
CONTEXT = 101
"""Match of an exact hit whose neighbours agree too, as CAT tools count it."""


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


@dataclass(frozen=True, slots=True)
class Difference:
    """Words of the found text that the text looked up has not, or has otherwise."""

    start: int
    """Where they stand in the found text; start equals end where it lacks words."""
    end: int
    text: str
    """What the text looked up has in their place; empty where it has nothing."""


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
    differences: tuple[Difference, ...] = ()


class Searcher:
    """Answers questions about one memory. May be shared by threads; sees what is added while it lives."""

    def __init__(self, memory: Memory) -> None:
        self.memory = memory

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
        """
        raise NotImplementedError
