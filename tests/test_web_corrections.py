"""What a finding offers: the expected term, or the original's figure; nothing where a person has to write it."""

import pytest
from bitexts import bitext_of

from align.terms.base import Concept, Term, TermBase
from align.terms.check import CheckSettings, check
from align.web.findings.corrections import correction, spaces_figures

BASE = TermBase(
    (
        Concept(
            "2030",
            (
                Term("2030 Agenda", "en"),
                Term("2030 年议程", "zh"),
                Term("2030年日程", "zh", status="deprecated"),
                Term("二〇三〇年日程", "zh", status="deprecated"),
            ),
        ),
    )
)
LANGUAGES = ("en", "zh-CN")


def offers(source, target, *others):
    """Return the translations that are offered for a row, by code."""
    bitext = bitext_of((source, target), *others)
    spaces = spaces_figures(bitext)
    offered = {}
    for found in check(bitext, BASE, CheckSettings(frozenset({"T1", "N1", "N2", "N3"}))):
        one = correction(found, LANGUAGES, spaces)
        offered[found.code] = one and one.text
    return offered


@pytest.mark.parametrize(
    ("code", "source", "target", "mended"),
    [
        ("N1", "There were 12 of them.", "一共有13个。", "一共有12个。"),
        ("N1", "It cost 2.5 per cent.", "占2.6%。", "占2.5%。"),
        ("N1", "There were 17 186 of them.", "一共有17 168个。", "一共有17 186个。"),
        ("N2", "It met in 2015.", "2016年举行了会议。", "2015年举行了会议。"),
        ("N2", "It met on 12 May.", "5月13日举行了会议。", "5月12日举行了会议。"),
        ("N3", "See A/79/12/Add.1.", "见A/79/13/Add.1。", "见A/79/12/Add.1。"),
        ("N3", "In resolution 1325 (2000) it did.", "第1352(2000)号决议。", "第1325(2000)号决议。"),
    ],
)
def test_a_plain_figure_is_offered_and_mends_the_finding(code, source, target, mended):
    assert offers(source, target) == {code: mended}
    assert offers(source, mended) == {}


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("There were 3.6 billion of them.", "共有37亿人。"),
        ("There were 36 of them.", "共有三十七人。"),
        ("There were fourteen of them.", "共有15人。"),
        ("There were 1,500 of them.", "共有1 600人。"),
        ("There were 15 and 17 of them.", "共有16人和18人。"),
        ("There were 15 of them.", "有人。"),
        ("They met in June.", "会议于7月举行。"),
        ("They met on 21 June.", "会议于2021年6月举行。"),
        ("It was 15 per cent.", "占百分之十六。"),
    ],
)
def test_what_a_person_has_to_write_is_not_offered(source, target):
    offered = offers(source, target)
    assert offered
    assert set(offered.values()) == {None}


@pytest.mark.parametrize(
    ("own", "other", "mended"),
    [
        ("到2025年，2030年日程", "有25个国家。", "到2025年，2030年议程"),
        ("到 2025 年，2030 年日程", "有 25 个国家。", "到 2025 年，2030 年议程"),
        ("二〇三〇年日程", "没有数字。", "2030 年议程"),
    ],
)
def test_a_term_is_put_in_with_the_spaces_of_the_translation(own, other, mended):
    wrong = own.replace("2030 年日程", "2030年日程")
    source = "By 2025, the 2030 Agenda" if "2025" in own else "The 2030 Agenda"
    assert offers(source, wrong, ("There were 25.", other))["T1"] == mended


@pytest.mark.parametrize(
    ("source", "target", "mended"),
    [
        ("The Security Council met.", "安全理亊会开会。", "安全理事会开会。"),
        ("The Security Council met.", "安全里事会开会。", "安全理事会开会。"),
        ("The Security Council met.", "安全理会开会。", "安全理事会开会。"),
        ("The Security Council met.", "安全理事开会。", None),  # who knows where its name ends
        (
            "The Commission on Population and Development met.",
            "人口与发展小组开会。",
            "人口与发展委员会开会。",
        ),
        (
            "The Commission on Population and Development met.",
            "人口与发展特别小组开会。",
            "人口与发展委员会开会。",
        ),
        ("The Commission on Population and Development met.", "人口与发展问题各国专家的小组开会。", None),
    ],
)
def test_a_garbled_title_is_replaced_whole_or_not_at_all(source, target, mended):
    pairs = (
        ("Security Council", "安全理事会"),
        ("Commission on Population and Development", "人口与发展委员会"),
    )
    base = TermBase(tuple(Concept(en, (Term(en, "en"), Term(zh, "zh")), kind="title") for en, zh in pairs))
    (found,) = check(bitext_of((source, target)), base, CheckSettings(frozenset({"T2"})))
    offered = correction(found, LANGUAGES)
    assert (found.severity, offered and offered.text) == ("error", mended)
