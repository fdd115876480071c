"""Scales that stand apart from their figures: behind a bracket, [$545.4] million; of a list, 5 to 10 million.

>>> from align import languages
>>> english = languages.language("en").figures
>>> text = "some [$545.4] million [2]"
>>> without(text, brackets(text, english))
'some $545.4 million [2]'
>>> five, ten = Quantity("number", 5, 0, 1), Quantity("number", 10**7, 5, 15)
>>> with_scales("5 to 10 million", [five, ten], english)[0]
Quantity(kind='number', value=5000000, start=0, end=1, firm=True, also=(5,))
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise

from align.languages.figures import Figures, Number, Quantity
from align.quantities.units import RANGE

_DIGITS = r"\d[\d., '’\u00a0\u202f]{0,24}"
_IN_BRACKETS = re.compile(rf"[\[(](?=[^\[\]()\d]{{0,8}}{_DIGITS}([\])])\s?[^\W\d_])")
_FIGURE = re.compile(rf"{_DIGITS}(?<=\d)")
_LONGEST_SCALE = 16
"""Characters behind a figure among which its scale stands."""
_LONGEST_RANGE = 12
"""Characters between the two figures of a range."""
_SCALES = frozenset(1000 * 10**n for n in range(12))
"""From a thousand: 百 may be the beginning of 百分之."""
_COMMA = re.compile(r"\s?[,،、]\s?")
"""What stands between the others of a list: 10, 20 and 30 million."""
_FIRST = re.compile(r"\S+(?=\s)|\S")
_CURRENCY = re.compile(r"(?:(?:US)?[$€£]|\b[A-Z]{3}\s)\s?$")


def brackets(text: str, figures: Figures) -> list[int]:
    """Return the places of brackets about figures whose scale stands behind: [5.454]亿, no note mark [2]."""
    return [
        place
        for match in _IN_BRACKETS.finditer(text)
        if _scale(text[match.end(1) : match.end(1) + _LONGEST_SCALE], figures)
        for place in (match.start(), match.start(1))
    ]


def _scale(text: str, figures: Figures) -> Number:
    """Return the scale that a text begins with, or 0: what it makes of a two before it."""
    read = (q for reader in figures.readers for q in reader(f"2{text}") if q.kind == "number" and not q.start)
    return next((q.value // 2 for q in read if not isinstance(q.value, str) and q.value // 2 in _SCALES), 0)


def without(text: str, places: Iterable[int]) -> str:
    """Return a text without the characters at some places."""
    left_out = frozenset(places)
    return "".join(c for i, c in enumerate(text) if i not in left_out) if left_out else text


def moved(quantities: Iterable[Quantity], places: Iterable[int]) -> list[Quantity]:
    """Return what was read without the characters at some places, in order, as it stands with them."""
    return [replace(q, start=_with(q.start, places), end=_with(q.end - 1, places) + 1) for q in quantities]


def _with(offset: int, places: Iterable[int]) -> int:
    for place in places:
        offset += place <= offset
    return offset


def with_scales(text: str, quantities: list[Quantity], figures: Figures) -> list[Quantity]:
    """Return the quantities in order; what stands before the last of a range or list shares its scale.

    Or it has none: 2, 5 to 10 million.
    """
    numbers = [q for q in quantities if q.kind in ("number", "year")]
    scaled: dict[int, Quantity] = {}
    shared: Number = 0
    for other, one in pairwise(reversed(numbers)):
        shared = _shared(text, one, other, figures, shared)
        if shared and not isinstance(one.value, str):
            scaled[id(one)] = replace(one, value=one.value * shared, also=(*one.also, one.value))
    return [scaled.get(id(q), q) for q in quantities]


def _shared(text: str, one: Quantity, other: Quantity, figures: Figures, before: Number) -> Number:
    """Return the scale that a figure shares with the next; `before`: what that one shares with its next."""
    if not 0 < other.start - one.end <= _LONGEST_RANGE or one.kind != "number":
        return 0
    between = _CURRENCY.sub("", text[one.end : other.start].strip("[]"))
    scale = before if _COMMA.fullmatch(between) else 0
    if RANGE.fullmatch(between):
        scale = _scale(_rest(text, other), figures) or before
    return scale if scale and _is_bare(text, one, figures) else 0


def _is_bare(text: str, one: Quantity, figures: Figures) -> bool:
    rest = _rest(text, one)
    return not rest if text[one.start].isdigit() else not _scale(rest, figures)


def _rest(text: str, quantity: Quantity) -> str:
    """Return what follows the digits of a figure, or the first word or character of one in words."""
    figure = _FIGURE.match(text, quantity.start, quantity.end) or _FIRST.match(text, quantity.start)
    return text[figure.end() : quantity.end] if figure else ""
