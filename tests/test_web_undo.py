"""Every edit of a session can be taken back and made again, by whom it concerns, after a restart too."""

import pytest
from bitexts import bitexts
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sessions import ROWS, alone, edit, opened
from test_web_edits import edits as edits_of_any_row

from align.web.review.session import ConflictError, EditError


@settings(suppress_health_check=[HealthCheck.too_slow], max_examples=60)
@given(
    bitext=bitexts,
    steps=st.lists(
        st.one_of(edits_of_any_row, st.sampled_from(["undo", "redo", "restart", "save"])), max_size=15
    ),
)
def test_undoing_everything_gives_the_same_bitext(bitext, steps):
    with alone(bitext) as path:
        original = path.read_bytes()
        session = opened(path)
        for step in steps:
            if step in ("undo", "redo"):
                getattr(session, step)("Li")
            elif step == "save":
                session.save()
            elif step == "restart":
                state = session.state
                session.close()
                session = opened(path)
                assert session.state == state
            else:
                name, arguments = step
                rows = {k: v % (len(session.bitext.beads) or 1) for k, v in arguments.items() if k in "ij"}
                try:
                    edit(session, name, **{**arguments, **rows})
                except EditError:
                    continue
        while session.undo("Li"):
            pass
        assert session.bitext == bitext
        session.close()
        assert path.read_bytes() == original


def test_undo_and_redo_go_on_after_a_restart(path):
    session = opened(path)
    for row in range(4):
        edit(session, "confirm", i=row)
    session.undo("Li")
    session.close()
    session = opened(path)
    assert session.redo("Li").name == "redo"
    assert [b.status for b in session.bitext.beads[:5]] == ["confirmed"] * 4 + ["auto"]
    for _ in range(4):
        assert session.undo("Li")
    assert session.undo("Li") is None
    assert session.bitext == ROWS
    session.close()


def test_a_new_edit_leaves_behind_what_was_taken_back(path):
    session = opened(path)
    edit(session, "confirm", i=0)
    session.undo("Li")
    assert session.can_redo("Li")
    edit(session, "confirm", i=1)
    assert not session.can_redo("Li")
    session.close()


def test_what_somebody_changed_and_took_back_is_no_conflict(path):
    session = opened(path)
    seen = session.version
    edit(session, "merge", "Zhang", i=2)
    edit(session, "confirm", "Zhang", i=0)
    session.undo("Zhang")
    session.undo("Zhang")
    assert edit(session, "merge", "Li", version=seen, i=2).first == 2
    session.close()


def test_undo_takes_back_ones_own_edits_and_not_those_of_others(path):
    session = opened(path)
    edit(session, "confirm", "Li", i=0)
    edit(session, "confirm", "Zhang", i=1)
    assert session.undo("Li").first == 0
    assert session.undo("Li") is None
    assert session.bitext.beads[1].status == "confirmed"
    session.close()


def test_any_edit_is_taken_back_and_made_again_by_anyone(path):
    session = opened(path)
    edit(session, "confirm", "Li", i=0)
    edit(session, "merge", "Zhang", i=2)
    edit(session, "edit_text", "Li", i=5, side="target", text="新的。")
    state, past = session.past_edits()
    assert state == session.state
    assert [(p.entry.name, p.entry.person, p.is_done, p.can_turn, p.row) for p in past] == [
        ("edit_text", "Li", True, True, 5),
        ("merge", "Zhang", True, True, 2),
        ("confirm", "Li", True, True, 0),
    ]
    change = session.turn("undo", 2, "Li")
    assert (change.first, change.removed, change.added, change.person) == (2, 1, 2, "Li")
    assert session.bitext.beads[6].target[0].text == "新的。"
    taken_back = session.past_edits()[1][1]
    assert (taken_back.entry.version, taken_back.is_done, taken_back.can_turn) == (2, False, True)
    with pytest.raises(EditError, match="not as you see it"):
        session.turn("undo", 2, "Zhang")
    session.turn("redo", 2, "Zhang")
    assert session.bitext.beads[2].type == "2-2"
    session.close()


def test_an_edit_others_built_on_cannot_be_turned(path):
    session = opened(path)
    edit(session, "merge", "Li", i=0)
    edit(session, "confirm", "Zhang", i=0)
    assert [past.can_turn for past in session.past_edits()[1]] == [True, False]
    with pytest.raises(ConflictError, match="Zhang"):
        session.turn("undo", 1, "Li")
    session.turn("undo", 2, "Li")
    session.turn("undo", 1, "Zhang")
    assert session.bitext == ROWS
    session.close()


def test_undo_of_what_others_built_on_is_a_conflict_that_resolves(path):
    session = opened(path)
    edit(session, "merge", "Li", i=0)
    edit(session, "confirm", "Zhang", i=0)
    with pytest.raises(ConflictError, match="Zhang"):
        session.undo("Li")
    session.undo("Zhang")
    session.undo("Li")
    assert session.bitext == ROWS
    session.close()


def test_anyone_may_take_back_everything_in_order(path):
    session = opened(path)
    edit(session, "merge", "Li", i=0)
    edit(session, "delete", "Zhang", i=0)
    edit(session, "merge", "Li", i=3)
    while session.undo("Wang", everyone=True):
        pass
    assert session.bitext == ROWS
    assert [session.redo("Wang", everyone=True).name for _ in range(3)] == ["redo"] * 3
    assert session.redo("Wang", everyone=True) is None
    session.close()
