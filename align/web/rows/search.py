"""What a search finds: words in either side, however they are written.

Case, width, Traditional or Simplified, the kind of quotation marks and the number of spaces do not count.

>>> Search("'饮 用水'").forms("他说‘饮  用水’和'飲 用水'")
['‘饮  用水’', "'飲 用水'"]
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from align.text import fold

_QUOTES = str.maketrans("‘’‚‛“”„‟＇＂", "''''\"\"\"\"'\"")


class Search:
    """A text to be looked for."""

    def __init__(self, text: str) -> None:
        self._needle = _plain(text)

    def __bool__(self) -> bool:
        """Tell whether there is anything to look for."""
        return bool(self._needle)

    def is_in(self, text: str) -> bool:
        """Tell whether a text holds it."""
        return self._needle in _plain(text)

    def forms(self, text: str) -> list[str]:
        """Return the places of a text that it finds, as they are written there."""
        plain, places = [], []
        for place, char in _spaced(text):
            for each in _folded(char):
                plain.append(each)
                places.append(place)
        found, at = "".join(plain), -1
        forms = []
        while (at := found.find(self._needle, at + 1)) >= 0:
            forms.append(text[places[at] : places[at + len(self._needle) - 1] + 1])
        return forms


def _plain(text: str) -> str:
    return " ".join(fold(text.translate(_QUOTES)).split())


def _spaced(text: str) -> Iterator[tuple[int, str]]:
    """Yield the characters with their places, and one space where there are several."""
    was_space = False
    for place, char in enumerate(text):
        if not (was_space and char.isspace()):
            yield place, char
        was_space = char.isspace()


@lru_cache(maxsize=10_000)
def _folded(char: str) -> str:
    return " " if char.isspace() else fold(char.translate(_QUOTES))
