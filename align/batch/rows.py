"""The whole archive as one table for data people: a row a unit, in Parquet or JSON Lines.

Units without a partner are rows too, one text empty: `type` tells them (`1-0`). Rows are written as they
come, a bitext at a time.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import IO, Any

from align.batch.config import BatchSettings
from align.batch.merged.unit import Bitexts
from align.batch.task import trusted
from align.bitext import Bitext
from align.errors import MissingError
from align.exchange.units import facts
from align.files import write_whole
from align.words import say

FAMILY = "units"

COLUMNS = (
    "pair", "unit", "document", "date", "number", "page", "kind", "source_language", "target_language",
    "source", "target", "score", "type", "why", "status", "source_file", "target_file", "signature",
)  # fmt: skip
"""Columns of every row. `pair`: name of its outputs; `signature`: version, model and settings."""

_GROUP = 10_000
"""Rows held at once."""

Row = dict[str, Any]


def write_rows(bitexts: Bitexts, out: Path, settings: BatchSettings) -> tuple[str, ...]:
    """Write `units.parquet` and `units.jsonl`, those that are asked for, and return their names.

    Raises:
        MissingError: Parquet needs its extra.
        WriteError: the folder cannot be written.
    """
    names = []
    for form in dict.fromkeys(settings.formats):
        if form in ROWS:
            names.append(f"{FAMILY}.{form}")
            with write_whole(out / names[-1]) as file:
                ROWS[form](_rows(bitexts, settings), file, settings)
    return tuple(names)


def check_rows(settings: BatchSettings) -> None:
    """Refuse formats whose extra is missing, before any work is done.

    Raises:
        MissingError: Parquet needs its extra.
    """
    if "parquet" in settings.formats:
        _arrow()


def _rows(bitexts: Bitexts, settings: BatchSettings) -> Iterator[Row]:
    signature = settings.signature()
    for name, path in bitexts():
        bitext = trusted(Bitext.load(path), settings.min_score)
        for unit in bitext.units():
            known = facts(unit, bitext)
            values = (
                name, unit.id, known["document"], known["date"], known["para"], unit.page,
                known["kind"] or "paragraph", bitext.source.language, bitext.target.language, unit.source,
                unit.target, round(unit.bead.score, 3), unit.bead.type, unit.bead.why, unit.bead.status,
                bitext.source.path, bitext.target.path, signature,
            )  # fmt: skip
            yield dict(zip(COLUMNS, values, strict=True))


def _write_jsonl(rows: Iterable[Row], file: IO[bytes], settings: BatchSettings) -> None:
    for row in rows:
        file.write(json.dumps(row, ensure_ascii=False).encode("utf-8", "replace") + b"\n")


def _write_parquet(rows: Iterator[Row], file: IO[bytes], settings: BatchSettings) -> None:
    arrow, parquet = _arrow()
    kinds = {"page": arrow.int32(), "score": arrow.float32()}
    schema = arrow.schema(
        [(name, kinds.get(name, arrow.string())) for name in COLUMNS],
        metadata={"signature": settings.signature()},
    )
    with parquet.ParquetWriter(file, schema, compression="zstd") as writer:
        while group := list(islice(rows, _GROUP)):
            writer.write_table(arrow.Table.from_pylist([_encodable(row) for row in group], schema=schema))


def _encodable(row: Row) -> Row:
    """Return a row without halves of characters, which damaged files hold and no UTF-8 does."""
    return {k: v.encode("utf-8", "replace").decode() if isinstance(v, str) else v for k, v in row.items()}


def _arrow() -> tuple[Any, Any]:
    try:
        import pyarrow
        from pyarrow import parquet
    except ImportError as error:
        mend = say("pip install 'align-tm[parquet]', or take jsonl among --formats")
        raise MissingError(say("Parquet needs pyarrow"), mend=mend) from error
    return pyarrow, parquet


ROWS: dict[str, Callable[[Iterator[Row], IO[bytes], BatchSettings], None]] = {
    "parquet": _write_parquet,
    "jsonl": _write_jsonl,
}
"""Format → what writes it."""
