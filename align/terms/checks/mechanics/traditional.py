"""Traditional characters in a text in Simplified ones."""

from __future__ import annotations

from collections.abc import Iterator

from align import languages
from align.terms.checked_bitext import CheckedBitext
from align.terms.checks.check import Check
from align.terms.findings import Finding
from align.text import simplify
from align.words import say

TRADITIONAL = say("{found} is written in Traditional characters; Simplified: {expected}")

_MOST = 0.02
"""Part of a text that may be Traditional by mistake; with more, it is written so."""


def _find(bitext: CheckedBitext) -> Iterator[Finding]:
    if languages.language(bitext.languages[1]).script != "Hani":
        return
    found = [(row, [i for i, c in enumerate(row.unit.target) if simplify(c) != c]) for row in bitext.linked]
    if sum(len(places) for _, places in found) > _MOST * sum(len(row.unit.target) for row, _ in found):
        return
    for row, places in found:
        if places:
            wrong = "".join(dict.fromkeys(row.unit.target[i] for i in places))
            spans = ((), [(i, i + 1) for i in places])
            yield CHECK.finding(
                row.unit, TRADITIONAL, spans=spans, term=wrong, expected=(simplify(wrong),), found=wrong
            )


CHECK = Check(
    "M6",
    say("Traditional characters in Simplified text"),
    say("Traditional"),
    "suggestion",
    _find,
    "document",
)
