"""Numbers of paragraphs, headings and articles: printed in many ways, one key.

The number of a block is the strongest evidence that two blocks translate one another. Both languages
print it in their own way; `key_of` brings the ways together.

>>> key_of("第一百零一条") == key_of("Article 101")
True
>>> key_of("IV.") == key_of("四、")
True
>>> split_number("12. 2020年9月，")
('12.', '2020年9月，')
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from align.languages import LANGUAGES, articles
from align.languages.numerals import (
    EARTHLY_BRANCHES,
    HAN_NUMERALS,
    HEAVENLY_STEMS,
    ROMAN_FORM,
    chinese_number,
    roman_number,
)
from align.text import HAN, VARIANTS, VOWEL_MARKS

Style = Literal["arabic", "roman", "letter", "parenthesis", "decimal", "named"]

_STRUCTURES = tuple(each.structure for each in LANGUAGES.values())
_NAMES = {
    word: name
    for structure in _STRUCTURES
    for names in (structure.parts, structure.named_only)
    for name, words in names.items()
    for word in words
}
"""What numbered parts are called in any language, and the one name they go by here."""
_ORDINALS = {word: value for structure in _STRUCTURES for word, value in structure.ordinals.items()}
_COUNTED: dict[str, tuple[Style, int]] = {
    word: (style, value)
    for structure in _STRUCTURES
    for style, words in structure.counted.items()
    for value, word in enumerate(words, 1)
}
_COUNTED_FORMS = (f"[{VOWEL_MARKS}]*".join((*word, "")) for word in _COUNTED)
"""The same as patterns: Arabic may write vowel marks, or leave them out."""
_ONE_FORM = str.maketrans(VARIANTS)
_ALPHABETS = (
    "abcdefghijklmnopqrstuvwxyz",
    *(each.letters.translate(_ONE_FORM) for each in _STRUCTURES if each.letters),
)

_REPEATS = {"bis": 2, "ter": 3, "quater": 4, "quinquies": 5, "sexies": 6}
_REPEATS |= {word: value for each in _STRUCTURES for word, value in each.repeats.items()}
_BIS = rf"(?:[\s-]?(?:{'|'.join(_REPEATS)})(?!\w)[{VOWEL_MARKS}]*)"
_INSERTED = "".join(letters[:8] for letters in _ALPHABETS if letters[0].upper() != letters[0])
"""Letters of paragraphs put between others, as 11a and 11b; later ones are units: 5m, 3p."""
_SMALL = f"(?:[{_INSERTED}](?![^\\W\\d_{HAN}]))"
_PARTED = re.compile(rf"[\s.-]+|\s?之|(?<=\d)(?={'|'.join(_REPEATS)}|[A-Z]|{_SMALL})")
"""Where the parts of a number meet: 3.2, 3之二, 3bis, 29A, 11a."""
_CN = HAN_NUMERALS
_STEMS, _BRANCHES = HEAVENLY_STEMS, EARTHLY_BRANCHES
_WORDS = "|".join(map(re.escape, sorted(_ORDINALS, key=len, reverse=True)))
_ANY = rf"(?:\d+(?:{_SMALL}|[A-Z])?|[{_CN}]+|[IVXLCDMivxlcdm\u2160-\u217f]+\b|[A-Z]\b|(?i:{_WORDS})\b)"
_OTHERS = "".join((*_ALPHABETS[1:], *(each.letters for each in _STRUCTURES)))
LETTER = f"[a-z{_OTHERS}]"
"""One that counts items in any of the languages, as a pattern."""
_CAPITAL = f"[A-Z{_OTHERS.upper()}]"
_UNCASED = "".join(letter for letter in _OTHERS if letter.lower() == letter.upper())
_AFTER = r"(?=\s|$|[^\w])"
_DASH = r"(?:\s?[-–—](?=\s|$)|\s[-–—](?=\w))"
_LOWER = "[a-zß-öø-ÿа-яё]"
_DOT = "[.．]"
_STOPS = "".join(each.punctuation.own.get(".", "") for each in LANGUAGES.values() if each.spaced)
"""Those that other languages have behind a number, as Urdu and Hindi."""
# A dash between a number and its text, as in 1 - and I. –, but not that of 5 - 10 or of “5- and 6-year-old”.
_GOES_ON = "|".join(word for each in _STRUCTURES for word in each.behind_dash)
_RULED = rf"(?:\s?[-–—](?=\s*$|\s+(?!\d|(?:{_GOES_ON})\b))|\s[-–—](?=[^\W\d_]))"
# 1º and 1° are numbers before a sentence: 1º Le Conseil, 2° les membres; but 59º período and 20° C are none.
_ORDINAL = rf"\.?[ºª°](?=\s*[).–—-]|\s*$|\s+(?:[^\W\da-zß-ÿ][^\W\d_]|{articles()}|[«\"“]))"
# What stands behind an amount, not behind a number: 3.6 billion, 12.5％, 3.5个百分点.
_MEASURE = r"\s?(?:[a-z%％‰°亿億万萬倍吨噸]|美元|欧元|个百分点|個百分點|公[里斤顷頃吨噸])"
# 5.3. compat and 5.3.总则: no amount ends in a full stop; a name goes on in small letters, as 5.3.tar.
_ENDED = rf"(?:\.(?=$|[^\w.]|[^\W\d_a-z])|(?!\.){_AFTER}(?!{_MEASURE}))"

_BEFORE = "|".join(
    rf"(?:{'|'.join(each.ordinals)})\s(?:{'|'.join(each.before)})" for each in _STRUCTURES if each.before
)
_PARTS = "|".join(re.escape(word) for each in _STRUCTURES for words in each.parts.values() for word in words)
_PATTERNS = (
    *(
        form.replace("{any}", _ANY).replace("{after}", _AFTER)
        for each in _STRUCTURES
        for form in each.patterns
    ),
    # Article 32-1, Chapter IV, Artículo 5º.- but not the beginning of a sentence: "Article 6 of the Act".
    rf"(?i:{_PARTS})(?:\s|(?<=[.§])){_ANY}(?:[.-]\d+)*(?![.-]\d){_BIS}?(?:\.?[ºª°](?!\w))?"
    rf"(?:[.:：]?{_RULED}|(?:[.:：]|,(?=\s[A-Z])|(?!,|\s{_LOWER})){_AFTER})",
    rf"(?i:{_BEFORE})(?:[.:：]|(?!,|\s{_LOWER})){_AFTER}",  # Première partie, but not: du rapport
    # 1.1, 1.a, 3.2.1; of sections 29A and 27, part I: 29A.1, 27.I.13. But not the date 28.4.2023.
    rf"(?!\d{{1,2}}\.\d{{1,2}}\.(?:19|20)\d\d\b)"
    rf"\d+(?:[A-Z]|[{_INSERTED}](?={_DOT}\d))?(?:{_DOT}[IVXLC]+(?={_DOT}\d))?(?:{_DOT}(?:\d+|[a-z]))+{_ENDED}",
    rf"\d{{1,2}}(?:{_DOT}\d{{1,2}}){{2}}(?=\s[a-z])",  # 1.1.12 sudo: an amount has no three parts
    rf"\d+(?:{_DOT}\d+)+{_BIS}\.?{_AFTER}",  # 12.1 bis
    # A.1. and II.3, but no amount of what has a name: A.1 paper
    rf"(?:[A-Z]|[IVXLC]+)(?:{_DOT}\d{{1,3}})+{_DOT}?(?=\s*$|\s+(?:[^\W\da-z_]|[“\"«《(\[]))",
    # 3.3文件安装: a heading that has lost its blank
    *(rf"\d{{1,2}}(?:{_DOT}\d{{1,2}})+{each.glued}" for each in _STRUCTURES if each.glued),
    rf"\d{{1,3}}(?:{_SMALL}|[A-Z])?{_BIS}?\.?{_RULED}",  # ١ -  12 –  3 bis -  1.-
    rf"[(（]?\d{{1,2}}{_ORDINAL}(?:\s?[)）]|\.?{_RULED}|\.?)",  # 1º  1.º  1°)  1ª -
    rf"\d+[A-Z]?(?:{_BIS}|\s?之[{_CN}]+)?[.．、{_STOPS}](?!\d)",  # 12.  3 bis.  3之二.  12、 but no 3.6
    rf"\d{{1,3}}{_SMALL}[.．、](?![^\W{HAN}])",  # 11a.  11б.  11a、 but no 10a.m.
    r"\d+\.(?=(?:19|20)\d\d\s?年)",  # 51.2020年9月
    rf"\d+\s{_BIS}[.)）]?",
    rf"[IVXLCDM]+\.{_RULED}|[IVXLCDM]+\s[-–—](?=\s)|(?!M+\.)[IVXLCDM]+\.(?=\s|$)",  # M. and MM. are gentlemen
    r"[\u2160-\u217f]\s?[.、]?",
    rf"[{_CN}]+\s?[、.．](?=\s|\D|$)",
    rf"(?!M\.){_CAPITAL}{_DOT}(?=\s|$|[\u4e00-\u9fff])",  # A.饮用水
    rf"(?:[A-Z]\s|[{_UNCASED}]\s?)[-–—](?=\s)",  # A -  أ -  but in Russian А - is “but”
    *([rf"(?:{'|'.join(_COUNTED_FORMS)})(?:{_DASH}|[.:](?=\s))"] if _COUNTED else []),
    rf"{LETTER}\.(?=\s|$)(?!\s(?:[а-яё]\.|[а-яё]*\d))",  # but not т. е., с. 5
    rf"[(（]\s?(?:\d{{1,3}}(?:{_SMALL}|[A-Z])?|[a-z]{{1,2}}|{LETTER}|[ivxl]+|{_CAPITAL}|[{_CN}]+|[{_STEMS}{_BRANCHES}]){_BIS}?\s?[)）]",
    rf"[{_STEMS}]\s?[、.．](?!\s?[{_STEMS}])",  # 甲、 but never 甲、乙双方
    rf"(?:\d+(?:\s?{_SMALL}|[A-Z])?|{LETTER}|{_CAPITAL}|[ivxl]+|[IVXL]+|[{_CN}]{{1,3}}|[{_STEMS}])\s?[)）](?=\s|\D|$)",
    r"[①-⑳]",
)
_NUMBER = re.compile(rf"\s*({'|'.join(_PATTERNS)})\s*")
_BRACKET = re.compile(r"\s*[\[［]\s?(?=(?:\d{1,3}(?:\s(?:bis|ter))?[.．]|[(（]\w{1,4}[)）])\s*[^\W\d])")
"""One that opens before a number and its text; [1] and [12. ] are references or notes."""
_NAMED = re.compile(rf"(?i:({'|'.join(map(re.escape, sorted(_NAMES, key=len, reverse=True)))}))\s?(.*)")
_LEFT_OUT = re.compile(f"[{VOWEL_MARKS}ºª°]")
"""What a number is the same without: 1º, أولاً."""
_BULLET = re.compile(r"\s*([•●▪‣◦·]|[-–—*+](?=\s)|[-–](?=[“”„«]))\s*")


@dataclass(frozen=True, slots=True)
class Key:
    """One number, whatever language printed it."""

    style: Style
    name: str = ""
    """`article`, `chapter`… of a named number; else empty."""
    values: tuple[int, ...] = ()
    """12 → (12,); 1.3 → (1, 3); 27.I.13 → (27, 1, 13); 29A.2 → (29, 1, 2); (b) → (2,); 3 bis → (3, 2);
    an annex without a number → ()."""


def split_number(text: str) -> tuple[str, str]:
    """Split the number that a text begins with from the rest; an empty string where there is none.

    Years, quantities and decimal fractions are no numbers of paragraphs:

    >>> split_number("2020年7月")
    ('', '2020年7月')
    >>> split_number("第三十二條之一 雇主")
    ('第三十二條之一', '雇主')

    In a draft that is still negotiated a bracket may open before the number; it stays with the text:

    >>> split_number("[6. Decides to meet again;]")
    ('6.', '[Decides to meet again;]')
    """
    bracket = _BRACKET.match(text)
    if bracket:
        number, rest = split_number(text[bracket.end() :])
        return (number, f"{bracket[0].strip()}{rest}") if number and rest else ("", text)
    match = _NUMBER.match(text)
    if not match or _is_quantity(match):
        return "", text
    return match[1].strip(), text[match.end() :]


def split_bullet(text: str) -> tuple[str, str]:
    """Split a bullet from the rest of a list item."""
    match = _BULLET.match(text)
    return (match[1], text[match.end() :]) if match else ("", text)


@lru_cache(maxsize=1024)  # many readers and stages ask, mostly about no number at all
def key_of(number: str) -> Key | None:
    """Return the key of a number as printed, or None for a bullet or nothing.

    >>> key_of("(b)"), key_of("3 bis.")
    (Key(style='parenthesis', name='', values=(2,)), Key(style='arabic', name='', values=(3, 2)))
    >>> key_of("¹²") == key_of("12")
    True
    """
    number = unicodedata.normalize("NFKC", _LEFT_OUT.sub("", number)).strip(" -–—")
    named = _named(number)
    if named:
        return named
    inner = number.strip(f"()（）.．、:： ‘’'`{_STOPS}").removeprefix("第")
    if inner in _COUNTED:
        style, value = _COUNTED[inner]
        return Key(style, values=(value,))
    if re.match(r"[(（‘’'`]", number) or re.search(r"[)）]$", number):
        return _key("parenthesis", inner)
    if re.fullmatch(rf"\d+{_BIS}", inner):
        return _key("arabic", inner)
    if re.fullmatch(rf"\d+[A-Z{_INSERTED}]?(?:[.-]\w+)+(?:\s\w+)?|[A-Z]+(?:\.\d+)+", inner):
        return _key("decimal", inner)
    if re.match(r"\d", inner):
        return _key("arabic", inner)
    if re.fullmatch(rf"[A-Z{_STEMS}]", inner) and inner not in "IVX":
        return _key("letter", inner)
    if (
        re.fullmatch(rf"[{_CN}]+", inner)
        or ROMAN_FORM.fullmatch(inner)
        or re.match(r"[\u2160-\u217f]", inner)
    ):
        return _key("roman", inner)
    return _key("letter", inner) if re.fullmatch(rf"{_CAPITAL}|{LETTER}", inner) else None


def follows(key: Key | None, before: Key | None) -> bool:
    """Tell whether a number is the next after another one: (c) after (b), 3.4 after 3.3.

    >>> [follows(key_of("3.4"), key_of(before)) for before in ("3.3", "2.3", "(c)", "")]
    [True, False, False, False]
    """
    if not key or not before or not key.values or not before.values:
        return False
    same = (before.style, before.name, before.values[:-1]) == (key.style, key.name, key.values[:-1])
    return same and key.values[-1] == before.values[-1] + 1


def _named(number: str) -> Key | None:
    """Read Article 9, 第九条, 第32條之1, Annex II, 附件二."""
    number = number.rstrip(".:：,，、 ")
    chinese = re.fullmatch(rf"第\s?({_ANY}(?:\s?-\s?\d+)?)\s?(\D+?)(?:之([{_CN}\d]+))?", number)
    if chinese and chinese[2] in _NAMES:
        tail = (_value(chinese[3]),) if chinese[3] else ()
        return Key("named", _NAMES[chinese[2]], _values(chinese[1]) + tail)
    first, _, second = number.lower().partition(" ")
    if first in _ORDINALS and second in _NAMES:
        return Key("named", _NAMES[second], (_ORDINALS[first],))
    other = _NAMED.fullmatch(number)
    return Key("named", _NAMES[other[1].lower()], _values(other[2].strip("() "))) if other else None


def _key(style: Style, inner: str) -> Key | None:
    values = _values(inner, letters=style in ("letter", "parenthesis"))
    return Key(style, values=values) if values else None


def _values(text: str, *, letters: bool = False) -> tuple[int, ...]:
    """Read the parts of a number: `32-1` and `32.1` → (32, 1), `3 bis` and `3之二` → (3, 2)."""
    words = [_ORDINALS.get(word.lower(), 0) for word in text.split()]
    if words and all(words):
        return (sum(words),)
    parts = [p for p in _PARTED.split(text.strip()) if p]
    try:
        return tuple(_REPEATS.get(p) or _value(p, letters=letters) for p in parts)
    except ValueError:
        return ()


def _value(part: str, *, letters: bool = False) -> int:
    """Return the value of one part; with `letters`, (c) is 3 and only (ii), (iv) … are Roman."""
    if part.isdigit():
        return int(part)
    if len(part) == 1 and "\u2160" <= part <= "\u217f":
        return (ord(part) - 0x2160) % 16 + 1
    if part.lower() in _ORDINALS:
        return _ORDINALS[part.lower()]
    if len(part) == 1 and "①" <= part <= "⑳":
        return ord(part) - ord("①") + 1
    if len(part) == 1 and part in _STEMS + _BRANCHES:
        return (_STEMS if part in _STEMS else _BRANCHES).index(part) + 1
    if part[0] in _CN:
        return chinese_number(part)
    if len(part) == 1 and (letters or part.lower() not in "ivx"):
        letter = part.lower().translate(_ONE_FORM)
        found = [each.index(letter) + 1 for each in _ALPHABETS if letter in each]
        if found:
            return found[0]
    return roman_number(part)


def _is_quantity(match: re.Match[str]) -> bool:
    """Tell 12. from 12.5, a year before 年 from a paragraph, and 一九一一年 from a heading."""
    after = match.string[match.end(1) : match.end(1) + 1]
    return match[1][-1].isdigit() and after.isdigit()
