"""Remarks: what a reader saw in a file that looks wrong, for a person to look at.

A remark never stops anything. It has a code, and the values that fill the sentence of that code, so that it
can be told in any language; page and place say where to look.

>>> print(Remark("number-missing", {"before": "19.", "after": "21."}, page=5))
page 5: the numbers go from 19. to 21.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from align.words import Message, say

TEMPLATES = {
    "number-missing": say("the numbers go from {before} to {after}"),
    "number-twice": say("the number {number} stands twice in a row"),
    "mark-without-note": say("the mark {number} has no note"),
    "note-without-mark": say("no mark leads to the note {number}"),
    "notes-missing": say("the text has {count} note marks, but no notes"),
    "page-without-text": say("the page holds no text"),
    "recognised-text": say("pages that are pictures, whose recognised text may be misread: {pages}"),
    "words-without-spaces": say("words stand without spaces: {text}"),
    "characters-lost": say("characters cannot be read: {text}"),
    "two-languages": say(
        "{share} % of the text is in another language, {language}: a file that holds both versions is to be "
        "cut in two, one language each"
    ),
    "other-language": say("the text said to be in {said} is in {found}"),
    "other-symbol": say("its symbol is {symbol}, that of the other version {other}: are they one document?"),
    "other-original": say("the masthead says that the original is in {language}: name that file first"),
    "language-not-known": say(
        "the model does not know {language}: matched by figures, names and words alike; --model names another"
    ),
    "charts-not-read": say("charts whose words are not read: {count}"),
    "columns-taken": say(
        "{source} is read as the original, in {source_language}, "
        "and {target} as the translation, in {target_language}"
    ),
    "columns-left": say("these columns are not read: {columns}"),
    "formulas-unsaved": say(
        "rows whose formulas were saved without a value are read without it: {count}, first {row}"
    ),
    "sheets-left": say("these sheets are not read: {sheets}"),
    "rows-above-head": say("rows above the names of the columns are not read: {count}"),
    "rows-without-text": say("rows with no text in either column are left out: {count}"),
    "cells-beyond": say("cells beyond the last heading are not read"),
    "part-not-read": say("a part of the file is not read: {part}"),
}
"""Code → what it says."""

_PLACES = {
    ("paragraph",): say("paragraph {paragraph}"),
    ("line",): say("line {line}"),
    ("footnote",): say("footnote {footnote}"),
    ("endnote",): say("endnote {endnote}"),
    ("table", "row", "cell"): say("table {table} row {row} cell {cell}"),
}
"""What readers count in a file (`Block.place`) → how it is told."""

_LANGUAGES = frozenset(("language", "said", "found", "source_language", "target_language"))
"""The blanks that a language's name fills: it is told as the rest is."""


@dataclass(frozen=True, slots=True)
class Remark:
    """Something that looks wrong in a file."""

    code: str
    """One of `TEMPLATES`."""
    values: Mapping[str, str] = field(default_factory=dict, hash=False)
    """What fills the blanks of its template."""
    page: int = 0
    """Page on which it stands, from 1; 0: the format has no pages, or it concerns the whole."""
    place: str = ""
    """Where in the file, as `Block.place`."""

    @property
    def what(self) -> Message:
        """Return what was seen."""
        values = {
            blank: Message(value) if blank in _LANGUAGES else value for blank, value in self.values.items()
        }
        return Message(TEMPLATES[self.code].template, values)

    @property
    def where(self) -> str:
        """Return page, or else place."""
        if self.page:
            return say("page {page}", page=self.page)
        words = self.place.split(" ")
        counted, numbers = words[::2], words[1::2]
        told = _PLACES.get(tuple(counted))
        if told is None or len(numbers) < len(counted):
            return self.place
        return Message(told.template, dict(zip(counted, numbers, strict=True)))

    def said(self) -> Message:
        """Return what was seen, and where."""
        return say("{where}: {what}", where=self.where, what=self.what) if self.where else self.what

    def __str__(self) -> str:
        return str(self.said())


def remark_of(row: Mapping[str, Any]) -> Remark:
    """Build a remark from its fields as JSON has them.

    Raises:
        ValueError, TypeError, KeyError: the row is no remark.
    """
    remark = Remark(**row)
    texts = (remark.code, remark.place, *remark.values, *remark.values.values())
    if type(remark.page) is not int or not all(isinstance(text, str) for text in texts):
        raise TypeError(row)
    TEMPLATES[remark.code].template.format_map(remark.values)  # every blank is filled
    return remark


def lines_of(remarks: Iterable[Remark], *, most: int = 20) -> list[Message]:
    """Return the remarks as lines for a person; of very many, the first ones and how many more there are."""
    lines = [remark.said() for remark in remarks]
    return [*lines[:most], *([say("… and {n} more", n=len(lines) - most)] if len(lines) > most else [])]
