"""A check: its code, its names, how bad its findings are, and the function that finds them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from align.bitext import TranslationUnit
from align.languages import Language, language
from align.terms.checked_bitext import CheckedBitext
from align.terms.findings import Finding, Severity, Span

Scope = Literal["paragraph", "document"]
"""What a check looks at for one finding: the unit with its paragraph, or the whole document.
After an edit on the review page the checks of paragraphs run at once, the others later."""


@dataclass(frozen=True, slots=True)
class Check:
    """One check; adding another is a file with such a value in the folder of its group."""

    code: str
    title: str
    """What its findings say, as the reports have it: *A number differs*."""
    short: str
    """The same in one or two words, for lists and rows."""
    severity: Severity
    find: Callable[[CheckedBitext], Iterator[Finding]]
    scope: Scope = "paragraph"
    on: bool = True
    """False: runs only where it is asked for, since most of its findings are no errors."""
    needs: tuple[str, ...] = ()
    """Fields of `Language` that both languages must state, since the check reads nothing as English."""
    found_by_model: bool = False
    """True: which words of the translation a finding names is a guess of the embedding model."""

    def lacking(self, codes: Iterable[str]) -> list[Language]:
        """Return the languages, of those given, that do not state what the check needs."""
        speakers = map(language, codes)
        return [each for each in speakers if not all(map(each.states, self.needs))]

    def finding(
        self,
        unit: TranslationUnit,
        template: str,
        *,
        severity: Severity | None = None,
        spans: tuple[Iterable[Span], Iterable[Span]] = ((), ()),
        term: str = "",
        expected: tuple[str, ...] = (),
        found: str = "",
        concept: str = "",
        related: tuple[str, ...] = (),
        values: Mapping[str, str | tuple[str, ...]] | None = None,
        located: bool | None = None,
    ) -> Finding:
        """Return a finding on a unit, milder than usual where `severity` says so.

        `spans` are those of source and target, the rest is as in `Finding`.
        """
        source_spans, target_spans = (tuple(side) for side in spans)
        return Finding(
            self.code, severity or self.severity, unit.id, unit.number, template, unit.source, unit.target,
            source_spans, target_spans, term, expected, found, concept, related=related, values=values or {},
            found_by_model=self.found_by_model,
            located=not self.found_by_model if located is None else located,
        )  # fmt: skip
