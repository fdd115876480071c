"""Edits of several rows in one step: kept row by row, taken back and made again as one."""

import pytest
from bitexts import bitext_of
from hypothesis import given
from hypothesis import strategies as st
from reviewing import reviewed
from sessions import alone, edit, opened

from align.bitext import Bitext
from align.web.review.session import ConflictError, EditError

ROWS = bitext_of(*((f"Sentence {k}. It goes on.", f"第{k}句。还有。") for k in range(8)))


def each(session, name, rows, person="Li", **arguments):
    keys = session.state.keys
    return session.apply_each([(keys[row], name, arguments) for row in rows], person=person)


def statuses(session):
    return "".join(bead.status[0] for bead in session.bitext.beads)


def test_several_rows_are_confirmed_and_taken_back_as_one(path):
    session = opened(path)
    changes = each(session, "confirm", (1, 5, 3))
    assert [change.first for change in changes] == [1, 3, 5]
    assert statuses(session) == "acacacaa"
    assert session.bitext.beads[5].changed_by == "Li"
    assert session.undo("Li").first == 1
    assert session.bitext.beads == ROWS.beads
    assert not session.can_undo("Li")
    session.redo("Li")
    assert statuses(session) == "acacacaa"
    session.close()
    session = opened(path)
    assert statuses(session) == "acacacaa"
    session.undo("Li")
    assert session.bitext.beads == ROWS.beads
    session.close()


def test_rows_that_are_so_already_are_left_as_they_are(path):
    session = opened(path)
    edit(session, "confirm", i=2)
    keys = session.state.keys
    assert [change.first for change in each(session, "confirm", range(4))] == [0, 1, 3]
    assert session.state.keys[2] == keys[2]
    assert each(session, "confirm", range(4)) == []
    session.undo("Li")
    assert statuses(session) == "aacaaaaa"
    session.close()


def test_rows_between_stay_those_of_others(path):
    session = opened(path)
    each(session, "confirm", (1, 5))
    edit(session, "flag", person="Zhang", i=3, note="so")
    session.undo("Li")
    assert statuses(session) == "aaafaaaa"
    session.redo("Li")
    edit(session, "flag", person="Zhang", i=5, note="so")
    with pytest.raises(ConflictError, match="Zhang"):
        session.undo("Li")
    assert statuses(session) == "acafafaa"
    session.close()


def test_a_row_that_is_gone_keeps_all_from_being_done(path):
    session = opened(path)
    keys = session.state.keys
    edit(session, "merge", person="Zhang", i=5)
    with pytest.raises(ConflictError, match="Zhang"):
        session.apply_each([(keys[1], "confirm", {}), (keys[5], "confirm", {})], person="Li")
    for name, key in (("merge", keys[1]), ("confirm", 10_000), ("nonsense", keys[1])):
        with pytest.raises(EditError):
            session.apply_each([(keys[0], "confirm", {}), (key, name, {})], person="Li")
    assert set(statuses(session)) == {"a"}
    session.close()


def test_rows_may_be_changed_in_number_and_more_than_once(path):
    session = opened(path)
    cut = {"side": "target", "segment": 0, "offset": 4}
    keys = session.state.keys
    session.apply_each(
        [
            (keys[1], "split", cut),
            (keys[4], "edit_text", {"side": "target", "text": "甲"}),
            (keys[4], "flag", {"note": "甲"}),
            (keys[6], "split", cut),
        ],
        person="Li",
    )
    assert [bead.type for bead in session.bitext.beads] == "1-1 1-1 0-1 1-1 1-1 1-1 1-1 1-1 0-1 1-1".split()
    assert (session.bitext.beads[5].note, session.bitext.beads[5].target[0].text) == ("甲", "甲")
    session.undo("Li")
    assert session.bitext.beads == ROWS.beads
    session.redo("Li")
    session.close()
    assert Bitext.load(path) == session.bitext


def test_the_history_tells_of_a_step_as_one(path):
    session = opened(path)
    edit(session, "confirm", i=7)
    each(session, "confirm", (1, 5))
    (step, single) = session.past_edits()[1]
    assert (step.count, step.row, step.can_turn, single.count) == (2, 1, True, 1)
    session.turn("undo", step.entry.version, "Zhang")
    assert statuses(session) == "aaaaaaac"
    (step, _) = session.past_edits()[1]
    assert (step.is_done, step.can_turn) == (False, True)
    session.turn("redo", step.entry.version, "Zhang")
    assert statuses(session) == "acaaacac"
    session.close()


def test_a_sentence_that_goes_far_leaves_the_rows_between_to_others(path):
    session = opened(path)
    edit(session, "split", i=0, side="target", segment=0, offset=4)
    edit(session, "merge", i=0)
    before, keys = session.bitext.beads, session.state.keys
    edit(session, "move_segment", i=0, side="target", segment=1, j=6)
    assert [key in session.state.keys for key in keys] == [False, *[True] * 5, False, True]
    edit(session, "confirm", person="Zhang", i=3)
    session.undo("Li")
    assert [bead.target for bead in session.bitext.beads] == [bead.target for bead in before]
    session.close()
    assert Bitext.load(path) == session.bitext


def test_a_line_that_was_cut_short_leaves_nothing_of_a_step(path):
    session = opened(path)
    each(session, "confirm", (1, 5))
    journal = path.with_name("report.review.jsonl")
    content = journal.read_bytes()
    session._journal.close()
    ROWS.save(path)
    journal.write_bytes(content[:-20])
    session = opened(path)
    assert session.bitext.beads == ROWS.beads
    session.close()


@pytest.fixture
def client(path):
    pytest.importorskip("fastapi", reason="needs the web extra: pip install 'align-tm[web]'")
    with reviewed(path) as client:
        yield client


def test_the_page_confirms_several_rows_and_takes_that_back(client, path):
    ask = {"name": "confirm", "keys": [5, 1, 1], "version": 0}
    told = client.post(f"/edit-each/{path.name}", json=ask).json()
    assert (told["count"], told["at"], told["fresh"]) == (2, told["keys"][0], [8, 2, 9, 6])
    panel = client.get(f"/history/{path.name}").text
    assert ("2 rows" in panel, panel.count('class="entry')) == (True, 1)
    back = client.post(f"/step/{path.name}", json={"step": "undo", "version": told["version"]}).json()
    assert (back["fresh"], back["version"], back["undo"]) == ([1, 2, 5, 6], 4, False)
    assert client.post(f"/edit-each/{path.name}", json={**ask, "name": "merge"}).status_code == 422


def test_rows_that_others_changed_are_left_and_named(client, path):
    other = {"name": "merge", "arguments": {"i": 4}, "version": 0}
    client.post(f"/edit/{path.name}", json=other, headers={"Cookie": "person=Wang"})
    ask = {"name": "confirm", "keys": [2, 4, 7], "version": 0}
    told = client.post(f"/edit-each/{path.name}", json=ask).json()
    assert (told["count"], told["left"]) == (2, [5])
    assert client.post(f"/edit-each/{path.name}", json={**ask, "keys": [5]}).json()["left"] == [5]
    back = client.post(f"/step/{path.name}", json={"step": "undo", "version": told["version"]}).json()
    assert (back["edits"], back["undo"]) == (2, False)
    assert client.post(f"/edit-each/{path.name}", json={**ask, "keys": [99]}).status_code == 422


def test_the_page_shows_the_halves_of_a_row_before_it_is_split(client, path):
    halves = f"/halves/{path.name}?key=2&side=target&segment=0"
    client.post(f"/edit/{path.name}", json={"name": "merge", "arguments": {"i": 0}, "version": 0})
    assert client.get(f"{halves}&offset=4").json() == {"source": 1, "target": 1}
    assert client.get(f"/halves/{path.name}?key=8&side=target&segment=1&offset=0").json() == {
        "source": 1,
        "target": 1,
    }
    for wrong in (
        f"{halves}&offset=0",
        f"{halves.replace('target', 'source')}&offset=3",
        halves.replace("2", "99"),
    ):
        assert client.get(wrong).status_code == 422


def test_the_page_is_told_who_else_is_here_and_on_which_row(client, path):
    ask = f"/changes/{path.name}?version=0&here="
    assert client.get(f"{ask}2").json()["people"] == []
    client.cookies.clear()
    client.cookies.set("person", "Wang")
    (seen,) = client.get(f"{ask}5").json()["people"]
    assert (seen["key"], seen["name"] != "Wang") == (2, True)


def test_nobody_is_told_of_themselves_as_of_somebody_else(client, path):
    """Who works in two windows is one person."""
    edits = f"/edit/{path.name}"
    ask = {"name": "merge", "arguments": {"i": 1}, "version": 0}
    assert client.post(edits, json=ask).json()["count"] == 1
    again = client.post(edits, json=ask)
    assert (again.status_code, again.json()["message"].startswith("You changed this row")) == (409, True)
    assert (
        client.post(edits, json={"name": "confirm", "arguments": {"i": 1}, "version": 1}).json()["count"] == 1
    )
    turn = client.post(f"/step/{path.name}", json={"step": "undo", "of": 1, "version": 2})
    assert "you changed these rows since (Confirmed)" in turn.json()["message"]
    client.cookies.clear()
    client.cookies.set("person", "Wang")
    assert not client.post(edits, json=ask).json()["message"].startswith("You")


steps = st.lists(
    st.tuples(
        st.sampled_from(("confirm", "flag", "delete", "undo", "redo")),
        st.sets(st.integers(0, 5), min_size=1),
        st.sampled_from(("Li", "Zhang")),
    ),
    max_size=8,
)


@given(steps)
def test_whatever_is_done_in_steps_is_found_again_and_taken_back(steps):
    with alone(ROWS) as path:
        session = opened(path)
        for name, rows, person in steps:
            try:
                if name in ("undo", "redo"):
                    getattr(session, name)(person)
                else:
                    each(session, name, rows, person)
            except (EditError, ConflictError):
                continue
        state = session.state
        session.close()
        session = opened(path)
        assert session.state == state
        while session.undo("", everyone=True):
            pass
        assert session.bitext.beads == ROWS.beads
        session.close()


def test_the_page_tells_the_notes_of_align_itself_in_the_language_of_a_person(client, path):
    """A Chinese page had an English remark beside what a translation keeps as in the original."""
    for i, note in enumerate(("not translated: the translation has it as in the original", "see <annex>")):
        ask = {"name": "flag", "arguments": {"i": i, "note": note}, "version": i}
        assert client.post(f"/edit/{path.name}", json=ask).status_code == 200
    told = client.get(f"/review/{path.name}", headers={"Cookie": "lang=zh"}).text
    assert "see &lt;annex&gt;" in told
    assert "未翻译：译文与原文相同" in told
    assert "not translated" not in told
