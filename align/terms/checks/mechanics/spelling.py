"""Words that no dictionary has, where the document shows what was meant: *décison* beside *décision*.

Dictionaries lack many good words: of 52 they lacked in English UN texts about 15 were misspelt. One is told
only if the document also has, one slip of the pen away, a word that is right; or has it in two parts.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from unicodedata import name, normalize

from align import languages
from align.terms.checked_bitext import CheckedBitext, CheckedUnit
from align.terms.checks.check import Check
from align.terms.dictionaries import dictionaries, folders, installed, is_word
from align.terms.findings import Finding
from align.words import Message, language_name, say

MISSPELT = say("no dictionary has {found} ({count} in the document); nearest: {expected}")

_LETTERS = re.compile(r"[^\W\d_]+")
_APART = r"\w.@/\\&<>\u0300-\u036f'’-"
_WORD = re.compile(rf"(?<![{_APART}])[^\W\d_]+(?:['’-][^\W\d_]+)*(?![\w@/\\<>\u0300-\u036f'’-]|\.\w)")
"""A word with its hyphens and apostrophes, in no code or address and without marks of stress."""
_LEAST, _PART = 4, 3
"""Letters of a word and of its parts: short ones are too near to one another."""
_SHORT, _OFTEN = 6, 3
"""Below so many letters, the word that was meant must stand in the document so often."""
_PAIR = re.compile(r"(?<![^\W_])([^\W\d_]+)-(?=([^\W\d_]+))")
_USUAL = 3
"""So often is no slip of the pen."""
_FOREIGN = 30
"""Characters between two unknown words of a phrase in another language: *ratione materiae*."""
_WITH_CASE = ("Latn", "Cyrl", "Grek", "Armn")
"""Scripts that show which words are names."""


def lacking(code: str) -> list[Message]:
    """Return why the spelling of a language is not checked, if it could be: its dictionary is not here."""
    language = languages.language(code)
    if not installed() or language.script not in _WITH_CASE or dictionaries(code):
        return []
    return [
        say(
            "spelling not checked for {language}: no dictionary in {folders}",
            language=language_name(language.code), folders=", ".join(map(str, folders())),
        )
    ]  # fmt: skip


def _find(bitext: CheckedBitext) -> Iterator[Finding]:
    code = bitext.languages[1]
    if installed() and languages.language(code).script in _WITH_CASE:
        paths = dictionaries(code)
        yield from _misspelt(bitext, paths) if paths else ()


def _misspelt(bitext: CheckedBitext, paths: tuple[Path, ...]) -> Iterator[Finding]:
    document = _Document(bitext, paths)
    told = set()
    for row in bitext.linked:
        unknown = [place for place in document.unknown(row) if place[0] not in told]
        for word, start in unknown:
            alone = not any(0 < abs(start - other) < _FOREIGN for _, other in unknown)
            meant = document.meant(word) if alone or _mixed(word) else ""
            if meant:
                told.add(word)
                yield CHECK.finding(
                    row.unit, MISSPELT, spans=((), [(start, start + len(word))]), term=word, found=word,
                    expected=(meant,), values={"count": str(document.count[word])},
                )  # fmt: skip


@dataclass
class _Document:
    """The words of a translation, and those that are right because others have them."""

    bitext: CheckedBitext
    paths: tuple[Path, ...]

    @cached_property
    def count(self) -> Counter[str]:
        return Counter(word.lower() for row in self.bitext.rows for word in _LETTERS.findall(row.unit.target))

    @cached_property
    def known(self) -> set[str]:
        terms = (term.text for concept in self.bitext.base.concepts for term in concept.terms)
        originals = (row.unit.source for row in self.bitext.rows)
        return {word.lower() for texts in (terms, originals) for t in texts for word in _LETTERS.findall(t)}

    @cached_property
    def letters(self) -> str:
        return "".join(sorted({letter for word in self.count for letter in word}))

    @cached_property
    def pairs(self) -> set[tuple[str, str]]:
        """The words that stand side by side, with a hyphen between."""
        return {pair for row in self.bitext.rows for pair in _PAIR.findall(row.unit.target.lower())}

    def unknown(self, row: CheckedUnit) -> list[tuple[str, int]]:
        """Return the words of a row that are in no dictionary, with their places."""
        return [
            (part[0], whole.start() + part.start())
            for whole in _WORD.finditer(row.unit.target)
            if whole[0].islower()
            for part in _LETTERS.finditer(whole[0])
            if self._may_be_wrong(part[0])
            and not self._is_word(part[0])
            and not self._is_word(whole[0].replace("’", "'"))
        ]

    def _may_be_wrong(self, word: str) -> bool:
        long = len(word) >= _LEAST or _mixed(word)
        seldom = self.count[word] < _USUAL and word not in self.known
        return long and seldom and not _stressed(word)

    def _is_word(self, word: str) -> bool:
        return is_word(word, self.paths)

    def meant(self, word: str) -> str:
        """Return the word of the document that a wrong one stands for, or an empty string."""
        surely = _mixed(word)
        near = {each for each in _slips(word, self.letters) if surely or each in self.count}
        least = _OFTEN if len(word) < _SHORT and not surely else 0
        near = {
            each for each in near if len(each) > _PART and self.count[each] >= least and self._is_word(each)
        }
        if near:
            return min(near, key=lambda each: (-self.count[each], each))
        for cut in range(_PART, len(word) - _PART + 1):
            if (word[:cut], word[cut:]) in self.pairs:
                return f"{word[:cut]}-{word[cut:]}"
        return ""


def _slips(word: str, letters: str) -> Iterator[str]:
    """Yield what one slip of the pen makes a word of, but at its ends, where forms of a word differ."""
    places = range(1, len(word) - 1)
    for i in places:
        yield from (word[:i] + letter + word[i:] for letter in letters)
    for i in places[:-1]:
        yield word[:i] + word[i + 1 :]
        yield from (word[:i] + letter + word[i + 1 :] for letter in letters if letter != word[i])
        yield word[:i] + word[i + 1] + word[i] + word[i + 2 :]


def _mixed(word: str) -> bool:
    """Tell whether letters of two scripts make a word, as where a Cyrillic *с* stands in *niсos*."""
    return len({name(letter, "").split()[0] for letter in word}) > 1


def _stressed(word: str) -> bool:
    """Tell whether a Latin letter lends its accent to a word of another script: *бóльших*."""
    return "\u0301" in normalize("NFD", word) and _mixed(word)


CHECK = Check("M9", say("A word is misspelt"), say("spelling"), "suggestion", _find, "document")
