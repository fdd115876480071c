"""Tables between rules that run over their whole width: one over the head, one below it, one at the end.

LibreOffice draws the rules of a row in one piece, so that they tell no columns. But what stands between two
of them is in the table, its rows of a single text too: *A. Parliamentary process*, over rows of figures.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise, takewhile
from statistics import median

from align.readers.headings import is_caption
from align.readers.pdf.borders import LARGER
from align.readers.pdf.drawn import DrawnRule
from align.readers.pdf.lines import PdfLine, rows_of

NEAR = 3.0
"""Points by which the rules of one table may differ."""
HEAD = 8
"""Rows of text in the head of a table, at most."""

_Rule = tuple[float, float, float]
"""Height, left and right end."""


class Frames:
    """Finds the tables of a document, page by page: one that a page cuts goes on at the head of the next."""

    def __init__(self) -> None:
        self._cut: _Rule | None = None  # of the table that the last page cut

    def parted(
        self, lines: Sequence[PdfLine], rules: Iterable[DrawnRule]
    ) -> Iterator[tuple[list[PdfLine], list[int]]]:
        """Yield the lines of a page in parts, and for those of a table the band that each is in."""
        levels, done = _levels(rules), 0
        cut, self._cut = self._cut, None
        for top in (*filter(None, [cut]), *levels):
            first = _below(lines, top)
            if first < done or (first and top is cut):
                continue
            places = [first, *(_below(lines, level) for level in levels if _closes(top, level))]
            bands = self._bands(lines, top, list(dict.fromkeys(places)), headed=top is not cut)
            if bands:
                yield list(lines[done:first]), []
                done = first + sum(map(len, bands))
                yield list(lines[first:done]), [n for n, band in enumerate(bands, 1) for _ in band]
        yield list(lines[done:]), []

    def _bands(
        self, lines: Sequence[PdfLine], top: _Rule, places: Sequence[int], *, headed: bool
    ) -> list[Sequence[PdfLine]]:
        """Return the bands of the table below a rule; none where it is no table."""
        bands = [lines[start:end] for start, end in pairwise(places)]
        if headed and not (bands and _is_head(bands[0])):
            return []
        found = [*bands[:headed], *takewhile(_is_body, bands[headed:])]
        rest = lines[places[-1] :]
        if len(places) == 1 + headed and _is_body(rest):  # nothing closes it on this page
            self._cut = (-math.inf, *top[1:])
            found.append(rest)
        return found if len(found) > headed else []


def _levels(rules: Iterable[DrawnRule]) -> list[_Rule]:
    """Return the rules from top to bottom; pieces at one height, and double rules, are one."""
    levels: list[_Rule] = []
    for rule in sorted(rules, key=lambda rule: rule.y):
        if levels and rule.y - levels[-1][0] < NEAR:
            y, x0, x1 = levels.pop()
            levels.append((y, min(x0, rule.x0), max(x1, rule.x1)))
        else:
            levels.append((rule.y, rule.x0, rule.x1))
    return levels


def _below(lines: Sequence[PdfLine], level: _Rule) -> int:
    """Return the place of the first line below a rule."""
    return next((i for i, line in enumerate(lines) if line.y > level[0]), len(lines))


def _closes(top: _Rule, level: _Rule) -> bool:
    """Tell a rule below another that is as long, from one side of the table to the other."""
    return level[0] > top[0] and abs(top[1] - level[1]) < NEAR and abs(top[2] - level[2]) < NEAR


def _is_head(band: Sequence[PdfLine]) -> bool:
    return len(rows_of(band)) <= HEAD and _is_body(band)


def _is_body(band: Sequence[PdfLine]) -> bool:
    """Tell lines that stand beside one another in one size from the text between two tables."""
    if not band or any(line.cell or is_caption(line.text) for line in band):
        return False
    most = median(line.size for line in band) + LARGER
    return all(line.size < most for line in band) and any(len(row) > 1 for row in rows_of(band))
