"""MultiTerm XML, as Trados exports term bases: read only."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from align.errors import ReadError
from align.exchange.xml import elements, local, text_in
from align.languages import normal_code
from align.terms.base import Concept, Status, Term, TermBase, TermBaseProblem
from align.words import say

if TYPE_CHECKING:
    from lxml import etree

# What the words in a status field mean, in the many ways of many term bases.
_STATUSES: tuple[tuple[tuple[str, ...], Status], ...] = (
    (("deprecated", "forbidden", "avoid", "do not use", "rejected"), "deprecated"),
    (("superseded", "obsolete", "outdated"), "superseded"),
    (("admitted", "allowed", "accepted"), "admitted"),
)


def read(path: Path, columns: dict[str, str]) -> TermBase:
    """Read a MultiTerm export; entries without a term are reported."""
    concepts, problems = [], []
    for number, element in enumerate(elements(path, ["conceptGrp"]), 1):
        name = next((text_in(e) for e in element.iter() if local(e) == "concept"), str(number))
        terms = tuple(_terms(element))
        if terms:
            concepts.append(
                Concept(name, terms, subject=_said(element, "subject"), note=_said(element, "note"))
            )
        else:
            problems.append(TermBaseProblem(say("entry {id}", id=name), say("it has no term")))
    if not concepts and not problems:
        raise ReadError(
            say("this XML is no MultiTerm export"), where=str(path), mend=say("export the base as TBX")
        )
    return TermBase(tuple(concepts), tuple(problems))


def _terms(element: etree._Element) -> Iterator[Term]:
    for group in (each for each in element.iter() if local(each) == "languageGrp"):
        language = next(
            (e.get("lang") or e.get("type") or "" for e in group.iter() if local(e) == "language"), ""
        )
        for term in (each for each in group.iter() if local(each) == "termGrp"):
            text = next((text_in(each) for each in term.iter() if local(each) == "term"), "")
            if text and language:
                yield Term(text, normal_code(language), status_of(_said(term, "status")))


def _said(element: etree._Element, name: str) -> str:
    """Return the description whose type holds a word: `Status`, `Usage status`."""
    types = ((each, str(each.get("type", "")).lower()) for each in element.iter() if local(each) == "descrip")
    return next((text_in(each) for each, type_ in types if name in type_), "")


def status_of(words: str) -> Status:
    """Return the status that a person's words mean; preferred where they mean none."""
    words = words.lower()
    return next((status for names, status in _STATUSES if any(name in words for name in names)), "preferred")
