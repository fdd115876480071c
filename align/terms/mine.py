"""Bilingual term candidates from aligned text.

Each side yields its recurring phrases: in English runs of words that neither begin nor end with a little
word, in Chinese strings whose neighbours vary, as those of whole words do (accessor variety: Feng et al.
2004, doi:10.1162/089120104773633394). Two phrases that keep company over the bitext more than chance explains
(log-likelihood ratio: Dunning 1993) and that the model finds near are a candidate, each phrase only in its
best pair. What nearly always stands inside a longer candidate is a fragment of it and left out, as in the
C-value of Frantzi et al. (2000, doi:10.1007/s007999900023): 国际刑事 of 国际刑事法院.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from align import languages
from align.bitext import Bitext
from align.embed import Embedder
from align.languages import WordForms
from align.terms.base import Concept, Term, TermBase
from align.text import HAN, fold, simplify
from align.threads import single_threaded

_HAN_RUN = re.compile(f"[{HAN}]+")
_JOINED = re.compile(rf"\S+ {languages.every(lambda each: each.and_)} \S+")
_LATIN_WORD = re.compile(r"[^\W\d_][\w’'-]*")

UNLIKELY = 0.75
"""Weight of a candidate that is one word in English, or two joined by *and*: most of these are no terms."""

FRAGMENT = 0.6
"""Part of its units in which a candidate must stand inside longer ones to be their fragment."""

LONGEST_SPACED, LONGEST_UNSPACED = 7, 12
"""Words and characters of the longest candidates."""


@dataclass(frozen=True, slots=True)
class TermCandidate:
    """Two phrases that may be terms of one concept."""

    source: str
    target: str
    count: int
    """Units that hold both."""
    source_count: int
    target_count: int
    score: float
    """From 0 to 1: how exclusively they keep company, and how near the model finds them."""
    variants: tuple[str, ...]
    """Other forms of either phrase in the text."""
    contexts: tuple[tuple[str, str], ...]


@dataclass
class _Phrases:
    """The recurring phrases of one side: their units and the forms they have in the text."""

    units: dict[str, set[int]]
    forms: dict[str, Counter[str]]

    def shown(self, phrase: str) -> str:
        return self.forms[phrase].most_common(1)[0][0]


@single_threaded
def mine(
    bitexts: Iterable[Bitext], model: Embedder, known: TermBase | None = None, *, least: int = 3
) -> list[TermCandidate]:
    """Return term candidates, best first.

    Args:
        bitexts: of one pair of languages.
        model: judges whether two phrases that keep company mean the same.
        known: terms that need not be found again.
        least: units in which a phrase must stand.
    """
    bitexts = list(bitexts)
    units = [(u.source, u.target) for b in bitexts for u in b.units() if u.source and u.target]
    if not units:
        return []
    languages = (bitexts[0].source.language, bitexts[0].target.language)
    sides = [_phrases((unit[i] for unit in units), languages[i], least) for i in (0, 1)]
    for side, language in zip(sides, languages, strict=True):
        _forget_known(side, known, language)
    return list(_candidates(sides[0], sides[1], units, model, least))


def as_base(candidates: Iterable[TermCandidate], source_language: str, target_language: str) -> TermBase:
    """Return candidates as a term base to review, with counts and a context as notes."""
    return TermBase(
        tuple(
            Concept(
                str(number),
                (Term(c.source, source_language, "admitted"), Term(c.target, target_language, "admitted")),
                note=f"{c.count} units, score {c.score:.2f}. {' | '.join(c.contexts[0])}",
            )
            for number, c in enumerate(candidates, 1)
        )
    )


def _phrases(texts: Iterable[str], language: str, least: int) -> _Phrases:
    known = languages.language(language)
    read = _spaced if known.spaced else _unspaced
    forms_of = known.word_forms
    units: dict[str, set[int]] = defaultdict(set)
    forms: dict[str, Counter[str]] = defaultdict(Counter)
    before: dict[str, set[str | int]] = defaultdict(set)
    after: dict[str, set[str | int]] = defaultdict(set)
    for number, text in enumerate(texts):
        for key, form, left, right in read(text, forms_of):
            units[key].add(number)
            forms[key][form] += 1
            # An edge is no neighbour: each counts as another one.
            before[key].add(left or number)
            after[key].add(right or number)
    kept = {
        key: places for key, places in units.items()
        if len(places) >= least and min(len(before[key]), len(after[key])) > 1
    }  # fmt: skip
    return _Phrases(kept, forms)


_Found = tuple[str, str, str, str]
"""Key and form of a phrase, and the characters beside it; empty: an edge."""


def _spaced(text: str, known: WordForms) -> Iterator[_Found]:
    """Yield the phrases of a text whose words are spaced: there, words have edges all around."""
    words = list(_LATIN_WORD.finditer(text))
    for i, first in enumerate(words):
        if first[0].lower() in known.no_edge:
            continue
        for j in range(i, min(i + LONGEST_SPACED, len(words))):
            if j > i and text[words[j - 1].end() : words[j].start()] != " ":
                break  # punctuation parts phrases
            if words[j][0].lower() in known.no_edge or (i == j and len(first[0]) < 4):
                continue
            key = " ".join(known.plain(word[0]) for word in words[i : j + 1])
            yield key, text[first.start() : words[j].end()], "", ""


def _unspaced(text: str, known: WordForms) -> Iterator[_Found]:
    """Yield the strings of a text without spaces that may be words, and the characters beside them."""
    for run in _HAN_RUN.finditer(text):
        han = run[0]
        for i, first in enumerate(han):
            if first in known.no_edge:
                continue
            for j in range(i + 2, min(i + LONGEST_UNSPACED, len(han)) + 1):
                if han[j - 1] in known.no_edge or (known.no_term and known.no_term.match(han[i:j])):
                    continue
                yield simplify(han[i:j]), han[i:j], han[max(i - 1, 0) : i], han[j : j + 1]


def _forget_known(phrases: _Phrases, known: TermBase | None, language: str) -> None:
    terms = {fold(t.text) for c in (known.concepts if known else ()) for t in c.terms}
    for key in [key for key in phrases.units if fold(phrases.shown(key)) in terms]:
        del phrases.units[key]


def _candidates(
    source: _Phrases, target: _Phrases, units: list[tuple[str, str]], model: Embedder, least: int
) -> Iterator[TermCandidate]:
    """Pair each phrase with its best, and keep the pairs that are best from both sides."""
    scores = _scores(source, target, len(units), model, least)
    best_target: dict[str, tuple[float, str]] = {}
    best_source: dict[str, tuple[float, str]] = {}
    for (one, other), score in scores.items():
        # Of equal pairs the longest wins: a part of a term keeps the same company as the whole.
        best_target[one] = max(best_target.get(one, (0.0, "")), (score, other))
        best_source[other] = max(best_source.get(other, (0.0, "")), (score, one))
    pairs = {(one, other): s for one, (s, other) in best_target.items() if best_source[other][1] == one}
    units_of = {(one, other): source.units[one] & target.units[other] for one, other in pairs}
    for score, one, other in sorted(((s, *pair) for pair, s in pairs.items()), reverse=True):
        both = sorted(units_of[one, other])
        if _covered((one, other), units_of) >= FRAGMENT * len(both):
            continue
        yield TermCandidate(
            source=source.shown(one), target=target.shown(other), count=len(both),
            source_count=len(source.units[one]), target_count=len(target.units[other]), score=round(score, 3),
            variants=tuple(form for side, key in ((source, one), (target, other))
                           for form, _ in side.forms[key].most_common(4)[1:]),
            contexts=tuple(units[i] for i in both[:3]),
        )  # fmt: skip


def _covered(pair: tuple[str, str], units_of: dict[tuple[str, str], set[int]]) -> int:
    """Return in how many of its units a pair stands inside longer pairs."""
    one, other = pair
    longer = (
        units
        for (a, b), units in units_of.items()
        if (a, b) != pair and _inside(one, a) and _inside(other, b)
    )
    return len(units_of[pair] & set().union(*longer))


def _inside(phrase: str, other: str) -> bool:
    """Tell whether a phrase stands in another, in whole words where these are spaced."""
    return f" {phrase} " in f" {other} " if phrase.isascii() else phrase in other


def _scores(
    source: _Phrases, target: _Phrases, total: int, model: Embedder, least: int
) -> dict[tuple[str, str], float]:
    """Return how well phrases go together, for those that keep company more than chance explains."""
    together: dict[str, Counter[str]] = defaultdict(Counter)
    by_unit: dict[int, list[str]] = defaultdict(list)
    for other, places in target.units.items():
        for place in places:
            by_unit[place].append(other)
    for one, places in source.units.items():
        for place in places:
            together[one].update(by_unit[place])
    pairs = [
        (one, other, dice)
        for one, others in together.items()
        for other, count in others.items()
        if count >= least
        and (dice := 2 * count / (len(source.units[one]) + len(target.units[other]))) > 0.3
        and _ratio(count, len(source.units[one]), len(target.units[other]), total) > 10.8  # p < 0.001
    ]
    near = _cosines(pairs, source, target, model)
    return {
        (one, other): _weight(one, other) * (0.5 * dice + 0.5 * max(0.0, cosine))
        for (one, other, dice), cosine in zip(pairs, near, strict=True)
        if cosine > 0.3
    }


def _weight(one: str, other: str) -> float:
    english = one if " " in one else other
    return UNLIKELY if " " not in english or _JOINED.fullmatch(english) else 1.0


def _cosines(
    pairs: Collection[tuple[str, str, float]], source: _Phrases, target: _Phrases, model: Embedder
) -> list[float]:
    if not pairs:
        return []
    ours, theirs = sorted({one for one, _, _ in pairs}), sorted({other for _, other, _ in pairs})
    source_vectors = model.encode([source.shown(key) for key in ours])[
        np.searchsorted(ours, [p[0] for p in pairs])
    ]
    target_vectors = model.encode([target.shown(key) for key in theirs])[
        np.searchsorted(theirs, [p[1] for p in pairs])
    ]
    cosines: list[float] = np.einsum("ij,ij->i", source_vectors, target_vectors).tolist()
    return cosines


def _ratio(both: int, one: int, other: int, total: int) -> float:
    """Return Dunning's log-likelihood ratio of two phrases keeping company."""
    observed = (both, one - both, other - both, total - one - other + both)
    expected = (
        one * other / total, one * (total - other) / total,
        (total - one) * other / total, (total - one) * (total - other) / total,
    )  # fmt: skip
    return 2 * sum(o * math.log(o / e) for o, e in zip(observed, expected, strict=True) if o > 0 and e > 0)
