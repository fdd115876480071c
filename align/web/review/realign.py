"""Aligning anew around what a person fixed.

Rows that a person made or confirmed are fixed points: they stay as they are, and no new bead reaches over
one. The rows between two of them are aligned as a text of their own, and changed where that gains: what is as
good as it was stays. A new bead that links just what an old one did is the old one, with its note and its
name; other notes and flags go to the bead that now holds the first segment of theirs.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain, dropwhile, takewhile

from align import embed
from align.bitext import Bead, Bitext
from align.document import Segment
from align.embed import Embedder
from align.sentences import Weighed, weigh_sentences
from align.settings import Settings
from align.unusual import left_over
from align.web.review.edits import EditError
from align.words import say

REACH = 100
"""Rows that are aligned anew at most, so that it takes less than half a second."""
NEAR = 30
"""Rows before and after an edit that count as its neighbours."""
CAUTION = 0.5
"""What new beads must gain in probability, as a share of the scores of those they replace. The first
alignment knew more than this one, numbers and structure of paragraphs: it is not changed where they differ
by chance. Nor are its scores believed where what a person fixed shows that it was wrong."""
JOINING = 0.5
"""What the probability of a bead counts that joins paragraphs."""


def is_fixed(bead: Bead) -> bool:
    """Tell whether a person made or confirmed a bead."""
    return bead.why == "hand" or bead.status == "confirmed"


def realign(bitext: Bitext, first: int, last: int, embedder: Embedder | None = None) -> Bitext:
    """Align rows `first` to `last` anew, both included, around those that a person fixed.

    Raises:
        EditError: there are no such rows, or all of them are fixed.
    """
    rows = range(first, last + 1)
    if not rows or first < 0 or last >= len(bitext.beads):
        raise EditError(say("there are no such rows"))
    runs = list(_free_runs(bitext.beads, rows))
    if not runs:
        raise EditError(
            say("all these rows were fixed by hand"), mend=say("take back a confirmation to align them anew")
        )
    new = iter(_aligned(bitext, runs, embedder or embed.load()))
    beads: list[Bead] = []
    place = first
    for run in runs:
        beads += [*bitext.beads[place : run.start], *next(new)]
        place = run.stop
    return replace(bitext, beads=(*bitext.beads[:first], *beads, *bitext.beads[place:]))


def realign_from(bitext: Bitext, i: int, embedder: Embedder | None = None) -> Bitext:
    """Align anew from the first free row at or after `i` to the next one that a person fixed.

    Raises:
        EditError: there is no free row, or none so far down.
    """
    beads = bitext.beads
    free = next((row for row in range(max(i, 0), len(beads)) if not is_fixed(beads[row])), None)
    if free is None:
        raise EditError(say("all rows from here on were fixed by hand"))
    stop = next((row for row in range(free, len(beads)) if is_fixed(beads[row])), len(beads))
    return realign(bitext, free, _whole_paragraphs(beads, free, min(stop, free + REACH)) - 1, embedder)


def realign_around(bitext: Bitext, i: int, embedder: Embedder | None = None) -> Bitext:
    """Align anew row `i` if it is free, and the free rows nearest to it on both sides.

    Raises:
        EditError: there is no free row beside it, or no such row.
    """
    if not 0 <= i < len(bitext.beads):
        raise EditError(say("there is no such row"))
    return realign(bitext, _free_up_to(bitext.beads, i, -1), _free_up_to(bitext.beads, i, 1), embedder)


def _free_up_to(beads: Sequence[Bead], row: int, step: int) -> int:
    """Return the last free row on one side of a row, past those fixed beside it: a person fixes several."""
    ahead = range(row + step, -1 if step < 0 else len(beads), step)[:NEAR]
    rows = list(dropwhile(lambda place: is_fixed(beads[place]), ahead))
    free = list(takewhile(lambda place: not is_fixed(beads[place]), rows))
    return free[-1] if free else row


def _free_runs(beads: Sequence[Bead], rows: range) -> Iterator[range]:
    """Yield the rows between fixed points, run by run."""
    begin = rows.start
    for row in rows:
        if is_fixed(beads[row]):
            if begin < row:
                yield range(begin, row)
            begin = row + 1
    if begin < rows.stop:
        yield range(begin, rows.stop)


def _whole_paragraphs(beads: Sequence[Bead], first: int, stop: int) -> int:
    """Return where to stop so that a paragraph cut off at the end is left out, if another is whole."""
    if stop == len(beads) or is_fixed(beads[stop]):
        return stop
    return next((row for row in range(stop, first, -1) if _begins_paragraph(beads, row)), stop)


def _begins_paragraph(beads: Sequence[Bead], row: int) -> bool:
    here, before = beads[row], beads[row - 1]
    if here.is_null or before.is_null:
        return False
    sides = ((before.source, here.source), (before.target, here.target))
    return all(above[-1].part != below[0].part for above, below in sides)


def _aligned(bitext: Bitext, runs: Sequence[range], embedder: Embedder) -> Iterator[list[Bead]]:
    """Yield the new beads of each run."""
    old = [bitext.beads[run.start : run.stop] for run in runs]
    sources = [tuple(chain.from_iterable(bead.source for bead in beads)) for beads in old]
    targets = [tuple(chain.from_iterable(bead.target for bead in beads)) for beads in old]
    fences = list(zip(_ranges(sources), _ranges(targets), strict=True))
    source, target = (tuple(chain.from_iterable(side)) for side in (sources, targets))
    texts, translations = ([segment.text for segment in side] for side in (source, target))
    weighed = list(weigh_sentences(texts, translations, embedder, Settings(), fences))
    beads = [
        Bead(tuple(source[k] for k in bead.source), tuple(target[k] for k in bead.target), bead.score)
        for part in weighed
        for bead in part.best_beads()
    ]
    for run, (rows, columns) in zip(old, fences, strict=True):
        size = len(rows) + len(columns)
        new: list[Bead] = []
        while size > 0:
            new.append(beads[len(new)])
            size -= len(new[-1].source) + len(new[-1].target)
        beads = beads[len(new) :]
        new = left_over(new, (bitext.source.language, bitext.target.language), among=bitext.beads)
        yield _carried_over(run, list(_gaining(run, _weighed(run, rows, columns, weighed), new)))


def _weighed(beads: Iterable[Bead], rows: range, columns: range, parts: Sequence[Weighed]) -> Iterator[Bead]:
    """Yield the beads of a run, each with the score that it has by what the new ones were found with."""
    i, j = rows.start, columns.start
    for bead in beads:
        here, there = range(i, i + len(bead.source)), range(j, j + len(bead.target))
        yield replace(bead, score=sum(part.probability(here, there) for part in parts))
        i, j = here.stop, there.stop


def _gaining(old: Sequence[Bead], weighed: Iterable[Bead], new: Sequence[Bead]) -> Iterator[Bead]:
    """Yield the new beads where they gain enough, and the old ones elsewhere.

    They are compared stretch by stretch, between the places where both are cut: what is better in one stretch
    is no reason to change another.
    """
    common = set(_cuts(old)) & set(_cuts(new))
    stretches = (_between(beads, common) for beads in (old, list(weighed), new))
    for before, doubted, after in zip(*stretches, strict=True):
        now, then = (_share_right([*map(_within_paragraphs, beads)]) for beads in (after, doubted))
        yield from after if now - then > CAUTION * _share_right(before) else before


def _cuts(beads: Iterable[Bead]) -> Iterator[tuple[int, int]]:
    """Yield how many segments of each side stand above the end of each bead."""
    i = j = 0
    for bead in beads:
        i, j = i + len(bead.source), j + len(bead.target)
        yield i, j


def _between(beads: Sequence[Bead], cuts: Container[tuple[int, int]]) -> Iterator[list[Bead]]:
    """Yield the beads between one cut and the next."""
    stretch: list[Bead] = []
    for bead, cut in zip(beads, _cuts(beads), strict=True):
        stretch.append(bead)
        if cut in cuts:
            yield stretch
            stretch = []


def _share_right(beads: Sequence[Bead]) -> float:
    """Return which share of the segments stands in right beads, as the scores have it."""
    sizes = [len(bead.source) + len(bead.target) for bead in beads]
    return sum(size * bead.score for size, bead in zip(sizes, beads, strict=True)) / sum(sizes)


def _within_paragraphs(bead: Bead) -> Bead:
    """Return a bead with a lower score where it joins paragraphs, of which the texts alone know nothing."""
    joins = any(len({segment.part for segment in side}) > 1 for side in (bead.source, bead.target))
    return replace(bead, score=bead.score * JOINING) if joins else bead


def _ranges(sides: Sequence[tuple[Segment, ...]]) -> list[range]:
    """Return where the segments of each run lie among all."""
    ranges: list[range] = []
    for side in sides:
        begin = ranges[-1].stop if ranges else 0
        ranges.append(range(begin, begin + len(side)))
    return ranges


def _carried_over(old: Sequence[Bead], new: Sequence[Bead]) -> list[Bead]:
    """Return the new beads with what the old ones were told by people."""
    known = {(_names(bead.source), _names(bead.target)): bead for bead in old}
    told = {
        _names((*bead.source, *bead.target))[0]: bead for bead in old if bead.note or bead.status != "auto"
    }
    return [known.get((_names(bead.source), _names(bead.target))) or _told(bead, told) for bead in new]


def _names(segments: Sequence[Segment]) -> tuple[int, ...]:
    """Return what tells segments apart: texts may be alike, but each segment is an object of its own."""
    return tuple(map(id, segments))


def _told(bead: Bead, told: dict[int, Bead]) -> Bead:
    before = [told[name] for name in _names((*bead.source, *bead.target)) if name in told]
    flagged = any(one.status == "flagged" for one in before)
    note = "; ".join(dict.fromkeys(one.note for one in before if one.note))
    return replace(bead, note=note, status="flagged" if flagged else "auto")
