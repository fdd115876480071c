"""Numbers of lines in the margin, as drafts and transcripts have them: no text.

They stand beyond one edge of all else, and count the lines of the page one by one, or every fifth.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

from align.readers.pdf.runs import GlyphRun

FEWEST = {1: 5, 5: 2}
"""Step of the numbers → how many of them tell that lines are counted."""
MOST = 0.6
"""Part of the lines of a page that are counted one by one, at least: so may be the rows of a table."""
ALIGNED = 1.5
"""Points within which the numbers end at one edge."""
LEVEL = 2.0
"""Points within which what stands on one line differs in height."""
_DIGITS = 4


def without_line_numbers(runs: Sequence[GlyphRun]) -> list[GlyphRun]:
    """Return the runs of a page without the numbers of its lines."""
    numbers = [run for run in runs if len(run.text) <= _DIGITS and run.text.strip().isdecimal()]
    if len(numbers) < min(FEWEST.values()):
        return list(runs)
    drop = {id(run) for group in _at_one_edge(numbers) if _count_lines(group, runs) for run in group}
    return [run for run in runs if id(run) not in drop]


def _at_one_edge(numbers: Sequence[GlyphRun]) -> list[list[GlyphRun]]:
    """Group numbers that end at one edge, from top to bottom."""
    groups: defaultdict[int, list[GlyphRun]] = defaultdict(list)
    for run in sorted(numbers, key=lambda run: run.y):
        groups[round(run.x1 / ALIGNED)].append(run)
    return list(groups.values())


def _count_lines(numbers: Sequence[GlyphRun], runs: Sequence[GlyphRun]) -> bool:
    """Tell whether numbers count the lines of a page, from beyond the edge of its text."""
    steps = {int(other.text) - int(run.text) for run, other in pairwise(numbers)}
    step = steps.pop() if len(steps) == 1 else 0
    if len(numbers) < FEWEST.get(step, len(numbers) + 1):
        return False
    text = [run for run in runs if run not in numbers]
    heights = _heights(text)
    first, last = numbers[0].y - LEVEL, numbers[-1].y + LEVEL
    text = [run for run in text if first < run.y < last]  # a running head may stand farther out
    left = max(run.x1 for run in numbers) < min((run.x0 for run in text), default=0.0)
    right = min(run.x0 for run in numbers) > max((run.x1 for run in text), default=0.0)
    between = [sum(run.y - LEVEL <= y < other.y - LEVEL for y in heights) for run, other in pairwise(numbers)]
    enough = step > 1 or len(numbers) > MOST * len(heights)
    return bool(text) and (left or right) and enough and set(between) == {step}


def _heights(text: Sequence[GlyphRun]) -> list[float]:
    """Return where the lines of a page stand, from top to bottom."""
    heights: list[float] = []
    for run in sorted(text, key=lambda run: run.y):
        if not heights or run.y - heights[-1] > LEVEL:
            heights.append(run.y)
    return heights
