"""What a page is told of several changes leads from what it drew to what is there now."""

from hypothesis import given
from hypothesis import strategies as st

from align.bitext import Bitext, Side
from align.web.review.history import Change, State
from align.web.rows.updates import stretch

EMPTY = Bitext(Side("en"), Side("zh"), ())


@st.composite
def histories(draw):
    """Return the keys a page drew, and the changes since, each with the keys after it."""
    keys = list(range(draw(st.integers(1, 12))))
    before, changes, new = tuple(keys), [], 100
    for version in range(1, draw(st.integers(0, 5)) + 1):
        first = draw(st.integers(0, len(keys)))
        removed = draw(st.integers(0, min(3, len(keys) - first)))
        added = draw(st.integers(0, 3))
        keys[first : first + removed] = range(new, new + added)
        new += added
        changes.append(Change(version, first, removed, added, "edit", "", ""))
    return before, changes, State(len(changes), EMPTY, tuple(keys))


@given(histories())
def test_a_stretch_leads_to_the_rows_of_now(history):
    before, changes, state = history
    told = stretch(state, changes)
    assert before[: told.first] + told.keys + before[told.first + told.removed :] == state.keys


@given(histories())
def test_every_row_that_is_new_or_stands_below_one_is_drawn(history):
    before, changes, state = history
    drawn = set(stretch(state, changes).fresh)
    for i, key in enumerate(state.keys):
        if changes and key not in before:
            assert {i, *range(i + 1, min(i + 2, len(state.keys)))} <= drawn


def test_rows_that_were_only_removed_draw_the_one_below():
    state = State(1, EMPTY, (1, 2, 5))
    assert stretch(state, [Change(1, 2, 2, 0, "undo", "", "")]).fresh == (2,)


def test_nothing_changed():
    told = stretch(State(0, EMPTY, (1, 2)), [])
    assert (told.removed, told.keys, told.fresh) == (0, (), ())
