"""Where a bitext under review differs from what it was when the review began: as the machine aligned it.

Rows that nobody touched keep their keys, and the first keys are the places of the rows as they were. So what
lies between two untouched rows, then and now, is what people made of it; within that, rows of the same texts
are no difference.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from align.bitext import Bead
from align.languages import join
from align.web.handover.word_differences import Piece, differing
from align.web.review.history import State

SEAM = " ‖ "
"""Stands between the texts of two rows."""

_MOST = 3000
"""Rows side by side up to which those of the same texts are looked for."""

_Texts = tuple[tuple[str, ...], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class RowDifference:
    """Some rows side by side, as they were and as they are."""

    before: range
    after: range


@dataclass(frozen=True, slots=True)
class SideDifference:
    """The same for one side, word by word."""

    language: str
    before: list[Piece]
    after: list[Piece]

    @property
    def differs(self) -> bool:
        """True where anything does."""
        return self.before != self.after


def differences(state: State, machine: Sequence[Bead]) -> Iterator[RowDifference]:
    """Yield where the rows of a moment differ in their texts from the machine's, from the top."""
    for before, after in _stretches(state.keys, len(machine)):
        then = [_texts(bead) for bead in machine[before.start : before.stop]]
        now = [_texts(bead) for bead in state.bitext.beads[after.start : after.stop]]
        for a, b, c, d in _unlike(then, now):
            yield RowDifference(
                range(before.start + a, before.start + b), range(after.start + c, after.start + d)
            )


def of_row(state: State, machine: Sequence[Bead], row: int) -> RowDifference | None:
    """Return the difference that a row is part of; nothing, where it is as it was."""
    return next((each for each in differences(state, machine) if row in each.after), None)


def rows_that_differ(state: State, machine: Sequence[Bead]) -> list[int]:
    """Return all rows that are not as they were."""
    return [row for each in differences(state, machine) for row in each.after]


def sides(
    difference: RowDifference, state: State, machine: Sequence[Bead]
) -> tuple[SideDifference, SideDifference]:
    """Return a difference side by side, the original first."""
    source, target = texts(difference, state, machine)
    return (
        SideDifference(state.bitext.source.language, *differing(*source)),
        SideDifference(state.bitext.target.language, *differing(*target)),
    )


def texts(
    difference: RowDifference, state: State, machine: Sequence[Bead]
) -> tuple[tuple[str, str], tuple[str, str]]:
    """Return the texts of each side of a difference as they were and as they are, the original's first."""
    then = machine[difference.before.start : difference.before.stop]
    now = state.bitext.beads[difference.after.start : difference.after.stop]
    source, target = state.bitext.source.language, state.bitext.target.language
    return (
        (_joined("source", then, source), _joined("source", now, source)),
        (_joined("target", then, target), _joined("target", now, target)),
    )


def _joined(name: str, beads: Sequence[Bead], language: str) -> str:
    return SEAM.join(join((segment.text for segment in getattr(bead, name)), language) for bead in beads)


def _stretches(keys: Sequence[int], count: int) -> Iterator[tuple[range, range]]:
    """Yield what lies between rows that nobody touched: places then, places now."""
    then = now = 0
    for row, key in enumerate((*keys, count)):
        if key < count or row == len(keys):
            if key > then or row > now:
                yield range(then, key), range(now, row)
            then, now = key + 1, row + 1


def _unlike(then: Sequence[_Texts], now: Sequence[_Texts]) -> Iterator[tuple[int, int, int, int]]:
    """Yield the stretches of two lists that differ: from, to in the first; from, to in the second."""
    if len(then) == len(now):
        yield from ((k, k + 1, k, k + 1) for k in range(len(then)) if then[k] != now[k])
    elif max(len(then), len(now)) > _MOST:
        yield 0, len(then), 0, len(now)
    else:
        for tag, *places in SequenceMatcher(None, then, now, autojunk=False).get_opcodes():
            if tag != "equal":
                yield places[0], places[1], places[2], places[3]


def _texts(bead: Bead) -> _Texts:
    return tuple(segment.text for segment in bead.source), tuple(segment.text for segment in bead.target)
