"""Glyphs → runs: what follows on one baseline, in one size and weight, with no side of a cell between."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median

import numpy as np
from numpy.typing import NDArray

from align.readers.pdf import borders
from align.readers.pdf.aligned import CLOSE
from align.readers.pdf.borders import CLEAR, are_figures
from align.readers.pdf.drawn import Post
from align.readers.pdf.glyphs import Glyphs
from align.text import is_han

SPACE = 0.18
"""A gap of this many ems between Latin glyphs is a space: justified text is stretched, hardly squeezed."""
NARROW = 0.7
"""Part of a blank's width that a gap is which stands for one: at a change of type none is written."""
TIGHT = 0.12
"""Ems of white that no font's blank goes below."""
SQUEEZED = 0.1
"""The same where a file has no spaces but gaps alone; kerning moves letters by less."""
FEW = 12
"""Glyphs below which their gaps tell nothing of the others."""
HAN_SPACE = 0.42
"""The same beside a Han character: word processors set a quarter of an em between Han and Latin."""
WIDE = 1.6
"""A gap of this many ems is a column, a table cell or a tab."""
FIGURES = 1.0
"""The same between two figures, blanks included: no blank of a line is stretched so far there."""
STRETCHED = 3.0
"""The same behind a blank, and behind the number of a footnote."""

FIGURE = re.compile(
    r"[-–—−+]?[($€£]*[-–−]?\s?\d[\d\s.,]*[%)]*[ᵃ-ᶻ*⁰-⁹¹²³]*|[-–—−]|\(?\.{2,}\)?|n/?a"
    r"|\(\d\d?\)(?:\s?[=+×÷/–−-]\s?\(\d\d?\))+",
    re.IGNORECASE,
)
"""What stands alone in a column of figures; the number of a column, (6)=(5)-(3)."""


@dataclass(frozen=True, slots=True)
class GlyphRun:
    """Glyphs that follow one another on a baseline in one size."""

    text: str
    x0: float
    x1: float
    y: float
    size: float
    bold: bool
    italic: bool = False
    raised: bool = False
    fixed: bool = False
    least: float = SPACE
    """The gap in ems that is a space around it."""


class CellSides:
    """The sides of the cells on a page, which part what stands on both sides of one."""

    def __init__(self, posts: Sequence[Post], aligned: Sequence[Post] = ()) -> None:
        """Take the sides that are drawn or told by rules, and those that lines below one another tell."""
        self._posts, self._aligned = _Posts(posts), _Posts(aligned)
        self.aligned = bool(aligned)

    def part(self, left: float, right: float, y: float) -> bool:
        """Tell whether one stands in the white between two places at a height."""
        return self._posts.between(left, right, y)

    def begin(self, x: float, y: float) -> bool:
        """Tell whether what stands at a place begins there as the lines around it do."""
        return self._aligned.between(x, x, y)


class _Posts:
    """Upright lines, found by where they stand."""

    def __init__(self, posts: Sequence[Post]) -> None:
        self._posts = sorted(posts, key=lambda post: post.x)
        self._places = [post.x for post in self._posts]

    def between(self, left: float, right: float, y: float) -> bool:
        first, last = bisect_right(self._places, left - 1), bisect_left(self._places, right + 1)
        return any(post.y0 < y < post.y1 + 1 for post in self._posts[first:last])


def runs_of(glyphs: Glyphs, sides: CellSides) -> list[GlyphRun]:
    """Return the runs that the glyphs of a page make; those of blanks alone are left out."""
    blank = np.fromiter(map(str.isspace, glyphs["text"]), bool, len(glyphs))
    cuts = _cuts(glyphs, blank, sides)
    begins, ends = np.append(0, cuts), np.append(cuts, len(glyphs))
    seen = np.flatnonzero(~blank)
    first, last = np.searchsorted(seen, begins), np.searchsorted(seen, ends)
    begins, ends, first, last = (column[last > first] for column in (begins, ends, first, last))
    least = _least_beside(glyphs[glyphs["text"] == " "])
    # A file that has gaps alone may have no-break spaces: TeX writes ~ as one.
    written = np.append(0, np.cumsum(blank & (glyphs["text"] != "\xa0")))
    texts = _texts(glyphs, begins, ends, solid=written[ends] == written[begins], least=least)
    head = glyphs[seen[first]]
    facts = (head["x0"], glyphs["x1"][seen[last - 1]], *(head[n] for n in ("y", "size", "bold", "italic")))
    facts += (np.zeros(len(head), bool), head["fixed"], np.full(len(head), least))
    return [GlyphRun(*run) for run in zip(texts, *(column.tolist() for column in facts), strict=True)]


def _cuts(glyphs: Glyphs, blank: NDArray[np.bool_], sides: CellSides) -> NDArray[np.int_]:
    """Return the numbers of the glyphs that begin a run, but for the first."""
    last, glyph = glyphs[:-1], glyphs[1:]
    size, gap = last["size"], glyph["x0"] - last["x1"]
    alike = (last["bold"] == glyph["bold"]) & (last["italic"] == glyph["italic"])
    alike &= (abs(glyph["size"] - size) <= 0.05 * size) & (abs(glyph["y"] - last["y"]) < 0.1 * size)
    # A blank may be stretched far in a narrow justified column; between columns and cells there is none.
    limit = np.where(blank[:-1], STRETCHED, WIDE)
    cut = ~(alike & (-0.6 * size < gap) & (gap < limit * size))
    edge = _edges(glyphs, blank)[:-1]
    white = glyph["x0"] - edge
    roomy = np.flatnonzero(~cut & (white > CLEAR * glyph["size"]))
    near = np.flatnonzero(~cut & ~blank[1:] & (white > borders.CLOSE * glyph["size"]))
    near = near[white[near] <= CLEAR * glyph["size"][near]]
    figures = [i for i in near.tolist() if _are_figures(glyphs["text"], blank, i)]
    roomy = np.append(roomy, np.array(figures, int))
    places = (edge[roomy], glyph["x0"][roomy], glyph["y"][roomy])
    cut[roomy] = list(map(sides.part, *(column.tolist() for column in places)))
    if sides.aligned:
        wide = np.flatnonzero(~cut & (glyph["x0"] - edge > CLOSE * glyph["size"]))
        cut[wide] = list(map(sides.begin, glyph["x0"][wide].tolist(), glyph["y"][wide].tolist()))
    far = np.flatnonzero(~cut & ~blank[1:] & (glyph["x0"] - edge > FIGURES * glyph["size"]))
    cut[far] = [_are_figures(glyphs["text"], blank, i) for i in far.tolist()]
    return np.flatnonzero(cut) + 1


def _are_figures(texts: NDArray[np.str_], blank: NDArray[np.bool_], last: int) -> bool:
    """Tell whether figures of two columns stand around the white behind a glyph."""
    if texts[last + 1] not in borders.BEGINS_FIGURE:
        return False
    before = last
    while before > 0 and blank[before]:
        before -= 1
    return are_figures(texts[before], texts[last + 1])


def is_figure(text: str) -> bool:
    """Tell a figure, a dash for none, or dots for unknown."""
    return bool(FIGURE.fullmatch(text))


def _edges(glyphs: Glyphs, blank: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Return for each glyph where what is seen ends: the right edge of the last one that is no blank."""
    last = np.maximum.accumulate(np.where(blank, -1, np.arange(len(glyphs))))
    return np.where(last < 0, 0.0, glyphs["x1"][last])


def _texts(
    glyphs: Glyphs, begins: NDArray[np.int_], ends: NDArray[np.int_], solid: NDArray[np.bool_], least: float
) -> Iterator[str]:
    """Yield the text of each run, with the spaces that its gaps stand for; `solid` ones have none."""
    texts, size = glyphs["text"].tolist(), glyphs["size"][1:]
    ems = (glyphs["x0"][1:] - glyphs["x1"][:-1]) / np.where(size == 0, 1, size)
    gaps = (np.flatnonzero(ems > SQUEEZED) + 1).tolist()  # no less is a space
    for begin, end, whole in zip(begins.tolist(), ends.tolist(), solid.tolist(), strict=True):
        inside = gaps[bisect_right(gaps, begin) : bisect_left(gaps, end)]
        enough = _least(ems[begin : end - 1]) if inside and whole else least
        for i in inside:
            texts[i] = space(texts[i - 1], texts[i], ems[i - 1], enough) + texts[i]
        yield "".join(texts[begin:end]).strip()


def _least(ems: NDArray[np.float64]) -> float:
    """Return the least gap in ems that is a space, where the file has no spaces but gaps alone.

    TeX squeezes its gaps in a tight line; where letters are set apart, all of them are.
    """
    usual = median(ems.tolist()) if len(ems) + 1 >= FEW else SPACE
    return SQUEEZED if usual < SQUEEZED / 4 else SPACE


def _least_beside(blanks: Glyphs) -> float:
    """Return the least gap in ems that is a space beside the blanks of a page: some are narrow."""
    ems = (blanks["x1"] - blanks["x0"]) / np.where(blanks["size"] == 0, 1, blanks["size"])
    usual = float(np.median(ems)) if len(ems) >= FEW else SPACE / NARROW
    return min(max(NARROW * usual, TIGHT), SPACE)


def space(before: str, after: str, ems: float, blank: float = SPACE) -> str:
    """Return what a gap between two texts stands for: a space or nothing."""
    if not before or not after or before[-1].isspace() or after[0].isspace():
        return ""
    return " " if ems > (HAN_SPACE if is_han(before[-1]) or is_han(after[0]) else blank) else ""
