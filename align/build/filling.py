"""A translation with codes → the pieces that stand in the paragraph in the place of its segment.

Codes come back from tools moved, doubled, lost or crossed. What loses nothing is mended: a note mark or
picture that is missing goes to the end of its segment, and what was left open ends there. All of it is told.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from align.build.pieces import BEFORE, TEXT, Piece
from align.build.stretches import CodedSegment, Look
from align.exchange.coded import BEGINS, ENDS, Token
from align.text import legal
from align.words import listed, say

_NAMES: Mapping[str, str] = {
    "fnote": say("mark of a footnote"),
    "enote": say("mark of an endnote"),
    "image": say("picture"),
    "link": say("link"),
    "lb": say("line break"),
    "bold": say("bold"),
    "italic": say("italic"),
    "ulined": say("underlined"),
    "x-sup": say("superscript"),
    "x-sub": say("subscript"),
    "x-field": say("field"),
    "x-formula": say("formula"),
    "x-symbol": say("symbol"),
}
_OTHER = say("other formatting")


class Filling:
    """Makes pieces of one translation.

    Args:
        stretch: the segment that it translates.
    """

    def __init__(self, stretch: CodedSegment) -> None:
        self._stretch = stretch
        self._open: list[str] = []
        self._used: set[str] = set()
        self._kinds = {code.id: code.kind for code in stretch.codes}
        self.mends: list[str] = []
        """What was mended or lost, once for each code."""

    def pieces(self, tokens: Sequence[Token]) -> list[Piece]:
        """Return the pieces, what nobody sees at the ends."""
        made = [piece for token in tokens for piece in self._piece(token)]
        if self._open:
            self.mends.append(say("codes were crossed or not closed: set right"))
        made += self._missing()
        silent = self._stretch.silent
        before = [piece for piece in silent if piece.kind == BEFORE]
        return [*before, *_once(made, self.mends), *(piece for piece in silent if piece.kind != BEFORE)]

    def _piece(self, token: Token) -> Iterator[Piece]:
        if token.kind == TEXT:
            if text := " ".join(legal(token.value).split("\n")).replace("\t", " "):
                look = self._look()
                yield Piece(TEXT, text, look.run, around=look.around)
        elif token.value not in self._kinds:
            self.mends.append(say("a code that the original does not have: left out"))
        elif token.value in self._stretch.alone:
            yield from self._alone(token.value)
        elif token.kind == BEGINS:
            self._used.add(token.value)
            self._open.append(token.value)
        elif token.kind == ENDS:
            self._end(token.value)

    def _look(self) -> Look:
        return self._stretch.looks[self._open[-1]] if self._open else self._stretch.base

    def _alone(self, name: str) -> Iterator[Piece]:
        if name in self._used:
            self.mends.append(say("a code stands there twice: left out the second time"))
            return
        self._used.add(name)
        yield self._stretch.alone[name]

    def _end(self, name: str) -> None:
        if not self._open or self._open[-1] != name:
            self.mends.append(say("codes were crossed or not closed: set right"))
        if name in self._open:
            self._open.remove(name)

    def _missing(self) -> Iterator[Piece]:
        """Yield what stands alone and is missing, and tell which looks are."""
        for name, kind in self._kinds.items():
            if name in self._used:
                continue
            if name in self._stretch.alone:
                self.mends.append(
                    say("missing, and put at the end of its segment: {what}", what=_named(kind))
                )
                yield self._stretch.alone[name]
            else:
                self.mends.append(say("lost in the translation: {what}", what=_named(kind)))


def _named(kind: str) -> str:
    """Return what a kind of code is called."""
    return listed(dict.fromkeys(_NAMES.get(part.lstrip("+-"), _OTHER) for part in kind.split()))


def _once(pieces: Iterable[Piece], mends: list[str]) -> Iterator[Piece]:
    """Yield pieces, none in a field that ended already: Word has its beginning and end once."""
    ended: set[int] = set()
    before: tuple[int, ...] = ()
    for piece in pieces:
        fields = tuple(id(each) for each in piece.around if each.element is None)
        ended |= {each for each in before if each not in fields}
        if ended.intersection(fields):
            mends.append(say("a code stands there twice: left out the second time"))
            piece = replace(piece, around=tuple(a for a in piece.around if id(a) not in ended))
            fields = tuple(each for each in fields if each not in ended)
        before = fields
        yield piece
