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

LONGEST = 12
"""Most tokens of an answer; the longest titles of UN bodies have about ten words."""


def answering(term: str, text: str, model: Embedder) -> tuple[int, int, float] | None:
    """Return where the words that answer to a term stand in a text, and how near they are (cosine).

    Returns:
        Start, end and cosine, or None where the model cannot tell (it is not additive, or the text empty).
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
    return tokens.spans[first][0], tokens.spans[last - 1][1], score
