"""Where the lines of a column stand among their neighbours: gaps above them, margins, room at their ends.

What is usual is learnt from the document: the distance between the lines of a paragraph for each glyph size,
and the edges from the lines around.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from align.readers.pdf.layout import PageColumn
from align.readers.pdf.lines import PdfLine

GAP = 1.15
"""Distance of two baselines, in usual distances, that sets paragraphs apart."""
FEW = 3
"""Pairs of lines up to which the distance between them may be one between paragraphs."""
FULL = 5
"""Lines that may be missing at the foot of a full column: the next paragraph or heading had no room."""
FILLED = 0.45
"""Part of the column that the longest of several lines fills if they are broken for want of room."""
EVEN, EVENLY = 0.7, 0.35
"""Part of the longest line that others fill too where lines are broken for want of room, and how many do."""
LISTED = 5
"""Lines from which a list is known by their lengths."""
DEEP = 5
"""Ems that no indentation exceeds."""
ROOMY = 1 / 3
"""Part of the longest line that a line leaves empty above another of a name, its office and its country."""
BESIDE = 0.5
"""Ems within which the lines of such an entry begin at one margin."""

_HANGING = re.compile(r"[，。、；：]$")  # such signs may stand beyond the edge
_NAMES = re.compile(r"[^\W\d_]$")
_OPENS = re.compile(r"[^\w]|\d")


@dataclass(frozen=True, slots=True)
class LinePlace:
    """A line where it stands: what decides whether a paragraph begins there."""

    line: PdfLine
    margin: float
    """Where the lines around it begin if they are not indented."""
    edge: float
    """How far to the right they go."""
    right: float
    """How far to the right the lines of its column go, cells apart."""
    opens_column: bool
    opens_chunk: bool
    """There is a gap above it."""
    below: PdfLine | None
    """The next line, unless a gap comes first."""
    full: bool
    """Its column is filled to the foot, so that a paragraph may go on in the next one."""
    leading: float
    """How far the lines of a paragraph in its size stand apart."""


@dataclass(frozen=True, slots=True)
class _Leading:
    """How far the baselines of a paragraph stand apart."""

    known: Mapping[float, float]
    """Glyph size → distance, for sizes that fill several lines."""
    ratio: float
    """Distance in ems in the text; headings, of few lines, are taken to be set alike."""

    def of(self, size: float) -> float:
        """Return the distance for a glyph size."""
        return self.known.get(size, self.ratio * size)


def places(columns: Sequence[PageColumn]) -> Iterator[LinePlace]:
    """Yield the lines of all columns, each with what is around it."""
    leading = _leading(columns)
    for column in columns:
        last = column.lines[-1]
        full = column.foot - last.y < FULL * leading.of(last.size)
        left, right = min(line.x0 for line in column.lines), max(line.x1 for line in column.lines)
        outside = max((line.x1 for line in column.lines if not line.cell), default=right)
        chunks = list(_chunks(column.lines, leading))
        for k, chunk in enumerate(chunks):
            listed = any(_are_entries(chunk, other) for other in chunks[max(k - 1, 0) : k + 2])
            margin, edge = min(line.x0 for line in chunk), _edge(chunk, left, right, listed=listed)
            for i, line in enumerate(chunk):
                below = chunk[i + 1] if i + 1 < len(chunk) else None
                yield LinePlace(
                    line,
                    margin,
                    edge,
                    outside,
                    line is column.lines[0],
                    i == 0,
                    below,
                    full,
                    leading.of(line.size),
                )


def _leading(columns: Sequence[PageColumn]) -> _Leading:
    """Learn the distance between the lines of a paragraph for each glyph size."""
    distances: defaultdict[float, Counter[float]] = defaultdict(Counter)
    for column in columns:
        long = FILLED * max(line.x1 - line.x0 for line in column.lines)
        for above, line in pairwise(column.lines):
            distance = round((line.y - above.y) * 2) / 2
            wrapped = above.size == line.size and above.x1 - above.x0 > long
            if wrapped and 0.9 * line.size < distance < 2.6 * line.size:
                distances[line.size][distance] += 1
    text = max(distances, key=lambda size: distances[size].total(), default=0.0)
    known = {size: _smallest(c) for size, c in distances.items() if size == text or c.total() > FEW}
    return _Leading(known, known[text] / text if text else 1.2)


def _smallest(distances: Counter[float]) -> float:
    """Return the smallest of the usual distances: where paragraphs are short, gaps are more than lines."""
    enough = min(max(distances.values()), 0.15 * distances.total())
    return min(distance for distance, count in distances.items() if count >= enough)


def _chunks(lines: Iterable[PdfLine], leading: _Leading) -> Iterator[list[PdfLine]]:
    """Cut lines at gaps, and wherever size or column of a table change."""
    chunk: list[PdfLine] = []
    for line in lines:
        if chunk and _is_apart(chunk[-1], line, leading.of(line.size)):
            yield chunk
            chunk = []
        chunk.append(line)
    if chunk:
        yield chunk


def _is_apart(above: PdfLine, line: PdfLine, leading: float) -> bool:
    # A last line may be so short that it ends before the indentation of the first.
    beside = line.x0 > above.x1 or line.x1 + DEEP * line.size < above.x0
    return differ(above, line) or beside or not 0.5 * line.size < line.y - above.y < GAP * leading


def differ(one: PdfLine, other: PdfLine) -> bool:
    """Tell whether two lines differ in size or cell, so that they are no one paragraph.

    Weight tells nothing: recommendations stand in bold within a paragraph, for whole lines.
    """
    return one.cell != other.cell or abs(one.size - other.size) > 0.3


def _edge(chunk: Sequence[PdfLine], left: float, right: float, *, listed: bool) -> float:
    """Return how far right the lines of a chunk may go in a column from `left` to `right`.

    Short lines, as in an address, or lines of any length, as in a list, are no wrapped text: for them it is
    the edge of the column, and so it is for a line by itself.
    """
    longest = max(line.x1 - line.size * bool(_HANGING.search(line.text)) for line in chunk)
    filled = longest - min(line.x0 for line in chunk)
    several = len(chunk) > 1 and not (listed or _is_list(chunk))
    wrapped = several and filled > FILLED * (right - left)
    return longest if wrapped else max(right, longest)


def _is_list(chunk: Sequence[PdfLine]) -> bool:
    """Tell a list by its lines, of any length; a bold question or heading above it is none of them."""
    lengths = [line.x1 - line.x0 for line in chunk if line.bold == chunk[-1].bold]
    even = sum(length > EVEN * max(lengths) for length in lengths)
    return len(lengths) >= LISTED and even < EVENLY * len(lengths)


def _are_entries(chunk: Sequence[PdfLine], other: Sequence[PdfLine]) -> bool:
    """Tell two neighbours in a list of a name, an office and a country, a line each."""
    alike = chunk is not other and len(chunk) == len(other) > 2
    return alike and abs(chunk[0].x0 - other[0].x0) < 1 and _is_entry(chunk) and _is_entry(other)


def _is_entry(chunk: Sequence[PdfLine]) -> bool:
    """Tell lines that are broken for no want of room: one leaves much of it and ends no sentence."""
    left, longest = min(line.x0 for line in chunk), max(line.x1 for line in chunk)
    if any(line.x0 - left > BESIDE * line.size or _OPENS.match(line.text) for line in chunk):
        return False
    room = longest - ROOMY * (longest - left)
    return any(line.x1 < room and _NAMES.search(line.text) for line in chunk[:-1])
