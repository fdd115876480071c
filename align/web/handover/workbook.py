"""A workbook as a reviewer left it: what stands in its cells, sensible or not, and which rows they are of.

The workbook that goes out signs each row, in the column `id`, since that is what stays beside its texts
however a person sorts, filters and copies, and whatever program saves the file:

    A/79/9123:12:31#7-3f9a2c-81d2c0aa
                    │ │      └ what the row held when it went out
                    │ └ which bitext it is of
                    └ the key of the row in the review

So a row of another document is known as such, and one that was not touched, even where its row is gone here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Literal, NamedTuple

from align.bitext import STATUSES, Bitext, Status, TranslationUnit
from align.errors import ReadError
from align.exchange import tables, xlsx
from align.exchange.choosing import is_turned
from align.exchange.options import Options
from align.text import clean
from align.web.words.i18n import translator
from align.words import LANGUAGES, say

Cell = Literal["source", "target", "status", "note"]

CELLS: tuple[Cell, ...] = ("source", "target", "status", "note")
"""What a reviewer may change."""

FORMULA = xlsx.FORMULA

_SIGNED = re.compile(r"#(\d{1,12})-([0-9a-f]{6})-([0-9a-f]{8})\Z")
_MADE = re.compile(r"(.+):[^:]*:\d+")

_STATUS_OF: dict[str, Status] = {
    word.casefold(): status
    for status in STATUSES
    for word in ("", status, *(translator(language)(f"is_{status}") for language in LANGUAGES))
    if word or status == "auto"
}
"""The statuses by all their names: a reviewer writes what the page says, in his language."""


class Signature(NamedTuple):
    """What the id of a row says about it."""

    key: int
    review: str
    row: str


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row of the sheet."""

    number: int
    """As Excel counts, from 1."""
    id: str
    cells: dict[Cell, str]
    """Those for which there is a column; a text on one line, a status in our word if it has one."""

    @property
    def signature(self) -> Signature | None:
        """Return what `signed` wrote; nothing, if the id is another's."""
        found = _SIGNED.search(self.id)
        return Signature(int(found[1]), found[2], found[3]) if found else None

    @property
    def document(self) -> str:
        """Return the document that the id names; empty: none."""
        found = _MADE.fullmatch(_SIGNED.sub("", self.id))
        return found[1] if found else ""

    @property
    def content(self) -> str:
        """Return the digest of its cells, as `content_of` makes it of the row that went out."""
        return _digest(*(self.cells.get(cell, FORMULA) for cell in CELLS))[:8]


@dataclass(frozen=True, slots=True)
class Workbook:
    """The rows of a sheet, top to bottom."""

    lines: list[SheetRow]
    languages: tuple[str, str]
    """Of the columns of text, from left to right."""
    has_ids: bool
    """False: there is no column for them."""


def read(path: Path, languages: tuple[str, str]) -> Workbook:
    """Read a workbook, or a table; the languages are those of the review, the original's first.

    Raises:
        ReadError: it cannot be read, is of other languages, or is neither .xlsx nor .tsv.
    """
    rows = _rows(path)
    layout, rest = tables.layout_of(rows, Options(), str(path))
    turned = is_turned(layout.languages, languages)
    if turned is None:
        raise _other_languages(layout.languages, languages, str(path))
    texts = (layout.target, layout.source) if turned else (layout.source, layout.target)
    places = dict(zip(CELLS, texts, strict=False)) | {
        cell: layout.places[cell] for cell in CELLS[2:] if cell in layout.places
    }
    id_place = layout.places.get("id")
    lines = []
    for number, row in enumerate(rest, layout.begins):
        cells = {cell: _said(cell, row[place] if place < len(row) else "") for cell, place in places.items()}
        name = row[id_place].strip() if id_place is not None and id_place < len(row) else ""
        if name or cells["source"] or cells["target"]:
            lines.append(SheetRow(number, name, cells))
    return Workbook(lines, layout.languages, id_place is not None)


def signed(unit: TranslationUnit, key: int, review: str) -> str:
    """Return the id under which a row goes out."""
    return f"{unit.id}#{key}-{review}-{content_of(unit)}"


def review_of(bitext: Bitext) -> str:
    """Return what tells the workbooks of a bitext from those of others, whatever was edited in it."""
    return _digest(*map(repr, (bitext.source, bitext.target, bitext.level, bitext.created)))[:6]


def content_of(unit: TranslationUnit) -> str:
    """Return the digest of what a reviewer may change of a row."""
    return _digest(*(as_in_cell(cell, text) for cell, text in cells_of(unit).items()))[:8]


def cells_of(unit: TranslationUnit) -> dict[Cell, str]:
    """Return what a reviewer may change of a row."""
    texts = (unit.source, unit.target, unit.bead.status, unit.bead.note)
    return dict(zip(CELLS, texts, strict=True))


def as_in_cell(cell: Cell, text: str) -> str:
    """Return a text as a cell gives it back (which has a longest length, and XML lacks characters)."""
    return _said(cell, xlsx.held(text))


def _said(cell: Cell, text: str) -> str:
    """Return what a cell says: a segment is one line, whatever a person typed."""
    if text == FORMULA:
        return text
    if cell == "status":
        return _STATUS_OF.get(text.strip().casefold(), text.strip())
    return clean(text) if cell != "note" else "\n".join(text.strip().splitlines())


def _rows(path: Path) -> Iterator[list[str]]:
    ending = path.suffix.lower()
    if ending not in (".xlsx", ".tsv"):
        raise ReadError(say("this is no workbook"), where=str(path), mend=say("give the .xlsx or .tsv back"))
    return iter(xlsx.as_written(path)[0]) if ending == ".xlsx" else tables.rows_of(path)


def _other_languages(held: tuple[str, str], wanted: tuple[str, str], where: str) -> ReadError:
    return ReadError(
        say(
            "the workbook is of {source} and {target}, not of {from_language} and {to_language}",
            source=held[0],
            target=held[1],
            from_language=wanted[0],
            to_language=wanted[1],
        ),
        where=where,
        mend=say("bring back the workbook that was downloaded here"),
    )


def _digest(*texts: str) -> str:
    return sha256("\0".join(texts).encode(errors="surrogatepass")).hexdigest()
