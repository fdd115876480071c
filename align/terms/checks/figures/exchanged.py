"""Two figures that changed places: each stands by the words of the other, or a range runs backwards."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Hashable, Iterator, Set
from functools import cache
from itertools import combinations, pairwise
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from align.embed import AdditiveEmbedder, Vectors, is_additive
from align.languages import language
from align.quantities import quantities
from align.quantities.units import BETWEEN
from align.spotting import words_around
from align.terms.checked_bitext import CheckedBitext, CheckedUnit
from align.terms.checks.check import Check
from align.terms.findings import Finding
from align.words import say

EXCHANGED = say("{theirs} seem to have changed places")

_FIGURE = re.compile(r"(?<![\d.,/A-Za-z])(?<![A-Za-z]-)(?!(?:19|20)\d\d)\d{1,4}(?![\d/:]|[.,]\d)")
"""No years: dates are compared as such, and words stand around them in another order."""
_DIGITS = re.compile(r"\d\d*")
_BESIDE = 4
"""Characters between two figures that may stand either way round in two languages."""
_LARGE = 1000
"""Least number that is read: smaller ones that differ in writing are days, articles, parts."""
_IN_WORDS = range(2, 13)
_LISTED = re.compile(rf"\s?(?:日|%|st|nd|rd|th)?\s?(?:[-–—~～、,]|{BETWEEN})\s?第?\s?")
_MUCH, _TURNED, _NEVER = 0.2, 0.01, 9.0
"""How much nearer the words are crosswise, of cosines, for the figures to have changed places; the second,
where they follow each other the other way round, as in one of fifteen UN pairs. Of UN pairs as they are, one
in a thousand is told; of pairs whose figures were exchanged, nine in ten."""


_WORD_BEFORE = re.compile(r"([^\W\d_]+)\.?\s\Z")
_LONGEST_WORD = 24


class _Place(NamedTuple):
    """Where a figure stands, and what it says."""

    value: Hashable
    start: int
    end: int


def _find(bitext: CheckedBitext) -> Iterator[Finding]:
    model = bitext.model if bitext.model and is_additive(bitext.model) else None
    speakers = map(language, bitext.languages)
    little = [each.word_forms.no_edge if each.spaced else frozenset[str]() for each in speakers]
    for row in bitext.linked:
        ours, theirs = _shared(bitext, row)
        if len(ours) < 2:
            continue
        found = _reversed(row.unit.source, ours, row.unit.target, theirs)
        parts = [
            _parts(text, side, code)
            for text, side, code in zip(
                (row.unit.source, row.unit.target), (ours, theirs), bitext.languages, strict=True
            )
        ]
        found = found or _other_parts(*parts)
        if not found and model:
            same = [bool(one) and one == other for one, other in zip(*parts, strict=True)]
            found = _crosswise(
                _words_around(row.unit.source, ours, model, little[0], same),
                _words_around(row.unit.target, theirs, model, little[1], same),
                _turned(ours, theirs),
                _NEVER if _is_large(ours[0].value) else _MUCH,
            )
            if found and _are_days(row.unit.source, bitext.languages[0], [ours[n] for n in found]):
                continue
        if found:
            spans = [tuple(side[n][1:] for n in found) for side in (ours, theirs)]
            one, other = (row.unit.target[slice(*span)] for span in spans[1])
            yield CHECK.finding(
                row.unit, EXCHANGED, spans=(spans[0], spans[1]), term=one, found=other, located=False
            )


def _shared(bitext: CheckedBitext, row: CheckedUnit) -> tuple[list[_Place], list[_Place]]:
    """Return the figures that both sides hold once, in the order of the original, and their partners.

    Written alike they are seen at once; 1.23亿 and *123 million* have to be read, and so have three and 四.
    """
    texts = row.unit.source, row.unit.target
    shared = _once(*([_Place(m[0], *m.span()) for m in _FIGURE.finditer(text)] for text in texts))
    if len(shared[0]) < 2 and all(len(_DIGITS.findall(text)) > 1 for text in texts):
        shared = _once(*(_large(text, code) for text, code in zip(texts, bitext.languages, strict=True)))
    if len(shared[0]) < 2:
        shared = _once(*(_in_words(text, code) for text, code in zip(texts, bitext.languages, strict=True)))
    return shared


def _large(text: str, code: str) -> list[_Place]:
    return [
        _Place(q.value, q.start, q.end) for q in quantities(text, code)
        if q.kind == "number" and not isinstance(q.value, str) and q.value >= _LARGE
    ]  # fmt: skip


def _is_large(value: Hashable) -> bool:
    return not isinstance(value, str | int) or (isinstance(value, int) and value >= _LARGE)


def _in_words(text: str, code: str) -> list[_Place]:
    figures = language(code).figures
    if not figures or len(figures.small.findall(text)) < 2:
        return []
    return [
        _Place(q.value, q.start, q.end) for q in quantities(text, code)
        if q.kind == "number" and q.value in _IN_WORDS and figures.small.match(text, q.start)
    ]  # fmt: skip


def _once(ours: list[_Place], theirs: list[_Place]) -> tuple[list[_Place], list[_Place]]:
    counts = [Counter(place.value for place in side) for side in (ours, theirs)]
    once = {value for value, n in counts[0].items() if n == 1 == counts[1][value]}
    partners = {place.value: place for place in theirs}
    ours = [place for place in ours if place.value in once]
    return ours, [partners[place.value] for place in ours]


def _reversed(source: str, ours: list[_Place], target: str, theirs: list[_Place]) -> tuple[int, int] | None:
    """Find two figures side by side, 18-22 or 17 and 18, that stand the other way round: 22-18."""
    for n, (one, other) in enumerate(pairwise(ours)):
        there = theirs[n + 1], theirs[n]
        if _listed(source, one, other) and _listed(target, *there):
            return n, n + 1
    return None


def _listed(text: str, one: _Place, other: _Place) -> bool:
    return one.end <= other.start and bool(_LISTED.fullmatch(text[one.end : other.start]))


def _crosswise(
    ours: Vectors, theirs: Vectors, turned: npt.NDArray[np.bool_], much: float
) -> tuple[int, int] | None:
    """Find two figures each of which has the words around it that the other has on the other side."""
    near = ours @ theirs.T
    straight = np.diag(near)
    known = np.minimum(np.abs(ours).sum(axis=1), np.abs(theirs).sum(axis=1)) > 0
    gain = np.where(
        known[:, None] & known[None, :], near + near.T - straight[:, None] - straight[None, :], -9
    )
    np.fill_diagonal(gain, -9)
    gain -= np.where(turned, _TURNED, much)
    first, second = divmod(int(gain.argmax()), len(straight))
    return (first, second) if gain[first, second] > 0 else None


def _turned(ours: list[_Place], theirs: list[_Place]) -> npt.NDArray[np.bool_]:
    """Tell of each two figures whether they follow each other the other way round, some words apart.

    Side by side, as in *16 out of 19*, many do: 19个中的16个.
    """
    starts = np.array([[place.start for place in side] for side in (ours, theirs)])
    ends = np.array([[place.end for place in side] for side in (ours, theirs)])
    between = np.maximum(starts[:, None, :] - ends[:, :, None], starts[:, :, None] - ends[:, None, :])
    order = starts[:, None, :] > starts[:, :, None]
    turned: npt.NDArray[np.bool_] = (order[0] != order[1]) & (between.min(axis=0) > _BESIDE)
    return turned


def _are_days(text: str, code: str, places: list[_Place]) -> bool:
    """Tell whether one of two figures is the day of a date, which has its own check."""
    days = {q.start for q in quantities(text, code) if q.kind == "day"}
    return any(place.start in days for place in places)


def _parts(text: str, places: list[_Place], code: str) -> list[str]:
    """Return which part of a document stands before each figure: *article*, статьи; or an empty string."""
    words = (_WORD_BEFORE.search(text, max(0, each.start - _LONGEST_WORD), each.start) for each in places)
    stems = _part_stems(code)
    return [
        next((name for stem, name in stems.items() if word[1].lower().startswith(stem)), "") if word else ""
        for word in words
    ]


@cache
def _part_stems(code: str) -> dict[str, str]:
    """Return what the words for parts begin with, whatever their case: *стать*."""
    structure = language(code).structure
    named = [*structure.parts.items(), *structure.named_only.items()]
    return {word[: max(4, len(word) - 1)]: name for name, words in named for word in words if len(word) > 4}


def _other_parts(ours: list[str], theirs: list[str]) -> tuple[int, int] | None:
    """Find two figures that count each other’s part: *article 6, paragraph 1*, пункт 6 статьи 1."""
    return next(
        (
            (n, m) for n, m in combinations(range(len(ours)), 2)
            if ours[n] and ours[m] and ours[n] != ours[m] and (ours[n], ours[m]) == (theirs[m], theirs[n])
        ),
        None,
    )  # fmt: skip


def _words_around(
    text: str, places: list[_Place], model: AdditiveEmbedder, little: Set[str], known: list[bool]
) -> Vectors:
    """Return the direction of the words around each figure; zero for that of a part, 第25条 or known."""
    found = words_around(text, [place[1:] for place in places], model, little)
    for row, place in enumerate(places):
        if (
            known[row] or text[place.start - 1 : place.start] == "第"
        ):  # 第25条第4款: paragraph 4 of article 25
            found[row] = 0
    return found


CHECK = Check(
    "N5", say("Two figures have changed places"), say("exchanged"), "warning", _find, needs=("figures",)
)
