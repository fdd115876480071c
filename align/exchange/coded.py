"""Texts that go to a translator and come home: as they stand in the document, each code under its own number.

>>> from align.document import Code
>>> from align.exchange.markup import xliff_1
>>> codes = [Code(4, "+bold", "1"), Code(9, "-bold", "1"), Code(13, "fnote", "2")]
>>> coded("The Board met.", codes, xliff_1)
'The <g id="1" ctype="bold">Board</g> met<x id="2" ctype="x-fnote"/>.'

A bitext numbers its codes by what answers to what (`markup`); here the number finds the place in the file.
What comes home is a row of tokens, whatever elements a tool has made of the codes.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from align.bitext import Bead
from align.codes import pieces
from align.document import Code
from align.exchange.elements import as_it_stands
from align.exchange.markup import CodeAction, Dialect
from align.exchange.xml import escape_only
from align.text import legal

if TYPE_CHECKING:
    from lxml import etree

TEXT, BEGINS, ENDS, ALONE = "", "+", "-", "."
SPACE = ' xml:space="preserve"'
"""What a unit says whose text is as it stands in its file."""


class Token(NamedTuple):
    """A text, or a code that begins, ends or stands alone."""

    kind: str
    value: str
    """The text; or the number of the code."""


def contents(bead: Bead, dialect: Dialect) -> tuple[str, str]:
    """Return what stands in the source and the target of a unit of one segment each."""
    source, target = (
        "".join(coded(segment.text, segment.codes, dialect) for segment in side)
        for side in (bead.source, bead.target)
    )
    return source, target


def coded(text: str, codes: Sequence[Code], dialect: Dialect) -> str:
    """Return a text as it stands, escaped, with its codes as elements; none of their pairs is in another."""
    first, *rest = (escape_only(legal(piece)) for piece in pieces(text, codes))
    return first + "".join(_element(code, dialect) + piece for code, piece in zip(codes, rest, strict=True))


def _element(code: Code, dialect: Dialect) -> str:
    names = [part.lstrip("+-").removeprefix("x-") for part in code.kind.split()]
    name = code.kind.lstrip("+-") if len(names) == 1 else f"x-{'-'.join(names)}"
    sign = code.kind[0]
    number = int(code.id)
    if sign not in "+-":
        return dialect(CodeAction(name, "alone", number))
    return dialect(CodeAction(name, "opens" if sign == "+" else "closes", number, number, number))


def tokens(element: etree._Element | None) -> list[Token]:
    """Return what stands in a `<source>` or `<target>`, without marks that only comment on the text."""
    if element is None:
        return []
    text, codes = as_it_stands(element)
    return tokens_of(text, [code for code in codes if not code.kind.lstrip("+-").startswith("x-mrk")])


def tokens_of(text: str, codes: Sequence[Code]) -> list[Token]:
    """Return a text with codes as tokens.

    >>> from align.document import Code
    >>> tokens_of("The Board", [Code(4, "+bold", "1"), Code(9, "-bold", "1")])[1:3]
    [Token(kind='+', value='1'), Token(kind='', value='Board')]
    """
    found: list[Token] = []
    signs = [code.kind[0] if code.kind[0] in (BEGINS, ENDS) else ALONE for code in codes]
    for place, piece in enumerate(pieces(text, codes)):
        if place:
            found.append(Token(signs[place - 1], codes[place - 1].id))
        if piece:
            found.append(Token(TEXT, piece))
    return found


def plain(given: Sequence[Token]) -> str:
    """Return the text of tokens."""
    return "".join(token.value for token in given if token.kind == TEXT)
