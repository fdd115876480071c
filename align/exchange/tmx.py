"""TMX 1.4b, as every CAT tool loads it.

One language pair a file, a line a unit, one `<seg>` a side with plain text. The paragraph number and
everything else that is known stands in props, which come before the tuv:

    <tu tuid="A/HRC/47/29:12:31" creationdate="20210621T093000Z"><prop type="x-para">12</prop>
    <prop type="x-score">0.970</prop><prop type="x-align">1-2</prop><prop type="x-status">auto</prop>…
    <tuv xml:lang="en"><prop type="x-context-pre">…</prop><seg>…</seg></tuv>
    <tuv xml:lang="zh-CN"><seg>…</seg></tuv></tu>

Lost on the way: units without a partner, repetitions, where a joined segment was cut, footnote marks.
Standard: TMX 1.4b, LISA OSCAR 2005. Text is written by hand: it takes a sixth of the time of an XML
library, and one validated shape is all there is.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path, PurePath
from typing import IO, TYPE_CHECKING, Any

from align import __version__
from align.bitext import Bead, Bitext, Prop
from align.codes import PLACE, tag
from align.comments import talk_of
from align.exchange import omegat_tags
from align.exchange.cutting import Shape
from align.exchange.elements import codes_of
from align.exchange.entries import NO_EDIT, Edit, Entry, EntryText, Filed, Head
from align.exchange.inline import is_sub_flow, one_line, text_of
from align.exchange.markup import Numbers, marked_up
from align.exchange.options import ExportRemark, Options
from align.exchange.parsing import Parsed, parsed
from align.exchange.selection import MemoryPair, Spell, select, too_long
from align.exchange.skipped import Skipped, Where
from align.exchange.statuses import TRADOS
from align.exchange.units import FACTS, facts, level_from, recipe_from, sensible
from align.exchange.xml import attributes_of, children, escape, escape_only, quote, text_in
from align.files import xml_parser
from align.languages import is_code, normal_code
from align.text import clean, legal
from align.words import say

if TYPE_CHECKING:
    from lxml import etree

_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
SPELLINGS: Mapping[str, Spell | None] = {"none": None, "omegat": tag, "standard": lambda _: PLACE}
"""How each choice of codes is spelled in a text: tags are text, elements take the place of a mark."""
TAIL = "</body>\n</tmx>\n"

_DATE = re.compile(r"\d{8}T\d{6}Z", re.ASCII)

BREAKING = frozenset(("file", "id", "prev", "next", "path"))
"""Names by which OmegaT takes a unit for the translation of one place alone, and fills nothing from it."""
_ATTRIBUTES = (
    "creationid", "creationdate", "creationtool", "creationtoolversion", "usagecount", "lastusagedate",
)  # fmt: skip
"""What others say of a unit in attributes; as props they begin with @."""
_OF_A_TEXT = ("score", "why", "status", "context-pre", "context-post")
"""What is said text by text: how each of many is aligned with the pivot, and what stands around it."""
_LEVEL = "x-ConfirmationLevel"
"""What Trados calls the status of a unit."""
_IN_SEG = re.compile(r"<seg[^<>]*>(.*)</seg>", re.DOTALL)
_OF_OUR_HEAD = re.compile("x-(?:document|date|recipe|(?:source|target)-file|file-.*)")
_OF_A_UNIT = (*FACTS, "position", "places")
_OURS = frozenset(f"x-{name}" for name in (*FACTS, *_OF_A_TEXT, "position", "places"))


def write(bitext: Bitext, file: IO[bytes], options: Options) -> list[ExportRemark]:
    """Write the units that a memory holds; the findings name conflicts and segments too long for some."""
    codes = options.codes(bitext)
    selection = select(
        bitext, one_target=options.one_target or bool(options.client), figures=options.figures,
        verbatim=bool(options.client), spell=SPELLINGS[options.inline],
    )  # fmt: skip
    findings = list(selection.conflicts)
    known = {
        "document": bitext.symbol,
        "date": bitext.date,
        "source-file": PurePath(bitext.source.path).name,
        "target-file": PurePath(bitext.target.path).name,
        "recipe": json.dumps(bitext.recipe, ensure_ascii=False),
    }
    file.write(head(codes[0], known, level=bitext.level, created=bitext.created).encode())
    for pair in selection:
        file.write(unit_of(pair, facts(pair.unit, bitext), codes, created=bitext.created).encode())
        findings.extend(too_long(pair))
    file.write(TAIL.encode())
    return findings + selection.remarks()


def head(source_code: str, known: Mapping[str, str], *, level: str = "sentence", created: str = "") -> str:
    """Return what stands before the units; `known` become props."""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE tmx SYSTEM "tmx14.dtd">\n<tmx version="1.4">\n'
        f'<header creationtool="align-tm" creationtoolversion={quote(__version__)} o-tmf="align-bitext"'
        f' segtype={quote(level)} adminlang="en" srclang={quote(source_code)} datatype="plaintext"'
        f"{date_of('creationdate', created)}>{props(known)}</header>\n<body>\n"
    )


def unit_of(pair: MemoryPair, known: dict[str, str], codes: tuple[str, str], *, created: str = "") -> str:
    """Return the lines of a unit, its texts as they are; `known` become props."""
    unit, bead = pair.unit, pair.unit.bead
    numbers: Numbers = {}
    source, target = (
        marked_up(text, [code for one in own for code in one.codes], numbers)
        if PLACE in text
        else escape_only(text)
        for text, own in ((pair.source, bead.source), (pair.target, bead.target))
    )
    context = "".join(
        f'<prop type="x-context-{place}">{escape(text)}</prop>'
        for place, text in (("pre", unit.before), ("post", unit.after)) if text
    )  # fmt: skip
    author = f" changeid={quote(bead.changed_by)}" if bead.changed_by else ""
    note = "".join(f"<note>{escape(each)}</note>" for each in bead.notes)
    attributes, others = _of_others(bead, known)
    if "creationdate=" not in attributes:
        attributes = date_of("creationdate", created) + attributes
    return (
        f"<tu tuid={quote(unit.id)}{attributes}"
        f"{date_of('changedate', bead.changed_at)}{author}>{note}{props(known)}{others}\n"
        f"<tuv xml:lang={quote(codes[0])}>{context}<seg>{source}</seg></tuv>\n"
        f"<tuv xml:lang={quote(codes[1])}><seg>{target}</seg></tuv></tu>\n"
    )


def _of_others(bead: Bead, known: Mapping[str, str]) -> tuple[str, str]:
    """Return the attributes and props that others gave a unit, without what some tools stumble over."""
    attributes, others = dict[str, str](), ""
    for prop in bead.props:
        name = prop.name.removeprefix("@")
        if prop.name[:1] != "@" and name not in BREAKING and name.removeprefix("x-") not in known:
            others += f"<prop type={quote(name)}>{escape(prop.value)}</prop>"
        elif prop.name[:1] == "@" and name in _ATTRIBUTES and _is_fit(name, prop.value):
            attributes.setdefault(name, f" {name}={quote(prop.value)}")
    return "".join(attributes.values()), others


def _is_fit(name: str, value: str) -> bool:
    """Tell whether an attribute may have a value: tools refuse dates and counts in any other form."""
    if name.endswith("date"):
        return bool(_DATE.fullmatch(value))
    return name != "usagecount" or value.isdecimal()


def props(known: Mapping[str, str]) -> str:
    """Return facts as props; an empty one is not worth writing."""
    return "".join(_prop(name, value) for name, value in known.items() if value)


@lru_cache(maxsize=4096)  # most facts are those of other units too
def _prop(name: str, value: str) -> str:
    return f'<prop type="x-{name}">{escape(value)}</prop>'


def date_of(name: str, value: str) -> str:
    """Return the attribute of a date; one in another form, which tools refuse, is left out."""
    return f' {name}="{value}"' if _DATE.fullmatch(value) else ""


SHAPE = Shape("TMX", "tmx", "tu")


def open_file(path: Path, skipped: Skipped, *, codes: bool = False) -> Filed:
    """Open a TMX of any make: 1.1 to 1.4, any encoding, compressed or not, in constant memory.

    Texts stay as they are, but for white space at their ends, line breaks, inline codes and what XML cannot
    hold. What is not taken is counted and named. With `codes`, what formats the texts comes with them.

    Raises:
        ReadError: it is no TMX. While it is read: it is damaged as an archive, or its end is missing.
    """
    # Units are spelled when they are gone through, and by then the head is known.
    head, units = parsed(
        path, SHAPE, skipped, lambda unit: omegat_tags.with_elements(unit) if has_tags else unit
    )
    attributes, props, notes = _header(head)
    recipe = recipe_from(props.get("x-recipe", ""), made_by=attributes.get("creationtool", ""))
    has_tags = "omegat" in (attributes.get("creationtool", "").lower(), recipe.get("client"))
    return Filed(
        Head(
            _named(attributes.get("srclang", "")),
            props.get("x-document", ""),
            props.get("x-date", ""),
            _files(props),
            level_from(attributes.get("segtype", "")),
            recipe | _said_of_all(props, notes),
            attributes.get("creationdate", ""),
        ),
        (_entry(unit, skipped, codes, made=attributes.get("creationdate", "")) for unit in units),
    )


def _files(props: Mapping[str, str]) -> dict[str, str]:
    """Return the names of the files that were aligned, by language, or as `source` and `target`."""
    named = {name.removeprefix("x-"): value for name, value in props.items()}
    sides = {side: named[f"{side}-file"] for side in ("source", "target") if named.get(f"{side}-file")}
    return sides | {n.removeprefix("file-"): path for n, path in named.items() if n.startswith("file-")}


def _said_of_all(props: Mapping[str, str], notes: Sequence[str]) -> dict[str, Any]:
    """Return what others say of all units at once; it goes on in the recipe."""
    others = {name: value for name, value in props.items() if value and not _OF_OUR_HEAD.fullmatch(name)}
    said = {"notes": [*notes]} if notes else {}
    return {"said": said | others} if said or others else {}


def _header(head: str) -> tuple[dict[str, str], dict[str, str], list[str]]:
    """Return the attributes, props and notes of the header, whatever is wrong with it."""
    from lxml import etree

    root = etree.fromstring(legal(head), xml_parser(recover=True)) if head else None
    header = next(iter(children(root, "header")), None) if root is not None else None
    if header is None:
        return {}, {}, []
    return attributes_of(header), props_of(header), list(filter(None, map(text_in, children(header, "note"))))


def _named(code: str) -> str:
    """Return what a file or unit names as its source language; `*all*` names none."""
    code = normal_code(code)
    return code if is_code(code) else ""


def _entry(unit: Parsed, skipped: Skipped, codes: bool, *, made: str) -> Entry:
    tu, where = unit.element, unit.where
    texts, attributes = children(tu, "tuv"), attributes_of(tu)
    said = tuple(one for tuv in texts if (one := _said(tuv, where, skipped, codes)))
    has_more = len(tu) > len(texts)  # than texts; few units of others have
    known = props_of(tu) if has_more else {}
    facts = _facts(known, _OF_A_UNIT, where, skipped)
    if _LEVEL in known and "status" not in facts:
        facts["status"] = TRADOS.status(known[_LEVEL]) or "auto"
    for name, attribute in (("created_by", "creationid"), ("created_at", "creationdate")):
        if value := clean(attributes.get(attribute, "")):
            facts[name] = value
    own = tuple(_props_of_others(tu, attributes, made))
    name, named = clean(attributes.get("tuid", "")), _named(attributes.get("srclang", ""))
    edit = _edit_of(tu) if has_more or "changeid" in attributes or "changedate" in attributes else NO_EDIT
    said = _between(said, known) if known and said else said
    return Entry(said, facts, edit, name, named, unit.position, where, own)


def _between(said: tuple[EntryText, ...], known: Mapping[str, str]) -> tuple[EntryText, ...]:
    """Return the texts of a unit, the first with what stands around it: memoQ says it of the whole unit."""
    around = {
        name: one_line(match[1] if (match := _IN_SEG.fullmatch(text)) else text, said[0].language)
        for name in ("context-pre", "context-post") if (text := known.get(f"x-{name}", ""))
    }  # fmt: skip
    return (said[0]._replace(facts={**around, **said[0].facts}), *said[1:]) if around else said


def _props_of_others(tu: etree._Element, attributes: Mapping[str, str], made: str) -> Iterator[Prop]:
    """Yield what a unit, or one of its texts, says in words that are not ours.

    Args:
        tu: the unit.
        attributes: its own.
        made: when the file was; units of that date say nothing new.
    """
    for name in _ATTRIBUTES:
        value = clean(attributes.get(name, "")) if name in attributes else ""
        if value and (name, value) != ("creationdate", made):
            yield Prop(f"@{name}", value)
    others = (prop for prop in tu.iter("{*}prop") if prop.get("type", "") not in _OURS)
    found = (Prop(prop.get("type", ""), text_in(prop)) for prop in others)
    yield from dict.fromkeys(prop for prop in found if prop.name and prop.value)


def _said(tuv: etree._Element, where: Where, skipped: Skipped, with_codes: bool) -> EntryText | None:
    """Return what one language says in a unit, if it says anything."""
    # `lang` is how TMX before 1.4 wrote it.
    code, segments = normal_code(tuv.get(_LANG) or tuv.get("lang") or ""), children(tuv, "seg")
    had_codes = any(map(len, segments))
    text = one_line("".join(map(text_of, segments)), code, had_codes=had_codes)
    if had_codes:
        flows = sum(is_sub_flow(sub) for seg in segments for sub in seg.iter("{*}sub"))
        skipped.add(say("footnotes and other texts in the middle of texts (<sub>)"), where, flows)
    if not is_code(code):
        skipped.add(say("texts without a language code"), where)
        return None
    if not text:
        skipped.add(say("texts that are empty"), where)
        return None
    codes = codes_of(segments[0], text) if with_codes and had_codes and len(segments) == 1 else ()
    if len(tuv) == 1 and not tuv.get("changeid") and not tuv.get("changedate"):  # so it is with nearly all
        return EntryText(code, text, codes=codes)
    return EntryText(code, text, _facts(props_of(tuv), _OF_A_TEXT, where, skipped), _edit_of(tuv), codes)


def _facts(props: Mapping[str, str], known: Iterable[str], where: Where, skipped: Skipped) -> dict[str, str]:
    """Return what is said in our words and makes sense; other programs use them too, for something else."""
    said = {name: props[f"x-{name}"] for name in known if props.get(f"x-{name}")} if props else {}
    return sensible(said, where, skipped)


def _edit_of(element: etree._Element) -> Edit:
    """Return what a unit or one of its texts says about its last change."""
    note, comments = talk_of(map(text_in, children(element, "note"))) if len(element) > 1 else ("", ())
    by, at = clean(element.get("changeid", "")), clean(element.get("changedate", ""))
    return Edit(note, by, at, comments) if note or by or at or comments else NO_EDIT


def props_of(element: etree._Element) -> dict[str, str]:
    """Return the props of a header, unit or text."""
    return {child.get("type", ""): text_in(child) for child in children(element, "prop")}
