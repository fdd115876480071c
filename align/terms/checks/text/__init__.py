"""The text itself: what the checks of consistency share."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from align.languages import any_of, language
from align.terms.checked_bitext import CheckedBitext, CheckedUnit
from align.terms.checks.check import Check
from align.terms.findings import Finding
from align.text import fold
from align.words import say

TRANSLATED_OTHERWISE = say("translated otherwise in {place}: {expected}")
ANOTHER_SOURCE = say("the translation of another text in {place}: {expected}")


def inconsistent(check: Check, bitext: CheckedBitext, side: str, template: str) -> Iterator[Finding]:
    """Find units alike on one side, `source` or `target`, whose other sides differ from the usual one."""
    other = "target" if side == "source" else "source"
    codes = dict(zip(("source", "target"), bitext.languages, strict=True))
    groups: dict[str, list[CheckedUnit]] = defaultdict(list)
    for row in bitext.linked:
        groups[_bare(getattr(row.unit, side), codes[side])].append(row)
    for group in groups.values():
        if len(group) < 2:
            continue
        variants: dict[str, list[CheckedUnit]] = defaultdict(list)
        for row in group:
            variants[_bare(getattr(row.unit, other), codes[other])].append(row)
        if len(variants) < 2:
            continue
        usual = max(variants, key=lambda text: len(variants[text]))
        first = variants[usual][0].unit
        for text, rows in variants.items():
            if text != usual:
                yield check.finding(
                    rows[0].unit, template,
                    term=getattr(first, side), expected=(getattr(first, other),),
                    found=getattr(rows[0].unit, other),
                    related=tuple(row.unit.id for group in variants.values() for row in group),
                    values={"place": first.id},
                )  # fmt: skip


def _bare(text: str, code: str) -> str:
    """Return a text without what makes no difference: case, spaces, articles, punctuation."""
    articles = any_of(sorted(language(code).word_forms.articles))
    return re.sub(rf"\b{articles}\b|[\W_]+", "", fold(text))
