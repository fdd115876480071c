"""What stands in a name's place: another name of its kind, or the name itself with a word changed.

Such a thing is evidence that a name is wrong, stronger than any of the excuses in `rendered`: *the Council*
may be short for the Security Council, but not beside *the Security Board*.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from align.languages import same_language
from align.terms.base import Concept, Term
from align.terms.checked_bitext import CheckedBitext, CheckedUnit
from align.terms.findings import Span
from align.terms.forms import words
from align.terms.occurrences import Occurrence
from align.terms.renderings.short_names import AND, SMALL, bare_state, shortened

_NAME_BEFORE = re.compile(r"(?<=\w\s)(?!The\b|Nations\b)[A-Z][\w’'-]*\s$")

LEAST_KEPT = 0.55
"""Part of a Chinese name with which a garbled one begins: 人口与发展小组 keeps five of eight characters."""


def misnamed(bitext: CheckedBitext, row: CheckedUnit, concept: Concept) -> Span | None:
    """Return where the translation holds a wrong name in the place of a concept's, or None."""
    if not concept.kind:
        return None
    return _stranger(bitext, row, concept) or garbled(bitext, row, concept)


def other_form(bitext: CheckedBitext, row: CheckedUnit, concept: Concept) -> Span | None:
    """Return where a country stands in Chinese by its bare name, where its formal one is expected."""
    if concept.kind != "country" or not same_language(bitext.languages[1], "zh"):
        return None
    names = (bare_state(term.text) for term in concept.allowed(bitext.languages[1]))
    starts = ((row.unit.target.find(name), len(name)) for name in names)
    return next(((start, start + length) for start, length in starts if start >= 0), None)


def garbled(bitext: CheckedBitext, row: CheckedUnit, concept: Concept) -> Span | None:
    """Find a title of which one word is changed: *Security Board*, 人口与发展小组."""
    if concept.kind != "title":
        return None
    # What is a name of its own right, and named in the original, is no garbled form of another.
    named = {o.concept.id for near in bitext.paragraph(row) for o in near.source_terms}
    taken = [(o.start, o.end) for o in row.target_terms if o.concept.id in named]
    find = _changed_character if same_language(bitext.languages[1], "zh") else _changed_word
    for term in concept.allowed(bitext.languages[1]):
        for span, changed in find(term, row.unit.target):
            if not any(start <= changed < end for start, end in taken):
                return span
    return None


def _stranger(bitext: CheckedBitext, row: CheckedUnit, concept: Concept) -> Span | None:
    """Find a name of the same kind that the original does not mention."""
    own = [term.text for term in concept.allowed(bitext.languages[1])]
    has_acronym = any(name.isascii() and name.isupper() for name in own)
    named: dict[Span, list[Occurrence]] = {}
    for o in row.target_terms:
        is_name = o.concept.kind == concept.kind and not row.unit.target[o.start].islower()
        if is_name and not any(name in o.term.text for name in own) and (has_acronym or not _acronym(o)):
            named.setdefault((o.start, o.end), []).append(o)
    return next(
        (
            place for place, owners in named.items()
            if not any(_is_generic(o) or _mentioned(bitext, row, o.concept) for o in owners)
        ),
        None,
    )  # fmt: skip


def _acronym(occurrence: Occurrence) -> bool:
    return occurrence.term.text.isascii() and occurrence.term.text.isupper()


def _is_generic(occurrence: Occurrence) -> bool:
    """Tell whether a title is one word, which may be short for any other: *the Office*; an acronym is not."""
    text = occurrence.term.text.removeprefix("the ")
    return occurrence.concept.kind == "title" and text.isascii() and " " not in text and not text.isupper()


def _mentioned(bitext: CheckedBitext, row: CheckedUnit, concept: Concept) -> bool:
    """Tell whether the original names a concept in any way, in Chinese by two characters of it."""
    paragraph = bitext.paragraph(row)
    if any(o.concept.id == concept.id for near in paragraph for o in near.source_terms):
        return True
    sources = " ".join(near.unit.source for near in paragraph)
    language = bitext.languages[0]
    terms = [*concept.allowed(language), *concept.forbidden(language)]
    if same_language(language, "zh") and any(
        stem in sources for term in terms for stem in _stems(term.text, concept.kind)
    ):
        return True
    return any(shortened(term, sources, country=concept.kind == "country") for term in terms)


def _stems(name: str, kind: str) -> tuple[str, str]:
    # The last two characters of a title say only that it is an organization: 组织.
    name = bare_state(name) if kind == "country" else name.removeprefix("联合国")
    length = 2 if kind == "country" else min(3, len(name) - 1)
    return name[:length], name[-length:]


_Changed = tuple[Span, int]
"""Where a garbled name stands, and where in it the change."""


def _changed_word(term: Term, text: str) -> Iterator[_Changed]:
    """Find the words of a name, all but one, which is another with a capital."""
    name = [form for form, _, _ in words(term.text) if form != "the"]
    content = {n for n, form in enumerate(name) if form not in SMALL}
    if len(content) < 2:
        return
    found = [word for word in words(text) if word[0] != "the"]
    for first in range(len(found) - len(name) + 1):
        window = found[first : first + len(name)]
        changed = [n for n, (form, _, _) in enumerate(window) if form != name[n]]
        # Of two words, the first is kept: *National Assembly* is no garbled *General Assembly*.
        if len(changed) == 1 and changed[0] in content and (len(content) > 2 or changed[0] != min(content)):
            other, place, _ = window[changed[0]]
            alone = not _NAME_BEFORE.search(text[: window[0][1]])  # *Interim Security Force* is another name
            word = name[changed[0]]
            if alone and text[place].isupper() and other not in SMALL and not word.isupper():
                yield (window[0][1], window[-1][2]), place


def _changed_character(term: Term, text: str) -> Iterator[_Changed]:
    """Find where a Chinese name begins and goes on as another, or has one character changed."""
    name = term.text
    least = max(3, round(len(name) * LEAST_KEPT))
    for start in (match.start() for match in re.finditer(re.escape(name[0]), text)):
        window = text[start : start + len(name)]
        same = [
            one == other or (one in AND and other in AND) for one, other in zip(name, window, strict=False)
        ]
        kept = same.index(False) if False in same else len(same)
        if kept < len(name) and (kept >= least or (len(name) > 4 and sum(same) == len(name) - 1)):
            yield (start, start + max(kept, sum(same))), min(start + kept, len(text) - 1)
