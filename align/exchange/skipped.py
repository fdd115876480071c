"""What was not taken from files, or not as it stood there: told to whoever gave them, never in silence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from align.words import say


class FilePlace(NamedTuple):
    """Where a unit stands in a file: told where anything is wrong with it, which is nowhere in most files."""

    path: str
    position: int
    """Its running number, from 1."""
    line: int

    @property
    def told(self) -> str:
        """Return it in words."""
        return say("{path}, unit {position:,}, line {line:,}", **self._asdict())


Where = str | FilePlace


@dataclass(slots=True)
class Skipped:
    """What was not taken from files: how often, for which reason, and where first."""

    counts: Counter[str] = field(default_factory=Counter)
    first: dict[str, str] = field(default_factory=dict)

    def add(self, reason: str, place: Where, count: int = 1) -> None:
        """Count something that was not taken."""
        if not count:
            return
        self.counts[reason] += count
        if reason not in self.first:
            self.first[reason] = place.told if isinstance(place, FilePlace) else place

    def take(self, other: Skipped) -> None:
        """Count what was not taken from other files."""
        self.counts += other.counts
        self.first = other.first | self.first

    def lines(self) -> Iterator[str]:
        """Yield a line a reason, the commonest first."""
        for reason, count in self.counts.most_common():
            yield say(
                "{reason} ({count:,}; first: {place})", count=count, reason=reason, place=self.first[reason]
            )
