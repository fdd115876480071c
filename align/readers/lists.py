"""Lists inside one paragraph: an item a block, whether line breaks or only their numbers part them.

    The steps are:⏎1. Open the door.⏎2. Leave.        The steps are: 1. Open the door. 2. Leave.

One language version may have a list in paragraphs of its own where the other breaks lines, and a number
that stands alone would be matched as if it were a sentence. Numbers are believed only where they count on
from 1, or from the paragraph's own number.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from align.document import Block
from align.numbering import Key, follows, key_of, split_bullet, split_number
from align.readers.printed.lines import ends_abbreviated

_BREAK = re.compile(r"\s*\n\s*")
# Behind the end of a sentence or the colon that opens the list, before a word.
_RUN_ON = re.compile(
    r"(?<=[.:;!?。：；！？؟؛])[ \u3000\xa0]*"
    r"(?=(?:\d{1,2}(?:[.、．]|\.?[º°][.)]?|\.?[ \xa0]?[-–—](?=\s))|[(（]?\d{1,2}[)）]|[①-⑳])"
    r"[ \u3000\xa0]?[“\"‘《«„¿¡]?[^\W\d_])"
)
_FEWEST = 2
"""Items that make a list where no paragraph number begins it."""


@dataclass(frozen=True, slots=True)
class _Cut:
    """A place where an item begins, and the number or bullet it begins with."""

    end: int
    """Where the text before it ends."""
    start: int
    number: str
    text: int
    """Where its text begins, behind the number."""

    @property
    def key(self) -> Key | None:
        return key_of(self.number)


def unrolled(blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield the blocks, the items of lists that stand inside a paragraph each as a block of its own."""
    for block in blocks:
        cuts = _cuts(block) if block.kind in ("paragraph", "list_item", "table_cell") else []
        yield from _parts(block, cuts) if cuts else [block]


def _cuts(block: Block) -> list[_Cut]:
    """Return where items begin: those whose numbers count on, and bullets of which there are several."""
    text = block.text
    # A break before all text parts nothing: what stands there is the paragraph's own.
    breaks = [cut for m in _BREAK.finditer(text) if m.start() and (cut := _cut(text, m.start(), m.end()))]
    run_on = [
        cut
        for m in (_RUN_ON.finditer(text) if block.kind != "table_cell" else ())
        if not ends_abbreviated(text[: m.start()]) and (cut := _cut(text, m.start(), m.end()))
    ]
    if block.kind == "table_cell" and (cut := _cut(text, 0, 0)):  # there a number is not set apart
        breaks.insert(0, cut)
    for cuts in (breaks, run_on):
        if found := _counting(cuts, key_of(block.number)):
            return found
    bullets = [cut for cut in breaks if split_bullet(cut.number + " ")[0]]
    return bullets if len(bullets) >= _FEWEST else []


def _cut(text: str, end: int, start: int) -> _Cut | None:
    number, rest = split_number(text[start:])
    if not number:
        number, rest = split_bullet(text[start:])
    return _Cut(end, start, number, len(text) - len(rest)) if number and rest else None


def _counting(cuts: Iterable[_Cut], before: Key | None) -> list[_Cut]:
    """Return the longest run of cuts that count on from 1, or from the number of the paragraph."""
    found: list[_Cut] = []
    last = before
    for cut in cuts:
        key = cut.key
        if key is None or not key.values:
            continue
        if follows(key, last):
            found.append(cut)
            last = key
        elif not found and key.values[-1] == 1:
            found, last = [cut], key
    begun = bool(found) and follows(found[0].key, before)
    return found if begun or len(found) >= _FEWEST else []


def _parts(block: Block, cuts: list[_Cut]) -> Iterator[Block]:
    """Yield what stands before the list, then its items; siblings of a numbered paragraph are of its kind."""
    siblings = block.kind == "table_cell" or follows(cuts[0].key, key_of(block.number))
    if cuts[0].end:
        yield part_of(block, 0, cuts[0].end)
    for cut, end in zip(cuts, [*(cut.end for cut in cuts[1:]), len(block.text)], strict=True):
        item = part_of(block, cut.text, end)
        if siblings:
            yield replace(item, number=cut.number, key="")
        else:
            level = block.level + 1 if block.kind == "list_item" else 1
            yield replace(item, kind="list_item", level=level, number=cut.number, key="")


def part_of(block: Block, start: int, end: int) -> Block:
    """Return a part of a block, with the note marks that stand in it."""
    text = block.text[start:end]
    notes = tuple(
        replace(note, offset=note.offset - start)
        for note in block.notes
        if start < note.offset <= end or (note.offset == start == 0)
    )
    return replace(block, text=text, notes=notes)
