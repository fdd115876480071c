"""One side of a bitext, and the segments of a CAT tool laid over it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

import numpy as np

from align.clients.places import NOWHERE, Places, Reading, places, turned
from align.codes import begins, inside, shifted
from align.document import Code, NoteMark, Segment

Place = tuple[int, int, int]
"""One of our segments, and a span of its text."""


def laid_over(beads: Sequence[tuple[Segment, ...]], views: Sequence[Segment] | None) -> Laid:
    """Lay what a tool sees over one side of the beads; None: it sees the very segments of the beads."""
    rows = sorted(
        ((segment, bead) for bead, own in enumerate(beads) for segment in own),
        key=lambda row: (row[0].part, row[0].start),
    )
    own = [segment for segment, _ in rows]
    return Laid(own, [bead for _, bead in rows], own if views is None else views)


class Laid:
    """Our segments and those of the tool, character by character."""

    def __init__(self, own: Sequence[Segment], bead_of: Sequence[int], views: Sequence[Segment]) -> None:
        self.own, self.views = own, views
        self._bead_of = bead_of
        self._ours, self._theirs = (Reading([s.text for s in row]) for row in (own, views))
        self._there = places(self._theirs, self._ours)
        """Of each character of the tool, its place among ours."""
        self._here = turned(self._there, self._ours.starts[-1])
        self.beads = [self._beads(view) for view in range(len(views))]
        """Of each segment of the tool, the beads whose text it holds, ascending."""
        self._owns: dict[int, list[int]] = {}
        for position, bead in enumerate(bead_of):
            self._owns.setdefault(bead, []).append(position)

    def _known(self, view: int) -> Places:
        """Return the characters of a segment of the tool that stand in ours, by their places in its row."""
        return _found(self._theirs, self._there, view)

    def _beads(self, view: int) -> list[int]:
        owners = np.unique(self._ours.owners[self._there[self._known(view)]])
        return sorted({self._bead_of[int(owner)] for owner in owners})

    def first_of(self, view: int) -> int:
        """Return the first of our segments that a segment of the tool holds, or -1."""
        if view >= len(self.views) or not len(known := self._known(view)):
            return -1
        return int(self._ours.owners[self._there[known[0]]])

    def beginning_of(self, view: int) -> int:
        """Return the segment of the tool in which the block of another one begins, as we read it."""
        own = self.first_of(view)
        while own > 0 and self.own[own].start and self.own[own - 1].part == self.own[own].part:
            own -= 1
        known = _found(self._ours, self._here, own)
        return int(self._theirs.owners[self._here[known[0]]]) if len(known) else view

    def places_of(self, bead: int) -> list[Place]:
        """Return the segments of ours that a bead holds, whole."""
        return [(i, 0, len(self.own[i].text)) for i in self._owns.get(bead, [])]

    def views_of(self, beads: Collection[int]) -> list[int]:
        """Return the segments of the tool that hold all the text of these beads, and no other; else none."""
        found = [view for view, own in enumerate(self.beads) if own and set(own) <= set(beads)]
        held = [self._seen(*place) for bead in beads for place in self.places_of(bead)]
        owners = {int(owner) for places in held for owner in self._theirs.owners[places]}
        return found if owners <= set(found) else []

    def pieces_of(self, bead: int) -> tuple[Segment, ...]:
        """Return what a bead holds, as it stands in the file."""
        return tuple(self.piece(*place) for place in self.places_of(bead))

    def segment(self, view: int) -> Segment:
        """Return a segment of the tool as one of ours: where it stands, as what, with its note marks."""
        seen, known = self.views[view], self._known(view)
        owners = self._ours.owners[self._there[known]]
        first = self.own[int(owners[0])]
        if seen.text == first.text:
            return replace(first, codes=seen.codes)
        offsets = self._ours.offsets[self._there[known]]
        last = self.own[int(owners[-1])]
        end = last.start + int(offsets[-1]) + 1 if last.part == first.part else first.end
        notes = [
            NoteMark(mark.number, int(self._theirs.offsets[before[-1]]) + 1)
            for owner in np.unique(owners)
            for mark in self.own[int(owner)].notes
            if len(before := known[(owners == owner) & (offsets < mark.offset)])
        ]
        return replace(
            first, text=seen.text, start=first.start + int(offsets[0]), end=end, notes=tuple(notes),
            codes=seen.codes, edited=True,
        )  # fmt: skip

    def before(self, view: int) -> str:
        """Return what stands in a segment of the tool before all that ours hold of it."""
        text, offsets = self.views[view].text, self._theirs.offsets[self._known(view)]
        first = int(offsets[0])
        inside_word = text[first - 1 : first].isalnum() and text[first].isalnum()
        return "" if inside_word else text[:first]

    def piece(self, own: int, start: int, end: int, *, before: bool = False, after: bool = False) -> Segment:
        """Return a span of one of our segments as it stands in the file.

        Args:
            own: the segment of ours.
            start: first character of the span.
            end: behind its last one.
            before: with what the tool's segment has before all that ours hold, as a number.
            after: with what follows there and is no number of what comes next, as a note mark.
        """
        segment, known = self.own[own], self._seen(own, start, end)
        text, codes = segment.text[start:end], inside(segment.codes, start, end, segment.text)
        if self._in_one_place(known):
            first, last = int(known[0]), int(known[-1])
            known = np.union1d(
                known, (self._begin(first) if before else first, self._end(last) if after else last)
            )
            text, codes = self._slice(known)
        if text == segment.text:
            return replace(segment, codes=codes)
        notes = [
            replace(n, offset=min(n.offset - start, len(text)))
            for n in segment.notes
            if start < n.offset <= end
        ]
        return replace(
            segment, text=text, start=segment.start + start, end=segment.start + end, notes=tuple(notes),
            codes=codes, edited=text != segment.text[start:end] or segment.edited,
        )  # fmt: skip

    def coded(self, bead: int) -> tuple[Segment, ...]:
        """Return our segments of a bead, with the codes that stand in them in the file."""
        return tuple(replace(self.own[i], codes=self._codes(i)) for i in self._owns.get(bead, []))

    def _codes(self, own: int) -> tuple[Code, ...]:
        """Return the codes inside one of our segments; at its ends, those that begin or end in it."""
        known = _found(self._ours, self._here, own)
        owners = self._theirs.owners[self._here[known]]
        found = []
        for view in np.unique(owners):
            ours = self._ours.offsets[known[owners == view]]
            theirs = self._theirs.offsets[self._here[known[owners == view]]]
            for code in self.views[int(view)].codes:
                before, after = ours[theirs < code.offset], ours[theirs >= code.offset]
                opens = begins(code)
                if opens and len(after) and (len(before) or code.offset == theirs.min()):
                    found.append(replace(code, offset=int(after.min())))
                elif not opens and len(before) and (len(after) or code.offset == theirs.max() + 1):
                    found.append(replace(code, offset=int(before.max()) + 1))
        return tuple(sorted(found, key=lambda code: code.offset))

    def begins_bare(self, place: Place) -> bool:
        """Tell whether the tool's segment has nothing before a span of ours."""
        known = self._seen(*place)
        return not len(known) or self._begin(int(known[0])) == int(known[0])

    def gap(self, one: Place, other: Place) -> str:
        """Return what stands between two spans of ours in a segment of the tool, of which we hold nothing."""
        before, after = self._seen(*one), self._seen(*other)
        if not len(before) or not len(after):
            return ""
        last, first = int(before[-1]), int(after[0])
        view = int(self._theirs.owners[last])
        free = (self._there[last + 1 : first] == NOWHERE).all()
        if last >= first or view != self._theirs.owners[first] or not free:
            return ""
        return self.views[view].text[int(self._theirs.offsets[last]) + 1 : int(self._theirs.offsets[first])]

    def between(self, group_of: Mapping[int, int]) -> dict[int, list[int]]:
        """Return the segments of the tool without any of ours, by the group before them (-1: none)."""
        found: dict[int, list[int]] = {}
        gap = -1
        for view, beads in enumerate(self.beads):
            if beads:
                gap = group_of[beads[-1]]
            else:
                found.setdefault(gap, []).append(view)
        return found

    def _seen(self, own: int, start: int, end: int) -> Places:
        """Return the places in the tool's row of the characters of a span of ours."""
        known = _found(self._ours, self._here, own)
        offsets = self._ours.offsets[known]
        return self._here[known[(offsets >= start) & (offsets < end)]]

    def _in_one_place(self, known: Places) -> bool:
        """Tell whether characters stand together in the tool's row, but for what ours left out of them."""
        return (
            bool(len(known)) and bool((np.diff(known) > 0).all()) and int(np.ptp(known)) < 2 * len(known) + 9
        )

    def _slice(self, known: Places) -> tuple[str, tuple[Code, ...]]:
        """Return the text from the first to the last of these characters of the tool's row, and its codes.

        Segments of the tool that hold none of them are left out: a page may end inside a sentence, and its
        notes and its foot stand there.
        """
        owners = self._theirs.owners[known]
        views = [int(view) for view in np.unique(owners)]
        text, codes = "", list[Code]()
        for view in views:
            one, before = self.views[view], self.views[view - 1]
            begin = int(self._theirs.offsets[known[0]]) if view == views[0] else 0
            end = int(self._theirs.offsets[known[-1]]) + 1 if view == views[-1] else len(one.text)
            if view > views[0] and (view - 1 not in views or one.start != before.end):
                text += " "
            codes += shifted(inside(one.codes, begin, end, one.text), len(text))
            text += one.text[begin:end]
        return text, tuple(codes)

    def _begin(self, first: int) -> int:
        begin = self._theirs.span(owner := int(self._theirs.owners[first]), owner + 1).start
        return begin if (self._there[begin:first] == NOWHERE).all() else first

    def _end(self, last: int) -> int:
        """Return the last character of those behind one that we hold nothing of."""
        owner = int(self._theirs.owners[last])
        behind = self._there[last + 1 : self._theirs.span(owner, owner + 1).stop]
        held = np.flatnonzero(behind != NOWHERE)
        if not len(held):
            return last + len(behind)
        following = self.own[int(self._ours.owners[behind[held[0]]])]
        return last if following.start == 0 and following.number else last + int(held[0])


def joined(one: Segment, gap: str, other: Segment) -> Segment:
    """Return two segments as one, with what stands between them."""
    length = len(one.text) + len(gap)
    notes = (replace(note, offset=note.offset + length) for note in other.notes)
    return replace(
        one, text=f"{one.text}{gap}{other.text}", end=other.end if one.part == other.part else one.end,
        notes=(*one.notes, *notes), codes=(*one.codes, *shifted(other.codes, length)), edited=True,
    )  # fmt: skip


def _found(reading: Reading, partners: Places, segment: int) -> Places:
    """Return the characters of a segment that stand in the other reading, by their places in its own row."""
    span = reading.span(segment, segment + 1)
    return np.flatnonzero(partners[span.start : span.stop] != NOWHERE) + span.start
