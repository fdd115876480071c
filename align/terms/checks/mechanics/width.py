"""Half-width punctuation between Chinese characters, full-width punctuation in other text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from align import languages
from align.languages import Language
from align.terms.checked_bitext import CheckedBitext
from align.terms.checks.check import Check
from align.terms.findings import Finding
from align.text import HAN
from align.words import say

WRONG_WIDTH = say("{found} is of the width of another script")

# Brackets and quotes are half-width in UN documents in Chinese too.
_HALF = re.compile(rf"(?<=[{HAN}])[,;:?!](?=[{HAN}])|(?<=[{HAN}])[.](?=$)")
_FULL = re.compile(rf"(?<![{HAN}])[，。；：？！（）](?![{HAN}])")


@cache
def _pattern(language: Language) -> re.Pattern[str]:
    if not language.spaced:
        return _HALF
    own = "".join(language.punctuation.own)
    # *,* behind a word of Arabic letters is ، of another script.
    of_ascii = rf"|(?<=[^\W\d_])(?<=[^\x00-\x7f])[{own}](?=\s|$)" if own else ""
    return re.compile(_FULL.pattern + of_ascii)


def _find(bitext: CheckedBitext) -> Iterator[Finding]:
    pattern = _pattern(languages.language(bitext.languages[1]))
    for row in bitext.linked:
        places = [match.span() for match in pattern.finditer(row.unit.target)]
        if places:
            marks = "".join(dict.fromkeys(row.unit.target[start:end] for start, end in places))
            yield CHECK.finding(row.unit, WRONG_WIDTH, spans=((), places), term=marks, found=marks)


CHECK = Check("M3", say("Punctuation has the width of another script"), say("width"), "suggestion", _find)
