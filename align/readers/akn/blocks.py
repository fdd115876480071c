"""The parts of an Akoma Ntoso document → blocks and footnotes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from lxml import etree

from align.document import Block, Kind
from align.numbering import key_of, split_number
from align.readers.inline import BREAK, Inline
from align.text import clean

_INLINE = frozenset(
    "a abbr affectedDocument b br change concept courtType date decoration def docCommittee docDate "
    "docIntroducer docJurisdiction docNumber docProponent docPurpose docStage docStatus docTitle docType "
    "docketNumber embeddedText entity eol event fillIn font i inline ins judge lawyer legislature location "
    "mmod mod mref neutralCitation object omissis opinion organization outcome party person placeholder "
    "process quantity quotedText ref relatedDocument rmod role rref session shortTitle signature span sub "
    "sup term time u vote".split()
)
"""Elements inside a text; all others end one."""
_SKIPPED = frozenset("meta del img componentRef documentRef".split())
_PREFATORY = frozenset(("preface", "coverPage", "header"))
_ITEMS = frozenset("alinea indent item li point subclause subparagraph subpoint".split())
"""Parts that are items of a list unless they have a heading."""
_HEADINGS = frozenset(("heading", "subheading", "crossHeading"))


@dataclass(frozen=True, slots=True)
class _Context:
    """What the elements around a text make of it."""

    kind: Kind = "paragraph"
    headings: int = 0
    """Elements around it that have a heading."""
    items: int = 0
    numbered: bool = False
    """The number stands in an element of its own, so none is typed in the text."""
    annex: bool = False
    place: str = ""


def blocks_of(root: etree._Element) -> tuple[tuple[Block, ...], tuple[Block, ...]]:
    """Return the blocks and the footnotes of a document."""
    reader = _Reader(root)
    return tuple(reader.blocks(root, _Context())), tuple(reader.footnotes)


class _Reader:
    """Reads the parts of one document; notes and tables are counted on the way."""

    def __init__(self, root: etree._Element) -> None:
        self.footnotes: list[Block] = []
        self._collected = {_key(note): note for note in root.iterfind(".//{*}meta//{*}note")}
        self._tables = 0

    def blocks(self, element: etree._Element, context: _Context) -> list[Block]:
        """Return the blocks inside an element."""
        name = _name(element)
        if name in _PREFATORY and not context.annex:
            context = replace(context, kind="masthead")
        elif name == "toc":
            context = replace(context, kind="contents")
        elif name in ("attachment", "annex"):
            return self._annex(element, replace(context, annex=True))
        elif name == "table":
            return list(self._table(element))
        elif name in _HEADINGS:
            return self._texts(element, replace(context, kind="heading"))
        elif name == "li":
            number = _item_number(element)
            return _numbered(Block(number, number=number, key=_key(element)), self._part(element, context))
        return self._division(element, context)

    def _division(self, element: etree._Element, context: _Context) -> list[Block]:
        """Read a part with its number and heading, if it has any."""
        num, heading = _child(element, "num"), _child(element, "heading")
        number = clean(_text(num)) if num is not None else ""
        inside = replace(context, kind="paragraph", numbered=True) if number else context
        head = self._texts(heading, replace(inside, kind="heading")) if heading is not None else []
        if head:
            below = replace(inside, kind="paragraph", headings=context.headings + 1, items=0, numbered=False)
            first = replace(head[0], number=number or head[0].number, key=_key(element))
            return [first, *head[1:], *self._part(element, below)]
        blocks = self._part(element, inside)
        if not number:
            return _keyed(_key(element), blocks)
        bare = Block(number, number=number, key=_key(element))
        if _name(element) not in {"paragraph", *_ITEMS}:
            bare = replace(bare, kind="heading", level=context.headings + 1)
        return _numbered(bare, blocks)

    def _part(self, element: etree._Element, context: _Context) -> list[Block]:
        """Read what an element holds besides its number and heading."""
        if _name(element) in _ITEMS and _child(element, "heading") is None:
            context = replace(context, kind="list_item", items=context.items + 1)
        return self._texts(element, context)

    def _annex(self, element: etree._Element, context: _Context) -> list[Block]:
        """Read an annex; its heading, or a first line such as Annex II, opens it."""
        blocks = self._division(element, replace(context, kind="paragraph", headings=0, items=0))
        key = key_of(blocks[0].text) if blocks else None
        named = key is not None and key.name in ("annex", "appendix")
        if not blocks or not (named or _child(element, "heading") is not None):
            return blocks
        number = blocks[0].text if named else blocks[0].number
        return [replace(blocks[0], kind="annex", level=1, number=number), *blocks[1:]]

    def _table(self, table: etree._Element) -> Iterator[Block]:
        self._tables += 1
        number = self._tables
        for r, row in enumerate(table.iterfind("{*}tr"), 1):
            for c, cell in enumerate(row.iterfind("*"), 1):
                place = f"table {number} row {r} cell {c}"
                yield from self._texts(cell, _Context("table_cell", numbered=True, place=place))

    def _texts(self, element: etree._Element, context: _Context) -> list[Block]:
        """Return the blocks of mixed content: text with marks, and parts between texts."""
        inline, blocks = Inline(), []
        for child in self._gathered(element, inline):
            blocks += self._finished(inline, element, context)
            blocks += self.blocks(child, context)
        return blocks + self._finished(inline, element, context)

    def _gathered(self, element: etree._Element, inline: Inline) -> Iterator[etree._Element]:
        """Gather text, and yield every part that ends it."""
        inline.add(element.text)
        for child in element:
            name = _name(child)
            if name == "authorialNote" or name == "noteRef":
                inline.mark(self._note(child))
            elif name in ("eol", "br"):
                inline.add(BREAK)
            elif name == "sup" and inline.raised(_text(child)):
                pass
            elif name in _INLINE:
                yield from self._gathered(child, inline)
            elif name not in _SKIPPED and not (name in ("num", "heading") and _is_head(child)):
                yield child
            inline.add(child.tail)

    def _finished(self, inline: Inline, element: etree._Element, context: _Context) -> list[Block]:
        """Return the blocks of the text gathered so far."""
        kind = context.kind
        if kind == "masthead" and _is_title(element):
            kind = "title"
        elif context.annex and _is_title(element):
            kind = "heading"
        level = {"heading": context.headings + 1, "list_item": context.items}.get(kind, 0)
        place = context.place or f"line {element.sourceline}"
        found = []
        for text, notes in inline.take():
            block = Block(text, kind, level=level, notes=notes, place=place)
            split = kind in ("paragraph", "heading") and not context.numbered
            found.append(_with_typed_number(block) if split else block)
        return found

    def _note(self, mark: etree._Element) -> str:
        """Return the number of a note, and keep its text with the footnotes."""
        note = mark if _name(mark) == "authorialNote" else self._collected.get(mark.get("href", "")[1:])
        number = mark.get("marker") or (note.get("marker") if note is not None else "") or ""
        number = number.strip("()[] ") or str(len(self.footnotes) + 1)
        key = _key(note) if note is not None else ""
        known = key and any(footnote.key == key for footnote in self.footnotes)
        if note is not None and not known:
            at = len(self.footnotes)
            text = "\n".join(block.text for block in self._texts(note, _Context(numbered=True)))
            place = f"line {note.sourceline}"
            self.footnotes.insert(at, Block(text, "footnote", number, place=place, key=key))
        return number


def _numbered(bare: Block, blocks: list[Block]) -> list[Block]:
    """Give the number and key of a part to its first text; without such a text the number stands alone."""
    if blocks and not blocks[0].number and blocks[0].kind in ("paragraph", "list_item"):
        return [replace(blocks[0], number=bare.number, key=bare.key or blocks[0].key), *blocks[1:]]
    return [bare, *blocks]


def _keyed(key: str, blocks: list[Block]) -> list[Block]:
    return [replace(blocks[0], key=key), *blocks[1:]] if key and blocks and not blocks[0].key else blocks


def _with_typed_number(block: Block) -> Block:
    """Split the number that is typed in a text off, unless it begins a sentence: Article 9 provides."""
    number, text = split_number(block.text)
    key = key_of(number)
    if not number or not text or (key and key.style == "named" and re.match("[a-z]", text)):
        return block
    cut = len(block.text) - len(text)
    notes = tuple(replace(note, offset=max(note.offset - cut, 0)) for note in block.notes)
    item = block.kind == "paragraph" and key is not None and key.style in ("parenthesis", "letter")
    kind: Kind = "list_item" if item else block.kind
    return replace(block, text=text, number=number, notes=notes, kind=kind, level=1 if item else block.level)


def _item_number(item: etree._Element) -> str:
    """Return the number of an item as HTML has it: its value, its count, or a bullet."""
    around = item.getparent()
    if item.get("value") or around is None or _name(around) != "ol":
        return item.get("value") or "•"
    return f"{sum(1 for _ in item.itersiblings('{*}li', preceding=True)) + 1}."


def _is_head(element: etree._Element) -> bool:
    """Tell the number or heading that `_division` has read from a stray one."""
    around = element.getparent()
    return around is not None and _child(around, _name(element)) is element


def _is_title(element: etree._Element) -> bool:
    return _name(element) == "longTitle" or next(element.iter("{*}docTitle"), None) is not None


def _text(element: etree._Element) -> str:
    return str(element.xpath("string()"))


def _child(element: etree._Element, name: str) -> etree._Element | None:
    return element.find(f"{{*}}{name}")


def _key(element: etree._Element) -> str:
    """Return the eId, or the id of the versions before 3.0."""
    return element.get("eId") or element.get("id") or ""


def _name(element: etree._Element) -> str:
    return etree.QName(element).localname
