"""Numbers inside a paragraph: lists that one version prints as one paragraph and the other item by item.

A mark counts only as part of a series that begins at its beginning and leaves nothing out, each after a mark
of punctuation: in “(a) the text; (b) the annex” they are numbers, in “paragraphs (a) and (c)” they are none.

>>> [mark.number for mark in inner_numbers("They are: (a) nets; (b) traps under rule 5 (c); (c) others.")]
['(a)', '(b)', '(c)']
>>> [mark.number for mark in inner_numbers("一 人人有生存权。二 未废除死刑之国家，（甲）款适用。三 其他。")]
['一', '二', '三']
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import NamedTuple

from align.languages.numerals import EARTHLY_BRANCHES, HAN_TO_TEN, HEAVENLY_STEMS, roman_number
from align.numbering import LETTER, key_of

_CN = HAN_TO_TEN
_STEMS = f"{HEAVENLY_STEMS}{EARTHLY_BRANCHES}"
_BRACKETED = rf"[(（]\s?(?:\d{{1,2}}|[a-z]{{1,2}}|{LETTER}|[ivx]{{1,5}}|[{_CN}]{{1,3}}|[{_STEMS}])\s?[)）]"
_MARK = re.compile(
    # Before it stands the beginning, or punctuation, perhaps a closing bracket, a little word: “; and (b)”.
    r"(?:^|[.;:,。；：，、!?！？؛،؟—–-][\"'”’»）)」』]*\s*"
    r"(?:[^\W\d_]{1,4}(?:/[^\W\d_]{1,3})?(?:[,，،]\s*|\s+|(?=[(（'‘’])))?)"
    rf"(?P<number>{_BRACKETED}"
    r"|[①-⑳]"
    r"|\d{1,2}(?:[.．](?![\d])|、|[)）]|\.?[º°][.)]?|\s?[-–—](?=\s))"
    r"|['‘’`]\d{1,2}['‘’`](?=\s)"
    rf"|(?:[ivx]{{1,5}}|{LETTER})\)(?=\s)"
    rf"|[{_CN}]{{1,3}}、"
    rf"|(?<![^。；;：:\s])[{_CN}]{{1,3}}(?=[\s\u3000]|$))"
    r"\s*"
)
"""A bare 一 counts only after a full stop or at the beginning, with a space behind."""

_STYLES = (
    ("bracketed Han", re.compile(rf"[(（]\s?[{_CN}]")),
    ("bracketed stem", re.compile(rf"[(（]\s?[{HEAVENLY_STEMS}]")),
    ("bracketed branch", re.compile(rf"[(（]\s?[{_STEMS}]")),
    ("bracketed figure", re.compile(r"[(（]\s?\d")),
    ("quoted figure", re.compile(r"['‘’`]\d")),
    ("Latin letter", re.compile(r"[(（]?\s?[a-z]")),
    ("letter", re.compile(rf"[(（]?\s?{LETTER}")),
    ("half-bracketed figure", re.compile(r"\d+[º°]?[)）]")),
    ("figure", re.compile(r"\d")),
    ("circled", re.compile(r"[①-⑳]")),
    ("Han", re.compile(f"[{_CN}]")),
)


class Mark(NamedTuple):
    """A number inside a text: where it begins, where the text behind it begins, and how it is printed."""

    start: int
    end: int
    number: str


class _Series(NamedTuple):
    """Marks of one style that follow one another, and the value that comes next."""

    style: str
    marks: list[Mark]
    next: int
    own: bool = False
    """It goes on with the number of the block itself, and so one mark is enough."""

    def followed_by(self, mark: Mark) -> _Series:
        return self._replace(marks=[*self.marks, mark], next=self.next + 1)


def inner_numbers(text: str, number: str = "") -> list[Mark]:
    """Return the numbers inside a text that are a series each, in order.

    Args:
        text: of a block, without its number.
        number: of the block, as printed: the text of (a) may go on with (b).
    """
    series = [_Series(style, [], value + 1, own=True) for style, value in _readings(number) if style]
    done: list[_Series] = []
    below = bool(series)
    for match in _MARK.finditer(text):
        mark = Mark(match.start("number"), match.end(), match["number"].strip())
        depth, found = _continued(series, mark, below=below)
        if found:
            # What stood below an earlier item ends where the next item begins.
            done += series[depth + 1 :]
            series[depth:] = [found]
    return sorted(mark for one in done + series if one.own or len(one.marks) > 1 for mark in one.marks)


def _continued(series: Sequence[_Series], mark: Mark, *, below: bool) -> tuple[int, _Series | None]:
    """Return the depth and the longer series where a mark goes on with one, or begins one below them.

    Args:
        series: those that are open, the outermost first.
        mark: the next mark of the text.
        below: the block stands in a list itself, whose next item, (c) after (ii), may stand in it too.
    """
    readings = list(_readings(mark.number))
    for depth in range(len(series) - 1, -1, -1):
        if (series[depth].style, series[depth].next) in readings:
            return depth, series[depth].followed_by(mark)
    known = {one.style for one in series if one.marks}
    begun = sorted((value != 1, style, value) for style, value in readings if style not in known)
    for late, style, value in begun:
        if below or not late:
            return len(series), _Series(style, [mark], value + 1)
    return len(series), None


def _readings(number: str) -> Iterator[tuple[str, int]]:
    """Yield the styles and values a mark can be read as: (i) is the ninth letter and a Roman one."""
    style, inner = _style(number), number.strip("()（）. ")
    if style != "Latin letter":
        key = key_of(number)
        if key and key.values:
            yield style, key.values[0]
        return
    if len(set(inner)) == 1 and len(inner) <= 2:  # (a) to (z), then (aa)
        yield style, ord(inner[0]) - ord("a") + 1 + 26 * (len(inner) - 1)
    with suppress(ValueError):
        yield "Roman", roman_number(inner)


def _style(number: str) -> str:
    return next((name for name, pattern in _STYLES if pattern.match(number)), "")
