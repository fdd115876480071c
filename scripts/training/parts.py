"""What a token's vector is the sum of, while it is trained.

A token seen five times learns little on its own. So its vector is trained as the sum of its own and the mean
of its parts': the beginnings of a word (`deve`, `devel`, … of `development`), the characters and words inside
a Chinese word (`人道主义`: 人, 道, 主, 义, 人道, 主义), and the words of its dictionary glosses. fastText
(Bojanowski et al. 2017) does the first two; afterwards the sums are kept and the parts forgotten.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping

import numpy as np
from scipy.sparse import csr_array

from align.text import HAN

_GLOSS_WORDS = 6
_STOP = set(
    "the and for with from into that this one sth not see also etc used his her its their who which are was"
    " were has have had oneself out off".split()
)
_HAN = re.compile(f"[{HAN}]+")
_WORD = re.compile(rf"[^\W\d_{HAN}]+")


def parts_of(tokens: Mapping[str, int], glosses: Iterable[tuple[str, str]]) -> csr_array:
    """Return the weights (tokens, features) of each token's features: first itself, then its parts.

    Args:
        tokens: token → its number.
        glosses: Chinese headword and gloss, folded.
    """
    beginnings = _beginnings(tokens)
    explained = _explained(tokens, glosses)
    rows, columns, weights = list(tokens.values()), list(tokens.values()), [1.0] * len(tokens)
    for token, number in tokens.items():
        for parts in (beginnings.get(token, _inside(token, tokens)), explained.get(token, [])):
            rows += [number] * len(parts)
            columns += parts
            weights += [1 / max(1, len(parts))] * len(parts)
    shape = len(tokens), max(columns) + 1
    return csr_array((np.array(weights, np.float32), (np.array(rows), np.array(columns))), shape=shape)


def _beginnings(tokens: Mapping[str, int]) -> dict[str, list[int]]:
    """Return the numbers of each word's beginnings of 4 to 8 letters that it shares with another."""
    starts = {
        token: [token[:length] for length in range(4, min(len(token), 8) + 1)]
        for token in tokens
        if len(token) >= 4 and _WORD.fullmatch(token)
    }
    counts = Counter(start for each in starts.values() for start in each)
    shared = (start for start, n in counts.items() if n > 1)
    numbers = {start: number for number, start in enumerate(shared, len(tokens))}
    return {token: [numbers[s] for s in each if s in numbers] for token, each in starts.items()}


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
