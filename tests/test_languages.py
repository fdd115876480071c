"""The room of languages: codes in and out, names, joining."""

import ast
import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from align import exchange
from align.bitext import Bead, Bitext, Side
from align.document import Segment
from align.languages import LANGUAGES, family, is_code, join, language, named, normal_code, same_language
from align.memory import Memory
from align.memory.intake import add_files
from align.memory.lookup import Searcher
from align.memory.transfer import Choice, export
from align.terms.base import Concept, Term, TermBase
from align.terms.check import CheckSettings, check, not_checked


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
    assert language("qaa-KE").name == "qaa"
    assert language("").spaced


def test_join_knows_where_spaces_belong():
    assert join(["一。", "二。"], "zh-TW") == join(["一。", "二。"], "cmn") == "一。二。"
    assert join(["One.", "Two."], "en") == "One. Two."


ALIGN = Path(__file__).parent.parent / "align"


def literals():
    """Yield the codes of languages that are written outside `languages/`, with their places.

    A code counts where it is the whole of a text in the code, alone or with script and country, or one of
    several parted by blanks: `"zh"`, `"zh-CN"`, `"en fr"`. What a docstring shows as an example does not.
    """
    known = {code for each in LANGUAGES.values() if each.letter for code in (each.code, *each.other_codes)}
    for path in sorted(ALIGN.rglob("*.py")):
        if "languages" in path.relative_to(ALIGN).parts:
            continue
        tree = ast.parse(path.read_text(encoding="utf-8"))
        shown = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in shown:
                words = [re.split("[-_]", word)[0].lower() for word in node.value.split()]
                if words and known.issuperset(words):
                    yield f"{path.relative_to(ALIGN)}:{node.lineno}: {node.value!r}"


def test_no_language_code_is_written_outside_this_room():
    assert list(literals()) == []


BITEXT = Bitext(
    Side("eng"), Side("zho"), (Bead((Segment("The right to development."),), (Segment("发展权。"),), 0.9),)
)
CODES = [("en", "zh"), ("eng", "chi"), ("en-GB", "zh_Hans_CN")]


@pytest.mark.parametrize(("source", "target"), CODES)
def test_a_memory_finds_units_however_their_codes_are_written(tmp_path, source, target):
    exchange.write(BITEXT, tmp_path / "old.tmx")
    text = (tmp_path / "old.tmx").read_text("utf-8")
    # As other tools write it.
    (tmp_path / "old.tmx").write_text(text.replace('"en"', '"eng"').replace('"zh"', '"zho"'), "utf-8")
    with Memory.open(tmp_path / "memory", create=True) as memory:
        add_files(memory, [tmp_path / "old.tmx"], source_language=source, target_language=target)
        searcher = Searcher(memory)
        found = searcher.lookup("The right to development.", source=source, target=target)
        assert [match.target for match in found] == ["发展权。"]
        assert searcher.concordance("development", language=source).total == 1
        export(memory, tmp_path / "new.tmx", Choice(source_language=source, target_language=target))
    assert "发展权。" in (tmp_path / "new.tmx").read_text("utf-8")


@pytest.mark.parametrize(("source", "target"), CODES)
def test_terms_render_one_another_however_their_codes_are_written(source, target):
    concept = Concept("1", (Term("right to development", "eng"), Term("发展权", "zho")))
    assert [term.text for term in concept.allowed(target)] == ["发展权"]
    bitext = replace(BITEXT, source=Side(source), target=Side(target))
    settings = CheckSettings(frozenset({"T5"}))
    assert check(bitext, TermBase((concept,)), settings) == []
    wrong = replace(bitext, beads=(Bead((Segment("The right to development."),), (Segment("发展。"),), 0.9),))
    assert [found.code for found in check(wrong, TermBase((concept,)), settings)] == ["T5"]


def test_what_cannot_be_checked_is_said_once_and_no_error_is_found():
    bitext = Bitext(
        Side("en"),
        Side("qaa"),
        (
            Bead(
                (Segment("It cost 1,234.5 dollars in May."),), (Segment("Iligharimu dola 1.234,5 Mei."),), 0.9
            ),
        )
        * 2,
    )
    assert [found.code for found in check(bitext, TermBase(())) if found.code[0] == "N"] == []
    assert [str(remark) for remark in not_checked(("en", "qaa"))] == [
        "not checked for qaa: T2, N1, N2, U3, M2"
    ]
    assert not_checked(("en-US", "zh-CN")) == []


@pytest.mark.parametrize(
    ("code", "text", "codes"),
    [
        ("fr", "Le Conseil a adopté la « Déclaration.", ["M2"]),
        ("fr", "Le Conseil a adopté la « Déclaration ».", []),
        ("ru", "Совет принял „Декларацию“.", []),
        ("ar", "هل اعتمد المجلس «الإعلان» في هذه الدورة؟", ["M5"]),
    ],
)
def test_marks_are_read_as_the_language_writes_them(code, text, codes):
    source = Segment("The Council adopted the “Declaration” at this session.")
    bitext = Bitext(Side("en"), Side(code), (Bead((source,), (Segment(text),), 0.9),))
    only = CheckSettings(frozenset({"M2", "M5"}))
    assert [found.code for found in check(bitext, TermBase(()), only)] == codes
