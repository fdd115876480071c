"""What a search finds: words in either side however they are written, words just as they are, or a pattern.

    饮用水            case, width, Traditional or Simplified, kinds of quotes, how many spaces: all the same
    "Trust Fund"      just so, letter by letter
    /bod(y|ies)/      a regular expression; case, and Traditional or Simplified, are the same here too

The rows of a bitext are folded once (`Index`); a search then only looks.

>>> looking_for("'饮 用水'").forms("他说‘饮  用水’和'飲 用水'")
['‘饮  用水’', "'飲 用水'"]
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from threading import Lock
from time import thread_time
from typing import NamedTuple, Protocol

import regex

from align.bitext import Bead
from align.errors import SettingsError
from align.expressions import Expression
from align.languages import join
from align.text import fold, simplify
from align.web.review.history import Keys, State
from align.words import say

LONGEST = 500
"""Most characters of a search."""
PATIENCE = 0.5
"""Seconds that a regular expression may look at one text: ordinary ones need a millionth."""
ALLOWED = 2.0, 1e-6
"""Seconds of processor time that it may take for all texts: so many, and for each character so many more."""

_QUOTES = str.maketrans("‘’‚‛“”„‟＇＂", "''''\"\"\"\"'\"")
_KINDS = re.compile(r'["“](?P<exact>[^"”]+)["”]|/(?P<pattern>.+)/', re.DOTALL)


class RowTexts(NamedTuple):
    """Both texts of a row."""

    written: tuple[str, str]
    simple: tuple[str, str]
    """In Simplified characters, one for one, so that places are the same."""
    plain: tuple[str, str]
    """As words are compared."""


class Search(Protocol):
    """Something to be looked for."""

    def is_in(self, texts: RowTexts) -> bool:
        """Tell whether a row holds it."""

    def forms(self, text: str) -> list[str]:
        """Return the places of a text that it finds, as they are written there."""


def looking_for(text: str) -> Search | None:
    """Return what a text of the search box looks for; nothing, where it says nothing.

    Raises:
        SettingsError: it is too long, or the regular expression is broken.
    """
    if len(text) > LONGEST:
        what, mend = say("the search is too long"), say("take at most {most} characters", most=LONGEST)
        raise SettingsError(what, mend=mend)
    is_exact, is_pattern, bare = kind_of(text)
    if is_pattern:
        return PatternQuery(simplify(bare))
    if is_exact:
        return Exact(bare)
    return WordQuery(text) if plain(text) else None


def kind_of(text: str) -> tuple[bool, bool, str]:
    """Return whether a text of the search box is to be found just so, whether it is a pattern, and it, bare.

    >>> kind_of('"Trust Fund"'), kind_of("/bod(y|ies)/"), kind_of("fund")
    ((True, False, 'Trust Fund'), (False, True, 'bod(y|ies)'), (False, False, 'fund'))
    """
    kind = _KINDS.fullmatch(text.strip())
    if not kind:
        return False, False, text
    return bool(kind["exact"]), bool(kind["pattern"]), kind["exact"] or kind["pattern"]


class WordQuery:
    """Words, however they are written."""

    def __init__(self, text: str) -> None:
        self._needle = plain(text)

    def is_in(self, texts: RowTexts) -> bool:
        """Tell whether a row holds them."""
        return self._needle in texts.plain[0] or self._needle in texts.plain[1]

    def forms(self, text: str) -> list[str]:
        """Return how they are written, place by place."""
        folded, places = [], []
        for place, char in _spaced(text):
            for each in _folded(char):
                folded.append(each)
                places.append(place)
        found, at = "".join(folded), -1
        forms = []
        while (at := found.find(self._needle, at + 1)) >= 0:
            forms.append(text[places[at] : places[at + len(self._needle) - 1] + 1])
        return forms


class Exact:
    """Words, just as they are."""

    def __init__(self, text: str) -> None:
        self._text = text

    def is_in(self, texts: RowTexts) -> bool:
        """Tell whether a row holds them."""
        return self._text in texts.written[0] or self._text in texts.written[1]

    def forms(self, text: str) -> list[str]:
        """Return them, if the text holds them."""
        return [self._text] if self._text in text else []


class PatternQuery:
    """A regular expression. It may take the longer, the more text it has looked at."""

    def __init__(self, pattern: str, *, ignore_case: bool = True) -> None:
        """Take it as it is to be read.

        Raises:
            SettingsError: it is broken.
        """
        self._expression = Expression(pattern, seconds=PATIENCE, ignore_case=ignore_case)
        self._left, self._a_character = ALLOWED

    def is_in(self, texts: RowTexts) -> bool:
        """Tell whether it fits somewhere in a row, an empty place not counted.

        Raises:
            SettingsError: it takes too long.
        """
        begun, (source, target) = thread_time(), texts.simple
        found = self._fits(source) or self._fits(target)
        self._spend(begun, len(source) + len(target))
        return found

    def forms(self, text: str) -> list[str]:
        """Return what it finds; errors as `is_in`."""
        return [text[start:end] for start, end in self.spans(simplify(text))]

    def spans(self, text: str) -> list[tuple[int, int]]:
        """Return where it fits; errors as `is_in`."""
        return [match.span() for match in self.matches(text) if match.end() > match.start()]

    def matches(self, text: str) -> list[regex.Match[str]]:
        """Return all that it finds; errors as `is_in`."""
        begun = thread_time()
        found = list(self._expression.matches(text))
        self._spend(begun, len(text))
        return found

    def _fits(self, text: str) -> bool:
        first = self._expression.first(text)
        if first is None or first.end() > first.start():
            return first is not None
        return any(match.end() > match.start() for match in self._expression.matches(text))

    def _spend(self, begun: float, characters: int) -> None:
        self._left += self._a_character * characters - (thread_time() - begun)
        if self._left < 0:
            raise self._expression.too_long


class Index:
    """The texts of a bitext under review, folded once; of later versions, only the rows that are new."""

    def __init__(self) -> None:
        self._texts: dict[int, RowTexts] = {}
        self._keys: Keys = ()
        self._lock = Lock()

    def texts(self, state: State) -> list[RowTexts]:
        """Return the texts of the rows of this moment, in order."""
        with self._lock:
            if state.keys is not self._keys:
                known, languages = self._texts, (state.bitext.source.language, state.bitext.target.language)
                rows = zip(state.keys, state.bitext.beads, strict=True)
                self._texts = {key: known.get(key) or _texts(bead, languages) for key, bead in rows}
                self._keys = state.keys
            return list(self._texts.values())

    def prepare(self, state: State, give_way: Callable[[], object]) -> None:
        """Fold the rows by and by: whoever searches meanwhile folds the rest."""
        languages = state.bitext.source.language, state.bitext.target.language
        for key, bead in zip(state.keys, state.bitext.beads, strict=True):
            give_way()
            with self._lock:
                if self._keys:  # somebody has searched
                    return
                self._texts[key] = _texts(bead, languages)


def plain(text: str) -> str:
    """Return a text as words are compared."""
    return " ".join(fold(text if text.isascii() else text.translate(_QUOTES)).split())


def _texts(bead: Bead, languages: tuple[str, str]) -> RowTexts:
    source, target = (
        join((segment.text for segment in side), language)
        for side, language in zip((bead.source, bead.target), languages, strict=True)
    )
    return RowTexts((source, target), (_simple(source), _simple(target)), (plain(source), plain(target)))


def _simple(text: str) -> str:
    simple = text if text.isascii() else simplify(text)
    return simple if simple != text else text  # one text in memory, where they are the same


def _spaced(text: str) -> Iterator[tuple[int, str]]:
    """Yield the characters with their places, and one space where there are several."""
    was_space = False
    for place, char in enumerate(text):
        if not (was_space and char.isspace()):
            yield place, char
        was_space = char.isspace()


@lru_cache(maxsize=10_000)
def _folded(char: str) -> str:
    return " " if char.isspace() else fold(char.translate(_QUOTES))
