"""Bitexts in Excel, for people who review there: out, coloured and filtered, and back in.

The sheet has the columns of `tables.py`; a second one says where the bitext comes from. Every cell of
text is text, whatever it begins with, so that no segment runs as a formula. Sorting rows and moving
columns does no harm: columns are known by their names, units by their ids.

Lost on the way: where a joined segment was cut, footnote marks, characters that XML cannot hold, and
what a text has over the length of a cell (which is told).
"""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from itertools import chain, islice, repeat
from pathlib import Path, PurePath
from typing import IO, Any

from align.bitext import STATUSES, Bitext
from align.errors import ReadError
from align.exchange.choosing import is_turned
from align.exchange.options import ExportRemark, Options
from align.exchange.sheet_rows import Sheet, opened
from align.exchange.sheets import append, on_paper, save
from align.exchange.skipped import Skipped
from align.exchange.tables import TEXTS, bitext_of, header, records
from align.exchange.units import level_from, recipe_from
from align.files import MAX_BYTES
from align.languages import direction
from align.remarks import Remark
from align.text import legal
from align.words import listed, say

LONGEST = 32_767
"""UTF-16 units that a cell holds, by Microsoft's specification of Excel."""

_TEXT_WIDTH, _WIDTH = 60, 12
_WIDTHS = {"id": 16, "para": 7, "page": 6, "score": 7, "align": 7, "note": 30, "comments": 40, "document": 16}
_NUMBERS = ("page", "score")
_ABOUT = "about"
COLUMNS = 64  # no table of ours or a reviewer's has more, and a hostile sheet may claim 16,384
ROWS = 1_048_576  # of Excel; a hostile sheet may number a row beyond, and would have all before it made up
FORMULA = "\0="
"""A cell with a formula; no text of a workbook is this."""
MOST = 8 * MAX_BYTES
"""Bytes that a workbook may swell to which is read row by row."""
_SHRUNK, _SMALL = 100, 16 * 2**20
"""How many times a part of more than 16 MB may have shrunk, by Apache POI's bound (ZipSecureFile). Ten times
is usual, some hundred times where one text stands many times in a small workbook. 16 MB of nothing but
`<row/>` take 0.2 GB of memory; the gigabyte that a megabyte of them swells to is refused."""


def write(bitext: Bitext, file: IO[bytes], options: Options) -> list[ExportRemark]:
    """Write the workbook; the findings name texts that were cut to fit a cell."""
    codes = options.codes(bitext)
    names = header(bitext, options)
    return write_book(names, codes, records(bitext, names), len(bitext.beads), _about(bitext), file)


def write_book(
    names: Sequence[str], codes: Sequence[str], rows: Iterable[Sequence[str]], count: int,
    about: Mapping[str, str], file: IO[bytes],
) -> list[ExportRemark]:  # fmt: skip
    """Write a workbook of texts in any number of languages.

    Args:
        names: of the columns; those of the texts stand where `TEXTS` begins.
        codes: languages of the texts, the original first.
        rows: the cells, as `names` has them.
        count: how many rows.
        about: what the second sheet says.
        file: where to.
    """
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    _add_styles(book)
    sheet = book.create_sheet("bitext")
    _lay_out(sheet, names, len(codes), count + 1)
    sheet.sheet_view.rightToLeft = direction("", codes[0]) == "rtl"
    languages = dict(zip(names[TEXTS[0] :], codes, strict=False))
    rtl = {name for name, code in languages.items() if direction("", code) == "rtl"}
    sheet.append([_cell(sheet, name, "align head" + " right" * (name in rtl)) for name in names])
    findings = []
    for number, record in enumerate(rows, 2):
        named = list(zip(names, record, strict=True))
        cells = [_cell_of(sheet, name, value, languages.get(name, "")) for name, value in named]
        append(sheet, cells, number, ((value, _width(name, languages)) for name, value in named))
        if any(_fitting(value) != value for value in record):
            told = say("a text was cut to {n:,} characters, the most of Excel", n=LONGEST)
            findings.append(ExportRemark(record[0], told))
    second = book.create_sheet(_ABOUT)
    second.column_dimensions["B"].width = _TEXT_WIDTH
    for row in about.items():
        second.append([_cell(second, value, "align text") for value in row])
    save(book, file)
    return findings


def _add_styles(book: Any) -> None:
    from openpyxl.styles import Alignment, Font, NamedStyle

    top = Alignment(vertical="top", wrap_text=True)
    right = Alignment(vertical="top", wrap_text=True, horizontal="right")
    for name, place in (("align head", top), ("align head right", right)):
        book.add_named_style(NamedStyle(name, font=Font(bold=True), alignment=place, number_format="@"))
    book.add_named_style(NamedStyle("align text", alignment=top, number_format="@"))
    for name, order in (("align from right", 2), ("align at right", 1)):
        right = Alignment(vertical="top", wrap_text=True, horizontal="right", readingOrder=order)
        book.add_named_style(NamedStyle(name, alignment=right, number_format="@"))
    book.add_named_style(NamedStyle("align score", alignment=top, number_format="0.00"))
    book.add_named_style(NamedStyle("align page", alignment=top, number_format="0"))


def _lay_out(sheet: Any, names: Sequence[str], languages: int, rows: int) -> None:
    """Freeze and filter the header, set widths, and what a reviewer sees and may choose."""
    from openpyxl.utils import get_column_letter

    letters = [get_column_letter(place) for place in range(1, len(names) + 1)]
    texts = letters[TEXTS[0] : TEXTS[0] + languages]
    for name, letter in zip(names, letters, strict=True):
        sheet.column_dimensions[letter].width = _width(name, names[TEXTS[0] : TEXTS[0] + languages])
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{letters[-1]}{rows}"
    on_paper(sheet)
    if rows > 1:
        _colour_scores(sheet, letters[names.index("score")], rows)
        _mark_missing(sheet, texts, rows)
        _offer_statuses(sheet, letters[names.index("status")], rows)


def _width(name: str, texts: Container[str]) -> int:
    """Return the width of a column in digits."""
    return _TEXT_WIDTH if name in texts else _WIDTHS.get(name, _WIDTH)


def _colour_scores(sheet: Any, column: str, rows: int) -> None:
    from openpyxl.formatting.rule import ColorScaleRule

    colours = {"start_color": "F8A5A5", "mid_color": "FFE699", "end_color": "A9D8B8"}
    ends = {"start_value": 0, "mid_value": 0.75, "end_value": 1}
    kinds = {"start_type": "num", "mid_type": "num", "end_type": "num"}
    rule = ColorScaleRule(**kinds, **ends, **colours)  # type: ignore[no-untyped-call]
    sheet.conditional_formatting.add(f"{column}2:{column}{rows}", rule)


def _mark_missing(sheet: Any, texts: Sequence[str], rows: int) -> None:
    """Colour the texts of a unit that lacks one."""
    from openpyxl.formatting.rule import FormulaRule
    from openpyxl.styles import PatternFill

    empty = ",".join(f'${letter}2=""' for letter in texts)
    rule = FormulaRule([f"OR({empty})"], fill=PatternFill(bgColor="E6DFF5"))  # type: ignore[no-untyped-call]
    sheet.conditional_formatting.add(f"{texts[0]}2:{texts[-1]}{rows}", rule)


def _offer_statuses(sheet: Any, column: str, rows: int) -> None:
    from openpyxl.worksheet.datavalidation import DataValidation

    choice = DataValidation("list", formula1=f'"{",".join(STATUSES)}"', allow_blank=True)
    choice.add(f"{column}2:{column}{rows}")
    sheet.data_validations.append(choice)


def _cell_of(sheet: Any, name: str, value: str, language: str) -> Any:
    if name in _NUMBERS:
        return _cell(sheet, float(value) if value else None, f"align {name}")
    return _cell(sheet, value, _style(value, language))


def _style(text: str, language: str) -> str:
    """Return the style of a text that stands at the edge where its language begins, and runs its own way."""
    if not language or direction("", language) == "ltr":
        return "align text"
    return "align from right" if direction(text, language) == "rtl" else "align at right"


def _cell(sheet: Any, value: str | float | None, style: str) -> Any:
    from openpyxl.cell import WriteOnlyCell

    cell = WriteOnlyCell(sheet, _fitting(_spelled(value)) if isinstance(value, str) else value)
    cell.style = style
    if isinstance(value, str):
        cell.data_type = "s"  # openpyxl takes "=1+1" for a formula
    return cell


def _spelled(text: str) -> str:
    """Return a text as Excel spells it, which takes `_x000D_` for a character of that code."""
    return re.sub("_(?=x[0-9A-Fa-f]{4}_)", "_x005F_", legal(text))


def _meant(text: str) -> str:
    return re.sub("_x([0-9A-Fa-f]{4})_", lambda code: chr(int(code[1], 16)), text)


def _fitting(text: str) -> str:
    """Return as much of a text as a cell holds."""
    if len(text) * 2 <= LONGEST:
        return text
    return text.encode("utf-16-le", "surrogatepass")[: 2 * LONGEST].decode("utf-16-le", "ignore")


def _about(bitext: Bitext) -> dict[str, str]:
    return {
        "source file": PurePath(bitext.source.path).name,
        "target file": PurePath(bitext.target.path).name,
        "document": bitext.symbol,
        "date": bitext.date,
        "level": bitext.level,
        "created": bitext.created,
        "recipe": json.dumps(bitext.recipe, ensure_ascii=False),
    }


def read(path: Path, options: Options, skipped: Skipped) -> Bitext:
    """Read the first sheet of a workbook, ours or another.

    Raises:
        ReadError: no workbook, locked, hostile, or a cell makes no sense; the message names the row.
    """
    check_package(path, most=MOST)
    about, others = _aside(path)
    unsaved: list[int] = []
    rows = streamed(path, unsaved=unsaved)
    head = next(rows, [])
    bitext = bitext_of(chain([head], rows), options, skipped, str(path))
    names = [about.get("source file", ""), about.get("target file", "")]
    held = (bitext.source.language, bitext.target.language)
    first = next((cell for cell in head if cell in held), "")
    if is_turned(held, (first, "")):
        names.reverse()  # they stand in the order of the columns
    return replace(
        bitext,
        source=replace(
            bitext.source,
            path=names[0],
            symbol=about.get("document", "") or bitext.source.symbol,
            date=about.get("date", "") or bitext.source.date,
            remarks=(*bitext.source.remarks, *_unread(others, unsaved)),
        ),
        target=replace(bitext.target, path=names[1]),
        level=level_from(about.get("level", "")),
        recipe=recipe_from(about.get("recipe", "")),
        created=about.get("created", ""),
    )


def as_written(path: Path) -> tuple[list[list[str]], dict[str, str]]:
    """Return the rows of the first sheet, as Excel numbers them from 1, and what the workbook is about.

    A cell with a formula is `FORMULA`: what it showed when it was saved may be stale, or not there.

    Raises:
        ReadError: no workbook, locked or hostile.
    """
    check_package(path)
    return sheets(path, formulas=True)


def held(text: str) -> str:
    """Return a text as a workbook gives it back: without what XML cannot hold, and cut to fit a cell."""
    return _meant(_fitting(_spelled(text)))


def heading(path: Path) -> list[str]:
    """Return the first row of the first sheet.

    Raises:
        ReadError: as `read`.
    """
    check_package(path)
    return next(streamed(path), [])


def _unread(sheets: Sequence[str], unsaved: Sequence[int]) -> Iterator[Remark]:
    if unsaved:
        yield Remark("formulas-unsaved", {"count": str(len(unsaved)), "row": str(unsaved[0])})
    if sheets:
        yield Remark("sheets-left", {"sheets": listed(sheets)})


def check_package(path: Path, *, most: int = MAX_BYTES) -> None:
    """Make sure that a workbook can be opened without harm.

    Args:
        path: the workbook.
        most: bytes that it may swell to.

    Raises:
        ReadError: it is no zip, swells beyond all bounds, or declares XML entities.
    """
    try:
        with zipfile.ZipFile(path) as package:
            parts = package.infolist()
            if sum(part.file_size for part in parts) > most or any(map(_is_bomb, parts)):
                raise ReadError(
                    say("the workbook swells beyond all bounds"), where=str(path), mend=say("split it")
                )
            for part in parts:
                with package.open(part) as file:
                    if b"<!DOCTYPE" in file.read(4096).replace(b"\0", b""):
                        raise ReadError(
                            say("the workbook is hostile"), where=str(path), mend=say("save it in Excel")
                        )
    except ReadError:
        raise
    except Exception as error:  # damaged packages make zipfile and what unpacks raise nearly anything
        raise _no_workbook(path) from error


def _is_bomb(part: zipfile.ZipInfo) -> bool:
    return part.file_size > max(_SMALL, _SHRUNK * part.compress_size)


def sheets(path: Path, *, formulas: bool = False) -> tuple[list[list[str]], dict[str, str]]:
    """Return the cells of the first sheet as text, and what `about` says."""
    return list(streamed(path, formulas=formulas)), _aside(path)[0]


def streamed(path: Path, *, formulas: bool = False, unsaved: list[int] | None = None) -> Iterator[list[str]]:
    """Yield the rows of the first sheet as text; `unsaved` takes those with a formula that has no value."""
    with _opened(path, formulas=formulas) as held:
        yield from _values(held[0], formulas=formulas, unsaved=unsaved)


def _aside(path: Path) -> tuple[dict[str, str], list[str]]:
    """Return what `about` says, and which other sheets hold text."""
    with _opened(path) as held:
        about = {row[0]: row[1] for sheet in held if sheet.title == _ABOUT for row in _values(sheet)}
        return about, [sheet.title for sheet in held[1:] if _is_other(sheet)]


@contextmanager
def _opened(path: Path, *, formulas: bool = False) -> Iterator[list[Sheet]]:
    """Open a workbook to be read row by row, its shared texts on disk.

    Raises:
        ReadError: it is damaged; openpyxl raises nearly anything then.
    """
    try:
        held = opened(path, formulas=formulas)
        yield held
        held[0].reader.archive.close()
    except ReadError:
        raise
    except Exception as error:
        raise _no_workbook(path) from error


def _is_other(sheet: Sheet) -> bool:
    """Tell whether a sheet holds something that nobody reads."""
    return sheet.title != _ABOUT and any(any(row) for row in islice(_values(sheet), 100))


def _values(sheet: Sheet, *, formulas: bool = False, unsaved: list[int] | None = None) -> Iterator[list[str]]:
    blank = [""] * COLUMNS  # one for all: a hostile sheet may hold a million of them
    last = 0
    for number, cells in sheet.rows():
        if number > ROWS:
            return
        if number <= last:
            continue
        yield from repeat(blank, number - last - 1)
        last = number
        if unsaved is not None and any(cell["data_type"] == "f" for cell in cells):
            unsaved.append(number)
        yield _row(cells, formulas=formulas) if cells else blank


def _row(cells: Iterable[dict[str, Any]], *, formulas: bool) -> list[str]:
    row = [""] * COLUMNS
    for cell in cells:
        if 0 < cell["column"] <= COLUMNS:
            value = FORMULA if formulas and cell["data_type"] == "f" else cell["value"]
            row[cell["column"] - 1] = "" if value is None else _as_text(value)
    return row


def _as_text(value: Any) -> str:
    """Return what Excel shows of a value: 15 digits of a number, a date without the midnight of its day."""
    if isinstance(value, float):
        return f"{value:.15g}"
    return _meant(str(value).removesuffix(" 00:00:00") if isinstance(value, datetime) else str(value))


def _no_workbook(path: Path) -> ReadError:
    return ReadError(
        say("no Excel workbook, or locked with a password"),
        where=str(path),
        mend=say("save it again as .xlsx"),
    )
