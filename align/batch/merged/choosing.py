"""A merge of units that lie ready, by DuckDB: as large as the disk, in bounded memory, on as many cores.

First the keys of so many pairs at a time are dealt out by source text over buckets, a file a bucket; then
DuckDB finds in every bucket what stays, how often it is repeated, and which sources have several
translations; at last the units that stay are copied in their order. The first two steps are tasks, which
processes here or the workers of a cluster share.

DuckDB was chosen over Polars by measuring: for ten million units it took 11 s of one core and 550 MB, Polars
14 s and 1,650 MB; it spills to disk beyond a bound, and is a third of Polars' size to install.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, Self, TypeVar

import numpy as np
from numpy.typing import NDArray

from align.batch.config import BatchSettings
from align.batch.merged.parts import UnitCounts, UnitRun
from align.batch.merged.stored import UnitStore, no_keys, store_of
from align.batch.merged.unit import Bitexts, row_of
from align.batch.task import PairProblem, unwritable
from align.files import write_whole
from align.timestamps import given_timestamp

if TYPE_CHECKING:
    from align.batch.executors import Executor

_MEMORY = "256MB"
"""What DuckDB may hold; it takes the disk beyond."""
_ROWS = 50_000
"""Rows that are held at once."""

_CHOOSE = """
CREATE TEMP TABLE kept AS SELECT place, source1, source2, times FROM (
    SELECT place, source1, source2, count(*) OVER same AS times,
        row_number() OVER (same ORDER BY trust DESC, score DESC, place) AS rank
    FROM read_parquet($keys) WINDOW same AS (PARTITION BY source1, source2, target1, target2)
) WHERE rank = 1
"""
_SEVERAL = """
SELECT place, times, count(*) OVER (PARTITION BY source1, source2) > 1 AS several FROM kept ORDER BY place
"""
_COUNT = """
SELECT coalesce(sum(n), 0), count(*) FILTER (WHERE n > 1)
FROM (SELECT count(*) AS n FROM kept GROUP BY source1, source2)
"""

T = TypeVar("T")
R = TypeVar("R")


class Sizes(NamedTuple):
    """Bytes of bitexts that make a task; a unit has 360 of them."""

    chunk: int = 2**26
    """Whose keys one task gathers."""
    bucket: int = 2**30
    """Whose keys are dealt to one bucket, which is what DuckDB holds at once."""


@dataclass(frozen=True, slots=True)
class Chunk:
    """Pairs whose keys one task gathers."""

    number: int
    pairs: tuple[tuple[str, Path], ...]
    """Names and bitexts."""
    store: UnitStore
    folder: Path
    """Of what is not kept."""
    buckets: int

    @property
    def first(self) -> int:
        """Return the place of its first unit among all: before those of later chunks, whatever they hold."""
        return self.number << 32


@dataclass(frozen=True, slots=True)
class Bucket:
    """All units whose source texts share a rest when divided by the number of buckets."""

    number: int
    folder: Path

    @property
    def kept(self) -> Path:
        """Return the file of the units that stay, by their place."""
        return self.folder / f"kept-{self.number}.parquet"


@contextmanager
def choose(
    bitexts: Bitexts,
    out: Path,
    folder: Path,
    settings: BatchSettings,
    executor: Executor | None,
    sizes: Sizes = Sizes(),  # noqa: B008 - it is frozen
) -> Iterator[StoredChosen]:
    """Choose the units that stay.

    Args:
        bitexts: gives names and files of bitexts, in the same order each time.
        out: the output folder.
        folder: of what is not kept.
        settings: what counts as sure.
        executor: shares the work where there is much of it.
        sizes: of its tasks.

    Raises:
        WriteError: the folder cannot be written.
        ReadError: a bitext is damaged.
    """
    import duckdb

    store = store_of(out, settings, given_timestamp())
    size = sum(path.stat().st_size for _, path in bitexts())
    buckets = [Bucket(number, folder) for number in range(1 + size // sizes.bucket)]
    shared = executor if size > sizes.chunk else None
    try:
        units = sum(_each(shared, gather, _chunks(bitexts, store, folder, len(buckets), sizes.chunk)))
        found = list(_each(shared, keep, buckets))
        counts = UnitCounts(units, *map(sum, zip(*found, strict=True)))
        with closing(_connect(folder)) as base:
            yield StoredChosen(base, store, folder, counts)
    except (duckdb.IOException, duckdb.OutOfMemoryException) as error:
        raise unwritable(out, OSError(str(error).partition("\n")[0])) from error
    store.clear(name for name, _ in bitexts())


def _each(executor: Executor | None, task: Callable[[T], R], items: Iterable[T]) -> Iterator[R]:
    """Yield what a task makes of every item, as they are ready; what a worker cannot do is done here."""
    if not executor:
        yield from map(task, items)
        return
    with closing(executor.stream(task, items)) as results:
        for item, result in results:
            yield task(item) if isinstance(result, PairProblem) else result


def _chunks(bitexts: Bitexts, store: UnitStore, folder: Path, buckets: int, most: int) -> Iterator[Chunk]:
    number, size, pairs = 0, 0, list[tuple[str, Path]]()
    for name, path in bitexts():
        pairs.append((name, path))
        size += path.stat().st_size
        if size > most:
            yield Chunk(number, tuple(pairs), store, folder, buckets)
            number, size, pairs = number + 1, 0, []
    if pairs or not number:  # of no pairs, one of nothing
        yield Chunk(number, tuple(pairs), store, folder, buckets)


def gather(chunk: Chunk) -> int:
    """Deal the keys of the units of a chunk out over the buckets, and return how many there are."""
    import pyarrow as arrow
    from pyarrow import parquet

    tables = [chunk.store.keys(name, path) for name, path in chunk.pairs]
    whole = arrow.concat_tables([no_keys(), *(table.replace_schema_metadata(None) for table in tables)])
    places = np.arange(len(whole), dtype=np.int64) + chunk.first
    whole = whole.append_column("place", arrow.array(places))
    bucket_of = whole["source1"].to_numpy() % np.uint64(chunk.buckets)
    for number in range(chunk.buckets):
        with write_whole(chunk.folder / f"keys-{number}-{chunk.number:06}.parquet") as file:
            parquet.write_table(whole.filter(arrow.array(bucket_of == number)), file)
    told = [(name, len(table)) for (name, _), table in zip(chunk.pairs, tables, strict=True)]
    with write_whole(chunk.folder / f"chunk-{chunk.number:06}.json") as file:
        file.write(json.dumps({"first": chunk.first, "pairs": told}).encode())
    return len(whole)


def keep(bucket: Bucket) -> tuple[int, int]:
    """Find the units of a bucket that stay; return how many, and how many sources have several of them."""
    with closing(_connect(bucket.folder)) as base:
        keys = sorted(map(str, bucket.folder.glob(f"keys-{bucket.number}-*.parquet")))
        base.execute(_CHOOSE, {"keys": keys})
        base.execute(f"COPY ({_SEVERAL}) TO '{_quoted(bucket.kept)}' (FORMAT parquet)")
        kept, conflicts = base.execute(_COUNT).fetchone()
    return int(kept), int(conflicts)


def _connect(folder: Path) -> Any:
    """Return a database in memory, which puts on disk what finds no room there, and prints nothing."""
    import duckdb

    told: dict[str, Any] = {"memory_limit": _MEMORY, "threads": 1, "temp_directory": str(folder / "spilled")}
    base = duckdb.connect(config=told)
    # Under `python -c` and in a notebook DuckDB draws a bar on stdout, once a query takes two seconds.
    base.execute("SET enable_progress_bar = false")
    return base


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")


class Kept(NamedTuple):
    """Units that stay, by their place among all."""

    place: NDArray[np.int64]
    times: NDArray[np.int64]
    several: NDArray[np.bool_]

    def cut(self, place: int) -> tuple[Kept, Kept]:
        """Return those before a place, and the others."""
        at = int(np.searchsorted(self.place, place))
        places, times, several = self
        return Kept(places[:at], times[:at], several[:at]), Kept(places[at:], times[at:], several[at:])


class StoredChosen:
    """What was chosen, as `Chosen` says."""

    def __init__(self, base: Any, store: UnitStore, folder: Path, counts: UnitCounts) -> None:
        self.counts = counts
        self._base, self._store, self._folder = base, store, folder

    def pieces(self) -> Iterator[UnitRun]:
        """Yield the units that stay, and note those among them whose source has other translations."""
        import pyarrow as arrow

        with ConflictFile(self._conflicts) as notes:
            for name, begin, kept in self._by_pair():
                rows = self._store.rows(name, ("lines",))
                lines = rows["lines"].combine_chunks().take(arrow.array(kept.place - begin))
                yield _piece(rows.schema.metadata[b"language"].decode(), lines)
                if kept.several.any():
                    notes.add(self._conflicts_in(name, begin, kept))

    def _by_pair(self) -> Iterator[tuple[str, int, Kept]]:
        """Yield the name of each pair that has units to stay, its first place, and these units."""
        files = sorted(map(str, self._folder.glob("kept-*.parquet")))
        query = "SELECT place, times, several FROM read_parquet($files) ORDER BY place"
        batches = self._base.sql(query, params={"files": files}).to_arrow_reader(_ROWS)
        rest = Kept(np.empty(0, np.int64), np.empty(0, np.int64), np.empty(0, np.bool_))
        for name, begin, end in self._pairs():
            found = []
            while True:
                here, rest = rest.cut(end)
                found.append(here)
                if len(rest.place) or not (batch := next(batches, None)):
                    break
                rest = Kept(*(column.to_numpy(zero_copy_only=False) for column in batch.columns))
            places, times, several = (np.concatenate(column) for column in zip(*found, strict=True))
            kept = Kept(places, times, several)
            if len(kept.place):
                yield name, begin, kept

    def _pairs(self) -> Iterator[tuple[str, int, int]]:
        """Yield the names of pairs, and the places at which their units begin and end."""
        for path in sorted(self._folder.glob("chunk-*.json")):
            chunk = json.loads(path.read_bytes())
            begin = chunk["first"]
            for name, count in chunk["pairs"]:
                yield name, begin, begin + count
                begin += count

    def _conflicts_in(self, name: str, begin: int, kept: Kept) -> Iterator[Conflict]:
        rows = (kept.place - begin)[kept.several]
        cells = self._store.rows(name, ("cells",))["cells"].combine_chunks().take(rows).to_pylist()
        sources = (row_of(each, 0)[0].encode("utf-8", "surrogatepass") for each in cells)
        several = kept.times[kept.several].tolist(), kept.place[kept.several].tolist()
        return map(Conflict, sources, *several, cells)

    @property
    def _conflicts(self) -> Path:
        return self._folder / "conflicts.parquet"

    def conflicts(self) -> Iterator[list[str]]:
        """Yield the rows of units whose source has other translations, those of a text together."""
        query = "SELECT cells, times FROM read_parquet($file) ORDER BY source, times DESC, place"
        batches = self._base.sql(query, params={"file": str(self._conflicts)}).to_arrow_reader(_ROWS)
        for cells, times in (batch.columns for batch in batches):
            yield from map(row_of, cells.to_pylist(), times.to_pylist())


class Conflict(NamedTuple):
    """A unit that stays, and whose source has other translations."""

    source: bytes
    times: int
    place: int
    cells: bytes


class ConflictFile:
    """A file of notes, written so many at a time."""

    def __init__(self, path: Path) -> None:
        import pyarrow as arrow
        from pyarrow import parquet

        kinds = (arrow.binary(), arrow.int64(), arrow.int64(), arrow.binary())
        self._schema = arrow.schema(zip(Conflict._fields, kinds, strict=True))
        self._file = parquet.ParquetWriter(path, self._schema)
        self._held: list[Conflict] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._write()
        self._file.close()

    def add(self, notes: Iterable[Conflict]) -> None:
        """Take notes."""
        self._held.extend(notes)
        if len(self._held) > _ROWS:
            self._write()

    def _write(self) -> None:
        import pyarrow as arrow

        columns = zip(*self._held, strict=True) if self._held else ((),) * len(self._schema)
        arrays = [arrow.array(column, kind) for column, kind in zip(columns, self._schema.types, strict=True)]
        self._file.write_table(arrow.table(arrays, schema=self._schema))
        self._held.clear()


def _piece(language: str, lines: Any) -> UnitRun:
    """Return the lines of units that an Arrow array holds, without a copy."""
    _, offsets, data = lines.buffers()
    ends = np.frombuffer(offsets, np.int64)[lines.offset : lines.offset + len(lines) + 1]
    return UnitRun(language, memoryview(data)[ends[0] : ends[-1]], (ends[1:] - ends[0]).tolist())
