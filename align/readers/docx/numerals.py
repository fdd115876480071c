"""Numerals as Word prints them: a value and the name of a format in, the numeral out.

The names are those of `w:numFmt` (ECMA-376 part 1, 17.18.59). A format not listed prints as decimal.

>>> [numeral(12, name) for name in ("decimal", "lowerRoman", "chineseCounting", "decimalEnclosedCircle")]
['12', 'xii', '十二', '⑫']
"""

from __future__ import annotations

from collections.abc import Callable

from align.languages.numerals import EARTHLY_BRANCHES, HAN_DIGITS, HEAVENLY_STEMS

_LEGAL = "零壹贰叁肆伍陆柒捌玖"
_LEGAL_TRADITIONAL = "零壹貳參肆伍陸柒捌玖"
_UNITS = ("", "十", "百", "千")
_LEGAL_UNITS = ("", "拾", "佰", "仟")
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
    (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
).split()
_TENS = "zero ten twenty thirty forty fifty sixty seventy eighty ninety".split()
_ORDINALS = {"one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth",
             "nine": "ninth", "twelve": "twelfth"}  # fmt: skip
_CHICAGO = "*†‡§"
_RUSSIAN = "абвгдежзиклмнопрстуфхцчшщыэюя"
_ARABIC = "أبتثجحخدذرزسشصضطظعغفقكلمنهوي"
_ABJAD = "أبجدهوزحطيكلمنسعفصقرشتثخذضغظ"


def numeral(value: int, name: str) -> str:
    """Return the numeral of a value from 0 in the format of that name."""
    return _FORMATS.get(name, str)(value)


def roman(value: int) -> str:
    """Return the lower-case Roman numeral; 0 and what is beyond Word's 32,767 stay decimal.

    >>> roman(1994)
    'mcmxciv'
    """
    if not 0 < value < 32_768:
        return str(value)
    parts = []
    for size, letters in _ROMAN:
        count, value = divmod(value, size)
        parts.append(letters * count)
    return "".join(parts)


def letters(value: int) -> str:
    """Return a … z, aa, bb … zz, aaa …: Word doubles the letter where spreadsheets count on.

    >>> letters(3), letters(28)
    ('c', 'bb')
    """
    return _LETTERS(value)


def _doubled(row: str) -> Callable[[int], str]:
    """Return a format that goes through a row of letters, then doubles each, as far as Word goes."""

    def format_(value: int) -> str:
        if not 0 < value <= 30 * len(row):
            return str(value)
        repeats, index = divmod(value - 1, len(row))
        return row[index] * (repeats + 1)

    return format_


_LETTERS = _doubled("abcdefghijklmnopqrstuvwxyz")


def chinese(
    value: int, *, digits: str = HAN_DIGITS, units: tuple[str, ...] = _UNITS, zero: str = "零"
) -> str:
    """Return the numeral as it is read aloud, below 10,000: 10 → 十, 101 → 一百零一.

    >>> chinese(110), chinese(2021)
    ('一百一十', '二千零二十一')
    """
    if not 0 < value < 10_000:
        return _positional(value, digits)
    text = ""
    for power in (3, 2, 1, 0):
        digit = value // 10**power % 10
        if digit:
            text += digits[digit] + units[power]
        elif text and not text.endswith(zero) and value % 10**power:
            text += zero
    return text.removeprefix("一") if value < 20 and digits == HAN_DIGITS and value > 9 else text


def _chinese_counting(value: int) -> str:
    """Count as Word does: read aloud up to 99, digit by digit from 100."""
    return chinese(value) if value < 100 else _positional(value, HAN_DIGITS)


def _japanese(value: int) -> str:
    """Count without 一 before a unit and without 零: 百一."""
    text = chinese(value, zero="")
    return "".join(c for i, c in enumerate(text) if not (c == "一" and text[i + 1 : i + 2] in _UNITS[1:]))


def _positional(value: int, digits: str) -> str:
    return "".join(digits[int(d)] for d in str(value))


def _enclosed(first: str, last: int) -> Callable[[int], str]:
    """Return a format of single characters that ends at `last`, where Word goes on in decimals."""
    return lambda value: chr(ord(first) + value - 1) if 0 < value <= last else str(value)


def _cycle(row: str) -> Callable[[int], str]:
    return lambda value: row[(value - 1) % len(row)] if value > 0 else str(value)


def _ordinal(value: int) -> str:
    tail = "th" if 10 < value % 100 < 20 else {1: "st", 2: "nd", 3: "rd"}.get(value % 10, "th")
    return f"{value}{tail}"


def _words(value: int) -> str:
    if not 0 <= value < 100:
        return str(value)
    if value < 20:
        return _ONES[value]
    tens, ones = divmod(value, 10)
    return f"{_TENS[tens]}-{_ONES[ones]}" if ones else _TENS[tens]


def _ordinal_words(value: int) -> str:
    if value >= 100:
        return _ordinal(value)
    head, hyphen, last = _words(value).rpartition("-")
    last = _ORDINALS.get(last) or (f"{last[:-1]}ieth" if last.endswith("y") else f"{last}th")
    return f"{head}{hyphen}{last}"


_FORMATS: dict[str, Callable[[int], str]] = {
    "none": lambda _: "",
    "bullet": lambda _: "",
    "decimalZero": lambda v: f"{v:02}",
    "lowerRoman": roman,
    "upperRoman": lambda v: roman(v).upper(),
    "lowerLetter": letters,
    "upperLetter": lambda v: letters(v).upper(),
    "ordinal": _ordinal,
    "cardinalText": lambda v: _words(v).capitalize(),
    "ordinalText": lambda v: _ordinal_words(v).capitalize(),
    "russianLower": _doubled(_RUSSIAN),
    "russianUpper": _doubled(_RUSSIAN.upper()),
    "arabicAlpha": _doubled(_ARABIC),
    "arabicAbjad": _doubled(_ABJAD),
    "hex": lambda v: f"{v:X}",
    "chicago": lambda v: _CHICAGO[(v - 1) % 4] * ((v - 1) // 4 + 1) if 0 < v < 100 else str(v),
    "numberInDash": lambda v: f"- {v} -",
    "chineseCounting": _chinese_counting,
    "taiwaneseCounting": _chinese_counting,
    "chineseCountingThousand": chinese,
    "taiwaneseCountingThousand": chinese,
    "japaneseCounting": _japanese,
    "ideographDigital": lambda v: _positional(v, HAN_DIGITS),
    "taiwaneseDigital": lambda v: _positional(v, HAN_DIGITS),
    "japaneseDigitalTenThousand": lambda v: _positional(v, HAN_DIGITS),
    "chineseLegalSimplified": lambda v: chinese(v, digits=_LEGAL, units=_LEGAL_UNITS),
    "ideographLegalTraditional": lambda v: chinese(v, digits=_LEGAL_TRADITIONAL, units=_LEGAL_UNITS),
    "ideographTraditional": _cycle(HEAVENLY_STEMS),
    "ideographZodiac": _cycle(EARTHLY_BRANCHES),
    "decimalFullWidth": lambda v: _positional(v, "０１２３４５６７８９"),
    "decimalFullWidth2": lambda v: _positional(v, "０１２３４５６７８９"),
    "decimalEnclosedCircle": _enclosed("①", 20),
    "decimalEnclosedCircleChinese": _enclosed("①", 20),
    "decimalEnclosedParen": _enclosed("⑴", 20),
    "decimalEnclosedFullstop": _enclosed("⒈", 20),
    "ideographEnclosedCircle": _enclosed("㊀", 10),
    "ideographParenthesized": _enclosed("㈠", 10),
}
