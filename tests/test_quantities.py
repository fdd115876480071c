"""Figures of any two languages: the same ones agree, different ones are told."""

import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from align.languages import LANGUAGES
from align.quantities import compare, differing, quantities
from align.text import simplify

CASES = Path(__file__).parent / "cases" / "quantities"


def pairs(kind):
    """Return the cases of a kind: two codes and two texts. Each file is of the languages in its name."""
    return [
        (*path.name.split(".")[1].split("-"), *row)
        for path in sorted(CASES.glob(f"{kind}.*.tsv"))
        for row in rows(path.name)
    ]


def rows(name):
    return [tuple(line.split("\t")) for line in (CASES / name).read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize(("code", "other_code", "text", "other"), pairs("same"))
def test_the_same_figures_agree(code, other_code, text, other):
    assert differing(text, other, code, other_code) == []
    assert differing(other, text, other_code, code) == []


@pytest.mark.parametrize(("code", "other_code", "text", "other"), pairs("different"))
def test_different_figures_are_told(code, other_code, text, other):
    assert differing(text, other, code, other_code) or differing(other, text, other_code, code)


def shown(text, quantities):
    """Return figures with the stretches they stand in; what may be missing bears a question mark."""
    return "; ".join(f"{q}{'' if q.firm else '?'} “{text[q.start : q.end]}”" for q in quantities)


@pytest.mark.parametrize(("language", "text", "figures"), rows("read.tsv"))
def test_each_figure_is_read_where_it_stands(language, text, figures):
    assert shown(text, quantities(text, language)) == figures


@pytest.mark.parametrize(("chinese", "english", "lost", "new"), rows("told.tsv"))
def test_what_each_side_lacks_is_told_with_the_stretch_to_mark(chinese, english, lost, new):
    found = compare(chinese, english, "zh", "en")
    assert [shown(chinese, found[0]), shown(english, found[1])] == [lost, new]
    turned = compare(english, chinese, "en", "zh")
    assert [shown(english, turned[0]), shown(chinese, turned[1])] == [new, lost]


@pytest.mark.parametrize(
    ("text", "other", "lacking"),
    [
        ("2013年和2013年", "2013 and 2014", ["year 2013", "year 2013"]),  # each is there, but not so often
        ("2013年和2014年", "2013 and 2013", ["year 2014"]),
        ("2013年和2013年", "2013 and 2013", []),
        (
            "2013年和2013年",
            "In 2013, and in that year",
            [],
        ),  # one side lists fewer: it need not repeat itself
        ("2013年的12人和12人", "12 and 12 persons in 2013", []),
        ("14人、14人和15人", "14, 15 and 15 persons", ["number 14"]),
        ("14人、14人和15人", "14 and 15 persons", []),
    ],
)
def test_a_figure_that_stands_in_the_place_of_another_is_told_though_both_are_there(text, other, lacking):
    assert [str(q) for q in differing(text, other, "zh", "en")] == lacking


@given(st.integers(11, 999_999))
def test_any_figure_equals_itself_with_separators(number):
    assert differing(f"{number}名", f"{number:,} persons", "zh", "en") == []


LETTERS = "12٣.,٬ -/:’ºьеЁàéñ年月janvierenero"


@given(st.one_of(st.text(), st.text(LETTERS)), st.sampled_from(["en", "zh", "fr", "es", "ru", "ar"]))
def test_reads_anything_in_order(text, language):
    found = quantities(text, language)
    assert all(0 <= q.start < q.end <= len(text) for q in found)
    assert [q.start for q in found] == sorted(q.start for q in found)


WRITTEN = {  # a thousands' mark, a decimal mark, a word behind
    "fr": (" \u00a0\u202f", ",", "personnes"),
    "es": (". ", ",", "personas"),
    "ru": (" \u00a0", ",", "человек"),
    "ar": (",٬", ".٫", "شخص"),
}


@given(st.integers(11, 9_999_999), st.integers(0, 99), st.sampled_from(sorted(WRITTEN)), st.data())
def test_any_figure_is_read_as_its_language_writes_it(whole, hundredths, code, data):
    marks, decimals, noun = WRITTEN[code]
    mark, decimal = data.draw(st.sampled_from(marks)), data.draw(st.sampled_from(decimals))
    written = f"{whole:,}".replace(",", mark) + (f"{decimal}{hundredths:02}" if hundredths else "")
    english = f"{whole:,}" + (f".{hundredths:02}" if hundredths else "") + " persons"
    assert differing(english, f"{written} {noun}", "en", code) == []
    assert differing(f"{written} {noun}", english, code, "en") == []
    assert differing(f"{whole + 1:,} persons", f"{written} {noun}", "en", code)


def in_words(number, code, **how):
    spelling = pytest.importorskip("num2words", reason="needs num2words: pip install 'align-tm[dev]'")
    return spelling.num2words(number, lang=code, **how)


def scales_alone(number):
    """Tell *mille cent* and *cent mille*, which may be *thousands* and *hundreds of thousands*, from the rest."""
    return number % 100 == 0 and set(str(number)) <= set("012")


@given(st.integers(11, 10**9), st.sampled_from(["fr", "es", "ru", "ar"]))
def test_any_number_in_words_is_read(number, code):
    assume(not scales_alone(number))
    assert [q.value for q in quantities(in_words(number, code), code) if q.firm] == [number]


@given(st.integers(11, 199).filter(lambda n: n != 100), st.sampled_from(["fr", "es", "ru", "ar"]))
def test_any_ordinal_in_words_is_read(number, code):
    words = in_words(number, code, to="ordinal").replace("tsième", "tième")
    assert [q.value for q in quantities(words, code) if q.firm] == [number]


@given(
    st.dates(date(1900, 1, 1), date(2099, 12, 31)), st.sampled_from(["en", "fr", "es", "ru", "ar"]), st.data()
)
def test_any_date_is_read_and_another_month_is_told(day, code, data):
    def written(month):
        of = "de " if code == "es" else ""
        return f"{day.day} {of}{LANGUAGES[code].months[month - 1]} {of}{day.year}"

    chinese = f"{day.year}年{day.month}月{day.day}日"
    assert differing(chinese, written(day.month), "zh", code) == []
    assert differing(written(day.month), chinese, code, "zh") == []
    other = data.draw(st.integers(1, 12).filter(lambda month: month != day.month))
    assert differing(chinese, written(other), "zh", code)


def test_real_un_sentences_raise_few_alarms(shared):
    """4,000 real pairs hold about fifty true misprints; beyond that every alarm would be false."""
    lines = (shared / "data/eval/unpc_dev.tsv").read_text(encoding="utf-8").splitlines()
    alarms = 0
    for line in lines:
        chinese, english = (re.sub(r"^\d+\. ?", "", side) for side in line.split("\t"))
        alarms += bool(differing(chinese, english, "zh", "en") or differing(english, chinese, "en", "zh"))
    assert alarms / len(lines) < 0.02


@pytest.mark.parametrize("text", ["9" * 5000, "1" * 5000 + "万2千", "一" * 5000 + "分之一", "一" * 5000])
@pytest.mark.parametrize("language", ["zh", "en", "fr", "es", "ru", "ar"])
def test_reads_figures_longer_than_python_reads_integers(text, language):
    assert all(0 <= q.start < q.end <= len(text) for q in quantities(text, language))


@given(st.text("12年月 abJune/()三百一二twenofird,.-"), st.text("12年月 abJune/()三百一二twenofird,.-"))
def test_comparing_tells_what_reading_both_texts_whole_tells(text, other):
    """`compare` reads no more than it needs; the long way round says the same."""
    ours, theirs = quantities(text, "zh"), quantities(other, "en")
    lost, new = compare(text, other, "zh", "en")
    values = {(q.kind, q.value) for q in theirs}
    assert all(q.firm and (q.kind, q.value) not in values for q in lost if q.kind != "year")
    assert set(lost) <= set(ours)
    assert set(new) <= set(theirs)


def test_traditional_characters_are_turned_as_everywhere_else():
    assert all(simplify(chr(old)) == chr(new) for old, new in LANGUAGES["zh"].figures.alike.items())


@pytest.mark.parametrize(
    ("english", "french"),
    [
        (
            "The figure rose to 1,234.5 million on 21 June 2021.",
            "Le chiffre a atteint 1 234,5 millions le 21 juin 2021.",
        ),
        ("two thirds of the 3.6 billion people", "les deux tiers des 3,6 milliards de personnes"),
        ("the seventy-fifth session, in May", "la soixante-quinzième session, en mai"),
        ("resolution 1325 (2000) of 31 October", "la résolution 1325 (2000) du 31 octobre"),
    ],
)
def test_a_language_that_states_no_figures_is_not_read_as_english(english, french):
    stranger = "sw"  # whatever of ours will state its figures, this one never will
    assert compare(english, french, "en", stranger) == ([], [])
    assert compare(french, english, stranger, "en") == ([], [])


def test_symbols_are_compared_in_every_language():
    lost, new = compare("see A/HRC/47/29 and 1325 (2000)", "ona A/HRC/47/92 na 1325", "en", "sw")
    assert [str(q) for q in lost] == ["symbol A/HRC/47/29"]
    assert [str(q) for q in new] == ["symbol A/HRC/47/92"]
