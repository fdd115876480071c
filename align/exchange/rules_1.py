"""Rules of XLIFF 1.2 that a file breaks, though nothing of it is lost: for `align convert --check`.

Looked at is which elements there are and what they need, the order of texts in their units, words for states,
names that have to stand once, halves of codes, and segments of a target that its source lacks. What tools add
is not looked into.

Standard: XLIFF 1.2, OASIS 2008, sections 2.2 to 2.5, and its strict schema.
"""

from __future__ import annotations

import re
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from align.exchange.xml import forget, local
from align.words import Message, say

if TYPE_CHECKING:
    from lxml import etree

_CORE = re.compile(r"\{urn:oasis:names:tc:xliff:document:1\.\d\}")
_NAMES = frozenset(
    "xliff file header skl external-file internal-file glossary reference phase-group phase count-group "
    "count tool prop-group prop note body group trans-unit bin-unit context-group context source target "
    "bin-source bin-target seg-source alt-trans g x bx ex ph bpt ept it sub mrk".split()
)
_NEEDS = {
    "xliff": "version", "file": "original source-language datatype", "trans-unit": "id",
    "bin-unit": "id mime-type", "phase": "phase-name process-name", "tool": "tool-id tool-name",
    "context": "context-type", "prop": "prop-type", "it": "id pos", "mrk": "mtype",
    **dict.fromkeys("g x bx ex ph bpt ept".split(), "id"),
}  # fmt: skip
_YES_NO = "yes|no"
_VALUES = {
    "version": r"1\.[012]", "approved": _YES_NO, "translate": _YES_NO, "pos": "open|close",
    "state": "final|needs-(?:adaptation|l10n|review-(?:adaptation|l10n|translation)|translation)|new"
             "|signed-off|translated|x-.+",
    "state-qualifier": "(?:exact|fuzzy|id)-match|leveraged-(?:glossary|inherited|mt|repository|tm)"
                       "|(?:mt|tm)-suggestion|rejected-(?:grammar|inaccurate|length|spelling)|x-.+",
}  # fmt: skip
_ORDER = {
    "xliff": "file+", "file": "header body+", "trans-unit": "source+ seg-source target",
    "alt-trans": "source seg-source target+", "bin-unit": "bin-source+ bin-target",
}  # fmt: skip
"""What must stand there (`+`) or may, once but for `file` and before all else."""
_NAMED_ONCE = frozenset(("g", "x", "ph", "it"))
_PAIRS = (("bpt", "ept"), ("ept", "bpt"))
_UNITS = ("trans-unit", "bin-unit")
_LOOKED_AT_WHOLE = (*_UNITS, "header", "note", "context-group", "count-group", "prop-group")


def is_core(element: etree._Element) -> bool:
    """Tell whether an element is one of this version of the standard."""
    return bool(_CORE.match(str(element.tag)))


def broken(seen: Iterable[tuple[str, etree._Element]]) -> Iterator[tuple[Message, etree._Element]]:
    """Yield what is wrong in a file, and in which element; a unit is in memory at a time.

    Args:
        seen: its elements as they begin and end, behind the beginning of the first.
    """
    import numpy as np

    names = array("q")  # hashes: there may be millions
    children: list[list[str]] = [[]]
    inside: etree._Element | None = None
    for event, element in seen:
        name = local(element) if is_core(element) else ""
        if inside is not None:
            if event == "end" and element is inside:
                yield from ((told, element) for told in _whole(element))
                if name in _UNITS:
                    names.append(hash(element.get("id", f"\0{len(names)}")))
                inside = None
                forget(element)
        elif event == "start":
            children[-1] += [name] if name and children[-1][-1:] != [name] else []
            if name and name not in _LOOKED_AT_WHOLE:
                children.append([])
                names = array("q") if name == "file" else names
            else:
                inside = element
        else:
            yield from ((told, element) for told in _of_element(element, children.pop()))
            if name == "file" and len(np.unique(np.array(names, np.int64))) < len(names):
                yield say("breaches of XLIFF 1.2: an id of <{name}> twice", name="trans-unit"), element
            forget(element)


def _whole(element: etree._Element) -> Iterator[Message]:
    """Tell what is wrong in a unit, or something else that is at hand as a whole."""
    for each in element.iter("*"):
        if is_core(each):
            yield from _of_element(each, [local(child) for child in each.iterchildren("*") if is_core(child)])
    if local(element) in _UNITS and is_core(element):
        yield from _of_segments(element)
        for text in element.iter("{*}source", "{*}target"):
            yield from _of_codes([code for code in text.iterdescendants("*") if is_core(code)])


def _of_element(element: etree._Element, children: list[str]) -> Iterator[Message]:
    """Tell what an element lacks, what makes no sense in it, and children out of their order."""
    name = local(element)
    if name not in _NAMES:
        yield say("breaches of XLIFF 1.2: an element <{name}>, which it does not have", name=name)
    for what in _NEEDS.get(name, "").split():
        if what not in element.attrib:
            yield say("breaches of XLIFF 1.2: <{name}> without {what}", name=name, what=what)
    for key, value in element.attrib.items():
        wanted = _VALUES.get(str(key))
        if wanted and not re.fullmatch(wanted, str(value)):
            yield say("breaches of XLIFF 1.2: senseless {what} of <{name}>", name=name, what=str(key))
    places = {each.rstrip("+"): place for place, each in enumerate(_ORDER.get(name, "").split())}
    for each in places:
        if f"{each}+" in _ORDER[name] and each not in children:
            what = f"<{each}>"
            yield say("breaches of XLIFF 1.2: <{name}> without {what}", name=name, what=what)
    found = [places.get(child, len(places)) for child in children] if places else []
    twice = any(children.count(each) > 1 for each in places if each != "file")
    if found != sorted(found) or twice:
        yield say("breaches of XLIFF 1.2: elements of <{name}> out of their order", name=name)


def _of_segments(unit: etree._Element) -> Iterator[Message]:
    """Tell segments of one name, and those of the target that the source lacks."""
    cut, made = (
        [mark.get("mid", "") for text in unit.iterfind(f"{{*}}{side}") for mark in text.iter("{*}mrk")
         if mark.get("mtype") == "seg"]
        for side in ("seg-source", "target")
    )  # fmt: skip
    if any(times > 1 for marks in (cut, made) for times in Counter(marks).values()):
        yield say("breaches of XLIFF 1.2: an id of <{name}> twice", name="mrk")
    if not set(made) <= set(cut):
        yield say("breaches of XLIFF 1.2: a {what} that leads nowhere", what="mid")


def _of_codes(codes: list[etree._Element]) -> Iterator[Message]:
    """Tell codes of one name in a text, and halves without the other."""
    known = Counter(code.get("id", "") for code in codes if local(code) in _NAMED_ONCE)
    if any(times > 1 for times in known.values()):
        yield say("breaches of XLIFF 1.2: an id of <{name}> twice", name="code")
    for one, other in _PAIRS:
        begun, ended = (
            {code.get("rid", code.get("id", "")) for code in codes if local(code) == name}
            for name in (one, other)
        )
        if not begun <= ended:
            yield say("breaches of XLIFF 1.2: <{name}> without its other half", name=one)
