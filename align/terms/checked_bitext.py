"""A bitext prepared for the checks: its units with the terms, figures and neighbours of each."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

from align.bitext import Bitext, TranslationUnit
from align.embed import Embedder
from align.quantities import Quantity, compare
from align.terms.base import TermBase
from align.terms.occurrences import Occurrence, TermFinder
from align.terms.patterns import TermPattern
from align.terms.second_process import in_second_process

LARGE = 20_000
"""Units from which a second process is worth its start, a tenth of a second."""

_Place = tuple[int, int, int, int]
"""Number of a concept in the base, of its term in the concept, start and end in the text."""


@dataclass(frozen=True, slots=True)
class CheckedUnit:
    """One unit and the terms in it."""

    unit: TranslationUnit
    position: int
    source_terms: tuple[Occurrence, ...]
    target_terms: tuple[Occurrence, ...]


@dataclass
class CheckedBitext:
    """A bitext with everything that several checks need, found once."""

    bitext: Bitext
    base: TermBase
    model: Embedder | None = None
    """Names the words that stand in a term's place; None: findings go without."""
    patterns: tuple[TermPattern, ...] = ()
    """The rules of whoever asks."""
    between: Callable[[], object] = lambda: None
    """Called between two rows, again and again: who should not keep others from working waits in it."""
    rows: list[CheckedUnit] = field(init=False)

    def __post_init__(self) -> None:
        large = len(self.bitext.beads) >= LARGE
        targets, self._differing = in_second_process(self._targets, self._figures, worth=large)
        finder = TermFinder(self.base, self.languages[0])
        sources = [(unit, tuple(finder.find(unit.source))) for unit in self._units()]
        self.rows = [
            CheckedUnit(unit, position, source, tuple(self._occurrence(*place) for place in target))
            for position, ((unit, source), target) in enumerate(zip(sources, targets(), strict=True))
        ]

    def _targets(self) -> list[list[_Place]]:
        """Return the terms of the targets, as numbers that fit through a pipe."""
        finder = TermFinder(self.base, self.languages[1])
        numbers = {id(concept): number for number, concept in enumerate(self.base.concepts)}
        return [
            [(numbers[id(o.concept)], o.concept.terms.index(o.term), o.start, o.end)
             for o in finder.find(unit.target)]
            for unit in self._units()
        ]  # fmt: skip

    def _figures(self) -> list[tuple[int, list[Quantity], list[Quantity]]]:
        """Return the figures that differ, by the position of their unit."""
        found = []
        for position, unit in enumerate(self._units()):
            if _is_linked(unit):
                lost, new = compare(unit.source, unit.target, *self.languages)
                lost = _without_paragraph_number(unit.source, lost)
                new = _without_paragraph_number(unit.target, new)
                if lost or new:
                    found.append((position, lost, new))
        return found

    def _units(self) -> Iterator[TranslationUnit]:
        for unit in self.bitext.units():
            self.between()
            yield unit

    def _occurrence(self, concept: int, term: int, start: int, end: int) -> Occurrence:
        owner = self.base.concepts[concept]
        return Occurrence(owner, owner.terms[term], start, end)

    @property
    def languages(self) -> tuple[str, str]:
        """Return the languages of the source and the target."""
        return self.bitext.source.language, self.bitext.target.language

    @property
    def linked(self) -> Iterator[CheckedUnit]:
        """The rows that have both sides; lines of a contents table have page numbers of their own."""
        for row in self._linked:
            self.between()
            yield row

    @cached_property
    def _linked(self) -> list[CheckedUnit]:
        return [row for row in self.rows if _is_linked(row.unit)]

    @cached_property
    def figures(self) -> list[tuple[CheckedUnit, list[Quantity], list[Quantity]]]:
        """Rows whose figures differ: those the translation lacks, and those it has instead."""
        return [(self.rows[position], lost, new) for position, lost, new in self._differing()]

    @cached_property
    def rendered(self) -> frozenset[str]:
        """The ids of the concepts that the translation names anywhere."""
        return frozenset(o.concept.id for row in self.rows for o in row.target_terms)

    def around(self, row: CheckedUnit) -> list[CheckedUnit]:
        """Return the rows of the same paragraph and those beside the row, itself among them.

        A term that spans a bead boundary, or that the translator put into the next sentence, is there.
        """
        near = {row.position - 1, row.position, row.position + 1, *self._paragraphs[self._paragraph(row)]}
        return [self.rows[i] for i in sorted(near) if 0 <= i < len(self.rows)]

    def paragraph(self, row: CheckedUnit) -> list[CheckedUnit]:
        """Return the rows of the same paragraph."""
        return [self.rows[i] for i in self._paragraphs[self._paragraph(row)]]

    def neighbours(self, row: CheckedUnit) -> list[CheckedUnit]:
        """Return the rows beside a row where paragraphs are not known: it may share one with them."""
        if isinstance(self._paragraph(row), int):
            return []
        return [self.rows[i] for i in (row.position - 1, row.position + 1) if 0 <= i < len(self.rows)]

    @cached_property
    def _paragraphs(self) -> dict[object, list[int]]:
        groups: dict[object, list[int]] = defaultdict(list)
        for row in self.rows:
            groups[self._paragraph(row)].append(row.position)
        return groups

    @staticmethod
    def _paragraph(row: CheckedUnit) -> object:
        """Return what the rows of one paragraph share: the block of their first source segment."""
        bead = row.unit.bead
        # Bitexts read from TMX know no blocks: there, every unit is a paragraph.
        known = bead.source and (bead.source[0].end or bead.source[0].part)
        return bead.source[0].part if known else ("row", row.position)


_PARAGRAPH_NUMBER = re.compile(
    r"\s*(?:[(（]?\d{1,3}\s?(?:[.．、)）]\s?|[-–—]\s)(?=\D)"
    r"|\d{1,3}(?:(?:[.-]\d{1,3}){2,4}\.?\s+(?=[^\W\d])|\.\d{1,3}\s+(?=[A-ZÀ-Þ\u0410-\u042f])))"
)
"""1., (2), 3 -, 3.2.1, 3-2-1 in Arabic, and 2.1 before a capital: *2.1 million* is an amount."""


def _without_paragraph_number(text: str, figures: list[Quantity]) -> list[Quantity]:
    """Leave out the number of the paragraph, which bitexts of other programs may have on one side alone."""
    number = _PARAGRAPH_NUMBER.match(text)
    return [q for q in figures if q.start >= number.end()] if number else figures


def _is_linked(unit: TranslationUnit) -> bool:
    segments = (*unit.bead.source, *unit.bead.target)
    return bool(unit.source and unit.target) and any(segment.kind != "contents" for segment in segments)
