"""Which columns of a table hold the two texts, and in which languages: told by their heads, else by content.

People head tables in many ways, and all of these are known: `en`, `zh_CN`, `English`, `Source text`,
`Chinese (Simplified)`, `EN Target`, 原文, 英文. Columns of figures hold no text, comments are few or short.
Where two columns may be the same text, the reader asks and does not guess.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from typing import Literal, TypeVar

from align.errors import ReadError
from align.languages import LANGUAGES, family, is_code, language, named, normal_code, same_language
from align.recognise import language_of
from align.remarks import Remark
from align.words import listed, say

_SIDES = {
    "source": "source src original 原文 源文 源语 原语 source_text origen исходный оригинал المصدر الأصل",
    "target": "target tgt translation translated 译文 目标 目的语 译语 cible traduction destino traducción "
    "перевод переводной الهدف الترجمة",
}
_SIDE_OF = {word: side for side, words in _SIDES.items() for word in words.split()}
_SAYS_NOTHING = frozenset(
    "text texts term terms segment segments sentence language lang form name string simplified the "
    "文本 术语 词条 名称 语言 文 简体 texte langue texto idioma de текст язык النص اللغة".split()
)
_HAN_WORDS = re.compile("(原文|源文|译文|目标|术语|词条|名称|文本|语言|简体|全称|简称|缩写|状态)")
_NEVER_LANGUAGES = frozenset(("id",))
"""Heads that are codes of languages too, which nobody means."""
_LETTER = re.compile(r"[^\W\d_]")

_TITLES = 10
"""Rows among which the names of the columns are looked for, below titles and empty rows."""
_LIKE = 0.5
"""Part of the letters of another column from which a column may be the same text as well."""

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Heading:
    """What the head of a column says.

    >>> heading_of("English Full Form")
    Heading(language='en', side='', rest=('full',))
    >>> heading_of("Source text").side, heading_of("zh_CN").language, heading_of("Comment")
    ('source', 'zh-CN', Heading(language='', side='', rest=('comment',)))
    """

    language: str = ""
    side: Literal["", "source", "target"] = ""
    rest: tuple[str, ...] = ()
    """The other words of the heading."""

    @property
    def is_text(self) -> bool:
        """Tell whether it names a text and nothing of it: *English*, but not *English status*."""
        return bool(self.language or self.side) and not self.rest


_DATE = re.compile(r"\d{4}(?:-\d\d){1,2}")


def heading_of(text: str) -> Heading:
    """Return what the head of a column says."""
    text = text.strip()
    if text.lower() in _NEVER_LANGUAGES:
        return Heading(rest=(text.lower(),))
    if is_code(text) and _is_of_people(text):
        return Heading(normal_code(text))
    words = [word for each in text.lower().split() for word in _words(each)]
    side = next((_SIDE_OF[word] for word in words if word in _SIDE_OF), "")
    rest = [word for word in words if word not in _SIDE_OF and word not in _SAYS_NOTHING]
    code = next((code for word in rest if (code := _language(word))), "")
    rest = [word for word in rest if not code or _language(word) != code]
    return Heading(code, side, tuple(rest))  # type: ignore[arg-type]


def numbers_rows(head: str, cells: Iterable[str]) -> bool:
    """Tell *No* above figures from *no* above Norwegian."""
    return head.strip().lower() == "no" and not any(map(str.isalpha, "".join(cells)))


def heads_figures(cells: Sequence[str], rows: Sequence[Sequence[str]]) -> bool:
    """Tell whether a cell of letters stands above a column of figures: it names the column."""
    columns = ([row[place] for row in rows if place < len(row) and any(row)] for place in range(len(cells)))
    return any(
        _LETTER.search(cell) and len(column) > 1 and all(re.fullmatch(r"\d+\.?", c.strip()) for c in column)
        for cell, column in zip(cells, columns, strict=True)
    )


def below_titles(
    rows: Iterator[Row], cells_of: Callable[[Row], list[str]], head_of: Callable[[list[list[str]]], int]
) -> tuple[int, tuple[Remark, ...], Iterator[Row]]:
    """Pass over what stands above the names of the columns: empty rows, and titles of a cell each.

    Args:
        rows: of a table, from its first.
        cells_of: returns the cells of a row.
        head_of: returns which of the first rows names the columns; 0 where none does.

    Returns:
        How many rows were passed over, what is to be told of it, and the other rows.
    """
    first = list(islice(rows, _TITLES))
    cells = list(map(cells_of, first))
    above = head_of(cells)
    told = sum(map(filled, cells[:above]))
    remarks = (Remark("rows-above-head", {"count": str(told)}),) if told else ()
    return above, remarks, chain(first[above:], rows)


def filled(cells: Iterable[str]) -> int:
    """Count the cells that hold anything."""
    return sum(bool(cell.strip()) for cell in cells)


def _words(token: str) -> Iterable[str]:
    """Yield the words between two spaces: codes and dates keep their hyphens, 英文全称 is two words."""
    bare = token.strip(".,:;()（）[]#*")
    if is_code(bare) and "-" in bare.replace("_", "-"):
        return [bare]
    if _DATE.fullmatch(bare):
        return [bare]
    return filter(None, (part for word in re.split(r"[\W_]+", bare) for part in _HAN_WORDS.split(word)))


def _language(word: str) -> str:
    """Return the language that one word of several names: its name, or a code that is no other word."""
    return named(word) or (normal_code(word) if is_code(word) and family(word) in LANGUAGES else "")


def _is_of_people(code: str) -> bool:
    """Tell codes from short words: nearly all codes have a form of two letters, and *the* has none."""
    return len(family(code)) == 2 or family(code) in LANGUAGES


@dataclass(frozen=True, slots=True)
class TextColumns:
    """The two columns of text."""

    source: int
    target: int
    languages: tuple[str, str]
    remarks: tuple[Remark, ...] = ()
    """What was recognised, and what is not read, wherever the head does not say it all."""


def text_columns(
    head: Sequence[str], rows: Sequence[Sequence[str]], *, passed_over: Iterable[int],
    asked: Mapping[str, str], wanted: tuple[str, str], where: str,
) -> TextColumns:  # fmt: skip
    """Find the two columns of text.

    Args:
        head: the names of the columns, empty ones where there is no header.
        rows: some rows from the beginning.
        passed_over: places of columns that are known to hold something else.
        asked: heading or number of a column, from 1 → `source`, `target` or a language.
        wanted: the languages of original and translation, where somebody named them.
        where: the place for messages.

    Raises:
        ReadError: there are no two, or which ones they are is not clear.
    """
    aside = set(passed_over)
    columns = [
        TableColumn(place, name, _asked(place, name, asked), [row[place] for row in rows if place < len(row)])
        for place, name in enumerate(head)
        if place not in aside
    ]
    texts = [column for column in columns if column.heading.is_text or column.has_text] or columns
    told = [column for column in texts if column.heading.is_text]
    source, target = (
        _two_told(told, wanted) if len(told) > 1 else _two_by_content(told, texts, columns, where)
    )
    languages = _languages(source, target, wanted)
    left = [column for column in columns if column not in (source, target) and column.is_filled]
    return TextColumns(
        source.place, target.place, languages, tuple(_remarks(source, target, languages, left))
    )


class TableColumn:
    """A column with its head and what stands in it."""

    def __init__(self, place: int, name: str, heading: Heading, cells: Sequence[str]) -> None:
        self.place, self.heading = place, Heading() if numbers_rows(name, cells) else heading
        self.title = name or say("column {n}", n=place + 1)
        self._cells = [cell for cell in cells if cell.strip()]
        self.is_filled = bool(self._cells)
        self.letters = sum(len(_LETTER.findall(cell)) for cell in self._cells)
        self.has_text = 2 * sum(bool(_LETTER.search(cell)) for cell in self._cells) > len(self._cells)
        self._language: str | None = None

    @property
    def language(self) -> str:
        """Return the language that its head names, or else the one its text is in."""
        if self._language is None:
            self._language = self.heading.language or language_of("\n".join(self._cells))
        return self._language


def _asked(place: int, name: str, asked: Mapping[str, str]) -> Heading:
    """Return what a column was said to hold, by its name or its number, or what its head says."""
    role = asked.get(name) or asked.get(str(place + 1))
    return heading_of(role if role is not None else name)


def _two_told(told: list[TableColumn], wanted: tuple[str, str]) -> tuple[TableColumn, TableColumn]:
    """Return the columns whose heads say that they are the texts; the first two where there are more."""
    source = _named_so(told, "source", wanted[0]) or next(
        (c for c in told if c.heading.side != "target"), told[0]
    )
    others = [column for column in told if column is not source]
    target = _named_so(others, "target", wanted[1]) or next(
        (c for c in others if c.heading.language != source.heading.language), others[0]
    )
    return source, target


def _named_so(columns: Sequence[TableColumn], side: str, code: str) -> TableColumn | None:
    sided = next((column for column in columns if column.heading.side == side), None)
    return sided or next((c for c in columns if code and same_language(c.heading.language, code)), None)


def _two_by_content(
    told: list[TableColumn], texts: list[TableColumn], columns: list[TableColumn], where: str
) -> tuple[TableColumn, TableColumn]:
    """Return the columns that hold texts of two languages, one of them perhaps told by its head."""
    if len(texts) < 2 <= len(columns):  # a table of few letters
        texts = columns[:2]
    if len(texts) < 2:
        raise ReadError(
            say("no two columns of text"), where=where, mend=say("name them by their languages: en, zh-CN")
        )
    one = (told or texts)[0]
    others = [column for column in texts if column is not one]
    fitting = [column for column in others if not same_language(column.language, one.language)]
    other = (fitting or others)[0]
    rivals = [c for c in others if c is not other and _may_be(c, other, one, told)]
    if rivals or (len(others) > 1 and not fitting):
        titles = listed(column.title for column in texts)
        mend = say("say it: --column {name}=source --column OTHER=target", name=one.title)
        raise ReadError(
            say("which columns hold the texts is not clear: {columns}", columns=titles),
            where=where,
            mend=mend,
        )
    is_second = one.heading.side == "target" or (not one.heading.side and other.place < one.place)
    return (other, one) if is_second else (one, other)


def _may_be(column: TableColumn, other: TableColumn, one: TableColumn, told: list[TableColumn]) -> bool:
    """Tell whether a column may be one of the texts as well as the one that was found."""
    found = other if same_language(column.language, other.language) else one
    same = same_language(column.language, found.language) and (found is other or not told)
    return same and column.letters > _LIKE * found.letters


def _languages(source: TableColumn, target: TableColumn, wanted: tuple[str, str]) -> tuple[str, str]:
    """Return the languages: as the heads name them, as somebody said, or as the texts look."""
    found = (source.language, target.language)
    said = tuple(column.heading.language for column in (source, target))
    turned = all(
        not want or same_language(want, have) for want, have in zip(wanted, found[::-1], strict=True)
    )
    if turned and any(wanted):
        return found
    return tuple(a or w or f for a, w, f in zip(said, wanted, found, strict=True))  # type: ignore[return-value]


def _remarks(
    source: TableColumn, target: TableColumn, languages: tuple[str, str], left: list[TableColumn]
) -> Iterable[Remark]:
    named_both = source.heading.language and target.heading.language
    if left or not named_both:
        values = {"source": source.title, "target": target.title}
        names = [language(code).name for code in languages]
        yield Remark("columns-taken", values | {"source_language": names[0], "target_language": names[1]})
    if left:
        yield Remark("columns-left", {"columns": listed(column.title for column in left)})
