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
from align.evidence import NUMBERS, TYPES, Sides, contents, nearest, scores, sides
from align.settings import Settings
from align.skeleton import NONE, Codes, agreement
from align.text import fold

Why = Literal["number", "structure", "embedding"]

FIRST_TRUST = 0.3
"""How far numbers are believed before anything is known of them."""
AGREED = 0.2
"""Agreement of numbers, times the trust in them, from which on it was the number that decided."""
SURE = 0.15
"""Content of a pair that hardly is chance: good for an anchor, or to test numbers with."""
STRONG, LEAD = 0.2, 0.05
"""Content of a pair out of order, and how far it is ahead of its rivals."""
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


class _Link(NamedTuple):
    """A bead before it is judged."""

    source: tuple[int, ...]
    target: tuple[int, ...]

    @property
    def is_null(self) -> bool:
        return not self.source or not self.target

    @property
    def is_single(self) -> bool:
        return len(self.source) == len(self.target) == 1


def match(source: Document, target: Document, embedder: Embedder, settings: Settings) -> list[ParagraphBead]:
    """Match the blocks of two versions of a document, then their footnotes.

    Returns:
        Beads that hold every part of both documents exactly once, in source order; what only the target has
        follows the block it stands behind.

    Raises:
        NothingInCommonError: the texts do not translate one another, whatever their numbers say.
    """
    blocks = sides(source.blocks, target.blocks, embedder)
    links, trust = _links(blocks)
    _check_common(links, blocks, f"{source.path}, {target.path}")
    notes = sides(source.footnotes, target.footnotes, embedder, _hosts(source, target, links))
    note_links, note_trust = _links(notes)
    beads = _judged(links, blocks, trust)
    beads += [
        _moved(bead, len(source.blocks), len(target.blocks))
        for bead in _judged(note_links, notes, note_trust)
    ]
    return _in_order(beads)


def _links(both: Sides) -> tuple[list[_Link], float]:
    """Return the beads of both sides, and how far numbers are to be believed."""
    trust = _trust(_backbone(both, FIRST_TRUST), both)
    return _with_leftovers(_backbone(both, trust), both), trust


def _trust(links: Sequence[_Link], both: Sides) -> float:
    """Return how far numbers are to be believed, 0 to 1: how often they agree where the texts surely do."""
    one, other = both.source.skeleton.value, both.target.skeleton.value
    agreed = [
        bool(one[i] == other[j])
        for ((i, *_), (j, *_)), said in _said(links, both)
        if said > SURE and one[i] != NONE and other[j] != NONE
    ]
    # As if four had agreed and one had not, before anything was seen.
    return max(0.0, 2 * (agreed.count(True) + 4) / (len(agreed) + 5) - 1)


def _backbone(both: Sides, trust: float) -> list[_Link]:
    """Return the best monotone path of beads over both sides."""
    links = []
    for rows, columns in _sections(both):
        i, j = rows.start, columns.start
        for a, b in _path(Sides(both.source.part(rows), both.target.part(columns)), trust):
            links.append(_Link(tuple(range(i, i + a)), tuple(range(j, j + b))))
            i, j = i + a, j + b
    return links


def _path(both: Sides, trust: float) -> list[BeadType]:
    n, m = map(len, both)
    if not n or not m:
        return [(1, 0)] * n + [(0, 1)] * m
    types = [(a, b) for a, b in TYPES if a <= n and b <= m]
    return best_path(fill(types, list(scores(both, types, trust)), (n, m)), types)


def _sections(both: Sides) -> Iterator[tuple[slice, slice]]:
    """Cut both sides at anchors into sections whose tables stay within CELLS."""
    n, m = map(len, both)
    anchors = _anchors(both) if n * m > CELLS else []
    return _cut(slice(0, n), slice(0, m), anchors)


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


def _with_leftovers(links: list[_Link], both: Sides) -> list[_Link]:
    """Match what the path left over or matched for want of better, wherever it stands."""
    loose = [link for link in links if link.is_null]
    loose += [link for link, said in _said(links, both) if said < 0 and link.is_single]
    pairs = _mutual_best(
        [i for link in loose for i in link.source], [j for link in loose for j in link.target], both
    )
    rows, columns = {i for link in pairs for i in link.source}, {j for link in pairs for j in link.target}
    kept = []
    for link in links:
        if rows.isdisjoint(link.source) and columns.isdisjoint(link.target):
            kept.append(link)
            continue
        kept += [_Link((i,), ()) for i in link.source if i not in rows]
        kept += [_Link((), (j,)) for j in link.target if j not in columns]
    return kept + pairs


def _mutual_best(rows: list[int], columns: list[int], both: Sides) -> list[_Link]:
    """Return pairs of the given blocks, each the other's best by far."""
    source, target = both.source.part(rows), both.target.part(columns)
    here, there = nearest(source.sums, target.sums), nearest(target.sums, source.sums)
    pairs = []
    for r in range(len(rows)):
        if not columns or there.place[c := here.place[r]] != r:
            continue
        strength = here.cosine[r] - (source.background[r] + target.background[c]) / 2
        lead = here.cosine[r] - max(here.second[r], there.second[c])
        if strength > STRONG and lead > LEAD:
            pairs.append(_Link((rows[r],), (columns[c],)))
    return pairs


def _hosts(source: Document, target: Document, links: Sequence[_Link]) -> tuple[Codes, Codes]:
    """Return for each footnote of both sides the bead of the block that bears its mark."""
    return (
        _hosts_of(source, {i: k for k, link in enumerate(links) for i in link.source}),
        _hosts_of(target, {j: k for k, link in enumerate(links) for j in link.target}),
    )


def _hosts_of(document: Document, bead_of: dict[int, int]) -> Codes:
    marks: dict[str, list[int]] = {}
    for part, block in enumerate(document.blocks):
        for mark in block.notes:
            marks.setdefault(fold(mark.number), []).append(bead_of[part])
    # Where numbers restart on each page, the second note 1 belongs to the second mark 1.
    beads = [marks.get(fold(note.number), []) for note in document.footnotes]
    return np.array([of_number.pop(0) if of_number else NONE for of_number in beads], np.int64)


def _check_common(links: Sequence[_Link], both: Sides, where: str) -> None:
    """Raise where too little of the shorter text has a partner that says the same, whatever its number."""
    surely = [link for link, said in _said(links, both) if said > SURE]
    sizes = [
        (both.source.size[list(one)].sum(), both.target.size[list(other)].sum()) for one, other in surely
    ]
    total = np.array([side.size.sum() for side in both])
    share = float((np.sum(sizes or [(0, 0)], axis=0) / np.maximum(total, 1)).max())
    if share < COMMON:
        raise NothingInCommonError(
            f"the documents do not translate one another: only {share:.0%} of the shorter has a partner",
            where=where,
            mend="name two versions of one document",
        )


def _said(links: Sequence[_Link], both: Sides) -> Iterator[tuple[_Link, float]]:
    """Yield the links that are not null with what their texts say for them, in cosines."""
    linked = [link for link in links if not link.is_null]
    return zip(linked, contents(both, linked).tolist(), strict=True)


def _judged(links: Sequence[_Link], both: Sides, trust: float) -> list[ParagraphBead]:
    """Say for each link why it was made and how sure it is."""
    beads = [_null_bead(link, both) for link in links if link.is_null]
    for link, said in _said(links, both):
        number = trust * agreement(both.source.skeleton, both.target.skeleton, link.source[0], link.target[0])
        why: Why = "number" if number > AGREED else "embedding" if said > SURE else "structure"
        beads.append(ParagraphBead(*link, why, _confidence(said + NUMBERS * number)))
    return beads


def _null_bead(link: _Link, both: Sides) -> ParagraphBead:
    """Return the bead of a block without partner; one that has a near neighbour is doubtful."""
    side, index = (both.source, link.source[0]) if link.source else (both.target, link.target[0])
    return ParagraphBead(
        *link, "structure", 1 - _confidence(float(side.cosine[index] - side.background[index]))
    )


def _moved(bead: ParagraphBead, source: int, target: int) -> ParagraphBead:
    """Return a bead of footnotes with the indices they have among all parts."""
    return replace(
        bead,
        source=tuple(i + source for i in bead.source),
        target=tuple(j + target for j in bead.target),
    )


def _confidence(evidence: float) -> float:
    return 1 / (1 + math.exp(-12 * (evidence - 0.1)))


def _in_order(beads: Iterable[ParagraphBead]) -> list[ParagraphBead]:
    """Sort beads by source; one without follows the bead that holds the target block before its own."""
    beads = list(beads)
    place: dict[int, tuple[int, int]] = {j: (b.source[0], -1) for b in beads if b.source for j in b.target}
    for j in sorted(j for bead in beads if not bead.source for j in bead.target):
        place[j] = (place.get(j - 1, (-1, -1))[0], j)
    return sorted(beads, key=lambda bead: (bead.source[0], -1) if bead.source else place[bead.target[0]])
