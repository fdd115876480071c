"""Front matter of UN documents: masthead lines, the symbol of a document and its date.

>>> is_masthead("Distr.: General"), is_masthead("第四十七届会议"), is_masthead("The right to development")
(True, True, False)
>>> symbol_of([Block("United Nations A/HRC/47/29", kind="masthead")])
'A/HRC/47/29'
>>> symbol_of([], "A_HRC_47_29-EN.docx")
'A/HRC/47/29'
>>> date_of([Block("Distr.: General 21 June 2021", kind="masthead")])
'2021-06-21'
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import date
from functools import lru_cache
from pathlib import Path

from align.document import Block
from align.languages import LANGUAGES, Language, any_of, every, family, named

_PART = r"/[A-Z0-9][\w.*-]*"
SYMBOL = (
    rf"(?=[A-Za-z]+[^\s\d]*\d)[A-Z][A-Za-z]{{0,9}}(?:{_PART})+"
    rf"(?:\s?\((?:\d{{4}}|Sect\.\s?\d+[A-Z]?)\)(?:/(?:Part\s[A-Z]|[A-Z][\w.]*))?)?"
)
"""Symbol of a UN document: A/HRC/47/29, E/C.12/2020/1, S/RES/1325 (2000), A/81/6 (Sect. 27)/Part A.

It has a figure somewhere: N/A and HIV/AIDS are none."""

_LONGEST = 100
"""Characters above which no line is masthead."""
_FRONT = 30
"""Blocks among which symbol and date are looked for."""

_SPOILT = tuple("~^`|\\")
"""What text recognition gives for a figure that it could not read."""

_SPEAKERS = tuple(LANGUAGES.values())


def _months(language: Language) -> str:
    return any_of(map(re.escape, language.months))


def _filled(language: Language, form: str) -> str:
    """Return a pattern of a language with its months and dates in place of their names."""
    dates = any_of(re.sub(r"\?P<\w+>", "?:", each) for each in language.front_matter.dates)
    return form.replace("{date}", dates).replace("{month}", _months(language))


_SPANS = any_of(_filled(each, form) for each in _SPEAKERS for form in each.front_matter.spans)
_DATES = tuple(
    (each, re.compile(_filled(each, form), re.IGNORECASE))
    for each in _SPEAKERS
    for form in each.front_matter.dates
)
_LANGUAGE = any_of(name for each in _SPEAKERS if each.letter for name in each.names)
_AND = every(lambda each: each.and_)
_ORIGINAL = re.compile(rf"{every(lambda each: each.front_matter.original)}\s*[:：]\s*(\w+)", re.IGNORECASE)
_ENDS = re.compile(rf"distr\b|{every(lambda each: each.front_matter.original)}\s*[:：]", re.IGNORECASE)
_UN = every(lambda each: each.front_matter.united_nations)
# Each form fills a whole line. Chinese mastheads are set with blanks between the letters: 联 合 国.
_FORMS = (
    rf"(?:{_UN}\s*)?(?-i:{SYMBOL})",
    _UN,
    rf"{every(lambda each: each.front_matter.organs)}(?:\s*distr\.?.*)?",
    rf"{every(lambda each: each.front_matter.original)}\s?[:：]?\s*{_LANGUAGE}.{{0,40}}",
    rf"{_LANGUAGE}(?:(?:,| {_AND}|/) ?{_LANGUAGE})*(?: {every(lambda each: each.front_matter.only)})?",
    *(_filled(each, "{date}") for each in _SPEAKERS),
    _SPANS,
    *(_filled(each, form) for each in _SPEAKERS for form in each.front_matter.lines),
    r"\d{2}-\d{5} \([EFSACR]\)(?: \d{6})*|\*\d{7}\*|GE\.\d{2}-\d{4,6}.{0,24}",
)
_MASTHEAD = re.compile(any_of(_FORMS), re.IGNORECASE)
_LABEL = re.compile(every(lambda each: each.front_matter.labels), re.IGNORECASE)
_CONTENTS = re.compile(every(lambda each: each.front_matter.contents), re.IGNORECASE)
COLUMN_HEAD = every(lambda each: each.front_matter.column_heads)
_COLUMN_HEADS = re.compile(rf"{COLUMN_HEAD}{{1,3}}", re.IGNORECASE)
ANNEX = every(lambda each: each.front_matter.annexes)
"""The word that an annex begins with, in any language."""
PAGE = every(lambda each: each.front_matter.pages)
"""A page number with words beside it, in any language."""
RECYCLE = every(lambda each: each.front_matter.recycle)
_SYMBOL = re.compile(rf"(?<![\w/]){SYMBOL}")
_ORGANS = "A|S|E|ST|T|TD|DP|UNEP|ICCD|CCPR|CEDAW|CERD|CRC|CAT|CMW|CED|CRPD|HRI|HSP|FCCC|CBD"
_IN_NAME = re.compile(rf"(?:{_ORGANS})(?:[_-](?:[A-Z]+(?:\.\d+)?|\d+|(?:Rev|Add|Corr)\.?\d+))+")
_NAME_MARKS = any_of(
    re.escape(mark)
    for each in _SPEAKERS
    if each.letter
    for mark in (each.letter, *each.other_codes, *each.file_marks)
)
_NAME_LANGUAGE = re.compile(rf"[_-]{_NAME_MARKS}$", re.IGNORECASE)
_SPAN_IN = re.compile(_SPANS, re.IGNORECASE)


def is_masthead(text: str) -> bool:
    """Tell a line that can only stand in a masthead: organ, symbol, Distr., date, language, session, item."""
    return len(text) <= _LONGEST and _is_masthead(text)


@lru_cache(maxsize=1024)  # asked of a line by each of its neighbours
def _is_masthead(text: str) -> bool:
    spaced = not text.isascii() and _MASTHEAD.fullmatch(_unspaced(text))  # 联 合 国
    return bool(spaced or _MASTHEAD.fullmatch(text))


def ends_masthead(text: str) -> bool:
    """Tell a line that the masthead has near its end: whom it is for, and in which language it was written.

    >>> [ends_masthead(text) for text in ("Distr.: General", "ORIGINAL: ENGLISH", "General Assembly")]
    [True, True, False]
    """
    return is_masthead(text) and bool(_ENDS.match(text))


def is_label(text: str) -> bool:
    """Tell a line that names what follows, as the summary of a report; front matter ends with it."""
    return bool(_LABEL.fullmatch(_unspaced(text)))


def opens_contents(text: str) -> bool:
    """Tell the line above a table of contents."""
    return bool(_CONTENTS.fullmatch(_unspaced(text)))


def stands_alone(text: str) -> bool:
    """Tell a line that never is a part of a longer one, whatever stands above or below it."""
    heads = _COLUMN_HEADS.fullmatch(_unspaced(text))
    return bool(heads) or is_masthead(text) or is_label(text) or opens_contents(text)


def _unspaced(text: str) -> str:
    return "".join(text.split())


def symbol_of(blocks: Iterable[Block], name: str = "") -> str:
    """Return the symbol of a document from its masthead, or from the name of its file."""
    for text in _masthead_texts(blocks):
        match = _SYMBOL.search(text)
        if match:
            return match[0].rstrip("*.")
    return _symbol_in_name(name)


def date_of(blocks: Iterable[Block]) -> str:
    """Return the date of a document (ISO 8601) from its masthead; the span of a session is none."""
    for text in _masthead_texts(blocks):
        found = "" if _SPAN_IN.search(text) else _date_in(text)
        if found:
            return found
    return ""


def original_of(blocks: Iterable[Block]) -> str:
    """Return the main code of the language that the masthead calls the original; empty where it calls none.

    >>> original_of([Block("Original: French", kind="masthead")])
    'fr'
    """
    for text in _masthead_texts(blocks):
        found = _ORIGINAL.search(text)
        if found:
            return family(named(found[1]))
    return ""


def _masthead_texts(blocks: Iterable[Block]) -> Iterator[str]:
    for position, block in enumerate(blocks):
        if position >= _FRONT:
            return
        if block.kind == "masthead":
            yield block.text


def _symbol_in_name(name: str) -> str:
    """Read A_HRC_47_29-EN.docx, A-RES-75-1_E.pdf."""
    stem = _NAME_LANGUAGE.sub("", Path(name).stem)
    match = _IN_NAME.fullmatch(stem)
    parts = re.split(r"[_-]", stem)
    numbered = any(part[-1:].isdigit() for part in parts)
    return "/".join(parts) if match and numbered and len(parts) > 2 else ""


def _date_in(text: str) -> str:
    """Return the first date in a text that is one: 31 June is a misprint, ~9 September may be the 29th."""
    found = (
        (each, match)
        for each, form in _DATES
        if (match := form.search(text)) and text[match.start() - 1 : match.start()] not in _SPOILT
    )
    for each, match in sorted(found, key=lambda one: one[1].start()):
        with suppress(ValueError):
            month = match["month"].lower()
            number = int(month) if month.isdigit() else [m.lower() for m in each.months].index(month) + 1
            return date(int(match["year"]), number, int(match["day"])).isoformat()
    return ""
