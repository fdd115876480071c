"""Checks of terms: T1 forbidden, T2 names, T3 and T4 consistency, T5 ordinary terms."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache

from align.answers import answering
from align.terms.base import FORBIDDEN, Concept, Term
from align.terms.findings import Finding, Span, finding
from align.terms.forms import words
from align.terms.misnamed import misnamed, other_form
from align.terms.occurrences import Occurrence
from align.terms.rendered import is_rendered
from align.terms.view import Row, View
from align.text import fold


def forbidden(view: View) -> Iterator[Finding]:
    """A forbidden or superseded term is used."""
    language = view.languages[1]
    for row in view.linked:
        for used in row.target:
            if used.term.status not in FORBIDDEN or _allowed_elsewhere(row.target, used):
                continue
            if not _is_named(view, row, used.concept) or _is_faithful(row, used.concept):
                continue
            allowed = _texts(used.concept.allowed(language))
            yield finding(
                "T1", "error", row.unit,
                f"{_shown(row.unit.target, used)} is {used.term.status}"
                + (f"; use {' or '.join(allowed)}" if allowed else ""),
                spans=(_spans(row.source, used.concept), [(used.start, used.end)]),
                term=_source_term(row, used.concept), expected=allowed,
                found=_shown(row.unit.target, used), concept=used.concept.id, details=(used.term.status,),
            )  # fmt: skip


def names(view: View) -> Iterator[Finding]:
    """A country, body or instrument is not rendered by its name."""
    yield from _missing(view, "T2", lambda concept: concept.kind != "")


def ordinary(view: View) -> Iterator[Finding]:
    """An ordinary term is not rendered by a term of the base."""
    yield from _missing(view, "T5", lambda concept: concept.kind == "")


def several_renderings(view: View) -> Iterator[Finding]:
    """One source term is rendered in several ways."""
    uses: dict[tuple[str, str], dict[str, list[tuple[Row, Occurrence]]]]
    uses = defaultdict(lambda: defaultdict(list))
    for row in view.linked:
        for occurrence in _once(row.target):
            # A formal name and a short one may well be rendered by theirs: that is one way each.
            terms = {fold(o.term.text) for o in row.source if o.concept.id == occurrence.concept.id}
            if len(terms) == 1 and occurrence.term.status not in FORBIDDEN:  # forbidden ones are T1's
                uses[occurrence.concept.id, terms.pop()][_wording(occurrence.term)].append((row, occurrence))
    for renderings in uses.values():
        # A title is written out once and shortened afterwards: acronyms and short forms are no second way.
        full = {
            text: places for text, places in renderings.items()
            if places[0][1].term.form == "" and not any(_is_within(text, other) for other in renderings)
        }  # fmt: skip
        if len(full) < 2:
            continue
        usual = max(full, key=lambda text: len(full[text]))
        for text, places in full.items():
            if text != usual:
                yield _rendering(places, full, usual, text)


def several_sources(view: View) -> Iterator[Finding]:
    """One target term renders several source terms."""
    uses: dict[str, dict[str, list[tuple[Row, Occurrence]]]] = defaultdict(lambda: defaultdict(list))
    for row in view.linked:
        named = {o.concept.id for o in row.source}
        # The same words name each concept that they are a term of.
        rendered = {(fold(o.term.text), o.concept.id): o for o in row.target if o.concept.id in named}
        for (text, concept), target in rendered.items():
            uses[text][concept].append((row, target))
    for text, concepts in uses.items():
        terms = [_source_term(places[0][0], places[0][1].concept) for places in concepts.values()]
        if len(set(map(fold, terms))) < 2:
            continue
        counts = tuple(f"{term} {len(places)}" for term, places in zip(terms, concepts.values(), strict=True))
        row, occurrence = next(iter(concepts.values()))[0]
        yield finding(
            "T4", "warning", row.unit, f"{text!r} stands for several source terms: {', '.join(counts)}",
            spans=(_spans(row.source, occurrence.concept), [(occurrence.start, occurrence.end)]),
            term=text, found=text, related=_places(p for places in concepts.values() for p in places),
            details=counts,
        )  # fmt: skip


def _missing(view: View, code: str, wanted: Callable[[Concept], bool]) -> Iterator[Finding]:
    """Find source terms of which neither the unit, its paragraph nor its neighbours hold a rendering."""
    language = view.languages[1]
    for row in view.linked:
        missed = [
            o for o in _once(row.source)
            if wanted(o.concept)
            and (o.concept.kind == "" or not _shown(row.unit.source, o)[:1].islower())  # a name has a capital
            and o.term.status != "deprecated"  # what is superseded, as *Turkey*, was a name once
            and o.concept.allowed(language)
            and not is_rendered(view, row, o)
        ]  # fmt: skip
        for place in dict.fromkeys((o.start, o.end) for o in missed):
            here = [o for o in missed if (o.start, o.end) == place]
            answer = _instead(view, row, here[0])
            if answer or not _goes_without_saying(view, here):
                yield _absence(view, code, row, here, answer)


def _goes_without_saying(view: View, missed: list[Occurrence]) -> bool:
    """Tell whether a title is left out in passing: nothing answers to it, elsewhere it is rendered.

    *A total of 709 deployments were made*, says the English report of a body that Chinese names in every
    sentence. Without a model nobody knows whether anything answers.
    """
    known = any(o.concept.id in view.rendered for o in missed)
    return known and view.model is not None and all(o.concept.kind == "title" for o in missed)


def _absence(view: View, code: str, row: Row, missed: list[Occurrence], answer: Span | None) -> Finding:
    """Return the finding that a term is not rendered, by any of the concepts that it names."""
    first = missed[0]
    place = (first.start, first.end)
    shown = row.unit.source[slice(*place)]
    found = row.unit.target[slice(*answer)] if answer else ""
    expected = _texts(term for o in missed for term in o.concept.allowed(view.languages[1]))
    return finding(
        code, "error" if code == "T2" else "suggestion", row.unit,
        f"{shown} has no {' or '.join(expected)} here" + (f", but {found!r}" if found else ""),
        spans=([place], [answer] if answer else []),
        term=shown, expected=expected, found=found, concept=first.concept.id,
    )  # fmt: skip


def _instead(view: View, row: Row, missed: Occurrence) -> Span | None:
    """Return what stands in the place of a term: another name of its kind, or what the model finds."""
    other = other_form(view, row, missed.concept) or misnamed(view, row, missed.concept)
    if other:
        return other
    place = (missed.start, missed.end)
    named = missed.concept.kind != ""
    return answering(row.unit.source, place, row.unit.target, view.model, name=named) if view.model else None


def _rendering(
    places: list[tuple[Row, Occurrence]], full: dict[str, list[tuple[Row, Occurrence]]], usual: str, text: str
) -> Finding:
    row, occurrence = places[0]
    counts = tuple(f"{o[0][1].term.text} {len(o)}" for o in full.values())
    term = _source_term(row, occurrence.concept)
    return finding(
        "T3", "warning", row.unit, f"{term} is rendered in several ways: {', '.join(counts)}",
        spans=(_spans(row.source, occurrence.concept), [(occurrence.start, occurrence.end)]), term=term,
        expected=(full[usual][0][1].term.text,),
        found=text, concept=occurrence.concept.id, related=_places(p for o in full.values() for p in o),
        details=counts,
    )  # fmt: skip


def _is_named(view: View, row: Row, concept: Concept) -> bool:
    """Tell whether the source speaks of the concept; where the base has no source term, it always may."""
    named = any(o.concept.id == concept.id for near in view.around(row) for o in near.source)
    return named or not concept.allowed(view.languages[0])


def _is_faithful(row: Row, concept: Concept) -> bool:
    """Tell whether the original itself uses a deprecated term, as a speaker may on purpose: 南朝鲜."""
    said = [o.term.status == "deprecated" for o in row.source if o.concept.id == concept.id]
    return bool(said) and all(said)


def _allowed_elsewhere(occurrences: Iterable[Occurrence], used: Occurrence) -> bool:
    """Tell whether the same words are an allowed term too, be it of a concept that contradicts itself."""
    return any(
        (o.start, o.end) == (used.start, used.end)
        and o.term.status not in FORBIDDEN
        for o in occurrences
    )  # fmt: skip


@lru_cache(maxsize=10_000)
def _wording(term: Term) -> str:
    """Return what two terms of the same words share: *poverty eradication*, *eradication of poverty*."""
    return " ".join(sorted(form for form, _, _ in words(term.text) if form not in ("of", "the", "s")))


def _is_within(wording: str, other: str) -> bool:
    """Tell whether a wording is another one shortened: *Rome Statute*, 维和行动 for 维持和平行动."""
    parts = (wording.split(), other.split()) if wording.isascii() else (wording, other)
    rest = iter(parts[1])
    return wording != other and all(part in rest for part in parts[0])


def _once(occurrences: Iterable[Occurrence]) -> Iterable[Occurrence]:
    """Return the first occurrence of each concept."""
    first: dict[str, Occurrence] = {}
    for occurrence in occurrences:
        first.setdefault(occurrence.concept.id, occurrence)
    return first.values()


def _spans(occurrences: Iterable[Occurrence], concept: Concept) -> list[Span]:
    return [(o.start, o.end) for o in occurrences if o.concept.id == concept.id]


def _source_term(row: Row, concept: Concept) -> str:
    spans = _spans(row.source, concept)
    return row.unit.source[spans[0][0] : spans[0][1]] if spans else ""


def _shown(text: str, occurrence: Occurrence) -> str:
    return text[occurrence.start : occurrence.end]


def _texts(terms: Iterable[Term]) -> tuple[str, ...]:
    return tuple({fold(term.text): term.text for term in reversed(list(terms))}.values())[::-1]


def _places(places: Iterable[tuple[Row, Occurrence]]) -> tuple[str, ...]:
    return tuple(f"{row.unit.id}: {_shown(row.unit.target, occurrence)}" for row, occurrence in places)
