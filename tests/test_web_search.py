"""What a search on the review page finds, and where it is written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from align.web.rows.search import Search


@pytest.mark.parametrize(
    ("wanted", "text", "forms"),
    [
        ("飲用水", "安全饮用水和飲用水", ["饮用水", "飲用水"]),
        ("饮用水", "安全飲用水", ["飲用水"]),
        ("第１段", "第1段", ["第1段"]),
        ("1", "第１段第1段", ["１", "1"]),
        ("secretary-general's", "The Secretary-General’s report", ["Secretary-General’s"]),
        ('"water is life"', "“Water is life”, she said", ["“Water is life”"]),
        ("of  the", "of the", ["of the"]),
        ("of the", "of  \tthe", ["of  \tthe"]),
        ("权", "权利与权", ["权", "权"]),
        ("(a)+", "a(a)+", ["(a)+"]),
        ("ab", "a b", []),
        ("aa", "aaa", ["aa", "aa"]),
    ],
)
def test_words_are_found_however_they_are_written(wanted, text, forms):
    search = Search(wanted)
    assert search.is_in(text) == bool(forms)
    assert search.forms(text) == forms


def test_nothing_is_looked_for_in_spaces():
    assert not Search(" \u200b ")


@given(st.text(), st.text(min_size=1), st.text())
def test_what_is_found_is_found_in_its_own_place(before, wanted, after):
    search = Search(wanted)
    for form in search.forms(before + wanted + after) if search else []:
        assert form in before + wanted + after
        assert search.is_in(form)
