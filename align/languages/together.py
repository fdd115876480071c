"""Little words that are written together with the words beside them, without a space."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass


def _alone(word: str) -> Iterable[str]:
    return (word,)


@dataclass(frozen=True, kw_only=True, eq=False)
class Together:
    """How they are told from the words that they stand with; without arguments, there are none."""

    before: tuple[str, ...] = ()
    """What an apostrophe joins to the next word, without the apostrophe: *l* of *l’alerte*."""
    after: tuple[str, ...] = ()
    """The same to the word before: *s* of *the Council’s*."""
    written: Callable[[str], Iterable[str]] = _alone
    """All that a word may be written as where no apostrophe shows what was joined to it: اللجنة stands as
    للجنة and as واللجنة, too."""


APART = Together()
"""That of a language that joins none."""
