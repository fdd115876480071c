"""Quotation marks, title marks and marks of questions that lack their partners: 《公约, “the Convention."""

from __future__ import annotations

import re
from collections.abc import Iterator

from align.languages import language
from align.languages.punctuation import Punctuation
from align.terms.checked_bitext import CheckedBitext
from align.terms.checks.check import Check
from align.terms.findings import Finding
from align.words import say

UNPAIRED = say("{found} has no partner")


def _find(bitext: CheckedBitext) -> Iterator[Finding]:
    ours, theirs = (language(code).punctuation for code in bitext.languages)
    for row in bitext.linked:
        alone = _unpaired(row.unit.target, theirs)
        if alone and not _unpaired(row.unit.source, ours):
            places = [(i, i + 1) for i, mark in enumerate(row.unit.target) if mark in alone]
            yield CHECK.finding(row.unit, UNPAIRED, spans=((), places), term=alone, found=alone)


def _unpaired(text: str, marks: Punctuation) -> str:
    """Return the marks that have too few partners; straight quotes must be even in number."""
    every = "".join(marks.quotes)
    # One mark may close some quotations and open others, as that of „…“ and “…”.
    both = {mark for mark in every if every.count(mark) > 1}
    alone = [
        opening if text.count(opening) > text.count(closing) else closing
        for opening, closing in map(tuple, marks.quotes)
        if both.isdisjoint((opening, closing)) and text.count(opening) != text.count(closing)
    ]
    alone += [mark for mark in both if not _answered(text, mark, every)]
    alone += [mark for mark, opening in marks.opened.items() if len(_ends(text, mark)) > text.count(opening)]
    return "".join([*alone, '"' * (text.count('"') % 2)])


def _answered(text: str, mark: str, pairs: str) -> bool:
    """Tell whether a mark of two pairs has as many partners: „…“ “…”; or none is needed, as in „…”."""
    # The partner of the mark at an even place stands behind it, and of that at an odd one before it.
    partners = [text.count(pairs[n ^ 1]) for n, each in enumerate(pairs) if each == mark]
    return text.count(mark) == sum(partners) or (mark not in text and len({*partners}) == 1)


def _ends(text: str, mark: str) -> list[str]:
    """Return the marks that end a sentence, none of them part of an address."""
    return re.findall(rf"(?<=\w)\s?\{mark}(?=[\s»”\"')]|$)", text)


CHECK = Check(
    "M2",
    say("A quotation or title mark has no partner"),
    say("unpaired mark"),
    "suggestion",
    _find,
    needs=("punctuation",),
)
