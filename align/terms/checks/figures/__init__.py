"""Figures that differ: what the checks of numbers, dates and symbols share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from align.quantities import Kind, Quantity
from align.terms.checked_bitext import CheckedBitext
from align.terms.checks.check import Check
from align.terms.findings import Finding

DIFFERS = "{term} in the original, {found} in the translation"
LOST = "{term} in the original, nothing in the translation"
NEW = "nothing in the original, {found} in the translation"


def differing(check: Check, bitext: CheckedBitext, kinds: tuple[Kind, ...]) -> Iterator[Finding]:
    """Find units of which one side has figures of some kinds that the other has not."""
    for row, *sides in bitext.figures:
        unit = row.unit
        lost, new = ([q for q in side if q.kind in kinds] for side in sides)
        if not lost and not new:
            continue
        ours, theirs = _shown(unit.source, lost), _shown(unit.target, new)
        template = DIFFERS if ours and theirs else LOST if ours else NEW
        spans = ([(q.start, q.end) for q in lost], [(q.start, q.end) for q in new])
        yield check.finding(unit, template, spans=spans, term=ours, found=theirs)


def _shown(text: str, figures: Iterable[Quantity]) -> str:
    return ", ".join(dict.fromkeys(text[q.start : q.end].strip() for q in figures))
