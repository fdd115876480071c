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

_MARKS = r"(?<=\S)\s?([,;:，。、；：])\s?\1"
"""Not at the beginning, where :: marks an item."""


@cache
def _pattern(language: Language) -> re.Pattern[str]:
    if not language.spaced:
        return re.compile(_MARKS)
    right = "".join(rf"(?!{word}\b)" for word in sorted(language.doubled))
    # Names may be doubled: *Bora Bora*.
    return re.compile(rf"\b{right}([a-zà-ÿа-я]{{2,}})\s+\1\b|{_MARKS.replace('1', '2')}")


def _find(bitext: CheckedBitext) -> Iterator[Finding]:
    return written_so(CHECK, bitext, _pattern(languages.language(bitext.languages[1])), TWICE)


CHECK = Check("M1", say("A word or mark stands twice"), say("doubled"), "suggestion", _find)
