"""Countries, bodies and instruments that the translation does not call by their names."""

from __future__ import annotations

from collections.abc import Iterator

from align.terms.checked_bitext import CheckedBitext
from align.terms.checks.check import Check
from align.terms.checks.terms import missing
from align.terms.findings import Finding
from align.words import meaning, say


def _find(bitext: CheckedBitext) -> Iterator[Finding]:
    return missing(CHECK, bitext, lambda concept: concept.kind != "")


CHECK = Check(
    "T2",
    say("A country, body or instrument is not rendered by its name"),
    meaning("a short title of a check", "name"),
    "error",
    _find,
    found_by_model=True,
    needs=("word_forms", "name_forms"),
)
