"""The text itself: what the checks of consistency share."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from align.languages import any_of, language
from align.terms.checked_bitext import CheckedBitext, CheckedUnit
from align.terms.checks.check import Check
from align.terms.findings import Finding
from align.text import HAN, fold
from align.words import say

TRANSLATED_OTHERWISE = say("translated otherwise in {place}: {expected}")
ANOTHER_SOURCE = say("the translation of another text in {place}: {expected}")


_LABEL, _WIDE = 60, 3
"""Characters of a sentence at least; one of Chinese says as much as three of others."""
_SENTENCE = re.compile(r"[.。!?！？;；؟][\"”’»」』)）\s]*$")
_PLURAL = re.compile(r"(?<=\w)\(\w{1,2}\)")
_HAN = re.compile(f"[{HAN}]")


def inconsistent(check: Check, bitext: CheckedBitext, side: str, template: str) -> Iterator[Finding]:
    """Find units alike on one side, `source` or `target`, whose other sides differ from the usual one.

    Labels, as a form has them, are suggestions at most: *Country* may well stand beside *Countries*.
    """
    other = "target" if side == "source" else "source"
    codes = dict(zip(("source", "target"), bitext.languages, strict=True))
    groups: dict[str, list[CheckedUnit]] = defaultdict(list)
    for row in bitext.linked:
        groups[_bare(getattr(row.unit, side), codes[side])].append(row)
    for group in groups.values():
        if len(group) < 2:
            continue
        variants: dict[str, list[CheckedUnit]] = defaultdict(list)
        label = all(_is_label(text) for row in group for text in (row.unit.source, row.unit.target))
        wording = _said if label else _bare
        for row in group:
            variants[wording(getattr(row.unit, other), codes[other])].append(row)
        if len(variants) < 2:
            continue
        usual = max(variants, key=lambda text: len(variants[text]))
        first = variants[usual][0].unit
        for text, rows in variants.items():
            if text != usual:
                yield check.finding(
                    rows[0].unit, template, severity="suggestion" if label else None,
                    term=getattr(first, side), expected=(getattr(first, other),),
                    found=getattr(rows[0].unit, other),
                    related=tuple(row.unit.id for group in variants.values() for row in group),
                    values={"place": first.id},
                )  # fmt: skip


def _is_label(text: str) -> bool:
    """Tell whether a text is no sentence: short, with no mark at its end."""
    width = len(text) + (_WIDE - 1) * len(_HAN.findall(text[:_LABEL]))
    return width < _LABEL and not _SENTENCE.search(text)


def _said(text: str, code: str) -> str:
    """Return the words of a label without number, case and order: *Name of the organization(s)*."""
    speaker = language(code)
    if not speaker.spaced:
        return _bare(text, code)
    forms = speaker.word_forms
    words = [forms.plain(word) for word in forms.word.findall(fold(_PLURAL.sub("", text)))]
    telling = [word for word in words if word not in forms.plain_little]
    return " ".join(sorted(telling)) or _bare(text, code)


def _bare(text: str, code: str) -> str:
    """Return a text without what makes no difference: case, spaces, articles, punctuation."""
    articles = any_of(sorted(language(code).word_forms.articles))
    return re.sub(rf"\b{articles}\b|[\W_]+", "", fold(text))
