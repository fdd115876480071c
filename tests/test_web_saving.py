"""What a session keeps on disk: nothing is lost, whatever ends it."""

import json
import signal
import subprocess
import sys

import pytest
from bitexts import bitext_of
from sessions import ROWS, disk_of, edit, journal, opened

from align.bitext import Bitext
from align.errors import ReadError, WriteError
from align.web.review.session import ChangedError, InUseError


def test_only_one_server_has_a_file(path):
    session = opened(path)
    with pytest.raises(InUseError, match="another review"):
        opened(path)
    session.close()
    opened(path).close()


def test_two_names_of_one_file_are_one_review(path):
    link = path.with_name("link.bitext.jsonl")
    link.symlink_to(path)
    session = opened(link)
    with pytest.raises(InUseError):
        opened(path)
    edit(session, "confirm", i=0)
    session.close()
    assert link.is_symlink()
    assert Bitext.load(path).beads[0].status == "confirmed"


def test_looking_leaves_nothing_behind(path):
    before = path.read_bytes()
    opened(path).close()
    assert [p.name for p in path.parent.iterdir()] == [path.name]
    assert path.read_bytes() == before


def test_edits_wait_for_a_quiet_moment_to_be_written(path):
    session = opened(path)
    edit(session, "confirm", i=0)
    assert not session.save_when_quiet(60)
    assert Bitext.load(path) == ROWS
    assert session.save_when_quiet(0)
    assert Bitext.load(path) == session.bitext
    assert not session.save_when_quiet(0)
    session.close()


def test_a_session_that_was_never_closed_is_there_again(path):
    session = opened(path)
    edit(session, "confirm", i=0)
    session.save()
    edit(session, "merge", i=3)
    state = session.state
    session._journal.close()  # as when the process is gone: the lock with it, nothing saved
    again = opened(path)
    assert again.state == state
    assert again.undo("Li")
    assert again.undo("Li")
    assert again.bitext == ROWS
    again.close()


@pytest.mark.parametrize("lost", [1, 7, 40])
def test_a_torn_last_line_is_cut_off(path, lost):
    session = opened(path)
    edit(session, "confirm", i=0)
    edit(session, "confirm", i=1)
    session._journal.close()
    data = journal(path).read_bytes()
    journal(path).write_bytes(data[:-lost])
    session = opened(path)
    assert [b.status for b in session.bitext.beads[:2]] == ["confirmed", "auto"]
    edit(session, "confirm", i=2)
    session.close()
    session = opened(path)
    assert [b.status for b in session.bitext.beads[:3]] == ["confirmed", "auto", "confirmed"]
    session.close()


def test_a_crash_between_the_mark_and_the_file_loses_nothing(path):
    session = opened(path)
    edit(session, "confirm", i=0)
    before = path.read_bytes()
    session.save()
    session._journal.close()
    path.write_bytes(before)  # the mark was written, the file was not
    session = opened(path)
    assert session.bitext.beads[0].status == "confirmed"
    session.close()


def test_a_damaged_journal_is_put_aside_and_said_so(path):
    session = opened(path)
    edit(session, "confirm", i=0)
    session._journal.close()
    lines = journal(path).read_bytes().splitlines(keepends=True)
    journal(path).write_bytes(lines[0] + b'{"version":1}\n' + lines[1])
    session = opened(path)
    assert "is kept in report.review-" in session.notice
    assert session.bitext == ROWS
    session.close()
    assert len(list(path.parent.glob("report.review-*.jsonl"))) == 1


def test_a_file_that_was_aligned_again_puts_the_old_review_aside(path):
    session = opened(path)
    edit(session, "confirm", i=0)
    session._journal.close()
    bitext_of(("Another.", "别的。")).save(path)
    session = opened(path)
    assert "is kept in" in session.notice
    assert (session.version, len(session.bitext.beads)) == (0, 1)
    (aside,) = path.parent.glob("report.review-*.jsonl")
    assert json.loads(aside.read_text(encoding="utf-8").splitlines()[1])["name"] == "confirm"
    session.close()


def test_a_file_changed_during_the_review_is_left_as_it_is(path):
    session = opened(path)
    edit(session, "confirm", i=0)
    other = bitext_of(("Another.", "别的。"))
    other.save(path)
    with pytest.raises(ChangedError, match="your review is kept in"):
        edit(session, "confirm", i=1)
    with pytest.raises(ChangedError):
        session.undo("Li")
    assert session.is_over
    assert not session.save_when_quiet(0)
    session.close()
    assert Bitext.load(path) == other
    (kept,) = path.parent.glob("report.reviewed-*.bitext.jsonl")
    assert Bitext.load(kept).beads[0].status == "confirmed"
    opened(path).close()


def test_closing_does_not_overwrite_a_changed_file_either(path):
    session = opened(path)
    edit(session, "confirm", i=0)
    path.unlink()
    with pytest.raises(ChangedError):
        session.close()
    assert not path.exists()
    assert list(path.parent.glob("report.reviewed-*.bitext.jsonl"))


def test_a_touched_file_is_no_change(path):
    session = opened(path)
    path.write_bytes(path.read_bytes())
    assert edit(session, "confirm", i=0).version == 1
    session.close()


def test_a_missing_or_damaged_bitext_leaves_no_journal(tmp_path):
    with pytest.raises(ReadError):
        opened(tmp_path / "none.bitext.jsonl")
    (tmp_path / "bad.bitext.jsonl").write_text("no bitext\n", encoding="utf-8")
    with pytest.raises(ReadError, match="damaged"):
        opened(tmp_path / "bad.bitext.jsonl")
    assert [p.name for p in tmp_path.iterdir()] == ["bad.bitext.jsonl"]


@pytest.mark.parametrize("room", [0, 1, 100])
def test_an_edit_that_cannot_be_saved_is_not_made(path, room):
    session = opened(path)
    edit(session, "flag", i=2)
    size = journal(path).stat().st_size
    with disk_of(size + room), pytest.raises(WriteError, match="not saved"):
        edit(session, "confirm", i=0)
    assert session.version == 1
    assert journal(path).stat().st_size == size
    edit(session, "confirm", i=1)
    session._journal.close()
    session = opened(path)
    assert [b.status for b in session.bitext.beads[:3]] == ["auto", "confirmed", "flagged"]
    session.close()


def test_a_bitext_that_cannot_be_written_stays_as_it_was(path):
    session = opened(path)
    edit(session, "confirm", i=0)
    before = path.read_bytes()
    with (
        disk_of(journal(path).stat().st_size + 200),
        pytest.raises(WriteError, match="make room on its disk"),
    ):
        session.save()
    assert path.read_bytes() == before
    edit(session, "confirm", i=1)
    session.close()
    assert [b.status for b in Bitext.load(path).beads[:2]] == ["confirmed", "confirmed"]
    opened(path).close()


def test_any_text_comes_back_from_the_journal(tmp_path):
    path = tmp_path / "odd.bitext.jsonl"
    bitext_of(("half \ud800 a pair", "\u2028 分 \r\n𠮷")).save(path)
    session = opened(path)
    edit(session, "confirm", "李\u2028\udfff", i=0)
    edit(session, "flag", "李", i=0, note="x\ny")
    session._journal.close()
    again = opened(path)
    assert again.bitext == session.bitext
    again.close()


CRASHING = """
import random, sys
from align.web.review.session import EditError, Session
session, chance = Session.open(sys.argv[1]), random.Random(int(sys.argv[2]))
print("ready", flush=True)
while True:
    rows = len(session.bitext.beads)
    name = chance.choice(["merge", "delete", "confirm", "flag", "move_boundary", "undo", "redo", "save"])
    given = {"i": chance.randrange(rows)} | ({"side": "target", "by": 1} if name == "move_boundary" else {})
    try:
        if name in ("undo", "redo"):
            getattr(session, name)("Li")
        elif name == "save":
            session.save()
        else:
            session.apply(name, given, version=session.version, person="Li")
    except EditError:
        continue
    print(session.version, flush=True)
"""


def test_a_killed_server_loses_no_edit_that_was_answered(tmp_path):
    path = tmp_path / "report.bitext.jsonl"
    start = bitext_of(*((f"Sentence {k}.", f"第{k}句。") for k in range(200)))
    start.save(path)
    for seed in range(3):
        server = subprocess.Popen(
            [sys.executable, "-c", CRASHING, str(path), str(seed)], stdout=subprocess.PIPE, text=True
        )
        assert server.stdout.readline() == "ready\n"
        said = [server.stdout.readline() for _ in range(20 + 70 * seed)]  # so many edits, whatever they take
        server.send_signal(signal.SIGKILL)
        answered = int((said + server.stdout.read().split())[-1])
        server.wait()
        session = opened(path)
        assert not session.notice
        assert answered <= session.version <= answered + 1
        session._journal.close()  # nothing is saved, so that the next server replays all of it
    session = opened(path)
    while session.undo("Li"):
        pass
    assert session.bitext == start
    session.close()
