"""A printed line, and what its shape tells: how wide it is, whether it ends a sentence, how lines join.

>>> glue("the development of inter-", "national cooperation", House())
'the development of international cooperation'
>>> glue("为了确保在", "COVID-19 应对", House(spaced=True))
'为了确保在 COVID-19 应对'
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from align.text import HAN, is_han

SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹"

# What may stand between the full stop and the end of the line: closing quotes and brackets, note marks.
_CLOSERS = rf"[)）\]”’\"'」』》〉{SUPERSCRIPTS}*]*(?:(?<=[.。;；:：,，)）”’\"»])\d{{1,3}})?$"
_TERMINAL = re.compile(rf"[.。!！?？;；:：…]{_CLOSERS}")
_COMMA = re.compile(rf"[,，、]{_CLOSERS}")
_URL_CUT = re.compile(r"(?:https?://|www\.)\S*[/_=&?#-]$")
_HYPHEN = re.compile(r"([^\W\d_]+)-$")
_FIRST_WORD = re.compile(r"[^\W\d_]+")

# Prefixes that UN spelling sets off with a hyphen; elsewhere a hyphen at a line's end divides a word.
_PREFIXES = frozenset("self non ex vice post pre mid all well semi multi quasi cross".split())


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line, without its margins.

    Footnote marks that the format itself shows to be marks stand in the text as superscripts (¹²).
    """

    text: str
    page: int = 1
    place: str = ""
    """Where it stood, for messages: `line 37`."""
    gap: bool = False
    """Clear space above it: a blank line, or more than the usual distance."""
    note: bool = False
    """Known to stand among the footnotes (below a rule, in their smaller type)."""


@dataclass(frozen=True, slots=True)
class House:
    """Habits of one text, without which lines cannot be joined."""

    spaced: bool = False
    """It sets a space between Han characters and Latin letters or digits."""
    words: frozenset[str] = frozenset()
    """Its words, lower case, with their inner hyphens: they tell whether a hyphen belongs to a word."""


def house_of(lines: Iterable[Line]) -> House:
    """Learn the habits of a text from its lines."""
    text = re.sub(
        r"\S+[-\u00ad]\n\S+", " ", "\n".join(line.text for line in lines)
    )  # words cut in two teach nothing
    spaced = len(re.findall(rf"[{HAN}] [A-Za-z0-9]|[A-Za-z0-9] [{HAN}]", text))
    tight = len(re.findall(rf"[{HAN}][A-Za-z0-9]|[A-Za-z0-9][{HAN}]", text))
    words = frozenset(re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*(?!-?\w)", text.lower()))
    return House(spaced > tight, words)


def columns(text: str) -> int:
    """Return the width of a text on paper, a Han character counting two."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def ends_sentence(text: str) -> bool:
    """Tell whether a text ends as sentences and items of lists do; a comma does not."""
    return bool(_TERMINAL.search(text))


def ends_clause(text: str) -> bool:
    """Tell whether a text ends in a comma, as preambular paragraphs and cut sentences do."""
    return bool(_COMMA.search(text))


def starts_lower(text: str) -> bool:
    """Tell whether a text goes on in the middle of a sentence: a small letter, or closing punctuation."""
    return bool(re.match(r"[a-zà-öø-ÿ]|[,;)\]，。；、：）”》」』]", text))


def glue(left: str, right: str, house: House) -> str:
    """Join two lines of one paragraph: a space, none, or one hyphen less.

    A hyphen at the end of a line belongs to the word where the text writes that word with its hyphen
    elsewhere, or where both halves are words of the text; else it only divides the word.
    """
    if not left or not right:
        return left + right
    if left.endswith("\u00ad"):
        return left[:-1] + right
    if left.endswith("/") or _URL_CUT.search(left):
        return left + right
    hyphen = _HYPHEN.search(left)
    if hyphen and right[0].isalnum():
        word = _FIRST_WORD.match(right)
        kept = not word or right[0].isupper() or _is_compound(hyphen[1].lower(), word[0].lower(), house)
        return (left if kept else left[:-1]) + right
    if left.endswith("-") and left[-2:-1] != " " and right[0].isalnum():
        return left + right
    return left + (" " if _needs_space(left[-1], right[0], house) else "") + right


def _is_compound(left: str, right: str, house: House) -> bool:
    if f"{left}-{right}" in house.words:
        return True
    if left + right in house.words:
        return False
    return left in _PREFIXES or (left in house.words and right in house.words)


def _needs_space(left: str, right: str, house: House) -> bool:
    wide = [unicodedata.east_asian_width(c) in "WF" for c in (left, right)]
    if not any(wide):
        # Chinese texts use the narrow quotes and dashes too: “ ” — take no space beside Han.
        return True
    if all(wide):
        return False
    han, other = (left, right) if wide[0] else (right, left)
    return house.spaced and is_han(han) and other.isalnum() and other.isascii()
