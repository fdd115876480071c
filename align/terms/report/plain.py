"""Findings for machines: one JSON object, or a TSV row a finding."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from typing import IO

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


def write(findings: Sequence[Finding], file: IO[bytes], ending: str) -> None:
    """Write JSON or TSV."""
    text = as_json(findings) if ending == ".json" else as_tsv(findings)
    file.write(text.encode())


def as_json(findings: Sequence[Finding]) -> str:
    """Return `{"findings": […]}`, each finding with all its fields and its evidence in one sentence."""
    rows = [
        {name: getattr(finding, name) for name in _FIELDS}
        | {"evidence": finding.message, "fingerprint": finding.fingerprint}
        for finding in findings
    ]
    return encodable(json.dumps({"findings": rows}, ensure_ascii=False, indent=1)) + "\n"


def as_tsv(findings: Sequence[Finding]) -> str:
    """Return a table with a heading."""
    text = io.StringIO()
    writer = csv.writer(text, dialect="excel-tab", lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(row(finding) for finding in findings)
    return encodable(text.getvalue())


def row(finding: Finding) -> list[str]:
    """Return the cells of a finding under `COLUMNS`; lists are joined with semicolons."""
    return [
        "; ".join(value) if isinstance(value, tuple) else " ".join(str(value).split())
        for value in (getattr(finding, name) for name in COLUMNS)
    ]
