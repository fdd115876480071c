"""An XLIFF gone through for what breaks the rules of 1.2 (`rules_1`), or 2 (`rules`, `rules_modules`).

A unit is in memory at a time.
"""

from __future__ import annotations

import zlib
from array import array
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from align.exchange import rules_1, rules_modules
from align.exchange.rules import UnitRules, attributes_told, is_core, leads_nowhere, order_told, twice_told
from align.exchange.skipped import FilePlace, Skipped
from align.exchange.xml import events, forget, local
from align.words import Message, say

if TYPE_CHECKING:
    from lxml import etree


def tell_broken(path: Path, skipped: Skipped) -> None:
    """Count the rules of XLIFF 1.2 or 2 that a file breaks; where it is no XML, none."""
    for told, where in _File(path).broken():
        skipped.add(told, where)


class _File:
    """Goes through a file, a unit in memory at a time."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._units = 0
        self._names: dict[str, set[str]] = {"file": set(), "group": set()}
        self._unit_names = array("q")  # hashes: there may be millions
        self._children: list[list[str]] = []
        self._sub_flows: set[int] = set()

    def broken(self) -> Iterator[tuple[Message, FilePlace]]:
        """Yield what is wrong, and where."""
        from lxml import etree

        try:
            yield from self._looked_at(events(self._path, ("start", "end")))
        except (etree.XMLSyntaxError, OSError, EOFError, zlib.error):
            return  # told when it is read

    def _looked_at(self, seen: Iterable[tuple[str, etree._Element]]) -> Iterator[tuple[Message, FilePlace]]:
        inside: etree._Element | None = None  # a unit, or what else is looked at as a whole
        for event, element in seen:
            parent = element.getparent()
            if parent is None and event == "start" and not is_core(element):
                if rules_1.is_core(element):
                    yield from self._of_version_1(chain([(event, element)], seen))
                return
            name = local(element)
            if event == "start" and inside is None:
                if parent is not None:
                    own = name if is_core(element) else "*"
                    self._children[-1] += [own] if self._children[-1][-1:] != [own] else []
                if name in ("xliff", "file", "group"):
                    self._children.append([])
                    if name == "file":
                        self._names["group"], self._unit_names = set(), array("q")
                else:
                    inside = element
            elif event == "end" and element is inside:
                self._units += name == "unit"
                yield from self._placed(self._whole(element), element)
                inside = None
                forget(element)
            elif event == "end" and inside is None:
                told = chain(
                    attributes_told(element), rules_modules.broken(element),
                    order_told(name, self._children.pop()), self._flowing(name),
                )  # fmt: skip
                yield from self._placed(chain(told, self._twice(element)), element)
                forget(element)

    def _of_version_1(
        self, seen: Iterable[tuple[str, etree._Element]]
    ) -> Iterator[tuple[Message, FilePlace]]:
        for told, element in rules_1.broken(self._counted(seen)):
            yield from self._placed([told], element)

    def _counted(self, seen: Iterable[tuple[str, etree._Element]]) -> Iterator[tuple[str, etree._Element]]:
        """Yield what is seen; units are counted as they begin."""
        for event, element in seen:
            self._units += event == "start" and local(element) == "trans-unit"
            yield event, element

    def _placed(
        self, told: Iterable[Message], element: etree._Element
    ) -> Iterator[tuple[Message, FilePlace]]:
        line = int(str(element.sourceline or 0))
        for message in told:
            yield message, FilePlace(str(self._path), max(self._units, 1), line)

    def _whole(self, element: etree._Element) -> Iterator[Message]:
        for each in element.iter("*"):
            yield from rules_modules.broken(each)
            if is_core(each):
                yield from attributes_told(each)
                yield from order_told(
                    local(each), [local(c) if is_core(c) else "*" for c in each.iterchildren("*")]
                )
        if not is_core(element):
            return
        if local(element) == "unit":
            yield from self._twice(element)
            yield from UnitRules(element).broken()
            for each in element.iter("*"):
                flows = " ".join(each.get(key, "") for key in ("subFlows", "subFlowsStart", "subFlowsEnd"))
                self._sub_flows.update(map(hash, flows.split()))
        elif local(element) == "skeleton" and bool(element.get("href")) == bool(len(element) or element.text):
            yield say("breaches of XLIFF 2: senseless {what} of <{name}>", name="skeleton", what="href")
        elif local(element) == "notes":
            yield from twice_told("note", (note.get("id") for note in element))

    def _flowing(self, name: str) -> Iterator[Message]:
        """Tell, at the end of a file, names of units that stand twice, and what names a unit that is none."""
        if name != "file":
            return
        import numpy as np

        names = np.unique(np.array(self._unit_names, np.int64))
        if len(names) < len(self._unit_names):
            yield say("breaches of XLIFF 2: an id of <{name}> twice", name="unit")
        if not np.isin([*self._sub_flows], names).all():
            yield leads_nowhere("subFlows")
        self._sub_flows.clear()

    def _twice(self, element: etree._Element) -> Iterator[Message]:
        """Tell a name of a file, or a group in it, that stood before; remember that of a unit."""
        kind, name = local(element), element.get("id", "")
        if kind == "unit" and name:
            self._unit_names.append(hash(name))
        elif kind in self._names and name:
            if name in self._names[kind]:
                yield say("breaches of XLIFF 2: an id of <{name}> twice", name=kind)
            self._names[kind].add(name)
