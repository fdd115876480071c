"""A bitext cut as a CAT tool cuts: each segment of the original is one of the tool's, as it stands there.

The alignment is made on our reading of both files, which knows numbers, notes and headings. Here its beads
are laid over the segments of the tool:

    the tool     | 12.  | The Council met.  | It adopted the report. |
    our beads           | The Council met. It adopted the report.    |    ↔  理事会开会并通过了报告。

A bead that holds several of the tool's segments is split, its translation at the end of a clause; several
beads in one segment become one. What we set apart, such as a number, is taken over from the other version.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain, pairwise
from operator import eq
from typing import NamedTuple

from align.bitext import Bead, Bitext
from align.clauses import RIGHT, TargetPiece, split_target
from align.clients.pairing import answered
from align.clients.readings import Laid, Place, joined, laid_over
from align.codes import shifted
from align.comments import one_note
from align.document import Segment
from align.embed import Embedder
from align.notes import SHARED
from align.numbering import split_number

_NUMBER = re.compile(r"[\W\d_]*(?:[A-Za-z]|[IVXLC]+|[ivxlc]+)?[\W\d_]*")
"""A number that every language may print alike: 12., (a), III."""
_ONE_FORM = 0.75
"""Least share of equal characters of numbers at the feet of pages, which name page and language."""


def fitted(
    bitext: Bitext,
    source_view: Sequence[Segment] | None,
    target_view: Sequence[Segment] | None,
    embedder: Embedder,
) -> Bitext:
    """Return the bitext with the segments of the tool.

    Args:
        bitext: as aligned.
        source_view: what the tool makes of the original; None: the segments that were aligned.
        target_view: the same of the translation.
        embedder: tells which part of a translation answers to which segment.
    """
    bitext = replace(bitext, beads=tuple(_continued(bitext.beads)))
    source = laid_over([b.source for b in bitext.beads], source_view)
    target = laid_over([b.target for b in bitext.beads], target_view)
    groups = list(_groups(source, len(bitext.beads)))
    made: list[tuple[int, Bead]] = []
    for group in groups:
        made += _beads(group, bitext.beads, source, target, embedder)
    made += _left_between(source, target, groups, bitext.beads)
    beads = (bead for _, bead in sorted(made, key=lambda row: row[0]))
    return replace(bitext, beads=tuple(with_answers(bead, bitext.target.language) for bead in beads))


def _continued(beads: Sequence[Bead]) -> Iterator[Bead]:
    """Yield the beads, each with what goes on behind its translation and answers to nothing of the original.

    The rules of a tool may end a segment behind any short form: see | paras. | 23 below.
    """
    rows = sorted(
        ((segment, n) for n, bead in enumerate(beads) for segment in bead.target),
        key=lambda row: (row[0].part, row[0].start),
    )
    home = list(range(len(beads)))
    for (before, n), (segment, own) in pairwise(rows):
        alone = not beads[own].source and len(beads[own].target) == 1
        if alone and segment.part == before.part and segment.text[:1].islower():
            home[own] = home[n]
    held: dict[int, list[Segment]] = {}
    for segment, own in rows:
        held.setdefault(home[own], []).append(segment)
    for n, bead in enumerate(beads):
        if home[n] == n:
            grown = len(held.get(n, ())) > len(bead.target)
            yield replace(bead, target=tuple(held[n])) if grown else bead


def with_answers(bead: Bead, language: str) -> Bead:
    """Return a bead whose translation, in that language, has the codes of the original."""
    codes = [code for one in bead.source for code in one.codes]
    return replace(bead, target=answered(codes, bead.target, language))


def is_number(text: str) -> bool:
    """Tell a number as any language has it before a text.

    >>> [is_number(text) for text in ("12.", "(a)", "III.", "A/79/9123", "一、", "52 per cent")]
    [True, True, True, True, True, False]
    """
    number, rest = split_number(text)
    return _is_alike(text) or bool(number and not rest.strip())


def _is_alike(text: str) -> bool:
    """Tell a number that may stand in a translation as it stands in the original."""
    return bool(_NUMBER.fullmatch(text))


class _Group(NamedTuple):
    """Segments of the tool and beads that hold one another's text, and nothing else does."""

    views: list[int]
    beads: list[int]
    place: int
    """The last segment of the tool at or before it."""


def _groups(source: Laid, count: int) -> Iterator[_Group]:
    """Yield the groups in the order of the beads; a bead that the tool does not see is one by itself."""
    parent = list(range(count))

    def root(bead: int) -> int:
        while parent[bead] != bead:
            parent[bead] = bead = parent[parent[bead]]
        return bead

    for beads in source.beads:
        for bead in beads[1:]:
            parent[root(bead)] = root(beads[0])
    members: dict[int, _Group] = {}
    place = -1
    seen: dict[int, list[int]] = {}
    for view, beads in enumerate(source.beads):
        if beads:
            seen.setdefault(root(beads[0]), []).append(view)
    for bead in range(count):
        views = seen.get(root(bead), [])
        place = max(place, views[0]) if views else place
        group = members.setdefault(root(bead), _Group(views, [], views[0] if views else place))
        group.beads.append(bead)
    yield from members.values()


def _beads(
    group: _Group, beads: Sequence[Bead], source: Laid, target: Laid, embedder: Embedder
) -> list[tuple[int, Bead]]:
    """Return the beads of a group, each with the segment of the tool at which it stands."""
    whole = [beads[i] for i in group.beads]
    if not group.views:
        return [
            (group.place, replace(bead, target=target.pieces_of(i)))
            for i, bead in zip(group.beads, whole, strict=True)
        ]
    base = replace(
        whole[0], score=min(bead.score for bead in whole), note=one_note(bead.note for bead in whole)
    )
    held = [place for i in group.beads for place in target.places_of(i)]
    if not held or len(group.views) == 1:
        return [(view, _bead(base, view, held, source, target)) for view in group.views]
    answers = target.views_of(group.beads)
    if len(answers) == len(group.views):  # the tool cuts both alike, as the lines of a table of contents
        pairs = zip(group.views, answers, strict=True)
        return [
            (v, replace(base, source=(source.segment(v),), target=(target.segment(w),))) for v, w in pairs
        ]
    asked = [source.views[view].text for view in group.views]
    cut = split_target(asked, [target.own[i].text for i, _, _ in held], embedder)
    if cut is None:
        return _undivided(replace(base, status="flagged"), group, held, source, target)
    base = replace(base, score=base.score * RIGHT)
    return [
        (view, _bead(base, view, [_within(piece, held) for piece in pieces], source, target))
        for view, pieces in zip(group.views, cut, strict=True)
    ]


def _undivided(
    base: Bead, group: _Group, held: Sequence[Place], source: Laid, target: Laid
) -> list[tuple[int, Bead]]:
    """Return the beads of several segments with one translation: the longest has it, or it would come twice.

    A number remains what it is.
    """
    base = replace(base, note=SHARED.format(count=len(group.views)))
    longest = max(group.views, key=lambda view: len(source.views[view].text))
    made = []
    for view in group.views:
        bead = _bead(base, view, held if view == longest else (), source, target)
        text = source.views[view].text
        if view != longest and _is_alike(text):
            bead = replace(
                bead, target=(replace(target.own[held[0][0]], text=text, codes=(), notes=(), edited=True),)
            )
        made.append((view, bead))
    return made


def _within(piece: TargetPiece, held: Sequence[Place]) -> Place:
    own, start, _ = held[piece.target]
    return own, start + piece.start, start + piece.end


def _bead(base: Bead, view: int, held: Sequence[Place], source: Laid, target: Laid) -> Bead:
    """Return the bead of one segment of the tool and what translates it."""
    segment = source.segment(view)
    before = source.before(view)
    # The number of a block stands before the first of it that has a translation: 2 See | A/79/1, table 2.
    numbered = bool(before or source.before(source.beginning_of(view)))
    made = [
        target.piece(*place, before=numbered and n == 0, after=n == len(held) - 1)
        for n, place in enumerate(held)
    ]
    if made and before and is_number(before) and target.begins_bare(held[0]):
        blank = before[len(before.rstrip()) :] or " "
        own = _own_number(target, held[0][0])
        number = f"{own}{blank}" if own else before if _is_alike(before) else ""
        codes = shifted(made[0].codes, len(number))
        made[0] = replace(made[0], text=number + made[0].text, codes=codes, edited=True)
    gaps = [target.gap(*pair) for pair in pairwise(held)]
    return replace(base, source=(segment,), target=tuple(_with_gaps(made, gaps)))


def _with_gaps(made: Sequence[Segment], gaps: Sequence[str]) -> Iterator[Segment]:
    """Yield the segments, those as one that have more than a blank between them in the file, as a tab."""
    last = made[:1]
    for gap, one in zip(gaps, made[1:], strict=True):
        if gap.strip() or "\t" in gap:
            last = [joined(last[0], gap, one)]
        else:
            yield last[0]
            last = [one]
    yield from last


def _own_number(side: Laid, place: int) -> str:
    """Return the number with which the block of a segment begins, as its language prints it: ١ - for 1."""
    segment = side.own[place]
    return segment.number if segment.start == 0 and is_number(segment.number) else ""


def _own_number_of(view: int, side: Laid) -> int:
    """Return which of our segments a segment of the tool is the number of, or -1."""
    own = side.first_of(view + 1)
    number = _own_number(side, own) if own >= 0 else ""
    return own if number and number.split() == side.views[view].text.split() else -1


def _numbers(views: Iterable[int], source: Laid, target: Laid) -> dict[int, Segment]:
    """Return of segments that are the number of a paragraph, what the translation prints for it there."""
    alone = {_own_number_of(j, target): j for j in range(len(target.views)) if not target.beads[j]}
    found = {}
    for view in views:
        places = target.places_of(source.beads[view + 1][0]) if _own_number_of(view, source) >= 0 else []
        if places and (number := _own_number(target, own := places[0][0])):
            printed = target.views[alone[own]] if own in alone else source.views[view]
            found[view] = replace(printed, text=number, codes=())
    return found


def _left_between(
    source: Laid, target: Laid, groups: Sequence[_Group], beads: Sequence[Bead]
) -> Iterator[tuple[int, Bead]]:
    """Yield what neither reading of ours holds, such as page headers and the numbers of paragraphs.

    A number is paired with that of the same paragraph; what else stands there, between the same beads: in
    order, where there is as much of it on both sides; else by its text, wherever that stands, as pages of a
    translation end elsewhere. A bare number that nothing answers to stays what it is.
    """
    group_of = {bead: n for n, group in enumerate(groups) for bead in group.beads}
    here, there = source.between(group_of), target.between(group_of)
    numbers = _numbers(chain(*here.values()), source, target)
    rest = {gap: [view for view in views if view not in numbers] for gap, views in here.items()}
    free = {gap: [j for j in views if _own_number_of(j, target) < 0] for gap, views in there.items()}
    answers = _answers(rest, free, source, target)
    for gap, views in here.items():
        score = min((beads[i].score for i in groups[gap].beads), default=1.0) if gap >= 0 else 1.0
        for view in views:
            own = source.views[view]
            answer = numbers.get(view)
            if view in answers:
                answer = target.views[answers[view]]
            elif not answer and _is_alike(own.text):
                answer = replace(own, codes=())
            made = (replace(answer, edited=True),) if answer else ()
            yield view, Bead((replace(own, edited=True),), made, score, "structure")


def _answers(
    rest: Mapping[int, list[int]], free: Mapping[int, list[int]], source: Laid, target: Laid
) -> dict[int, int]:
    """Return of segments of the tool that we hold nothing of, what answers to each in the translation."""
    found = {
        view: j
        for gap, views in rest.items()
        if views and len(views) == len(free.get(gap, ()))
        for view, j in zip(views, free[gap], strict=True)
    }
    taken = set(found.values())
    left = [j for j in chain(*free.values()) if j not in taken]
    for alike in (eq, _is_of_one_form):
        for view in chain(*rest.values()):
            text = source.views[view].text
            like = (j for j in left if alike(text, target.views[j].text))
            if view not in found and (answer := next(like, None)) is not None:
                found[view] = answer
                left.remove(answer)
    return found


def _is_of_one_form(one: str, other: str) -> bool:
    """Tell numbers alike but for a figure or letter, as at the foot of pages: 25-09217 (E), 25-09217 (F)."""
    if not (_is_alike(one) and _is_alike(other)):
        return False
    both = [Counter("".join(text.split())) for text in (one, other)]
    return (both[0] & both[1]).total() >= _ONE_FORM * max(each.total() for each in both)
