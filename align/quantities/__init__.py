"""Numbers, dates and document symbols in running text, whatever language writes them.

A translation must say the same figures. `quantities` reads them from either side; `differing` tells which of
them the other side does not hold. A quantity is firm when the other side has to show it (figures, numerals
of several characters, dates, symbols), soft when it merely may (a, both, 一, half).

>>> [str(q) for q in quantities("36 亿人的 0.7%", "zh")]
['number 3600000000', 'number 0.7']
>>> differing("36 亿人的 0.7%", "0.7 per cent of 3.6 billion people", "zh", "en")
[]
>>> [str(q) for q in differing("2021年6月21日至7月9日", "21 June–9 July 2020", "zh", "en")]
['year 2021']
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property

from align.quantities import chinese, english
from align.quantities.quantity import ANY_YEAR, Kind, Quantity, enclosed, symbols, times

__all__ = ["Kind", "Quantity", "compare", "differing", "quantities"]

_PLAIN = chinese.SIMPLIFIED | str.maketrans("０１２３４５６７８９（）／．，％－—–‑", "0123456789()/.,%----")

_Reader = Callable[[str], Iterator[Quantity]]


def quantities(text: str, language: str) -> list[Quantity]:
    """Read the figures of a text in the order in which they stand."""
    side = _Side(text, language)
    return sorted([*side.figures, *side.softly], key=_place)


def differing(text: str, other: str, language: str, other_language: str) -> list[Quantity]:
    """Return the firm figures of a text that the other text does not hold in any form."""
    return compare(text, other, language, other_language)[0]


def compare(
    text: str, other: str, language: str, other_language: str
) -> tuple[list[Quantity], list[Quantity]]:
    """Return what `differing` does for both directions, reading each text once."""
    if _agree_plainly(text, other):
        return [], []
    ours, theirs = _Side(text, language), _Side(other, other_language)
    return _without(ours, theirs), _without(theirs, ours)


class _Side:
    """The figures of one text, in order; those of the soft readers only where they are needed."""

    def __init__(self, text: str, language: str) -> None:
        # Full-width forms become half-width and 萬 becomes 万, one for one, so that offsets stay true.
        self._text = text.translate(_PLAIN)
        self._language = language
        self.figures = sorted(_read(self._text, _readers(language)), key=_place)

    @cached_property
    def softly(self) -> list[Quantity]:
        return _read(self._text, _soft_readers(self._language), self.figures)


def _place(quantity: Quantity) -> tuple[int, int]:
    return quantity.start, quantity.end


def _read(text: str, readers: Iterable[_Reader], before: Iterable[Quantity] = ()) -> list[Quantity]:
    """Read what each reader finds that neither an earlier one nor `before` has taken."""
    found: list[Quantity] = []
    taken = bytearray(len(text))
    new: Iterable[Quantity] = before
    for reader in readers:
        for quantity in new:
            taken[quantity.start : quantity.end] = b"\x01" * (quantity.end - quantity.start)
        new = [each for each in reader(text) if taken.find(1, each.start, each.end) < 0]
        found += new
    return found


def _without(ours: _Side, theirs: _Side) -> list[Quantity]:
    held = {(figure.kind, figure.value) for figure in theirs.figures}
    lacking = [
        figure for figure in ours.figures
        if figure.firm and (figure.kind, figure.value) not in held
        and not any(_same(figure, their) for their in theirs.figures)
    ]  # fmt: skip
    if lacking:
        lacking = [figure for figure in lacking if not any(_same(figure, their) for their in theirs.softly)]
    return lacking or _miscounted(ours.figures, theirs.figures)


def _miscounted(ours: list[Quantity], theirs: list[Quantity]) -> list[Quantity]:
    """Return years of which one side has more than the other, where both list equally many: 2013 and 2013."""
    counts = [Counter(q.value for q in side if q.kind == "year" and q.firm) for side in (ours, theirs)]
    if counts[0].total() != counts[1].total():
        return []
    more = counts[0] - counts[1]
    return [q for q in ours if q.kind == "year" and q.firm and more[q.value]]


_DIGITS = re.compile(r"\d\d*")
# All begin with plain letters: the engine then leaps over the others, three times as fast as with [Ff]ift.
_STEMS = (
    "January February April June July August September October November December teen leven twel Twel "
    "twent Twent thirt Thirt forti forty Forti Forty fift Fift sixt Sixt sevent Sevent ighti ighty ninet "
    "Ninet hundred thousand illion noon a\\.m p\\.m"
)
_NUMERAL = f"{chinese.NUMERAL}萬億兩"
_COUNTING = (
    re.compile(f"[{_NUMERAL}][{_NUMERAL}]"),
    re.compile(rf"\d\s?[{_NUMERAL}年月日时時點点]"),
    re.compile(_STEMS.replace(" ", "|")),
)


def _agree_plainly(text: str, other: str) -> bool:
    """Tell whether both texts hold the same digits and nothing else that counts, as most sentences do.

    It spares reading them for figures, which takes ten times as long.
    """
    if sorted(_DIGITS.findall(text)) != sorted(_DIGITS.findall(other)):
        return False
    return not any(pattern.search(side) for pattern in _COUNTING for side in (text, other))


def _readers(language: str) -> tuple[_Reader, ...]:
    """Return the readers for a language, the most specific first: what one took, the next leave alone."""
    if language.startswith("zh"):
        return (
            symbols,
            times,
            enclosed,
            chinese.republic_years,
            chinese.dates,
            chinese.years,
            english.dates,
            chinese.fractions,
            chinese.sums,
            chinese.figures,
            chinese.numerals,
        )
    return (
        symbols,
        times,
        enclosed,
        english.dates,
        english.years,
        english.fractions,
        english.figures,
        english.words,
    )


def _soft_readers(language: str) -> tuple[_Reader, ...]:
    """Return the readers of what is never firm, which come last."""
    return () if language.startswith("zh") else (english.soft_words,)


_BEFORE_YEAR = re.compile(r"\d+(?!\d*\)$)")
"""The figures of a symbol, without the year in brackets."""


def _same(one: Quantity, other: Quantity) -> bool:
    """Tell whether a figure of one side is shown by one of the other.

    A year or a day is also a number, a month only a month.
    """
    kinds = {one.kind, other.kind}
    if kinds in ({"symbol", "number"}, {"symbol", "year"}):
        # Part of a symbol may stand alone: "resolution 1325" for 第1325(2000)号决议, but not its year for it.
        symbol, number = (one, other) if one.kind == "symbol" else (other, one)
        part = _BEFORE_YEAR if one is symbol else re.compile(r"\d+")
        return str(number.value) in part.findall(str(symbol.value))
    if kinds in ({"time", "number"}, {"time", "year"}):
        time, number = (one, other) if one.kind == "time" else (other, one)
        hour, minute = divmod(int(time.value), 60)
        clock = hour * 100 + minute
        return number.value in (hour, hour + 12, clock, clock + 1200) or number.value == minute > 0
    if kinds == {"year"} and ANY_YEAR in (one.value, other.value):
        return True
    if one.value != other.value:
        return False
    if kinds == {"number", "day"}:
        return one.firm and other.firm  # "a" is no first day
    return one.kind == other.kind or kinds == {"number", "year"}
