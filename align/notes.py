"""Notes that align itself writes on beads: files keep them in English, pages in a person's language."""

from __future__ import annotations

import re

from align.words import Message, say

SWAPPED = say("a sentence here seems to have changed places with its neighbour")
LEFT_AS_IT_IS = say("not translated: the translation has it as in the original")
UNCUT = say("{count} sentences of the original share one translation that could not be cut")
SHARED = say(
    "{count} segments of the original share one translation that could not be cut: the longest has it"
)
WITHOUT_CODES = say("the memory has this text without these codes: put them in their places")

_NOTES = {
    template: re.compile(re.escape(template).replace(r"\{count\}", "(?P<count>[0-9]{1,9})"))
    for template in (SWAPPED, LEFT_AS_IT_IS, UNCUT, SHARED, WITHOUT_CODES)
}


def note_of(text: str) -> str:
    """Return a note as a message, where align wrote it; any other as it is.

    >>> note_of("3 sentences of the original share one translation that could not be cut").told("zh")
    '原文的 3 个句子共用一个无法切分的译文'
    """
    for template, pattern in _NOTES.items():
        if match := pattern.fullmatch(text):
            return Message(template, match.groupdict())
    return text
