"""A session: nobody overwrites anybody, whatever comes from outside, and every window learns what changed."""

import threading

import pytest
from bitexts import bitext_of
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sessions import ROWS, alone, edit, journal, opened
from test_web_edits import edits as edits_of_any_row

from align.bitext import Bitext
from align.web.review.session import ConflictError, EditError


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
