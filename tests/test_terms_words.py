"""What a finding says in other languages: all that it says in English."""

import pickle
import re
from dataclasses import replace

import pytest
from bitexts import bitext_of

from align import embed
from align.document import NoteMark
from align.terms.base import Concept, Term, TermBase
from align.terms.check import CheckSettings, check
from align.terms.checks import CHECKS
from align.terms.findings import Finding
from align.terms.patterns import TermPattern
from align.words import say, told

TERMS = TermBase(
    (
        Concept(
            "right",
            (
                Term("right to development", "en"),
                Term("发展权", "zh"),
                Term("发展的权力", "zh", status="deprecated"),
                Term("发展之权", "zh", status="superseded"),
            ),
        ),
        Concept("france", (Term("France", "en"), Term("法国", "zh")), kind="country"),
        Concept("japan", (Term("Japan", "en"), Term("日本", "zh")), kind="country"),
        Concept("poverty", (Term("poverty eradication", "en"), Term("消除贫穷", "zh"), Term("扶贫", "zh"))),
        Concept("aid", (Term("aid", "en"), Term("援助", "zh"))),
        Concept("assistance", (Term("assistance", "en"), Term("援助", "zh"))),
        Concept(
            "aliens",
            (
                Term("foreigners", "en"),
                Term("aliens", "en", status="deprecated"),
                Term("外国人", "zh"),
                Term("洋鬼", "zh", status="deprecated"),
            ),
        ),
        Concept("trade", (Term("trade", "en"), Term("贸易", "zh"))),
        Concept("harvest", (Term("harvest", "en"), Term("收成", "zh"))),
    )
)

SAYS = [
    ("T1", "The right to development.", "发展的权力。", "“发展的权力”为禁用译法，应为“发展权”"),
    ("T1", "The right to development!", "发展之权！", "“发展之权”为旧译法，已被取代，应为“发展权”"),
    ("T2", "France spoke.", "它发言。", "“France”应为“法国”，此处未见"),
    ("T2", "France left.", "日本离去。", "“France”应为“法国”，现为“日本”"),
    ("T3", "Poverty eradication now.", "现在扶贫。",
        "“Poverty eradication”有多种译法：“扶贫”1 次、“消除贫穷”2 次"),
    ("T4", "More aid came.", "援助增加。", "“援助”兼作多个术语的译法：“aid”1 次、“assistance”1 次"),
    ("T5", "The harvest failed.", "歉年来了。", "“harvest”：本文件有4次为“收成”，另有1次不同；此处未见"),
    ("T9", "They trade.", "他们往来。", "“trade”应为“贸易”，此处未见"),
    ("T6", "The aliens sang.", "洋鬼歌唱。", "aliens 和 洋鬼 均为禁用术语；发言者可能有意如此"),
    ("T7", "Many aliens danced.", "许多外国人跳舞。", "原文使用了禁用的 aliens"),
    ("T8", "Bachelet smiled.", "巴舍莱笑了。", "“Bachelet”有多种译法：“巴切莱特”2 次、“巴舍莱”1 次"),
    ("N1", "There were 32 and 14.", "无人。", "原文有“32”、“14”，译文没有"),
    ("N1", "There were 58.", "有85人。", "原文为“58”，译文为“85”"),
    ("N1", "Nobody was there.", "有77人。", "译文有“77”，原文没有"),
    ("N2", "In May 2015.", "在2016年5月。", "原文为“2015”，译文为“2016”"),
    ("N3", "See A/76/4.", "见A/76/5。", "原文为“A/76/4”，译文为“A/76/5”"),
    ("N4", "A note here.", "此处有注。", "译文缺脚注号 1、2"),
    ("N4", "So (it is) so.", "如此（如此。", "译文括号不成对"),
    ("S1", "He came back.", "他复至。", "同一原文在 {} 另有译法：“他回来了。”"),
    ("S2", "She was gone.", "没有人。", "同一译文在 {} 另有原文：“Nobody.”"),
    ("U1", "This is not translated yet.", "this is not translated", "此处未翻译"),
    ("E1", "It came and went; " * 6 + "it stopped.", "来去往返，" * 80, "译文偏长，为通常长度的 {} 倍"),
    ("E1", "It went and came; " * 12 + "it stopped.", "来来去去，往返不已，终于停下，不再动了。",
        "译文偏短，通常长度为其 {} 倍"),
    ("U2", "It lasted for all of us.", "它持续 for all of us 了。", "“for all of us”未翻译"),
    ("M1", "He was late.", "他迟到了，，走了。", "“，，”重复"),
    ("M2", "She read a book.", "她读《书。", "“《”不成对"),
    ("M3", "They sang, danced.", "他们唱歌,跳舞。", "“,”全半角有误"),
    ("M4", "They ate.", "他们吃饭 。", "空格缺失或多余：。"),
    ("M5", "Did he go?", "他走了。", "结尾为“.”，原文为“?”"),
    ("M5", "Will he come?", "他来", "结尾缺“?”，原文有"),
    ("M6", "We opened it.", "我们開了它。", "“開”为繁体字，简体应为“开”"),
    ("M7", "Write to a@un.org now.", "请写信至 b@un.org。", "原文为“a@un.org”，译文为“b@un.org”"),
    ("M7", "Look at www.un.org soon.", "请尽快查看。", "译文缺“www.un.org”"),
    ("M8", "He named it.", "他称之为ZZ。", "write ZZ whole"),
    ("U3", "He slept at least for a while.", "他至多睡了一会儿。", "原文为“at least”，译文为“至多”"),
    ("N5", "We meet on 17 and 18 May.", "我们5月18日和17日开会。", "“17”、“18”的位置似乎互换了"),
    ("U4", "She did not eat that.", "她吃了那个。", "原文有“not”，译文中没有相应的否定"),
    ("U4", "She drank this.", "她没有喝这个。", "译文有“没有”，原文中没有相应的否定"),
    ("U5", "The children are at school, and the staff returned to the capital before the end of the month.",
        "儿童在学校。", "译文中没有与“{}”对应的内容（把握 {}）"),
    ("U5", "Children are at school.", "儿童在学校，工作人员全体被要求于月底之前返回首都，因为此前已多次通知他们。",
        "原文中没有与“{}”对应的内容（把握 {}）"),
]  # fmt: skip
"""Code, original, translation, and what the finding says; `{}` stands for what depends on other rows."""

OTHERS = [
    *[("Poverty eradication first.", "首先消除贫穷。")] * 2,
    ("More assistance came.", "援助又增加。"),
    ("Bachelet came.", "巴切莱特来了。"),
    ("Bachelet went.", "巴切莱特走了。"),
    *[("He came back.", "他回来了。")] * 2,
    *[("Nobody.", "没有人。")] * 2,
    *[("The harvest was good.", "收成很好。")] * 4,
    *[(f"Plain {'x' * n} words that say little", f"平常话{'甲' * n}，没有什么内容可言") for n in range(10, 50)],
]  # fmt: skip
"""Rows that the findings refer to, and enough others to know how long a translation usually is."""


@pytest.fixture(scope="module")
def bitext():
    """Return a bitext that has every kind of finding."""
    bitext = bitext_of(*(texts for _, *texts, _ in SAYS), *OTHERS)
    return replace(bitext, beads=tuple(map(noted, bitext.beads)))


def noted(bead):
    notes = (NoteMark("1", 1), NoteMark("2", 6)) if bead.source[0].text == "A note here." else ()
    return replace(bead, source=(replace(bead.source[0], notes=notes),))


@pytest.fixture(scope="module")
def found(bitext):
    """Return the findings by original and code."""
    findings = check(
        bitext,
        TERMS,
        CheckSettings(frozenset(CHECKS), patterns=(TermPattern("write ZZ whole", translation="ZZ"),)),
    )
    findings += check(bitext, TERMS, CheckSettings(frozenset({"U5"})), embed.load())
    return {(finding.source, finding.code): finding for finding in findings}


@pytest.mark.parametrize(("code", "source", "target", "sentence"), SAYS)
def test_a_finding_says_in_chinese_what_it_says_in_english(found, code, source, target, sentence):
    finding = found[source, code]
    chinese = told(finding.message, "zh")
    blanks = re.fullmatch("(.+)".join(map(re.escape, sentence.split("{}"))), chinese)
    assert blanks, chinese
    evidence = [finding.found, *finding.expected, *blanks.groups(), *re.findall(r"\d[\d.]*", finding.message)]
    assert [text for text in evidence if (text in finding.message) != (text in chinese)] == []
    assert told(finding.message, "en") == finding.message


def test_every_check_has_its_sentence_and_its_names():
    # M9 looks at no Chinese: its sentence is in test_terms_spelling.py.
    assert CHECKS.keys() == {code for code, *_ in SAYS} | {"M9"}
    for check_ in CHECKS.values():
        for name in (check_.title, check_.short):
            assert told(name, "zh") != name, name


def test_what_no_catalogue_holds_is_told_in_english():
    finding = Finding("X9", "error", "1", "", say("new and {found}"), "", "", found="strange")
    assert told(finding.message, "zh") == finding.message == "new and strange"


def test_a_message_of_a_report_is_taken_as_it_is():
    """A reviewed workbook holds finished sentences, which may hold braces."""
    finding = Finding("N1", "error", "1", "", "{message}", "", "", values={"message": "{0.__class__} {}"})
    assert told(finding.message, "zh") == "{0.__class__} {}"


def test_findings_travel_and_tell_the_same(found):
    for finding in found.values():
        same = pickle.loads(pickle.dumps(finding))
        assert (same, told(same.message, "zh")) == (finding, told(finding.message, "zh"))
