"""Tables of terms: CSV, TSV, XLSX, in the shapes that terminologists keep them.

One row is one concept; rows with the same id are one concept too. A heading says what its column holds:

    en, zh-CN, English, 中文     terms, several in a cell separated by ; | or a new line; a ; inside a term is
                                 written \\; or the term is put in double quotes
    en acronym, zh short         terms of that form; also `en deprecated`, `en admitted` for that status,
                                 `en verb`, `en unrecognised`, and several at once: `en admitted acronym`
    en superseded until 2022-05  terms that may be used until then, or `since` then
    en status, en pos            of the terms of that language in the row
    id, kind, subject, note, source, recognise

Others' heads are known too: *English Full Form*, *Term* beside *Translation*, 英文全称. Where a head names no
language, the terms themselves tell it; what was so recognised, and which columns are not read, is reported.

`(the)` after a country name, as UNTERM has it, is no part of the name.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import chain, islice, pairwise
from pathlib import Path
from typing import IO, Any, get_args

from align.errors import ReadError
from align.exchange import delimited, xlsx
from align.exchange.heads import Heading, below_titles, filled, heading_of, numbers_rows, text_columns
from align.exchange.sheets import save
from align.languages import articles, is_code, normal_code
from align.terms.base import STATUSES, Concept, Form, Kind, Status, Term, TermBase, TermBaseProblem
from align.terms.formats.multiterm import status_of
from align.words import language_name, listed, say

MOST_TERMS = 50
"""Most terms of one cell: more is a column glued together, not a concept."""

_ROLES = {
    "id": "id", "concept": "id", "concept id": "id", "record": "id", "record id": "id", "entry id": "id",
    "kind": "kind", "type": "kind",
    "subject": "subject", "domain": "subject", "领域": "subject", "note": "note", "notes": "note",
    "definition": "note", "备注": "note", "source": "source", "reference": "source", "来源": "source",
    "recognise": "recognise", "recognize": "recognise",
}  # fmt: skip
_FORMS: dict[str, Form] = {
    "short": "short",
    "formal": "formal",
    "full": "formal",
    "acronym": "acronym",
    "abbreviation": "acronym",
    "全称": "formal",
    "简称": "short",
    "缩写": "acronym",
}
_PARTS_OF_SPEECH = {
    pos.lower(): pos for pos in ("noun", "verb", "adjective", "adverb", "properNoun", "other")
}
"""Those of TBX-Basic."""
_UNRECOGNISED = "unrecognised"
_DATE = re.compile(r"\d{4}(?:-\d\d){0,2}")
_FORMULA = "\0formula"
_SAMPLE = 500
"""Rows by which the language of a column is recognised."""
_PART = re.compile(r"""\s*"([^"\\\n]*[;；|][^"\\\n]*)"\s*(?=[;；|\n]|$)|((?:\\[;；|\\"]|[^;；|\n])+)""")
"""A term of a cell: in double quotes with separators inside, or with escaped ones."""
_ARTICLE_BEHIND = re.compile(rf"\s*\({articles()}\)\s*\**$|\s*\*+$")


@dataclass(frozen=True, slots=True)
class _Column:
    """What a column holds: a role, or the terms of a language with a form or status."""

    role: str = ""
    language: str = ""
    qualities: tuple[str, ...] = ()
    recognised: bool = False
    """Its terms told the language, not its head."""

    @property
    def holds_terms(self) -> bool:
        return bool(self.language and not self.role)

    @property
    def is_unknown(self) -> bool:
        return not self.role and not self.language


def read(path: Path, columns: dict[str, str]) -> TermBase:
    """Read a table; rows that make no sense are reported with their place."""
    above, rows = _from_head(path, columns)
    place, heading = next(rows, ("", []))
    sample = list(islice(rows, _SAMPLE))
    heads = [columns.get(cell.strip(), cell) for cell in heading]
    mapped = _columns(heads, [cells for _, cells in sample], str(path))
    if not any(column.holds_terms for column in mapped):
        raise ReadError(
            say("no column is known to hold terms: {heading}", heading=", ".join(heading)[:80]),
            where=say("{path} {place}", path=str(path), place=place),
            mend=say("head the columns with language codes, or say what they are: --column English=en"),
        )  # fmt: skip
    base = _base(chain(sample, rows), mapped)
    remarks = above, _recognised(heading, mapped), _left(heading, mapped, sample)
    return replace(
        base, problems=(*(TermBaseProblem(place, what) for what in remarks if what), *base.problems)
    )


def headings(path: Path) -> list[str]:
    """Return the heads of the columns.

    Raises:
        ReadError: it is no table.
    """
    return [cell.strip() for cell in next(_from_head(path)[1], ("", []))[1]]


def _from_head(path: Path, asked: Container[str] = ()) -> tuple[str, Iterator[tuple[str, list[str]]]]:
    """Pass over empty rows and titles above the head; return what to say of it, and the rest."""
    rows = _sheet(path) if path.suffix.lower() == ".xlsx" else _lines(path)

    def head_of(first: list[list[str]]) -> int:
        above = next((place for place, cells in enumerate(first) if filled(cells) > 1), 0)
        titles = (cell for cells in first[:above] for cell in cells if cell.strip())
        if any(cell.strip() in asked or _column(cell, heading_of(cell)).holds_terms for cell in titles):
            return 0  # the head of a table of one column
        return above

    _, remarks, rest = below_titles(rows, lambda row: row[1], head_of)
    return "".join(remark.what for remark in remarks), rest


def write(base: TermBase, file: IO[bytes], ending: str) -> None:
    """Write a table that `read` reads back: a column a language, form and status that the base has."""
    table = list(_table(base))
    if ending == ".xlsx":
        _write_sheet(table, file)
        return
    dialect = "excel" if ending == ".csv" else "excel-tab"
    text = io.StringIO()
    csv.writer(text, dialect, lineterminator="\n").writerows(
        [delimited.escaped(cell) for cell in row] for row in table
    )
    file.write(text.getvalue().encode())


def _columns(heads: list[str], rows: list[list[str]], where: str) -> list[_Column]:
    """Return what the columns hold: by their heads, and by their terms where heads name only sides."""
    said = [heading_of(head) for head in heads]
    columns = [
        _Column()
        if numbers_rows(head, (row[place] for row in rows if place < len(row)))
        else _column(head, said[place])
        for place, head in enumerate(heads)
    ]
    named = {column.language for column in columns if column.holds_terms}
    if len(named) < 2 and any(each.side == "target" and each.is_text for each in said):
        roles = {p for p, (c, each) in enumerate(zip(columns, said, strict=True)) if c.role and not each.side}
        found = text_columns(heads, rows, passed_over=roles, asked={}, wanted=("", ""), where=where)
        for place, code in zip((found.source, found.target), found.languages, strict=True):
            if not columns[place].holds_terms:
                columns[place] = _Column(language=code, recognised=True)
    return columns


def _column(head: str, said: Heading) -> _Column:
    """Return what a column holds by its head; one that says nothing is passed over."""
    name = " ".join(head.lower().replace("_", " ").split())
    if name in _ROLES:
        return _Column(role=_ROLES[name])
    first, *rest = said.rest or ("",)
    if not said.language and rest and is_code(first) and len(first) == 2:  # of a stranger, `sw acronym`
        said = Heading(normal_code(first), said.side, tuple(rest))
    if said.language and said.rest in (("status",), ("pos",)):
        return _Column(said.rest[0], said.language)
    dates = _dates(said.rest)
    plain = (word for word in said.rest if word not in dates and word not in dates.values())
    known = {*_FORMS, *STATUSES, *_PARTS_OF_SPEECH, _UNRECOGNISED} >= set(plain)
    return _Column(language=said.language, qualities=said.rest) if known else _Column()


def _dates(words: tuple[str, ...]) -> dict[str, str]:
    """Return the dates that a head names: `since 2022-06`, `until 2022-05-31`."""
    return {
        word: date for word, date in pairwise(words) if word in ("since", "until") and _DATE.fullmatch(date)
    }


def _recognised(heads: list[str], columns: list[_Column]) -> str:
    """Return which columns were taken for terms though their heads name no language; empty for none."""
    taken = [
        say("{column} is {language}", column=head.strip(), language=language_name(column.language))
        for head, column in zip(heads, columns, strict=True)
        if column.recognised
    ]
    return say("recognised: {columns}", columns=listed(taken)) if taken else ""


def _left(heads: list[str], columns: list[_Column], sample: list[tuple[str, list[str]]]) -> str:
    """Return which columns hold something that is not read; empty for none."""
    left = [
        head.strip() or say("column {n}", n=place + 1)
        for place, (head, column) in enumerate(zip(heads, columns, strict=True))
        if column.is_unknown and any(cells[place].strip() for _, cells in sample if place < len(cells))
    ]
    return say("these columns are not read: {columns}", columns=listed(left)) if left else ""


def _base(rows: Iterable[tuple[str, list[str]]], columns: list[_Column]) -> TermBase:
    concepts: dict[str, Concept] = {}
    problems = []
    for number, (place, cells) in enumerate(rows, 1):
        if not any(cell.strip() for cell in cells):
            continue
        try:
            concept = _concept(cells, columns, str(number))
        except ValueError as error:
            problems.append(TermBaseProblem(place, error.args[0]))
            continue
        before = concepts.get(concept.id)
        terms = tuple(dict.fromkeys((*before.terms, *concept.terms))) if before else concept.terms
        concepts[concept.id] = Concept(
            concept.id, terms, concept.kind, concept.subject, concept.note, concept.source, concept.recognise
        )
    return TermBase(tuple(concepts.values()), tuple(problems))


def _concept(cells: list[str], columns: list[_Column], number: str) -> Concept:
    """Return the concept of a row.

    Raises:
        ValueError: the row holds no concept.
    """
    if len(cells) > len(columns):
        raise ValueError(
            say("it has {cells} cells, the heading {columns}", cells=len(cells), columns=len(columns))
        )
    row = list(zip(columns, cells, strict=False))
    about = {column.role: cell.strip() for column, cell in row if column.role and not column.language}
    statuses = {(column.role, column.language): cell.strip() for column, cell in row if column.role}
    terms = tuple(
        term
        for column, cell in row
        if not column.role and column.language
        for term in _terms(column, cell, statuses)
    )
    if not terms:
        raise ValueError(say("it holds no term"))
    kind = about.get("kind", "").lower()
    return Concept(
        id=about.get("id") or number,
        terms=terms,
        kind=kind if kind in get_args(Kind) else "",  # type: ignore[arg-type]
        subject=about.get("subject", ""),
        note=about.get("note", ""),
        source=about.get("source", ""),
        recognise=about.get("recognise", "").lower() not in ("no", "off", "false", "0", "否"),
    )


def _terms(column: _Column, cell: str, statuses: Mapping[tuple[str, str], str]) -> Iterator[Term]:
    if cell == _FORMULA:
        raise ValueError(say("a cell holds a formula, which is not evaluated"))
    parts = list(_parts(cell))
    if len(parts) > MOST_TERMS:
        raise ValueError(say("a cell holds {n} terms, more than {most}", n=len(parts), most=MOST_TERMS))
    said = status_of(statuses.get(("status", column.language), ""))
    status: Status = next((word for word in STATUSES if word in column.qualities), said)
    form: Form = next((_FORMS[word] for word in column.qualities if word in _FORMS), "")
    pos = statuses.get(("pos", column.language), "")
    pos = next((_PARTS_OF_SPEECH[word] for word in column.qualities if word in _PARTS_OF_SPEECH), pos)
    for part in parts:
        text = _ARTICLE_BEHIND.sub("", part)
        recognise = _UNRECOGNISED not in column.qualities
        yield Term(text, column.language, status, form, pos, recognise, **_dates(column.qualities))


def _parts(cell: str) -> Iterator[str]:
    r"""Yield the terms of a cell.

    >>> list(_parts(r'war; peace\; and more; "war; peace"'))
    ['war', 'peace; and more', 'war; peace']
    """
    for match in _PART.finditer(cell):
        part = match[1] or re.sub(r'\\([;；|\\"])', r"\1", match[2])
        if part.strip():
            yield part.strip()


def _joined(terms: Iterable[str]) -> str:
    """Return the cell of several terms: what `_parts` takes apart."""
    return "; ".join(re.sub(r'^"|[;；|]|\\(?=[;；|\\"]|$)', r"\\\g<0>", term) for term in terms)


def _lines(path: Path) -> Iterator[tuple[str, list[str]]]:
    for number, row in delimited.rows_of(path, "" if path.suffix.lower() == ".csv" else "\t"):
        yield say("line {number}", number=number), [delimited.unescaped(cell) for cell in row]


def _sheet(path: Path) -> Iterator[tuple[str, list[str]]]:
    """Yield the rows of the first sheet; a formula is text that nobody evaluates."""
    from openpyxl import load_workbook

    try:
        xlsx.check_package(path)
        sheet = load_workbook(path, read_only=True).worksheets[0]
        sheet.reset_dimensions()  # as claimed by the file, which may lie
        for number, row in enumerate(sheet.iter_rows(max_row=xlsx.ROWS), 1):
            cells = [_FORMULA if cell.data_type == "f" else _text(cell.value) for cell in row]
            yield say("row {number}", number=number), cells
    except ReadError:
        raise
    except Exception as error:  # damaged workbooks make openpyxl raise nearly anything
        raise ReadError(say("the workbook is damaged"), where=str(path), mend=say("save it again")) from error


def _text(value: Any) -> str:
    return "" if value is None else str(value)


def _table(base: TermBase) -> Iterator[list[str]]:
    """Yield the heading and the rows, in exactly the columns that the base needs."""
    heads = list(dict.fromkeys(_heading(term) for concept in base.concepts for term in concept.terms))
    yield ["id", *heads, "kind", "subject", "note", "source", "recognise"]
    for concept in base.concepts:
        cells = [_joined(t.text for t in concept.terms if _heading(t) == head) for head in heads]
        about = [concept.kind, concept.subject, concept.note, concept.source]
        yield [concept.id, *cells, *about, "" if concept.recognise else "no"]


def _heading(term: Term) -> str:
    """Return the heading under which a term stands: its language and all that is not usual of it."""
    status = "" if term.status == "preferred" else term.status
    pos = term.part_of_speech.lower() if term.part_of_speech.lower() in _PARTS_OF_SPEECH else ""
    recognise = "" if term.recognise else _UNRECOGNISED
    dates = [f"{word} {date}" for word, date in (("since", term.since), ("until", term.until)) if date]
    return " ".join(filter(None, (term.language, status, term.form, pos, recognise, *dates)))


def _write_sheet(table: list[list[str]], file: IO[bytes]) -> None:
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font

    book = Workbook(write_only=True)
    sheet = book.create_sheet("terms")
    sheet.freeze_panes = "B2"
    for number, row in enumerate(table):
        cells = [WriteOnlyCell(sheet, value=value) for value in row]
        for cell in cells:
            cell.data_type = "s"  # never a formula, whatever it begins with
            if not number:
                cell.font = Font(bold=True)
        sheet.append(cells)
    save(book, file)
