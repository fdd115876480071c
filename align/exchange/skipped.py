"""What was not taken from files, or not as it stood there: told to whoever gave them, never in silence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from align.words import say


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

    def take(self, other: Skipped) -> None:
        """Count what was not taken from other files."""
        self.counts += other.counts
        self.first = other.first | self.first

    def lines(self) -> Iterator[str]:
        """Yield a line a reason, the commonest first."""
        for reason, count in self.counts.most_common():
            yield say(
                "{count:,} {reason} (first: {place})", count=count, reason=reason, place=self.first[reason]
            )
