"""The indexes of a memory on disk: made from its store, caught up with it, made anew when anything is wrong.

    MEMORY/index/manifest.json              the parts, in order
    MEMORY/index/LAST-RANDOM/units.npy      the units of a part, ascending, up to the id LAST
                             zh/ en.0/ …    their texts by language, many by length too (`index.Texts`)
                             vectors.faiss  their vectors, once somebody asked for them (`vectors`)

Parts follow one another by id. A new one takes in what was added since; small neighbours are merged, so
that there are few, since a look-up asks each (a log-structured merge tree: O'Neil et al. 1996,
doi:10.1007/s002360050048). What was added of late stays in memory until it is worth a file. Removed units
stay in the indexes; nobody sees them, since the store does not return them.
"""

from __future__ import annotations

import json
import shutil
import sqlite3
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from itertools import islice
from time import monotonic, sleep
from typing import Any
from zlib import crc32

import numpy as np

from align import embed
from align.embed import Vectors
from align.errors import WriteError, reason_of
from align.files import write_whole
from align.memory.index import MOST_ROWS, Ids, Texts
from align.memory.index_part import IndexPart, by_language
from align.memory.store import Memory
from align.memory.units import units_counted
from align.memory.vectors import LONGEST, UnitVectors, embed_units
from align.words import say

LARGEST = 1 << 17
"""Most units that are read at once while an index is made."""
FRESH = 1000
"""Most new units that are kept in memory only: indexing them takes a tenth of a second."""

_VERSION = 4  # of the files; others are made anew
_KNOWN = (3, 4)  # those that can be read: 3 had no bands
_MOST_FRESH = 8  # parts in memory before they are merged
_MOST_LEFT = 8  # parts on disk of a like size before they are merged, while more are being added
_BATCH = 4096  # units embedded at once
_SAMPLES = 8  # units a part that are compared with the store
_GONE = 0.3  # share of removed units from which a new index is worth its time
_TRIES = 10  # to read indexes that others are changing
_TRUST = 10.0  # seconds for which a count of the store's units is believed
_PATIENCE = 0.1  # seconds between looks whether another process has made the indexes

Step = Callable[[str], None]


class DiskIndex:
    """The indexes of one memory, kept up with it. May be shared by threads."""

    def __init__(self, memory: Memory, model: str = "default") -> None:
        self._memory = memory
        self._model = model
        self._folder = memory.folder / "index"
        self._lock = threading.RLock()
        self._stored: list[IndexPart] = []
        self._fresh: list[IndexPart] = []
        self._opened = False
        self._seen = 0  # the id up to which the store was read
        self._version = self._caught_up = -1  # of the store when it was looked at last, and read last
        self._grouped: tuple[list[IndexPart], dict[str, list[Texts]]] = [], {}
        self._gone: Ids = np.zeros(0, np.int32)
        self._asked = -_TRUST

    @property
    def seen(self) -> int:
        """The id up to which the store was read."""
        return self._seen

    def version(self, step: Step = lambda _: None) -> tuple[int, int]:
        """Return what changes with the store and with the indexes, which catch up with it here."""
        self.all(step)
        return self._version, self._seen

    def is_ready(self) -> bool:
        """Tell whether a question need not wait: nobody is making indexes, and none are to be made."""
        if not self._lock.acquire(blocking=False):
            return False
        try:
            return self._opened and self._memory.version() == self._caught_up
        finally:
            self._lock.release()

    def by_language(self, step: Step = lambda _: None) -> dict[str, list[Texts]]:
        """Return the indexes over texts by language, without script and country, up to date."""
        parts = self.all(step)
        known, found = self._grouped
        if [*map(id, parts)] != [*map(id, known)]:
            found = by_language(parts)
            self._grouped = parts, found
        return found

    def living(self, units: Ids) -> Ids:
        """Return those of the units that the store still has, as far as it was asked in the last seconds."""
        with self._lock:
            if monotonic() > self._asked + _TRUST:
                indexed = np.concatenate([each.units for each in self.all()] or [units[:0]])
                if len(self._memory) != len(indexed):
                    self._gone = np.setdiff1d(indexed, np.array(self._memory.ids(), np.int32))
                self._asked = monotonic()
            return units[~np.isin(units, self._gone, kind="table")] if len(self._gone) else units

    def vectors(self, step: Step = lambda _: None) -> list[tuple[Ids, UnitVectors]]:
        """Return units and their vectors, up to date."""
        with self._lock:
            self.all(step)
            if any(len(each.without_vectors()) for each in self._stored):
                with self._turn(until=self._has_vectors) as mine:
                    if mine:
                        self._open()  # another process may have been here while this one waited
                        self._embed(self._stored, step)
                        self._declare()
            self._embed(self._fresh, step)
            return [run for each in self.all(step) for run in each.read_vectors()]

    def all(self, step: Step = lambda _: None) -> list[IndexPart]:
        """Return the parts, up to date.

        Raises:
            WriteError: the folder of the indexes cannot be written.
        """
        with self._lock:
            if not self._opened:
                self._open()
            self._version = self._memory.version()
            if self._version != self._caught_up:
                version, last = self._version, self._memory.last_id()
                if last > self._seen:
                    self._catch_up(last, step)
                if last <= self._seen:
                    self._caught_up = version
            return [*self._stored, *self._fresh]

    def renew(self, step: Step = lambda _: None) -> None:
        """Make the indexes anew where they hold units that the store has not."""
        with self._lock:
            indexed = sum(len(each.units) for each in self.all(step))
            if indexed != len(self._memory):
                with self._turn():
                    self._stored, self._fresh = [], []
                    self._extend(step)
                self._asked = -_TRUST

    def _catch_up(self, last: int, step: Step) -> None:
        if last - self._last(self._stored) > FRESH:
            with self._turn(until=self._has_texts) as mine:
                if not mine:
                    return
                self._open()  # another process may have been here while this one waited
                self._extend(step)
        if rows := list(self._memory.stream(self._last(self._stored + self._fresh))):
            self._fresh.append(IndexPart.build(rows, rows[-1][0]))
        if len(self._fresh) > _MOST_FRESH:
            self._fresh = [IndexPart.merged(self._fresh)]
        self._seen = max(last, self._last(self._stored + self._fresh))

    def _extend(self, step: Step) -> None:
        """Index what was added, in parts on disk."""
        last = self._memory.last_id()
        stream = self._memory.stream(self._last(self._stored))
        while rows := list(islice(stream, LARGEST)):
            step(say("indexing units {first} to {last}", first=rows[0][0], last=max(last, rows[-1][0])))
            # Read back: mapped files need no memory but for what is looked at.
            new = IndexPart.build(rows, rows[-1][0])
            self._stored.append(IndexPart.load(new.save(self._folder)))
            self._merge(_MOST_LEFT)
            self._declare()
        if self._merge(2):
            self._declare()
        self._fresh = []

    def _merge(self, least: int) -> bool:
        """Make one part of the last ones where so many are worth it, and tell whether they were."""
        last = _worth_merging([len(each.units) for each in self._stored])
        if last < least:
            return False
        merged = IndexPart.save_merged(self._stored[-last:], self._folder)
        self._stored[-last:] = [IndexPart.load(merged)]
        return True

    def _embed(self, parts: list[IndexPart], step: Step) -> None:
        """Make the vectors that are not there yet."""
        waiting = sum(len(part.without_vectors()) for part in parts)
        for part in parts:
            while len(units := part.without_vectors()[:LONGEST]):
                step(say("embedding {units}", units=units_counted(waiting)))
                part.add_vectors(UnitVectors.build(self._embedded(units)))
                waiting -= len(units)

    def _declare(self) -> None:
        """Say which parts count, then remove all others."""
        names = [each.folder.name for each in self._stored if each.folder]
        manifest = {
            "version": _VERSION,
            "model": self._probe(),
            "segments": names,
            "samples": _samples(self._memory, self._stored),
        }
        with write_whole(self._folder / _MANIFEST) as file:
            file.write(json.dumps(manifest).encode())
        for path in self._folder.iterdir():
            if path.is_dir() and path.name not in names:
                shutil.rmtree(path, ignore_errors=True)

    def _open(self) -> None:
        """Open what is there; nothing, where anything is missing, damaged or of another store."""
        self._opened = True
        # Folders never change their texts, and vectors that were all read need not be read again.
        known = {
            each.folder: each for each in self._stored if each.vectors and not len(each.without_vectors())
        }
        # The file names a part that another process has just merged away: then there is a newer one.
        for _ in range(_TRIES):
            with suppress(OSError, ValueError, KeyError, TypeError, EOFError):
                manifest = json.loads((self._folder / _MANIFEST).read_bytes())
                folders = [self._folder / name for name in manifest["segments"]]
                parts = [known.get(folder) or IndexPart.load(folder) for folder in folders]
                self._stored = parts if self._fits(manifest, parts) else []
                return
        self._stored = []

    def _fits(self, manifest: Any, parts: list[IndexPart]) -> bool:
        """Tell whether the indexes are of this store: the same units still have the same texts."""
        if manifest["version"] not in _KNOWN or self._last(parts) > self._memory.last_id():
            return False
        if not np.allclose(manifest["model"], self._probe(), atol=0.01):
            for part in parts:
                part.forget_vectors()
        held = len(self._memory)
        if held < (1 - _GONE) * sum(len(each.units) for each in parts):
            return False
        samples = {int(number): check for number, check in manifest["samples"]}
        return all(samples[number] == check for number, check in _checked(self._memory, list(samples)))

    def _probe(self) -> list[float]:
        """Return a vector that tells one model from another."""
        vector = embed.load(self._model).encode(["right to development 发展权"])[0]
        return [round(float(x), 4) for x in vector[:16]]

    def _embedded(self, units: Ids) -> Vectors:
        model = embed.load(self._model)
        vectors = np.zeros((len(units), model.dim), np.float32)
        for first in range(0, len(units), _BATCH):
            found = self._memory.texts(units[first : first + _BATCH].tolist())
            if found:
                # Units that are no more keep a vector of zeros, which is near to nothing.
                places = np.searchsorted(units, [number for number, *_ in found])
                vectors[places] = embed_units(model, [(source, target) for _, source, target in found])
        return vectors

    @contextmanager
    def _turn(self, until: Callable[[], bool] = lambda: False) -> Iterator[bool]:
        """Let one process make indexes at a time; yield whether it may be this one.

        Who waits goes on without a turn when `until` holds: better an answer without the latest units than
        none. The lock is SQLite's: it dies with its process.

        Raises:
            WriteError: what is done meanwhile cannot be written.
        """
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            lock = sqlite3.connect(self._folder / "lock.sqlite", timeout=0, isolation_level=None)
            with closing(lock):
                mine = _locked(lock)
                while not mine and not until():
                    sleep(_PATIENCE)
                    mine = _locked(lock)
                yield mine
        except (OSError, sqlite3.Error) as error:
            raise WriteError(
                say(
                    "the index cannot be written: {reason}",
                    reason=reason_of(error),
                ),
                where=str(self._folder),
                mend=say("make room, or ask for permission to write there"),
            ) from error

    def _has_texts(self) -> bool:
        """Tell whether there is an index by now."""
        if not self._stored:
            self._open()
        return bool(self._stored)

    def _has_vectors(self) -> bool:
        """Tell whether some units have vectors by now."""
        if not any(each.vectors for each in self._stored):
            self._open()
        return any(each.read_vectors() for each in self._stored)

    @staticmethod
    def _last(parts: Sequence[IndexPart]) -> int:
        return parts[-1].last if parts else 0


def _locked(lock: sqlite3.Connection) -> bool:
    """Tell whether the lock could be had."""
    try:
        lock.execute("BEGIN EXCLUSIVE")
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode != sqlite3.SQLITE_BUSY:
            raise
        return False
    return True


_MANIFEST = "manifest.json"


def _worth_merging(sizes: Sequence[int]) -> int:
    """Return how many of the last parts are worth being one: none is twice as large as all behind it.

    >>> _worth_merging([900, 40, 30, 20]), _worth_merging([900, 100]), _worth_merging([100, 100])
    (3, 1, 2)
    """
    total = count = 0
    for size in reversed(sizes):
        if count and (size >= 2 * total or size + total > MOST_ROWS):
            break
        total, count = total + size, count + 1
    return count


def _samples(memory: Memory, parts: Sequence[IndexPart]) -> list[tuple[int, int]]:
    """Return some units and checks of their texts."""
    places = [each.units[:: max(1, len(each.units) // _SAMPLES)] for each in parts]
    return _checked(memory, np.concatenate(places).tolist())


def _checked(memory: Memory, units: list[int]) -> list[tuple[int, int]]:
    return [(number, crc32(f"{source}\0{target}".encode())) for number, source, target in memory.texts(units)]
