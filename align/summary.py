"""What an alignment amounts to, in a dozen figures: for the terminal, pages and reports."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from align.bitext import WHY_WORDS, Bead, Bitext, Side, Why
from align.multitext import Multitext
from align.remarks import lines_of
from align.unusual import Unusual, unusual
from align.words import Message, counted, listed, say


@dataclass(frozen=True, slots=True)
class Summary:
    """The figures of a bitext."""

    source_blocks: int
    target_blocks: int
    paragraphs: dict[Why, int]
    """Matched paragraphs of the source by what matched them."""
    beads: dict[str, int]
    """Beads by type, `1-1` first, then by count."""
    unmatched_source: int
    """Segments of the source without a partner."""
    unmatched_target: int
    crossings: int
    """Beads whose translation stands before that of the bead before them: text in another order."""
    mean_score: float
    """Mean confidence of the beads that have both sides."""
    confidence: float
    """The same of all beads, those without partner counting nothing: it falls with every one of them."""
    remarks: tuple[Message, ...] = ()
    """What looked wrong in the two files, and where."""
    unusual: Unusual = field(default_factory=Unusual)
    """Units that a CAT tool refuses, or that fill nothing."""

    def _moved(self) -> list[str]:
        if not self.crossings:
            return []
        return [
            counted(
                "moved       {n} bead stands in another order",
                "moved       {n} beads stand in another order",
                n=self.crossings,
            )
        ]

    def lines(self) -> list[str]:
        """Return the summary as lines for a terminal."""
        return [
            say("blocks      {source} | {target}", source=self.source_blocks, target=self.target_blocks),
            say("paragraphs  {counts}", counts=_counts(self.paragraphs) or say("none matched")),
            say("beads       {counts}", counts=_counts(self.beads)),
            say(
                "unmatched   {source} | {target} segments",
                source=self.unmatched_source,
                target=self.unmatched_target,
            ),
            *self._moved(),
            say("confidence  {score:.3f} on average", score=self.confidence),
            *(say("look at     {remark}", remark=remark) for remark in self.remarks),
            *self.unusual.lines(),
        ]


@dataclass(slots=True)
class BeadCounts:
    """Figures of beads, counted as they pass: they may come from disk each time."""

    count: int = 0
    linked: int = 0
    """Beads that have both sides."""
    sure: float = 0.0
    """Sum of their scores."""
    moved: int = 0
    """Of them, those whose translation stands before that of the one before them: text in another order."""
    types: Counter[str] = field(default_factory=Counter)
    """Of them."""
    alone: list[int] = field(default_factory=lambda: [0, 0])
    """Segments without a partner, of the source and of the target."""
    _before: tuple[int, int] = (-1, -1)

    def add(self, bead: Bead) -> None:
        """Count one more bead."""
        self.count += 1
        if bead.is_null:
            self.alone[not bead.source] += len(bead.source) + len(bead.target)
            return
        self.linked += 1
        self.sure += bead.score
        self.types[bead.type] += 1
        here = bead.target[0].part, bead.target[0].start
        self.moved += here < self._before
        self._before = here

    @property
    def confidence(self) -> float:
        """Return the mean confidence of all beads, those without partner counting nothing."""
        return self.sure / self.count if self.count else 0.0


def summarise(bitext: Bitext) -> Summary:
    """Count blocks, beads and reasons of a bitext."""
    counts, why = BeadCounts(), dict[int, Why]()
    blocks: tuple[set[int], set[int]] = set(), set()
    for bead in bitext.beads:
        counts.add(bead)
        for parts, side in zip(blocks, (bead.source, bead.target), strict=True):
            parts.update(segment.part for segment in side)
        if not bead.is_null:
            why[bead.source[0].part] = bead.why
    return Summary(
        source_blocks=len(blocks[0]),
        target_blocks=len(blocks[1]),
        paragraphs=dict(Counter(why.values()).most_common()),
        beads=commonest(counts.types),
        unmatched_source=counts.alone[0],
        unmatched_target=counts.alone[1],
        crossings=counts.moved,
        mean_score=counts.sure / counts.linked if counts.linked else 0.0,
        confidence=counts.confidence,
        remarks=_remarks((bitext.source, bitext.target)),
        unusual=unusual((bead.source, bead.target) for bead in bitext.beads),
    )


@dataclass(frozen=True, slots=True)
class ManySummary:
    """The figures of a multitext."""

    languages: tuple[str, ...]
    """Codes, the pivot first."""
    units: dict[int, int]
    """Units by the number of languages that they hold, from two on, the most first."""
    alone: tuple[int, ...]
    """Segments that no other language says, a number a language."""
    scores: tuple[float, ...]
    """Mean confidence of the texts of each language but the pivot; 0 where there are none."""
    remarks: tuple[Message, ...] = ()
    """What looked wrong in the files, and where."""
    unusual: Unusual = field(default_factory=Unusual)
    """Units that a CAT tool refuses, or that fill nothing."""

    def lines(self) -> list[str]:
        """Return the summary as lines for a terminal."""
        by_language = zip(self.languages[1:], self.scores, strict=True)
        return [
            say("languages   {languages}", languages=listed(self.languages)),
            *(
                counted(
                    "units       {count:,} in {n} language",
                    "units       {count:,} in {n} languages",
                    count=count,
                    n=number,
                )
                for number, count in self.units.items()
            ),
            say(
                "alone       {counts} segments",
                counts=listed(
                    say("{name} {count}", name=code, count=count)
                    for code, count in zip(self.languages, self.alone, strict=True)
                ),
            ),
            say(
                "confidence  {scores} on average",
                scores=listed(
                    say("{name} {score:.3f}", name=code, score=score) for code, score in by_language
                ),
            ),
            *(say("look at     {remark}", remark=remark) for remark in self.remarks),
            *self.unusual.lines(),
        ]


def summarise_many(multitext: Multitext) -> ManySummary:
    """Count the units of a multitext, and what stands alone in one language."""
    counts = Counter(len(unit.held) for unit in multitext.units)
    alone, scores = [], []
    for place in range(len(multitext.sides)):
        said = [(unit, variant) for unit in multitext.units if (variant := unit.variants[place])]
        alone.append(sum(len(variant.segments) for unit, variant in said if len(unit.held) == 1))
        linked = [variant.score for unit, variant in said if len(unit.held) > 1]
        scores.append(sum(linked) / len(linked) if linked else 0.0)
    return ManySummary(
        multitext.languages,
        {number: counts[number] for number in sorted(counts, reverse=True) if number > 1},
        tuple(alone),
        tuple(scores[1:]),
        _remarks(multitext.sides),
        unusual([variant.segments for variant in unit.held] for unit in multitext.units),
    )


def commonest(types: Counter[str]) -> dict[str, int]:
    """Return the counts of types of beads, `1-1` first, then the commonest."""
    return dict(sorted(types.items(), key=lambda item: (item[0] != "1-1", -item[1], item[0])))


def _remarks(sides: Iterable[Side]) -> tuple[Message, ...]:
    return tuple(
        say("{name}, {remark}", name=Path(side.path).name, remark=line)
        for side in sides
        for line in lines_of(side.remarks)
    )


def _counts(counts: dict[str, int] | dict[Why, int]) -> str:
    return listed(
        say("{name} {count}", name=WHY_WORDS.get(name, name), count=count) for name, count in counts.items()
    )
