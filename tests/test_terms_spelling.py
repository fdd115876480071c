"""Spelling by dictionaries of Hunspell: slips of the pen are told, and nothing that may be right."""

import pytest
from checking import bitext

from align.errors import ReadError
from align.terms.base import Concept, Term, TermBase
from align.terms.check import CheckSettings, check, not_checked
from align.words import told as told_in

pytest.importorskip("spylls", reason="needs the spelling extra: pip install 'align-tm[spelling]'")

WORDS = "the adopted decision report reports colour level high considered was on and of quickly"
NONE = TermBase(())
ONLY = CheckSettings(frozenset({"M9"}))


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    for name, words in (("en_US", WORDS), ("en_GB", "programmes programme"), ("it_IT", "il")):
        lines = words.split()
        (tmp_path / f"{name}.dic").write_text("\n".join([str(len(lines)), *lines, ""]), encoding="utf-8")
        (tmp_path / f"{name}.aff").write_text("SET UTF-8\n", encoding="utf-8")
    monkeypatch.setenv("DICPATH", str(tmp_path))
    return tmp_path


def told(*targets, source="通过。", base=NONE, languages=("zh", "en")):
    pairs = bitext(*((source, target) for target in targets), languages=languages)
    return [(each.found, each.expected) for each in check(pairs, base, ONLY)]


@pytest.mark.parametrize(
    ("wrong", "meant"),
    [
        ("decsion", "decision"),
        ("deicsion", "decision"),
        ("deciision", "decision"),
        ("decizion", "decision"),
        ("decisoin", "decision"),
        ("dеcision", "decision"),  # a Cyrillic letter
        ("highlevel", "high-level"),
    ],
)
def test_a_slip_of_the_pen_is_told_once_with_the_word_that_was_meant(wrong, meant):
    right = "The high-level decision was adopted."
    assert told(right, f"The {wrong} was considered.", f"The {wrong}!") == [(wrong, (meant,))]


def test_a_short_word_is_told_where_the_document_often_has_the_right_one():
    right = "The level was high."
    assert told(right, right, "The lveel was high.") == []
    assert told(right, right, right, "The lveel was high.") == [("lveel", ("level",))]


@pytest.mark.parametrize(
    "target",
    [
        "The Decsion was considered.",
        "The DECSION was considered.",
        "The decsion2 was considered.",
        "See www.decsion.org and a@decsion.org/decsion.",
        "The decsion, a decsion, one decsion.",
        "On biregional thermobaric multilateralism.",
        "The programmes of the programme.",
        "The ratione decsion decizion was considered.",
        "The reporters considered.",
    ],
)
def test_what_may_be_right_raises_no_alarm(target):
    assert told("The decision was adopted.", target) == []


def test_words_of_the_original_and_of_the_terms_are_right():
    right, wrong = "The decision.", "The decsion."
    base = TermBase((Concept("1", (Term("decsion", "en"), Term("德西翁", "zh"))),))
    assert told(right, wrong, source="通过 decsion。") == told(right, wrong, base=base) == []
    assert told(right, wrong) == [("decsion", ("decision",))]


def test_a_finding_says_in_chinese_what_it_says_in_english():
    pairs = bitext(("通过。", "The decision."), ("通过。", "The decsion."), languages=("zh", "en"))
    (finding,) = check(pairs, NONE, ONLY)
    assert finding.message == "no dictionary has decsion (1 in the document); nearest: decision"
    assert told_in(finding.message, "zh") == "词典中没有“decsion”（文件中 1 处）；最接近的是“decision”"


def test_a_missing_dictionary_is_said_once(folder):
    (remark,) = not_checked(("en", "fr"), ONLY, translations=["fr"])
    assert str(remark) == f"spelling not checked for French: no dictionary in {folder}"
    assert told("La décision.", "La décsion.", languages=("en", "fr")) == []
    assert not_checked(("en", "zh"), ONLY, translations=["zh"]) == []
    assert not_checked(("zh", "en"), ONLY, translations=["en"]) == []


def test_a_damaged_dictionary_is_an_error_with_its_path(folder):
    (folder / "it_IT.aff").write_bytes(b"SET NONE-SUCH\nSFX A Y x\n")
    with pytest.raises(ReadError, match="it_IT"):
        told("La decisione.", "La decsione.", languages=("en", "it"))
