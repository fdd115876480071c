"""Units whose translation is still in the language of the original."""

from __future__ import annotations

import re
from collections.abc import Iterator

from align.languages import same_language
from align.terms.checked_bitext import CheckedBitext
from align.terms.checks.check import Check
from align.terms.findings import Finding
from align.text import HAN
from align.words import say

NOT_TRANSLATED = say("the text is not translated")

_HAN = re.compile(f"[{HAN}]")
_LETTER = re.compile(r"[^\W\d_]")


def _find(bitext: CheckedBitext) -> Iterator[Finding]:
    source_language, target_language = bitext.languages
    if same_language(source_language, target_language):
        return
    for row in bitext.linked:
        if not _speaks(row.unit.target, target_language) and _prose(row.unit.source, source_language):
            words = re.findall(r"[^\W\d_]{2,}", row.unit.target)
            if len(words) >= 3:
                yield CHECK.finding(row.unit, NOT_TRANSLATED, term=row.unit.source)


def _prose(text: str, language: str) -> bool:
    """Tell whether a text is more than names, symbols and addresses, which stay as they are."""
    if language.startswith("zh"):
        return len(_HAN.findall(text)) >= 4
    # Word by word: one pattern that looks for addresses takes hours over a word of 100,000 characters.
    words = (word for word in text.split() if not any(mark in word for mark in ("://", "www.", "@")))
    return len(re.findall(r"\b[a-z]{2,}\b", " ".join(words))) >= 3


def _speaks(text: str, language: str) -> bool:
    """Tell whether a text holds anything of a language: Han for Chinese, mostly other letters else."""
    if language.startswith("zh"):
        return bool(_HAN.search(text))
    han = len(_HAN.findall(text))
    return han * 2 < sum(c.isalpha() for c in text) if han else bool(_LETTER.search(text))


CHECK = Check(
    "U1", say("The translation is still in the original's language"), say("untranslated"), "error", _find
)
