"""What people made of a bitext: how it differs from the machine's, and who did how much."""

import csv

import pytest
from bitexts import bitext_of
from browsing import by_key, here, stand_on
from hypothesis import given
from hypothesis import strategies as st

from align.web.review.at_work import IDLE, at_work, seconds_of
from align.web.review.edits import EditError
from align.web.review.people import Person
from align.web.review.said import assignment, commented
from align.web.review.session import Session
from align.web.rows.machine_differences import differences, of_row, rows_that_differ, sides

ROWS = bitext_of(*((f"Sentence {k}. More.", f"第{k}句。还有。") for k in range(8)))
NAME = "report.bitext.jsonl"
LI, WANG = Person("Li", by="browser1"), Person("Wang", by="browser2")


def edit(session, name, person=LI, **arguments):
    return session.apply(name, arguments, version=session.version, person=person)


def places(session):
    found = differences(session.state, session.machine)
    return [(list(each.before), list(each.after)) for each in found]


def test_what_was_only_judged_does_not_differ(session):
    edit(session, "confirm", i=0)
    edit(session, "flag", i=3, note="?")
    assert places(session) == []
    assert of_row(session.state, session.machine, 3) is None


def test_a_changed_text_differs_in_its_words(session):
    edit(session, "edit_text", i=2, side="target", text="第二句。还有。")
    assert places(session) == [([2], [2])]
    source, target = sides(of_row(session.state, session.machine, 2), session.state, session.machine)
    assert not source.differs
    assert target.before == [(False, "第"), (True, "2"), (False, "句。还有。")]
    assert target.after == [(False, "第"), (True, "二"), (False, "句。还有。")]


def test_merged_and_split_rows_differ_by_their_seams(session):
    edit(session, "merge", i=1)
    edit(session, "split", i=4, side="target", segment=0, offset=4)
    assert places(session) == [([1, 2], [1]), ([5], [4, 5])]
    source, _ = sides(of_row(session.state, session.machine, 1), session.state, session.machine)
    assert "".join(text for differs, text in source.before if differs) == "‖ "
    assert rows_that_differ(session.state, session.machine) == [1, 4, 5]


def test_what_is_taken_back_differs_no_more(session):
    edit(session, "merge", i=1)
    session.undo(LI)
    assert places(session) == []
    edit(session, "delete", i=1)
    edit(session, "join_nulls", i=1, j=2)
    assert places(session) == []


def test_the_machine_s_rows_are_known_after_a_restart(session):
    edit(session, "merge", i=1)
    edit(session, "edit_text", i=3, side="target", text="改。")
    before = places(session)
    session.close()
    again = Session.open(session.path)
    assert again.machine == ROWS.beads
    assert places(again) == before
    again.close()


@given(
    st.lists(
        st.tuples(st.sampled_from(("merge", "split", "delete", "confirm", "edit")), st.integers(0, 9)),
        max_size=9,
    )
)
def test_outside_of_all_differences_the_texts_are_the_machine_s(steps):
    import tempfile
    from pathlib import Path

    with tempfile.TemporaryDirectory() as folder:
        ROWS.save(Path(folder) / NAME)
        session = Session.open(Path(folder) / NAME)
        for what, at in steps:
            row = at % len(session.state.keys)
            try:
                if what == "split":
                    edit(session, what, i=row, side="target", segment=0, offset=4)
                elif what == "edit":
                    edit(session, "edit_text", i=row, side="target", text="改过的句子。")
                else:
                    edit(session, what, i=row)
            except EditError:
                pass
        found = list(differences(session.state, session.machine))
        then = [k for k in range(len(ROWS.beads)) if not any(k in each.before for each in found)]
        now = [k for k in range(len(session.bitext.beads)) if not any(k in each.after for each in found)]
        texts = [[(b.source, b.target) for b in beads] for beads in (session.machine, session.bitext.beads)]
        assert [texts[0][k] for k in then] == [texts[1][k] for k in now]
        session.close()


def test_figures_of_each_person(session):
    edit(session, "edit_text", i=0, side="target", text="改。")
    edit(session, "confirm", i=0)
    edit(session, "confirm", i=1)
    edit(session, "merge", WANG, i=3)
    session.undo(WANG)
    session.discuss([commented(session.state.keys[2], "Why?", WANG)])
    session.discuss(assignment(session.state.keys[:2] + session.state.keys[4:6], "Zoë", LI))
    state, past = session.past_edits()
    found = {each.person: each for each in at_work(state, past, session.talk.said)}
    li, wang, zoe = found["Li"], found["Wang"], found["Zoë"]
    assert (li.rows, li.confirmed, li.edits, li.comments) == (2, 2, 1, 0)
    assert (wang.rows, wang.edits, wang.comments) == (0, 0, 1)
    assert (zoe.assigned, zoe.seconds, zoe.last) == (2, 0, "")


def test_time_at_work_leaves_breaks_out():
    def at(seconds):
        return f"20261129T{10 + seconds // 3600}{seconds // 60 % 60:02}{seconds % 60:02}Z"

    assert seconds_of([]) == seconds_of([at(0)]) == 0
    assert seconds_of([at(0), at(IDLE)]) == IDLE
    assert seconds_of([at(0), at(IDLE + 1)]) == 0
    assert seconds_of([at(60), at(0), at(3000), at(3010), "x"]) == 70


@pytest.fixture
def client(tmp_path):
    pytest.importorskip("fastapi", reason="needs the web extra: pip install 'align-tm[web]'")
    from reviewing import reviewed

    ROWS.save(tmp_path / NAME)
    with reviewed(tmp_path / NAME) as client:
        yield client


def test_the_page_and_its_tables(client):
    client.post("/person", data={"person": "=Li"})
    text = {"name": "edit_text", "arguments": {"i": 2, "side": "target", "text": "=改<b>。"}, "version": 0}
    key = client.post(f"/edit/{NAME}", json=text).json()["at"]
    shown = client.get(f"/difference/{NAME}?key={key}").text
    assert "<del>" in shown
    assert "&lt;b&gt;" in shown
    assert client.get(f"/difference/{NAME}?key=0").text.strip() == ""
    assert client.get(f"/difference/{NAME}?key=99").status_code == 404
    assert "d-8" in client.get(f"/differences/{NAME}").text
    rows = list(csv.reader(client.get(f"/differences-table/{NAME}").text.splitlines(), delimiter="\t"))
    assert [len(row) for row in rows] == [7, 7]
    assert rows[1][:2] == ["3", "3"]
    assert rows[1][5].lstrip("\\'").startswith("=改")
    assert not rows[1][5].startswith("=")
    assert client.get(f"/find/{NAME}?status=differs").json()["keys"] == [key]
    assert "=Li" in client.get(f"/people/{NAME}").text
    table = client.get(f"/people-table/{NAME}")
    assert "attachment" in table.headers["Content-Disposition"]
    assert not table.text.splitlines()[1].startswith("=")
    assert client.post("/invite", data={"person": "Wang"}).status_code == 404


@pytest.mark.parametrize("width", [1400, 1000])
def test_what_the_machine_had_made_stands_below_the_texts_of_its_row(page, width):
    page.set_viewport_size({"width": width, "height": 900})
    stand_on(page, 4)
    by_key("e")(page)
    page.keyboard.press("End")
    page.keyboard.insert_text("又及")
    by_key("Enter")(page)
    by_key("D")(page)
    for at, side in enumerate(("source", "target")):
        text, told = (
            here(page).locator(each).bounding_box()
            for each in (f".text.{side} .seg", f".difference .then-now >> nth={at}")
        )
        assert abs(text["x"] - told["x"]) <= 2
        assert told["y"] > text["y"]
    assert here(page).locator(".difference ins").inner_text().endswith("又及")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    by_key("D")(page)
    assert here(page).locator(".difference").count() == 0
    by_key("u")(page)
    by_key("D")(page)
    assert "as the machine made it" in page.inner_text("#messages")
