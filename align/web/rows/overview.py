"""The bitext as a picture at the side of the page: the path of the alignment, coloured by confidence.

Rows run from top to bottom, the translation from left to right. A faithful translation draws one line from
corner to corner; moved text leaves it, missing text cuts a step into it. At the left edge stands how far a
person has come, at the right edge a tick for each row with findings.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np
import numpy.typing as npt

from align.bitext import Bead, Bitext
from align.exchange.html_rows import band_of
from align.terms.findings import SEVERITIES, Finding
from align.web.review.history import State

WIDTH, HEIGHT = 100, 1000
"""Of the drawing, in its own units; the page stretches it."""

MARKS = 500
"""Most marks: a screen has hardly more lines."""

EDGE = 12
"""Room at each edge for what is not the path."""


Places = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Stroke:
    """One stroke of the drawing: a band (`b4` … `bx`) or a severity, and where it runs."""

    colour: str
    path: str


@dataclass(frozen=True, slots=True)
class Overview:
    """What the picture shows."""

    path: tuple[Stroke, ...]
    settled: tuple[Stroke, ...]
    """Rows that are confirmed or flagged."""
    ticks: tuple[Stroke, ...]
    """Rows with findings."""


def overview(state: State, findings: Mapping[int, Sequence[Finding]]) -> Overview:
    """Draw a bitext and its findings."""
    beads = state.bitext.beads
    down = HEIGHT / max(len(beads), 1)
    worst = {key: _worst(row) for key, row in findings.items()}
    return Overview(
        tuple(_path(state.bitext, down)),
        tuple(_edge(((b.status if b.status != "auto" else "") for b in beads), down, 3)),
        tuple(_edge((worst.get(key, "") for key in state.keys), down, WIDTH - 4)),
    )


def _path(bitext: Bitext, down: float) -> Iterator[Stroke]:
    """Yield the path in at most `MARKS` strokes, each as its least sure bead."""
    beads = bitext.beads
    begins, ends = _target_spans(beads)
    sure = np.fromiter((-1.0 if bead.is_null else bead.score for bead in beads), float, len(beads))
    across = (WIDTH - 2 * EDGE) / max(sum(len(bead.target) for bead in beads), 1)
    step = max(1, -(-len(beads) // MARKS))
    for first in range(0, len(beads), step):
        last = min(first + step, len(beads))
        worst = beads[first + int(sure[first:last].argmin())]
        left, right = (EDGE + at * across for at in (begins[first:last].min(), ends[first:last].max()))
        yield Stroke(band_of(worst), f"M{left:.1f} {first * down:.1f}L{right:.1f} {last * down:.1f}")


def _target_spans(beads: Sequence[Bead]) -> tuple[Places, Places]:
    """Return the first segment of the translation that each bead covers and the one behind its last.

    Segments are counted in the translation's own order; a bead without any is where the one above it ends.
    """
    counts = np.fromiter((len(bead.target) for bead in beads), np.int64, len(beads))
    rank = _ranks([(s.part, s.start) for bead in beads for s in bead.target])
    has_text = counts > 0
    starts = (counts.cumsum() - counts)[has_text]
    ends = np.zeros(len(starts) + 1, np.int64)
    begins = np.zeros(len(starts) + 1, np.int64)
    if len(starts):
        ends[1:] = np.maximum.reduceat(rank, starts) + 1
        begins[1:] = np.minimum.reduceat(rank, starts)
    last = has_text.cumsum()  # of the beads with text, the one that each bead is or stands below
    return np.where(has_text, begins[last], ends[last]), ends[last]


def _ranks(places: Sequence[tuple[int, int]]) -> Places:
    """Return which place in order each of some places is."""
    ranks = np.arange(len(places))
    if sorted(places) != places:  # nearly always they are in order
        order = sorted(range(len(places)), key=places.__getitem__)
        ranks[order] = np.arange(len(places))
    return ranks


def _edge(colours: Iterator[str], down: float, at: float) -> Iterator[Stroke]:
    """Yield a vertical stroke for each run of rows of one colour."""
    first = 0
    for colour, run in groupby(colours):
        last = first + sum(1 for _ in run)
        if colour:
            yield Stroke(colour, f"M{at} {first * down:.1f}V{last * down:.1f}")
        first = last


def _worst(findings: Sequence[Finding]) -> str:
    return min((f.severity for f in findings), key=SEVERITIES.index, default="")
