"""What happens inside a text: a segment cut at a caret, a text changed with its note marks kept in place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate, pairwise

from align.document import NoteMark, Segment
from align.languages import join
from align.moved import MovedPlaces
from align.segment import carve, stripped


def cut(segment: Segment, offset: int) -> tuple[Segment, Segment] | None:
    """Cut a segment before a character, or return nothing where a piece would hold no text.

    As where a text is cut into sentences, spaces at the cut belong to neither piece. A note mark at the cut
    belongs to what stands before it.

    >>> [piece.text for piece in cut(Segment("He came. He left.", start=5, end=22), 8)]
    ['He came.', 'He left.']
    """
    text = segment.text
    spans = stripped(text, 0, offset), stripped(text, offset, len(text))
    if not 0 < offset < len(text) or not all(start < end for start, end in spans):
        return None
    before, after = carve(segment, spans)
    return before, after


def rewrite(segment: Segment, text: str) -> Segment:
    """Return a segment with another text, marked as edited; its note marks and codes stay at their words."""
    if text == segment.text:
        return segment
    place = MovedPlaces(segment.text, text)
    notes = tuple(NoteMark(mark.number, place(mark.offset)) for mark in segment.notes)
    codes = tuple(replace(code, offset=place(code.offset)) for code in segment.codes)
    return replace(segment, text=text, notes=notes, codes=codes, edited=True)


def rewrite_all(segments: Sequence[Segment], text: str, language: str) -> list[Segment] | None:
    """Return the segments of a side with another text, cut where the words of their ends now stand.

    Nothing is returned where a segment would be left without text.

    >>> [s.text for s in rewrite_all([Segment("He came."), Segment("He left.")], "He comes. He left.", "en")]
    ['He comes.', 'He left.']
    """
    joined = join((segment.text for segment in segments), language)
    gap = len(join(("", ""), language))
    ends = list(accumulate(len(segment.text) + gap for segment in segments))[:-1]
    place = MovedPlaces(joined, text)
    bounds = [0, *map(place, ends), len(text)]
    pieces = [text[begin:end].strip() for begin, end in pairwise(bounds)]
    if len(pieces) == 1:
        pieces = [text]
    if not all(pieces):
        return None
    return [rewrite(segment, piece) for segment, piece in zip(segments, pieces, strict=True)]
