"""Punctuation at the end that differs: a question against a statement, a full stop against a colon."""

from __future__ import annotations

import re
from collections.abc import Iterator
from unicodedata import normalize

from align.languages import LANGUAGES, every, marks
from align.terms.checked_bitext import CheckedBitext
from align.terms.checks.check import Check
from align.terms.findings import Finding
from align.words import say

ENDS_OTHERWISE = say("ends with {found}, the original with {term}")
ENDS_WITHOUT = say("ends without {term}, which the original has")

_KINDS = {
    mark: kind for each in LANGUAGES.values() for kind, own in each.punctuation.own.items() for mark in own
}
_AFTER = '"”’»」』)）》 \u00a0*0123456789'
"""What may stand behind the mark that ends a text: quotes, brackets, marks of notes."""


def _find(bitext: CheckedBitext) -> Iterator[Finding]:
    for row in bitext.linked:
        ours, theirs = _ending(row.unit.source), _ending(row.unit.target)
        if not ours or ours == theirs or not (theirs or ours in "?:" or _lost_stop(ours, row.unit.target)):
            continue
        if ours != _quoted_ending(row.unit.target) and theirs != _quoted_ending(row.unit.source):
            template = ENDS_OTHERWISE if theirs else ENDS_WITHOUT
            yield CHECK.finding(row.unit, template, term=ours, found=theirs)


_QUOTED = re.compile(rf"([{marks('?!')}])[\"”’»」』]\s?[{marks('.')}]$")
"""A question or cry in quotes, behind which Spanish and Russian have a full stop of their own: «¡No!»."""
_NUMBER = re.compile(r"\d[.:,]\d+$")
_ABBREVIATION = re.compile(
    rf"(?<!\w)(?:(?:[^\W\d_]\.\s?)+|{every(lambda each: each.printed.last_abbreviations)}\.)$"
)
"""A full stop that is part of a word and says nothing of the sentence: p.m., г., EE.UU."""


def _ending(text: str) -> str:
    bare = text.rstrip(_AFTER.rstrip("0123456789"))
    if _NUMBER.search(bare):  # 15:00 ends with no colon
        return ""
    bare = text.rstrip(_AFTER)
    last = "" if _ABBREVIATION.search(bare) else bare[-1:]
    mark = _KINDS.get(last) or normalize("NFKC", last)
    return mark if mark in tuple(".!?;:") else ""


def _lost_stop(ours: str, translation: str) -> bool:
    """Tell whether a full stop is lost: behind figures and brackets there may be none."""
    return ours == "." and translation.rstrip()[-1:].isalpha()


def _quoted_ending(text: str) -> str | None:
    """Return the mark of a quotation that ends a text, where a full stop follows it."""
    match = _QUOTED.search(text.rstrip())
    return (_KINDS.get(match[1]) or normalize("NFKC", match[1])) if match else None


CHECK = Check("M5", say("The punctuation at the end differs"), say("ending"), "suggestion", _find)
