"""Tables: TSV exact to the character, Excel as text, both read back."""

import json
import re
from dataclasses import replace
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from bitexts import NASTY, bitext_of, bitexts, texts
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from align import exchange
from align.bitext import Bead, Side
from align.document import Segment
from align.errors import ReadError
from align.exchange import tables, xlsx
from align.text import legal

NASTY_BITEXT = bitext_of(*((text, text[::-1]) for text in NASTY), ("", "无"), ("nothing", ""))
CASES = json.loads((Path(__file__).parent / "cases" / "tables.json").read_text(encoding="utf-8"))
HELD = ("score", "why", "status", "note", "changed_by", "changed_at")


def kept(bitext):
    """Return the units a table can hold: those with something to see on either side."""
    return [unit for unit in bitext.units() if legal(unit.source).strip() or legal(unit.target).strip()]


def texts_of(units):
    return [(unit.source, unit.target) for unit in units]


@given(bitext=bitexts.filter(kept), safe=st.booleans())
@settings(max_examples=60)
def test_tsv_keeps_every_character(tmp_path_factory, bitext, safe):
    path = tmp_path_factory.getbasetemp() / "back.tsv"
    exchange.write(bitext, path, safe_tables=safe)
    back = list(exchange.read(path).units())
    units = [unit for unit in bitext.units() if unit.source.strip() or unit.target.strip()]
    assert texts_of(back) == texts_of(units)
    for one, other in zip(back, units, strict=True):
        assert one.id == other.id
        assert known(one.bead) == known(other.bead)


def known(bead):
    """Return what a table holds of a bead; that nothing it can hold answers is not told as how sure it is."""
    is_null = not all(any(legal(each.text) for each in side) for side in (bead.source, bead.target))
    return [getattr(bead, name) for name in HELD if name != "score" or not is_null]


@given(bitext=bitexts.filter(kept))
@settings(max_examples=30)
def test_a_safe_tsv_has_no_formula(tmp_path_factory, bitext):
    path = tmp_path_factory.getbasetemp() / "safe.tsv"
    assert exchange.write(bitext, path, safe_tables=True) == []
    cells = [cell for line in path.read_text(encoding="utf-8").split("\n") for cell in line.split("\t")]
    assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in cells)


def test_formulas_in_a_tsv_are_told_once(tmp_path):
    remarks = exchange.write(bitext_of(("=1+1", "-2"), ("@x", "无")), tmp_path / "a.tsv")
    assert [str(remark) for remark in remarks] == [
        "a spreadsheet takes 3 cells for formulas; --safe-tables writes them as text"
    ]


def test_tsv_has_a_line_a_unit():
    lines = list(tables.lines(NASTY_BITEXT))
    assert len(lines) == 1 + len(NASTY_BITEXT.beads)
    assert {line.count("\t") for line in lines} == {14}
    assert lines[0].split("\t")[4:6] == ["en", "zh-CN"]


@pytest.mark.parametrize(
    ("text", "languages", "pairs"),
    [
        (
            "在人权领域\tin the field of human rights\n",
            ("zh-CN", "en"),
            [("在人权领域", "in the field of human rights")],
        ),
        ("EN-gb\tzh_cn\nOne\t一\n\nTwo\t二\n", ("en-GB", "zh-CN"), [("One", "一"), ("Two", "二")]),
        (
            "source\ttarget\nthe one and the other\t一和二\n",
            ("en", "zh-CN"),
            [("the one and the other", "一和二")],
        ),
        ("note\ten\tzh\tstatus\nfine\tOne\\n\t一\tconfirmed\n", ("en", "zh"), [("One\\n", "一")]),
        ("\ufeffen\tzh\r\nOne\t一\r\n", ("en", "zh"), [("One", "一")]),
        ("date\t日期\nthe report\t报告\n", ("en", "zh-CN"), [("date", "日期"), ("the report", "报告")]),
        ("en\tzh\nOnly the first\n", ("en", "zh"), [("Only the first", "")]),
        ("source\ttarget\nthe one\t一\n", ("en", "zh-CN"), [("the one", "一")]),
        ("target\tsource\n一\tthe one\n", ("en", "zh-CN"), [("the one", "一")]),
        ("note\tstatus\nthe one\t一\n", ("en", "zh-CN"), [("note", "status"), ("the one", "一")]),
        ("Cible\tTexte source\n散会。\tIt rose.\n", ("en", "zh-CN"), [("It rose.", "散会。")]),
        ("Texto de destino\tTexto de origen\n散会。\tIt rose.\n", ("en", "zh-CN"), [("It rose.", "散会。")]),
        ("Перевод\tИсходный текст\n散会。\tIt rose.\n", ("en", "zh-CN"), [("It rose.", "散会。")]),
        ("الترجمة\tالنص المصدر\n散会。\tIt rose.\n", ("en", "zh-CN"), [("It rose.", "散会。")]),
    ],
)
def test_tables_of_others(text, languages, pairs, tmp_path):
    path = tmp_path / "x.tsv"
    path.write_bytes(text.encode())
    bitext = exchange.read(path)
    assert (bitext.source.language, bitext.target.language) == languages
    assert texts_of(bitext.units()) == pairs


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"].partition("\n")[0])
def test_tables_of_any_head_are_read_and_said_or_asked_for(case, tmp_path):
    path = tmp_path / case["name"]
    path.write_bytes(case["text"].encode(case.get("encoding", "utf-8")))
    if "refused" in case:
        with pytest.raises(ReadError, match=case["refused"]):
            exchange.read(path)
        return
    bitext = exchange.read(path, **case.get("options", {}))
    assert texts_of(bitext.units()) == [tuple(pair) for pair in case["pairs"]]
    assert [bitext.source.language, bitext.target.language] == case["languages"]
    assert case.get("said") in (None, [[bead.status, bead.note] for bead in bitext.beads])
    said = "\n".join(map(str, bitext.source.remarks))
    assert bool(said) == bool(case["remarks"])
    assert all(remark in said for remark in case["remarks"]), said


def test_other_sheets_of_a_workbook_are_named(tmp_path):
    book = Workbook()
    book.active.append(["en", "zh"])
    book.active.append(["One", "一"])
    book.create_sheet("More").append(["Two", "二"])
    book.save(tmp_path / "x.xlsx")
    assert "sheets are not read: More" in str(exchange.read(tmp_path / "x.xlsx").source.remarks[0])


@pytest.mark.parametrize("encoding", ["utf-16", "gb18030"])
def test_other_encodings(encoding, tmp_path):
    path = tmp_path / "x.tsv"
    path.write_bytes("en\tzh\nthe right to development\t发展权是一项人权\n".encode(encoding))
    assert texts_of(exchange.read(path).units()) == [("the right to development", "发展权是一项人权")]


def test_the_wanted_source_language_turns_a_table(tmp_path):
    path = tmp_path / "x.tsv"
    path.write_text("zh\ten\n一\tOne\n", encoding="utf-8")
    bitext = exchange.read(path, source_language="en")
    assert (bitext.source.language, texts_of(bitext.units())) == ("en", [("One", "一")])
    with pytest.raises(ReadError, match="between zh and en, not fr and any"):
        exchange.read(path, source_language="fr")


@given(bitext=bitexts.filter(kept))
@settings(max_examples=25)
def test_excel_comes_back(tmp_path_factory, bitext):
    path = tmp_path_factory.getbasetemp() / "back.xlsx"
    exchange.write(bitext, path)
    back = exchange.read(path)
    units = kept(bitext)
    assert texts_of(back.units()) == [(legal(unit.source), legal(unit.target)) for unit in units]
    for bead, unit in zip(back.beads, units, strict=True):
        assert (bead.id, known(bead)) == (unit.id, known(unit.bead))
    assert (back.level, back.recipe, back.created) == (bitext.level, bitext.recipe, bitext.created)


@pytest.mark.parametrize("module", [tables, xlsx])
@given(given=st.lists(texts | st.just("_x000D_\ud800" + "长😀" * 20_000), min_size=1, max_size=8))
@settings(max_examples=25)
def test_what_a_file_makes_of_a_text_is_known_without_it(module, given, tmp_path_factory):
    path = tmp_path_factory.getbasetemp() / f"held{'.tsv' if module is tables else '.xlsx'}"
    exchange.write(bitext_of(*((text, "x") for text in given)), path)
    assert [unit.source for unit in exchange.read(path).units()] == [module.held(text) for text in given]


@pytest.fixture(scope="module")
def workbook(tmp_path_factory):
    path = tmp_path_factory.mktemp("xlsx") / "x.xlsx"
    exchange.write(NASTY_BITEXT, path)
    return path


def test_no_segment_is_a_formula(workbook):
    with ZipFile(workbook) as package:
        sheet = package.read("xl/worksheets/sheet1.xml")
    assert b"<f>" not in sheet
    cells = [cell for row in load_workbook(workbook).worksheets[0].iter_rows(min_row=2) for cell in row]
    assert {cell.data_type for cell in cells if cell.column_letter in "EF" and cell.value} == {"s"}
    assert all(cell.number_format == "@" for cell in cells if cell.column_letter in "AEFK")


def test_the_sheet_is_ready_for_review(workbook):
    sheet = load_workbook(workbook).worksheets[0]
    rows = len(NASTY_BITEXT.beads) + 1
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == f"A1:O{rows}"
    assert [cell.value for cell in sheet[1]][4:7] == ["en", "zh-CN", "score"]
    assert sheet.column_dimensions["E"].width == sheet.column_dimensions["F"].width == 60
    assert sheet["E2"].alignment.wrap_text
    assert isinstance(sheet["G2"].value, float)
    rules = {str(each.sqref): each.rules[0] for each in sheet.conditional_formatting}
    assert rules.keys() == {f"G2:G{rows}", f"E2:F{rows}"}
    assert [end.val for end in rules[f"G2:G{rows}"].colorScale.cfvo] == [0, 0.75, 1]
    assert rules[f"E2:F{rows}"].formula == ['OR($E2="",$F2="")']
    choice = sheet.data_validations.dataValidation[0]
    assert (str(choice.sqref), choice.formula1) == (f"J2:J{rows}", '"auto,confirmed,flagged"')


def test_cells_and_sheets_run_as_their_languages_do(tmp_path):
    units = bitext_of(("One.", "واحد."), ("14 July", "14 July"))
    for sides, from_right in (((Side("en"), Side("ar")), False), ((Side("ar"), Side("en")), True)):
        exchange.write(replace(units, source=sides[0], target=sides[1]), tmp_path / "x.xlsx")
        sheet = load_workbook(tmp_path / "x.xlsx")["bitext"]
        assert sheet.sheet_view.rightToLeft is from_right
        first, second = (row[xlsx.TEXTS[not from_right]].alignment for row in list(sheet.rows)[1:])
        assert (first.horizontal, second.horizontal) == ("right", "right")
    assert (first.readingOrder, second.readingOrder) == (1, 1)
    exchange.write(replace(units, target=Side("ar")), tmp_path / "x.xlsx")
    column = [
        row[xlsx.TEXTS[1]].alignment.readingOrder for row in load_workbook(tmp_path / "x.xlsx")["bitext"]
    ]
    assert column[1:] == [2, 1]


def test_rows_are_as_high_as_their_texts_for_programs_that_make_none_higher(tmp_path):
    texts = [("Short.", "短。"), ("word " * 30, "短。"), ("Short.", "长" * 100), ("x" * 30_000, "短。")]
    exchange.write(bitext_of(*texts), tmp_path / "x.xlsx")
    sheet = load_workbook(tmp_path / "x.xlsx")["bitext"]
    assert [sheet.row_dimensions[row].height for row in range(2, 6)] == [None, 45, 60, 409]


def test_a_reviewer_may_sort_edit_and_move_columns(tmp_path):
    path = tmp_path / "x.xlsx"
    exchange.write(bitext_of(("One", "一"), ("Two", "二")), path)
    book = load_workbook(path)
    sheet = book.worksheets[0]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    rows[2][5], rows[2][9], rows[2][10] = "两", "confirmed", "better"
    for number, row in enumerate([rows[0], rows[2], rows[1]], 1):
        for column, value in enumerate(reversed(row), 1):
            sheet.cell(number, column).value = value
    book.save(path)
    back = exchange.read(path)
    assert [(bead.id, bead.status, bead.note) for bead in back.swapped().beads] == [
        ("A/HRC/47/29::2", "confirmed", "better"),
        ("A/HRC/47/29::1", "auto", ""),
    ]
    assert texts_of(exchange.read(path, source_language="en").units()) == [("Two", "两"), ("One", "一")]


def test_a_text_longer_than_a_cell_is_cut_and_told(tmp_path):
    bitext = bitext_of(("a" * 100_000, "长"), ("😀" * 20_000, "脸"), ("b" * 32_767, "正好"))
    findings = exchange.write(bitext, tmp_path / "x.xlsx")
    assert [finding.unit for finding in findings] == ["A/HRC/47/29::1", "A/HRC/47/29::2"]
    lengths = [len(unit.source) for unit in exchange.read(tmp_path / "x.xlsx").units()]
    assert lengths == [32_767, 16_383, 32_767]


def test_a_plain_sheet_of_two_columns_is_read(tmp_path):
    book = Workbook()
    book.active.append(["the right to development", "发展权"])
    book.active.append([12, None])
    book.save(tmp_path / "x.xlsx")
    bitext = exchange.read(tmp_path / "x.xlsx")
    assert texts_of(bitext.units()) == [("the right to development", "发展权"), ("12", "")]


def test_a_sheet_with_xml_entities_is_refused(workbook, tmp_path):
    path = tmp_path / "x.xlsx"
    with ZipFile(workbook) as package, ZipFile(path, "w") as hostile:
        for name in package.namelist():
            declared = b'<!DOCTYPE x [<!ENTITY a "b">]>' if name.endswith("sheet1.xml") else b""
            hostile.writestr(name, declared + package.read(name))
    with pytest.raises(ReadError, match="hostile"):
        exchange.read(path)


def test_rows_beyond_the_last_of_excel_are_not_made_up(tmp_path):
    """A row of a few bytes that numbers itself 30,000,000 took 6 GB."""
    exchange.write(bitext_of(("One", "一")), tmp_path / "one.xlsx")
    with ZipFile(tmp_path / "one.xlsx") as package, ZipFile(tmp_path / "far.xlsx", "w") as hostile:
        for name in package.namelist():
            part = package.read(name)
            if name.endswith("sheet1.xml"):
                body, end = part.split(b"</sheetData>")
                row = body[body.rindex(b"<row") :]
                far = [row.replace(b'="2"', b'="%d"' % n).replace(b'2"', b'%d"' % n) for n in (9, 2_000_000)]
                part = body + b"".join(far) + b"</sheetData>" + end
            hostile.writestr(name, part)
    assert texts_of(exchange.read(tmp_path / "far.xlsx").units()) == [("One", "一")] * 2


def test_a_workbook_larger_than_is_allowed_is_refused(workbook):
    size = sum(part.file_size for part in ZipFile(workbook).infolist())
    xlsx.check_package(workbook, most=size)
    with pytest.raises(ReadError, match="swells"):
        xlsx.check_package(workbook, most=size - 1)


def test_texts_that_excel_keeps_apart_from_their_cells_are_read(tmp_path):
    """Each text once, in parts where it changes its type, and with what helps to read it aloud."""
    texts = (
        "<t>en</t>",
        "<t>zh-CN</t>",
        "<r><t>One </t></r><r><t>more</t></r>",
        "<t>再一</t><rPh><t>zài</t></rPh>",
    )
    parts = "".join(f"<si>{text}</si>" for text in texts)
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    rows = "".join(
        f'<row r="{n}"><c r="A{n}" t="s"><v>{a}</v></c><c r="B{n}" t="s"><v>{b}</v></c></row>'
        for n, (a, b) in enumerate(((0, 1), (2, 3), (2, 3)), 1)
    )
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    override = f'<Override PartName="/xl/sharedStrings.xml" ContentType="{kind}"/></Types>'
    Workbook().save(tmp_path / "bare.xlsx")
    with ZipFile(tmp_path / "bare.xlsx") as bare, ZipFile(tmp_path / "x.xlsx", "w") as book:
        for name in bare.namelist():
            text = bare.read(name).decode()
            text = re.sub(r"<sheetData\s*/>|<sheetData></sheetData>", f"<sheetData>{rows}</sheetData>", text)
            book.writestr(name, text.replace("</Types>", override) if name == "[Content_Types].xml" else text)
        book.writestr("xl/sharedStrings.xml", f'<sst xmlns="{main}">{parts}</sst>')
    assert texts_of(exchange.read(tmp_path / "x.xlsx").units()) == [("One more", "再一")] * 2


def test_a_sheet_that_swells_is_refused(workbook, tmp_path):
    """A hundred kilobytes of rows without cells."""
    with ZipFile(workbook) as package, ZipFile(tmp_path / "x.xlsx", "w", ZIP_DEFLATED) as hostile:
        for name in package.namelist():
            rows = b'<row r="1"/>' * 1_500_000 if name.endswith("sheet1.xml") else b""
            hostile.writestr(name, package.read(name).replace(b"</sheetData>", rows + b"</sheetData>"))
    with pytest.raises(ReadError, match="swells"):
        exchange.read(tmp_path / "x.xlsx")


LOST = {
    "its part": ("xl/worksheets/sheet1.xml", rb"[\s\S]*"),
    "where its part is": ("xl/_rels/workbook.xml.rels", rb"<Relationship [^>]*sheet1.xml[^>]*>"),
    "its number": ("xl/workbook.xml", rb'r:id="rId1"'),
}


@pytest.mark.parametrize("lost", LOST)
def test_a_workbook_without_its_sheet_is_not_read_from_the_next(workbook, tmp_path, lost):
    part, gone = LOST[lost]
    with ZipFile(workbook) as whole, ZipFile(tmp_path / "lost.xlsx", "w") as copy:
        for name in whole.namelist():
            left = re.sub(gone, b"", whole.read(name)) if name == part else whole.read(name)
            if left:
                copy.writestr(name, left)
    with pytest.raises(ReadError, match="has lost its sheet “bitext”"):
        exchange.read(tmp_path / "lost.xlsx")


def test_a_small_workbook_of_one_text_many_times_is_read(tmp_path):
    """What we write comes back, though two megabytes of it shrank to a hundredth."""
    given = ["长😀" * 10_000 + str(n) for n in range(20)]
    exchange.write(bitext_of(*((text, "x") for text in given)), tmp_path / "x.xlsx")
    with ZipFile(tmp_path / "x.xlsx") as package:
        assert max(part.file_size / part.compress_size for part in package.infolist()) > 100
    assert [unit.source for unit in exchange.read(tmp_path / "x.xlsx").units()] == given


def test_a_damaged_workbook_is_refused(workbook, tmp_path):
    path = tmp_path / "x.xlsx"
    with ZipFile(workbook) as package, ZipFile(path, "w") as damaged:
        for name in package.namelist():
            damaged.writestr(name, package.read(name)[:300])
    with pytest.raises(ReadError, match="no Excel workbook"):
        exchange.read(path)


def test_a_workbook_whose_bytes_are_damaged_is_refused(workbook, tmp_path):
    """What unpacks has errors of its own: zlib, and zipfile for versions and methods it does not know."""
    data = workbook.read_bytes()
    with ZipFile(workbook) as package:
        part = package.getinfo("xl/workbook.xml")
    content, central = part.header_offset + 30 + len(part.filename), data.index(b"PK\x01\x02")
    for at, size in ((content, 40), (central + 6, 2), (central + 10, 2)):
        (tmp_path / "x.xlsx").write_bytes(data[:at] + b"\xff" * size + data[at + size :])
        with pytest.raises(ReadError, match="no Excel workbook"):
            exchange.read(tmp_path / "x.xlsx")


def test_an_m_n_bead_is_joined(tmp_path):
    bead = Bead((Segment("One."), Segment("Two.")), (Segment("一。"), Segment("二。")))
    exchange.write(replace(bitext_of(), beads=(bead,)), tmp_path / "x.tsv")
    assert texts_of(exchange.read(tmp_path / "x.tsv").units()) == [("One. Two.", "一。二。")]


@pytest.mark.parametrize("head", [["en", "zh-CN"], ["my remarks", "zh-CN", "en", "id", "score"]])
def test_columns_of_a_workbook_are_known_by_their_names(tmp_path, head):
    book = Workbook()
    row = {"en": "One.", "zh-CN": "一。", "my remarks": "good"}
    book.active.append(head)
    book.active.append([row.get(name) for name in head])
    book.save(tmp_path / "table.xlsx")
    bitext = exchange.read(tmp_path / "table.xlsx", source_language="en", target_language="zh-CN")
    assert [(unit.source, unit.target) for unit in bitext.units()] == [("One.", "一。")]
