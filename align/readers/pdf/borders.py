"""Sides of cells that nobody drew: where the horizontal rules of a table break, its columns meet.

Word draws the rules of a table cell by cell, so that every rule above a row of cells is a chain of pieces,
one a cell. Between two such rules the ends of the pieces above are the sides of the cells below, if the text
there keeps to them: text that runs across them is a paragraph between two tables.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from align.readers.pdf.drawn import DrawnRule, Post
from align.readers.pdf.glyphs import Glyphs

LEVEL = 1.5
"""Points by which the pieces of one rule may differ in height."""
NEAR = 6.0
"""Points by which the ends of two rules of one table may differ."""
CLEAR = 0.28
"""Ems of white that the text leaves on the side of a cell; a blank between words is hardly wider."""
CLOSE = 0.2
"""The same between two figures, which may fill their cells to the side."""
PARTLY = 0.9
"""Most of a table's width that a rule within it has, such as the one under a head over several columns."""
ENOUGH = 2
"""Rows with text in several cells that tell a table, whatever runs across its others."""
LARGER = 0.4
"""Points by which the text below a table is larger than its own."""
LINE = 1.4
"""Ems between the baselines of one text, at most."""
STRETCHED = 0.5
"""Ems of white that a blank in a text has, at most."""
WIDE = 1.0
"""Ems of white that part two cells in a row of which another text runs across a side."""

_ENDS_FIGURE, BEGINS_FIGURE = frozenset("0123456789)%–"), frozenset("0123456789($€+−–")


@dataclass(frozen=True, slots=True)
class _Chain:
    """The pieces of one rule, from left to right."""

    pieces: tuple[DrawnRule, ...]

    @property
    def y(self) -> float:
        return self.pieces[0].y

    @property
    def x0(self) -> float:
        return self.pieces[0].x0

    @property
    def x1(self) -> float:
        return max(piece.x1 for piece in self.pieces)

    def spans(self, other: _Chain) -> bool:
        """Tell whether both rules run from one side of a table to the other."""
        return abs(self.x0 - other.x0) < NEAR and abs(self.x1 - other.x1) < NEAR

    def meets(self, other: _Chain) -> bool:
        """Tell whether both stand over the same text."""
        return self.x0 < other.x1 and other.x0 < self.x1


@dataclass(frozen=True)
class _Band:
    """What lies between two rules of a table: the sides of its cells from above, and where it ends."""

    sides: tuple[tuple[float, float], ...]
    """Place of each side, and the height it begins at."""
    bottom: float
    closed: bool
    """A rule of its table ends it."""

    @property
    def top(self) -> float:
        return min(y for _, y in self.sides)

    @cached_property
    def left(self) -> float:
        return min(x for x, _ in self.sides)

    @cached_property
    def right(self) -> float:
        return max(x for x, _ in self.sides)

    def inner(self, y: float) -> list[float]:
        """Return the sides between cells at a height; those of the whole table are none."""
        return [x for x, y0 in self.sides if self.left + NEAR < x < self.right - NEAR and y0 < y]


@dataclass(frozen=True, slots=True)
class _Row:
    """The glyphs on one baseline, and the sides of cells that their text runs across."""

    glyphs: Glyphs
    within: tuple[float, ...]
    """The sides between its first and last glyph."""
    crossed: tuple[float, ...]

    @property
    def y(self) -> float:
        return float(self.glyphs["y"][0])

    @property
    def size(self) -> float:
        return float(self.glyphs["size"][0])

    @property
    def fits(self) -> bool:
        """It has text in several cells, and all of it keeps to them."""
        return bool(self.within) and not self.crossed

    def blocks(self, x: float) -> bool:
        """Tell whether a side of a cell is interrupted by this row: by text, or by what may be a blank."""
        if not self.crossed or x not in self.within:
            return False
        return x in self.crossed or not _is_clear(self.glyphs, x, WIDE)


def implied_posts(rules: Iterable[DrawnRule], glyphs: Glyphs) -> list[Post]:
    """Return the sides of cells that the rules of a page tell."""
    chains, posts = _chains(rules), list[Post]()
    end = float(glyphs["y"].max(initial=0.0))
    glyphs = glyphs[glyphs["text"] != " "]
    last: _Band | None = None
    for i, top in enumerate(chains):
        if len(top.pieces) > 1:
            band = _band(top, chains[i + 1 :], end)
            rows = _with_neighbours(list(_rows_in(band, glyphs)))
            if _is_table(band, rows) or (last and _goes_on(last, band, rows)):
                posts += _posts(band, rows)
                last = band
    return posts


def _posts(band: _Band, rows: Sequence[_Row]) -> Iterator[Post]:
    """Yield the sides of the cells in a band, if the text keeps to them; interrupted where it does not.

    Text that runs across and is larger than what fits stands below the table.
    """
    crossing = [row for row in rows if row.crossed]
    most = max((row.size for row in rows if row.fits), default=math.inf) + LARGER
    bottom = min((row.y - row.size for row in crossing if row.size > most), default=band.bottom)
    for x, top in band.sides:
        y = top
        for row in crossing:
            if y < row.y <= bottom and row.blocks(x):
                yield Post(x, y, row.y - 2 * LEVEL - 1)
                y = row.y + 2 * LEVEL + 1
        if y < bottom:
            yield Post(x, y, bottom)


def _is_table(band: _Band, rows: Sequence[_Row]) -> bool:
    """Tell whether the text in a band stands in cells.

    Rows of a single text over several cells may be the most in a table, where some rows fit and the first
    does. But text keeps to a single side by chance.
    """
    fits, crosses = sum(row.fits for row in rows), sum(bool(row.crossed) for row in rows)
    first = next((row.fits for row in rows if row.within), False)
    several = len(band.inner(band.bottom)) > 1
    if first and several and fits >= ENOUGH + (not band.closed):
        return True
    return fits > crosses and (band.closed or (first and fits > ENOUGH))


def _goes_on(last: _Band, band: _Band, rows: Sequence[_Row]) -> bool:
    """Tell the few rows at the foot of a page below the last rule of a table, by the same sides.

    The blanks of a note may stand where sides do; between the cells of a row there is more white.
    """
    blanks = any(not any(_is_clear(row.glyphs, x, WIDE) for x in row.within) for row in rows if row.within)
    if last.bottom != band.top or blanks or any(row.crossed for row in rows):
        return False
    known = [x for x, _ in last.sides]
    alike = all(any(abs(x - side) < LEVEL for side in known) for x, _ in band.sides)
    return alike and any(row.fits for row in rows)


def _rows_in(band: _Band, glyphs: Glyphs) -> Iterator[_Row]:
    x, y = glyphs["x0"], glyphs["y"]
    inside = (band.top < y) & (y < band.bottom + 1) & (band.left - NEAR < x) & (x < band.right)
    for row in _rows(glyphs[inside]):
        left, right = row["x0"].min(), row["x1"].max()
        within = tuple(x for x in band.inner(row["y"][0]) if left < x < right)
        yield _Row(row, within, tuple(x for x in within if not _is_clear(row, x)))


def _with_neighbours(rows: Sequence[_Row]) -> list[_Row]:
    """Return the rows; one is running text if the next line is, and it has mere blanks where sides stand.

    In a cell merged over the whole table, the blanks of a line may stand at the sides of all columns.
    """
    around = zip(rows, [None, *rows], [*rows[1:], None], strict=False)
    return [
        replace(row, crossed=row.within) if any(_is_text_beside(row, other) for other in beside) else row
        for row, *beside in around
    ]


def _is_text_beside(row: _Row, other: _Row | None) -> bool:
    if not row.fits or other is None or not set(row.within) & set(other.crossed):
        return False
    near = abs(row.y - other.y) < LINE * row.size and abs(row.size - other.size) < LARGER
    return near and not any(_is_clear(row.glyphs, x, STRETCHED) for x in row.within)


def _chains(rules: Iterable[DrawnRule]) -> list[_Chain]:
    chains: list[list[DrawnRule]] = []
    for rule in sorted(rules, key=lambda rule: rule.y):
        if not chains or rule.y - chains[-1][0].y >= LEVEL:
            chains.append([rule])
        elif not any(_covers(piece, rule) for piece in chains[-1]):
            chains[-1].append(rule)
    return [_Chain(tuple(sorted(pieces, key=lambda rule: rule.x0))) for pieces in chains]


def _covers(piece: DrawnRule, other: DrawnRule) -> bool:
    """Tell a line drawn twice, as LibreOffice draws thick ones: its ends are no sides of cells."""
    return piece.x0 < other.x0 + LEVEL and other.x1 < piece.x1 + LEVEL


def _band(top: _Chain, below: Sequence[_Chain], end: float) -> _Band:
    """Return what lies between a rule and the next one of its table, or the end of the page."""
    within, closed = [top], False
    for chain in (chain for chain in below if chain.meets(top)):
        closed = chain.spans(top)
        if closed or chain.x1 - chain.x0 > PARTLY * (top.x1 - top.x0):
            end = chain.y
            break
        within.append(chain)
    return _Band(tuple((x, chain.y) for chain in within for x in _ends(chain.pieces)), end, closed)


def _ends(pieces: Iterable[DrawnRule]) -> list[float]:
    """Return where pieces begin and end; where one ends and the next begins, once."""
    ends: list[float] = []
    for x in sorted(x for piece in pieces for x in (piece.x0, piece.x1)):
        if not ends or x - ends[-1] > 2 * LEVEL:
            ends.append(x)
    return ends


def _rows(glyphs: Glyphs) -> Iterator[Glyphs]:
    """Yield the glyphs by baseline; each row reaches half an em further down than its first glyph."""
    rest = glyphs[np.argsort(glyphs["y"], kind="stable")]
    while len(rest):
        end = np.searchsorted(rest["y"] - rest["y"][0], 0.5 * rest["size"][0], side="right")
        yield rest[:end]
        rest = rest[end:]


def _is_clear(row: Glyphs, x: float, ems: float = CLEAR) -> bool:
    """Tell whether the glyphs of a row leave white at a place."""
    before = row["x0"] + row["x1"] < 2 * x
    left = row["x1"][before].max() if before.any() else x
    right = row["x0"][~before].min() if not before.all() else x
    white = right - left
    if ems == CLEAR and white > CLOSE * row["size"][0] and before.any() and not before.all():
        last, first = row["x1"] == left, row["x0"] == right
        ems = CLOSE if are_figures(row["text"][before & last][0], row["text"][~before & first][0]) else ems
    return bool(left < x + 1 and white > ems * row["size"][0])


def are_figures(before: str, after: str) -> bool:
    """Tell whether a figure ends in front of the white between two texts, and another begins behind it."""
    return before[-1] in _ENDS_FIGURE and after[0] in BEGINS_FIGURE
