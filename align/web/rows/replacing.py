"""Find and replace: what would change, place by place, and the edits that a person then chooses.

What is looked for stands in one segment: plain, as a whole word, or as a regular expression, whose groups
the replacement may name (`\\1`, `\\g<name>`). Nothing is folded here: what is put in has to fit what it takes
the place of.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import regex

from align.bitext import Bead
from align.document import Segment
from align.errors import SettingsError
from align.text import HAN
from align.web.review.edits import SideName
from align.web.review.history import State
from align.web.review.steps import RowEdit
from align.web.rows.search import LONGEST, PatternQuery
from align.words import say

CONTEXT = 60
"""Characters that are shown before and after a place."""

MOST_PIECES = 150
"""Pieces that are shown of a text; of one with more places than anybody reads, the first."""

_LETTER = rf"[^\W{HAN}]"
_EDGE = rf"(?<!{_LETTER}(?={_LETTER}))"  # not inside a word; Chinese words have no edges that are written
_BREAK = re.compile(r"\s*[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]\s*")

Piece = tuple[str, str]
"""`kept`, `removed` or `inserted`, and a text."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to look for, and what to put in its place."""

    find: str
    put: str = ""
    sides: tuple[SideName, ...] = ("target",)
    words: bool = False
    """Only whole words."""
    case: bool = False
    """Small letters and capitals differ."""
    is_pattern: bool = False

    def pattern(self) -> PatternQuery:
        """Return what finds it.

        Raises:
            SettingsError: it is too long, or no regular expression.
        """
        if max(len(self.find), len(self.put)) > LONGEST:
            what, mend = say("the text is too long"), say("take at most {most} characters", most=LONGEST)
            raise SettingsError(what, mend=mend)
        if self.is_pattern:
            PatternQuery(self.find)  # broken by itself, it is told as it is
        body = self.find if self.is_pattern else regex.escape(self.find)
        body = f"{_EDGE}(?:{body}){_EDGE}" if self.words else body
        return PatternQuery(body, ignore_case=not self.case)

    def put_for(self, match: regex.Match[str]) -> str:
        """Return what takes the place of what was found, on one line.

        Raises:
            SettingsError: it names a group that there is not.
        """
        try:
            put = (match.expand(self.put) or "") if self.is_pattern else self.put
        except (regex.error, IndexError, KeyError) as error:
            what = say("the replacement is broken: {reason}", reason=str(error))
            raise SettingsError(
                what, mend=say("write \\1 for the first group, \\\\ for a backslash")
            ) from error
        return _BREAK.sub(" ", put)


@dataclass(frozen=True, slots=True)
class Replacement:
    """What changes on one side of a row."""

    key: int
    row: int
    side: SideName
    pieces: tuple[tuple[Piece, ...], ...]
    """Of each segment that changes."""
    texts: tuple[str | None, ...]
    """Of each segment; None: it stays."""

    @property
    def name(self) -> str:
        """What names it on the page."""
        return f"{self.key} {self.side}"

    @property
    def is_empty(self) -> bool:
        """True where a segment would be left without text: that cannot be."""
        return any(text is not None and not text.strip() for text in self.texts)

    @property
    def edit(self) -> RowEdit:
        """The edit that makes it."""
        return self.key, "edit_texts", {"side": self.side, "texts": list(self.texts), "unlocked": True}


def replacements(state: State, rows: Iterable[int], wanted: Wanted) -> Iterator[Replacement]:
    """Yield what would change in some rows, in their order.

    Raises:
        SettingsError: what is wanted makes no sense, or takes too long.
    """
    pattern = wanted.pattern()
    for row in rows if wanted.find else ():
        bead = state.bitext.beads[row]
        for side in wanted.sides:
            segments = [_pieces(segment.text, pattern, wanted) for segment in _side(bead, side)]
            if any(segments):
                texts = tuple(_text(pieces) if pieces else None for pieces in segments)
                yield Replacement(state.keys[row], row, side, tuple(filter(None, segments)), texts)


def clipped(pieces: Sequence[Piece]) -> list[Piece]:
    """Return pieces with what is kept cut to its ends, so that one sees what changes.

    >>> clipped([("kept", "x" * 100), ("removed", "colour"), ("inserted", "color"), ("kept", ".")])[0][1][:4]
    '… xx'
    """
    last = len(pieces) - 1
    shown = [(kind, _cut(text, k, last) if kind == "kept" else text) for k, (kind, text) in enumerate(pieces)]
    return shown if len(shown) <= MOST_PIECES else [*shown[:MOST_PIECES], ("kept", " …")]


def _cut(text: str, place: int, last: int) -> str:
    begin = "" if place == 0 else text[:CONTEXT]
    end = "" if place == last else text[-CONTEXT:]
    if len(text) <= len(begin) + len(end) + 3:
        return text
    return f"{begin} … {end}".strip() if begin and end else f"… {end}" if end else f"{begin} …"


def _pieces(text: str, pattern: PatternQuery, wanted: Wanted) -> tuple[Piece, ...]:
    """Return a text as what stays, goes and comes; nothing, where it stays as it is."""
    pieces, at, end = list[Piece](), 0, -1
    for match in pattern.matches(text):
        if match.start() == match.end() == end:
            continue  # `.*` finds a text, and then once more the nothing behind it
        end = match.end()
        put = wanted.put_for(match)
        if put != match[0]:
            pieces += [("kept", text[at : match.start()]), ("removed", match[0]), ("inserted", put)]
            at = match.end()
    return tuple(piece for piece in (*pieces, ("kept", text[at:])) if piece[1]) if pieces else ()


def _text(pieces: Sequence[Piece]) -> str:
    return "".join(text for kind, text in pieces if kind != "removed")


def _side(bead: Bead, side: SideName) -> tuple[Segment, ...]:
    return bead.source if side == "source" else bead.target
