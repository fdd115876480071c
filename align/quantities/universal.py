"""Figures that every language writes alike: symbols of documents, times, powers, dates in figures, ①."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from align.languages.figures import LONGEST, SPACES, Quantity, figure, number
from align.languages.numerals import chinese_number

# Patterns that are looked for in every text begin with the character that is rare, and look back behind it:
# only so the engine leaps from one such character to the next.
_SYMBOL = re.compile(
    r"[A-Z](?<![A-Za-z0-9].)[A-Z0-9]*(?:\.\d+)?"
    r"(?:/[A-Z0-9][A-Za-z0-9.]*(?:\([A-Za-z0-9.]+\))?(?:-[A-Za-z0-9]+)?)+(?:\s(?:Add|Corr|Rev)\.\d+)?"
)
# 97 039/1 617 204 is a share of two figures in groups.
_RESOLUTION = re.compile(
    rf"(?<![A-Z\d/.,])(?:(?<!\d[{SPACES}])\d{{3}}|\d\d?)/\d{{1,4}}(?![\d/]|[{SPACES}]\d{{3}}(?!\d))"
    r"|(?<![\d/.,])\d{1,4}\s?[A-Z]?\s?\((?:19|20)\d\d\)|\d{1,4}\s?\([IVXLC]+\)"
    # Of the Economic and Social Council: 2022/328, 1996/31; but 2022/23 is a year.
    r"|(?<![A-Z\d/.,])(?P<year>(?:19|20)\d\d)/(?P<behind>\d{1,3})(?![\d/])"
)
_SAID_IN_WORDS = frozenset(("24/7", "9/11"))
"""Day and night, and a day in September, which others say otherwise; seldom resolutions."""
_CLOCK = re.compile(r":\d\d")
_TIME = re.compile(
    r"(?P<hour>\d\d?)(?:(?:[.:](?P<minute>\d\d))?\s?(?:[ap]\.?m\b\.?|noon)"
    r"|(?:(?<=\b0\d)|(?<=\b\d\d)(?=\d\d(?:(?:\s[a-z]{2,5}\s|[-–])\d{4})? hours))"
    r"(?P<minutes>\d\d)\b(?! minutes)"
    r"|\s?(?:[时点]|:(?=\d\d\b))(?:半|(?:零?|\s(?=\d\d?\s?分))(?P<past>\d{1,2})\s?分?)?)"
)


def symbols(text: str) -> Iterator[Quantity]:
    """Read A/HRC/47/29, 44/18, 1325 (2000): the same in all languages but for spaces."""
    if "/" not in text and "(" not in text:
        return
    for match in _SYMBOL.finditer(text):
        if any(c.isdigit() for c in match[0]) and not _CLOCK.match(text, match.end()):  # UTC/07:00
            symbol = match[0].rstrip(".-")
            part = "/".join(symbol.split())  # A/75/10 Add.4
            yield Quantity("symbol", part, match.start(), match.start() + len(symbol))
    for match in _RESOLUTION.finditer(text):
        if match["year"] and int(match["behind"]) == (int(match["year"]) + 1) % 100:
            continue
        symbol = re.sub(r"\s", "", match[0])
        yield Quantity("symbol", symbol, *match.span(), firm=symbol not in _SAID_IN_WORDS)


_POWER = re.compile(r"10(?<![\d.,]..)(?:\^(\d{1,2})(?!\d)|([⁰¹²³⁴-⁹]{1,2}))")
_FACTOR = re.compile(r"(?<![\d.])(\d{1,9}(?:\.\d{1,9})?)\s?[×x·*]\s?$")


def powers(text: str) -> Iterator[Quantity]:
    """Read 10⁶ and 2.5 × 10^6."""
    if "10" not in text:
        return
    for match in _POWER.finditer(text):
        factor = _FACTOR.search(text[max(0, match.start() - 24) : match.start()])
        start = match.start() - len(factor[0]) if factor else match.start()
        value = 10 ** int(match[1] or unicodedata.normalize("NFKC", match[2]))
        yield Quantity("number", value * figure(factor[1]) if factor else value, start, match.end())


_DATE_IN_FIGURES = re.compile(
    r"(?<![\d./-])(?:(?P<year>(?:19|20)\d\d)(?P<dash>[-/.])(?P<month>\d\d?)(?P=dash)(?P<day>\d\d?)"
    r"|(?P<one>\d\d?)(?P<mark>[./-])(?P<other>\d\d?)(?P=mark)(?P<last>(?:19|20)\d\d))(?![\d/-]|\.\d)"
)


def dates_in_figures(text: str) -> Iterator[Quantity]:
    """Read 2014-10-22, 22/10/2014 and 05.06.2020, which may be a day of May or of June."""
    for match in _DATE_IN_FIGURES.finditer(text):
        start, end = match.span()
        if match["year"]:
            year, readings = match["year"], {(int(match["month"]), int(match["day"]))}
        else:
            one, other = int(match["one"]), int(match["other"])
            year, readings = match["last"], {(one, other), (other, one)}
        readings = {(month, day) for month, day in readings if 1 <= month <= 12 and 1 <= day <= 31}
        if not readings:
            continue
        yield Quantity("year", int(year), start, end)
        for month, day in sorted(readings):
            yield Quantity("month", month, start, end, firm=len(readings) == 1)
            yield Quantity("day", day, start, end, firm=len(readings) == 1)


_ENCLOSED = re.compile("[\u2460-\u249b\u3220-\u3229]")


def enclosed(text: str) -> Iterator[Quantity]:
    """Read ⑴ and ㈡, softly: the other side may have (a)."""
    for match in _ENCLOSED.finditer(text):
        inner = unicodedata.normalize("NFKC", match[0]).strip("().")
        yield number(int(inner) if inner.isdigit() else chinese_number(inner), match, firm=False)


_LETTER = re.compile(r"(?:[(（]\s?|(?<=\S\s))([a-z]|[ivx]{2,4})\s?[)）]")
_NUMBERED = re.compile(r"\[(\d{1,3})\]|(?:[(（]|(?<=\S\s))([1-9]\d?)[)）]")


def letters(text: str) -> list[str]:
    """Return the letters of items in a text, sorted: (a), (iv), *3 b)*."""
    return sorted(_LETTER.findall(text)) if ")" in text or "）" in text else []


def lettered(text: str) -> Iterator[Quantity]:
    """Read (a), (iv), (1), [2] and *3 b)*, which are compared among themselves alone."""
    for pattern in (_LETTER, _NUMBERED):
        for match in pattern.finditer(text):
            yield Quantity("item", match[match.lastindex or 0], *match.span())


def times(text: str) -> Iterator[Quantity]:
    """Read the time of day in minutes of half a day: 3 p.m., 下午3时, 15.00 hours and 1500 are the same."""
    for match in _TIME.finditer(text):
        hour = int(match["hour"])
        minute = int(match["minute"] or match["minutes"] or match["past"] or (30 if "半" in match[0] else 0))
        if hour <= 24:
            yield Quantity("time", hour % 12 * 60 + minute, match.start(), match.end())


UNIVERSAL = (symbols, dates_in_figures, times, enclosed, powers)
"""The most specific first: what one took, the next leave alone."""

_DIGITS = re.compile(r"\d\d*")


def digits(text: str) -> Iterator[Quantity]:
    """Read plain digits, softly: in any language they may be part of a symbol on the other side."""
    return (number(int(match[0][:LONGEST]), match, firm=False) for match in _DIGITS.finditer(text))


_GROUPS = re.compile(r"\d+(?:[,. \u00a0\u202f]\d{3}(?!\d))+")


def in_groups(text: str) -> list[list[str]]:
    """Return the figures that are written in groups: 2,000 and 500 have the digits of 2,500 and 000."""
    return sorted(_DIGITS.findall(match[0]) for match in _GROUPS.finditer(text))
