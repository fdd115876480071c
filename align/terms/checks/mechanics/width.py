"""Half-width punctuation between Chinese characters, full-width punctuation in other text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from align import languages
from align.terms.checked_bitext import CheckedBitext
from align.terms.checks.check import Check
from align.terms.findings import Finding
from align.text import HAN
from align.words import say

WRONG_WIDTH = say("{found} is of the width of another script")

# Brackets and quotes are half-width in UN documents in Chinese too.
_HALF = re.compile(rf"(?<=[{HAN}])[,;:?!](?=[{HAN}])|(?<=[{HAN}])[.](?=$)")
_FULL = re.compile(rf"(?<![{HAN}])[，。；：？！（）](?![{HAN}])")


def _find(bitext: CheckedBitext) -> Iterator[Finding]:
    pattern = _FULL if languages.language(bitext.languages[1]).spaced else _HALF
    for row in bitext.linked:
        places = [match.span() for match in pattern.finditer(row.unit.target)]
        if places:
            marks = "".join(dict.fromkeys(row.unit.target[start:end] for start, end in places))
            yield CHECK.finding(row.unit, WRONG_WIDTH, spans=((), places), term=marks, found=marks)


CHECK = Check("M3", say("Punctuation has the width of another script"), say("width"), "suggestion", _find)
