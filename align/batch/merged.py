"""One memory of the whole archive: every pair of texts once, other translations of the same text listed.

The bitexts are read twice, one at a time. The first time only the keys of their units go into a database
on disk, which finds repetitions and conflicts by sorting; the second time the units that stay are written.
So neither the archive nor the memory made of it is ever held.

A pair of texts that stands in several places is kept where it is trusted most: as a person confirmed it,
else by confidence, else where it comes first.
"""

from __future__ import annotations

import json
import sqlite3
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from hashlib import blake2b
from itertools import chain
from pathlib import Path, PurePath
from typing import IO, NamedTuple

from align.batch.config import BatchSettings
from align.batch.task import WORK, trusted
from align.bitext import TRUST, Bitext
from align.errors import SettingsError
from align.exchange import delimited, tmx
from align.exchange.options import Options
from align.exchange.selection import Pair, select
from align.exchange.units import facts
from align.files import write_whole
from align.languages import ORIGINAL
from align.timestamps import given_timestamp

FAMILY = "merged"
CONFLICTS = "conflicts.tsv"
COLUMNS = ("source", "target", "times", "score", "status", "document", "unit", "languages")
"""Of the table of conflicts; `times`: in how many units the two texts stand together."""

Bitexts = Callable[[], Iterable[tuple[str, Path]]]
"""Gives names and files of bitexts, in the same order each time."""

_SCHEMA = """
PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA temp_store = FILE;
CREATE TABLE unit (place INTEGER PRIMARY KEY, source BLOB, target BLOB, trust INTEGER, score REAL);
CREATE TABLE conflict (source TEXT, rank INTEGER, place INTEGER, cells TEXT);
"""
_CHOOSE = """
CREATE TABLE kept AS SELECT place, source, times FROM (
    SELECT place, source, count(*) OVER same AS times,
        row_number() OVER (PARTITION BY source, target ORDER BY trust DESC, score DESC, place) AS rank
    FROM unit WINDOW same AS (PARTITION BY source, target)
) WHERE rank = 1 ORDER BY place;
CREATE TABLE several AS SELECT source FROM kept GROUP BY source HAVING count(*) > 1;
CREATE UNIQUE INDEX several_source ON several (source);
"""


@dataclass(frozen=True, slots=True)
class Merged:
    """What a merge wrote, and what it left out."""

    paths: tuple[str, ...]
    """In the output folder."""
    units: int
    repeated: int
    """Units left out because the same two texts stand elsewhere."""
    conflicts: int
    """Source texts with several translations; all are kept."""


class _Unit(NamedTuple):
    pair: Pair
    bitext: Bitext
    codes: tuple[str, str]


def merge(bitexts: Bitexts, out: Path, settings: BatchSettings) -> Merged:
    """Merge bitexts into `merged.tmx`, or parts of it, and list conflicts in `conflicts.tsv`.

    Raises:
        WriteError: the folder cannot be written.
        ReadError: a bitext is damaged.
    """
    with (
        tempfile.TemporaryDirectory(dir=out / WORK) as folder,
        closing(sqlite3.connect(Path(folder) / "units.sqlite", isolation_level=None)) as base,
    ):
        base.executescript(_SCHEMA)
        base.execute("BEGIN")
        base.executemany("INSERT INTO unit VALUES (?, ?, ?, ?, ?)", _keys(bitexts, settings))
        base.execute("COMMIT")
        base.executescript(_CHOOSE)
        paths = _write_parts(_chosen(base, bitexts, settings), out, settings)
        conflicts = _write_conflicts(base, out / CONFLICTS, safe=settings.safe_tables)
        units, kept = (
            base.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in ("unit", "kept")
        )
    return Merged((*paths, CONFLICTS), kept, units - kept, conflicts)


def _units(bitexts: Bitexts, settings: BatchSettings) -> Iterator[_Unit]:
    """Yield the units of all bitexts that are fit for a memory."""
    for _, path in bitexts():
        bitext = trusted(Bitext.load(path), settings.min_score)
        try:
            codes = Options().codes(bitext)
        except SettingsError:  # one language, as far as codes tell: no memory takes it
            continue
        yield from (_Unit(pair, bitext, codes) for pair in select(bitext))


def _keys(bitexts: Bitexts, settings: BatchSettings) -> Iterator[tuple[int, bytes, bytes, int, float]]:
    for place, unit in enumerate(_units(bitexts, settings)):
        bead = unit.pair.unit.bead
        yield (
            place,
            _key(unit.codes, unit.pair.source),
            _key(unit.codes, unit.pair.target),
            TRUST[bead.status],
            bead.score,
        )


def _key(codes: tuple[str, str], text: str) -> bytes:
    return blake2b("\x1f".join((*codes, text)).encode(), digest_size=16).digest()


def _chosen(base: sqlite3.Connection, bitexts: Bitexts, settings: BatchSettings) -> Iterator[_Unit]:
    """Yield the units that stay, and note those among them whose source has other translations."""
    kept = base.execute(
        "SELECT place, times, several.source IS NOT NULL FROM kept LEFT JOIN several USING (source)"
        " ORDER BY place"
    )
    place, times, several = kept.fetchone() or (-1, 0, 0)
    base.execute("BEGIN")
    for here, unit in enumerate(_units(bitexts, settings)):
        if here == place:
            if several:
                base.execute("INSERT INTO conflict VALUES (?, ?, ?, ?)", _conflict(unit, place, times))
            yield unit
            place, times, several = kept.fetchone() or (-1, 0, 0)
    base.execute("COMMIT")


def _conflict(unit: _Unit, place: int, times: int) -> tuple[str, int, int, str]:
    bead = unit.pair.unit.bead
    document = unit.bitext.symbol or unit.bitext.source.path
    cells = [
        unit.pair.source, unit.pair.target, str(times), f"{bead.score:.3f}", bead.status,
        document, unit.pair.unit.id, "-".join(unit.codes),
    ]  # fmt: skip
    return unit.pair.source, -times, place, json.dumps(cells, ensure_ascii=False)


def _write_conflicts(base: sqlite3.Connection, path: Path, *, safe: bool) -> int:
    """Write the table of conflicts, the translations of a text together, and return how many texts."""
    rows = base.execute("SELECT cells FROM conflict ORDER BY source, rank, place")
    with write_whole(path) as file:
        delimited.write(chain([COLUMNS], (json.loads(cells) for (cells,) in rows)), file, safe=safe)
    return _count(base, "several")


def _count(base: sqlite3.Connection, table: str) -> int:
    count: int = base.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
    return count


def _write_parts(units: Iterator[_Unit], out: Path, settings: BatchSettings) -> tuple[str, ...]:
    """Write units as TMX into one file, or several of about the size asked for, and return their names."""
    names: list[str] = []
    unit = next(units, None)
    while unit or not names:
        names.append(f"{FAMILY}-{len(names) + 1:03}.tmx" if settings.part_size else f"{FAMILY}.tmx")
        with write_whole(out / names[-1]) as file:
            unit = _write_part(unit, units, file, settings)
    return tuple(names)


def _write_part(
    unit: _Unit | None, units: Iterator[_Unit], file: IO[bytes], settings: BatchSettings
) -> _Unit | None:
    """Write units until the part is full, and return the first that found no room."""
    recipe = json.dumps(settings.recipe(), ensure_ascii=False)
    time = given_timestamp()
    level = settings.alignment.level
    room = settings.part_size * 2**20
    file.write(
        tmx.head(unit.codes[0] if unit else ORIGINAL, {"recipe": recipe}, level=level, created=time).encode()
    )
    while unit and (not room or file.tell() < room):
        known = facts(unit.pair.unit, unit.bitext)
        known["document"] = known["document"] or PurePath(unit.bitext.source.path).name
        file.write(tmx.unit_of(unit.pair, known, unit.codes, created=time).encode())
        unit = next(units, None)
    file.write(tmx.TAIL.encode())
    return unit
