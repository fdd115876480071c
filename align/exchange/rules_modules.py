"""Rules of the modules of XLIFF 2 that a file breaks, for `align convert --check`.

Looked at is which elements and attributes a module has, what they need, which values they have, and whether
names stand once in their surroundings. What references lead to is looked for in matches and notes alone.

Standard: XLIFF 2.0, OASIS 2014, sections 5.1 (candidates), 5.2 (glossary), 5.3 (format style),
5.4 (metadata), 5.5 (resource data), 5.6 (change tracking), 5.7 (size restriction) and 5.8 (validation).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from align.exchange.xml import local
from align.words import Message, say

if TYPE_CHECKING:
    from lxml import etree

_NAME = re.compile(r"\{urn:oasis:names:tc:xliff:(\w+):2\.\d\}([\w.-]+)")


class _Rule(NamedTuple):
    """What an element must have and may have."""

    needs: str = ""
    may: str = ""
    holds: str = ""
    """Names of children that there has to be one of; a rule a word, others as `a|b`."""
    others: bool = True
    """Whether elements of other modules and tools may stand in it too."""


_ELEMENTS = {
    "matches": {
        "matches": _Rule(holds="match"),
        "match": _Rule("ref", "id matchQuality matchSuitability origin reference similarity subType type"),
    },
    "glossary": {
        "glossary": _Rule(holds="glossEntry", others=False),
        "glossEntry": _Rule("", "id ref", "term translation|definition"),
        "term": _Rule("", "source"), "translation": _Rule("", "id ref source"),
        "definition": _Rule("", "source"),
    },
    "metadata": {
        "metadata": _Rule("", "id", "metaGroup", others=False),
        "metaGroup": _Rule("", "id category appliesTo"),
        "meta": _Rule("type"),
    },
    "resourcedata": {
        "resourceData": _Rule("", "id", "resourceItem|resourceItemRef", others=False),
        "resourceItemRef": _Rule("ref", "id"), "resourceItem": _Rule("", "id mimeType context"),
        "source": _Rule("", "href"), "target": _Rule("", "href"), "reference": _Rule("", "href"),
    },
    "changetracking": {
        "changeTrack": _Rule(holds="revisions"),
        "revisions": _Rule("appliesTo", "ref currentVersion", "revision"),
        "revision": _Rule("", "author datetime version", "item"), "item": _Rule("property"),
    },
    "sizerestriction": {
        "profiles": _Rule("", "generalProfile storageProfile"), "data": _Rule("profile"),
        "normalization": _Rule("", "general storage"),
    },
    "validation": {
        "validation": _Rule(holds="rule"),
        "rule": _Rule("", "isPresent occurs isNotPresent startsWith endsWith existsInSource caseSensitive "
                      "normalization disabled"),
    },
}  # fmt: skip
_TOKEN, _YES_NO, _LENGTH = r"[\w.:·-]+", "yes|no", r"\*|\d+(?:,(?:\d+|\*))?"
_PER_CENT = r"(?:100|\d{1,2})(?:\.\d+)?"
_VALUES = {
    "matches": {
        "id": _TOKEN, "reference": _YES_NO, "type": "am|mt|icm|idm|tb|tm|other", "ref": "#.+",
        **dict.fromkeys(("matchQuality", "matchSuitability", "similarity"), _PER_CENT),
    },
    "metadata": {"id": _TOKEN, "appliesTo": "source|target|ignorable"},
    "resourcedata": {"id": _TOKEN, "context": _YES_NO},
    "glossary": {"id": _TOKEN},
    "sizerestriction": {"general": "none|nfc|nfd", "storage": "none|nfc|nfd"},
    "validation": {
        "occurs": r"[1-9]\d*", "existsInSource": _YES_NO, "caseSensitive": _YES_NO,
        "normalization": "none|nfc|nfd", "disabled": _YES_NO,
    },
}  # fmt: skip
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_HTML = (
    "a abbr acronym address applet area b base basefont bdo big blockquote body br button caption "
    "center cite code col colgroup dd del dfn dir div dl dt em fieldset font form frame frameset h1 "
    "h2 h3 h4 h5 h6 head hr html i iframe img input ins isindex kbd label legend li link map menu "
    "meta noframes noscript object ol optgroup option p param pre q s samp script select small span "
    "strike strong style sub sup table tbody td textarea tfoot th thead title tr tt u ul var"
).replace(" ", "|")
"""Elements of HTML 4, as 5.3 lists them."""
_ATTRIBUTES = {
    "fs": {"fs": _HTML, "subFs": ".*"},
    "sizerestriction": {
        "storageRestriction": _LENGTH, "sizeRestriction": _LENGTH, "equivStorage": r"\d+", "sizeInfo": ".*",
        "sizeInfoRef": _TOKEN,
    },
}  # fmt: skip
"""Of modules that put attributes on elements of the core, their values."""
_OF_CODES = ("equivStorage", "sizeInfo", "sizeInfoRef", "fs", "subFs")
"""Attributes that an `<ec>` has only where it stands without its `<sc>`, which has them."""
_NAMED_ONCE = {
    "matches": ("match",),
    "glossary": ("glossEntry", "translation"),
    "metadata": ("metaGroup", "meta"),
    "resourceData": ("resourceItem", "resourceItemRef"),
}
"""Of an element, in which elements of it a name stands once."""


def broken(element: etree._Element) -> Iterator[Message]:
    """Yield what is wrong in an element of a module, or in what modules say of one of the core."""
    yield from _attributes(element)
    module, name = _parts(element.tag)
    if module not in _ELEMENTS:
        return
    rule = _ELEMENTS[module].get(name)
    if not rule:
        parent = element.getparent()
        where, what = local(parent) if parent is not None else name, f"<{name}>"
        yield say("breaches of XLIFF 2: <{name}> with {what}", name=where, what=what)
        return
    yield from _own_attributes(element, module, name, rule)
    yield from _children(element, module, name, rule)
    if name in _NAMED_ONCE:
        named = (
            each for each in element.iter("*") if _parts(each.tag) in [(module, n) for n in _NAMED_ONCE[name]]
        )
        times = Counter(filter(None, (each.get("id") for each in named)))
        if any(count > 1 for count in times.values()):
            yield say("breaches of XLIFF 2: an id of <{name}> twice", name=_NAMED_ONCE[name][0])
    if (module, name) in _MORE:
        yield from _MORE[module, name](element)


def _parts(name: object) -> tuple[str, str]:
    """Return the module and the name of an element or attribute; nothing of what is of no module."""
    found = _NAME.fullmatch(str(name))
    return (found[1], found[2]) if found else ("", "")


def _attributes(element: etree._Element) -> Iterator[Message]:
    """Tell attributes of modules that make no sense, or not there."""
    held = {}
    for key, value in element.attrib.items():
        module, name = _parts(key)
        if module not in _ATTRIBUTES:
            continue
        held[name] = str(value)
        wanted = _ATTRIBUTES[module].get(name)
        if wanted is None:
            yield say("breaches of XLIFF 2: <{name}> with {what}", name=local(element), what=name)
        elif not re.fullmatch(wanted, str(value)):
            yield say("breaches of XLIFF 2: senseless {what} of <{name}>", name=local(element), what=name)
    if "subFs" in held and "fs" not in held:
        yield say("breaches of XLIFF 2: <{name}> without {what}", name=local(element), what="fs")
    if {"sizeInfo", "sizeInfoRef"} <= held.keys():
        yield say("breaches of XLIFF 2: <{name}> with {what}", name=local(element), what="sizeInfo")
    if local(element) == "ec" and element.get("isolated") != "yes":
        for name in filter(held.__contains__, _OF_CODES):
            yield say("breaches of XLIFF 2: <{name}> with {what}", name="ec", what=name)


def _own_attributes(element: etree._Element, module: str, name: str, rule: _Rule) -> Iterator[Message]:
    held = {str(key): str(value) for key, value in element.attrib.items() if not str(key).startswith("{")}
    for wanted in rule.needs.split():
        if wanted not in held:
            yield say("breaches of XLIFF 2: <{name}> without {what}", name=name, what=wanted)
    known, values = {*rule.needs.split(), *rule.may.split()}, _VALUES.get(module, {})
    for key, value in held.items():
        if key not in known:
            yield say("breaches of XLIFF 2: <{name}> with {what}", name=name, what=key)
        elif key in values and not re.fullmatch(values[key], value):
            yield say("breaches of XLIFF 2: senseless {what} of <{name}>", name=name, what=key)


def _children(element: etree._Element, module: str, name: str, rule: _Rule) -> Iterator[Message]:
    held = [_parts(child.tag) for child in element.iterchildren("*")]
    own = {child for of, child in held if of == module}
    for wanted in rule.holds.split():
        if not own & set(wanted.split("|")):
            what = f"<{wanted.partition('|')[0]}>"
            yield say("breaches of XLIFF 2: <{name}> without {what}", name=name, what=what)
    if not rule.others and any(of != module for of, _ in held):
        what = say("an element of others")
        yield say("breaches of XLIFF 2: <{name}> with {what}", name=name, what=what)


def _of_rule(rule: etree._Element) -> Iterator[Message]:
    """Tell a rule that says nothing or several things (5.8.4.3), and a condition without a text (5.8.5.6)."""
    said = [key for key in ("isPresent", "isNotPresent", "startsWith", "endsWith") if key in rule.attrib]
    own = any(str(key).startswith("{") for key in rule.attrib)
    if len(said) + own != 1:
        yield say("breaches of XLIFF 2: senseless {what} of <{name}>", name="rule", what="isPresent")
    if "existsInSource" in rule.attrib and said in ([], ["isNotPresent"]):
        yield say("breaches of XLIFF 2: senseless {what} of <{name}>", name="rule", what="existsInSource")


def _of_revisions(revisions: etree._Element) -> Iterator[Message]:
    """Tell revisions of a note that do not say of which of those beside them (5.6.5.5)."""
    around = revisions.getparent()
    around = around.getparent() if around is not None else None
    if revisions.get("appliesTo") != "note" or around is None:
        return
    notes = [note.get("id", "") for note in around.iterfind("{*}notes/{*}note")]
    ref = revisions.get("ref", "")
    if ref not in notes if ref else len(notes) > 1:
        yield say("breaches of XLIFF 2: a {what} that leads nowhere", what="ref")


def _of_match(match: etree._Element) -> Iterator[Message]:
    """Tell a match of what its unit has not (5.1.6.5), of half a kind (5.1.6.8), or in a language."""
    unit = next(match.iterancestors("{*}unit"), None)
    texts = [] if unit is None else [*unit.iterchildren("{*}segment", "{*}ignorable")]
    named = {each.get("id", "") for text in texts for each in text.iter("*")} - {""}
    if re.split("[#/=]", match.get("ref", ""))[-1] not in named:
        yield say("breaches of XLIFF 2: a {what} that leads nowhere", what="ref")
    if match.get("subType") and not match.get("type"):
        yield say("breaches of XLIFF 2: <{name}> without {what}", name="match", what="type")
    if _LANG in match.attrib:
        yield say("breaches of XLIFF 2: <{name}> with {what}", name="match", what="lang")


def _of_resource(resource: etree._Element) -> Iterator[Message]:
    """Tell a resource that stands here and elsewhere, or nowhere (5.5.4.5), and one of another language."""
    name = local(resource)
    is_empty = not len(resource) and not (resource.text or "").strip()
    if is_empty != ("href" in resource.attrib):
        yield say("breaches of XLIFF 2: senseless {what} of <{name}>", name=name, what="href")
    wanted = resource.getroottree().getroot().get("srcLang", "")
    if name == "source" and resource.get(_LANG, wanted).lower() != wanted.lower():
        yield say("breaches of XLIFF 2: senseless {what} of <{name}>", name=name, what="lang")


_MORE = {
    ("matches", "match"): _of_match, ("resourcedata", "source"): _of_resource,
    ("resourcedata", "target"): _of_resource, ("changetracking", "revisions"): _of_revisions,
    ("validation", "rule"): _of_rule,
}  # fmt: skip
