"""What XLIFF says is not to be translated: kept with a unit, and said again where it is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from align.bitext import Bead, Prop
from align.unusual import FIXED

if TYPE_CHECKING:
    from lxml import etree


def fixed_by(unit: etree._Element, file: etree._Element | None = None) -> tuple[Prop, ...]:
    """Return what says that a unit is not to be translated: itself or, where it says nothing, its file."""
    said = unit.get("translate") or (file.get("translate") if file is not None else "")
    return (FIXED,) if said == "no" else ()


def fixing(bead: Bead) -> str:
    """Return the attribute of a unit that is not to be translated."""
    return ' translate="no"' if FIXED in bead.props else ""
