"""Units of figures: the same number of dollars and euros, per cent and points, a.m. and p.m. is not the same.

>>> from align import languages
>>> english, chinese = (languages.language(code).figures for code in ("en", "zh"))
>>> units_beside_digits("5 per cent of $3", english), units_beside_digits("3美元的百分之5", chinese)
(['dollar', 'percent'], ['dollar', 'percent'])
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache
from typing import NamedTuple

from align.languages import every
from align.languages.figures import UNKNOWN, Figures, Quantity

_SIGNS = {
    "dollar": r"(?<![A-Za-z.])(?:US)?\$\s?|\bUSD\s?",
    "euro": r"€\s?|\b(?:EUR|Euro)\s?",
    "pound": r"£\s?|\bGBP\s?",
    "yen": r"\bJPY\s?",
}
"""What stands before a figure in any language; ¥ is yen or yuan."""
_CODES = {"dollar": r"\s?USD\b", "euro": r"\s?EUR\b", "pound": r"\s?GBP\b", "yen": r"\s?JPY\b"}
"""What stands behind one in any language: 5,000 USD."""

_MONEY = frozenset({"dollar", "euro", "pound", "yen"})
_TELLING = frozenset({"percent", *_MONEY})
"""Units without which a figure says something else; years, tonnes and the points of a list may go unsaid."""

_LONGEST_CURRENCY = 30
"""Characters before a country among which its currency stands."""

_HALVES = ("am", "pm")
"""Units of times of day."""

BETWEEN = every(lambda each: each.figures.between if each.figures else ())
"""Words that stand between two figures of one unit, in any language."""
RANGE = re.compile(rf"\s?(?:[-–—~～]|{BETWEEN})\s?")
"""What stands between figures of one unit: 5 to 10 per cent."""


class Measured(NamedTuple):
    """A figure with its unit; its span holds both."""

    quantity: Quantity
    unit: str


_DIGITS = re.compile(r"\d\d*")


def units_beside_digits(text: str, figures: Figures) -> list[str]:
    """Return the units that stand beside digits, sorted: where both sides agree, no figure is read."""
    patterns, found = _patterns(figures), []
    for digits in _DIGITS.finditer(text):
        start, end = digits.span()
        unit = patterns.behind.match(text, end)
        if not unit and start and not text[start - 1].isspace():
            unit = patterns.right_before.search(text[max(0, start - 3) : start])
        if unit:
            found.append(unit.lastgroup or "")
    return sorted(found)


def conflicting(
    ours: Iterable[Measured], theirs: Iterable[Measured]
) -> tuple[list[Quantity], list[Quantity]]:
    """Return figures of the same value that have the same unit nowhere, their spans with the units."""
    sides = _by_value(ours), _by_value(theirs)
    money = [{each.unit for some in side.values() for each in some} & _MONEY for side in sides]
    found: tuple[list[Quantity], list[Quantity]] = [], []
    for value in (value for value in sides[0] if value in sides[1]):  # in the order of the text
        one, other = ({each.unit for each in side[value]} for side in sides)
        if UNKNOWN in one | other:
            continue
        if any(not each.unit and not each.quantity.firm for side in sides for each in side[value]):
            continue  # a third, half and 一年半 have no unit, nor do words that may count something else
        if (other == {""} and one <= money[1]) or (one == {""} and other <= money[0]):
            continue  # *$10 million, of which $3 million*: dollars need not be said of each
        if _contradict(one, other) or _contradict(other, one):
            unsaid = "" in one | other and one | other <= {"", *_MONEY}
            for side, lacking in zip(sides, found, strict=True):
                lacking += [
                    replace(each.quantity, kind="money") if unsaid else each.quantity for each in side[value]
                ]
    return found


def _contradict(one: set[str], other: set[str]) -> bool:
    """Tell whether units have nothing in common, or one side has units that may not go without saying."""
    if other == {""}:
        return one <= _TELLING
    return one.isdisjoint(other) and "" not in one | other


def other_currency(
    text: str, other: str, figures: Figures, other_figures: Figures
) -> tuple[Quantity, Quantity] | None:
    """Return a currency that a text names and another in its translation: *in euros*, 美元.

    Only where each names one, and no other that has a name of its own, such as 元.
    """
    one = _currencies(text, figures)
    another = _currencies(other, other_figures) if one else {}
    if len(one) != 1 or len(another) != 1 or one.keys() == another.keys() or UNKNOWN in {*one, *another}:
        return None
    return next(iter(one.values())), next(iter(another.values()))


def _currencies(text: str, figures: Figures) -> dict[str, Quantity]:
    """Return the first mention of each currency, of 元 and *francs* too."""
    found: dict[str, Quantity] = {}
    for match in _any_money(figures).finditer(text):
        found.setdefault(_name(match), Quantity("number", 1, *match.span()))
    return found


@cache
def _any_money(figures: Figures) -> re.Pattern[str]:
    tables = (_SIGNS, figures.units)
    every_way = {
        unit: "|".join(table[unit] for table in tables if unit in table)
        for unit in (*sorted(_MONEY), UNKNOWN)
    }
    return re.compile(_alternatives({unit: ways for unit, ways in every_way.items() if ways}))


def names_a_currency(text: str, start: int, end: int, figures: Figures) -> bool:
    """Tell whether a country stands there only to say which dollars are meant: США in 5 млн долл. США."""
    money = _money(figures)
    before = text[max(0, start - _LONGEST_CURRENCY) : start]
    return bool(money.match(text, end) or re.search(rf"(?:{money.pattern})(?:\s\w{{1,3}}){{0,2}}\s$", before))


def measured(text: str, quantities: Iterable[Quantity], figures: Figures) -> list[Measured]:
    """Return the numbers and times of a text with their units; in a range all have that of the last."""
    found: list[Measured] = []
    for quantity in sorted(quantities, key=lambda q: (q.start, q.end), reverse=True):
        if quantity.kind in ("number", "time"):
            here = _measured(text, quantity, figures)
            if quantity.kind == "time" and here.unit not in _HALVES:
                here = Measured(quantity, "")  # 10.00 *horas* are no ten hours
            after = found[-1] if found else None
            if not here.unit and after and RANGE.fullmatch(text[quantity.end : after.quantity.start]):
                here = here._replace(unit=after.unit)
            found.append(here)
    return found[::-1]


def _measured(text: str, quantity: Quantity, figures: Figures) -> Measured:
    patterns, (start, end) = _patterns(figures), (quantity.start, quantity.end)
    if match := patterns.behind.match(text, end):
        return Measured(replace(quantity, end=match.end()), _name(match))
    inside = patterns.behind.search(text, start, end) if quantity.kind == "time" else None
    if inside := inside or patterns.before.match(text, start):  # 3 p.m., 百分之五
        return Measured(quantity, _name(inside))
    if match := patterns.right_before.search(text[max(0, start - 8) : start]):
        return Measured(replace(quantity, start=start - len(match[0])), _name(match))
    return Measured(quantity, "")


def _by_value(side: Iterable[Measured]) -> Mapping[object, list[Measured]]:
    values: dict[object, list[Measured]] = {}
    for each in side:
        values.setdefault((each.quantity.kind, each.quantity.value), []).append(each)
    return values


@cache
def _money(figures: Figures) -> re.Pattern[str]:
    return re.compile("|".join(figures.units[unit] for unit in sorted(_MONEY) if unit in figures.units))


class _Patterns(NamedTuple):
    behind: re.Pattern[str]
    before: re.Pattern[str]
    right_before: re.Pattern[str]
    """`before` at the end of a text."""


@cache
def _patterns(figures: Figures) -> _Patterns:
    units = _SIGNS.keys() | figures.units_before.keys()
    tables = (_SIGNS, figures.units_before)
    before = {unit: "|".join(table[unit] for table in tables if unit in table) for unit in sorted(units)}
    alternatives = _alternatives(before)
    return _Patterns(
        behind=re.compile(_alternatives({unit: _behind(unit, each) for unit, each in figures.units.items()})),
        before=re.compile(alternatives),
        right_before=re.compile(f"(?:{alternatives})$"),
    )


def _behind(unit: str, pattern: str) -> str:
    return f"{pattern}|{_CODES[unit]}" if unit in _CODES else pattern


def _alternatives(units: Mapping[str, str]) -> str:
    return "|".join(f"(?P<{unit.replace(' ', '_')}>{pattern})" for unit, pattern in units.items())


def _name(match: re.Match[str]) -> str:
    return (match.lastgroup or "").replace("_", " ")
