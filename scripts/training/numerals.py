"""Pairs of numbers as the six languages write them: sessions, meetings, articles, chapters, lists.

Documents hold only some of 第六十九届会议 / Sixty-ninth session, and each is a token of its own that no other
explains.

>>> chinese(69), ordinal(69), cardinal(105)
('六十九', 'sixty-ninth', 'one hundred and five')
"""

from __future__ import annotations

from collections.abc import Iterator

from num2words import num2words

NUMERALS = "numerals"
"""The name by which these pairs are weighted, as if they stood in a file."""

_LAST = 130
_DIGITS = "零一二三四五六七八九"
_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
    " seventeen eighteen nineteen"
).split()
_TENS = "- - twenty thirty forty fifty sixty seventy eighty ninety".split()
_ORDINALS = {"one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth"}
_ORDINALS |= {"nine": "ninth", "twelve": "twelfth"}
# Arabic ordinals are beyond num2words: their digits have to do.
_PHRASES = {
    "fr": (
        ("{ord}", "{ord}"),
        ("{ord} session", "{ord} session"),
        ("{ord} séance", "{ord} meeting"),
        ("{n}e séance", "{ord} meeting"),
        ("Article {n}", "Article {n}"),
        ("{card} ans", "{card} years"),
    ),
    "es": (
        ("{ord}", "{ord}"),
        ("{ord} período de sesiones", "{ord} session"),
        ("{n}º período de sesiones", "{ord} session"),
        ("{n}ª sesión", "{ord} meeting"),
        ("Artículo {n}", "Article {n}"),
        ("{card} años", "{card} years"),
    ),
    "ru": (
        ("{ord}", "{ord}"),
        ("{ord} сессия", "{ord} session"),
        ("{n}-я сессия", "{ord} session"),
        ("{n}-е заседание", "{ord} meeting"),
        ("Статья {n}", "Article {n}"),
        ("{card} лет", "{card} years"),
    ),
    "ar": (
        ("الدورة {n}", "{ord} session"),
        ("الجلسة {n}", "{ord} meeting"),
        ("المادة {n}", "Article {n}"),
        ("الفصل {n}", "Chapter {n}"),
        ("{card} سنة", "{card} years"),
    ),
}
_ROMAN = ((50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


def numeral_pairs() -> Iterator[tuple[tuple[str, str], Iterator[tuple[str, str]]]]:
    """Yield languages, and pairs of numbers of theirs in the phrases they come in."""
    yield ("zh", "en"), _chinese_pairs()
    for language, phrases in _PHRASES.items():
        yield (language, "en"), _pairs(language, phrases)


def _pairs(language: str, phrases: tuple[tuple[str, str], ...]) -> Iterator[tuple[str, str]]:
    for n in range(1, _LAST):
        values = {"n": str(n), "card": cardinal(n), "ord": ordinal(n)}
        theirs = {
            "n": str(n),
            "card": num2words(n, lang=language),
            "ord": num2words(n, to="ordinal", lang=language),
        }
        yield theirs["card"], values["card"]
        for there, here in phrases:
            yield there.format(**theirs), here.format(**values)


def _chinese_pairs() -> Iterator[tuple[str, str]]:
    for n in range(1, _LAST):
        zh, word, nth = chinese(n), cardinal(n), ordinal(n)
        yield zh, word
        yield f"第{zh}", nth
        yield f"第{zh}届", nth
        yield f"第{zh}届会议", f"{nth} session"
        yield f"第{zh}次会议", f"{nth} meeting"
        yield f"第{zh}条", f"Article {n}"
        yield f"第{zh}条", f"Rule {n}"
        yield f"第{zh}章", f"Chapter {n}"
        yield f"{zh}、", f"{n}."
        yield f"{zh}年", f"{word} years"
        if n < 50:
            yield f"{zh}.", f"{_roman(n)}."
            yield f"第{zh}章", f"Chapter {_roman(n)}"
    for year in range(1900, 2050):
        yield "".join("〇一二三四五六七八九"[int(digit)] for digit in str(year)) + "年", str(year)


def chinese(number: int) -> str:
    """Return a number below 200 in Chinese numerals."""
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    if not hundreds:
        return (_DIGITS[tens] if tens > 1 else "") + "十" * (tens > 0) + (_DIGITS[ones] if ones else "")
    middle = _DIGITS[tens] + "十" * (tens > 0) if rest else ""
    return f"一百{middle}{_DIGITS[ones] if ones else ''}"


def cardinal(number: int) -> str:
    """Return a number below 200 in English words."""
    if number >= 100:
        return "one hundred" + (f" and {cardinal(number - 100)}" if number > 100 else "")
    if number < 20:
        return _UNITS[number]
    return _TENS[number // 10] + (f"-{_UNITS[number % 10]}" if number % 10 else "")


def ordinal(number: int) -> str:
    """Return a number below 200 as an English ordinal."""
    words = cardinal(number)
    start = max(words.rfind("-"), words.rfind(" ")) + 1
    head, last = words[:start], words[start:]
    if last in _ORDINALS:
        return head + _ORDINALS[last]
    return head + (last[:-1] + "ieth" if last.endswith("y") else last + "th")


def _roman(number: int) -> str:
    out = ""
    for value, letters in _ROMAN:
        while number >= value:
            out += letters
            number -= value
    return out
