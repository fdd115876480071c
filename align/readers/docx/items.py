"""Numbers that authors typed by hand, set apart from the text of Word paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from align.document import NoteMark
from align.languages.numerals import HAN_TO_TEN
from align.numbering import Key, key_of, split_bullet, split_number
from align.readers.docx.paragraphs import Paragraph
from align.readers.initials import initials
from align.readers.printed.lines import asks, ends_clause, ends_sentence, starts_lower
from align.text import HAN, is_han

_LINE = 240
"""Letters above which a text is no heading; a Han character says as much as three."""

_YEARS = 1000
"""Number from which a lone one is rather a year."""

_LATER = re.compile(r"\d\s?[^\W\d]{2,}\.?$")
"""A number that was put in later: 12 bis."""

_LIST_NUMBER = re.compile(rf"[(（]?[ivxl]+[)）.]|[(（][\d{HAN_TO_TEN}]+[)）]|[①-⑳]")
_LIST_LETTER = re.compile(rf"[(（]?((?![{HAN}])[^\W\d_]{{1,2}})[)）.]")


@dataclass(frozen=True, slots=True)
class Item:
    """A paragraph whose number, automatic or typed, stands apart from its text."""

    paragraph: Paragraph
    text: str
    notes: tuple[NoteMark, ...]
    number: str = ""

    @property
    def key(self) -> Key | None:
        """Return the key of its number."""
        return key_of(self.number)

    @property
    def is_line(self) -> bool:
        """Tell whether it is short and no sentence, as headings are; *Chapter 4.* may ask."""
        if self.text == self.number != "":  # .2 of a lone Rule 4.2 looks like a full stop and its note mark
            return True
        key = self.key if asks(self.text) else None
        ended = not (key and key.style == "named") and (ends_sentence(self.text) or ends_clause(self.text))
        if ended or not 0 < len(self.text) <= _LINE:
            return False
        return sum(3 if is_han(c) else 1 for c in self.text) <= _LINE


def items_of(paragraphs: Sequence[Paragraph]) -> list[Item]:
    """Return the items that paragraphs make up; a number in a paragraph of its own joins the next one."""
    return list(_carried(_believed([_split(paragraph) for paragraph in paragraphs])))


def _split(paragraph: Paragraph) -> Item:
    """Set a typed number apart; an automatic one is apart already, and in tables a number is a figure."""
    if paragraph.number or paragraph.table:
        number = paragraph.number.text if paragraph.number else ""
        return Item(paragraph, paragraph.text, paragraph.notes, number)
    number, text = split_number(paragraph.text)
    if not number:
        number, text = split_bullet(paragraph.text)
    key = key_of(number)
    if key and key.style == "named" and starts_lower(text):  # "Article 9 provides that…" is prose
        return _whole(paragraph)
    if key and key.style == "named" and not text:
        return Item(paragraph, paragraph.text, paragraph.notes, number)
    cut = len(paragraph.text) - len(text)
    notes = tuple(replace(mark, offset=max(mark.offset - cut, 0)) for mark in paragraph.notes)
    return Item(paragraph, text, notes, number)


def _whole(paragraph: Paragraph) -> Item:
    return Item(paragraph, paragraph.text, paragraph.notes)


def _believed(items: Sequence[Item]) -> list[Item]:
    """Put typed numbers back that have no neighbour, as a 7 without 5, 6, 8 and 9, and initials of people."""
    keys = {item.key for item in items}
    names = initials([(item.number, item.text) for item in items])

    def has_neighbour(item: Item, key: Key) -> bool:
        *head, last = key.values or (1,)
        near = [(*head, value) for value in (*range(last - 2, last), last + 1, last + 2)]
        if head and _LATER.search(item.number):
            near.append(tuple(head))  # 12 bis follows 12
        return last == 1 or any(replace(key, values=values) in keys for values in near)

    return [
        item
        if item.paragraph.number
        or (key := item.key) is None
        or (position not in names and (_is_certain(item) or has_neighbour(item, key)))
        else _whole(item.paragraph)
        for position, item in enumerate(items)
    ]


def _is_certain(item: Item) -> bool:
    """Tell numbers with which no text begins by chance: (a), Part VI, IV., 四. but not I., an initial."""
    key = item.key
    if key and key.style == "arabic" and not item.text:  # nothing but 2. in a paragraph
        return item.number[-1] in ".．、-–—º°" and key.values[0] < _YEARS
    if key is None or key.style not in ("roman", "named"):
        return key is not None and key.style == "parenthesis"
    return item.is_line and not re.match(r"[A-Z]\b", item.number)


def _carried(items: Sequence[Item]) -> Iterator[Item]:
    waiting: Item | None = None
    for item in items:
        if waiting and not item.number and not item.paragraph.table:
            item = replace(item, number=waiting.number)
        elif waiting:
            yield replace(waiting, text=waiting.number)
        waiting = None if item.text else item
        if item.text:
            yield item
    if waiting:
        yield replace(waiting, text=waiting.number)


def is_list_number(number: str) -> bool:
    """Tell (a), (ii), a. and i. from the numbers of paragraphs and headings.

    >>> is_list_number("(iv)"), is_list_number("a."), is_list_number("12."), is_list_number("A.")
    (True, True, False, False)
    >>> is_list_number("б)"), is_list_number("(ب)"), is_list_number("Б.")
    (True, True, False)
    """
    letter = _LIST_LETTER.fullmatch(number)
    return bool(_LIST_NUMBER.fullmatch(number)) or (letter is not None and letter[1] == letter[1].lower())
