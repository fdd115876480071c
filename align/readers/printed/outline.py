"""Paragraphs → blocks: what each paragraph is, told from its number, its form and its place in the sequence.

The number alone does not tell: `1. 国别和区域存在` between paragraphs 23 and 24 is a heading, `24. …` is a
paragraph. A heading is short, ends in no full stop, and what it opens follows it; the numbers of paragraphs
count on over all headings. Rows of short numbered lines that open nothing are lists.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from align.document import Block, Kind, NoteMark
from align.numbering import Key, key_of, split_bullet, split_number
from align.readers.headings import is_caption, is_captioned, level_of
from align.readers.initials import initials
from align.readers.masthead import (
    ANNEX,
    SYMBOL,
    ends_masthead,
    is_label,
    is_masthead,
    opens_contents,
    stands_alone,
)
from align.readers.printed.joining import JoinedParagraph
from align.readers.printed.lines import asks, columns, ends_clause, ends_sentence, starts_lower
from align.readers.printed.marks import marks_of
from align.readers.printed.notes import Footnote
from align.readers.printed.wrapping import Shape, is_entry

_HEADING = 240
"""Letters above which a text is no heading."""
_TITLE = 170
"""Letters above which a text without a number is no heading in the body."""
_ENTRY_END = "0123456789.…–-* \t\u3000"
_AT_PAGE = re.compile(r"\s\d{1,4}$")
_LINES = 16
"""Lines that the masthead of a scanned page has at most."""
_NEAR = 30
"""Paragraphs within which a contents of one entry is followed by its heading."""
_DOTTED, _NEXT = 2, 3
"""Entries with dots and a page from which a contents goes on only where one of so many lines has them."""
_FIRST_ENTRIES = 3
"""Entries of a table of contents whose return shows that the text has begun."""
_ANNEX = re.compile(rf"({ANNEX})\s*(?:[:：]|$|(?=[*\[(（]))", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class NumberedParagraph:
    """A paragraph, its number parted from its text."""

    number: str
    text: str
    notes: tuple[NoteMark, ...]
    paragraph: JoinedParagraph
    key: Key | None

    @property
    def headed(self) -> bool:
        """True for a text that could be a heading by its form."""
        ended = ends_sentence(self.text) or ends_clause(self.text)
        return not ended and self.letters <= _HEADING

    @property
    def names_part(self) -> bool:
        """True for a text that could name a part which its number or type sets off: it may ask."""
        return self.headed or (asks(self.text) and self.letters <= _TITLE)

    @property
    def letters(self) -> int:
        """Return how much its text says, in Latin letters; a Han character says as much as three."""
        return 2 * columns(self.text) - len(self.text)

    @property
    def named(self) -> tuple[str, str]:
        """Return its number and name, as a table of contents lists them: without a page, blanks apart."""
        return self.number, "".join(self.text.rstrip(_ENTRY_END).casefold().split())

    @property
    def style(self) -> str:
        """Return the style of its number; `bullet`, or empty for none."""
        if self.key is None:
            return "bullet" if self.number else ""
        lower = self.key.style == "letter" and self.number[:1].islower()
        return "parenthesis" if lower else self.key.style

    @property
    def opens_annex(self) -> bool:
        """True for `Annex II` with or without its title, but not for “Annex II to the report”."""
        named = self.key.name in ("annex", "appendix") if self.key else bool(_ANNEX.match(self.number))
        return named and self.headed and not starts_lower(self.text)

    @property
    def value(self) -> int:
        """Return the last part of its number."""
        return self.key.values[-1] if self.key and self.key.values else 0


def blocks_of(
    paragraphs: Sequence[JoinedParagraph], notes: Sequence[Footnote], shape: Shape, *, paged: bool
) -> tuple[Block, ...]:
    """Return the blocks that paragraphs make, in their order."""
    lifted = marks_of(paragraphs, notes, shape)
    items = [_item(p, text, marks) for p, (text, marks) in zip(paragraphs, lifted, strict=True)]
    for position in initials([(item.number, item.text) for item in items]):
        items[position] = NumberedParagraph("", *lifted[position], paragraphs[position], None)
    kinds = _kinds(items)
    levels = _levels(items, kinds)
    return tuple(_block(*row, paged=paged) for row in zip(items, kinds, levels, strict=True))


def _item(paragraph: JoinedParagraph, text: str, notes: tuple[NoteMark, ...]) -> NumberedParagraph:
    if paragraph.lines[0].cell:
        return NumberedParagraph("", text, notes, paragraph, None)
    number, rest = split_number(text)
    if not number:
        number, rest = split_bullet(text)
    annex = None if number else _ANNEX.match(text)
    if annex:
        number, rest = annex[1], text[annex.end() :]
    key = key_of(number) if number else None
    rest = rest.lstrip()
    shift = len(text) - len(rest)
    notes = tuple(replace(mark, offset=max(mark.offset - shift, 0)) for mark in notes)
    return NumberedParagraph(number, rest, notes, paragraph, key)


def _block(item: NumberedParagraph, kind: Kind, level: int, *, paged: bool) -> Block:
    """Make a block; one that is nothing but its number keeps it as text, so that it can be matched."""
    first = item.paragraph.lines[0]
    page = first.page if paged else 0
    place = first.cell or first.place
    return Block(item.text or item.number, kind, item.number, level, page, item.notes, place)


def _kinds(items: Sequence[NumberedParagraph]) -> list[Kind]:
    """Tell what each item is: contents first, then the front matter, then the body by its numbers."""
    kinds: list[Kind | None] = [None] * len(items)
    entries = set(_contents(items))
    for position, item in enumerate(items):
        between = {position - 1, position + 1} <= entries and _AT_PAGE.search(item.text)
        if position in entries or between:  # a full entry has no room for dots
            kinds[position] = "contents"
    for position, kind in _front(items, kinds):
        kinds[position] = kind
    for position, item in enumerate(items):
        if item.paragraph.lines[0].cell:
            kinds[position] = "table_cell"
    listed = {items[i].named for i in entries if items[i].number}
    body = _Body(items, listed)
    return [kind or body.kind(position) for position, kind in enumerate(kinds)]


def _contents(items: Sequence[NumberedParagraph]) -> Iterator[int]:
    """Yield the positions of tables of contents, and of single lines with dot leaders and a page number.

    A table ends where the text begins: with its first entry once more, a whole sentence, or where dots end.
    """
    entries: set[str] = set()
    last = {item.named: position for position, item in enumerate(items) if item.number}
    inside, dotted = False, 0
    for position, item in enumerate(items):
        _, name = item.named
        if inside:
            dotted, next_ones = dotted + is_entry(item.text), items[position : position + _NEXT]
            led = dotted < _DOTTED or not name or any(is_entry(each.text) for each in next_ones)
            returns = item.number != "" and last[item.named] > position  # a question may be long
            inside = name not in entries and led and (returns or not _is_text(items, position))
        if opens_contents(item.text) and _has_entries(items, position):
            inside, dotted, entries = True, 0, set()
        if inside and len(entries) < _FIRST_ENTRIES and len(name) > 1 and _is_told_again(item.text):
            entries.add(name)
        if inside or is_entry(item.text):
            yield position


def _is_told_again(entry: str) -> bool:
    """Tell an entry whose return shows that the text has begun from a line that may stand anywhere."""
    return is_label(entry) or not stands_alone(entry)


def _has_entries(items: Sequence[NumberedParagraph], position: int) -> bool:
    """Tell the lines below the name of a contents; that of a summary may be the same, as *Sommaire*.

    A contents of one entry is known by the heading of that number and name not far below.
    """
    below = range(position + 1, min(position + 3, len(items)))
    if not below or opens_contents(items[below[0]].text):
        return False
    first, rest = items[below[0]], items[below[0] + 1 : below[0] + _NEAR]
    again = first.number and any((first.number, first.text) == (each.number, each.text) for each in rest)
    if again or is_entry(first.text):
        return True
    return first.headed and not any(_is_text(items, i) for i in below)


def _is_text(items: Sequence[NumberedParagraph], position: int) -> bool:
    """Tell a paragraph, or the label above one, from an entry of a table of contents."""
    item = items[position]
    if is_label(item.text):  # above other entries it is one of them
        return position + 1 >= len(items) or not (items[position + 1].headed and items[position + 1].number)
    stopped = item.text.endswith((".", "。")) and not item.number  # entries may ask, but state nothing
    return not item.headed and item.letters > (_TITLE / 2 if stopped else _TITLE)


def _front(items: Sequence[NumberedParagraph], kinds: Sequence[Kind | None]) -> Iterator[tuple[int, Kind]]:
    """Yield masthead and titles, up to what `readers.headings` says begins the text.

    What stands above a line that only a masthead has is masthead, however text recognition has spoiled it.
    """
    titled = False
    end = max((i for i, item in enumerate(items[:_LINES]) if ends_masthead(item.text)), default=0)
    for position, item in enumerate(items):
        if kinds[position]:
            if titled:
                return
            continue
        if position < end or (is_masthead(item.text) and not item.number):
            yield position, "masthead"
        elif item.number or not item.headed or is_label(item.text) or is_caption(item.text):
            return
        else:
            yield position, "title"
            titled = True


class _Body:
    """The kinds of a document's body, told from front to back."""

    def __init__(self, items: Sequence[NumberedParagraph], listed: Collection[tuple[str, str]]) -> None:
        self.items = items
        self.listed = listed  # numbers and names that a table of contents lists
        self.last = 0  # number of the last paragraph
        self.counted: Key | None = None  # the last decimal number of one: 12.33
        self.following = _following(items)
        self.counting = _counting(items)

    def kind(self, position: int) -> Kind:
        """Return the kind of the item at a position; called once for each, in order."""
        item = self.items[position]
        if item.opens_annex:
            self.last = 0
            return "annex"
        if not item.style:
            return self._unnumbered(position)
        if item.style == "bullet":
            return "list_item"
        if item.style == "named":
            self.last = 0
            return "heading" if item.names_part else "paragraph"
        large = item.paragraph.large and item.names_part and item.text
        if large or (item.number and item.named in self.listed):
            return "heading"
        if item.style == "arabic":
            return self._arabic(position)
        if self._counts_on(item):
            return "paragraph"
        if self._is_heading(position):
            return "heading"
        listed = item.style == "parenthesis" or self._in_row(position)
        return "list_item" if listed and item.style != "decimal" else "paragraph"

    def _counts_on(self, item: NumberedParagraph) -> bool:
        """Tell a decimal number behind that of a paragraph: 12.34, however short, behind 12.33."""
        if item.style != "decimal" or not item.key:
            return False
        last, own = self.counted, item.key.values
        follows = last and last.values == (*own[:-1], own[-1] - 1) and last.name == item.key.name
        if follows or not item.headed:
            self.counted = item.key
        return bool(follows)

    def _unnumbered(self, position: int) -> Kind:
        item = self.items[position]
        if re.fullmatch(SYMBOL, item.text):
            return "masthead"
        if is_captioned(item.text, self.items[position - 1].text if position else ""):
            return "paragraph"
        short = item.letters <= (_HEADING if item.paragraph.bold else _TITLE)
        headed = item.headed and short and not starts_lower(item.text)
        return "heading" if headed else "paragraph"

    def _arabic(self, position: int) -> Kind:
        """Tell paragraph, heading and item of a list by which of them the sequence needs."""
        item, following = self.items[position], self.following[position]
        fits = item.value == self.last + 1 and following != self.last + 1
        counts = fits and (following == item.value + 1 or self.last or self.counting[position])
        if not item.headed or not item.text or counts:
            self.last = item.value
            return "paragraph"
        if self._in_row(position):
            return "list_item"
        return "heading" if position + 1 < len(self.items) else "paragraph"

    def _is_heading(self, position: int) -> bool:
        """Tell whether an item opens what follows it: roman, letter, parenthesis or decimal."""
        item = self.items[position]
        if not item.headed or self._in_row(position):
            return False
        if item.style in ("roman", "letter"):
            return True
        below = self.items[position + 1] if position + 1 < len(self.items) else None
        if not item.text or below is None:
            return False
        numbered = below.style == "arabic" and not below.headed
        return numbered or (item.style == "decimal" and _opens_part(item, below))

    def _in_row(self, position: int) -> bool:
        """Tell whether the item before or behind is its neighbour in a list of short lines."""
        item = self.items[position]
        for step in (-1, 1):
            if not 0 <= position + step < len(self.items):
                continue
            other = self.items[position + step]
            if other.style == item.style and other.value == item.value + step and other.headed and other.text:
                return True
        return False


def _opens_part(item: NumberedParagraph, below: NumberedParagraph) -> bool:
    """Tell whether a decimal number opens what stands below: 3.2 a plain text, a list, or 3.2.1."""
    inner = below.key is not None and item.key is not None and below.key.values[:-1] == item.key.values
    return below.style in ("", "bullet") or inner


def _following(items: Sequence[NumberedParagraph]) -> list[int]:
    """Return for each item the number of the next paragraph that cannot be a heading, or 0."""
    following, numbers = 0, []
    for item in reversed(items):
        numbers.append(following)
        if item.style == "arabic" and not item.headed:
            following = item.value
        elif item.style == "named":
            following = 0
    return numbers[::-1]


def _counting(items: Sequence[NumberedParagraph]) -> list[bool]:
    """Tell of each item whether its number and the next ones count on to one that cannot be a heading.

    So do the questions of a form: some end in a question mark, and some are as short as a heading.
    """
    counting, value, counts = list[bool](), 0, False
    for item in reversed(items):
        if item.style == "arabic":
            counts = not item.headed or (counts and value == item.value + 1)
            value = item.value
        elif item.style == "named":
            counts = False
        counting.append(counts and item.style == "arabic")
    return counting[::-1]


def _levels(items: Sequence[NumberedParagraph], kinds: Sequence[Kind]) -> list[int]:
    """Return the depth of headings by the form of their numbers, of list items by how they nest."""
    nested: list[str] = []
    letter = above = 0
    levels = []
    for item, kind in zip(items, kinds, strict=True):
        if kind == "list_item":
            form = _form(item, letter)
            nested = [*nested[: nested.index(form)], form] if form in nested else [*nested, form]
            letter = item.value if form.startswith("letter") else letter
            levels.append(len(nested))
            continue
        if item.number or kind != "paragraph":
            nested, letter = [], 0
        if kind == "annex":
            above = 0
        elif kind == "heading" and item.key:
            above = _heading_level(item, item.key)
        levels.append(0 if kind != "heading" else above if item.key else above + 1)
    return levels


def _heading_level(item: NumberedParagraph, key: Key) -> int:
    if item.style == "parenthesis" and key.style == "letter":  # a. is written for (a)
        key = replace(key, style="parenthesis")
    return level_of(key, deeper=bool(re.search(r"[ivx]", item.number)))


def _form(item: NumberedParagraph, letter: int) -> str:
    """Return the form of a list item's number; `letter` is the last one: behind (h), (i) is no numeral."""
    if item.style == "bullet":
        return "bullet"
    inner = item.number.strip("()（）.、 ")
    next_letter = len(inner) == 1 and ord(inner) - ord("a") == letter
    if re.fullmatch(r"[ivx]+", inner) and not (letter and next_letter):
        form = "roman"
    elif inner.isdigit():
        form = "digit"
    else:
        form = "letter" if inner.isascii() else "chinese"
    return form if item.number.endswith((")", "）")) else f"{form}."
