"""Which terms stand in a text, which words render them, and which renderings differ."""

import pytest
from checking import BASE, bitext, codes

from align import embed
from align.bitext import Bead, Bitext, Side
from align.document import Segment
from align.terms.base import Concept, Term, TermBase
from align.terms.check import CheckSettings, check
from align.terms.occurrences import TermFinder


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("zh", "人權高專辦促進發展權、人权和发展", ["人權高專辦", "促進", "發展權", "人权", "发展"]),
        ("zh", "ＷＨＯ与世卫组织", ["世卫组织"]),
        ("en", "The rights to development", ["rights to development"]),
        ("en", "Human-rights organisations’ development", ["Human-rights", "organisations", "development"]),
        ("en", "promoting, promoted and promotes", ["promoting", "promoted", "promotes"]),
        ("en", "Who told WHO of Sudan?", ["WHO", "Sudan"]),
        ("en", "underdevelopment", []),
        ("zh", "大 会、人 权 高 专 办", ["人 权 高 专 办"]),
        ("en", "see A/WHO/1 and www.who.int/sudan", []),
        ("en", "HUMAN RIGHTS COUNCIL OF THE WHO", ["HUMAN RIGHTS COUNCIL"]),
    ],
)
def test_occurrences_are_leftmost_longest_whole_words(language, text, found):
    assert [text[o.start : o.end] for o in TermFinder(BASE, language).find(text)] == found


NAMES = TermBase(
    (
        Concept("sec", (Term("秘书处", "zh"), Term("the Secretariat", "en"))),
        Concept("bank", (Term("世界银行", "zh"), Term("World Bank (IBRD)", "en"))),
        Concept("ht", (Term("海地", "zh"), Term("Haiti", "en")), kind="country"),
        Concept("ml", (Term("马里", "zh"), Term("Mali", "en")), kind="country"),
        Concept("so", (Term("索马里", "zh"), Term("Somalia", "en")), kind="country"),
        Concept("hrc", (Term("人权理事会", "zh"), Term("Human Rights Council", "en")), kind="title"),
        Concept("hrct", (Term("人权事务委员会", "zh"), Term("Human Rights Committee", "en")), kind="title"),
    )
)


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("en", "The Secretariat and Secretariat staff", ["Secretariat", "Secretariat"]),
        ("en", "the World Bank (IBRD) said", ["World Bank (IBRD)"]),
        ("zh", "关于海地的方案", ["海地"]),
        ("zh", "关于海地方案", []),  # 地方 is a word
        ("zh", "索马里和马里", ["索马里", "马里"]),
    ],
)
def test_articles_brackets_and_words_at_the_edges_of_a_term(language, text, found):
    assert [text[o.start : o.end] for o in TermFinder(NAMES, language).find(text)] == found


@pytest.mark.parametrize(
    ("source", "target", "missing"),
    [
        ("Somalia and the Haiti scenario", "索马里和海地方案", []),  # 海地 stands there, though not as a word
        ("Somalia and Mali", "索马里", ["Mali"]),  # 马里 in 索马里 is not Mali
    ],
)
def test_a_country_in_other_words_is_rendered_and_in_another_country_is_not(source, target, missing):
    found = check(bitext((source, target), languages=("en", "zh-CN")), NAMES, None, embed.load())
    assert [f.term for f in found] == missing


def test_a_title_that_the_original_names_is_no_garbled_form_of_another():
    source = "人权理事会支持人权事务委员会，人权理事会还感谢它。"
    target = "The Human Rights {} supported the Human Rights Committee and also thanked it."
    assert codes((source, target.format("Council")), base=NAMES) == []
    assert codes((source, target.format("Board")), base=NAMES) == ["T2"]


def test_what_answers_to_a_term_is_shown_unless_it_is_a_piece_of_it():
    pair = bitext(
        ("Human rights are universal.", "人的权利是普遍的。"), ("Rights", "权"), languages=("en", "zh")
    )
    told = check(pair, BASE, CheckSettings(frozenset({"T9"})), embed.load())
    assert [each.found for each in told] == ["人的权利"]


def test_the_next_sentence_of_a_paragraph_satisfies():
    beads = tuple(
        Bead((Segment(source, 4, n, n + 9),), (Segment(target, 4, n, n + 9),))
        for n, (source, target) in enumerate(
            [("人权理事会开会。", "It met."), ("法国发言。", "France spoke in the Human Rights Council.")]
        )
    )
    assert check(Bitext(Side("zh"), Side("en"), beads), BASE) == []


def test_a_finding_says_what_stands_there_instead():
    (finding,) = check(
        bitext(("报告论及发展权的实现。", "The report addresses the realization of the development right.")),
        BASE,
    )
    assert finding.code == "T1"
    assert finding.found == "development right"
    assert finding.expected == ("right to development",)
    assert finding.source[slice(*finding.source_spans[0])] == "发展权"
    (finding,) = check(
        bitext(("法国代表发言。", "The representative of Germany made a statement.")),
        BASE,
        None,
        embed.load(),
    )
    assert finding.code == "T2"
    assert "Germany" in finding.found


@pytest.mark.parametrize(
    ("source", "target", "severity"),
    [
        ("人权理事会通过了决议。", "The Human Rights Board adopted the resolution.", "error"),  # another name
        (
            "人权理事会通过了决议。",
            "The panel in Geneva adopted the resolution.",
            "suggestion",
        ),  # told otherwise
        ("5月3日开会", "It met on 4 May", "error"),
        ("2015年5月3日开会", "It met on 3 May", "suggestion"),  # the year goes without saying
        ("5月3日开会", "It met in May", "warning"),
        ("6 委员会开会", "The Committee met", "suggestion"),  # the number of a footnote
        ("委员会组织了活动1。", "The Committee organized activities.", "suggestion"),  # its mark
        ("1 810名儿童", "children", "error"),
        ("见A/75/148。", "See the report.", "error"),
    ],
)
def test_only_what_is_wrong_is_an_error(source, target, severity):
    (finding,) = check(bitext((source, target)), BASE, None, embed.load())
    assert finding.severity == severity


def test_a_superseded_name_is_a_suggestion():
    base = TermBase(
        (
            Concept(
                "1",
                (Term("土耳其", "zh"), Term("Türkiye", "en"), Term("Turkey", "en", "superseded")),
                kind="country",
            ),
        )
    )
    (finding,) = check(bitext(("土耳其声明", "a statement of Turkey")), base)
    assert (finding.code, finding.severity) == ("T1", "suggestion")


@pytest.mark.parametrize(("status", "severity"), [("superseded", "suggestion"), ("deprecated", "warning")])
def test_a_forbidden_term_of_the_original_is_told_by_how_it_is_forbidden(status, severity):
    base = TermBase(
        (Concept("1", (Term("土耳其", "zh"), Term("Türkiye", "en"), Term("Turkey", "en", status))),)
    )
    pair = bitext(("a statement of Turkey", "土耳其声明"), languages=("en", "zh"))
    (finding,) = check(pair, base, CheckSettings(frozenset({"T7"})))
    assert (finding.code, finding.severity) == ("T7", severity)


@pytest.mark.parametrize(
    ("beside", "told"),
    [
        (("代表发言。", "France spoke."), []),
        (("我国发言。", "France spoke."), ["T2"]),  # there, France is the country that speaks of itself
        (("法国发言。", "France spoke."), ["T2"]),
        (("代表发言。", "They spoke."), ["T2"]),
    ],
)
@pytest.mark.parametrize("before", [True, False])
def test_where_paragraphs_are_not_known_a_name_may_stand_in_the_unit_beside(beside, told, before):
    here, opened = ("法国开会。", "Members met."), ("会议开幕。", "The meeting opened.")
    pairs = [opened, opened, *((beside, here) if before else (here, beside)), opened]
    beads = tuple(Bead((Segment(source),), (Segment(target),)) for source, target in pairs)
    found = check(Bitext(Side("zh"), Side("en"), beads), BASE, None, embed.load())
    assert [f.code for f in found] == told


@pytest.mark.parametrize(
    ("source", "target", "found"),
    [
        ("The Human Rights Council met.", "人理会开会。", []),
        ("The Human Rights Council met.", "人权董事会开会。", ["T2"]),
        ("The Parisian Human Rights Council met.", "巴黎的一个组织开会。", []),
        ("French troops left France.", "法军离开该国。", []),
        ("Ambassador of France", "苏丹大使", ["T2"]),
    ],
)
def test_names_in_chinese_translations(source, target, found):
    pair = bitext((source, target), languages=("en", "zh-CN"))
    assert [finding.code for finding in check(pair, BASE)] == found


def test_a_formal_name_and_a_short_one_are_no_two_renderings():
    base = TermBase(
        (
            Concept(
                "1",
                (Term("美国", "zh"), Term("美利坚合众国", "zh"), Term("USA", "en"), Term("America", "en")),
            ),
        )
    )
    pairs = [("美国", "America"), ("美利坚合众国", "USA")]
    assert check(bitext(*pairs), base, CheckSettings(frozenset({"T3"}))) == []


def test_a_shortened_wording_is_no_second_rendering():
    base = TermBase(
        (
            Concept(
                "1",
                (Term("罗马规约", "zh"), Term("Rome Statute", "en"), Term("Rome Statute of the Court", "en")),
            ),
        )
    )
    pairs = [("罗马规约", "Rome Statute"), ("罗马规约一", "Rome Statute of the Court")]
    assert check(bitext(*pairs), base, CheckSettings(frozenset({"T3"}))) == []


def test_a_deprecated_term_of_the_original_may_be_translated_as_one():
    base = TermBase(
        (
            Concept(
                "1",
                (
                    Term("大韩民国", "zh"), Term("南朝鲜", "zh", "deprecated"),
                    Term("Republic of Korea", "en"), Term("South Korea", "en", "deprecated"),
                ),
                kind="country",
            ),
        )
    )  # fmt: skip
    (finding,) = check(bitext(("南朝鲜声明", "a statement of South Korea")), base)
    assert (finding.code, finding.severity) == ("T6", "suggestion")
    (finding,) = check(bitext(("大韩民国声明", "a statement of South Korea")), base)
    assert finding.code == "T1"


def test_several_renderings_are_told_with_counts_and_places():
    base = TermBase(
        (
            Concept(
                "1",
                (Term("问责", "zh"), Term("accountability", "en"), Term("answerability", "en", "admitted")),
            ),
        )
    )
    pairs = [("问责", "accountability of States")] * 3 + [("问责制度", "answerability")]
    (finding,) = check(bitext(*pairs), base, CheckSettings(frozenset({"T3"})))
    assert "accountability 3, answerability 1" in finding.message
    assert len(finding.related) == 4


def test_one_rendering_of_several_terms_is_told_with_counts_and_places():
    base = TermBase(
        (
            Concept("1", (Term("援助", "zh"), Term("assistance", "en"))),
            Concept("2", (Term("协助", "zh"), Term("assistance", "en"))),
            Concept("3", (Term("平台", "zh"), Term("platform", "en"))),
            Concept("4", (Term("平台", "zh"), Term("platform", "en"))),
        )
    )
    pairs = [("提供援助", "give assistance")] * 2 + [("予以协助", "assistance"), ("一个平台", "a platform")]
    (finding,) = check(bitext(*pairs), base, CheckSettings(frozenset({"T4"})))
    assert "several source terms: 援助 2, 协助 1" in finding.message
    assert len(finding.related) == 3


def test_an_adjective_is_of_the_country_that_it_shares_most_letters_with():
    """*Palestinian* took the place of Egypt as something of Palau, which the original does not name."""
    names = {"eg": ("埃及", "Egypt"), "pw": ("帕劳", "Palau"), "ps": ("巴勒斯坦国", "State of Palestine")}
    base = TermBase(
        tuple(
            Concept(each, (Term(ours, "zh"), Term(theirs, "en")), "country")
            for each, (ours, theirs) in names.items()
        )
    )
    pair = bitext(("埃及努力支持巴勒斯坦人民。", "It supports the Palestinian people."))
    assert all(finding.severity != "error" for finding in check(pair, base, model=embed.load()))


@pytest.mark.parametrize(
    ("code", "usual", "other"),
    [
        ("fr", "Le Comité a examiné le développement.", "Le Comité a examiné la croissance."),
        ("es", "El Comité examinó el desarrollo.", "El Comité examinó el crecimiento."),
        ("ru", "Комитет рассмотрел развитие.", "Комитет рассмотрел рост."),
        ("ar", "نظرت اللجنة في التنمية.", "نظرت اللجنة في النمو."),
        ("zh", "委员会审议了发展。", "委员会审议了增长。"),
    ],
)
def test_an_ordinary_term_departs_from_the_usage_of_its_document(code, usual, other):
    said = {"fr": "développement", "es": "desarrollo", "ru": "развитие", "ar": "التنمية", "zh": "发展"}[code]
    base = TermBase((Concept("dev", (Term("development", "en"), Term(said, code))),))
    rows = [("The Committee considered development.", each) for each in (usual,) * 12 + (other,)]
    pair = bitext(*rows, languages=("en", code))
    [told] = check(pair, base, CheckSettings(frozenset({"T5"})), embed.load())
    assert told.target == other
    assert f"{said} 12 times in the document, otherwise 1" in told.message
    rows[-4:] = [("The Committee considered development.", other)] * 4
    seldom = bitext(*rows, languages=("en", code))
    codes_told = {f.code for f in check(seldom, base, CheckSettings(frozenset({"T5", "T9"})), embed.load())}
    assert codes_told == {"T9"}


def test_names_that_both_sides_write_alike_lack_no_clause():
    usual = [
        ("委员会在第三次会议上一致通过了工作组提出的各项建议和结论。",
         "The Committee unanimously adopted the recommendations and conclusions of the working group there."),
        ("秘书处将在会议结束之前分发这些文件和与会者的名单。",
         "The Secretariat will circulate these documents and the list of participants before the meeting ends."),
    ] * 15  # fmt: skip
    named = (
        "狙击手在本报告所述期间向村庄开枪，打死士兵Anton Petrosyan、Karen Hakobyan、Levon Sarkisov，打伤士兵Ivan Mirzoyan。",
        "During the period snipers shot at the village, killing soldiers Anton Petrosyan, Karen Hakobyan, Levon "
        "Sarkisov and wounding Ivan Mirzoyan.",
    )
    units = bitext(*usual, named, languages=("zh", "en"))
    assert check(units, TermBase(()), CheckSettings(frozenset({"U5"})), embed.load()) == []
