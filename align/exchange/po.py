"""gettext PO, read message by message, as the manual of gettext has it; `messages.py` writes it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from urllib.parse import unquote_plus

from align.bitext import Bitext, Prop
from align.exchange.catalogues import FiledMessage, bitext_of, lines_of
from align.exchange.cutting import marked_encoding
from align.exchange.options import Options
from align.exchange.skipped import FilePlace, Skipped
from align.languages import normal_code
from align.text import clean
from align.words import say

_KEYWORD = re.compile(r'(msgctxt|msgid_plural|msgid|msgstr)(?:\[(\d{1,4})\])?\s*(?=")', re.ASCII)
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_MEANING = {"n": "\n", "t": "\t", "r": "\r"}
_CHARSET = re.compile(rb"charset=\s*([^\s\\\"]+)")
_MESSAGE = re.compile(rb"^[ \t]*msgid\b", re.MULTILINE)
_CODE = re.compile(r"[A-Za-z]{2,8}(?:[-_@.][A-Za-z0-9-]+)*")
_LONGEST = 1 << 24  # characters of a message; what is longer has lost its end
_HEAD = 1 << 16  # bytes in which the first message ends


def read(path: Path, options: Options, skipped: Skipped) -> Bitext:
    """Read a file; a unit without a translation becomes one without a partner.

    Raises:
        ReadError: it is damaged, holds no text, or its encoding is unknown.
    """
    messages = _messages(path, skipped)
    first = next(messages, None)
    said = _header(first)
    if first and not said:
        messages = chain((first,), messages)
    named = said.get("Language", "") or said.get("Language-Code", "")
    target = normal_code(re.split("[@.]", named)[0]) if _CODE.fullmatch(named) else ""
    source = normal_code(said.get("X-Source-Language", ""))
    return bitext_of(messages, (source, target), options, skipped, path)


def _header(message: FiledMessage | None) -> dict[str, str]:
    """Return what the message without a source says of the file."""
    if not message or message.sources[0] or message.name or message.is_obsolete:
        return {}
    lines = (line.partition(":") for line in "".join(message.targets).splitlines())
    return {key.strip(): value.strip() for key, colon, value in lines if colon}


def _encoding(path: Path) -> str:
    """Return the encoding by the mark of a file, else by what its first message says."""
    with path.open("rb") as file:
        head = file.read(_HEAD)
    if marked := marked_encoding(head):
        return marked
    second = [found.start() for found in _MESSAGE.finditer(head)][1:2] or [len(head)]
    named = _CHARSET.search(head, 0, second[0])
    charset = named[1].decode("ascii", "replace").lower() if named else ""
    return "utf-8" if charset in ("", "charset", "utf-8", "utf8") else charset


def _messages(path: Path, skipped: Skipped) -> Iterator[FiledMessage]:
    """Yield the messages of a file; those with lines out of place are named and left out."""
    draft, position = _Draft(1), 1
    for number, line in enumerate(lines_of(path, _encoding(path)), 1):
        text = line.strip()
        if text and draft.ends_before(text):
            yield from draft.finished(FilePlace(str(path), position, draft.line), skipped)
            draft, position = _Draft(number), position + 1
        if text:
            draft.take(text)
    yield from draft.finished(FilePlace(str(path), position, draft.line), skipped)


@dataclass(slots=True)
class _Draft:
    """A message of which lines are still to come."""

    line: int
    texts: dict[str, list[str]] = field(default_factory=dict)
    """Strings by keyword, as they stand between quotes."""
    said: dict[str, list[str]] = field(default_factory=dict)
    """Comments by the mark behind their `#`: of translators, extracted, places, flags."""
    key: str = ""
    size: int = 0
    is_obsolete: bool = False
    is_broken: bool = False
    is_meaning: bool = False
    """Whether strings say what is meant, as KDE had it before there was `msgctxt`: `"_: verb\\n"`."""

    def ends_before(self, line: str) -> bool:
        """Tell whether a line belongs to the next message."""
        if not self.texts:
            return False
        has_answer = any(key.startswith("msgstr") for key in self.texts)
        line = _bare(line)
        if line.startswith(("#", "|")):
            return has_answer
        found = _KEYWORD.match(line)
        if not found or found[1] not in ("msgctxt", "msgid"):
            return False
        return has_answer or found[1] in self.texts

    def take(self, line: str) -> None:
        """Take a line of the message."""
        self.size += len(line)
        if self.size > _LONGEST:
            self.is_broken = True
            return
        if line.startswith("#~"):
            self.is_obsolete = True
        elif line[0] in "#|":
            self._comment(line)
            return
        line = _bare(line)
        if not line or line[0] in "#|":  # what an obsolete message was before
            return
        found = _KEYWORD.match(line)
        if found:
            self.key = f"{found[1]}{int(found[2]):05}" if found[2] else found[1]
            self.is_broken |= self.key in self.texts
            self.is_meaning = False
            self.texts.setdefault(self.key, [])
            line = line[found.end() :]
        end = line.rfind('"')
        if not self.key or not line.startswith('"') or not end:
            self.is_broken = True
            return
        self._string(line[1:end])

    def _string(self, text: str) -> None:
        if self.key.startswith("msgid") and (self.is_meaning or text.startswith("_:")):
            self.is_meaning = "\\n" not in text
            if self.key == "msgid":
                self.said.setdefault("_:", []).append(text)
        else:
            self.texts[self.key].append(text)

    def _comment(self, line: str) -> None:
        mark = line[1:2] if line[1:2] in (".", ":", ",", "=", "|") else ""
        self.said.setdefault("," if mark == "=" else mark, []).append(line[1 + len(mark) :].removeprefix(" "))

    def finished(self, where: FilePlace, skipped: Skipped) -> Iterator[FiledMessage]:
        """Yield the message; nothing, and the reason told, where lines are out of place."""
        answers = tuple(_text(self.texts[key]) for key in sorted(self.texts) if key.startswith("msgstr"))
        if self.is_broken or (self.texts and not ("msgid" in self.texts and answers)):
            skipped.add(say("units with a line missing or out of place"), where)
        elif self.texts:
            sources = [_text(self.texts[key]) for key in ("msgid", "msgid_plural") if key in self.texts]
            flags = [flag.strip() for line in self.said.get(",", ()) for flag in line.split(",")]
            meaning = _text(self.said.get("_:", [])).partition("\n")[0].replace("_: ", "", 1)
            places = (place for line in self.said.get(":", ()) for place in line.split())
            props = [Prop("location", clean(unquote_plus(place))) for place in places]
            props += [Prop("flag", flag) for flag in flags if flag not in ("", "fuzzy")]
            yield FiledMessage(
                where, tuple(sources), answers, "fuzzy" in flags, self.is_obsolete,
                (*self.said.get("", ()), *self.said.get(".", ())),
                _text(self.texts.get("msgctxt", [])) + meaning,
                props=tuple(props),
            )  # fmt: skip


def _bare(line: str) -> str:
    """Return a line as it was before its message was obsolete."""
    return line[2:].lstrip() if line.startswith("#~") else line


def _text(strings: list[str]) -> str:
    return "".join(_ESCAPE.sub(_character, text) if "\\" in text else text for text in strings)


def _character(escape: re.Match[str]) -> str:
    return _MEANING.get(escape[1], escape[1])
