"""Words and punctuation that stand twice: *the the*, 。。."""

from __future__ import annotations

import re
from collections.abc import Iterator

from align import languages
from align.terms.checked_bitext import CheckedBitext
from align.terms.checks.check import Check
from align.terms.checks.mechanics import written_so
from align.terms.findings import Finding
from align.words import say

TWICE = say("{found} stands twice in a row")

_MARKS = r"([,;:，。、；：])\s?\1"
# *Had had* and *that that* may be right, and so may names: *Bora Bora*.
_WORDS = re.compile(rf"\b(?!had\b|that\b)([a-zà-ÿа-я]{{2,}})\s+\1\b|{_MARKS.replace('1', '2')}")


def _find(bitext: CheckedBitext) -> Iterator[Finding]:
    spaced = languages.language(bitext.languages[1]).spaced
    return written_so(CHECK, bitext, _WORDS if spaced else re.compile(_MARKS), TWICE)


CHECK = Check("M1", say("A word or mark stands twice"), say("doubled"), "suggestion", _find)
