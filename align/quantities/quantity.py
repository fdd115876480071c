"""One figure, and what reads alike in every language: symbols, times, enclosed numbers."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from align.numbering import chinese_number

Kind = Literal["number", "year", "month", "day", "time", "symbol"]

Number = int | Fraction
"""Whole numbers are ints, which are read and compared ten times as fast."""

ANY_YEAR = "any"
"""Value of *this year* and 同年, which may stand for a year in figures."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """One figure: what it is, its value, and where it stands in the text."""

    kind: Kind
    value: Number | str
    start: int
    end: int
    firm: bool = True

    def __str__(self) -> str:
        fraction = isinstance(self.value, Fraction) and self.value.denominator > 1
        return f"{self.kind} {float(self.value):g}" if fraction else f"{self.kind} {self.value}"


# Patterns that are looked for in every text begin with the character that is rare, and look back behind it:
# only so the engine leaps from one such character to the next.
_SYMBOL = re.compile(
    r"[A-Z](?<![A-Za-z0-9].)[A-Z0-9]*(?:\.\d+)?"
    r"(?:/[A-Z0-9][A-Za-z0-9.]*(?:\([A-Za-z0-9.]+\))?(?:-[A-Za-z0-9]+)?)+"
)
_RESOLUTION = re.compile(
    r"(?<![\d/.,])\d{1,3}/\d{1,4}(?![\d/])|(?<![\d/.,])\d{1,4}\s?[A-Z]?\s?\((?:19|20)\d\d\)|\d{1,4}\s?\([IVXLC]+\)"
)
FIGURE = r"\d(?:\d{0,2}(?:[, \u00a0\u2009\u202f]\d{3})+(?!\d)(?:\.\d+)?|\d*(?:\.\d+)?)"
LONE_FIGURE = FIGURE.replace(r"\d", r"\d(?<![\d.]\d)", 1)
"""A figure that is not the end of a longer one."""
_TIME = re.compile(
    r"(?P<hour>\d\d?)(?:(?:[.:](?P<minute>\d\d))?\s?(?:[ap]\.?m\b\.?|noon)"
    r"|(?:(?<=\b0\d)|(?<=\b\d\d)(?=\d\d hours))(?P<minutes>\d\d)\b"
    r"|\s?(?:[时点]|:(?=\d\d\b))(?:半|(?P<past>\d{1,2})\s?分?)?)"
)


def symbols(text: str) -> Iterator[Quantity]:
    """Read A/HRC/47/29, 44/18, 1325 (2000): the same in all languages but for spaces."""
    if "/" not in text and "(" not in text:
        return
    for match in _SYMBOL.finditer(text):
        if any(c.isdigit() for c in match[0]):
            symbol = match[0].rstrip(".-")
            yield Quantity("symbol", symbol, match.start(), match.start() + len(symbol))
    for match in _RESOLUTION.finditer(text):
        yield Quantity("symbol", re.sub(r"\s", "", match[0]), match.start(), match.end())


_ENCLOSED = re.compile("[\u2460-\u249b\u3220-\u3229]")


def enclosed(text: str) -> Iterator[Quantity]:
    """Read ⑴ and ㈡, softly: the other side may have (a)."""
    for match in _ENCLOSED.finditer(text):
        inner = unicodedata.normalize("NFKC", match[0]).strip("().")
        yield number(int(inner) if inner.isdigit() else chinese_number(inner), match, firm=False)


def times(text: str) -> Iterator[Quantity]:
    """Read the time of day in minutes of half a day: 3 p.m., 下午3时, 15.00 hours and 1500 are the same."""
    for match in _TIME.finditer(text):
        hour = int(match["hour"])
        minute = int(match["minute"] or match["minutes"] or match["past"] or (30 if "半" in match[0] else 0))
        if hour <= 24:
            yield Quantity("time", hour % 12 * 60 + minute, match.start(), match.end())


def number(value: Number, match: re.Match[str], *, firm: bool = True) -> Quantity:
    """Return the number that a match holds."""
    return Quantity("number", value, match.start(), match.end(), firm)


LONGEST = 100
"""Digits that are read of one figure: nobody counts further, and Python refuses to read thousands."""


def figure(figure: str) -> Number:
    """Return the value of figures with their separators: `1,235`, `17 186.5`."""
    digits = re.sub(r"[^\d.]", "", figure)[:LONGEST]
    return Fraction(digits) if "." in digits else int(digits)


# Digits that belong to a name (HFC-23, km2) or are a footnote mark left in the text (ranges”18).
_LOOSE = re.compile(r"[A-Za-z]-?$|[.,;”’\[]$|\S\"$")
_YEAR = re.compile(r"(?:19|20)\d\d")
_YEAR_BEFORE = re.compile(r"(?<!\d)((?:19|20)\d\d)\s?[-/]\s?$")
_BEFORE = 9
"""Characters before a figure that tell what it is: a year, a dash, spaces, and one before them."""


def with_short_forms(value: Number, match: re.Match[str], *, decade: bool = False) -> Iterator[Quantity]:
    """Yield a figure, and what else it may be called: 90 for the 1990s, 2015 for the 15 of 2014-15."""
    before = match.string[max(0, match.start(1) - _BEFORE) : match.start(1)]
    year_before = _YEAR_BEFORE.search(before) if len(match[1]) == 2 else None
    firm = not (decade or year_before or _LOOSE.search(before))
    # UN texts part thousands, so that four figures together are a year.
    year = not decade and _YEAR.fullmatch(match[0])
    yield Quantity("year" if year else "number", value, match.start(), match.end(), firm)
    if decade:
        yield number(value % 100, match, firm=False)
    if year_before:
        yield number(int(year_before[1][:2]) * 100 + value, match, firm=False)
    if before.upper().endswith("COVID-"):
        yield number(2019, match, firm=False)  # 2019冠状病毒病
