"""Numbers as printed: which are numbers, and which name the same thing."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_readers_docx import make_docx

from align.languages.numerals import chinese_number, roman_number
from align.numbering import key_of, split_bullet, split_number
from align.paragraphs.inner_numbers import inner_numbers
from align.readers import read

CASES = Path(__file__).parent / "cases" / "numbering"
SIX = list(csv.DictReader((CASES / "six.tsv").read_text(encoding="utf-8").splitlines(), delimiter="\t"))
"""A number as each of the six languages prints it."""
TEXT = {
    "en": "The Committee met in Geneva.", "fr": "Le Comité s’est réuni à Genève.", "ru": "Комитет провел заседание в Женеве.",
    "es": "El Comité se reunió en Ginebra.", "ar": "اجتمعت اللجنة في جنيف.", "zh": "委员会在日内瓦举行了会议。",
}  # fmt: skip


@pytest.mark.parametrize(
    ("number", "rest"),
    [
        ("12.", "The Committee"), ("3 bis.", "It also"), ("51.", "2020年9月，"), ("I.", "Introduction"),
        ("一.", "引言"), ("一、", "水源"), ("A.", "Office"), ("(a)", "The needs"), ("(iv)", "Sand"),
        ("（一）", "概述"), ("（甲）", "各国"), ("（丑）", "其他"), ("甲、", "序言"),
        ("①", "水源"), ("1.1", "By 2030"), ("1.a", "Ensure"), ("10.3.1", "Proportion"),
        ("Article 9", "All resources"),
        ("Article 32-1", "Employers"), ("Article 6:", "right to life"), ("CHAPTER I,", "PURPOSES"),
        ("Goal 1.", "End"),
        ("目标1.", "在全世界"), ("第九条", "矿藏"), ("第 9 條", "雇主"), ("第一百零一条", "国家"),
        ("第三十二條之一", "雇主"),
        ("第一章：", "宗旨"), ("第 一 章", "總則"), ("第六条:", "生命权"), ("附件一", "决议"),
        ("Annex II", "Draft"), ("27.I.13", "The list"), ("5.III.22", "On request"), ("29A.1", "The Office"),
        ("29B.108", "Posts"), ("31.I.13.", "清单"), ("10.1", "The programme"), ("27．I．4", "该方案"),
        ("5.3.", "conffiles"), ("2.6.1.", "{pre,post}inst"), ("1.1.12", "sudo配置"), ("9.3.2", "rsync"), ("Rule 4.2", "Staff"), ("Regulation 1.1.", "Core"), ("细则 4.2", "工作人员"), ("12A.", "The Board"), ("A.1.", "The boats"), ("II.3", "Ropes"), ("B.1.2", "船"), ("12.1 bis", "Staff"),
        ("Article 12A", "Review"), ("11a.", "The Board"), ("11a)", "The Board"), ("(11B)", "The Board"), ("11б.", "Совет"),
        ("11a、", "理事会"), ("11a.", "理事会"), ("第11a条", "理事会"), ("Article 11a", "Review"), ("11-bis.", "The Board"), ("11 bis", "The Board"), ("12.1 bis.", "Staff"), ("(ا)", "الركاب"), ("(أ)", "الركاب"), ("خامسا -", "الركاب"),
        ("11a.1", "The Board"), ("11б.12", "Совет"), ("11 a)", "The Board"), ("11 ter)", "Le Conseil"),
        ("11 مكرراً", "المجلس"), ("المادة 11 مكررا", "المجلس"),
    ],
)  # fmt: skip
def test_a_number_is_split_from_its_text(number: str, rest: str) -> None:
    assert split_number(f"{number} {rest}") == (number, rest)


@pytest.mark.parametrize(
    "text",
    [
        "1.赞赏地承认",
        "51.2020年9月，",
        "12、维持",
        "第一章　总纲",
        "第九条　矿藏",
        "第2-1條",
        "5.3.总则",
        "3.3文件安装",
        "1.2.7链接",
        "2.1人员",
        "2.1年度报告",
        "第一章总则",
        "第二章公民的基本权利和义务",
        "第三节了解权利",
        "第一章总则.......... 3",
        "第四章：总则规定了一切。",
        "第五章什么是发展权？",
    ],
)
def test_a_number_may_be_glued_to_its_text(text: str) -> None:
    number, rest = split_number(text)
    assert number
    assert text.replace("　", "") == number + rest


@pytest.mark.parametrize("text", ["1.", "I.", "一.", "A.", "(a)", "Article 1", "第 2-1 條", "附件二", "1.1"])
def test_a_number_may_stand_alone(text: str) -> None:
    assert split_number(text) == (text, "")


@pytest.mark.parametrize(
    ("text", "number", "rest"),
    [
        ("[6. Decides to meet;]", "6.", "[Decides to meet;]"),
        ("[(a) To meet;", "(a)", "[To meet;"),
        ("［6．决定举行会议；］", "6．", "［决定举行会议；］"),
        ("[1] See A/80/5.", "", "[1] See A/80/5."),
        ("[3.5 per cent]", "", "[3.5 per cent]"),
        ("[2020] was dry", "", "[2020] was dry"),
    ],
)
def test_a_bracket_may_open_before_a_number(text: str, number: str, rest: str) -> None:
    assert split_number(text) == (number, rest)


@pytest.mark.parametrize(
    "text",
    [
        "2020年7月", "3.6 billion", "12.5 per cent", "1.25亿美元", "2021 was a dry year",
        "(2004), the Council",
        "Article 6 of the Covenant protects life.", "Article 12, paragraph 1, of the Covenant",
        "Section II draws on",
        "Annex II to the report", "第六条承认并保护", "第十三條 、第十三條之一", "第二十二条规定",
        "第二节概述了本组织的工作。", "第一部分载有结论。", "第三编规定各缔约国的义务。", "第十章适用；", "第3节介绍背景，",
        "第4章述及委员会在本报告所述期间为执行大会决议而开展的各项工作以及会员国提出的", "第七節概述了工作", "第二章、第三章和第四章载有结论。",
        "目标 5、8 和 16", "目标 1 的",
        "5 - 10 people", "5- and 6-year-olds", "59º período de sesiones", "20° C", "9-20 آذار/مارس 2015", "M. Dupont",
        "MM. Dupont et Durand", "2015 - 2016", "10 – 15 дней",
        "28.4.2023 Geneva", "3.5个百分点", "3.3万人", "2.5小时后", "4.2级地震", "2.5年", "10.5公里", "2.6人", "1.5元", "2.5 公里长", "1.5°C above", "Rule 4.2 of the Staff Rules",
        "Rule 4.2, as amended", "A4.1 paper", "A.1 paper", "C.V. Raman", "U.S. 5", "1.2.3.4 is an address", "0.5... 0.7", "4.0.tar.gz",
        "11d.3 million", "2c.5% of them", "5 a day", "10a.m. it began", "802.11b.1 is a net",
        "一九一一年孙中山", "甲、乙双方同意", "第36号一般性意见", "the Committee", "",
    ],
)  # fmt: skip
def test_quantities_and_references_are_no_numbers(text: str) -> None:
    assert split_number(text) == ("", text)


@pytest.mark.parametrize(
    "row",
    [
        ("Article 9", "第九条", "第9条", "第 9 條", "第九條：", "ARTICLE 9."),
        ("Article 101", "第一百零一条"), ("Article 32-1", "第 32-1 條", "第三十二條之一"),
        ("I.", "一、", "一.", "Ⅰ."), ("IV.", "四、"), ("Chapter Ⅱ", "第二章", "CHAPTER II:"),
        ("Annex II", "附件二", "附件 2"),
        ("Goal 1.", "目标1."), ("(b)", "（b）", "b)"), ("3 bis", "3 bis.", "3bis.", "3бис."), ("12.", "12、", "12．"),
        ("3 quinquies.", "3quinquies."),
        ("B.", "B．"),
        ("1.a", "1.a."), ("27.I.13", "27.I.13.", "27．I．13"), ("29A.1", "29A.1."), ("Rule 4.2", "细则4.2", "規則 4.2"),
        ("Regulation 1.1", "条例 1.1"), ("Article 12A", "第12A条"),
        ("11a)", "11 a)", "(11a)"), ("11a.1", "11a.1.", "11а.1"), ("Article 11 bis", "المادة 11 مكررا", "المادة ١١ مكرراً", "第十一条之二"),
    ],
)  # fmt: skip
def test_ways_of_printing_one_number_have_one_key(row: tuple[str, ...]) -> None:
    assert key_of(row[0]) is not None
    assert {key_of(number) for number in row} == {key_of(row[0])}


def test_different_numbers_have_different_keys() -> None:
    printed = ["1.", "I.", "A.", "(a)", "Article 1", "Chapter 1", "1.1", "2.", "II.", "Annex", "Annex I"]
    printed += [
        "27.I.1",
        "27.II.1",
        "27.I.2",
        "29A.1",
        "29B.1",
        "Rule 4.2",
        "Rule 4.1",
        "Rule 4",
        "Article 1A",
    ]
    assert len({key_of(number) for number in printed}) == len(printed)


def test_no_key_for_a_bullet_or_nothing() -> None:
    assert key_of("•") is None
    assert key_of("") is None


@pytest.mark.parametrize(
    ("text", "bullet"), [("• Springs", "•"), ("– Wells", "–"), ("-5 degrees", ""), ("Text", "")]
)
def test_bullets(text: str, bullet: str) -> None:
    found, rest = split_bullet(text)
    assert found == bullet
    assert rest == text.removeprefix(bullet).lstrip()


@pytest.mark.parametrize(
    ("text", "value"),
    [("一", 1), ("十", 10), ("十二", 12), ("二十", 20), ("廿三", 23), ("一百零一", 101), ("一百四十三", 143), ("二〇二一", 2021)],
)  # fmt: skip
def test_chinese_numerals(text: str, value: int) -> None:
    assert chinese_number(text) == value


@pytest.mark.parametrize(("text", "value"), [("I", 1), ("iv", 4), ("XIX", 19), ("mcmxciv", 1994)])
def test_roman_numerals(text: str, value: int) -> None:
    assert roman_number(text) == value


@pytest.mark.parametrize("text", ["", "IIII", "abc", "一"])
def test_what_is_no_roman_numeral_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="no Roman numeral"):
        roman_number(text)


@pytest.mark.parametrize("row", SIX, ids=lambda row: row["en"])
def test_every_language_prints_a_number_in_its_own_way(row: dict[str, str]) -> None:
    split = {code: split_number(f"{number} {TEXT[code]}") for code, number in row.items()}
    assert split == {code: (number, TEXT[code]) for code, number in row.items()}
    assert {key_of(number) and key_of(number).values for number in row.values()} == {key_of(row["en"]).values}


@pytest.mark.parametrize("ending", ["txt", "html", "docx"])
@pytest.mark.parametrize(
    ("code", "form"),
    [
        ("en", "{}."), ("fr", "{}º"), ("fr", "{} – "), ("es", "{}.-"), ("ru", "{})"), ("ar", "{} - "), ("ar", "{}-"),
        ("zh", "{}、"),
    ],
)  # fmt: skip
def test_numbers_of_paragraphs_are_read_in_every_language_and_format(
    code: str, form: str, ending: str, tmp_path: Path
) -> None:
    printed = [form.format(n).strip() for n in range(1, 5)]
    lines = [f"{number} {TEXT[code]}" for number in printed]
    assert _paragraphs(tmp_path / f"text.{ending}", lines) == [(n, TEXT[code]) for n in printed]


@pytest.mark.parametrize(
    "text",
    [
        "They are: (a) nets; (b) traps; and (c) others.", "Ce sont : a) les filets ; b) les pièges ; et c) les autres.",
        "Son: i) redes; ii) trampas; y iii) otros.", "Это: а) сети; б) ловушки; и в) другие.",
        "وهي: (أ) الشباك؛ (ب) الفخاخ؛ و(ج) غيرها.", "وهي: ‘1’ الشباك؛ ‘2’ الفخاخ؛ ‘3’ غيرها.",
        "1 - اجتمع المجلس. ٢ - اعتمد قرارات. ٣ - وشكر المندوبين.", "1º Le Conseil décide. 2º Il vote. 3º Il sort.",
        "Совет решил: 1) отложить; 2) вернуться; 3) уйти.", "它们是：（一）渔网；（二）陷阱；（三）其他。",
    ],
)  # fmt: skip
def test_numbers_inside_a_paragraph_are_a_series(text: str) -> None:
    assert len(inner_numbers(text)) == 3


NAMES = [
    "V. Petrov, the representative of Norland, spoke.", "C. Lee, Rapporteur, introduced the report.",
    "I. Dupont, rapporteuse, présente le rapport.", "А. Иванов, представитель Нордии, взял слово.",
    "V. V. Petrov, who chaired the meeting, agreed.", "J. O’Neill-Smith, Chair, closed the meeting.",
]  # fmt: skip
"""Paragraphs that begin with the name of a person."""


def _paragraphs(path: Path, lines: list[str]) -> list[tuple[str, str]]:
    """Write paragraphs in the format that the path ends in, and return the numbers and texts read."""
    if path.suffix == ".docx":
        make_docx(path, {"document": "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in lines)})
    else:
        marked = "\n\n".join(lines) if path.suffix == ".txt" else "".join(f"<p>{line}</p>" for line in lines)
        path.write_text(marked, encoding="utf-8")
    return [(block.number, block.text) for block in read(path).blocks]


@pytest.mark.parametrize("ending", ["txt", "html", "docx"])
@pytest.mark.parametrize("name", NAMES)
def test_an_initial_is_no_number(name: str, ending: str, tmp_path: Path) -> None:
    lines = ["I. Opening", "The meeting began at ten.", name, "II. Closing", "The meeting ended at noon."]
    split = [("I.", "Opening"), ("", lines[1]), ("", name), ("II.", "Closing"), ("", lines[4])]
    assert _paragraphs(tmp_path / f"text.{ending}", lines) == split


@pytest.mark.parametrize("ending", ["txt", "html", "docx"])
@pytest.mark.parametrize("first", ["A", "B", "H", "А"])
def test_letters_that_count_are_numbers_before_names_too(first: str, ending: str, tmp_path: Path) -> None:
    numbers = [f"{chr(ord(first) + step)}." for step in range(3)]
    texts = ["Introduction, scope and aims", "Children, youth and the old", "Schools, wells and roads"]
    lines = [f"{number} {text}" for number, text in zip(numbers, texts, strict=True)]
    assert _paragraphs(tmp_path / f"text.{ending}", lines) == list(zip(numbers, texts, strict=True))


def test_both_spellings_of_alef_count_alike():
    assert key_of("(ا)") == key_of("(أ)") == key_of("(a)")


def test_a_dash_that_touches_its_heading_is_still_a_dash():
    assert split_number("خامسا -الاستنتاجات") == ("خامسا -", "الاستنتاجات")


@given(st.text("3*•/ -–#¹²①㈠一第章IVxaб٣.()", max_size=8) | st.text(max_size=8))
def test_what_is_no_number_has_no_key_and_breaks_nothing(text):
    """A numbering of Word may print anything behind its figure: 3 *, 22 / 57."""
    key = key_of(text)
    assert key is None or all(isinstance(value, int) for value in key.values)
