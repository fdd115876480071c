"""The starter base of UN terms in corpora/terms: the table people edit, and the TBX made from it."""

from pathlib import Path

import pytest

from align import embed
from align.bitext import Bead, Bitext, Side
from align.document import Segment
from align.terms import formats
from align.terms.base import Concept, Term, TermBase, inspect
from align.terms.check import CheckSettings, check
from align.terms.occurrences import TermFinder


def rows(name):
    lines = (Path(__file__).parent / "cases" / "terms" / name).read_text(encoding="utf-8").splitlines()
    return [tuple(line.split("\t")) for line in lines]


@pytest.fixture(scope="module")
def base(corpora):
    return formats.read(corpora / "terms" / "un.tbx")


def test_the_tbx_is_what_the_table_says(corpora, base):
    table = formats.read(corpora / "terms" / "un.tsv")
    assert {c.id: (set(c.terms), c.kind, c.subject) for c in table.concepts} == {
        c.id: (set(c.terms), c.kind, c.subject) for c in base.concepts
    }


def test_it_is_large_and_without_conflicts(base):
    assert len(base.concepts) >= 300
    assert {t.status for c in base.concepts for t in c.terms} == {
        "preferred", "admitted", "deprecated", "superseded",
    }  # fmt: skip
    assert base.problems == ()
    # The United Nations writes a convention and its committee with one acronym: CEDAW, CRC, CRPD, CAT; and in
    # Chinese its General Assembly as the General Conference of an agency.
    shared = ("homograph: 'c", "homograph: '大会'")
    assert [problem for problem in inspect(base) if not problem.what.startswith(shared)] == []


def test_every_concept_can_be_checked_in_both_directions(base):
    assert all(c.allowed("zh-CN") and c.allowed("en") for c in base.concepts)


SIX = ("ar", "en", "es", "fr", "ru", "zh-CN")


def test_bodies_countries_and_instruments_have_all_six_languages(base):
    names = [c for c in base.concepts if c.kind]
    assert len(names) >= 190
    assert [(c.id, code) for c in names for code in SIX if not c.allowed(code)] == []


@pytest.mark.parametrize("ending", [".tbx", ".v2.tbx", ".tsv", ".xlsx"])
def test_all_six_languages_are_written_and_read_again(base, tmp_path, ending):
    formats.write(base, tmp_path / f"base{ending}")
    again = formats.read(tmp_path / f"base{ending}")
    assert {c.id: set(c.terms) for c in again.concepts} == {c.id: set(c.terms) for c in base.concepts}


@pytest.mark.parametrize(("source", "target", "text", "translation", "codes"), rows("pairs.tsv"))
def test_its_findings_for_any_pair(base, source, target, text, translation, codes):
    bitext = Bitext(Side(source), Side(target), (Bead((Segment(text),), (Segment(translation),)),))
    assert [finding.code for finding in check(bitext, base) if finding.severity == "error"] == codes.split()


def test_of_a_country_named_twice_the_last_mention_is_the_one_without_an_answer(base):
    text, translation = "In Haiti, the Haitian authorities held elections.", "在海地，挪威当局举行了选举。"
    bitext = Bitext(Side("en"), Side("zh-CN"), (Bead((Segment(text),), (Segment(translation),)),))
    (finding,) = (each for each in check(bitext, base) if each.code == "T2")
    assert (finding.term, finding.found) == ("Haitian", "挪威")


def test_a_country_that_two_bases_have_is_no_stranger_to_itself(base):
    formal = (Term("阿塞拜疆共和国", "zh"), Term("Republic of Azerbaijan", "en"))
    both = TermBase((*base.concepts, Concept("formal", formal, kind="country")))
    text, translation = "阿塞拜疆共和国被占领的地区", "the occupied areas of the Azerbaijani Republic"
    bitext = Bitext(Side("zh-CN"), Side("en"), (Bead((Segment(text),), (Segment(translation),)),))
    assert [each for each in check(bitext, both) if each.severity == "error"] == []


@pytest.mark.parametrize(
    ("source", "target", "codes"),
    [
        ("落实发展权。", "Realize the development right.", ["T1"]),
        ("落实发展权。", "Realize the right to development.", []),
        ("人权理事会通过了决议。", "The Human Rights Board adopted the resolution.", ["T1"]),
        ("越南代表发言。", "The representative of Vietnam spoke.", ["T1"]),
        ("见A/HRC/47/29。", "See A/HRC/47/29.", []),
    ],
)
def test_its_findings(base, source, target, codes):
    bitext = Bitext(Side("zh-CN"), Side("en"), (Bead((Segment(source),), (Segment(target),)),))
    assert [finding.code for finding in check(bitext, base, None, embed.load())] == codes
    assert not TermFinder(base, "en").find("A/HRC/47/29")


@pytest.mark.parametrize(
    ("source", "target", "found"),
    [
        ("Armenia fully shares the concern.", "声明亚中，美尼亚对此同样感到关切。", ""),
        ("The UNDSS Syria team met.", "联合国驻叙安保办开会。", ""),
    ],
)
def test_what_stands_instead_is_a_whole_word_or_nothing(base, source, target, found):
    bitext = Bitext(Side("en"), Side("zh-CN"), (Bead((Segment(source),), (Segment(target),)),))
    findings = check(bitext, base, CheckSettings(frozenset({"T2"})), embed.load())
    assert [finding.found for finding in findings] == [found]


def test_a_piece_of_a_word_tells_that_a_title_is_rendered_otherwise(base):
    """Only where nothing answers may a title go without saying, once it was rendered elsewhere."""
    pairs = [
        ("UNOPS met in Geneva.", "项目厅在日内瓦开会。"),
        (
            "UNOPS used its expertise to link partners to new solutions.",
            "项目处运用专门知识，将伙伴联系到新办法。",
        ),
    ]
    beads = tuple(Bead((Segment(source),), (Segment(target),)) for source, target in pairs)
    bitext = Bitext(Side("en"), Side("zh-CN"), beads)
    findings = check(bitext, base, CheckSettings(frozenset({"T2"})), embed.load())
    assert [(finding.unit, finding.found) for finding in findings] == [("unit::2", "")]
