"""Findings: what a terminologist wants to hear, and what would make her give up."""

import csv
from pathlib import Path

import pytest

from align import embed
from align.bitext import Bead, Bitext, Side
from align.document import NoteMark, Segment
from align.errors import SettingsError
from align.terms import formats
from align.terms.base import Concept, Term, TermBase
from align.terms.check import CheckSettings, check, read_settings
from align.terms.checks import CHECKS
from align.terms.occurrences import Finder

CASES = Path(__file__).parent / "cases" / "terms"

BASE = TermBase(
    (
        Concept("dev", (Term("发展", "zh"), Term("development", "en"))),
        Concept(
            "rtd",
            (
                Term("发展权", "zh"),
                Term("right to development", "en"),
                Term("development right", "en", "deprecated"),
            ),
        ),
        Concept("hr", (Term("人权", "zh"), Term("human rights", "en"))),
        Concept(
            "ohchr",
            (
                Term("人权高专办", "zh"),
                Term("Office of the United Nations High Commissioner for Human Rights", "en"),
                Term("OHCHR", "en", form="acronym"),
            ),
            kind="title",
        ),
        Concept("hrc", (Term("人权理事会", "zh"), Term("Human Rights Council", "en")), kind="title"),
        Concept("fr", (Term("法国", "zh"), Term("France", "en", form="short")), kind="country"),
        Concept("sd", (Term("苏丹", "zh"), Term("Sudan (the)", "en", form="short")), kind="country"),
        Concept("promote", (Term("促进", "zh"), Term("promote", "en", part_of_speech="verb"))),
        Concept("who", (Term("世卫组织", "zh"), Term("WHO", "en", form="acronym")), kind="title"),
        Concept("org", (Term("组织", "zh"), Term("organization", "en"))),
    )
)


def bitext(*pairs, languages=("zh-CN", "en")):
    beads = tuple(
        Bead((Segment(source, n),), (Segment(target, n),)) for n, (source, target) in enumerate(pairs, 1)
    )
    return Bitext(Side(languages[0], "doc"), Side(languages[1], "doc"), beads)


def codes(*pairs, base=BASE, **options):
    settings = CheckSettings(frozenset(CHECKS)) if options.pop("all_checks", False) else None
    return [finding.code for finding in check(bitext(*pairs), base, settings, embed.load())]


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
    assert [text[o.start : o.end] for o in Finder(BASE, language).find(text)] == found


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
    assert [text[o.start : o.end] for o in Finder(NAMES, language).find(text)] == found


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


@pytest.mark.parametrize(("number", "severity"), [("99", "warning"), ("100", "error")])
def test_a_large_number_on_one_side_alone_is_an_error(number, severity):
    found = check(bitext((f"共有{number}名代表。", "There were delegates.")), TermBase(()))
    assert [(f.code, f.severity) for f in found] == [("N1", severity)]


@pytest.mark.parametrize(("usual", "told"), [(18, []), (19, ["E1"])])
def test_what_is_usual_is_known_from_twenty_units_on(usual, told):
    pair = ("A sentence of usual length.", "这是一句长度很普通的话，既不算长，也不算短。")
    long = ("A sentence that is as long as six others. " * 6, "这是一句长度很普通的话，既不算长，也不算短。")
    found = check(bitext(*[pair] * usual, long, languages=("en", "zh")), TermBase(()))
    assert [f.code for f in found] == told


def cases(name):
    with (CASES / name).open(encoding="utf-8") as file:
        return [tuple(row) for row in csv.reader(file, dialect="excel-tab") if row]


@pytest.mark.parametrize(("code", "source", "target"), cases("found.tsv"))
def test_what_is_wrong_is_found(code, source, target):
    assert code in codes((source, target), all_checks=True)


@pytest.mark.parametrize(("source", "target"), cases("silent.tsv"))
def test_what_is_right_raises_no_alarm(source, target):
    assert codes((source, target)) == []


@pytest.mark.parametrize(("code", "language", "source", "target"), cases("mechanics.tsv"))
def test_what_a_translation_shows_by_itself(code, language, source, target):
    pair = bitext((source, target), languages=("zh", "en") if language == "en" else ("en", language))
    found = [f.code for f in check(pair, TermBase(())) if f.code[0] in "MU"]
    assert found == ([] if code == "-" else [code])


@pytest.mark.parametrize(("source", "target", "found"), cases("exchanged.tsv"))
def test_figures_that_change_places(source, target, found):
    pair = bitext((source, target), languages=("en", "zh"))
    told = check(pair, TermBase(()), CheckSettings(frozenset({"N5"})), embed.load())
    assert [f"{each.term} {each.found}" for each in told] == ([found] if found else [])


def test_what_answers_to_a_term_is_shown_unless_it_is_a_piece_of_it():
    pair = bitext(
        ("Human rights are universal.", "人的权利是普遍的。"), ("Rights", "权"), languages=("en", "zh")
    )
    told = check(pair, BASE, CheckSettings(frozenset({"T5"})), embed.load())
    assert [each.found for each in told] == ["人的权利"]


def test_a_name_that_is_another_is_no_slip_of_the_pen():
    names = ("保护方案", "Conservation Programme"), ("对话方案", "Conversation Programme")
    base = TermBase(tuple(Concept(zh, (Term(zh, "zh"), Term(en, "en")), kind="title") for zh, en in names))
    pair = bitext(("保护方案和对话方案", "the Conversation Programme and the other"))
    told = check(pair, base, CheckSettings(frozenset({"T2"})), embed.load())
    assert [(each.term, each.severity) for each in told] == [("保护方案", "suggestion")]


@pytest.mark.parametrize(
    ("code", "one", "other", "found"),
    [
        ("en", "Adopted by the Council.", "Adopted by Council", []),
        ("fr", "Adoptée par le Conseil.", "Adoptée par Conseil", []),
        ("fr", "L’Assemblée l’adopte.", "Assemblée adopte.", []),
        ("fr", "Adoptée au Conseil.", "Adoptée par Conseil.", ["S1"]),
    ],
)
def test_articles_make_no_other_translation(code, one, other, found):
    pair = bitext(("理事会通过。", one), ("理事会通过。", other), languages=("zh", code))
    assert [f.code for f in check(pair, TermBase(()), CheckSettings(frozenset({"S1"})))] == found


@pytest.fixture(scope="module")
def starter(corpora):
    return formats.read(corpora / "terms/un.tbx")


@pytest.mark.parametrize(("source_code", "code", "source", "target"), cases("right_in_six_languages.tsv"))
def test_what_is_usual_in_its_language_raises_no_alarm(source_code, code, source, target, starter):
    pair = bitext((source, target), languages=(source_code, code))
    assert [str(f.message) for f in check(pair, starter)] == []


def test_the_number_of_a_page_is_another_in_another_version():
    pair = bitext(("It is so (p. 31).", "Это так (стр. 34)."), languages=("en", "ru"))
    assert [(f.code, f.severity) for f in check(pair, TermBase(()))] == [("N1", "suggestion")]


def test_a_space_before_a_mark_is_missed_only_where_the_text_sets_it():
    spaced, glued = (
        ("He came: all was well.", "Il est venu : tout allait bien."),
        ("Note: this.", "Note: ceci."),
    )
    both = check(bitext(spaced, spaced, glued, languages=("en", "fr")), TermBase(()))
    assert [f.code for f in both] == ["M4"]
    assert check(bitext(glued, glued, spaced, languages=("en", "fr")), TermBase(())) == []


def test_patterns_of_ones_own_are_found_where_all_they_name_holds(tmp_path):
    (tmp_path / "c.toml").write_text(
        """
        only = ["M8"]
        [[pattern]]
        name = "a year without 年"
        original = '\\b20\\d\\d\\b'
        translation_lacks = '20\\d\\d年'
        [[pattern]]
        name = "write 联合国 whole"
        translation = 'UN'
        """,
        encoding="utf-8",
    )
    pairs = bitext(
        ("In 2020 it met.", "2020会议。"), ("In 2020 it met.", "2020年会议。"), ("The UN met.", "UN开会。"),
        languages=("en", "zh"),
    )  # fmt: skip
    first, second = check(pairs, TermBase(()), read_settings(tmp_path / "c.toml"))
    assert (first.code, first.message, first.source_spans) == ("M8", "a year without 年", ((3, 7),))
    assert (second.message, second.found) == ("write 联合国 whole", "UN")


@pytest.mark.parametrize(
    ("pattern", "says"),
    [
        ("name = 'x'\noriginal = '('", "no regular expression"),
        ("original = 'x'", "no name"),
        ("name = 'x'", "no expression"),
        ("name = 'x'\nsource = 'x'", "unknown key 'source'"),
        ("name = 3\noriginal = 'x'", "unknown key 'name'"),
    ],
)
def test_a_pattern_that_is_none_is_refused(tmp_path, pattern, says):
    (tmp_path / "c.toml").write_text(f"[[pattern]]\n{pattern}\n", encoding="utf-8")
    with pytest.raises(SettingsError, match=says):
        read_settings(tmp_path / "c.toml")


def test_notes_of_addresses_alone_have_no_usual_length():
    usual = [
        (
            "A sentence of the usual length, neither long nor short.",
            "这是一句长度很普通的话，既不算长，也不算短，没有特别。",
        )
    ] * 25
    note = ("See https://www.un.org/en/" + "a" * 90 + ".", "见https://www.un.org/zh/b。")
    bare = (
        "https://www.un.org/en/" + "a" * 90,
        "可查阅联合国网站www.un.org/zh上的中文版本，该版本随时更新，内容详尽。",
    )
    inside = (
        "The Project Office on Governance (see www.unpog.org) organized the forum with others.",
        "治理项目办公室(见www.unpog.org)与其他各方一道共同举办了此次论坛，参加了区域内的活动。",
    )
    long = ("See " + "the report of the committee and " * 8, "见报告。")
    found = check(bitext(*usual, note, bare, inside, long, languages=("en", "zh")), TermBase(()))
    assert [f.unit.rsplit(":")[-1] for f in found if f.code == "E1"] == ["29"]


def test_a_traditional_character_in_a_simplified_text_is_told():
    usual = [("A sentence.", "这是一个普通的句子，长度也很普通，没有什么特别之处。")] * 20
    pairs = bitext(*usual, ("They must not lose it.", "不得丟掉。"), languages=("en", "zh"))
    (finding,) = check(pairs, TermBase(()), CheckSettings(frozenset({"M6"})))
    assert (finding.found, finding.expected) == ("丟", ("丢",))


def test_a_text_in_traditional_characters_is_no_mistake():
    pair = bitext(("The Human Rights Council met.", "人權理事會開會。"), languages=("en", "zh"))
    assert check(pair, TermBase(())) == []


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


def test_both_directions():
    pairs = ("The development right is inalienable.", "发展权是不可剥夺的。")
    assert check(bitext(pairs, languages=("en", "zh-CN")), BASE) == []
    wrong = ("The Human Rights Council met.", "安理会开会。")
    assert [f.code for f in check(bitext(wrong, languages=("en", "zh-CN")), BASE)] == ["T2"]


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


def test_a_lost_footnote_mark_is_told():
    bead = Bead((Segment("一", notes=(NoteMark("3", 1),)),), (Segment("One"),))
    (finding,) = check(Bitext(Side("zh"), Side("en"), (bead,)), TermBase(()))
    assert (finding.code, finding.message) == ("N4", "footnote mark 3 is missing")


def test_one_long_side_among_usual_ones():
    usual = [
        (
            "这是一个普通的句子，长度也很普通，没有什么特别之处。" * 2,
            "An ordinary sentence of ordinary length. " * 3,
        )
    ]
    odd = ("这是一个普通的句子，长度也很普通，没有什么特别之处。" * 2, "An ordinary sentence. " * 30)
    found = check(bitext(*usual * 30, odd), TermBase(()), CheckSettings(frozenset({"E1"})))
    assert [finding.unit for finding in found] == ["doc::31"]


def test_every_check_has_a_title():
    assert all(check.title[0].isupper() and check.short for check in CHECKS.values())


def test_settings_are_read_and_unknown_keys_refused(tmp_path):
    path = tmp_path / "checks.toml"
    path.write_text('on = ["T5"]\noff = ["S1"]\n[severity]\nT5 = "warning"\n', encoding="utf-8")
    settings = read_settings(path)
    assert "T5" in settings.codes
    assert "S1" not in settings.codes
    assert settings.severities == {"T5": "warning"}
    for text, says in (
        ("of = []", "unknown key 'of'"), ('on = ["X9"]', "no check 'X9'"),
        ("on = 1", "lists of codes"), ("on = [", "no TOML"), ('[severity]\nT1 = "bad"', "no severity"),
    ):  # fmt: skip
        path.write_text(text, encoding="utf-8")
        with pytest.raises(SettingsError, match=says):
            read_settings(path)


def test_a_graded_check_keeps_its_findings():
    settings = CheckSettings(frozenset({"N1"}), {"N1": "suggestion"})
    (finding,) = check(bitext(("14名", "15 persons")), TermBase(()), settings)
    assert finding.severity == "suggestion"


def test_half_a_character_does_not_stop_the_checks():
    """Broken PDFs yield such; the finding is the same when the bitext comes back from a file of UTF-8."""
    found, again = (
        check(bitext((f"2019 年上升 {half}。", f"It rose {half} in 2018.")), BASE)
        for half in ("\ud800", "\ufffd")
    )
    assert [finding.code for finding in found] == ["N2"]
    assert [f.fingerprint for f in found] == [f.fingerprint for f in again]
    assert "\ud800" not in found[0].matter
