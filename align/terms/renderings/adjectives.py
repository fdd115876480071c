"""Countries that the original names by an adjective, *Haitian*, where another stands in the translation."""

from __future__ import annotations

import re
from collections.abc import Iterator

from align.languages import language
from align.terms.base import Concept
from align.terms.checked_bitext import CheckedBitext, CheckedUnit
from align.terms.findings import Span
from align.terms.renderings.wrong_names import mentioned

_STEM = 3
"""Letters with which the adjective of a country begins as the country does."""


def exchanged_adjectives(bitext: CheckedBitext, row: CheckedUnit) -> Iterator[tuple[Concept, Span, Span]]:
    """Yield a country, its adjective in the original, and the other country in the translation."""
    source, target = (language(code).name_forms for code in bitext.languages)
    here = {o.concept.id: o for o in row.target_terms if o.concept.kind == "country"}
    strangers = [o for o in here.values() if not mentioned(bitext, row, o.concept)]
    if not source.adjective_ends or not strangers:
        return
    named = {o.concept.id for near in bitext.paragraph(row) for o in (*near.source_terms, *near.target_terms)}
    for concept in bitext.base.concepts:
        if concept.kind != "country" or concept.id in named:
            continue
        place = _adjective(bitext, row, concept)
        allowed = concept.allowed(bitext.languages[1])
        if place and not any(target.shortened(t.text, row.unit.target, country=True) for t in allowed):
            yield concept, place, (strangers[0].start, strangers[0].end)
            return


def _adjective(bitext: CheckedBitext, row: CheckedUnit, concept: Concept) -> Span | None:
    """Return where the adjective of a country stands in the original: *Permanent* is nothing of Peru."""
    code, text = bitext.languages[0], row.unit.source
    forms = language(code).name_forms
    for term in concept.allowed(code):
        word = re.search(rf"\b{re.escape(term.text[:_STEM])}[^\W\d_]*?{forms.adjective_ends}\b", text)
        if word and " " not in term.text and forms.shortened(term.text, text, country=True):
            return word.span()
    return None
