"""What the paragraphs of a Word file are: masthead, title, heading, paragraph, list item and so on.

Style and automatic number say most. Where an author typed a number or only made a line bold, its form and
its neighbours decide.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from align.document import Block, Kind
from align.languages import every
from align.languages.numerals import HAN_TO_TEN
from align.numbering import Key, follows, split_bullet
from align.readers.docx.items import Item, is_list_number, items_of
from align.readers.docx.paragraphs import Paragraph
from align.readers.headings import heads, is_caption, is_captioned, level_of
from align.readers.masthead import ANNEX, COLUMN_HEAD, is_label, is_masthead, opens_contents

# Normalised names of Word's own styles and of the UN templates: `_ H_2/3_G` (Geneva), `_ H_1` (New York).
_MASTHEAD_STYLE = re.compile(r"session|agendaitem\w*")
_HEADING = every(lambda each: each.structure.styles.get("heading", ()))
_TITLE = every(lambda each: each.structure.styles.get("title", ()))
_CONTENTS = every(lambda each: each.structure.styles.get("contents", ()))
_HEADING_STYLE = re.compile(rf"(?:{_HEADING}|h)(\d)(\d?)g?")
_TITLE_STYLE = re.compile(rf"(?:agenda)?title\w*|{_TITLE}|h(?:ch|m)g?")
_CONTENTS_STYLE = re.compile(rf"{_CONTENTS}(?:\d|heading)")
_PLAIN_STYLE = re.compile(r"\w*caption|(?:intense)?quote|quotations|block(?:text|quotation)|definitionterm")
"""Those of Word, LibreOffice and pandoc for labels and quotations, which stand out as headings do."""
_BULLET_STYLE = re.compile(r"(?:list)?bullet(\d?)g?")
_LOWER_LIST_STYLE = re.compile(r"listnumber([2-5])")
"""Lists below the first; that one may number the paragraphs of the text."""

_ANNEX = re.compile(rf"((?i:{ANNEX})\s?(?:[\dIVX]+|[{HAN_TO_TEN}]+)?)(?=\n|$)")
_CONTENTS_LINE = re.compile(rf"(?i:(?:[\t.…·]|\s{{2}})\s*(?:\d+(?:[-–]\d+)?|{COLUMN_HEAD}))$")


def blocks_of(paragraphs: Sequence[Paragraph]) -> tuple[Block, ...]:
    """Return the blocks that paragraphs make up."""
    items = items_of(paragraphs)
    contents = _contents(items)
    masthead = _masthead_end(items, contents)
    judge = _Judge(items, formal=masthead > 0)
    blocks = []
    for position, item in enumerate(items):
        kind: Kind = "masthead" if position < masthead else "contents"
        level = 0
        if position >= masthead and position not in contents:
            kind, level = judge.kind(position)
        paragraph, number = item.paragraph, item.number
        if kind == "annex" and (found := _ANNEX.match(item.text)):
            number = number or found[1]
        blocks.append(Block(item.text, kind, number, level, paragraph.page, item.notes, paragraph.place))
    return tuple(blocks)


class _Judge:
    """Decides one item after the other, in order; remembers what it stands under."""

    def __init__(self, items: Sequence[Item], *, formal: bool) -> None:
        self._items = items
        self._formal = formal
        """The document has a masthead, so its first headings without a number are titles."""
        self._text = next((i for i, item in enumerate(items) if _begins_text(item)), 0)
        """Where its text begins: what stands before is front matter."""
        self._begun = self._titled = False
        self._heading = 0
        self._paragraph = 0
        self._lists: list[str] = []
        self._listed = ""

    def kind(self, position: int) -> tuple[Kind, int]:
        """Return kind and level of the item at a position."""
        item = self._items[position]
        kind, level = self._kind(position, item)
        self._titled |= kind == "title"
        self._begun |= kind not in ("title", "masthead")
        self._heading = level if kind == "heading" and item.number else self._heading
        if kind == "annex":
            self._paragraph = self._heading = 0
        if kind == "paragraph" and (key := item.key) and key.style == "arabic":
            self._paragraph = key.values[0]
        if kind != "list_item" and (item.number or kind != "paragraph"):
            self._lists, self._listed = [], ""
        return kind, level

    def _kind(self, position: int, item: Item) -> tuple[Kind, int]:
        if item.paragraph.table:
            return "table_cell", 0
        if _ANNEX.match(item.text):
            return "annex", 0
        if self._is_title(position, item):  # author and date may stand below a title
            return "masthead" if position < self._text and _is_masthead(item.paragraph) else "title", 0
        if self._is_caption(position, item) or _styled(item.paragraph, _PLAIN_STYLE):
            return "paragraph", 0
        key = item.key
        styled = _heading_style(item.paragraph)
        if styled is not None or self._looks_like_heading(position, item, key):
            return "heading", self._heading_level(item, key, styled or 0)
        if level := self._list_level(position, item):
            return "list_item", level
        return "paragraph", 0

    def _is_caption(self, position: int, item: Item) -> bool:
        if is_caption(item.text):  # Table 10.5 looks like a sentence with a note mark
            return True
        above = self._items[position - 1].text if position else ""
        return not item.number and item.is_line and is_captioned(item.text, above)

    def _is_title(self, position: int, item: Item) -> bool:
        if self._begun or item.number or is_label(item.text):
            return False
        if position < self._text or _styled(item.paragraph, _TITLE_STYLE):
            return True
        return self._formal and self._titled and _heading_style(item.paragraph) is not None

    def _looks_like_heading(self, position: int, item: Item, key: Key | None) -> bool:
        if not item.is_line or is_list_number(item.number):
            return False
        if item.paragraph.bold:
            return True
        if key is None or self._in_row(position):
            return False
        if key.style == "arabic":  # between paragraphs 23 and 24, 1 is the number of a heading
            return bool(self._paragraph) and key.values[0] != self._paragraph + 1
        return heads(key)

    def _in_row(self, position: int) -> bool:
        """Tell whether the item before or after it is its neighbour in a list of short lines."""
        before, item, after = (
            self._items[i] if 0 <= i < len(self._items) else None for i in range(position - 1, position + 2)
        )
        return _follows(item, before) or _follows(after, item)

    def _heading_level(self, item: Item, key: Key | None, styled: int) -> int:
        """Return the level from the form of the number, or else from the style (0: it leaves it open)."""
        if key is None:
            return styled or self._heading + 1
        if styled and key.style in ("named", "arabic", "decimal"):
            return styled
        return level_of(key, deeper=self._form(item) == "roman")

    def _list_level(self, position: int, item: Item) -> int:
        """Return how deep a list item is nested, by the forms of the numbers above it; 0: it is none."""
        form = self._form(item) or self._form_of_row(position, item)
        if not form:
            return 0
        if form in self._lists:
            del self._lists[self._lists.index(form) + 1 :]
        else:
            self._lists.append(form)
        self._listed = item.number
        return len(self._lists)

    def _form_of_row(self, position: int, item: Item) -> str:
        """Return the form of short lines that count 1. 2. or A. B. and do not go on with the paragraphs."""
        key = item.key
        if key is None or key.style not in ("roman", "letter", "arabic") or not self._in_row(position):
            return ""
        return f"{key.style} line" if key.values[0] != self._paragraph + 1 else ""

    def _form(self, item: Item) -> str:
        """Return what distinguishes the numbers of one list from those of the lists above and below it."""
        if bullet := _styled(item.paragraph, _BULLET_STYLE):
            return f"bullet {bullet[1]}"
        if numbered := _styled(item.paragraph, _LOWER_LIST_STYLE):
            return f"number {numbered[1]}"
        if split_bullet(item.number + " ")[0]:
            return f"bullet {item.paragraph.number.depth if item.paragraph.number else ''}"
        if not is_list_number(item.number):
            return ""
        inner = item.number.strip("()（）. ")
        form = "roman" if self._is_roman(item, inner) else "letter" if inner.isalpha() else "digit"
        return form if item.number[-1] in ")）" else f"{form}."

    def _is_roman(self, item: Item, inner: str) -> bool:
        """Tell (i) the first from (i) after (h)."""
        if item.paragraph.number:
            return item.paragraph.number.format == "lowerRoman"
        before = self._listed.strip("()（）. ")
        after_letter = len(inner) == len(before) == 1 and ord(inner) == ord(before) + 1
        return bool(re.fullmatch("[ivxl]+", inner)) and not (after_letter and before not in "iv")


def _follows(item: Item | None, before: Item | None) -> bool:
    """Tell whether both are short lines and the number of one comes after that of the other."""
    if not item or not before or not item.is_line or not before.is_line:
        return False
    return follows(item.key, before.key)


def _contents(items: Sequence[Item]) -> set[int]:
    """Return the positions of tables of contents: made by a field, in their styles, or typed."""
    found = {
        position
        for position, item in enumerate(items)
        if item.paragraph.contents or _styled(item.paragraph, _CONTENTS_STYLE)
    }
    for position, item in enumerate(items):
        end = _contents_end(items, position + 1) if opens_contents(item.text) else position
        if end > position + 1 or (end > position and position + 1 in found):  # a summary may be called so too
            found.update(range(position, end))
    return found


def _contents_end(items: Sequence[Item], start: int) -> int:
    """Return where typed contents end: behind their last line with a page number, or with their table."""
    end = start
    for position in range(start, len(items)):
        item = items[position]
        in_table = item.paragraph.table == items[start].paragraph.table > 0
        # Where a contents is long, Word has it in several tables, one under the other.
        in_table |= position == end and item.paragraph.table > 0 and _names_page(items, position)
        if in_table or _CONTENTS_LINE.search(item.paragraph.text):
            end = position + 1
        elif not item.is_line or position - end > 2:
            break
    return end


def _names_page(items: Sequence[Item], position: int) -> bool:
    """Tell a cell that is a page number, or beside which one stands."""
    return any(item.text.isdecimal() and item.paragraph.table for item in items[position : position + 2])


def _masthead_end(items: Sequence[Item], contents: set[int]) -> int:
    """Return how many items the masthead has: all before the title, if any looks like a masthead.

    Without a title in a style of its own, it ends at the last line that looks like one.
    """
    end = 0
    for position, item in enumerate(items):
        paragraph = item.paragraph
        if _styled(paragraph, _TITLE_STYLE) and not _is_masthead(paragraph):
            return position if end else 0
        if position in contents or _begins_text(item):
            break
        if _is_masthead(paragraph):
            end = position + 1
    return end


def _is_masthead(paragraph: Paragraph) -> bool:
    """Tell a line of the masthead by its style, which only the first page has, or by what it says."""
    styled = bool(paragraph.styles and _MASTHEAD_STYLE.fullmatch(paragraph.styles[0]))
    return styled or any(is_masthead(line.strip()) for line in paragraph.text.split("\n"))


def _begins_text(item: Item) -> bool:
    """Tell whether an item cannot stand before the text: a number, a label, a heading or a sentence."""
    if is_label(item.text) or is_caption(item.text):
        return True
    if _is_masthead(item.paragraph) or _styled(item.paragraph, _TITLE_STYLE):
        return False
    if _heading_style(item.paragraph) is not None:
        return True
    return not item.paragraph.table and (bool(item.number) or not item.is_line)


def _heading_style(paragraph: Paragraph) -> int | None:
    """Return the level that style or outline gives a heading; 0: they leave it open; None: no heading."""
    if found := _styled(paragraph, _HEADING_STYLE):
        return 0 if found[2] else int(found[1])
    if paragraph.outline is not None:
        return paragraph.outline + 1
    return 1 if _styled(paragraph, _TITLE_STYLE) else None


def _styled(paragraph: Paragraph, names: re.Pattern[str]) -> re.Match[str] | None:
    return next((found for name in paragraph.styles if (found := names.fullmatch(name))), None)
