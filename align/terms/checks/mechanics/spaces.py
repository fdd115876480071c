"""Spaces that are doubled, missing behind punctuation, or stand before it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from align import languages
from align.terms.checked_bitext import CheckedBitext
from align.terms.checks.check import Check
from align.terms.checks.mechanics import written_so
from align.terms.findings import Finding
from align.words import say

WRONG_SPACE = say("a space is missing or too many: {found}")

_SPACED = re.compile(r"\w\s(?:[,;](?=\s|$)|\.$)|[^\W\d_]{2},[^\W\d_]{2}|\w\( \w|\S {2,}\w")
# 十二、 程序 is a number before its heading.
_UNSPACED = re.compile(r"\S {2,}\S|\s[，。；：、]|(?<!^\w)(?<!^\w\w)(?<!^\w\w\w)[，。；：、] (?=\w)")


def _find(bitext: CheckedBitext) -> Iterator[Finding]:
    spaced = languages.language(bitext.languages[1]).spaced
    return written_so(CHECK, bitext, _SPACED if spaced else _UNSPACED, WRONG_SPACE)


CHECK = Check("M4", say("A space is missing or too many"), say("spaces"), "suggestion", _find)
