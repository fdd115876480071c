"""Findings in Excel: a sheet a code, with a column in which the reviewer decides; decisions are read back.

`decision` takes *waive* with a reach (`waive`, `waive document`, `waive everywhere`), or *to be mended*;
`reason` says why. Anything else there is an error: a decision that is misspelt must not get lost. Headings
and messages are in the language of whoever writes the workbook, and are read back in any.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO, Any

from align.errors import AlignError, ReadError
from align.exchange import xlsx
from align.exchange.sheets import append, on_paper, save
from align.files import check_input
from align.languages import direction
from align.terms import sightings
from align.terms.agreement import Agreement
from align.terms.checks import CHECKS
from align.terms.findings import Finding
from align.terms.report.plain import COLUMNS, row
from align.terms.waivers import Waiver, accept, waive
from align.text import legal
from align.words import LANGUAGES, meaning, say, told, user_language

_DECISION = ("decision", "reason", "person")
_HEADINGS = {
    "decision": say("decision"), "reason": say("reason"), "person": say("person"), "code": say("code"),
    "severity": say("severity"), "unit": say("unit"), "paragraph": say("paragraph"),
    "message": say("message"), "term": say("term"), "expected": say("expected"), "found": say("found"),
    "source": meaning("the original", "source"), "target": meaning("the translation", "target"),
    "document": say("document"), "concept": say("concept"),
    "related": say("related"), "fingerprint": say("fingerprint"),
}  # fmt: skip
_NAMES = {told(heading, language): name for name, heading in _HEADINGS.items() for language in LANGUAGES}
"""What each heading, in any language, is called here."""
_WIDTHS = {"message": 50, "source": 60, "target": 60, "related": 30, "decision": 18, "reason": 30}
_CHOICES = ("waive", "waive document", "waive everywhere", "to be mended")


def write(
    findings: Sequence[Finding], file: IO[bytes], ending: str, agreed: Sequence[Agreement] = ()
) -> None:
    """Write the workbook."""
    from openpyxl import Workbook

    book, language = Workbook(write_only=True), user_language()
    codes = list(dict.fromkeys(finding.code for finding in findings))
    summary = book.create_sheet(told(say("summary"), language))
    summary.column_dimensions["B"].width = 60
    on_paper(summary)
    for cells in (
        [told(each, language) for each in (say("code"), say("what"), say("findings"))],
        *([c, told(CHECKS[c].title, language), sum(f.code == c for f in findings)] for c in codes),
        *(["", told(each.said(), language)] for each in agreed),
    ):
        summary.append(cells)
    for code in codes:
        _sheet(book, code, [finding for finding in findings if finding.code == code], language)
    save(book, file)


def read_decisions(path: str | Path) -> list[Waiver]:
    """Return what a reviewer decided in a workbook that `write` wrote.

    Raises:
        ReadError: it is no such workbook.
        SettingsError: a waiver has no reason; the message names its row.
    """
    from openpyxl import load_workbook

    where = str(check_input(path))
    try:
        xlsx.check_package(Path(path))
        book = load_workbook(path, read_only=True)
        return [waiver for sheet in book.worksheets for waiver in _decided(sheet, where)]
    except AlignError:
        raise
    except Exception as error:  # damaged workbooks make openpyxl raise nearly anything
        raise ReadError(say("this is no report of findings in Excel"), where=where) from error


def _sheet(book: Any, code: str, findings: Sequence[Finding], language: str) -> None:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    sheet = book.create_sheet(code)
    names = [*_DECISION, *COLUMNS]
    widths = [_WIDTHS.get(name, 14) for name in names]
    for place, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(place)].width = width
    on_paper(sheet)
    sheet.freeze_panes = "D2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(names))}{len(findings) + 1}"
    choice = DataValidation("list", formula1=f'"{",".join(_CHOICES)}"', allow_blank=True)
    choice.add(f"A2:A{len(findings) + 1}")
    sheet.data_validations.append(choice)
    heads = [told(_HEADINGS[name], language) for name in names]
    rows = (heads, *(["", "", "", *_cells(finding, language)] for finding in findings))
    for number, cells in enumerate(rows, 1):
        written = [WriteOnlyCell(sheet, value=legal(cell)[:32_767]) for cell in cells]
        for cell in written:
            cell.data_type = "s"  # never a formula, whatever it begins with
            order = 2 if direction(str(cell.value)) == "rtl" else 0  # 0: as the program thinks
            cell.alignment = Alignment(wrap_text=True, vertical="top", readingOrder=order)
            if cells is heads:
                cell.font = Font(bold=True)
        append(sheet, written, number, zip(cells, widths, strict=True))


def _cells(finding: Finding, language: str) -> list[str]:
    """Return the cells of a finding, what it says in a language."""
    cells = dict(zip(COLUMNS, row(finding), strict=True))
    # What comes back is waived as this very finding: `fingerprint` tells less of it than the first key.
    decided = {"message": told(finding.message, language), "fingerprint": sightings.keys(finding)[0]}
    return list((cells | decided).values())


def _decided(sheet: Any, where: str) -> Iterator[Waiver]:
    from openpyxl.utils import get_column_letter

    sheet.reset_dimensions()  # as claimed by the file, which may lie
    rows = sheet.iter_rows(max_row=xlsx.ROWS, max_col=xlsx.COLUMNS, values_only=True)
    names = [_NAMES.get(str(name), str(name)) for name in next(rows, ())]
    if not {"decision", "code", "fingerprint"} <= set(names):
        return
    for number, values in enumerate(rows, 2):
        cells = {name: str(value or "") for name, value in zip(names, values, strict=False)}
        decision = " ".join(cells["decision"].lower().split())
        cell = f"{get_column_letter(names.index('decision') + 1)}{number}"
        place = say("{where} sheet {title} cell {cell}", where=where, title=sheet.title, cell=cell)
        if decision.partition(" ")[0] == "waive":
            yield _waiver(cells, decision.removeprefix("waive").strip(), place)
        elif decision == _CHOICES[-1]:
            yield accept(_finding(cells), reason=cells["reason"], person=cells["person"])
        elif decision:
            mend = say("write one of {known}, or nothing", known=", ".join(_CHOICES))
            raise ReadError(
                say("{decision!r} is no decision", decision=cells["decision"]), where=place, mend=mend
            )


def _finding(cells: dict[str, str]) -> Finding:
    return Finding(
        cells["code"], "warning", cells["unit"], cells["paragraph"], "{message}", cells["source"],
        cells["target"], term=cells["term"], found=cells["found"], concept=cells["concept"],
        document=cells["document"], values={"message": cells["message"]}, identity=cells["fingerprint"],
        found_by_model=cells["code"] in CHECKS and CHECKS[cells["code"]].found_by_model,
    )  # fmt: skip


def _waiver(cells: dict[str, str], reach: str, place: str) -> Waiver:
    return waive(
        _finding(cells), reach or "occurrence", reason=cells["reason"], person=cells["person"], where=place,  # type: ignore[arg-type]
    )  # fmt: skip
