"""Workbooks of others: what stands in a cell is read as Excel shows it, whatever stands above the table."""

from datetime import date, datetime, time

import pytest
from openpyxl import Workbook

from align import exchange
from align.errors import ReadError

CELLS = [
    (date(2026, 3, 1), "2026-03-01"),
    (datetime(2026, 3, 1, 14, 30), "2026-03-01 14:30:00"),
    (time(14, 30), "14:30:00"),
    (2026, "2026"),
    (12345678.25, "12345678.25"),
    (0.1 + 0.2, "0.3"),
    ("2026-03-01 00:00:00", "2026-03-01 00:00:00"),
    ("A_x000D_B", "A\rB"),
]


def book_of(path, *rows):
    book = Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


@pytest.mark.parametrize(("value", "shown"), CELLS)
def test_a_cell_is_read_as_it_is_shown(value, shown, tmp_path):
    path = book_of(tmp_path / "x.xlsx", ["en", "zh"], [value, "三月"])
    assert [unit.source for unit in exchange.read(path).units()] == [shown]


def test_the_table_of_a_workbook_stands_below_its_title(tmp_path):
    path = book_of(
        tmp_path / "x.xlsx", ["Terms of the Board", None], [None], ["English", "中文"], ["One", "一"]
    )
    bitext = exchange.read(path)
    assert [(unit.source, unit.target) for unit in bitext.units()] == [("One", "一")]
    assert "rows above the names of the columns are not read: 1" in map(str, bitext.source.remarks)


def test_a_formula_whose_value_was_not_saved_is_told(tmp_path):
    path = book_of(
        tmp_path / "x.xlsx", ["en", "zh"], ["One", "一"], ['=CONCATENATE("Tw","o")', "二"], ["=A2", "=B2"]
    )
    bitext = exchange.read(path)
    assert [(unit.source, unit.target) for unit in bitext.units()] == [("One", "一"), ("", "二")]
    assert "saved without a value are read without it: 2, first 3" in str(bitext.source.remarks[0])


def test_what_makes_no_sense_below_a_title_is_found_in_its_row(tmp_path):
    path = book_of(
        tmp_path / "x.xlsx", ["Title"], ["en", "zh", "score"], ["One", "一", "0.5"], ["Two", "二", "x"]
    )
    with pytest.raises(ReadError, match="row 4"):
        exchange.read(path)


def test_a_table_of_several_languages_stands_below_its_title_too(tmp_path):
    path = book_of(tmp_path / "x.xlsx", ["Title"], ["en", "fr", "ru"], ["One", "Un", "Один"])
    multitext = exchange.read_many(path)
    assert multitext.languages == ("en", "fr", "ru")
    assert [str(remark) for remark in multitext.sides[0].remarks] == [
        "rows above the names of the columns are not read: 1"
    ]
