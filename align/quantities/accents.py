"""Accents that stand apart from their letters, as some systems write them."""

from __future__ import annotations

import re
import unicodedata

_MARKED = re.compile(r"(\w)([\u0300-\u036f])")


def composed(text: str) -> tuple[str, list[int]]:
    """Return a text with letter and accent as one character, and where accents stay that are to be left out.

    Apart, *décent* would end in a hundred, and *millón* would not be read.
    """
    marks: list[int] = []

    def compose(match: re.Match[str]) -> str:
        one = unicodedata.normalize("NFC", match[0])
        if len(one) > 1:
            return match[0]
        marks.append(match.start(2))
        return one + match[2]

    return _MARKED.sub(compose, text), marks
