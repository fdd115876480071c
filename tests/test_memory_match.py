"""Match %: what users of CAT tools expect of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from align.memory.highlight import differences
from align.memory.match import as_string, codes, least_words, match, most_match, similarity
from align.text import clean

ALPHABET = "abc AB 发展权权利東 12,.()/-’"
texts = st.text(ALPHABET, max_size=30)


@pytest.mark.parametrize(
    ("text", "other", "least", "most"),
    [
        # One word of ten is ten per cent, whatever its length.
        (
            "one two three four five six seven eight nine ten",
            "one two three four five six seven eight nine ox",
            88,
            92,
        ),
        ("The right to development", "The right to work", 70, 80),
        # One character of ten.
        ("各国人民都享有发展权利", "各国人民都享有工作权利", 75, 85),
        # Figures are exchanged in a second.
        ("Adopted on 3 May 2021 by 47 votes", "Adopted on 14 June 1998 by 12 votes", 94, 99),
        ("Adopté le 3 mai 2021 par 47 voix", "Adopté le 14 juin 1998 par 12 voix", 94, 99),
        ("Принята 3 мая 2021 года", "Принята 14 июня 1998 года", 94, 99),
        # But may is a verb.
        ("It may go", "It June go", 60, 70),
        ("见 A/HRC/47/29 号文件", "见 A/HRC/50/12/Add.1 号文件", 94, 99),
        ("二〇二一年五月通过第三条", "2022年6月通过第4条", 90, 99),
        # Case, marks, width and script count little.
        ("Human Rights Council", "human rights council", 88, 99),
        ("人权（理事会）。", "人权(理事会)", 88, 99),
        ("發展權利宣言", "发展权利宣言", 99, 99),
        ("ＡＢＣ 123", "ABC 123", 88, 99),
        # Nothing in common.
        ("the right to development", "完全不同", 0, 5),
        ("", "text", 0, 5),
    ],
)
def test_what_users_expect(text, other, least, most):
    assert least <= match(text, other) <= most


@given(texts, texts)
def test_only_equal_texts_have_100(text, other):
    assert 0 <= match(text, other) <= 100
    assert (match(text, other) == 100) == (clean(text) == clean(other))


@given(texts, texts)
def test_either_way_is_the_same(text, other):
    assert match(text, other) == match(other, text)


@given(texts, texts)
def test_words_alone_bound_the_match(text, other):
    """The index decides by words alone what is scored: it must never leave out a match."""
    words = similarity(as_string(codes(text)), as_string(codes(other)))
    if clean(text) != clean(other):
        assert match(text, other) <= most_match(words)
        assert words >= least_words(match(text, other)) - 1e-6


def test_spaces_and_what_cannot_be_seen_make_no_difference():
    assert match("right to  develop­ment ", "right to development") == 100


def test_differences_are_places_in_the_found_text():
    found, text = "The Council met in Geneva, on Monday.", "The Council met in New York on Monday."
    assert [(found[d.start : d.end], d.text) for d in differences(found, text)] == [("Geneva,", "New York")]


def test_what_the_found_text_lacks_has_a_place_without_length():
    (lacking,) = differences("人民的权利", "人民的发展权利")
    assert (lacking.start, lacking.end, lacking.text) == (3, 3, "发展")


@given(texts, texts)
def test_differences_put_in_give_the_other_text(found, text):
    shown = found
    for each in reversed(differences(found, text)):
        shown = shown[: each.start] + each.text + shown[each.end :]
    assert "".join(shown.split()) == "".join(text.split()) or "東" in found + text
