"""Regular expressions that a person writes into a search: one that is broken, or takes too long, is told."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import regex

from align.errors import SettingsError
from align.words import say


class Expression:
    """A regular expression that may look at one text for so many seconds.

    Raises:
        SettingsError: it is broken.
    """

    def __init__(
        self, pattern: str, *, seconds: float, ignore_case: bool = True, written: str | None = None
    ) -> None:
        """Take it as it is to be read, and as the person wrote it, where that is not the same."""
        self.pattern = pattern
        self._where = f"/{pattern if written is None else written}/"
        try:
            self._compiled = regex.compile(pattern, regex.IGNORECASE if ignore_case else 0)
        except (regex.error, OverflowError, RecursionError) as error:
            what = say("the regular expression is broken: {reason}", reason=str(error))
            raise SettingsError(
                what, where=self._where, mend=say("escape special characters by \\")
            ) from error
        # The lock of the interpreter is kept: to let it go for a microsecond, 100,000 times, takes seconds
        # where another thread is at work.
        self._bound: dict[str, Any] = {"timeout": seconds, "concurrent": False}

    def first(self, text: str) -> regex.Match[str] | None:
        """Return what it finds first in a text.

        Raises:
            SettingsError: it takes too long.
        """
        try:
            return self._compiled.search(text, **self._bound)
        except TimeoutError as error:
            raise self.too_long from error

    def matches(self, text: str) -> Iterator[regex.Match[str]]:
        """Yield all that it finds in a text; errors as `first`."""
        try:
            yield from self._compiled.finditer(text, **self._bound)
        except TimeoutError as error:
            raise self.too_long from error

    @property
    def too_long(self) -> SettingsError:
        """The error that tells of one that takes too long."""
        what, mend = say("the regular expression takes too long"), say("nest no repetitions in it")
        return SettingsError(what, where=self._where, mend=mend)
