"""Units of an older import that a newer one of the same document only cuts elsewhere.

    older    اجتمعت اللجنة. ↔ Комитет собрался.  |  واعتمدت النص. ↔ Он принял текст.
    newer    اجتمعت اللجنة. واعتمدت النص. ↔ Комитет собрался. Он принял текст.

A bitext of two languages is cut finer than one of six, in which all languages must end together. Both say
the same, and each is found by those who look for its segments; only what the newer one contradicts is out of
date.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

_NEAR = 20_000
"""Characters around the last unit in which the next one is looked for: both go through one text."""
_MOST = 20
"""Most units of one import that make one of the other."""


class OrderedUnit(NamedTuple):
    """A unit of a document, in the order of the document."""

    unit: int
    source: str
    target: str
    by_hand: bool = False
    """A person confirmed it: what it was cut from is out of date."""


def recut(older: Sequence[OrderedUnit], newer: Sequence[OrderedUnit]) -> Iterator[int]:
    """Yield the units of an older import whose texts stand in the newer one, cut elsewhere."""
    laid = _Laid(newer)
    for row in older:
        if laid.holds(_bare(row.source), _bare(row.target)):
            yield row.unit


def _bare(text: str) -> str:
    return "".join(text.split())


class _Laid:
    """The sources of an import, end to end, and the place in them up to which older ones were found."""

    def __init__(self, rows: Sequence[OrderedUnit]) -> None:
        self._rows = rows
        self._targets = [_bare(row.target) for row in rows]
        pieces = [_bare(row.source) for row in rows]
        self._text = "".join(pieces)
        self._starts = [0]
        for piece in pieces:
            self._starts.append(self._starts[-1] + len(piece))
        self._at = 0

    def holds(self, source: str, target: str) -> bool:
        """Tell whether a unit is part of one that is held, or several of these make it."""
        begin = self._text.find(source, max(0, self._at - _NEAR), self._at + _NEAR + len(source))
        if begin < 0 or not source or not target:
            return False
        self._at = end = begin + len(source)
        first, last = (bisect_right(self._starts, place) - 1 for place in (begin, end - 1))
        if last - first >= _MOST or any(row.by_hand for row in self._rows[first : last + 1]):
            return False
        whole = begin == self._starts[first] and end == self._starts[last + 1]
        if first == last:  # the very same one came the other way round
            return target in self._targets[first] and not (whole and target == self._targets[first])
        return whole and target == "".join(self._targets[first : last + 1])
