"""The mechanics of writing: what a translation shows to be wrong by itself, whatever its original says.

All look at the translation as its language is written, and stay silent where the original does the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from align.terms.checked_bitext import CheckedBitext
from align.terms.checks.check import Check
from align.terms.findings import Finding


def written_so(
    check: Check,
    bitext: CheckedBitext,
    pattern: re.Pattern[str],
    template: str,
    *,
    wherever: bool = False,
) -> Iterator[Finding]:
    """Find translations in which a pattern stands, and nothing of it in the original.

    Args:
        check: what finds it.
        bitext: in which it is looked for.
        pattern: of what is wrong.
        template: of the message.
        wherever: whether it is wrong whatever the original has, by a rule of the translation alone.
    """
    for row in bitext.linked:
        places = [match.span() for match in pattern.finditer(row.unit.target)]
        if places and (wherever or not pattern.search(row.unit.source)):
            found = _shown(row.unit.target, places)
            yield check.finding(row.unit, template, spans=((), places), term=found, found=found)


def _shown(text: str, places: Iterable[tuple[int, int]]) -> str:
    return ", ".join(dict.fromkeys(text[start:end].strip() for start, end in places))
