"""Everything that depends on a language, as one value: what a module of this folder fills in.

Only `code` and `name` must be given. What a language does not state, it lacks: whoever needs it says so, and
never reads the language as if it were another.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

from align.languages.figures import Figures
from align.languages.front_matter import UNKNOWN, FrontMatter
from align.languages.name_forms import NO_NAME_FORMS, NameForms
from align.languages.negation import Negation
from align.languages.printed import UNKNOWN_WORDS, PrintedWords
from align.languages.punctuation import ASCII_ALONE, Punctuation
from align.languages.structure import DIGITS_ALONE, Structure
from align.languages.together import APART, Together
from align.languages.word_forms import AS_WRITTEN, WordForms


@dataclass(frozen=True, kw_only=True, eq=False)
class Language:
    """One language in all its scripts and countries.

    Values are compared by identity: there is one of each, in `LANGUAGES`.
    """

    code: str
    """Main subtag of BCP 47, the shortest that ISO 639 has: `fr`."""
    usual_code: str = ""
    """The code to write where only the name of the language is known: `zh-CN`; empty: `code`."""
    name: str
    """Its name in English."""
    own_name: str = ""
    """Its name in itself: `Français`."""

    other_codes: tuple[str, ...] = ()
    """Further codes that mean it: `fra`, `fre`; `cmn`, since who writes Mandarin writes Chinese."""
    other_names: tuple[str, ...] = ()
    """What else people call it in headings of tables and in mastheads, lower case: `anglais`, `英文`."""
    file_marks: tuple[str, ...] = ()
    """What marks files of it besides its codes of three letters and its names, folded: `es`, `esp`, `法文版`.
    Its code stands here unless it is a word of other languages, as `it` and `he` are."""
    copy_marks: tuple[str, ...] = ()
    """What programs add to the name of a copied file, folded: `copie`, `副本`."""
    letter: str = ""
    """The letter that stands for it behind the symbols and job numbers of UN documents: `f`."""

    script: str = "Latn"
    """ISO 15924."""
    direction: Literal["ltr", "rtl"] = "ltr"
    spaced: bool = True
    """Whether spaces part its words, and its sentences where they are joined."""
    punctuation: Punctuation = ASCII_ALONE
    srx_group: str = ""
    """Code of the language as which the rules in `rules/*.srx` cut it; empty: as itself. Japanese is cut as
    Chinese."""

    little_words: frozenset[str] = frozenset()
    """Its sixteen or so commonest words that are none of its neighbours', by which it is recognised."""
    and_: tuple[str, ...] = ()
    """What says *and* between two words, as patterns."""
    doubled: frozenset[str] = frozenset()
    """Words that rightly stand twice in a row: *that that*, *nous nous*."""
    common_characters: str = ""
    """Those by which the encoding of a text is recognised; of Latin letters, those with accents."""
    variant: Callable[[str], str] | None = None
    """Tells which of its scripts or countries a text is of: `zh-CN`, `zh-TW`."""

    months: tuple[str, ...] = ()
    """From January to December."""
    front_matter: FrontMatter = UNKNOWN
    structure: Structure = DIGITS_ALONE
    printed: PrintedWords = UNKNOWN_WORDS
    figures: Figures | None = None
    limits: tuple[str, str] = ("", "")
    """Patterns of what says *at least*, and of what says *at most*."""
    negation: Negation | None = None
    word_forms: WordForms = AS_WRITTEN
    together: Together = APART
    name_forms: NameForms = NO_NAME_FORMS

    def states(self, what: str) -> bool:
        """Tell whether anyone filled in a field, as `figures`: the language lacks what nobody did."""
        return getattr(self, what) is not type(self).__dataclass_fields__[what].default

    @property
    def names(self) -> tuple[str, ...]:
        """Return all that people call it."""
        return (self.name, self.own_name, *self.other_names)

    def join(self, texts: Iterable[str]) -> str:
        """Join sentences as the language writes them."""
        return (" " if self.spaced else "").join(texts)
