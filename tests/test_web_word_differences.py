"""What differs between two texts, in pieces that people read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from align.web.handover.word_differences import differing

TEXTS = st.text("abc 的发展权。,\n", max_size=40)


def marked(pieces):
    return "".join(f"[{text}]" if differs else text for differs, text in pieces)


@pytest.mark.parametrize(("before", "after", "shown"), [
    ("人民的发展权", "人民的工作权", ("人民的[发展]权", "人民的[工作]权")),
    ("聯合國", "联合国", ("[聯合國]", "[联合国]")),
    ("in 2021 and 22", "in 2022 and 22", ("in [2021] and 22", "in [2022] and 22")),
    ("a text", "a longer text", ("a text", "a [longer ]text")),
    ("", "new", ("", "[new]")),
    ("one, two", "three, four", ("[one, two]", "[three, four]")),
])  # fmt: skip
def test_words_and_characters_that_differ_are_marked(before, after, shown):
    assert tuple(map(marked, differing(before, after))) == shown


def test_long_texts_that_have_nothing_in_common_are_told_in_time():
    assert differing("长" * 40_000, "短" * 40_000) == ([(True, "长" * 40_000)], [(True, "短" * 40_000)])


@given(TEXTS, TEXTS)
def test_the_pieces_are_the_texts_and_what_is_not_marked_is_the_same(before, after):
    pieces = differing(before, after)
    assert tuple("".join(text for _, text in each) for each in pieces) == (before, after)
    if before == after:
        assert not any(differs for each in pieces for differs, _ in each)
