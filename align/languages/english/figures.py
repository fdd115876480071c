"""Figures of English: 3.6 billion, fourteen, thirty-sixth, 21 June 2021, two thirds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from functools import cache

from align.languages import counting
from align.languages.figures import (
    ANY_YEAR,
    LONE_FIGURE,
    Figures,
    Number,
    Quantity,
    figure,
    multiple,
    number,
    with_short_forms,
)
from align.languages.hijri import LATIN_MONTHS
from align.languages.numerals import roman_number

MONTHS = "January February March April May June July August September October November December".split()
_MONTH = "|".join(MONTHS)
_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen".split()
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_SCALES = {"hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9, "trillion": 10**12}
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fifth": 5, "eighth": 8, "ninth": 9, "twelfth": 12}
_SOFT_WORDS: dict[str, Number] = {
    "a": 1, "an": 1, "single": 1, "once": 1, "both": 2, "another": 2, "twice": 2, "double": 2, "pair": 2,
    "bilateral": 2,
    "couple": 2, "half": Fraction(1, 2), "quarter": Fraction(1, 4), "dozen": 12, "decade": 10, "century": 100,
    "tripartite": 3, "triple": 3, "trilateral": 3, "quarterly": 3, "fortnight": 14, "nil": 0, "none": 0,
    "million": 10**6, "billion": 10**9, "trillion": 10**12, "no": 0, "quadrennial": 4, "biennial": 2,
    "biennium": 2, "triennial": 3, "score": 20, "doubled": 2, "tripled": 3, "quadrupled": 4,
    "quintupled": 5, "every": 1, "each": 1, "doubling": 2, "tripling": 3, "trebled": 3, "trebling": 3,
    "quadrupling": 4, "halved": Fraction(1, 2), "halving": Fraction(1, 2), "halve": Fraction(1, 2),
}  # fmt: skip


_ABBREVIATED = "Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec"
_NAMED_MONTH = re.compile(rf"{_MONTH}|\b(?:{_ABBREVIATED})\b")
_DATE = re.compile(
    rf"(?:(?<!\d)(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:\s?(?:-|to|and)\s?(?P<last>\d{{1,2}}))?\s)?\b"
    rf"(?P<month>{_MONTH}|(?:{_ABBREVIATED})\b(?=\.?\s\d)|(?<=\d\s)(?:{_ABBREVIATED})\b)\b\.?"
    r"(?:\s(?P<us>\d{1,2})(?:st|nd|rd|th)?\b(?!\s?per))?(?:,?\s(?P<year>(?:1[89]|20)\d\d)\b)?"
)


def dates(text: str) -> Iterator[Quantity]:
    """Read 21 June 2021, 21-23 June, June 21, 2021, June 2021, Oct. 2."""
    if not _NAMED_MONTH.search(text):
        return
    for match in _DATE.finditer(text):
        parts = match.groupdict()
        # "May" and "March" by themselves may be no months.
        surely = any((match["day"], match["us"], match["year"]))
        firm = surely or not (match["month"] in ("May", "March") or _is_first_name(text, match))
        yield Quantity("month", _month(match["month"]), *match.span("month"), firm)
        for group, kind in (("day", "day"), ("last", "day"), ("us", "day"), ("year", "year")):
            if parts[group]:
                yield Quantity(kind, int(parts[group]), *match.span(group))  # type: ignore[arg-type]


_BEFORE_MONTH = re.compile(
    r"\b(?:in|of|since|until|till|through|between|after|before|during|last|early|mid|late|next|this|end|every"
    r"|each)[\s-]$",
    re.I,
)
_SURNAME = re.compile(r"\s[A-Z][a-z]+")
_LONGEST_BEFORE = 9


def _is_first_name(text: str, month: re.Match[str]) -> bool:
    """Tell whether a month stands as a name does: *the virologist June Almeida*."""
    start = month.start()
    before = text[max(0, start - _LONGEST_BEFORE) : start]
    named = month["month"] in ("June", "April", "August") and _SURNAME.match(text, month.end())
    return bool(named and before.strip() and not _BEFORE_MONTH.search(before))


def _month(name: str) -> int:
    return next(n for n, month in enumerate(MONTHS, 1) if month.startswith(name[:3]))


_SOME_YEAR = re.compile(r"\b(?:this|the|that|same|current) year\b(?!\s\d)", re.I)


def years(text: str) -> Iterator[Quantity]:
    """Read *this year*, *the same year*, softly."""
    if " year" not in text.lower():
        return iter(())
    return (Quantity("year", ANY_YEAR, *match.span(), firm=False) for match in _SOME_YEAR.finditer(text))


_PARTS = {"half": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6, "eighth": 8, "tenth": 10}
_WHOLES = {word: n for n, word in enumerate(_UNITS[1:13], 1)} | {"a": 1, "an": 1}
_COUNTS = {word: n for word, n in _WHOLES.items() if n < 10}
_COUNT, _PART = "|".join(_COUNTS), "|".join(_PARTS)
_FRACTION = re.compile(rf"\b(?P<count>{_COUNT})[\s-](?P<part>{_PART})s?\b", re.I)
_OUT_OF = re.compile(
    rf"\b(?P<count>{_COUNT})\s(?:in|out\sof)\s(?:every\s)?(?P<part>{'|'.join(_UNITS[2:11])})\b", re.I
)
_SHARE = rf"(?P<part>(?:{_COUNT})[\s-](?:{_PART})s?)"
_SCALE = rf"(?P<scale>{'|'.join(_SCALES)})\b"
_WHOLE = rf"\b(?P<whole>{'|'.join(_WHOLES)}|\d+)"
_SHARES = counting.shares(
    # A quarter of a million; half a million; two and a half million; a million and a half.
    re.compile(rf"\b{_SHARE}[\s-]of[\s-]an?[\s-]{_SCALE}", re.I),
    re.compile(rf"\b(?<!a[ -])(?P<part>half)[\s-](?:an?[\s-])?{_SCALE}", re.I),
    re.compile(rf"\b(?<!and[ -])(?P<part>an?[\s-]half)[\s-]{_SCALE}", re.I),
    re.compile(rf"{_WHOLE}[\s-]and[\s-]{_SHARE}[\s-]{_SCALE}", re.I),
    re.compile(rf"{_WHOLE}\s{_SCALE}\sand\s{_SHARE}\b(?!\sof)", re.I),
    parts={"half": Fraction(1, 2)}
    | {f"{count} {part}": Fraction(n, of) for count, n in _COUNTS.items() for part, of in _PARTS.items()},
    scales=_SCALES,
    wholes=_WHOLES,
)


def fractions(text: str) -> Iterator[Quantity]:
    """Read half a million, a quarter of a million; two thirds and one in three, softly."""
    lower = text.lower()
    if any(part in lower for part in _PARTS):
        yield from _SHARES(text)
        for match in _FRACTION.finditer(text):
            yield from _fraction(match, _PARTS[match["part"].lower()])
    for match in _OUT_OF.finditer(text) if " in " in text or " out " in text else ():
        yield from _fraction(match, _UNITS.index(match["part"].lower()))


def _fraction(match: re.Match[str], part: int) -> Iterator[Quantity]:
    count = _COUNTS[match["count"].lower()]
    for value in (Fraction(count, part), Fraction(100 * count, part), count, part):
        yield number(value, match, firm=False)


_DECADE = re.compile(
    rf"(?<![\d.,])((?:1\d|20)?\d0)[’']?s\b|\b(?P<word>{'|'.join(f'{word[:-1]}ies' for word in _TENS)})\b",
    re.I,
)


_HOURS = "|".join(_UNITS[1:13])
_CLOCK = re.compile(
    rf"\b(?:(?P<half>half\spast)|(?P<quarter>(?:an?\s)?quarter\s(?P<to>to|past|after)))\s"
    rf"(?P<hour>{_HOURS}|1[0-2]|[1-9])\b(?!\s?(?:per|%|of|times|[a-z]+s\b|[\d.,]*\d))"
    rf"|\b(?P<sharp>{_HOURS}|1[0-2]|[1-9])\so[’']clock\b",
    re.I,
)


def clock(text: str) -> Iterator[Quantity]:
    """Read half past three, a quarter to four, twelve o’clock, as minutes of half a day."""
    lower = text.lower()
    if not (" past " in lower or "clock" in lower or "quarter " in lower):
        return
    for match in _CLOCK.finditer(text):
        word = (match["hour"] or match["sharp"]).lower()
        hour = int(word) if word.isdigit() else _UNITS.index(word)
        quarter = 45 - 60 if (match["to"] or "").lower() == "to" else 15
        minutes = 30 if match["half"] else quarter if match["quarter"] else 0
        yield Quantity("time", (hour * 60 + minutes) % 720, *match.span())


def decades(text: str) -> Iterator[Quantity]:
    """Read 1980s, the mid-70s and the eighties, as the year in which they begin."""
    if not ("0s" in text or "0’s" in text or "0's" in text or "ties" in text):
        return
    for match in _DECADE.finditer(text):
        word = match["word"]
        value = 20 + 10 * _TENS.index(f"{word[:-3].lower()}y") if word else int(match[1])
        # "In his thirties" is no decade of a century.
        yield Quantity("decade", value, *match.span(), firm=not word and value >= 100)


_SHORT_SCALES = {"k": 1000, "m": 10**6, "mn": 10**6, "bn": 10**9, "tn": 10**12}
_FIGURE = re.compile(
    rf"({LONE_FIGURE})(?:(?:st|nd|rd|th)?(?:\)?\+?[\s-]?({'|'.join(_SCALES)})\b)|\s?(mn|bn|tn|[mk])\b|st|nd|rd|th)?"
)
_MONEY_BEFORE = re.compile(r"(?:[$€£¥]|\b[A-Z]{3})\s?$")


def figures(text: str) -> Iterator[Quantity]:
    """Read 17,186; 3.6 billion; 21st; €1.2bn; $3.5m."""
    for match in _FIGURE.finditer(text):
        short = _SHORT_SCALES.get(match[3] or "", 1)
        if match[3] in ("m", "k") and not _MONEY_BEFORE.search(
            text[max(0, match.start() - 4) : match.start()]
        ):
            short = 1  # metres; "5k dollars"
            short = 1000 if match[3] == "k" and text.startswith(" dollars", match.end()) else short
        yield from with_short_forms(figure(match[1]) * _SCALES.get(match[2] or "", 1) * short, match)


_NUMBER_WORDS = frozenset(
    [
        *_UNITS,
        *_TENS,
        *_SCALES,
        *_ORDINALS,
        *(f"{word.removesuffix('y')}ieth" for word in _TENS),
        *(f"{word}th" for word in (*_UNITS[4:], *_SCALES)),
    ]
)
_NUMBER_WORD = "|".join(sorted(_NUMBER_WORDS, key=lambda word: (-len(word), word)))
_WORDS = re.compile(rf"\b(?:{_NUMBER_WORD})(?:(?:[\s-]|[\s-]and[\s-])(?:{_NUMBER_WORD}))*\b", re.I)
_LETTERS = re.compile("[a-z][a-z]*")


def words(text: str) -> Iterator[Quantity]:
    """Read fourteen, thirty-sixth, two hundred and one; one and three."""
    if _NUMBER_WORDS.isdisjoint(_LETTERS.findall(text.lower())):
        return
    for match in _WORDS.finditer(text):
        parts = [m for m in _LETTERS.finditer(match[0].lower()) if m[0] != "and"]
        for value, first, last in _spelled([part[0] for part in parts]):
            start, end = match.start() + parts[first].start(), match.start() + parts[last].end()
            yield Quantity("number", value, start, end, firm=value >= 11)
            if text.startswith(" decades", end):
                yield Quantity("number", value * 10, start, end, firm=False)


_ALSO: dict[str, tuple[Number, ...]] = {"half": (50,), "halve": (50,), "halved": (50,), "halving": (50,),
                                        "quarter": (25,)} | {
    word: multiple(value)[1:] for word, value in _SOFT_WORDS.items()
    if word.startswith(("doubl", "tripl", "trebl", "quadrupl", "quintupl"))
}  # fmt: skip
"""What a word may stand for besides: half, 50 per cent; doubled, 100 per cent more."""
_FOLD = re.compile(rf"\b({'|'.join(_UNITS[2:13])})-?fold\b", re.I)
_AND_A_HALF = re.compile(
    rf"\b({'|'.join(_UNITS[1:13])}|an?|\d\d?)(?:\syear)?\sand\sa\shalf(?:\syears)?\b", re.I
)
_SOFT = re.compile(rf"\b({'|'.join(_SOFT_WORDS)})(?:-?fold|(?<!\ba)s)?\b", re.I)
_ROMAN = re.compile(r"\b[IVXLC]+\b")


def soft_words(text: str) -> Iterator[Quantity]:
    """Read both, dozen, half, a year and a half, chapter IV: all softly."""
    for match in _SOFT.finditer(text):
        for value in (_SOFT_WORDS[match[1].lower()], *_ALSO.get(match[1].lower(), ())):
            yield number(value, match, firm=False)
    for match in _FOLD.finditer(text):
        for value in multiple(_UNITS.index(match[1].lower())):
            yield number(value, match, firm=False)
    for match in _AND_A_HALF.finditer(text):
        count = match[1].lower()
        years = int(count) if count.isdigit() else _UNITS.index(count) if count in _UNITS else 1
        yield number(years * 12 + 6, match, firm=False)  # years in months
    for match in _ROMAN.finditer(text):
        try:
            yield number(roman_number(match[0]), match, firm=False)
        except ValueError:
            continue


def _spelled(words: list[str]) -> Iterator[tuple[int, int, int]]:
    """Yield the numbers that a run of number words spells, `two hundred one`, `five six`.

    Each is its value with the places of its first and its last word.
    """
    total, current, last = 0, 0, 0
    first = 0
    for place, word in enumerate(words):
        value = _word_values()[word]
        begun = place > first
        if value >= 100 and begun:
            current = max(current, 1) * value
            if value >= 1000:
                total, current = total + current, 0
        elif begun and not (last >= 20 and value < 10 and last % 10 == 0) and not last >= 100:
            yield total + current, first, place - 1  # two numbers side by side: "six two-year terms"
            total, current, first = 0, value, place
        else:
            current += value
        last = value
    yield total + current, first, len(words) - 1


@cache
def _word_values() -> dict[str, int]:
    values = {word: n for n, word in enumerate(_UNITS)} | {word: 20 + 10 * n for n, word in enumerate(_TENS)}
    values |= _SCALES
    ordinals = {f"{word}th": n for word, n in values.items()}
    ordinals |= {f"{word[:-1]}ieth": n for word, n in values.items() if word in _TENS}
    return values | ordinals | _ORDINALS


_STEMS = (
    "January February April June July August September October November December teen leven twel Twel "
    "twent Twent thirt Thirt forti forty Forti Forty fift Fift sixt Sixt sevent Sevent ighti ighty ninet "
    "Ninet hundred thousand illion noon a\\.m p\\.m"
)
# All begin with plain letters, as [Ff]ift would not: the engine then leaps over the others.
_UNITS_BEHIND = {
    "point": r"[\s-](?:percentage[\s-]points?|points?(?!\s(?:to|out)\b))\b",
    "percent": r"\s?%|\s?per\s?cent(?!age)",
    "dollar": r"\s(?:(?:United States|US)\s)?dollars?\b",
    "euro": r"\seuros?\b",
    "pound": r"\s(?:pounds?\ssterling|British\spounds?)\b",
    "yen": r"\s(?:Japanese\s)?yen\b",
    "square kilometre": r"\s?(?:km2|km²|sq\.?\skm)|\ssquare\skilomet(?:re|er)s?",
    "square mile": r"\ssq(?:\.|uare)\smiles?\b",
    "kilometre": r"[\s-]?(?:kilomet(?:re|er)s?\b(?!\sper)|km\b(?!/))",
    "mile": r"[\s-]miles?\b",
    "hectare": r"[\s-](?:hectares?|ha)\b",
    "tonne": r"[\s-](?:metric\s)?(?:tons?|tonnes?)\b",
    "kilogram": r"[\s-]?(?:kilograms?|kg)\b",
    "year": r"[\s-]years?\b",
    "month": r"[\s-]months?\b",
    "week": r"[\s-]weeks?\b",
    "day": r"[\s-]days?\b",
    "hour": r"[\s-]hours?\b(?<!00\shours)",
    "minute": r"[\s-]minutes?\b",
    "am": r"\s?a\.?m\b",
    "pm": r"\s?p\.?m\b",
}
_SMALL_WORDS = (*_UNITS[1:13], *_ORDINALS, "fourth", "sixth", "seventh", "tenth", "eleventh")
_SMALL = re.compile(
    rf"\b(?:{'|'.join((*_SMALL_WORDS, *map(str.capitalize, _SMALL_WORDS)))})\b(?![’']s)"
    r"|\b(?:[IVX]{2,}|[VX])\b"
    r"|\b(?<!first )(?<!second )(?<!-)half\b(?!-)|\ban?\s(?:half|third|quarter|fifth|tenth)\sof\b"
)
_WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_PARTS_OF_A_WHOLE = {
    r"\b(?<!first\s)(?<!second\s)(?<!latter\s)(?<!other\s)[Hh]alf(?=\sof\b)": Fraction(1, 2),
    r"\b[Oo]ne[\s-]third\b(?![\s-]part)|\b[Aa]\sthird(?=\sof\b)": Fraction(1, 3),
    r"\b[Tt]wo[\s-]thirds\b": Fraction(2, 3),
    r"\b[Oo]ne[\s-]quarter\b|\b[Aa]\squarter(?=\sof\b)": Fraction(1, 4),
    r"\b[Tt]hree[\s-]quarters\b": Fraction(3, 4),
    r"\b[Oo]ne[\s-]fifth\b|\b[Aa]\sfifth(?=\sof\b)": Fraction(1, 5),
}

FIGURES = Figures(
    hijri_months=LATIN_MONTHS,
    parts=_PARTS_OF_A_WHOLE,
    weekdays={day: n for n, day in enumerate(_WEEKDAYS, 1)},
    page=r"\b(?:pp?\.|pages?)\s?{}",
    times=r"[\s-]?fold\b|\stimes\b",
    between=(r"(?:to|and|or)\s",),
    small=_SMALL,
    articles=re.compile(r"\b(?:an?|each|every)\b", re.I),
    units=_UNITS_BEHIND,
    first_readers=(clock,),
    readers=(decades, dates, years, fractions, figures, words),
    soft_readers=(soft_words,),
    counting=(re.compile(_STEMS.replace(" ", "|")), re.compile(r"0[’']?s\b")),
)
