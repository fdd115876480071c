"""What a translator's tool gives back: of each unit of the XLIFF its name, its source and its translation.

A tool may cut a unit into segments of its own, as both standards allow, or mark some in the text; the unit is
whole again here. A translation is none where it only repeats its source and says that it is to be made yet.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from align.exchange import xliff
from align.exchange.coded import Token, plain, tokens
from align.exchange.parsing import parsed
from align.exchange.skipped import FilePlace, Skipped
from align.exchange.statuses import UNTRANSLATED, XLIFF_1
from align.exchange.xml import children, local

if TYPE_CHECKING:
    from lxml import etree

_INITIAL = "initial"


class ReturnedUnit(NamedTuple):
    """A unit of the XLIFF."""

    name: str
    source: str
    """Its text, without codes."""
    target: tuple[Token, ...]
    """Nothing, where it is not translated."""
    where: FilePlace


def language_of(path: Path) -> str:
    """Return the language of the translation, empty where the file names none.

    Raises:
        ReadError: it is no XLIFF.
    """
    return next(iter(xliff.open_file(path, Skipped()).head.languages[1:]), "")


def returned(path: Path, skipped: Skipped) -> Iterator[ReturnedUnit]:
    """Yield the units of an XLIFF of any version.

    Raises:
        ReadError: it is no XLIFF, or its end is missing.
    """
    _, units = parsed(path, xliff.SHAPE, skipped)
    for unit in units:
        read = _of_version_1 if local(unit.element) == "trans-unit" else _of_version_2
        yield read(unit.element, unit.where)


def _of_version_1(unit: etree._Element, where: FilePlace) -> ReturnedUnit:
    source, target = (next(iter(children(unit, name)), None) for name in ("source", "target"))
    said, made = tokens(source), tokens(target)
    is_open = target is not None and XLIFF_1.status(target.get("state", "")) == UNTRANSLATED
    name = unit.get("resname") or unit.get("id") or ""
    return ReturnedUnit(name, plain(said), _unless_same(said, made, is_open=is_open), where)


def _of_version_2(unit: etree._Element, where: FilePlace) -> ReturnedUnit:
    segments = [each for each in unit if local(each) in ("segment", "ignorable")]
    said = [token for each in segments for token in _side(each, "source")]
    ordered = sorted(enumerate(segments, 1), key=lambda row: _order(row[1], row[0]))
    made = [token for _, each in ordered for token in _side(each, "target") or _blank(each)]
    parts = [each for each in segments if local(each) == "segment"]
    is_open = any(each.get("state", _INITIAL) == _INITIAL for each in parts)
    whole = all(
        plain(_side(each, "target")).strip() for each in parts if plain(_side(each, "source")).strip()
    )
    name = unit.get("name") or unit.get("id") or ""
    return ReturnedUnit(name, plain(said), _unless_same(said, made if whole else [], is_open=is_open), where)


def _side(segment: etree._Element, name: str) -> list[Token]:
    return [token for side in children(segment, name) for token in tokens(side)]


def _blank(segment: etree._Element) -> list[Token]:
    """Return what stands between two segments, where the translation says nothing of it."""
    return _side(segment, "source") if local(segment) == "ignorable" else []


def _order(segment: etree._Element, place: int) -> int:
    """Return where the translation of a segment stands, which may be elsewhere than its source."""
    order = next((side.get("order", "") for side in children(segment, "target")), "")
    return int(order) if order.isdigit() and len(order) < 7 else place


def _unless_same(source: list[Token], target: list[Token], *, is_open: bool) -> tuple[Token, ...]:
    if not plain(target).strip() or (is_open and source == target):
        return ()
    return tuple(target)
