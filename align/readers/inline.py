"""The text of one paragraph while markup is read: white space, line breaks and footnote marks.

While text is gathered, a mark is one character of Unicode's private use area, so that white space can be
brought in order around it; at the end it becomes a place in the text.

>>> inline = Inline()
>>> inline.add("Recalls ")
>>> inline.mark("3")
>>> inline.add("  its\\n resolution")
>>> inline.take()
[('Recalls its resolution', (NoteMark(number='3', offset=7),))]
"""

from __future__ import annotations

import re

from align.document import NoteMark
from align.readers.exponents import bears_power
from align.text import HAN

BREAK = "\v"
"""A line break that the author made, unlike the line ends of the file."""

_FIRST = 0xE000
_LAST = 0xF8FF
_PRIVATE = re.compile(f"[{chr(_FIRST)}-{chr(_LAST)}]")
# What marks are written with, and control characters, which no text may hold; `BREAK` is one of those.
_UNFIT = re.compile(f"[{chr(_FIRST)}-{chr(_LAST)}\x00-\x08\x0e-\x1f\ufffe\uffff]")
_SUPERSCRIPTS = str.maketrans("0123456789-−+", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁻⁺")
_LABEL = re.compile(r"\d{1,3}|[*†‡§]+|[a-z]")
_LABELS = re.compile(
    rf"[\s\[(]*(?:{_LABEL.pattern})(?:\s?[,，、]\s?(?:{_LABEL.pattern}))*[\s\])]*", re.IGNORECASE
)
_SIGNED = re.compile(r"[-−+]\d+")
"""Never a mark."""
_NEAR = 8
"""Pieces before a raised figure that tell what it is."""
# Two breaks end a paragraph, and so does one before a typed number or bullet.
_PARTS = re.compile(r"\s*\v\s*\v\s*|\s*\v\s*(?=\d{1,3}\.\s|\([a-z]{1,2}\)|[•●-]\s)")
# A line end of the file between Chinese characters is no space.
_WRAPPED = re.compile(rf"(?<=[{HAN}，。、；：])[ \t]*\n\s*(?=[{HAN}《“])")


class Inline:
    """Gathers one paragraph piece by piece."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._marks: list[str] = []
        self.length = 0
        """Characters gathered so far, white space at the ends of pieces apart."""

    @property
    def is_blank(self) -> bool:
        """True before anything but white space has been added."""
        return not self.length

    def add(self, text: str | None) -> None:
        """Add text as it stands in the file."""
        if text:
            self._add(_UNFIT.sub("", text))

    def mark(self, number: str) -> None:
        """Add a footnote mark."""
        if len(self._marks) <= _LAST - _FIRST:
            self._add(chr(_FIRST + len(self._marks)))
            self._marks.append(number)

    def raised(self, text: str) -> bool:
        """Add superscript text if it is a mark or a power; else leave it to be added as text."""
        before = "".join(self._pieces[-_NEAR:]).rstrip()
        label = text.strip()
        if _SIGNED.fullmatch(label) or (label.isdigit() and (bears_power(before, label) or len(label) > 3)):
            self._add(label.translate(_SUPERSCRIPTS))
        elif _LABELS.fullmatch(text) and not (label.isalpha() and re.search(r"[\dnN]$", before)):
            for number in _LABEL.findall(text):
                self.mark(number)
        else:
            return False
        return True

    def take(self) -> list[tuple[str, tuple[NoteMark, ...]]]:
        """Return the paragraphs gathered, most often one, each with its marks; begin anew."""
        parts = [self._lifted(part) for part in _PARTS.split("".join(self._pieces))]
        self._pieces, self._marks, self.length = [], [], 0
        return [(text, marks) for text, marks in parts if text]

    def _add(self, text: str) -> None:
        self._pieces.append(text)
        self.length += len(text.strip())

    def _lifted(self, text: str) -> tuple[str, tuple[NoteMark, ...]]:
        text = " ".join(_WRAPPED.sub("", text.replace(BREAK, "\n").strip()).split())
        plain, marks = "", []
        for piece in re.split(f"({_PRIVATE.pattern})", text):
            if _PRIVATE.fullmatch(piece):
                marks.append(NoteMark(self._marks[ord(piece) - _FIRST], len(plain.rstrip())))
            else:
                plain = _joined(plain, piece)
        return plain.rstrip(), tuple(marks)


def _joined(before: str, piece: str) -> str:
    """Join what stands around a mark; a space that only set off the mark goes with it."""
    kept = before.rstrip()
    if not kept or re.match(r"[,.;:!?)，。；：、！？）”》]", piece):
        return kept + piece.lstrip()
    if re.match(rf"\s+[{HAN}]", piece) and re.search(rf"[{HAN}]$", kept):
        return kept + piece.lstrip()
    return before + (piece.lstrip() if before.endswith(" ") else piece)
