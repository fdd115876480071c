"""What people say of rows: threads of comments and who is to look, beside the edits and through all of them."""

import json
import re
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace

import pytest
from bitexts import bitext_of
from hypothesis import given, settings
from hypothesis import strategies as st
from reviewing import reviewed

from align import exchange
from align.bitext import Bitext, journal_of
from align.comments import Comment
from align.web.review.edits import EditError
from align.web.review.people import Person
from align.web.review.said import RowMessage, assignment, commented
from align.web.review.session import Session

ROWS = bitext_of(*((f"Sentence {k}. More.", f"第{k}句。还有。") for k in range(6)))
NAME = "report.bitext.jsonl"
LI, WANG = Person("Li", by="browser1"), Person("Wang", by="browser2")


def edit(session, name, person=LI, **arguments):
    return session.apply(name, arguments, version=session.version, person=person)


def ask(session, row, text="Is this so?", person=LI, **more):
    session.discuss([commented(session.state.keys[row], text, person, **more)])


def threads(session):
    """Return the texts that were said of each row, by its place."""
    state = session.state
    said = {row: [each.text for each in state.said_of(row).comments] for row in range(len(state.keys))}
    return {row: texts for row, texts in said.items() if texts}


def test_several_people_answer_each_other_and_one_settles_it(session):
    ask(session, 2)
    ask(session, 2, "It is, see the footnote.", WANG)
    assert session.state.said_of(2).is_open
    ask(session, 2, "", LI, settles=True)
    said = session.state.said_of(2)
    assert [(each.person, each.text, each.settles) for each in said.comments] == [
        ("Li", "Is this so?", False),
        ("Wang", "It is, see the footnote.", False),
        ("Li", "", True),
    ]
    assert not said.is_open
    ask(session, 2, "No: look again.", WANG)
    assert session.state.said_of(2).is_open
    assert session.version == 0


def test_a_comment_disturbs_nobody_who_edits_the_row_and_no_undo_takes_it(session):
    edit(session, "edit_text", i=1, side="target", text="改。")
    seen = session.version
    ask(session, 1, person=WANG)
    session.apply("confirm", {"i": 1}, version=seen, person=LI)
    assert session.undo(LI)
    assert session.undo(LI)
    assert session.bitext == ROWS
    assert threads(session) == {1: ["Is this so?"]}


def test_threads_go_with_their_rows_and_come_back_with_them(session):
    ask(session, 1, "one")
    ask(session, 2, "two")
    edit(session, "merge", i=1)
    assert threads(session) == {1: ["one", "two"]}
    ask(session, 1, "of both")
    session.undo(LI)
    assert threads(session) == {1: ["one", "of both"], 2: ["two"]}
    session.redo(LI)
    assert threads(session) == {1: ["one", "two", "of both"]}
    edit(session, "split", i=1, side="source", segment=1, offset=0)
    assert threads(session) == {1: ["one", "two", "of both"]}
    session.discuss([commented(2, "to a row that a page still shows", WANG)])
    assert threads(session)[1][-1] == "to a row that a page still shows"


def test_rows_are_given_to_people_and_taken_back(session):
    keys = session.state.keys
    session.discuss(assignment(keys[:3], "  Wang\n", LI))
    session.discuss(assignment(keys[1:2], "", LI))
    assert [session.state.said_of(row).assigned for row in range(4)] == ["Wang", "", "Wang", ""]
    edit(session, "merge", i=2)
    assert session.state.said_of(2).assigned == "Wang"


def test_nothing_is_said_of_no_row_and_no_comment_says_nothing(session):
    for wrong in (99, -1):
        with pytest.raises(EditError, match="no such row"):
            session.discuss([commented(wrong, "x", LI)])
    with pytest.raises(EditError, match="says nothing"):
        commented(0, " \n", LI)
    with pytest.raises(EditError, match="too long"):
        commented(0, "x" * 2001, LI)
    assert session.talk.said == []


def test_a_killed_server_has_lost_no_word(path):
    session = Session.open(path)
    ask(session, 0, "eins")
    edit(session, "merge", i=0)
    session.save()
    ask(session, 0, "zwei", WANG)
    session.discuss(assignment(session.state.keys[:1], "Li", WANG))
    session._journal._file.close()  # as a killed process leaves it
    again = Session.open(path)
    assert (again.notice, again.is_saved) == ("", False)
    assert threads(again) == {0: ["eins", "zwei"]}
    again.undo(Person("Li", by="later"))
    assert threads(again) == {0: ["eins", "zwei"]}
    assert [each.by for each in again.talk.said] == ["browser1", "browser2", "browser2"]
    again.close()
    kept = Bitext.load(path)
    assert [each.text for each in kept.beads[0].comments] == ["eins", "zwei"]
    assert kept.beads[0].assigned == "Li"
    for _ in range(2):
        last = Session.open(path)
        assert (last.is_saved, threads(last)) == (True, {0: ["eins", "zwei"]})
        last.close()


def test_a_review_in_which_people_only_spoke_is_a_person_s_work(path):
    session = Session.open(path)
    ask(session, 3)
    session.close()
    assert journal_of(path).exists()


def test_a_bitext_that_comes_with_comments_keeps_them_in_its_next_review(tmp_path):
    said = Comment("Wang", "20261129T101500Z", "Why?"), Comment("Li", "20261129T111500Z", "", settles=True)
    beads = (replace(ROWS.beads[0], comments=said, assigned="Li"), *ROWS.beads[1:])
    path = tmp_path / NAME
    replace(ROWS, beads=beads).save(path)
    session = Session.open(path)
    assert session.state.said_of(0).comments == said
    edit(session, "merge", i=0)
    session.close()
    assert Bitext.load(path).beads[0].comments == said
    assert Bitext.load(path).beads[0].assigned == "Li"


@pytest.mark.parametrize(
    "row",
    [
        {"key": "0", "person": "Li", "at": ""},
        {"key": 0, "person": "Li", "at": "", "settles": 1},
        {"key": 0, "person": "Li", "at": "", "assigned": None},
        {"key": 0, "person": "Li", "at": "", "sum": "x"},
        {"person": "Li", "at": ""},
        [0],
    ],
)
def test_a_journal_that_nobody_can_have_written_is_put_aside(path, row):
    session = Session.open(path)
    ask(session, 0)
    session.close()
    with journal_of(path).open("a") as journal:
        journal.write(json.dumps({"said": [row]}) + "\n")
    session = Session.open(path)
    assert "kept in" in session.notice
    assert threads(session) == {0: ["Is this so?"]}  # the bitext has them too
    session.close()


@pytest.mark.parametrize(
    "ending", [".tmx", ".xlf", ".v12.xlf", ".po", ".html", ".tsv", ".xlsx", ".bitext.jsonl"]
)
def test_every_export_has_what_was_said(session, tmp_path, ending):
    ask(session, 1, "Ist <das> so?")
    ask(session, 1, "Ja & nein.", WANG, settles=True)
    session.discuss(assignment(session.state.keys[1:2], "Zoë", LI))
    path = tmp_path / f"out{ending}"
    exchange.write(session.state.told(), path)
    if ending == ".xlsx":
        from align.exchange import xlsx

        rows = list(xlsx.as_written(path)[0])
        text = "\n".join("\t".join(row) for row in rows)
        assert rows[0][rows[0].index("comments") + 1] == "assigned"
    else:
        text = path.read_text(encoding="utf-8")
    for said in ("das", "so?", "Ja", "nein.", "Li", "Wang"):
        assert said in text
    assert "<das>" not in text or ending in (".tsv", ".xlsx", ".po", ".bitext.jsonl")
    assert ("Zoë" in text) == (ending in (".tsv", ".xlsx", ".bitext.jsonl"))


STEPS = st.lists(
    st.tuples(
        st.sampled_from(("say", "merge", "split", "confirm", "edit", "undo", "redo")), st.integers(0, 5)
    ),
    max_size=14,
)


@settings(max_examples=60)
@given(STEPS)
def test_whatever_is_done_no_word_is_lost_and_a_restart_has_them_where_they_were(steps):
    import tempfile
    from pathlib import Path

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / NAME
        ROWS.save(path)
        session, count = Session.open(path), 0
        for what, at in steps:
            row = at % len(session.state.keys)
            count += what == "say"
            _step(session, what, row, count)
            assert sorted(text for said in threads(session).values() for text in said) == sorted(
                map(str, range(1, count + 1))
            )
        before = threads(session)
        session._journal._file.close()
        again = Session.open(path)
        assert threads(again) == before
        again.close()


def _step(session, what, row, count):
    try:
        if what == "say":
            ask(session, row, str(count))
        elif what in ("undo", "redo"):
            getattr(session, what)(LI)
        elif what == "split":
            edit(session, "split", i=row, side="target", segment=0, offset=4)
        elif what == "edit":
            edit(session, "edit_text", i=row, side="target", text=f"改{session.version}。" * 3)
        else:
            edit(session, what, i=row)
    except EditError:
        pass  # it makes no sense there


def test_what_was_said_is_spelled_by_its_defaults_alone():
    assert RowMessage(3, "Li", "now", text="x").row() == {"key": 3, "person": "Li", "at": "now", "text": "x"}


def test_what_is_said_while_a_page_looks_is_drawn_then_or_at_its_next_look(web, path):
    """A page asks all the time while somebody gives rows to people; each name is drawn at last."""
    with reviewed(path) as client, switching_often():
        review = re.search(r'"review": "([^"]+)"', client.get(f"/review/{NAME}").text)[1]
        client.headers["Align-Review"] = review
        drawn, said = {}, 0
        with ThreadPoolExecutor(1) as others:
            for k in range(30):
                given = {"version": 0, "keys": [k % 6], "to": f"person {k}"}
                answer = others.submit(client.post, f"/assign/{NAME}", json=given)
                is_last = False
                while not is_last:
                    is_last = answer.done()
                    told = client.get(f"/changes/{NAME}?version=0&said={said}").json()
                    said, drawn = told["said"], drawn | told["rows"]
                assert answer.result().is_success
                assert f"person {k}" in drawn[str(k % 6)]


@contextmanager
def switching_often():
    """Let threads take turns so often that each stops between any two lines of another."""
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(interval)
