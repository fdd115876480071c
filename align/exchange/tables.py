"""Bitexts as tables: TSV here, Excel in `xlsx.py`, the same columns in both.

    id  para  page  kind  en  zh-CN  score  align  why  status  note  changed_by  changed_at  document  date

The two columns of text are named by their languages; a row without a partner has an empty cell. Text
is kept exactly, in TSV with a backslash before tab, newline and backslash, and before what would make the
cell a formula where tables are to be safe. Read are also the tables of
others, CSV too, whatever their heads: `heads.py` finds the two texts, and the bitext bears a remark on
what it took and what it left.

Lost on the way: where a joined segment was cut, footnote marks, in TSV the recipe too.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, islice
from pathlib import Path
from typing import IO

from align.bitext import Bitext, Side
from align.comments import one_note, talk_of
from align.errors import ReadError
from align.exchange import delimited
from align.exchange.choosing import choose_two, linked
from align.exchange.heads import below_titles, filled, heading_of, heads_figures, numbers_rows, text_columns
from align.exchange.intake import Beads
from align.exchange.lines import lines_of
from align.exchange.options import ExportRemark, Options
from align.exchange.skipped import Skipped
from align.exchange.units import FiledUnit, facts, nonsense
from align.languages import is_code, normal_code
from align.remarks import Remark
from align.words import counted, say

BEFORE = ("id", "para", "page", "kind")
AFTER = ("score", "align", "why", "status", "note", "changed_by", "changed_at", "document", "date")
"""Columns on either side of the two texts."""
TALK = ("comments", "assigned")
"""Columns behind them, where anything was said of a row in its review."""
TEXTS = (len(BEFORE), len(BEFORE) + 1)
"""Places of the texts, from 0."""

_KNOWN = frozenset(BEFORE + AFTER + TALK)
_NOTES = frozenset(("note", "notes"))
_MORE_NOTES = ("translator_comments", "developer_comments")
_FUZZY = "fuzzy"
"""What translate-toolkit and Weblate call the notes and the doubt of a row."""
_OF_OTHERS = (*_MORE_NOTES, _FUZZY)
_YES = frozenset(("true", "1", "yes"))
_ESCAPES = {"\\": r"\\", "\t": r"\t", "\n": r"\n", "\r": r"\r"}
_ESCAPED = {escape: char for char, escape in _ESCAPES.items()}
_BACKSLASHED = re.compile(r"\\([\\tnr]|[=+\-@])")
_SPECIAL = re.compile("[\\\\\t\n\r\ud800-\udfff]")

_SAMPLE = 200
"""Rows from which it is told which columns hold text, and in which language."""


def header(bitext: Bitext, options: Options) -> list[str]:
    """Return the names of the columns."""
    return [*BEFORE, *options.codes(bitext), *AFTER, *(TALK if bitext.is_discussed else ())]


def records(bitext: Bitext, names: Sequence[str]) -> Iterator[list[str]]:
    """Yield the cells of each unit, in the order of `names`, which is that of `header`."""
    after = names[TEXTS[-1] + 1 :]
    for unit in bitext.units():
        bead = unit.bead
        known = facts(unit, bitext) | {
            # How sure it is that nothing answers to it would be taken for how sure the row is.
            **({"score": ""} if bead.is_null else {}),
            "id": unit.id,
            "note": bead.note,
            "changed_by": bead.changed_by,
            "changed_at": bead.changed_at,
            "comments": "\n".join(comment.line for comment in bead.comments),
            "assigned": bead.assigned,
        }
        yield [*map(known.__getitem__, BEFORE), unit.source, unit.target, *map(known.__getitem__, after)]


def _rows(bitext: Bitext, options: Options) -> Iterator[list[str]]:
    """Yield the header, then the cells of each unit."""
    names = header(bitext, options)
    yield names
    yield from records(bitext, names)


def lines(bitext: Bitext, options: Options | None = None) -> Iterator[str]:
    """Yield the lines of the TSV form, without their ends."""
    options = options or Options()
    for cells in _rows(bitext, options):
        yield line_of(cells, options)


def line_of(cells: Iterable[str], options: Options) -> str:
    """Return the line of a row, without its end."""
    return "\t".join(_safe(_escape(cell)) if options.safe_tables else _escape(cell) for cell in cells)


def write(bitext: Bitext, file: IO[bytes], options: Options) -> list[ExportRemark]:
    """Write a TSV; the remark tells how many of its cells a spreadsheet would take for formulas."""
    return write_rows(_rows(bitext, options), file, options)


def write_rows(rows: Iterable[Sequence[str]], file: IO[bytes], options: Options) -> list[ExportRemark]:
    """Write rows, the header first; the rest as `write`."""
    formulas = 0
    for cells in rows:
        formulas += sum(cell.startswith(delimited.FORMULA) for cell in cells)
        file.write(line_of(cells, options).encode() + b"\n")
    if not formulas or options.safe_tables:
        return []
    what = counted(
        "a spreadsheet takes {n:,} cell for a formula; --safe-tables writes it as text",
        "a spreadsheet takes {n:,} cells for formulas; --safe-tables writes them as text",
        n=formulas,
    )
    return [ExportRemark("", what)]


def read(path: Path, options: Options, skipped: Skipped) -> Bitext:
    """Read a TSV, ours or another, or a CSV.

    Raises:
        ReadError: it has no two columns of text, or a cell makes no sense; the message names the row.
    """
    return bitext_of(rows_of(path), options, skipped, str(path))


def rows_of(path: Path) -> Iterator[list[str]]:
    """Return the cells of each row, a header first if the table has one; ours without its backslashes."""
    if path.suffix.lower() == ".csv":
        return (cells for _, cells in delimited.rows_of(path))
    rows = (line.removesuffix("\n").split("\t") for line in lines_of(path, exact=True))
    first = next(rows, [""])
    is_ours = {"id", "score"} <= set(first)
    return chain([first], ([_unescape(cell) for cell in row] for row in rows) if is_ours else rows)


def held(text: str) -> str:
    """Return a text as a TSV gives it back: half a character, which no UTF-8 has, as its replacement."""
    return _unescape(_escape(text))


def bitext_of(rows: Iterator[list[str]], options: Options, skipped: Skipped, where: str) -> Bitext:
    """Build a bitext of the rows of a table, a header first if it has one.

    Raises:
        ReadError: as `read`.
    """
    layout, rest = layout_of(rows, options, where)
    left = _LeftOut(layout, where)
    numbered = enumerate(rest, layout.begins)
    kept = (row for number, cells in numbered for row in left.rows(cells, number))
    first = next(kept, None)
    if first is None:
        raise ReadError(
            say("the table holds no text"), where=where, mend=say("give it a text in two columns")
        )
    beads = Beads.of(chain([first], kept), first.said.get("document", ""))
    source, target = layout.languages
    about = {name: first.said.get(name, "") for name in ("document", "date")}
    remarks = (*layout.remarks, *left.remarks())
    return Bitext(
        Side(source, symbol=about["document"], date=about["date"], remarks=remarks), Side(target), beads
    )


class _LeftOut:
    """Reads rows, and remembers what it had to leave out of them."""

    def __init__(self, layout: Layout, where: str) -> None:
        self._layout, self._where = layout, where
        self._without_text = 0
        self._beyond: list[int] = []

    def rows(self, cells: list[str], number: int) -> Iterator[FiledUnit]:
        """Yield the units of a row."""
        rows = list(self._layout.rows(cells, row_name(self._where, number)))
        self._without_text += not rows and any(cell.strip() for cell in cells)
        if self._layout.has_header and any(cell.strip() for cell in cells[self._layout.width :]):
            self._beyond.append(number)
        yield from rows

    def remarks(self) -> Iterator[Remark]:
        if self._without_text:
            yield Remark("rows-without-text", {"count": str(self._without_text)})
        for number in self._beyond:
            yield Remark("cells-beyond", place=say("row {number}", number=number))


@dataclass(frozen=True, slots=True)
class Layout:
    """Which column holds what."""

    places: dict[str, int]
    """Of the columns that have a name of ours."""
    source: int
    target: int
    languages: tuple[str, str]
    begins: int
    """The number of the first row of texts, from 1."""
    width: int
    """Columns that the first row has."""
    further: tuple[tuple[int, int], ...] = ()
    """Places of source and target again, where a language has columns for several variants: en-GB, en-US."""
    remarks: tuple[Remark, ...] = ()

    @property
    def has_header(self) -> bool:
        """Tell whether the table names its columns."""
        return self.begins > 1

    def rows(self, cells: list[str], where: str) -> Iterator[FiledUnit]:
        """Yield the unit of a row, none for a row without text, and one for each further variant there.

        Raises:
            ReadError: a cell makes no sense.
        """
        first = self.row(cells, where)
        if first:
            yield first
        for source, target in self.further:
            row = replace(self, source=source, target=target).row(cells, where)
            if row and row.source and row.target:
                yield row

    def row(self, cells: list[str], where: str) -> FiledUnit | None:
        """Return the unit of a row, or nothing for a row without text.

        Raises:
            ReadError: a cell makes no sense.
        """

        def cell(place: int | None) -> str:
            return cells[place] if place is not None and place < len(cells) else ""

        source, target = cell(self.source), cell(self.target)
        if not source.strip() and not target.strip():
            return None
        said = {name: cell(place).strip() for name, place in self.places.items()}
        for name, wanted in nonsense(said).items():
            raise ReadError(
                say("{column} is {cell!r}", column=name, cell=said[name][:40]),
                where=where,
                mend=say("write {wanted}", wanted=wanted),
            )
        name, changed_by, changed_at, *notes = (
            cell(self.places.get(fact)) for fact in ("id", "changed_by", "changed_at", "note", *_MORE_NOTES)
        )
        if said.get(_FUZZY, "").lower() in _YES:
            said["status"] = "flagged"
        _, comments = talk_of(cell(self.places.get("comments")).splitlines())
        assigned = cell(self.places.get("assigned")).strip()
        return FiledUnit(
            source, target, said, one_note(notes), name, changed_by, changed_at,
            comments=comments, assigned=assigned,
        )  # fmt: skip


def layout_of(rows: Iterator[list[str]], options: Options, where: str) -> tuple[Layout, Iterable[list[str]]]:
    """Find the columns by their names, or by what stands in them; return the rows that are left too.

    Raises:
        ReadError: there are no two columns of text.
    """
    titles, remarks, rows = from_head(rows, options.columns)
    head = [cell.strip() for cell in next(rows, [])]
    sample = list(islice(rows, _SAMPLE))
    has_header = _is_header(head, sample, options.columns)
    begins = titles + has_header + 1
    rest = chain(sample, rows)
    if not has_header:
        sample, rest = [head, *sample], chain([head], rest)
        head = [""] * len(head)
    coded = [
        place for place, name in enumerate(head) if is_language(name) and not _numbers(place, name, sample)
    ]
    if len(coded) > 2 and not options.columns:
        chosen = _chosen(head, coded, options, where)
        return replace(chosen, begins=begins, remarks=remarks), rest
    places = known_places(head)
    found = text_columns(
        head, sample, passed_over=places.values(), asked=options.columns,
        wanted=(options.source_language, options.target_language), where=where,
    )  # fmt: skip
    layout = Layout(
        places, found.source, found.target, found.languages, begins, len(head),
        remarks=(*remarks, *found.remarks),
    )  # fmt: skip
    return layout, rest


def from_head(
    rows: Iterator[list[str]], asked: Container[str] = ()
) -> tuple[int, tuple[Remark, ...], Iterator[list[str]]]:
    """Pass over titles above the names of the columns, as `below_titles`; `asked`: heads that are meant."""

    def head_of(first: list[list[str]]) -> int:
        above = next((place for place, row in enumerate(first) if _names_columns(row, asked)), 0)
        return above if max(map(filled, first[:above]), default=0) <= 1 else 0

    return below_titles(rows, list, head_of)


def _numbers(place: int, name: str, rows: list[list[str]]) -> bool:
    return numbers_rows(name, (row[place] for row in rows if place < len(row)))


def _chosen(head: Sequence[str], coded: Sequence[int], options: Options, where: str) -> Layout:
    """Return the layout of a table of several languages, of which two are asked for."""
    codes = columns_of(head, coded, where)
    two = choose_two(list(codes), options, "", where)
    (source, target), *further = linked(*([codes[code] for code in side] for side in two))
    return Layout(known_places(head), source, target, two.codes, 2, len(head), tuple(further))


def columns_of(head: Sequence[str], coded: Iterable[int], where: str) -> dict[str, int]:
    """Return the places of the columns of text by their languages.

    Raises:
        ReadError: two are of one language.
    """
    codes: dict[str, int] = {}
    for place in coded:
        code = normal_code(head[place])
        if code in codes:
            raise ReadError(say("two columns are named {code}", code=code), where=where,
                            mend=say("give each a language of its own"))  # fmt: skip
        codes[code] = place
    return codes


def known_places(head: Sequence[str]) -> dict[str, int]:
    """Return where the columns stand that have a name of ours; a note is a note however it is written."""
    places = {name.lower(): place for place, name in enumerate(head) if name.lower() in _NOTES}
    notes = {"note": next(iter(places.values()))} if places else {}
    return notes | {name: place for place, name in enumerate(head) if name in _KNOWN or name in _OF_OTHERS}


def is_language(name: str) -> bool:
    """Tell whether a column is named by its language; `id` is a name of ours before it is Indonesian."""
    return is_code(name) and name not in _KNOWN


def _is_header(cells: list[str], rows: list[list[str]], asked: Container[str]) -> bool:
    """Tell names of columns from texts."""
    return _names_columns(cells, asked) or heads_figures(cells, rows)


def _names_columns(cells: list[str], asked: Container[str]) -> bool:
    """Tell whether cells are names of columns, whatever stands below them."""
    named = [cell.strip() for cell in cells if cell.strip()]  # Excel fills rows up
    unknown = [cell for cell in named if cell not in _KNOWN]
    if len(unknown) < len(named):
        return len(unknown) >= 2
    if len(named) > 1 and all(is_code(cell) for cell in named):
        return True
    said = {(told.language, told.side) for cell in named if (told := heading_of(cell)).is_text}
    return len(said) > 1 or any(cell in asked for cell in named)


def _escape(text: str) -> str:
    return _SPECIAL.sub(lambda char: _ESCAPES.get(char[0], "\ufffd"), text)


def _safe(cell: str) -> str:
    return f"\\{cell}" if cell.startswith(delimited.FORMULA) else cell


def _unescape(text: str) -> str:
    return _BACKSLASHED.sub(lambda escape: _ESCAPED.get(escape[0], escape[1]), text)


def row_name(path: str, number: int) -> str:
    """Return what a row is called in an error."""
    return say("{path} row {number}", path=path, number=number)
