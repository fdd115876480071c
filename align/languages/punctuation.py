"""The marks of punctuation of a language, beside those of ASCII, which every language has."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, kw_only=True, eq=False)
class Punctuation:
    """Quotation marks, and what stands for the full stop, comma and so on; without arguments, ASCII alone."""

    quotes: tuple[str, ...] = ()
    """Pairs of marks around quotations and titles, one pair a string: `("“”", "《》")`. An apostrophe may
    be one mark of a pair, `‘’`, which cannot be counted then: leave it out."""
    own: Mapping[str, str] = field(default_factory=dict)
    """Its own marks, by the mark of ASCII that means the same: `{".": "。", ",": "，"}`. They end a clause
    whatever stands behind them; those of ASCII do so before a space."""
    opened: Mapping[str, str] = field(default_factory=dict)
    """Marks that end a sentence and the marks that begin it: `{"?": "¿"}`."""
    spaced_before: str = ""
    """Marks before which a space stands, most often one that does not break: `;:?!`."""


ASCII_ALONE = Punctuation()
"""That of a language that states none."""
