"""What a token's vector is the sum of, while it is trained.

A token seen five times learns little on its own. So its vector is trained as the sum of its own and the mean
of its parts': the stem of a word and its beginnings without accents (`orga`, `organ`, `organi`, … of
`organisation`, `organización` and `organization`), the characters and words inside a Chinese word
(`人道主义`: 人, 道, 主, 义, 人道, 主义), and the words of its dictionary glosses. fastText (Bojanowski et al.
2017) does much the same; afterwards the sums are kept and the parts forgotten.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from functools import cache

import numpy as np
import snowballstemmer
from scipy.sparse import csr_array

from align.text import HAN
from training.vocabulary import STEMMERS

_GLOSS_WORDS = 6
_LENGTHS = {"ar": (3, 6)}
_SHORTEST = 3  # letters of a stem that means something
_STOP = set(
    "the and for with from into that this one sth not see also etc used his her its their who which are was"
    " were has have had oneself out off".split()
)
_HAN = re.compile(f"[{HAN}]+")
_WORD = re.compile(rf"[^\W\d_{HAN}]+")


def parts_of(
    tokens: Mapping[str, int], languages: Mapping[str, str], glosses: Iterable[tuple[str, str]]
) -> csr_array:
    """Return the weights (tokens, features) of each token's features: first itself, then its parts.

    Args:
        tokens: token → its number.
        languages: token of an alphabetic script → its language.
        glosses: Chinese headword and gloss, folded.
    """
    tokens = dict(sorted(tokens.items(), key=lambda item: item[1]))  # a tokenizer tells them in any order
    beginnings = _beginnings(tokens, languages)
    explained = _explained(tokens, glosses)
    rows, columns, weights = list(tokens.values()), list(tokens.values()), [1.0] * len(tokens)
    for token, number in tokens.items():
        for parts in (beginnings.get(token, _inside(token, tokens)), explained.get(token, [])):
            rows += [number] * len(parts)
            columns += parts
            weights += [1 / max(1, len(parts))] * len(parts)
    shape = len(tokens), max(columns) + 1
    return csr_array((np.array(weights, np.float32), (np.array(rows), np.array(columns))), shape=shape)


def _beginnings(tokens: Mapping[str, int], languages: Mapping[str, str]) -> dict[str, list[int]]:
    """Return the numbers of each word's beginnings, and of its stem, that it shares with another."""
    parts = {token: _begins(token, languages.get(token, "en")) for token in tokens if _WORD.fullmatch(token)}
    counts = Counter(part for each in parts.values() for part in each)
    shared = (part for part, n in counts.items() if n > 1)
    numbers = {part: number for number, part in enumerate(shared, len(tokens))}
    return {token: [numbers[part] for part in each if part in numbers] for token, each in parts.items()}


def _begins(token: str, language: str) -> list[str]:
    """Return a word's beginnings of 4 to 8 letters, in Arabic of 3 to 6, and its stem."""
    shortest, longest = _LENGTHS.get(language, (4, 8))
    word = "".join(c for c in unicodedata.normalize("NFD", token) if not unicodedata.combining(c))
    starts = [word[:length] for length in range(shortest, min(len(word), longest) + 1)]
    stem = "" if language == "en" else _stemmer(language)(token)
    return starts + ([f"{language} {stem}"] if len(stem) >= _SHORTEST else [])


@cache
def _stemmer(language: str) -> Callable[[str], str]:
    stem: Callable[[str], str] = snowballstemmer.stemmer(STEMMERS[language]).stemWord
    return stem


def _inside(token: str, tokens: Mapping[str, int]) -> list[int]:
    """Return the numbers of the characters, and pairs of characters, inside a Chinese word."""
    if len(token) < 2 or not _HAN.fullmatch(token):
        return []
    pairs = [token[i : i + 2] for i in range(len(token) - 1)] if len(token) > 2 else []
    return [tokens[part] for part in [*token, *pairs] if part in tokens]


def _explained(tokens: Mapping[str, int], glosses: Iterable[tuple[str, str]]) -> dict[str, list[int]]:
    """Return the numbers of the first words that explain each Chinese word."""
    explained: dict[str, list[int]] = {}
    for headword, gloss in glosses:
        if headword not in tokens:
            continue
        words = explained.setdefault(headword, [])
        for word in re.findall("[a-z]{3,}", gloss):
            if word in tokens and word not in _STOP and tokens[word] not in words:
                words.append(tokens[word])
    return {headword: words[:_GLOSS_WORDS] for headword, words in explained.items()}
