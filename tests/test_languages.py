"""The room of languages: codes in and out, names, joining."""

import ast
import re
import unicodedata
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sources import ALIGN, MODULES, nodes

from align import exchange
from align.bitext import Bead, Bitext, Side
from align.document import Segment
from align.languages import LANGUAGES, family, is_code, join, language, named, normal_code, same_language
from align.memory import Memory
from align.memory.intake import add_files
from align.memory.lookup import Searcher
from align.memory.transfer import ExportChoice, export
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
    assert [language(code).name for code in ("af", "cs-CZ", "nb")] == [
        "Afrikaans",
        "Czech",
        "Norwegian Bokmål",
    ]
    assert not {"af", "is", "no"} & LANGUAGES.keys()  # codes that are words, and name no column
    assert language("").spaced


def test_join_knows_where_spaces_belong():
    assert join(["一。", "二。"], "zh-TW") == join(["一。", "二。"], "cmn") == "一。二。"
    assert join(["One.", "Two."], "en") == "One. Two."


CODES_OF_THE_SIX = {
    code for each in LANGUAGES.values() if each.letter for code in (each.code, *each.other_codes)
}


@cache
def python_files():
    """Return each module outside this room: its name, the texts it holds, the names of arguments with their lines."""
    found = []
    for path in MODULES:
        if "languages" not in path.relative_to(ALIGN).parts:
            arguments = [(at.arg, at.value.lineno) for at in nodes(path) if isinstance(at, ast.keyword)]
            found.append((path.relative_to(ALIGN).as_posix(), list(constants(nodes(path))), arguments))
    return found


def constants(nodes):
    """Yield the texts that the code holds, parts of f-strings and keys too; what a docstring shows does not count."""
    shown = {id(node.value) for node in nodes if isinstance(node, ast.Expr)}
    for node in nodes:
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in shown:
            yield node


def page_files():
    """Yield the names and texts of scripts, styles and templates that are ours."""
    for path in sorted(ALIGN.rglob("*")):
        if path.suffix in (".js", ".css", ".html", ".sql") and not path.name.endswith(".min.js"):
            yield path.relative_to(ALIGN).as_posix(), path.read_text(encoding="utf-8")


def is_of_codes(text):
    """Tell `zh`, `zh-CN`, `en fr`, `.zh`: a text with no other words than codes, whatever stands behind them."""
    words = re.findall(r"[^\W\d_]+(?:[-_][^\W_]+)*", text)
    return bool(words) and CODES_OF_THE_SIX.issuperset(re.split("[-_]", word)[0].lower() for word in words)


def literals():
    """Yield the codes of languages that are written outside `languages/`, with their places."""
    for name, texts, arguments in python_files():
        yield from (f"{name}:{at.lineno}: {at.value!r}" for at in texts if is_of_codes(at.value))
        yield from (
            f"{name}:{line}: {argument}=" for argument, line in arguments if argument in CODES_OF_THE_SIX
        )
    for name, text in page_files():
        quoted = re.finditer(r"""(["'`])([\w-]+)\1""", text)
        yield from (f"{name}: {found[2]!r}" for found in quoted if is_of_codes(found[2]))


def test_no_language_code_is_written_outside_this_room():
    assert list(literals()) == []


def test_codes_are_found_however_they_are_written():
    told = ["zh", "zh-Hans-CN", "en fr", ".zh", "chi", "ZH_cn"]
    assert [text for text in (*told, "then", "is", "zhuang", "", "12") if is_of_codes(text)] == told


OUTSIDE = Path(__file__).parent / "cases/languages/outside.tsv"
"""Letters of other scripts than Latin in the code outside `languages/`: where, in how many texts, and why."""


def has_other_letters(text):
    letters = (character for character in text if character.isalpha() and not character.isascii())
    return not all(
        unicodedata.name(one, "").startswith(("LATIN", "MODIFIER", "FEM", "MASC")) for one in letters
    )


def test_what_is_written_in_one_language_stands_in_this_room():
    """All else that other scripts are written in has its reason; whoever adds or moves some sees it here."""
    found = {name: sum(has_other_letters(at.value) for at in texts) for name, texts, _ in python_files()}
    found |= {name: sum(map(has_other_letters, re.findall(r"\w+", text))) for name, text in page_files()}
    rows = [row.split("\t") for row in OUTSIDE.read_text(encoding="utf-8").splitlines()[1:]]
    assert {name: count for name, count in found.items() if count} == {name: int(n) for name, n, _ in rows}
    assert all(why for _, _, why in rows)


def words_of_languages():
    """Yield what languages call the parts of documents, their months, and the little words of the six."""
    for each in LANGUAGES.values():
        structure = each.structure
        named = [*structure.parts.values(), *structure.named_only.values()]
        words = {word for words in named for word in words} | {*structure.captions, *structure.ordinals}
        yield from (words | {*each.months} | each.word_forms.articles)
        if each.letter:
            yield from (
                *each.and_,
                *structure.behind_dash,
                *each.printed.last_abbreviations,
                *each.little_words,
            )
            yield from each.word_forms.links | each.word_forms.no_edge | each.name_forms.small_words


def patterns(texts):
    """Yield the texts that are regular expressions, by what they look like."""
    return (at for at in texts if re.search(r"\\[bdswDSW]", at.value))


def test_no_pattern_holds_words_of_a_language():
    words = {word.lower().rstrip(".") for word in words_of_languages()}
    words = {word for word in words if len(word) > 2}
    found = [
        f"{name}:{at.lineno}: {word}"
        for name, texts, _ in python_files()
        for at in patterns(texts)
        for word in re.findall(
            r"[^\W\d_]{3,}", re.sub(r"\\p\{\w+|\\[a-zA-Z]|\(\?P<\w+", " ", at.value).lower()
        )
        if word in words
    ]
    # Our own words for places, a part of UN symbols, A/81/6 (Sect. 27)/Part A, words of Word, markup and queries.
    own = ("paragraphs/tables.py", "readers/masthead.py", "exchange/returning.py", "readers/html/blocks.py", "exchange/restating.py",
           "exchange/inline.py", "exchange/braces.py", "memory/query.py", "readers/docx/kinds.py")  # fmt: skip
    assert [each for each in found if not each.startswith(own)] == []


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
        export(memory, tmp_path / "new.tmx", ExportChoice(source_language=source, target_language=target))
    assert "发展权。" in (tmp_path / "new.tmx").read_text("utf-8")


@pytest.mark.parametrize(("source", "target"), CODES)
def test_terms_render_one_another_however_their_codes_are_written(source, target):
    concept = Concept("1", (Term("right to development", "eng"), Term("发展权", "zho")))
    assert [term.text for term in concept.allowed(target)] == ["发展权"]
    bitext = replace(BITEXT, source=Side(source), target=Side(target))
    settings = CheckSettings(frozenset({"T9"}))
    assert check(bitext, TermBase((concept,)), settings) == []
    wrong = replace(bitext, beads=(Bead((Segment("The right to development."),), (Segment("发展。"),), 0.9),))
    assert [found.code for found in check(wrong, TermBase((concept,)), settings)] == ["T9"]


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
        "not checked for qaa: T2, T8, N1, N2, N5, U3, U4, M2"
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
