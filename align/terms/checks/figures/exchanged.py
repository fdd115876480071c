"""Two figures that changed places: each stands by the words of the other, or a range runs backwards."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Set
from itertools import pairwise

import numpy as np

from align.embed import AdditiveEmbedder, Vectors, is_additive
from align.languages import language
from align.quantities.units import BETWEEN
from align.spotting import words_around
from align.terms.checked_bitext import CheckedBitext
from align.terms.checks.check import Check
from align.terms.findings import Finding
from align.words import say

EXCHANGED = say("{theirs} seem to have changed places")

_FIGURE = re.compile(r"(?<![\d.,/A-Za-z])(?<![A-Za-z]-)(?!(?:19|20)\d\d)\d{1,4}(?![\d/:]|[.,]\d)")
"""No years: dates are compared as such, and words stand around them in another order."""
_LISTED = re.compile(rf"\s?(?:日|%|st|nd|rd|th)?\s?(?:[-–—~～、,]|{BETWEEN})\s?第?\s?")
_MUCH = 0.2
"""How much nearer the words are crosswise, of cosines, for the figures to have changed places. Of UN pairs as
they are, one in four thousand is told; of pairs whose figures were exchanged in English, two in three."""

_Place = re.Match[str]


def _find(bitext: CheckedBitext) -> Iterator[Finding]:
    model = bitext.model if bitext.model and is_additive(bitext.model) else None
    speakers = map(language, bitext.languages)
    little = [each.word_forms.no_edge if each.spaced else frozenset[str]() for each in speakers]
    for row in bitext.linked:
        ours, theirs = _shared(row.unit.source, row.unit.target)
        if len(ours) < 2:
            continue
        found = _reversed(row.unit.source, ours, row.unit.target, theirs)
        if not found and model:
            found = _crosswise(
                _words_around(row.unit.source, ours, model, little[0]),
                _words_around(row.unit.target, theirs, model, little[1]),
            )
        if found:
            spans = [tuple(side[n].span() for n in found) for side in (ours, theirs)]
            one, other = (theirs[n][0] for n in found)
            yield CHECK.finding(
                row.unit, EXCHANGED, spans=(spans[0], spans[1]), term=one, found=other, located=False
            )


def _shared(source: str, target: str) -> tuple[list[_Place], list[_Place]]:
    """Return the figures that both sides hold once, in the order of the original, and their partners."""
    sides = [list(_FIGURE.finditer(text)) for text in (source, target)]
    counts = [Counter(match[0] for match in side) for side in sides]
    once = {value for value, n in counts[0].items() if n == 1 == counts[1][value]}
    partners = {match[0]: match for match in sides[1]}
    ours = [match for match in sides[0] if match[0] in once]
    return ours, [partners[match[0]] for match in ours]


def _reversed(source: str, ours: list[_Place], target: str, theirs: list[_Place]) -> tuple[int, int] | None:
    """Find two figures side by side, 18-22 or 17 and 18, that stand the other way round: 22-18."""
    for n, (one, other) in enumerate(pairwise(ours)):
        there = theirs[n + 1], theirs[n]
        if _listed(source, one, other) and _listed(target, *there):
            return n, n + 1
    return None


def _listed(text: str, one: _Place, other: _Place) -> bool:
    return one.end() <= other.start() and bool(_LISTED.fullmatch(text[one.end() : other.start()]))


def _crosswise(ours: Vectors, theirs: Vectors) -> tuple[int, int] | None:
    """Find two figures each of which has the words around it that the other has on the other side."""
    near = ours @ theirs.T
    straight = np.diag(near)
    known = np.minimum(np.abs(ours).sum(axis=1), np.abs(theirs).sum(axis=1)) > 0
    gain = np.where(
        known[:, None] & known[None, :], near + near.T - straight[:, None] - straight[None, :], -9
    )
    np.fill_diagonal(gain, -9)
    first, second = divmod(int(gain.argmax()), len(straight))
    return (first, second) if gain[first, second] > _MUCH else None


def _words_around(text: str, places: list[_Place], model: AdditiveEmbedder, little: Set[str]) -> Vectors:
    """Return the direction of the words around each figure; zero for that of a part, as 第25条."""
    found = words_around(text, [place.span() for place in places], model, little)
    for row, place in enumerate(places):
        if text[place.start() - 1 : place.start()] == "第":  # 第25条第4款: paragraph 4 of article 25
            found[row] = 0
    return found


CHECK = Check(
    "N5", say("Two figures have changed places"), say("exchanged"), "warning", _find, needs=("figures",)
)
