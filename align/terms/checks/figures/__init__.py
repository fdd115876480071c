"""Checks of the text itself: figures, consistency, untranslated and misshapen units."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from align.quantities import Kind, Quantity
from align.terms.findings import Finding, finding
from align.terms.view import Row, View
from align.text import HAN, fold, same_language

_HAN = re.compile(f"[{HAN}]")
_LETTER = re.compile(r"[^\W\d_]")
_KINDS: dict[str, tuple[Kind, ...]] = {
    "N1": ("number", "time"),
    "N2": ("year", "month", "day"),
    "N3": ("symbol",),
}


def numbers(view: View) -> Iterator[Finding]:
    """A number differs."""
    yield from _figures(view, "N1")


def dates(view: View) -> Iterator[Finding]:
    """A date differs."""
    yield from _figures(view, "N2")


def symbols(view: View) -> Iterator[Finding]:
    """A document symbol differs."""
    yield from _figures(view, "N3")


def marks(view: View) -> Iterator[Finding]:
    """Footnote marks or brackets differ."""
    for row in view.linked:
        source = [mark.number for segment in row.unit.bead.source for mark in segment.notes]
        # Marks stand at other places of the sentence; in the same paragraph they are not lost.
        around = [mark.number for near in view.around(row) for s in near.unit.bead.target for mark in s.notes]
        missing = [number for number in source if number not in around]
        if missing:
            message = f"footnote mark {', '.join(missing)} is missing"
            yield finding("N4", "warning", row.unit, message, term=missing[0], details=tuple(missing))
        elif _unbalanced(row.unit.target) and not _unbalanced(row.unit.source):
            yield finding("N4", "warning", row.unit, "a bracket is not closed", term="()")


def same_source(view: View) -> Iterator[Finding]:
    """The same source is translated in several ways."""
    yield from _inconsistent(view, "S1", "source")


def same_target(view: View) -> Iterator[Finding]:
    """Different sources have the same translation."""
    yield from _inconsistent(view, "S2", "target")


def untranslated(view: View) -> Iterator[Finding]:
    """The translation is still in the original's language."""
    source_language, target_language = view.languages
    if same_language(source_language, target_language):
        return
    for row in view.linked:
        if not _speaks(row.unit.target, target_language) and _prose(row.unit.source, source_language):
            words = re.findall(r"[^\W\d_]{2,}", row.unit.target)
            if len(words) >= 3:
                yield finding("U1", "error", row.unit, "the text is not translated", term=row.unit.source)


def misshapen(view: View) -> Iterator[Finding]:
    """One side is suspiciously long or short."""
    ratios = [_log_ratio(row) for row in view.linked if min(len(row.unit.source), len(row.unit.target)) > 20]
    if len(ratios) < 20:
        return  # too few to know what is usual between these languages
    ratios.sort()
    usual = ratios[len(ratios) // 2]
    for row in view.linked:
        longer = max(len(row.unit.source), len(row.unit.target))
        difference = _log_ratio(row) - usual
        # Short texts vary more: a heading of three words may be twice as long as its translation.
        if longer > 40 and abs(difference) > 1.1 + 25 / longer:
            side = "long" if difference > 0 else "short"
            times = f"{math.exp(abs(difference)):.1f}"
            message = f"the translation is {times} times as {side} as usual"
            yield finding("E1", "warning", row.unit, message, term=row.unit.source, details=(side, times))


def _figures(view: View, code: str) -> Iterator[Finding]:
    for row, *sides in view.figures:
        unit = row.unit
        lost, new = ([q for q in side if q.kind in _KINDS[code]] for side in sides)
        if not lost and not new:
            continue
        ours, theirs = _shown(unit.source, lost), _shown(unit.target, new)
        message = f"{ours or 'nothing'} in the original, {theirs or 'nothing'} in the translation"
        spans = ([(q.start, q.end) for q in lost], [(q.start, q.end) for q in new])
        yield finding(code, "error", unit, message, spans=spans, term=ours, found=theirs)


def _shown(text: str, figures: Iterable[Quantity]) -> str:
    return ", ".join(dict.fromkeys(text[q.start : q.end].strip() for q in figures))


def _inconsistent(view: View, code: str, side: str) -> Iterator[Finding]:
    other = "target" if side == "source" else "source"
    groups: dict[str, list[Row]] = defaultdict(list)
    for row in view.linked:
        groups[_bare(getattr(row.unit, side))].append(row)
    for group in groups.values():
        if len(group) < 2:
            continue
        variants: dict[str, list[Row]] = defaultdict(list)
        for row in group:
            variants[_bare(getattr(row.unit, other))].append(row)
        if len(variants) < 2:
            continue
        usual = max(variants, key=lambda text: len(variants[text]))
        first = variants[usual][0].unit
        for text, rows in variants.items():
            if text != usual:
                what = "translated otherwise" if side == "source" else "the translation of another text"
                usually, here = getattr(first, other), getattr(rows[0].unit, other)
                yield finding(
                    code, "warning", rows[0].unit, f"{what} in {first.id}: {usually}",
                    term=getattr(first, side), expected=(usually,), found=here,
                    related=tuple(row.unit.id for group in variants.values() for row in group),
                    details=(first.id,),
                )  # fmt: skip


def _bare(text: str) -> str:
    """Return a text without what makes no difference: case, spaces, articles, punctuation."""
    return re.sub(r"\b(?:the|an?)\b|[\W_]+", "", fold(text))


def _log_ratio(row: Row) -> float:
    return math.log(len(row.unit.target) / len(row.unit.source))


def _unbalanced(text: str) -> bool:
    opened, closed = (sum(map(text.count, brackets)) for brackets in ("(（[", ")）]"))
    return opened != closed and not re.match(r"[^([（]*\w{1,3}[)）]", text)  # "a) …" opens none


def _prose(text: str, language: str) -> bool:
    """Tell whether a text is more than names, symbols and addresses, which stay as they are."""
    if language.startswith("zh"):
        return len(_HAN.findall(text)) >= 4
    # Word by word: one pattern that looks for addresses takes hours over a word of 100,000 characters.
    words = (word for word in text.split() if not any(mark in word for mark in ("://", "www.", "@")))
    return len(re.findall(r"\b[a-z]{2,}\b", " ".join(words))) >= 3


def _speaks(text: str, language: str) -> bool:
    """Tell whether a text holds anything of a language: Han for Chinese, mostly other letters else."""
    if language.startswith("zh"):
        return bool(_HAN.search(text))
    han = len(_HAN.findall(text))
    return han * 2 < sum(c.isalpha() for c in text) if han else bool(_LETTER.search(text))
