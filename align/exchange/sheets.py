"""How a sheet of texts looks in LibreOffice and on paper: high enough rows, and all columns on a page.

Excel makes a row as high as its texts when it opens a workbook; LibreOffice leaves it at one line, and prints
the rest of the text over the next rows.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from contextlib import suppress
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZipFile

from align.text import HAN

LINE = 15.0
"""Points of a line of Excel's usual type."""
HIGHEST = 409.0
"""Points of the highest row that Excel has."""

_WIDE = re.compile(f"[{HAN}]")


def append(sheet: Any, cells: Iterable[Any], row: int, texts: Iterable[tuple[str, float]]) -> None:
    """Append a row to a write-only sheet, as high as its longest text.

    Args:
        sheet: of openpyxl.
        cells: of the row.
        row: its number, from 1.
        texts: what may need more than a line, with the width of its column in digits.
    """
    lines = max((_lines(text, int(width)) for text, width in texts), default=1)
    if lines > 1:
        sheet.row_dimensions[row].height = min(LINE * lines, HIGHEST)
    sheet.append(cells)
    sheet.row_dimensions.pop(row, None)  # written: a long sheet would keep them all


def save(book: Any, file: IO[bytes]) -> None:
    """Write a write-only workbook of openpyxl, and where that fails close whatever it leaves open.

    What is open when it is thrown away would print a trace of its own beside our error, on a full disk.
    """
    from openpyxl.writer.excel import ExcelWriter

    archive: Any = ZipFile(file, "w", ZIP_DEFLATED)
    try:
        ExcelWriter(book, archive).save()
    except BaseException:
        archive.fp = None  # it would write its end
        for sheet in book.worksheets:
            if not sheet.closed:
                with suppress(Exception):
                    sheet.close()
        raise


def on_paper(sheet: Any) -> None:
    """Let a sheet be printed lengthwise, with all its columns on a page and its first row on each."""
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True


def _lines(text: str, width: int) -> int:
    """Return about how many lines a text takes; a Han character is as wide as two digits."""
    return sum(1 + (len(line) + len(_WIDE.findall(line))) // width for line in text.split("\n"))
