"""A person's own rules: regular expressions that a unit must not fit, as Xbench and Verifika have them.

    [[pattern]]
    name = "the year without 年"
    original = '\\b20\\d\\d\\b'
    translation_lacks = '20\\d\\d年'

A rule is broken where all that it names holds: its `original` is found in the original, its `translation` in
the translation, and its `translation_lacks` is not found there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from typing import Any

from align.errors import SettingsError
from align.terms.findings import Span
from align.words import listed, say


@dataclass(frozen=True, slots=True)
class TermPattern:
    """One rule; an expression that is empty asks for nothing.

    Raises:
        SettingsError: it has no name, asks for nothing, or is no regular expression.
    """

    name: str
    """What is wrong where it is broken."""
    original: str = ""
    translation: str = ""
    translation_lacks: str = ""

    def __post_init__(self) -> None:
        if not self.name.strip() or not any((self.original, self.translation, self.translation_lacks)):
            raise SettingsError(
                say("a pattern has no name or no expression"),
                mend=say("give it name and original, translation or translation_lacks"),
            )
        for expression in (self.original, self.translation, self.translation_lacks):
            try:
                re.compile(expression)
            except (re.error, OverflowError, RecursionError) as error:
                what = say("{expression!r} is no regular expression: {reason}", expression=expression[:80],
                           reason=str(error))  # fmt: skip
                raise SettingsError(what, where=self.name) from error

    def broken_by(self, source: str, target: str) -> tuple[list[Span], list[Span]] | None:
        """Return where the rule is broken, in the original and in the translation; None: it is not."""
        if self.translation_lacks and re.search(self.translation_lacks, target):
            return None
        ours, theirs = _places(self.original, source), _places(self.translation, target)
        if (self.original and not ours) or (self.translation and not theirs):
            return None
        return ours, theirs


def _places(expression: str, text: str) -> list[Span]:
    return [found.span() for found in re.finditer(expression, text)] if expression else []


def patterns_of(rows: Iterable[Mapping[str, Any]]) -> tuple[TermPattern, ...]:
    """Return the rules of a settings file.

    Raises:
        SettingsError: one of them makes no sense; the message names it.
    """
    known = [field.name for field in fields(TermPattern)]
    for row in rows:
        strangers = [name for name, value in row.items() if name not in known or not isinstance(value, str)]
        if strangers:
            raise SettingsError(
                say("unknown key {unknown!r} in a pattern", unknown=strangers[0]),
                mend=say("the keys are {keys}, each a text", keys=listed(known)),
            )
    return tuple(TermPattern(**({"name": ""} | dict(row))) for row in rows)
