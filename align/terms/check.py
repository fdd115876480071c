"""Run the checks over a bitext: every code, its severity and its function in one table.

A check is a function from a `View` to findings; its docstring is what the report calls it. Every check can be
switched off or graded otherwise in a `CheckSettings`.
"""

from __future__ import annotations

import gc
import tomllib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from align.bitext import Bitext
from align.embed import Embedder
from align.errors import SettingsError
from align.files import check_input
from align.terms import term_checks, text_checks
from align.terms.base import TermBase
from align.terms.findings import SEVERITIES, Finding, Severity
from align.terms.view import View

Check = Callable[[View], Iterator[Finding]]

CHECKS: dict[str, Check] = {
    "T1": term_checks.forbidden,
    "T2": term_checks.names,
    "T3": term_checks.several_renderings,
    "T4": term_checks.several_sources,
    "T5": term_checks.ordinary,
    "N1": text_checks.numbers,
    "N2": text_checks.dates,
    "N3": text_checks.symbols,
    "N4": text_checks.marks,
    "S1": text_checks.same_source,
    "S2": text_checks.same_target,
    "U1": text_checks.untranslated,
    "E1": text_checks.misshapen,
}

OFF = frozenset({"T4", "T5", "S2"})
"""Off unless asked for: they depend on context so much that most of their findings are no errors."""


def title(code: str) -> str:
    """Return what a check says, from its docstring."""
    return (CHECKS[code].__doc__ or code).splitlines()[0].rstrip(".")


@dataclass(frozen=True, slots=True)
class CheckSettings:
    """Which checks run, and how bad their findings are.

    Raises:
        SettingsError: a code or severity that does not exist.
    """

    codes: frozenset[str] = frozenset(CHECKS) - OFF
    severities: dict[str, Severity] = field(default_factory=dict)
    """Severity by code, where it is not the check's own."""

    def __post_init__(self) -> None:
        for code in {*self.codes, *self.severities} - CHECKS.keys():
            raise SettingsError(f"there is no check {code!r}", mend=f"the checks are {', '.join(CHECKS)}")
        for severity in set(self.severities.values()) - set(SEVERITIES):
            raise SettingsError(f"there is no severity {severity!r}", mend=f"take {', '.join(SEVERITIES)}")


def read_settings(path: str | Path) -> CheckSettings:
    """Read check settings from TOML: `on = ["T5"]`, `off = ["S1"]`, `only = […]`, and a table `[severity]`.

    Raises:
        ReadError: the file is missing or empty.
        SettingsError: it is no TOML, or has a key that is not known.
    """
    try:
        content = tomllib.loads(check_input(path).read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"this is no TOML: {error}", where=str(path)) from error
    unknown = content.keys() - {"on", "off", "only", "severity"}
    if unknown:
        mend = "the keys are on, off, only, severity"
        raise SettingsError(f"unknown key {sorted(unknown)[0]!r}", where=str(path), mend=mend)
    try:
        codes = set(content.get("only", CheckSettings().codes)) | set(content.get("on", ()))
        return CheckSettings(
            frozenset(codes - set(content.get("off", ()))), dict(content.get("severity", {}))
        )
    except TypeError as error:
        raise SettingsError("on, off and only are lists of codes", where=str(path)) from error


def check(
    bitext: Bitext, base: TermBase, settings: CheckSettings | None = None, model: Embedder | None = None
) -> list[Finding]:
    """Check a bitext against a term base.

    Args:
        bitext: any bitext, its source the original or the translation: both directions work.
        base: may be empty, for the checks that need no terms.
        settings: which checks run; default: those whose findings are nearly all real.
        model: names the words that stand in a term's place.

    Returns:
        The findings in the order of the units, worst first within a unit.
    """
    settings = settings or CheckSettings()
    with _uncollected():
        view = View(bitext, base, model)
        order = {row.unit.id: row.position for row in view.rows}
        found = [
            replace(
                each,
                severity=settings.severities.get(code, each.severity),
                document=bitext.symbol or bitext.source.path,
            )
            for code, run in CHECKS.items()
            if code in settings.codes
            for each in run(view)
        ]
    return sorted(found, key=lambda f: (order[f.unit], SEVERITIES.index(f.severity), f.code))


@contextmanager
def _uncollected() -> Iterator[None]:
    """Keep Python from looking for cycles: the many rows of a view hold none."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
