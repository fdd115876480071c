"""Document: what a reader makes of one file.

A document is a row of blocks in reading order, and its footnotes apart. A block knows what it is
(`kind`), its number as printed, its text without number and footnote marks, and where it stood. From
here on nothing edits these values: each step makes new ones.

>>> block = Block("Recalls its resolution 55/1;", kind="paragraph", number="2.", notes=(NoteMark("3", 27),))
>>> block.text[: block.notes[0].offset]
'Recalls its resolution 55/1'
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from align.remarks import Remark

Kind = Literal[
    "masthead",  # organ, symbol, Distr., date, "Original: English", session, agenda item
    "title",
    "contents",  # one line of a table of contents
    "heading",  # level 1 is I. / 一., 2 is A., 3 is 1., 4 is (a), 5 is (i); also Chapter, Article titles
    "paragraph",  # numbered or not
    "list_item",  # (a), (i), bullets; level 1 is the outermost
    "table_cell",
    "annex",  # the heading that opens an annex: Annex I / 附件一
    "footnote",
]


@dataclass(frozen=True, slots=True)
class NoteMark:
    """A footnote mark lifted out of a text: which note, and before which character it stood."""

    number: str
    offset: int


@dataclass(frozen=True, slots=True)
class Code:
    """Something between two characters that is no text: formatting changes, a note mark, a picture."""

    offset: int
    """Before which character it stands."""
    kind: str
    """What it does, in the words of TMX: `+bold` begins it, `-bold` ends it, `fnote` stands alone; several
    are parted by blanks. `run`: nothing to be seen."""
    id: str
    """Its number in the file's paragraph; the code of a translation that answers to it has the same."""
    native: str = ""
    """How its own file spells it, where that is known: `<b>`, `\\b `."""


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading, list item, table cell or footnote, whole again after page breaks."""

    text: str
    kind: Kind = "paragraph"
    number: str = ""
    """As printed, punctuation too: `12.`, `(a)`, `一、`, `第九条`, `Article 9`, `3 bis.`; empty: none."""
    level: int = 0
    """Depth of a heading or list item from 1; 0 where depth has no meaning."""
    page: int = 0
    """Page on which the block begins, from 1; 0: the format has no pages."""
    notes: tuple[NoteMark, ...] = ()
    place: str = ""
    """Where in the file: `line 37`, `table 2 row 3 cell 1`; for messages and for people."""
    key: str = ""
    """Identity that the format itself gives and both versions share (Akoma Ntoso eId); else empty."""
    codes: tuple[Code, ...] = ()
    """Where they were asked for."""


@dataclass(frozen=True, slots=True)
class Document:
    """One language version of a document.

    `language` is a BCP 47 code (`en`, `zh-CN`, `zh-TW`), empty until it is known. `symbol` and `date`
    (ISO 8601) come from the masthead or the file name, empty where neither gives them.
    """

    path: str
    blocks: tuple[Block, ...]
    footnotes: tuple[Block, ...] = ()
    language: str = ""
    symbol: str = ""
    date: str = ""
    remarks: tuple[Remark, ...] = ()
    """What looks wrong in it, for a person to look at."""

    @property
    def parts(self) -> tuple[Block, ...]:
        """Blocks, then footnotes: what paragraph beads and segments count from 0."""
        return self.blocks + self.footnotes


@dataclass(frozen=True, slots=True)
class Segment:
    """A sentence (or a whole paragraph) cut from a block, and where it was cut."""

    text: str
    part: int = 0
    """Index into `Document.parts`."""
    start: int = 0
    """First character of the segment in its block's text."""
    end: int = 0
    kind: Kind = "paragraph"
    number: str = ""
    """Number of the block it stands in, as printed."""
    page: int = 0
    notes: tuple[NoteMark, ...] = ()
    """Offsets count from the segment's own first character."""
    edited: bool = False
    """True: a person changed the text; the document at its place says something else."""
    codes: tuple[Code, ...] = ()
    """Offsets count as those of the notes."""
