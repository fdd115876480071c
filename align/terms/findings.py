"""A finding: what a check says of one place, with all the evidence a person needs to judge it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from align.bitext import TranslationUnit
from align.text import encodable, fold

Severity = Literal["error", "warning", "suggestion"]
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "suggestion")
"""Worst first."""

Span = tuple[int, int]

_AROUND = 12
"""Characters on each side of a finding that tell one occurrence from another."""

_SENTENCE_END = re.compile(r"[。！？；.!?;]\s*")

_SOFT = frozenset({"T2", "T5"})
"""Codes whose `found` is the model's reading: another model may read otherwise, the finding is the same."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One remark on one unit."""

    code: str
    severity: Severity
    unit: str
    """The tuid of the translation unit."""
    paragraph: str
    message: str
    source: str
    target: str
    source_spans: tuple[Span, ...] = ()
    target_spans: tuple[Span, ...] = ()
    """What the finding is about, and the words that stand in its place."""
    term: str = ""
    """The source term, figure or text in question."""
    expected: tuple[str, ...] = ()
    found: str = ""
    """What stands there instead."""
    concept: str = ""
    document: str = ""
    related: tuple[str, ...] = ()
    """Other places of the same matter: tuids with their renderings."""
    details: tuple[str, ...] = ()
    """What the message says and no other field holds, so that it can be said in another language: a status,
    wordings with their counts, a place."""

    identity: str = ""
    """The fingerprint, where it was read from a report; else it is computed."""

    @property
    def fingerprint(self) -> str:
        """Return an identity that survives re-alignment: the matter and the words around it, not its place.

        Spaces, case and script variants do not count, nor where the segments were cut.
        """
        if self.identity:
            return self.identity
        parts = (self.matter, "".join(fold(encodable(self._around())).split()))
        return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:16]

    def _around(self) -> str:
        """Return the words around the finding within its own sentence: the next may go to another unit."""
        start, end = self.source_spans[0] if self.source_spans else (0, min(len(self.source), 40))
        before = _SENTENCE_END.split(self.source[max(0, start - _AROUND) : start])[-1]
        after = _SENTENCE_END.split(self.source[end : end + _AROUND])[0]
        return before + self.source[start:end] + after

    @property
    def matter(self) -> str:
        """Return the identity of the matter itself, wherever it stands: code and term or concept."""
        found = "" if self.code in _SOFT else fold(self.found)
        return encodable(f"{self.code}:{self.concept or fold(self.term)}:{found}")


def finding(
    code: str,
    severity: Severity,
    unit: TranslationUnit,
    message: str,
    *,
    spans: tuple[Iterable[Span], Iterable[Span]] = ((), ()),
    **evidence: object,
) -> Finding:
    """Return a finding on a unit; `spans` are those of the source and the target."""
    source_spans, target_spans = (tuple(side) for side in spans)
    return Finding(
        code, severity, unit.id, unit.number, message, unit.source, unit.target, source_spans, target_spans,
        **evidence,  # type: ignore[arg-type]
    )  # fmt: skip
