"""Which terms of the base stand in a row, and how the other language renders them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from align.bitext import Bead
from align.languages import join
from align.terms.base import Concept
from align.terms.occurrences import Occurrence
from align.web.review.edits import SideName
from align.web.rows.answering_words import places

MOST = 5
"""Renderings that are told of a term."""


class KnownTerm(NamedTuple):
    """A term in a row: a segment that it stands in, from where to where, and what renders it."""

    side: SideName
    segment: int
    start: int
    end: int
    text: str
    renderings: tuple[str, ...]


def known_terms(
    bead: Bead, languages: tuple[str, str], find: Callable[[str, str], list[Occurrence]]
) -> Iterator[KnownTerm]:
    """Yield the terms of a row in their order; one that runs on into the next segment, in each of the two.

    Args:
        bead: the row.
        languages: of source and target.
        find: returns the terms in a text of a language.
    """
    sides: tuple[SideName, SideName] = ("source", "target")
    for name, segments, own, other in zip(
        sides, (bead.source, bead.target), languages, languages[::-1], strict=True
    ):
        text = join((segment.text for segment in segments), own)
        found: dict[tuple[int, int], list[str]] = {}
        for occurrence in find(text, own):
            span = occurrence.start, occurrence.end
            found.setdefault(span, []).extend(_renderings(occurrence.concept, other))
        for (start, end), renderings in found.items():
            told = tuple(dict.fromkeys(renderings))[:MOST]
            for segment, begin, stop in places((start, end), segments, own) if told else ():
                yield KnownTerm(name, segment, begin, stop, text[start:end], told)


def _renderings(concept: Concept, language: str) -> list[str]:
    return [term.text for term in concept.allowed(language)]
