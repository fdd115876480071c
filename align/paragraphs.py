"""Paragraph alignment: which blocks of the translation stand for which of the original.

Numbers are evidence, embeddings the judge. evidence.py scores each bead of up to six blocks; the best
monotone path over them is the backbone. How far numbers are believed is learned from the pair itself: a first
path mostly by content shows how often they agree, so that numbers shifted by one throughout lose their say.
What the path leaves over (swapped paragraphs, a list in another alphabet's order, a block that moved) is
matched afterwards, wherever it stands, on strong evidence only. Footnotes are matched likewise, on their own.

Documents too long for one table are cut at anchors: pairs that are each other's nearest neighbours and stand
in one order (as in Bertalign, Liu & Zhu 2022).
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

import numpy as np

from align.beads import BeadType, best_path, fill
from align.document import Document
from align.embed import Embedder
from align.errors import NothingInCommonError
from align.evidence import NUMBERS, SURE, TYPES, Link, Side, Sides, contents, scores, sides
from align.leftovers import with_leftovers
from align.settings import Settings
from align.skeleton import NONE, Codes, agreement
from align.text import fold

Why = Literal["number", "structure", "embedding"]

FIRST_TRUST = 0.3
"""How far numbers are believed before anything is known of them."""
AGREED = 0.2
"""Agreement of numbers, times the trust in them, from which on it was the number that decided."""
COMMON = 0.25
"""Least share of the shorter text that must have a convincing partner."""
CELLS = 160_000
"""Largest table of one path, source × target blocks; longer documents are cut at anchors."""


@dataclass(frozen=True, slots=True)
class ParagraphBead:
    """Blocks that translate one another, as indices into `Document.parts`; one side empty: no partner."""

    source: tuple[int, ...]
    target: tuple[int, ...]
    why: Why
    """What decided: the same number, the texts, or only kind and place between neighbours."""
    score: float
    """Confidence from 0 to 1."""


def match(source: Document, target: Document, embedder: Embedder, settings: Settings) -> list[ParagraphBead]:
    """Match the blocks of two versions of a document, and their footnotes.

    Returns:
        Beads that hold every part of both documents exactly once, in source order; what only the target has
        follows the block it stands behind.

    Raises:
        NothingInCommonError: the texts do not translate one another, whatever their numbers say.
    """
    both = sides(source.parts, target.parts, embedder)
    rows, columns = len(source.blocks), len(target.blocks)
    links = _backbone(both, slice(0, rows), slice(0, columns))
    both = _with_hosts(both, source, target, links)
    links += _backbone(both, slice(rows, len(source.parts)), slice(columns, len(target.parts)))
    links = with_leftovers(links, both)
    _check_common(links, both, f"{source.path}, {target.path}")
    return _in_order(_judged(links, both))


def _backbone(both: Sides, rows: slice, columns: slice) -> list[Link]:
    """Return the best monotone path of beads over a stretch of both sides."""
    large = (rows.stop - rows.start) * (columns.stop - columns.start) > CELLS
    sections = list(_cut(rows, columns, _anchors(both) if large else []))
    trust = _trust(_paths(both, sections, FIRST_TRUST), both)
    return _paths(both, sections, trust)


def _paths(both: Sides, sections: Iterable[tuple[slice, slice]], trust: float) -> list[Link]:
    links = []
    for rows, columns in sections:
        i, j = rows.start, columns.start
        for a, b in _path(Sides(both.source.part(rows), both.target.part(columns)), trust):
            links.append(Link(tuple(range(i, i + a)), tuple(range(j, j + b)), trust))
            i, j = i + a, j + b
    return links


def _path(both: Sides, trust: float) -> list[BeadType]:
    n, m = map(len, both)
    if not n or not m:
        return [(1, 0)] * n + [(0, 1)] * m
    types = [(a, b) for a, b in TYPES if a <= n and b <= m]
    return best_path(fill(types, list(scores(both, types, trust)), (n, m)), types)


def _trust(links: Sequence[Link], both: Sides) -> float:
    """Return how far numbers are to be believed, 0 to 1: how often they agree where the texts surely do."""
    one, other = both.source.skeleton.value, both.target.skeleton.value
    agreed = [
        bool(one[link.source[0]] == other[link.target[0]])
        for link, said in zip(links, contents(links, both), strict=True)
        if said > SURE and one[link.source[0]] != NONE and other[link.target[0]] != NONE
    ]
    # As if four had agreed and one had not, before anything was seen.
    return max(0.0, 2 * (agreed.count(True) + 4) / (len(agreed) + 5) - 1)


class _Anchor(NamedTuple):
    source: int
    target: int
    sure: float


def _cut(rows: slice, columns: slice, anchors: Sequence[_Anchor]) -> Iterator[tuple[slice, slice]]:
    height, width = rows.stop - rows.start, columns.stop - columns.start
    if height * width <= CELLS:
        yield rows, columns
        return
    inside = [
        a for a in anchors if rows.start < a.source < rows.stop and columns.start < a.target < columns.stop
    ]
    third = len(inside) // 3
    # Where nothing is anchored the texts have nothing in common, and any cut will do.
    middle = _Anchor(rows.start + height // 2, columns.start + width // 2, 0.0)
    cut = max(inside[third : len(inside) - third], key=lambda anchor: anchor.sure, default=middle)
    yield from _cut(slice(rows.start, cut.source), slice(columns.start, cut.target), inside)
    yield from _cut(slice(cut.source, rows.stop), slice(cut.target, columns.stop), inside)


def _anchors(both: Sides) -> list[_Anchor]:
    """Return the longest chain of pairs that are each other's nearest and stand in one order.

    By patience sorting (Schensted 1961, "Longest increasing and decreasing subsequences").
    """
    source, target = both
    sure = source.cosine - source.background
    mutual = [
        _Anchor(i, int(j), float(sure[i]))
        for i, j in enumerate(source.nearest)
        if target.nearest[j] == i and sure[i] > SURE
    ]
    tops: list[int] = []
    last: list[int] = []
    before: list[int] = []
    for k, anchor in enumerate(mutual):
        pile = bisect_left(tops, anchor.target)
        before.append(last[pile - 1] if pile else -1)
        tops[pile : pile + 1] = [anchor.target]
        last[pile : pile + 1] = [k]
    chain, k = [], last[-1] if last else -1
    while k >= 0:
        chain.append(mutual[k])
        k = before[k]
    return chain[::-1]


def _with_hosts(both: Sides, source: Document, target: Document, links: Sequence[Link]) -> Sides:
    """Tell of each footnote on both sides the bead of the block that bears its mark."""
    hosts = (
        _hosts(source, {i: k for k, link in enumerate(links) for i in link.source}),
        _hosts(target, {j: k for k, link in enumerate(links) for j in link.target}),
    )
    return Sides(*(replace(side, host=host) for side, host in zip(both, hosts, strict=True)))


def _hosts(document: Document, bead_of: dict[int, int]) -> Codes:
    marks: dict[str, list[int]] = {}
    for part, block in enumerate(document.blocks):
        for mark in block.notes:
            marks.setdefault(fold(mark.number), []).append(bead_of[part])
    # Where numbers restart on each page, the second note 1 belongs to the second mark 1.
    found = [marks.get(fold(note.number), []) for note in document.footnotes]
    hosts = [NONE] * len(document.blocks) + [beads.pop(0) if beads else NONE for beads in found]
    return np.array(hosts, np.int64)


def _check_common(links: Sequence[Link], both: Sides, where: str) -> None:
    """Raise where too little of the shorter text has a partner that says the same, whatever its number."""
    surely = [link for link, said in zip(links, contents(links, both), strict=True) if said > SURE]
    share = max(
        _share(both.source, [i for link in surely for i in link.source]),
        _share(both.target, [j for link in surely for j in link.target]),
    )
    if share < COMMON:
        raise NothingInCommonError(
            f"the documents do not translate one another: only {share:.0%} of the shorter has a partner",
            where=where,
            mend="name two versions of one document",
        )


def _share(side: Side, blocks: list[int]) -> float:
    """Return the share of a side's bytes that stand in some of its blocks."""
    return float(side.size[blocks].sum() / max(side.size.sum(), 1))


def _judged(links: Sequence[Link], both: Sides) -> list[ParagraphBead]:
    """Say for each link why it was made and how sure it is."""
    beads = []
    for link, said in zip(links, contents(links, both), strict=True):
        if link.is_null:
            beads.append(_null_bead(link, both))
            continue
        bones = both.source.skeleton, both.target.skeleton
        number = link.trust * agreement(*bones, link.source[0], link.target[0])
        why: Why = "number" if number > AGREED else "embedding" if said > SURE else "structure"
        beads.append(ParagraphBead(link.source, link.target, why, _confidence(said + NUMBERS * number)))
    return beads


def _null_bead(link: Link, both: Sides) -> ParagraphBead:
    """Return the bead of a block without partner; one that has a near neighbour is doubtful."""
    side, index = (both.source, link.source[0]) if link.source else (both.target, link.target[0])
    doubt = _confidence(float(side.cosine[index] - side.background[index]))
    return ParagraphBead(link.source, link.target, "structure", 1 - doubt)


def _confidence(evidence: float) -> float:
    return 1 / (1 + math.exp(-12 * (evidence - 0.1)))


def _in_order(beads: Iterable[ParagraphBead]) -> list[ParagraphBead]:
    """Sort beads by source; one without follows the bead that holds the target block before its own."""
    beads = list(beads)
    place: dict[int, tuple[int, int]] = {j: (b.source[0], -1) for b in beads if b.source for j in b.target}
    for j in sorted(j for bead in beads if not bead.source for j in bead.target):
        place[j] = (place.get(j - 1, (-1, -1))[0], j)
    return sorted(beads, key=lambda bead: (bead.source[0], -1) if bead.source else place[bead.target[0]])
