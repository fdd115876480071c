"""Units into the store: what is known is recognised, what is new is added, what is gone is removed.

A run is one import. Every place it finds bears its number; when the run is over, what older runs found
in the same documents and this one did not is out of date. So the import of a file of any length needs no
list of what it held, and an import that was stopped is made good by repeating it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import fields, replace
from hashlib import blake2b
from operator import attrgetter
from typing import Any

from align.codes import carried
from align.memory.codes_and_props import codes_to, props_to
from align.memory.recut import OrderedUnit, recut
from align.memory.units import Added, Place, Unit
from align.text import legal, plain
from align.timestamps import timestamp

_UNIT_TEXTS = attrgetter("source", "target", "note", "changed_by", "changed_at")
_PLACE_TEXTS = attrgetter("document", "date", "number", "tuid", "before", "after", "origin")
_RANK = {"auto": 0, "flagged": 1, "confirmed": 2}


class MemoryImport:
    """One import into a store. Its methods write; the caller opens the transactions."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._pairs: dict[tuple[str, str], int] = {}
        self._documents: dict[tuple[str, str], int] = {}
        self._number = 0

    def add(self, units: Iterable[Unit]) -> Added:
        """Add units, or places to those that are known."""
        self._number = self._number or self._begin()
        self._documents.clear()  # others may have removed one since the last batch
        new = known = skipped = 0
        places: list[tuple[object, ...]] = []
        for unit in map(_storable, units):
            if not (unit.source and unit.target):
                skipped += 1
                continue
            pair = self._pair(unit)
            key = key_of(pair, unit.source, unit.target)
            held = self._held(key, pair, unit)
            if held:
                known += 1
                self._update(held, unit)
            else:
                new += 1
            number = held[0] if held else self._insert(key, pair, unit)
            places += [self._place(number, place) for place in unit.places]
        self._db.executemany(_PLACE, places)
        return Added(new, known, 0, skipped, self._number)

    def _begin(self) -> int:
        return int(self._db.execute("INSERT INTO run (started) VALUES (?)", (timestamp(),)).lastrowid or 0)

    def _held(self, key: int, pair: int, unit: Unit) -> tuple[int, str, float, str] | None:
        row: tuple[int, str, float, str] | None = self._db.execute(
            "SELECT id, status, score, changed_at FROM unit"
            " WHERE key = ? AND pair = ? AND source = ? AND target = ?",
            (key, pair, unit.source, unit.target),
        ).fetchone()
        return row

    def _insert(self, key: int, pair: int, unit: Unit) -> int:
        row = (key, pair, unit.status, unit.score, unit.changed_by, unit.changed_at, unit.note,
               unit.source, unit.target, codes_to(unit.codes), props_to(unit.props))  # fmt: skip
        return int(self._db.execute(_UNIT, row).lastrowid or 0)

    def _update(self, held: tuple[int, str, float, str], unit: Unit) -> None:
        """Keep the best score, and of decisions the later one; any is better than none."""
        number, status, score, changed_at = held
        for column, value in (("codes", codes_to(unit.codes)), ("props", props_to(unit.props))):
            if value:  # of two files the first that says something is heard
                query = f"UPDATE unit SET {column} = ? WHERE id = ? AND {column} = ''"
                self._db.execute(query, (value, number))
        if unit.score > score:
            self._db.execute("UPDATE unit SET score = ? WHERE id = ?", (unit.score, number))
        later = (unit.changed_at, _RANK[unit.status]) > (changed_at, _RANK[status])
        if unit.status != "auto" and (status == "auto" or later):
            self._db.execute(
                "UPDATE unit SET status = ?, changed_by = ?, changed_at = ?, note = ? WHERE id = ?",
                (unit.status, unit.changed_by, unit.changed_at, unit.note, number),
            )

    def _place(self, unit: int, place: Place) -> tuple[object, ...]:
        return (unit, self._document(place), place.position, self._number, place.number, place.tuid,
                place.before, place.after)  # fmt: skip

    def _pair(self, unit: Unit) -> int:
        codes = (unit.source_language, unit.target_language)
        if codes not in self._pairs:
            self._db.execute("INSERT OR IGNORE INTO pair (source, target) VALUES (?, ?)", codes)
            self._pairs[codes] = pair_id(self._db, *codes)
        return self._pairs[codes]

    def _document(self, place: Place) -> int:
        name = (place.document, place.origin)
        if name not in self._documents:
            self._db.execute(
                "INSERT INTO document (name, origin, date) VALUES (?, ?, ?) ON CONFLICT (name, origin)"
                " DO UPDATE SET date = excluded.date WHERE excluded.date <> ''",
                (*name, place.date),
            )
            row = self._db.execute("SELECT id FROM document WHERE name = ? AND origin = ?", name).fetchone()
            self._documents[name] = row[0]
        return self._documents[name]


_UNIT = (
    "INSERT INTO unit (key, pair, status, score, changed_by, changed_at, note, source, target, codes, props)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
_PLACE = (
    "INSERT OR REPLACE INTO place (unit, document, position, run, number, tuid, before, after)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
)

_PAIRS_OF = (
    "WITH found AS (SELECT DISTINCT pair.* FROM place JOIN unit ON unit.id = place.unit"
    " JOIN pair ON pair.id = unit.pair WHERE document = ? AND run = ?)"
    " SELECT id FROM found UNION SELECT pair.id FROM pair JOIN found"
    " ON pair.source = found.target AND pair.target = found.source"
)


def forget_older(db: sqlite3.Connection, name: str, run: int) -> int:
    """Forget the places that a document had before a run found it anew; return how many units went.

    Confirmed units stay where they are, and so do those that the run only cuts elsewhere. Only the languages
    that the run found are concerned, in either direction: a document in six languages comes in several files.
    """
    found = "SELECT id FROM document WHERE name = ? AND id IN (SELECT document FROM place WHERE run = ?)"
    gone = 0
    for (document,) in db.execute(found, (name, run)).fetchall():
        pairs = [row[0] for row in db.execute(_PAIRS_OF, (document, run)).fetchall()]
        _keep_recut(db, document, run, pairs)
        gone += remove_places(
            db,
            "document = ? AND run < ? AND unit NOT IN (SELECT unit FROM recut) AND unit IN"
            " (SELECT id FROM unit WHERE id = place.unit AND status <> 'confirmed'"
            f" AND pair IN ({','.join('?' * len(pairs))}))",
            (document, run, *pairs),
        )
    return gone


_ROWS = (
    "SELECT unit.id, unit.source, unit.target, unit.status = 'confirmed' FROM place"
    " JOIN unit ON unit.id = place.unit WHERE place.document = ? AND unit.pair = ? AND place.run {} ?"
    " ORDER BY place.position"
)


def _keep_recut(db: sqlite3.Connection, document: int, run: int, pairs: Iterable[int]) -> None:
    """Note the units of a document that a run found cut elsewhere, in either direction of their languages."""
    db.execute("CREATE TEMP TABLE IF NOT EXISTS recut (unit INTEGER PRIMARY KEY)")
    db.execute("DELETE FROM recut")
    for pair in pairs:
        older = [OrderedUnit(*row) for row in db.execute(_ROWS.format("<"), (document, pair, run))]
        if not older:
            continue
        newer = [OrderedUnit(*row) for row in db.execute(_ROWS.format("="), (document, pair, run))]
        turned = (
            "SELECT other.id FROM pair, pair AS other WHERE pair.id = ?"
            " AND other.source = pair.target AND other.target = pair.source"
        )
        for (other,) in db.execute(turned, (pair,)).fetchall():
            rows = db.execute(_ROWS.format("="), (document, other, run))
            newer += [OrderedUnit(unit, target, source, by_hand) for unit, source, target, by_hand in rows]
        db.executemany("INSERT OR IGNORE INTO recut VALUES (?)", ((unit,) for unit in recut(older, newer)))


def remove_places(db: sqlite3.Connection, where: str, values: tuple[object, ...]) -> int:
    """Remove places, and the units that lost their last one; return how many units went."""
    db.execute("CREATE TEMP TABLE IF NOT EXISTS left_over (unit INTEGER PRIMARY KEY)")
    db.execute("DELETE FROM left_over")
    db.execute(f"INSERT OR IGNORE INTO left_over SELECT unit FROM place WHERE {where}", values)
    db.execute(f"DELETE FROM place WHERE {where}", values)
    return db.execute(
        "DELETE FROM unit WHERE id IN (SELECT unit FROM left_over)"
        " AND NOT EXISTS (SELECT 1 FROM place WHERE place.unit = unit.id)"
    ).rowcount


def pair_id(db: sqlite3.Connection, source: str, target: str) -> int:
    """Return the number of a pair of languages; 0: the store has none."""
    row = db.execute("SELECT id FROM pair WHERE source = ? AND target = ?", (source, target)).fetchone()
    return int(row[0]) if row else 0


def _storable(unit: Unit) -> Unit:
    """Return the unit without characters that UTF-8 or XML cannot hold, or that only stand for others."""
    source, target = plain(unit.source), plain(unit.target)
    if (source, target) != (unit.source, unit.target):
        codes = (
            carried(unit.codes[0], unit.source, source, plain),
            carried(unit.codes[1], unit.target, target, plain),
        )
        unit = replace(unit, source=source, target=target, codes=codes)
    texts = "".join((*_UNIT_TEXTS(unit), *(text for place in unit.places for text in _PLACE_TEXTS(place))))
    if texts.isprintable() or legal(texts) == texts:
        return unit
    lawful: Unit = _without_unlawful(replace(unit, places=tuple(map(_without_unlawful, unit.places))))
    return lawful


def _without_unlawful(value: Any) -> Any:
    texts = {field.name: getattr(value, field.name) for field in fields(value)}
    return replace(value, **{name: legal(text) for name, text in texts.items() if isinstance(text, str)})


def key_of(pair: int, source: str, target: str) -> int:
    """Return 64 bits of a hash of a unit's languages and texts: finds it, and tells whether it is whole."""
    texts = f"{pair}\0{source}\0{target}".encode(errors="surrogatepass")
    return int.from_bytes(blake2b(texts, digest_size=8).digest(), signed=True)
