"""What a language says of its figures, and one figure that was read."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal

Kind = Literal["number", "decade", "year", "month", "day", "time", "symbol", "item", "weekday", "money"]
"""*money* is an amount of which the other side does not say the currency."""

Number = int | Fraction
"""Whole numbers are ints, which are read and compared ten times as fast."""

ANY_YEAR = "any"
"""Value of *this year* and 同年, which may stand for a year in figures."""


UNKNOWN = "unknown"
"""Unit of which one cannot tell what it is: 元 may be yuan or dollars."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """One figure: what it is, its value, and where it stands in the text."""

    kind: Kind
    value: Number | str
    start: int
    end: int
    firm: bool = True
    also: tuple[Number, ...] = ()
    """What else the same figure may mean: 1.234 is 1234 in Spain, and 1.234 in Mexico."""

    def __str__(self) -> str:
        fraction = isinstance(self.value, Fraction) and self.value.denominator > 1
        return f"{self.kind} {float(self.value):g}" if fraction else f"{self.kind} {self.value}"


Reader = Callable[[str], Iterator[Quantity]]
"""Finds one kind of figures in a text."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Figures:
    """How a language writes numbers and dates."""

    readers: tuple[Reader, ...]
    """The most specific first: what one took, the next leave alone."""
    first_readers: tuple[Reader, ...] = ()
    """Readers that come even before those of all languages: 15 h 30, and 15/00 where it is no symbol."""
    soft_readers: tuple[Reader, ...] = ()
    """Readers of what is never firm; they come last."""
    counting: tuple[re.Pattern[str], ...] = ()
    """What shows that a text may count with more than digits: two texts with the same digits and nothing of
    this are not read. Patterns that begin with plain characters are searched three times as fast."""
    small: re.Pattern[str] = re.compile("(?!)")
    """Words of small numbers that count or name something, and Roman ones: third, 四. Where both sides have
    some, they are compared."""
    articles: re.Pattern[str] = re.compile("(?!)")
    """Words that may stand for one, *a* or *each*, but number nothing: none is the one of 附件一."""
    units: Mapping[str, str] = field(default_factory=dict)
    """Unit → pattern of what stands right behind its figure. The names of units are the same in every
    language; of two that begin alike, the longer stands first."""
    units_before: Mapping[str, str] = field(default_factory=dict)
    """The same for what stands right before."""
    weekdays: Mapping[str, int] = field(default_factory=dict)
    """Pattern of a day of the week → 1 for Monday to 7."""
    hijri_months: Mapping[str, int] = field(default_factory=dict)
    """Pattern of a month of the Hijri year → 1 for Muharram to 12."""
    parts: Mapping[str, Fraction] = field(default_factory=dict)
    """Pattern of a part of a whole in words → the part: *two thirds*, but no *third* of a row."""
    between: tuple[str, ...] = ()
    """What stands between two figures of one unit, as patterns: *to* in *5 to 10 per cent*."""
    page: str = ""
    """What stands right before the number of a page, or 页 behind it, as a pattern with {} in its place."""
    times: str = ""
    """What stands right behind a figure that multiplies, as a pattern: *times*, 倍."""
    grown: str = ""
    """What stands before such a figure in a language in which it then counts what is added: 高出三倍."""
    alike: Mapping[int, int] = field(default_factory=dict)
    """Characters and those they are read as, one for one so that offsets stay true: Traditional ones, other
    digits."""


FIGURE = r"\d(?:\d{0,2}(?:[, '’\u00a0\u2009\u202f]\d{3})+(?!\d)(?:\.\d+)?|\d*(?:\.\d+)?)"
LONE_FIGURE = FIGURE.replace(r"\d", r"\d(?<![\d.]\d)", 1)
"""A figure that is not the end of a longer one."""


def number(value: Number, match: re.Match[str], *, firm: bool = True) -> Quantity:
    """Return the number that a match holds."""
    return Quantity("number", value, match.start(), match.end(), firm)


def multiple(times: Number) -> tuple[Number, ...]:
    """Return what a multiple may be said to be: *tripled* is 3, 300 per cent of it, 200 per cent more."""
    return times, 100 * times, 100 * (times - 1)


SPACES = " \u00a0\u2009\u202f"
"""What parts thousands: plain, no-break, thin and narrow no-break spaces."""

LONGEST = 100
"""Digits that are read of one figure: nobody counts further, and Python refuses to read thousands."""


def figure(figure: str) -> Number:
    """Return the value of figures with their separators: `1,235`, `17 186.5`."""
    digits = re.sub(r"[^\d.]", "", figure)[:LONGEST]
    return Fraction(digits) if "." in digits else int(digits)


# Digits that belong to a name (HFC-23, km2; but not post-2015) or are a footnote mark left in the text
# (ranges”18).
_LOOSE = re.compile(r"[A-Za-zÀ-ÿА-я]$|(?<![a-zà-ÿа-я]{3})[A-Za-zÀ-ÿА-я]-$|[.,;”’\[]$|\S\"$")
_YEAR = re.compile(r"(?:19|20)\d\d")
_YEAR_BEFORE = re.compile(r"(?<!\d)((?:19|20)\d\d)\s?[-/]\s?$")
_BEFORE = 9
"""Characters before a figure that tell what it is: a year, a dash, spaces, and one before them."""


def with_short_forms(
    value: Number, match: re.Match[str], *, also: tuple[Number, ...] = ()
) -> Iterator[Quantity]:
    """Yield a figure, and what else it may be called: 2015 for the 15 of 2014-15.

    `also` holds what the figure may mean besides.
    """
    before = match.string[max(0, match.start(1) - _BEFORE) : match.start(1)]
    year_before = _YEAR_BEFORE.search(before) if len(match[1]) == 2 else None
    firm = not (year_before or _LOOSE.search(before))
    # UN texts part thousands, so that four figures together are a year.
    year = _YEAR.fullmatch(match[0])
    yield Quantity("year" if year else "number", value, match.start(), match.end(), firm, also)
    if year_before:
        yield number(int(year_before[1][:2]) * 100 + value, match, firm=False)
    if before.upper().endswith("COVID-"):
        yield number(2019, match, firm=False)  # 2019冠状病毒病
