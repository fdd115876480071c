"""Endnotes counted i, ii, iii, as Word and LibreOffice count them: read as 1, 2, 3, and named as printed.

Letters are told from words by what they count: notes in small type behind the text, whose marks stand raised
in it. Where notes are counted in figures too, raised letters stay what they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from align.document import Block, NoteMark
from align.languages.numerals import ROMAN_FORM, roman_number
from align.readers.pdf.layout import SMALLER, body_size
from align.readers.pdf.lines import Page, PdfLine
from align.readers.printed.lines import RAISED, SUPERSCRIPTS
from align.text import HAN

FEWEST = 2
"""Notes from which they are known to count."""
MARKED = 0.5
"""Part of the notes whose marks are found."""

_PLAIN = str.maketrans("ⁱᵛˣˡ", "ivxl")
_LETTERS = re.compile(r"[ⁱᵛˣˡ]+")
_NOTE = re.compile(rf"([ivxl]{{1,8}}|[ⁱᵛˣˡ]{{1,8}})\s*(?=[A-ZÀ-ÞЀ-Я{HAN}“\"‘«《(])")
_COUNTED = re.compile(rf"(?:[{SUPERSCRIPTS}]+|\d{{1,3}}(?=[A-Z{HAN}“]))\s*\S")


def with_counted_endnotes(pages: Sequence[Page]) -> tuple[list[Page], Mapping[str, str]]:
    """Return the pages with such endnotes and their marks in figures, and what is printed for each figure."""
    notes = _notes(pages)
    marked = {letters.translate(_PLAIN) for page in pages for letters in _marks(page)}
    if len(notes) < FEWEST or len(marked.intersection(notes.values())) < MARKED * len(notes):
        return [_with_lines(page, {}, {}) for page in pages], {}
    printed = {str(value): letters for value, letters in enumerate(notes.values(), 1)}
    figures = {letters: figure.translate(RAISED) for figure, letters in printed.items()}
    return [_with_lines(page, notes, figures) for page in pages], printed


def named(block: Block, printed: Mapping[str, str]) -> Block:
    """Return a block with the numbers of its notes, or of the note that it is, as they are printed."""
    notes = tuple(NoteMark(printed.get(note.number, note.number), note.offset) for note in block.notes)
    number = printed.get(block.number, block.number) if block.kind == "footnote" else block.number
    return replace(block, notes=notes, number=number)


def _notes(pages: Sequence[Page]) -> dict[PdfLine, str]:
    """Return the lines with which notes begin that count on from i, each with its letters."""
    notes, size = dict[PdfLine, str](), body_size(pages)
    for line in (line for page in pages for line in page.lines):
        if line.cell or line.size >= size - SMALLER:
            continue
        if _COUNTED.match(line.text):
            return {}
        match = _NOTE.match(line.text)
        letters = match[1].translate(_PLAIN) if match else ""
        if letters and ROMAN_FORM.fullmatch(letters) and roman_number(letters) == len(notes) + 1:
            notes[line] = letters
    return notes


def _marks(page: Page) -> Iterator[str]:
    for line in page.lines:
        yield from _LETTERS.findall(line.text[1:])


def _with_lines(page: Page, notes: Mapping[PdfLine, str], figures: Mapping[str, str]) -> Page:
    """Return a page with figures for the letters that count notes, and with plain letters for all others."""

    def changed(line: PdfLine) -> PdfLine:
        text = line.text
        if line in notes:
            text = figures[notes[line]] + text[len(notes[line]) :].lstrip()
        text = _LETTERS.sub(lambda match: _mark(match[0], figures), text)
        return line if text == line.text else replace(line, text=text)

    return replace(page, lines=tuple(map(changed, page.lines)))


def _mark(letters: str, figures: Mapping[str, str]) -> str:
    plain = letters.translate(_PLAIN)
    return figures.get(plain) or (letters if len(letters) == 1 else plain)
