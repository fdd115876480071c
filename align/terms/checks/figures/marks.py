"""Footnote marks that the translation lacks, and brackets that it leaves open."""

from __future__ import annotations

import re
from collections.abc import Iterator

from align.terms.checked_bitext import CheckedBitext
from align.terms.checks.check import Check
from align.terms.findings import Finding
from align.words import say

MARK_MISSING = say("footnote mark {marks} is missing")
BRACKET_OPEN = say("a bracket is not closed")


def _find(bitext: CheckedBitext) -> Iterator[Finding]:
    for row in bitext.linked:
        source = [mark.number for segment in row.unit.bead.source for mark in segment.notes]
        # Marks stand at other places of the sentence; in the same paragraph they are not lost.
        around = [
            mark.number for near in bitext.around(row) for s in near.unit.bead.target for mark in s.notes
        ]
        missing = tuple(number for number in source if number not in around)
        if missing:
            yield CHECK.finding(row.unit, MARK_MISSING, term=missing[0], values={"marks": missing})
        elif _unbalanced(row.unit.target) and not _unbalanced(row.unit.source):
            yield CHECK.finding(row.unit, BRACKET_OPEN, term="()")


_ITEM = re.compile(r"(?<![(（\[\w])\w{1,3}[)）]|(?<=\d[)）])\w[)）]")


def _unbalanced(text: str) -> bool:
    opened, closed = (sum(map(text.count, brackets)) for brackets in ("(（[", ")）]"))
    # "a) …" and "1 b)" open none; "(5)" does.
    return opened != closed and not 0 < closed - opened <= len(_ITEM.findall(text))


CHECK = Check("N4", say("Footnote marks or brackets differ"), say("marks differ"), "warning", _find)
