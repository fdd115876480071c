"""The folder view, what can be opened, and which rows to show."""

import os
from dataclasses import replace

import pytest

pytest.importorskip("markupsafe", reason="needs the web extra: pip install 'align-tm[web]'")

from bitexts import bitext_of

from align import exchange
from align.bitext import Bitext
from align.errors import ReadError, SettingsError
from align.terms import waivers
from align.terms.base import TermBase
from align.terms.check import check
from align.web.findings.checker import Checker
from align.web.folder.finding_counts import FindingCounts
from align.web.folder.listing import folder_rows, inside
from align.web.opening import open_target
from align.web.review.edits import confirm, flag
from align.web.review.history import State
from align.web.review.session import Session
from align.web.rows.filters import Filter, matching

GOOD = bitext_of(("One.", "一。"), ("Two.", "二。"), score=0.95)
BAD = bitext_of(("One.", "二。"), ("Two.", ""), score=0.3)


@pytest.fixture
def folder(tmp_path):
    root = tmp_path / "pairs"
    (root / "2021").mkdir(parents=True)
    GOOD.save(root / "good.bitext.jsonl")
    BAD.save(root / "2021/bad.bitext.jsonl")
    (root / "broken.bitext.jsonl").write_text("{}\n", encoding="utf-8")
    (root / "notes.txt").write_text("no bitext", encoding="utf-8")
    return root


def test_bitexts_are_listed_worst_first(folder):
    rows = folder_rows(folder)
    assert [row.name for row in rows] == ["broken.bitext.jsonl", "2021/bad.bitext.jsonl", "good.bitext.jsonl"]
    broken, bad, good = rows
    assert "bitext" in broken.error
    assert (bad.rows, bad.mean_score, bad.to_look_at, bad.confirmed) == (2, 0.15, 2, 0.0)
    assert (good.rows, good.symbol, round(good.mean_score, 2)) == (2, "A/HRC/47/29", 0.95)


def test_a_reviewed_bitext_goes_down_and_says_who_did_it(folder):
    session = Session.open(folder / "2021/bad.bitext.jsonl")
    for row in range(2):
        session.apply("confirm", {"i": row}, version=session.version, person="Li Wei")
    session.close()
    (row,) = [row for row in folder_rows(folder) if row.name.startswith("2021")]
    assert (row.confirmed, row.wrong, row.last_by, row.to_look_at) == (1.0, 0.0, "Li Wei", 0)
    assert row.last_at.endswith("Z")
    assert folder_rows(folder)[-1].name.startswith("2021")


def test_findings_are_counted_where_asked(folder):
    rows = folder_rows(folder, count=lambda path: 7 if path.name.startswith("good") else None)
    assert [row.findings for row in rows] == [None, None, 7]


def test_findings_are_counted_in_the_background(folder, tmp_path):
    bitext_of(("It had 12 of them.", "它有13个。"), ("It had 7 of them.", "它有8个。")).save(
        folder / "wrong.bitext.jsonl"
    )
    path, file = folder / "wrong.bitext.jsonl", tmp_path / "waivers.tsv"
    counts = FindingCounts(Checker(TermBase(())), file)
    assert [row.findings for row in folder_rows(folder, counts.of)] == [None] * 4
    counts.wait()
    rows = {row.name: row.findings for row in folder_rows(folder, counts.of)}
    assert rows["wrong.bitext.jsonl"] == 2
    assert rows["broken.bitext.jsonl"] is None
    first = check(Bitext.load(path), TermBase(()))[0]
    waivers.write([waivers.waive(first, "document", reason="so", person="Li")], file)
    assert counts.of(path) is None
    counts.wait()
    assert counts.of(path) == 1
    flag(Bitext.load(path), 1, "N1: " + check(Bitext.load(path), TermBase(()))[1].message).save(path)
    counts.of(path)
    counts.wait()
    assert counts.of(path) == 0


def test_one_bitext_that_cannot_be_checked_keeps_no_other_from_being_counted(folder, tmp_path):
    class Choosy(Checker):
        def whole(self, bitext, names):
            if not bitext.beads[0].target[0].text.endswith("一。"):
                raise ValueError("checked by nobody")
            return super().whole(bitext, names)

    counts = FindingCounts(Choosy(TermBase(())), tmp_path / "waivers.tsv")
    for _ in range(2):
        found = {row.name: row.findings for row in folder_rows(folder, counts.of)}
        counts.wait()
    assert found["good.bitext.jsonl"] == 0
    assert found["2021/bad.bitext.jsonl"] is None


def test_a_file_is_read_again_only_when_it_changed(folder, monkeypatch):
    folder_rows(folder)
    loads = []
    real = Bitext.load.__func__
    monkeypatch.setattr(Bitext, "load", classmethod(lambda cls, path: loads.append(path) or real(cls, path)))
    folder_rows(folder)
    assert loads == []
    confirm(GOOD, 0).save(folder / "good.bitext.jsonl")
    assert [row.confirmed for row in folder_rows(folder)] == [0.0, 0.0, 0.5]
    assert [path.name for path in loads] == ["good.bitext.jsonl"]


def test_names_lead_to_files(folder):
    for row in folder_rows(folder)[1:]:
        assert inside(folder, row.name) == row.path


@pytest.mark.parametrize(
    "name",
    [
        "../secret.bitext.jsonl",
        "2021/../../secret.bitext.jsonl",
        "..\\secret.bitext.jsonl",
        "/etc/passwd",
        "notes.txt",
        "",
        ".",
        "2021",
        "none.bitext.jsonl",
        "link.bitext.jsonl",
        "door/secret.bitext.jsonl",
        ".hidden.bitext.jsonl",
        "good.bitext.jsonl\0.txt",
        "x" * 5000 + ".bitext.jsonl",
        "~/secret.bitext.jsonl",
    ],
)
def test_no_name_leads_out_of_the_folder(folder, name):
    GOOD.save(folder.parent / "secret.bitext.jsonl")
    GOOD.save(folder / ".hidden.bitext.jsonl")
    (folder / "link.bitext.jsonl").symlink_to(folder.parent / "secret.bitext.jsonl")
    (folder / "door").symlink_to(folder.parent)
    absolute = str(folder.parent / "secret.bitext.jsonl")
    for each in (name, absolute):
        with pytest.raises(ReadError, match="no such bitext"):
            inside(folder, each)
    assert len(folder_rows(folder)) == 3


def test_odd_files_are_shown_as_broken(folder):
    (folder / "loop.bitext.jsonl").symlink_to("loop.bitext.jsonl")
    (folder / "nowhere.bitext.jsonl").symlink_to("absent")
    GOOD.save(os.fsdecode(os.fsencode(folder) + b"/\xff\xfe.bitext.jsonl"))
    GOOD.save(folder / "two\nlines.bitext.jsonl")
    head, line = (folder / "good.bitext.jsonl").read_text(encoding="utf-8").splitlines()[:2]
    odd = line.replace('"text"', '"notes":[{"number":5,"offset":1}],"text"', 1)
    (folder / "types.bitext.jsonl").write_text(f"{head}\n{odd}\n", encoding="utf-8")
    rows = {row.name: row.error for row in folder_rows(folder)}
    good = ["good.bitext.jsonl", "2021/bad.bitext.jsonl"]
    assert [name for name, error in rows.items() if not error] == good[::-1]
    assert "damaged" in rows["types.bitext.jsonl"]
    assert "address" in rows["\udcff\udcfe.bitext.jsonl"]
    assert "address" in rows["two\nlines.bitext.jsonl"]
    assert {"loop.bitext.jsonl", "nowhere.bitext.jsonl"} <= rows.keys()
    for name in ("loop.bitext.jsonl", "nowhere.bitext.jsonl"):
        with pytest.raises(ReadError, match="no such bitext"):
            inside(folder, name)


def test_a_link_inside_the_folder_is_fine(folder):
    (folder / "same.bitext.jsonl").symlink_to(folder / "good.bitext.jsonl")
    assert Bitext.load(inside(folder, "same.bitext.jsonl")) == GOOD


def test_a_bitext_is_opened_as_it_is(folder):
    target = open_target([folder / "good.bitext.jsonl"])
    assert (target.kind, target.path.name, target.notice) == ("bitext", "good.bitext.jsonl", "")
    assert open_target([folder]).kind == "folder"


def test_another_format_becomes_a_bitext_beside_it(folder):
    exchange.write(GOOD, folder / "memory.tmx")
    target = open_target([folder / "memory.tmx"])
    assert target.path == folder / "memory.bitext.jsonl"
    session = Session.open(target.path)
    session.apply("confirm", {"i": 0}, version=0, person="Li")
    session.close()
    again = open_target([folder / "memory.tmx"])
    assert "was there before" in again.notice
    assert Bitext.load(again.path).beads[0].status == "confirmed"


def test_a_pair_is_aligned_and_kept_beside_the_original(corpora, tmp_path):
    for name in ("report.en.txt", "report.zh.txt"):
        (tmp_path / name).write_bytes((corpora / "report" / name).read_bytes())
    steps = []
    target = open_target([tmp_path / "report.en.txt", tmp_path / "report.zh.txt"], progress=steps.append)
    assert target.path == tmp_path / "report.en.bitext.jsonl"
    assert len(Bitext.load(target.path).beads) > 100
    assert "aligning sentences" in steps
    (tmp_path / "other.txt").write_text("Other.", encoding="utf-8")
    with pytest.raises(ReadError, match="another pair"):
        open_target([tmp_path / "report.en.txt", tmp_path / "other.txt"])


@pytest.mark.parametrize("paths", [[], ["a", "b", "c"]])
def test_one_path_or_two(paths):
    with pytest.raises(SettingsError, match="nothing to review"):
        open_target(paths)


def test_a_missing_file_leaves_nothing(tmp_path):
    with pytest.raises(ReadError):
        open_target([tmp_path / "none.bitext.jsonl"])
    with pytest.raises(ReadError):
        open_target([tmp_path / "a.txt", tmp_path / "b.txt"])
    assert not list(tmp_path.iterdir())


def state_of(bitext):
    return State(0, bitext, tuple(range(100, 100 + len(bitext.beads))))


ROWS = bitext_of(
    ("The right to development.", "发展权。"),
    ("Children’s rights.", "儿童權利。"),
    ("Nothing.", ""),
    ("Numbers.", "数字。"),
    ("More.", "更多。"),
)
ROWS = replace(
    ROWS,
    beads=tuple(
        replace(bead, score=score, source=(replace(bead.source[0], number=number),))
        for bead, score, number in zip(
            ROWS.beads, (0.9, 0.4, 0.6, 0.75, 1.0), ("12.", "(a)", "", "12.", "十二、"), strict=True
        )
    ),
)


@pytest.mark.parametrize(
    ("wanted", "rows"),
    [
        (Filter(), [0, 1, 2, 3, 4]),
        (Filter(text="RIGHT"), [0, 1]),
        (Filter(text="权利"), [1]),
        (Filter(text="  the   right"), [0]),
        (Filter(at_most=0.75), [1, 2, 3]),
        (Filter(at_least=0.75), [0, 3, 4]),
        (Filter(at_least=0.5, at_most=0.8), [2, 3]),
        (Filter(statuses=frozenset({"confirmed"})), [3]),
        (Filter(statuses=frozenset({"confirmed", "flagged"})), [3, 4]),
        (Filter(why="hand"), []),
        (Filter(paragraph="12"), [0, 3]),
        (Filter(paragraph="a"), [1]),
        (Filter(paragraph="十二"), [4]),
        (Filter(finding="any"), [0]),
        (Filter(finding="T2"), [0]),
        (Filter(finding="N1"), []),
        (Filter(text="number", paragraph="12"), [3]),
    ],
)
def test_filters(wanted, rows):
    from align.terms.findings import Finding

    state = state_of(flag(confirm(ROWS, 3), 4, "?"))
    found = {100: [Finding("T2", "error", "u", "", "m", "s", "t")]}
    assert matching(state, wanted, found) == rows
