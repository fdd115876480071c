"""The languages: one module each, and `LANGUAGES`, the table in which everything else looks them up.

No other room writes the code of a language: it asks the language for what it needs to know.

>>> normal_code("zho"), normal_code("zh_hans_cn"), normal_code("ENG-us")
('zh', 'zh-Hans-CN', 'en-US')
>>> family("zh-Hant-TW"), same_language("chi", "zh-CN")
('zh', True)
>>> language("fra").own_name
'Français'
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from importlib import import_module
from pkgutil import iter_modules

from align.languages.language import Language
from align.languages.name_forms import NameForms
from align.languages.strangers import NAMES
from align.languages.word_forms import WordForms
from align.text import RIGHT_TO_LEFT

__all__ = [
    "INTERFACE", "LANGUAGES", "ORIGINAL", "TRANSLATION", "Language", "NameForms", "WordForms",
    "any_of", "articles", "every", "every_word", "exists", "family", "is_code", "join", "language", "marks",
    "named", "normal_code", "own_marks", "same_language",
]  # fmt: skip


def _languages() -> Iterator[Language]:
    """Yield what the modules of this folder hold, a `LANGUAGE` or several `LANGUAGES`."""
    for found in iter_modules(__path__, f"{__name__}."):
        module = import_module(found.name)
        if hasattr(module, "LANGUAGE"):
            yield module.LANGUAGE
        yield from getattr(module, "LANGUAGES", ())


LANGUAGES: dict[str, Language] = {each.code: each for each in _languages()}
"""By code. Another language is another module of this folder."""

ORIGINAL, TRANSLATION = "en", "zh"
"""Codes of the languages that an original and its translation are taken for where nobody names any."""

INTERFACE = "en"
"""Code of the language in which the code speaks to people; `align.words` has catalogues of others."""

OF_SENTENCE_ENCODER = tuple("ar de en es fr it ja ko nl pl pt ru th tr zh".split())
"""Codes of what Google's universal-sentence-encoder-multilingual was trained on, as its card says."""

_CODE = re.compile(r"[a-z]{2,3}([-_][a-z]{4})?([-_]([a-z]{2}|\d{3}))?", re.IGNORECASE)
_FAMILIES = {code: each.code for each in LANGUAGES.values() for code in (each.code, *each.other_codes)}
_RTL = re.compile(f"[{RIGHT_TO_LEFT}]")
_NAMES = {name.lower(): each.code for each in LANGUAGES.values() for name in each.names}


def is_code(text: str) -> bool:
    """Tell whether a text is a language code, however written."""
    return bool(_CODE.fullmatch(text))


def exists(code: str) -> bool:
    """Tell whether a code names a language that somebody speaks, or one agreed on in private (`qaa`).

    >>> exists("zh-CN"), exists("tlh"), exists("xx")
    (True, True, False)
    """
    if family(code) in LANGUAGES:
        return True
    from langcodes import Language as Tag  # a tenth of a second, for codes of strangers

    return bool(Tag.get(family(code)).is_valid())


@lru_cache(maxsize=1024)  # the library that recognises languages knows 142
def normal_code(code: str) -> str:
    """Return a language code as BCP 47 writes it: hyphens, its case, the shortest code of the language.

    >>> [normal_code(code) for code in ("ZH_cn", "EN-US", "zh-hant-tw", "cmn-Hans", "deu", "en", "")]
    ['zh-CN', 'en-US', 'zh-Hant-TW', 'zh-Hans', 'de', 'en', '']
    """
    first, *rest = code.strip().replace("_", "-").split("-")
    shape = {2: str.upper, 4: str.title}
    main = _FAMILIES.get(first.lower()) or _shortest(first.lower())
    return "-".join([main, *(shape.get(len(part), str.lower)(part) for part in rest)])


@lru_cache(maxsize=1024)
def family(code: str) -> str:
    """Return the main code of a language, whatever script or country stands behind it; empty for none."""
    return normal_code(code).partition("-")[0]


def same_language(one: str, other: str) -> bool:
    """Tell whether two codes name one language, whatever their script or country."""
    return family(one) == family(other)


def language(code: str) -> Language:
    """Return the language of a code; one of which we know nothing has its name, else its code."""
    main = family(code)
    return LANGUAGES.get(main) or _stranger(main)


def join(texts: Iterable[str], code: str) -> str:
    """Join sentences as their language writes them: Chinese without a space."""
    return language(code).join(texts)


def direction(text: str, code: str = "") -> str:
    """Return which way a text runs, `rtl` or `ltr`: as its language does, if it holds a letter of it.

    A text of no known language runs as most of its letters do. Without a text: which way the language runs.

    >>> direction("WHO: قال", "ar"), direction("14 July 2025", "ar"), direction("12", "ar")
    ('rtl', 'ltr', 'rtl')
    """
    rtl, letters = len(_RTL.findall(text)), sum(map(str.isalpha, text))
    if not code:
        return "rtl" if 2 * rtl > letters else "ltr"
    own = language(code).direction
    if own == "rtl":
        return "ltr" if letters and not rtl else "rtl"
    return "rtl" if rtl >= letters > 0 else "ltr"


def named(name: str) -> str:
    """Return the usual code of the language that people call so, in English or otherwise; empty for none.

    >>> named("Chinese"), named("法文"), named("anglais"), named("reference")
    ('zh-CN', 'fr', 'en', '')
    """
    found = LANGUAGES.get(_NAMES.get(name.strip().lower(), ""))
    return found.usual_code or found.code if found else ""


def any_of(patterns: Iterable[str]) -> str:
    """Return a pattern for any of some patterns; where there is none, one that nothing fits."""
    return f"(?:{'|'.join(patterns) or '(?!)'})"


def every(of: Callable[[Language], Iterable[str]]) -> str:
    """Return one pattern that fits where a pattern of any language does; `of` takes them from a language.

    >>> "please recycle" in every(lambda each: each.front_matter.recycle)
    True
    """
    return any_of(pattern for each in LANGUAGES.values() for pattern in of(each))


def every_word(of: Callable[[Language], Iterable[str]]) -> str:
    """Return what `every` does, but fit whole words alone in languages that part their words by spaces."""
    words = ((each.spaced, tuple(of(each))) for each in LANGUAGES.values())
    return any_of(rf"\b{any_of(own)}\b" if spaced else any_of(own) for spaced, own in words if own)


def articles() -> str:
    """Return a pattern for the articles of all languages; *l’* with its apostrophe alone."""
    return every(
        lambda each: (
            rf"{word}\b" if len(word) > 1 else f"{word}['’]" for word in sorted(each.word_forms.articles)
        )
    )


def marks(of_ascii: str) -> str:
    """Return marks of ASCII with their like in all languages, as the inside of a character class.

    >>> marks("!")
    '!！'
    """
    return re.escape(of_ascii) + own_marks(of_ascii)


def own_marks(of_ascii: str) -> str:
    """Return the marks that languages have in place of those of ASCII, as the inside of a character class."""
    own = (each.punctuation.own.get(mark, "") for mark in of_ascii for each in LANGUAGES.values())
    return re.escape("".join(dict.fromkeys("".join(own))))


@lru_cache(maxsize=1024)
def _stranger(code: str) -> Language:
    return Language(code=code, name=NAMES.get(code, code) or "an unknown language")


def _shortest(main: str) -> str:
    """Return the two letters of ISO 639-1 for three of -2 or -3, where there are two."""
    if len(main) != 3:
        return main
    from langcodes import standardize_tag  # a tenth of a second, for codes of strangers

    try:
        return standardize_tag(main, macro=True)
    except ValueError:  # its LanguageTagError
        return main
