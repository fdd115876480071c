"""Listings: rows of lines in the type of a typewriter, in a document whose text is in another.

Each of their lines stands by itself, and is no title. Where they are numbered, the numbers are no text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from align.readers.pdf.lines import Page, PdfLine

MOST = 0.4
"""Part of the text in such type from which it is that of the document, as in typescripts."""
FEWEST = 3
"""Lines that count on, from which their numbers are believed."""

_NUMBERED = re.compile(r"(\d{1,4})(?:\s+|$)")


def with_listings(pages: Sequence[Page]) -> list[Page]:
    """Return the pages with the lines of listings known as such, and without their numbers."""
    text = sum(len(line.text) for page in pages for line in page.lines)
    fixed = sum(len(line.text) for page in pages for line in page.lines if line.fixed)
    if not fixed:
        return list(pages)
    believed = fixed < MOST * text
    return [replace(page, lines=tuple(_told(page.lines, believed=believed))) for page in pages]


def _told(lines: Sequence[PdfLine], *, believed: bool) -> Iterator[PdfLine]:
    """Yield the lines of a page; one alone in such type may be the middle of a paragraph."""
    for fixed, group in groupby(lines, key=lambda line: line.fixed):
        part = list(group)
        if fixed and believed and len(part) > 1:
            yield from _without_numbers(part)
        else:
            yield from (replace(line, fixed=False) for line in part) if fixed else part


def _without_numbers(lines: Sequence[PdfLine]) -> Iterator[PdfLine]:
    """Yield the lines of a listing; where they count on, without their numbers, blank ones left out."""
    numbers = [_NUMBERED.match(line.text) for line in lines]
    ahead = [int(number[1]) - i if number else None for i, number in enumerate(numbers)]
    counted = {
        i
        for offset, group in groupby(range(len(lines)), key=lambda i: ahead[i])
        for row in [list(group)]
        if len(row) >= FEWEST and offset is not None
        for i in row
    }
    for i, line in enumerate(lines):
        if i not in counted:
            yield line
        elif rest := _NUMBERED.sub("", line.text, count=1):
            width = (line.x1 - line.x0) / len(line.text)
            yield replace(line, text=rest, x0=line.x1 - width * len(rest))
