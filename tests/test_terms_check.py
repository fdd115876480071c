"""Checks of a bitext: what is wrong is found, what is right raises no alarm."""

import csv
from pathlib import Path

import pytest
from checking import BASE, bitext, codes

from align import embed
from align.bitext import Bead, Bitext, Side
from align.document import NoteMark, Segment
from align.errors import SettingsError
from align.terms import formats, patterns
from align.terms.base import Concept, Term, TermBase
from align.terms.check import CheckSettings, check, read_settings
from align.terms.checks import CHECKS
from align.terms.patterns import TermPattern

CASES = Path(__file__).parent / "cases" / "terms"

ONLY_NUMBERS = CheckSettings(frozenset({"N1"}))


@pytest.mark.parametrize(
    ("source", "target", "severity"),
    [
        ("It cost $277 million in 2013.", "Le coût était de 277 millions en 2013.", "warning"),
        ("It cost $277 million in 2013.", "Le coût était de 277 millions d’euros en 2013.", "error"),
        ("He was seen in September 2014.42", "Il a été vu en septembre 201442.", "suggestion"),
        ("He was seen in 2014.", "Il a été vu en 201442.", "error"),
    ],
)
def test_how_bad_other_figures_are(source, target, severity):
    found = check(bitext((source, target), languages=("en", "fr")), TermBase(()), ONLY_NUMBERS)
    assert [f.severity for f in found] == [severity]


@pytest.mark.parametrize(("number", "severity"), [("99", "warning"), ("100", "error")])
def test_a_large_number_on_one_side_alone_is_an_error(number, severity):
    found = check(bitext((f"共有{number}名代表。", "There were delegates.")), TermBase(()))
    assert [(f.code, f.severity) for f in found] == [("N1", severity)]


@pytest.mark.parametrize(("usual", "told"), [(18, []), (19, ["E1"])])
def test_what_is_usual_is_known_from_twenty_units_on(usual, told):
    pair = ("A sentence of usual length.", "这是一句长度很普通的话，它的长短和别的句子一样。")
    long = (
        "A sentence that is as long as six others. " * 6,
        "这是一句长度很普通的话，它的长短和别的句子一样。",
    )
    found = check(bitext(*[pair] * usual, long, languages=("en", "zh")), TermBase(()))
    assert [f.code for f in found] == told


def cases(name):
    with (CASES / name).open(encoding="utf-8") as file:
        return [tuple(row) for row in csv.reader(file, dialect="excel-tab") if row]


@pytest.mark.parametrize(("code", "source", "target"), cases("found.tsv"))
def test_what_is_wrong_is_found(code, source, target):
    assert code in codes((source, target), all_checks=True)


@pytest.mark.parametrize(("source_code", "code", "source", "target", "said"), cases("denied.tsv"))
def test_a_negation_of_one_side_alone_is_told_in_any_language(source_code, code, source, target, said):
    pair = bitext((source, target), languages=(source_code, code))
    found = check(pair, TermBase(()), CheckSettings(frozenset({"U4"})), embed.load())
    assert [f.term or f.found for f in found] == ([said] if said else [])


@pytest.mark.parametrize(("name", "ways", "one", "its", "other", "others"), cases("two_spellings.tsv"))
def test_a_name_in_two_spellings_is_told_once(name, ways, one, its, other, others):
    """Twice as often as the other, the usual spelling is offered; what is another name or a form is none."""
    spaced = ("zh-CN", "en") if one[0] >= "一" else ("en", "zh-CN")
    rows = [(one, its), (one, its), (other, others)] if ways else [(one, its), (other, others)]
    found = check(bitext(*rows, languages=spaced), TermBase(()), CheckSettings(frozenset({"T8"})))
    assert [(f.term, f.expected[0], f.found) for f in found] == ([(name, *ways.split())] if ways else [])
    marked = [(other[slice(*f.source_spans[0])], others[slice(*f.target_spans[0])]) for f in found]
    assert marked == [(f.term, f.found) for f in found]


@pytest.mark.parametrize(
    ("code", "rows", "found"),
    [
        ("fr", [("Ms. Lindqvist spoke.", "Mme Lindqvist parle."), ("Ms. Lindqvist left.", "Mme Lindquist part.")],
         ["Lindquist"]),
        ("es", [("Ms. Lindqvist spoke.", "La Sra. Lindqvist habla."), ("Ms. Lindqvist left.", "Lindquist salió.")],
         ["Lindquist"]),
        ("ru", [("Mr. Haqqani spoke.", "Хаккани выступил."), ("Mr. Haqqani left.", "Хакани ушел.")], ["Хакани"]),
        ("ar", [("Mr. Lubanga spoke.", "تكلم السيد لوبانغا أولا."), ("Mr. Lubanga left.", "غادر السيد لوبنغا القاعة.")],
         ["لوبنغا"]),
        ("ru", [("Mr. Haqqani spoke.", "Фёдоров выступил."), ("Mr. Haqqani left.", "Федоров ушел.")], []),
        ("ru", [("International aid.", "Международный фонд."), ("International law.", "Международной палаты.")], []),
        ("es", [("The Foreign one.", "El Ministro."), ("A Foreign one.", "El Ministerio.")], []),
        ("fr", [("Many came.", "Avant eux."), ("Many left.", "Ayant fui."), ("Then.", "Plus avant.")], []),
        ("fr", [("Many came.", "Avent."), ("Many left, and many came.", "Ayent.")], []),
    ],
)  # fmt: skip
def test_names_in_two_spellings_are_told_in_any_alphabet_and_ordinary_words_are_none(code, rows, found):
    told = check(bitext(*rows, languages=("en", code)), TermBase(()), CheckSettings(frozenset({"T8"})))
    assert [each.found for each in told] == found


def test_names_in_two_spellings_are_told_in_the_order_of_the_text():
    """In the order of a set they differed from run to run."""
    ways = [
        "巴切莱特 巴舍莱",
        "加西亚 加西西",
        "古特雷斯 古特里斯",
        "贝尔纳 贝尔南",
        "米勒塔 米勒托",
        "卡利姆 卡里姆",
    ]
    usual, rarer = zip(*(each.split() for each in ways), strict=True)
    names = "Bachelet, Garcia, Guterres, Bernard, Milletta, Karim"
    rows = [(f"{names} spoke.", "、".join(each)) for each in (usual, usual, rarer)]
    found = check(bitext(*rows, languages=("en", "zh")), TermBase(()), CheckSettings(frozenset({"T8"})))
    assert [(f.term, f.expected[0], f.found) for f in found] == [
        (name, *way.split()) for name, way in zip(names.split(", "), ways, strict=True)
    ]


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


def test_the_parts_of_a_document_keep_their_numbers_in_any_order():
    parts = [
        ("Goods (Article 6, paragraph 1)", "Товары (пункт 6 статьи 1)"),
        ("Goods (Article 9, paragraph 2)", "Товары (пункт 2 статьи 9)"),
    ]
    [told] = check(bitext(*parts, languages=("en", "ru")), TermBase(()), CheckSettings(frozenset({"N5"})))
    assert (told.term, told.found, told.source) == ("6", "1", parts[0][0])


@pytest.mark.parametrize(
    ("code", "one", "other", "found"),
    [
        ("en", "Name of the organization(s)", "ORGANIZATION NAME", []),
        ("en", "Country", "Countries:", []),
        ("fr", "Nom du pays", "Noms des pays", []),
        ("ru", "Название страны", "Названия стран", []),
        ("en", "Sign in", "Login", ["suggestion"]),
        ("en", "The countries adopted it.", "The country adopted it.", ["warning"]),
    ],
)
def test_labels_of_a_form_differ_in_number_and_order_without_a_word(code, one, other, found):
    source = "通过。" if found == ["warning"] else "标签"
    pair = bitext((source, one), (source, other), languages=("zh", code))
    told = check(pair, TermBase(()), CheckSettings(frozenset({"S1"})))
    assert [f.severity for f in told] == found


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


@pytest.mark.parametrize(("source", "target", "found"), [
    ("The Security Council expresses its determination.", "经济及社会理事会表示决心。", "经济及社会理事会"),
    ("The Security Council expresses its determination.", "安全理事会表示决心。", None),
])  # fmt: skip
def test_a_pronoun_stands_for_the_body_beside_it(source, target, found, starter):
    told = check(bitext((source, target), languages=("en", "zh")), starter)
    assert [(f.code, f.found) for f in told] == ([("T2", found)] if found else [])


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
        ("name = 'x'\noriginal = '('", "line 6: the regular expression is broken"),
        ("name = 'x'\noriginal = 'x'\n'translation' = '*'", "line 7: the regular expression is broken"),
        ("original = 'x'", "line 4: a pattern has no name"),
        ("name = 'x'", "line 4: a pattern has no name or no expression"),
        ("name = 'x'\n\nsource = 'x'", "line 7: unknown key 'source'"),
        ("name = 3\noriginal = 'x'", "line 5: unknown key 'name'"),
    ],
)
def test_a_pattern_that_is_none_is_refused_with_its_line(tmp_path, pattern, says):
    right = "[[pattern]]\nname = 'right'\noriginal = '[(]'\n"
    for rules in (f"{right}[[pattern]]\n{pattern}\n", f"{right}[[ pattern ]]\n{pattern}\n{right}"):
        (tmp_path / "c.toml").write_text(rules, encoding="utf-8")
        with pytest.raises(SettingsError, match=f"c.toml {says}"):
            read_settings(tmp_path / "c.toml")


def test_a_pattern_written_inline_is_refused_with_its_file(tmp_path):
    (tmp_path / "c.toml").write_text("pattern = [{name = 'x', original = '('}]\n", encoding="utf-8")
    with pytest.raises(SettingsError, match=r"c\.toml: the regular expression is broken"):
        read_settings(tmp_path / "c.toml")


def test_a_pattern_that_takes_too_long_is_told(monkeypatch):
    monkeypatch.setattr(patterns, "SECONDS", 0.01)
    settings = CheckSettings(frozenset({"M8"}), patterns=(TermPattern("x", translation="(a|aa)+b+(a|aa)+$"),))
    with pytest.raises(SettingsError, match="takes too long"):
        check(bitext(("字", "a" * 60 + "b" + "a" * 60 + "c")), TermBase(()), settings)


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


def test_both_directions():
    pairs = ("The development right is inalienable.", "发展权是不可剥夺的。")
    assert check(bitext(pairs, languages=("en", "zh-CN")), BASE) == []
    wrong = ("The Human Rights Council met.", "安理会开会。")
    assert [f.code for f in check(bitext(wrong, languages=("en", "zh-CN")), BASE)] == ["T2"]


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
        ("of = []", "unknown key 'of'"), ('on = ["X9"]', "checks.toml: there is no check 'X9'"),
        ('off = ["t1"]', "no check 't1'"), ('off = "T1"', "no check"),
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


def test_the_longer_a_text_the_more_tells_what_its_translation_lacks():
    usual = [
        (f"The committee met on day {n} and discussed the report.", f"Le comité s’est réuni le jour {n} et a examiné le rapport.")
        for n in range(30)
    ]  # fmt: skip
    lacking = (
        "The Committee notes that many women cannot take part in public life, that few of them own land, that "
        "girls leave school early to fetch water, and that the courts seldom hear their complaints.",
        "Le Comité note que de nombreuses femmes ne peuvent participer à la vie publique et que les tribunaux "
        "examinent rarement leurs plaintes.",
    )
    half = ("The courts seldom hear them.", "Les tribunaux les entendent.")
    units = bitext(*usual, lacking, half, languages=("en", "fr"))
    [finding] = check(units, TermBase(()), CheckSettings(frozenset({"U5"})), embed.load())
    assert finding.source == lacking[0]
    assert "girls leave school" in finding.term
