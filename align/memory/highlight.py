"""What differs between a text and the one found for it.

>>> found, text = "The Council met in Geneva.", "The Council met in New York."
>>> [(found[d.start : d.end], d.text) for d in differences(found, text)]
[('Geneva', 'New York')]
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from align.memory.match import written


@dataclass(frozen=True, slots=True)
class WordDifference:
    """Words of the found text that the text looked up has not, or has otherwise."""

    start: int
    """Where they stand in the found text; start equals end where it lacks words."""
    end: int
    text: str
    """What the text looked up has in their place; empty where it has nothing."""


def differences(found: str, text: str) -> tuple[WordDifference, ...]:
    """Return what the found text has otherwise than the text that was looked up."""
    from rapidfuzz.distance import Levenshtein

    ours, theirs = list(written(found)), _asked(text)
    steps = Levenshtein.opcodes([word for word, *_ in ours], [word for word, *_ in theirs])
    changes = []
    for equal, run in groupby(steps, lambda step: step.tag == "equal"):
        if not equal:
            parts = list(run)
            start, end = _span(ours, parts[0].src_start, parts[-1].src_end, len(found))
            begin, stop = _span(theirs, parts[0].dest_start, parts[-1].dest_end, len(text))
            changes.append(WordDifference(start, end, text[begin:stop]))
    return tuple(changes)


@lru_cache(maxsize=8)
def _asked(text: str) -> list[tuple[str, int, int]]:
    """Return what is written in a text that is held against one found text after another."""
    return list(written(text))


def _span(words: list[tuple[str, int, int]], first: int, last: int, length: int) -> tuple[int, int]:
    """Return where a run of words stands; of an empty run, where it would stand."""
    if first < last:
        return words[first][1], words[last - 1][2]
    place = words[first][1] if first < len(words) else length
    return place, place
