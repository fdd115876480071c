"""The units of a pair as they lie ready for a merge: one Arrow file a pair, in a folder of their own.

Whoever aligns a pair writes it, while the bitext is still at hand: a merge has no text to parse then, and
copies what stays. It is no output, and may be lost: a file that is missing, damaged or of another bitext is
made again when it is asked for. Arrow takes half the time of Parquet for files of so few rows, to write and
to read.
"""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

from align import __version__
from align.batch.config import BatchSettings, hash_of
from align.batch.merged.unit import units_of
from align.batch.task import WORK, unwritable
from align.bitext import TRUST, Bitext

FOLDER = ".units"
_ENDING = ".arrow"
_FORMAT = 1

KEYS = ("source1", "source2", "target1", "target2")
"""The keys of both texts, in halves that a machine compares at once."""
RANKS = ("trust", "score")


def is_possible() -> bool:
    """Tell whether the `archive` extra is installed."""
    return all(map(find_spec, ("duckdb", "pyarrow")))


class StoredUnit(NamedTuple):
    """A unit as it lies ready."""

    keys: tuple[bytes, bytes]
    trust: int
    score: float
    lines: bytes
    cells: bytes


@dataclass(frozen=True, slots=True)
class UnitStore:
    """The units of all pairs of an output folder, and what they depend on beside their bitexts."""

    out: Path
    min_score: float
    created: str

    def save(self, name: str, bitext: Bitext, held: str) -> None:
        """Write the units of a pair.

        Args:
            name: of the pair.
            bitext: of the pair.
            held: hash of the file of its bitext.

        Raises:
            WriteError: the folder cannot be written.
        """
        units = tuple(units_of(bitext, self.min_score))
        rows = (
            StoredUnit(
                unit.text_keys(),
                TRUST[unit.bead.status],
                unit.bead.score,
                unit.lines(self.created),
                unit.cells(),
            )
            for unit in units
        )
        self.save_rows(name, units[0].codes[0] if units else "", tuple(rows), held)

    def save_rows(self, name: str, language: str, rows: Sequence[StoredUnit], held: str) -> None:
        """Write the rows of the units of a pair, whose source has this language.

        Raises:
            WriteError: the folder cannot be written.
        """
        metadata = {"language": language, "of": self._stamp(held)}
        try:
            self._write(_table(rows).replace_schema_metadata(metadata), self._path(name))
        except OSError as error:
            raise unwritable(self.out, error) from error

    def keys(self, name: str, path: Path) -> Any:
        """Return the table of `KEYS` and `RANKS` of a pair whose bitext has this path.

        Raises:
            ReadError: the bitext is damaged.
            WriteError: the folder cannot be written.
        """
        held = hash_of(path)
        found = self._read(name, KEYS + RANKS, held)
        if found is None:
            self.save(name, Bitext.load(path), held)
            found = self._read(name, KEYS + RANKS, held)
        return found

    def rows(self, name: str, columns: Sequence[str]) -> Any:
        """Return columns of a pair whose keys were asked for: `lines` and `cells`, as a unit has them."""
        return self._read(name, columns)

    def clear(self, wanted: Iterable[str]) -> None:
        """Remove the units of all other pairs."""
        kept = {self._path(name) for name in wanted}
        for path in (self.out / FOLDER).rglob(f"*{_ENDING}"):
            if path not in kept:
                path.unlink(missing_ok=True)

    def _path(self, name: str) -> Path:
        return self.out / FOLDER / f"{name}{_ENDING}"

    def _stamp(self, held: str) -> str:
        return json.dumps([_FORMAT, __version__, self.min_score, self.created, held])

    def _read(self, name: str, columns: Sequence[str], held: str = "") -> Any:
        """Return columns of a file; None where it is damaged, missing, or not of the bitext so hashed."""
        import pyarrow as arrow

        try:
            with arrow.memory_map(str(self._path(name))) as file:
                places = [_COLUMNS.index(column) for column in columns]
                options = arrow.ipc.IpcReadOptions(included_fields=places, use_threads=False)
                table = arrow.ipc.open_file(file, options=options).read_all()
        except (OSError, arrow.ArrowException):
            return None
        is_wanted = not held or (table.schema.metadata or {}).get(b"of") == self._stamp(held).encode()
        return table if is_wanted else None

    def _write(self, table: Any, path: Path) -> None:
        import pyarrow as arrow

        # Unlike `write_whole`, without a flush to disk, a wait for every pair: a machine that crashes leaves
        # a file without its end, which is none to Arrow and is made anew of its bitext.
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=self.out / WORK)
        try:
            how = arrow.ipc.IpcWriteOptions(compression="lz4", use_threads=False)
            with (
                os.fdopen(handle, "wb") as file,
                arrow.ipc.new_file(file, table.schema, options=how) as to,
            ):
                to.write_table(table)
            Path(temporary).replace(path)
        finally:
            Path(temporary).unlink(missing_ok=True)


_COLUMNS = (*KEYS, *RANKS, "lines", "cells")


def store_of(out: Path, settings: BatchSettings, created: str) -> UnitStore:
    """Return the units of an output folder, for these settings and the time that outputs bear."""
    return UnitStore(out, settings.min_score, created)


def no_keys() -> Any:
    """Return the table of `KEYS` and `RANKS` of no pair at all."""
    return _table(()).select(KEYS + RANKS)


def _table(rows: Sequence[StoredUnit]) -> Any:
    import numpy as np
    import pyarrow as arrow

    keys = np.frombuffer(b"".join(key for row in rows for key in row.keys), np.uint64).reshape(-1, 4)
    kinds = (arrow.int8(), arrow.float64(), arrow.large_binary(), arrow.large_binary())
    others = zip(*(row[1:] for row in rows), strict=True) if rows else ((),) * len(kinds)
    columns = [arrow.array(column) for column in np.ascontiguousarray(keys.T)]
    columns += [arrow.array(column, kind) for column, kind in zip(others, kinds, strict=True)]
    return arrow.table(dict(zip(_COLUMNS, columns, strict=True)))
