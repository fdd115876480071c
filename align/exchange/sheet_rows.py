"""The rows of a sheet, which are gone when the next one is read.

openpyxl keeps what it knows of every row that has a height, and an empty element in its place.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from align.errors import ReadError
from align.exchange.shared_strings import shared_strings
from align.words import say

if TYPE_CHECKING:
    from pathlib import Path

    from openpyxl.reader.excel import ExcelReader


class Sheet(NamedTuple):
    """A sheet of a workbook that is open."""

    title: str
    part: str
    """Its place in the package."""
    reader: ExcelReader

    def rows(self) -> Iterator[tuple[int, list[dict[str, Any]]]]:
        """Yield the number of each row that is there, and its cells: `f` where a formula has no value."""
        from openpyxl.worksheet._reader import FORMULA_TAG, WorkSheetParser

        book: Any = self.reader.wb
        with self.reader.archive.open(self.part) as file:
            parser = WorkSheetParser(
                file, self.reader.shared_strings, data_only=self.reader.data_only, epoch=book.epoch,
                date_formats=book._date_formats, timedelta_formats=book._timedelta_formats,
            )  # fmt: skip
            for row in _elements(file):
                number, cells = parser.parse_row(row)
                for element, cell in zip(row, cells, strict=True):
                    if cell["value"] is None and element.find(FORMULA_TAG) is not None:
                        cell["data_type"] = "f"
                yield number, cells
                parser.row_dimensions.clear()


def opened(path: Path, *, formulas: bool) -> list[Sheet]:
    """Return the sheets of a workbook: its texts lie on disk, its rows are read when they are wanted.

    Raises:
        ReadError: it names a sheet that it has not; the next one would be taken for it.
    """
    from openpyxl.reader.excel import ExcelReader
    from openpyxl.styles.stylesheet import apply_stylesheet

    reader = ExcelReader(path, read_only=True, data_only=not formulas, keep_links=False)
    reader.read_manifest()
    reader.shared_strings = cast(Any, shared_strings(reader.archive, reader.package))
    reader.read_workbook()
    apply_stylesheet(reader.archive, reader.wb)  # which numbers are dates
    parser = reader.parser
    parts = {sheet.name: parser.rels[sheet.id] for sheet in parser.sheets if sheet.id in parser.rels}
    lost = [
        sheet.name
        for sheet in parser.sheets
        if sheet.name not in parts or parts[sheet.name].target not in reader.valid_files
    ]
    if lost:
        raise ReadError(
            say("the workbook has lost its sheet “{name}”", name=lost[0][:50]),
            where=str(path),
            mend=say("save it in Excel again, or export it again"),
        )
    return [
        Sheet(name, rel.target, reader)
        for name, rel in parts.items()
        if "chartsheet" not in rel.Type  # it has no rows
    ]


def _elements(file: Any) -> Iterator[Any]:
    """Yield the rows of a sheet, each gone when the next one is asked for."""
    from xml.etree.ElementTree import iterparse

    from openpyxl.worksheet._reader import DATA_TAG, ROW_TAG

    data = None
    for event, element in iterparse(file, ("start", "end")):
        if event == "start" and element.tag == DATA_TAG:
            data = element
        elif event == "end" and element.tag == ROW_TAG and data is not None:
            yield element
            data.clear()
        elif event == "end" and element is data:
            data = None
        elif event == "end" and data is None:
            element.clear()
