"""Match %: how alike two texts are, as users of CAT tools know it.

Nine tenths are words: one less the edits that turn the words of one text into those of the other, divided by
the words of the longer. Han characters are words of their own; figures (numbers, dates, document symbols)
are all one word, since they are exchanged in a second. One tenth is what is written: punctuation, case,
width, the figures themselves. Traditional and Simplified characters are the same. Only equal texts have 100.

>>> match("The Council met on 3 May 2021.", "The Council met on 14 June 2022.")
96
>>> match("The Council met on 3 May 2021.", "The council met on 3 May 2021")
97
>>> match("The right to development", "The right to work")
75
>>> match("人民的发展权", "人民的工作权")
66
>>> match("聯合國", "联合国"), match("联合国", "联合国")
(99, 100)
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from operator import attrgetter
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from align.languages import LANGUAGES, any_of
from align.languages.numerals import HAN_COUNTING, HAN_SCALES
from align.text import HAN, LETTER_MARKS, clean, fold, simplify

Codes = NDArray[np.int32]

WORDS = 0.9
"""Share of the words in a match; the rest is what is written."""

FIGURE = 1 << 20
"""Codes of figures are above this, those of words below: then a string can hold a word as one character."""
_HASHED = 1 << 18  # codes of words begin here; below are the code points of Han characters and kana

_NUMERAL = f"{HAN_COUNTING}{HAN_SCALES}"
_KANA = "\u3040-\u30ff"
_LETTER = f"[^\\W\\d_{HAN}{_KANA}]"
_LETTERS = f"{_LETTER}+(?:[{LETTER_MARKS}]+{_LETTER}*)*"
_BEFORE, _AFTER = (
    any_of(sorted({word for each in LANGUAGES.values() for word in of(each.together)}, key=len, reverse=True))
    for of in (attrgetter("before"), attrgetter("after"))
)
_WORD = re.compile(
    r"[A-Z]+(?:/[A-Za-z0-9]+(?:[.-][A-Za-z0-9]+)*(?:\([A-Za-z0-9]+\))?)+"  # A/HRC/47/29/Add.1
    rf"|第?\d+(?:[.,:/-]\d+)*(?:st|nd|rd|th)?|第[{_NUMERAL}]+|[{_NUMERAL}]{{2,}}"
    rf"|[{HAN}{_KANA}]|(?i:{_BEFORE})['’](?=[^\W_])|['’](?<={_LETTER}.)(?i:{_AFTER})(?!\w)"  # l’|UE, UN|’s
    rf"|{_LETTERS}(?:['’](?!(?i:{_AFTER})(?!\w)){_LETTERS})*(?:\d+(?:{_LETTER}|\d)*)?"
)
_FIGURE = re.compile(rf"第?\d|第?[{_NUMERAL}]+$|[A-Z]+/.*\d")
# As the language writes them, or in capitals: may and march are verbs. Of Arabic, those of one word.
_MONTHS = frozenset(
    form
    for language in LANGUAGES.values()
    for months in language.months
    for month in months.split("/")
    if " " not in month
    for form in (month, month.upper())
)
_WRITTEN = re.compile(f"[{HAN}]|[^\\W{HAN}]+|[^\\w\\s]")


def match(text: str, other: str) -> int:
    """Return how alike two texts are, from 0 to 100."""
    return Yardstick(text).match(other)


class Yardstick:
    """A text to which others are compared."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._clean = clean(text)

    @cached_property
    def _words(self) -> str:
        return as_string(codes(self._text))

    @cached_property
    def _written(self) -> list[str]:
        return _WRITTEN.findall(simplify(self._text))

    def match(self, other: str) -> int:
        """Return how alike another text is, from 0 to 100."""
        from rapidfuzz.distance import Levenshtein

        if self._clean == clean(other):
            return 100
        words = similarity(self._words, as_string(codes(other)))
        written = Levenshtein.normalized_similarity(self._written, _WRITTEN.findall(simplify(other)))
        return min(99, int(100 * (WORDS * words + (1 - WORDS) * written) + 1e-6))


def most_match(words: float) -> int:
    """Return the greatest match that different texts may have whose words are this similar."""
    return min(99, int(100 * (WORDS * words + 1 - WORDS) + 1e-6))


def least_words(threshold: float) -> float:
    """Return the similarity that the words of two texts have at least where their match is `threshold`."""
    return max(0.0, (threshold / 100 - (1 - WORDS)) / WORDS)


def similarity(string: str, other: str) -> float:
    """Return the normalised similarity of two texts given as strings of one character a word."""
    from rapidfuzz.distance import Levenshtein

    return Levenshtein.normalized_similarity(string, other)


def codes(text: str) -> list[int]:
    """Return the words of a text as numbers, the same for what counts as the same word.

    A text without words (“…”) is a word itself.
    """
    found = _WORD.findall(clean(text))
    return [_CODES[word] for word in found] if found else [_hashed(text.strip())]


def words(text: str) -> list[tuple[int, int, int]]:
    """Return the code, start and end of each word of a text."""
    return [(_CODES[found[0]], *found.span()) for found in _WORD.finditer(text)]


def written(text: str) -> Iterator[tuple[str, int, int]]:
    """Yield all that is written in a text, marks and figures as they are, with start and end."""
    for found in _WRITTEN.finditer(simplify(text)):
        yield found[0], found.start(), found.end()


def as_string(codes: Sequence[int] | Codes) -> str:
    """Return codes as a string of one character a word, all figures as one and the same."""
    array = np.minimum(np.asarray(codes, np.uint32), FIGURE)
    # Some codes are those of surrogates, of which nobody takes offence here.
    return array.astype("<u4").tobytes().decode("utf-32-le", "surrogatepass")


class _Codes(dict[str, int]):
    """The code of each word seen of late."""

    def __missing__(self, word: str) -> int:
        if len(self) > _MOST:
            self.clear()
        code = self[word] = _code(word)
        return code


_CODES = _Codes()
_MOST = 1 << 17


def _code(word: str) -> int:
    folded = fold(word).replace("’", "'").strip("'")
    if _FIGURE.match(word) or word in _MONTHS:
        return FIGURE + 1 + crc32(folded.encode()) % (FIGURE - 1)
    if len(folded) == 1 and ord(folded) < _HASHED and not folded.isascii():
        return ord(folded)
    return _hashed(folded)


def _hashed(word: str) -> int:
    """Return the code of a word: two of a million words share one by chance."""
    return _HASHED + crc32(word.encode(errors="surrogatepass")) % (FIGURE - _HASHED)
