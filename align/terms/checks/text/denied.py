"""Sentences that one side denies and the other does not.

Many words say no without a *not*, and a sentence may say no several times. So each negation looks for one of
the other side that denies the same words, as the model sees them; the nearest two go together first. What
finds none was lost or gained. Without a model, a side denies nothing where it has fewer words that say no
than the other has plain ones.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

import numpy as np

from align.embed import AdditiveEmbedder, is_additive
from align.languages import language
from align.spotting import words_around
from align.terms.checked_bitext import CheckedBitext
from align.terms.checks.check import Check
from align.terms.findings import Finding, Span
from align.words import say

LOST = say("{term} in the original, nothing like it in the translation")
GAINED = say("{found} in the translation, nothing like it in the original")

_NEAR, _NEAR_A_HINT = 0.1, 0.25
"""Least cosine of the words that two negations deny, and of those of which one but hints at it."""
_UNLIKE = 0.3
"""How much nearer a plain no and a hint must be than two of a kind to go together first."""
_MOST = 100
"""Negations of one side that are looked at: each is held against each."""
_BEFORE = 0.2
"""What words before a negation tell of what it denies, beside those behind it."""


@dataclass(frozen=True, slots=True)
class _Negation:
    """One place where a text says no."""

    span: Span
    plain: bool
    """Whether a translation says no too, whatever its words."""
    hint: bool
    """Whether it answers to another only by the same words."""


def _find(bitext: CheckedBitext) -> Iterator[Finding]:
    model = bitext.model if bitext.model and is_additive(bitext.model) else None
    for row in bitext.linked:
        texts = row.unit.source, row.unit.target
        if not any(map(_denies_plainly, texts, bitext.languages)):
            continue
        sides = [_negations(*each) for each in zip(texts, bitext.languages, strict=True)]
        if all(each.plain for side in sides for each in side) and len(sides[0]) == len(sides[1]):
            continue  # as in most: whichever answer each other, none is left on one side alone
        if model and all(sides):
            ours, theirs = _alone(texts, bitext.languages, sides, model)
        else:
            ours, theirs = _too_many(*sides)
        if ours:
            yield CHECK.finding(row.unit, LOST, spans=([ours], ()), term=texts[0][slice(*ours)])
        elif theirs:
            yield CHECK.finding(row.unit, GAINED, spans=((), [theirs]), found=texts[1][slice(*theirs)])


def _denies_plainly(text: str, code: str) -> bool:
    says = language(code).negation
    return bool(says and says.plain.search(text))


def _negations(text: str, code: str) -> list[_Negation]:
    says = language(code).negation
    if not says:
        return []
    plain = [match.span() for match in says.plain.finditer(text)]
    found = []
    for match in islice(says.any.finditer(text), _MOST):
        span = next((each for each in plain if each[0] <= match.start() < each[1]), None)
        found.append(_Negation(span or match.span(), span is not None, match.lastgroup == "hint"))
    return found


_Alone = tuple[Span | None, Span | None]
"""The first plain negation of either side to which none of the other answers."""


def _too_many(ours: list[_Negation], theirs: list[_Negation]) -> _Alone:
    """Return a plain negation of a side that has more of them than the other has of any."""
    plain = [[each.span for each in side if each.plain] for side in (ours, theirs)]
    return (
        plain[0][0] if len(plain[0]) > len(theirs) else None,
        plain[1][0] if len(plain[1]) > len(ours) else None,
    )


def _alone(
    texts: tuple[str, str], codes: tuple[str, str], sides: list[list[_Negation]], model: AdditiveEmbedder
) -> _Alone:
    """Pair the negations of two sides, the nearest first, and return a plain one that is left alone."""
    ours, theirs = sides
    vectors = [
        # What is denied begins with the rest of the word: *un-able*, 不-允许.
        words_around(text, [(each.span[0],) * 2 for each in side], model, _little(code), before=_BEFORE)
        for text, side, code in zip(texts, sides, codes, strict=True)
    ]
    near = vectors[0] @ vectors[1].T
    left = set(range(len(ours))), set(range(len(theirs)))
    # Words of one kind answer one another first: of *not refuse*, *refuse* answers to 拒绝 of 不拒绝. But
    # beside *inadequate*, which is much nearer, no *not* answers to غير كاف.
    unlike = np.array([[our.hint != their.hint for their in theirs] for our in ours])
    for place in np.argsort((_UNLIKE * unlike - near).ravel(), kind="stable"):
        i, j = divmod(int(place), len(theirs))
        least = _NEAR_A_HINT if ours[i].hint or theirs[j].hint else _NEAR
        if i in left[0] and j in left[1] and near[i, j] >= least:
            left[0].remove(i)
            left[1].remove(j)
    alone = [
        [side[n].span for n in sorted(kept) if side[n].plain] for side, kept in zip(sides, left, strict=True)
    ]
    # Where both have some, they answer each other in other words: *no State has*, 任何国家都没有.
    answered = min(map(len, alone))
    return next(iter(alone[0][answered:]), None), next(iter(alone[1][answered:]), None)


def _little(code: str) -> frozenset[str]:
    speaker = language(code)
    return speaker.word_forms.no_edge if speaker.spaced else frozenset()


CHECK = Check(
    "U4", say("A negation is lost or gained"), say("negation"), "suggestion", _find, needs=("negation",)
)
