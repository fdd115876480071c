"""What a file says unit by unit, before anybody chose languages: the value between a format and its readers.

A `<tu>` of TMX and a `<trans-unit>` of XLIFF become the same `Entry`: texts in any number of languages, each
with what stands beside it. From entries a bitext is made (two languages of them), a multitext (all of them)
or the units of a memory (each language with each).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, NamedTuple

from align.bitext import Prop, Side
from align.comments import Comment, all_said, one_note
from align.document import Code
from align.exchange.skipped import Where
from align.languages import family
from align.settings import Level

NOTHING: Mapping[str, str] = {}


class Edit(NamedTuple):
    """Who changed a unit or a text, when, what they noted, and what was said of it."""

    note: str = ""
    changed_by: str = ""
    changed_at: str = ""
    comments: tuple[Comment, ...] = ()

    @property
    def said(self) -> str:
        """Return the note, and a line a comment below."""
        return (
            all_said((self.note, *(comment.line for comment in self.comments)))
            if self.comments
            else self.note
        )


NO_EDIT = Edit()


def latest(edits: Sequence[Edit]) -> Edit:
    """Return who changed a unit or one of its texts last, with all that is noted and said of them.

    >>> latest((Edit("a", "Zoe", "20250101T000000Z"), Edit("b", "Ann", "20260101T000000Z"), Edit()))[:3]
    ('a b', 'Ann', '20260101T000000Z')
    """
    if not any(map(any, edits[1:])):  # so it is with nearly all
        return edits[0]
    last = max(edits, key=lambda edit: (edit.changed_at, edit.changed_by))
    comments = dict.fromkeys(comment for edit in edits for comment in edit.comments)
    return Edit(one_note(edit.note for edit in edits), last.changed_by, last.changed_at, tuple(comments))


class EntryText(NamedTuple):
    """What one language says in a unit."""

    language: str
    text: str
    """On one line, without codes; else as it stands in the file."""
    facts: Mapping[str, str] = NOTHING
    """What stands beside this text alone, in our words: how it is aligned, what stands before and after."""
    edit: Edit = NO_EDIT
    codes: tuple[Code, ...] = ()
    """What formats the text, where it was asked for."""


class Entry(NamedTuple):
    """A unit as a file holds it."""

    said: tuple[EntryText, ...]
    """Texts that hold something; of one language there may be several. None: it was told already."""
    facts: Mapping[str, str] = NOTHING
    """What is known about the unit, in the words of `units.FACTS`."""
    edit: Edit = NO_EDIT
    id: str = ""
    source_language: str = ""
    """The language of its original, where the unit names it."""
    position: int = 0
    """Running number in the file, from 1."""
    where: Where = ""
    """Its place, for messages."""
    props: tuple[Prop, ...] = ()
    """What others say of it in words of their own."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a memory proposes for a unit, beside its translation or instead of one."""

    source: str
    target: str
    match: int
    """Match % as CAT users know it, 101 in the same context."""
    kind: str
    origin: str = ""
    """Symbol of the document it comes from."""


@dataclass(frozen=True, slots=True)
class Head:
    """What a file says about itself."""

    source_language: str = ""
    """Empty: it names none."""
    document: str = ""
    date: str = ""
    files: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """Names of the files that were aligned, by their languages, or as `source` and `target`."""
    level: Level = "sentence"
    recipe: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))
    created: str = ""
    languages: tuple[str, ...] = ()
    """Those that the file names for all its units, the source first, empty codes where it names none."""

    def side(self, language: str, *, is_original: bool) -> Side:
        """Return one side of its bitext; the original bears symbol and date."""
        path = self.files.get("source" if is_original else "target", "") or self.files.get(language, "")
        path = path or self.files.get(family(language), "")
        return Side(language, path, *((self.document, self.date) if is_original else ()))


@dataclass(frozen=True, slots=True)
class Filed:
    """A file that has been opened: what it says about itself, and its units, which may be read once."""

    head: Head
    entries: Iterable[Entry]
    keeps_single: bool = False
    """Whether a unit in one language is one: what is to be translated yet is in XLIFF, not in a memory."""
