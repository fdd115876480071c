"""Word forms by the Snowball stemmers, for languages that state no rules of their own.

A stemmer cuts the endings off a word, so that its cases, numbers and persons become one form. (Porter 2001,
https://snowballstem.org; the package has Arabic, French, Russian and Spanish among others.)
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache, partial

from align.languages.word_forms import AS_WRITTEN, WordForms
from align.text import fold


def stemmed(
    algorithm: str,
    *,
    prepare: Callable[[str], str] = str,
    finish: Callable[[str], str] = str,
    word: str = AS_WRITTEN.word.pattern,
    articles: str = "",
    before: str = "",
    after: str = "",
    little: str = "",
    links: str = "",
    no_edge: str = "",
) -> WordForms:
    """Return the word forms of a language by its stemmer; the words are given in one string each.

    Args:
        algorithm: the name of the stemmer: `french`.
        prepare: takes off what a stemmer leaves, of a word that was folded.
        finish: takes off what it leaves of one form and not of another, of the stem.
        word: pattern of a word.
        articles: as in `WordForms`, parted by spaces, as they are written; so are the others.
        before: likewise, besides the articles.
        after: likewise.
        little: likewise.
        links: likewise.
        no_edge: likewise.
    """
    cut = _stemmer(algorithm)
    plain = lru_cache(maxsize=40_000)(partial(_plain, lambda folded: finish(cut(prepare(folded)))))

    return WordForms(
        plain=plain,
        verb=lambda verb: (plain(verb),),
        word=re.compile(word),
        articles=frozenset(articles.split()),
        before=frozenset(f"{articles} {before}".split()),
        after=frozenset(after.split()),
        little=frozenset(little.split()),
        links=frozenset(links.split()),
        no_edge=frozenset(no_edge.split()),
    )


def _plain(stem: Callable[[str], str], word: str) -> str:
    """Return the stem of a word; an acronym keeps its case, as OMS and ООН do."""
    if len(word) > 1 and word.isupper() and word.lower() != word:
        return word
    return stem(fold(word))


def _stemmer(algorithm: str) -> Callable[[str], str]:
    """Return what cuts a word, loaded when it is first asked: not every run looks for terms."""

    @lru_cache(maxsize=1)
    def loaded() -> Callable[[str], str]:
        import snowballstemmer

        cut: Callable[[str], str] = snowballstemmer.stemmer(algorithm).stemWord
        return cut

    return lambda word: loaded()(word)
