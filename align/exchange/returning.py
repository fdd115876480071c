"""Translations back into the file of the tool that they came from: only targets and states change.

A translator's tool takes back its own file and no other. So nothing is written anew: of each unit that a
bitext translates otherwise, only the content of its `<target>` is replaced (of a segment, that of its `<mrk>`
there), and the word for its status; all else keeps every byte. A new text takes the place of an old one with
its codes, which is told.

For XLIFF 1.2, 2.x, SDLXLIFF and MQXLIFF, after their public documentation.
"""

from __future__ import annotations

import codecs
import re
from collections import deque
from collections.abc import Iterator
from dataclasses import replace
from html import unescape
from pathlib import Path

from align.bitext import Bead, Bitext
from align.errors import ReadError
from align.exchange.cutting import encoding_of
from align.exchange.inline import one_line, text_of
from align.exchange.options import ExportRemark
from align.exchange.statuses import MEMOQ, TRADOS, UNTRANSLATED, XLIFF_1, XLIFF_2, States
from align.exchange.xml import escape
from align.files import check_input, write_whole, xml_parser
from align.languages import join, same_language
from align.text import clean, legal
from align.words import say

_START = r"""(?:[^>"']|"[^"]*"|'[^']*')*"""
"""What stands in a start tag behind its name."""
_UNIT = re.compile(
    rf"<(?:xliff|file)(?=[\s>]){_START}>|<(trans-unit|unit)(?=[\s>]){_START}>.*?</\1\s*>", re.DOTALL
)
"""A unit, or what names the languages of those that follow."""
_SEGMENT = re.compile(rf"<segment(?=[\s>]){_START}>.*?</segment\s*>", re.DOTALL)
_PROPOSALS = re.compile(r"<alt-trans(?=[\s>])")
_SOURCES = re.compile(r".*</(?:source|seg-source)\s*>", re.DOTALL)


def write_back(bitext: Bitext, original: str | Path, path: str | Path) -> list[ExportRemark]:
    """Write the translations and statuses of a bitext into a copy of the file that it was read from.

    Args:
        bitext: what was read from the original, and reviewed; its units are found by their names.
        original: the XLIFF of any version or tool.
        path: where the copy goes, whole or not at all.

    Returns:
        What a person should know: units whose codes are lost, or that are not there.

    Raises:
        ReadError: the bytes of the original are no text.
        WriteError: the file cannot be written.
    """
    data = check_input(original).read_bytes()
    encoding = _encoding(data)
    try:
        text = data.decode(encoding)
    except (UnicodeDecodeError, LookupError) as error:
        raise ReadError(say("its encoding, {encoding}, is unknown", encoding=encoding), where=str(original),
                        mend=say("save it as UTF-8")) from error  # fmt: skip
    returned = _Returned(bitext)
    with write_whole(path) as file:
        file.write(_UNIT.sub(returned.unit, text).encode(encoding))
    return list(returned.remarks())


def _encoding(data: bytes) -> str:
    """Return the encoding of a file, such that the mark at its beginning comes back with its text."""
    for mark, name in ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")):
        if data.startswith(mark):
            return name
    return encoding_of(data[:1024]).removesuffix("-sig")


class _Returned:
    """Puts the units of a bitext into the text of a file, and remembers what became of them."""

    def __init__(self, bitext: Bitext) -> None:
        self._languages = (bitext.source.language, bitext.target.language)
        self._turned = self._is_other = False
        self._beads: dict[str, deque[Bead]] = {}  # in the order of the file: each `<file>` may count from 1
        for bead in bitext.beads:
            self._beads.setdefault(bead.id, deque()).append(bead)
        self._without_codes: list[str] = []

    def remarks(self) -> Iterator[ExportRemark]:
        """Yield what a person should know."""
        for name in self._without_codes:
            yield ExportRemark(name, say("a new text took the place of one with codes: set them again"))
        left = [bead.id for beads in self._beads.values() for bead in beads if bead.target]
        if left:
            told = say("{n:,} units are not in the file, the first is {name}", n=len(left), name=left[0])
            yield ExportRemark("", told)

    def unit(self, found: re.Match[str]) -> str:
        """Return the text of a unit with what the bitext says of it."""
        text = found[0]
        if not found[1]:
            self._look_at(text)
        if self._is_other or not found[1]:
            return text
        own_name = _attribute(text, "name" if found[1] == "unit" else "resname")
        name = clean(unescape(own_name or _attribute(text, "id")))
        if found[1] == "trans-unit":
            return self._trans_unit(text, name)
        segments = list(_SEGMENT.finditer(text))
        for place, segment in reversed(list(enumerate(segments, 1))):
            own = name if len(segments) == 1 else f"{name}:{place}"
            text = text[: segment.start()] + self._segment(segment[0], own) + text[segment.end() :]
        return text

    @property
    def _language(self) -> str:
        """The language of the targets in the file."""
        return self._languages[not self._turned]

    def _look_at(self, tag: str) -> None:
        """Look whether the units that follow stand the other way round than those of the bitext."""
        code = _attribute(tag, "target-language") or _attribute(tag, "trgLang")
        if code:
            source, target = (same_language(code, each) for each in self._languages)
            self._turned = source and not target
            self._is_other = not source and not target

    def _segment(self, text: str, name: str) -> str:
        """Return a `<segment>` of version 2."""
        bead = self._bead(name)
        if not bead:
            return text
        return _with_status(self._with_target(text, bead), "state", XLIFF_2, bead)

    def _trans_unit(self, text: str, name: str) -> str:
        """Return a `<trans-unit>` of version 1; its proposals stay as they are."""
        proposals = _PROPOSALS.search(text)
        end = proposals.start() if proposals else len(text)
        marks = _marks(text[:end], "seg-source")
        if not marks:
            bead = self._bead(name)
            return _with_unit_status(self._with_target(text[:end], bead) + text[end:], bead) if bead else text
        own = {mid: f"{name}:{mid}" if len(marks) > 1 else name for mid in marks}
        beads = {mid: bead for mid in marks if (bead := self._bead(own[mid]))}
        for mid, bead in beads.items():
            before = text[:end]
            after = self._with_mark(before, mid, bead)
            text, end = after + text[end:], len(after)
            text = _with_segment_status(text, mid, bead)
        return text

    def _bead(self, name: str) -> Bead | None:
        beads = self._beads.get(name)
        if not beads:
            return None
        bead = beads.popleft()
        return replace(bead, source=bead.target, target=bead.source) if self._turned else bead

    def _with_target(self, text: str, bead: Bead) -> str:
        """Return a unit or segment with its target, put behind the source where it has none."""
        new = self._text(bead)
        if not new:
            return text
        place = _content(text, "target")
        if not place:
            behind = _SOURCES.match(text)
            at = behind.end() if behind else len(text)
            return f"{text[:at]}<target>{escape(new)}</target>{text[at:]}"
        return self._replaced(text, place, new, bead.id)

    def _with_mark(self, text: str, mid: str, bead: Bead) -> str:
        """Return a unit with a segment of its target, put at the end where it is missing."""
        new = self._text(bead)
        if not new:
            return text
        found = _marks(text, "target").get(mid)
        if found:
            return self._replaced(text, found, new, bead.id)
        mark = f'<mrk mtype="seg" mid="{mid}">{escape(new)}</mrk>'
        place = _content(text, "target")
        if place and text[place[1] : place[1] + 2] == "</":
            return text[: place[1]] + mark + text[place[1] :]
        behind = _SOURCES.match(text)
        at = behind.end() if behind else len(text)
        return f"{text[:at]}<target>{mark}</target>{text[at:]}"

    def _replaced(self, text: str, place: tuple[int, int], new: str, name: str) -> str:
        """Return a text with other content between two places, if that says something else."""
        begin, end = place
        held = text[begin:end]
        if _as_read(held, self._language) == new:
            return text
        if "<" in held:
            self._without_codes.append(name)
        if text[begin - 2 : begin] == "/>":  # an empty element
            element = re.match(r"<([\w:.-]+)", text[text.rindex("<", 0, begin) :])
            closing = f"</{element[1]}>" if element else ""
            return f"{text[: begin - 2].rstrip()}>{escape(new)}{closing}{text[end:]}"
        return text[:begin] + escape(new) + text[end:]

    def _text(self, bead: Bead) -> str:
        return clean(join((segment.text for segment in bead.target), self._language))


def _content(text: str, name: str, begin: int = 0) -> tuple[int, int] | None:
    """Return where the content of an element begins and ends; of an empty one, the place behind it."""
    start = re.compile(rf"<{name}(?=[\s>/]){_START}>").search(text, begin)
    if not start:
        return None
    if start[0].endswith("/>"):
        return start.end(), start.end()
    depth = 1
    for tag in re.compile(rf"<(/?){name}(?=[\s>/]){_START}>").finditer(text, start.end()):
        depth += -1 if tag[1] else 0 if tag[0].endswith("/>") else 1
        if not depth:
            return start.end(), tag.start()
    return None


def _marks(text: str, name: str) -> dict[str, tuple[int, int]]:
    """Return where the segments inside an element begin and end, by their names."""
    place = _content(text, name)
    marks: dict[str, tuple[int, int]] = {}
    for mark in re.finditer(rf"<mrk(?=[\s>/]){_START}>", text[: place[1]]) if place else ():
        if place and mark.start() >= place[0] and _attribute(mark[0], "mtype") == "seg":
            found = _content(text, "mrk", mark.start())
            if found:
                marks[_attribute(mark[0], "mid")] = found
    return marks


def _as_read(content: str, language: str) -> str:
    """Return what is read of the content of a target."""
    from lxml import etree

    element = etree.fromstring(f"<target>{legal(content)}</target>", xml_parser(recover=True))
    return clean(one_line(text_of(element), language)) if element is not None else ""


def _attribute(text: str, name: str) -> str:
    """Return an attribute of the first start tag of a text."""
    tag = re.match(rf"<[\w:.-]+{_START}>", text)
    found = re.search(rf"""\s{name}\s*=\s*(?:"([^"]*)"|'([^']*)')""", tag[0]) if tag else None
    return (found[1] or found[2] or "") if found else ""


def _with_attribute(text: str, name: str, value: str) -> str:
    """Return a text whose first start tag has an attribute of this value."""
    tag = re.match(rf"<[\w:.-]+{_START}>", text)
    if not tag:
        return text
    given = re.compile(rf"""(\s{name}\s*=\s*)(?:"[^"]*"|'[^']*')""")
    if given.search(tag[0]):
        return given.sub(lambda found: f'{found[1]}"{value}"', tag[0], count=1) + text[tag.end() :]
    end = 2 if tag[0].endswith("/>") else 1
    return f'{tag[0][:-end].rstrip()} {name}="{value}"{tag[0][-end:]}{text[tag.end() :]}'


def _with_status(text: str, name: str, states: States, bead: Bead) -> str:
    """Return a text whose first start tag says the status in words of its tool, if it says another."""
    held = _attribute(text, name)
    known = states.status(held) if held or states is not TRADOS else UNTRANSLATED
    if not bead.target or known == bead.status:
        return text
    return _with_attribute(text, name, states.write[bead.status])


def _with_unit_status(text: str, bead: Bead) -> str:
    """Return a `<trans-unit>` with the status of its only segment."""
    if _attribute(text, "mq:status"):
        return _with_status(text, "mq:status", MEMOQ, bead)
    if re.search(r"<sdl:seg(?=[\s>/])", text):
        return _with_segment_status(text, "", bead)
    if bead.status == "confirmed" or _attribute(text, "approved") == "yes":
        text = _with_attribute(text, "approved", "yes" if bead.status == "confirmed" else "no")
    target = re.search(r"<target(?=[\s>/])", text)
    if not target or not bead.target:
        return text
    return text[: target.start()] + _with_status(text[target.start() :], "state", XLIFF_1, bead)


def _with_segment_status(text: str, mid: str, bead: Bead) -> str:
    """Return a unit in which Trados' word for the status of a segment is that of the bead."""
    for seg in re.finditer(rf"<sdl:seg(?=[\s>/]){_START}>", text):
        if not mid or _attribute(seg[0], "id") == mid:
            return text[: seg.start()] + _with_status(text[seg.start() :], "conf", TRADOS, bead)
    return text
