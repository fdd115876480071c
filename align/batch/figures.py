"""What an aligned pair amounts to: its figures, and whether one side is a part of the other."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Literal

from align.bitext import Bitext
from align.summary import summarise
from align.words import say

BINS = 20
"""Steps of confidence in a distribution."""

WHOLE, PARTIAL = 0.9, 0.75
"""Share of the segments with a partner from which a side is translated whole, and up to which in part."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of a document its other version holds, which has nothing else."""

    whole: Literal["source", "target"]
    share: float

    @property
    def told(self) -> str:
        """Say it."""
        if self.whole == "source":
            return say("translates {share:.0%} of the original", share=self.share)
        return say("translates more than the original: that is {share:.0%} of it", share=self.share)


def part_of(source: tuple[int, int], target: tuple[int, int]) -> Coverage | None:
    """Return which side of a pair is a part of the other, by its segments and those without a partner.

    >>> part_of((200, 120), (80, 1))
    Coverage(whole='source', share=0.4)
    >>> part_of((200, 10), (190, 10)), part_of((200, 120), (200, 120))
    (None, None)
    """
    ours, others = (1 - lone / count if count else 0.0 for count, lone in (source, target))
    if others >= WHOLE and ours <= PARTIAL:
        return Coverage("source", ours)
    return Coverage("target", others) if ours >= WHOLE and others <= PARTIAL else None


@dataclass(frozen=True, slots=True)
class PairFigures:
    """What an aligned pair amounts to."""

    symbol: str
    source_language: str
    target_language: str
    source_segments: int
    target_segments: int
    unmatched_source: int
    unmatched_target: int
    beads: int
    """Those with both sides."""
    mean_score: float
    scores: tuple[int, ...]
    """Beads by confidence, in `BINS` steps from 0 to 1."""
    findings: dict[str, int] = field(default_factory=dict)
    """Count by code and severity: `N1 error`."""

    @property
    def coverage(self) -> float:
        """Return the share of segments of both sides that have a partner."""
        segments = self.source_segments + self.target_segments
        return 1 - (self.unmatched_source + self.unmatched_target) / segments if segments else 0.0

    @property
    def part(self) -> Coverage | None:
        """Return which side translates a part of the other alone, and how much; None where neither does."""
        return part_of(
            (self.source_segments, self.unmatched_source), (self.target_segments, self.unmatched_target)
        )


def figures_of(bitext: Bitext, findings: Counter[str]) -> PairFigures:
    """Return the figures of a bitext, with the findings of its term check by code and severity."""
    summary = summarise(bitext)
    linked = [bead for bead in bitext.beads if not bead.is_null]
    bins = Counter(min(int(bead.score * BINS), BINS - 1) for bead in linked)
    return PairFigures(
        bitext.symbol,
        bitext.source.language,
        bitext.target.language,
        sum(len(bead.source) for bead in bitext.beads),
        sum(len(bead.target) for bead in bitext.beads),
        summary.unmatched_source,
        summary.unmatched_target,
        len(linked),
        summary.mean_score,
        tuple(bins[step] for step in range(BINS)),
        dict(sorted(findings.items())),
    )
