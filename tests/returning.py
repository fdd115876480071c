"""Workbooks that go out of a review, and what a person does in them before they come back."""

from bitexts import bitext_of
from openpyxl import Workbook, load_workbook

from align import exchange
from align.web.handover.returned import for_review

ROWS = bitext_of(("One.", "一。"), ("Two.", "二。"), ("Three.", "三。"), ("Four.", ""))


def sent_out(session, tmp_path):
    path = tmp_path / "review.xlsx"
    exchange.write(for_review(session.state), path)
    return path


def change_cells(path, changes, order=None):
    """Change cells {(source text, column): value} of a workbook, and sort its rows by a column."""
    book = load_workbook(path)
    sheet = book["bitext"]
    head = [cell.value for cell in sheet[1]]
    for (text, column), value in changes.items():
        row = next(row for row in sheet.iter_rows(min_row=2) if row[head.index("en")].value == text)
        row[head.index(column)].value = value
    if order:
        rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
        rows.sort(key=lambda row: str(row[head.index(order)]), reverse=True)
        for cells, row in zip(rows, sheet.iter_rows(min_row=2), strict=True):
            for value, cell in zip(cells, row, strict=True):
                cell.value = value
    book.save(path)


def rows_of(path):
    """Return the rows of a workbook, its header first."""
    return [[cell.value for cell in row] for row in load_workbook(path)["bitext"].iter_rows()]


def keep_rows(path, rows):
    """Write rows as the only sheet, as a program does that keeps nothing else."""
    book = Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path)
