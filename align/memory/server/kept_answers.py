"""Answers that are kept as long as nothing changes: a section's translators ask for the same texts."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

MOST = 10_000
"""Answers kept: of five matches each some forty megabytes."""

T = TypeVar("T")


class KeptAnswers(Generic[T]):
    """The last answers, as of one version of what was asked. Threads may share it.

    Args:
        version: tells what changes whenever an answer might.
        most: answers to keep.
    """

    def __init__(self, version: Callable[[], Hashable], most: int = MOST) -> None:
        self._version, self._most = version, most
        self._held: OrderedDict[Hashable, tuple[Hashable, T]] = OrderedDict()
        self._lock = Lock()

    def of(self, question: Hashable, find: Callable[[], T]) -> T:
        """Return the answer to a question: the one that is kept, or what `find` finds."""
        version = self._version()  # before it is found: what changes meanwhile makes it an old one
        with self._lock:
            known = self._held.get(question)
            if known and known[0] == version:
                self._held.move_to_end(question)
                return known[1]
        found = find()
        with self._lock:
            self._held[question] = version, found
            self._held.move_to_end(question)
            if len(self._held) > self._most:
                self._held.popitem(last=False)
        return found
