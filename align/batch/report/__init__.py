"""The report of a run: a self-contained page for people, and tables of what failed and of all versions.

Everything comes from the ledger by queries, row by row (`content`). No time or machine stands in it: runs of
the same files give the same page. Long lists are cut in the page, never in the table. The page's frame is
that of all pages (`align.frame`), what is its own stands in `page/`, its pictures in `charts`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path

from align.batch.config import BatchSettings
from align.batch.ledger import Ledger
from align.batch.pairs import Pairing
from align.batch.report.content import BROKEN, FAILED, broken, content, place, versions
from align.exchange import delimited
from align.files import write_whole
from align.frame.page import PageWords, static
from align.languages import LANGUAGES
from align.words import unpacked

PAGE = "report.html"
FAILURES = "failures.tsv"
VERSIONS = "versions.tsv"

_COLUMNS = ("name", "kind", "what", "place", "mend", "source", "target")


def write(ledger: Ledger, pairing: Pairing, out: Path, settings: BatchSettings, stale: Iterable[str]) -> None:
    """Write `report.html`, `failures.tsv` and `versions.tsv`.

    Raises:
        WriteError: the folder cannot be written.
    """
    with write_whole(out / FAILURES) as file:
        unread = (("", BROKEN, left.reason, place(left, pairing), "", "", "") for left in broken(pairing))
        failed = ledger.rows(f"SELECT {', '.join(_COLUMNS)} {FAILED} ORDER BY name")
        rows = chain([_COLUMNS], unread, (map(unpacked, row) for row in failed))
        delimited.write(rows, file, safe=settings.safe_tables)
    with write_whole(out / VERSIONS) as file:
        delimited.write(_versions(pairing), file, safe=settings.safe_tables)
    words = PageWords()
    shown = content(ledger, pairing, settings, stale, words)
    with write_whole(out / PAGE) as file:
        for piece in static("align.batch.report", words, failures_table=FAILURES, **shown):
            file.write(piece.encode())


def _versions(pairing: Pairing) -> Iterator[list[str]]:
    """Yield a row a symbol: in the column of each language its files, nothing where it is not there."""
    found = versions(pairing)
    official = (each.code for each in LANGUAGES.values() if each.letter)
    codes = sorted({*official, *(code for languages in found.values() for code in languages)})
    yield ["symbol", *codes]
    for symbol, languages in found.items():
        yield [symbol, *(" | ".join(languages.get(code, ())) for code in codes)]
