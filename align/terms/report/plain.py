"""Findings for machines: one JSON object, or a row a finding in TSV or CSV."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Sequence
from functools import partial
from typing import IO

from align.exchange.delimited import escaped
from align.terms.agreement import Agreement
from align.terms.findings import Finding
from align.text import encodable

COLUMNS = (
    "code", "severity", "unit", "paragraph", "message", "term", "expected", "found", "source", "target",
    "document", "concept", "related", "fingerprint",
)  # fmt: skip
"""Columns of tables of findings."""

_FIELDS = (
    "code", "severity", "unit", "paragraph", "message", "source", "target", "source_spans", "target_spans",
    "term", "expected", "found", "concept", "document", "related", "details", "identity",
)  # fmt: skip


def write(
    findings: Sequence[Finding], file: IO[bytes], ending: str, agreed: Sequence[Agreement] = (), *,
    safe: bool = False,
) -> None:  # fmt: skip
    """Write JSON, TSV or CSV; a CSV begins with the mark by which Excel knows UTF-8."""
    writers: dict[str, Callable[[Sequence[Finding]], str]]
    writers = {".json": as_json, ".csv": as_csv, ".tsv": partial(as_tsv, safe=safe)}
    file.write(writers[ending](findings).encode())


def as_json(findings: Sequence[Finding]) -> str:
    """Return `{"findings": […]}`, each finding with all its fields and its evidence in one sentence."""
    rows = [
        {name: getattr(finding, name) for name in _FIELDS}
        | {"evidence": finding.message, "fingerprint": finding.fingerprint}
        for finding in findings
    ]
    return encodable(json.dumps({"findings": rows}, ensure_ascii=False, indent=1)) + "\n"


def as_tsv(findings: Sequence[Finding], *, safe: bool = False) -> str:
    """Return a table with a heading; `safe`: for spreadsheets, as a CSV."""
    return _table(findings, "excel-tab", "\n", shown=escaped if safe else str)


def as_csv(findings: Sequence[Finding]) -> str:
    """Return the same for spreadsheets, which take no cell of it for a formula."""
    return "\ufeff" + _table(findings, "excel", "\r\n", shown=escaped)


def _table(findings: Sequence[Finding], dialect: str, end: str, shown: Callable[[str], str] = str) -> str:
    text = io.StringIO()
    writer = csv.writer(text, dialect=dialect, lineterminator=end)
    writer.writerow(COLUMNS)
    writer.writerows(map(shown, row(finding)) for finding in findings)
    return encodable(text.getvalue())


def row(finding: Finding) -> list[str]:
    """Return the cells of a finding under `COLUMNS`; lists are joined with semicolons."""
    return [
        "; ".join(value) if isinstance(value, tuple) else " ".join(str(value).split())
        for value in (getattr(finding, name) for name in COLUMNS)
    ]
