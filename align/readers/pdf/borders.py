"""Sides of cells that nobody drew: where the horizontal rules of a table break, its columns meet.

Word draws the rules of a table cell by cell, so that every rule above a row of cells is a chain of pieces,
one a cell. Between two such rules the ends of the pieces above are the sides of the cells below, if the text
there keeps to them: text that runs across them is a paragraph between two tables.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

from align.readers.pdf.drawn import Post, Rule
from align.readers.pdf.glyphs import Glyph

LEVEL = 1.5
"""Points by which the pieces of one rule may differ in height."""
NEAR = 6.0
"""Points by which the ends of two rules of one table may differ."""
CLEAR = 0.3
"""Ems of white that the text leaves on the side of a cell; a blank between words is hardly wider."""
PARTLY = 0.9
"""Most of a table's width that a rule within it has, such as the one under a head over several columns."""
LOW = 30.0
"""Points below which a row with text in one cell alone still belongs to the table around it."""


@dataclass(frozen=True, slots=True)
class _Chain:
    """The pieces of one rule, from left to right."""

    pieces: tuple[Rule, ...]

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


class _Verdict(Enum):
    FITS, CROSSES, SILENT = range(3)


def implied_posts(rules: Iterable[Rule], glyphs: Sequence[Glyph]) -> list[Post]:
    """Return the sides of cells that the rules of a page tell."""
    chains = _chains(rules)
    bands = [band for i, top in enumerate(chains) if (band := _band(top, chains[i + 1 :]))]
    if not bands:
        return []
    verdicts = [_verdict(posts, glyphs) for posts in bands]
    return [
        post
        for i, posts in enumerate(bands)
        if verdicts[i] is _Verdict.FITS or _is_between(bands, verdicts, i)
        for post in posts
    ]


def _chains(rules: Iterable[Rule]) -> list[_Chain]:
    chains: list[list[Rule]] = []
    for rule in sorted(rules, key=lambda rule: rule.y):
        if chains and rule.y - chains[-1][0].y < LEVEL:
            chains[-1].append(rule)
        else:
            chains.append([rule])
    return [_Chain(tuple(sorted(pieces, key=lambda rule: rule.x0))) for pieces in chains]


def _band(top: _Chain, below: Sequence[_Chain]) -> list[Post]:
    """Return the sides of the cells between a rule and the next one of its table, if there is one."""
    if len(top.pieces) < 2:
        return []
    within: list[_Chain] = []
    for chain in below:
        if chain.spans(top):
            return [Post(x, c.y, chain.y) for c in (top, *within) for x in _ends(c.pieces)]
        if chain.x1 < top.x0 or chain.x0 > top.x1:
            continue
        if chain.x1 - chain.x0 > PARTLY * (top.x1 - top.x0):
            return []  # another table, or the frame of something else
        within.append(chain)
    return []


def _ends(pieces: Iterable[Rule]) -> list[float]:
    """Return where pieces begin and end; where one ends and the next begins, once."""
    ends: list[float] = []
    for x in sorted(x for piece in pieces for x in (piece.x0, piece.x1)):
        if not ends or x - ends[-1] > 2 * LEVEL:
            ends.append(x)
    return ends


def _is_between(bands: Sequence[list[Post]], verdicts: Sequence[_Verdict], i: int) -> bool:
    """Tell a low row with a single text in the midst of a table."""
    around = [*verdicts[max(i - 1, 0) : i], *verdicts[i + 1 : i + 2]]
    low = bands[i][0].y1 - bands[i][0].y0 < LOW
    return low and verdicts[i] is _Verdict.SILENT and around == [_Verdict.FITS, _Verdict.FITS]


def _verdict(posts: Sequence[Post], glyphs: Iterable[Glyph]) -> _Verdict:
    """Tell whether the rows of text in a band keep to the sides of its cells."""
    top, bottom = posts[0].y0, max(post.y1 for post in posts)
    left, right = min(post.x for post in posts), max(post.x for post in posts)
    inside = [g for g in glyphs if top < g.y < bottom + 1 and left - NEAR < g.x0 < right and g.text != " "]
    inner = [post.x for post in posts if left + NEAR < post.x < right - NEAR and post.y0 == top]
    told = [_row_verdict(row, inner) for row in _rows(inside)]
    fits, crosses = told.count(_Verdict.FITS), told.count(_Verdict.CROSSES)
    if fits > crosses:
        return _Verdict.FITS
    return _Verdict.CROSSES if crosses else _Verdict.SILENT


def _rows(glyphs: Iterable[Glyph]) -> Iterator[list[Glyph]]:
    row: list[Glyph] = []
    for glyph in sorted(glyphs, key=lambda glyph: glyph.y):
        if row and glyph.y - row[0].y > 0.5 * row[0].size:
            yield row
            row = []
        row.append(glyph)
    if row:
        yield row


def _row_verdict(row: Sequence[Glyph], edges: Sequence[float]) -> _Verdict:
    told = [is_clear(row, x) for x in edges if min(g.x0 for g in row) < x < max(g.x1 for g in row)]
    if not told:
        return _Verdict.SILENT
    return _Verdict.FITS if all(told) else _Verdict.CROSSES


def is_clear(row: Sequence[Glyph], x: float) -> bool:
    """Tell whether the glyphs of a row leave white at a place."""
    left = max((g.x1 for g in row if g.x0 < x), default=x)
    right = min((g.x0 for g in row if g.x0 >= x), default=x)
    return left < x + 1 and right - left > CLEAR * row[0].size
