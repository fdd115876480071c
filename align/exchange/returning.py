"""Translations back into the file of the tool that they came from: only targets and states change.

A translator's tool takes back its own file and no other. So nothing is written anew: of each unit that a
bitext translates otherwise, only the content of its `<target>` is replaced (of a segment, that of its `<mrk>`
there), and the word for its status; all else keeps every byte. A translation goes where both the name of the
unit and its source are those of the bitext, and nowhere that is locked or not to be translated. A new text
has the codes of its bead, as the file spells them; a bead without codes takes the place of the old text and
of its codes. What finds no place, or loses something, is told.

For XLIFF 1.2, 2.x, SDLXLIFF, MQXLIFF and MXLIFF, after their public documentation.
"""

from __future__ import annotations

import codecs
import re
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from html import unescape
from pathlib import Path

from align.bitext import Bead, Bitext
from align.codes import carried, of_side, pieces
from align.document import Code, Segment
from align.errors import ReadError, WriteError
from align.exchange.annotated import Annotations
from align.exchange.braces import with_elements, without_elements
from align.exchange.cutting import encoding_of
from align.exchange.formats import ending_of
from align.exchange.options import ExportRemark
from align.exchange.restating import seg_of_trados, with_segment_state, with_state, with_unit_state
from align.exchange.tags import (
    START,
    as_read,
    attribute,
    code_of,
    codes_in,
    content_of,
    is_whole,
    marks_of,
    without_attribute,
)
from align.exchange.tools import QUALIFIER
from align.exchange.xml import escape_only
from align.files import check_input, write_whole
from align.languages import join, language, same_language
from align.text import clean
from align.words import counted, say

_UNIT = re.compile(
    rf"<!--.*?(?:-->|\Z)|<(?:xliff|file|group)(?=[\s>]){START}>|</(?:file|group)\s*>"
    rf"|<(trans-unit|unit)(?=[\s>]){START}>.*?</\1\s*>",
    re.DOTALL,
)
"""A unit, or what says of those that follow which languages they have and whether they are translated."""
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_HEAD = 1 << 16
"""Bytes in which the root of a file begins."""
_OF_THE_STANDARD = (".xlf", ".xliff", ".v12.xlf")
_SEGMENT = re.compile(rf"<segment(?=[\s>]){START}>.*?</segment\s*>", re.DOTALL)
_PROPOSALS = re.compile(r"<alt-trans(?=[\s>])")
_SOURCES = re.compile(r".*</(?:source|seg-source)\s*>", re.DOTALL)


def write_back(bitext: Bitext, original: str | Path, path: str | Path) -> list[ExportRemark]:
    """Write the translations and statuses of a bitext into a copy of the file that it was read from.

    Args:
        bitext: what was read from the original, and reviewed; its units are found by their names and sources.
        original: the XLIFF of any version or tool.
        path: where the copy goes, whole or not at all.

    Returns:
        What a person should know: units whose codes are lost, that are locked, or that are not there.

    Raises:
        ReadError: the original is no XLIFF, or its bytes are no text.
        WriteError: the copy has another ending than the original, or cannot be written.
    """
    data = check_input(original).read_bytes()
    encoding = _encoding(data)
    try:
        if not _is_xliff(data[:_HEAD].decode(encoding, "replace")):
            mend = say("name the XLIFF, SDLXLIFF or MQXLIFF that the translations came from")
            raise ReadError(say("it is no XLIFF"), where=str(original), mend=mend)
        _check_ending(Path(original), Path(path))
        text = data.decode(encoding)
    except (UnicodeDecodeError, LookupError) as error:
        raise ReadError(say("its encoding, {encoding}, is unknown", encoding=encoding), where=str(original),
                        mend=say("save it as UTF-8")) from error  # fmt: skip
    returned = _Returned(bitext)
    with write_whole(path) as file:
        file.write(_UNIT.sub(returned.unit, text).encode(encoding))
    return list(returned.remarks())


def _is_xliff(head: str) -> bool:
    """Tell whether the first element of a file is that of an XLIFF."""
    root = re.search(r"<([\w:.-]+)", _COMMENT.sub("", head))
    return bool(root and root[1].rpartition(":")[2] == "xliff")


def _check_ending(original: Path, path: Path) -> None:
    """Check that a copy is called what its original is: by the ending its tool knows whose file it is."""
    wanted, given = (ending_of(each) or each.suffix.lower() for each in (original, path))
    if given != wanted and not {given, wanted} <= {*_OF_THE_STANDARD}:
        raise WriteError(say("a copy of {name} needs its ending", name=original.name), where=str(path),
                         mend=say("name a file that ends in {ending}", ending=wanted))  # fmt: skip


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
        self._fixed: list[bool] = []  # of each file and group around a unit: it is not to be translated
        self._beads: list[Bead | None] = list(bitext.beads)  # None: it found its place
        self._places: dict[tuple[bool, str, str], deque[int]] = {}  # each `<file>` may count its units from 1
        for place, bead in enumerate(bitext.beads):
            sides = zip((bead.source, bead.target), self._languages, (False, True), strict=True)
            for side, code, is_turned in sides:
                key = (is_turned, bead.id, _text(side, code))
                self._places.setdefault(key, deque()).append(place)
        self._without_codes: list[str] = []
        self._locked: list[str] = []

    def remarks(self) -> Iterator[ExportRemark]:
        """Yield what a person should know."""
        for name in self._without_codes:
            yield ExportRemark(name, say("a new text took the place of one with codes: set them again"))
        if self._locked:
            told = counted(
                "{n:,} unit is locked or not to be translated, and stays as it was: {name}",
                "{n:,} units are locked or not to be translated, and stay as they were; the first is {name}",
                n=len(self._locked), name=self._locked[0],
            )  # fmt: skip
            yield ExportRemark("", told)
        left = [bead.id for bead in self._beads if bead and bead.target]
        if left:
            told = counted(
                "{n:,} translation finds no unit with its name and source text in the file: {name}",
                "{n:,} translations find no unit with their name and source text in the file; the first is "
                "{name}",
                n=len(left), name=left[0],
            )  # fmt: skip
            yield ExportRemark("", told)

    def unit(self, found: re.Match[str]) -> str:
        """Return the text of a unit with what the bitext says of it."""
        text = found[0]
        if not found[1]:
            self._look_at(text)
        if self._is_other or not found[1]:
            return text
        own_name = attribute(text, "name" if found[1] == "unit" else "resname")
        name = clean(unescape(own_name or attribute(text, "id")))
        is_locked = self._is_fixed(text) or _is_locked(text, r"[\w.-]+:locked")
        if found[1] == "trans-unit":
            return without_elements(self._trans_unit(with_elements(text), name, is_locked))
        segments = list(_SEGMENT.finditer(text))
        parts, end = [], 0
        for place, segment in enumerate(segments, 1):
            own = name if len(segments) == 1 else f"{name}:{place}"
            parts += [text[end : segment.start()], self._segment(segment[0], own, is_locked)]
            end = segment.end()
        return "".join(parts) + text[end:]

    @property
    def _language(self) -> str:
        """The language of the targets in the file."""
        return self._languages[not self._turned]

    def _look_at(self, tag: str) -> None:
        """Look whether the units that follow are to be translated, and stand the way round of the bitext."""
        if tag.startswith("<!"):
            return
        if tag.startswith("</"):
            del self._fixed[-1:]
        elif not tag.endswith("/>"):
            self._fixed.append(self._is_fixed(tag))
        code = attribute(tag, "target-language") or attribute(tag, "trgLang")
        if code:
            source, target = (same_language(code, each) for each in self._languages)
            self._turned = source and not target
            self._is_other = not source and not target

    def _is_fixed(self, tag: str) -> bool:
        """Tell whether an element is not to be translated, as it says itself or what is around it."""
        said = attribute(tag, "translate")
        return said == "no" if said else self._fixed[-1:] == [True]

    def _segment(self, text: str, name: str, is_locked: bool) -> str:
        """Return a `<segment>` of version 2."""
        bead = self._bead(name, text, content_of(text, "source"))
        if not bead:
            return text
        return self._unless(is_locked, text, bead, lambda: with_state(self._with_target(text, bead), bead))

    def _trans_unit(self, text: str, name: str, is_locked: bool) -> str:
        """Return a `<trans-unit>` of version 1; its proposals stay as they are."""
        own = text[: _end(text)]
        marks = marks_of(own, "seg-source")
        if not marks or _is_undivided(own, self._language):
            bead = self._bead(name, text, content_of(own, "source") or content_of(own, "seg-source"))
            held = is_locked or _is_locked_in_trados(text, "")
            return self._unless(held, text, bead, partial(self._whole, text, bead)) if bead else text
        names = {mid: f"{name}:{mid}" if len(marks) > 1 else name for mid in marks}
        beads = {mid: bead for mid in marks if (bead := self._bead(names[mid], text, marks[mid]))}
        for mid, bead in beads.items():
            held = is_locked or _is_locked_in_trados(text, mid)
            text = self._unless(held, text, bead, partial(self._marked, text, mid, bead))
        return text

    def _whole(self, text: str, bead: Bead) -> str:
        """Return a `<trans-unit>` that is not cut, changed."""
        end = _end(text)
        return with_unit_state(self._with_target(text[:end], bead) + text[end:], bead)

    def _marked(self, text: str, mid: str, bead: Bead) -> str:
        """Return a `<trans-unit>` with one of its segments changed."""
        end = _end(text)
        return with_segment_state(self._with_mark(text[:end], mid, bead) + text[end:], mid, bead)

    def _unless(self, is_locked: bool, text: str, bead: Bead, change: Callable[[], str]) -> str:
        """Return a text with a change, or as it is where it is locked; which is told if it would change."""
        lost = len(self._without_codes)
        changed = change()
        if not is_locked or changed == text:
            return changed
        del self._without_codes[lost:]
        self._locked.append(bead.id)
        return text

    def _bead(self, name: str, text: str, place: tuple[int, int] | None) -> Bead | None:
        """Return the first bead of a name whose source is what stands in that place of the text."""
        source = as_read(text[place[0] : place[1]], self._languages[self._turned]) if place else ""
        places = self._places.get((self._turned, name, source), deque())
        while places:
            number = places.popleft()
            bead, self._beads[number] = self._beads[number], None
            if bead:
                return replace(bead, source=bead.target, target=bead.source) if self._turned else bead
        return None

    def _with_target(self, text: str, bead: Bead) -> str:
        """Return a unit or segment with its target, put behind the source where it has none."""
        new = _text(bead.target, self._language)
        if not new:
            return text
        place, source = content_of(text, "target"), _held(text, content_of(text, "source"))
        if not place:
            behind = _SOURCES.match(text)
            at = behind.end() if behind else len(text)
            return f"{text[:at]}<target>{self._content(bead, source)}</target>{text[at:]}"
        return self._replaced(text, place, bead, source)

    def _with_mark(self, text: str, mid: str, bead: Bead) -> str:
        """Return a unit with a segment of its target, put at the end where it is missing."""
        new = _text(bead.target, self._language)
        if not new:
            return text
        found, source = marks_of(text, "target").get(mid), _held(text, marks_of(text, "seg-source").get(mid))
        if found:
            return self._replaced(text, found, bead, source)
        mark = f'<mrk mtype="seg" mid="{mid}">{self._content(bead, source)}</mrk>'
        place = content_of(text, "target")
        if place and text[place[1] : place[1] + 2] == "</":
            return text[: place[1]] + mark + text[place[1] :]
        behind = _SOURCES.match(text)
        at = behind.end() if behind else len(text)
        return f"{text[:at]}<target>{mark}</target>{text[at:]}"

    def _content(self, bead: Bead, source: str, held: str = "") -> str:
        """Return what says the translation of a bead, its codes as the file spells them.

        Args:
            bead: the codes of its translation have the numbers of the file.
            source: what stands in the source of the unit; an untranslated one knows no other codes.
            held: what stands in its target.
        """
        marks = Annotations(held, self._language)
        held = marks.text
        known = codes_in(held) or codes_in(source)
        spelled = codes_in(source) | known
        text, codes = _coded(bead.target, self._language)
        codes = tuple(replace(code, native=spelled.get(code_of(code), "")) for code in codes)
        new = _with_tags(text, codes)
        if not is_whole(new):
            new, codes = escape_only(text), ()
        is_kept = known.keys() <= {code_of(code) for code in codes} and all(code.native for code in codes)
        if marks:
            marked = _with_tags(text, marks.put_into(text, codes))
            is_kept = is_kept and is_whole(marked)
            new = marked if is_whole(marked) else marks.comments_around(new)
        if not is_kept or (held and not known and "<" in held):
            self._without_codes.append(bead.id)
        return self._between_blanks(new, held, source)

    def _between_blanks(self, new: str, held: str, source: str) -> str:
        """Return a text with the blanks that stood at its ends: a segment may begin with the one before it.

        Where nothing stood there, they are those of the source, if the language parts words by blanks.
        """
        around = held if held.strip() else source if language(self._language).spaced else ""
        inner = around.strip()
        before, behind = around[: around.find(inner)], around[len(around.rstrip()) :]
        return f"{before}{new}{behind}" if inner else new

    def _replaced(self, text: str, place: tuple[int, int], bead: Bead, source: str) -> str:
        """Return a text with other content between two places, if that says something else."""
        begin, end = place
        held = text[begin:end]
        if as_read(held, self._language) == _text(bead.target, self._language):
            return text
        new = self._content(bead, source, held)
        text, begin, end = _without_qualifier(text, begin, end)
        if text[begin - 2 : begin] == "/>":  # an empty element
            element = re.match(r"<([\w:.-]+)", text[text.rindex("<", 0, begin) :])
            closing = f"</{element[1]}>" if element else ""
            return f"{text[: begin - 2].rstrip()}>{new}{closing}{text[end:]}"
        return text[:begin] + new + text[end:]


def _without_qualifier(text: str, begin: int, end: int) -> tuple[str, int, int]:
    """Return a text whose target no longer says how it came, and where a part of that begins and ends now."""
    targets = list(re.finditer(rf"<target(?=[\s>/]){START}>", text[:begin]))
    if not targets:
        return text, begin, end
    place = targets[-1].start()
    rest = without_attribute(text[place:], QUALIFIER)
    less = len(text) - place - len(rest)
    return text[:place] + rest, begin - less, end - less


def _text(side: Sequence[Segment], language: str) -> str:
    return clean(join((segment.text for segment in side), language))


def _coded(side: Sequence[Segment], language: str) -> tuple[str, tuple[Code, ...]]:
    """Return the text of segments as it is read of a file, and their codes in it."""
    joined, text = join((segment.text for segment in side), language), _text(side, language)
    return text, carried(of_side(side, language), joined, text, clean)


def _with_tags(text: str, codes: Sequence[Code]) -> str:
    """Return a text escaped, with its codes as they are spelled."""
    first, *others = (escape_only(piece) for piece in pieces(text, codes))
    return first + "".join(map(str.__add__, (code.native for code in codes), others))


def _held(text: str, place: tuple[int, int] | None) -> str:
    """Return what stands in a place of a text."""
    return text[place[0] : place[1]] if place else ""


def _end(text: str) -> int:
    """Return where the proposals of a `<trans-unit>` begin, else its end."""
    proposals = _PROPOSALS.search(text)
    return proposals.start() if proposals else len(text)


def _is_undivided(text: str, language: str) -> bool:
    """Tell whether a `<trans-unit>` has a translation that is not cut, so that it is read as one unit."""
    target = content_of(text, "target")
    return bool(target and not marks_of(text, "target") and as_read(text[target[0] : target[1]], language))


def _is_locked(text: str, name: str) -> bool:
    """Tell whether the first start tag of a text says so in an attribute: memoQ `locked`, others `true`."""
    return attribute(text, name).lower() in ("true", "locked")


def _is_locked_in_trados(text: str, mid: str) -> bool:
    """Tell whether a segment is locked; without a name, the first of its unit."""
    seg = seg_of_trados(text, mid)
    return bool(seg and _is_locked(seg[0], "locked"))
