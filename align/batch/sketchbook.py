"""Sketches kept from run to run, in the ledger: a file that looks as it did is not read again to pair it.

They are taken before a run begins and its ledger is locked, so they have a connection of their own. What
cannot be read or kept is no loss: then the files are read once more.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, suppress
from dataclasses import replace
from pathlib import Path

import numpy as np

from align import __version__
from align.batch.hashes import FileStamp, looks_of
from align.batch.ledger import NAME, VERSION
from align.batch.pairs import Run, Sketch
from align.words import packed, unpacked

_SCHEMA = """
CREATE TABLE IF NOT EXISTS sketched (  -- documents as pairing saw them
    path TEXT PRIMARY KEY, version TEXT NOT NULL, looks TEXT NOT NULL, told TEXT NOT NULL, vector BLOB
) WITHOUT ROWID;
"""
_TOLD = ("language", "symbol", "title", "original", "length", "digest")


class Sketchbook:
    """The sketches that the ledger of an output folder holds, and those that are new."""

    def __init__(self, out: Path) -> None:
        self._file = out / NAME
        self._new: dict[Path, tuple[FileStamp, Sketch]] = {}

    def reading(self, run: Run) -> Run:
        """Return what takes sketches out of the book, and those that are not there by `run`."""

        def read(task: Callable[[Path], Sketch], paths: Iterable[Path]) -> Iterator[Sketch]:
            looks = {path: looks_of(path) for path in paths}
            known = dict(self._known(looks))
            yield from known.values()
            for found in run(task, [path for path in looks if path not in known]):
                seen = looks[found.path]
                if seen and seen.is_settled and found.lasts:
                    self._new[found.path] = (seen, found)
                yield found

        return read

    def _known(self, looks: dict[Path, FileStamp | None]) -> Iterator[tuple[Path, Sketch]]:
        if not self._file.is_file():
            return
        query = "SELECT looks, told, vector FROM sketched WHERE path = ? AND version = ?"
        with suppress(sqlite3.DatabaseError), closing(sqlite3.connect(self._file)) as base:
            for path, seen in looks.items():
                row = base.execute(query, (str(path), __version__)).fetchone() if seen else None
                if row and seen and row[0] == json.dumps(seen.values):
                    vector = np.frombuffer(row[2], np.float32) if row[2] else None
                    told = json.loads(row[1])
                    trouble = unpacked(told.pop("trouble", ""))
                    yield path, replace(Sketch(path, vector=vector, trouble=trouble), **told)

    def save(self) -> None:
        """Keep the new sketches in the ledger, which is made where it is not there."""
        if not self._new:
            return
        with suppress(sqlite3.DatabaseError, OSError):  # whether the folder takes anything, the run tells
            self._save()

    def _save(self) -> None:
        self._file.parent.mkdir(parents=True, exist_ok=True)
        with closing(sqlite3.connect(self._file)) as base, base:
            if base.execute("PRAGMA user_version").fetchone()[0] not in (0, VERSION):
                return
            base.execute(_SCHEMA)
            rows = (_row(looks, sketch) for looks, sketch in self._new.values())
            base.executemany("INSERT OR REPLACE INTO sketched VALUES (?, ?, ?, ?, ?)", rows)


def _row(looks: FileStamp, sketch: Sketch) -> tuple[str, str, str, str, bytes | None]:
    values = {name: getattr(sketch, name) for name in _TOLD}
    if sketch.trouble:
        values["trouble"] = packed(sketch.trouble)
    told = json.dumps(values)
    vector = None if sketch.vector is None else sketch.vector.astype(np.float32).tobytes()
    return str(sketch.path), __version__, json.dumps(looks.values), told, vector
