"""An XLIFF gone through for what breaks the rules of version 2 (`rules.py`), a unit in memory at a time."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from align.exchange.rules import UnitRules, attributes_told, is_core, leads_nowhere, order_told, twice_told
from align.exchange.skipped import FilePlace, Skipped
from align.exchange.xml import local
from align.words import Message, say

if TYPE_CHECKING:
    from lxml import etree


def tell_broken(path: Path, skipped: Skipped) -> None:
    """Count the rules of XLIFF 2 that a file breaks; of another version, or where it is no XML, none."""
    for told, where in _File(path).broken():
        skipped.add(told, where)


class _File:
    """Goes through a file, a unit in memory at a time."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._units = 0
        self._names = {
            name: array("q") for name in ("file", "group", "unit")
        }  # hashes: there may be millions
        self._children: list[list[str]] = []
        self._sub_flows: set[int] = set()

    def broken(self) -> Iterator[tuple[Message, FilePlace]]:
        """Yield what is wrong, and where."""
        from lxml import etree

        try:
            with self._path.open("rb") as file:
                yield from self._events(
                    etree.iterparse(file, ("start", "end"), load_dtd=False, no_network=True,
                                    resolve_entities=False)
                )  # fmt: skip
        except (etree.XMLSyntaxError, OSError):
            return  # told when it is read

    def _events(self, events: Iterable[tuple[str, etree._Element]]) -> Iterator[tuple[Message, FilePlace]]:
        inside: etree._Element | None = None  # a unit, or what else is looked at as a whole
        for event, element in events:
            parent = element.getparent()
            if parent is None and event == "start" and not is_core(element):
                return
            name = local(element)
            if event == "start" and inside is None:
                if parent is not None:
                    own = name if is_core(element) else "*"
                    self._children[-1] += [own] if self._children[-1][-1:] != [own] else []
                if name in ("xliff", "file", "group"):
                    self._children.append([])
                    if name == "file":
                        self._names |= {"group": array("q"), "unit": array("q")}
                else:
                    inside = element
            elif event == "end" and element is inside:
                self._units += name == "unit"
                yield from self._placed(self._whole(element), element)
                inside = None
                _forget(element)
            elif event == "end" and inside is None:
                told = chain(
                    attributes_told(element), order_told(name, self._children.pop()), self._flowing(name)
                )
                yield from self._placed(chain(told, self._twice(element)), element)
                _forget(element)

    def _placed(
        self, told: Iterable[Message], element: etree._Element
    ) -> Iterator[tuple[Message, FilePlace]]:
        line = int(str(element.sourceline or 0))
        for message in told:
            yield message, FilePlace(str(self._path), max(self._units, 1), line)

    def _whole(self, element: etree._Element) -> Iterator[Message]:
        if not is_core(element):
            return
        for each in element.iter("*"):
            if is_core(each):
                yield from attributes_told(each)
                yield from order_told(
                    local(each), [local(c) if is_core(c) else "*" for c in each.iterchildren("*")]
                )
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

        names = np.unique(np.array(self._names["unit"], np.int64))
        if len(names) < len(self._names["unit"]):
            yield say("breaches of XLIFF 2: an id of <{name}> twice", name="unit")
        if not np.isin([*self._sub_flows], names).all():
            yield leads_nowhere("subFlows")
        self._sub_flows.clear()

    def _twice(self, element: etree._Element) -> Iterator[Message]:
        """Tell a name of a file, or a group in it, that stood before; remember that of a unit."""
        kind, name = local(element), element.get("id", "")
        if kind in self._names and name:
            known = self._names[kind]
            if kind != "unit" and hash(name) in known:
                yield say("breaches of XLIFF 2: an id of <{name}> twice", name=kind)
            known.append(hash(name))


def _forget(element: etree._Element) -> None:
    """Drop an element that was looked at, and those before it."""
    element.clear()
    parent = element.getparent()
    while parent is not None and (before := element.getprevious()) is not None:
        parent.remove(before)
