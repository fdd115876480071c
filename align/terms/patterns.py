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
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cache
from typing import Any

from align.errors import SettingsError
from align.expressions import Expression
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
            _read(expression)

    def broken_by(self, source: str, target: str) -> tuple[list[Span], list[Span]] | None:
        """Return where the rule is broken, in the original and in the translation; None: it is not.

        Raises:
            SettingsError: an expression takes too long.
        """
        if self.translation_lacks and _read(self.translation_lacks).first(target):
            return None
        ours, theirs = _places(self.original, source), _places(self.translation, target)
        if (self.original and not ours) or (self.translation and not theirs):
            return None
        return ours, theirs


SECONDS = 5
"""For one expression in one text."""


@cache
def _read(expression: str) -> Expression:
    return Expression(expression, seconds=SECONDS, ignore_case=False)


def _places(expression: str, text: str) -> list[Span]:
    return [found.span() for found in _read(expression).matches(text)] if expression else []


def patterns_of(rows: Sequence[Mapping[str, Any]], *, toml: str, path: str) -> tuple[TermPattern, ...]:
    """Return the rules of a settings file, which is also given as it is written.

    Raises:
        SettingsError: one of them makes no sense; the message names the file and its line.
    """
    heads = [match.start() for match in _HEAD.finditer(toml)]
    found = []
    for number, row in enumerate(rows):
        try:
            found.append(_pattern(row))
        except SettingsError as error:
            where = path
            if len(heads) == len(rows):  # else they are written inline, or another text looks like a head
                rule = slice(heads[number], heads[number + 1] if number + 1 < len(heads) else None)
                line = toml.count("\n", 0, heads[number]) + 1 + _lines_before(_wrong(row), toml[rule])
                where = say("{path} line {line}", path=path, line=line)
            raise SettingsError(error.what, where=where, mend=error.mend) from error
    return tuple(found)


_HEAD = re.compile(r"""^[ \t]*\[\[[ \t]*["']?pattern["']?[ \t]*\]\]""", re.M)
_KNOWN = [field.name for field in fields(TermPattern)]


def _pattern(row: Mapping[str, Any]) -> TermPattern:
    for key, value in row.items():
        if key not in _KNOWN or not isinstance(value, str):
            raise SettingsError(
                say("unknown key {unknown!r} in a pattern", unknown=key),
                mend=say("the keys are {keys}, each a text", keys=listed(_KNOWN)),
            )
    return TermPattern(**({"name": ""} | dict(row)))


def _wrong(row: Mapping[str, Any]) -> str:
    """Return the key of a rule that makes no sense, or an empty string where all of it does not."""
    for key, value in row.items():
        try:
            _pattern({"name": "-", "original": "-", key: value})
        except SettingsError:
            return key
    return ""


def _lines_before(key: str, rule: str) -> int:
    """Return how many lines of a rule stand before that of a key."""
    found = re.search(rf"""^[ \t]*["']?{re.escape(key)}["']?[ \t]*=""", rule, re.M) if key else None
    return rule.count("\n", 0, found.start()) if found else 0
