"""What a concordance is asked for: phrases, AND, NOT, regular expressions.

    发展权                                   a phrase, on either side of a unit
    right to development                     a phrase, too: words in a row, in any case, on one side
    发展权 NOT "right to development"        units that have the one and not the other, whatever the side
    "human rights" AND /bod(y|ies)/          a regular expression narrows what the phrase finds

Phrases are whole words, in Chinese characters in a row; what stands between words (a hyphen, a comma) does
not count, nor what is written together with the first: alerte stands in l’alerte, اللجنة in واللجنة. A
regular expression stands between slashes and looks at small and capital letters alike.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from unicodedata import normalize

import regex

from align.errors import SettingsError
from align.expressions import Expression
from align.languages import LANGUAGES
from align.memory.match import codes, words
from align.text import clean, is_han, simplify
from align.words import say

Span = tuple[int, int]

LONGEST = 500
"""Most characters of a query."""
PATIENCE = 0.2
"""Seconds that a regular expression may look at one text: ordinary ones need a millionth."""

_PIECES = regex.compile(
    r"""(?P<word>AND|NOT)(?!\S)|["“](?P<quoted>[^"”]*)["”]|/(?P<pattern>(?:\\.|[^\\/])+)/(?!\S)"""
    r"""|(?P<loose>(?:(?!(?:AND|NOT)(?!\S))[^\s"“/]\S*\s*)+)|(?P<other>\S+)"""
)


@dataclass(frozen=True, slots=True)
class QueryTerm:
    """One phrase or pattern of a query."""

    text: str
    negated: bool = False
    pattern: Expression | None = None
    """None: it is a phrase."""
    ways: tuple[tuple[int, ...], ...] = ()
    """The words of the phrase in each way in which it may be written: واللجنة is اللجنة with *and*."""

    def spans(self, text: str) -> Iterator[Span]:
        """Yield where the term stands in a text.

        Raises:
            SettingsError: the regular expression takes too long.
        """
        if self.pattern:
            yield from self._pattern_spans(self.pattern, text)
        elif not self._absent(text):
            found = words(text)
            yield from sorted(chain.from_iterable(phrase_spans(way, found) for way in self.ways))

    def _absent(self, text: str) -> bool:
        """Tell at a glance that a text cannot hold the phrase: half of all are on the other side."""
        if not self.text.isascii():
            return text.isascii() and any(map(is_han, self.text))
        first = self.text.lower().partition(" ")[0]
        return first.isalpha() and first not in normalize("NFKC", text).lower()

    def _pattern_spans(self, pattern: Expression, text: str) -> Iterator[Span]:
        # Simplified for Simplified: one character for one, so places stay true.
        seen = text if pattern.pattern.isascii() else simplify(text)
        for found in pattern.matches(seen):
            if found.end() > found.start():
                yield found.span()


def parse(query: str) -> tuple[QueryTerm, ...]:
    """Read a query; its first term is what is looked for, the others narrow it.

    >>> [(term.text, term.negated) for term in parse('human rights NOT "human rights council"')]
    [('human rights', False), ('human rights council', True)]

    Raises:
        SettingsError: it is empty, too long, only says what not to find, or holds a broken expression.
    """
    if len(query) > LONGEST:
        raise SettingsError(
            say("the query has {n} characters", n=len(query)),
            mend=say("take at most {most}", most=LONGEST),
        )
    terms: list[QueryTerm] = []
    negated = False
    for piece in _PIECES.finditer(clean(query)):
        kind, text = str(piece.lastgroup), piece[str(piece.lastgroup)].strip()
        if kind == "word":
            negated = text == "NOT"
        elif text:
            terms.append(_pattern(text, negated) if kind == "pattern" else _phrase(text, negated))
            negated = False
    if all(term.negated for term in terms):
        raise SettingsError(
            say("the query says nothing to look for"), mend=say('write a phrase, as in: peace NOT "war"')
        )
    # Phrases are found by the index, patterns only by reading: let the first one be a phrase.
    return tuple(sorted(terms, key=lambda term: (term.negated, term.pattern is not None)))


def phrase_spans(phrase: Sequence[int], text: Sequence[tuple[int, int, int]]) -> Iterator[Span]:
    """Yield where words stand one after another in a text given as `match.words`, without overlaps."""
    codes = [code for code, *_ in text]
    place = -1
    while phrase[0] in codes[place + 1 :]:
        place = codes.index(phrase[0], place + 1)
        if codes[place : place + len(phrase)] == list(phrase):
            yield text[place][1], text[place + len(phrase) - 1][2]
            place += len(phrase) - 1


def _phrase(text: str, negated: bool) -> QueryTerm:
    return QueryTerm(text, negated, ways=tuple(dict.fromkeys(tuple(codes(way)) for way in _ways(text))))


def _ways(text: str) -> Iterator[str]:
    """Yield a phrase as it was written, and with all that a language writes together with its first word."""
    yield text
    for _, start, end in words(text)[:1]:
        for language in LANGUAGES.values():
            for form in language.together.written(text[start:end]):
                yield text[:start] + form + text[end:]


def _pattern(text: str, negated: bool) -> QueryTerm:
    return QueryTerm(f"/{text}/", negated, Expression(simplify(text), seconds=PATIENCE, written=text))
