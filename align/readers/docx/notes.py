"""Numbers of footnotes and endnotes, given in the order in which the text refers to them."""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree

from align.readers.docx.numerals import numeral
from align.readers.docx.package import W
from align.readers.docx.styles import value

_SETTINGS = ("numFmt", "numStart", "numRestart")


class NoteNumbers:
    """Numbers notes as the text meets them; `order` then lists those that are really printed."""

    def __init__(self, settings: etree._Element | None, document: etree._Element) -> None:
        self.order: dict[str, str] = {}
        """`footnote 2` → its number or mark, in reading order."""
        kinds = ("footnote", "endnote")
        sections = [*document.iter(f"{W}sectPr")]
        asked = {name: {k: _setting(k, name, settings, sections) for k in kinds} for name in _SETTINGS}
        self._formats = asked["numFmt"]
        self._starts = {k: int(s) if s.isdigit() and len(s) < 6 else 1 for k, s in asked["numStart"].items()}
        self._next = dict(self._starts)
        self._by_section = [kind for kind, when in asked["numRestart"].items() if when == "eachSect"]

    def number(self, key: str) -> str:
        """Return the number of a note such as `footnote 2`; asked twice, the same."""
        if key not in self.order:
            kind = key.split()[0]
            # Word counts endnotes i, ii, iii unless told otherwise, so that they differ from footnotes.
            default = "lowerRoman" if kind == "endnote" else "decimal"
            self.order[key] = numeral(self._next[kind], self._formats[kind] or default)
            self._next[kind] += 1
        return self.order[key]

    def end_section(self) -> None:
        """Start again where the file counts each section by itself."""
        self._next |= {kind: self._starts[kind] for kind in self._by_section}

    def custom(self, key: str, mark: str) -> str:
        """Return the mark that the author typed for a note; it takes no number away."""
        return self.order.setdefault(key, mark.strip() or "*")


def _setting(
    kind: str, name: str, settings: etree._Element | None, sections: Sequence[etree._Element]
) -> str:
    """Look in the last section that tells, then in the settings of the whole file."""
    told = [found for section in sections if (found := value(section, f"{kind}Pr/{name}"))]
    whole = value(settings, f"{kind}Pr/{name}") if settings is not None else None
    return told[-1] if told else whole or ""
