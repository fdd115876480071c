"""Words of the original that were left in the translation, which for the rest is translated."""

from __future__ import annotations

import re
from collections.abc import Iterator

from align import languages
from align.terms.checked_bitext import CheckedBitext
from align.terms.checks.check import Check
from align.terms.findings import Finding
from align.text import HAN
from align.words import say

LEFT = say("{found} is not translated")

_HAN = re.compile(rf"[{HAN}][{HAN}、，]*[{HAN}]")
# Names have capitals, and terms that stay as they are stand in brackets and quotes.
_WORDS = re.compile(r"(?<![A-Za-z(（\"“'‘-])[a-z]{2,}(?:[ -][a-z]{2,})+(?![A-Za-z])")


def _find(bitext: CheckedBitext) -> Iterator[Finding]:
    source, target = (languages.language(code) for code in bitext.languages)
    if languages.same_language(*bitext.languages) or "Hani" not in (source.script, target.script):
        return  # between languages of one script, common words tell nothing
    pattern = _WORDS if target.script == "Hani" else _HAN
    for row in bitext.linked:
        places = [m.span() for m in pattern.finditer(row.unit.target) if m[0] in row.unit.source]
        if places and sum(end - start for start, end in places) < len(row.unit.target):
            left = "; ".join(row.unit.target[start:end] for start, end in places)
            yield CHECK.finding(row.unit, LEFT, spans=((), places), term=left, found=left)


CHECK = Check(
    "U2", say("Words of the original are left in the translation"), say("words left"), "warning", _find
)
