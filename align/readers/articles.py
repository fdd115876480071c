"""Numbers that only their neighbours show to be such: of articles without a blank, of names in small letters.

Alone, 第十二条中华人民共和国公民 could be a sentence about article 12. Where three of them and more count on,
they are the articles themselves. So *4.3 changelog*, which could be an amount, is a heading beside 4.4.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from align.document import Block
from align.languages import every
from align.numbering import Key, key_of
from align.readers.lists import part_of

FEWEST = 3
"""Articles that count on, from which they are believed."""

_ARTICLE = re.compile(every(lambda each: each.structure.articles))
_SECTION = re.compile(r"\d{1,2}(?:\.\d{1,2})+\.?\s+(?=[^\W\d_])")


def parted(blocks: Sequence[Block]) -> Iterator[Block]:
    """Yield the blocks, the numbers of articles and of headings parted from their text.

    >>> laws = [Block(f"第{n}条{what}。") for n, what in zip("一二三", ("船是大家的", "船要修", "船在岸边"))]
    >>> [(block.number, block.text) for block in parted(laws)]
    [('第一条', '船是大家的。'), ('第二条', '船要修。'), ('第三条', '船在岸边。')]
    """
    found = {place: match[0] for place, block in enumerate(blocks) if (match := _article_in(block))}
    counting = _counting(blocks, found) if found else ()  # most documents have none
    believed = {place: found[place] for place in counting if place in found} | _sections(blocks)
    for place, block in enumerate(blocks):
        if place not in believed:
            yield block
            continue
        rest = part_of(block, len(believed[place]), len(block.text))
        yield replace(rest, number=believed[place].strip(), key="")


def _article_in(block: Block) -> re.Match[str] | None:
    if block.number or block.kind not in ("paragraph", "heading"):
        return None
    return _ARTICLE.match(block.text)


def _counting(blocks: Sequence[Block], found: Mapping[int, str]) -> Iterator[int]:
    """Yield the places of articles in rows of at least three; those with a blank count among them."""
    row: list[int] = []
    last = 0
    for place, block in enumerate(blocks):
        key = key_of(found.get(place) or block.number)
        if key is None or key.name != "article" or not key.values:
            continue
        if key.values[0] - last not in (0, 1):
            yield from row if len(row) >= FEWEST else ()
            row = []
        row.append(place)
        last = key.values[0]
    yield from row if len(row) >= FEWEST else ()


def _sections(blocks: Sequence[Block]) -> dict[int, str]:
    """Return numbers of headings, with their blanks, where one before, behind, above or below is there."""
    headings = {place: block for place, block in enumerate(blocks) if block.kind == "heading"}
    found = {
        place: match[0]
        for place, block in headings.items()
        if not block.number and (match := _SECTION.match(block.text))
    }
    if not found:
        return found
    keys = {place: key_of(found.get(place) or block.number) for place, block in headings.items()}
    known = {key.values for key in keys.values() if key}

    def has_neighbour(key: Key | None) -> bool:
        values = key.values if key else (0,)
        *above, last = values
        return not known.isdisjoint({(*above, last - 1), (*above, last + 1), tuple(above), (*values, 1)})

    return {place: number for place, number in found.items() if has_neighbour(keys[place])}
