"""Initials of people where a number would stand: *V. Petrov, the representative of …*, *А. Иванов, …*.

A capital letter with its full stop before one name and a comma is an initial, unless it counts on from the
heading before it or the next one counts on from it: `C. Youth, self-harm and suicide` behind `B.`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set

from align.numbering import key_of

_INITIAL = re.compile(r"[^\W\d_][.．]")
_NAME = re.compile(r"(?:[^\W\d_]\.\s?){0,2}([^\W\d_])[\w'’-]+,\s")
"""*Petrov, …* and *V. Petrov, …* behind the first initial."""


def initials(split: Sequence[tuple[str, str]]) -> Set[int]:
    """Return the positions of paragraphs whose number is an initial.

    Args:
        split: of all paragraphs of a document, the number as printed, or nothing, and the text behind it.

    >>> initials([("I.", "Opening"), ("V.", "Petrov, the representative, spoke."), ("II.", "Closing")])
    {1}
    >>> initials([("B.", "Schools"), ("C.", "Youth, self-harm and suicide")])
    set()
    """
    counted = list(_counted(number for number, _ in split))
    return {
        position
        for position, (number, text) in enumerate(split)
        if _INITIAL.fullmatch(number) and number[0].isupper() and _is_name(text)
        if not any(_counts(counted, position, style) for style in counted[position])
    }


def _is_name(text: str) -> bool:
    match = _NAME.match(text)
    return match is not None and match[1].isupper()


def _counted(numbers: Iterable[str]) -> Iterator[Mapping[str, int]]:
    """Yield the value of each capital number by its style; I. behind H. is a letter and Roman."""
    last = 0
    for number in numbers:
        key = key_of(number) if number[:1].isupper() else None
        values: dict[str, int] = {}
        if key and key.style in ("roman", "letter"):
            values[key.style] = key.values[0]
        if "roman" in values and _INITIAL.fullmatch(number) and number[0] == chr(ord("A") + last):
            values["letter"] = last + 1
        last = values.get("letter", last)
        yield values


def _counts(counted: Sequence[Mapping[str, int]], position: int, style: str) -> bool:
    """Tell whether a number goes on with the one before it, or the next with it, and neither is the same."""
    value = counted[position][style]
    before = next((counted[at][style] for at in range(position - 1, -1, -1) if style in counted[at]), None)
    behind = range(position + 1, len(counted))
    after = next((counted[at][style] for at in behind if style in counted[at]), None)
    return value not in (before, after) and (before == value - 1 or after == value + 1)
