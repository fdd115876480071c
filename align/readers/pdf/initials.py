"""Drop caps: a first letter as tall as two or three lines, with these beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from align.readers.pdf.lines import PdfLine

TALLER = 1.7
"""Times the size of the text that a letter has which is a drop cap."""
ROOM = 1.5
"""Ems between a drop cap and the lines beside it, at most."""


def with_initials(lines: Sequence[PdfLine]) -> list[PdfLine]:
    """Return the lines of a page with drop caps in front of the words that they begin.

    The other lines beside one begin where it does, as if nothing had moved them.
    """
    whole = list(lines)
    for initial in [line for line in lines if len(line.text) == 1 and line.text.isalpha() and not line.cell]:
        beside = [line for line in whole if _is_beside(line, initial)]
        if beside:
            first = min(beside, key=lambda line: line.y)
            moved = {line: replace(line, x0=initial.x0) for line in beside}
            moved[first] = replace(moved[first], text=initial.text + first.text)
            whole = [moved.get(line, line) for line in whole if line is not initial]
    return whole


def _is_beside(line: PdfLine, initial: PdfLine) -> bool:
    near = 0 <= line.x0 - initial.x1 + 1 < ROOM * line.size
    level = initial.y - initial.size < line.y - 0.5 * line.size and line.y < initial.y + 0.3 * line.size
    return near and level and initial.size > TALLER * line.size
