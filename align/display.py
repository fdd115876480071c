"""A document as a person or a program looks at it: what `align read` prints."""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from difflib import SequenceMatcher
from typing import Any

from align.document import Block, Document, NoteMark
from align.remarks import Remark

_UNCOUNTED = re.compile(r"[\s\u00ad\u200d\u2010\u2011-]")
_WORD = re.compile(r"\w+")


def document_as_json(document: Document) -> str:
    """Return one JSON object: path, language, symbol, date, blocks, footnotes, remarks."""
    return json.dumps(
        {
            "path": document.path,
            "language": document.language,
            "symbol": document.symbol,
            "date": document.date,
            "blocks": [_block(block) for block in document.blocks],
            "footnotes": [_block(note) for note in document.footnotes],
            "remarks": [_remark(remark) for remark in document.remarks],
        },
        ensure_ascii=False,
        indent=1,
    )


def document_as_text(document: Document) -> str:
    """Return a line about the document and one a block: kind and level, number, page, text with its marks."""
    known = [document.language, document.symbol, document.date]
    counts = [f"{len(document.blocks)} blocks", f"{len(document.footnotes)} footnotes"]
    rows = [_row(block) for block in document.parts]
    return "\n".join([" · ".join([part for part in known if part] + counts), *_columns(rows)])


def differences(one: Document, other: Document) -> list[str]:
    """Return a line for each block that only one of two readings of a document has, `-` or `+` before it.

    Blocks are the same if kind, number and text are; spaces, hyphens and forms of one character do not count,
    which formats keep in their own ways. A contents is compared as one text: in some formats an entry and its
    page number are two blocks. So is a masthead, as a bag of words: print has it in two columns, and Word
    keeps much of it in the head of the page.
    """
    alike = {"contents"} if _contents_of(one) == _contents_of(other) else set()
    words, others = _words_of_masthead(one), _words_of_masthead(other)
    alike |= {"masthead"} if words <= others or others <= words else set()
    ours, theirs = (
        [block for block in document.parts if block.kind not in alike] for document in (one, other)
    )
    matcher = SequenceMatcher(None, [*map(_comparable, ours)], [*map(_comparable, theirs)], autojunk=False)
    lines = []
    for tag, i, k, j, m in matcher.get_opcodes():
        if tag != "equal":
            lines += [f"- {line}" for line in _columns([_row(block) for block in ours[i:k]])]
            lines += [f"+ {line}" for line in _columns([_row(block) for block in theirs[j:m]])]
    return lines


def _contents_of(document: Document) -> str:
    entries = (block.number + block.text for block in document.blocks if block.kind == "contents")
    return _UNCOUNTED.sub("", "".join(entries)).replace("*", "").casefold()


def _words_of_masthead(document: Document) -> Counter[str]:
    text = " ".join(block.text for block in document.blocks if block.kind == "masthead")
    return Counter(_WORD.findall(unicodedata.normalize("NFKC", text).casefold()))


def _comparable(block: Block) -> tuple[str, str, str]:
    text = _UNCOUNTED.sub("", unicodedata.normalize("NFKC", block.text)).casefold()
    return block.kind, "".join(filter(str.isalnum, block.number)), text


def _block(block: Block) -> dict[str, Any]:
    return {
        "kind": block.kind,
        "number": block.number or None,
        "level": block.level or None,
        "page": block.page or None,
        "text": block.text,
        "footnotes": [{"number": mark.number, "offset": mark.offset} for mark in block.notes],
        "place": block.place or None,
    }


def _remark(remark: Remark) -> dict[str, Any]:
    return {
        "code": remark.code,
        "what": remark.what,
        "values": dict(remark.values),
        "page": remark.page or None,
        "place": remark.place or None,
    }


def _row(block: Block) -> tuple[str, str, str, str]:
    kind = f"{block.kind} {block.level}" if block.level else block.kind
    page = f"p. {block.page}" if block.page else ""
    return kind, block.number, page, _with_marks(block.text, block.notes)


def _with_marks(text: str, notes: Iterable[NoteMark]) -> str:
    for mark in reversed(sorted(notes, key=lambda mark: mark.offset)):  # marks of one place keep their order
        text = f"{text[: mark.offset]}[{mark.number}]{text[mark.offset :]}"
    return text


def _columns(rows: list[tuple[str, str, str, str]]) -> list[str]:
    widths = [max((len(row[i]) for row in rows), default=0) for i in range(3)]
    return [
        "  ".join([*(cell.ljust(width) for cell, width in zip(row[:3], widths, strict=True)), row[3]])
        for row in rows
    ]
