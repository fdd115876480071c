"""Reports and waivers: what is written can be read, decided upon and never comes back."""

import csv
import json
from dataclasses import replace
from threading import Thread

import pytest
from openpyxl import load_workbook

from align.bitext import Bead, Bitext, Side
from align.document import Segment
from align.errors import ReadError, SettingsError, WriteError
from align.terms import report, waivers
from align.terms.agreement import agreements
from align.terms.base import Concept, Term, TermBase
from align.terms.check import check
from align.terms.report.workbook import read_decisions
from align.terms.waivers import Waiver, unwaived, waive

BASE = TermBase(
    (
        Concept(
            "rtd",
            (
                Term("发展权", "zh"),
                Term("right to development", "en"),
                Term("development right", "en", "deprecated"),
            ),
        ),
    )
)
PAIRS = [
    ("第一，落实发展权。", "First, the development right."),
    ("共有14名<b>专家</b>。", "There are 15 <b>experts</b>."),
    ("=1+1 发展权 17 名", "=1+1 development right 18"),
]


def bitext(pairs):
    return Bitext(
        Side("zh", "doc"), Side("en", "doc"), tuple(Bead((Segment(s),), (Segment(t),)) for s, t in pairs)
    )


@pytest.fixture
def findings():
    return check(bitext(PAIRS), BASE)


def test_json_and_tsv_hold_every_finding(tmp_path, findings):
    for name in ("r.json", "r.tsv"):
        report.write(findings, tmp_path / name)
    rows = json.loads((tmp_path / "r.json").read_text(encoding="utf-8"))["findings"]
    assert [row["code"] for row in rows] == [finding.code for finding in findings]
    assert {"code", "severity", "unit", "paragraph", "source", "target", "evidence"} <= rows[0].keys()
    lines = (tmp_path / "r.tsv").read_text(encoding="utf-8").splitlines()
    assert len(lines) == len(findings) + 1


def test_csv_and_sarif_hold_every_finding(tmp_path, findings):
    for name in ("r.csv", "r.sarif"):
        report.write(findings, tmp_path / name)
    rows = list(csv.DictReader((tmp_path / "r.csv").open(encoding="utf-8-sig", newline="")))
    assert [row["code"] for row in rows] == [finding.code for finding in findings]
    assert {row["source"] for row in rows if row["source"].endswith("17 名")} == {"'=1+1 发展权 17 名"}
    report.write(findings, tmp_path / "safe.tsv", safe_tables=True)
    assert "\t=1+1" not in (tmp_path / "safe.tsv").read_text(encoding="utf-8")
    (run,) = json.loads((tmp_path / "r.sarif").read_text(encoding="utf-8"))["runs"]
    assert [each["ruleId"] for each in run["results"]] == [finding.code for finding in findings]
    assert [run["tool"]["driver"]["rules"][each["ruleIndex"]]["id"] for each in run["results"]] == [
        finding.code for finding in findings
    ]
    assert {each["level"] for each in run["results"]} <= {"error", "warning", "note"}


def test_the_summary_is_true_however_many_there_are(tmp_path):
    many = [(f"发展权 {n} 号。", f"The development right no. {n}.") for n in range(150)]
    found = check(replace(bitext(many), source=Side("zh"), target=Side("en")), BASE)
    report.write(found, tmp_path / "r.html")
    page = (tmp_path / "r.html").read_text(encoding="utf-8")
    heading = page.partition("<h1")[2].partition("</h1>")[0]
    assert len(found) == 150
    assert "150 findings" in heading
    assert "the same in 149 more places" in page
    assert page.count('class="finding') == 150


def test_a_report_is_named_after_its_document_never_a_path(tmp_path):
    found = check(replace(bitext(PAIRS), source=Side("zh", "secret/folder/report.zh.docx")), BASE)
    report.write(found, tmp_path / "r.html")
    page = (tmp_path / "r.html").read_text(encoding="utf-8")
    assert "report.zh.docx" in page
    assert "secret" not in page


@pytest.mark.parametrize("ending", report.FORMATS)
def test_half_a_character_stops_no_report(tmp_path, ending):
    found = check(bitext([("共有14名 \ud800 专家。", "There are 15 \udfff experts.")]), BASE)
    report.write(found, tmp_path / f"r{ending}")
    assert (tmp_path / f"r{ending}").stat().st_size


def test_the_page_shows_text_as_text_and_loads_nothing(tmp_path, findings):
    report.write(findings, tmp_path / "r.html")
    page = (tmp_path / "r.html").read_text(encoding="utf-8")
    assert "&lt;b&gt;" in page
    assert "<b>experts" not in page
    assert "://" not in page
    assert '<mark class="error">development right</mark>' in page


def test_the_page_says_in_which_language_a_text_is_where_that_is_known(tmp_path, findings):
    for known, shown in (
        (findings, '<p lang="zh" dir="ltr">'),
        ([replace(findings[0], languages=("", ""))], '<p dir="ltr">'),
    ):
        report.write(known, tmp_path / "r.html")
        assert shown in (tmp_path / "r.html").read_text(encoding="utf-8")


def test_the_workbook_has_a_sheet_a_code_and_no_formula(tmp_path, findings):
    report.write(findings, tmp_path / "r.xlsx")
    book = load_workbook(tmp_path / "r.xlsx")
    assert book.sheetnames == ["summary", "T1", "N1"]
    assert all(cell.data_type != "f" for sheet in book for row in sheet for cell in row)


@pytest.mark.parametrize(("locale", "headings"), [
    ("en_US.UTF-8", ("decision", "reason", "person")), ("zh_CN.UTF-8", ("决定", "理由", "经手人"))])  # fmt: skip
def test_decisions_become_waivers_and_waived_findings_stay_away(
    tmp_path, findings, locale, headings, monkeypatch
):
    monkeypatch.setenv("LC_ALL", locale)
    monkeypatch.delenv("LANGUAGE", raising=False)
    report.write(findings, tmp_path / "r.xlsx")
    book = load_workbook(tmp_path / "r.xlsx")
    names = [cell.value for cell in book["T1"][1]]
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")
    for name, value in zip(headings, ("waive everywhere", "client’s wording", "Li"), strict=True):
        book["T1"].cell(2, names.index(name) + 1, value)
    book.save(tmp_path / "r.xlsx")
    decided = read_decisions(tmp_path / "r.xlsx")
    assert [(w.reach, w.reason, w.person) for w in decided] == [("everywhere", "client’s wording", "Li")]
    waivers.write(decided, tmp_path / "w.tsv")
    left = unwaived(findings, waivers.read(tmp_path / "w.tsv"))
    assert {finding.code for finding in left} == {"N1"}


@pytest.mark.parametrize("reach", ["occurrence", "document"])
def test_a_waived_finding_stays_waived_in_another_format_and_folder(findings, reach):
    first, *_ = findings
    waiver = waive(first, reach, reason="quotation")
    elsewhere = replace(bitext(PAIRS), source=Side("zh-CN", "/elsewhere/other.tsv"))
    assert first.code not in {f.code for f in unwaived(check(elsewhere, BASE)[:1], [waiver])}


def test_a_waiver_of_an_older_version_still_holds(findings):
    first, *_ = findings
    for name in (("occurrence", first.fingerprint, "a.en.txt"), ("document", first.matter, first.document)):
        assert first not in unwaived(findings, [Waiver(*name, "ok", "Li", "2026-01-01")])


def test_a_waived_occurrence_survives_another_alignment_and_spares_others(findings):
    first, *_ = findings
    waiver = waive(first, "occurrence", reason="quotation")
    merged = [(PAIRS[0][0] + PAIRS[1][0], PAIRS[0][1] + " " + PAIRS[1][1]), PAIRS[2]]
    again = check(bitext(merged), BASE)
    left = unwaived(again, [waiver])
    assert sum(f.code == "T1" for f in again) - sum(f.code == "T1" for f in left) == 1
    assert any(f.code == "T1" for f in left)


def test_files_of_waivers_are_joined_as_texts_are(tmp_path, findings):
    mine, yours = (waive(each, "occurrence", reason="quotation", person="Li") for each in findings[:2])
    for name, each in (("a.tsv", mine), ("b.tsv", yours)):
        waivers.write([each], tmp_path / name)
    joined = "".join((tmp_path / name).read_text(encoding="utf-8") for name in ("b.tsv", "a.tsv"))
    (tmp_path / "c.tsv").write_text(joined, encoding="utf-8")
    assert waivers.read(tmp_path / "c.tsv") == [yours, mine]


def test_after_twenty_decisions_the_report_says_how_often_the_reader_agreed(tmp_path, findings):
    first, number, *_ = findings
    decided = [
        *(replace(waivers.accept(first, person="Li"), finding=str(n)) for n in range(9)),
        waive(first, "occurrence", reason="quotation", person="Li"),
        *(replace(waive(number, "document", reason="no", person="Li"), document=str(n)) for n in range(12)),
        *(replace(waivers.accept(number, person="Li"), finding=str(n)) for n in range(3)),
    ]
    assert agreements(decided[:19]) == []
    waivers.write(decided, tmp_path / "w.tsv")
    said = [str(each.said()) for each in agreements(waivers.read(tmp_path / "w.tsv"))]
    assert said == [
        'N1: 3 of 15 accepted by you; off = ["N1"] in --settings switches it off',
        "T1: 9 of 10 accepted by you",
    ]
    report.write(findings, tmp_path / "r.html", agreements(decided))
    assert "T1: 9 of 10 accepted by you" in (tmp_path / "r.html").read_text(encoding="utf-8")
    report.write(findings, tmp_path / "r.xlsx", agreements(decided))
    summary = load_workbook(tmp_path / "r.xlsx").worksheets[0]
    assert [row[1] for row in summary.iter_rows(values_only=True)][-2:] == said
    assert first in unwaived([first], decided[:9])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_waivers_that_excel_saved_are_read_and_lose_nothing(tmp_path, findings, encoding):
    path = tmp_path / "w.tsv"
    waiver = waive(findings[0], "document", reason='引文，\u2028"不改"', person="李伟")
    waivers.write([waiver], path)
    path.write_text(path.read_text(encoding="utf-8"), encoding=encoding)
    other = waive(findings[1], "everywhere", reason="quotation", person="Li")
    waivers.add(path, other)
    assert waivers.read(path) == [waiver, other]
    assert waivers.remove(path, waiver)
    assert not waivers.remove(path, waiver)
    assert waivers.read(path) == [other]
    assert [each.name for each in tmp_path.iterdir()] == ["w.tsv"]


def test_people_who_waive_at_once_lose_nothing(tmp_path, findings):
    path = tmp_path / "w.tsv"

    def decide(person):
        for k in range(20):
            waivers.add(path, waive(findings[0], "document", reason=f"case {k}", person=person))

    people = [Thread(target=decide, args=(name,)) for name in ("Li", "Wang", "Zhang")]
    for each in people:
        each.start()
    for each in people:
        each.join()
    assert len(waivers.read(path)) == 60


def test_a_long_matter_and_half_a_character_are_waived_all_the_same(tmp_path):
    long = replace(
        check(bitext(PAIRS), BASE)[0], concept="", term="字 \ud800\x07" * 50_000, document="\ud800"
    )
    for reach in ("occurrence", "document", "everywhere"):
        waivers.add(tmp_path / "w.tsv", waive(long, reach, reason="quotation", person="\ud800 Li"))
        read = waivers.read(tmp_path / "w.tsv")
        assert unwaived([long], read[-1:]) == []
        assert len(str(read[-1])) < 2000


def test_bad_waivers_are_refused(tmp_path, findings):
    with pytest.raises(SettingsError, match=r"501 characters; say it in 500"):
        waive(findings[0], "document", reason="x" * 501)
    waivers.write([], tmp_path / "w.tsv")
    for line in ("occurrence\tx", "a\t" * 200_000, "often" + "\t" * 6, "document\t" + "x" * 200_000):
        (tmp_path / "long.tsv").write_text((tmp_path / "w.tsv").read_text() + f"{line}\n")
        with pytest.raises(ReadError, match=r"long.tsv line 2: this line is no waiver"):
            waivers.read(tmp_path / "long.tsv")
    with pytest.raises(SettingsError, match="needs a reason"):
        waive(findings[0], "document", reason=" ")
    with pytest.raises(SettingsError, match="no reach 'always'"):
        waive(findings[0], "always", reason="x")
    (tmp_path / "w.tsv").write_text("no\twaivers\n")
    with pytest.raises(ReadError, match="no file of waivers"):
        waivers.read(tmp_path / "w.tsv")
    assert waivers.read(tmp_path / "absent.tsv") == []


def test_an_unknown_ending_is_refused(tmp_path, findings):
    with pytest.raises(WriteError, match=r"take \.html"):
        report.write(findings, tmp_path / "r.doc")
    (tmp_path / "x.xlsx").write_text("no workbook")
    with pytest.raises(ReadError, match="no Excel workbook"):
        read_decisions(tmp_path / "x.xlsx")
