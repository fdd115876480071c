"""The verdict: why each bead was made, how sure it is, and whether the documents have anything in common."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from align.errors import NothingInCommonError
from align.paragraphs.evidence import NUMBERS, SURE, Link, Side, Sides, contents
from align.paragraphs.skeleton import agreement

Why = Literal["number", "structure", "embedding"]

AGREED = 0.2
"""Agreement of numbers, times the trust in them, from which on it was the number that decided."""
COMMON = 0.25
"""Least share of the shorter text that must have a convincing partner."""


@dataclass(frozen=True, slots=True)
class ParagraphBead:
    """Blocks that translate one another, as indices into `Document.parts`; one side empty: no partner."""

    source: tuple[int, ...]
    target: tuple[int, ...]
    why: Why
    """What decided: the same number, the texts, or only kind and place between neighbours."""
    score: float
    """Confidence from 0 to 1."""


def check_common(links: Sequence[Link], both: Sides, where: str) -> None:
    """Raise where too little of the shorter text has a partner that says the same, whatever its number."""
    surely = [link for link, said in zip(links, contents(links, both), strict=True) if said > SURE]
    share = max(
        _share(both.source, [i for link in surely for i in link.source]),
        _share(both.target, [j for link in surely for j in link.target]),
    )
    if share < COMMON:
        raise NothingInCommonError(
            f"the documents do not translate one another: only {share:.0%} of the shorter has a partner",
            where=where,
            mend="name two versions of one document",
        )


def _share(side: Side, blocks: list[int]) -> float:
    """Return the share of a side's bytes that stand in some of its blocks."""
    return float(side.size[blocks].sum() / max(side.size.sum(), 1))


def judged(links: Sequence[Link], both: Sides) -> list[ParagraphBead]:
    """Say for each link why it was made and how sure it is."""
    beads = []
    for link, said in zip(links, contents(links, both), strict=True):
        if link.is_null:
            beads.append(_null_bead(link, both))
            continue
        bones = both.source.skeleton, both.target.skeleton
        number = link.trust * agreement(*bones, link.source[0], link.target[0])
        why: Why = "number" if number > AGREED else "embedding" if said > SURE else "structure"
        beads.append(ParagraphBead(link.source, link.target, why, _confidence(said + NUMBERS * number)))
    return beads


def _null_bead(link: Link, both: Sides) -> ParagraphBead:
    """Return the bead of a block without partner; one that has a near neighbour is doubtful."""
    side, index = (both.source, link.source[0]) if link.source else (both.target, link.target[0])
    doubt = _confidence(float(side.cosine[index] - side.background[index]))
    return ParagraphBead(link.source, link.target, "structure", 1 - doubt)


def _confidence(evidence: float) -> float:
    return 1 / (1 + math.exp(-12 * (evidence - 0.1)))
