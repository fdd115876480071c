"""Findings ↔ file: a page to read, a workbook to decide in, TSV, CSV, JSON and SARIF for machines."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from align.errors import WriteError
from align.files import write_whole
from align.words import say

if TYPE_CHECKING:  # whether a report can be written is asked by commands that load no check
    from align.terms.agreement import Agreement
    from align.terms.findings import Finding

__all__ = ["FORMATS", "check_format", "write"]

FORMATS = {
    ".html": "html", ".xlsx": "workbook", ".sarif": "sarif",
    ".tsv": "plain", ".csv": "plain", ".json": "plain",
}  # fmt: skip
"""Ending → module that writes it: `write(findings, file, ending, agreed)`; each writes what it can hold."""


def write(
    findings: Sequence[Finding],
    path: str | Path,
    agreed: Sequence[Agreement] = (),
    *,
    safe_tables: bool = False,
) -> None:
    """Write a report in the format of the path's ending, whole or not at all.

    `agreed`, what the reader decided before, stands in the page; `safe_tables`: no cell of a TSV begins as a
    formula does, as none of a CSV ever does.

    Raises:
        WriteError: no such format is written, or the file cannot be.
    """
    ending = check_format(path)
    module = import_module(f"align.terms.report.{FORMATS[ending]}")
    with write_whole(path) as file:
        told = {"safe": safe_tables} if ending == ".tsv" else {}
        module.write(findings, file, ending, agreed, **told)


def check_format(path: str | Path) -> str:
    """Return the ending that a report would be written in; call it before long work.

    Raises:
        WriteError: the ending is unknown.
    """
    ending = Path(path).suffix.lower()
    if ending not in FORMATS:
        mend = say("take {known}", known=" ".join(FORMATS))
        raise WriteError(say("no report is written with this ending"), where=str(path), mend=mend)
    return ending
