"""Folding, languages, scripts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from align.text import clean, fold, is_han, language_of, simplify

ENGLISH = "The General Assembly reaffirms that the right to development is a human right."
TEXTS = {
    "en": ENGLISH,
    "zh-CN": "大会重申发展权是一项人权，请秘书长向大会提交报告。",
    "zh-TW": "大會重申發展權是一項人權，請秘書長向大會提交報告。",
    "fr": "L’Assemblée générale réaffirme que le droit au développement est un droit de l’homme.",
    "es": "La Asamblea General reafirma que el derecho al desarrollo es un derecho humano.",
    "ru": "Генеральная Ассамблея подтверждает, что право на развитие является правом человека.",
    "ar": "تؤكد الجمعية العامة من جديد أن الحق في التنمية حق من حقوق الإنسان.",
    "ja": "総会は、発展の権利が人権であることを再確認する。",
}


@pytest.mark.parametrize("language", TEXTS)
def test_recognises_languages(language):
    assert language_of(TEXTS[language]) == language


def test_chinese_full_of_english_names_is_chinese():
    text = "冠状病毒病(COVID-19)大流行，见 www.un.org/sites/un2.un.org/files/report.pdf。Human Rights Council"
    assert language_of(text * 3) == "zh-CN"


def test_english_with_a_chinese_name_is_english():
    assert language_of(f"{ENGLISH} It was signed by Mr. Wang (王).") == "en"


def test_no_letters_no_language():
    assert language_of("1. 2020/3 — %") == ""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("聯合國", "联合国"),
        ("ＣＯＶＩＤ－１９", "covid-19"),
        ("Human RIGHTS", "human rights"),
        ("co\u00adop", "coop"),
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
