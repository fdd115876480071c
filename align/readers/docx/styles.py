"""Styles of a Word file: what a paragraph inherits from its style and the styles that one builds on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from lxml import etree

from align.readers.docx.package import W

_OFF = ("0", "false", "off", "none")


class Styles:
    """The styles by their ids; an id that is not there inherits nothing.

    What was asked once is kept: a file asks the same of its few styles at every run of text.
    """

    def __init__(self, root: etree._Element | None) -> None:
        found = root.iterfind(f"{W}style") if root is not None else ()
        self._styles = {style.get(f"{W}styleId", ""): style for style in found}
        self.default = next(
            (
                id_
                for id_, style in self._styles.items()
                if style.get(f"{W}type") == "paragraph" and is_on(style.get(f"{W}default", "0"))
            ),
            "",
        )
        self._names: dict[str, list[str]] = {}
        self._values: dict[tuple[str, str], str | None] = {}

    def name(self, style_id: str) -> str:
        """Return the name stripped of what templates decorate it with: `_ H_2/3_G` → `h23g`."""
        style = self._styles.get(style_id)
        name = value(style, "name") if style is not None else style_id
        return re.sub(r"[\W_]+", "", (name or style_id).lower())

    def names(self, style_id: str) -> list[str]:
        """Return the names of a style and of those it builds on, nearest first."""
        if style_id not in self._names:
            chain = [self.name(id_) for id_, _ in self._chain(style_id)]
            self._names[style_id] = chain or [self.name(style_id)]
        return self._names[style_id]

    def value(self, style_id: str, path: str) -> str | None:
        """Return the nearest `w:val` at a path (`pPr/outlineLvl`) in the style or what it builds on."""
        asked = style_id, path
        if asked not in self._values:
            values = (value(style, path) for _, style in self._chain(style_id))
            self._values[asked] = next((found for found in values if found is not None), None)
        return self._values[asked]

    def level_style(self, style_id: str) -> str:
        """Return the id of the style that gives this one its automatic number."""
        return next(
            (id_ for id_, s in self._chain(style_id) if s.find(_path("pPr/numPr")) is not None), style_id
        )

    def is_on(self, style_id: str, name: str) -> bool:
        """Tell whether the style switches a run property (`vanish`, `b`) on."""
        found = self.value(style_id, f"rPr/{name}")
        return found is not None and is_on(found)

    def _chain(self, style_id: str) -> Iterator[tuple[str, etree._Element]]:
        seen: set[str] = set()
        while style_id in self._styles and style_id not in seen:
            seen.add(style_id)
            style = self._styles[style_id]
            yield style_id, style
            style_id = value(style, "basedOn") or ""


def value(element: etree._Element, path: str) -> str | None:
    """Return the `w:val` of the element at a path such as `pPr/numPr/numId`, or None."""
    found = element.find(_path(path))
    return None if found is None else found.get(f"{W}val", "")


def switch(element: etree._Element, path: str) -> bool | None:
    """Return a property that is on by being there (`w:vanish`), off by `w:val="0"`, else None."""
    found = value(element, path)
    return None if found is None else is_on(found)


def is_on(text: str) -> bool:
    """Read a truth value of XML; an empty one is true, since the element is there."""
    return text not in _OFF


@cache
def _path(path: str) -> str:
    return "/".join(f"{W}{step}" for step in path.split("/"))
