"""Edits: pure functions from a bitext to a bitext, one for each thing a person can do to a row.

Every segment of both sides stands in exactly one bead before and after, in the same order within its side.
Only `edit_text` changes a text; only `split` cuts a segment, and the two pieces are the segment again when
they are joined. What a person made is `hand`, with score 1; a segment that only lost its partner on the way
keeps its reason and gets score 0, so that a person sees it and re-aligning may use it. Who and when are the
session's to add.

>>> from align.bitext import Bead, Bitext, Side
>>> from align.document import Segment
>>> he, left = Segment("He came."), Segment("He left.")
>>> both = Segment("他来了，走了。")
>>> bitext = Bitext(Side("en"), Side("zh"), (Bead((he,), (both,)), Bead((left,), ())))
>>> [bead.type for bead in merge(bitext, 0).beads]
['2-1']
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal

from align.bitext import Bitext
from align.errors import AlignError

SideName = Literal["source", "target"]
"""`source` is the original."""


class EditError(AlignError):
    """An edit that cannot be done where it was asked for."""


def merge(bitext: Bitext, i: int) -> Bitext:
    """Join bead `i` with the next one: so a null bead is attached, and two rows become one.

    Raises:
        EditError: there is no next bead.
    """
    raise NotImplementedError


def split(
    bitext: Bitext, i: int, side: SideName, segment: int, offset: int, unlocked: bool = False
) -> Bitext:
    """Cut bead `i` in two at a caret: before character `offset` of a segment, counted within the bead's side.

    At the beginning or end of a segment the bead is cut between segments; inside one the segment is cut too,
    with its span and note marks. The other side is divided between its segments in proportion to length, a
    single segment stays with the first part.

    Raises:
        EditError: the caret stands at the beginning or end of the side, or inside a segment of the original
            while its segmentation is locked.
    """
    raise NotImplementedError


def move_boundary(bitext: Bitext, i: int, side: SideName, by: int) -> Bitext:
    """Move the boundary below bead `i` by one segment of one side: the other side stays as it is.

    Args:
        bitext: any bitext.
        i: the bead above the boundary.
        side: which side moves.
        by: 1, down: bead `i` takes the next segment of that side, wherever below it stands; -1, up: its
            last segment goes to bead `i + 1`.

    Raises:
        EditError: there is no segment to move, or no bead to move it to.
    """
    raise NotImplementedError


def delete(bitext: Bitext, i: int) -> Bitext:
    """Undo the link of bead `i`: each side becomes a null bead of its own, the original first.

    Raises:
        EditError: it is a null bead already.
    """
    raise NotImplementedError


def join_nulls(bitext: Bitext, i: int, j: int) -> Bitext:
    """Link null bead `i` with null bead `j` of the other side, which need not be its neighbour.

    Raises:
        EditError: they are not null beads of both sides, or linked segments stand between.
    """
    raise NotImplementedError


def edit_text(bitext: Bitext, i: int, side: SideName, text: str, segment: int | None = None) -> Bitext:
    """Change the text of a segment of bead `i`, or of its whole side; what changed is marked as edited.

    Note marks keep their places. Where a side of several segments is changed as a whole, its boundaries stay
    at the words where they stood.

    Raises:
        EditError: the text is empty, or too short to leave something in every segment.
    """
    raise NotImplementedError


def confirm(bitext: Bitext, i: int) -> Bitext:
    """Say that bead `i` is right."""
    raise NotImplementedError


def unconfirm(bitext: Bitext, i: int) -> Bitext:
    """Take back that bead `i` is right, or that it is flagged; its note goes with the flag."""
    raise NotImplementedError


def flag(bitext: Bitext, i: int, note: str = "") -> Bitext:
    """Flag bead `i` as doubtful, with a note for whoever looks next."""
    raise NotImplementedError


EDITS: dict[str, Callable[..., Bitext]] = {
    "merge": merge,
    "split": split,
    "move_boundary": move_boundary,
    "delete": delete,
    "join_nulls": join_nulls,
    "edit_text": edit_text,
    "confirm": confirm,
    "unconfirm": unconfirm,
    "flag": flag,
}
"""Every edit by the name that the page and the journal call it; its arguments are those after `bitext`."""

Arguments = dict[str, Any]
