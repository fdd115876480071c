"""Codes of a translation, answered to those of the original: the same number for what does the same.

A translator's tool puts the codes of the original into the translation. So whatever formats the translation
in its own file takes the number of the code of the same kind, and no other code is left; what nothing answers
to stands behind the code before it, so that none is missing in a file that is built from them.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate

from align.codes import begins, shifted
from align.document import Code, Segment
from align.languages import join

_TURNED = str.maketrans("+-", "-+")


def answered(source: Sequence[Code], target: Sequence[Segment], language: str) -> tuple[Segment, ...]:
    """Return the segments of a translation with the codes of the original, each once."""
    if not source or not target:
        return tuple(replace(one, codes=()) if one.codes else one for one in target)
    gap = len(join(("", ""), language))
    starts = list(accumulate((len(one.text) + gap for one in target), initial=0))
    own = [code for one, start in zip(target, starts, strict=False) for code in shifted(one.codes, start)]
    placed = sorted(_placed(source, own, starts[-1] - gap), key=lambda code: code.offset)
    rows: list[list[Code]] = [[] for _ in target]
    for code in placed:
        row = bisect_right(starts, code.offset, hi=len(target)) - 1
        rows[row].append(replace(code, offset=min(code.offset - starts[row], len(target[row].text))))
    return tuple(replace(one, codes=tuple(row)) for one, row in zip(target, rows, strict=True))


def _placed(source: Sequence[Code], own: Sequence[Code], end: int) -> list[Code]:
    """Return the codes of the original where those of their kind stand in the translation."""
    free: dict[str, list[int]] = {}
    for code in own:
        free.setdefault(code.kind, []).append(code.offset)
    found = [free[code.kind].pop(0) if free.get(code.kind) else None for code in source]
    found = [_edge(n, source, found, end) if place is None else place for n, place in enumerate(found)]
    last = next((place for place in found if place is not None), end)
    placed = []
    for code, place in zip(source, found, strict=True):
        last = last if place is None else place
        placed.append(replace(code, offset=last))
    return placed


def _edge(n: int, source: Sequence[Code], found: Sequence[int | None], end: int) -> int | None:
    """Return an end of the translation for a code whose other half stands in it: it begins in bold."""
    code = source[n]
    turned = sorted(code.kind.translate(_TURNED).split())
    halves = [i for i, o in enumerate(source) if sorted(o.kind.split()) == turned and found[i] is not None]
    if begins(code):
        return 0 if any(i > n for i in halves) else None
    return end if any(i < n for i in halves) else None
