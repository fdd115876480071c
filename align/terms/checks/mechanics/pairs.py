"""Quotation marks and title marks of which one is missing: 《公约, “the Convention."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from align.languages import language
from align.terms.checked_bitext import CheckedBitext
from align.terms.checks.check import Check
from align.terms.findings import Finding
from align.words import say

UNPAIRED = say("{found} has no partner")


def _find(bitext: CheckedBitext) -> Iterator[Finding]:
    ours, theirs = (language(code).punctuation.quotes for code in bitext.languages)
    for row in bitext.linked:
        alone = _unpaired(row.unit.target, theirs)
        if alone and not _unpaired(row.unit.source, ours):
            places = [(i, i + 1) for i, mark in enumerate(row.unit.target) if mark in alone]
            yield CHECK.finding(row.unit, UNPAIRED, spans=((), places), term=alone, found=alone)


def _unpaired(text: str, pairs: Iterable[str]) -> str:
    """Return the marks that have too few partners; straight quotes must be even in number."""
    marks = [
        opening if text.count(opening) > text.count(closing) else closing
        for opening, closing in map(tuple, pairs)
        if text.count(opening) != text.count(closing)
    ]
    return "".join([*marks, '"' * (text.count('"') % 2)])


CHECK = Check(
    "M2",
    say("A quotation or title mark has no partner"),
    say("unpaired mark"),
    "suggestion",
    _find,
    needs=("punctuation",),
)
