"""A memory of several languages as one TMX: what stands in one place is one unit, whatever pairs it came in.

A memory holds pairs. Units of one document that share a text of the leading language, English where there is
English, are one unit: so five pairs of a document become what `align many` made of it. Pairs of the other
languages that such a unit holds already are left aside; those that none holds make units of their own, in the
same way, with the next language in the lead.

The pairs are sorted in a file on disk, so that the memory taken does not grow with the store.
"""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from hashlib import blake2b
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import IO, NamedTuple

from align.bitext import TRUST, Side, Status
from align.document import Segment
from align.exchange import ExportRemark, Options, multilingual, tmx
from align.exchange.selection import spelled_text, too_long_texts
from align.languages import ORIGINAL, family, same_language
from align.memory.codes_and_props import codes_from, codes_to
from align.memory.store import Memory
from align.memory.transfer import ExportChoice, Tell
from align.memory.units import Place, Unit
from align.multitext import MultilingualUnit, Multitext, Variant
from align.words import say

_SCHEMA = """
PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA temp_store = FILE;
CREATE TABLE held (
    document TEXT, date TEXT, number TEXT, tuid TEXT, position INTEGER,
    unit INTEGER, lead INTEGER, lead_code TEXT, lead_text TEXT, lead_key INTEGER,
    language INTEGER, text TEXT, key INTEGER, score REAL, status TEXT, note TEXT,
    changed_by TEXT, changed_at TEXT, codes TEXT
);
"""
_INDEXES = """
CREATE INDEX held_text ON held (key, language);
CREATE INDEX held_unit ON held (unit, key);
"""
# A pair is left aside where a unit with an earlier language in the lead holds both of its texts.
_UNITS = """
SELECT document, date, number, tuid, unit, lead, lead_code, lead_text, language, text, score, status, note,
    changed_by, changed_at, codes, min(position) OVER (PARTITION BY unit) AS first
FROM held WHERE NOT EXISTS (
    SELECT 1 FROM held AS one JOIN held AS other USING (unit)
    WHERE one.key = held.lead_key AND one.language = held.lead AND one.lead < held.lead
        AND other.key = held.key AND other.language = held.language
) ORDER BY document, first, unit, language, status = 'flagged', status = 'auto', score DESC
"""


class _Row(NamedTuple):
    """A text beside one in the leading language."""

    document: str
    date: str
    number: str
    tuid: str
    unit: int
    """The same of all texts of a unit."""
    lead: int
    lead_code: str
    lead_text: str
    language: int
    text: str
    score: float
    status: Status
    note: str
    changed_by: str
    changed_at: str
    codes: str
    """Of the leading text and of this one, as a memory keeps them."""
    first: int


def write(
    memory: Memory, file: IO[bytes], choice: ExportChoice, tell: Tell | None = None
) -> list[ExportRemark]:
    """Write the units that are wanted as TMX of all their languages.

    Returns:
        What a person should know: texts with several translations, segments too long for some tools.
    """
    families = _families(memory, choice)
    codes = [next(iter(borne)) if len(borne) == 1 else main for main, borne in families.items()]
    frame = Multitext(tuple(map(Side, codes)), ())
    known = {"document": choice.document} if choice.is_whole else {}
    file.write(tmx.head(codes[0], known).encode())
    findings: list[ExportRemark] = []
    written: set[bytes] = set()
    with tempfile.TemporaryDirectory() as folder, closing(sqlite3.connect(Path(folder) / "units")) as db:
        _hold(db, choice.units(memory, tell), list(families.values()), apart=not choice.has_one_target)
        parts = 0
        whole_only = Options(client=choice.client).whole_units
        for lead, row in _rows(db, codes, findings, choice):
            key = blake2b("\0".join(row.texts).encode(), digest_size=12).digest()
            if key not in written:
                written.add(key)
                if not all(row.texts):
                    parts += 1
                    if whole_only:
                        continue
                file.write(multilingual.lines_of(row, [lead or codes[0], *codes[1:]], {}, frame).encode())
                findings += too_long_texts(row.unit.id, row.texts)
    file.write(tmx.TAIL.encode())
    if whole_only:
        return [*multilingual.parts_left_out(parts), *findings]
    return [*_warning(parts), *findings] if choice.has_one_target else findings


def _warning(parts: int) -> list[ExportRemark]:
    """Return what is told of units that lack a language, in a file for OmegaT."""
    if not parts:
        return []
    told = say("units that lack a language: {count}; OmegaT takes any other for it", count=parts)
    return [ExportRemark("", say("{what}: export two languages with --from and --to", what=told))]


def _families(memory: Memory, choice: ExportChoice) -> dict[str, set[str]]:
    """Return the languages, the leading one first: that which is asked for, else English.

    Returns:
        Code → the codes that units bear. The leading texts meet whatever their variant, en-GB or en-US; of
        other languages each variant stands by itself, since zh-CN says with zh-TW beside it what each says.
    """
    pairs = {pair for borne in choice.pairs(memory).values() for pair in borne}
    held = {code for pair in pairs for code in pair}
    apart = any(same_language(*pair) for pair in pairs)  # from one variant into another
    asked = choice.source_language or ORIGINAL
    families: dict[str, set[str]] = {}
    codes = sorted(held, key=lambda code: (not same_language(code, asked), code))
    for code in codes:
        leads = same_language(code, codes[0]) and not apart
        families.setdefault(family(code) if leads else code, set()).add(code)
    return families


def _hold(db: sqlite3.Connection, units: Iterable[Unit], codes: Sequence[set[str]], *, apart: bool) -> None:
    """Put the pairs into the file, each with the text of the language that leads.

    Args:
        db: the file.
        units: the pairs.
        codes: those of each language, the leading one first.
        apart: whether a text is a unit of its own in each paragraph and document.
    """
    db.executescript(_SCHEMA)
    order = {code: place for place, borne in enumerate(codes) for code in borne}
    rows = (row for unit in units for row in _held(unit, order, apart=apart))
    db.executemany(f"INSERT INTO held VALUES ({', '.join('?' * 19)})", rows)
    db.executescript(_INDEXES)


def _held(unit: Unit, order: dict[str, int], *, apart: bool) -> Iterator[tuple[object, ...]]:
    sides = [
        (order[unit.source_language], unit.source_language, unit.source, unit.codes[0]),
        (order[unit.target_language], unit.target_language, unit.target, unit.codes[1]),
    ]
    (lead, code, lead_text, before), (language, _, text, after) = sorted(sides, key=itemgetter(0, 1, 2))
    codes = codes_to((before, after))
    known = unit.score, unit.status, unit.note, unit.changed_by, unit.changed_at, codes
    for place in unit.places or (Place(""),):
        where = (place.document, place.origin, place.number) if apart else ()
        yield (
            place.document, place.date, place.number, place.tuid, place.position,
            _key("\0".join((*where, str(lead), lead_text))), lead, code, lead_text, _key(lead_text),
            language, text, _key(text), *known,
        )  # fmt: skip


def _key(text: str) -> int:
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), signed=True)


def _rows(
    db: sqlite3.Connection, codes: Sequence[str], findings: list[ExportRemark], choice: ExportChoice
) -> Iterator[tuple[str, multilingual.FitUnit]]:
    """Yield the units, and a further one for each further translation into one language.

    With each comes the code of its text in the first language, which may be a variant; empty: it has none.
    """
    for _, own in groupby(map(_Row._make, db.execute(_UNITS)), key=lambda row: row.unit):
        rows = list(own)
        by_language: dict[int, list[_Row]] = {}
        for row in rows:
            if row.text not in [other.text for other in by_language.get(row.language, [])]:
                by_language.setdefault(row.language, []).append(row)
        lead = rows[0].lead_code if rows[0].lead == 0 else ""
        yield lead, _unit([several[0] for several in by_language.values()], codes, choice)
        for place, several in by_language.items():
            if len(several) > 1:
                texts = [row.text for row in several]
                findings.append(
                    multilingual.conflict(
                        rows[0].tuid, rows[0].lead_text, texts, codes[place], one_target=choice.has_one_target
                    )
                )
            if not choice.has_one_target:
                yield from ((lead, _unit([row], codes, choice)) for row in several[1:])


def _unit(rows: Sequence[_Row], languages: Sequence[str], choice: ExportChoice) -> multilingual.FitUnit:
    first = rows[0]
    variants: list[Variant | None] = [None] * len(languages)
    variants[first.lead] = _leading(rows)
    for row in rows:
        variants[row.language] = Variant(
            _segments(row.text, row, 1),
            row.score,
            "hand",
            row.status,
            row.note,
            row.changed_by,
            row.changed_at,
        )
    name = first.tuid or f"{first.document}:{first.number}:{first.first}"
    unit = MultilingualUnit(tuple(variants), name, first.document, first.date)
    spell = tmx.SPELLINGS[choice.inline]
    texts = (
        spelled_text(v.segments, c, spell) if v else "" for v, c in zip(variants, languages, strict=True)
    )
    return multilingual.FitUnit(unit, tuple(texts))


def _leading(rows: Sequence[_Row]) -> Variant:
    """Return the text that leads: the pivot, or else one as sure as the best of the others."""
    segments = _segments(rows[0].lead_text, rows[0], 0)
    if rows[0].lead == 0:
        return Variant(segments)
    best = max(rows, key=lambda row: (TRUST[row.status], row.score))
    return Variant(segments, max(row.score for row in rows), "hand", best.status)


def _segments(text: str, row: _Row, side: int) -> tuple[Segment, ...]:
    """Return the segment of a text; `side` is 0 for the leading text of a row, 1 for the other."""
    return (Segment(text, 0, 0, len(text), number=row.number, codes=codes_from(row.codes)[side]),)
