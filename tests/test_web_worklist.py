"""The worklist: what is to be looked at, why, and in which order."""

from collections import Counter
from dataclasses import astuple, replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

pytest.importorskip("markupsafe", reason="needs the web extra: pip install 'align-tm[web]'")

from bitexts import bitext_of
from reviewing import reviewed

from align.bitext import Bitext
from align.terms.findings import Finding
from align.web.review.edits import confirm, delete, edit_text, flag, merge, move_boundary, split
from align.web.review.history import State
from align.web.review.session import Session
from align.web.rows.columns import KeptColumns
from align.web.rows.overview import Stroke, overview
from align.web.rows.row_views import row_views
from align.web.rows.worklist import Worklists, alarms_of

SURE = bitext_of(*((f"Sentence {k}.", f"第{k}句。") for k in range(8)), score=0.97)

MOVED = {"i": 5, "side": "target", "segment": 0, "j": 0}


def placed(bitext, *order):
    """Return a bitext whose translations stand in their document in another order."""
    beads = (
        replace(bead, target=(replace(bead.target[0], part=place),))
        for bead, place in zip(bitext.beads, order, strict=True)
    )
    return replace(bitext, beads=tuple(beads))


def scored(bitext, row, score):
    beads = bitext.beads
    return replace(bitext, beads=(*beads[:row], replace(beads[row], score=score), *beads[row + 1 :]))


def without(bitext, *rows):
    """Return a bitext in which some rows have lost their partners."""
    beads = (replace(b, target=()) if i in rows else b for i, b in enumerate(bitext.beads))
    return replace(bitext, beads=tuple(beads))


def listed(bitext: Bitext):
    return [(alarm.reason, *alarm.rows) for alarm in alarms_of(bitext.beads)]


@pytest.mark.parametrize(
    ("bitext", "alarms"),
    [
        (SURE, []),
        (scored(scored(SURE, 2, 0.7), 4, 0.2), [("wrong", 4), ("doubtful", 2)]),
        (without(SURE, 1, 2, 3, 6), [("unmatched", 1, 2, 3), ("unmatched", 6)]),
        (flag(without(SURE, 1, 2), 2, "?"), [("flagged", 2), ("unmatched", 1)]),
        (placed(SURE, 0, 5, 6, 1, 2, 3, 4, 7), [("moved", 1, 2)]),
        (confirm(confirm(placed(SURE, 0, 5, 6, 1, 2, 3, 4, 7), 1), 2), []),
        (placed(SURE, *[0] * 8), []),
        (scored(placed(SURE, 0, 1, 2, 6, 3, 4, 5, 7), 3, 0.6), [("doubtful", 3)]),
    ],
)
def test_what_is_listed(bitext, alarms):
    assert listed(bitext) == alarms


@pytest.mark.parametrize(
    ("edit", "alarms"),
    [
        (lambda b: edit_text(b, 1, "target", "改过。"), []),
        (lambda b: confirm(b, 1), []),
        (lambda b: merge(b, 1), []),
        (lambda b: split(b, 1, "target", 0, 2), [("unmatched", 2)]),
        (lambda b: delete(b, 1), [("unmatched", 1, 2)]),
        (lambda b: confirm(confirm(delete(b, 1), 1), 2), []),
        (lambda b: move_boundary(b, 0, "target", 1), [("unmatched", 1)]),
    ],
)
def test_what_a_person_did_is_not_doubtful(edit, alarms):
    assert listed(edit(scored(SURE, 1, 0.3))) == alarms


def test_a_row_that_an_edit_left_behind_is_to_be_looked_at():
    moved = move_boundary(merge(SURE, 1), 1, "target", -1)
    signed = replace(moved, beads=tuple(replace(bead, changed_by="Li") for bead in moved.beads))
    assert listed(signed) == [("left", 2)]


def test_errors_are_listed_however_sure_the_row_is():
    state = State(0, confirm(scored(SURE, 5, 0.6), 3), tuple(range(100, 108)))
    error, warning = (Finding("N1", severity, "u", "", "m", "s", "t") for severity in ("error", "warning"))
    lists, columns = Worklists(), KeptColumns().of(state)
    assert lists.of(state, columns, {}).counts() == {"doubtful": 1}
    found = lists.of(state, columns, {103: [error], 105: [error], 106: [warning]})
    assert [(alarm.reason, *alarm.rows) for alarm in found.alarms] == [("error", 3), ("error", 5)]
    assert lists.of(state, columns, {105: [warning]}).reasons == {5: "doubtful"}


def test_a_row_says_why_it_is_there():
    state = State(0, edit_text(without(SURE, 2), 0, "target", "改过。"), tuple(range(8)))
    reasons = Worklists().of(state, KeptColumns().of(state), {}).reasons
    views = list(row_views(state, range(3), {}, reasons))
    assert [view.reason for view in views] == ["", "", "unmatched"]
    assert [view.why for view in views] == ["by_edit", "by_embedding", "by_embedding"]


def test_the_page_lists_and_walks_it(tmp_path):
    pytest.importorskip("fastapi", reason="needs the web extra: pip install 'align-tm[web]'")
    path = tmp_path / "r.bitext.jsonl"
    scored(without(SURE, 1, 2, 3), 6, 0.6).save(path)
    with reviewed(path) as client:
        assert client.get(f"/alarms/{path.name}").json() == [[1, 2, 3], [6]]
        panel = client.get(f"/worklist/{path.name}").text
        assert ("Rows 2 to 4" in panel, "Row 7" in panel, panel.count('class="entry')) == (True, True, 2)
        only = client.get(f"/worklist/{path.name}?reason=doubtful").text
        assert ("Row 7" in only, only.count('class="entry')) == (True, 1)
        find = f"/find/{path.name}?status="
        assert client.get(f"{find}listed").json()["keys"] == [1, 2, 3, 6]
        assert client.get(f"{find}unmatched").json()["keys"] == [1, 2, 3]
        page = client.get(f"/review/{path.name}").text
        assert '<b id="n-alarms">2</b>' in page
        assert page.count('data-reason="unmatched"') == 3
        told = client.post(
            f"/edit-each/{path.name}", json={"name": "confirm", "keys": [1, 2, 3, 6], "version": 0}
        ).json()
        assert '<b id="n-alarms">0</b>' in told["figures"]
        assert client.get(f"/alarms/{path.name}").json() == []


def test_what_is_kept_from_edit_to_edit_is_what_one_would_find_anew(tmp_path):
    path = tmp_path / "r.bitext.jsonl"
    scored(without(SURE, 1, 2), 6, 0.6).save(path)
    session, lists, columns = Session.open(path), Worklists(), KeptColumns()

    def check():
        kept, anew = (each.of(session.state) for each in (columns, KeptColumns()))
        for name in ("keys", "segments"):
            assert getattr(kept, name).tolist() == getattr(anew, name).tolist()
        assert all(map(np.array_equal, astuple(kept.rows), astuple(anew.rows)))
        found = lists.of(session.state, kept, {})
        assert found.alarms == alarms_of(session.bitext.beads)
        assert found.counts() == dict(Counter(alarm.reason for alarm in found.alarms))
        assert overview(kept, {}) == overview(anew, {})

    steps = [("merge", {"i": 3}), ("confirm", {"i": 1}), ("delete", {"i": 4}), ("move_segment", MOVED)]
    for name, arguments in steps:
        session.apply(name, arguments, version=session.version, person="Li")
        check()
    session.undo("Li")
    check()
    session.close()


@given(st.lists(st.integers(0, 12), max_size=40))
def test_as_few_rows_as_can_be_stand_elsewhere(order):
    bitext = bitext_of(*((f"Sentence {k}.", f"第{k}句。") for k in range(len(order))), score=0.97)
    moved = {row for _, *rows in listed(placed(bitext, *order)) for row in rows}
    kept = [place for row, place in enumerate(order) if row not in moved]
    assert kept == sorted(kept)
    assert len(kept) == max(_rising(order), default=0)


def _rising(order):
    """Return, for each place, how many can stand in order up to it and end with it."""
    runs = []
    for k, place in enumerate(order):
        runs.append(1 + max((runs[i] for i in range(k) if order[i] <= place), default=0))
    return runs


def test_a_place_that_no_number_holds_is_a_place_all_the_same():
    far = placed(SURE, 0, 10**30, 1, 2, 3, 4, 5, 6)
    assert listed(far) == [("moved", 1)]


def test_the_overview_marks_what_stands_out_among_rows_without_number():
    beads = [SURE.beads[row % 8] for row in range(5000)]
    beads[4321] = replace(beads[4321], target=())
    beads[:50] = (replace(bead, status="confirmed") for bead in beads[:50])
    long = confirm(flag(replace(SURE, beads=tuple(beads)), 99, "?"), 4000)
    error, hint = (Finding("N1", severity, "u", "", "m", "s", "t") for severity in ("error", "suggestion"))
    state = State(0, long, tuple(range(5000)))
    drawn = overview(KeptColumns().of(state), {2500: [hint, error], 2501: [hint]})
    assert [stroke.colour for stroke in drawn.path] == ["b4", "bx"]
    assert drawn.path[1].path.count("M") == 1
    assert drawn.settled == (Stroke("confirmed", "M3 0.0V10.0"), Stroke("flagged", "M3 18.0V20.0"))
    assert drawn.ticks == (Stroke("error", "M96 500.0V502.0"),)
    nothing = State(0, replace(long, beads=()), ())
    assert overview(KeptColumns().of(nothing), {}).path == ()
