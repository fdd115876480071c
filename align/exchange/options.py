"""What a caller may choose about a file, and what a writer has to tell about one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from align.bitext import Bitext
from align.errors import SettingsError

_CODE = re.compile(r"[a-z]{2,3}([-_][a-z]{4})?([-_]([a-z]{2}|\d{3}))?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Options:
    """Choices for reading and writing; each format takes what concerns it.

    Raises:
        SettingsError: a language code that is none.
    """

    source_language: str = ""
    """Reading: the language to take as source, where a file holds several or names none.
    Writing: the code to write, where a CAT project wants another than the bitext's: `en-GB`."""
    target_language: str = ""
    """The same of the target."""
    one_target: bool = False
    """TMX: one translation a source text, the best; OmegaT's tm/auto takes the last one silently."""

    def __post_init__(self) -> None:
        for side in ("source_language", "target_language"):
            code = normal_code(getattr(self, side))
            if code and not is_code(code):
                raise SettingsError(
                    f"{code!r} is no language code", mend="write it as en, zh-CN or zh-Hant-TW"
                )
            object.__setattr__(self, side, code)

    def codes(self, bitext: Bitext) -> tuple[str, str]:
        """Return the language codes to write for source and target.

        Raises:
            SettingsError: a language is unknown, or both are one.
        """
        source = self.source_language or normal_code(bitext.source.language)
        target = self.target_language or normal_code(bitext.target.language)
        if not source or not target or source == target:
            raise SettingsError(
                f"the languages are {source or 'unknown'} and {target or 'unknown'}",
                mend="name both with --from and --to",
            )
        return source, target


@dataclass(frozen=True, slots=True)
class Finding:
    """Something a person should know about a file that was written."""

    unit: str
    """Id of the translation unit; empty: the whole file."""
    message: str

    def __str__(self) -> str:
        return f"{self.unit}: {self.message}" if self.unit else self.message


def is_code(text: str) -> bool:
    """Tell whether a text is a language code, however written."""
    return bool(_CODE.fullmatch(text))


@lru_cache
def normal_code(code: str) -> str:
    """Return a language code in the case and with the hyphens of BCP 47.

    >>> [normal_code(code) for code in ("ZH_cn", "EN-US", "zh-hant-tw", "en")]
    ['zh-CN', 'en-US', 'zh-Hant-TW', 'en']
    """
    first, *rest = code.strip().replace("_", "-").split("-")
    shape = {2: str.upper, 4: str.title}
    return "-".join([first.lower(), *(shape.get(len(part), str.lower)(part) for part in rest)])
