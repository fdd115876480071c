"""Qt TS, read message by message, as the DTD in the manual of Qt Linguist has it; `messages.py` writes it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from align.bitext import Bitext, Prop
from align.exchange.catalogues import FiledMessage, bitext_of
from align.exchange.cutting import Shape
from align.exchange.options import Options
from align.exchange.parsing import Parsed, opened, parsed
from align.exchange.skipped import Skipped
from align.languages import INTERFACE, normal_code
from align.text import clean
from align.words import say

if TYPE_CHECKING:
    from lxml import etree

SHAPE = Shape("Qt TS", "TS", "message")
_NOTES = ("comment", "extracomment", "translatorcomment")
"""What tells the text from others that are the same, what its author says of it, and its translator."""
_LINE = re.compile(r"[+-]?\d{1,9}", re.ASCII)


def read(path: Path, options: Options, skipped: Skipped) -> Bitext:
    """Read a file; a unit without a translation becomes one without a partner.

    Raises:
        ReadError: it is no TS, holds no text, or its end is missing.
    """
    begun, units = parsed(path, SHAPE, skipped)
    root = opened(begun)
    source, target = (normal_code(root.get(name, "")) for name in ("sourcelanguage", "language"))
    # Qt calls the language of programs en_US, whoever wrote them.
    languages = INTERFACE if source in ("", f"{INTERFACE}-US") else source, target
    return bitext_of(_messages(units, skipped), languages, options, skipped, path)


def _messages(units: Iterable[Parsed], skipped: Skipped) -> Iterator[FiledMessage]:
    places = _Places()
    for unit in units:
        element = unit.element
        shorter = max(len(element.findall("{*}translation/{*}lengthvariant")) - 1, 0)
        skipped.add(say("shorter translations beside the first"), unit.where, shorter)
        translation = element.find("{*}translation")
        kind = translation.get("type", "") if translation is not None else ""
        is_counted = element.get("numerus") == "yes"
        forms = element.iterfind("{*}translation/{*}numerusform") if is_counted else (translation,)
        targets = tuple(map(_text, forms))
        notes = (_text(element.find(f"{{*}}{name}")) for name in _NOTES)
        yield FiledMessage(
            unit.where, (_text(element.find("{*}source")),), targets,
            kind == "unfinished" and any(targets), kind in ("obsolete", "vanished"),
            tuple(line for note in notes for line in note.splitlines()),
            element.get("id", ""),
            props=tuple(Prop("location", clean(place)) for place in places.of(element)),
        )  # fmt: skip


def _text(element: etree._Element | None) -> str:
    """Return a text; of one in several lengths the first, which is the longest."""
    if element is None:
        return ""
    longest = element.find("{*}lengthvariant")
    return "".join(map(str, (element if longest is None else longest).itertext()))


class _Places:
    """Where programs use a text; lines may be told from the one before in the same file."""

    def __init__(self) -> None:
        self._file = ""
        self._lines: dict[str, int] = {}

    def of(self, message: etree._Element) -> Iterator[str]:
        """Yield the places of a message, as `file:line`."""
        for location in message.iterfind("{*}location"):
            self._file = location.get("filename", "") or self._file
            line = location.get("line", "")
            if _LINE.fullmatch(line):
                known = self._lines.get(self._file, 0) if line[0] in "+-" else 0
                self._lines[self._file] = known + int(line)
                line = str(self._lines[self._file])
            if self._file or line:
                yield ":".join(filter(None, (self._file, line)))
