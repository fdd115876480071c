"""XLIFF 2.1: every unit in its order, those without a partner too, for tools that work unit by unit.

What is known about a unit stands in the metadata module, its status in `state`: a match is
`translated`, a confirmed one `reviewed`, a flagged one `translated` with `align:flagged` below it, a
source without a partner `initial`. Read are XLIFF 2.x of any origin.

Lost on the way: where a joined segment was cut, footnote marks, and inline codes where nobody asked for them.
Standard: XLIFF 2.1, OASIS 2018, https://docs.oasis-open.org/xliff/xliff-core/v2.1/
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, repeat
from pathlib import PurePath
from typing import IO, TYPE_CHECKING

from align.bitext import Bitext, Prop, TranslationUnit
from align.comments import talk_of
from align.errors import WriteError
from align.exchange.coded import SPACE, contents
from align.exchange.elements import codes_of
from align.exchange.entries import Edit, Entry, EntryText, Proposal
from align.exchange.fixed import fixed_by, fixing
from align.exchange.inline import one_line, text_of
from align.exchange.markup import Dialect, texts_of, xliff_2
from align.exchange.options import ExportRemark, Options
from align.exchange.skipped import Skipped, Where
from align.exchange.statuses import FLAGGED, XLIFF_2
from align.exchange.units import FACTS, facts, sensible
from align.exchange.xml import children, escape, quote, text_in
from align.text import clean
from align.unusual import FIXED
from align.words import say

if TYPE_CHECKING:
    from lxml import etree

_OURS = frozenset((*FACTS, "changed_by", "changed_at"))
_SIDES = ("source", "target")


def write(
    bitext: Bitext, file: IO[bytes], options: Options, candidates: Sequence[Sequence[Proposal]] | None = None
) -> list[ExportRemark]:
    """Write every unit, null beads too.

    With candidates, even none, it is for a translator: texts are as they stand in the document, with its
    codes.

    Raises:
        WriteError: there is no unit, and XLIFF wants one.
    """
    if not bitext.beads:
        raise WriteError(
            say("the bitext holds no units, and XLIFF needs one"), mend=say("align documents with text")
        )
    source, target = options.codes(bitext)
    file.write(_head(bitext, source, target).encode())
    dialect = xliff_2 if options.has_codes else None
    proposals = repeat(None) if candidates is None else chain(candidates, repeat(()))
    for place, (unit, proposed) in enumerate(zip(bitext.units(), proposals, strict=False), 1):
        file.write(_unit(place, unit, bitext, proposed, dialect).encode())
    file.write(b"</file>\n</xliff>\n")
    return []


def _head(bitext: Bitext, source: str, target: str) -> str:
    known = {
        "document": bitext.symbol,
        "date": bitext.date,
        "target-file": PurePath(bitext.target.path).name,
        "level": bitext.level,
        "created": bitext.created,
        "recipe": json.dumps(bitext.recipe, ensure_ascii=False),
    }
    original = PurePath(bitext.source.path).name
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0"'
        ' xmlns:mda="urn:oasis:names:tc:xliff:metadata:2.0" xmlns:mtc="urn:oasis:names:tc:xliff:matches:2.0"'
        f' version="2.1" srcLang={quote(source)}'
        f" trgLang={quote(target)}>\n"
        f'<file id="f1"{f" original={quote(original)}" if original else ""}>{_metadata(known)}\n'
    )


def _unit(
    place: int,
    unit: TranslationUnit,
    bitext: Bitext,
    candidates: Sequence[Proposal] | None,
    dialect: Dialect | None,
) -> str:
    known = facts(unit, bitext) | {"changed_by": unit.bead.changed_by, "changed_at": unit.bead.changed_at}
    said = {"document": bitext.symbol, "date": bitext.date, "status": unit.bead.status}  # by file and state
    known = {name: value for name, value in known.items() if value != said.get(name)}
    notes = "".join(f"<note>{escape(each)}</note>" for each in unit.bead.notes)
    notes = f"<notes>{notes}</notes>" if notes else ""
    languages = bitext.source.language, bitext.target.language
    texts = unit.source, unit.target
    source, text = (
        texts_of(unit.bead, texts, languages, dialect) if candidates is None else contents(unit.bead, xliff_2)
    )
    target = f"<target>{text}</target>" if unit.target else ""
    space = "" if candidates is None else SPACE
    return (
        f'<unit id="u{place}" name={quote(unit.id)}{fixing(unit.bead)}{space}>'
        f"{_metadata(known, unit.bead.props)}{_matches(candidates)}{notes}\n"
        f'<segment id="s1" {_state(unit)}><source>{source}</source>{target}</segment></unit>\n'
    )


def _matches(candidates: Sequence[Proposal] | None) -> str:
    """Return the candidates as the Translation Candidates module has them; its similarity ends at 100."""
    if not candidates:
        return ""
    rows = "".join(
        f'\n<mtc:match ref="#s1" similarity="{min(each.match, 100)}" type="tm"'
        f' subType="align:{each.kind}"{f" origin={quote(each.origin)}" if each.origin else ""}>'
        f"<source>{escape(each.source)}</source><target>{escape(each.target)}</target></mtc:match>"
        for each in candidates
    )
    return f"<mtc:matches>{rows}</mtc:matches>"


def _state(unit: TranslationUnit) -> str:
    status = unit.bead.status
    if not unit.target:
        return 'state="initial"' + (f' subState="{FLAGGED}"' if status == "flagged" else "")
    flag = f' subState="{FLAGGED}"' if status == "flagged" else ""
    return f'state="{XLIFF_2.write[status]}"{flag}'


def _metadata(known: dict[str, str], others: Iterable[Prop] = ()) -> str:
    """Return what is known in our words, and what others say in theirs."""
    props = ((prop.name, prop.value) for prop in others if prop.name not in _OURS and prop != FIXED)
    groups = "".join(
        f'<mda:metaGroup category="{category}">{metas}</mda:metaGroup>'
        for category, said in (("align", known.items()), ("props", props))
        if (metas := "".join(map(_meta, said)))
    )
    return f"<mda:metadata>{groups}</mda:metadata>" if groups else ""


def _meta(said: tuple[str, str]) -> str:
    name, value = said
    return f"<mda:meta type={quote(name)}>{escape(value)}</mda:meta>" if value else ""


def entries_of(
    unit: etree._Element, languages: tuple[str, str], position: int, where: Where, skipped: Skipped,
    *, codes: bool = False, around: str = "",
) -> Iterator[Entry]:  # fmt: skip
    """Yield the segments of a `<unit>` of version 2, with their codes; what is known of it holds for each."""
    known = sensible(known_of(unit), where, skipped)
    note, comments = talk_of(_notes(unit))
    edit = Edit(note, known.get("changed_by", ""), known.get("changed_at", ""), comments)
    facts_held = {name: known[name] for name in FACTS if known.get(name)}
    name, others = (
        clean(unit.get("name") or unit.get("id") or ""),
        _props_of_others(unit) + fixed_by(unit, around),
    )
    segments = children(unit, "segment")
    for place, segment in enumerate(segments, 1):
        sides = ((code, children(segment, side)) for code, side in zip(languages, _SIDES, strict=True))
        said = tuple(
            EntryText(code, text, codes=codes_of(held[0], text) if codes and len(held) == 1 else ())
            for code, held in sides
            if (text := one_line("\n".join(map(text_of, held)), code))
        )
        if not said:
            skipped.add(say("segments without text"), where)
            yield Entry((), position=position, where=where)
            continue
        own = name if len(segments) == 1 else f"{name}:{place}"
        fact = facts_held | {"status": _status(segment)}
        yield Entry(said, fact, edit, own, languages[0], position, where, others)


def _notes(unit: etree._Element) -> Iterator[str]:
    """Yield the notes of a unit, and the comments that are marked in its texts."""
    yield from (text_in(note) for notes in children(unit, "notes") for note in children(notes, "note"))
    for mark in unit.iter("{*}mrk", "{*}sm"):
        if mark.get("type") == "comment" and mark.get("value"):
            yield clean(mark.get("value", ""))


def _status(segment: etree._Element) -> str:
    if segment.get("subState") == FLAGGED:
        return "flagged"
    return XLIFF_2.status(segment.get("state", ""))


def _props_of_others(unit: etree._Element) -> tuple[Prop, ...]:
    """Return what the metadata of a unit say in words that are not ours."""
    metas = (meta for held in children(unit, "metadata") for meta in held.iter("{*}meta"))
    found = (Prop(meta.get("type", ""), text_in(meta)) for meta in metas)
    return tuple(prop for prop in found if prop.name and prop.value and prop.name not in _OURS)


def known_of(element: etree._Element) -> dict[str, str]:
    """Return the metadata of ours that a file or unit bears."""
    groups = (
        group for metadata in children(element, "metadata") for group in children(metadata, "metaGroup")
    )
    return {meta.get("type", ""): text_in(meta) for group in groups for meta in children(group, "meta")}
