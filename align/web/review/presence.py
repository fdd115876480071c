"""Who is at a review now, and on which row: kept in memory, and only as long as their pages ask."""

from __future__ import annotations

import time
from dataclasses import dataclass
from threading import Lock

from align.web.review.people import Person, by_of

PATIENCE = 10.0
"""Seconds without a word from a page after which nobody is taken to be at it; it asks every other second."""


@dataclass(frozen=True, slots=True)
class Visitor:
    """Somebody at the review."""

    person: Person
    key: int
    """Of the row on which they stand."""


class Presence:
    """The people at one review, by their browsers. Its methods may be called from several threads."""

    def __init__(self) -> None:
        self._seen: dict[str, tuple[float, Visitor]] = {}
        self._lock = Lock()

    def note(self, person: Person, key: int) -> None:
        """Take note of where somebody stands."""
        with self._lock:
            self._seen[by_of(person) or person] = time.monotonic(), Visitor(person, key)

    def others(self, person: Person) -> list[Visitor]:
        """Return who else is here, by name."""
        own = by_of(person) or person
        return [visitor for visitor in self.all() if (by_of(visitor.person) or visitor.person) != own]

    def all(self) -> list[Visitor]:
        """Return who is here, by name."""
        now = time.monotonic()
        with self._lock:
            self._seen = {by: seen for by, seen in self._seen.items() if now - seen[0] < PATIENCE}
            return sorted((visitor for _, visitor in self._seen.values()), key=lambda each: each.person)
