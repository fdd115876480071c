"""Where the terms of a base stand in a text: Aho–Corasick, leftmost and longest.

The longest term wins, so that 发展 is not found inside 发展权 nor *health* inside *health care*: what a
longer term covers is no occurrence of the shorter one. (Aho & Corasick 1975, doi:10.1145/360825.360855.)
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Set
from functools import lru_cache, partial
from operator import itemgetter
from typing import NamedTuple

from align import languages
from align.languages import WordForms, same_language
from align.terms.base import Concept, Term, TermBase
from align.terms.forms import EDGE, Forms
from align.text import HAN, is_han, simplify

# Between Han characters, and between these and figures: 大 会, 2030 年议程.
_LETTER_SPACE = re.compile(f"[ \\u3000](?:(?<=[{HAN}].)(?=[{HAN}0-9])|(?<=[0-9].)(?=[{HAN}]))")
_ADDRESS = re.compile(r"[^\s<(（]*(?:://|www\.|@)[^\s>)）]*")


class _Alike(dict[int, str]):
    """What characters count as in Chinese, one for one so that offsets stay: half width, Simplified, small.

    Each is worked out when it is first met; afterwards a text takes one pass.
    """

    def __missing__(self, code: int) -> str:
        half = chr(code - 0xFEE0 if 0xFF01 <= code <= 0xFF5E else code)
        lower = simplify(half).lower()
        return self.setdefault(code, lower if len(lower) == 1 else half)


_ALIKE = _Alike()


class Occurrence(NamedTuple):
    """A term found in a text."""

    concept: Concept
    term: Term
    start: int
    end: int


def places(occurrences: Iterable[Occurrence], concepts: Set[str]) -> int:
    """Return at how many places any of the concepts stands."""
    return len({o.start for o in occurrences if o.concept.id in concepts})


def blanked(text: str, occurrences: Iterable[Occurrence]) -> str:
    """Return a text with spaces in the place of some of its terms."""
    for o in occurrences:
        text = text[: o.start] + " " * (o.end - o.start) + text[o.end :]
    return text


class TermFinder:
    """Finds the terms of one language; build it once, then ask it for every text."""

    def __init__(self, base: TermBase, language: str) -> None:
        from ahocorasick import Automaton  # only term checks need it

        known = languages.language(language)
        self._spaced, self._words, self._names = known.spaced, known.word_forms, known.name_forms
        self._normalise = partial(_spaced, self._words) if self._spaced else _unspaced
        self._automaton = Automaton()
        entries: dict[str, list[tuple[Concept, Term]]] = {}
        for concept in base.concepts:
            for term in concept.terms:
                if same_language(term.language, language) and concept.recognise:
                    for pattern in self._patterns(term):
                        entries.setdefault(pattern, []).append((concept, term))
        for pattern, owners in entries.items():
            # A term that is not to be recognised covers shorter ones all the same.
            looked_for = [(concept, term) for concept, term in owners if term.recognise]
            self._automaton.add_word(pattern, (len(pattern), looked_for))
        self._automaton.make_automaton()
        self._empty = not entries

    def find(self, text: str) -> list[Occurrence]:
        """Return the occurrences in a text, in order, none inside another."""
        if self._empty or not text:
            return []
        normal, place = self._normalise(text)
        addresses = _addresses(text)
        found = []
        for start, end, owners in self._longest(normal):
            begin, stop = place(start, end)
            if text[stop : stop + 1] == ")":
                stop += text.count("(", begin, stop) > text.count(")", begin, stop)
            if any(left <= begin and stop <= right for left, right in addresses):
                continue
            if self._spaced and "/" in text and _in_symbol(text, begin, stop):
                continue
            found += [
                Occurrence(concept, term, begin, stop)
                for concept, term in owners
                if concept.kind != "country" or self._names.is_named(term.text, text[begin:stop])
            ]
        return found

    def _longest(self, normal: str) -> Iterator[tuple[int, int, list[tuple[Concept, Term]]]]:
        """Yield leftmost-longest matches; two neighbours may share the edge between them."""
        matches = [
            (last - size + 1, -last - 1, owners) for last, (size, owners) in self._automaton.iter(normal)
        ]
        matches.sort(key=itemgetter(0, 1))
        reached = 0
        for start, end, owners in matches:
            if start >= reached and (self._spaced or _is_whole(self._words, normal, start, -end)):
                yield start, -end, owners
                reached = -end - 1 if self._spaced else -end

    def _patterns(self, term: Term) -> Iterable[str]:
        if not self._spaced:
            pattern = _unspaced(term.text.strip())[0]
            return [pattern] if len(pattern) > 1 else []
        known = self._words
        tokens = [form for form, _, _ in known.words(term.text)]
        tokens = tokens[1:] if len(tokens) > 1 and tokens[0] in known.plain_before else tokens
        tokens = tokens[:-1] if len(tokens) > 1 and tokens[-1] in known.plain_after else tokens
        if len("".join(tokens)) < 2:
            return []
        heads = known.verb(tokens[0]) if term.part_of_speech == "verb" else {tokens[0]}
        return [EDGE + EDGE.join([head, *tokens[1:]]) + EDGE for head in sorted(heads)]


Place = Callable[[int, int], tuple[int, int]]


def _spaced(known: WordForms, text: str) -> tuple[str, Place]:
    """Normalise a text whose words are spaced; return it and what leads back to the original offsets."""
    said = Forms(_sentence_case(text), known)
    return said.string, said.span


def _unspaced(text: str) -> tuple[str, Place]:
    """Normalise a Chinese text, letter-spaced words too (大 会); what it returns is as in `_spaced`."""
    normal = text.translate(_ALIKE)
    spaces = {match.start() for match in _LETTER_SPACE.finditer(normal)}
    if not spaces:
        return normal, _as_it_stands
    kept = [place for place in range(len(normal)) if place not in spaces]
    return "".join(normal[i] for i in kept), lambda start, end: (kept[start], kept[end - 1] + 1)


def _as_it_stands(start: int, end: int) -> tuple[int, int]:
    return start, end


def _sentence_case(text: str) -> str:
    """Return headings in capitals as lower case: there, capitals do not mark acronyms."""
    return text.lower() if text.isupper() and len(text.split()) > 2 else text


def _is_whole(known: WordForms, text: str, start: int, end: int) -> bool:
    """Tell whether a match cuts no word in two: IMF is not in IMFO, nor a Chinese word where one can tell."""
    before, after = text[start - 1 : start], text[end : end + 1]
    if after and after in known.next_words.get(text[end - 1], ()):
        return False
    if before and before in known.words_before.get(text[start], ()):
        return False
    return not (
        (_latin(text[start]) and before and _latin(before))
        or (_latin(text[end - 1]) and after and _latin(after))
    )


def _in_symbol(text: str, start: int, end: int) -> bool:
    """Tell whether an acronym is part of a document symbol: HRC in A/HRC/47/29."""
    return text[start:end].isupper() and "/" in text[max(start - 1, 0) : start] + text[end : end + 1]


def _addresses(text: str) -> list[tuple[int, int]]:
    """Return where the addresses of pages and persons stand: what they hold are no terms."""
    if "www." not in text and "://" not in text and "@" not in text:
        return []
    return [match.span() for match in _ADDRESS.finditer(text)]


@lru_cache(maxsize=10_000)
def _latin(character: str) -> bool:
    return character.isalnum() and not is_han(character)
