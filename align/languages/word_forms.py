"""How the words of a language change in running text, as far as finding terms needs it."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from align.text import fold


def _unchanged(verb: str) -> tuple[str, ...]:
    return (fold(verb),)


@dataclass(frozen=True, kw_only=True, eq=False)
class WordForms:
    """What brings each word to one form, in terms and texts alike; without arguments, words do not change."""

    plain: Callable[[str], str] = fold
    """The form in which a word is compared: plurals, cases, spellings taken off. Asked of each word of a
    text, so let it remember what it was asked."""
    verb: Callable[[str], Collection[str]] = _unchanged
    """The plain forms in which a verb of a term may stand."""
    word: re.Pattern[str] = re.compile(r"[^\W_]+")
    """One word, with what belongs to it: *co-operation*, *holder’s*."""
    articles: frozenset[str] = frozenset()
    """Its articles, which make no difference between two texts, lower case."""
    before: frozenset[str] = frozenset()
    """Words with which a term may begin in a base and not in a text, as they are written: *the*, *to*."""
    after: frozenset[str] = frozenset()
    """The same at its end: *Sudan (the)*."""
    little: frozenset[str] = frozenset()
    """Words that make no difference between two wordings, as they are written: *eradication of poverty*."""
    links: frozenset[str] = frozenset()
    """Words that link others, and with which no rendering of a term begins or ends: *of*, *its*, 的."""
    no_edge: frozenset[str] = frozenset()
    """Words, in languages without spaces characters, with which no term begins or ends."""
    no_term: re.Pattern[str] | None = None
    """What no term begins with: 第三, 包括."""
    next_words: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """In languages without spaces: what follows the last character of a term where both make another word, so
    that 中国 is not found in 发展中国家: `{"国": {"家"}}`."""
    words_before: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """The same for what stands before its first character: 南非 in 东南非."""

    # A stemmer is loaded where terms are looked for, and not wherever the languages are.
    @cached_property
    def plain_before(self) -> frozenset[str]:
        """Return `before` in plain forms."""
        return frozenset(map(self.plain, self.before))

    @cached_property
    def plain_after(self) -> frozenset[str]:
        """Return `after` in plain forms."""
        return frozenset(map(self.plain, self.after))

    @cached_property
    def plain_little(self) -> frozenset[str]:
        """Return `little` in plain forms."""
        return frozenset(map(self.plain, self.little))

    def without_article(self, term: str) -> str:
        """Return a term without the article before it, as it is looked up: *the Office*."""
        first, _, rest = term.partition(" ")
        return rest if rest and first in self.articles else term

    def words(self, text: str) -> Iterator[tuple[str, int, int]]:
        """Yield every word of a text in its plain form, and where it stands: hyphens part words."""
        for match in self.word.finditer(text):
            yield self.plain(match[0]), match.start(), match.end()


AS_WRITTEN = WordForms()
"""Those of a language that states none: words are compared as they are written, whatever their case."""
