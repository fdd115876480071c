"""Ordinary terms for which the translation has no term of the base."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Set
from dataclasses import replace

from align.terms.checked_bitext import CheckedBitext, CheckedUnit
from align.terms.checks.check import Check
from align.terms.checks.terms import USUALLY_OTHER_WORDS, USUALLY_SAID, missing
from align.terms.findings import Finding
from align.words import say


def _find(bitext: CheckedBitext) -> Iterator[Finding]:
    found = list(missing(CHECK, bitext, lambda concept: concept.kind == ""))
    others = Counter(each.concept for each in found)
    usual = Counter(concept for row in bitext.linked if others for concept in _said_and_rendered(row))
    for each in found:
        if times := usual[each.concept]:
            counts = {"times": str(times), "others": str(others[each.concept])}
            yield replace(each, template=USUALLY_OTHER_WORDS if each.found else USUALLY_SAID, values=counts)
        else:
            yield each


def _said_and_rendered(row: CheckedUnit) -> Set[str]:
    """Return the ids of the concepts that both sides of a row name."""
    return {o.concept.id for o in row.source_terms} & {o.concept.id for o in row.target_terms}


CHECK = Check(
    "T5",
    say("An ordinary term is not rendered by a term of the base"),
    say("term absent"),
    "suggestion",
    _find,
    on=False,
    found_by_model=True,
    needs=("word_forms",),
)
