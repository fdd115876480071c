"""The words of a text as one string to search in, each in its plain form.

Terms are written in the base in one form and stand in texts in many. The language brings each word to one
form, in terms and texts alike, so that comparing stays exact and fast.
"""

from __future__ import annotations

from bisect import bisect_right
from functools import lru_cache
from itertools import accumulate

from align.languages import WordForms

EDGE = "\x1f"
"""Stands before and after each word in `Forms`: no text that people write holds it."""


class Forms:
    """The plain forms of the words of a text as one string to search in, and the way back to the words.

    An `EDGE` parts and ends the words, and nothing else is left of what stood between them:

    >>> from align.languages import language
    >>> said = Forms("Who studies rights-holders?", language("en").word_forms)
    >>> said.string.split(EDGE)
    ['', 'who', 'study', 'right', 'holder', '']
    >>> start = said.string.index(f"{EDGE}study{EDGE}")
    >>> said.span(start, start + len(f"{EDGE}study{EDGE}"))
    (4, 11)
    """

    def __init__(self, text: str, words: WordForms) -> None:
        self._pieces = text.split(" ")
        self._read = [_forms(piece, words) for piece in self._pieces]
        self._words = words
        self.string = EDGE + "".join(self._read)
        self._ends: list[tuple[int, ...]] = []

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return where in the text the words stand that are a slice of the string, edges included."""
        if not self._ends:  # few texts hold what is searched for
            self._ends = [(0, *accumulate(map(len, texts))) for texts in (self._read, self._pieces)]
        ends, pieces = self._ends
        first = bisect_right(ends, start) - 1
        last = bisect_right(ends, end - 2, first) - 1
        begin = _places(self._pieces[first], self._words)[
            self._read[first].count(EDGE, 0, start - ends[first])
        ][0]
        stop = _places(self._pieces[last], self._words)[
            self._read[last].count(EDGE, 0, end - 2 - ends[last])
        ][1]
        return pieces[first] + first + begin, pieces[last] + last + stop


# No word goes over a space, and most of what stands between two returns: to remember it costs a third.
@lru_cache(maxsize=40_000)
def _forms(piece: str, words: WordForms) -> str:
    return "".join(words.plain(word) + EDGE for word in words.word.findall(piece))


@lru_cache(maxsize=40_000)
def _places(piece: str, words: WordForms) -> tuple[tuple[int, int], ...]:
    return tuple(match.span() for match in words.word.finditer(piece))
