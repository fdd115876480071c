"""A multitext as a table: a row a unit, a column a language.

    id  para  page  kind  en  ar  es  fr  ru  zh-CN  score  status  note  document  date

A language that says nothing in a place has an empty cell, so that the table also shows what stands alone. The
score is that of the least sure of the languages. Text is kept exactly, as in `tables.py`.

Lost on the way: where a joined segment was cut, footnote marks, the score of each language.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import IO

from align.bitext import Side, least_trusted
from align.comments import all_said
from align.errors import ReadError
from align.exchange.entries import Edit
from align.exchange.options import ExportRemark, Options
from align.exchange.tables import (
    BEFORE,
    Layout,
    columns_of,
    from_head,
    is_language,
    known_places,
    line_of,
    row_name,
    rows_of,
    write_rows,
)
from align.exchange.units import FiledUnit, place_of, variant_from
from align.multitext import MultilingualUnit, Multitext, Variant
from align.words import say

AFTER = ("score", "status", "note", "document", "date")
"""Columns behind the texts."""


def header(multitext: Multitext) -> list[str]:
    """Return the names of the columns."""
    return [*BEFORE, *multitext.languages, *AFTER]


def records(multitext: Multitext) -> Iterator[list[str]]:
    """Yield the cells of each unit, in the order of `header`."""
    for unit in multitext.named_units():
        known = _facts(unit, multitext)
        yield [*map(known.__getitem__, BEFORE), *multitext.texts(unit), *map(known.__getitem__, AFTER)]


def lines(multitext: Multitext, options: Options) -> Iterator[str]:
    """Yield the lines of the TSV form, without their ends."""
    for cells in chain([header(multitext)], records(multitext)):
        yield line_of(cells, options)


def write(multitext: Multitext, file: IO[bytes], options: Options) -> list[ExportRemark]:
    """Write a TSV; the remark is that of `tables.write`."""
    return write_rows(chain([header(multitext)], records(multitext)), file, options)


def read(path: Path, options: Options) -> Multitext:
    """Read a TSV of several languages, ours or another's whose columns are named by their codes.

    Raises:
        ReadError: it has no two such columns, or a cell makes no sense; the message names the row.
    """
    return multitext_of(rows_of(path), str(path))


def multitext_of(rows: Iterator[list[str]], where: str) -> Multitext:
    """Build a multitext of the rows of a table, its header first.

    Raises:
        ReadError: as `read`.
    """
    titles, remarks, rows = from_head(rows)
    head = [cell.strip() for cell in next(rows, [])]
    coded = [place for place, name in enumerate(head) if is_language(name)]
    places = columns_of(head, coded, where)
    if len(places) < 2:
        raise ReadError(say("no two columns of text"), where=where,
                        mend=say("name them by their languages: en, zh-CN"))  # fmt: skip
    layouts = [
        Layout(known_places(head), place, len(head), (code, ""), begins=titles + 2, width=len(head))
        for code, place in places.items()
    ]
    units = []
    for part, cells in enumerate(rows):
        said = [layout.row(cells, row_name(where, part + titles + 2)) for layout in layouts]
        if any(said):
            units.append(_unit(said, part))
    document, date = (units[0].document, units[0].date) if units else ("", "")
    own = (replace(unit, document="", date="") if unit.document == document else unit for unit in units)
    first, *others = places
    return Multitext((Side(first, "", document, date, remarks=remarks), *map(Side, others)), tuple(own))


def _unit(said: Sequence[FiledUnit | None], part: int) -> MultilingualUnit:
    """Return the unit of a row; what the row says about it is said of all languages but the first."""
    facts = next(row for row in said if row)
    variants = [
        variant_from(row.source, row.said, part, Edit(row.note, row.changed_by, row.changed_at))
        if row
        else None
        for row in said
    ]
    if variants[0] and any(variants[1:]):
        variants[0] = Variant(variants[0].segments)
    document = facts.said.get("document", "")
    return MultilingualUnit(
        tuple(variants), facts.id, document, facts.said.get("date", "") if document else ""
    )


def _facts(unit: MultilingualUnit, multitext: Multitext) -> dict[str, str]:
    held = unit.held
    return place_of([s for variant in held for s in variant.segments], unit.number) | {
        "id": unit.id,
        # What stands alone has no partner to be sure of, as in tables of two languages.
        "score": f"{min(variant.score for variant in held):.3f}" if len(held) > 1 else "",
        "status": least_trusted(variant.status for variant in held),
        "note": all_said(variant.note for variant in held),
        "document": unit.document or multitext.symbol,
        "date": unit.date if unit.document else multitext.date,
    }
