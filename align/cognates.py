"""Texts of a language that the model does not know, as vectors all the same: by figures, names and cognates.

What two versions write alike says which of their sentences belong together: figures and symbols, names, words
of one origin such as *constitution* and *constituição*. Pieces of words that stand in both versions make
vectors, the rarer the longer, that add up as those of the packaged model do, and stand beside them.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from zlib import crc32

import numpy as np

from align.embed import AdditiveEmbedder, Tokens, Vectors
from align.text import fold

WIDTH = 512
"""Numbers in a vector: pieces are thrown onto so many, each with a sign, and seldom meet."""
PIECE = 4
"""Letters of a piece of a word."""
FIGURE = 3.0
"""How much more a figure counts than a piece of a word."""
OWN = 0.5
"""How long the model's own vectors are beside these: of a language it does not know they say little."""

LEAST_FIGURES, SAME_FIGURES = 4, 0.7
"""Figures that two texts share at least, and their share of those of either, where that alone shows a
translation: a stranger of the same field has the year, and hardly the amounts."""

_FIGURE = re.compile(r"\d{1,3}(?:[.,'’ \u00a0\u202f]\d{3})+(?!\d)|\d+")
_WORD = re.compile(r"\d+|[^\W\d_]+")


class WithCognates:
    """A model that also sees what two given texts write alike."""

    additive = True

    def __init__(self, model: AdditiveEmbedder, source: Sequence[str], target: Sequence[str]) -> None:
        """Take a model and the texts of both sides."""
        self._model = model
        self.name = model.name
        self.languages: Sequence[str] = getattr(model, "languages", ())
        self.dim = model.dim + WIDTH
        counts = [
            Counter(piece for text in side for piece in set(_pieces(text))) for side in (source, target)
        ]
        texts = len(source) + len(target)
        self._weights = {
            piece: float(np.log(1 + texts / (counts[0][piece] + counts[1][piece])))
            * (FIGURE if piece.isdigit() else 1.0)
            for piece in counts[0].keys() & counts[1].keys()
        }
        lengths = [
            float(np.linalg.norm(vectors, axis=1).mean()) if len(vectors) else 0.0
            for vectors in (model.sums(list(source)), self._alike(source))
        ]
        self._scale = np.float32(OWN * lengths[1] / lengths[0] if all(lengths) else 1.0)

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return (n, dim) vectors of length one; a text without anything known gets zeros."""
        sums = self.sums(texts)
        sums /= np.maximum(np.linalg.norm(sums, axis=1, keepdims=True), np.float32(1e-12))
        return sums

    def sums(self, texts: Sequence[str]) -> Vectors:
        """Return (n, dim) sums, the model's own numbers first."""
        return np.hstack([self._scale * self._model.sums(texts), self._alike(texts)])

    def tokens(self, text: str) -> Tokens:
        """Return the tokens of a text, as the model cuts it."""
        own = self._model.tokens(text)
        return Tokens(own.texts, own.spans, np.hstack([self._scale * own.vectors, self._alike(own.texts)]))

    def _alike(self, texts: Sequence[str]) -> Vectors:
        """Return (n, WIDTH) vectors of the pieces that stand on both sides."""
        vectors = np.zeros((len(texts), WIDTH), np.float32)
        for row, text in enumerate(texts):
            for piece in _pieces(text):
                if piece in self._weights:
                    place = crc32(piece.encode())
                    vectors[row, place % WIDTH] += self._weights[piece] * (1 if place & 0x80000000 else -1)
        return vectors


def same_figures(source: Sequence[str], target: Sequence[str]) -> bool:
    """Tell whether two texts, however they are cut, hold the same figures: then one translates the other.

    >>> same_figures(["47 in 2021, 12,500 in 1998"], ["1998: 12.500", "2021: 47"]), same_figures(["1"], ["1"])
    (True, False)
    """
    one, other = ({figure for text in side for figure in _figures(text)} for side in (source, target))
    return len(one & other) >= max(LEAST_FIGURES, SAME_FIGURES * max(len(one), len(other)))


def _figures(text: str) -> Iterator[str]:
    """Yield the figures of two digits and more, without what parts their thousands."""
    for found in _FIGURE.findall(fold(text)):
        figure = re.sub(r"\D", "", found)
        if len(figure) > 1:
            yield figure


def _pieces(text: str) -> Iterator[str]:
    """Yield figures whole and words in pieces, without accents: canción as canc, anci, ncio, cion."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", fold(text)) if not unicodedata.combining(c))
    for word in _WORD.findall(plain):
        if word[0].isdigit() or len(word) <= PIECE:
            yield word
        else:
            yield from (word[k : k + PIECE] for k in range(len(word) - PIECE + 1))
