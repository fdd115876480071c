"""Numerals that several languages write, and their values."""

from __future__ import annotations

import re

HAN_DIGITS = "〇一二三四五六七八九"
HAN_TO_TEN = f"{HAN_DIGITS}十"
HAN_COUNTING = "〇零一二三四五六七八九十百千"
HAN_NUMERALS = f"{HAN_COUNTING}两兩廿卅"
HAN_SCALES = "万亿萬億"
HEAVENLY_STEMS, EARTHLY_BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
"""They count in treaties as (a), (b), (c) do: （甲）（乙）, and below them （子）（丑）."""
_DIGITS = {c: i for i, c in enumerate(HAN_DIGITS)} | {
    "零": 0,
    "两": 2,
    "兩": 2,
    "廿": 20,
    "卅": 30,
}
_UNITS = {"十": 10, "百": 100, "千": 1000}
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}
ROMAN_FORM = re.compile(r"m{0,3}(cm|cd|d?c{0,3})(xc|xl|l?x{0,3})(ix|iv|v?i{0,3})", re.IGNORECASE)


def chinese_number(text: str) -> int:
    """Return the value of a Chinese numeral below 10,000: 一百零一 → 101, 二〇二一 → 2021, 廿三 → 23.

    Raises:
        ValueError: the text is no such numeral.
    """
    if not text or any(c not in _DIGITS and c not in _UNITS for c in text):
        raise ValueError(f"no Chinese numeral: {text!r}")
    if not any(c in _UNITS or c in "廿卅" for c in text):
        return int("".join(str(_DIGITS[c]) for c in text))
    total, digit = 0, 0
    for c in text:
        if c in _UNITS:
            total += (digit or 1) * _UNITS[c]
            digit = 0
        elif c in "廿卅":
            total += _DIGITS[c]
        else:
            digit = _DIGITS[c]
    return total + digit


def roman_number(text: str) -> int:
    """Return the value of a Roman numeral.

    Raises:
        ValueError: the text is no such numeral.
    """
    if not text or not ROMAN_FORM.fullmatch(text):
        raise ValueError(f"no Roman numeral: {text!r}")
    values = [_ROMAN[c] for c in text.lower()]
    return sum(-v if v < next_ else v for v, next_ in zip(values, [*values[1:], 0], strict=True))


def roman(number: int) -> str:
    """Return a number below 4,000 in Roman numerals.

    >>> roman(57), roman(1994)
    ('LVII', 'MCMXCIV')
    """
    values = (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1)
    written = ""
    for value, letters in zip(values, "M CM D CD C XC L XL X IX V IV I".split(), strict=True):
        written += letters * (number // value)
        number %= value
    return written
