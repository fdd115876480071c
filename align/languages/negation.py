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

    @classmethod
    def of(cls, plain: str, *others: str, hint_words: str, hint_stems: str) -> Negation:
        """Return how a language with words says no.

        Args:
            plain: the pattern of what denies a sentence.
            others: patterns of what else may answer to that.
            hint_words: that of whole words that do so only beside the same words.
            hint_stems: that of beginnings of such words.
        """
        hint = rf"(?P<hint>\b(?:{hint_words})\b|\b(?:{hint_stems})\w*)"
        return cls(plain=re.compile(plain, re.I), any=re.compile("|".join((plain, *others, hint)), re.I))


def any_word(words: str) -> str:
    """Return what a pattern finds any of some words with, parted by blanks."""
    return words.replace(" ", "|")
