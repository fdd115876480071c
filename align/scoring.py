"""How good vectors and alignments are, against pairs and beads known to be right.

Beads are written one a line, `[0, 1]:[2]:0.97`: positions of source and of target sentences, confidence.
Strict and lax follow Vecalign (Thompson & Koehn 2019): a bead is strictly right when the gold holds the
same bead, laxly when it overlaps a gold bead on both sides. Precision counts every bead given, null beads
too; recall counts gold beads with two sides. `ae` is the measure of the published tables of Bertalign
(aligner-eval): strict, and null beads count in both.

>>> gold = [((0,), (0, 1)), ((1,), (2,))]
>>> result = score_beads([(gold, [((0,), (0,)), ((), (1,)), ((1,), (2,))])])
>>> f"{result.strict.precision:.2f} {result.strict.recall:.2f} {result.lax.recall:.2f}"
'0.33 0.50 1.00'
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from align.beads import ScoredBead
from align.errors import ReadError
from align.files import check_input
from align.words import say

Links = tuple[tuple[int, ...], tuple[int, ...]]
"""Source and target sentences of a bead, by position."""

NEIGHBOURS = 4
"""Neighbours whose mean cosine the margin subtracts (Artetxe & Schwenk 2019 take as many)."""

_ROWS = 1024  # cosines computed at once, so that 20,000 texts need 80 MB and not 1.6 GB


def retrieval(source: NDArray[np.float32], target: NDArray[np.float32]) -> tuple[float, float]:
    """Return the share of sources whose own translation is nearest to them: P@1, plain and with margin.

    The margin subtracts from each cosine the mean of the target's best `NEIGHBOURS` cosines, so that texts
    close to everything win less often (CSLS, Conneau et al. 2018). A twin's translation counts as right:
    the same text may occur several times, as in news tests with several references.

    Args:
        source: (n, d) vectors of length one.
        target: (n, d) vectors of their translations, in the same order.
    """
    blocks = [slice(first, first + _ROWS) for first in range(0, len(source), _ROWS)]
    best = np.full((0, len(target)), -1, np.float32)
    for block in blocks:
        cosines = np.concatenate([best, source[block] @ target.T])
        keep = min(NEIGHBOURS, len(cosines))
        best = np.partition(cosines, len(cosines) - keep, axis=0)[len(cosines) - keep :]
    crowding = best.mean(axis=0) / 2
    twins = _numbers(source), _numbers(target)
    plain = margin = 0
    for block in blocks:
        cosines = source[block] @ target.T
        plain += _hits(cosines.argmax(axis=1), block.start, twins)
        margin += _hits((cosines - crowding).argmax(axis=1), block.start, twins)
    return plain / len(source), margin / len(source)


def _numbers(vectors: NDArray[np.float32]) -> NDArray[np.int64]:
    """Return a number for each row, the same for the same row."""
    numbers: dict[bytes, int] = {}
    return np.array([numbers.setdefault(row.tobytes(), len(numbers)) for row in vectors])


def _hits(found: NDArray[np.int64], first: int, twins: tuple[NDArray[np.int64], ...]) -> int:
    """Count the rows, from row `first` on, that found their own number, or a twin's on either side."""
    own = np.arange(first, first + len(found))
    return int(np.any([numbers[found] == numbers[own] for numbers in twins], axis=0).sum())


@dataclass(frozen=True, slots=True)
class Rate:
    """Precision and recall."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """Return their harmonic mean."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(frozen=True, slots=True)
class Score:
    """How far alignments agree with gold, pooled over texts."""

    strict: Rate
    lax: Rate
    ae: Rate


def score_beads(texts: Iterable[tuple[Sequence[Links], Sequence[Links]]]) -> Score:
    """Score alignments, each a pair of gold beads and beads given."""
    pooled = np.zeros((6, 2))
    for gold, given in texts:
        real_gold, real_given = ([bead for bead in beads if all(bead)] for beads in (gold, given))
        known = set(gold)
        same = sum(bead in known for bead in given)
        pooled += [
            _right(gold, given, lax=False),
            _right(real_given, real_gold, lax=False),
            _right(gold, given, lax=True),
            _right(real_given, real_gold, lax=True),
            (same, len(given)),
            (same, len(gold)),
        ]
    shares = [float(right / count) if count else 0.0 for right, count in pooled]
    return Score(Rate(*shares[0:2]), Rate(*shares[2:4]), Rate(*shares[4:6]))


def merge_verses(beads: Iterable[Links], source: Sequence[str], target: Sequence[str]) -> list[Links]:
    """Join neighbouring beads of one verse, for gold that knows verses only.

    Args:
        beads: beads given, in order.
        source: the verse of each source sentence.
        target: the verse of each target sentence.
    """
    merged: list[Links] = []
    last = None
    for bead in beads:
        verses = {source[i] for i in bead[0]} | {target[j] for j in bead[1]}
        verse = verses.pop() if len(verses) == 1 else None
        if verse is not None and verse == last:
            merged[-1] = (merged[-1][0] + bead[0], merged[-1][1] + bead[1])
        else:
            merged.append(bead)
        last = verse
    return merged


def format_bead(bead: ScoredBead) -> str:
    """Return a bead as a line.

    >>> format_bead(ScoredBead((0, 1), (2,), 0.9713))
    '[0, 1]:[2]:0.9713'
    """
    return f"{list(bead.source)}:{list(bead.target)}:{bead.score:.4f}"


def read_beads(path: str | Path) -> list[ScoredBead]:
    """Read beads from a file of lines; a bead without a confidence is sure.

    Raises:
        ReadError: the file is missing, or a line is no bead.
    """
    beads = []
    for number, line in enumerate(check_input(path).read_text(encoding="utf-8-sig").splitlines(), 1):
        if line.strip():
            match = _BEAD.fullmatch(line.strip())
            if match is None:
                mend = say("write beads as [0, 1]:[2] or [0, 1]:[2]:0.97")
                raise ReadError(
                    say("no bead: {line!r}", line=line),
                    where=say("{path} line {line}", path=str(path), line=number),
                    mend=mend,
                )
            source, target = (tuple(map(int, re.findall(r"\d+", match[side]))) for side in (1, 2))
            beads.append(ScoredBead(source, target, float(match[3] or 1)))
    return beads


_BEAD = re.compile(r"\[([\d, ]*)\]\s*:\s*\[([\d, ]*)\](?:\s*:\s*([\d.eE+-]+))?")


def _right(known: Iterable[Links], asked: Iterable[Links], *, lax: bool) -> tuple[int, int]:
    """Return how many of the beads asked about are right by those known, and how many there are."""
    known, asked = set(known), set(asked)
    partners: dict[int, set[int]] = defaultdict(set)
    for source, target in known:
        for i in source:
            partners[i].update(target)
    right = sum(bead in known or (lax and any(partners[i] & set(bead[1]) for i in bead[0])) for bead in asked)
    return right, len(asked)
