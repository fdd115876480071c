"""The texts of a Word file as a translation tool's XML filter meets them, and what stands between them.

Paragraphs, tabs and line breaks end an entry; whatever else stands between two texts of an entry is one code,
though nothing may change there: Word begins a run where somebody once corrected a letter. Deleted text is
text, and automatic numbers are nowhere. A code says what changes at its place, in the words of TMX 1.4
(section 4): `+bold`, `-bold +italic`, `fnote`; where nothing does, it is a `run`.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from lxml import etree

from align.document import Block, Code
from align.readers.docx.package import Package, W
from align.readers.docx.styles import is_on, switch, value

RUN = "run"

_ENDS = {f"{W}{name}" for name in ("p", "tab", "br")}
"""What ends an entry, both where it opens and where it closes; `w:tab` also among the properties."""
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_DRAWING_2010 = "{http://schemas.microsoft.com/office/word/2010/wordprocessingDrawing}"
_INTACT = {
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
    *(f"{W}{name}" for name in ("instrText", "fldChar")),
    *(f"{_DRAWING}{name}" for name in ("align", "posOffset")),
    *(f"{_DRAWING_2010}{name}" for name in ("pctWidth", "pctHeight")),
}
"""What is taken whole, with all the text in it."""
_PARTS = ("comments", "footnotes", "endnotes", "header", "footer")
_ALONE = {
    f"{W}footnoteReference": "fnote",
    f"{W}endnoteReference": "enote",
    f"{W}fldChar": "x-field",
    f"{W}sym": "x-symbol",
    f"{W}noBreakHyphen": "x-hyphen",
    f"{W}drawing": "image",
    f"{W}pict": "image",
}
_AROUND = {f"{W}hyperlink": "link", f"{W}ins": "x-inserted", f"{W}del": "x-deleted"}
_SWITCHES = {"b": "bold", "i": "italic", "strike": "x-strike", "smallCaps": "scap"}
_VALUES = {"superscript": "x-sup", "subscript": "x-sub"}
_PLAIN: frozenset[str] = frozenset()
_AT_EDGES = 2
"""Codes of an entry that has none but at its edges."""


def entries(path: Path, *, edges: bool = False) -> Iterator[Block]:
    """Yield the entries of a Word file: the text, then comments, notes, headers and footers.

    Args:
        path: the file.
        edges: with codes also for the formatting with which an entry begins and ends, unless all of it is
            formatted so, which is a matter of the paragraph.

    Raises:
        ReadError: it is no Word file, damaged or hostile.
    """
    with Package(path) as package:
        parts = (part for kind in _PARTS for part in package.parts(kind))
        for part in chain([package.document()], parts):
            for entry in _entries(part):
                yield from entry.finished(edges=edges)


def _entries(root: etree._Element) -> Iterator[_Entry]:
    entry = _Entry()
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        if element.tag in _ENDS:
            yield entry
            entry = entry.next()
        elif event == "start":
            entry.open(element)
        else:
            entry.close(element)
        if event == "start" and element.tag in _INTACT:
            walk.skip_subtree()
        else:
            entry.text((element.text if event == "start" else element.tail) or "")
    yield entry


class _Entry:
    """One entry while it is met: its texts, and before each what else stands there."""

    def __init__(self, around: list[str] | None = None, formats: frozenset[str] = frozenset()) -> None:
        self._around = around or []
        """The links and tracked changes that are open."""
        self._formats = formats
        """What formats the run that is open."""
        self._texts: list[tuple[list[str] | None, str, frozenset[str]]] = []
        """Of each text: what stands alone before it (None: nothing at all), itself, its formatting."""
        self._between: list[str] | None = None

    def next(self) -> _Entry:
        """Return the entry that follows; a run goes on behind a tab."""
        return _Entry(self._around, self._formats)

    def open(self, element: etree._Element) -> None:
        """Meet the beginning of an element."""
        self._between = [*(self._between or []), *filter(None, [_ALONE.get(element.tag)])]
        if element.tag in _AROUND:
            self._around = [*self._around, _AROUND[element.tag]]
        elif element.tag == f"{W}r":
            self._formats = frozenset(formats_of(element))

    def close(self, element: etree._Element) -> None:
        """Meet the end of an element."""
        self._between = self._between or []
        if element.tag in _AROUND:
            self._around = self._around[:-1]

    def text(self, text: str) -> None:
        """Meet a text."""
        if text:
            self._texts.append((self._between, text, self._formats | set(self._around)))
            self._between = None

    def finished(self, *, edges: bool) -> Iterator[Block]:
        """Yield the entry from its first text to its last one; none without any."""
        with_text = [i for i, (_, text, _) in enumerate(self._texts) if text.strip()]
        if not with_text:
            return
        whole, before, found = "", _PLAIN if edges else None, list[tuple[int, str]]()
        for between, text, formats in self._texts[with_text[0] : with_text[-1] + 1]:
            if before is not None and between is not None:
                found.append((len(whole), _kind(before, formats, between if whole else [])))
            whole += text
            before = formats
        if edges:
            found.append((len(whole), _kind(before or _PLAIN, _PLAIN, [])))
            found = [] if len(found) == _AT_EDGES else [row for row in found if row[1] != RUN]
        yield Block(whole, codes=tuple(Code(at, kind, str(n)) for n, (at, kind) in enumerate(found)))


def _kind(before: frozenset[str], after: frozenset[str], alone: list[str]) -> str:
    ends = [f"-{name}" for name in sorted(before - after, reverse=True)]
    return " ".join([*ends, *dict.fromkeys(alone), *(f"+{name}" for name in sorted(after - before))]) or RUN


def formats_of(run: etree._Element) -> Iterator[str]:
    """Yield what a run is, by its own properties, in the words of TMX: `bold`, `x-sup`."""
    yield from (name for tag, name in _SWITCHES.items() if switch(run, f"rPr/{tag}"))
    if raised := _VALUES.get(value(run, "rPr/vertAlign") or ""):
        yield raised
    if is_on(value(run, "rPr/u") or "none"):
        yield "ulined"
