"""A printed line, and what its shape tells: how wide it is, whether it ends a sentence, how lines join.

>>> glue("the development of inter-", "national cooperation", House())
'the development of international cooperation'
>>> glue("为了确保在", "COVID-19 应对", House(spaced=True))
'为了确保在 COVID-19 应对'
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Set
from dataclasses import dataclass

from align.languages import LANGUAGES, every_word, marks
from align.text import HAN, is_han

SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
RAISED = str.maketrans("0123456789", SUPERSCRIPTS)
"""Plain digits → those of note marks, for `str.translate`."""
RAISED_LETTERS = "ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ"
"""Marks of the notes of tables; there is no raised q."""

FEW = 3
"""Compounds cut at their hyphen from which a text tells that it divides no words."""
SELDOM = 0.02
"""Share of lines that end in a hyphen below which each may be a compound's; texts that divide have more."""
RARELY = 0.1
"""Words to a compound that may look divided where none is."""
_TAIL = 40
"""Characters at the end of a text that tell how it ends."""

_ABBREVIATED = re.compile(rf"{every_word(lambda each: each.printed.abbreviations)}\.$")
# What may stand between the full stop and the end of the line: closing quotes and brackets, note marks.
_CLOSERS = rf"[)）\]”’\"'」』》〉{SUPERSCRIPTS}*]*(?:(?<=[.。;；:：,，)）”’\"»])\d{{1,3}})?$"
_TERMINAL = re.compile(rf"[{marks('.!?;:')}…]{_CLOSERS}")
_COMMA = re.compile(rf"[{marks(',')}、]{_CLOSERS}")
_BETWEEN_ITEMS = re.compile(rf"[{marks(';,')}]\s?{every_word(lambda each: each.printed.between_items)}$")
_ASKING = re.compile(rf"[{marks('?')}]{_CLOSERS}")
_URL_CUT = re.compile(r"(?:https?://|www\.)\S*[/_=&?#-]$")
_URL_DOT = re.compile(r"(?:https?://|www)\S*\.$")
_HYPHEN = re.compile(r"([^\W\d_]+)-$")
# What Unicode calls wide or full-width: UAX #11.
_WIDE = re.compile(
    "[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\U00020000-\U0003fffd]"
)
_SPACED = re.compile(rf"[{HAN}] [A-Za-z0-9]|[A-Za-z0-9] [{HAN}]")
_TIGHT = re.compile(rf"[{HAN}][A-Za-z0-9]|[A-Za-z0-9][{HAN}]")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_FIRST_WORD = re.compile(r"[^\W\d_]+")

_PREFIXES = frozenset(prefix for each in LANGUAGES.values() for prefix in each.printed.prefixes)


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
    cell: str = ""
    """`table 1 row 2 cell 3`, where it is a cell of a table."""


@dataclass(frozen=True, slots=True)
class House:
    """Habits of one text, without which lines cannot be joined."""

    spaced: bool = False
    """It sets a space between Han characters and Latin letters or digits."""
    words: frozenset[str] = frozenset()
    """Its words, lower case, with their inner hyphens: they tell whether a hyphen belongs to a word."""
    divides: bool = True
    """It divides words at the ends of its lines, as books do and word processors hardly ever."""


def house_of(lines: Iterable[Line]) -> House:
    """Learn the habits of a text from its lines; words that a line cuts in two teach nothing."""
    spaced = tight = 0
    words: set[str] = set()
    cut, cuts, count = "", list[tuple[str, str]](), 0
    for line in lines:
        count += 1
        spaced += len(_SPACED.findall(line.text))
        tight += len(_TIGHT.findall(line.text))
        first, *rest = line.text.lower().split() or [""]
        if cut:
            cuts.append((cut, first))
        parts = rest if cut else [first, *rest]
        cut = parts.pop() if parts and parts[-1].endswith(("-", "\u00ad")) else ""
        words.update(_WORD.findall(" ".join(parts)))
    return House(spaced > tight, frozenset(words), _divides(cuts, words, count))


def _divides(cuts: Iterable[tuple[str, str]], words: Set[str], lines: int) -> bool:
    """Tell whether a text divides words at the ends of its lines.

    Its own words say of some cuts what they are: where a few are compounds that it writes elsewhere too
    (long-term), and hardly any is one word, it divides none; nor where hardly any line ends in a hyphen.
    """
    compounds = divided = hyphens = 0
    for left, right in cuts:
        hyphens += left.endswith("-")
        one, other = _HYPHEN.search(left), _FIRST_WORD.match(right)
        if one and other:
            whole = one[1] + other[0] in words
            divided += whole
            compounds += not whole and f"{one[1]}-{other[0]}" in words
    if compounds < FEW:
        return bool(divided) or hyphens >= SELDOM * lines
    return divided > RARELY * compounds


def columns(text: str) -> int:
    """Return the width of a text on paper, a Han character counting two."""
    return len(text) if text.isascii() else len(text) + len(_WIDE.findall(text))


def ends_sentence(text: str) -> bool:
    """Tell whether a text ends as sentences and items of lists do; a comma does not."""
    tail = text[-_TAIL:]
    return bool(_TERMINAL.search(tail)) and not ends_abbreviated(tail)


def ends_abbreviated(text: str) -> bool:
    """Tell whether a text ends in an abbreviation that goes on with a number: Corr.1, No. 5, p. 14."""
    return text.endswith(".") and bool(_ABBREVIATED.search(text[-_TAIL:]))


def ends_clause(text: str) -> bool:
    """Tell whether a text ends in a comma, as preambular paragraphs do, or in *; and*, as items of lists."""
    return bool(_COMMA.search(text[-_TAIL:]) or _BETWEEN_ITEMS.search(text[-_TAIL:]))


def asks(text: str) -> bool:
    """Tell whether a text ends in a question mark, as a sentence may, and what names a part."""
    return bool(_ASKING.search(text[-_TAIL:]))


def starts_lower(text: str) -> bool:
    """Tell whether a text goes on in the middle of a sentence: a small letter, or closing punctuation."""
    return text[:1] in frozenset(",;)]，。；、：）”》」』،؛") or unicodedata.category(text[:1] or " ") == "Ll"


def starts_caseless(text: str) -> bool:
    """Tell whether a text begins with a letter of a script without capitals: Han, Arabic."""
    return unicodedata.category(text[:1] or " ") == "Lo"


def glue(left: str, right: str, house: House) -> str:
    """Join two lines of one paragraph: a space, none, or one hyphen less."""
    dropped, between = joint(left, right, house)
    return left[: len(left) - dropped] + between + right


def joint(left: str, right: str, house: House) -> tuple[int, str]:
    """Return how many characters of the left line go when it is joined, and what comes between.

    A hyphen at the end of a line belongs to the word where the text writes that word with its hyphen
    elsewhere, where both halves are words of the text, or where it divides no words; else it only divides it.
    """
    if not left or not right or right[0] in SUPERSCRIPTS:
        return 0, ""
    last = left[left.rfind(" ") + 1 :]
    if left.endswith("\u00ad"):
        return 1, ""
    if left.endswith("/") or _URL_CUT.search(last) or (_URL_DOT.search(last) and right[0].islower()):
        return 0, ""
    hyphen = _HYPHEN.search(last[-_TAIL:])
    word = _FIRST_WORD.match(right)
    if hyphen and word and not right[0].isupper():
        return (0 if _is_compound(hyphen[1].lower(), word[0].lower(), house) else 1), ""
    if last[1:].endswith("-") and right[0].isalnum():
        return 0, ""
    return 0, " " if _needs_space(left[-1], right[0], house) else ""


def _is_compound(left: str, right: str, house: House) -> bool:
    if f"{left}-{right}" in house.words:
        return True
    if left + right in house.words:
        return False
    return not house.divides or left in _PREFIXES or (left in house.words and right in house.words)


def _needs_space(left: str, right: str, house: House) -> bool:
    wide = columns(left + right) - 2
    if wide != 1:
        return wide == 0
    han, other = (left, right) if columns(left) == 2 else (right, left)
    return house.spaced and is_han(han) and other.isalnum() and other.isascii()
