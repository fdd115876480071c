"""The manifest: a pairing as a table that a person can edit and give back.

Tab-separated, a pair a line, paths relative to the manifest's own folder. Only the first two columns
are needed. Lines that begin with `#` are comments: doubles and leftovers stand in such, so that a pair
the program did not dare to make is made by putting two paths on one line.
"""

from __future__ import annotations

import csv
import io
import math
import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import get_args

from align.batch.pairs.namer import Namer
from align.batch.pairs.pairing import How, Pair, Pairing
from align.errors import ReadError
from align.exchange.delimited import rows_of
from align.files import check_input, write_whole
from align.words import say

COLUMNS = ("source", "target", "name", "how", "score", "margin", "from", "to")


def read_manifest(path: Path) -> Pairing:
    """Read a manifest that `write_manifest` or a person wrote.

    A first line that names columns may give them in any order; without one they stand as in `COLUMNS`.

    Raises:
        ReadError: it is missing, or a line of it makes no sense; the message names the line.
    """
    path = Path(path)
    columns: Sequence[str] = COLUMNS
    namer = Namer(path.parent)
    pairs: list[Pair] = []
    seen: dict[tuple[Path, Path], int] = {}
    for number, cells in _rows(path):
        if not seen and {"source", "target"} <= set(cells):
            columns = cells
            continue
        where = say("{path} line {line}", path=str(path), line=number)
        pair = _pair(dict(zip(columns, cells, strict=False)), path.parent, namer, where)
        first = seen.setdefault((pair.source, pair.target), number)
        if first != number:
            raise ReadError(
                say("this pair stands in line {first} already", first=first),
                where=where,
                mend=say("remove one"),
            )
        pairs.append(pair)
    if not pairs:
        raise ReadError(
            say("no pairs are named"), where=str(path), mend=say("write two paths a line, a tab between")
        )
    return Pairing(path.parent, tuple(pairs))


def write_manifest(pairing: Pairing, path: Path) -> None:
    """Write a pairing as a manifest, whole or not at all.

    Raises:
        WriteError: the file cannot be written.
    """
    text = io.StringIO()
    table = csv.writer(text, csv.excel_tab, lineterminator="\n")
    table.writerow(COLUMNS)
    table.writerows(_lines(pairing, Path(path).parent))
    with write_whole(path) as file:
        file.write(text.getvalue().encode())


def _lines(pairing: Pairing, folder: Path) -> Iterator[tuple[str, ...]]:
    for pair in pairing.pairs:
        paths = (_shown(path, folder) for path in (pair.source, pair.target))
        figures = f"{pair.score:.4f}", f"{pair.margin:.4f}"
        yield *paths, pair.name, pair.how, *figures, pair.source_language, pair.target_language
    for double in pairing.doubles:
        yield "# double", _shown(double.path, folder), _shown(double.of, folder), double.reason
    for left in pairing.leftovers:
        yield "# left over", _shown(left.path, folder), left.reason


def _shown(path: Path, folder: Path) -> str:
    """Return a path as seen from the manifest's folder; bytes that are no text are spelt out."""
    shown = Path(os.path.relpath(path, folder)).as_posix()
    shown = f"./{shown}" if shown.startswith("#") else shown
    return "".join(c if c.isprintable() or c == "\u3000" else ascii(c)[1:-1] for c in shown)


def _rows(path: Path) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows that are no comments, with the numbers of their lines."""
    for number, row in rows_of(check_input(path), "\t"):
        cells = [cell.strip() for cell in row]
        if any(cells) and not cells[0].startswith("#"):
            yield number, cells


def _pair(row: Mapping[str, str], folder: Path, namer: Namer, where: str) -> Pair:
    source, target = (_file(row.get(side, ""), folder, where) for side in ("source", "target"))
    if source.resolve() == target.resolve():
        raise ReadError(
            say("both files are the same"), where=where, mend=say("name the two language versions")
        )
    name = namer.take(row["name"]) if row.get("name") else namer.name(source, target)
    how: How = next((how for how in get_args(How) if how == row.get("how")), "manifest")
    score, margin = _figure(row, "score", 1.0, where), _figure(row, "margin", 0.0, where)
    return Pair(source, target, name, how, score, margin, row.get("from", ""), row.get("to", ""))


def _file(cell: str, folder: Path, where: str) -> Path:
    if not cell:
        raise ReadError(say("two files are needed"), where=where, mend=say("write two paths, a tab between"))
    return folder / cell  # whether it can be read shows when it is: one bad file never stops a run


def _figure(row: Mapping[str, str], column: str, default: float, where: str) -> float:
    cell = row.get(column, "")
    try:
        figure = float(cell) if cell else default
    except ValueError:
        figure = math.nan
    if not math.isfinite(figure):
        mend = say("write a number, or nothing, under {column}", column=column)
        raise ReadError(say("{cell} is no {column}", cell=cell, column=column), where=where, mend=mend)
    return figure
