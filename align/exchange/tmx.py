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
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import IO, TYPE_CHECKING, NamedTuple, cast

from align import __version__
from align.bitext import TRUST, Bitext, Side, Status, least_trusted, one_note
from align.exchange.choosing import Two, choose_two, is_turned
from align.exchange.options import ExportRemark, Options
from align.exchange.selection import Pair, select, too_long
from align.exchange.units import FACTS, FiledUnit, beads_from, facts, level_from, recipe_from, sensible
from align.exchange.xml import children, elements, escape, escape_only, local, quote, text_in
from align.languages import normal_code
from align.text import clean
from align.words import listed

if TYPE_CHECKING:
    from lxml import etree

_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
TAIL = "</body>\n</tmx>\n"

_DATE = re.compile(r"\d{8}T\d{6}Z", re.ASCII)

# Content of these is the markup of another format; only a sub-flow inside it would be text, of its own.
_CODES = frozenset({"bpt", "ept", "ph", "it", "ut"})

_OF_A_TEXT = ("x-score", "x-why", "x-status")
"""What a multilingual unit says text by text: how each is aligned with the pivot."""

_SUBSCRIPT = 3
"""Longest text of a subscript."""


def write(bitext: Bitext, file: IO[bytes], options: Options) -> list[ExportRemark]:
    """Write the units that a memory holds; the findings name conflicts and segments too long for some."""
    codes = options.codes(bitext)
    selection = select(bitext, one_target=options.one_target, figures=options.figures)
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
    return findings


def head(source_code: str, known: Mapping[str, str], *, level: str = "sentence", created: str = "") -> str:
    """Return what stands before the units; `known` become props."""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE tmx SYSTEM "tmx14.dtd">\n<tmx version="1.4">\n'
        f'<header creationtool="align-tm" creationtoolversion={quote(__version__)} o-tmf="align-bitext"'
        f' segtype={quote(level)} adminlang="en" srclang={quote(source_code)} datatype="plaintext"'
        f"{date_of('creationdate', created)}>{props(known)}</header>\n<body>\n"
    )


def unit_of(pair: Pair, known: dict[str, str], codes: tuple[str, str], *, created: str = "") -> str:
    """Return the lines of a unit, its texts as they are; `known` become props."""
    unit, bead = pair.unit, pair.unit.bead
    context = {"context-pre": unit.before, "context-post": unit.after}
    author = f" changeid={quote(bead.changed_by)}" if bead.changed_by else ""
    note = f"<note>{escape(bead.note)}</note>" if bead.note else ""
    return (
        f"<tu tuid={quote(unit.id)}{date_of('creationdate', created)}"
        f"{date_of('changedate', bead.changed_at)}{author}>{note}{props(known)}\n"
        f"<tuv xml:lang={quote(codes[0])}>{props(context)}<seg>{escape_only(pair.source)}</seg></tuv>\n"
        f"<tuv xml:lang={quote(codes[1])}><seg>{escape_only(pair.target)}</seg></tuv></tu>\n"
    )


def props(known: Mapping[str, str]) -> str:
    """Return facts as props; an empty one is not worth writing."""
    return "".join(f'<prop type="x-{name}">{escape(value)}</prop>' for name, value in known.items() if value)


def date_of(name: str, value: str) -> str:
    """Return the attribute of a date; one in another form, which tools refuse, is left out."""
    return f' {name}="{value}"' if _DATE.fullmatch(value) else ""


def read(path: Path, options: Options) -> Bitext:
    """Read a TMX of any origin: of several languages a pair is chosen, inline codes are dropped.

    The recipe of a file that is not ours says what made it; `left_out` in it counts what was not taken.

    Raises:
        ReadError: no XML, no TMX, or not two languages in it.
    """
    head = survey(path)  # a first pass: which languages a file holds is known only at its end
    two = choose_two(list(head.languages), options, head.source_language, str(path))
    if is_turned(two.codes, (head.source_language, "")):
        two = two.turned()  # as the file has them: the facts of its header are about that
    left_out: Counter[str] = Counter()
    beads = tuple(beads_from(_rows(path, two, left_out), head.props.get("x-document", "")))
    return Bitext(
        head.side("source", two.codes[0]),
        head.side("target", two.codes[1]),
        beads,
        level_from(head.attributes.get("segtype", "")),
        recipe_from(
            head.props.get("x-recipe", ""), left_out, made_by=head.attributes.get("creationtool", "")
        ),
        head.attributes.get("creationdate", ""),
    )


@dataclass(frozen=True, slots=True)
class Head:
    """What a first look at a file finds: its header, and how often each language stands in it."""

    attributes: dict[str, str]
    props: dict[str, str]
    languages: Counter[str]

    @property
    def source_language(self) -> str:
        """Return what the header names; `*all*` names none."""
        named = self.attributes.get("srclang", "")
        return "" if named.lower() == "*all*" else named

    def side(self, name: str, language: str) -> Side:
        """Return one side; the original bears symbol and date."""
        path = self.props.get(f"x-{name}-file", "") or self.props.get(f"x-file-{language}", "")
        if name != "source":
            return Side(language, path)
        return Side(language, path, self.props.get("x-document", ""), self.props.get("x-date", ""))


def survey(path: Path) -> Head:
    """Return what a first pass over a file finds.

    Raises:
        ReadError: no XML, or no TMX.
    """
    attributes: dict[str, str] = {}
    props: dict[str, str] = {}
    languages: Counter[str] = Counter()
    for element in elements(path, ("header", "tu")):
        if local(element) == "header":
            attributes = {str(name): str(value) for name, value in element.attrib.items()}
            props = props_of(element)
        else:
            languages.update(dict.fromkeys(code_of(tuv) for tuv in children(element, "tuv")).keys())
    return Head(attributes, props, languages)


def _rows(path: Path, two: Two, left_out: Counter[str]) -> Iterator[FiledUnit]:
    """Yield the units that hold text in both languages; count in `left_out` what is not taken."""
    for tu in elements(path, ("tu",)):
        tuvs = [(code_of(tuv), tuv) for tuv in children(tu, "tuv")]
        sources, targets = ([tuv for code, tuv in tuvs if code in codes] for codes in two)
        yield from _pairs(tu, [_said(tuv) for tuv in sources], [_said(tuv) for tuv in targets], two, left_out)
        left_out["texts in other languages"] += len(tuvs) - len(sources) - len(targets)


class _Said(NamedTuple):
    """What a text is, and what stands beside it about its own alignment."""

    text: str
    props: Mapping[str, str]
    edit: Edit


def _said(tuv: etree._Element) -> _Said:
    # A text with nothing but its segment has no props: so it is with nearly all.
    return _Said(text_of(tuv), props_of(tuv) if len(tuv) > 1 else {}, edit_of(tuv))


class Edit(NamedTuple):
    """Who changed a unit or a text, when, and what they noted."""

    note: str
    changed_by: str
    changed_at: str


def edit_of(element: etree._Element) -> Edit:
    """Return what a unit or one of its texts says about its last change."""
    note = " ".join(text_in(note) for note in children(element, "note")) if len(element) > 1 else ""
    return Edit(note, clean(element.get("changeid", "")), clean(element.get("changedate", "")))


def _pairs(
    tu: etree._Element, sources: list[_Said], targets: list[_Said], two: Two, left_out: Counter[str]
) -> Iterator[FiledUnit]:
    """Yield the unit, and again for each further variant of one language, as of en-GB and en-US."""
    sources, targets = ([said for said in side if said.text] for side in (sources, targets))
    if not sources or not targets:
        left_out[f"units without text in {listed(two.target if sources else two.source)}"] += 1
        return
    pairs = [(sources[0], target) for target in targets] + [(source, targets[0]) for source in sources[1:]]
    for place, (source, target) in enumerate(pairs, 1):
        row = _row(tu, source, target, left_out)
        yield row if place == 1 or not row.id else row._replace(id=f"{row.id}#{place}")


def _row(tu: etree._Element, source: _Said, target: _Said, left_out: Counter[str]) -> FiledUnit:
    said = {name: value for name, value in props_of(tu).items() if value} | both(source.props, target.props)
    known = {name: said[f"x-{name}"] for name in FACTS if said.get(f"x-{name}")}
    edits = edit_of(tu), source.edit, target.edit
    latest = max(edits, key=lambda edit: edit.changed_at or edit.changed_by)
    return FiledUnit(
        source.text,
        target.text,
        sensible(known, left_out),
        note=one_note(edit.note for edit in edits),
        id=clean(tu.get("tuid", "")),
        changed_by=latest.changed_by,
        changed_at=latest.changed_at,
    )


def both(source: Mapping[str, str], target: Mapping[str, str]) -> dict[str, str]:
    """Return what two texts of a multilingual unit say about their alignment with its pivot, as of a pair.

    >>> both({"x-score": "0.9", "x-status": "confirmed"}, {"x-score": "0.8", "x-status": "auto"})
    {'x-score': '0.720', 'x-status': 'auto'}
    """
    said = {name: value for side in (source, target) for name, value in side.items() if name in _OF_A_TEXT}
    if "x-score" in source and "x-score" in target:
        try:
            said["x-score"] = f"{float(source['x-score']) * float(target['x-score']):.3f}"
        except ValueError:
            said["x-score"] = min(
                source["x-score"], target["x-score"]
            )  # no numbers: whoever reads them says so
    statuses = [side["x-status"] for side in (source, target) if side.get("x-status") in TRUST]
    if statuses:
        said["x-status"] = least_trusted(cast(list[Status], statuses))
    return said


def props_of(element: etree._Element) -> dict[str, str]:
    """Return the props of a header, unit or text."""
    return {child.get("type", ""): text_in(child) for child in children(element, "prop")}


def code_of(tuv: etree._Element) -> str:
    """Return the language of a text; `lang` is how TMX before 1.4 wrote it."""
    return normal_code(tuv.get(_LANG) or tuv.get("lang") or "")


def text_of(tuv: etree._Element) -> str:
    """Return the text of a language in a unit, cleaned."""
    return clean("".join(plain(seg) for seg in children(tuv, "seg")))


def plain(element: etree._Element) -> str:
    """Return the text of a segment without codes and sub-flows; of highlighting only the marks go."""
    parts = [element.text or ""]
    for child in element:
        name = local(child)
        if name in _CODES:
            parts.append(" " if child.get("type") == "lb" else "")
        elif name and not is_sub_flow(child):
            parts.append(plain(child))
        parts.append(child.tail or "")
    return "".join(parts)


def is_sub_flow(element: etree._Element) -> bool:
    """Tell a footnote or another text of its own from what sloppy programs mean by `<sub>`: CO2."""
    return local(element) == "sub" and len(text_in(element)) > _SUBSCRIPT
