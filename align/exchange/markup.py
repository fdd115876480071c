"""Codes as the elements of the standards, with types: TMX level 2, XLIFF 1.2, XLIFF 2.

    TMX          `<bpt>` … `<ept>`, `<it>`, `<ph>` (TMX 1.4b, section 2.3), round the code's own spelling
    XLIFF 1.2    `<g>`, `<bx/>` … `<ex/>`, `<x/>` (section 2.3)
    XLIFF 2      `<pc>`, `<sc/>` … `<ec/>`, `<ph/>` (section 4.2.3)

>>> from align.codes import PLACE
>>> from align.document import Code
>>> codes = [Code(4, "+bold", "0"), Code(9, "-bold", "1"), Code(13, "fnote", "2")]
>>> marked_up(f"The {PLACE}Board{PLACE} met{PLACE}.", codes, {})
'The <bpt i="1" x="1" type="bold"/>Board<ept i="1"/> met<ph x="3" type="fnote"/>.'
>>> marked_up(f"The {PLACE}Board{PLACE} met{PLACE}.", codes, {}, xliff_2)
'The <pc id="1" type="fmt" subType="xlf:b">Board</pc> met<ph id="3" type="other" subType="align:fnote"/>.'

What begins or ends in another segment is isolated; a code where nothing changes to the eye is not written.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal, NamedTuple

from align.bitext import Bead
from align.codes import PLACE, spelled
from align.document import Code, Segment
from align.exchange.xml import escape, escape_only, quote
from align.languages import join
from align.text import clean

_UNSEEN = frozenset(("run", "x-inserted", "x-deleted"))
"""What is nothing to the eye, or is so once the changes are accepted."""

Numbers = dict[tuple[str, str], int]
"""Of a code and what it does, the number that both languages give it."""


class CodeAction(NamedTuple):
    """What one code does at its place, beside others."""

    name: str
    role: Literal["alone", "opens", "closes", "half-open", "half-closed"]
    """Half: its other half stands in another segment."""
    number: int
    pair: int = 0
    """Number of the pair, in its text."""
    other: int = 0
    """Of what closes, the number of what opens."""
    is_nested: bool = True
    """Whether its pair is nested in the others: an element may stand around it."""
    native: str = ""


Dialect = Callable[[CodeAction], str]
"""Writes a part as an element."""


def tmx(part: CodeAction) -> str:
    """Return the element of TMX."""
    name, end = {"alone": "ph", "opens": "bpt", "closes": "ept"}.get(part.role, "it"), "/>"
    if part.native:
        end = f">{escape_only(part.native)}</{name}>"
    if part.role == "closes":
        return f'<ept i="{part.pair}"{end}'
    where = {"opens": f' i="{part.pair}"', "half-open": ' pos="begin"', "half-closed": ' pos="end"'}
    return f'<{name}{where.get(part.role, "")} x="{part.number}" type={quote(part.name)}{end}'


_OF_XLIFF_1 = {"ulined": "underlined"}
_TYPED_THERE = frozenset(("bold", "italic", "underlined", "link", "image", "lb", "pb"))


def xliff_1(part: CodeAction) -> str:
    """Return the element of XLIFF 1.2."""
    name = _OF_XLIFF_1.get(part.name, part.name)
    known = name in _TYPED_THERE or name.startswith("x-")
    kind = f" ctype={quote(name if known else f'x-{name}')}"
    match part.role:
        case "alone":
            return f'<x id="{part.number}"{kind}/>'
        case "opens" if part.is_nested:
            return f'<g id="{part.number}"{kind}>'
        case "closes" if part.is_nested:
            return "</g>"
        case "opens" | "half-open":
            return f'<bx id="{part.number}" rid="{part.number}"{kind}/>'
    return f'<ex id="{part.number}" rid="{part.other or part.number}"/>'


_OF_XLIFF_2 = {"bold": "xlf:b", "italic": "xlf:i", "ulined": "xlf:u", "lb": "xlf:lb", "pb": "xlf:pb"}


def xliff_2(part: CodeAction) -> str:
    """Return the element of XLIFF 2."""
    if part.name in _OF_XLIFF_2:
        kind = f' type="fmt" subType="{_OF_XLIFF_2[part.name]}"'
    elif part.name in ("link", "image"):
        kind = f' type="{part.name}"'
    else:
        kind = f' type="other" subType={quote(f"align:{part.name}")}'
    match part.role:
        case "alone":
            return f'<ph id="{part.number}"{kind}/>'
        case "opens" if part.is_nested:
            return f'<pc id="{part.number}"{kind}>'
        case "closes" if part.is_nested:
            return "</pc>"
        case "opens":
            return f'<sc id="{part.number}"{kind}/>'
        case "closes":
            return f'<ec startRef="{part.other}"/>'
        case "half-open":
            return f'<sc id="{part.number}"{kind} isolated="yes"/>'
    return f'<ec id="{part.number}"{kind} isolated="yes"/>'


def marked_up(text: str, codes: Sequence[Code], numbers: Numbers, dialect: Dialect = tmx) -> str:
    """Return a text escaped, with an element in each `PLACE`; places that are not ours are no text.

    Args:
        text: with a place for each code.
        codes: in their order.
        numbers: of the codes of the unit's other text; those of this one are added.
        dialect: of which standard the elements are.
    """
    first, *rest = escape_only(text).split(PLACE)
    if len(rest) != len(codes):
        return first + "".join(rest)
    return first + "".join(map(str.__add__, _elements(codes, numbers, dialect), rest))


def texts_of(
    bead: Bead, texts: tuple[str, str], languages: tuple[str, str], dialect: Dialect | None
) -> list[str]:
    """Return the two texts of a bead escaped; by a dialect, with its codes as elements."""
    sides, numbers = (bead.source, bead.target), Numbers()
    if not dialect or not any(segment.codes for side in sides for segment in side):
        return [escape(text) for text in texts]
    return [coded(side, code, numbers, dialect) for side, code in zip(sides, languages, strict=True)]


def coded(side: Sequence[Segment], language: str, numbers: Numbers, dialect: Dialect = tmx) -> str:
    """Return the text of segments in a language, escaped, with their codes as elements."""
    text = join((spelled(segment.text, segment.codes, lambda _: PLACE) for segment in side), language)
    return marked_up(clean(text), [code for segment in side for code in segment.codes], numbers, dialect)


def _elements(codes: Sequence[Code], numbers: Numbers, dialect: Dialect) -> list[str]:
    """Return the elements of each code."""
    found, taken = [""] * len(codes), set[int]()
    does = [(place, part) for place, code in enumerate(codes) for part in code.kind.split()]
    pairs = _pairs(codes, does)
    numbered: dict[int, int] = {}
    for index, (place, part) in enumerate(does):
        code, name, sign = codes[place], part.lstrip("+-") or "x-code", part[0]
        if name in _UNSEEN:
            continue
        number = _number(code, part, numbers, taken)
        if sign not in "+-":
            made = CodeAction(name, "alone", number, native=code.native)
        elif index not in pairs:
            made = CodeAction(name, "half-open" if sign == "+" else "half-closed", number, native=code.native)
        else:
            pair, is_nested = pairs[index]
            opens = numbered.setdefault(pair, number)
            role: Literal["opens", "closes"] = "opens" if sign == "+" else "closes"
            made = CodeAction(name, role, number, pair, opens, is_nested, code.native)
        found[place] += dialect(made)
    return found


def _number(code: Code, part: str, numbers: Numbers, taken: set[int]) -> int:
    """Return the number of a part; what comes twice in one text has two."""
    number = numbers.setdefault((code.id, part), len(numbers) + 1)
    if number in taken:
        number = len(numbers) + 1
        numbers[f"{code.id} {number}", part] = number
    taken.add(number)
    return number


def _pairs(codes: Sequence[Code], does: Sequence[tuple[int, str]]) -> dict[int, tuple[int, bool]]:
    """Return of each beginning and each end the number of its pair, and whether that is nested in the others.

    An end belongs to what has its number, or else to the last beginning of its kind.
    """
    opened: dict[tuple[str, str], list[int]] = {}
    order: list[int] = []
    pairs: dict[int, tuple[int, bool]] = {}
    for index, (place, part) in enumerate(does):
        name, own = part[1:], codes[place].id
        if part[0] == "+":
            opened.setdefault((name, own), []).append(index)
            opened.setdefault((name, ""), []).append(index)
            order.append(index)
        elif part[0] == "-":
            begun = _last(opened.get((name, own)), pairs)
            begun = _last(opened.get((name, "")), pairs) if begun is None else begun
            if begun is not None:
                is_nested = _last(order, pairs) == begun
                pairs[begun] = pairs[index] = (len(pairs) // 2 + 1, is_nested)
    return pairs


def _last(begun: list[int] | None, pairs: dict[int, tuple[int, bool]]) -> int | None:
    """Return the last beginning that has no end yet."""
    while begun and begun[-1] in pairs:
        begun.pop()
    return begun[-1] if begun else None
