"""The journal of a review, which others may delete, edit, replace or forge: an edit is never lost or invented."""

import json
import os

import pytest
from bitexts import bitext_of
from sessions import disk_of

from align.bitext import Bitext
from align.errors import WriteError
from align.web.review.edits import confirm
from align.web.review.session import ChangedError, Session

ROWS = bitext_of(*((f"Sentence {k}.", f"第{k}句。") for k in range(6)))
ODD = [float("nan"), float("inf"), -1, 10**9, 10**30, 1.5, True, None, "x", [], {}, "\ud800", [[]], 0, "a b"]


def journal(path):
    return path.with_name("report.review.jsonl")


def edit(session, name, person="Li", **arguments):
    return session.apply(name, arguments, version=session.version, person=person)


def killed(session):
    """End a session as when its process is gone: the lock with it, nothing saved."""
    session._journal.close()


@pytest.fixture
def lines(path):
    """The lines of a journal: its head, an edit, and the undo of that."""
    session = Session.open(path)
    edit(session, "confirm", i=1)
    session.undo("Li")
    killed(session)
    return [json.loads(line) for line in journal(path).read_bytes().splitlines()]


def write(path, rows):
    journal(path).write_bytes(b"".join(json.dumps(row).encode() + b"\n" for row in rows))


def is_believed(path):
    """Open a session and act on it; tell whether it went on with the journal, whose edits end as they began.

    An edit whose undo was left out still stands.
    """
    session = Session.open(path)
    is_done = len(session.changes_since(0)) == 1
    expected = confirm(ROWS, 1) if is_done else ROWS
    assert [bead.status for bead in session.bitext.beads] == [bead.status for bead in expected.beads]
    session.undo("Li")
    session.redo("Li")
    edit(session, "confirm", i=0)
    for side in ("source", "target"):
        now, then = ([getattr(bead, side) for bead in each.beads] for each in (session.bitext, ROWS))
        assert now == then
    killed(session)
    return not session.notice


def test_what_it_really_holds_is_believed(path, lines):
    write(path, lines)
    assert is_believed(path)


def test_one_of_an_older_version_is_believed(path, lines):
    del lines[0]["review"]
    for line in lines[1:]:
        del line["by"]
    write(path, lines)
    assert is_believed(path)
    write(path, lines[:2])
    session = Session.open(path)
    assert (len(session.review), session.undo("Li").version) == (64, 2)
    killed(session)


@pytest.mark.parametrize("number", [0, 1, 2])
def test_fields_of_the_wrong_kind_never_lead_to_a_wrong_bitext(path, lines, number):
    for name, right in lines[number].items():
        for odd in ODD:
            for row in (lines[number] | {name: odd}, {"saved": odd, "digest": lines[0]["digest"]}, odd):
                write(path, [*lines[:number], row, *lines[number + 1 :]])
                believed = is_believed(path)
                if row is not odd and "saved" not in row and type(odd) is not type(right):
                    assert not believed, (name, odd)
                for aside in path.parent.glob("report.review-*"):
                    aside.unlink()


def forged(lines):
    """Journals whose lines have the right kinds and do not fit one another."""
    head, done, undone = lines
    wrong = [{**bead, "note": "forged"} for bead in undone["added"]]
    yield "an undo that brings other rows", [head, done, undone | {"added": wrong}]
    yield "an undo of more rows", [head, done, undone | {"added": undone["added"] * 2}]
    yield "an undo elsewhere", [head, done, undone | {"first": 0}]
    yield "an undo twice", [head, done, undone, undone | {"version": 3}]
    yield "an undo of an undo", [head, done, undone, undone | {"version": 3, "of": 2}]
    yield "a redo of what was not undone", [head, done, undone | {"name": "redo"}]
    yield "an edit that is of another", [head, done | {"of": 1}]
    yield "an edit of rows that are not there", [head, done | {"first": 99}]
    yield "an edit of other rows", [head, done | {"first": 0}]
    yield "an edit that takes nothing", [head, done | {"removed": []}]
    yield "an edit that gives nothing", [head, done | {"added": []}]
    yield "an unknown edit", [head, done | {"name": "explode"}]
    yield "a row more than there were", [head | {"rows": 7}, done]
    yield "rows without end", [head | {"rows": 10**9}, done]
    yield "saved before it was made", [head, {"saved": 2, "digest": head["digest"]}, done, undone]


@pytest.mark.parametrize("number", range(15))
def test_lines_that_do_not_fit_are_put_aside(path, lines, number):
    what, rows = list(forged(lines))[number]
    write(path, rows)
    assert not is_believed(path), what
    assert len(list(path.parent.glob("report.review-*.jsonl"))) == 1


def test_edits_that_were_saved_have_to_fit_too(path):
    session = Session.open(path)
    edit(session, "merge", i=1)
    session.close()
    rows = [json.loads(line) for line in journal(path).read_bytes().splitlines()]
    rows[1]["added"][0]["note"] = "forged"
    write(path, rows)
    session = Session.open(path)
    assert "is kept in" in session.notice
    assert session.undo("Li") is None
    session.close()


def test_one_that_is_a_link_is_not_written(path, tmp_path):
    outside = tmp_path / "elsewhere.txt"
    for text in (None, "precious\n"):
        if text:
            outside.write_text(text, encoding="utf-8")
        journal(path).symlink_to(outside)
        with pytest.raises(WriteError, match="a link to another file; move it away"):
            Session.open(path)
        assert outside.exists() == bool(text)
        journal(path).unlink()
    assert outside.read_text(encoding="utf-8") == "precious\n"


def test_one_that_is_no_file_is_refused(path):
    os.mkfifo(journal(path))
    with pytest.raises(WriteError, match="no journal can be kept"):
        Session.open(path)


def test_one_that_is_deleted_is_written_anew_with_all_it_held(path):
    session = Session.open(path)
    edit(session, "confirm", i=1)
    journal(path).unlink()
    edit(session, "flag", i=2)
    killed(session)
    again = Session.open(path)
    assert (again.version, again.notice, again.review) == (2, "", session.review)
    assert [bead.status for bead in again.bitext.beads[:3]] == ["auto", "confirmed", "flagged"]
    again.close()


def test_one_that_is_deleted_after_the_last_edit_is_there_at_the_end(path):
    session = Session.open(path)
    edit(session, "confirm", i=1)
    session.save()
    journal(path).unlink()
    session.close()
    again = Session.open(path)
    assert again.undo("Li")
    again.close()


def test_one_in_whose_place_another_came_ends_the_review(path):
    session = Session.open(path)
    edit(session, "confirm", i=1)
    journal(path).unlink()
    journal(path).write_text("somebody else's\n", encoding="utf-8")
    with pytest.raises(ChangedError, match="your review is kept in"):
        edit(session, "confirm", i=2)
    assert journal(path).read_text(encoding="utf-8") == "somebody else's\n"
    (kept,) = path.parent.glob("report.reviewed-*.bitext.jsonl")
    assert [bead.status for bead in Bitext.load(kept).beads[:3]] == ["auto", "confirmed", "auto"]
    (aside,) = path.parent.glob("report.review-*.jsonl")
    assert len(aside.read_bytes().splitlines()) == 2


def test_bitext_and_journal_gone_leave_one_copy(path):
    session = Session.open(path)
    edit(session, "confirm", i=1)
    path.unlink()
    journal(path).unlink()
    for _ in range(3):
        with pytest.raises(ChangedError, match="your review is kept in"):
            edit(session, "confirm", i=2)
    session.close()
    assert len(list(path.parent.glob("report.reviewed-*"))) == 1
    assert session.parting.kept in session.parting.notice


def test_a_review_that_cannot_be_kept_says_so_and_is_over(path):
    session = Session.open(path)
    edit(session, "confirm", i=1)
    path.write_bytes(b"other\n")
    with disk_of(10), pytest.raises(ChangedError, match="your review cannot be kept: "):
        edit(session, "confirm", i=2)
    assert session.is_over
    assert session.parting
    assert b"confirm" in journal(path).read_bytes()
    assert not list(path.parent.glob("report.reviewed-*"))


def test_a_review_has_a_name_of_its_own_that_outlives_a_crash(path):
    session = Session.open(path)
    edit(session, "confirm", i=1)
    killed(session)
    again = Session.open(path)
    assert again.review == session.review
    again.close()
    journal(path).unlink()
    anew = Session.open(path)
    assert anew.review != session.review
    anew.close()
