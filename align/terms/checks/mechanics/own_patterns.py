"""What a person forbids by regular expressions of their own."""

from __future__ import annotations

from collections.abc import Iterator

from align.terms.checked_bitext import CheckedBitext
from align.terms.checks.check import Check
from align.terms.findings import Finding
from align.words import say

OWN_RULE = say("{name}")


def _find(bitext: CheckedBitext) -> Iterator[Finding]:
    for row in bitext.linked if bitext.patterns else ():
        source, target = row.unit.source, row.unit.target
        for pattern in bitext.patterns:
            places = pattern.broken_by(source, target)
            if places is not None:
                found = ", ".join(dict.fromkeys(target[start:end] for start, end in places[1]))
                yield CHECK.finding(
                    row.unit, OWN_RULE, spans=places, term=pattern.name, found=found,
                    values={"name": pattern.name},
                )  # fmt: skip


CHECK = Check("M8", say("A pattern of your own"), say("own pattern"), "warning", _find)
