"""Numbers of articles that have lost the blank behind them, as in 第十二条中华人民共和国公民 for 第十二条 ….

Alone, such a line could be a sentence about an article. Where three of them and more count on, they are the
articles themselves.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from align.document import Block
from align.languages import every
from align.numbering import key_of
from align.readers.lists import part_of

FEWEST = 3
"""Articles that count on, from which they are believed."""

_ARTICLE = re.compile(every(lambda each: each.structure.articles))


def parted(blocks: Sequence[Block]) -> Iterator[Block]:
    """Yield the blocks, the numbers of articles parted from their text.

    >>> laws = [Block(f"第{n}条{what}。") for n, what in zip("一二三", ("船是大家的", "船要修", "船在岸边"))]
    >>> [(block.number, block.text) for block in parted(laws)]
    [('第一条', '船是大家的。'), ('第二条', '船要修。'), ('第三条', '船在岸边。')]
    """
    found = {place: match[0] for place, block in enumerate(blocks) if (match := _article_in(block))}
    counting = _counting(blocks, found) if found else ()  # most documents have none
    believed = found.keys() & set(counting)
    for place, block in enumerate(blocks):
        if place not in believed:
            yield block
            continue
        rest = part_of(block, len(found[place]), len(block.text))
        yield replace(rest, number=found[place], key="")


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
