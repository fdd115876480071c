"""TMX 1.4b of several languages: a multitext, a `<tuv>` a language.

What all languages share stands in the unit, what concerns the alignment of one with the pivot in its text:

    <tu tuid="A/80/9217:12:31" creationdate="20251129T093000Z"><prop type="x-para">12</prop>…
    <tuv xml:lang="en"><prop type="x-context-pre">…</prop><seg>…</seg></tuv>
    <tuv xml:lang="fr"><prop type="x-score">0.970</prop><prop type="x-align">1-2</prop>…<seg>…</seg></tuv>
    <tuv xml:lang="ru">…<seg>…</seg></tuv></tu>

A program that works from French into Russian takes the two texts that it wants. Lost on the way: what stands
in one language alone, repetitions, where a joined segment was cut, footnote marks.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import PurePath
from typing import IO, NamedTuple

from align.bitext import TRUST
from align.codes import carried
from align.errors import ReadError, SettingsError
from align.exchange.entries import Entry, Filed
from align.exchange.markup import Numbers, marked_up
from align.exchange.options import ExportRemark, Options
from align.exchange.selection import first_of, is_wordless, short, spelled_text, too_long_texts
from align.exchange.shelf import Shelf
from align.exchange.skipped import Skipped
from align.exchange.tmx import SPELLINGS, TAIL, date_of, head, props
from align.exchange.units import place_of, variant_from
from align.exchange.xml import escape, quote
from align.languages import same_language
from align.multitext import MultilingualUnit, Multitext, Variant
from align.text import clean, legal
from align.words import say


class FitUnit(NamedTuple):
    """A unit fit for a memory, and its texts, cleaned, one a language, empty where it says nothing."""

    unit: MultilingualUnit
    texts: tuple[str, ...]


def write(multitext: Multitext, file: IO[bytes], options: Options) -> list[ExportRemark]:
    """Write the units that a memory holds; the findings name conflicts and segments too long for some."""
    codes = multitext.languages
    if len(set(codes)) < len(codes) or not all(codes):
        raise SettingsError(say("the languages are {languages}", languages=", ".join(codes)),
                            mend=say("name each with --languages"))  # fmt: skip
    rows = list(_fit(multitext, options))
    kept, findings = select(rows, codes, one_target=options.one_target or bool(options.client))
    if options.whole_units:
        whole = {place: row for place, row in kept.items() if all(row.texts)}
        findings += parts_left_out(len(kept) - len(whole))
        kept = whole
    known = {"document": multitext.symbol, "date": multitext.date}
    known |= {f"file-{c}": PurePath(s.path).name for c, s in zip(codes, multitext.sides, strict=True)}
    known["recipe"] = json.dumps(multitext.recipe, ensure_ascii=False)
    file.write(head(codes[0], known, level=multitext.level, created=multitext.created).encode())
    texts = ["", *(row.texts[0] for row in rows), ""]
    for place, row in kept.items():
        context = {"context-pre": texts[place], "context-post": texts[place + 2]}
        file.write(lines_of(row, codes, context, multitext).encode())
        findings += too_long_texts(row.unit.id, row.texts)
    file.write(TAIL.encode())
    return findings


def read(filed: Filed, skipped: Skipped, where: str) -> Multitext:
    """Return all languages of a file that was opened; its source language is the pivot, else its first.

    A further text of a language becomes a unit of its own with the pivot.

    Raises:
        ReadError: it is damaged, or without units.
    """
    head = filed.head
    found: dict[str, None] = {}
    shelf = Shelf(filed.entries, lambda entry: found.update(dict.fromkeys(s.language for s in entry.said)))
    codes = sorted(found, key=lambda code: not same_language(code, head.source_language))
    if not codes:
        raise ReadError(say("no translation units"), where=where, mend=say("export it again"))
    sides = tuple(head.side(code, is_original=code == codes[0]) for code in codes)
    left_out = {"left_out": dict(skipped.counts)} if skipped.counts else {}
    units = tuple(_units(shelf, codes, head.document))
    return Multitext(sides, units, head.level, dict(head.recipe) | left_out, head.created)


def _units(entries: Iterable[Entry], codes: Sequence[str], document: str) -> Iterator[MultilingualUnit]:
    """Yield the units of a file with a variant a language."""
    for part, entry in enumerate(entries):
        other = entry.facts.get("document", document)
        known = (other, entry.facts.get("date", "")) if other != document else ("", "")
        for place, held in enumerate(_rounds(_variants(entry, part, codes[0]), codes[0]), 1):
            own = f"{entry.id}#{place}" if entry.id and place > 1 else entry.id
            yield MultilingualUnit(tuple(map(held.get, codes)), own, *known)


def _variants(entry: Entry, part: int, pivot: str) -> dict[str, list[Variant]]:
    """Return what each language says in a unit, mostly one text."""
    held: dict[str, list[Variant]] = {}
    for said in entry.said:
        edit = said.edit if any(said.edit) else entry.edit
        text = clean(said.text)
        codes = carried(said.codes, said.text, text, clean)
        variant = variant_from(text, {**entry.facts, **said.facts}, part, edit, codes)
        plain = Variant(variant.segments)  # how sure and how trusted is said of the others
        held.setdefault(said.language, []).append(plain if said.language == pivot else variant)
    return held


def _rounds(held: Mapping[str, Sequence[Variant]], pivot: str) -> Iterator[dict[str, Variant]]:
    """Yield the variants that make a unit: one a language, then each further one of a language by itself."""
    firsts = {code: variants[0] for code, variants in held.items()}
    if firsts:
        yield firsts
    for code, variants in held.items():
        around = firsts if code == pivot else {pivot: firsts[pivot]} if pivot in firsts else {}
        yield from (around | {code: variant} for variant in variants[1:])


def select(
    rows: Sequence[FitUnit], codes: Sequence[str], *, one_target: bool = False
) -> tuple[dict[int, FitUnit], list[ExportRemark]]:
    """Return the rows that a memory holds by their places, nothing twice, and conflicts to be told.

    Args:
        rows: those of a multitext.
        codes: its languages, for what is told.
        one_target: keep a text of the first language with one text of each other language only, the best.
    """
    places: dict[str, list[int]] = {}
    for place, row in enumerate(rows):
        places.setdefault(next(filter(None, row.texts)), []).append(place)
    kept: dict[int, FitUnit] = {}
    findings: list[ExportRemark] = []
    for source, own in places.items():
        found: list[FitUnit] = []
        for place in sorted(own, key=lambda place: _worth(rows[place], place), reverse=True):
            row = _without(rows[place], found) if one_target else rows[place]
            if not any(_is_part(row, other) for other in found) and sum(map(bool, row.texts)) > 1:
                found.append(row)
                kept[place] = row
        findings += _conflicts(source, [rows[place] for place in own], codes, one_target=one_target)
    return {place: kept[place] for place in sorted(kept)}, findings


def parts_left_out(count: int) -> list[ExportRemark]:
    """Return what is told of units that lack a language, and were left out for that."""
    if not count:
        return []
    told = say("units that lack one of the languages, for which OmegaT takes any other: {count}", count=count)
    return [ExportRemark("", say("left out of {file}: {what}", file="TMX", what=told))]


def _fit(multitext: Multitext, options: Options) -> Iterator[FitUnit]:
    """Yield the units that hold texts in two languages or more, of which two differ; for a tool, all."""
    spell, written = SPELLINGS[options.inline], legal if options.client else clean
    for unit in multitext.named_units():
        sides = zip(multitext.sides, unit.variants, strict=True)
        row = FitUnit(
            unit, tuple(written(spelled_text(v.segments, s.language, spell)) if v else "" for s, v in sides)
        )
        texts = list(filter(None, row.texts))
        cells = all(s.kind == "table_cell" for variant in unit.held for s in variant.segments)
        is_figures = cells and is_wordless("".join(texts))
        wanted = bool(options.client) or (options.figures if is_figures else len(set(texts)) > 1)
        if len(texts) > 1 and wanted:
            yield row


def _worth(row: FitUnit, place: int) -> tuple[int, int, float, int]:
    """Return by what rows of one text are ranked: languages, trust, confidence, the last among equals."""
    held = row.unit.held
    trust = min(TRUST[variant.status] for variant in held)
    return sum(map(bool, row.texts)), trust, min(variant.score for variant in held), place


def _is_part(row: FitUnit, other: FitUnit) -> bool:
    return all(not one or one == two for one, two in zip(row.texts, other.texts, strict=True))


def _without(row: FitUnit, found: Iterable[FitUnit]) -> FitUnit:
    """Return the row without the languages that better rows of the same text hold; the first stays."""
    first = next(place for place, text in enumerate(row.texts) if text)
    taken = {place for other in found for place, text in enumerate(other.texts) if text and place != first}
    return FitUnit(row.unit, tuple("" if place in taken else text for place, text in enumerate(row.texts)))


def _conflicts(
    source: str, rows: Sequence[FitUnit], codes: Sequence[str], *, one_target: bool
) -> list[ExportRemark]:
    """Return what is told of a text with several translations into one language."""
    findings = []
    for code, texts in zip(codes, zip(*(row.texts for row in rows), strict=True), strict=True):
        several = list(dict.fromkeys(filter(None, texts)))
        if len(several) > 1:
            findings.append(conflict(rows[0].unit.id, source, several, code, one_target=one_target))
    return findings


def conflict(unit: str, source: str, several: Sequence[str], code: str, *, one_target: bool) -> ExportRemark:
    """Return what is told of a text with several translations into a language."""
    kept = say("only the best is kept") if one_target else say("all are kept")
    told = say(
        "“{source}” has {n} translations in {language}: {targets}; {kept}",
        source=short(source), n=len(several), language=code, targets=first_of(several), kept=kept,
    )  # fmt: skip
    return ExportRemark(unit, told)


def lines_of(row: FitUnit, codes: Sequence[str], context: Mapping[str, str], multitext: Multitext) -> str:
    """Return the lines of a unit, a line a language; each code stands where the text holds its `PLACE`."""
    unit = row.unit
    segments = [segment for variant in unit.held for segment in variant.segments]
    known = {
        "document": unit.document or multitext.symbol,
        "date": unit.date if unit.document else multitext.date,
        **place_of(segments, unit.number),
    }
    pivot, numbers = unit.variants[0], Numbers()
    texts = [
        _text(
            code,
            marked_up(text, [code for one in variant.segments for code in one.codes], numbers),
            _facts(variant, pivot) if place else context,
            variant,
        )
        for place, (code, text, variant) in enumerate(zip(codes, row.texts, unit.variants, strict=True))
        if text and variant
    ]
    created = date_of("creationdate", multitext.created)
    return f"<tu tuid={quote(unit.id)}{created}>{props(known)}\n" + "\n".join(texts) + "</tu>\n"


def _facts(variant: Variant, pivot: Variant | None) -> dict[str, str]:
    return {
        "score": f"{variant.score:.3f}",
        "align": f"{len(pivot.segments) if pivot else 0}-{len(variant.segments)}",
        "why": variant.why,
        "status": variant.status,
    }


def _text(code: str, text: str, known: Mapping[str, str], variant: Variant) -> str:
    author = f" changeid={quote(variant.changed_by)}" if variant.changed_by else ""
    note = "".join(f"<note>{escape(each)}</note>" for each in variant.note.splitlines())
    return (
        f"<tuv xml:lang={quote(code)}{date_of('changedate', variant.changed_at)}{author}>{note}"
        f"{props(known)}<seg>{text}</seg></tuv>"
    )
