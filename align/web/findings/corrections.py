"""What a finding offers in the place of what stands there: the expected term, the figure of the original.

It is offered only where it is sure what it would replace, never what the model alone takes for the wrong
words, and how the translation would write it. A term of the base is put in with the spaces that this
translation has, or has not, between figures and Chinese. A figure is taken from the original where both sides
write plain figures, one on each side; *3.6 billion* for 36 亿 is for a person to write.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice

from align.bitext import Bitext
from align.quantities import Kind, quantities
from align.terms.findings import Finding, Span
from align.text import HAN

_FIGURES = ("N1", "N2", "N3")
_MOST = 2000
"""Rows that show how a translation spaces."""

_APART = re.compile(f"(?:(?<=[0-9]) (?=[{HAN}])|(?<=[{HAN}]) (?=[0-9]))")
_TOGETHER = re.compile(f"(?<=[0-9])(?=[{HAN}])|(?<=[{HAN}])(?=[0-9])")
_NUMBER = re.compile(r"[0-9]+(?:([, \u00a0\u2009\u202f])[0-9]{3}(?:\1[0-9]{3})*)?(?:\.[0-9]+)?")


@dataclass(frozen=True, slots=True)
class Correction:
    """A way to mend a translation."""

    text: str
    """The whole of it, mended."""
    put: str
    """What is put in."""


def correction(found: Finding, languages: tuple[str, str], spaces: bool | None = None) -> Correction | None:
    """Return what a finding offers; nothing, where a person has to write it.

    Args:
        found: the finding.
        languages: of the original and the translation.
        spaces: what `spaces_figures` tells of the translation.
    """
    if not found.target_spans or not found.located:
        return None
    put = _figure(found, languages) if found.code in _FIGURES else _expected(found, spaces)
    if put is None:
        return None
    start, end = found.target_spans[0]
    return Correction(found.target[:start] + put + found.target[end:], put)


def spaces_figures(bitext: Bitext) -> bool | None:
    """Tell whether a translation has a space between figures and Chinese; None, where it shows neither."""
    texts = [segment.text for bead in islice(bitext.beads, _MOST) for segment in bead.target]
    apart, together = (sum(len(gap.findall(text)) for text in texts) for gap in (_APART, _TOGETHER))
    return apart > together if apart or together else None


def _expected(found: Finding, spaces: bool | None) -> str | None:
    if not found.expected:
        return None
    term = found.expected[0]
    if spaces is None:
        return term
    return _TOGETHER.sub(" ", term) if spaces else _APART.sub("", term)


def _figure(found: Finding, languages: tuple[str, str]) -> str | None:
    """Return the original's figure as the translation would write it: one on each side, of the same kind."""
    if len(found.source_spans) != 1 or len(found.target_spans) != 1:
        return None
    texts, spans = (found.source, found.target), (found.source_spans[0], found.target_spans[0])
    ours, theirs = (text[slice(*span)] for text, span in zip(texts, spans, strict=True))
    kinds = [_kinds(*each) for each in zip(texts, languages, spans, strict=True)]
    if not kinds[0] or kinds[0] != kinds[1]:
        return None
    return _symbol(ours, theirs) if found.code == "N3" else _number(ours, theirs)


def _kinds(text: str, language: str, span: Span) -> set[Kind]:
    return {q.kind for q in quantities(text, language) if (q.start, q.end) == span}


def _number(ours: str, theirs: str) -> str | None:
    """Return a figure for another; none where they part thousands differently.

    >>> _number("15", "16"), _number("1,500", "16 000"), _number("3.6 billion", "37亿")
    ('15', None, None)
    """
    one, other = _NUMBER.fullmatch(ours), _NUMBER.fullmatch(theirs)
    is_short = len(ours.partition(".")[0]) < 4
    return ours if one and other and (is_short or one[1] == other[1]) else None


def _symbol(ours: str, theirs: str) -> str:
    """Return a symbol, with the brackets and the spaces of another.

    >>> _symbol("1325 (2000)", "1352（2000）")
    '1325（2000）'
    """
    if " " not in theirs:
        ours = ours.replace(" ", "")
    return ours.replace("(", "（").replace(")", "）") if "（" in theirs else ours
