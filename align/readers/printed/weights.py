"""How much speaks for a plain figure of the text to be the mark of a note.

In text out of a PDF marks are plain digits glued to the word before them. A figure is such a mark only where
it has the look of one: behind a word or its punctuation, and no part of a larger figure, nor one that a part
of a document (Article 1, 第1条), a unit, a date or a symbol claims. What could be either weighs less than
`SURE`: it counts only in a text whose other notes show that it writes its marks so.

>>> text = "as the Council recalled.2 Under Article 1, adopted by 31 votes"
>>> [(place.number, place.weight) for place in places(text, 0, Counter())]
[('2', 3)]
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from align.languages import LANGUAGES, any_of, every
from align.readers.exponents import bears_power, ends_in_unit
from align.readers.printed.lines import columns, ends_abbreviated
from align.text import is_han

SURE = 1.5
"""Weight from which a place has the look of a mark, whatever else the text holds."""
LOOSE = 1.2
"""Weight of a figure between a blank and a full stop: the masters 2."""
WEAK = 0.8
"""Weight from which half of the marks must be sure that a place is one; below, nearly all of many."""
_LAST = 0.5
_TOKEN = re.compile(r"[A-Za-z0-9][\w/.-]*")
_WITHIN = re.compile(r"(?<=[^\W\d_]|[,’'])( [^\W\d_]+)")
_PLAIN = re.compile(r"(?<=\S)\d+(?![\dA-Za-z]|/\d)")
_LOOSE = re.compile(r"(?<=\S) (\d{1,3})(?=[.,;:]?(?:\s|$))")
"""Justified lines stretch the space before a mark, and some programs set one: the masters 2."""
_BRACKETED = re.compile(
    r"(?:(?<=[^\W\d_]|[.,;:!?%”’\"'»؟،؛。，；：、」』》])(\s?)|(?<=(?<!\d)\d{4}))[(（](\d{1,3})[)）](?=(\s\w)?)"
)
_LISTING = frozenset(",;:،؛，；：、")
"""Behind which a number in brackets may count what is listed: (1) peace; (2) aid."""
# A number behind such words names or counts something: 第3条, 目标5, 至28个.
_NAMED = re.compile(rf"{every(lambda each: each.printed.before_numbers)}\s?$")
_COUNTED = re.compile(rf"{every(lambda each: each.printed.before_amounts)}\s?$")
_COUNTER = re.compile(rf"{every(lambda each: each.printed.counters)}|[%％‰°]")
_MEASURE = re.compile(
    rf"{every(lambda each: each.printed.counters + each.printed.words_or_counters)}|[%％‰°]"
)
_PART = re.compile(
    r"\b"
    + any_of(
        re.escape(word)
        for each in LANGUAGES.values()
        for words in (
            *each.structure.parts.values(),
            *each.structure.named_only.values(),
            each.structure.captions,
        )
        for word in words
    )
    + r"[\s.]?$",
    re.IGNORECASE,
)
_LARGER = re.compile(r"[.:/\-–—]\d|[,\s\u00a0\u202f]\d{3}(?!\d)|[-–—]\s?[^\W\d_]")
"""What goes on behind a figure as the rest of it: 1.5, 1:1, 1–3, 1,000, 5-year."""
# Marks in a row: figures,12,13 which
_ROW_BEFORE = re.compile(r"(?<=[^\W\d_]|[.,;:!?”’»)\]])\d{1,3}[,，、]$")
_ROW_AFTER = re.compile(r"^[,，、]\d{1,2}(?![\d.,:/])")
_YEAR = re.compile(r"(?<!\d)(?:1[89]|20)\d\d$")
_SYMBOL = re.compile(r"[\w/.-]*(?:/|[A-Za-z]-?)\d+$")  # A/79/1, 75/1, COVID-19
_ELIDED = re.compile(r"(?:^|[^\w])\w{1,2}['’]$")  # l’1, d’5
_AROUND = 40
"""Characters on either side of a number that tell whether it is a mark."""


@dataclass(frozen=True, slots=True)
class NotePlace:
    """A place in a paragraph where the number of a note stands, or seems to stand."""

    start: int
    end: int
    number: str
    weight: float
    """How much speaks for a mark, set by hand: 3 where nothing else has this form, below 1 a last resort."""
    paragraph: int = 0


def tokens_of(texts: Iterable[str]) -> Counter[str]:
    """Count the words and figures of a text, which tell where a mark is glued to one.

    Words within a sentence are counted once more with the blank before them: “ États”, “ états”.
    """
    found = Counter[str]()
    for text in texts:
        found.update(_TOKEN.findall(text))
        found.update(_WITHIN.findall(text))
    return found


def bracketed(text: str, paragraph: int) -> Iterator[NotePlace]:
    """Yield the figures in brackets right behind a word or its punctuation: text(1)."""
    for match in _BRACKETED.finditer(text):
        before = _before(text, match.start())
        named = _NAMED.search(before) and is_han(_after(text, match.end())[:1])
        if _PART.search(before) or (named and not before[-2:-1].isdigit()):
            continue  # paragraph (1), 第(1)项, but 赠款(1)。 and 2024年(1)
        weak = before[-1] in _LISTING or (match[1] and match[3])  # option (1) is
        yield NotePlace(match.start(), match.end(), _digits(match[2]), WEAK if weak else 3, paragraph)


def places(text: str, paragraph: int, tokens: Counter[str]) -> Iterator[NotePlace]:
    """Yield every place where the last digits of a row of digits could be a mark."""
    for match in _PLAIN.finditer(text):
        for length in range(1, min(3, len(match[0])) + 1):
            start = match.end() - length
            number = _digits(text[start : match.end()])
            if number[0] == "0":
                continue
            before, after = _before(text, start), _after(text, match.end())
            if start == match.start():
                weight = _weight(before, number, after, tokens)
            else:
                weight = _glued_weight(before, number, after, tokens)
            if weight:
                yield NotePlace(start, match.end(), number, weight, paragraph)
    for match in _LOOSE.finditer(text):
        weight = _loose_weight(_before(text, match.start()), _after(text, match.end()), tokens)
        if weight:
            yield NotePlace(match.start(), match.end(), _digits(match[1]), weight, paragraph)


def _digits(number: str) -> str:
    """Return a number in the figures of ASCII: ١٢ is 12."""
    return str(int(number))


def _before(text: str, position: int) -> str:
    return text[max(0, position - _AROUND) : position]


def _after(text: str, position: int) -> str:
    return text[position : position + _AROUND]


def _loose_weight(before: str, after: str, tokens: Counter[str]) -> float:
    """Weigh a number with a blank before it; in running text most of these count something.

    One at the beginning of a sentence counts, if the word behind it is one of names: 10 États.
    """
    last = before[-1]
    if is_han(last):
        claimed = _NAMED.search(before) or _COUNTED.search(before) or _MEASURE.match(after.lstrip())
        return 0 if claimed else WEAK
    if after[:1] in tuple(".,;:"):
        claimed = _PART.search(before) or _NAMED.search(before) or _COUNTED.search(before)
        return LOOSE if not claimed and (last.isalpha() or last in '”"’»)') else 0
    if last not in ".!?”\"'’»)؟" or ends_abbreviated(before) or _LARGER.match(after):
        return 0
    if not after:
        return SURE
    word = _WITHIN.match(f",{after}", 1)
    if word and tokens[word[1]] > tokens[word[1].lower()]:
        return 0
    following = after.lstrip(" “‘«\"'¿¡(")[:1]
    return SURE if following.isupper() else WEAK if following.isalpha() and not following.islower() else 0


def _weight(before: str, number: str, after: str, tokens: Counter[str]) -> float:
    """Return how much a place speaks for a mark: after punctuation most, after a letter less, else not."""
    before, after = _ROW_BEFORE.sub("", before), _ROW_AFTER.sub("", after)
    last = before[-1]
    if _LARGER.match(after) or _COUNTER.match(after):
        return 0
    if last in "'’\"" and (_ELIDED.search(before) or before[-2:-1] in ("", " ", "(", "（")):
        return 0  # it opens a quotation, or stands for a vowel
    if last in "”’\"'」』》»)）]!?！？؟%％":
        return 3
    if last in "。，；：、،؛":  # Chinese marks stand before punctuation: behind it begins a quantity
        counts = is_han(after[:1]) and not _MEASURE.match(after)
        return 2 if last == "。" and not after else WEAK if counts or re.match(r"$|\s", after) else 0
    if last in ".,;:":
        return _latin_weight(before, after)
    if is_narrow_letter(last):
        return _letter_weight(before, number, tokens)
    return _han_weight(before, number, after) if is_han(last) else 0


def is_narrow_letter(character: str) -> bool:
    """Tell a letter of an alphabet, behind which words end with a space: e, ж, م; but no 文 and no の."""
    return character.isalpha() and columns(character) == 1


def _letter_weight(before: str, number: str, tokens: Counter[str]) -> float:
    """Weigh a number glued to a word: states5, but not m2, Article1 or و5, nor what is a name, as mp3."""
    word = re.search(r"[^\W\d_]+$", before)
    if not word or ends_in_unit(before) or _PART.search(before):
        return 0
    if len(word[0]) < 3:
        return WEAK if word[0].islower() else 0
    return 1 if word[0].isupper() or tokens[word[0] + number] > 1 else 2


def _latin_weight(before: str, after: str) -> float:
    """Weigh a number behind a full stop or comma: “recalled.2 Under”, “by 2030.14 It”, but not Add.1."""
    if ends_abbreviated(before) or _PART.search(before) or re.search(r"\d\.[a-z]\.$|\b[A-Z]\.$", before):
        return 0
    follows = re.match(r"[)）\]”’»]*(?:$|\s[\s“‘\"'«(¿¡\[]*(.?))", after)
    if not follows:
        return WEAK if is_han(after[0]) and not before[-2:-1].isdigit() else 0
    small = (follows[1] or "").islower()
    if not before[-2:-1].isdigit():
        return WEAK if before[-1] == ":" or (small and before[-1] == ".") else 3
    if not re.search(r"[^\W\d_]", before):  # 1.1 at the beginning of a text is its number
        return 0
    if _YEAR.search(before[:-1]) or _SYMBOL.search(before[:-1]):
        return WEAK if small and before[-1] == "." else 2
    return WEAK if before[-1] == "." and not small else 0


def _han_weight(before: str, number: str, after: str) -> float:
    """Weigh a number glued to a Han character: 措施5 以及, 全民医保6。, but not 第3条, 目标5、8 or 5公里2."""
    if _NAMED.search(before) or _MEASURE.match(after.lstrip()):
        return 0
    if bears_power(before, number):
        return 0
    if re.match(r"$|[。，；、）”》]", after):
        return WEAK if _COUNTED.search(before) else 2.5
    if _COUNTED.search(before):
        return 0
    return 2 if after[0].isspace() else _LAST if is_han(after[0]) else 0


def _glued_weight(before: str, number: str, after: str, tokens: Counter[str]) -> float:
    """Weigh digits glued to digits: what is left must be a year, or a symbol or name in a figure."""
    token = re.search(r"[A-Za-z0-9][\w/.-]*$", before)
    left = token[0] if token else ""
    if _LARGER.match(after) or _MEASURE.match(after):
        return 0
    if re.fullmatch(r"(?:1[89]|20)\d\d", left) and len(left + number) > 4:
        return WEAK
    if not _SYMBOL.fullmatch(left) or tokens[left + number] > 1:
        return 0
    return 1 if tokens[left] and "/" not in left else _LAST
