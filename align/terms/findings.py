"""A finding: what a check says of one place, with all the evidence a person needs to judge it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from align.text import encodable, fold
from align.words import Message, either, listed, meaning

Severity = Literal["error", "warning", "suggestion"]
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "suggestion")
"""Worst first."""

Span = tuple[int, int]

_AROUND = 12
"""Characters on each side of a finding that tell one occurrence from another."""

_SENTENCE_END = re.compile(r"[。！？；.!?;]\s*")


@dataclass(frozen=True, slots=True)
class Finding:
    """One remark on one unit.

    What it says is a template with names in braces and the values of these names, so that it can be told in
    any language. `{term}`, `{found}` and `{expected}` are the fields of that name, `{ours}` and `{theirs}`
    what is marked in the original and the translation; others are in `values`.

    >>> Finding("E1", "warning", "7", "", "{times} times as long", "甲", "A", values={"times": "3"}).message
    '3 times as long'
    """

    code: str
    severity: Severity
    unit: str
    """The tuid of the translation unit."""
    paragraph: str
    template: str
    """The English sentence with names in place of what differs from finding to finding, by `words.say`."""
    source: str
    target: str
    source_spans: tuple[Span, ...] = ()
    target_spans: tuple[Span, ...] = ()
    """What the finding is about, and the words that stand in its place."""
    term: str = ""
    """The source term, figure or text in question."""
    expected: tuple[str, ...] = ()
    """What may stand in the translation."""
    found: str = ""
    """What stands there instead."""
    concept: str = ""
    document: str = ""
    """What the document is called: its symbol, else the name of its file."""
    languages: tuple[str, str] = ("", "")
    """Codes of the languages of `source` and `target`; empty where a report was read that does not say."""
    content: str = ""
    """The identity of the document, told by its text: the same wherever it lies and in whatever format."""
    related: tuple[str, ...] = ()
    """Other places of the same matter: tuids with their renderings."""
    values: Mapping[str, str | tuple[str, ...]] = field(default_factory=dict)
    """What the template names and no other field holds: a place, wordings with their counts."""

    found_by_model: bool = False
    """`found` is the model's reading: another model may read otherwise, and the finding is the same."""
    located: bool = True
    """Whether the words at `target_spans` surely are what is wrong, so that others may be put there."""
    identity: str = ""
    """The fingerprint, where it was read from a report; else it is computed."""

    @property
    def message(self) -> str:
        """Return what the finding says: English, which `words.told` tells in other languages."""
        values = {name: v if isinstance(v, str) else listed(v) for name, v in self.values.items()}
        values |= {
            "term": self.term,
            "found": self.found,
            "expected": either(map(_wording, self.expected)),
            "ours": listed(_marked(self.source, self.source_spans)),
            "theirs": listed(_marked(self.target, self.target_spans)),
        }
        return Message(self.template, values)

    @property
    def details(self) -> tuple[str, ...]:
        """Return the values that no other field holds, in a row, as reports for machines have them."""
        each = (value if isinstance(value, tuple) else (value,) for value in self.values.values())
        return tuple(text for texts in each for text in texts)

    @property
    def fingerprint(self) -> str:
        """Return an identity that survives re-alignment: the matter and the words around it, not its place.

        Spaces, case and script variants do not count, nor where the segments were cut.
        """
        if self.identity:
            return self.identity
        mark = self.source_spans[0] if self.source_spans else (0, min(len(self.source), 40))
        return identity_of(self.matter, words_around(self.source, mark))

    @property
    def matter(self) -> str:
        """Return the identity of the matter itself, wherever it stands: code and term or concept."""
        found = "" if self.found_by_model else fold(self.found)
        return encodable(f"{self.code}:{self.concept or fold(self.term)}:{found}")


def identity_of(matter: str, *texts: str) -> str:
    """Return what tells a matter in some texts from others; spaces, case and script variants do not count."""
    parts = (matter, *("".join(fold(encodable(text)).split()) for text in texts))
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:16]


def words_around(text: str, mark: Span) -> str:
    """Return a mark with the words around it in its own sentence: the next may go to another unit."""
    start, end = mark
    before = _SENTENCE_END.split(text[max(0, start - _AROUND) : start])[-1]
    after = _SENTENCE_END.split(text[end : end + _AROUND])[0]
    return before + text[start:end] + after


def _marked(text: str, spans: Iterable[Span]) -> list[str]:
    """Return the wordings that are marked in a text, each once."""
    return [_wording(each) for each in dict.fromkeys(text[start:end].strip() for start, end in spans)]


def _wording(text: str) -> str:
    return meaning("a wording of the original or the translation", "{text}", text=text)
