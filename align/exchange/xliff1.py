"""XLIFF 1.2 and what Trados, memoQ and Phrase make of it: SDLXLIFF, MQXLIFF, MXLIFF.

A `<trans-unit>` is one unit, or several where its text is cut into segments by `<mrk mtype="seg">`. The tools
say the status of a segment in words of their own, beside the text: Trados in `sdl:seg`, memoQ and Phrase in
attributes of the unit. Proposals of memories (`<alt-trans>`) are counted, and no units.

Standard: XLIFF 1.2, OASIS 2008, https://docs.oasis-open.org/xliff/v1.2/os/xliff-core.html. None of the tools
runs where this is tested: it follows their public documentation.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, repeat
from pathlib import PurePath
from typing import IO, TYPE_CHECKING, NamedTuple

from align.bitext import Bead, Bitext, Prop, TranslationUnit
from align.comments import talk_of
from align.errors import WriteError
from align.exchange.coded import SPACE, contents
from align.exchange.elements import codes_of
from align.exchange.entries import Edit, Entry, EntryText, Proposal
from align.exchange.fixed import fixed_by, fixing
from align.exchange.inline import one_line, text_of
from align.exchange.markup import Dialect, texts_of, xliff_1
from align.exchange.options import ExportRemark, Options
from align.exchange.skipped import Skipped, Where
from align.exchange.statuses import MEMOQ, PHRASE, TRADOS, UNTRANSLATED, XLIFF_1
from align.exchange.tools import (
    QUALIFIER,
    SaidApart,
    definitions,
    deleted,
    edit_of,
    holds_locked,
    notes_of,
    props_of,
)
from align.exchange.units import FACTS, facts, sensible
from align.exchange.xml import attributes_of, children, escape, quote, text_in
from align.languages import normal_code
from align.text import clean
from align.unusual import FIXED
from align.words import say

if TYPE_CHECKING:
    from lxml import etree

_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_NOTHING_APART = SaidApart()
OURS = "x-align-"
_OF_OTHERS = "x-prop-"
_CONTEXTS = frozenset(
    "database element elementtitle linenumber numparams paramnotes record recordtitle sourcefile".split()
)
"""Kinds of contexts that the standard names; other names begin with x-."""


class _Segment(NamedTuple):
    """A text of a unit and its translation, before anybody read them."""

    name: str
    """Its `mid`; empty: it is the whole unit."""
    source: etree._Element | None
    target: etree._Element | None


def entries_of(
    unit: etree._Element, file: Mapping[str, str], position: int, where: Where, skipped: Skipped,
    *, codes: bool = False, apart: SaidApart = _NOTHING_APART, around: str = "",
) -> Iterator[Entry]:  # fmt: skip
    """Yield the segments of a `<trans-unit>`.

    Args:
        unit: the element.
        file: attributes of its `<file>`.
        position: its running number.
        where: its place, for messages.
        skipped: takes what is not taken.
        codes: with what formats the texts.
        apart: comments and people that stand at the beginning of the file.
        around: what its group or file says of whether it is translated.
    """
    skipped.add(say("texts that a tracked change has deleted"), where, deleted(unit))
    skipped.add(say("proposals beside the translations"), where, len(children(unit, "alt-trans")))
    name = clean(unit.get("resname") or unit.get("id") or "")
    known = _own_facts(unit, where, skipped)
    others = props_in((*children(unit, "context-group"), *children(unit, "prop-group")))
    others += fixed_by(unit, around)
    if holds_locked(unit):
        skipped.add(say("locked texts inside of segments, which have codes in their places"), where)
        yield Entry((), position=position, where=where)
        return
    segments = list(_segments(unit, where, skipped))
    for segment in segments:
        said, status = _said(segment, unit, file, where, skipped, codes)
        if not said:
            skipped.add(say("segments without text"), where)
            yield Entry((), position=position, where=where)
            continue
        own = f"{name}:{segment.name}" if segment.name and len(segments) > 1 else name
        edit = _edit(unit, segment, known, apart)
        fact = {n: known[n] for n in FACTS if n in known} | {"status": status or "auto"}
        yield Entry(said, fact, edit, own, said[0].language, position, where,
                    (*others, *props_of(unit, segment.name)))  # fmt: skip


def _segments(unit: etree._Element, where: Where, skipped: Skipped) -> Iterator[_Segment]:
    """Yield what a unit is cut into: itself, where it is not cut."""
    source, cut, target = (
        next(iter(children(unit, name)), None) for name in ("source", "seg-source", "target")
    )
    marks = _marks(cut)
    translated = _marks(target)
    if not marks or (target is not None and not translated and text_of(target).strip()):
        yield _Segment("", source if source is not None else cut, target)
        return
    for name, mark in marks.items():
        yield _Segment(name, mark, translated.pop(name, None))
    yield from (_Segment(name, None, mark) for name, mark in translated.items())
    for side in (cut, target):
        skipped.add(say("texts between segments"), where, side is not None and _has_text_between(side))


def _marks(side: etree._Element | None) -> dict[str, etree._Element]:
    """Return the segments that are marked in a text, by their names."""
    marks = side.iter("{*}mrk") if side is not None else ()
    return {mark.get("mid", str(n)): mark for n, mark in enumerate(marks) if mark.get("mtype") == "seg"}


def _has_text_between(side: etree._Element) -> bool:
    """Tell whether more than white space stands outside of segments."""
    inside = sum(len("".join(text_of(mark).split())) for mark in _marks(side).values())
    return len("".join(text_of(side).split())) > inside


def _said(
    segment: _Segment,
    unit: etree._Element,
    file: Mapping[str, str],
    where: Where,
    skipped: Skipped,
    codes: bool,
) -> tuple[tuple[EntryText, ...], str]:
    """Return the texts of a segment and its status; a target that is to be translated yet is none."""
    status = _status(segment, unit)
    sides = []
    for element, attribute in ((segment.source, "source-language"), (segment.target, "target-language")):
        if element is None:
            continue
        code = normal_code(element.get(_LANG) or file.get(attribute) or "")
        text = one_line(text_of(element), code)
        if text and element is segment.target and status == UNTRANSLATED:
            skipped.add(say("targets that are to be translated yet"), where)
        elif text:
            sides.append(EntryText(code, text, codes=codes_of(element, text) if codes else ()))
    return tuple(sides), status


def _status(segment: _Segment, unit: etree._Element) -> str:
    """Return our status of a segment, by its tool's own word where there is one."""
    conf = next((seg.get("conf", "") for seg in definitions(unit, segment.name)), None)
    if conf is not None:
        return TRADOS.status(conf or "Unspecified") or ("auto" if _differs(segment) else UNTRANSLATED)
    own = {name.rpartition("}")[2]: value for name, value in attributes_of(unit).items() if name[0] == "{"}
    if "status" in own:
        return MEMOQ.status(own["status"])
    if "confirmed" in own:
        return PHRASE.status(own["confirmed"])
    if unit.get("approved") == "yes":
        return "confirmed"
    target = next(iter(children(unit, "target")), None)
    return XLIFF_1.status(target.get("state", "") if target is not None else "")


def _differs(segment: _Segment) -> bool:
    """Tell whether a target is something else than a copy of its source."""
    texts = [text_of(side).strip() if side is not None else "" for side in (segment.source, segment.target)]
    return texts[0] != texts[1]


def _edit(unit: etree._Element, segment: _Segment, known: Mapping[str, str], apart: SaidApart) -> Edit:
    """Return who changed a segment last, and what is noted and said of it."""
    edit = edit_of(unit, segment.name, apart)
    note, comments = talk_of(notes_of(unit, segment[1:], apart))
    by, at = known.get("changed_by", "") or edit.changed_by, known.get("changed_at", "") or edit.changed_at
    return Edit(note, by, at, comments)


def _own_facts(unit: etree._Element, where: Where, skipped: Skipped) -> dict[str, str]:
    """Return what we wrote about a unit."""
    contexts = [each for group in children(unit, "context-group") for each in children(group, "context")]
    said = {
        kind.removeprefix(OURS): text_in(each)
        for each in contexts
        if (kind := each.get("context-type", "")).startswith(OURS)
    }
    return sensible(said, where, skipped)


def props_in(groups: Iterable[etree._Element]) -> tuple[Prop, ...]:
    """Return what contexts and props in groups of them say in words that are not ours."""
    found = (
        Prop(
            (each.get("context-type") or each.get("prop-type") or "").removeprefix(_OF_OTHERS), text_in(each)
        )
        for group in groups
        for each in (*children(group, "context"), *children(group, "prop"))
    )
    return tuple(prop for prop in found if prop.name and prop.value and not prop.name.startswith(OURS))


def facts_of_file(file: etree._Element) -> dict[str, str]:
    """Return what we wrote about a file, in notes of its header; before 0.2 in its props."""
    said = (
        (str(each.get("from") or each.get("prop-type", "")), each) for each in file.iter("{*}note", "{*}prop")
    )
    return {name.removeprefix(OURS): text_in(each) for name, each in said if name.startswith(OURS)}


def write(
    bitext: Bitext, file: IO[bytes], options: Options, candidates: Sequence[Sequence[Proposal]] | None = None
) -> list[ExportRemark]:
    """Write every unit as a `<trans-unit>`, those without a partner too.

    With candidates, even none, it is for a translator: texts are as they stand in the document, with its
    codes; nothing is approved, and what is to be translated is its own target (`state="new"`), since OmegaT
    and others show no unit without one.

    Raises:
        WriteError: there is no unit, and XLIFF wants one.
    """
    if not bitext.beads:
        raise WriteError(
            say("the bitext holds no units, and XLIFF needs one"), mend=say("align documents with text")
        )
    codes = options.codes(bitext)
    known = {
        "document": bitext.symbol, "date": bitext.date, "level": bitext.level, "created": bitext.created,
        "target-file": PurePath(bitext.target.path).name,
        "recipe": json.dumps(bitext.recipe, ensure_ascii=False),
    }  # fmt: skip
    original = PurePath(bitext.source.path).name or bitext.symbol or "unknown"
    notes = "".join(f"<note from={quote(OURS + n)}>{escape(v)}</note>" for n, v in known.items() if v)
    file.write(
        '<?xml version="1.0" encoding="UTF-8"?>\n<xliff xmlns="urn:oasis:names:tc:xliff:document:1.2"'
        f' version="1.2">\n<file original={quote(original)} source-language={quote(codes[0])}'
        f' target-language={quote(codes[1])} datatype="plaintext">\n<header>'
        f"{notes}</header>\n<body>\n".encode()
    )
    dialect = xliff_1 if options.has_codes else None
    proposals = repeat(None) if candidates is None else chain(candidates, repeat(()))
    for place, (unit, proposed) in enumerate(zip(bitext.units(), proposals, strict=False), 1):
        file.write(_unit(place, unit, bitext, dialect, proposed).encode())
    file.write(b"</body>\n</file>\n</xliff>\n")
    return []


def _unit(
    place: int,
    unit: TranslationUnit,
    bitext: Bitext,
    dialect: Dialect | None,
    candidates: Sequence[Proposal] | None,
) -> str:
    bead = unit.bead
    languages = bitext.source.language, bitext.target.language
    texts = unit.source, unit.target
    source, text = (
        texts_of(bead, texts, languages, dialect) if candidates is None else contents(bead, xliff_1)
    )
    came = next((prop for prop in bead.props if prop.name == QUALIFIER), None)
    known = facts(unit, bitext) | {"changed_by": bead.changed_by, "changed_at": bead.changed_at}
    said = {"document": bitext.symbol, "date": bitext.date, "status": bead.status}  # by file and state
    contexts = "".join(
        f"<context context-type={quote(OURS + name)}>{escape(value)}</context>"
        for name, value in known.items()
        if value and value != said.get(name)
    )
    contexts += "".join(_context(prop) for prop in bead.props if prop not in (FIXED, came))
    is_approved = bool(text) and bead.status == "confirmed" and candidates is None
    approved = f' approved="{"yes" if is_approved else "no"}"{"" if candidates is None else SPACE}'
    target = _target(source, text, bead, candidates, came)
    note = "".join(f"<note>{escape(each)}</note>" for each in bead.notes)
    return (
        f'<trans-unit id="{place}" resname={quote(unit.id)}{fixing(bead)}{approved}><source>{source}</source>'
        f'{target}<context-group purpose="information">{contexts}</context-group>{note}'
        f"{''.join(map(_proposal, candidates or ()))}</trans-unit>\n"
    )


def _target(
    source: str, target: str, bead: Bead, candidates: Sequence[Proposal] | None, came: Prop | None
) -> str:
    """Return the target of a unit; for a translator, what is to be translated is its own."""
    if candidates is None:
        state = quote(XLIFF_1.write[bead.status])
        qualifier = f" {QUALIFIER}={quote(came.value)}" if came else ""
        return f"<target state={state}{qualifier}>{target}</target>" if target else ""
    if not target:
        return f'<target state="new">{source}</target>'
    state = XLIFF_1.write["flagged" if bead.status == "flagged" else "auto"]
    qualifier = ' state-qualifier="exact-match"' if candidates else ""
    return f'<target state="{state}"{qualifier}>{target}</target>'


def _proposal(candidate: Proposal) -> str:
    """Return what a memory proposes; its match ends at 100, as everywhere outside of CAT tools."""
    origin = f" origin={quote(candidate.origin)}" if candidate.origin else ""
    return (
        f'<alt-trans match-quality="{min(candidate.match, 100)}%"{origin}>'
        f"<source>{escape(candidate.source)}</source><target>{escape(candidate.target)}</target></alt-trans>"
    )


def _context(prop: Prop) -> str:
    """Return what others say of a unit, as a context of it."""
    is_kind = prop.name in _CONTEXTS or prop.name.startswith("x-")
    name = prop.name if is_kind else f"{_OF_OTHERS}{prop.name}"
    return f"<context context-type={quote(name)}>{escape(prop.value)}</context>"
