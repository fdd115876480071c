"""A sample report as plain text, as it comes out of a PDF.

Pages are filled line by line with the notes of each page at its foot, so that page breaks and notes fall in
the middle of sentences, and not at the same places in all languages. Languages with spaces look like
`pdftotext`: hard-wrapped lines, form feeds, marks as plain digits. Chinese looks like a text saved from a
viewer: a line for each paragraph or piece of one, marks as superscripts.
"""

from __future__ import annotations

import re
import textwrap
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from sample_manners import Sample
from sample_source import MARK, Block

from align.languages import LANGUAGES

WIDTH = {True: 92, False: 84}
"""Columns of a line, with spaces between words or without; a Chinese character takes two."""
HEIGHT = {True: 46, False: 40}
"""Lines of a page."""
SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


@dataclass(frozen=True)
class Line:
    """A printed line, and the notes it refers to."""

    text: str
    paragraph: int = 0
    place: str = ""
    notes: tuple[str, ...] = ()


def write_txt(path: Path, sample: Sample, blocks: Sequence[Block], language: str) -> None:
    """Write one language version."""
    spaced = LANGUAGES[language].spaced
    notes = {next(iter(b.options)): b.text(language) for b in blocks if b.kind == "note"}
    headings: dict[str, int] = {}
    for _ in range(2):  # the contents need the pages that the first round finds
        pages = list(_pages(list(_lines(blocks, language, headings)), notes, spaced))
        headings = {line.place: i for i, page in enumerate(pages, 1) for line in page}
    texts = [_page(page, i, len(pages), notes, sample, language) for i, page in enumerate(pages, 1)]
    path.write_text(("\n\f" if spaced else "\n").join(texts), encoding="utf-8")


def _lines(blocks: Sequence[Block], language: str, pages: Mapping[str, int]) -> Iterator[Line]:
    paragraph = 0
    spaced = LANGUAGES[language].spaced
    for block in blocks:
        for text in _texts(block, blocks, language, pages):
            paragraph += 1
            for line in _wrap(text, spaced):
                yield Line(line, paragraph, block.place, tuple(MARK.findall(line)))
        yield Line("")


def _texts(block: Block, blocks: Sequence[Block], language: str, pages: Mapping[str, int]) -> list[str]:
    """Return the paragraphs that a block prints."""
    if block.kind == "note":
        return []
    if block.kind == "masthead":
        return list(block.beads[0].sentences(language))
    if block.kind == "table":
        cells = [bead.text(language) for bead in block.beads]
        return ["    ".join(cells[i : i + block.level]) for i in range(0, len(cells), block.level)]
    text = f"{block.number[language]} {block.text(language)}".strip()
    if block.kind != "contents":
        return [text]
    entries = [b for b in blocks if b.kind == "heading" and b.level < 3]
    lines = [f"{b.number[language]} {b.text(language)} ........ {pages.get(b.place, 0)}" for b in entries]
    return [text, *lines]


def _wrap(text: str, spaced: bool) -> list[str]:
    """Break a text into lines: at spaces and hyphens, or, in Chinese, between any characters."""
    if spaced:
        return textwrap.wrap(text, WIDTH[True], break_long_words=False)
    lines, width = [""], 0
    for piece in re.findall(r"\{[\d*]+\},?|[A-Za-z0-9,./()-]+|.", text):
        size = (
            0
            if MARK.match(piece)
            else sum(2 if unicodedata.east_asian_width(c) in "WFA" else 1 for c in piece)
        )
        if width + size > WIDTH[False] and not re.match(
            r"[，。；：、”》）)]|\{", piece
        ):  # may not begin a line
            lines.append("")
            width = 0
        lines[-1] += piece
        width += size
    return lines


def _pages(lines: Sequence[Line], notes: dict[str, str], spaced: bool) -> Iterator[list[Line]]:
    """Fill pages; a page has room for its lines and for the notes that they refer to."""
    page: list[Line] = []
    room = HEIGHT[spaced]
    for line in lines:
        need = 1 + sum(len(_wrap(notes[note], spaced)) + 1 for note in line.notes)
        if need > room and page:
            yield page
            page, room = [], HEIGHT[spaced]
        if line.text or page:
            page.append(line)
            room -= need
    if page:
        yield page


def _page(
    page: Sequence[Line], number: int, count: int, notes: dict[str, str], sample: Sample, language: str
) -> str:
    """Print a page: running head, lines, notes, job number and page number."""
    spaced = LANGUAGES[language].spaced
    symbol = [sample.symbol, ""] if number > 1 else []
    marks = [mark for line in page for mark in line.notes]
    foot = [part for mark in marks for part in ("", *_note(mark, notes[mark], spaced))]
    pages = f"{number}/{count}" if number > 1 else ""
    job = sample.job_of(language)
    furniture = [job, pages] if number % 2 else [pages, job]
    body = [_marked(text, spaced) for text in _joined(page, spaced)]
    while body and not body[-1]:
        body.pop()
    return "\n".join([*symbol, *body, *foot, "", *(f for f in furniture if f), ""])


def _joined(page: Sequence[Line], spaced: bool) -> list[str]:
    """Return the lines of a page; without spaces, those of one paragraph as one."""
    if spaced:
        return [line.text for line in page]
    texts: list[str] = []
    before = -1
    for line in page:
        if line.text and line.paragraph == before:
            texts[-1] += line.text
        else:
            texts.append(line.text)
        before = line.paragraph
    return texts


def _note(mark: str, text: str, spaced: bool) -> list[str]:
    first, *rest = _wrap(text, spaced)
    if not spaced:
        return [f"{mark.translate(SUPERSCRIPTS)} {text}"]
    return [f"{mark} {first}", *rest]


def _marked(text: str, spaced: bool) -> str:
    """Print the marks as digits, a comma between two, or as superscripts."""
    if spaced:
        return MARK.sub(lambda mark: mark[0].replace("{", "").replace("}", ""), text)
    return MARK.sub(lambda mark: mark[1].translate(SUPERSCRIPTS), text)
