"""Every default in one value, each with its reason; passed in, never global."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Literal

from align.errors import SettingsError
from align.languages import exists, is_code, normal_code
from align.words import say

Level = Literal["sentence", "paragraph"]
LEVELS: tuple[Level, ...] = ("sentence", "paragraph")


@dataclass(frozen=True, slots=True)
class Settings:
    """How two documents are aligned.

    Raises:
        SettingsError: a value outside its range.
    """

    source_language: str = ""
    """BCP 47 code of the original; empty: recognised from its text, offline."""
    target_language: str = ""
    """The same of the translation."""
    level: Level = "sentence"
    """Units of the bitext. CAT tools match sentences unless the project says otherwise."""
    segmentation: str = "un"
    """Name of the segmentation rules: ours for UN texts, or `omegat` for that client's defaults."""
    srx: str = ""
    """Path of a translator's own SRX file; it wins over `segmentation`."""
    client: str = ""
    """Name of the CAT tool that the bitext is for, `omegat`: its segments become those of the bitext, as they
    stand in the files, and its rules are taken instead of `segmentation`."""
    codes: bool = False
    """Keep what formats the text (bold, links, note marks) as codes of the segments; of Word files."""
    model: str = "default"
    """Embedding model: the packaged one, or name or path of a sentence-transformers model."""
    keep_original: bool = False
    """Never merge two sentences of the original: split the translation instead (the UN's rule for bitexts).
    Off by default, since a split inside a sentence is a guess and a merge is not."""
    exact_joins: bool = False
    """Embed joined sentences exactly with models that are not additive: better, and many times slower."""
    max_bead: int = 8
    """Most sentences on one side of a bead; UN translators rarely go beyond 1–4, novels do."""

    def __post_init__(self) -> None:
        for side in ("source_language", "target_language"):
            object.__setattr__(self, side, checked_code(getattr(self, side)))
        if self.level not in LEVELS:
            raise SettingsError(
                say("no level {level!r}", level=self.level),
                mend=say("take one of {levels}", levels=", ".join(LEVELS)),
            )
        if not 1 <= self.max_bead <= 16:
            raise SettingsError(
                say("{name} is {value}", name="max_bead", value=self.max_bead),
                mend=say("take a number from 1 to 16"),
            )

    @property
    def inline(self) -> str:
        """Return how codes are written, as `exchange.Options` calls it."""
        return inline_for(self.client) if self.codes else "none"

    def signature(self) -> dict[str, str | int | bool]:
        """Return the settings that are on or filled in: the recipe that every export bears."""
        return {name: value for name, value in asdict(self).items() if value not in ("", False)}


def inline_for(client: str) -> str:
    """Return how codes are written for a CAT tool."""
    return "omegat" if client == "omegat" else "standard"


def checked_code(code: str) -> str:
    """Return a language code as `normal_code` writes it; empty stays empty.

    Raises:
        SettingsError: it is no language code.
    """
    normal = normal_code(code)
    if normal and not is_code(normal):
        raise SettingsError(
            say("{code!r} is no language code", code=normal), mend=say("write it as en, zh-CN or zh-Hant-TW")
        )
    if normal and not exists(normal):
        raise SettingsError(
            say("no language has the code {code!r}", code=normal),
            mend=say("write it as en, zh-CN or zh-Hant-TW"),
        )
    return normal
