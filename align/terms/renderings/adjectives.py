"""Countries that a text names by an adjective, *Haitian*, where another stands in the translation.

A term base holds *Haiti* and 海地 alone. That *the Norwegian authorities* are none of Haiti is seen by
counting: the original names Haiti oftener, and the translation a country that the original
does not name in any way.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import product, takewhile

from align.languages import language
from align.terms.base import Concept
from align.terms.checked_bitext import CheckedBitext, CheckedUnit
from align.terms.findings import Span
from align.terms.occurrences import Occurrence
from align.terms.renderings.wrong_names import mentioned

_BRACKETS = re.compile(r"\s\(.*\)$")
"""What is no part of a name in running text: *Sudan (the)*."""
_STEM = 3
"""Letters with which the adjective of a country begins as the country does."""
_SURE_STEM = 4
"""The same, where nothing else speaks for a country: *Periodic* is nothing of Peru."""


def exchanged_adjectives(bitext: CheckedBitext) -> Iterator[tuple[CheckedUnit, Concept, Span, Span]]:
    """Yield a row, a country, where its original names it, and the other country in the translation."""
    named_in, answered_in = (_Countries(bitext, code) for code in bitext.languages)
    if not (named_in.have_adjectives or answered_in.have_adjectives):
        return
    for row in bitext.linked:
        named = named_in.named(row.unit.source, row.source_terms)
        answered = answered_in.named(row.unit.target, row.target_terms)
        lost = next((each for each in named if _is_lost(each, named, answered, answered_in, row)), None)
        if not lost:
            continue
        others = {each: spans for each, spans in answered.items() if not answered_in.same(each, lost)}
        if stranger := _stranger(bitext, row, others):
            yield row, lost, named[lost][-1], stranger


def added_adjectives(bitext: CheckedBitext) -> Iterator[tuple[CheckedUnit, Concept, Span]]:
    """Yield a row, a country that only the adjective of its translation names, and where: *Norwegian*.

    The original must have no trace of its name, not the 日 of 日军. Of an original with spaces, whose
    adjectives are other words than its names (*Dutch*), nobody knows.
    """
    source, target = bitext.languages
    countries = _Countries(bitext, target)
    if language(source).spaced or not countries.have_adjectives:
        return
    for row in bitext.linked:
        for match, owners in countries.adjectives(row.unit.target, row.target_terms):
            names = [term.text for concept in owners for term in concept.allowed(source)]
            surely = any(
                term.text[:_SURE_STEM] == match[1][:_SURE_STEM]
                for concept in owners for term in concept.allowed(target)
            )  # fmt: skip
            if names and surely and not any(name[0] in row.unit.source for name in names):
                yield row, owners[0], match.span(1)
                break


def _is_lost(
    concept: Concept,
    named: Mapping[Concept, list[Span]],
    answered: Mapping[Concept, list[Span]],
    countries: _Countries,
    row: CheckedUnit,
) -> bool:
    """Tell whether the original names a country oftener than the translation, however that writes it."""
    wanted = len(named[concept])
    own = {span for each, spans in answered.items() if countries.same(each, concept) for span in spans}
    counted = max(len(own), countries.letter_by_letter(concept, row.unit.target))
    return wanted > counted and not countries.as_adjective(concept, row.unit.target)


def _stranger(bitext: CheckedBitext, row: CheckedUnit, answered: Mapping[Concept, list[Span]]) -> Span | None:
    """Return where the translation names a country that the original does not; *Niger* may be *Nigerian*."""
    owners: dict[Span, list[Concept]] = defaultdict(list)
    for concept, spans in answered.items():
        for span in spans:
            owners[span].append(concept)
    strangers = (
        span for span, concepts in owners.items()
        if not any(mentioned(bitext, row, concept) for concept in concepts)
    )  # fmt: skip
    return next(strangers, None)


class _Countries:
    """The countries of a term base, as one language names them."""

    def __init__(self, bitext: CheckedBitext, code: str) -> None:
        self._code = code
        self._forms = language(code).name_forms
        word = rf"[^\W\d_]{{{_STEM}}}[^\W\d_]*?{self._forms.adjective_ends}"
        # Begun within a word too, the word before it would take time by the square of a long one.
        self._adjective = re.compile(rf"(?:\b[^\W\d_]+ )?\b({word})\b")
        self._by_stem: dict[str, list[tuple[str, Concept]]] = defaultdict(list)
        for concept in bitext.base.concepts if self.have_adjectives else ():
            # Superseded names have theirs too: *North Korean* is of no other Korea.
            terms = [*concept.allowed(code), *concept.forbidden(code)]
            for term in terms if concept.kind == "country" else ():
                name = _BRACKETS.sub("", term.text) or term.text
                self._by_stem[name.split()[-1][:_STEM]].append((term.text, concept))

    @property
    def have_adjectives(self) -> bool:
        return bool(self._forms.adjective_ends)

    def same(self, one: Concept, other: Concept) -> bool:
        """Tell whether two concepts, of several bases, are one country: *Somalia* and its formal name."""
        ours, theirs = ([term.text for term in each.allowed(self._code)] for each in (one, other))
        return one.id == other.id or any(
            self._forms.same_state(*sorted(names, key=len)) for names in product(ours, theirs)
        )

    def named(self, text: str, terms: tuple[Occurrence, ...]) -> dict[Concept, list[Span]]:
        """Return where a text names countries, by their names and by their adjectives."""
        found: dict[Concept, list[Span]] = defaultdict(list)
        for o in terms:
            # A name has a capital: того is no Togo, самым no Samoa.
            small = text[o.start].islower() and not o.term.text[0].islower()  # but îles Falkland
            if o.concept.kind == "country" and not small:
                found[o.concept].append((o.start, o.end))
        for match, owners in self.adjectives(text, terms):
            for concept in owners:
                found[concept].append(match.span(1))
        return found

    def adjectives(
        self, text: str, terms: tuple[Occurrence, ...]
    ) -> Iterator[tuple[re.Match[str], list[Concept]]]:
        """Yield the adjectives of countries outside the terms of a text, with all that each may be of."""
        taken = [(o.start, o.end) for o in terms]
        for match in self._adjective.finditer(text) if self.have_adjectives else ():
            if not any(start <= match.start(1) < end for start, end in taken):
                yield match, self._owners(match)

    def _owners(self, adjective: re.Match[str]) -> list[Concept]:
        """Return the countries that an adjective may be of, known by the word before it: *South Sudanese*."""
        names = self._by_stem.get(adjective[1][:_STEM], ())
        # *Palestinian* is of the State of Palestine, and nothing of Palau.
        most = max((_shared(name, adjective[1]) for name, _ in names), default=0)
        owners = [
            each for each in names
            if _shared(each[0], adjective[1]) == most
            and self._forms.shortened(each[0], adjective[0], country=True)
        ]  # fmt: skip
        longer = [each for each in owners if " " in each[0]]
        begun = adjective[0].split()[:-1]
        exact = [each for each in longer if each[0].split()[:-1] == begun]
        return [concept for _, concept in exact or longer or owners]

    def as_adjective(self, concept: Concept, text: str) -> bool:
        """Tell whether a text names a country by an adjective that is not counted: *intermalien*."""
        return not self.have_adjectives and any(
            self._forms.shortened(term.text, text, country=True) for term in concept.allowed(self._code)
        )

    def letter_by_letter(self, concept: Concept, text: str) -> int:
        """Return how often a text holds a name where edges of words may hide it: 海地 in 海地方案, 塞族."""
        if language(self._code).spaced:
            return 0
        return max(
            (self._forms.times_named(term.text, text) for term in concept.allowed(self._code)), default=0
        )


def _shared(name: str, adjective: str) -> int:
    """Return how many letters the last word of a name and an adjective begin with alike."""
    last = (_BRACKETS.sub("", name) or name).split()[-1]
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(last, adjective, strict=False)))
