"""What a search on the review page finds, and where it is written."""

from dataclasses import replace
from threading import Event, Thread

import pytest
from hypothesis import given
from hypothesis import strategies as st

from align.bitext import Bead, Bitext, Side
from align.document import Segment
from align.errors import SettingsError
from align.web.review.history import State
from align.web.rows.filters import Filter, forms, matching
from align.web.rows.search import LONGEST, Index, looking_for


def state_of(*pairs, keys=None):
    beads = tuple(Bead((Segment(source),), (Segment(target),)) for source, target in pairs)
    return State(0, Bitext(Side("en"), Side("zh"), beads), keys or tuple(range(len(beads))))


def found(state, wanted, index=None):
    return matching(state, Filter(text=wanted), {}, index)


@pytest.mark.parametrize(
    ("wanted", "text", "forms_of_it"),
    [
        ("飲用水", "安全饮用水和飲用水", ["饮用水", "飲用水"]),
        ("饮用水", "安全飲用水", ["飲用水"]),
        ("第１段", "第1段", ["第1段"]),
        ("1", "第１段第1段", ["１", "1"]),
        ("secretary-general's", "The Secretary-General’s report", ["Secretary-General’s"]),
        ("'water is life'", "‘Water is life’, she said", ["‘Water is life’"]),
        ('"', "“Water", ["“"]),
        ("of  the", "of the", ["of the"]),
        ("of the", "of  \tthe", ["of  \tthe"]),
        ("权", "权利与权", ["权", "权"]),
        ("(a)+", "a(a)+", ["(a)+"]),
        ("ab", "a b", []),
        ("aa", "aaa", ["aa", "aa"]),
    ],
)
def test_words_are_found_however_they_are_written(wanted, text, forms_of_it):
    state = state_of(("", text))
    assert found(state, wanted) == ([0] if forms_of_it else [])
    assert looking_for(wanted).forms(text) == forms_of_it


@pytest.mark.parametrize(
    ("wanted", "texts", "rows"),
    [
        ('"Trust Fund"', ["the trust fund", "the Trust Fund", "the Trust  Fund"], [1]),
        ("“Trust Fund”", ["the Trust Fund"], [0]),
        ('"飲用水"', ["饮用水", "飲用水"], [1]),
        ('"/"', ["a/b", "ab"], [0]),
        (r"/bod(y|ies)/", ["a Body", "bodies", "bodily"], [0, 1]),
        (r"/^第[一二]段$/", ["第一段", "见第一段", "第三段"], [0]),
        ("/饮用水?/", ["飲用水", "饮用", "水"], [0, 1]),
        ("/x*/", ["ax", "a"], [0]),
        (r"/a\/b/", ["a/b"], [0]),
        ("/", ["a/b", "ab"], [0]),
        ("/a", ["/a", "a"], [0]),
        ('"a', ['"a', "a"], [0]),
    ],
)
def test_quotes_find_just_so_and_slashes_a_pattern(wanted, texts, rows):
    state = state_of(*(("", text) for text in texts))
    assert found(state, wanted) == rows
    assert all(form in "".join(texts) for form in forms(state, rows, wanted))


@pytest.mark.parametrize("wanted", ["/(/", "/[a/", "/a{99999999999}/", "x" * (LONGEST + 1)])
def test_what_cannot_be_searched_for_is_told(wanted):
    with pytest.raises(SettingsError) as told:
        found(state_of(("a", "b")), wanted)
    assert told.value.mend


@pytest.mark.parametrize(
    ("pattern", "text", "rows"),
    [("(a+)+$", "a" * 5000 + "b", 1), ("^(a|aa)+$", "a" * 28 + "b", 4000)],
    ids=["in one text", "a little in each of many"],
)
def test_a_pattern_that_would_never_end_is_given_up(pattern, text, rows):
    with pytest.raises(SettingsError, match="takes too long"):
        found(state_of(*[(text, "")] * rows), f"/{pattern}/")


def test_a_plain_pattern_is_found_in_a_long_bitext_while_others_are_at_work():
    state = state_of(*[("In 1977", "")] * 100_000)
    index, done = Index(), Event()
    index.texts(state)
    other = Thread(target=lambda: [None for _ in iter(done.is_set, True)])
    other.start()
    try:
        assert len(found(state, r"/\d{4}/", index)) == 100_000
    finally:
        done.set()
        other.join()


def test_rows_that_came_since_are_found_and_those_that_went_are_not():
    index = Index()
    state = state_of(("one", "一"), ("two", "二"))
    assert found(state, "two", index) == [1]
    beads = (state.bitext.beads[0], Bead((Segment("three"),), ()))
    later = State(1, replace(state.bitext, beads=beads), (0, 2))
    assert found(later, "two", index) == []
    assert found(later, "three", index) == [1]
    assert found(state, "two", index) == [1]


def test_nothing_is_looked_for_in_spaces():
    assert looking_for(" \u200b ") is None


@given(st.text(), st.text(min_size=1), st.text())
def test_what_is_found_is_found_in_its_own_place(before, wanted, after):
    search = looking_for(wanted[:1] + wanted[1:].replace("/", "").replace('"', ""))
    for form in search.forms(before + wanted + after) if search else []:
        assert form in before + wanted + after
        assert found(state_of(("", form)), form) == [0]
