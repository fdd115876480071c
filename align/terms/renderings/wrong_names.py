"""What stands in a name's place: another name of its kind, or the name itself with a word changed.

Such a thing is evidence that a name is wrong, stronger than any of the excuses in `rendered`: *the Council*
may be short for the Security Council, but not beside *the Security Board*.
"""

from __future__ import annotations

from align.languages import NameForms, language
from align.terms.base import Concept
from align.terms.checked_bitext import CheckedBitext, CheckedUnit
from align.terms.findings import Span
from align.terms.occurrences import Occurrence, blanked, places


def misnamed(bitext: CheckedBitext, row: CheckedUnit, concept: Concept) -> Span | None:
    """Return where the translation holds a wrong name in the place of a concept's, or None."""
    if not concept.kind:
        return None
    return stranger(bitext, row, concept) or garbled(bitext, row, concept)


def misspelt(bitext: CheckedBitext, row: CheckedUnit, concept: Concept) -> Span | None:
    """Find a title with a slip of the pen: *Securty Council*."""
    if concept.kind != "title":
        return None
    forms = language(bitext.languages[1]).name_forms
    known = [(o.start, o.end) for o in row.target_terms]
    spans = (
        span for term in concept.allowed(bitext.languages[1])
        for span in forms.misspelt(term.text, row.unit.target)
    )  # fmt: skip
    # What another term covers is spelt as that is: *Economic Committee* beside *Economic Commission*.
    return next((span for span in spans if not any(a <= span[0] and span[1] <= b for a, b in known)), None)


def other_form(bitext: CheckedBitext, row: CheckedUnit, concept: Concept) -> Span | None:
    """Return where a country stands by its bare name, where its formal one is expected: 法国."""
    if concept.kind != "country":
        return None
    forms = language(bitext.languages[1]).name_forms
    names = filter(None, (forms.bare(term.text) for term in concept.allowed(bitext.languages[1])))
    starts = ((row.unit.target.find(name), len(name)) for name in names)
    return next(((start, start + length) for start, length in starts if start >= 0), None)


def garbled(bitext: CheckedBitext, row: CheckedUnit, concept: Concept) -> Span | None:
    """Find a title of which one word is changed: *Security Board*, 人口与发展小组."""
    if concept.kind != "title":
        return None
    # What is a name of its own right, and named in the original, is no garbled form of another.
    named = {o.concept.id for near in bitext.paragraph(row) for o in near.source_terms}
    taken = [(o.start, o.end) for o in row.target_terms if o.concept.id in named]
    forms = language(bitext.languages[1]).name_forms
    for term in concept.allowed(bitext.languages[1]):
        for span, changed in forms.garbled(term.text, row.unit.target):
            if not any(start <= changed < end for start, end in taken):
                return span
    return None


def stranger(
    bitext: CheckedBitext, row: CheckedUnit, concept: Concept, *, glosses: bool = False
) -> Span | None:
    """Find a name of the same kind that the original does not mention; `glosses`: only one in brackets."""
    text, forms = row.unit.target, language(bitext.languages[1]).name_forms
    own = [term.text for term in concept.allowed(bitext.languages[1])]
    has_acronym = any(map(is_acronym, own))
    same = forms.same_state if concept.kind == "country" else forms.same_title
    named: dict[Span, list[Occurrence]] = {}
    for o in row.target_terms:
        is_name = o.concept.kind == concept.kind and not text[o.start].islower()
        in_brackets = text[max(0, o.start - 1) : o.start] in ("(", "（")
        if (
            is_name and (in_brackets or not glosses)
            and not any(same(name, o.term.text) for name in own)
            and not (o.concept.kind == "title" and _in_a_word(forms, text, o))
            and (has_acronym or not is_acronym(o.term.text))
        ):  # fmt: skip
            named.setdefault((o.start, o.end), []).append(o)
    return next(
        (
            place for place, owners in named.items()
            if not any(_is_generic(o) or _accounted_for(bitext, row, o.concept, concept) for o in owners)
        ),
        None,
    )  # fmt: skip


def _in_a_word(forms: NameForms, text: str, occurrence: Occurrence) -> bool:
    """Tell whether two characters are part of a title that the base does not know: 大会 in 审议大会."""
    return len(occurrence.term.text) == 2 and forms.inside_a_title(text, occurrence.start, occurrence.end)


def is_acronym(name: str) -> bool:
    """Tell whether a name is one of Latin capitals: *OECD*."""
    return name.isascii() and name.isupper()


def _is_generic(occurrence: Occurrence) -> bool:
    """Tell whether a title is one word, which may be short for any other: *the Office*; an acronym is not."""
    term = occurrence.term
    text = language(term.language).word_forms.without_article(term.text)
    return occurrence.concept.kind == "title" and text.isascii() and " " not in text and not text.isupper()


def _accounted_for(bitext: CheckedBitext, row: CheckedUnit, stranger: Concept, missed: Concept) -> bool:
    """Tell whether the original accounts for a name, which stands once too often where another is lacking."""
    if not mentioned(bitext, row, stranger):
        return False
    theirs, ours = (places(terms, {stranger.id}) for terms in (row.target_terms, row.source_terms))
    if theirs <= ours or not ours or _also_in_short(bitext, row, stranger):
        return True
    code = bitext.languages[1]
    names = language(code).name_forms
    text, country = row.unit.target, missed.kind == "country"
    return any(o.concept.id == missed.id for o in row.target_terms) or any(
        names.shortened(term.text, text, country=country) for term in missed.allowed(code)
    )


def _also_in_short(bitext: CheckedBitext, row: CheckedUnit, country: Concept) -> bool:
    """Tell whether an original names a country once more by its adjective: *the Chinese ministry*."""
    code = bitext.languages[0]
    own = (o for o in row.source_terms if o.concept.id == country.id)
    rest, forms = blanked(row.unit.source, own), language(code).name_forms
    return country.kind == "country" and any(
        forms.shortened(term.text, rest, country=True) for term in country.allowed(code)
    )


def mentioned(bitext: CheckedBitext, row: CheckedUnit, concept: Concept) -> bool:
    """Tell whether the original names a concept in any way, be it in short."""
    paragraph = bitext.paragraph(row)
    if any(o.concept.id == concept.id for near in paragraph for o in near.source_terms):
        return True
    sources = " ".join(_without_other_names(near, concept) for near in paragraph)
    code, country = bitext.languages[0], concept.kind == "country"
    forms, terms = language(code).name_forms, [*concept.allowed(code), *concept.forbidden(code)]
    return any(
        forms.stem_in(term.text, sources, country=country)
        or forms.shortened(term.text, sources, country=country)
        for term in terms
    )


def _without_other_names(row: CheckedUnit, concept: Concept) -> str:
    """Return an original without the names of other concepts, whose words mention none but them: 理事会."""
    others = (o for o in row.source_terms if o.concept.id != concept.id and o.concept.kind)
    return blanked(row.unit.source, others)
