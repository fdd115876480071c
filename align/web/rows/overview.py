"""The bitext as a picture at the side of the page: the path of the alignment, coloured by confidence.

Rows run from top to bottom, the translation from left to right. A faithful translation draws one line from
corner to corner; moved text leaves it, missing text cuts a step into it. At the left edge stands how far a
person has come, at the right edge a tick for each row with findings.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from align.bitext import STATUSES
from align.frame.text import band
from align.terms.findings import SEVERITIES, Finding
from align.web.rows.columns import ReviewColumns, ranks

WIDTH, HEIGHT = 100, 1000
"""Of the drawing, in its own units; the page stretches it."""

MARKS = 500
"""Most marks: a screen has hardly more lines."""

EDGE = 12
"""Room at each edge for what is not the path."""

_TICKS = ("", *SEVERITIES[::-1])

_BANDS = ("b4", "b3", "b2", "b1", "b0", "bx")

Numbers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Stroke:
    """Strokes of one colour: a band (`b4` … `bx`), a status or a severity, and where they run."""

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


def overview(columns: ReviewColumns, findings: Mapping[int, Sequence[Finding]]) -> Overview:
    """Draw a bitext and its findings."""
    count = len(columns.keys)
    marks = np.arange(0, count, max(1, -(-count // MARKS)))  # the first row of each
    if not count:
        return Overview((), (), ())
    places = np.append(marks, count) * (HEIGHT / count)
    return Overview(
        _joined(_path(columns, marks, places), _BANDS),
        _joined(_edge(_settled(columns.rows.status, marks), STATUSES, places, 3), STATUSES),
        _joined(_edge(_worst(columns, findings, marks), _TICKS, places, WIDTH - 4), _TICKS),
    )


def _joined(strokes: Iterable[Stroke], colours: Sequence[str]) -> tuple[Stroke, ...]:
    """Return the strokes of each colour as one, the last above the others: a browser draws few sooner."""
    paths: dict[str, list[str]] = {}
    for stroke in strokes:
        paths.setdefault(stroke.colour, []).append(stroke.path)
    return tuple(Stroke(colour, "".join(paths[colour])) for colour in colours if colour in paths)


def _path(columns: ReviewColumns, marks: Numbers, places: NDArray[np.float64]) -> Iterator[Stroke]:
    """Yield the path, each mark as its least sure bead."""
    begins, ends = _target_spans(columns)
    across = (WIDTH - 2 * EDGE) / max(len(columns.segments), 1)
    lefts = EDGE + across * np.minimum.reduceat(begins, marks)
    rights = EDGE + across * np.maximum.reduceat(ends, marks)
    sure = np.minimum.reduceat(columns.rows.score, marks)
    columns_of_marks = (sure, lefts, rights, places[:-1], places[1:])
    for score, left, right, top, bottom in zip(*(each.tolist() for each in columns_of_marks), strict=True):
        yield Stroke("bx" if score < 0 else band(score), f"M{left:.1f} {top:.1f}L{right:.1f} {bottom:.1f}")


def _target_spans(columns: ReviewColumns) -> tuple[Numbers, Numbers]:
    """Return the first segment of the translation that each bead covers and the one behind its last.

    Segments are counted in the translation's own order; a bead without any is where the one above it ends.
    """
    counts, rank = columns.rows.sizes, ranks(columns.segments)
    has_text = counts > 0
    starts = (counts.cumsum() - counts)[has_text]
    ends = np.zeros(len(starts) + 1, np.int64)
    begins = np.zeros(len(starts) + 1, np.int64)
    if len(starts):
        ends[1:] = np.maximum.reduceat(rank, starts) + 1
        begins[1:] = np.minimum.reduceat(rank, starts)
    last = has_text.cumsum()  # of the beads with text, the one that each bead is or stands below
    return np.where(has_text, begins[last], ends[last]), ends[last]


def _settled(status: NDArray[np.uint8], marks: Numbers) -> NDArray[np.uint8]:
    """Return what each mark is, as its place among `STATUSES`: flagged with one row, confirmed with most."""
    confirmed, flagged = map(STATUSES.index, ("confirmed", "flagged"))
    sizes = np.diff(np.append(marks, len(status)))
    is_done = 2 * np.add.reduceat(status == confirmed, marks, dtype=np.int64) > sizes
    is_flagged = np.logical_or.reduceat(status == flagged, marks)
    return np.where(is_flagged, flagged, np.where(is_done, confirmed, 0)).astype(np.uint8)


def _worst(
    columns: ReviewColumns, findings: Mapping[int, Sequence[Finding]], marks: Numbers
) -> NDArray[np.uint8]:
    """Return the weightiest severity of each mark's findings, as its place in `_TICKS`."""
    worst = np.zeros(len(columns.keys), np.uint8)
    rows = columns.rows_of(findings.keys())
    for row, key in zip(rows.tolist(), columns.keys[rows].tolist(), strict=True):
        worst[row] = max((_TICKS.index(found.severity) for found in findings[key]), default=0)
    return np.maximum.reduceat(worst, marks)


def _edge(
    codes: NDArray[np.uint8], colours: Sequence[str], places: NDArray[np.float64], at: float
) -> Iterator[Stroke]:
    """Yield a vertical stroke for each run of marks of one code but 0."""
    begins = [0, *(np.flatnonzero(codes[1:] != codes[:-1]) + 1).tolist(), len(codes)]
    for first, last in pairwise(begins):
        if codes[first]:
            yield Stroke(colours[codes[first]], f"M{at} {places[first]:.1f}V{places[last]:.1f}")
