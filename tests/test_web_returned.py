"""Workbooks that come back: what changed is shown, what was chosen is taken, nothing is overwritten."""

import re
from dataclasses import replace
from html import unescape
from random import Random

import pytest
from bitexts import NASTY, bitext_of
from clients import TestClient
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from align import embed, exchange
from align.document import NoteMark
from align.errors import ReadError
from align.terms.base import TermBase
from align.web.app import make_app
from align.web.folder.open_bitexts import OpenBitexts
from align.web.handover.returned import compare, for_review, take
from align.web.opening import open_target
from align.web.review.session import EditError, Session
from align.web.words.i18n import reason

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


def rows_of(path):
    """Return the rows of a workbook, its header first."""
    return [[cell.value for cell in row] for row in load_workbook(path)["bitext"].iter_rows()]


def keep_rows(path, rows):
    """Write rows as the only sheet, as a program does that keeps nothing else."""
    book = Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path)


def opened(folder, bitext):
    bitext.save(folder / "other.bitext.jsonl")
    return Session.open(folder / "other.bitext.jsonl")


def named(symbol, *rows):
    bitext = bitext_of(*(rows or (("One.", "一。"), ("Two.", "二。"), ("Three.", "三。"), ("Four.", ""))))
    return replace(bitext, source=replace(bitext.source, symbol=symbol))


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


def test_the_workbook_of_another_document_is_refused_in_words(tmp_path):
    other, ours = named("A/79/9123"), named("A/HRC/47/29", ("One.", "一。"), ("Deux.", "贰。"))
    session = opened(tmp_path, other)
    path = sent_out(session, tmp_path)
    session.close()
    session = opened(tmp_path, ours)
    with pytest.raises(ReadError, match="this workbook is of A/79/9123, not of A/HRC/47/29") as error:
        compare(session.state, path)
    assert "这是 A/79/9123 的工作簿，不是 A/HRC/47/29 的" in reason(error.value, "zh")
    exchange.write(other, path)  # as the command line does
    with pytest.raises(ReadError, match="this workbook is of A/79/9123, not of A/HRC/47/29"):
        compare(session.state, path)
    session.close()


def test_the_workbook_of_another_alignment_is_refused(tmp_path):
    session = opened(tmp_path, replace(named("A/79/9123"), created="20261122T090000Z"))
    path = sent_out(session, tmp_path)
    session.close()
    for other, words in (
        (replace(named("A/79/9123"), created="20261122T100000Z"), "of another alignment"),
        (replace(named("A/79/9123"), created="20261122T090000Z").swapped(), "the other way round"),
    ):
        (tmp_path / "other.review.jsonl").unlink(missing_ok=True)
        session = opened(tmp_path, other)
        with pytest.raises(ReadError, match=words):
            compare(session.state, path)
        session.close()


def test_other_languages_are_refused(session, tmp_path):
    path = sent_out(session, tmp_path)
    rows = rows_of(path)
    keep_rows(path, [["fr" if cell == "en" else cell for cell in rows[0]], *rows[1:]])
    with pytest.raises(ReadError, match="of fr and zh-CN, not of en and zh-CN"):
        compare(session.state, path)


def test_columns_may_change_places_and_others_be_put_in(session, tmp_path):
    path = sent_out(session, tmp_path)
    change_cells(path, {("Two.", "zh-CN"): "贰。"})
    keep_rows(path, [["mine" if row[0] == "id" else "?", *reversed(row)] for row in rows_of(path)])
    (found,) = compare(session.state, path).changes
    assert (found.row, found.what, found.after, found.line) == (1, "target", "贰。", 3)


def test_a_row_of_another_workbook_is_told_and_not_taken(tmp_path):
    session = opened(tmp_path, named("A/79/9123"))
    foreign = rows_of(sent_out(session, tmp_path))[2]
    session.close()
    session = opened(tmp_path, named("A/HRC/47/29"))
    path = sent_out(session, tmp_path)
    rows = rows_of(path)
    foreign[rows[0].index("zh-CN")] = "不相干。"
    keep_rows(path, [*rows, foreign])
    (found,) = compare(session.state, path).changes
    assert (found.row, found.line, found.problem) == (-1, 6, "its id is none of this review")
    session.close()


def test_a_new_row_is_told_and_overwrites_none(session, tmp_path):
    for write in (sent_out, lambda session, folder: exchange.write(ROWS, folder / "review.xlsx")):
        write(session, tmp_path)
        rows = rows_of(tmp_path / "review.xlsx")
        new = [{"en": "New.", "zh-CN": "新。"}.get(name) for name in rows[0]]
        keep_rows(tmp_path / "review.xlsx", [*rows[:2], new, *rows[2:], new])
        found = compare(session.state, tmp_path / "review.xlsx").changes
        assert [(each.row, each.line) for each in found] == [(-1, 3), (-1, 7)]
        assert {each.problem for each in found} == {"a new row cannot be taken: there is no segment for it"}


def test_rows_that_were_deleted_are_counted(session, tmp_path):
    path = sent_out(session, tmp_path)
    rows = rows_of(path)
    keep_rows(path, [rows[0], *rows[2:-1]])
    found = compare(session.state, path)
    assert (found.changes, found.missing) == ([], 2)


def test_a_column_that_was_deleted_changes_nothing(session, tmp_path):
    session.apply("flag", {"i": 0, "note": "why?"}, version=0, person="Li")
    path = sent_out(session, tmp_path)
    gone = [rows_of(path)[0].index(name) for name in ("status", "note", "score")]
    keep_rows(path, [[cell for i, cell in enumerate(row) if i not in gone] for row in rows_of(path)])
    assert compare(session.state, path).changes == []


def test_a_table_without_ids_goes_by_its_places_if_its_originals_are_ours(session, tmp_path):
    path = tmp_path / "review.xlsx"
    rows = [["One.", "一。"], ["Two.", "贰。"], ["Three.", "三。"], ["Four.", None]]
    keep_rows(path, [["en", "zh-CN"], *rows])
    (found,) = compare(session.state, path).changes
    assert (found.row, found.after, found.line) == (1, "贰。", 3)
    for others in (rows[:3], [rows[1], rows[0], *rows[2:]]):
        keep_rows(path, [["en", "zh-CN"], *others])
        with pytest.raises(ReadError, match="no column of ids"):
            compare(session.state, path)


def test_ids_of_the_command_line_hold_only_beside_a_text_of_their_row(session, tmp_path):
    path = tmp_path / "plain.xlsx"
    exchange.write(ROWS, path)
    change_cells(path, {("Two.", "zh-CN"): "贰。"})
    session.apply("merge", {"i": 0}, version=0, person="Zhang")
    with pytest.raises(ReadError, match="of another alignment"):
        compare(session.state, path)


@pytest.mark.parametrize("word", ["Confirmed", " CONFIRMED ", "已确认"])
def test_a_status_goes_by_all_its_names(session, tmp_path, word):
    path = sent_out(session, tmp_path)
    change_cells(path, {("One.", "status"): word, ("Two.", "status"): "未确认", ("Three.", "status"): None})
    (found,) = compare(session.state, path).changes
    assert (found.row, found.after) == (0, "confirmed")


def test_an_odd_status_is_a_problem_of_its_row_alone(session, tmp_path):
    path = sent_out(session, tmp_path)
    change_cells(path, {("One.", "status"): "rubbish", ("Two.", "zh-CN"): "贰。"})
    odd, other = compare(session.state, path).changes
    assert (odd.row, odd.line) == (0, 2)
    assert "there is no status 'rubbish'" in odd.problem
    assert not other.problem


def test_odd_scores_and_pages_are_no_matter(session, tmp_path):
    path = sent_out(session, tmp_path)
    change_cells(path, {("One.", "score"): "97 %", ("One.", "page"): "x", ("One.", "align"): 3})
    assert compare(session.state, path).changes == []


def test_a_formula_is_told(session, tmp_path):
    path = sent_out(session, tmp_path)
    change_cells(path, {("One.", "zh-CN"): "=1+1", ("Two.", "status"): "=A1"})
    found = compare(session.state, path).changes
    assert [(each.row, each.problem) for each in found] == [
        (row, "the cell holds a formula: write its text instead") for row in (0, 1)
    ]


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


def test_ids_that_were_sorted_away_from_their_rows_are_doubted(session, tmp_path):
    path = sent_out(session, tmp_path)
    rows = rows_of(path)
    ids = [row[0] for row in rows[1:4]]
    for row, other in zip(rows[1:4], [*ids[1:], ids[0]], strict=True):
        row[0] = other
    keep_rows(path, rows)
    found = compare(session.state, path).changes
    assert len(found) == 6
    assert all("is it still the same row" in each.doubt for each in found)


def test_a_text_that_was_cut_to_fit_its_cell_is_not_taken(tmp_path):
    bitext_of(("long", "长" * 40_000)).save(tmp_path / "n.bitext.jsonl")
    session = Session.open(tmp_path / "n.bitext.jsonl")
    path = sent_out(session, tmp_path)
    change_cells(path, {("long", "zh-CN"): "短" + "长" * 30_000})
    (found,) = compare(session.state, path).changes
    assert "too long for a cell" in found.problem
    session.close()


def test_a_text_too_short_for_its_segments_is_told_before_it_is_taken(tmp_path):
    (bead,) = bitext_of(("甲。", "He came.")).beads
    two = replace(bead, target=(*bead.target, replace(bead.target[0], text="He left.")))
    session = opened(tmp_path, replace(bitext_of(), beads=(two,)))
    path = sent_out(session, tmp_path)
    change_cells(path, {("甲。", "zh-CN"): "H"})
    (found,) = compare(session.state, path).changes
    assert found.problem == "the text would leave a segment empty"
    session.close()


def test_of_a_stale_workbook_only_what_was_touched_is_told(session, tmp_path):
    path = sent_out(session, tmp_path)
    change_cells(path, {("Two.", "zh-CN"): "贰。"})
    for i in range(4):
        session.apply("confirm", {"i": i}, version=i, person="Zhang")
    found = compare(session.state, path)
    assert [(each.line, each.what) for each in found.changes] == [(3, "row")]
    assert found.missing == 0


def test_changes_are_shown_by_kind(session, tmp_path):
    path = sent_out(session, tmp_path)
    texts = {("One.", "zh-CN"): "壹。", ("Two.", "zh-CN"): "贰。", ("Two.", "en"): "Second."}
    change_cells(path, texts | {("One.", "status"): "confirmed", ("Four.", "zh-CN"): "四。"})
    found = compare(session.state, path)
    kinds = [(kind, [found.changes[place].row for place, _ in each]) for kind, each in found.groups()]
    assert kinds == [("target", [0, 1]), ("source", [1]), ("status", [0]), ("row", [3])]


CELL = st.sampled_from(["", "New.", "新。", "已确认", "flagged", "One.", "一。", "=1+1", None])
STEP = st.one_of(
    st.tuples(st.just("sort"), st.integers(0, 9), st.just("")),
    st.tuples(st.sampled_from(["delete", "double", "insert"]), st.integers(0, 9), st.just("")),
    st.tuples(st.sampled_from(["en", "zh-CN", "status", "note"]), st.integers(0, 9), CELL),
)


def stepped(rows, head, steps):
    """Return rows as a person leaves them who sorts, deletes, doubles, inserts and writes."""
    rows = [list(row) for row in rows]
    for what, place, value in steps:
        at = place % len(rows) if rows else 0
        if what == "sort":
            Random(place).shuffle(rows)
        elif what == "insert":
            rows.insert(at, [{"en": "One.", "zh-CN": "新。"}.get(name) for name in head])
        elif rows and what == "delete":
            del rows[at]
        elif rows and what == "double":
            rows.append(list(rows[at]))
        elif rows:
            rows[at][head.index(what)] = value
    return rows


@settings(max_examples=40)
@given(st.lists(STEP, max_size=12))
def test_only_rows_whose_own_line_was_changed_are_changed(tmp_path_factory, steps):
    folder = tmp_path_factory.mktemp("property")
    session = opened(folder, ROWS)
    path = sent_out(session, folder)
    head, *rows = rows_of(path)
    left = stepped(rows, head, steps)
    touched = {rows.index(before) for row in left for before in rows if row[0] == before[0] and row != before}
    keep_rows(path, [head, *left])
    found = compare(session.state, path).changes
    take(session, [each for each in found if not each.problem], "Li")
    changed = {
        i for i, pair in enumerate(zip(ROWS.beads, session.bitext.beads, strict=True)) if len({*pair}) > 1
    }
    assert changed <= touched
    session.close()


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
