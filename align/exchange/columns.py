"""A multitext as a table: a row a unit, a column a language.

    id  para  page  kind  en  ar  es  fr  ru  zh-CN  score  status  note  document  date

A language that says nothing in a place has an empty cell, so that the table also shows what stands alone. The
score is that of the least sure of the languages. Text is kept exactly, as in `tables.py`.

Lost on the way: where a joined segment was cut, footnote marks, the score of each language.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import IO

from align.bitext import TRUST
from align.exchange.options import Finding, Options
from align.exchange.tables import BEFORE, line_of
from align.exchange.units import place_of
from align.multitext import MultilingualUnit, Multitext

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


def lines(multitext: Multitext) -> Iterator[str]:
    """Yield the lines of the TSV form, without their ends."""
    for cells in chain([header(multitext)], records(multitext)):
        yield line_of(cells)


def write(multitext: Multitext, file: IO[bytes], options: Options) -> list[Finding]:
    """Write a TSV."""
    for line in lines(multitext):
        file.write(line.encode() + b"\n")
    return []


def _facts(unit: MultilingualUnit, multitext: Multitext) -> dict[str, str]:
    held = unit.held
    return place_of([s for variant in held for s in variant.segments], unit.number) | {
        "id": unit.id,
        "score": f"{min(variant.score for variant in held):.3f}",
        "status": min((variant.status for variant in held), key=TRUST.__getitem__),
        "note": " ".join(dict.fromkeys(variant.note for variant in held if variant.note)),
        "document": unit.document or multitext.symbol,
        "date": unit.date if unit.document else multitext.date,
    }
