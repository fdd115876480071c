"""The bitext as a picture at the side of the page: the path of the alignment, coloured by confidence.

Rows run from top to bottom, the translation from left to right. A faithful translation draws one line from
corner to corner; moved text leaves it, missing text cuts a step into it. At the left edge stands how far a
person has come, at the right edge a tick for each row with findings.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

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
    spans = _target_spans(beads)
    across = (WIDTH - 2 * EDGE) / max(sum(len(bead.target) for bead in beads), 1)
    step = max(1, -(-len(beads) // MARKS))
    for first in range(0, len(beads), step):
        group = range(first, min(first + step, len(beads)))
        worst = min((beads[i] for i in group), key=lambda bead: -1 if bead.is_null else bead.score)
        left = EDGE + min(spans[i][0] for i in group) * across
        right = EDGE + max(spans[i][1] for i in group) * across
        top, bottom = first * down, (group[-1] + 1) * down
        yield Stroke(band_of(worst), f"M{left:.1f} {top:.1f}L{right:.1f} {bottom:.1f}")


def _target_spans(beads: Sequence[Bead]) -> list[tuple[int, int]]:
    """Return which segments of the translation each bead covers, counted in the translation's own order."""
    target = [(s.part, s.start) for bead in beads for s in bead.target]
    place = [0] * len(target)
    for rank, i in enumerate(sorted(range(len(target)), key=target.__getitem__)):
        place[i] = rank
    spans, count, at = [], 0, 0
    for bead in beads:
        places = place[count : count + len(bead.target)]
        count += len(places)
        low, at = (min(places), max(places) + 1) if places else (at, at)
        spans.append((low, at))
    return spans


def _edge(colours: Iterator[str], down: float, at: float) -> Iterator[Stroke]:
    """Yield a vertical stroke for each run of rows of one colour."""
    first, running = 0, ""
    for i, colour in enumerate([*colours, ""]):
        if colour != running:
            if running:
                yield Stroke(running, f"M{at} {first * down:.1f}V{i * down:.1f}")
            first, running = i, colour


def _worst(findings: Sequence[Finding]) -> str:
    return min((f.severity for f in findings), key=SEVERITIES.index, default="")
