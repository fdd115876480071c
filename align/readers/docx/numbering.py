"""Automatic numbers of a Word file, counted as Word counts them (ECMA-376 part 1, 17.9).

A paragraph names a list (`w:num`) and a level, itself or by its style. Lists are views of an abstract
list: two lists of one abstract list share its counters, and a list with a `startOverride` sets them anew
when it is first used. A level starts again after any level above it, unless `lvlRestart` says otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml import etree

from align.readers.docx.numerals import numeral
from align.readers.docx.package import W
from align.readers.docx.styles import Styles, switch, value

_UNSET = -1


@dataclass(frozen=True, slots=True)
class Number:
    """The automatic number of one paragraph."""

    text: str
    """As printed: `12.`, `(a)`, `一、`, `•`."""
    format: str
    """Name of the numeral's format, `bullet` for none."""
    depth: int
    """Level in its list, from 0."""


@dataclass(frozen=True, slots=True)
class _Level:
    start: int
    format: str
    text: str
    restart: int
    legal: bool
    style: str


@dataclass(frozen=True, slots=True)
class _List:
    abstract: str
    levels: Mapping[int, _Level]
    starts: Mapping[int, int] = field(default_factory=dict)


class Numbering:
    """Gives the paragraphs of one document their numbers; ask once for each, in reading order."""

    def __init__(self, root: etree._Element | None, styles: Styles) -> None:
        self._styles = styles
        self._lists = _lists(root, styles) if root is not None else {}
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[tuple[str, int]] = set()

    def next(self, properties: etree._Element | None, style_id: str) -> Number | None:
        """Return the number of the next paragraph from its `w:pPr` and style, or None: it has none."""
        num_id, depth = self._membership(properties, style_id)
        list_ = self._lists.get(num_id)
        level = list_.levels.get(depth) if list_ else None
        if list_ is None or level is None:
            return None
        counts = self._counts.setdefault(list_.abstract, {})
        self._count(num_id, list_, depth, counts)
        text = _print(list_, depth, counts)
        return Number(text, level.format, depth) if text else None

    def _membership(self, properties: etree._Element | None, style_id: str) -> tuple[str, int]:
        """Return list and level: the paragraph's own, else its style's; list 0 means none."""
        own = value(properties, "numPr/numId") if properties is not None else None
        own_depth = value(properties, "numPr/ilvl") if properties is not None else None
        num_id = own if own is not None else self._styles.value(style_id, "pPr/numPr/numId")
        if num_id is None or num_id == "0":
            return "", 0
        if own_depth is None and own is None:
            return num_id, self._style_depth(num_id, style_id)
        return num_id, _integer(own_depth, 0)

    def _style_depth(self, num_id: str, style_id: str) -> int:
        """Return the level that names the style back, as headings do, else the one the style names."""
        giver = self._styles.level_style(style_id)
        levels = self._lists[num_id].levels if num_id in self._lists else {}
        linked = next((depth for depth, level in levels.items() if level.style == giver), None)
        return linked if linked is not None else _integer(self._styles.value(style_id, "pPr/numPr/ilvl"), 0)

    def _count(self, num_id: str, list_: _List, depth: int, counts: dict[int, int]) -> None:
        first = depth in list_.starts and (num_id, depth) not in self._begun
        self._begun.add((num_id, depth))
        counts[depth] = _start(list_, depth) if first or depth not in counts else counts[depth] + 1
        for deeper in [d for d in counts if d > depth]:
            restart = list_.levels[deeper].restart if deeper in list_.levels else _UNSET
            if restart == _UNSET or depth < restart:
                del counts[deeper]


def _start(list_: _List, depth: int) -> int:
    return list_.starts.get(depth, list_.levels[depth].start)


def _print(list_: _List, depth: int, counts: Mapping[int, int]) -> str:
    """Fill `%1.%2`; a level above that no paragraph has used yet shows its start."""
    level = list_.levels[depth]
    if level.format == "bullet":
        return "•" if level.text.strip() else ""  # pandoc goes on with an item under a blank one

    def fill(match: re.Match[str]) -> str:
        at = int(match[1]) - 1
        if at not in list_.levels:
            return ""
        name = list_.levels[at].format
        name = "decimal" if level.legal and name not in ("none", "bullet") else name
        return numeral(counts.get(at, _start(list_, at)), name)

    return re.sub("%([1-9])", fill, level.text).strip()


def _lists(root: etree._Element, styles: Styles) -> dict[str, _List]:
    abstracts = {a.get(f"{W}abstractNumId", ""): a for a in root.iterfind(f"{W}abstractNum")}
    linked = {value(a, "styleLink"): id_ for id_, a in abstracts.items()}
    lists = {}
    for num in root.iterfind(f"{W}num"):
        id_ = value(num, "abstractNumId") or ""
        if id_ in abstracts and (link := value(abstracts[id_], "numStyleLink")):
            id_ = linked.get(link, id_)
        if id_ in abstracts:
            lists[num.get(f"{W}numId", "")] = _list(num, id_, abstracts[id_])
    return lists


def _list(num: etree._Element, abstract_id: str, abstract: etree._Element) -> _List:
    overrides = num.findall(f"{W}lvlOverride")
    replaced = [level for o in overrides for level in o.iterfind(f"{W}lvl")]
    levels = {_depth(e): _level(e) for e in [*abstract.iterfind(f"{W}lvl"), *replaced]}
    starts = {_depth(o): _integer(value(o, "startOverride"), _UNSET) for o in overrides}
    return _List(abstract_id, levels, {d: s for d, s in starts.items() if s != _UNSET and d in levels})


def _level(element: etree._Element) -> _Level:
    # Word writes formats of its own ("001, 002") as alternate content with a plain fallback.
    formats = [f.get(f"{W}val", "") for f in element.iter(f"{W}numFmt")]
    return _Level(
        start=_integer(value(element, "start"), 0),
        format=formats[-1] if formats else "decimal",
        text=value(element, "lvlText") or "",
        restart=_integer(value(element, "lvlRestart"), _UNSET),
        legal=bool(switch(element, "isLgl")),
        style=value(element, "pStyle") or "",
    )


def _depth(element: etree._Element) -> int:
    return _integer(element.get(f"{W}ilvl"), 0)


def _integer(text: str | None, default: int) -> int:
    return int(text) if text and re.fullmatch(r"\d{1,9}", text) else default
