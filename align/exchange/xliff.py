"""XLIFF 2.1: every unit in its order, those without a partner too, for tools that work unit by unit.

What is known about a unit stands in the metadata module, its status in `state`: a match is
`translated`, a confirmed one `reviewed`, a flagged one `translated` with `align:flagged` below it, a
source without a partner `initial`. Read are XLIFF 2.x of any origin, here, and 1.2 through `toolkit.py`.

Lost on the way: where a joined segment was cut, footnote marks, inline codes (their text is kept).
Standard: XLIFF 2.1, OASIS 2018, https://docs.oasis-open.org/xliff/xliff-core/v2.1/
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, repeat
from pathlib import Path, PurePath
from typing import IO, TYPE_CHECKING

from align.bitext import Bitext, Side, TranslationUnit
from align.errors import ReadError, WriteError
from align.exchange.options import ExportRemark, Options
from align.exchange.skipped import Skipped
from align.exchange.units import FACTS, FiledUnit, beads_from, facts, level_from, recipe_from, sensible
from align.exchange.xml import children, elements, escape, quote, text_in
from align.languages import normal_code
from align.text import clean
from align.words import say

if TYPE_CHECKING:
    from lxml import etree

_STATES = {"auto": 'state="translated"', "confirmed": 'state="reviewed"'}
_FLAGGED = "align:flagged"
_CONFIRMED = ("reviewed", "final")


@dataclass(frozen=True, slots=True)
class Candidate:
    """What a memory proposes for a unit: a `match` of the Translation Candidates module."""

    source: str
    target: str
    match: int
    """Match % as CAT users know it, 101 in the same context."""
    kind: str
    origin: str = ""
    """Symbol of the document it comes from."""


def write(
    bitext: Bitext, file: IO[bytes], options: Options, candidates: Sequence[Sequence[Candidate]] = ()
) -> list[ExportRemark]:
    """Write every unit, null beads too, each with its candidates.

    Raises:
        WriteError: there is no unit, and XLIFF wants one.
    """
    if not bitext.beads:
        raise WriteError(
            say("the bitext holds no units, and XLIFF needs one"), mend=say("align documents with text")
        )
    source, target = options.codes(bitext)
    file.write(_head(bitext, source, target).encode())
    proposals = chain(candidates, repeat(()))
    for place, (unit, proposed) in enumerate(zip(bitext.units(), proposals, strict=False), 1):
        file.write(_unit(place, unit, bitext, proposed).encode())
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


def _unit(place: int, unit: TranslationUnit, bitext: Bitext, candidates: Sequence[Candidate]) -> str:
    known = facts(unit, bitext) | {"changed_by": unit.bead.changed_by, "changed_at": unit.bead.changed_at}
    said = {"document": bitext.symbol, "date": bitext.date, "status": unit.bead.status}  # by file and state
    known = {name: value for name, value in known.items() if value != said.get(name)}
    notes = f"<notes><note>{escape(unit.bead.note)}</note></notes>" if unit.bead.note else ""
    target = f"<target>{escape(unit.target)}</target>" if unit.target else ""
    return (
        f'<unit id="u{place}" name={quote(unit.id)}>{_metadata(known)}{_matches(candidates)}{notes}\n'
        f'<segment id="s1" {_state(unit)}><source>{escape(unit.source)}</source>{target}</segment></unit>\n'
    )


def _matches(candidates: Sequence[Candidate]) -> str:
    """Return the candidates as the standard's module has them; its similarity ends at 100."""
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
        return 'state="initial"' + (f' subState="{_FLAGGED}"' if status == "flagged" else "")
    return _STATES.get(status, f'state="translated" subState="{_FLAGGED}"')


def _metadata(known: dict[str, str]) -> str:
    meta = "".join(
        f"<mda:meta type={quote(name)}>{escape(value)}</mda:meta>" for name, value in known.items() if value
    )
    return f'<mda:metadata><mda:metaGroup category="align">{meta}</mda:metaGroup></mda:metadata>'


def read(path: Path, options: Options, skipped: Skipped) -> Bitext:
    """Read an XLIFF of any version and origin; a unit of several segments becomes several.

    Raises:
        ReadError: no XML, no XLIFF, or a language that is not named.
        MissingError: the file is XLIFF 1.2, and the extra `formats` is not installed.
    """
    units = elements(path, ("unit", "trans-unit"))
    first = next(units, None)
    if first is None:
        raise ReadError(say("no XLIFF, or one without units"), where=str(path), mend=say("export it again"))
    root = first.getroottree().getroot()
    if root.get("version", "").startswith("1"):
        return _read_1_2(path, options, skipped)
    codes = _codes(root, options, str(path))
    file = next(first.iterancestors("{*}file"), root)
    known = _known(file)
    left_out: Counter[str] = Counter()
    rows = (row for unit in chain([first], units) for row in _rows(unit, left_out))
    beads = tuple(beads_from(rows, known.get("document", "")))
    return Bitext(
        Side(codes[0], file.get("original", ""), known.get("document", ""), known.get("date", "")),
        Side(codes[1], known.get("target-file", "")),
        beads,
        level_from(known.get("level", "")),
        recipe_from(known.get("recipe", ""), left_out),
        known.get("created", ""),
    )


def _read_1_2(path: Path, options: Options, skipped: Skipped) -> Bitext:
    from align.exchange.toolkit import XLIFF12

    return XLIFF12.read(path, options, skipped)


def _codes(root: etree._Element, options: Options, where: str) -> tuple[str, str]:
    source = normal_code(root.get("srcLang", "")) or options.source_language
    target = normal_code(root.get("trgLang", "")) or options.target_language
    if not source or not target:
        raise ReadError(
            say("it does not name its languages"), where=where, mend=say("name them with --from and --to")
        )
    return source, target


def _rows(unit: etree._Element, left_out: Counter[str]) -> Iterator[FiledUnit]:
    """Yield the segments of a unit; what is known about it holds for each."""
    known = _known(unit)
    note = " ".join(text_in(note) for notes in children(unit, "notes") for note in children(notes, "note"))
    segments = children(unit, "segment")
    for place, segment in enumerate(segments, 1):
        source, target = (
            " ".join(filter(None, map(text_in, children(segment, side)))) for side in ("source", "target")
        )
        if not source and not target:
            left_out["segments without text"] += 1
            continue
        said = {name: known[name] for name in FACTS if known.get(name)} | {"status": _status(segment)}
        name = clean(unit.get("name") or unit.get("id") or "")
        yield FiledUnit(
            source,
            target,
            sensible(said, left_out),
            note,
            name if len(segments) == 1 else f"{name}:{place}",
            known.get("changed_by", ""),
            known.get("changed_at", ""),
        )


def _status(segment: etree._Element) -> str:
    if segment.get("subState") == _FLAGGED:
        return "flagged"
    return "confirmed" if segment.get("state") in _CONFIRMED else "auto"


def _known(element: etree._Element) -> dict[str, str]:
    """Return the metadata of ours that a file or unit bears."""
    groups = (
        group for metadata in children(element, "metadata") for group in children(metadata, "metaGroup")
    )
    return {meta.get("type", ""): text_in(meta) for group in groups for meta in children(group, "meta")}
