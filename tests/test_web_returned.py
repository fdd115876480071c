"""A workbook that comes back: what changed is found, shown, and taken where it was chosen."""

import re
from dataclasses import replace
from html import unescape

import pytest
from bitexts import NASTY, bitext_of
from clients import TestClient
from openpyxl import load_workbook
from returning import ROWS, change_cells, keep_rows, rows_of, sent_out

from align import embed, exchange
from align.document import NoteMark
from align.terms.base import TermBase
from align.web.app import make_app
from align.web.folder.open_bitexts import OpenBitexts
from align.web.handover.returned import compare, for_review, take
from align.web.opening import open_target
from align.web.review.session import EditError, Session


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


def test_a_returned_workbook_is_taken_back_in_one_step(session, tmp_path):
    path = sent_out(session, tmp_path)
    changes = {("One.", "zh-CN"): "壹。", ("One.", "status"): "confirmed", ("Two.", "note"): "good"}
    change_cells(path, changes)
    take(session, compare(session.state, path).changes, "Li")
    assert session.bitext != ROWS
    session.undo("Li")
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


def test_a_note_stays_that_takes_the_place_of_a_flag(session, tmp_path):
    session.apply("flag", {"i": 0, "note": "why?"}, version=0, person="Zhang")
    path = sent_out(session, tmp_path)
    change_cells(path, {("One.", "status"): "auto", ("One.", "note"): "settled"})
    take(session, compare(session.state, path).changes, "Li")
    assert (session.bitext.beads[0].status, session.bitext.beads[0].note) == ("auto", "settled")


def test_a_row_that_stands_twice_is_taken_once(session, tmp_path):
    path = sent_out(session, tmp_path)
    change_cells(path, {("One.", "zh-CN"): "壹。"})
    rows = rows_of(path)
    keep_rows(path, [*rows, rows[1]])
    (found,) = compare(session.state, path).changes
    assert (found.row, found.after, found.problem) == (0, "壹。", "")
    other = ["贰。" if cell == "壹。" else cell for cell in rows[1]]
    keep_rows(path, [*rows, other])
    first, second = compare(session.state, path).changes
    assert (first.after, second.line, second.problem) == (
        "壹。",
        6,
        "the row stands twice, and here otherwise",
    )


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


@pytest.fixture
def client(tmp_path):
    """Return a client of a server with one bitext, and what brings workbooks back to it."""
    path = tmp_path / "long.bitext.jsonl"
    bitext_of(*((f"Row {i} <b>.", f"第{i}行。") for i in range(1_100))).save(path)
    bitexts = OpenBitexts(open_target([path]), TermBase(()), tmp_path / "waivers.tsv", embed.load())
    yield TestClient(make_app(bitexts), base_url="http://127.0.0.1:8765"), bitexts
    bitexts.close()


def brought_back(client, book):
    """Return the page with the changes of a workbook, its ticket, and the ticked ones of its changes."""
    shown = client.post("/returned/long.bitext.jsonl", files={"workbook": ("long.xlsx", book.read_bytes())})
    ticket = re.search('name="ticket" value="([^"]+)"', shown.text)
    return shown.text, ticket and ticket[1], re.findall('name="chosen" value="([^"]+)" checked', shown.text)


def downloaded(client, folder, **cells):
    """Download the workbook and change cells, each named as Excel does."""
    path = folder / "long.xlsx"
    path.write_bytes(client.get("/download/long.bitext.jsonl?format=.xlsx").content)
    book = load_workbook(path)
    for place, value in cells.items():
        book["bitext"][place] = value
    book.save(path)
    return path


def test_a_long_workbook_is_taken_over_the_page(client, tmp_path):
    """Each change is a field of the form, of which Starlette takes no more than 1,000 by itself."""
    client, bitexts = client
    book = downloaded(client, tmp_path, **{f"J{row}": "confirmed" for row in range(2, 1_102)})
    _, ticket, chosen = brought_back(client, book)
    assert len(chosen) == 1_100
    answer = client.post("/take/long.bitext.jsonl", data={"ticket": ticket, "chosen": chosen[1:]})
    assert answer.status_code == 200
    beads = bitexts.file("long.bitext.jsonl").session.bitext.beads
    assert [bead.status for bead in beads] == ["auto"] + ["confirmed"] * 1_099


def test_the_page_shows_what_changed_and_where(client, tmp_path):
    client, _ = client
    book = downloaded(client, tmp_path, E4="Row two <i>.", F3="第一行。", J5="done", A9=None)
    shown, _, chosen = brought_back(client, book)
    assert len(chosen) == 1
    assert "第<del>" in re.sub("<span[^>]*>[^<]*</span>", "", shown)
    assert "<b>Row 2</b> <small>· row 3 of the sheet</small>" in shown
    assert "there is no status 'done'" in unescape(shown)
    assert "Rows that are not in the workbook stay as they are: 1" in shown
    assert "<i>" not in shown


def test_that_nothing_was_chosen_is_said_and_nothing_lost(client, tmp_path):
    client, _ = client
    _, ticket, chosen = brought_back(client, downloaded(client, tmp_path, F3="第一行。"))
    answer = client.post(
        "/take/long.bitext.jsonl", data={"ticket": ticket}, headers={"accept-language": "zh"}
    )
    assert (answer.status_code, answer.json()["message"]) == (422, "没有选择任何修改；请勾选要采用的修改")
    assert (
        client.post("/take/long.bitext.jsonl", data={"ticket": ticket, "chosen": chosen}).status_code == 200
    )


@pytest.mark.parametrize("word", ["Confirmed", " CONFIRMED ", "已确认"])
def test_a_status_goes_by_all_its_names(session, tmp_path, word):
    path = sent_out(session, tmp_path)
    change_cells(path, {("One.", "status"): word, ("Two.", "status"): "未确认", ("Three.", "status"): None})
    (found,) = compare(session.state, path).changes
    assert (found.row, found.after) == (0, "confirmed")


def test_what_is_shown_of_a_text_is_what_is_taken(session, tmp_path):
    path = sent_out(session, tmp_path)
    changes = {("One.", "zh-CN"): " 多行\n文本\u200b ", ("Two.", "zh-CN"): "二。\n"}
    change_cells(path, changes | {("Two.", "note"): "one\r\ntwo"})
    text, note = compare(session.state, path).changes
    assert (text.after, note.after) == ("多行 文本", "one\ntwo")
    take(session, [text], "Li")
    assert session.bitext.beads[0].target[0].text == "多行 文本"


def test_a_change_of_the_original_waits_to_be_chosen(session, tmp_path):
    path = sent_out(session, tmp_path)
    change_cells(path, {("One.", "zh-CN"): "壹。", ("Two.", "en"): "Second."})
    target, source = compare(session.state, path).changes
    assert (target.doubt, source.problem) == ("", "")
    assert "the original is locked" in source.doubt
    take(session, [source], "Li")
    assert session.bitext.beads[1].source[0].text == "Second."


def test_changes_are_shown_by_kind(session, tmp_path):
    path = sent_out(session, tmp_path)
    texts = {("One.", "zh-CN"): "壹。", ("Two.", "zh-CN"): "贰。", ("Two.", "en"): "Second."}
    change_cells(path, texts | {("One.", "status"): "confirmed", ("Four.", "zh-CN"): "四。"})
    found = compare(session.state, path)
    kinds = [(kind, [found.changes[place].row for place, _ in each]) for kind, each in found.groups()]
    assert kinds == [("target", [0, 1]), ("source", [1]), ("status", [0]), ("row", [3])]


def test_the_changes_of_a_kind_are_chosen_by_one_tick(page, served, bitext_path, tmp_path):
    path = tmp_path / "review.xlsx"
    path.write_bytes(page.request.get(f"{served[1]}download/{bitext_path.name}?format=.xlsx").body())
    book = load_workbook(path)
    for row in range(2, 12):
        book["bitext"][f"J{row}"] = "confirmed"
    book["bitext"]["F5"], book["bitext"]["E6"] = "译文。", "The original."
    book.save(path)
    page.click(".tools [data-do=export]")
    page.set_input_files("#dialog [name=workbook]", path)
    page.click("#dialog .back button")
    page.wait_for_selector("#dialog .returned li")
    ticks, heads = page.locator("[name=chosen]:checked"), page.locator("[data-ticks]")
    assert ticks.count() == 11  # all but that of the original
    statuses = heads.nth(2)
    page.locator(".group").nth(2).locator("[name=chosen]").first.uncheck()
    assert statuses.evaluate("head => [head.checked, head.indeterminate]") == [False, True]
    heads.nth(0).uncheck()
    statuses.check()
    assert ticks.count() == 10
    statuses.uncheck()
    page.click("#dialog button.main")
    page.wait_for_selector("#messages :text('nothing is chosen')")
    statuses.check()
    page.click("#dialog button.main")
    page.wait_for_selector("#dialog :text('10 changes taken')")
    assert page.locator(".row .seg.edited").count() == 0
