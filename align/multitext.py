"""Multitext: a document in several languages, matched unit by unit.

Where a bitext has two sides, a multitext has one a language; the first is the pivot, with which each of the
others was aligned. A unit holds what every language says in one place; a language that has left it out is not
there, and what stands in one language alone is a unit with a single variant.

>>> sides = (Side("en"), Side("fr"), Side("es"))
>>> said = [Variant((Segment(text),), score) for text, score in (("Yes.", 1), ("Oui.", 0.9), ("Sí.", 0.8))]
>>> two = Multitext(sides, (MultilingualUnit(tuple(said)),)).bitext("fr", "es")
>>> [(unit.source, unit.target, round(unit.bead.score, 2)) for unit in two.units()]
[('Oui.', 'Sí.', 0.72)]
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from align.bitext import Bead, Bitext, Side, Status, Why, least_trusted
from align.comments import all_said, talk_of
from align.document import Segment
from align.errors import SettingsError
from align.languages import join, normal_code, same_language
from align.settings import Level
from align.words import listed, say


@dataclass(frozen=True, slots=True)
class Variant:
    """What one language says in a unit, and how it came to stand there."""

    segments: tuple[Segment, ...]
    score: float = 1.0
    """How sure it is that it says what the pivot says, from 0 to 1; of the pivot itself 1. Where the pivot
    says nothing: what the others say."""
    why: Why = "hand"
    status: Status = "confirmed"
    """Of its alignment with the pivot; of the pivot itself there is nothing to doubt."""
    note: str = ""
    """Also what was said of it, a line a comment."""
    changed_by: str = ""
    changed_at: str = ""


@dataclass(frozen=True, slots=True)
class MultilingualUnit:
    """What the languages say in one place."""

    variants: tuple[Variant | None, ...]
    """One a side of the multitext; none where a language says nothing here."""
    id: str = ""
    """Name in the file it was read from; empty: made from its place."""
    document: str = ""
    """Symbol of its document, where that is another than the multitext's."""
    date: str = ""

    @property
    def held(self) -> tuple[Variant, ...]:
        """Return the variants that are there."""
        return tuple(filter(None, self.variants))

    @property
    def number(self) -> str:
        """Return the number of its paragraph as printed."""
        return next((s.number for variant in self.held for s in variant.segments if s.number), "")


@dataclass(frozen=True, slots=True)
class Multitext:
    """The language versions of a document, matched; the first side is the pivot."""

    sides: tuple[Side, ...]
    units: tuple[MultilingualUnit, ...]
    level: Level = "sentence"
    recipe: dict[str, Any] = field(default_factory=dict)
    created: str = ""
    """UTC, `YYYYMMDDThhmmssZ`."""

    @classmethod
    def of(cls, bitext: Bitext) -> Multitext:
        """Return a bitext as a multitext of two languages, its source the pivot."""
        units = tuple(
            MultilingualUnit(_variants(bead), bead.id, bead.document, bead.date) for bead in bitext.beads
        )
        sides = (bitext.source, bitext.target)
        return cls(sides, units, bitext.level, bitext.recipe, bitext.created)

    @property
    def languages(self) -> tuple[str, ...]:
        """Return the codes of the sides."""
        return tuple(normal_code(side.language) for side in self.sides)

    @property
    def symbol(self) -> str:
        """Return the symbol of the document, from the first side that knows it."""
        return next((side.symbol for side in self.sides if side.symbol), "")

    @property
    def date(self) -> str:
        """Return the ISO date of the document, likewise."""
        return next((side.date for side in self.sides if side.date), "")

    def named_units(self) -> Iterator[MultilingualUnit]:
        """Yield the units, those without a name named by document, paragraph and running number."""
        name = self.symbol or Path(self.sides[0].path).stem or "unit"
        for position, unit in enumerate(self.units, 1):
            yield replace(unit, id=unit.id or f"{name}:{unit.number.strip('.、() ')}:{position}")

    def texts(self, unit: MultilingualUnit) -> tuple[str, ...]:
        """Return the texts of a unit, one a side, empty where a language says nothing."""
        return tuple(
            join((s.text for s in variant.segments), side.language) if variant else ""
            for side, variant in zip(self.sides, unit.variants, strict=True)
        )

    def bitext(self, source: str, target: str) -> Bitext:
        """Return two of the languages as a bitext; where one says nothing, the other stands alone.

        Raises:
            SettingsError: a language is not there, or both are one.
        """
        places = self._place(source), self._place(target)
        if places[0] == places[1]:
            raise SettingsError(say("source and target are one language, {language}", language=source),
                                mend=say("name languages it holds"))  # fmt: skip
        pairs = ((unit, [unit.variants[place] for place in places]) for unit in self.named_units())
        beads = tuple(_bead(unit, *pair) for unit, pair in pairs if any(pair))
        one, other = (self.sides[place] for place in places)
        return Bitext(one, other, beads, self.level, self.recipe, self.created)

    def _place(self, code: str) -> int:
        exact = [place for place, held in enumerate(self.languages) if held == normal_code(code)]
        alike = [place for place, held in enumerate(self.languages) if same_language(held, code)]
        if not alike:
            raise SettingsError(
                say("no text in {code}", code=code or say("unknown")),
                mend=say("it holds {languages}", languages=listed(self.languages)),
            )
        return (exact or alike)[0]


def _variants(bead: Bead) -> tuple[Variant | None, Variant | None]:
    """Return both sides of a bead; what is known about it stands with the target, else with the source."""
    known = bead.score, bead.why, bead.status, all_said(bead.notes), bead.changed_by, bead.changed_at
    if not bead.target:
        return Variant(bead.source, *known), None
    return Variant(bead.source) if bead.source else None, Variant(bead.target, *known)


def _bead(unit: MultilingualUnit, source: Variant | None, target: Variant | None) -> Bead:
    """Link two variants: both must say what the pivot says, so that their chances multiply.

    Without a pivot each bears the chance that it says what the other does, and the lower one holds for both.
    """
    chance = math.prod if unit.variants[0] else min
    made = [variant for variant in (source, target) if variant]
    weakest = min(made, key=lambda variant: variant.score)
    edited = max(made, key=lambda variant: (variant.changed_at, variant.changed_by))
    note, comments = talk_of(line for variant in made for line in variant.note.splitlines())
    return Bead(
        source.segments if source else (),
        target.segments if target else (),
        chance(variant.score for variant in made),
        weakest.why,
        least_trusted(variant.status for variant in made),
        note=note,
        changed_by=edited.changed_by,
        changed_at=edited.changed_at,
        id=unit.id,
        document=unit.document,
        date=unit.date,
        comments=comments,
    )
