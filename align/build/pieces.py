"""A paragraph of a Word file as a row of pieces: its texts, and what else stands between them.

Word nests what formats a text: a run in a link in a tracked change. A translation has another order, so the
nesting is undone here: each piece knows its run and what was around that, and `paragraph` makes
elements of pieces again. Deleted text, and what Word keeps for itself (spelling marks, where it last broke
pages), is none.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from lxml import etree

from align.readers.docx.package import W
from align.readers.docx.styles import is_on
from align.readers.docx.text import is_placeholder

TEXT = ""
BEFORE, BEHIND = "before", "behind"
"""Kinds of pieces that nobody sees: the beginning of a bookmark, its end."""
BREAK, TAB = "lb", "x-tab"

_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_GONE = frozenset(
    W + name for name in "del moveFrom pPr rPr proofErr lastRenderedPageBreak softHyphen".split()
)
_OPENED = frozenset(W + name for name in "ins moveTo smartTag customXml dir bdo sdtContent".split())
"""What is around texts and goes when they are translated, as a change that is thereby accepted."""
_AROUND = {W + "hyperlink": "link", W + "fldSimple": "x-field", W + "sdt": "x-control"}
_KINDS = {
    W + "tab": TAB, W + "ptab": TAB, W + "cr": BREAK, W + "sym": "x-symbol", W + "drawing": "image",
    W + "pict": "image", W + "object": "image", W + "footnoteReference": "fnote",
    W + "endnoteReference": "enote", W + "commentReference": BEHIND, W + "annotationRef": BEHIND,
    W + "fldSimple": "x-field", W + "sdt": "x-control",
    f"{_MATH}oMath": "x-formula", f"{_MATH}oMathPara": "x-formula",
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent": "image",
}  # fmt: skip
_FLAT = {BREAK: "\n", TAB: "\t"}
_HYPHEN = "\u2011"


@dataclass(eq=False, slots=True)
class Around:
    """What is around pieces: a link, a content control, a field."""

    kind: str
    element: etree._Element | None
    """Empty for a field, which runs begin and end."""
    opening: Sequence[Piece] = ()
    closing: Sequence[Piece] = ()


@dataclass(frozen=True, eq=False, slots=True)
class Piece:
    """A text of a paragraph, or something that stands there."""

    kind: str
    """What it is in the words of TMX (`fnote`, `image`), `TEXT`, or nothing that is seen."""
    text: str = ""
    """As it stands in the file; breaks and tabs have their character."""
    run: etree._Element | None = None
    """The run that it stands in."""
    nodes: tuple[tuple[etree._Element, etree._Element | None], ...] = ()
    """What stands there if it is no text, and in which runs."""
    around: tuple[Around, ...] = ()

    @property
    def is_seen(self) -> bool:
        """Tell whether a reader, or at least a translator, knows of it."""
        return self.kind not in (BEFORE, BEHIND)


def pieces_of(paragraph: etree._Element, shown: Collection[etree._Element]) -> list[Piece]:
    """Return the pieces of a paragraph.

    Args:
        paragraph: the element.
        shown: all the elements of its file in which a reader of the page sees text.
    """
    return _with_fields(_with_marks(list(_walked(paragraph, frozenset(shown), ()))))


def _walked(
    parent: etree._Element, shown: frozenset[etree._Element], around: tuple[Around, ...]
) -> Iterator[Piece]:
    for child in parent:
        if child.tag in _GONE:
            continue
        if child.tag == W + "r":
            yield from (_piece(node, child, shown, around) for node in child if node.tag not in _GONE)
        elif child.tag in _OPENED:
            yield from _walked(child, shown, around)
        elif child.tag in _AROUND and _has_words(child):
            content = child.find(W + "sdtContent") if child.tag == W + "sdt" else child
            inner = Around(_AROUND[child.tag], child)
            if content is not None:
                yield from _walked(content, shown, (*around, inner))
        else:
            yield _piece(child, None, shown, around)


def _has_words(around: etree._Element) -> bool:
    """Tell whether there is something to translate in it; a number in a field Word counts itself."""
    texts = (text.text or "" for text in around.iter(W + "t"))
    return not is_placeholder(around) and (
        around.tag != W + "fldSimple" or any(c.isalpha() for text in texts for c in text)
    )


def _piece(
    node: etree._Element,
    run: etree._Element | None,
    shown: frozenset[etree._Element],
    around: tuple[Around, ...],
) -> Piece:
    name = etree.QName(node).localname
    if node.tag == W + "t" and node in shown:
        return Piece(TEXT, node.text or "", run, around=around)
    if node.tag == W + "noBreakHyphen":
        return Piece(TEXT, _HYPHEN, run, around=around)
    kind = _KINDS.get(node.tag, "")
    if node.tag == W + "br":
        kind = BREAK if node.get(W + "type", "textWrapping") == "textWrapping" else "pb"
    elif not kind:
        kind = (
            BEFORE
            if name.endswith("Start") or name == "t"
            else BEHIND
            if name.endswith("End")
            else f"x-{name}"
        )
    return Piece(kind, _FLAT.get(kind, ""), run, ((node, run),), around)


def _with_marks(pieces: Sequence[Piece]) -> list[Piece]:
    """Return pieces with the marks of notes, where an author typed them, as part of the reference."""
    made: list[Piece] = []
    for piece in pieces:
        last = made[-1] if made else None
        if piece.kind == TEXT and last and last.run is piece.run and _awaits_mark(last):
            node = etree.Element(W + "t")
            node.text = piece.text
            made[-1] = replace(last, nodes=(*last.nodes, (node, piece.run)))
        else:
            made.append(piece)
    return made


def _awaits_mark(piece: Piece) -> bool:
    return len(piece.nodes) == 1 and is_on(piece.nodes[0][0].get(W + "customMarkFollows", "0"))


@dataclass(slots=True)
class _Field:
    begin: int
    result: int = -1


def _with_fields(pieces: list[Piece]) -> list[Piece]:
    """Return pieces with fields as what is around their results, or as one piece where these hold no words.

    A field that begins or ends in another paragraph stays here in pieces that nobody translates.
    """
    open_fields: list[_Field] = []
    place = 0
    while place < len(pieces):
        kind = _field_character(pieces[place])
        if kind == "begin":
            open_fields.append(_Field(place))
        elif kind == "separate" and open_fields:
            open_fields[-1].result = place
        elif kind == "end" and open_fields:
            one = open_fields.pop()
            made = _field(pieces[one.begin : place + 1], one.result - one.begin)
            pieces[one.begin : place + 1] = made
            place = one.begin + len(made) - 1
        place += 1
    for one in open_fields:  # the code of one that goes on in the next paragraph is no text
        end = one.result + 1 if one.result >= 0 else len(pieces)
        pieces[one.begin : end] = [
            replace(p, kind="x-field", text="", nodes=_nodes(p)) for p in pieces[one.begin : end]
        ]
    return pieces


def _field_character(piece: Piece) -> str:
    node = piece.nodes[0][0] if piece.kind == "x-fldChar" else None
    return "" if node is None else node.get(W + "fldCharType", "")


def _field(pieces: Sequence[Piece], result: int) -> list[Piece]:
    """Return a whole field."""
    inside = pieces[result + 1 : -1] if result > 0 else []
    if not any(c.isalpha() for piece in inside for c in piece.text):
        nodes = tuple(node for piece in pieces for node in _nodes(piece))
        return [Piece("x-field", "", pieces[0].run, nodes, pieces[0].around)]
    outside = pieces[0].around
    field_around = Around("x-field", None, pieces[: result + 1], pieces[-1:])
    depth = len(outside)
    return [replace(p, around=(*p.around[:depth], field_around, *p.around[depth:])) for p in inside]


def _nodes(piece: Piece) -> tuple[tuple[etree._Element, etree._Element | None], ...]:
    """Return the elements of a piece; of a text, made anew."""
    if piece.kind != TEXT:
        return piece.nodes
    return tuple((node, piece.run) for node in text_nodes(piece.text))


def text_nodes(text: str) -> Iterator[etree._Element]:
    """Yield the elements that hold a text in a run."""
    for place, part in enumerate(text.split(_HYPHEN)):
        if place:
            yield etree.Element(W + "noBreakHyphen")
        if part:
            node = etree.Element(W + "t")
            node.text = part
            if part != part.strip():
                node.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            yield node
