"""Whether a translation renders a term: by a term of its concept, in short, or elsewhere in the paragraph.

All that makes a false alarm of a missing term is here.
"""

from __future__ import annotations

import re

from align.terms.base import Concept, Term
from align.terms.occurrences import Occurrence
from align.terms.short_names import shortened
from align.terms.view import Row, View


def is_rendered(view: View, row: Row, occurrence: Occurrence, allowed: list[Term]) -> bool:
    """Tell whether the surroundings of an occurrence hold its concept: a term of it, or its name in short."""
    # A term that several concepts share is rendered when any of them is.
    concepts = {o.concept.id for o in row.source if (o.start, o.end) == (occurrence.start, occurrence.end)}
    if _replaced(view, row, occurrence.concept, concepts):
        return False
    return (
        any(_count(near.target, concepts) for near in view.paragraph(row))
        or any(_spills(near, concepts, occurrence, view.languages[0]) for near in view.neighbours(row))
        or any(
            shortened(term, row.unit.target, row.unit.source, country=occurrence.concept.kind == "country")
            for term in allowed
        )
        or _inside_a_name(row, occurrence, view.languages[0])
        or _in_a_longer_term(row, allowed)
    )


def _count(occurrences: tuple[Occurrence, ...], concepts: set[str]) -> int:
    """Return at how many places any of the concepts stands."""
    return len({o.start for o in occurrences if o.concept.id in concepts})


_PRONOUN = re.compile(r"\b(?:it|its|they|their|the country)\b|该国|我国|本国", re.I)


def _spills(near: Row, concepts: set[str], occurrence: Occurrence, language: str) -> bool:
    """Tell whether a neighbour renders the concept more often than its own source names it in any way."""
    said = near.unit.source
    return (
        _count(near.target, concepts) > _count(near.source, concepts)
        and not any(shortened(term, said) for term in occurrence.concept.allowed(language))
        and not _PRONOUN.search(said)
    )


def stranger(view: View, row: Row, concept: Concept) -> Occurrence | None:
    """Return a name in the translation, of the same kind as a concept, that the original does not mention."""
    own = [term.text for term in concept.allowed(view.languages[1])]
    others = (
        o for o in row.target
        if concept.kind and o.concept.kind == concept.kind and not any(name in o.term.text for name in own)
    )  # fmt: skip
    return next((o for o in others if not _is_generic(o) and not _mentioned(view, row, o.concept)), None)


def _is_generic(occurrence: Occurrence) -> bool:
    """Tell whether a title is one word, which may be short for any other: *the Office*."""
    text = occurrence.term.text
    return occurrence.concept.kind == "title" and text.isascii() and " " not in text.removeprefix("the ")


def _replaced(view: View, row: Row, concept: Concept, concepts: set[str]) -> bool:
    """Tell whether another name stands in the place of one of several mentions."""
    return _count(row.target, concepts) < _count(row.source, concepts) and bool(stranger(view, row, concept))


def _mentioned(view: View, row: Row, concept: Concept) -> bool:
    """Tell whether the original names a concept in any way, in Chinese by two characters of it."""
    language = view.languages[0]
    sources = " ".join(near.unit.source for near in view.paragraph(row))
    stems = (slice(2), slice(-2, None)) if language.startswith("zh") else (slice(None),)
    return any(
        any(term.text[stem] in sources for stem in stems) or shortened(term, sources)
        for term in concept.allowed(language)
    )


def _in_a_longer_term(row: Row, allowed: list[Term]) -> bool:
    """Tell whether the translation has the name inside an ordinary term: 也门 in 也门局势."""
    longer = [o.term.text for o in row.target if not o.concept.kind]
    return any(term.text in text for term in allowed for text in longer)


def _inside_a_name(row: Row, occurrence: Occurrence, language: str) -> bool:
    """Tell whether a Chinese term is only part of a longer name: 马里 in 马里支助团 and in 特斯法马里亚姆."""
    if not language.startswith("zh"):
        return False
    source, start, end = row.unit.source, occurrence.start, occurrence.end
    if _ORGAN.match(source[end : end + 12]) and _ACRONYM.search(row.unit.target):
        return True
    return source[start - 1 : start] in _SOUNDS or source[end : end + 1] in _SOUNDS | {"亚"}


# Characters that spell the sounds of foreign names and rarely begin or end a Chinese word beside a name.
_SOUNDS = frozenset("尔斯克姆乌波娜莫诺塔普洛瓦哈基米库沃伊蒂叶耶奥科")
_ORGAN = re.compile("[^，。、；的在和与]{0,8}(?:团|署|办|会|军|部队|机构|中心|基金|银行|组织|计划|法典)")
_ACRONYM = re.compile(
    r"\b[A-Z]{2,}[a-z]?[A-Z]*\b|\b[Tt]he (?:Mission|Force|Office|Centre|Fund|Bank|Agency)\b"
)
