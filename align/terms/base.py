"""A term base: concepts, and the terms that name them in each language.

Entries are concepts, as ISO 30042 (TBX) has them: any preferred or admitted term of a language renders the
concept; a deprecated or superseded one must not be used.

>>> right = Concept("1", (Term("发展权", "zh"), Term("right to development", "en"),
...                       Term("development right", "en", status="deprecated")))
>>> [term.text for term in right.allowed("en")], [term.text for term in right.forbidden("en")]
(['right to development'], ['development right'])
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

from align.languages import language, same_language
from align.text import fold
from align.words import counted, listed, say

Status = Literal["preferred", "admitted", "deprecated", "superseded"]
STATUSES: tuple[Status, ...] = ("preferred", "admitted", "deprecated", "superseded")
FORBIDDEN: tuple[Status, ...] = ("deprecated", "superseded")
STATUS_WORDS: dict[str, str] = {
    "preferred": say("preferred"),
    "admitted": say("admitted"),
    "deprecated": say("deprecated"),
    "superseded": say("superseded"),
}
"""The same for people."""

Form = Literal["", "formal", "short", "acronym"]
"""`the French Republic` is a formal form, `France` a short one, `OHCHR` an acronym."""

Kind = Literal["", "country", "title"]
"""What the concept is: a country or area; the title of a body, post or instrument; anything else."""
_KIND_WORDS = {"country": say("country"), "title": say("title"), "ordinary": say("ordinary")}


@dataclass(frozen=True, slots=True)
class Term:
    """One name of a concept in one language."""

    text: str
    language: str
    status: Status = "preferred"
    form: Form = ""
    part_of_speech: str = ""
    """`verb` makes the checker know its inflected forms."""
    recognise: bool = True
    """False: never looked for in text, though it renders the concept where it stands."""
    since: str = ""
    """The first day on which it may be used, in ISO 8601, or its month or year: *Türkiye* since 2022-06."""
    until: str = ""
    """The last one: *Turkey* until 2022-05."""


@dataclass(frozen=True, slots=True)
class Concept:
    """One concept and all its terms."""

    id: str
    terms: tuple[Term, ...]
    kind: Kind = ""
    subject: str = ""
    note: str = ""
    source: str = ""
    recognise: bool = True
    """False: the checker leaves the concept alone."""

    def allowed(self, language: str) -> list[Term]:
        """Return the terms that may be used in a language, preferred ones first."""
        return sorted(self._in(language, forbidden=False), key=lambda term: STATUSES.index(term.status))

    def forbidden(self, language: str) -> list[Term]:
        """Return the terms that must not be used in a language."""
        return self._in(language, forbidden=True)

    def _in(self, language: str, *, forbidden: bool) -> list[Term]:
        terms = (term for term in self.terms if same_language(term.language, language))
        return [term for term in terms if (term.status in FORBIDDEN) == forbidden]


@dataclass(frozen=True, slots=True)
class TermBaseProblem:
    """Something wrong in a term base, and where."""

    place: str
    what: str

    is_contradiction: bool = False
    """A concept both allows and forbids one term."""

    def __str__(self) -> str:
        return str(self.message)

    @property
    def message(self) -> str:
        """Where and what, in one sentence."""
        return say("{where}: {what}", where=self.place, what=self.what)


@dataclass(frozen=True, slots=True)
class TermBase:
    """Concepts of one or several files."""

    concepts: tuple[Concept, ...]
    problems: tuple[TermBaseProblem, ...] = ()
    """Rows that could not be read; the rest was."""

    @property
    def languages(self) -> tuple[str, ...]:
        """Return the languages of the base, most terms first."""
        counts = Counter(term.language for concept in self.concepts for term in concept.terms)
        return tuple(language for language, _ in counts.most_common())


def merge(bases: Iterable[TermBase]) -> TermBase:
    """Return one base with the concepts of several, in their order; an id that returns gets a number."""
    bases = list(bases)
    seen: Counter[str] = Counter()
    concepts = []
    for concept in (concept for base in bases for concept in base.concepts):
        seen[concept.id] += 1
        again = seen[concept.id]
        concepts.append(replace(concept, id=f"{concept.id}#{again}") if again > 1 else concept)
    return TermBase(
        tuple(concepts),
        tuple(problem for base in bases for problem in base.problems),
    )


def in_force(base: TermBase, date: str) -> TermBase:
    """Return a base as it holds for a document of a date: terms of another time are superseded.

    A term within its dates is admitted, though it has been superseded since. Of a document without a date
    nothing is known, and the base stays as it is.
    """
    if not date or not any(term.since or term.until for concept in base.concepts for term in concept.terms):
        return base
    return replace(
        base,
        concepts=tuple(
            replace(each, terms=tuple(_in_force(term, date) for term in each.terms)) for each in base.concepts
        ),
    )


def _in_force(term: Term, date: str) -> Term:
    if not (term.since or term.until):
        return term
    early = is_early(term, date)
    late = bool(term.until) and date[: len(term.until)] > term.until[: len(date)]
    if early or late:
        return term if term.status in FORBIDDEN else replace(term, status="superseded")
    return replace(term, status="admitted") if term.status == "superseded" else term


def is_early(term: Term, date: str) -> bool:
    """Tell whether a term was not used yet; a year alone is neither before a month of it nor behind one."""
    return date[: len(term.since)] < term.since[: len(date)]


def with_kinds(base: TermBase) -> TermBase:
    """Return the base with the kind of concepts told by their capitals, where it does not say them itself.

    UN bases write ordinary terms in lower case: *Human Rights Council* is a title, *human rights* is none. A
    base that writes every term with a capital tells nothing so and stays as it is.
    """
    if any(concept.kind for concept in base.concepts):
        return base
    concepts = tuple(_country(concept) for concept in base.concepts)
    capitals = [_is_name(t) for c in concepts if not c.kind for t in c.terms if _tells_names(t)]
    if sum(capitals) <= len(capitals) * 0.6:
        concepts = tuple(_title(concept) for concept in concepts)
    return replace(base, concepts=concepts)


def _country(concept: Concept) -> Concept:
    about = f"{concept.subject} {concept.source}".lower()
    if "country" not in about:
        return concept
    return replace(concept, kind="country", terms=tuple(_with_form(t, about) for t in concept.terms))


def _title(concept: Concept) -> Concept:
    usable = [term for term in concept.terms if term.status not in FORBIDDEN]
    allowed = [term for term in usable if _tells_names(term)]
    # One word with a capital may be short for many, *the Office*, and so may two characters: 大会.
    names = all(
        _is_name(t) and " " in language(t.language).word_forms.without_article(t.text) for t in allowed
    )
    long = all(len(t.text) > 2 for t in usable if not language(t.language).spaced)
    return replace(concept, kind="title") if allowed and names and long and not concept.kind else concept


def _tells_names(term: Term) -> bool:
    """Tell whether capitals tell names in its language."""
    return language(term.language).name_forms.capitals


def _with_form(term: Term, about: str) -> Term:
    form: Form = "formal" if "formal" in about else "short"
    return term if term.form else replace(term, form=form)


def _is_name(term: Term) -> bool:
    """Tell whether every word of a term that can have a capital has one; acronyms tell nothing."""
    small = language(term.language).name_forms.small_words
    words = [word for word in _LONG_WORD.findall(term.text) if word.lower() not in small]
    return (
        bool(words) and all(word[0].isupper() for word in words) and not all(word.isupper() for word in words)
    )


_LONG_WORD = re.compile(r"[^\W\d_][\w’']*")


def describe(base: TermBase) -> list[str]:
    """Return what the base holds, in figures, a line each."""
    terms = [term for concept in base.concepts for term in concept.terms]
    counts: dict[str, Counter[str]] = {
        say("languages"): Counter(term.language for term in terms),
        say("statuses"): Counter(term.status for term in terms),
        say("kinds"): Counter(concept.kind or "ordinary" for concept in base.concepts),
    }
    rows = (
        say(
            "{name}: {counts}",
            name=name,
            counts=listed(
                say("{name} {count}", name=(STATUS_WORDS | _KIND_WORDS).get(each, each), count=n)
                for each, n in count.most_common()
            ),
        )
        for name, count in counts.items()
    )
    concepts = counted("{n} concept", "{n} concepts", n=len(base.concepts))
    held = counted("{n} term", "{n} terms", n=len(terms))
    return [say("{concepts}, {terms}", concepts=concepts, terms=held), *rows]


def contradictions(base: TermBase) -> list[TermBaseProblem]:
    """Return the terms that one concept both allows and forbids; the checker lets them pass."""
    return [problem for problem in _conflicts(base) if problem.is_contradiction]


def inspect(base: TermBase) -> list[TermBaseProblem]:
    """Return what a terminologist would want to mend: conflicts, homographs, duplicates, tiny terms."""
    return [*_conflicts(base), *_homographs(base), *_tiny(base)]


def _recognised(term: Term) -> str:
    """Return what the checker sees of a term: *programme budget* and *program budgets* are one to it."""
    known = language(term.language)
    words = known.word_forms.words(term.text) if known.spaced else ()
    return " ".join(form for form, _, _ in words) or fold(term.text)


def _conflicts(base: TermBase) -> list[TermBaseProblem]:
    """Find terms that one concept both allows and forbids, or holds twice."""
    found = []
    for concept in base.concepts:
        seen: dict[tuple[str, str], Term] = {}
        for term in concept.terms:
            key = (term.language, _recognised(term))
            other = seen.setdefault(key, term)
            if other is term:
                continue
            clash = (other.status in FORBIDDEN) != (term.status in FORBIDDEN)
            what = (
                say(
                    "{term!r} is both {one} and {other}",
                    term=term.text,
                    one=STATUS_WORDS[other.status],
                    other=STATUS_WORDS[term.status],
                )
                if clash
                else say("{term!r} stands twice in the concept", term=term.text)
            )
            found.append(TermBaseProblem(say("concept {id}", id=concept.id), what, clash))
    return found


def _homographs(base: TermBase) -> list[TermBaseProblem]:
    """Find terms that name several concepts, and concepts that are the same in all languages."""
    owners: dict[tuple[str, str], list[Concept]] = {}
    for concept in base.concepts:
        for key in {(term.language, fold(term.text)) for term in concept.terms}:
            owners.setdefault(key, []).append(concept)
    found = []
    for (code, text), concepts in owners.items():
        if len(concepts) > 1:
            ids = ", ".join(concept.id for concept in concepts)
            same = len({frozenset(fold(term.text) for term in concept.terms) for concept in concepts}) == 1
            what = (
                say("duplicate concepts: {term!r} ({language})", term=text, language=code)
                if same
                else say("homograph: {term!r} ({language})", term=text, language=code)
            )
            found.append(TermBaseProblem(say("concepts {ids}", ids=ids), what))
    return found


def _tiny(base: TermBase) -> list[TermBaseProblem]:
    return [
        TermBaseProblem(
            say("concept {id}", id=concept.id),
            say(
                "{term!r} ({language}) has one character and is not looked for",
                term=term.text,
                language=term.language,
            ),
        )
        for concept in base.concepts
        for term in concept.terms
        if len(term.text.strip()) == 1
    ]
