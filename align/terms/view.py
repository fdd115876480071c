"""What the checks look at: the units of a bitext with the terms, figures and neighbours of each."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property

from align.bitext import Bitext, TranslationUnit
from align.embed import Embedder
from align.quantities import Quantity, compare
from align.terms.base import TermBase
from align.terms.occurrences import Finder, Occurrence


@dataclass(frozen=True, slots=True)
class Row:
    """One unit and the terms in it."""

    unit: TranslationUnit
    position: int
    source: tuple[Occurrence, ...]
    target: tuple[Occurrence, ...]


@dataclass
class View:
    """A bitext prepared for the checks: everything that several of them need is found once."""

    bitext: Bitext
    base: TermBase
    model: Embedder | None = None
    """Names the words that stand in a term's place; None: findings go without."""
    rows: list[Row] = field(init=False)

    def __post_init__(self) -> None:
        source, target = (Finder(self.base, language) for language in self.languages)
        self.rows = [
            Row(unit, position, tuple(source.find(unit.source)), tuple(target.find(unit.target)))
            for position, unit in enumerate(self.bitext.units())
        ]

    @property
    def languages(self) -> tuple[str, str]:
        """Return the languages of the source and the target."""
        return self.bitext.source.language, self.bitext.target.language

    @cached_property
    def linked(self) -> list[Row]:
        """The rows that have both sides; lines of a contents table have page numbers of their own."""
        return [row for row in self.rows if row.unit.source and row.unit.target and not _is_contents(row)]

    @cached_property
    def rendered(self) -> frozenset[str]:
        """The ids of the concepts that the translation names anywhere."""
        return frozenset(o.concept.id for row in self.rows for o in row.target)

    def around(self, row: Row) -> list[Row]:
        """Return the rows of the same paragraph and those beside the row, itself among them.

        A term that spans a bead boundary, or that the translator put into the next sentence, is there.
        """
        near = {row.position - 1, row.position, row.position + 1, *self._paragraphs[self._paragraph(row)]}
        return [self.rows[i] for i in sorted(near) if 0 <= i < len(self.rows)]

    def paragraph(self, row: Row) -> list[Row]:
        """Return the rows of the same paragraph."""
        return [self.rows[i] for i in self._paragraphs[self._paragraph(row)]]

    def neighbours(self, row: Row) -> list[Row]:
        """Return the rows beside a row where paragraphs are not known: it may share one with them."""
        if isinstance(self._paragraph(row), int):
            return []
        return [self.rows[i] for i in (row.position - 1, row.position + 1) if 0 <= i < len(self.rows)]

    @cached_property
    def figures(self) -> list[tuple[Row, list[Quantity], list[Quantity]]]:
        """Return the rows whose figures differ: those the translation lacks, and those it has instead."""
        compared = ((row, *compare(row.unit.source, row.unit.target, *self.languages)) for row in self.linked)
        bare = (
            (
                row,
                _without_paragraph_number(row.unit.source, lost),
                _without_paragraph_number(row.unit.target, new),
            )
            for row, lost, new in compared
        )
        return [(row, lost, new) for row, lost, new in bare if lost or new]

    @cached_property
    def _paragraphs(self) -> dict[object, list[int]]:
        groups: dict[object, list[int]] = defaultdict(list)
        for row in self.rows:
            groups[self._paragraph(row)].append(row.position)
        return groups

    @staticmethod
    def _paragraph(row: Row) -> object:
        """Return what the rows of one paragraph share: the block of their first source segment."""
        bead = row.unit.bead
        # Bitexts read from TMX know no blocks: there, every unit is a paragraph.
        known = bead.source and (bead.source[0].end or bead.source[0].part)
        return bead.source[0].part if known else ("row", row.position)


_PARAGRAPH_NUMBER = re.compile(r"\d{1,3}[.．、]\s?(?=\D)")


def _without_paragraph_number(text: str, figures: list[Quantity]) -> list[Quantity]:
    """Leave out the number of the paragraph, which bitexts of other programs may have on one side alone."""
    number = _PARAGRAPH_NUMBER.match(text)
    return [q for q in figures if q.start >= number.end()] if number else figures


def _is_contents(row: Row) -> bool:
    return all(segment.kind == "contents" for segment in (*row.unit.bead.source, *row.unit.bead.target))
