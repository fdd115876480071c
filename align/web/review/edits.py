"""Edits: pure functions from a bitext to a bitext, one for each thing a person can do to a row.

Every segment of both sides stands in exactly one bead before and after, in the same order within its side but
for what `move_segment` moves.
Only `edit_text` changes a text; only `split` cuts a segment, and the two pieces are the segment again when
they are joined. What a person made is `hand`, with score 1. What an edit only left behind, the row that a
segment was taken from or pushed into, keeps its reason and gets a score of a half at most: so a person is
led to it, and aligning anew may use it. Who and when are the session's to add.

>>> from align.bitext import Bead, Bitext, Side
>>> from align.document import Segment
>>> he, left = Segment("He came."), Segment("He left.")
>>> both = Segment("他来了，走了。")
>>> bitext = Bitext(Side("en"), Side("zh"), (Bead((he,), (both,)), Bead((left,), ())))
>>> [bead.type for bead in merge(bitext, 0).beads]
['2-1']
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import reduce
from inspect import signature
from typing import Any, Literal

from align.bitext import Bead, Bitext, Status
from align.document import Segment
from align.errors import AlignError
from align.exchange.tools import without_origin
from align.web.review.carets import cut, rewrite_all
from align.words import say

SideName = Literal["source", "target"]
"""`source` is the original."""

LEFT = 0.5
"""The highest score of what an edit left behind: nobody has looked at it since, right or wrong."""


class EditError(AlignError):
    """An edit that cannot be done where it was asked for."""


def merge(bitext: Bitext, i: int, j: int | None = None) -> Bitext:
    """Join bead `i` with the next one, or with all down to `j`: so a null bead is attached.

    Raises:
        EditError: there is no next bead, or `j` is not below `i`.
    """
    last = i + 1 if j is None else j
    if last <= i:
        raise EditError(say("only rows that stand side by side can be merged"))
    below = [_bead(bitext, k, say("there is no row below to merge with")) for k in range(i + 1, last + 1)]
    return _replaced(bitext, i, last + 1, [reduce(_joined, below, _bead(bitext, i))])


def split(
    bitext: Bitext, i: int, side: SideName, segment: int, offset: int, unlocked: bool = False
) -> Bitext:
    """Cut bead `i` in two at a caret: before character `offset` of a segment, counted within the bead's side.

    At the beginning or end of a segment the bead is cut between segments; inside one the segment is cut too,
    with its span and note marks. The other side is divided between its segments in proportion to length, a
    single segment stays with the first part.

    Raises:
        EditError: the caret stands at the beginning or end of the side, or inside a segment of the original
            while that is locked.
    """
    bead = _bead(bitext, i)
    ours, theirs = _side(bead, side), _side(bead, _OTHER[_checked(side)])
    chosen = _segment(ours, segment)
    pieces = cut(chosen, offset)
    if pieces:
        _check_lock(side, unlocked)
    ours = (*ours[:segment], *(pieces or (chosen,)), *ours[segment + 1 :])
    place = segment + (1 if pieces or offset * 2 >= len(chosen.text) else 0)
    if not 0 < place < len(ours):
        raise EditError(say("there is nothing to split off at the caret"), mend=say("put it inside the text"))
    there = _answering(ours, place, theirs)
    halves = [
        _with(bead, side, ours[:place], theirs[:there]),
        _with(bead, side, ours[place:], theirs[there:]),
    ]
    first, second = map(_made, halves)
    return _replaced(bitext, i, i + 1, [first, replace(second, id="", note="", status="auto")])


def move_boundary(bitext: Bitext, i: int, side: SideName, by: int) -> Bitext:
    """Move the boundary below bead `i` by one segment of one side: the other side stays as it is.

    Bead `i` is what the person made of it, the other one what was left.

    Args:
        bitext: any bitext.
        i: the bead above the boundary.
        side: which side moves.
        by: 1, down: bead `i` takes the next segment of that side, wherever below it stands; -1, up: its
            last segment goes to bead `i + 1`.

    Raises:
        EditError: there is no segment to move, or no bead to move it to.
    """
    if by not in (1, -1):
        raise EditError(say("a boundary moves by 1 or -1, not {by!r}", by=by))
    upper = _bead(bitext, i)
    _bead(bitext, i + 1, say("there is no row below"))
    giver = i if by < 0 else _next_with(bitext, i + 1, _checked(side))
    lower = bitext.beads[i + 1 if by < 0 else giver]
    above, below = _side(upper, side), _side(lower, side)
    if by < 0 and not above:
        raise EditError(say("this row has no segment there to give away"))
    row = (*above, *below)
    place = len(above) + by
    beads = [_made(_with(upper, side, row[:place], None)), *bitext.beads[i + 1 : giver]]
    beads.append(_left(_with(lower, side, row[place:], None)))
    return _replaced(bitext, i, max(giver, i + 1) + 1, beads)


def move_segment(bitext: Bitext, i: int, side: SideName, segment: int, j: int) -> Bitext:
    """Move one segment of bead `i` to bead `j`, which takes it as its first or last, whichever is nearer.

    A segment of the translation may go anywhere, as its order need not be that of the original. The original
    keeps its order: its last segment may go down and its first up, to the next row that has any.

    Raises:
        EditError: there is no such segment or row, or the order of the original would change.
    """
    giver, taker = _bead(bitext, i), _bead(bitext, j)
    segments = _side(giver, _checked(side))
    chosen = _segment(segments, segment)
    if i == j:
        raise EditError(say("it stands in this row already"))
    edge = len(segments) - 1 if i < j else 0
    between = bitext.beads[min(i, j) + 1 : max(i, j)]
    if side == "source" and (segment != edge or any(bead.source for bead in between)):
        raise EditError(
            say("the original keeps its order"),
            mend=say("move its last sentence down or its first one up, to the next row"),
        )
    theirs = _side(taker, side)
    rest = (*segments[:segment], *segments[segment + 1 :])
    beads = list(bitext.beads)
    beads[i] = _left(_with(giver, side, rest, None))
    beads[j] = _made(_with(taker, side, (chosen, *theirs) if i < j else (*theirs, chosen), None))
    return _replaced(replace(bitext, beads=tuple(beads)), i, i + 1, [beads[i]])


def delete(bitext: Bitext, i: int) -> Bitext:
    """Undo the link of bead `i`: each side becomes a null bead of its own, the original first.

    Raises:
        EditError: it is a null bead already.
    """
    bead = _bead(bitext, i)
    if bead.is_null:
        raise EditError(say("this row links nothing: one side is empty"))
    unlinked = replace(bead, score=1.0, why="hand", status=_unsettled(bead))
    alone = replace(unlinked, source=(), id="", note="", status="auto")
    return _replaced(bitext, i, i + 1, [replace(unlinked, target=()), alone])


def join_nulls(bitext: Bitext, i: int, j: int) -> Bitext:
    """Link null bead `i` with null bead `j` of the other side, which need not be its neighbour.

    Raises:
        EditError: they are not null beads of both sides, or segments of both sides stand between them.
    """
    i, j = sorted((i, j))
    here, there = _bead(bitext, i), _bead(bitext, j)
    if not (here.is_null and there.is_null) or bool(here.source) == bool(there.source):
        raise EditError(say("only a row without translation and one without original can be joined"))
    between = bitext.beads[i + 1 : j]
    joined = _joined(here, there)
    # The link stands where it steps over segments of neither side.
    if not any(_side(bead, _only_side(there)) for bead in between):
        beads = [joined, *between]
    elif not any(_side(bead, _only_side(here)) for bead in between):
        beads = [*between, joined]
    else:
        raise EditError(
            say("the text between them is linked already"), mend=say("unlink it, or move the boundaries")
        )
    return _replaced(bitext, i, j + 1, beads)


def edit_text(
    bitext: Bitext, i: int, side: SideName, text: str, segment: int | None = None, unlocked: bool = False
) -> Bitext:
    """Change the text of a segment of bead `i`, or of its whole side; what changed is marked as edited.

    Note marks keep their places. Where a side of several segments is changed as a whole, its boundaries stay
    at the words where they stood.

    Raises:
        EditError: the text is empty, or too short to leave something in every segment; or it is the original,
            which is locked.
    """
    bead = _bead(bitext, i)
    segments = _side(bead, _checked(side))
    _check_lock(side, unlocked)
    if not segments:
        raise EditError(
            say("there is no text to edit on this side"), mend=say("link the row with a segment first")
        )
    chosen = segments if segment is None else (_segment(segments, segment),)
    language = (bitext.source if side == "source" else bitext.target).language
    texts = rewrite_all(chosen, text, language) if text.strip() else None
    if texts is None:
        raise EditError(
            say("the text would leave a segment empty"), mend=say("undo the link instead, or split the row")
        )
    new = texts if segment is None else [*segments[:segment], *texts, *segments[segment + 1 :]]
    if tuple(new) == segments:
        return bitext
    return _replaced(bitext, i, i + 1, [_open(_with(bead, side, tuple(new), None))])


def edit_texts(
    bitext: Bitext, i: int, side: SideName, texts: Sequence[str | None], unlocked: bool = False
) -> Bitext:
    """Change the texts of one side of bead `i` by segment, as one edit; where there is none, it stays.

    Raises:
        EditError: as `edit_text`; then all texts stay.
    """
    for segment, text in enumerate(texts):
        if text is not None:
            bitext = edit_text(bitext, i, side, text, segment, unlocked)
    return bitext


def confirm(bitext: Bitext, i: int) -> Bitext:
    """Say that bead `i` is right, a null bead that it has no partner."""
    return _replaced(bitext, i, i + 1, [replace(_bead(bitext, i), status="confirmed")])


def unconfirm(bitext: Bitext, i: int) -> Bitext:
    """Take back that bead `i` is right, or that it is flagged; its note goes with the flag."""
    bead = _bead(bitext, i)
    note = "" if bead.status == "flagged" else bead.note
    return _replaced(bitext, i, i + 1, [replace(bead, status="auto", note=note)])


def flag(bitext: Bitext, i: int, note: str = "") -> Bitext:
    """Flag bead `i` as doubtful, with a note for whoever looks next."""
    return _replaced(bitext, i, i + 1, [replace(_bead(bitext, i), status="flagged", note=note)])


def annotate(bitext: Bitext, i: int, note: str) -> Bitext:
    """Change the note of bead `i`, whatever its status."""
    return _replaced(bitext, i, i + 1, [replace(_bead(bitext, i), note=note)])


EDITS: dict[str, Callable[..., Bitext]] = {
    "merge": merge,
    "split": split,
    "move_boundary": move_boundary,
    "move_segment": move_segment,
    "delete": delete,
    "join_nulls": join_nulls,
    "edit_text": edit_text,
    "edit_texts": edit_texts,
    "confirm": confirm,
    "unconfirm": unconfirm,
    "flag": flag,
    "annotate": annotate,
}
"""Every edit by the name that the page and the journal call it; its arguments are those after `bitext`."""

_TYPES: dict[str, type] = {
    **dict.fromkeys(("i", "j", "segment", "offset", "by"), int),
    **dict.fromkeys(("side", "text", "note"), str),
    "unlocked": bool,
    "texts": list,
}


def make(bitext: Bitext, name: str, arguments: Mapping[str, Any]) -> Bitext:
    """Make an edit by its name, with arguments that come from outside.

    Raises:
        EditError: there is no such edit, it has other arguments, or it cannot be done there.
    """
    if name not in EDITS:
        raise EditError(
            say("there is no edit {name!r}", name=name),
            mend=say("the edits are {known}", known=", ".join(EDITS)),
        )
    given = {key: value for key, value in arguments.items() if value is not None}
    try:
        signature(EDITS[name]).bind(bitext, **given)
    except TypeError as error:
        raise EditError(say("{where}: {what}", where=name, what=str(error))) from error
    for key, value in given.items():
        if not _fits(key, value):
            raise EditError(say("{name}: {key} is no {type}", name=name, key=key, type=_TYPES[key].__name__))
    return EDITS[name](bitext, **given)


def _fits(key: str, value: Any) -> bool:
    """Tell whether an argument is of its type; of `texts`, each is a text or nothing."""
    if key == "texts":
        return type(value) is list and all(text is None or type(text) is str for text in value)
    return type(value) is _TYPES[key]


_OTHER: dict[SideName, SideName] = {"source": "target", "target": "source"}


def _bead(bitext: Bitext, i: int, missing: str = say("there is no such row")) -> Bead:
    if not 0 <= i < len(bitext.beads):
        raise EditError(missing)
    return bitext.beads[i]


def _checked(side: SideName) -> SideName:
    if side not in _OTHER:
        raise EditError(say("there is no side {side!r}", side=side), mend=say("take source or target"))
    return side


def _side(bead: Bead, side: SideName) -> tuple[Segment, ...]:
    return bead.source if side == "source" else bead.target


def _check_lock(side: SideName, unlocked: bool) -> None:
    if side == "source" and not unlocked:
        raise EditError(say("the original is locked"), mend=say("unlock it, or change the translation"))


def _only_side(bead: Bead) -> SideName:
    return "source" if bead.source else "target"


def _segment(segments: tuple[Segment, ...], place: int) -> Segment:
    if not 0 <= place < len(segments):
        raise EditError(say("there is no such segment in this row"))
    return segments[place]


def _with(bead: Bead, side: SideName, ours: tuple[Segment, ...], theirs: tuple[Segment, ...] | None) -> Bead:
    """Return a bead with other segments on one side, and on the other too unless that stays as it is."""
    theirs = _side(bead, _OTHER[side]) if theirs is None else theirs
    source, target = (ours, theirs) if side == "source" else (theirs, ours)
    return replace(bead, source=source, target=target)


def _made(bead: Bead) -> Bead:
    """Return a bead as a person made it: sure where it links, left where its partner is still to be found."""
    return _left(bead) if bead.is_null else replace(_open(bead), score=1.0, why="hand")


def _left(bead: Bead) -> Bead:
    return replace(_open(bead), score=min(bead.score, LEFT))


def _open(bead: Bead) -> Bead:
    return replace(bead, status=_unsettled(bead), props=without_origin(bead.props))


def _unsettled(bead: Bead) -> Status:
    """Return the status after a change: what was confirmed was the row as it stood before."""
    return "flagged" if bead.status == "flagged" else "auto"


def _joined(here: Bead, below: Bead) -> Bead:
    joined = _made(replace(here, source=here.source + below.source, target=here.target + below.target))
    notes = dict.fromkeys(filter(None, (here.note, below.note)))
    flagged = "flagged" in (here.status, below.status)
    return replace(joined, note="; ".join(notes), status="flagged" if flagged else "auto")


def _answering(ours: tuple[Segment, ...], place: int, theirs: tuple[Segment, ...]) -> int:
    """Return after how many segments of the other side its half ends: in proportion, none left empty."""
    if len(theirs) < 2:
        return len(theirs)
    share = _length(ours[:place]) / max(_length(ours), 1)
    whole = _length(theirs)
    return min(range(1, len(theirs)), key=lambda k: abs(_length(theirs[:k]) - share * whole))


def _length(segments: tuple[Segment, ...]) -> int:
    return sum(len(segment.text) for segment in segments)


def _next_with(bitext: Bitext, begin: int, side: SideName) -> int:
    """Return the first bead from one on that has a segment on a side."""
    for place in range(begin, len(bitext.beads)):
        if _side(bitext.beads[place], side):
            return place
    raise EditError(say("no segment follows on this side"))


def _replaced(bitext: Bitext, first: int, stop: int, beads: Iterable[Bead]) -> Bitext:
    """Return the bitext with other beads at [first:stop]; a bead left without segments is left out."""
    kept = tuple(bead for bead in beads if bead.source or bead.target)
    return replace(bitext, beads=bitext.beads[:first] + kept + bitext.beads[stop:])
