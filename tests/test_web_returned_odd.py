"""Workbooks that come back from another document, or with columns, rows and texts that no longer answer."""

from dataclasses import replace
from random import Random

import pytest
from bitexts import bitext_of
from hypothesis import given, settings
from hypothesis import strategies as st
from returning import ROWS, change_cells, keep_rows, rows_of, sent_out

from align import exchange
from align.errors import ReadError
from align.web.handover.returned import compare, take
from align.web.review.session import Session
from align.web.words.i18n import reason


def opened(folder, bitext):
    bitext.save(folder / "other.bitext.jsonl")
    return Session.open(folder / "other.bitext.jsonl")


def named(symbol, *rows):
    bitext = bitext_of(*(rows or (("One.", "一。"), ("Two.", "二。"), ("Three.", "三。"), ("Four.", ""))))
    return replace(bitext, source=replace(bitext.source, symbol=symbol))


def test_what_is_no_workbook_is_refused(session, tmp_path):
    bad = tmp_path / "bad.xlsx"
    bad.write_bytes(b"PK no workbook")
    with pytest.raises(ReadError):
        compare(session.state, bad)
    with pytest.raises(ReadError, match="no workbook"):
        compare(session.state, session.path)


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
