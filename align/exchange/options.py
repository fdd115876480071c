"""What a caller may choose about a file, and what a writer has to tell about one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from align.bitext import Bitext
from align.errors import SettingsError
from align.languages import normal_code
from align.settings import checked_code
from align.words import say


@dataclass(frozen=True, slots=True)
class Options:
    """Choices for reading and writing; each format takes what concerns it.

    Raises:
        SettingsError: a text that is no language code.
    """

    source_language: str = ""
    """Reading: the language to take as source, where a file holds several or names none.
    Writing: the code to write, where a CAT project wants another than the bitext's: `en-GB`."""
    target_language: str = ""
    """The same of the target."""
    one_target: bool = False
    """TMX: one translation a source text, the best; OmegaT's tm/auto takes the last one silently."""

    figures: bool = False
    """TMX: cells of a table that hold figures alone are units too. They fill what a translator would copy,
    and drown what one would look up."""
    client: str = ""
    """TMX: the CAT tool that it is for. Every unit that has two texts goes out as it stands: numbers, texts
    that are the same, blanks and invisible characters of the files; one translation a source text."""
    inline: str = "none"
    """TMX and XLIFF: how the codes of the segments are written: `standard`, as elements of the format;
    `omegat`, in TMX as its tags, which are text there; `none`: not at all. Reading: whether they are read."""
    safe_tables: bool = False
    """TSV: no cell begins as a formula does, so that a spreadsheet shows all of them as text."""
    columns: Mapping[str, str] = field(default_factory=dict, hash=False)
    """Tables: heading of a column, or its number from 1 → `source`, `target` or the language of its text."""

    def __post_init__(self) -> None:
        for side in ("source_language", "target_language"):
            object.__setattr__(self, side, checked_code(getattr(self, side)))

    @property
    def whole_units(self) -> bool:
        """Tell whether a unit without some of the languages of a TMX is left out of it.

        Where one lacks the language that is wanted, OmegaT takes the texts of all others for translations
        (ExternalTMX of 3.6), and fills a Russian file with Chinese.
        """
        return self.one_target or self.client == "omegat"

    @property
    def has_codes(self) -> bool:
        """Tell whether codes are wanted."""
        return self.inline != "none"

    def codes(self, bitext: Bitext) -> tuple[str, str]:
        """Return the language codes to write for source and target.

        Raises:
            SettingsError: a language is unknown, or both are one.
        """
        source = self.source_language or normal_code(bitext.source.language)
        target = self.target_language or normal_code(bitext.target.language)
        if not source or not target or source == target:
            raise SettingsError(
                say(
                    "the languages are {source} and {target}",
                    source=source or say("unknown"),
                    target=target or say("unknown"),
                ),
                mend=say("name both with --from and --to"),
            )
        return source, target


@dataclass(frozen=True, slots=True)
class ExportRemark:
    """Something a person should know about a file that was written."""

    unit: str
    """Id of the translation unit; empty: the whole file."""
    message: str

    def __str__(self) -> str:
        return f"{self.unit}: {self.message}" if self.unit else self.message
