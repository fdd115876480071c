"""Which way a translated paragraph runs: Word is told of each paragraph and run (`w:bidi`, `w:rtl`)."""

from __future__ import annotations

from collections.abc import Collection
from typing import Literal

from lxml import etree

from align.readers.docx.package import W
from align.readers.docx.styles import switch

Direction = Literal["ltr", "rtl"]

# Elements have an order in their parents (ECMA-376 part 1, 17.3.1.26 and 17.3.2.28): these stand behind ours.
_BEHIND_BIDI = frozenset(
    W + name
    for name in "adjustRightInd snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc "
    "textDirection textAlignment textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange".split()
)
_BEHIND_RTL = frozenset(W + name for name in "cs em lang eastAsianLayout specVanish oMath rPrChange".split())


def turn(paragraph: etree._Element, direction: Direction) -> None:
    """Let a paragraph and all its text run that way."""
    _switch(paragraph, "pPr", "bidi", _BEHIND_BIDI, is_on=direction == "rtl")
    for run in paragraph.iter(W + "r"):
        if run.find(W + "t") is not None:
            _switch(run, "rPr", "rtl", _BEHIND_RTL, is_on=direction == "rtl")


def _switch(element: etree._Element, group: str, name: str, behind: Collection[str], *, is_on: bool) -> None:
    """Switch a property on, or off where it is on; one that is as it should be is left alone."""
    if bool(switch(element, f"{group}/{name}")) == is_on:
        return
    properties = element.find(W + group)
    if properties is None:
        properties = etree.Element(W + group)
        element.insert(0, properties)
    for old in properties.findall(W + name):
        properties.remove(old)
    if is_on:
        place = next((n for n, child in enumerate(properties) if child.tag in behind), len(properties))
        properties.insert(place, etree.Element(W + name))
