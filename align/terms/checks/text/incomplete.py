"""Clauses to which nothing answers in the other side of the unit: left out, or added.

The model says how much of a clause has an answer, the length of both sides whether one has more than is
usual. Coefficients are of a logistic regression on UN pairs, with clauses taken out of one in twenty or put
into it: of what is told on pairs as they are, nine in ten lack something.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from statistics import median

from align.embed import AdditiveEmbedder, is_additive
from align.languages import ORIGINAL, same_language
from align.spotting import least_answered
from align.terms.checked_bitext import CheckedBitext, CheckedUnit
from align.terms.checks.check import Check
from align.terms.findings import Finding
from align.text import HAN
from align.words import say

LEFT_OUT = say("nothing in the translation answers to {term} ({confidence} sure)")
ADDED = say("nothing in the original answers to {found} ({confidence} sure)")

_CONSTANT, _ANSWERED, _LONGER = 4.06, -20.0, 4.6
_LEAST_SURE = 0.3
"""Of a probability, at one unit in twenty that lacks something."""
_TWICE_REMOVED = 0.75
"""How much more must speak for it, as a logarithm of odds, where neither side is English: both come from it,
and of 1,000 right UN pairs 13 to 28 seemed to lack something (now 7 to 16; with English 3 to 11)."""
_LONGER_BY = 0.2
"""Least logarithm of how much longer a side is than usual: others need not be looked at."""
_ENOUGH, _SHORT = 20, 20
"""Units that tell how long translations are between these languages, and what is too short to tell it."""

_LONG = re.compile(rf"(?:[{HAN}].*){{8}}|(?:[^\W\d_]{{2,}}\W+){{4}}", re.S)
_NAMES = re.compile("·")
"""Foreign names spelt in Chinese, to whose characters nothing answers."""


def _find(bitext: CheckedBitext) -> Iterator[Finding]:
    model = bitext.model
    if not model or not is_additive(model):
        return
    ratios = [
        _longer(row) for row in bitext.linked if min(len(row.unit.source), len(row.unit.target)) > _SHORT
    ]
    usual = median(ratios) if len(ratios) >= _ENOUGH else None
    direct = any(same_language(code, ORIGINAL) for code in bitext.languages)
    constant = _CONSTANT - (0 if direct else _TWICE_REMOVED)
    for row in bitext.linked:
        longer = 0.0 if usual is None else max(-1.0, min(1.0, _longer(row) - usual))
        if usual is None or -longer > _LONGER_BY:
            yield from _lacking(model, row, "target", constant - _LONGER * longer)
        if usual is None or longer > _LONGER_BY:
            yield from _lacking(model, row, "source", constant + _LONGER * longer)


def _longer(row: CheckedUnit) -> float:
    return math.log(len(row.unit.target) / len(row.unit.source))


def _lacking(model: AdditiveEmbedder, row: CheckedUnit, side: str, odds: float) -> Iterator[Finding]:
    """Find the clause that a side lacks; `odds` are a logarithm, by how much longer the other is."""
    texts = row.unit.source, row.unit.target
    text, other = texts if side == "target" else texts[::-1]
    answered, (start, end) = least_answered(text, other, model)
    clause = text[start:end]
    sure = 1 / (1 + math.exp(-(odds + _ANSWERED * answered)))
    if sure < _LEAST_SURE or not _LONG.search(clause) or _NAMES.search(clause):
        return
    lost = side == "target"
    span = [(start, end)]
    yield CHECK.finding(
        row.unit, LEFT_OUT if lost else ADDED, spans=(span, ()) if lost else ((), span),
        term=clause.strip() if lost else "", found="" if lost else clause.strip(),
        values={"confidence": f"{sure:.0%}"},
    )  # fmt: skip


CHECK = Check(
    "U5",
    say("A clause is left out or added"),
    say("clause"),
    "warning",
    _find,
    "document",
    found_by_model=True,
)
