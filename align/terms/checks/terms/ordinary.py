"""Ordinary terms for which the translation has other words in one place than everywhere else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Set
from dataclasses import replace

from align.terms.checked_bitext import CheckedBitext, CheckedUnit
from align.terms.checks.check import Check
from align.terms.checks.terms import USUALLY_OTHER_WORDS, USUALLY_SAID, missing
from align.terms.findings import Finding
from align.words import say

_USUAL = 4
"""How much oftener a document must render a term by the base than not, for that to be its usage."""


def _find(bitext: CheckedBitext) -> Iterator[Finding]:
    return (each for each in absent(CHECK, bitext) if is_departure(each))


def absent(check: Check, bitext: CheckedBitext) -> Iterator[Finding]:
    """Find ordinary terms that are not rendered, with what the document has elsewhere."""
    found = list(missing(check, bitext, lambda concept: concept.kind == ""))
    others = Counter(each.concept for each in found)
    usual = Counter(concept for row in bitext.linked if others for concept in _said_and_rendered(row))
    for each in found:
        if times := usual[each.concept]:
            counts = {"times": str(times), "others": str(others[each.concept])}
            yield replace(each, template=USUALLY_OTHER_WORDS if each.found else USUALLY_SAID, values=counts)
        else:
            yield each


def is_departure(finding: Finding) -> bool:
    """Tell whether a document renders the term by the base nearly everywhere else."""
    times, others = (int(str(finding.values.get(key, 0))) for key in ("times", "others"))
    return times > 0 and times >= _USUAL * others


def _said_and_rendered(row: CheckedUnit) -> Set[str]:
    """Return the ids of the concepts that both sides of a row name."""
    return {o.concept.id for o in row.source_terms} & {o.concept.id for o in row.target_terms}


CHECK = Check(
    "T5",
    say("An ordinary term departs from the usage of its document"),
    say("other usage"),
    "suggestion",
    _find,
    "document",
    on=False,
    found_by_model=True,
    needs=("word_forms",),
)
