"""Whose titles translate one another, where the texts of several documents fit alike.

Resolutions and reports of one kind follow one template, and only their titles tell them apart: “Situation of
human rights in Myanmar”, “… in Belarus”. Measured on sixteen titles of the UN and their translations: these
have cosines of 0.63 to 0.96, the nearest other title of 0.67 at most.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from align import embed
from align.batch.pairs.content import nearest
from align.batch.pairs.sketch import Sketch

LEAST, LEAD = 0.7, 0.1
"""Cosine of two titles that translate one another, and how far behind any other title must be."""

_YEAR = re.compile(r"\d{4,}")


def nearest_titles(sources: Sequence[Sketch], targets: Sequence[Sketch]) -> list[tuple[Path, Path]]:
    """Return the files of which each has the title that plainly translates the other's and the same years."""
    ours, others = ([sketch for sketch in side if sketch.title] for side in (sources, targets))
    if not ours or not others:
        return []
    rows = [embed.load().encode([sketch.title for sketch in side]) for side in (ours, others)]
    there, back = nearest(rows[0], rows[1]), nearest(rows[1], rows[0])
    found = []
    for i, j in enumerate(there[1][:, 0].tolist()):
        is_best = j >= 0 and back[1][j, 0] == i and there[0][i, 0] >= LEAST
        if is_best and all(_leads(near[0][row]) for near, row in ((there, i), (back, j))):
            one, other = ours[i], others[j]
            if _years(one.title) == _years(other.title):
                found.append((one.path, other.path))
    return found


def _leads(scores: embed.Vectors) -> bool:
    return bool(scores[0] - scores[1] >= LEAD)


def _years(title: str) -> set[str]:
    return set(_YEAR.findall(title))
