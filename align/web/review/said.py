"""What people say of rows, beside the edits: comments, a thread a row, and to whom rows are assigned.

Nothing of it changes a row, so nobody who edits one is disturbed by it, and no undo takes it away. It is said
of the key that the row had at that moment. Where the row became another since, by a merge or an edit or an
undo, what was said goes along; where the key is back, it is back with it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from align.bitext import Bead, Bitext
from align.comments import Comment
from align.serving import tidy_name
from align.timestamps import timestamp
from align.web.review.edits import EditError
from align.web.review.people import Person, by_of
from align.words import say

LONGEST = 2000
"""Characters of a comment."""


@dataclass(frozen=True, slots=True)
class RowTalk:
    """What was said of a row."""

    comments: tuple[Comment, ...] = ()
    assigned: str = ""
    """Who is to look at it."""

    @property
    def is_open(self) -> bool:
        """True where somebody said something that nobody has settled since."""
        return bool(self.comments) and not self.comments[-1].settles


SILENCE = RowTalk()


@dataclass(frozen=True, slots=True)
class RowMessage:
    """One thing that somebody said of a row."""

    key: int
    person: str
    at: str
    """UTC, `YYYYMMDDThhmmssZ`."""
    by: str = ""
    """Whose browser it was."""
    text: str = ""
    settles: bool = False
    """True: the matter is settled."""
    assigned: str | None = None
    """To whom the row is given, empty to nobody; None: this is a comment."""

    @property
    def comment(self) -> Comment:
        """Return it as a comment."""
        return Comment(self.person, self.at, self.text, self.settles)

    def row(self) -> dict[str, Any]:
        """Return it as the journal has it."""
        return {name: getattr(self, name) for name, kept in _DEFAULTS.items() if getattr(self, name) != kept}


_DEFAULTS: dict[str, Any] = {
    "key": None, "person": None, "at": None, "by": "", "text": "", "settles": False, "assigned": None,
}  # fmt: skip
_TYPES = {"key": int, "settles": bool}


def said_of(row: Mapping[str, Any]) -> RowMessage:
    """Read what the journal has.

    Raises:
        ValueError, TypeError: it is nothing that somebody can have said.
    """
    for name, value in row.items():
        if name not in _DEFAULTS or type(value) is not _TYPES.get(name, str):
            raise ValueError(row)
    return RowMessage(**row)


def commented(key: int, text: str, person: Person, *, settles: bool = False) -> RowMessage:
    """Return a comment of a row; it settles the matter, or, where that was settled, opens it again.

    Raises:
        EditError: it says nothing, or too much.
    """
    text = text.strip()
    if not text and not settles:
        raise EditError(say("the comment says nothing"), mend=say("write something, or settle the matter"))
    if len(text) > LONGEST:
        raise EditError(say("the text is too long"), mend=say("take at most {most} characters", most=LONGEST))
    return RowMessage(key, str(person), timestamp(), by_of(person), text, settles)


def assignment(keys: Iterable[int], to: str, person: Person) -> list[RowMessage]:
    """Return what gives rows to somebody; an empty name takes them back."""
    at, name = timestamp(), tidy_name(to)
    return [RowMessage(key, str(person), at, by_of(person), assigned=name) for key in keys]


def said_in(beads: Sequence[Bead]) -> list[RowMessage]:
    """Return what was said of the rows of a bitext that comes from another review."""
    found = []
    for key, bead in enumerate(beads):
        found += [RowMessage(key, c.person, c.at, text=c.text, settles=c.settles) for c in bead.comments]
        if bead.assigned:
            found.append(RowMessage(key, "", "", assigned=bead.assigned))
    return found


def silent(bitext: Bitext) -> Bitext:
    """Return a bitext without what was said of its rows."""
    beads = (
        replace(bead, comments=(), assigned="") if bead.comments or bead.assigned else bead
        for bead in bitext.beads
    )
    return replace(bitext, beads=tuple(beads))
