"""The sample report as it is written: blocks of beads in two languages, from corpora/report/source.txt."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from align.readers.docx.numerals import letters, numeral, roman

MARK = re.compile(r"\{([\d*]+)\},?")
"""A footnote mark `{1}`, with the comma between two marks."""


@dataclass(frozen=True)
class Bead:
    """Sentences of both languages that translate one another."""

    en: tuple[str, ...]
    zh: tuple[str, ...]


@dataclass(frozen=True)
class Block:
    """A paragraph of both versions; what else its `##` line says stands in `options`."""

    kind: str
    level: int
    options: frozenset[str]
    beads: tuple[Bead, ...]
    number: dict[str, str] = field(default_factory=dict)
    """Number as printed, by language."""
    place: str = ""
    """Where it stands, the same in both languages: `12`, `18 (a)`, `III.A`, `note 3`, `annex 2`."""

    def text(self, language: str) -> str:
        """Return all its sentences in one language, marks included."""
        joint = " " if language == "en" else ""
        return joint.join(s for bead in self.beads for s in getattr(bead, language))


def strip_marks(text: str) -> str:
    """Return the text without its footnote marks."""
    return MARK.sub("", text)


def parse(source: str) -> list[Block]:
    """Return the blocks, numbered as Word will number them."""
    return list(_numbered(list(_blocks(source))))


def _blocks(source: str) -> Iterator[Block]:
    for part in re.split(r"^## ", source, flags=re.MULTILINE)[1:]:
        head, _, body = part.partition("\n")
        kind, *options = head.split()
        level = int(options[0]) if options and kind in ("heading", "item", "table") else 0
        beads = tuple(_bead(chunk) for chunk in body.strip().split("\n\n"))
        yield Block(kind, level, frozenset(options), beads)


def _bead(chunk: str) -> Bead:
    lines = [line.split(maxsplit=1) for line in chunk.splitlines()]
    return Bead(*(tuple(text for code, text in lines if code == language) for language in ("en", "zh")))


def _numbered(blocks: list[Block]) -> Iterator[Block]:
    counts = dict.fromkeys(("heading 1", "heading 2", "heading 3", "item 1", "item 2", "paragraph"), 0)
    annex = headings = ""
    for block in blocks:
        key = f"{block.kind} {block.level}" if block.level else block.kind
        place = "summary" if block.kind == "unnumbered" else block.kind
        if block.kind == "annex":
            annex, counts["paragraph"] = "annex ", 0
        if key in counts:
            counts[key] += 1
            counts.update({deeper: 0 for deeper in _below(key)})
        if block.kind == "heading":
            place = headings = ".".join(
                [*headings.split(".")[: block.level - 1], _heading(block.level, counts[key])]
            )
        elif block.kind == "paragraph":
            place = f"{annex}{counts['paragraph']}"
        elif block.kind == "item":
            below = f" ({roman(counts['item 2'])})" if block.level == 2 else ""
            place = f"{annex}{counts['paragraph']} ({letters(counts['item 1'])}){below}"
        elif block.kind == "note":
            [id_] = block.options
            place = f"note {id_}"
        yield replace(block, number=_printed(block, counts.get(key, 0)), place=place)


def _below(key: str) -> list[str]:
    kind, _, level = key.partition(" ")
    if kind == "paragraph":
        return ["item 1", "item 2"]
    return [f"{kind} {deeper}" for deeper in range(int(level) + 1, 4 if kind == "heading" else 3)]


def _heading(level: int, count: int) -> str:
    return numeral(count, ("upperRoman", "upperLetter", "decimal")[level - 1])


def _printed(block: Block, count: int) -> dict[str, str]:
    if block.kind == "heading":
        en = f"{_heading(block.level, count)}."
        return {"en": en, "zh": f"{numeral(count, 'chineseCounting')}." if block.level == 1 else en}
    if block.kind == "item":
        return dict.fromkeys(("en", "zh"), f"({letters(count) if block.level == 1 else roman(count)})")
    if block.kind == "paragraph":
        return {"en": f"{count}.", "zh": "" if "zh=unnumbered" in block.options else f"{count}."}
    return {"en": "", "zh": ""}
