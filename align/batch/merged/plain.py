"""A merge with what Python brings: the bitexts are read twice, one at a time, and SQLite sorts on disk.

The first time only the keys of their units go into a database, which finds repetitions and conflicts; the
second time the units that stay are written.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from align.batch.config import BatchSettings
from align.batch.merged.parts import UnitCounts, UnitRun
from align.batch.merged.unit import Bitexts, PairUnit, row_of, units_of
from align.bitext import TRUST, Bitext
from align.timestamps import given_timestamp

_SCHEMA = """
PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA temp_store = FILE;
CREATE TABLE unit (place INTEGER PRIMARY KEY, source BLOB, target BLOB, trust INTEGER, score REAL);
CREATE TABLE conflict (source TEXT, times INTEGER, place INTEGER, cells BLOB);
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


@contextmanager
def choose(bitexts: Bitexts, folder: Path, settings: BatchSettings) -> Iterator[PlainChosen]:
    """Choose the units that stay, in a database in a folder that is not kept."""
    with closing(sqlite3.connect(folder / "units.sqlite", isolation_level=None)) as base:
        base.executescript(_SCHEMA)
        base.execute("BEGIN")
        keys = enumerate(_units(bitexts, settings))
        rows = ((place, *unit.text_keys(), TRUST[unit.bead.status], unit.bead.score) for place, unit in keys)
        base.executemany("INSERT INTO unit VALUES (?, ?, ?, ?, ?)", rows)
        base.execute("COMMIT")
        base.executescript(_CHOOSE)
        yield PlainChosen(base, bitexts, settings)


class PlainChosen:
    """What was chosen, as `Chosen` says."""

    def __init__(self, base: sqlite3.Connection, bitexts: Bitexts, settings: BatchSettings) -> None:
        self._base, self._bitexts, self._settings = base, bitexts, settings
        self.counts = UnitCounts(*(_count(base, table) for table in ("unit", "kept", "several")))

    def pieces(self) -> Iterator[UnitRun]:
        """Yield the units that stay, and note those among them whose source has other translations."""
        kept = self._base.execute(
            "SELECT place, times, several.source IS NOT NULL FROM kept LEFT JOIN several USING (source)"
            " ORDER BY place"
        )
        created = given_timestamp()
        place, times, several = kept.fetchone() or (-1, 0, 0)
        self._base.execute("BEGIN")
        for here, unit in enumerate(_units(self._bitexts, self._settings)):
            if here == place:
                if several:
                    row = (unit.pair.source, times, place, unit.cells())
                    self._base.execute("INSERT INTO conflict VALUES (?, ?, ?, ?)", row)
                lines = memoryview(unit.lines(created))
                yield UnitRun(unit.codes[0], lines, (len(lines),))
                place, times, several = kept.fetchone() or (-1, 0, 0)
        self._base.execute("COMMIT")

    def conflicts(self) -> Iterator[list[str]]:
        """Yield the rows of units whose source has other translations, those of a text together."""
        query = "SELECT cells, times FROM conflict ORDER BY source, times DESC, place"
        yield from (row_of(cells, times) for cells, times in self._base.execute(query))


def _units(bitexts: Bitexts, settings: BatchSettings) -> Iterator[PairUnit]:
    return (unit for _, path in bitexts() for unit in units_of(Bitext.load(path), settings.min_score))


def _count(base: sqlite3.Connection, table: str) -> int:
    count: int = base.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
    return count
