"""Outputs that depend on nothing but their inputs: a workbook bears the time it was made, ours does not."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

_EARLIEST = (1980, 1, 1, 0, 0, 0)
"""What a zip archive can say at the least."""

_PROPERTIES = "docProps/core.xml"
_TIME = re.compile(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


def forget_times(path: Path) -> None:
    """Rewrite a workbook without the times at which it and its parts were made."""
    with zipfile.ZipFile(path) as book:
        parts = [(name, book.read(name)) for name in book.namelist()]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
        for name, content in parts:
            plain = _TIME.sub(b"1980-01-01T00:00:00Z", content) if name == _PROPERTIES else content
            book.writestr(zipfile.ZipInfo(name, _EARLIEST), plain, zipfile.ZIP_DEFLATED)
