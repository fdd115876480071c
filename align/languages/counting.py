"""Readers of figures made from tables of words, for the languages that count alike.

French, Spanish, Russian and Arabic write figures, dates and numbers in words by the same few rules; only the
words differ. Each of them states its words in a table, and gets its readers here.

>>> french = NumberWords({"soixante": 60, "quinzième": 15, "trois": 3}, "[ -]")
>>> [str(q) for q in french.read("la soixante-quinzième session, trois ans")]
['number 75', 'number 3']
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from types import MappingProxyType

from align.languages.figures import (
    LONGEST,
    SPACES,
    Kind,
    Number,
    Quantity,
    Reader,
    number,
    with_short_forms,
)
from align.languages.numerals import roman_number
from align.text import VOWEL_MARKS

SEPARATED = rf"\d(?:\d{{0,2}}(?:[.,'’{SPACES}]\d{{3}})+(?!\d)(?:[.,]\d+)?|\d*(?:[.,]\d+)?)"
"""A figure with points, commas or spaces in it: 1 234,5 · 1.234,5 · 1,234.5."""
LONE_SEPARATED = SEPARATED.replace(r"\d", r"\d(?<!\d\d)(?<!\d[.,]\d)", 1)
"""A figure that is not the end of a longer one; but *párrs.11* has one."""

FIRM_FROM = 11
"""Numbers in words from which the other side has to show them: smaller ones are as often no numbers."""
_SCALES = frozenset({100, *(10**power for power in (3, 6, 9, 12))})


def readings(written: str) -> tuple[Number, ...]:
    """Return what a figure may mean, the likeliest first.

    Where a decimal comma is the rule, documents follow the English one as well, so that three figures behind
    a single mark may be thousands or decimals:

    >>> [[float(value) for value in readings(each)] for each in ("1 234,5", "1.234.567", "0,125", "1.234")]
    [[1234.5], [1234567.0], [0.125], [1234.0, 1.234]]
    """
    written = written[:LONGEST]
    marks = re.findall("[.,]", written)
    *whole, last = re.sub(r"[^\d.,]", "", written).replace(",", ".").split(".")
    everything = int("".join(whole) + last)
    if not whole or (len(marks) > 1 and len(set(marks)) == 1):
        return (everything,)
    decimal = Fraction(f"{''.join(whole)}.{last}")
    apart = len(marks) > 1 or len(last) != 3 or not 1 <= len(whole[0]) <= 3 or whole[0][0] == "0"
    if apart or re.search(rf"['’{SPACES}]", written):
        return (decimal,)
    if marks == [","]:
        return decimal, everything
    return (everything,) if last.endswith("0") else (everything, decimal)  # nobody writes 3.6 as 3.600


_NAME_BEFORE = re.compile(r"[^\W\d_]{3}-\Z")
"""A word whose figure belongs to it and takes no scale: of SARS-CoV-2 a million."""


def figures(
    scales: Mapping[str, int],
    *,
    ordinal: str = "(?!)",
    figure: str = LONE_SEPARATED,
    meanings: Callable[[str], tuple[Number, ...]] = readings,
) -> Reader:
    """Return the reader of figures, with words of scale behind them: *3,6 milliards*, *1.200 mil millones*.

    Args:
        scales: word → what it multiplies by; patterns are allowed.
        ordinal: pattern of what makes an ordinal of a figure: *58º*, *21e*.
        figure: pattern of a figure.
        meanings: tells what one may mean, the likeliest first.
    """
    words = "|".join(sorted(scales, key=len, reverse=True))
    values = [(re.compile(word, re.I), value) for word, value in scales.items()]
    end = r"(?!\w)"
    lone = re.compile(f"({figure})")
    pattern = re.compile(
        rf"({figure})(?:(?:{ordinal}){end}|\)?[\s-]?({words}){end}(?:\s({words}){end})?)?",
        re.I,
    )

    def read(text: str) -> Iterator[Quantity]:
        for match in pattern.finditer(text):
            scale = 1
            if match[2] and _NAME_BEFORE.search(text, max(0, match.start() - 4), match.start()):
                match = lone.match(text, match.start()) or match
            for word in filter(None, match.groups()[1:]):
                scale *= next(value for known, value in values if known.fullmatch(word))
            first, *others = (meaning * scale for meaning in meanings(match[1]))
            yield from with_short_forms(first, match, also=tuple(others))

    return read


_WORD = re.compile(rf"(?:[^\W\d_][{VOWEL_MARKS}]*)+")
_MARKS = {code: None for code in range(0x640, 0x671) if re.match(f"[{VOWEL_MARKS}]", chr(code))}


@dataclass(frozen=True, eq=False)
class NumberWords:
    """Numbers in words of a language, cardinal and ordinal.

    >>> arabic = NumberWords({"ثلاثة": 3, "مائة": 100}, " ", {"وعشرون": 20, "وثلاثة": 3}, units_first=True)
    >>> [str(q) for q in arabic.read("مائة وثلاثة وعشرون")]
    ['number 123']
    """

    values: Mapping[str, int]
    """Every form of every word, lower case → its value."""
    joined: str
    r"""Pattern of what stands between the words of one number: `[\s-](?:et[\s-])?`."""
    and_values: Mapping[str, int] = field(default_factory=dict)
    """The same for words that bear the *and* themselves, as in Arabic."""
    units_first: bool = False
    """Whether units stand before tens: *three and twenty*."""
    scores: bool = False
    """Whether four times twenty is eighty: *quatre-vingts*."""
    decades: str = "(?!)"
    """Pattern of *decades* behind a number: *two decades* may be twenty years."""

    def read(self, text: str) -> Iterator[Quantity]:
        """Read fourteen, thirty-sixth, two hundred and one; those below eleven softly."""
        for run in self._runs(text):
            for value, start, end, firm in self._numbers(text, run):
                yield Quantity("number", value, start, end, firm)
                if re.match(rf"\s(?:{self.decades})", text[end : end + 20], re.I):
                    yield Quantity("number", 10 * value, start, end, firm=False)

    def _runs(self, text: str) -> Iterator[list[tuple[int, int, int]]]:
        """Yield the number words that stand side by side: value, start and end of each."""
        run: list[tuple[int, int, int]] = []
        for match in _WORD.finditer(text):
            value = self._value(match[0])
            if value is None:
                continue
            if run and not re.fullmatch(self.joined, text[run[-1][2] : match.start()]):
                yield run
                run = []
            run.append((value, *match.span()))
        if run:
            yield run

    def _value(self, word: str) -> int | None:
        lower = word.lower() if word.isalpha() else word.translate(_MARKS)
        return self.values.get(lower, self.and_values.get(lower))

    def _numbers(self, text: str, run: list[tuple[int, int, int]]) -> Iterator[tuple[int, int, int, bool]]:
        """Yield the numbers that a run of words spells: one mostly, two in *six two-year terms*."""
        begin, last_end = run[0][1], run[0][1]
        total, current, only_scales = 0, 0, True
        for value, start, end in run:
            linked = self._links(text[last_end:end])
            sum_ = _multiplied(total, current, value, linked) or self._added(total, current, value, linked)
            if start > begin and sum_ is None:
                yield total + current, begin, last_end, self._firm(total + current, only_scales)
                begin, total, current, only_scales = start, 0, 0, True
                sum_ = _multiplied(0, 0, value, linked)
            total, current = sum_ or (total, value)
            only_scales &= value in _SCALES
            last_end = end
        yield total + current, begin, last_end, self._firm(total + current, only_scales)

    def _links(self, gap_and_word: str) -> bool:
        """Tell whether an *and* stands before a word, or on it."""
        words = _WORD.findall(gap_and_word)
        return len(words) > 1 or (bool(words) and words[-1].lower() in self.and_values)

    def _added(self, total: int, current: int, value: int, linked: bool) -> tuple[int, int] | None:
        """Return a sum where a word fits into the zeros of the number before it, as 5 into 20."""
        if value >= 1000:
            return None
        if self.scores and value == 20 and current % 100 == 4:
            return total, current + 76
        tens = current % 100
        fits = current == 0 < total
        if value < 10 and self.units_first:
            fits |= linked and tens == 0 < current
        elif value < 10:
            fits |= current >= 10 and current % 10 == 0
        elif value < 100:
            fits |= tens == 0 < current
            fits |= tens in (60, 80) and value < 20  # soixante-quinze, quatre-vingt-dix
            if self.units_first and 0 < tens < 10:
                fits |= value % 10 == 0 and (linked if value > 10 else not linked)
        elif value < 1000 and self.units_first:
            fits |= linked and 0 < current < 100  # the thirty-first *after the hundred*
        return (total, current + value) if fits else None

    @staticmethod
    def _firm(value: int, only_scales: bool) -> bool:
        """Tell whether a number has to be shown: *thousands of people* and *hundreds* count nothing."""
        return value >= FIRM_FROM and not only_scales


def _multiplied(total: int, current: int, value: int, linked: bool) -> tuple[int, int] | None:
    """Return total and current after a word of scale: *two thousand*, *mil millones*."""
    if value == 100 and 1 < current < 10 and not linked:
        return total, current * 100
    if value not in _SCALES or value == 100:
        return (total + value, 0) if value >= 1000 else None
    if total < value:
        return ((total + current) or 1) * value, 0
    return total + (current or 1) * value, 0


def dates(pattern: re.Pattern[str], month: Callable[[str], int], unsure: Collection[str] = ()) -> Reader:
    """Return the reader of dates with months in words: *les 5 et 6 mai 2010*.

    Args:
        pattern: with the groups `days`, `month` and `year`, the first and last of which may be missing;
            `again` may hold another name of the month: كانون الثاني/يناير.
        month: name, lower case → 1 to 12.
        unsure: names that by themselves may be no months.
    """

    def read(text: str) -> Iterator[Quantity]:
        for match in pattern.finditer(text):
            parts = match.groupdict()
            name = parts["month"].lower()
            firm = name not in unsure or bool(parts.get("days") or parts.get("year") or parts.get("again"))
            first, again = month(name), month((parts.get("again") or name).lower())
            # Two names of one month that are of two months name none: no other side can show it.
            value = first if first == again else f"{first}/{again}"
            yield Quantity("month", value, *match.span("month"), firm)
            if parts.get("days"):
                start = match.start("days")
                for day in re.finditer(r"\d+|[^\W\d_]{5,}", parts["days"]):
                    value = int(day[0]) if day[0].isdigit() else 1  # *premier*, *primero*
                    yield Quantity("day", value, start + day.start(), start + day.end())
            if parts.get("year"):
                yield Quantity("year", int(parts["year"]), *match.span("year"))

    return read


def eras(kind: Kind, pattern: re.Pattern[str], words: Mapping[str, int]) -> Reader:
    """Return the reader of decades or centuries: *années 90*, *siglo XXI*.

    Args:
        kind: of what is read.
        pattern: with a group `figure`, `roman` or `word`.
        words: word → value, softly: *his thirties* are no decade of a century.
    """

    def read(text: str) -> Iterator[Quantity]:
        for match in pattern.finditer(text):
            parts = match.groupdict()
            if parts.get("word"):
                value: Number = words[parts["word"].lower()]
            elif parts.get("roman"):
                try:
                    value = roman_number(parts["roman"])
                except ValueError:
                    continue
            else:
                value = int(parts["figure"])
            yield Quantity(kind, value, *match.span(), firm=not parts.get("word"))

    return read


def times(pattern: re.Pattern[str]) -> Reader:
    """Return the reader of times of day, as minutes of half a day, by the groups `hour` and `minute`."""

    def read(text: str) -> Iterator[Quantity]:
        for match in pattern.finditer(text):
            hour, minute = int(match["hour"]), int(match["minute"] or 0)
            if hour <= 24 and minute < 60:
                yield Quantity("time", hour % 12 * 60 + minute, match.start(), match.end())

    return read


_ROMAN = re.compile(r"\b[IVXLC]+\b")


def romans(text: str) -> Iterator[Quantity]:
    """Read chapter IV, softly."""
    for match in _ROMAN.finditer(text):
        try:
            yield number(roman_number(match[0]), match, firm=False)
        except ValueError:
            continue


def soft_words(table: Mapping[tuple[Number, ...], str]) -> Reader:
    """Return the reader of words that may stand for numbers: *both*, *dozen*, *half*.

    `table` holds the words by all that they may mean: `{(2,): "both pair", (Fraction(1, 2), 50): "half"}`.
    """
    meanings = {word: values for values, words in table.items() for word in words.split()}

    def read(text: str) -> Iterator[Quantity]:
        for match in _WORD.finditer(text):
            for value in meanings.get(match[0].lower(), ()):
                yield number(value, match, firm=False)

    return read


def shares(
    *patterns: re.Pattern[str],
    parts: Mapping[str, Fraction],
    scales: Mapping[str, int],
    wholes: Mapping[str, int] = MappingProxyType({}),
) -> Reader:
    """Return the reader of parts of a large number: *un quart de million*, *deux millions et demi*.

    Args:
        patterns: with the groups `part` and `scale`, and `whole` where something is counted besides: deux.
        parts: what the words of the first begin with, the longer before the shorter.
        scales: what those of the second begin with.
        wholes: the words of the third, which may be a figure.
    """

    def read(text: str) -> Iterator[Quantity]:
        for pattern in patterns:
            for match in pattern.finditer(text):
                whole = (match.groupdict().get("whole") or "0").lower()
                count = wholes[whole] if whole in wholes else int(whole[:LONGEST])
                yield number((count + _begun(match["part"], parts)) * _begun(match["scale"], scales), match)

    return read


def _begun(word: str, values: Mapping[str, Number]) -> Number:
    """Return the value of a word by what it begins with."""
    lower = re.sub(r"[\s-]+", " ", word.lower())
    return next(value for stem, value in values.items() if lower.startswith(stem))


def forms(table: Mapping[int, str]) -> dict[str, int]:
    """Return word → value of a table of value → words.

    >>> forms({2: "deux", 1: "un une"})
    {'deux': 2, 'un': 1, 'une': 1}
    """
    return {word: value for value, words in table.items() for word in words.split()}


def stem_table(stems: Mapping[int, str], endings: str) -> dict[str, int]:
    """Return word → value of a table of value → stems, each with every ending; `-` stands for none.

    >>> stem_table({7: "séptim"}, "o a")
    {'séptimo': 7, 'séptima': 7}
    """
    return {
        stem + ending.removeprefix("-"): value
        for value, some in stems.items()
        for stem in some.split()
        for ending in endings.split()
    }
