"""A memory looked over for damage; and what is whole of a damaged one, saved into a new memory.

    for damage in damages(folder): print(damage)
    saved = salvage(folder, new_folder)

A bad disk, a copy that broke off, or a program that wrote into the file leave pages that SQLite cannot read,
or texts that are not what was stored. SQLite finds the first (`PRAGMA integrity_check`,
https://www.sqlite.org/pragma.html); the second show by the hash that every unit bears of its own texts.
The indexes beside the store need no look: they compare themselves with it, and are made anew.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from align.bitext import STATUSES, Prop
from align.errors import ReadError, WriteError
from align.memory.adding import key_of
from align.memory.codes_and_props import Codes, codes_from, props_from
from align.memory.store import Memory
from align.memory.stores import MemoryLocation, Store, holds_memory, open_store
from align.memory.units import Place, Unit
from align.words import say

_AT_ONCE = 1024
"""Units read in one query while all is well."""

Step = Callable[[str], None]


@dataclass(slots=True)
class Salvage:
    """What was saved of a damaged memory, and what was not."""

    units: int = 0
    lost: list[str] = field(default_factory=list)
    """A line for each unit that is not what was stored, or each run of units that cannot be read."""


class _Row(NamedTuple):
    """A unit as it stands in the store: columns of `unit`."""

    id: int
    key: int
    pair: int
    status: Any
    score: float
    changed_by: str
    changed_at: str
    note: str
    source: str
    target: str


class _Run(NamedTuple):
    """Units with ids from `first` to `last`; no rows: they cannot be read."""

    first: int
    last: int
    rows: list[_Row] | None


def require_sound(location: MemoryLocation) -> None:
    """Refuse a memory whose file is damaged: what is written into it might be lost.

    It takes a second for a million units. Texts that changed on the disk are found by `damages` alone.

    Raises:
        ReadError: the file is damaged.
    """
    with open_store(location) as store:
        for fault in _page_faults(store, thorough=False):
            raise ReadError(
                fault,
                where=store.location,
                mend=say(
                    "save what is whole of it with: align tm check {folder} --repair NEW",
                    folder=store.location,
                ),
            )


def damages(location: MemoryLocation, step: Step = lambda _: None) -> Iterator[str]:
    """Yield what is wrong with a memory, a line each; nothing when it is sound.

    Raises:
        ReadError: there is no memory, or so little of its file is left that it cannot be opened.
    """
    with open_store(location, damaged=True) as store:
        step(say("checking the pages"))
        yield from _page_faults(store, thorough=True)
        for run in _runs(store, step):
            if run.rows is None:
                yield _unreadable(run)
            else:
                yield from filter(None, map(_fault, run.rows))


def salvage(location: MemoryLocation, new: MemoryLocation, step: Step = lambda _: None) -> Salvage:
    """Save what is whole of a memory into a new one; the damaged one stays as it is.

    A unit whose places cannot be read is saved without them.

    Raises:
        ReadError: nothing of the memory can be opened.
        WriteError: there are units in the new place already, or no memory can be made there.
    """
    if _is_taken(new):
        raise WriteError(say("there is a memory here already"), where=str(new), mend=say("name a new folder"))
    saved = Salvage()
    with open_store(location, damaged=True) as store, Memory.open(new, create=True) as memory:
        reader = _Salvager(store, saved)
        memory.add(unit for run in _runs(store, step) for unit in reader.units(run))
    return saved


def _is_taken(new: MemoryLocation) -> bool:
    """Tell whether units may be there: a repair that broke off on a full disk left a memory without any."""
    if not holds_memory(new):
        return False
    try:
        with Memory.open(new) as memory:
            return len(memory) > 0
    except ReadError:
        return True


class _Salvager:
    """Reads the units that are whole, and notes down the others with the places where they stood."""

    def __init__(self, store: Store, saved: Salvage) -> None:
        self._store = store
        self._saved = saved
        languages, _ = store.readable("SELECT id, source, target FROM pair")
        self._languages = {row[0]: row[1:] for row in languages}
        documents, _ = store.readable("SELECT id, name, origin, date FROM document")
        self._documents = {row[0]: row[1:] for row in documents}

    def units(self, run: _Run) -> Iterator[Unit]:
        """Yield the units of a run that are what was stored."""
        if run.rows is None:
            self._lose(_unreadable(run), run.first, run.last)
            return
        places, beside = self._by_unit(_PLACES, run), self._by_unit(_BESIDE, run)
        for row in run.rows:
            fault = _fault(row)
            if fault is None and row.pair not in self._languages:
                fault = say("unit {id}: its languages cannot be read", id=row.id)
            if fault:
                self._lose(fault, row.id, row.id)
                continue
            languages: tuple[str, str] = self._languages[row.pair]
            self._saved.units += 1
            stands = tuple(map(self._place, places(row.id)))
            yield Unit(0, *languages, row.source, row.target, row.score, row.status,
                       row.changed_by, row.changed_at, row.note, stands or (Place(""),),
                       *_codes_and_props(beside(row.id)))  # fmt: skip

    def _by_unit(self, query: str, run: _Run) -> Callable[[int], list[Any]]:
        """Return what gives the rows of a unit, read for the whole run at once where nothing is damaged."""
        rows, complete = self._store.readable(query, (run.first, run.last))
        if not complete:
            return lambda number: self._store.readable(query, (number, number))[0]
        found = defaultdict[int, list[Any]](list)
        for row in rows:
            found[row[0]].append(row)
        return lambda number: found[number]

    def _lose(self, fault: str, first: int, last: int) -> None:
        """Note down units that cannot be saved, and in which documents they stood."""
        rows, _ = self._store.readable(_PLACES, (first, last))
        stood = Counter(self._place(row).document for row in rows)
        named = ", ".join(f"{name} ({count})" for name, count in stood.most_common())
        self._saved.lost.append(
            say("{fault}; stood in {documents}", fault=fault, documents=named) if named else fault
        )

    def _place(self, row: Any) -> Place:
        _, document, number, tuid, before, after, position = row
        name, origin, date = self._documents.get(document, ("", "", ""))
        return Place(name, date, number, tuid, before, after, position, origin)


_PLACES = (
    "SELECT unit, document, number, tuid, before, after, position FROM place"
    " WHERE unit BETWEEN ? AND ? ORDER BY unit, document, position"
)
_BESIDE = "SELECT id, codes, props FROM unit WHERE id BETWEEN ? AND ?"


def _codes_and_props(rows: list[Any]) -> tuple[Codes, tuple[Prop, ...]]:
    """Return the codes and props of a unit, as far as they could be read."""
    return (codes_from(rows[0][1]), props_from(rows[0][2])) if rows else (((), ()), ())


def _page_faults(store: Store, *, thorough: bool) -> list[str]:
    return [say("the memory is damaged: {reason}", reason=each) for each in store.faults(thorough=thorough)]


def _runs(store: Store, step: Step) -> Iterator[_Run]:
    """Yield all units, ascending, in runs that can be read as wholes or not at all."""
    last = _last_id(store)
    for first in range(1, last + 1, _AT_ONCE):
        step(say("reading units: {n:,} of {last:,}", n=first, last=last))
        yield from _halved(store, first, min(first + _AT_ONCE - 1, last))


def _halved(store: Store, first: int, last: int) -> Iterator[_Run]:
    """Yield units as one run, or where that fails in halves, down to the single unit that is at fault."""
    query = f"SELECT {', '.join(_Row._fields)} FROM unit WHERE id BETWEEN ? AND ? ORDER BY id"
    rows, complete = store.readable(query, (first, last))
    if complete:
        yield _Run(first, last, list(map(_Row._make, rows)))
    elif first == last:
        yield _Run(first, last, None)
    else:
        middle = (first + last) // 2
        yield from _joined([*_halved(store, first, middle), *_halved(store, middle + 1, last)])


def _joined(runs: list[_Run]) -> Iterator[_Run]:
    """Yield the runs, neighbours that cannot be read as one."""
    held: _Run | None = None
    for run in runs:
        if held and held.rows is None and run.rows is None:
            held = _Run(held.first, run.last, None)
            continue
        if held:
            yield held
        held = run
    if held:
        yield held


def _last_id(store: Store) -> int:
    """Return the greatest id of a unit; where one of the two ways to it is damaged, by the other."""
    found = [row[0] or 0 for row in store.readable("SELECT max(id) FROM unit")[0]]
    with suppress(ReadError):
        found.append(store.last_id())
    return max(found, default=0)


def _fault(row: _Row) -> str | None:
    """Return what is wrong with a unit that could be read, if anything is."""
    texts = (row.source, row.target, row.note, row.changed_by, row.changed_at)
    if not all(isinstance(text, str) for text in texts) or key_of(row.pair, *texts[:2]) != row.key:
        return say("unit {id}: its texts are not what was stored", id=row.id)
    if row.status not in STATUSES:
        return say("unit {id}: its status cannot be read", id=row.id)
    return None


def _unreadable(run: _Run) -> str:
    if run.first == run.last:
        return say("unit {id}: cannot be read", id=run.first)
    return say("units {first} to {last}: cannot be read", first=run.first, last=run.last)
