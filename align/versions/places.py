"""Where in the pivot each of its segments stands, however each alignment has cut it.

Every other version is aligned with the pivot by itself, and the pivot may come out cut in several ways: a
list in one block is taken apart where the other version has its items apart, a person splits or corrects a
sentence. So places are counted in the characters of the pivot as it stands whole, white space left out.

>>> whole = ["(a) Peace; (b) rights.", "Adopted."]
>>> places([whole, ["Peace;", "rights.", "Adopted."]])
[[(0, 19), (19, 27)], [(0, 9), (9, 19), (19, 27)]]
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import accumulate, pairwise

from align.bitext import Bitext
from align.document import Segment

Span = tuple[int, int]
"""First character, and the one after the last."""

_SPACE = re.compile(r"\s+")


def reading_order(segment: Segment) -> tuple[int, int]:
    """Return by what segments are sorted as they stand in their document."""
    return segment.part, segment.start


def in_reading_order(bitext: Bitext) -> list[tuple[int, int, Segment]]:
    """Return the segments of the source as they stand in the document, each with its bead and place there."""
    segments = ((i, k, s) for i, bead in enumerate(bitext.beads) for k, s in enumerate(bead.source))
    return sorted(segments, key=lambda held: reading_order(held[2]))


def places(versions: Sequence[Sequence[str]]) -> list[list[Span]]:
    """Return the place of each text; the version with the most characters is the whole that is counted in.

    Args:
        versions: one text in order, cut in as many ways as there are versions; words may lack or differ.
    """
    squeezed = [[_SPACE.sub("", text) for text in texts] for texts in versions]
    whole = max(squeezed, key=lambda texts: sum(map(len, texts)))
    return [_spans(texts, whole) for texts in squeezed]


def _spans(texts: Sequence[str], whole: Sequence[str]) -> list[Span]:
    """Return the places of texts in the whole: alike ones at once, between them character by character."""
    own, ends = ([0, *accumulate(map(len, each))] for each in (texts, whole))
    limits = [0]
    i = j = 0
    for start, begin, length in _alike(texts, whole):
        found = _limits("".join(texts[i:start]), "".join(whole[j:begin]))
        limits += [ends[j] + found[own[n] - own[i]] for n in range(i + 1, start + 1)]
        limits += ends[begin + 1 : begin + length + 1]
        i, j = start + length, begin + length
    # What stands in no other version has no width: it stands with the character that comes next.
    return [(min(start, ends[-1] - 1), max(end, start + 1)) for start, end in pairwise(limits)]


def _limits(text: str, whole: str) -> list[int]:
    """Return for the beginning, and for the end of each character, its place in another form of the text."""
    limits = [0]
    for start, begin, length in _alike(text, whole):
        limits += [limits[-1]] * (start + 1 - len(limits))
        limits += range(begin + 1, begin + length + 1)
    return limits


def _alike(one: Sequence[str], other: Sequence[str]) -> list[tuple[int, int, int]]:
    """Return where both have the same in order: the beginnings, and how many; at last the ends, and 0."""
    from rapidfuzz.distance import Indel

    return [(block.a, block.b, block.size) for block in Indel.opcodes(one, other).as_matching_blocks()]
