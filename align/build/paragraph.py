"""Pieces → the elements of a Word paragraph, nested again as Word wants them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from copy import deepcopy
from itertools import groupby

from lxml import etree

from align.build.pieces import TEXT, Around, Piece, text_nodes
from align.exchange.xml import attributes_of
from align.readers.docx.package import W

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_PROPERTIES = W + "pPr"
_OF_CONTROL = (W + "sdtPr", W + "sdtEndPr", W + "sdtContent")


def fill(paragraph: etree._Element, pieces: Sequence[Piece]) -> None:
    """Put pieces into a paragraph in the place of what stands there; its properties stay."""
    _put(paragraph, list(_elements(pieces, 0)))


def leave(paragraph: etree._Element) -> None:
    """Take a paragraph away whose text stands in the next one now; one that ends a section stays, empty."""
    parent = paragraph.getparent()
    if parent is None or paragraph.find(f"{_PROPERTIES}/{W}sectPr") is not None:
        fill(paragraph, ())
    else:
        parent.remove(paragraph)


def twin_of(paragraph: etree._Element) -> etree._Element | None:
    """Return the same paragraph in what Word keeps of a text box for its versions before 2010, if any."""
    choice = next(paragraph.iterancestors(f"{_MC}Choice"), None)
    around = choice.getparent() if choice is not None else None
    fallback = around.find(f"{_MC}Fallback") if around is not None else None
    if choice is None or fallback is None:
        return None
    here, there = (list(branch.iter(W + "p")) for branch in (choice, fallback))
    return there[here.index(paragraph)] if len(here) == len(there) else None


def copy_into(paragraph: etree._Element, other: etree._Element) -> None:
    """Give a paragraph the content of another one; its properties stay."""
    _put(paragraph, [deepcopy(child) for child in other if child.tag != _PROPERTIES])


def _put(paragraph: etree._Element, content: Iterable[etree._Element]) -> None:
    for child in list(paragraph):
        if child.tag != _PROPERTIES:
            paragraph.remove(child)
    paragraph.extend(content)


def _elements(pieces: Iterable[Piece], depth: int) -> Iterator[etree._Element]:
    """Yield the elements of pieces that stand in the same `depth` links, fields and controls."""

    def inner(piece: Piece) -> Around | None:
        return piece.around[depth] if len(piece.around) > depth else None

    for around, group in groupby(pieces, inner):
        if around is None:
            yield from _runs(group)
        else:
            yield from _wrapped(around, list(_elements(group, depth + 1)))


def _wrapped(around: Around, inside: list[etree._Element]) -> Iterator[etree._Element]:
    if around.element is None:
        yield from _runs(around.opening)
        yield from inside
        yield from _runs(around.closing)
        return
    made = etree.Element(around.element.tag, attributes_of(around.element))
    if around.kind != "x-control":
        made.extend(inside)
    else:
        made.extend(deepcopy(child) for child in around.element if child.tag in _OF_CONTROL[:2])
        etree.SubElement(made, _OF_CONTROL[2]).extend(inside)
    yield made


def _runs(pieces: Iterable[Piece]) -> Iterator[etree._Element]:
    """Yield runs: what stood in one run stands in one again."""
    rows = ((run, node) for piece in _joined(pieces) for node, run in _nodes(piece))
    for run, nodes in groupby(rows, lambda row: row[0]):
        if run is None:
            yield from (node for _, node in nodes)
            continue
        made = etree.Element(run.tag, attributes_of(run))
        made.extend(deepcopy(child) for child in run if child.tag == W + "rPr")
        made.extend(node for _, node in nodes)
        yield made


def _joined(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Yield pieces, texts that follow one another in one run as one."""
    for (run, is_text), group in groupby(pieces, lambda piece: (piece.run, piece.kind == TEXT)):
        held = list(group)
        if is_text:
            yield Piece(TEXT, "".join(piece.text for piece in held), run)
        else:
            yield from held


def _nodes(piece: Piece) -> list[tuple[etree._Element, etree._Element | None]]:
    """Return what a piece is in the file, and the run of each."""
    if piece.kind == TEXT:
        return [(node, piece.run) for node in text_nodes(piece.text)]
    return list(piece.nodes)
