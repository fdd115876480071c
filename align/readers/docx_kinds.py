"""What the paragraphs of a Word file are: masthead, title, heading, paragraph, list item and so on.

Style and automatic number say most. Where an author typed a number or only made a line bold, its form and
its neighbours decide.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from align.document import Block, Kind, NoteMark
from align.numbering import Key, key_of, split_bullet, split_number
from align.readers.docx_paragraphs import Paragraph

# Normalised names of Word's own styles and of the UN templates: `_ H_2/3_G` (Geneva), `_ H_1` (New York).
_HEADING_STYLE = re.compile(r"(?:heading|标题|標題|titre|título|überschrift|h)(\d)(\d?)g?")
_TITLE_STYLE = re.compile(r"title\w*|subtitle|标题|標題|副标题|h(?:ch|m)g?")
_CONTENTS_STYLE = re.compile(r"(?:toc|目录|目錄)(?:\d|heading)")
_BULLET_STYLE = re.compile(r"(?:list)?bullet(\d?)g?")

_ANNEX = re.compile(
    r"(?i:annex|appendix|enclosure|附件|附录|附錄|附文)\s?([\dIVX]+|[一二三四五六七八九十]+)?(?=\n|$)"
)
_CONTENTS = re.compile(r"(?i:(?:table of )?contents|目\s*[录錄次])")
_CONTENTS_LINE = re.compile(r"(?i:(?:[\t.…·]|\s{2})\s*(?:\d+(?:[-–]\d+)?|page|页次|頁次))$")
_MASTHEAD = re.compile(
    r"[A-Z]+(?:/[\w.()]+)+\*?$|(?i:distr\b|original\b|united nations$|(?:general assembly|security council)$"
    r"|(?:economic and social|human rights) council$|[\w-]+(?: \w+)? session$|(?:agenda )?items? \d"
    r"|\d{1,2} \w+ \d{4}$)|[联聯]\s*合\s*[国國]$|大\s*[会會]$|\w+理事[会會]$|第\w+[届屆][会會][议議]"
    r"|[议議]程[项項]目|原文[:：]|\d{4}\s?年\s?\d+\s?月\s?\d+\s?日$"
)
_ENDS_SENTENCE = re.compile(r"[.。;；:：,，!?！？…][\"”’』」》)）]*$")
_HEADING_LENGTH = 200

_LEVELS = {"roman": 1, "letter": 2, "arabic": 3, "decimal": 3, "parenthesis": 4}
_NAMED_LEVELS = {"part": 1, "chapter": 1, "section": 2, "article": 3}


@dataclass(frozen=True, slots=True)
class _Item:
    """A paragraph whose number, automatic or typed, has been set apart from its text."""

    paragraph: Paragraph
    text: str
    notes: tuple[NoteMark, ...]
    number: str = ""

    @property
    def key(self) -> Key | None:
        return key_of(self.number)

    @property
    def is_line(self) -> bool:
        """Tell whether it is short and no sentence, as headings are."""
        return len(self.text) < _HEADING_LENGTH and not _ENDS_SENTENCE.search(self.text)


def blocks_of(paragraphs: Sequence[Paragraph]) -> tuple[Block, ...]:
    """Return the blocks that paragraphs make up."""
    items = list(_carried(_believed([_split(p) for p in paragraphs])))
    masthead = _masthead_end(items)
    judge = _Judge()
    return tuple(judge.block(item, masthead=i < masthead) for i, item in enumerate(items))


class _Judge:
    """Decides one paragraph after the other; remembers the heading and the list it stands under."""

    def __init__(self) -> None:
        self._begun = False
        self._in_contents = False
        self._heading = 0
        self._listed = ""

    def block(self, item: _Item, *, masthead: bool) -> Block:
        """Return the block of the next paragraph."""
        kind: Kind = "masthead"
        level = 0
        if not masthead:
            kind, level = self._kind(item)
        self._begun |= kind not in ("masthead", "title", "contents")
        self._in_contents = kind == "contents"
        self._heading = level if kind == "heading" and item.number else self._heading
        self._listed = item.number if kind == "list_item" else ""
        paragraph = item.paragraph
        return Block(item.text, kind, item.number, level, paragraph.page, item.notes, paragraph.place)

    def _kind(self, item: _Item) -> tuple[Kind, int]:
        paragraph = item.paragraph
        if self._is_contents(paragraph):
            return "contents", 0
        if paragraph.table:
            return "table_cell", 0
        if _ANNEX.match(paragraph.text):
            return "annex", 1
        if not self._begun and not item.number and _styled(paragraph, _TITLE_STYLE):
            return "title", 0
        if level := self._heading_level(item):
            return "heading", level
        level = self._list_level(item)
        return ("list_item", level) if level else ("paragraph", 0)

    def _is_contents(self, paragraph: Paragraph) -> bool:
        if paragraph.contents or _styled(paragraph, _CONTENTS_STYLE) or _CONTENTS.fullmatch(paragraph.text):
            return True
        return self._in_contents and (bool(paragraph.table) or bool(_CONTENTS_LINE.search(paragraph.text)))

    def _heading_level(self, item: _Item) -> int:
        """Return the level of a heading, 0 for anything else."""
        styled = _heading_style(item.paragraph)
        key = item.key
        if styled is None and not self._looks_like_heading(item, key):
            return 0
        if key and key.style == "named":
            return styled or _NAMED_LEVELS.get(key.name, 1)
        if key and not (styled and key.style in ("arabic", "decimal")):
            return _LEVELS[key.style] + (key.style == "parenthesis" and self._is_roman(item))
        return styled or self._heading + 1

    def _looks_like_heading(self, item: _Item, key: Key | None) -> bool:
        if not item.is_line or not item.text:
            return False
        if key and (key.style in ("roman", "letter") or key.name in _NAMED_LEVELS):
            return not re.match(r"[a-z]", item.number)
        return item.paragraph.bold and not _is_list_number(item)

    def _list_level(self, item: _Item) -> int:
        """Return the depth of a list item, 0 for anything else: (a) is 1, (i) is 2, a. is 3, i. is 4."""
        bullet = _styled(item.paragraph, _BULLET_STYLE)
        if bullet or split_bullet(item.number + " ")[0]:
            depth = item.paragraph.number.depth if item.paragraph.number else 0
            return int(bullet[1] or 1) if bullet else depth + 1
        if not _is_list_number(item):
            return 0
        bare = item.number[0] not in "(（" and item.number[-1] not in ")）"
        return 1 + self._is_roman(item) + 2 * bare

    def _is_roman(self, item: _Item) -> bool:
        """Tell (i) the first from (i) after (h)."""
        if item.paragraph.number and item.paragraph.number.format != "bullet":
            return item.paragraph.number.format == "lowerRoman"
        letters = item.number.strip("()（）. ")
        before = self._listed.strip("()（）. ")
        follows = len(letters) == len(before) == 1 and ord(letters) == ord(before) + 1
        return bool(re.fullmatch("[ivxl]+", letters)) and not (follows and before not in "iv")


def _split(paragraph: Paragraph) -> _Item:
    """Set a typed number apart; an automatic one is apart already, and in tables a number is a figure."""
    if paragraph.number or paragraph.table:
        number = paragraph.number.text if paragraph.number else ""
        return _Item(paragraph, paragraph.text, paragraph.notes, number)
    number, text = split_number(paragraph.text)
    if not number:
        number, text = split_bullet(paragraph.text)
    named = (key := key_of(number)) is not None and key.style == "named"
    if named and re.match("[a-z]", text):  # "Article 9 provides that…" is prose
        return _Item(paragraph, paragraph.text, paragraph.notes)
    if named and not text:
        return _Item(paragraph, paragraph.text, paragraph.notes, number)
    cut = len(paragraph.text) - len(text)
    notes = tuple(replace(n, offset=max(n.offset - cut, 0)) for n in paragraph.notes)
    return _Item(paragraph, text, notes, number)


def _believed(items: Sequence[_Item]) -> list[_Item]:
    """Put typed numbers back that have no neighbour: a 7 without 5, 6, 8 and 9 is no paragraph number."""
    keys = {item.key for item in items}

    def has_neighbour(key: Key) -> bool:
        if key.style == "parenthesis":  # no text begins so by chance
            return True
        *head, last = key.values or (1,)
        near = (*range(last - 2, last), last + 1, last + 2)
        return last == 1 or any(replace(key, values=(*head, value)) in keys for value in near)

    return [
        item
        if item.paragraph.number or (key := item.key) is None or has_neighbour(key)
        else _Item(item.paragraph, item.paragraph.text, item.paragraph.notes)
        for item in items
    ]


def _carried(items: Sequence[_Item]) -> Iterator[_Item]:
    """Give a typed number that stands in a paragraph of its own to the paragraph after it."""
    waiting: _Item | None = None
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


def _masthead_end(items: Sequence[_Item]) -> int:
    """Return how many paragraphs the masthead has: all before the title, if any looks like a masthead.

    Without a title in a style of its own, it ends at the last line that looks like one.
    """
    end = 0
    for i, item in enumerate(items):
        paragraph = item.paragraph
        if end and _styled(paragraph, _TITLE_STYLE):
            return i
        if _begins_text(item):
            break
        if any(_MASTHEAD.match(line.strip()) for line in paragraph.text.split("\n")):
            end = i + 1
    return end


def _begins_text(item: _Item) -> bool:
    paragraph = item.paragraph
    return (
        (bool(item.number) and not paragraph.table)
        or _heading_style(paragraph) is not None
        or bool(_styled(paragraph, _CONTENTS_STYLE) or _CONTENTS.fullmatch(paragraph.text))
        or len(paragraph.text) > _HEADING_LENGTH
    )


def _heading_style(paragraph: Paragraph) -> int | None:
    """Return the level that style or outline gives a heading; 0: they leave it open; None: no heading."""
    if found := _styled(paragraph, _HEADING_STYLE):
        return 0 if found[2] else int(found[1])
    if paragraph.outline is not None:
        return paragraph.outline + 1
    return 1 if _styled(paragraph, _TITLE_STYLE) else None


def _styled(paragraph: Paragraph, names: re.Pattern[str]) -> re.Match[str] | None:
    return next((found for name in paragraph.styles if (found := names.fullmatch(name))), None)


def _is_list_number(item: _Item) -> bool:
    """Tell (a), (ii), a. and i. from the numbers of paragraphs and headings."""
    return bool(
        re.fullmatch(
            r"[(（]?(?:[a-z]{1,2}|[ivxl]+)[)）.]|[(（][\d一二三四五六七八九十]+[)）]|[①-⑳]", item.number
        )
    )
