"""CSV as programs write it: cells parted by commas, tabs or bars, or by semicolons as Excel in Europe."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from pathlib import Path
from typing import IO

from align.errors import ReadError
from align.exchange.lines import lines_of
from align.words import say

_DELIMITERS = ",;\t|"
_SAID = re.compile(rf'"?sep=([{_DELIMITERS}])"?\n?', re.IGNORECASE)
"""A first line by which Excel is told the delimiter, and which it shows to nobody."""
FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a cell begins with that a spreadsheet takes for a formula."""
_SAMPLE = 50
"""Rows by which the delimiter is told."""
_LINES = 1000
"""Lines in which these rows stand: a cell may have several."""


def rows_of(path: Path, delimiter: str = "") -> Iterator[tuple[int, list[str]]]:
    """Yield the rows of a file, each with the number of the line it ends on; no delimiter: it is recognised.

    Raises:
        ReadError: a quote is never closed, or a cell has no end.
    """
    lines = lines_of(path)
    first = list(islice(lines, _LINES))
    said = _SAID.fullmatch(first[0]) if first else None
    above = 1 if said else 0
    chosen = delimiter or (said[1] if said else delimiter_of("".join(first)))
    # A quote that nothing closes takes all that follows into one cell; a TSV has quotes that quote nothing.
    reader = csv.reader(chain(first[above:], lines), delimiter=chosen, strict=not delimiter)
    try:
        for row in reader:
            yield reader.line_num + above, row
    except csv.Error as error:
        where = say("{path} line {line}", path=str(path), line=reader.line_num + above)
        if "field limit" in str(error):
            what = say("a cell has more than {count:,} characters", count=csv.field_size_limit())
            raise ReadError(what, where=where, mend=say("shorten it, or close its quote")) from error
        raise ReadError(say("the table is damaged: {reason}", reason=str(error)), where=where) from error


def escaped(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.startswith(FORMULA) else cell


def unescaped(cell: str) -> str:
    """Return what `escaped` was given."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(FORMULA) else cell


def write(rows: Iterable[Iterable[str]], file: IO[bytes], *, safe: bool) -> None:
    """Write rows of cells, a tab between them; `safe`: as `escaped`, for spreadsheets."""
    text = io.TextIOWrapper(file, encoding="utf-8", newline="", errors="replace")
    writer = csv.writer(text, dialect="excel-tab", lineterminator="\n")
    writer.writerows(map(escaped, row) if safe else row for row in rows)
    text.flush()
    text.detach()


def delimiter_of(text: str) -> str:
    r"""Return what parts the cells: what cuts most rows into the same number of cells, two at least.

    >>> delimiter_of('English;Chinese\n"peace, and; war";和平\n'), delimiter_of("en\tzh\nOne, two\t一\n")
    (';', '\t')
    """
    return max(_DELIMITERS, key=lambda delimiter: _evenness(text, delimiter))


def _evenness(text: str, delimiter: str) -> tuple[float, int]:
    """Return the share of the first rows that have as many cells as most, and that number."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        widths = Counter(len(row) for row in islice(reader, _SAMPLE) if row)
    except csv.Error:
        return 0.0, 0
    width, count = max(widths.items(), key=lambda item: (item[1], item[0]), default=(0, 0))
    return (count / widths.total(), width) if width > 1 else (0.0, width)
