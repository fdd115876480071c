"""Units into the store: what is known is recognised, what is new is added, what is gone is removed.

A run is one import. Every place it finds bears its number; when the run is over, what older runs found
in the same documents and this one did not is out of date. So the import of a file of any length needs no
list of what it held, and an import that was stopped is made good by repeating it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, replace
from hashlib import blake2b
from operator import attrgetter
from typing import Any

from align.codes import carried
from align.memory.codes_and_props import codes_to, props_to
from align.memory.recut import OrderedUnit, recut
from align.memory.stores import Writing
from align.memory.units import Added, Place, Status, Unit
from align.text import legal, plain
from align.timestamps import timestamp

_UNIT_TEXTS = attrgetter("source", "target", "note", "changed_by", "changed_at")
_PLACE_TEXTS = attrgetter("document", "date", "number", "tuid", "before", "after", "origin")
_RANK = {"auto": 0, "flagged": 1, "confirmed": 2}


class MemoryImport:
    """One import into a store. Its methods write; the caller opens the transactions."""

    def __init__(self) -> None:
        self._pairs: dict[tuple[str, str], int] = {}
        self._documents: dict[tuple[str, str], int] = {}
        self._number = 0

    def add(self, db: Writing, units: Iterable[Unit]) -> Added:
        """Add units, or places to those that are known.

        What is known is asked for all of them at once: a store may be on another machine.
        """
        self._number = self._number or db.insert("run", started=timestamp())
        self._documents.clear()  # others may have removed one since the last batch
        given = list(map(_storable, units))
        fit = [unit for unit in given if unit.source and unit.target]
        texts = [(self._pair(db, unit), unit.source, unit.target) for unit in fit]
        keys = [key_of(*each) for each in texts]
        known = _known(db, keys)
        last = db.last_id()
        new, places = list[tuple[object, ...]](), list[tuple[object, ...]]()
        changes: dict[str, list[tuple[object, ...]]] = {}
        for unit, key, own in zip(fit, keys, texts, strict=True):
            if held := known.get(own):
                for query, values in held.take(unit):
                    changes.setdefault(query, []).append(values)
            else:
                held = known[own] = _Known(last + len(new) + 1, unit.status, unit.score, unit.changed_at)
                new.append(_row(held.id, key, own, unit))
            places += [self._place(db, held.id, place) for place in unit.places]
        db.insert_all("unit", _COLUMNS, new)
        for query, rows in changes.items():
            db.change_each(query, rows)
        db.change_each(_PLACE, places)
        return Added(len(new), len(fit) - len(new), 0, len(given) - len(fit), self._number)

    def _place(self, db: Writing, unit: int, place: Place) -> tuple[object, ...]:
        return (unit, self._document(db, place), place.position, self._number, place.number, place.tuid,
                place.before, place.after)  # fmt: skip

    def _pair(self, db: Writing, unit: Unit) -> int:
        codes = (unit.source_language, unit.target_language)
        if codes not in self._pairs:
            held = db.rows("SELECT id FROM pair WHERE source = ? AND target = ?", codes)
            self._pairs[codes] = held[0][0] if held else db.insert("pair", source=codes[0], target=codes[1])
        return self._pairs[codes]

    def _document(self, db: Writing, place: Place) -> int:
        name = (place.document, place.origin)
        if name not in self._documents:
            held = db.rows("SELECT id, date FROM document WHERE name = ? AND origin = ?", name)
            if held and place.date not in ("", held[0][1]):
                db.change("UPDATE document SET date = ? WHERE id = ?", (place.date, held[0][0]))
            self._documents[name] = (
                held[0][0] if held else db.insert("document", name=name[0], origin=name[1], date=place.date)
            )
        return self._documents[name]


@dataclass(slots=True)
class _Known:
    """A unit that the store has, or will have when the batch is written."""

    id: int
    status: Status
    score: float
    changed_at: str

    def take(self, unit: Unit) -> Iterator[tuple[str, tuple[object, ...]]]:
        """Yield what a unit of the same texts changes.

        The best score is kept, and of decisions the later one; any is better than none.
        """
        for column, value in (("codes", codes_to(unit.codes)), ("props", props_to(unit.props))):
            if value:  # of two files the first that says something is heard
                yield f"UPDATE unit SET {column} = ? WHERE id = ? AND {column} = ''", (value, self.id)
        if unit.score > self.score:
            self.score = unit.score
            yield "UPDATE unit SET score = ? WHERE id = ?", (unit.score, self.id)
        later = (unit.changed_at, _RANK[unit.status]) > (self.changed_at, _RANK[self.status])
        if unit.status != "auto" and (self.status == "auto" or later):
            self.status, self.changed_at = unit.status, unit.changed_at
            yield (
                "UPDATE unit SET status = ?, changed_by = ?, changed_at = ?, note = ? WHERE id = ?",
                (unit.status, unit.changed_by, unit.changed_at, unit.note, self.id),
            )


_Texts = tuple[int, str, str]
"""The pair of languages of a unit, its source and its target: what tells it from all others."""

_COLUMNS = ("id", "key", "pair", "status", "score", "changed_by", "changed_at", "note", "source", "target",
            "codes", "props")  # fmt: skip
_PLACE = (
    "INSERT INTO place (unit, document, position, run, number, tuid, before, after)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (unit, document, position) DO UPDATE"
    " SET run = excluded.run, number = excluded.number, tuid = excluded.tuid, before = excluded.before,"
    " after = excluded.after"
)


def _known(db: Writing, keys: list[int]) -> dict[_Texts, _Known]:
    """Return the units that have one of some keys, by their texts."""
    rows = db.rows(
        "SELECT pair, source, target, id, status, score, changed_at FROM unit WHERE key IN ?", (keys,)
    )
    return {(pair, source, target): _Known(*rest) for pair, source, target, *rest in rows}


def _row(number: int, key: int, texts: _Texts, unit: Unit) -> tuple[object, ...]:
    return (number, key, texts[0], unit.status, unit.score, unit.changed_by, unit.changed_at, unit.note,
            unit.source, unit.target, codes_to(unit.codes), props_to(unit.props))  # fmt: skip


_PAIRS_OF = (
    "WITH found AS (SELECT DISTINCT pair.* FROM place JOIN unit ON unit.id = place.unit"
    " JOIN pair ON pair.id = unit.pair WHERE document = ? AND run = ?)"
    " SELECT id FROM found UNION SELECT pair.id FROM pair JOIN found"
    " ON pair.source = found.target AND pair.target = found.source"
)


def forget_older(db: Writing, name: str, run: int) -> int:
    """Forget the places that a document had before a run found it anew; return how many units went.

    Confirmed units stay where they are, and so do those that the run only cuts elsewhere. Only the languages
    that the run found are concerned, in either direction: a document in six languages comes in several files.
    """
    found = "SELECT id FROM document WHERE name = ? AND id IN (SELECT document FROM place WHERE run = ?)"
    gone = 0
    for (document,) in db.rows(found, (name, run)):
        pairs = [row[0] for row in db.rows(_PAIRS_OF, (document, run))]
        _keep_recut(db, document, run, pairs)
        gone += remove_places(
            db,
            "document = ? AND run < ? AND unit NOT IN (SELECT unit FROM recut) AND unit IN"
            " (SELECT id FROM unit WHERE id = place.unit AND status <> 'confirmed' AND pair IN ?)",
            (document, run, pairs),
        )
    return gone


_ROWS = (
    "SELECT unit.id, unit.source, unit.target, unit.status = 'confirmed' FROM place"
    " JOIN unit ON unit.id = place.unit WHERE place.document = ? AND unit.pair = ? AND place.run {} ?"
    " ORDER BY place.position"
)


def _keep_recut(db: Writing, document: int, run: int, pairs: Iterable[int]) -> None:
    """Note the units of a document that a run found cut elsewhere, in either direction of their languages."""
    db.change("CREATE TEMP TABLE IF NOT EXISTS recut (unit INTEGER PRIMARY KEY)")
    db.change("DELETE FROM recut")
    for pair in pairs:
        older = [OrderedUnit(*row) for row in db.rows(_ROWS.format("<"), (document, pair, run))]
        if not older:
            continue
        newer = [OrderedUnit(*row) for row in db.rows(_ROWS.format("="), (document, pair, run))]
        turned = (
            "SELECT other.id FROM pair, pair AS other WHERE pair.id = ?"
            " AND other.source = pair.target AND other.target = pair.source"
        )
        for (other,) in db.rows(turned, (pair,)):
            rows = db.rows(_ROWS.format("="), (document, other, run))
            newer += [OrderedUnit(unit, target, source, by_hand) for unit, source, target, by_hand in rows]
        db.insert_all("recut", ["unit"], ((unit,) for unit in dict.fromkeys(recut(older, newer))))


def remove_places(db: Writing, where: str, values: tuple[object, ...]) -> int:
    """Remove places, and the units that lost their last one; return how many units went."""
    db.change("CREATE TEMP TABLE IF NOT EXISTS left_over (unit INTEGER PRIMARY KEY)")
    db.change("DELETE FROM left_over")
    db.change(f"INSERT INTO left_over SELECT DISTINCT unit FROM place WHERE {where}", values)
    db.change(f"DELETE FROM place WHERE {where}", values)
    return db.change(
        "DELETE FROM unit WHERE id IN (SELECT unit FROM left_over)"
        " AND NOT EXISTS (SELECT 1 FROM place WHERE place.unit = unit.id)"
    )


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
