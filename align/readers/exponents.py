"""Raised figures that are no note marks: x², E = mc², (a+b)². They stay in the text, as exponents.

Behind a unit, as in m², 公里², 10⁶, every reader leaves them there (`bears_power`). Other raised figures are
lifted out of the text before all notes are known. With the notes at hand, those go back that stand where
exponents do: behind a letter by itself, two consonants, a figure, or a sum in brackets, if
there are more marks than notes of their number; behind a word, a ² or ³ before which no note is marked; and
behind a Roman numeral the letter of an ordinal.

>>> document = Document("area.html", (Block("The area is x, it was said.", notes=(NoteMark("2", 13),)),))
>>> with_exponents(document).blocks[0].text
'The area is x², it was said.'
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import replace

from align.document import Block, Document, NoteMark
from align.languages import every
from align.readers.printed.lines import RAISED, RAISED_LETTERS

_LENGTH = every(lambda each: each.printed.lengths)
_OF_UNITS = frozenset("23")
"""Exponents of units, as of areas and volumes."""
_UNIT = re.compile(rf"(?:(?<![^\W\d_])(?:[kcdm]?m|{_LENGTH})|(?<![\w'’])s|平方|立方)$")
"""A metre or a second, but no s of *Council’s*."""
_TEN = re.compile(r"(?<![\d.,])10$")
_BASE = re.compile(
    r"(?:(?<![^\W_])(?:[^\W\d_]|[^\W\d_aeiouyAEIOUY]{2})|\d|\([^()]{0,40}[+*/=−–·×^-][^()]{0,40}\))$"
)
"""What a power is taken of."""
_YEAR = re.compile(r"(?<!\d)(?:1[89]|20)\d\d$")
_WORD = re.compile(r"[^\W\d_]$")
_NUMERAL = re.compile(r"(?<![^\W_])[IVXLCDM]+$")
_ORDINALS = frozenset("aeor")
TAIL = 90
"""Characters before a mark that tell what it is."""
_SIGNS = RAISED | str.maketrans("abcdefghijklmnoprstuvwxyz", RAISED_LETTERS)


def with_exponents(document: Document) -> Document:
    """Return a document with the raised figures and letters that are no marks back in their texts."""
    if not any(block.notes for block in document.blocks):
        return document
    exponents = _Exponents(document)
    return replace(document, blocks=tuple(map(exponents.put_back, document.blocks)))


class _Exponents:
    """Goes through a document once, with the marks it has seen and those that are too many."""

    def __init__(self, document: Document) -> None:
        self._notes = Counter(note.number for note in document.footnotes)
        self._excess = Counter(mark.number for block in document.blocks for mark in block.notes)
        self._excess.subtract(self._notes)
        self._seen: set[str] = set()

    def put_back(self, block: Block) -> Block:
        """Return a block with its exponents in the text."""
        at = Counter(mark.offset for mark in block.notes)
        return with_raised(block, lambda mark: at[mark.offset] == 1 and self._is_exponent(mark, block.text))

    def _is_exponent(self, mark: NoteMark, text: str) -> bool:
        before = text[max(0, mark.offset - TAIL) : mark.offset]
        asked = self._is_power if mark.number.isdigit() else self._is_letter
        found = self._excess[mark.number] > 0 and asked(mark.number, before)
        self._excess[mark.number] -= found
        self._seen.update(() if found else (mark.number,))
        return found

    def _is_power(self, number: str, before: str) -> bool:
        if is_base(before):
            return True
        counted = self._notes or str(int(number) - 1) in self._seen
        return number in _OF_UNITS and not counted and bool(_WORD.search(before))

    def _is_letter(self, letter: str, before: str) -> bool:
        if self._notes[letter] or len(letter) > 1 or not before or before[-1].isdigit():
            return False
        return bool(_BASE.search(before)) or (letter in _ORDINALS and bool(_NUMERAL.search(before)))


def bears_power(before: str, number: str) -> bool:
    """Tell whether a figure raised behind a text is surely an exponent: m², 公里², 10⁶, but not 公里¹⁵."""
    return (number in _OF_UNITS and ends_in_unit(before)) or bool(_TEN.search(before[-TAIL:]))


def ends_in_unit(before: str) -> bool:
    """Tell whether a text ends in a unit, of which there are squares and cubes."""
    return bool(_UNIT.search(before[-TAIL:]))


def is_base(before: str) -> bool:
    """Tell whether a raised figure behind a text may be an exponent."""
    return bool(_BASE.search(before[-TAIL:]) and not _YEAR.search(before))


def with_raised(block: Block, chosen: Callable[[NoteMark], bool]) -> Block:
    """Return a block with the chosen ones of its marks in its text, as raised signs."""
    text, kept, end = "", list[NoteMark](), 0
    for mark in block.notes:
        text, end = text + block.text[end : mark.offset], mark.offset
        if chosen(mark):
            text += _sign(mark.number, text)
        else:
            kept.append(replace(mark, offset=len(text)))
    return replace(block, text=text + block.text[end:], notes=tuple(kept))


def _sign(number: str, before: str) -> str:
    """Return how an exponent is written; the letter of an ordinal (XIXe) stands on the line."""
    return number if number in _ORDINALS and _NUMERAL.search(before[-TAIL:]) else number.translate(_SIGNS)
