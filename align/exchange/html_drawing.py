"""The path of an alignment as a picture: source from left to right, translation from top to bottom.

A faithful translation draws one line from corner to corner. Moved text leaves it, missing text cuts a
step into it, and colour says how sure each match is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from markupsafe import Markup

from align.bitext import Bead, Bitext
from align.exchange.html_figures import RowFigures
from align.exchange.html_rows import band_of
from align.frame.page import PageWords
from align.words import say

SIZE = 1000
"""Side of the square, in units of the drawing."""

MARKS = 600
"""Most marks of linked beads: more would not be told apart on a screen, and slow it down."""


class _Stretch(NamedTuple):
    """The segments a bead covers on both sides, as half-open ranges."""

    row: int
    source: tuple[int, int]
    target: tuple[int, int]
    bead: Bead


def draw(bitext: Bitext, rows: RowFigures, words: PageWords) -> Markup:
    """Return the picture as SVG, to be clicked; each mark knows its row `u…` of the page, for the script.

    The marks are no links: hundreds of them, each without a name, would stand between whoever listens to the
    page and its text. The rows below say all that the picture shows.
    """
    sizes = rows.source, rows.target
    across, down = (SIZE / max(size, 1) for size in sizes)
    marks = "".join(
        _mark(stretch, across, down) for stretch in _thinned(_stretches(bitext, rows), rows.count)
    )
    said = say("Alignment path: {across} segments of the source across, {down} of the translation down",
               across=sizes[0], down=sizes[1])  # fmt: skip
    return Markup(
        f'<svg viewBox="-24 -24 {SIZE + 48} {SIZE + 48}" role="img" {words.attribute("aria-label", said)}>\n'
        f"{_grid()}{marks}</svg>"
    )


def _stretches(bitext: Bitext, rows: RowFigures) -> Iterator[_Stretch]:
    """Yield where each bead lies. The target counts in its own order, so that moved text shows."""
    ranks = range(rows.target) if rows.in_order else _ranks(bitext)
    x = count = y = 0
    for row, bead in enumerate(bitext.beads, 1):
        places = ranks[count : count + len(bead.target)]
        count += len(places)
        low, y = (min(places), max(places) + 1) if places else (y, y)
        yield _Stretch(row, (x, x := x + len(bead.source)), (low, y), bead)


def _ranks(bitext: Bitext) -> Sequence[int]:
    """Return which one each segment of the target is in its own file."""
    places = [(s.part, s.start) for bead in bitext.beads for s in bead.target]
    ranks = [0] * len(places)
    for rank, i in enumerate(sorted(range(len(places)), key=places.__getitem__)):
        ranks[i] = rank
    return ranks


def _thinned(stretches: Iterable[_Stretch], count: int) -> Iterator[_Stretch]:
    """Yield at most `MARKS` linked stretches, neighbours as one, shown as the least sure of them."""
    step = -(-count // MARKS)

    def same_mark(stretch: _Stretch) -> tuple[int, bool]:
        return (stretch.row - 1) // step, stretch.bead.is_null

    for _, each in groupby(stretches, key=same_mark):
        group = list(each)
        worst = min(group, key=lambda stretch: stretch.bead.score)
        yield _Stretch(
            worst.row,
            (group[0].source[0], group[-1].source[1]),
            (min(s.target[0] for s in group), max(s.target[1] for s in group)),
            worst.bead,
        )


def _mark(stretch: _Stretch, across: float, down: float) -> str:
    (x0, x1), (y0, y1) = stretch.source, stretch.target
    left, right, top, bottom = x0 * across, x1 * across, y0 * down, y1 * down
    return (
        f'<path class="mark {band_of(stretch.bead)}" data-row="u{stretch.row}"'
        f' data-at="{(left + right) / 2:.0f},{(top + bottom) / 2:.0f}"'
        f' d="M{left:.1f} {top:.1f}L{right:.1f} {bottom:.1f}"/>\n'
    )


def _grid() -> str:
    lines = (f"M{at} 0V{SIZE}M0 {at}H{SIZE}" for at in range(0, SIZE + 1, SIZE // 4))
    return f'<path class="grid" d="{"".join(lines)}"/>\n'
