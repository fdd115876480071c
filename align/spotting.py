"""Which words of a translation answer to a term: soft word matches of the embedding model.

A token's vector lies near those of its translations. What answers to a term is the run of words that lies
near the term and far from the rest of its sentence, whether or not it is the right word:

>>> from align import embed
>>> source, target = "落实各国人民的发展权。", "the realization of the development entitlement of peoples"
>>> start, end = answering(source, (7, 10), target, embed.load())
>>> "development" in target[start:end]
True
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence, Set

import numpy as np

from align.embed import AdditiveEmbedder, Embedder, Vectors, is_additive, unit_vectors
from align.languages import every
from align.text import is_han

Span = tuple[int, int]

LONGEST = 12
"""Most tokens of an answer; the longest titles of UN bodies have about ten words."""

CONTRAST = 0.6
"""Weight of the nearest other word of the source: words that translate it do not answer to the term. From 0.2
to 0.8 it matters little in clean pairs; with a country replaced by another it finds the other in 34 % of UN
sentences, without it in 20 %."""

NEAR = 0.1
"""Score below which words do not answer to the term; where it is left out, three runs in four lie below."""

NEAR_NAME = -0.05
"""The same for names in capitals, which a model knows less well and which are told by their capitals."""

TAKEN = 0.5
"""How much less a word answers, by how much better it answers to another: *rights* is wanted once, and a
clause left out speaks of rights too."""

CLAUSE = 5
"""Least tokens of a clause of which it can be told whether anything answers to it."""

_CLAUSE = re.compile(r"(?:[^,;:.!?()，；：。！？（）؛،؟]|[,.:](?=[^\s,;:.]))+")

REACH = 8
"""Words on either side of a place that tell what it is about."""

FADING, BEYOND = 1.5, 0.1
"""After how many words what one tells falls to a third, and what is left of it beyond a comma."""

_EDGE = re.compile(r"[,;:.()，；：。、（）،؛\"“”]")

_SMALL = every(lambda each: map(re.escape, sorted(each.name_forms.small_words)))
_NAME = re.compile(rf"[A-Z][\w’'-]*(?:(?:\s{_SMALL})*\s[A-Z][\w’'-]*)*")


def answering(source: str, span: Span, target: str, model: Embedder, *, name: bool = False) -> Span | None:
    """Return where the words stand that answer to a term.

    Args:
        source: the text the term stands in, at `span`.
        span: start and end of the term.
        target: its translation.
        model: must be additive; others cannot tell.
        name: the term is a name: what answers to it has capitals where the target's script has any.

    Returns:
        Start and end in the translation, or None where nothing answers.
    """
    if not is_additive(model):
        return None
    tokens = model.tokens(target)
    if not tokens.texts:
        return None
    near = _Nearness(source, span, model)
    runs = list(_names(target, tokens.spans)) if name else []
    if runs:
        scores = near.scores(np.array([tokens.vectors[i:j].sum(axis=0) for i, j, _ in runs]))
        least = [NEAR if first else NEAR_NAME for *_, first in runs]
        best = int((scores - np.array(least)).argmax())
        i, j, _ = runs[best]
        return (tokens.spans[i][0], tokens.spans[j - 1][1]) if scores[best] > least[best] else None
    score, i, j = _best_run(tokens.vectors, near)
    return _whole_words(target, tokens.spans[i][0], tokens.spans[j - 1][1]) if score > NEAR else None


def least_answered(text: str, other: str, model: AdditiveEmbedder) -> tuple[float, Span]:
    """Return the clause of a text to which least answers in another text, and how much does.

    Args:
        text: the text whose clauses are looked at.
        other: its translation, or what it translates.
        model: gives the vectors of tokens.

    Returns:
        The mean over the clause’s tokens, weighted by how much each says (the length of its vector), of the
        cosine with the nearest of the other text’s, less for one that answers to another token better; and
        where the clause stands. Where no clause has `CLAUSE` tokens: 1 and an empty span.
    """
    ours, theirs = model.tokens(text), model.tokens(other)
    if not ours.texts or not theirs.texts:
        return 1.0, (0, 0)
    weights = np.linalg.norm(ours.vectors, axis=1)
    near = unit_vectors(ours.vectors) @ unit_vectors(theirs.vectors).T
    nearest = ((1 + TAKEN) * near - TAKEN * near.max(axis=0)).max(axis=1)
    starts = np.array([start for start, _ in ours.spans])
    best = (1.0, (0, 0))
    for match in _CLAUSE.finditer(text):
        first, last = np.searchsorted(starts, match.span())
        if last - first >= CLAUSE:
            weight = weights[first:last]
            best = min(best, (float(nearest[first:last] @ weight / max(weight.sum(), 1e-9)), match.span()))
    return best


def words_around(
    text: str, places: Sequence[Span], model: AdditiveEmbedder, little: Set[str], *, before: float = 0.7
) -> Vectors:
    """Return the direction of the words around each place of a text, as unit rows; zero where there are none.

    Args:
        text: in which the places stand.
        places: start and end of each; what they hold does not count itself.
        model: gives the vectors of words.
        little: words that tell nothing, as figures do not.
        before: what words before a place tell, beside those behind it.
    """
    tokens = model.tokens(text)
    telling = [n for n, (i, j) in enumerate(tokens.spans) if _tells(text[i:j].lower(), little)]
    spans = [tokens.spans[n] for n in telling]
    vectors = tokens.vectors[telling]
    found = np.zeros((len(places), tokens.vectors.shape[1]), np.float32)
    for row, place in enumerate(places):
        vector = _weights(text, place, spans, before) @ vectors
        found[row] = vector / max(float(np.linalg.norm(vector)), 1e-9)
    return found


def _tells(word: str, little: Set[str]) -> bool:
    return word not in little and not any(map(str.isdigit, word))


def _weights(text: str, place: Span, spans: list[Span], before: float) -> Vectors:
    """Return how much each word tells about a place: the less, the more words and marks stand between."""
    weights = np.zeros(len(spans), np.float32)
    behind = next((n for n, (start, _) in enumerate(spans) if start >= place[1]), len(spans))
    for order, weight in ((range(behind, len(spans)), 1.0), (range(behind - 1, -1, -1), before)):
        edge = place
        for far, n in enumerate(order[:REACH]):
            between = text[edge[1] : spans[n][0]] + text[spans[n][1] : edge[0]]
            if _EDGE.search(between):
                weight *= BEYOND
            weights[n] = weight * math.exp(-far / FADING)
            edge = spans[n]
    return weights


class _Nearness:
    """How near words lie to the term, and how far from the other words of its sentence."""

    def __init__(self, source: str, span: Span, model: AdditiveEmbedder) -> None:
        tokens = model.tokens(source)
        others = [n for n, (i, j) in enumerate(tokens.spans) if j <= span[0] or span[1] <= i]
        self._term = model.encode([source[slice(*span)]])[0]
        self._others = unit_vectors(tokens.vectors[others])

    def scores(self, vectors: Vectors) -> Vectors:
        """Return the scores of (n, dim) sums of tokens."""
        directions = unit_vectors(vectors)
        scores = np.asarray(directions @ self._term)
        if len(self._others):
            scores = scores - CONTRAST * (directions @ self._others.T).max(axis=1)
        return scores


def _best_run(vectors: Vectors, near: _Nearness) -> tuple[float, int, int]:
    """Return score, start and end of the run of tokens that answers best."""
    prefix = np.concatenate([np.zeros((1, vectors.shape[1]), np.float32), np.cumsum(vectors, axis=0)])
    best = (-1.0, 0, 1)
    for length in range(1, min(LONGEST, len(vectors)) + 1):
        scores = near.scores(prefix[length:] - prefix[:-length])
        first = int(scores.argmax())
        # A longer answer must be better by more than chance: among more runs the best is always a bit better.
        best = max(best, (float(scores[first]) - 0.01 * length, first, first + length))
    return best


def _names(text: str, spans: tuple[Span, ...]) -> Iterator[tuple[int, int, bool]]:
    """Yield the runs of tokens in capitals, and whether one is but the first word of a sentence."""
    for match in _NAME.finditer(text):
        inside = [n for n, (i, j) in enumerate(spans) if match.start() <= i and j <= match.end()]
        if inside:
            before = text[: match.start()].rstrip(" \"“'(")
            yield inside[0], inside[-1] + 1, " " not in match[0] and (not before or before[-1] in ".:;!?")


def _whole_words(text: str, start: int, end: int) -> Span:
    """Widen a span to whole words: tokens may be parts of them. Chinese parts no words."""
    while start and _is_letter(text[start]) and _is_letter(text[start - 1]):
        start -= 1
    while end < len(text) and _is_letter(text[end - 1]) and _is_letter(text[end]):
        end += 1
    return start, end


def _is_letter(character: str) -> bool:
    return character.isalpha() and not is_han(character)
