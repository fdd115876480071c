"""The codes of a text: where they go when it is cut, and how they stand in it when it is written.

>>> from align.document import Code
>>> codes = (Code(4, "+bold", "0"), Code(10, "-bold", "1"))
>>> spelled("The Board met.", codes, tag)
'The <t0/>Board <t1/>met.'
>>> [code.offset for code in inside(codes, 4, 10, "The Board met.")]
[0, 6]
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from itertools import accumulate, pairwise

from align.document import Code, Segment
from align.languages import join

PLACE = "\ufdd0"
"""Stands where a code stands; no character, so that no text holds it."""

BREAKS = frozenset(("lb", "pb", "x-tab"))
"""Kinds that part what stands on either side."""
_HYPHENS = {0x2011: "-"}


def inside(codes: Iterable[Code], start: int, end: int, text: str) -> tuple[Code, ...]:
    """Return the codes of a span of a text, counted from its beginning.

    At either end of the span, what begins something belongs to what follows, all else to what stands before.
    """

    def is_inside(code: Code) -> bool:
        if code.offset == start > 0:
            return begins(code)
        if code.offset == end < len(text):
            return not begins(code)
        return start <= code.offset <= end

    return tuple(replace(code, offset=code.offset - start) for code in codes if is_inside(code))


def begins(code: Code) -> bool:
    """Tell whether a code only begins a formatting."""
    return all(part.startswith("+") for part in code.kind.split())


def shifted(codes: Iterable[Code], by: int) -> tuple[Code, ...]:
    """Return codes of a text before which something was put."""
    return tuple(replace(code, offset=code.offset + by) for code in codes)


def pieces(text: str, codes: Iterable[Code]) -> list[str]:
    """Return what stands before each code of a text, and behind the last one."""
    edges = (0, *(code.offset for code in codes), len(text))
    return [text[begin:end] for begin, end in pairwise(edges)]


def spelled(text: str, codes: Sequence[Code], spell: Callable[[Code], str]) -> str:
    """Return a text with its codes in it, each as `spell` writes it."""
    if not codes:
        return text
    *before, last = pieces(text, codes)
    return "".join(piece + spell(code) for piece, code in zip(before, codes, strict=True)) + last


def without_idle(codes: Sequence[Code]) -> tuple[Code, ...]:
    """Return codes without pairs of one number around nothing: both halves at one place, or turned round."""
    places: dict[str, list[int]] = {}
    for place, code in enumerate(codes):
        places.setdefault(code.id, []).append(place)
    idle = {
        place
        for first, *others in places.values()
        for place in (first, *others)
        if len(others) == 1
        and sorted((codes[first].kind[0], codes[others[0]].kind[0])) == ["+", "-"]
        and (codes[first].kind[0] == "-" or codes[first].offset == codes[others[0]].offset)
    }
    return tuple(code for place, code in enumerate(codes) if place not in idle)


def of_side(segments: Sequence[Segment], language: str) -> tuple[Code, ...]:
    """Return the codes of the segments of one side, at their places in the text that these make together."""
    codes = [code for segment in segments for code in segment.codes]
    if not codes:
        return ()
    first, *rest = join((spelled(s.text, s.codes, lambda _: PLACE) for s in segments), language).split(PLACE)
    ends = accumulate((len(piece) for piece in rest[:-1]), initial=len(first))
    return tuple(replace(code, offset=end) for code, end in zip(codes, ends, strict=False))


def carried(
    codes: Sequence[Code], before: str, after: str, change: Callable[[str], str] = str
) -> tuple[Code, ...]:
    """Return the codes of a text where they belong once its blanks were put in order.

    A code right behind a blank stays with what follows, any other with what stands before it.

    Args:
        codes: in their order.
        before: the text in which they stand.
        after: what became of it.
        change: what was done to it, besides blanks; of a piece of it, it makes a piece of `after`.

    >>> [code.offset for code in carried([Code(6, "+bold", "0")], "The   Board met", "The Board met")]
    [4]
    """
    if not codes:
        return ()
    letters = [place for place, letter in enumerate(after) if not letter.isspace()]
    found, count, text = [], 0, ""
    for code, piece in zip(codes, pieces(before, codes), strict=False):
        count += sum(not letter.isspace() for letter in change(piece))
        text = piece or text
        goes_on = text[-1:].isspace() or not count
        place = letters[count] if goes_on and count < len(letters) else letters[count - 1] + 1 if count else 0
        found.append(replace(code, offset=place))
    return tuple(found)


def legible(text: str, codes: Sequence[Code]) -> str:
    """Return a text as it is read: with a blank where a code breaks the line, and one kind of hyphen.

    >>> legible("Report ofthe Council", [Code(9, "lb", "1")])
    'Report of the Council'
    """
    return spelled(text, codes, lambda code: " " if code.kind in BREAKS else "").translate(_HYPHENS)


_OF_OMEGAT = re.compile(r"</?[a-z]{1,2}\d+/?>")
_TAG = re.compile(r"<(/?)(br|[a-z])[^<>]*>", re.IGNORECASE)


def tag(code: Code) -> str:
    """Return a code as OmegaT shows it: by the first letter of the tag that its own file has there.

    >>> [tag(Code(0, *known)) for known in (("fnote", "2"), ("+bold", "1", "<b>"), ("-bold", "1", "</b>"))]
    ['<t2/>', '<b1>', '</b1>']
    """
    if _OF_OMEGAT.fullmatch(code.native):  # it wrote it itself
        return code.native
    found = _TAG.fullmatch(code.native)
    if not found or not code.id.isdecimal():
        return f"<t{code.id}/>"
    alone = "" if found[1] or begins(code) else "/"
    return f"<{found[1]}{found[2].lower()}{code.id}{alone}>"
