"""Paragraph breaks that a translator moved: which neighbouring paragraph beads are aligned as one.

Paragraph beads are fences that no bead of sentences leaves. Where the original ends a paragraph after its
fourth sentence and the translation after its third, the fourth would be left alone, or joined to a neighbour.
So around a fence where the sentences beside it look like that, they are aligned once more as if there were
none: how probable is it then that both texts begin something new just there?
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from align.beads import ScoredBead
from align.embed import Embedder
from align.sentences import Weighed, align_sentences, weigh_sentences
from align.sentences.anchors import Section
from align.sentences.omitted import FOUND
from align.settings import Settings

SURE = 0.9
"""Confidence from which on a pair of sentences beside a fence shows that it stands where it should."""
_LIKE = 0.4
"""Cosine from which on two paragraphs that were left over side by side are surely each other's."""
BELIEVED = 0.5
"""How probable a boundary must be without the fence for the fence to stay."""


def across_breaks(
    aligned: Sequence[Sequence[ScoredBead]],
    fences: Sequence[Section],
    movable: Sequence[bool],
    texts: tuple[Sequence[str], Sequence[str]],
    embedder: Embedder,
    settings: Settings,
) -> list[tuple[range, Sequence[ScoredBead]]]:
    """Return which fences belong together, and the beads of each such group.

    Args:
        aligned: the beads of each fence.
        fences: the range of source and of target sentences of each paragraph bead, in order.
        movable: for each fence but the last, whether the break behind it may be another in the translation.
        texts: the sentences of both sides.
        embedder: the model.
        settings: as for `align_sentences`.
    """
    doubtful = [
        may and any(map(_doubtful, [*aligned[k][-1:], *aligned[k + 1][:1]])) for k, may in enumerate(movable)
    ]
    moved = [False] * len(movable)
    for is_doubtful, run in groupby(range(len(movable)), key=doubtful.__getitem__):
        if is_doubtful:
            breaks = list(run)
            region = _region(fences, range(breaks[0], breaks[-1] + 2))
            inside = _inside(texts, region)
            parts = list(weigh_sentences(*inside, embedder, settings)) if all(inside) else []
            for k in breaks:
                moved[k] = bool(parts) and not _is_believed(fences[k], region, parts)
    return [
        (
            group,
            aligned[group.start] if len(group) == 1 else _aligned(fences, group, texts, embedder, settings),
        )
        for group in _groups(moved)
    ]


def _doubtful(bead: ScoredBead) -> bool:
    return (len(bead.source), len(bead.target)) != (1, 1) or bead.score < SURE


def _region(fences: Sequence[Section], group: range) -> Section:
    """Return the sentences that neighbouring fences hold together."""
    (rows, columns), (last_rows, last_columns) = fences[group.start], fences[group.stop - 1]
    return range(rows.start, last_rows.stop), range(columns.start, last_columns.stop)


def _inside(
    texts: tuple[Sequence[str], Sequence[str]], region: Section
) -> tuple[Sequence[str], Sequence[str]]:
    (source, target), (rows, columns) = texts, region
    return source[rows.start : rows.stop], target[columns.start : columns.stop]


def _is_believed(fence: Section, region: Section, parts: Sequence[Weighed]) -> bool:
    """Tell whether both texts begin something new behind a fence, says the region aligned without it."""
    row, column = (own.stop - whole.start for own, whole in zip(fence, region, strict=True))
    return max(part.boundary(row, column) for part in parts) >= BELIEVED


def _groups(moved: Sequence[bool]) -> Iterator[range]:
    """Yield ranges of fences, those between which a break was moved in one."""
    begin = 0
    for k, was_moved in enumerate([*moved, False]):
        if not was_moved:
            yield range(begin, k + 1)
            begin = k + 1


def _aligned(
    fences: Sequence[Section],
    group: range,
    texts: tuple[Sequence[str], Sequence[str]],
    embedder: Embedder,
    settings: Settings,
) -> list[ScoredBead]:
    region = _region(fences, group)
    inside = _inside(texts, region)
    beads = align_sentences(*inside, embedder, settings)
    if not any(rows and columns for rows, columns in fences[group.start : group.stop]):
        beads = [_in_doubt(bead, inside, embedder) for bead in beads]
    return [
        ScoredBead(
            tuple(i + region[0].start for i in bead.source),
            tuple(j + region[1].start for j in bead.target),
            bead.score,
        )
        for bead in beads
    ]


def _in_doubt(bead: ScoredBead, texts: tuple[Sequence[str], Sequence[str]], embedder: Embedder) -> ScoredBead:
    """Return a bead of paragraphs that were both left over, doubtful where they say little of one another.

    By themselves, without their neighbours, any two look like a pair.
    """
    if not bead.source or not bead.target:
        return bead
    source, target = (
        " ".join(text[i] for i in own) for text, own in zip(texts, (bead.source, bead.target), strict=True)
    )
    return bead if are_like(source, target, embedder) else replace(bead, score=min(bead.score, FOUND))


def are_like(source: str, target: str, embedder: Embedder) -> bool:
    """Tell whether two texts say enough of one another to be each other's without their neighbours."""
    one, other = embedder.encode([source, target])
    return bool(one @ other >= _LIKE)
