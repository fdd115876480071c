"""Rules of XLIFF 2 that a file breaks, though nothing of it is lost: for `align convert --check`.

Looked at is which elements and attributes stand where, which values they have, whether names stand once and
references lead somewhere, halves of codes and marks, languages, codes that must not be deleted or
moved. Modules are looked into by `rules_modules.py`; what tools add is not.

Standard: XLIFF 2.1, OASIS 2018, sections 4.2 and 4.3, and 5 for `ref`; tables by element and by attribute.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from align.exchange.xml import local
from align.text import legal
from align.words import Message, say

if TYPE_CHECKING:
    from lxml import etree

_CORE = re.compile(r"\{urn:oasis:names:tc:xliff:document:2\.\d\}")
_XML = "{http://www.w3.org/XML/1998/namespace}"
_OF_STANDARDS = ("{urn:oasis:names:tc:xliff:", "{http://www.w3.org/")


class _Rule(NamedTuple):
    """What an element must have and may have."""

    needs: str = ""
    may: str = ""
    children: str = ""
    """Those of the core, in their order; `+` behind what has to be there; `*`: of others too."""


_CODE = "canCopy canDelete canReorder canOverlap copyOf disp equiv subType type dir subFlows dataRef"
_PAIR = "dispEnd dispStart equivEnd equivStart subFlowsEnd subFlowsStart dataRefEnd dataRefStart"
_INLINE = "cp ph pc sc ec mrk sm em"
_NOTED = "canResegment translate srcDir trgDir name type"
_ELEMENTS = {
    "xliff": _Rule("version srcLang", "trgLang", "* notes file+"),
    "file": _Rule("id", "canResegment original translate srcDir trgDir", "skeleton * notes unit|group+"),
    "group": _Rule("id", _NOTED, "* notes unit|group"),
    "unit": _Rule("id", _NOTED, "* notes originalData segment|ignorable+"),
    "skeleton": _Rule("", "href", "*"),
    "notes": _Rule("", "", "note+"),
    "note": _Rule("", "id appliesTo category priority ref"),
    "originalData": _Rule("", "", "data+"),
    "data": _Rule("id", "dir", "cp"),
    "segment": _Rule("", "id canResegment state subState", "source+ target"),
    "ignorable": _Rule("", "id", "source+ target"),
    "source": _Rule("", "", _INLINE),
    "target": _Rule("", "order", _INLINE),
    "cp": _Rule("hex"),
    "ph": _Rule("id", _CODE),
    "pc": _Rule("id", f"{_CODE} {_PAIR}".replace(" subFlows dataRef", ""), _INLINE),
    "sc": _Rule("id", f"{_CODE} isolated"),
    "ec": _Rule("", f"id startRef {_CODE} isolated"),
    "mrk": _Rule("id", "translate type ref value", _INLINE),
    "sm": _Rule("id", "translate type ref value"),
    "em": _Rule("startRef"),
}
_FREE = frozenset(("xliff", "file", "group", "unit", "note", "mrk", "sm"))
"""Elements on which tools may put attributes of their own."""
_TOKEN, _YES_NO, _DIRECTIONS = r"[\w.:·-]+", "yes|no", "ltr|rtl|auto"
_LANGUAGE = r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*"
_VALUES = {
    "id": _TOKEN, "version": r"2\.\d", "srcLang": _LANGUAGE, "trgLang": _LANGUAGE,
    f"{_XML}lang": f"{_LANGUAGE}|",
    "state": "initial|translated|reviewed|final", "subState": r"[^\s:]+:.+", "subType": r"[^\s:]+:.+",
    "canCopy": _YES_NO, "canDelete": _YES_NO, "canReorder": "yes|no|firstNo", "canOverlap": _YES_NO,
    "isolated": _YES_NO, "canResegment": _YES_NO, "translate": _YES_NO, "order": r"[1-9]\d*",
    "dir": _DIRECTIONS, "srcDir": _DIRECTIONS, "trgDir": _DIRECTIONS, "priority": r"[1-9]|10",
    "appliesTo": "source|target", "hex": "[0-9A-Fa-f]{4,6}", "subFlows": rf"{_TOKEN}(?: {_TOKEN})*",
    "subFlowsStart": rf"{_TOKEN}(?: {_TOKEN})*", "subFlowsEnd": rf"{_TOKEN}(?: {_TOKEN})*",
    "ref": rf"[^#].*|#/?(?:f={_TOKEN}(?:/|$))?(?:g={_TOKEN}(?:/|$))?(?:u={_TOKEN}(?:/|$))?"
           rf"(?:[ndt]={_TOKEN}|(?!(?:f|g|u|n|d|t)=)[a-zA-Z][\w.-]+=(?:{_TOKEN}/?)+|{_TOKEN})?",
}  # fmt: skip
_CODE_TYPES = "fmt|ui|quote|link|image|other"
_KINDS = {"fmt": ("b", "i", "u", "lb", "pb"), "ui": ("var",)}
"""What the standard itself calls kinds of codes, as `xlf:b`, by their types."""


def is_core(element: etree._Element) -> bool:
    """Tell whether an element is one of the core of the standard, of no module or tool."""
    return bool(_CORE.match(str(element.tag)))


def twice_told(name: str, ids: Iterable[str | None]) -> Iterator[Message]:
    """Tell that an id stands twice."""
    if any(times > 1 for times in Counter(filter(None, ids)).values()):
        yield say("breaches of XLIFF 2: an id of <{name}> twice", name=name)


def attributes_told(element: etree._Element) -> Iterator[Message]:
    """Tell attributes that are missing, have no place there, or say what makes no sense."""
    name = local(element)
    rule = _ELEMENTS.get(name)
    if not rule:
        return
    held = {str(key): str(value) for key, value in element.attrib.items()}
    with_state = ("state",) if "subState" in held else ()
    for wanted in (*rule.needs.split(), *with_state):
        if wanted not in held:
            yield say("breaches of XLIFF 2: <{name}> without {what}", name=name, what=wanted)
    known = {*rule.needs.split(), *rule.may.split()}
    for key, value in held.items():
        foreign = key.startswith("{") and (key.startswith(_OF_STANDARDS) or name in _FREE)
        if key not in known and not foreign:
            yield say("breaches of XLIFF 2: <{name}> with {what}", name=name, what=key.rpartition("}")[2])
        elif not _makes_sense(name, key, value):
            told = say(
                "breaches of XLIFF 2: senseless {what} of <{name}>", name=name, what=key.rpartition("}")[2]
            )
            yield told


def _makes_sense(name: str, key: str, value: str) -> bool:
    if key == "hex":
        return bool(re.fullmatch(_VALUES[key], value)) and not _is_legal(int(value, 16))
    if key == "type" and name in ("ph", "pc", "sc", "ec"):
        return bool(re.fullmatch(_CODE_TYPES, value))
    return key not in _VALUES or bool(re.fullmatch(_VALUES[key], value))


def _is_legal(code: int) -> bool:
    return code <= 0x10FFFF and not 0xD800 <= code < 0xE000 and bool(legal(chr(code)))


def order_told(name: str, children: list[str]) -> Iterator[Message]:
    """Tell children that are missing, have no place there, or stand out of their order."""
    rule = _ELEMENTS.get(name)
    if not rule:
        return
    wanted = rule.children.split()
    places = {
        each: place for place, names in enumerate(wanted) for each in names.removesuffix("+").split("|")
    }
    for names in wanted:
        if names.endswith("+") and not any(places.get(child) == wanted.index(names) for child in children):
            what = f"<{names.removesuffix('+').partition('|')[0]}>"
            yield say("breaches of XLIFF 2: <{name}> without {what}", name=name, what=what)
    if strange := next((child for child in children if child not in places), ""):
        what = f"<{strange}>" if strange != "*" else say("an element of others")
        yield say("breaches of XLIFF 2: <{name}> with {what}", name=name, what=what)
    elif rule.children != _INLINE:
        found = [places[child] for child in children]
        single = [child for child in ("source", "target") if children.count(child) > 1]
        if found != sorted(found) or single:
            yield say("breaches of XLIFF 2: elements of <{name}> out of their order", name=name)


class UnitRules:
    """The names, references, halves and languages of a unit."""

    def __init__(self, unit: etree._Element) -> None:
        self._unit = unit
        self._data = [data.get("id", "") for data in unit.iterfind("{*}originalData/{*}data")]
        self._notes = [note.get("id", "") for note in unit.iterfind("{*}notes/{*}note")]
        self._parts = [part for part in unit if local(part) in ("segment", "ignorable") and is_core(part)]
        sides = [[text for part in self._parts for text in part.iterfind(f"{{*}}{side}")] for side in _SIDES]
        self._texts = dict(zip(_SIDES, sides, strict=True))
        self._codes = {side: [code for text in texts for code in text.iterdescendants("*")]
                       for side, texts in self._texts.items()}  # fmt: skip

    def broken(self) -> Iterator[Message]:
        """Yield what is wrong."""
        if not any(local(part) == "segment" for part in self._parts):
            yield say("breaches of XLIFF 2: <{name}> without {what}", name="unit", what="<segment>")
        yield from twice_told("note", self._notes)
        yield from twice_told("segment", (part.get("id") for part in self._parts))
        yield from twice_told("data", self._data)
        for text in self._texts["source"]:
            moved = [code.get("canReorder", "yes") for code in text.iterdescendants("*")]
            if "no" in moved and "firstNo" not in moved[: moved.index("no")]:
                yield say(
                    "breaches of XLIFF 2: senseless {what} of <{name}>", name="source", what="canReorder"
                )
        for codes in self._codes.values():
            yield from twice_told("code", (code.get("id") for code in codes))
            yield from self._references(codes)
            yield from _halves(codes)
            for code in codes:
                yield from _of_code(code)
        yield from self._between_sides()
        yield from self._languages()

    def _references(self, codes: list[etree._Element]) -> Iterator[Message]:
        known = {code.get("id", ""): code for code in chain(*self._codes.values())}
        for code in codes:
            for key in ("dataRef", "dataRefStart", "dataRefEnd"):
                if code.get(key) and code.get(key) not in self._data:
                    yield leads_nowhere(key)
            copied = code.get("copyOf")
            if copied and (
                copied not in known or known[copied].get("canCopy") == "no" or code.get("dataRef")
            ):
                yield leads_nowhere("copyOf")
            if code.get("type") == "comment" and local(code) in ("mrk", "sm"):
                ref = code.get("ref", "")
                is_note = ref.removeprefix("#n=") in self._notes or "/u=" in ref
                if bool(ref) == bool(code.get("value")) or (ref and not is_note):
                    yield leads_nowhere("ref")

    def _between_sides(self) -> Iterator[Message]:
        targets = {code.get("id") for code in self._codes["target"]}
        orders = Counter(
            text.get("order", str(place))
            for place, part in enumerate(self._parts, 1)
            for text in part.iterfind("{*}target")
        )
        if any(times > 1 for times in orders.values()):
            yield say("breaches of XLIFF 2: senseless {what} of <{name}>", name="target", what="order")
        for part in self._parts:
            source, target = (next(part.iterfind(f"{{*}}{side}"), None) for side in _SIDES)
            if source is None or target is None:
                continue
            fixed = {code.get("id") for code in source.iterdescendants("*") if code.get("canDelete") == "no"}
            if not fixed <= targets:
                yield say("breaches of XLIFF 2: codes that must not be deleted and are not in the target")
            yield from _together(source, target)

    def _languages(self) -> Iterator[Message]:
        root = self._unit.getroottree().getroot()
        for side, key in (("source", "srcLang"), ("target", "trgLang")):
            wanted = root.get(key, "").lower()
            for text in self._texts[side]:
                if not wanted and side == "target":
                    yield say("breaches of XLIFF 2: <{name}> without {what}", name="xliff", what=key)
                    break
                around = chain((text,), text.iterancestors("*"))
                said = next((each.get(f"{_XML}lang") for each in around if each.get(f"{_XML}lang")), wanted)
                if str(said).lower() != wanted:
                    yield say("breaches of XLIFF 2: senseless {what} of <{name}>", name=side, what="lang")


_SIDES = ("source", "target")


def _together(source: etree._Element, target: etree._Element) -> Iterator[Message]:
    """Tell blanks that count on one side alone, and codes whose order is fixed and was changed."""
    if len({_space(side) for side in (source, target)}) > 1:
        yield say("breaches of XLIFF 2: senseless {what} of <{name}>", name="target", what="space")
    places = [token for token, _ in _tokens(target)]
    for run in _fixed_runs(list(_tokens(source))):
        slices = (places[at : at + len(run)] for at in range(len(places)))
        if set(run) <= set(places) and run not in slices:
            yield say("breaches of XLIFF 2: senseless {what} of <{name}>", name="target", what="canReorder")


def _space(text: etree._Element) -> str:
    around = chain((text,), text.iterancestors("*"))
    return next((value for each in around if (value := each.get(f"{_XML}space"))), "default")


def _tokens(text: etree._Element) -> Iterator[tuple[str, str]]:
    """Yield where each code begins, and ends, with whether it may be moved."""
    for code in text.iterchildren("*"):
        if local(code) not in ("mrk", "sm", "em"):
            name = code.get("id", "") or f"/{code.get('startRef', '')}"
            yield name, code.get("canReorder", "yes") if local(code) != "ec" else ""
        yield from _tokens(code)
        if local(code) == "pc":
            yield f"/{code.get('id', '')}", ""


def _fixed_runs(tokens: list[tuple[str, str]]) -> Iterator[list[str]]:
    """Yield the codes that stay together: from `firstNo` to the last `no` behind it, with ends between."""
    begin = 0
    while begin < len(tokens):
        last = begin
        if tokens[begin][1] == "firstNo":
            behind = begin + 1
            while behind < len(tokens) and tokens[behind][1] in ("no", ""):
                last = behind if tokens[behind][1] == "no" else last
                behind += 1
            if last > begin:
                yield [token for token, _ in tokens[begin : last + 1]]
        begin = last + 1


def leads_nowhere(key: str) -> Message:
    """Tell that an attribute names what is not there."""
    return say("breaches of XLIFF 2: a {what} that leads nowhere", what=key)


def _halves(codes: list[etree._Element]) -> Iterator[Message]:
    """Tell what begins and does not end, or the other way round, and halves that say different things."""
    for begin, end in (("sc", "ec"), ("sm", "em")):
        begun: dict[str, etree._Element] = {}
        for code in codes:
            alone = code.get("isolated") == "yes"
            if local(code) == begin and not alone:
                begun[code.get("id", "")] = code
            elif local(code) == end:
                other = begun.pop(code.get("startRef", ""), None)
                if (
                    alone != (other is None)
                    or alone == bool(code.get("startRef"))
                    or (other is not None and code.get("id"))
                ):
                    yield say("breaches of XLIFF 2: <{name}> without its other half", name=end)
                elif other is not None and any(
                    other.get(key, default) != code.get(key, other.get(key, default))
                    for key, default in _CAN.items()
                ):
                    yield say("breaches of XLIFF 2: halves of a code that differ in what may be done")
        if begun:
            yield say("breaches of XLIFF 2: <{name}> without its other half", name=begin)


_CAN = {"canCopy": "yes", "canDelete": "yes", "canReorder": "yes", "canOverlap": "yes"}


def _of_code(code: etree._Element) -> Iterator[Message]:
    """Tell what the attributes of one code say against one another."""
    kind, own = code.get("type", ""), code.get("subType", "")
    if own and (not kind or (own.startswith("xlf:") and own[4:] not in _KINDS.get(kind, ()))):
        yield say("breaches of XLIFF 2: senseless {what} of <{name}>", name=local(code), what="subType")
    moved = code.get("canReorder", "yes")
    if (
        local(code) != "ec"
        and moved != "yes"
        and (code.get("canCopy"), code.get("canDelete")) != ("no", "no")
    ):
        yield say("breaches of XLIFF 2: senseless {what} of <{name}>", name=local(code), what="canReorder")
