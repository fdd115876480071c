"""Where the places of a text are once it was changed."""

from __future__ import annotations

from collections.abc import Iterable

_CLOSELY = 4000
"""Characters of a changed passage up to which it is compared letter by letter: cost grows with the square."""


class MovedPlaces:
    """Where the places of a text are after it was changed.

    >>> place = MovedPlaces("the right to growth.", "the rights to growth.")
    >>> place(3), place(9), place(20)
    (3, 9, 21)
    """

    def __init__(self, before: str, after: str) -> None:
        self._length = len(before)
        self._first = _common(before, after)
        self._last = _common(before[self._first :][::-1], after[self._first :][::-1])
        self._grown = len(after) - len(before)
        middles = [text[self._first : len(text) - self._last] for text in (before, after)]
        self._blocks = _blocks(*middles) if max(map(len, middles)) <= _CLOSELY else ()
        self._sizes = tuple(map(len, middles))

    def __call__(self, place: int) -> int:
        """Return the new place of an old one."""
        if place <= self._first and place < self._length:
            return place
        if place >= self._length - self._last:
            return max(min(place, self._length) + self._grown, 0)
        inside = place - self._first
        for begin, moved, size in self._blocks:
            if inside < begin:
                return self._first + moved
            if inside < begin + size:
                return self._first + moved + inside - begin
        old, new = self._sizes
        return self._first + (new if self._blocks else inside * new // old)


def _common(one: str, other: str) -> int:
    """Return how many characters two texts begin with in common."""
    for place, (here, there) in enumerate(zip(one, other, strict=False)):
        if here != there:
            return place
    return min(len(one), len(other))


def _blocks(before: str, after: str) -> Iterable[tuple[int, int, int]]:
    """Return what two passages have in common, in order: place in both, and size."""
    from rapidfuzz.distance import Indel

    return tuple((b.a, b.b, b.size) for b in Indel.opcodes(before, after).as_matching_blocks() if b.size)
