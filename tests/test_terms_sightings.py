"""A waived occurrence is known again by both texts, however they are cut, and others like it are told."""

import pytest
from openpyxl import load_workbook

from align.bitext import Bead, Bitext, Side
from align.document import Segment
from align.terms import report
from align.terms.base import Concept, Term, TermBase
from align.terms.check import check
from align.terms.report.workbook import read_decisions
from align.terms.waivers import Waiver, unwaived, waive

BASE = TermBase(
    (Concept("un", (Term("United Nations", "en"), Term("联合国", "zh"), Term("联国", "zh", "deprecated"))),
     Concept("sc", (Term("Security Council", "en"), Term("安全理事会", "zh")), kind="title"))
)  # fmt: skip
WORDS = "water food housing health work schools roads light rest peace".split()
ALIKE = {
    "a name that is missing": [(f"In {w}, talks of the Security Council went on.", f"{w}：会谈继续。") for w in WORDS],
    "a figure": [(f"In {w}, there were 14 of them in all.", f"{w}：一共有15个。") for w in WORDS],
    "a forbidden term": [(f"In {w}, the whole of the United Nations was there.", f"{w}：联国都在。") for w in WORDS],
    "the translation alone": [(f"In {w}, all of it was there.", f"{w}：都在那里，，一点不少。") for w in WORDS],
    "the same original": [("There were 14 of them.", f"{w}：一共有15个。") for w in WORDS],
}  # fmt: skip


def found(*pairs):
    beads = tuple(Bead((Segment(one),), (Segment(other),)) for one, other in pairs)
    findings = check(Bitext(Side("en", "a"), Side("zh", "b"), beads), BASE)
    return [each for each in findings if each.code != "S1"]


@pytest.mark.parametrize("pairs", ALIKE.values(), ids=ALIKE)
def test_of_many_alike_only_the_one_that_was_waived_stays_away(pairs):
    findings = found(*pairs)
    assert len(findings) == len(pairs)
    waiver = waive(findings[3], "occurrence", reason="so", person="Li")
    assert unwaived(findings, [waiver]) == findings[:3] + findings[4:]


@pytest.mark.parametrize("pairs", ALIKE.values(), ids=ALIKE)
def test_a_workbook_that_comes_back_waives_as_narrowly(pairs, tmp_path):
    findings = found(*pairs)
    report.write(findings, tmp_path / "r.xlsx")
    book = load_workbook(tmp_path / "r.xlsx")
    sheet = book[findings[0].code]
    sheet["A2"], sheet["B2"] = "waive", "so"
    book.save(tmp_path / "r.xlsx")
    (waiver,) = read_decisions(tmp_path / "r.xlsx")
    assert unwaived(findings, [waiver]) == findings[1:]


@pytest.mark.parametrize("pairs", ALIKE.values(), ids=ALIKE)
def test_a_waiver_holds_where_units_are_joined_or_parted(pairs):
    one, other = pairs[0], ("The others went home early today.", "其他人今天很早就回家了。")
    joined = [(f"{one[0]} {other[0]}", one[1] + other[1])]
    for before, after in (([one, other], joined), (joined, [one, other])):
        (first,) = found(*before)
        waiver = waive(first, "occurrence", reason="so", person="Li")
        assert unwaived(found(*after), [waiver]) == []


@pytest.mark.parametrize("pairs", ALIKE.values(), ids=ALIKE)
def test_a_waiver_of_an_older_version_reaches_as_far_as_it_did(pairs):
    findings = found(*pairs)
    waiver = Waiver("occurrence", findings[3].fingerprint, "", "so", "Li", "2026-01-01")
    alike = [each for each in findings if each.fingerprint == findings[3].fingerprint]
    assert unwaived(findings, [waiver]) == [each for each in findings if each not in alike]
    assert findings[3] in alike


def test_what_is_about_a_whole_unit_is_known_by_the_whole():
    texts = [f"The Committee met {when}." for when in ("in the afternoon", "in the evening")]
    one, other = (each for each in found(*zip(texts, texts, strict=True)) if each.code == "U1")
    assert unwaived([one, other], [waive(one, "occurrence", reason="so", person="Li")]) == [other]
