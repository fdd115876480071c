"""The sample reports as they are written: blocks of beads in several languages, from `source.txt` of each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import accumulate

from sample_manners import MANNERS

from align.languages import LANGUAGES
from align.readers.docx.numerals import letters, numeral, roman

MARK = re.compile(r"\{([\d*]+)\},?")
"""A footnote mark `{1}`, with the comma between two marks."""
PART = re.compile(r"\|\s?")
"""What stands between two parts of a sentence that are sentences of their own in another language."""


@dataclass(frozen=True)
class Bead:
    """Sentences of all languages that translate one another."""

    texts: Mapping[str, tuple[str, ...]]
    """By language; one that leaves the bead out is not there."""
    parts: Mapping[str, tuple[int, ...]]
    """How many parts each of these sentences has: one that says what others say in three has three."""

    def sentences(self, language: str) -> tuple[str, ...]:
        """Return the sentences of one language."""
        return self.texts.get(language, ())

    def text(self, language: str) -> str:
        """Return the sentences of one language, joined as it joins them."""
        return LANGUAGES[language].join(self.sentences(language))

    def matches(self, source: str, target: str) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
        """Yield the sentences of two languages that translate one another.

        They are cut wherever both end a sentence at the same part; where their parts are not equally many,
        all answer to all.
        """
        ends = [list(accumulate(self.parts.get(language, ()))) for language in (source, target)]
        begin = (0, 0)
        for end in sorted({*ends[0]} & {*ends[1]}) if ends[0][-1:] == ends[1][-1:] else ():
            stop = ends[0].index(end) + 1, ends[1].index(end) + 1
            yield self.sentences(source)[begin[0] : stop[0]], self.sentences(target)[begin[1] : stop[1]]
            begin = stop
        if begin == (0, 0):
            yield self.sentences(source), self.sentences(target)


@dataclass(frozen=True)
class Block:
    """A paragraph of all versions; what else its `##` line says stands in `options`."""

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
        return LANGUAGES[language].join(filter(None, (bead.text(language) for bead in self.beads)))


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
        level = int(options[0]) if options and kind in ("article", "heading", "item", "table") else 0
        beads = tuple(_bead(chunk) for chunk in body.strip().split("\n\n"))
        yield Block(kind, level, frozenset(options), beads)


def _bead(chunk: str) -> Bead:
    texts: dict[str, tuple[str, ...]] = {}
    parts: dict[str, tuple[int, ...]] = {}
    for code, text in (line.split(maxsplit=1) for line in chunk.splitlines()):
        texts[code] = (*texts.get(code, ()), PART.sub("", text))
        parts[code] = (*parts.get(code, ()), 1 + len(PART.findall(text)))
    return Bead(texts, parts)


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
        elif block.kind == "article":
            place = f"article {block.level}"
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
    """Return the number of a block as each language prints it; empty where it has none."""
    codes = {code for bead in block.beads for code in bead.texts}
    return {code: _number(block, count, code) for code in codes}


def _number(block: Block, count: int, code: str) -> str:
    manner = MANNERS[code]
    if block.kind == "heading":
        return manner.heading(block.level, count)
    if block.kind == "item":
        return manner.item(block.level, count)
    if block.kind == "paragraph":
        return "" if f"{code}=unnumbered" in block.options else f"{count}."
    return manner.article(block.level) if block.kind == "article" else ""
