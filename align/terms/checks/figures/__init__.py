"""Figures that differ: what the checks of numbers, dates and symbols share."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from align.languages import language
from align.quantities import Kind, Quantity
from align.terms.checked_bitext import CheckedBitext
from align.terms.checks.check import Check
from align.terms.findings import Finding, Severity
from align.words import say

_FAR = 20
"""Characters around a figure among which the word *page* stands."""
DIFFERS = say("{ours} in the original, {theirs} in the translation")
LOST = say("{ours} in the original, nothing in the translation")
NEW = say("nothing in the original, {theirs} in the translation")


def differing(check: Check, bitext: CheckedBitext, kinds: tuple[Kind, ...]) -> Iterator[Finding]:
    """Find units of which one side has figures of some kinds that the other has not."""
    for row, *sides in bitext.figures:
        unit = row.unit
        lost, new = ([q for q in side if q.kind in kinds] for side in sides)
        if not lost and not new:
            continue
        ours, theirs = _shown(unit.source, lost), _shown(unit.target, new)
        template = DIFFERS if ours and theirs else LOST if ours else NEW
        spans = ([(q.start, q.end) for q in lost], [(q.start, q.end) for q in new])
        severity = _severity(bitext, (unit.source, unit.target), (lost, new))
        yield check.finding(unit, template, severity=severity, spans=spans, term=ours, found=theirs)


def _severity(
    bitext: CheckedBitext, texts: tuple[str, str], sides: tuple[list[Quantity], list[Quantity]]
) -> Severity | None:
    """Return how bad other figures are: a cited page has another number in each version.

    The currency of an amount goes without saying where a document has but one.
    """
    if _are_marks_behind_years(texts, sides):
        return "suggestion"
    if not all(sides):
        return _of_one_side([(text, q) for text, side in zip(texts, sides, strict=True) for q in side])
    if all(q.kind == "money" for side in sides for q in side):
        return "warning"
    pages = all(
        _is_page(text, q, code)
        for code, text, side in zip(bitext.languages, texts, sides, strict=True)
        for q in side
    )
    return "suggestion" if pages else None


_WHOLE = re.compile(r"\d+")
_YEAR_AND_MARK = re.compile(r"((?:19|20)\d\d)(\d{1,3})")


def _are_marks_behind_years(texts: tuple[str, str], sides: tuple[list[Quantity], list[Quantity]]) -> bool:
    """Tell whether all that differs is a note mark behind a year, 201442; the other side has both."""
    held = [set(_WHOLE.findall(text)) for text in texts]
    together = [
        match for text, side, others in zip(texts, sides, held[::-1], strict=True) for q in side
        if (match := _YEAR_AND_MARK.fullmatch(text[q.start : q.end])) and others.issuperset(match.groups())
    ]  # fmt: skip
    marks = {match[2] for match in together}
    rest = [text[q.start : q.end] for text, side in zip(texts, sides, strict=True) for q in side]
    return bool(marks) and all(each in marks or _YEAR_AND_MARK.fullmatch(each) for each in rest)


def _is_page(text: str, figure: Quantity, code: str) -> bool:
    figures = language(code).figures
    before, _, behind = (figures.page if figures else "").partition("{}")
    around = max(0, figure.start - _FAR)
    return bool(
        before and re.search(rf"{before}(?:\d+\s?[-–−]\s?)?$", text[around : figure.start])
        and re.match(rf"(?:\s?[-–−至]\s?\d+)?{behind}", text[figure.end : figure.end + _FAR])
    )  # fmt: skip


def _of_one_side(figures: Sequence[tuple[str, Quantity]]) -> Severity:
    """Return how bad it is that one side alone has figures: the year of a date may go without saying.

    Numbers of lists and marks of footnotes stand on one side alone in many bitexts; a large number is lost.
    """
    if all(q.kind in ("year", "decade") or _is_a_mark(text, q) for text, q in figures):
        return "suggestion"
    return "error" if any(_is_large(q) for _, q in figures) else "warning"


def _is_large(figure: Quantity) -> bool:
    return figure.kind == "symbol" or (figure.kind == "number" and _value(figure) >= 100)


_BEFORE_A_MARK = re.compile(r"(?:^|[、，。；：,.;:)）\]」”\"*])\s*$")
_AFTER_A_MARK = re.compile(r"$|[.．、]|\s(?!\d)")
_LAST = re.compile(r"(?<=[^\s\x00-\x7f])\d+[。.;；,，*\"”]*$")


def _is_a_mark(text: str, figure: Quantity) -> bool:
    """Tell whether a figure numbers an item or a footnote: it stands first, last, or behind punctuation."""
    if not 0 < _value(figure) < 100:
        return False
    if _LAST.match(text, figure.start):
        return True
    return bool(_BEFORE_A_MARK.search(text[: figure.start]) and _AFTER_A_MARK.match(text, figure.end))


def _value(figure: Quantity) -> float:
    return 0 if isinstance(figure.value, str) else float(figure.value)


def _shown(text: str, figures: Iterable[Quantity]) -> str:
    return ", ".join(dict.fromkeys(text[q.start : q.end].strip() for q in figures))
