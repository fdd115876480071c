"""How a language says no."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, eq=False)
class Negation:
    """Two patterns; what the first one finds, the second finds too."""

    plain: re.Pattern[str]
    """What denies a sentence, whatever its words are, so that a translation denies it too: *not*, 不得."""
    any: re.Pattern[str]
    """Whatever may answer to that in another language: *without*, *unable*, 没有. What does so only beside
    the same words, as *beyond* or 禁止, is in a group named `hint`."""


def any_word(words: str) -> str:
    """Return what a pattern finds any of some words with, parted by blanks."""
    return words.replace(" ", "|")
