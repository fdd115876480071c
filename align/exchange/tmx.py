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
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import IO, TYPE_CHECKING

from align import __version__
from align.bitext import Bitext, Side
from align.errors import ReadError
from align.exchange.options import Finding, Options
from align.exchange.selection import Pair, select, too_long
from align.exchange.units import FACTS, Row, beads_from, facts, level_from, recipe_from, sensible
from align.exchange.xml import children, elements, escape, escape_only, local, quote, text_in
from align.languages import normal_code, same_language
from align.text import clean
from align.words import say

if TYPE_CHECKING:
    from lxml import etree

_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
TAIL = "</body>\n</tmx>\n"

_DATE = re.compile(r"\d{8}T\d{6}Z", re.ASCII)

# Content of these is the markup of another format; only a sub-flow inside it would be text, of its own.
_CODES = frozenset({"bpt", "ept", "ph", "it", "ut"})

_SUBSCRIPT = 3
"""Longest text of a subscript."""


def write(bitext: Bitext, file: IO[bytes], options: Options) -> list[Finding]:
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
    head = _survey(path)  # a first pass: which languages a file holds is known only at its end
    codes = _choose_languages(head, options, str(path))
    left_out: Counter[str] = Counter()
    beads = tuple(beads_from(_rows(path, codes, left_out), head.props.get("x-document", "")))
    return Bitext(
        head.side("source", codes[0]),
        head.side("target", codes[1]),
        beads,
        level_from(head.attributes.get("segtype", "")),
        recipe_from(
            head.props.get("x-recipe", ""), left_out, made_by=head.attributes.get("creationtool", "")
        ),
        head.attributes.get("creationdate", ""),
    )


@dataclass(frozen=True, slots=True)
class _Head:
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
        path = self.props.get(f"x-{name}-file", "")
        if name != "source":
            return Side(language, path)
        return Side(language, path, self.props.get("x-document", ""), self.props.get("x-date", ""))


def _survey(path: Path) -> _Head:
    attributes: dict[str, str] = {}
    props: dict[str, str] = {}
    languages: Counter[str] = Counter()
    for element in elements(path, ("header", "tu")):
        if local(element) == "header":
            attributes = {str(name): str(value) for name, value in element.attrib.items()}
            props = props_of(element)
        else:
            languages.update(dict.fromkeys(code_of(tuv) for tuv in children(element, "tuv")).keys())
    return _Head(attributes, props, languages)


def _choose_languages(head: _Head, options: Options, where: str) -> tuple[str, str]:
    """Return the codes of source and target as they stand in the file.

    The source is what was asked for, else what the header names, else the first in the file; the
    target is what was asked for, else the commonest of the others.
    """
    held = head.languages
    if len(held) < 2:
        raise ReadError(
            say(
                "no translation units in two languages, only {languages}",
                languages=", ".join(held) or say("none"),
            ),
            where=where,
            mend=say("export it again from its program"),
        )
    for code in (options.source_language, options.target_language):
        if code and not _like(held, code):
            raise ReadError(
                say("no text in {code}", code=code),
                where=where,
                mend=say("it holds {languages}", languages=", ".join(held)),
            )
    ranked = [code for code, _ in held.most_common()]
    source = _like(ranked, options.source_language) or _like(ranked, head.source_language) or next(iter(held))
    others = [code for code in ranked if code != source]
    target = _like(others, options.target_language) or others[0]
    # The header's facts are about the pair as the file has it; whoever asked for the other way turns it.
    turned = same_language(target, head.source_language) and not same_language(source, head.source_language)
    return (target, source) if turned else (source, target)


def _like(held: Iterable[str], code: str) -> str:
    """Return the held code that is this one, else one of the same language, else nothing."""
    code = normal_code(code)
    return next((c for c in held if c == code), "") or next((c for c in held if same_language(c, code)), "")


def _rows(path: Path, codes: tuple[str, str], left_out: Counter[str]) -> Iterator[Row]:
    """Yield the units that hold text in both languages; count in `left_out` what is not taken."""
    for tu in elements(path, ("tu",)):
        tuvs = children(tu, "tuv")
        texts = {code_of(tuv): _text_of(tuv) for tuv in reversed(tuvs)}
        source = texts.get(_like([code for code in texts if code != codes[1]], codes[0]), "")
        target = texts.get(_like([code for code in texts if code != codes[0]], codes[1]), "")
        if source and target:
            yield _row(tu, source, target, left_out)
        else:
            left_out[f"units without text in {codes[1] if source else codes[0]}"] += 1
        left_out["second texts in one language"] += len(tuvs) - len(texts)
        left_out["texts in other languages"] += max(0, len(texts) - 2)


def _row(tu: etree._Element, source: str, target: str, left_out: Counter[str]) -> Row:
    props = props_of(tu)
    said = {name: props[f"x-{name}"] for name in FACTS if props.get(f"x-{name}")}
    return Row(
        source,
        target,
        sensible(said, left_out),
        note=" ".join(text_in(note) for note in children(tu, "note")),
        id=clean(tu.get("tuid", "")),
        changed_by=clean(tu.get("changeid", "")),
        changed_at=clean(tu.get("changedate", "")),
    )


def props_of(element: etree._Element) -> dict[str, str]:
    """Return the props of a header, unit or text."""
    return {child.get("type", ""): text_in(child) for child in children(element, "prop")}


def code_of(tuv: etree._Element) -> str:
    """Return the language of a text; `lang` is how TMX before 1.4 wrote it."""
    return normal_code(tuv.get(_LANG) or tuv.get("lang") or "")


def _text_of(tuv: etree._Element) -> str:
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
