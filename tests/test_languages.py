"""The room of languages: codes in and out, names, joining."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from align.languages import LANGUAGES, family, is_code, join, language, named, normal_code, same_language


@pytest.mark.parametrize(
    ("written", "normal"),
    [
        ("eng", "en"), ("zho", "zh"), ("chi", "zh"), ("cmn", "zh"), ("fre", "fr"), ("fra", "fr"),
        ("zh_CN", "zh-CN"), ("zh-Hans-CN", "zh-Hans-CN"), ("zh_hans_cn", "zh-Hans-CN"), ("cmn-Hans", "zh-Hans"),
        ("ENG-us", "en-US"), ("es-419", "es-419"), (" en ", "en"), ("deu", "de"), ("dut", "nl"), ("yue", "yue"),
        ("", ""), ("qqq", "qqq"),
    ],
)  # fmt: skip
def test_codes_are_written_as_bcp_47_has_them(written, normal):
    assert normal_code(written) == normal


@given(st.from_regex(r"[A-Za-z]{2,3}([-_][A-Za-z]{4})?([-_]([A-Za-z]{2}|[0-9]{3}))?", fullmatch=True))
def test_every_normal_code_is_a_code_and_stays(code):
    assert is_code(normal_code(code))
    assert normal_code(normal_code(code)) == normal_code(code)
    assert same_language(code, normal_code(code))


@pytest.mark.parametrize("code", ["zh-CN", "zh-TW", "zh_Hant", "zho", "chi", "cmn-Hans-CN", "ZH"])
def test_a_family_has_all_scripts_and_countries(code):
    assert family(code) == "zh"
    assert same_language(code, "zh")
    assert not same_language(code, "en")
    assert language(code) is LANGUAGES["zh"]


def test_no_code_or_name_means_two_languages():
    for what in ("other_codes", "file_marks"):
        marks = [mark for each in LANGUAGES.values() for mark in getattr(each, what)]
        assert len(marks) == len(set(marks))
    names = [n for each in LANGUAGES.values() for n in set(each.names)]
    assert len(names) == len(set(names))
    letters = [each.letter for each in LANGUAGES.values() if each.letter]
    assert len(letters) == len(set(letters)) == 6


@pytest.mark.parametrize("name", ["Chinese", "中文", "汉语", " chinois "])
def test_people_name_languages(name):
    assert named(name) == "zh-CN"


def test_nobody_calls_a_language_so():
    assert named("reference") == named("") == ""


def test_a_stranger_is_known_by_its_code():
    assert language("sw-KE").name == "sw"
    assert language("").spaced


def test_join_knows_where_spaces_belong():
    assert join(["一。", "二。"], "zh-TW") == join(["一。", "二。"], "cmn") == "一。二。"
    assert join(["One.", "Two."], "en") == "One. Two."
