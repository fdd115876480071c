"""`align terms …`: what it prints, writes and exits with."""

import json

import pytest
from bitexts import bitext_of
from click.testing import CliRunner

from align.cli import main
from align.terms import formats
from align.terms.base import Concept, Term, TermBase


@pytest.fixture
def files(tmp_path):
    bitext_of(("The right to development.", "发展权利事项。"), ("There are 14 of them.", "共15名。")).save(
        tmp_path / "a.bitext.jsonl"
    )
    (tmp_path / "base.tsv").write_text(
        "en\tzh\tzh deprecated\tkind\nright to development\t发展权\t发展权利事项\t\n", encoding="utf-8"
    )
    return tmp_path


def run(*arguments):
    return CliRunner().invoke(main, ["terms", *map(str, arguments)])


def check(files, *more):
    return run(
        "check", files / "a.bitext.jsonl", "--terms", files / "base.tsv", "--waivers", files / "w.tsv", *more
    )


def test_findings_go_to_stdout_and_exit_with_one(files):
    ran = check(files)
    assert ran.exit_code == 1
    assert [line.split("\t")[0] for line in ran.stdout.splitlines()] == ["code", "T1", "N1"]
    assert "findings    N1 1, T1 1" in ran.stderr


@pytest.mark.parametrize(("fail_on", "code"), [("error", 1), ("warning", 1), ("never", 0)])
def test_fail_on(files, fail_on, code):
    assert check(files, "--fail-on", fail_on).exit_code == code


def test_the_original_is_looked_at_too_where_somebody_asks(files):
    bitext_of(("A development matter.", "发展事项。"), ("The Right.", "发展权利事项。")).save(
        files / "a.bitext.jsonl"
    )
    (files / "base.tsv").write_text(
        "en\ten deprecated\tzh\tzh deprecated\nright to development\tdevelopment matter; The Right\t发展权\t发展权利事项\n",
        encoding="utf-8",
    )
    said = [line.split("\t")[:2] for line in check(files).stdout.splitlines()[1:]]
    assert said == [["T6", "suggestion"]]
    said = [line.split("\t")[:2] for line in check(files, "--original").stdout.splitlines()[1:]]
    assert said == [["T7", "warning"], ["T7", "warning"], ["T6", "suggestion"]]


def test_graded_down_findings_do_not_fail(files):
    (files / "c.toml").write_text('[severity]\nT1 = "suggestion"\nN1 = "warning"\n', encoding="utf-8")
    assert check(files, "--settings", files / "c.toml").exit_code == 0
    assert check(files, "--settings", files / "c.toml", "--fail-on", "warning").exit_code == 1


def test_a_decision_in_excel_silences_a_finding_for_ever(files):
    from openpyxl import load_workbook

    check(files, "-o", files / "r.xlsx", "-o", files / "r.json")
    assert len(json.loads((files / "r.json").read_text(encoding="utf-8"))["findings"]) == 2
    book = load_workbook(files / "r.xlsx")
    for code in ("T1", "N1"):
        for column, value in enumerate(("waive everywhere", "quotation", "Li"), 1):
            book[code].cell(2, column, value)
    book.save(files / "r.xlsx")
    assert run("waive", files / "r.xlsx", "--waivers", files / "w.tsv").exit_code == 0
    ran = check(files)
    assert ran.exit_code == 0
    assert "none (2 waived)" in ran.stderr


def test_what_is_to_be_mended_is_kept_as_accepted_and_waives_nothing(files):
    from openpyxl import load_workbook

    check(files, "-o", files / "r.xlsx")
    book = load_workbook(files / "r.xlsx")
    book["N1"].cell(2, 1, "to be mended")
    book.save(files / "r.xlsx")
    assert "1 finding accepted" in run("waive", files / "r.xlsx", "--waivers", files / "w.tsv").stderr
    assert "findings    N1 1, T1 1" in check(files).stderr


@pytest.mark.parametrize("decision", ["wave", "waived"])
def test_an_unknown_decision_is_an_error_that_names_its_cell(files, decision):
    from openpyxl import load_workbook

    check(files, "-o", files / "r.xlsx")
    book = load_workbook(files / "r.xlsx")
    book["N1"].cell(2, 1, decision)
    book.save(files / "r.xlsx")
    ran = run("waive", files / "r.xlsx", "--waivers", files / "w.tsv")
    assert ran.exit_code == 2
    assert f"sheet N1 cell A2: '{decision}' is no decision" in ran.stderr
    assert not (files / "w.tsv").exists()


@pytest.mark.parametrize(("name", "count"), [("long.tbx", 400_000), ("long.tsv", 20_000)])
def test_a_term_without_end_is_refused_on_reading(files, name, count):
    terms = (Term("word " * count + "x", "en"), Term("词语", "zh"))
    formats.write(TermBase((Concept("1", terms),)), files / name)
    ran = run("info", files / name)
    assert f"{5 * count + 1:,} characters" in ran.stderr
    assert "1 concept, 1 term" in ran.stdout


def test_a_table_of_any_head_is_checked_as_somebody_says(files):
    (files / "t.tsv").write_text("A\tB\tC\nMeet at 3.\t于4时开会。\tMeet at 4.\n", encoding="utf-8")
    ran = run("check", files / "t.tsv", "--waivers", files / "w.tsv")
    assert ran.exit_code == 2
    assert "--column" in ran.stderr
    said = ("--from", "en", "--to", "zh", "--column", "A=source", "--column", "B=target")
    ran = run("check", files / "t.tsv", "--waivers", files / "w.tsv", *said)
    assert "these columns are not read: C" in ran.stderr
    assert "N1" in ran.stdout
    ran = run("check", files / "t.tsv", "--waivers", files / "w.tsv", "--column", "D=source")
    assert ran.exit_code == 2
    assert "no column is called 'D'; the columns are A, B, C" in ran.stderr


def test_convert_and_info(files):
    assert run("convert", files / "base.tsv", files / "base.v2.tbx").exit_code == 0
    ran = run("info", files / "base.v2.tbx")
    assert "1 concept, 3 terms" in ran.stdout


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("check", "a.bitext.jsonl", "-o", "r.doc"), "no report is written with this ending"),
        (("check", "a.bitext.jsonl", "-o", "none/r.html"), "no such folder"),
        (("check", "a.bitext.jsonl", "--terms", "none.tbx"), "no such file"),
        (("info", "base.tsv", "--column", "English"), "names no role"),
    ],
)
def test_what_is_wrong_is_said_and_exits_with_two(files, monkeypatch, arguments, says):
    monkeypatch.chdir(files)
    ran = run(*arguments)
    assert ran.exit_code == 2
    assert says in ran.stderr
