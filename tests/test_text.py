"""Folding, languages, scripts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from align.text import clean, fold, is_han, simplify


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("聯合國", "联合国"),
        ("ＣＯＶＩＤ－１９", "covid-19"),
        ("Human RIGHTS", "human rights"),
        ("co\u00adop", "coop"),
        ("Объединённых", "объединенных"),
        ("أُمَّة إعلـــان", "امة اعلان"),
        ("مدى", "مدي"),
        ("\u200f(\u2067المادة\u2069 \u202b5\u202c)\u061c", "(المادة 5)"),
        ("المادة ١٢٫٥ و ۳", "المادة 12٫5 و 3"),
    ],
)
def test_folds_alike(one, other):
    assert fold(one) == fold(other)


@given(st.text())
def test_fold_is_stable(text):
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_simplify_keeps_every_position(text):
    assert len(simplify(text)) == len(text)


@given(st.text())
def test_clean_is_fit_for_xml_and_one_line(text):
    cleaned = clean(text)
    assert cleaned == cleaned.strip()
    assert "\n" not in cleaned
    assert not set(cleaned) & set("\x00\x08\x0b\x1f\ufeff\u200b\u00ad")


@pytest.mark.parametrize("character", "一龥㐀䶿\U00020000\U0002a6df\U000323af〇々豈")
def test_han_at_both_ends_of_each_range(character):
    assert is_han(character)


@pytest.mark.parametrize("character", ["→", "a", "。", "あ", "\u33ff", "\ua000", "\U0001ffff", "１"])
def test_not_han(character):
    assert not is_han(character)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("क्\u200dष", "क्\u200dष"),
        ("این\u200c ها\u200d.", "این ها."),
        ("\u200cState\u200c", "State"),
    ],
)
def test_joiners_are_spelling_within_words_only(text, kept):
    assert clean(text) == kept
    assert fold(text) == fold(text.replace("\u200c", "").replace("\u200d", ""))
