"""Notes of files, and which of them are what somebody said, and when: these are comments again.

>>> note, comments = talk_of(["See annex.", "Li Wei, 2025-03-04 10:20:30 UTC: Is this so? [settled]"])
>>> note, comments[0].person, comments[0].at, comments[0].text, comments[0].settles
('See annex.', 'Li Wei', '20250304T102030Z', 'Is this so?', True)
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

_SETTLED = "[settled]"
_LINE = re.compile(
    r"([^\n]{1,200}?), (\d{4})-(\d\d)-(\d\d) (\d\d):(\d\d)(?::(\d\d))? UTC:(?: (.*))?", re.ASCII | re.DOTALL
)
"""As `Comment.line` writes it."""
_AMERICAN = re.compile(r"(\d\d)/(\d\d)/(\d{4}) (\d\d):(\d\d):(\d\d)", re.ASCII)
"""A date as Trados writes it: month first."""
_MILLISECONDS = re.compile(r"[1-9]\d{12}", re.ASCII)
"""A date as Phrase writes it: since the beginning of 1970."""


@dataclass(frozen=True, slots=True)
class Comment:
    """What somebody said of a bead, when it was reviewed."""

    person: str
    at: str
    """UTC, `YYYYMMDDThhmmssZ`."""
    text: str = ""
    settles: bool = False
    """True: the matter is settled; what is said after it opens it again."""

    @property
    def line(self) -> str:
        """Return it on one line, as files of others keep it."""
        at = self.at
        when = f"{at[:4]}-{at[4:6]}-{at[6:8]} {at[9:11]}:{at[11:13]}:{at[13:15]} UTC" if len(at) == 16 else at
        said = " ".join(filter(None, (self.text, _SETTLED if self.settles else "")))
        return f"{self.person}, {when}: {said}"


def one_note(notes: Iterable[str]) -> str:
    """Return the note of what is made of several: theirs, each once."""
    return " ".join(dict.fromkeys(filter(None, notes)))


def all_said(notes: Iterable[str]) -> str:
    """Return notes as one text, a line each, from which `talk_of` takes them apart."""
    return "\n".join(dict.fromkeys(filter(None, notes)))


def talk_of(notes: Iterable[str]) -> tuple[str, tuple[Comment, ...]]:
    """Return the note of a unit, and the comments, of what files keep as notes."""
    held = [(note, comment_of(note)) for note in notes]
    comments = (comment for _, comment in held if comment)
    return one_note(note for note, comment in held if not comment), tuple(comments)


def comment_of(line: str) -> Comment | None:
    """Return what a line says that somebody said; nothing, where nobody is named, or no time."""
    found = _LINE.fullmatch(line)
    if not found:
        return None
    person, year, month, day, hour, minute, second, said = found.groups()
    text = (said or "").removesuffix(_SETTLED).rstrip()
    at = f"{year}{month}{day}T{hour}{minute}{second or '00'}Z"
    return Comment(person, at, text, settles=(said or "").endswith(_SETTLED))


def said_by(person: str, when: str, text: str, *, settles: bool = False) -> str:
    """Return a note that says who said it, and when, as far as that is known, and whether it is settled."""
    at, said = date_of(when), " ".join(filter(None, (text, _SETTLED if settles else "")))
    return Comment(person, at, said).line if at else ": ".join(filter(None, (person, said)))


def date_of(text: str) -> str:
    """Return a date of another tool as we write it; empty for one that nobody knows.

    >>> date_of("03/04/2025 10:20:30"), date_of("2025-03-04T11:20:30.1234567+01:00"), date_of("1741083630000")
    ('20250304T102030Z', '20250304T102030Z', '20250304T102030Z')
    """
    if found := _AMERICAN.match(text):
        month, day, year, *time = found.groups()
        return f"{year}{month}{day}T{''.join(time)}Z"
    try:
        if _MILLISECONDS.fullmatch(text):
            moment = datetime.fromtimestamp(int(text) / 1000, UTC)
        else:
            moment = datetime.fromisoformat(text)
            moment = moment.astimezone(UTC) if moment.tzinfo else moment
    except (ValueError, OverflowError):
        return ""
    return moment.strftime("%Y%m%dT%H%M%SZ") if len(text) > len("2025-03-04") else ""
