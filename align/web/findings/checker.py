"""The term checks again and again: over a bitext, or over a few of its rows in no time.

To prepare a large term base takes seconds, and to read ten thousand rows does too. So a base is prepared
once, and a check is given only the concepts that its rows name; and a few rows are checked with those around
them, and with a row from elsewhere for each concept they name that shows how the document renders it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property, lru_cache

from align.bitext import Bead, Bitext
from align.embed import Embedder
from align.languages import join
from align.terms.base import TermBase
from align.terms.check import CheckSettings, check, not_checked
from align.terms.checks import CHECKS
from align.terms.findings import Finding
from align.terms.occurrences import Occurrence, TermFinder
from align.words import Message

WHOLE = frozenset(code for code, each in CHECKS.items() if each.scope == "document")
"""Checks that compare rows far apart: they run over whole bitexts only."""


class Checker:
    """A term base and the checks, prepared once for bitexts of any languages."""

    def __init__(
        self,
        base: TermBase,
        settings: CheckSettings | None = None,
        model: Embedder | None = None,
        give_way: Callable[[], object] = lambda: None,
    ) -> None:
        """Prepare what is checked with; `give_way` is called between the rows of a whole bitext."""
        self._base, self._model, self._give_way = base, model, give_way
        self._settings = settings or CheckSettings()
        self._near = replace(self._settings, codes=self._settings.codes - WHOLE)
        self._finders: dict[str, TermFinder] = {}
        # Most texts of a bitext are the same from one check to the next.
        self.concepts = lru_cache(maxsize=50_000)(self._concepts)
        """Return the ids of the concepts that a text of a language names."""

    def not_checked(self, bitext: Bitext) -> list[Message]:
        """Return which checks are left out, since a language of the bitext does not state what they need."""
        languages = bitext.source.language, bitext.target.language
        return not_checked(languages, self._settings, translations=languages[1:])

    def whole(self, bitext: Bitext, names: Sequence[str]) -> list[Finding]:
        """Check a bitext: `align.terms.check.check`, sooner where the base is large.

        Args:
            bitext: the whole; several rows may have the same id.
            names: of the rows, by which the findings call them. Places they point at keep their ids.
        """
        ids = {name: unit.id for name, unit in zip(names, bitext.units(), strict=True)}
        base = self._named_in(bitext, self._give_way)
        found = check(_named(bitext, names), base, self._settings, self._model, self._give_way)
        return [replace(each, related=tuple(_by_id(place, ids) for place in each.related)) for each in found]

    def rows(
        self, bitext: Bitext, rows: range, names: Sequence[str], shown: Iterable[Bead], content: str
    ) -> list[Finding]:
        """Check some rows by the checks that look no farther than a paragraph.

        Args:
            bitext: the whole.
            rows: which rows; they and those around them should hold whole paragraphs.
            names: of the rows, by which the findings will call them.
            shown: beads from elsewhere that show how concepts are rendered; `renderings` finds them.
            content: the identity of the whole: `align.terms.check.content_key`.
        """
        beads = (*bitext.beads[rows.start : rows.stop], *shown)
        others = (f"{k} elsewhere" for k in range(len(beads) - len(names)))
        part = _named(replace(bitext, beads=beads), (*names, *others))
        found = check(part, self._named_in(part), self._near, self._model)
        return [replace(each, content=content) for each in found if not each.unit.endswith(" elsewhere")]

    def renderings(self, bitext: Bitext) -> dict[str, int]:
        """Return the first row whose translation names a concept, by the concept's id."""
        language = bitext.target.language
        first: dict[str, int] = {}
        for row, bead in enumerate(bitext.beads):
            self._give_way()
            for concept in self.concepts(join((s.text for s in bead.target), language), language):
                first.setdefault(concept, row)
        return first

    def _named_in(self, bitext: Bitext, give_way: Callable[[], object] = lambda: None) -> TermBase:
        """Return the concepts that a bitext names, and those whose terms are there to cover shorter ones."""
        source, target = bitext.source.language, bitext.target.language
        named = set(self._covering)
        for unit in bitext.units():
            give_way()
            named |= self.concepts(unit.source, source) | self.concepts(unit.target, target)
        return TermBase(tuple(concept for concept in self._base.concepts if concept.id in named))

    def occurrences(self, text: str, language: str) -> list[Occurrence]:
        """Return the terms of the base in a text of a language."""
        if language not in self._finders:
            self._finders[language] = TermFinder(self._base, language)
        return self._finders[language].find(text)

    def _concepts(self, text: str, language: str) -> frozenset[str]:
        return frozenset(occurrence.concept.id for occurrence in self.occurrences(text, language))

    @cached_property
    def _covering(self) -> frozenset[str]:
        concepts = self._base.concepts
        return frozenset(c.id for c in concepts if not all(term.recognise for term in c.terms))


def _named(bitext: Bitext, names: Sequence[str]) -> Bitext:
    """Return a bitext whose rows have names for ids."""
    rows = zip(bitext.beads, names, strict=True)
    return replace(bitext, beads=tuple(replace(bead, id=name) for bead, name in rows))


def _by_id(place: str, ids: Mapping[str, str]) -> str:
    """Return a place that a finding points at (`name`, or `name: rendering`) by the id of its row."""
    name, colon, rendering = place.partition(":")
    return f"{ids[name]}{colon}{rendering}"
