"""Names in languages that write them with an alphabet and put their noun first: *Conseil de sécurité*.

What differs from language to language is a handful of words: those that name nothing, those that lead on to
the rest of a name, and those that stand for a country or body: *ce pays*, *la organización*, эта страна.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cached_property
from itertools import pairwise

from align.languages.name_forms import (
    NameForms,
    Span,
    is_slip,
    with_a_slip,
    words_in_turn,
    words_near,
    wrong_letters,
)
from align.languages.word_forms import WordForms
from align.text import fold

_MARK = re.compile(r"[,،;؛:.()]")
_CAPITALISED = re.compile(r"\b[A-ZÀ-ÞА-ЯЁ][a-zß-ÿœа-яё]{3,}\b")


_LEAST_INSIDE = 4
"""Letters of a word without its article, one of which may be wrong."""


class AlphabeticNames(NameForms):
    """Names by the stems of their words.

    Args:
        words: how the words of the language change.
        small: words that name nothing, parted by spaces: *de la y*.
        leads_on: pattern of what goes on with a name behind its noun: *Conseil **des** droits de l’homme*.
        country: pattern of words for a country: *ce pays*.
        organ: pattern of words for a body: *l’Organisation*.
        pronoun: pattern of pronouns.
        adjectives: word of a country → beginnings of its adjectives, where they do not begin as it does.
        numbered: pattern of a number, or the like, beside a name that makes another of it: *quatrième …*.
        article: what is written together with a noun that stands alone: *ال*.
        joined: pattern of what is written together with an adjective: ***inter**malien*.
        united_nations: words of its name, which a title may go without.
        conjunction: pattern of what parts two names: *et*.
        state: words of formal names that name no country: *république*.
        capitals: whether names have capitals.
    """

    def __init__(
        self,
        words: WordForms,
        *,
        small: str,
        leads_on: str,
        country: str,
        organ: str,
        pronoun: str,
        adjectives: Mapping[str, tuple[str, ...]],
        numbered: str,
        article: str = "",
        joined: str = "",
        united_nations: str = "",
        conjunction: str = "",
        state: str = "",
        capitals: bool = True,
    ) -> None:
        self.capitals = capitals
        self.small_words = frozenset(small.split())
        self._words = words
        self._leads_on = re.compile(rf"\s(?:{leads_on})\b")
        self._country, self._organ, self._pronoun = (re.compile(p, re.I) for p in (country, organ, pronoun))
        self._adjectives_as_written = adjectives
        self._article = article
        self._and, self._and_or_mark = re.compile(conjunction), re.compile(f"{conjunction}|{_MARK.pattern}")
        self._state = state
        self._united_nations = united_nations
        self._joined = re.compile(f"(?:{joined})(?=.{{4}})") if joined else None
        self._numbered = re.compile(rf"\b(?:{numbered})\b", re.I)

    # A stemmer is loaded where names are looked for, and not wherever the languages are.
    @cached_property
    def _small(self) -> frozenset[str]:
        return frozenset(map(self._words.plain, self.small_words))

    @cached_property
    def _unsaid_of_titles(self) -> frozenset[str]:
        return self._small.union(map(self._words.plain, self._united_nations.split()))

    @cached_property
    def _unsaid_of_countries(self) -> frozenset[str]:
        return self._small.union(map(self._words.plain, self._state.split()))

    @cached_property
    def _adjectives(self) -> dict[str, tuple[str, ...]]:
        written = self._adjectives_as_written.items()
        return {self._words.plain(word): beginnings for word, beginnings in written}

    def misspelt(self, name: str, text: str) -> Iterator[Span]:
        """Find the words of a title, one of which is a slip of the pen: *Conseil de sécutité*, الجمعية العمة.

        Where names have no capitals, only one inside a word: a plural looks like a slip too.
        """
        parts, words = (
            [word for word in self._words.words(each) if word[0] not in self._small] for each in (name, text)
        )
        written = [(form, name[start:end]) for form, start, end in parts]
        return with_a_slip(written, words, text, is_slip if self.capitals else self._is_slip_inside)

    def _is_slip_inside(self, word: str, other: str) -> bool:
        """Tell whether a word lacks, doubles or changes one letter between its first and its last."""
        one, another = (re.sub(rf"^\w?{self._article}", "", each) for each in (word, other))
        same_ends = len(another) > 1 and one[:1] + one[-1:] == another[:1] + another[-1:]
        return len(one) >= _LEAST_INSIDE and same_ends and wrong_letters(one, another, 1) == 1

    def of_strangers(self, text: str) -> Iterator[str]:
        """Yield the words in capitals and small letters, where names have capitals."""
        return (match[0] for match in _CAPITALISED.finditer(text)) if self.capitals else iter(())

    def is_named(self, country: str, written: str) -> bool:
        """Find a name of one word as it is written: a stem is that of a town or a person too.

        >>> from align.languages import language
        >>> names = language("fr").name_forms
        >>> [names.is_named("Algérie", word) for word in ("ALGERIE", "Alger")]
        [True, False]
        """
        return not country.isalpha() or self._is_form(*map(_without_accents, (country, written)))

    def _is_form(self, country: str, written: str) -> bool:
        return country == written

    def shortened(self, name: str, text: str, *, country: bool = False) -> bool:
        """Find the initials of a name, the adjective of a country, the noun of a title by itself."""
        return self._acronym(name, text) or (
            self._adjective(name, text) if country else self._alone(name, text)
        )

    def referred_to(self, text: str, *, country: bool) -> bool:
        """Find *ce pays*, *la organización*."""
        return bool((self._country if country else self._organ).search(text))

    def has_pronoun(self, text: str) -> bool:
        """Find *il*, *su*, их."""
        return bool(self._pronoun.search(text))

    def in_other_words(self, name: str, text: str) -> bool:
        """Find every word of a title near one another, in any order."""
        wanted = {form for form, _, _ in self._words.words(name)} - self._small
        return words_near(wanted, [form for form, _, _ in self._words.words(text)])

    def nearly_whole(self, name: str, text: str) -> bool:
        """Find what makes a title, three words at least, one after another."""
        wanted = [form for form, _, _ in self._words.words(name) if form not in self._unsaid_of_titles]
        apart = _MARK if self._and.search(name) else self._and_or_mark
        return words_in_turn(wanted, list(self._words.words(text)), text, apart)

    def times_named(self, country: str, text: str) -> int:
        """Count the words that begin as the first of a country's name does."""
        token = next((form for form, _, _ in self._words.words(country) if form not in self._small), "")
        return (
            sum(self._begins(token, [form.lower()]) for form, _, _ in self._words.words(text)) if token else 0
        )

    def inside_a_title(self, text: str, start: int, end: int) -> bool:
        """Find a number beside a name: *la quatrième Convention de Genève*, اتفاقية جنيف الرابعة."""
        before, after = text[:start].rsplit(maxsplit=1)[-1:], text[end:].split(maxsplit=1)[:1]
        return any(self._numbered.match(word) for word in (*before, *after))

    def surely_inside_a_title(self, text: str, start: int, end: int) -> bool:
        """Take what seems to be part of a longer name for it: a number beside a name leaves no doubt."""
        return self.inside_a_title(text, start, end)

    def _alone(self, name: str, text: str) -> bool:
        """Find a noun of a title by itself: *le Conseil*, but not *le Conseil des …*."""
        nouns = [form for form, start, _ in self._words.words(name) if form not in self._small][:2]
        found = [*self._words.words(text), ("", len(text), len(text))]
        for (form, start, end), (_, next_start, _) in pairwise(found):
            if form not in nouns or (self.capitals and not text[start].isupper()):
                continue
            bare = not self._article or self._article in text[max(0, start - 2) : start + 3]
            goes_on = self._leads_on.match(text, end) or (
                self.capitals and text[end:next_start].isspace() and text[next_start].isupper()
            )
            if bare and not goes_on:
                return True
        return False

    def _adjective(self, name: str, text: str) -> bool:
        """Find every word of a country as an adjective or a people: *français*, российский."""
        tokens = [form for form, _, _ in self._words.words(name) if form not in self._unsaid_of_countries]
        forms = [form.lower() for form, _, _ in self._words.words(text)]
        if self._joined:
            forms += [form[match.end() :] for form in forms if (match := self._joined.match(form))]
        return bool(tokens) and any(self._begins(token, forms) for token in tokens[:2])

    def _begins(self, token: str, forms: list[str]) -> bool:
        beginnings = (token.lower()[: max(4, len(token) - 2)], *self._adjectives.get(token, ()))
        return any(form.startswith(beginnings) for form in forms)

    def _acronym(self, name: str, text: str) -> bool:
        """Find the initials of a title: OMS for *Organisation mondiale de la Santé*."""
        words = re.findall(r"[^\W\d_]+", name)
        initials = "".join(word[0].upper() for word in words if self._words.plain(word) not in self._small)
        return self.capitals and len(initials) > 1 and bool(re.search(rf"\b{re.escape(initials)}\b", text))


def _without_accents(word: str) -> str:
    parted = unicodedata.normalize("NFD", fold(word))
    return unicodedata.normalize("NFC", re.sub(r"(?<=[a-z])[\u0300-\u036f]+", "", parted))
