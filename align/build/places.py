"""Word files as places that a translator fills: their paragraphs, with the segments of each.

Paragraphs and what is seen in them are those that the reader finds, in the text, in notes, in headers and
footers of pages. A segment is named by where it stands: `document:12:0-57` is what the twelfth paragraph of
`document.xml` has up to its 57th character. So a translation finds its place again, whatever a tool does to
the order of the units, and whichever rules cut them.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from lxml import etree

from align.build.pieces import TEXT, Piece, pieces_of
from align.build.stretches import OUTSIDE, CodedSegment, LookTable, parted, stretch_of
from align.clients.fitting import is_number
from align.codes import PLACE
from align.document import Block, Document, Segment
from align.readers.docx.package import Package, W
from align.readers.docx.paragraphs import ParagraphReader
from align.segment import split
from align.srx import Rules

_NAME = re.compile(r"([\w.-]+):(\d{1,9}):(\d{1,9})-(\d{1,9})")


class Name(NamedTuple):
    """Where a segment stands."""

    part: str
    """The name of a part without folder and ending: `document`, `footnotes`."""
    paragraph: int
    """Which of its paragraphs, from 1."""
    start: int
    """Of the segment in the text of the paragraph."""
    end: int

    def __str__(self) -> str:
        return f"{self.part}:{self.paragraph}:{self.start}-{self.end}"

    @classmethod
    def of(cls, text: str) -> Name | None:
        """Return the name that a text is; None: it is none of ours.

        >>> Name.of("document:12:0-57"), Name.of("A/79/9123:12:31")
        (Name(part='document', paragraph=12, start=0, end=57), None)
        """
        found = _NAME.fullmatch(text)
        return cls(found[1], *map(int, found.groups()[1:])) if found else None


@dataclass(frozen=True, eq=False)
class WordParagraph:
    """A paragraph of a Word file."""

    part: str
    paragraph: int
    elements: tuple[etree._Element, ...]
    """Several where the first have only the large letter with which it begins, or their ends were deleted."""
    where: str
    """For people: `paragraph 12`, `table 2 row 3 cell 1`, `footnote 3`."""
    number: str
    """As printed; empty where it has none, or an author typed it."""
    pieces: tuple[Piece, ...]

    @cached_property
    def text(self) -> str:
        """All its text, with breaks and tabs, but without marks."""
        return "".join(piece.text for piece in self.pieces)

    def spans(self, rules: Rules, *, marked: bool = False) -> list[tuple[int, int]]:
        """Return beginning and end of its segments; figures alone are none, nor is a number before a tab.

        With `marked`, a sentence does not end where a note mark hides the blank behind it.
        """
        text, marks = self._marked_text() if marked else (self.text, [])
        found = []
        at = 0
        for cell in text.split("\t"):
            is_before_tab = at + len(cell) < len(text)
            for start, end in split(cell, rules) if not (is_before_tab and is_number(cell)) else ():
                if any(map(str.isalpha, cell[start:end])):
                    begin, until = at + start, at + end
                    found.append((begin - bisect_left(marks, begin), until - bisect_left(marks, until)))
            at += len(cell) + 1
        return found

    def _marked_text(self) -> tuple[str, list[int]]:
        """Return its text with a character for each mark in it, and where these stand."""
        texts = [PLACE if piece.is_seen and not piece.text else piece.text for piece in self.pieces]
        text = "".join(texts)
        return text, [place for place, letter in enumerate(text) if letter == PLACE]

    def stretches(
        self, spans: Sequence[tuple[int, int]], looks: LookTable
    ) -> Iterator[tuple[Name, CodedSegment]]:
        """Yield the segments that stand in the given spans."""
        for owner, pieces in parted(self.pieces, spans):
            if owner != OUTSIDE and any(piece.kind == TEXT and piece.text.strip() for piece in pieces):
                yield Name(self.part, self.paragraph, *spans[owner]), stretch_of(pieces, looks)


class WordParagraphs:
    """All places of a Word file that is open, in the order in which its reader finds them.

    Raises:
        ReadError: it is no Word file, damaged or hostile.
    """

    def __init__(self, package: Package) -> None:
        self.looks = LookTable()
        reader = ParagraphReader(package)
        paragraphs = reader.everything()
        self.remarks = tuple(reader.remarks)
        """What in the file is not read, and so not translated."""
        self.parts = {PurePosixPath(name).stem: name for name in package.parsed()}
        """Names of the parts of the package, by what we call them."""
        numbers = {
            paragraph: (stem, number)
            for stem, name in self.parts.items()
            for number, paragraph in enumerate(package.parsed()[name].iter(W + "p"), 1)
        }
        self.out_of_reach = sum(bool(paragraph.text and not paragraph.shown) for paragraph in paragraphs)
        """Paragraphs that stand in files of their own inside of this one."""
        shown = frozenset(element for paragraph in paragraphs for element in paragraph.shown)
        self._by_name: dict[tuple[str, int], WordParagraph] = {}
        for paragraph in paragraphs:
            number = paragraph.number.text if paragraph.number else ""
            elements = tuple(dict.fromkeys(map(_paragraph_of, paragraph.shown)))
            if elements:
                pieces = tuple(piece for element in elements for piece in pieces_of(element, shown))
                name = numbers[elements[-1]]
                self._by_name[name] = WordParagraph(*name, elements, paragraph.place, number, pieces)

    def __iter__(self) -> Iterator[WordParagraph]:
        return iter(self._by_name.values())

    def get(self, part: str, paragraph: int) -> WordParagraph | None:
        """Return the place of a name, or None: the file has none."""
        return self._by_name.get((part, paragraph))


def _paragraph_of(element: etree._Element) -> etree._Element:
    return next(element.iterancestors(W + "p"))


def segments_in(document: Document, rules: Rules, *, marked: bool = False) -> Iterator[tuple[str, Segment]]:
    """Yield name and text, with codes, of all that is to be translated in a Word file that was read.

    With `marked`, a sentence does not end where a note mark hides the blank behind it.

    Raises:
        ReadError: it was changed since, and is damaged.
    """
    blocks = {block.place: block for block in document.parts}
    with Package(Path(document.path)) as package:
        places = WordParagraphs(package)
        for part, place in enumerate(places):
            block = blocks.get(place.where, Block(""))
            for name, stretch in place.stretches(place.spans(rules, marked=marked), places.looks):
                held = Segment(
                    stretch.text, part, name.start, name.end, block.kind, block.number, block.page,
                    codes=stretch.codes,
                )  # fmt: skip
                yield str(name), held
