"""A session: nothing is lost, whatever ends it; nobody overwrites anybody; every edit can be taken back."""

import json
import resource
import signal
import subprocess
import sys
import threading
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from bitexts import bitext_of, bitexts
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from test_web_edits import edits as edits_of_any_row

from align.bitext import Bitext
from align.errors import ReadError, WriteError
from align.web.review.session import ChangedError, ConflictError, EditError, InUseError, Session

ROWS = bitext_of(*((f"Sentence {k}.", f"第{k}句。") for k in range(8)))


@pytest.fixture
def path(tmp_path):
    ROWS.save(tmp_path / "report.bitext.jsonl")
    return tmp_path / "report.bitext.jsonl"


def opened(path):
    """Open a session; the test closes it, or leaves it to be closed with the process."""
    return Session.open(path)


@contextmanager
def alone(bitext):
    """Save a bitext in a folder of its own: an example that failed locks none of the others out."""
    with TemporaryDirectory() as folder:
        path = Path(folder, "report.bitext.jsonl")
        bitext.save(path)
        yield path


def edit(session, name, person="Li", version=None, **arguments):
    version = session.version if version is None else version
    return session.apply(name, arguments, version=version, person=person)


def texts(bitext):
    return ["".join(s.text for s in b.source) + "|" + "".join(s.text for s in b.target) for b in bitext.beads]


def journal(path):
    return path.with_name("report.review.jsonl")


def test_an_edit_says_what_changed_and_who_made_it(path):
    session = opened(path)
    change = edit(session, "merge", i=2)
    assert (change.version, change.first, change.removed, change.added) == (1, 2, 2, 1)
    bead = session.bitext.beads[2]
    assert (bead.changed_by, bead.changed_at) == ("Li", change.at)
    assert session.bitext.beads[3].changed_by == ""
    session.close()
    assert Bitext.load(path) == session.bitext


def test_an_edit_that_changes_nothing_is_none(path):
    session = opened(path)
    edit(session, "confirm", i=0)
    again = edit(session, "confirm", i=0, person="Zhang")
    assert (again.removed, again.added, session.version) == (0, 0, 1)
    session.close()


def test_rows_keep_their_keys_and_undo_gives_them_back(path):
    session = opened(path)
    before = session.state.keys
    edit(session, "merge", i=2)
    after = session.state.keys
    assert after[:2] == before[:2]
    assert after[3:] == before[4:]
    assert after[2] not in before
    session.undo("Li")
    assert session.state.keys == before
    session.redo("Li")
    assert session.state.keys == after
    session.close()


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


class Window:
    """What one person sees: the rows of some version, which others may have left behind."""

    def __init__(self, session, person):
        self.session, self.person = session, person
        self.edits = []
        """Of every edit: the keys of the rows it took, and of those it gave."""
        self.look()

    def look(self):
        self.seen = self.session.state

    def edit(self, name, arguments):
        """Edit a row as it was when looked at; return the keys of the rows taken."""
        rows = {k: v % (len(self.seen.bitext.beads) or 1) for k, v in arguments.items() if k in "ij"}
        given, version = {**arguments, **rows}, self.seen.version
        exchanged = self.exchanged(
            lambda: self.session.apply(name, given, version=version, person=self.person)
        )
        self.edits.append(exchanged)
        return exchanged[0]

    def exchanged(self, step):
        """Return the keys of the rows that a step took and of those it gave; nothing, if it did nothing."""
        before, change = self.session.state.keys, step()
        if change is None:
            return None
        after, first = self.session.state.keys, change.first
        return before[first : first + change.removed], after[first : first + change.added]


@settings(suppress_health_check=[HealthCheck.too_slow], max_examples=100)
@given(
    steps=st.lists(
        st.tuples(
            st.booleans(),
            st.one_of(edits_of_any_row, st.sampled_from(["undo", "redo", "look"]), st.integers(0, 9)),
        ),
        max_size=25,
    )
)
def test_nobody_overwrites_what_he_has_not_seen(steps):
    """An edit takes only rows its person saw, an undo or redo only what his own edit gave or took.

    A number turns that edit of the history, whoever made it: it takes only what that very edit gave or took.

    Not told by `changed_by`: a row of somebody else's between two that an edit changes goes along unchanged,
    and a redo takes, as the edit did, rows of others that its person had seen.
    """
    with alone(ROWS) as path:
        session = opened(path)
        rows = dict(zip(session.state.keys, session.bitext.beads, strict=True))
        windows = Window(session, "Li"), Window(session, "Zhang")
        for first, step in steps:
            window = windows[not first]
            try:
                if step == "look":
                    window.look()
                elif step in ("undo", "redo"):
                    exchanged = window.exchanged(lambda w=window, s=step: getattr(session, s)(w.person))
                    ways = window.edits if step == "redo" else [pair[::-1] for pair in window.edits]
                    assert exchanged is None or exchanged in ways
                elif isinstance(step, int):
                    past = session.past_edits()[1]
                    if step < len(past):
                        wanted, made = past[step], windows[0].edits + windows[1].edits
                        way = "undo" if wanted.is_done else "redo"
                        exchanged = window.exchanged(
                            lambda w=window, v=wanted.entry.version, way=way: session.turn(way, v, w.person)
                        )
                        assert wanted.can_turn
                        assert exchanged in (made if way == "redo" else [pair[::-1] for pair in made])
                else:
                    assert set(window.edit(*step)) <= set(window.seen.keys)
            except (ConflictError, EditError):
                continue
            for key, bead in zip(session.state.keys, session.bitext.beads, strict=True):
                assert rows.setdefault(key, bead) == bead, "a row changed and kept its key"
        state = session.state
        session._journal.close()
        session = opened(path)
        assert session.state == state
        while session.undo("anyone", everyone=True):
            pass
        assert session.bitext == ROWS
        session.close()


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


def test_rows_are_found_where_others_edited_above(path):
    session = opened(path)
    seen = session.version
    edit(session, "merge", "Zhang", i=0)
    edit(session, "delete", "Zhang", i=5)
    change = edit(session, "confirm", "Li", version=seen, i=4)
    assert change.first == 3
    assert session.bitext.beads[3].source[0].text == "Sentence 4."
    session.close()


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("confirm", {"i": 3}),
        ("merge", {"i": 2}),
        ("move_boundary", {"i": 2, "side": "target", "by": 1}),
        ("edit_text", {"i": 3, "side": "target", "text": "别的。"}),
    ],
)
def test_a_row_that_somebody_changed_is_a_conflict(path, name, arguments):
    session = opened(path)
    seen = session.version
    edit(session, "edit_text", "Zhang", i=3, side="target", text="新的。")
    with pytest.raises(ConflictError, match="Zhang changed this row at") as caught:
        edit(session, name, "Li", version=seen, **arguments)
    assert (caught.value.person, session.version) == ("Zhang", 1)
    assert session.bitext.beads[3].target[0].text == "新的。"
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


def test_the_other_window_learns_what_changed(path):
    session = opened(path)
    seen, rows = session.version, list(session.state.keys)
    edit(session, "merge", i=1)
    edit(session, "delete", i=4)
    session.undo("Li")
    for change in session.changes_since(seen):
        now = session.state if change.version == session.version else None
        rows[change.first : change.first + change.removed] = [None] * change.added
    assert now
    assert len(rows) == len(session.state.keys)
    known = [(a, b) for a, b in zip(rows, session.state.keys, strict=True) if a is not None]
    assert all(a == b for a, b in known)
    session.close()


def test_a_page_of_another_review_is_told_so(path):
    session = opened(path)
    with pytest.raises(ConflictError, match="another review"):
        edit(session, "confirm", version=7, i=0)
    with pytest.raises(ConflictError):
        session.changes_since(7)
    session.close()


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("explode", {"i": 0}),
        ("confirm", {}),
        ("confirm", {"i": "0"}),
        ("confirm", {"i": 99}),
        ("confirm", {"i": -1}),
        ("confirm", {"i": 0, "colour": "red"}),
        ("edit_text", {"i": 0, "side": "target", "text": 5}),
        ("flag", {"i": 0, "note": {"a": 1}}),
        ("move_boundary", {"i": 0, "side": ["target"], "by": 1}),
        ("split", {"i": 0, "side": "target", "segment": "0", "offset": 1}),
        ("split", {"i": 0, "side": "target", "segment": 0, "offset": 1.5}),
    ],
)
def test_nonsense_from_outside_is_refused_and_leaves_no_trace(path, name, arguments):
    session = opened(path)
    size = journal(path).stat().st_size
    with pytest.raises(EditError):
        edit(session, name, **arguments)
    assert journal(path).stat().st_size == size
    session.close()


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


@contextmanager
def disk_of(size):
    """Let no file grow beyond a size, as on a full disk."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


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
    with disk_of(journal(path).stat().st_size + 200), pytest.raises(WriteError):
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


def test_many_threads_lose_no_edit(path):
    session = opened(path)
    threads = [
        threading.Thread(target=lambda row=row: edit(session, "confirm", f"person {row}", version=0, i=row))
        for row in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [b.status for b in session.bitext.beads] == ["confirmed"] * 8
    assert [change.version for change in session.changes_since(0)] == list(range(1, 9))
    session.close()


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


def test_an_edit_of_ten_thousand_rows_touches_and_writes_only_its_own(tmp_path):
    path = tmp_path / "long.bitext.jsonl"
    bitext_of(*((f"Sentence number {k}.", f"第{k}句。") for k in range(10_000))).save(path)
    session = opened(path)
    before = session.bitext.beads
    size = path.with_name("long.review.jsonl").stat().st_size
    edit(session, "merge", i=5_000)
    assert all(map(lambda a, b: a is b, before[:5_000], session.bitext.beads))
    assert all(map(lambda a, b: a is b, before[5_002:], session.bitext.beads[5_001:]))
    assert path.with_name("long.review.jsonl").stat().st_size - size < 1_000
    session.close()
