"""Units whose translation is still in the language of the original."""

from __future__ import annotations

import re
from collections.abc import Iterator

from align.languages import language as known
from align.languages import same_language
from align.recognise import letters_of
from align.terms.checked_bitext import CheckedBitext
from align.terms.checks.check import Check
from align.terms.findings import Finding
from align.words import say

NOT_TRANSLATED = say("the text is not translated")


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
    speaker = known(language)
    if not speaker.spaced:
        return letters_of(text, speaker) >= 4
    # Word by word: one pattern that looks for addresses takes hours over a word of 100,000 characters.
    words = [word for word in text.split() if not any(mark in word for mark in ("://", "www.", "@"))]
    if speaker.script != "Latn":
        return sum(letters_of(word, speaker) > 1 for word in words) >= 3
    return len(re.findall(r"\b[a-z]{2,}\b", " ".join(words))) >= 3


def _speaks(text: str, language: str) -> bool:
    """Tell whether a text holds anything of the script of a language: where it is Latin, mostly of it."""
    speaker, letters = known(language), sum(map(str.isalpha, text))
    own = letters_of(text, speaker)
    return own * 2 > letters if speaker.script == "Latn" else own > 0


CHECK = Check(
    "U1", say("The translation is still in the original's language"), say("untranslated"), "error", _find
)
