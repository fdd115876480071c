"""Words and punctuation that stand twice: *the the*, 。。."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from align import languages
from align.languages import Language
from align.terms.checked_bitext import CheckedBitext
from align.terms.checks.check import Check
from align.terms.checks.mechanics import written_so
from align.terms.findings import Finding
from align.words import say

TWICE = say("{found} stands twice in a row")

_MARKS = (
    r"(?<=\S)\s?(?P<mark>[,;:，。、；：،؛])\s?(?P=mark)"
    r"|(?<=\w)(?:\.\.|\s?(?P<end>[?!؟？！])\s?(?P=end))(?=[\s\"»”)]|$)"
)
"""Not at the beginning, where :: marks an item; three points leave something out."""
_DOUBLED_NAME = re.compile(r"\b(\w\w+)\s\1\b")
"""*Pago Pago*, which a script without capitals shows no other way."""


@cache
def _pattern(language: Language) -> re.Pattern[str]:
    if not language.spaced:
        return re.compile(_MARKS)
    right = "".join(rf"(?!{word}\b)" for word in sorted(language.doubled))
    # Names may be doubled, *Bora Bora*; the second of *The the* has a small letter.
    word = rf"\b(?i:{right})(?P<word>[^\W\d_]{{2,}})\s+(?![A-ZÀ-ÞА-ЯЁ])(?i:(?P=word))\b(?!\s?[-–])"
    return re.compile(f"{word}|{_MARKS}")


def _find(bitext: CheckedBitext) -> Iterator[Finding]:
    pattern = _pattern(languages.language(bitext.languages[1]))
    return (
        each for each in written_so(CHECK, bitext, pattern, TWICE)
        if not _DOUBLED_NAME.search(each.source)
    )  # fmt: skip


CHECK = Check("M1", say("A word or mark stands twice"), say("doubled"), "suggestion", _find)
