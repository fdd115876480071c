"""Workbooks that come back: what changed is shown, what was chosen is taken, nothing is overwritten."""

import re
from dataclasses import replace

import pytest
from bitexts import NASTY, bitext_of
from openpyxl import load_workbook
from starlette.testclient import TestClient

from align import embed, exchange
from align.document import NoteMark
from align.errors import ReadError
from align.terms.base import TermBase
from align.web.app import make_app
from align.web.desk import Desk
from align.web.opening import open_target
from align.web.returned import compare, for_review, take
from align.web.session import EditError, Session

ROWS = bitext_of(("One.", "一。"), ("Two.", "二。"), ("Three.", "三。"), ("Four.", ""))


@pytest.fixture
def session(tmp_path):
    ROWS.save(tmp_path / "r.bitext.jsonl")
    session = Session.open(tmp_path / "r.bitext.jsonl")
    yield session
    session.close()


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


def test_an_untouched_workbook_changes_nothing(session, tmp_path):
    assert compare(session.state, sent_out(session, tmp_path)).changes == []


def test_texts_that_excel_cannot_hold_are_no_changes(tmp_path):
    rows = [(text, f"{text}。") for text in NASTY if text.strip()] + [("long", "长" * 40_000)]
    bitext_of(*rows).save(tmp_path / "n.bitext.jsonl")
    session = Session.open(tmp_path / "n.bitext.jsonl")
    assert compare(session.state, sent_out(session, tmp_path)).changes == []
    session.close()


def test_changes_are_listed_and_only_the_chosen_ones_taken(session, tmp_path):
    path = sent_out(session, tmp_path)
    changes = {("One.", "zh-CN"): "壹。", ("Two.", "status"): "confirmed", ("Two.", "note"): "good"}
    change_cells(path, changes, order="zh-CN")
    found = compare(session.state, path).changes
    assert [(c.row, c.what, c.before, c.after) for c in found] == [
        (0, "target", "一。", "壹。"),
        (1, "status", "auto", "confirmed"),
        (1, "note", "", "good"),
    ]
    take(session, found[1:], "Li")
    first, second = session.bitext.beads[:2]
    assert first.target[0].text == "一。"
    assert (second.status, second.note, second.changed_by) == ("confirmed", "good", "Li")
    assert [c.what for c in compare(session.state, path).changes] == ["target", "row"]
    take(session, found[:1], "Li")
    assert session.bitext.beads[0].target[0].edited
    while session.undo("Li"):
        pass
    assert session.bitext == ROWS


def test_a_rewritten_row_can_be_confirmed_in_the_same_workbook(session, tmp_path):
    path = sent_out(session, tmp_path)
    change_cells(path, {("One.", "zh-CN"): "壹。", ("One.", "status"): "confirmed"})
    take(session, compare(session.state, path).changes, "Li")
    assert session.bitext.beads[0].status == "confirmed"
    assert session.bitext.beads[0].target[0].text == "壹。"


def test_a_flag_from_the_workbook_keeps_its_note(session, tmp_path):
    path = sent_out(session, tmp_path)
    change_cells(path, {("One.", "status"): "flagged", ("One.", "note"): "why?"})
    take(session, compare(session.state, path).changes, "Li")
    assert (session.bitext.beads[0].status, session.bitext.beads[0].note) == ("flagged", "why?")


def test_a_row_edited_on_the_page_meanwhile_is_not_overwritten(session, tmp_path):
    path = sent_out(session, tmp_path)
    change_cells(path, {("One.", "zh-CN"): "壹。"})
    session.apply("edit_text", {"i": 0, "side": "target", "text": "甲。"}, version=0, person="Zhang")
    (found,) = compare(session.state, path).changes
    assert (found.what, found.row) == ("row", -1)
    with pytest.raises(EditError, match="changed here since"):
        take(session, [found], "Li")
    assert session.bitext.beads[0].target[0].text == "甲。"


def test_a_row_edited_between_comparing_and_taking_is_not_overwritten(session, tmp_path):
    path = sent_out(session, tmp_path)
    change_cells(path, {("One.", "zh-CN"): "壹。"})
    found = compare(session.state, path).changes
    session.apply("confirm", {"i": 0}, version=0, person="Zhang")
    with pytest.raises(EditError, match="changed here since"):
        take(session, found, "Li")


def test_what_only_the_page_can_do_is_said(session, tmp_path):
    path = sent_out(session, tmp_path)
    change_cells(path, {("One.", "zh-CN"): None, ("Four.", "zh-CN"): "四。"})
    found = compare(session.state, path).changes
    assert [c.row for c in found] == [0, 3]
    assert all(c.problem for c in found)


def test_a_workbook_of_the_command_line_is_known_by_its_ids(session, tmp_path):
    path = tmp_path / "plain.xlsx"
    exchange.write(session.bitext, path)
    change_cells(path, {("Two.", "zh-CN"): "贰。"})
    (found,) = compare(session.state, path).changes
    assert (found.row, found.after) == (1, "贰。")


def test_tables_come_back_too(session, tmp_path):
    path = tmp_path / "review.tsv"
    exchange.write(for_review(session.state), path)
    path.write_text(path.read_text(encoding="utf-8").replace("二。", "贰。"), encoding="utf-8")
    (found,) = compare(session.state, path).changes
    assert (found.row, found.before, found.after) == (1, "二。", "贰。")


def test_joined_segments_and_their_marks_survive_a_change_in_the_workbook(tmp_path):
    (bead,) = bitext_of(("甲。", "He came. He left.")).beads
    parts = [replace(bead.target[0], text="He came.", notes=(NoteMark("1", 8),)), bead.target[0]]
    parts[1] = replace(parts[1], text="He left.", start=9, end=17)
    bitext = replace(bitext_of(), beads=(replace(bead, target=tuple(parts)),))
    bitext = replace(bitext, source=replace(bitext.source, language="zh"))
    bitext = replace(bitext, target=replace(bitext.target, language="en"))
    bitext.save(tmp_path / "j.bitext.jsonl")
    session = Session.open(tmp_path / "j.bitext.jsonl")
    path = tmp_path / "j.tsv"
    exchange.write(for_review(session.state), path)
    path.write_text(path.read_text(encoding="utf-8").replace("He left.", "Then he left."), encoding="utf-8")
    take(session, compare(session.state, path).changes, "Li")
    assert [s.text for s in session.bitext.beads[0].target] == ["He came.", "Then he left."]
    assert session.bitext.beads[0].target[0].notes == (NoteMark("1", 8),)
    session.close()


def test_a_long_workbook_is_taken_over_the_page(tmp_path):
    """Each change is a field of the form, of which Starlette takes no more than 1,000 by itself."""
    path, name = tmp_path / "long.bitext.jsonl", "long.bitext.jsonl"
    bitext_of(*((f"Row {i}.", f"第{i}行。") for i in range(1_100))).save(path)
    desk = Desk(open_target([path]), TermBase(()), tmp_path / "waivers.tsv", embed.load())
    client = TestClient(make_app(desk), base_url="http://127.0.0.1:8765")
    book = tmp_path / "long.xlsx"
    book.write_bytes(client.get(f"/download/{name}?format=.xlsx").content)
    confirmed = load_workbook(book)
    for (cell,) in confirmed["bitext"]["J2:J1101"]:
        cell.value = "confirmed"
    confirmed.save(book)
    found = client.post(f"/returned/{name}", files={"workbook": ("long.xlsx", book.read_bytes())}).text
    ticket = re.search('name="ticket" value="([^"]+)"', found)[1]
    chosen = re.findall('name="chosen" value="([^"]+)"', found)
    assert len(chosen) == 1_100
    assert client.post(f"/take/{name}", data={"ticket": ticket, "chosen": chosen[1:]}).status_code == 200
    assert [bead.status for bead in desk.file(name).session.bitext.beads] == ["auto"] + ["confirmed"] * 1_099
    desk.close()


def test_what_is_no_workbook_is_refused(session, tmp_path):
    bad = tmp_path / "bad.xlsx"
    bad.write_bytes(b"PK no workbook")
    with pytest.raises(ReadError):
        compare(session.state, bad)
    with pytest.raises(ReadError, match="no workbook"):
        compare(session.state, tmp_path / "r.bitext.jsonl")


def test_rows_of_spaces_alone_are_left_alone(tmp_path):
    bitext_of((" ", " "), ("One.", "一。")).save(tmp_path / "s.bitext.jsonl")
    session = Session.open(tmp_path / "s.bitext.jsonl")
    path = sent_out(session, tmp_path)
    assert compare(session.state, path).changes == []
    session.close()
