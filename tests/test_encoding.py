"""Bytes to text: every encoding of every kind of text, long and short, comes back as it was."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from align.errors import ReadError
from align.readers.encoding import decode, encoding_of

SIMPLIFIED = (
    "人权理事会第四十七届会议\n1. 理事会在第 44/18 号决议中，请办事处编写一份报告——“说明山区供水的情况”。\n"
)
TRADITIONAL = "性別平等工作法\n第 1 條\n為保障工作權之性別平等，貫徹憲法消除性別歧視之精神，爰制定本法。\n"
ENGLISH = "Human Rights Council\n1. The Secretary-General’s report – on the “right to water” – cites Côte d’Ivoire.\n"
WIDE = ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]


@pytest.mark.parametrize(
    ("text", "encoding"),
    [(text, encoding) for text in (SIMPLIFIED, TRADITIONAL, ENGLISH) for encoding in WIDE]
    + [(SIMPLIFIED, "gb18030"), (SIMPLIFIED, "gbk"), (TRADITIONAL, "gb18030"), (TRADITIONAL, "big5")]
    + [(TRADITIONAL, "big5hkscs"), (ENGLISH, "cp1252"), ("plain words", "ascii")],
)
def test_each_encoding_is_recognised(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)) == text


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8", "utf-16-le", "utf-16-be"])
def test_a_few_characters_are_enough(encoding: str) -> None:
    for text in ("联合国大会", "第1条", "目标1. 消除贫穷"):
        assert decode(text.encode(encoding)) == text


def test_short_traditional_text() -> None:
    for text in ("性別平等", "第 1 條", "聯合國大會", "本法用詞，定義如下："):
        assert decode(text.encode("big5")) == text


def test_a_character_cut_in_two_at_the_end_is_forgiven() -> None:
    for encoding in ("utf-8", "gb18030", "big5"):
        text = TRADITIONAL if encoding == "big5" else SIMPLIFIED
        whole = text.encode(encoding) + "會".encode(encoding)
        assert decode(whole[:-1]).rstrip("\ufffd") == text


@pytest.mark.parametrize("newline", ["\r\n", "\r", "\u2028"])
def test_lines_end_in_one_way_and_form_feeds_stay(newline: str) -> None:
    assert decode(f"one{newline}two\f{newline}three".encode()) == "one\ntwo\f\nthree"


@pytest.mark.parametrize(
    "data",
    [
        bytes(range(256)) * 20,
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x03\x00" + bytes(400),
        random.Random(1).randbytes(5000),
        b"\x7fELF\x02\x01\x01" + bytes(100) + random.Random(2).randbytes(3000),
        bytes(1000),
    ],
    ids=["all bytes", "png", "noise", "program", "zeros"],
)
def test_binary_files_are_refused(data: bytes) -> None:
    with pytest.raises(ReadError, match=r"photo\.txt: this is no text file.*UTF-8"):
        decode(data, where="photo.txt")


@given(st.text(st.characters(min_codepoint=32, exclude_categories=("Cs", "Cn", "Co", "Cc")), min_size=1))
def test_valid_utf8_is_always_read_and_never_changed(text: str) -> None:
    read = decode(text.encode())
    assert read.replace("\n", "") == "".join(c for c in text if c not in "\u2028\u2029").removeprefix(
        "\ufeff"
    )


@pytest.mark.parametrize(
    "text",
    [
        "اجتمعت اللجنة في جنيف.", "会議はジュネーブで開かれました。", "위원회는 회의를 열었다.", "คณะกรรมการประชุม",
        "समिति की बैठक जिनेवा में हुई।", "Το Συμβούλιο", "הוועדה התכנסה", "Կոմիտեն", "ᠬᠤᠷᠠᠯ", "རྒྱལ་ཚོགས", "كومىتېت",
        "ＡＢＣ公司于２０２１年成立，占３．５％。", "２０２１年", "ｶﾞｲﾄﾞﾗｲﾝ", "㊣︰﹁引文﹂﹙a﹚", "\uf900\ufa0e",
    ],
)  # fmt: skip
def test_utf8_of_any_script_is_text(text: str) -> None:
    assert decode(text.encode()) == text


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Совет заседал в Женеве и принял повестку дня.", "cp1251"),
        ("Совет заседал в Женеве и принял повестку дня.", "koi8-r"),
        ("اجتمعت اللجنة في جنيف واعتمدت جدول أعمالها.", "cp1256"),
        ("Le Comité s’est réuni à Genève, où il a adopté son ordre du jour.", "cp1252"),
        ("La Comisión se reunió en Ginebra y aprobó su programa.", "cp1252"),
        ("Совет заседал в Женеве и принял повестку дня.", "iso8859-5"),
        ("Совет заседал в Женеве и принял повестку дня.", "cp866"),
        ("اجتمعت اللجنة في جنيف واعتمدت جدول أعمالها.", "iso8859-6"),
        ("Le Comité a mis en œuvre son ordre du jour, où figurait l’emploi.".replace("’", "'"), "iso8859-15"),
        ("Ж доклад Безопасности", "cp1251"),
        ("Совет заседал в Женеве и принял повестку дня.", "utf-16-be"),
        ("اجتمعت اللجنة في جنيف واعتمدت جدول أعمالها.", "utf-16-le"),
    ],
)
def test_legacy_encodings_of_the_other_un_languages(text: str, encoding: str) -> None:
    data = text.encode(encoding)
    assert decode(data) == text == data.decode(encoding_of(data))


@pytest.mark.parametrize(
    ("text", "encodings"),
    [
        ("Москва", ("cp1251", "koi8-r", "cp866")),
        ("Резюме доклада", ("cp1251", "koi8-r", "iso8859-5", "cp866")),
        ("ГЕНЕРАЛЬНАЯ АССАМБЛЕЯ", ("cp1251", "koi8-r", "iso8859-5", "cp866")),
        ("Приложение I\n\n1. Устав", ("cp1251", "koi8-r", "iso8859-5")),
        ("مقدمة", ("cp1256", "iso8859-6")),
        ("الأمم المتحدة", ("cp1256", "iso8859-6")),
        ("Année", ("cp1252", "iso8859-15")),
        ("Español", ("cp1252", "iso8859-15")),
    ],
)
def test_a_word_or_two_in_a_legacy_encoding_are_enough(text: str, encodings: tuple[str, ...]) -> None:
    assert {encoding: decode(text.encode(encoding)) for encoding in encodings} == dict.fromkeys(
        encodings, text
    )


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"A text with\0a zero byte.\n", "A text with a zero byte.\n"),
        (b"One record\0Another record\0\0\0\0", "One record Another record"),
        ("La résolution\0a été adoptée".encode(), "La résolution a été adoptée"),
        ("大会通过了决议\0主席".encode("gb18030"), "大会通过了决议 主席"),
        (b"ab\0", "ab"),
    ],
)
def test_zero_bytes_in_a_text_are_blanks_and_no_utf16(data: bytes, text: str) -> None:
    assert decode(data) == text


@pytest.mark.parametrize("data", [b"ab\0cd", b"Name\0\0\0\0Value\0\0\0\0" * 5])
def test_records_of_a_program_are_refused_and_no_chinese(data: bytes) -> None:
    with pytest.raises(ReadError, match="this is no text file"):
        decode(data)


@pytest.mark.parametrize("encoding", ["mac-roman", "cp850"])
def test_accents_of_an_unknown_encoding_are_refused_and_not_garbled(encoding: str) -> None:
    text = "Le Comité a été réuni à Genève, où il a adopté son ordre du jour après le débat général. " * 3
    with pytest.raises(ReadError, match="save it as UTF-8"):
        decode(text.encode(encoding))


def test_samples_of_the_development_data(shared):
    """Of 12 and of 100 characters cut at random from each file, and re-encoded."""
    generator = random.Random(3)
    wrong = {12: 0, 100: 0}
    for path in sorted((shared / "data/un").rglob("*.txt")):
        text = path.read_text(encoding="utf-8")
        legacy = "big5" if path.name == "tw_gender_equality_employment_act.zh.txt" else "gb18030"
        for size in (12, 100):
            for encoding in ("utf-8", "utf-16-le", legacy if ".zh" in path.name else "cp1252"):
                start = generator.randrange(len(text) - size)
                sample = text[start : start + size].encode(encoding, errors="replace")
                wrong[size] += decode(sample) != sample.decode(encoding).removeprefix("\ufeff")
    assert wrong[100] == 0
    assert wrong[12] <= 1
