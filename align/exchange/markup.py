"""Codes as the elements of TMX level 2 (TMX 1.4b, section 2.3): `<bpt>`, `<ept>`, `<it>`, `<ph>`, with types.

>>> from align.document import Code
>>> codes = [Code(4, "+bold", "0"), Code(9, "-bold", "1"), Code(13, "fnote", "2")]
>>> marked_up(f"The {PLACE}Board{PLACE} met{PLACE}.", codes, {})
'The <bpt i="1" x="1" type="bold"/>Board<ept i="1"/> met<ph x="3" type="fnote"/>.'

What begins or ends in another segment is isolated; a code where nothing changes to the eye is not written.
"""

from __future__ import annotations

from collections.abc import Sequence

from align.document import Code
from align.exchange.xml import escape_only, quote

PLACE = "\ufdd0"
"""Stands where a code stands; no character, so that no text holds it."""

_UNSEEN = frozenset(("run", "x-inserted", "x-deleted"))
"""What is nothing to the eye, or is so once the changes are accepted."""

Numbers = dict[tuple[str, str], int]
"""Of a code and what it does, the number that both languages give it."""


def marked_up(text: str, codes: Sequence[Code], numbers: Numbers) -> str:
    """Return a text escaped, with an element in each `PLACE`; places that are not ours are no text.

    Args:
        text: with a place for each code.
        codes: in their order.
        numbers: of the codes of the unit's other text; those of this one are added.
    """
    first, *rest = escape_only(text).split(PLACE)
    if len(rest) != len(codes):
        return first + "".join(rest)
    return first + "".join(map(str.__add__, _elements(codes, numbers), rest))


def _elements(codes: Sequence[Code], numbers: Numbers) -> list[str]:
    """Return the elements of each code."""
    does = [(place, part) for place, code in enumerate(codes) for part in code.kind.split()]
    pairs = _pairs(does)
    found = [""] * len(codes)
    for index, (place, part) in enumerate(does):
        name, kind = part.lstrip("+-"), part[0]
        if name in _UNSEEN:
            continue
        x = numbers.setdefault((codes[place].id, part), len(numbers) + 1)
        if kind not in "+-":
            element = f'<ph x="{x}" type={quote(name)}/>'
        elif index not in pairs:
            where = "begin" if kind == "+" else "end"
            element = f'<it pos="{where}" x="{x}" type={quote(name)}/>'
        elif kind == "+":
            element = f'<bpt i="{pairs[index]}" x="{x}" type={quote(name)}/>'
        else:
            element = f'<ept i="{pairs[index]}"/>'
        found[place] += element
    return found


def _pairs(does: Sequence[tuple[int, str]]) -> dict[int, int]:
    """Return the number of the pair that each beginning and each end belongs to."""
    opened: dict[str, int] = {}
    pairs: dict[int, int] = {}
    for index, (_, part) in enumerate(does):
        if part[0] == "+":
            opened[part[1:]] = index
        elif part[0] == "-" and part[1:] in opened:
            pairs[opened.pop(part[1:])] = pairs[index] = len(pairs) // 2 + 1
    return pairs
