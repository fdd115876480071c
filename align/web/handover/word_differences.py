"""What differs between a text and the same text changed, word by word, in Chinese character by character.

>>> before, after = differing("The Council met in Geneva.", "The Council met in New York.")
>>> before
[(False, 'The Council met in '), (True, 'Geneva'), (False, '.')]
>>> after
[(False, 'The Council met in '), (True, 'New York'), (False, '.')]

Not so `memory.highlight`, to which Traditional and Simplified characters, and any spaces, are the same.
"""

from __future__ import annotations

import re
from itertools import groupby

from align.text import HAN

Piece = tuple[bool, str]
"""Whether it differs, and what it is."""

_PARTS = re.compile(rf"[{HAN}]|[^\W{HAN}]+|\s+|.", re.DOTALL)

_MOST = 4000
"""Parts of a text up to which it is compared: cost grows with the square."""

_SCRAP = 2
"""Characters that two changes may have between them and count as one: what is left then reads as words."""


def differing(before: str, after: str) -> tuple[list[Piece], list[Piece]]:
    """Return the pieces of both texts, put together what is the same and what differs."""
    from rapidfuzz.distance import Levenshtein

    ours, theirs = _PARTS.findall(before), _PARTS.findall(after)
    if max(len(ours), len(theirs)) > _MOST:
        return [(True, before)], [(True, after)]
    steps = [
        (step.tag != "equal", ours[step.src_start : step.src_end], theirs[step.dest_start : step.dest_end])
        for step in Levenshtein.opcodes(ours, theirs)
    ]
    last = len(steps) - 1
    kept = [
        (differs or (0 < place < last and len("".join(here)) <= _SCRAP), "".join(here), "".join(there))
        for place, (differs, here, there) in enumerate(steps)
    ]
    return _together([(differs, here) for differs, here, _ in kept]), _together(
        [(differs, there) for differs, _, there in kept]
    )


def _together(pieces: list[Piece]) -> list[Piece]:
    """Return pieces with neighbours of one kind made one, and without empty ones."""
    runs = groupby(pieces, lambda piece: piece[0])
    joined = ((differs, "".join(text for _, text in run)) for differs, run in runs)
    return [piece for piece in joined if piece[1]]
