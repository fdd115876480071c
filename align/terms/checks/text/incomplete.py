"""Clauses to which nothing answers in the other side of the unit: left out, or added.

The model says how much of a clause has an answer, the length of both sides whether one has more than is
usual: the longer the texts, the more a difference tells, as its error falls with the root of their length.
Coefficients are of a logistic regression on half of the UN pairs of five directions, with a clause or two
taken out of the translation, weighed as if one in thirty lacked some. On the other half, of what a
translation lacks .69 to .84 is told in zh–en, en–zh, en–fr, en–ru and en–ar, and 4 to 8 in 1,000 units as
they are, some of which lack something; a plain difference of lengths told 9 to 26 there, and .64 to .75.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from statistics import median

from align.embed import AdditiveEmbedder, is_additive
from align.languages import ORIGINAL, language, same_language
from align.spotting import least_answered
from align.terms.checked_bitext import CheckedBitext, CheckedUnit
from align.terms.checks.check import Check
from align.terms.findings import Finding
from align.text import HAN
from align.words import say

LEFT_OUT = say("nothing in the translation answers to {term} ({confidence} sure)")
ADDED = say("nothing in the original answers to {found} ({confidence} sure)")

_CONSTANT, _ANSWERED, _LONGER = -2.29, -7.08, 5.53
_ALONE_CONSTANT, _ALONE_ANSWERED = 0.91, -12.0
"""The same, where nobody knows how long translations are."""
_LEAST_SURE = 0.2
_TWICE_REMOVED = 0.75
"""How much more must speak for it, as a logarithm of odds, where neither side is English: both come from it,
and more of the right UN pairs seemed to lack something."""
_LONGER_BY = 0.1
"""Least logarithm of how much longer a side is than usual: others need not be looked at."""
_ENOUGH, _SHORT = 20, 20
"""Units that tell how long translations are between these languages, and what is too short to tell it."""
_PLAIN, _LONGEST = 150, 600
"""Characters of a text whose difference counts as it is, and beyond which it counts no more."""

_LONG = re.compile(rf"(?:[{HAN}].*){{8}}|(?:[^\W\d_]{{2,}}\W+){{4}}", re.S)
_ALIKE = re.compile(r"[A-Z0-9][A-Za-z0-9.,/-]*[A-Za-z0-9]")
"""Figures, symbols and names as any language may write them."""
_NAMES = re.compile("·")
"""Foreign names spelt in Chinese, to whose characters nothing answers."""


def _find(bitext: CheckedBitext) -> Iterator[Finding]:
    model = bitext.model
    if not model or not is_additive(model):
        return
    alike = len({language(code).spaced for code in bitext.languages}) == 1
    ratios = [
        _longer(row, alike=alike)
        for row in bitext.linked
        if min(len(row.unit.source), len(row.unit.target)) > _SHORT
    ]
    usual = median(ratios) if len(ratios) >= _ENOUGH else None
    removed = 0 if any(same_language(code, ORIGINAL) for code in bitext.languages) else _TWICE_REMOVED
    for row in bitext.linked:
        if usual is None:
            for side in ("target", "source"):
                yield from _lacking(model, row, side, _ALONE_CONSTANT - removed, _ALONE_ANSWERED)
            continue
        longer = max(-1.0, min(1.0, _longer(row, alike=alike) - usual))
        if abs(longer) > _LONGER_BY:
            side = "target" if longer < 0 else "source"
            tells = abs(longer) * _weight(row, side, usual)
            yield from _lacking(model, row, side, _CONSTANT - removed + _LONGER * tells, _ANSWERED)


def _longer(row: CheckedUnit, *, alike: bool) -> float:
    """Return how much longer the translation is; `alike`: figures and names in Latin letters count too.

    Where one side has no letters, they are as long in it as in the other, which is else four times as long: a
    list of resolutions seemed to lack something.
    """
    sides = row.unit.source, row.unit.target
    ours, theirs = map(len, sides)
    if not alike:
        shared = set(_ALIKE.findall(sides[0])) & set(_ALIKE.findall(sides[1]))
        ours, theirs = (
            len(side) - sum(len(w) for w in _ALIKE.findall(side) if w in shared) for side in sides
        )
    return math.log(max(theirs, 1) / max(ours, 1))


def _weight(row: CheckedUnit, lacking: str, usual: float) -> float:
    """Return how much a difference of lengths tells: the root of the longer text.

    It is counted in the wordier language: for 100 characters of Chinese, English has 380.
    """
    length = len(row.unit.source) * math.exp(max(0.0, usual))
    if lacking == "source":
        length = len(row.unit.target) * math.exp(max(0.0, -usual))
    return math.sqrt(max(_SHORT, min(_LONGEST, length)) / _PLAIN)


def _lacking(
    model: AdditiveEmbedder, row: CheckedUnit, side: str, odds: float, weight: float
) -> Iterator[Finding]:
    """Find the clause that a side lacks; `odds` are a logarithm, and `weight` what an answer adds to it."""
    texts = row.unit.source, row.unit.target
    text, other = texts if side == "target" else texts[::-1]
    answered, (start, end) = least_answered(text, other, model)
    clause = text[start:end]
    sure = 1 / (1 + math.exp(-(odds + weight * answered)))
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
