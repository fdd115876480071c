"""Beads without a fixed end: one block that answers to any number of blocks of the other version.

The table of one path holds joins of a few blocks; a preamble in one paragraph here and in thirteen there
comes out as the join of some of them, with the others left alone beside it. From such a join on, what stands
alone beside it is taken in as long as the whole then says more.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from align.beads import IMPOSSIBLE
from align.paragraphs.evidence import JOIN, MERGED, NULL, NUMBERED, SURE, Link, contents, scores
from align.paragraphs.sides import Sides

LOSS = 0.02
"""Content that a bead may lose by a block said in it, and as much more surely: a long half says most."""


def grown(links: Sequence[Link], both: Sides) -> list[Link]:
    """Return the links of a path, with blocks left alone taken into the bead beside them that says them."""
    done: list[Link] = []
    rest = list(links)[::-1]
    while rest:
        link = rest.pop()
        if not link.is_null:
            for side in _many(link):
                before, after = _alone(done, side), _alone(rest, side)
                if before or after:
                    left, right = _ends(link, side, before, after, both)
                    link = _widened(link, side, left, right)
                    del done[len(done) - left :], rest[len(rest) - right :]
        done.append(link)
    return done


def _many(link: Link) -> tuple[int, ...]:
    """Return which sides of a bead, 0 the source and 1 the target, may hold more blocks."""
    if link.is_single:
        return 1, 0
    return (1,) if len(link.source) == 1 else (0,)


def _alone(links: Sequence[Link], side: int) -> int:
    """Return how many links at the end of a row are blocks of one side without partner."""
    count = 0
    while count < len(links) and links[-1 - count].is_null and links[-1 - count].side(side):
        count += 1
    return count


def _ends(link: Link, side: int, before: int, after: int, both: Sides) -> tuple[int, int]:
    """Return how many of the blocks left alone before and after a bead belong to it.

    One more is tried on either side, then two, four, all: a short line alone may say nothing.
    """
    # A bead of few blocks is what the path chose: only a bead at its limit takes more for nothing.
    free = NULL + (JOIN + NUMBERED * link.trust if len(link.side(side)) >= MERGED else 0.0)

    def worth(ends: tuple[int, int]) -> float:
        return _value(_widened(link, side, *ends), both) + free * sum(ends)

    best, value = (0, 0), worth((0, 0))
    while True:
        left, right = best
        tries = [(left + k, right) for k in _steps(before - left)]
        tries += [(left, right + k) for k in _steps(after - right)]
        tries += [(before, after)]
        found, better = max((worth(ends), ends) for ends in tries)
        if better == best or found <= value:
            return best if any(best) else _said_there(link, side, before, after, both)
        best, value = better, found


def _said_there(link: Link, side: int, before: int, after: int, both: Sides) -> tuple[int, int]:
    """Return the one block beside a bead that is said in it, and with which it says as much.

    Half a paragraph that is short beside the other half earns the path too little to be joined.
    """
    for ends in ((0, 1), (1, 0)):
        if ends[0] <= before and ends[1] <= after:
            wider = _widened(link, side, *ends)
            alone = wider.side(side)[:1] if ends[0] else wider.side(side)[-1:]
            own = Link(alone, link.target) if side == 0 else Link(link.source, alone)
            one, joined, before_it = contents([own, wider, link], both)
            loss = LOSS if one > SURE + LOSS else 0.0
            if one > SURE and joined > before_it - loss and _value(wider, both) > IMPOSSIBLE:
                return ends
    return 0, 0


def _steps(most: int) -> list[int]:
    return sorted({min(2**k, most) for k in range(most.bit_length() + 1)}) if most else []


def _widened(link: Link, side: int, left: int, right: int) -> Link:
    blocks = link.side(side)
    wider = tuple(range(blocks[0] - left, blocks[-1] + right + 1))
    return Link(wider, link.target, link.trust) if side == 0 else Link(link.source, wider, link.trust)


def _value(link: Link, both: Sides) -> float:
    """Return the score of one bead, as the table of the path has it."""
    alone = Sides(both.source.part(list(link.source)), both.target.part(list(link.target)))
    (value,) = scores(alone, [(len(link.source), len(link.target))], link.trust)
    return float(np.asarray(value).item())
