"""Sides of columns that stand close: a word begins, or ends, where the lines above or below it do.

In a list of two columns without lines, the first cell may be so long that hardly more than a blank parts it
from the second: `71/272 B, sect. III Special subjects …`, over lines that all begin below *Special*. Figures,
and their heads, end below one another: `21 543.0  36 680.1` over `9 412.6  15 322.7`.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from align.readers.pdf.borders import are_figures
from align.readers.pdf.drawn import Post
from align.readers.pdf.glyphs import Glyphs

CLOSE = 0.5
"""Ems of white that part two columns at least; the blanks of justified text are seldom stretched so far."""
CLEAR = 1.6
"""Ems of white behind which a line begins in any case."""
LEVEL = 0.8
"""Points within which lines begin below one another."""
AROUND = 3.2
"""Ems up and down within which they are looked for."""
FAR = 9.0
"""The same for figures that end below one another: their head stands farther away."""
ENOUGH = 2
"""Lines that begin there, and no chance."""


def aligned_posts(glyphs: Glyphs) -> Iterator[Post]:
    """Yield a short side for every word that begins a cell, by the lines around it."""
    seen = glyphs[glyphs["text"] != " "]
    if len(seen) < ENOUGH:
        return
    size, x0, y = seen["size"][1:], seen["x0"][1:], seen["y"][1:]
    white = x0 - seen["x1"][:-1]
    level = abs(y - seen["y"][:-1]) < 0.25 * size
    begins = ~level | (white < -size) | (white > CLEAR * size)
    starts_x, starts_y = np.append(seen["x0"][0], x0[begins]), np.append(seen["y"][0], y[begins])
    for i in np.flatnonzero(~begins & (white > CLOSE * size)).tolist():
        away = abs(starts_y - y[i]) / size[i]
        below = (abs(starts_x - x0[i]) < LEVEL) & (away > 0.5) & (away < AROUND)
        if np.count_nonzero(below) >= ENOUGH:
            yield Post(x0[i] - 0.1 * size[i], y[i] - 1, y[i] + 1)
    yield from _ending(seen, begins, white)


def _ending(seen: Glyphs, begins: NDArray[np.bool_], white: NDArray[np.float64]) -> Iterator[Post]:
    """Yield a short side for every word behind a figure, or the head of figures, that ends as others do."""
    size, x1, y, texts = seen["size"][:-1], seen["x1"][:-1], seen["y"][:-1], seen["text"]
    near = np.flatnonzero(~begins & (white > CLOSE * size)).tolist()
    figures = [i for i in near if are_figures(texts[i], texts[i + 1])]
    if not figures:
        return
    for i in near:
        away = abs(y[figures] - y[i]) / size[i]
        level = (abs(x1[figures] - x1[i]) < LEVEL) & (away > 0.5) & (away < FAR)
        if np.count_nonzero(level) >= ENOUGH:
            yield Post(seen["x0"][i + 1] - 0.5, y[i] - 1, y[i] + 1)
