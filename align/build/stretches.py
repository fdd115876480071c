"""A segment of a Word paragraph: its text with codes, and what in the file each code stands for.

How most of a segment looks is how its translation will look, and no code; what looks otherwise stands in a
pair of codes, and what is no text is one code:

    The Board met.²    ↔    The <1>Board</1> met.<2/>      1: bold   2: the reference to a note
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from lxml import etree

from align.build.pieces import TEXT, Around, Piece
from align.clients.word import formats_of
from align.document import Code
from align.readers.docx.package import W

_NOISE = frozenset(
    W + name for name in "lang noProof snapToGrid szCs bCs iCs spacing kern w rPrChange webHidden".split()
)
"""Properties of runs that nobody sees, or that set type closer."""

_ATTACHED = frozenset(("fnote", "enote", "x-symbol", "x-formula", "x-field"))
"""Kinds that belong to a segment at whose end they stand; pictures and tabs are the paragraph's."""
OUTSIDE = -1


@dataclass(frozen=True, eq=False, slots=True)
class Look:
    """How a text looks."""

    run: etree._Element | None
    """A run that looks so."""
    around: tuple[Around, ...]
    key: tuple[object, ...]
    """The same for what looks the same."""

    def kind(self, base: Look) -> str:
        """Return what tells it from the look of its segment, in the words of TMX, each after a `+`."""
        own, other = (
            frozenset(formats_of(one.run)) if one.run is not None else frozenset() for one in (self, base)
        )
        around = [each.kind for each in self.around if each not in base.around]
        names = [*around, *sorted(own - other)] or (["x-plain"] if other - own else ["x-format"])
        return " ".join(f"+{name}" for name in dict.fromkeys(names))


class LookTable:
    """Tells how pieces look; the properties of a run are looked at once."""

    def __init__(self) -> None:
        self._keys: dict[etree._Element | None, bytes] = {None: b""}

    def of(self, piece: Piece) -> Look:
        """Return how a piece looks."""
        if piece.run not in self._keys:
            self._keys[piece.run] = _key(piece.run)
        return Look(piece.run, piece.around, (*map(id, piece.around), self._keys[piece.run]))


def _key(run: etree._Element | None) -> bytes:
    properties = run.find(W + "rPr") if run is not None else None
    if properties is None:
        return b""
    seen = (each for each in properties if each.tag not in _NOISE)
    return b"".join(sorted(filter(None, map(_spelled, seen))))


def _spelled(property_: etree._Element) -> bytes:
    names = {name: value for name, value in property_.attrib.items() if name != W + "hint"}
    return (
        repr((property_.tag, sorted(names.items()), len(property_))).encode()
        if names or property_.tag != W + "rFonts"
        else b""
    )


@dataclass(frozen=True, slots=True)
class CodedSegment:
    """A segment of a paragraph."""

    text: str
    codes: tuple[Code, ...]
    base: Look
    """How most of it looks."""
    looks: Mapping[str, Look]
    """Of each pair of codes, how what stands between them looks."""
    alone: Mapping[str, Piece]
    """Of each other code, what it stands for."""
    silent: tuple[Piece, ...]
    """What stands in it that nobody sees."""


def stretch_of(pieces: Sequence[Piece], looks: LookTable) -> CodedSegment:
    """Return the segment that pieces make up; some of them hold text."""
    base = _base(pieces, looks)
    seen = [piece for piece in pieces if piece.is_seen]
    coder = _Coder(base)
    for place, piece in enumerate(seen):
        if piece.kind == TEXT:
            blank = not piece.text.strip()
            coder.text_in(piece.text, None if blank else looks.of(piece))
        else:
            following = next((p for p in seen[place + 1 :] if p.kind == TEXT and p.text.strip()), None)
            coder.put(piece, looks.of(following) if following else base)
    coder.close()
    silent = tuple(piece for piece in pieces if not piece.is_seen)
    return CodedSegment(coder.text, tuple(coder.codes), base, coder.looks, coder.alone, silent)


def _base(pieces: Sequence[Piece], looks: LookTable) -> Look:
    """Return how most of the text looks."""
    sizes: Counter[tuple[object, ...]] = Counter()
    first: dict[tuple[object, ...], Look] = {}
    for piece in pieces:
        if piece.kind == TEXT:
            look = looks.of(piece)
            sizes[look.key] += len(piece.text.strip())
            first.setdefault(look.key, look)
    return first[max(sizes, key=lambda key: sizes[key])]


class _Coder:
    """Puts codes between texts, in their order."""

    def __init__(self, base: Look) -> None:
        self.text = ""
        self.codes: list[Code] = []
        self.looks: dict[str, Look] = {}
        self.alone: dict[str, Piece] = {}
        self._base = base
        self._open: Look | None = None
        self._count = 0

    def text_in(self, text: str, look: Look | None) -> None:
        """Add a text; None: a blank, which looks like what stands before it."""
        if look:
            self._change(look)
        self.text += text

    def put(self, piece: Piece, following: Look) -> None:
        """Add something that is no text; `following` is how the text behind it looks."""
        if self._open and following.key != self._open.key:
            self.close()
        name = self._next()
        self.alone[name] = piece
        self.codes.append(Code(len(self.text), piece.kind, name))

    def close(self) -> None:
        """End the pair of codes that is open."""
        if self._open:
            name = str(max(map(int, self.looks)))
            kind = " ".join(reversed(self._open.kind(self._base).split())).replace("+", "-")
            self.codes.append(Code(len(self.text), kind, name))
            self._open = None

    def _change(self, look: Look) -> None:
        if look.key == (self._open or self._base).key:
            return
        self.close()
        if look.key != self._base.key:
            name = self._next()
            self.looks[name] = self._open = look
            self.codes.append(Code(len(self.text), look.kind(self._base), name))

    def _next(self) -> str:
        self._count += 1
        return str(self._count)


def parted(pieces: Sequence[Piece], spans: Sequence[tuple[int, int]]) -> list[tuple[int, list[Piece]]]:
    """Part the pieces of a paragraph where segments begin and end.

    A mark or a formula at either end of a segment belongs to it, if it stands at no end of the one before.

    Args:
        pieces: all of a paragraph.
        spans: beginning and end of each segment in the text of all pieces, ascending, none in another.

    Returns:
        Rows of pieces in their order, each with its segment, `OUTSIDE` for what stands between them.
    """
    rows: list[tuple[int, list[Piece]]] = []
    at = 0
    for piece in pieces:
        for text, begin in _cut(piece.text, at, spans) if piece.text else [("", at)]:
            owner = _owner(piece, begin, begin + len(text), spans)
            if not rows or rows[-1][0] != owner:
                rows.append((owner, []))
            rows[-1][1].append(replace(piece, text=text) if text != piece.text else piece)
        at += len(piece.text)
    return rows


def _cut(text: str, at: int, spans: Sequence[tuple[int, int]]) -> Iterator[tuple[str, int]]:
    """Yield the parts of a text that stands at a place, and where each begins."""
    end = at + len(text)
    inner = (place for span in spans for place in span if at < place < end)
    for begin, until in pairwise((at, *sorted(set(inner)), end)):
        yield text[begin - at : until - at], begin


def _owner(piece: Piece, begin: int, end: int, spans: Sequence[tuple[int, int]]) -> int:
    """Return the segment of a piece."""
    within = (n for n, span in enumerate(spans) if span[0] <= begin and end <= span[1])
    if begin < end:
        return next(within, OUTSIDE)
    attached = piece.kind in _ATTACHED
    return next((n for n in within if attached or spans[n][0] < begin < spans[n][1]), OUTSIDE)
