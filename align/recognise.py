"""Which language a text is in: told by its script, by its commonest words, or by a library.

Chinese, Japanese, Korean and most English documents are recognised without the library, which takes a
second to load. It is py3langid, a naive Bayes model over bytes (Lui & Baldwin 2011), and won over lingua by
size and speed, with nearly its accuracy. On 1,000 lines of each language (`scripts/compare_recognisers.py`):

                                       py3langid         lingua
    installed, in memory               4.5 MB, 92 MB     96 MB, 719 MB
    to load, on a busy machine         2.7 s             29 s
    UN sentences, of six languages     99.2 %            99.3 %
    UN headings of a word or two       91.7 %            94.9 %
    everyday sentences                 99.7 %            99.5 %
    messages of programs               98.0 %            94.8 %
    the same, of 17 languages of any   92.5 %            93.7 %
    lines a second                     2,900–13,000      1,100–2,800
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from functools import cache
from random import Random
from typing import Any, NamedTuple

from align import languages
from align.languages import LANGUAGES, Language, family
from align.text import HAN

_LETTER = re.compile(r"[^\W\d_]")
_WORD = re.compile(r"[^\W\d_]+")

# By ISO 15924. Chinese is told from Japanese by the kana that only the latter has.
_SCRIPTS = {
    "Jpan": re.compile("[\u3040-\u30ff\uff66-\uff9f]"),
    "Hani": re.compile(f"[{HAN}]"),
    "Kore": re.compile("[\uac00-\ud7af]"),
    "Thai": re.compile("[\u0e00-\u0e7f]"),
    "Hebr": re.compile("[\u0590-\u05ff]"),
    "Arab": re.compile("[\u0600-\u06ff]"),
    "Cyrl": re.compile("[\u0400-\u04ff]"),
}
_SHARED = frozenset(("Latn", "Arab", "Cyrl"))
"""Scripts that many languages write: they tell none."""

LEAST_SHARE = 0.3
"""Part of the letters from which a script is the text's. A Han character counts for three Latin letters, as
it says as much: a Chinese report full of English names is Chinese."""


class _Plain(NamedTuple):
    """When little words tell a language."""

    words: int
    """Fewest words of a text."""
    share: float
    """The part of them that must be little words of the language."""
    lead: float
    """How many times as many there must be as of any other language."""


ALONE = _Plain(50, 0.2, 3.0)
"""When nothing else is asked. In UN texts in English a third are such, in others a tenth seems to be."""
AMONG_OTHERS = _Plain(10, 0.15, 1.5)
"""For one of many texts: of UN sentences it tells two thirds, and three in a thousand of these wrongly."""

MOST = 20_000
"""Characters that are read, from all parts of a longer text."""

FAVOUR = 8.0
"""Log-odds by which an official language of the UN is likelier than others before anything is read. On single
lines it raises the share of UN sentences that are recognised from 95.9 to 98.8 %, and lowers that of twelve
other languages from 94.4 to 92.6 %; on a whole text it weighs nothing."""

SURE = 20.0
"""Log-odds from which a text is in a language whatever the other side is in."""

SOME = 60
"""Texts that tell the languages of many: to recognise the language of one takes milliseconds."""

LEAST_LETTERS = 60
"""Letters from which a text shows that it is not in a language of its own script."""


def language_of(text: str, among: Collection[str] = ()) -> str:
    """Recognise the language of a text, offline.

    Args:
        text: a sentence or a whole document.
        among: codes of the languages that it can be in; default: any.

    Returns:
        A BCP 47 code (`en`, `fr`, `zh-CN`, `zh-TW`, `pt`…), or an empty string for no letters.
    """
    known = {family(code) for code in among}
    text = _sample(text)
    if not _LETTER.search(text):
        return ""
    found = _by_script(text, known) or _by_little_words(text, known) or _likeliest(_scores(text, known))
    variant = languages.language(found).variant
    return variant(text) if variant else found


def plain_language_of(text: str) -> str:
    """Return the family of the language that a text is plainly in, told without the library; else nothing.

    >>> plain_language_of("The report of the Secretary-General is to be issued in the language of the host.")
    'en'
    >>> plain_language_of("Report on languages")
    ''
    """
    text = _sample(text)
    if not _LETTER.search(text):
        return ""
    return _by_script(text, ()) or _by_little_words(text, (), AMONG_OTHERS)


def tell_apart(source: str, target: str, code: str, *, sure: tuple[bool, bool]) -> tuple[str, str]:
    """Return the languages of two texts that both look like one: the less sure of them is in another.

    A translation full of untranslated names, tables or titles may look like its original. Where both are
    surely in the one language, it is returned twice.

    Args:
        source: one text.
        target: the other.
        code: the language that both look like.
        sure: which of them is in it for certain, because somebody said so.
    """
    sides = [_scores(_sample(text), set()) for text in (source, target)]
    others = [_likeliest({each: s for each, s in side.items() if each != family(code)}) for side in sides]
    leads = [
        SURE if known or not other else side.get(family(code), -SURE) - side[other]
        for side, other, known in zip(sides, others, sure, strict=True)
    ]
    if min(leads) >= SURE:
        return code, code
    return (others[0], code) if leads[0] < leads[1] else (code, others[1])


def plainly_other(text: str, code: str) -> str:
    """Return the language that a text is plainly in; empty where that may be the one of a code.

    A script that the language does not write is plain; within a script the lead of the other language
    decides, and of a language that the library does not know nothing can be said.
    """
    text, told = _sample(text), languages.language(code)
    found = language_of(text)
    letters = len(_LETTER.findall(text))
    if not found or languages.same_language(found, code):
        return ""
    if told.code in LANGUAGES and told.script != languages.language(found).script:
        return found if letters_of(text, told) < LEAST_SHARE * letters else ""
    scores = _scores(text, set()) if letters >= LEAST_LETTERS else {}
    lead = scores.get(family(found), -SURE) - scores.get(told.code, float("inf"))
    return found if lead >= SURE else ""


def some_of(texts: Sequence[str]) -> Sequence[str]:
    """Return some by chance, since versions may take turns, yet always the same; all where they are few."""
    return Random(0).sample(texts, SOME) if len(texts) > SOME else texts


def letters_of(text: str, language: Language) -> int:
    """Return how many letters of a text are of the script of a language; Latin is what no other script is."""
    if language.script in _SCRIPTS:
        found = len(_SCRIPTS[language.script].findall(text))
        return found + (len(_SCRIPTS["Hani"].findall(text)) if language.script == "Jpan" else 0)
    letters = sum(map(str.isalpha, text))
    return letters - sum(len(script.findall(text)) for script in _SCRIPTS.values())


def _sample(text: str) -> str:
    """Return a text of bounded length with lines from all parts of a longer one."""
    if len(text) <= MOST:
        return text
    lines = text.splitlines()
    step = -(-len(text) // MOST)
    return "\n".join(lines[::step])[: 2 * MOST] if len(lines) > step else text[:MOST]


def _by_script(text: str, among: Collection[str]) -> str:
    """Return the one language that writes as the text is written; empty where several do."""
    script = _script_of(text)
    writing = [
        each.code
        for each in LANGUAGES.values()
        if each.script == script and (not among or each.code in among)
    ]
    return writing[0] if len(writing) == 1 and (among or script not in _SHARED) else ""


def _script_of(text: str) -> str:
    """Return the script of a text that has letters."""
    if text.isascii():
        return "Latn"
    letters = len(_LETTER.findall(text))
    shares = {script: 3 * len(found.findall(text)) / letters for script, found in _SCRIPTS.items()}
    # Japanese writes Han characters, too, so that its kana decide wherever there are any number of them.
    script = "Jpan" if shares["Jpan"] > LEAST_SHARE else max(shares, key=lambda each: shares[each])
    return script if shares[script] >= LEAST_SHARE else "Latn"


def _by_little_words(text: str, among: Collection[str], plain: _Plain = ALONE) -> str:
    """Return the language of which a text plainly has the commonest words; empty where none is plain."""
    words = _WORD.findall(text.lower())
    if len(words) < plain.words:
        return ""
    counts = {each.code: sum(word in each.little_words for word in words) for each in _with_little_words()}
    best, next_best = sorted(counts, key=lambda code: -counts[code])[:2]
    told = counts[best] >= plain.share * len(words) and counts[best] >= plain.lead * counts[next_best]
    return best if told and (not among or best in among) else ""


@cache
def _with_little_words() -> tuple[Language, ...]:
    return tuple(each for each in LANGUAGES.values() if each.little_words)


def _likeliest(scores: Mapping[str, float]) -> str:
    return max(
        scores,
        key=lambda code: scores[code] + (FAVOUR if languages.language(code).letter else 0.0),
        default="",
    )


def _scores(text: str, among: Collection[str]) -> dict[str, float]:
    """Return the log-likelihood of each language that a text may be in."""
    found: dict[str, float] = {}
    for label, score in _identifier().rank(text):
        code = family(label)
        if code and (not among or code in among):
            found[code] = max(found.get(code, -float("inf")), float(score))
    return found


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE)
