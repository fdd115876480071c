"""What XLIFF says is not to be translated: kept with a unit, and said again where it is written."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from align.bitext import Bead, Prop
from align.exchange.tags import attribute
from align.unusual import FIXED

if TYPE_CHECKING:
    from lxml import etree


def said_around(groups: Sequence[str], file: etree._Element) -> str:
    """Return what is said around a unit of whether it is translated: by the innermost that says it.

    Args:
        groups: the start tags of the groups that it stands in, the outermost first.
        file: the part of the file that these stand in.
    """
    said = (attribute(tag, "translate") for tag in reversed(groups) if "translate" in tag)
    return next(filter(None, said), file.get("translate", ""))


def fixed_by(unit: etree._Element, around: str = "") -> tuple[Prop, ...]:
    """Return what says that a unit is not to be translated: itself, else what is around."""
    return (FIXED,) if (unit.get("translate") or around) == "no" else ()


def fixing(bead: Bead) -> str:
    """Return the attribute of a unit that is not to be translated."""
    return ' translate="no"' if FIXED in bead.props else ""
