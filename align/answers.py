"""Which words of a translation answer to a term: soft word matches of the embedding model.

A token's vector lies near those of its translations. The run of words whose joined vector lies nearest the
term's is what stands there for it, whether or not it is the right word:

>>> from align import embed
>>> text = "the realization of the development entitlement of peoples"
>>> start, end, _ = answering("发展权", text, embed.load())
>>> "development" in text[start:end]
True
"""

from __future__ import annotations

import numpy as np

from align.embed import Embedder, is_additive
from align.text import is_han

LONGEST = 12
"""Most tokens of an answer; the longest titles of UN bodies have about ten words."""

NEAR = 0.3
"""Cosine below which words have nothing to do with one another."""


def answering(term: str, text: str, model: Embedder) -> tuple[int, int, float] | None:
    """Return where the words that answer to a term stand in a text, and how near they are (cosine).

    Returns:
        Start, end and cosine, or None where nothing answers, or the model cannot tell (it is not additive).
    """
    if not is_additive(model):
        return None
    tokens = model.tokens(text)
    if not tokens.texts:
        return None
    term_vector = model.encode([term])[0]
    prefix = np.concatenate([np.zeros((1, model.dim), np.float32), np.cumsum(tokens.vectors, axis=0)])
    best = (-1.0, 0, 0)
    for length in range(1, min(LONGEST, len(tokens.texts)) + 1):
        sums = prefix[length:] - prefix[:-length]
        cosines = sums @ term_vector / np.maximum(np.linalg.norm(sums, axis=1), 1e-9)
        first = int(cosines.argmax())
        # A longer answer must be better by more than chance: among more runs the best is always a bit better.
        best = max(best, (float(cosines[first]) - 0.01 * length, first, first + length))
    score, first, last = best
    if score < NEAR:
        return None
    return *_whole_words(text, tokens.spans[first][0], tokens.spans[last - 1][1]), score


def _whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    """Widen a span to whole words: tokens may be parts of them. Chinese parts no words."""
    while start and _is_letter(text[start]) and _is_letter(text[start - 1]):
        start -= 1
    while end < len(text) and _is_letter(text[end - 1]) and _is_letter(text[end]):
        end += 1
    return start, end


def _is_letter(character: str) -> bool:
    return character.isalpha() and not is_han(character)
