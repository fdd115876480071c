"""Findings on the page: those of the command line, kept up with every edit, settled in its file of waivers."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace

import pytest
from bitexts import bitext_of

from align import embed
from align.bitext import Bitext
from align.errors import SettingsError
from align.terms import waivers
from align.terms.base import Concept, Term, TermBase
from align.terms.check import CheckSettings, check, content_key
from align.terms.waivers import Waiver
from align.web.findings.checker import Checker
from align.web.findings.corrections import correction
from align.web.findings.review_findings import ReviewFindings
from align.web.review.session import EditError, Session

BASE = TermBase(
    (
        Concept(
            "right",
            (
                Term("right to development", "en"),
                Term("发展权", "zh"),
                Term("发展的权力", "zh", status="deprecated"),
            ),
        ),
        Concept("france", (Term("France", "en"), Term("法国", "zh")), kind="country"),
    )
)
ROWS = bitext_of(
    ("The right to development in 2015.", "2015年发展的权力。"),
    ("A quiet row about nothing much.", "没有什么内容的一行。"),
    ("France spoke first.", "它首先发言。"),
    ("There were 12 of them in all.", "一共有13个。"),
    ("Another quiet row about nothing.", "又一行没有什么内容。"),
    ("The right to development again.", "又是发展的权力。"),
)


@pytest.fixture
def findings(session, tmp_path):
    found = ReviewFindings(session, BASE, tmp_path / "waivers.tsv")
    found.refresh()
    return found


def by_place(findings, session):
    """Return the codes of each row that has findings."""
    places = {key: row for row, key in enumerate(session.state.keys)}
    return {places[key]: [f.code for f in found] for key, found in findings.by_row().items()}


def by_command(bitext, base=BASE, waived=()):
    """Return the codes of each row as `align terms check` finds them."""
    rows = {unit.id: row for row, unit in enumerate(bitext.units())}
    found = {}
    for each in waivers.unwaived(check(bitext, base), waived):
        found.setdefault(rows[each.unit], []).append(each.code)
    return found


def edit(session, name, **arguments):
    return session.apply(name, arguments, version=session.version, person="Li")


def first(findings, session, row):
    key = session.state.keys[row]
    return key, findings.by_row()[key][0]


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("merge", {"i": 0, "j": 1}),
        ("confirm", {"i": 0}),
        ("edit_text", {"i": 0, "side": "target", "text": "2016年发展的权力。"}),
        ("edit_text", {"i": 0, "side": "source", "text": "A right to development.", "unlocked": True}),
    ],
)
def test_findings_after_an_edit_are_of_the_document_as_it_is_now(findings, session, name, arguments):
    edit(session, name, **arguments)
    _, found = first(findings, session, 0)
    assert found.content == content_key(session.bitext)


def test_findings_are_those_of_the_command_line(findings, session):
    assert by_place(findings, session) == by_command(ROWS) == {0: ["T1"], 2: ["T2"], 3: ["N1"], 5: ["T1"]}


def test_nothing_is_said_before_the_first_check(session, tmp_path):
    found = ReviewFindings(session, BASE, tmp_path / "w.tsv")
    assert found.is_stale
    assert found.by_row() == {}
    found.refresh()
    assert not found.is_stale


def test_a_fix_settles_a_finding_at_once(findings, session):
    key, found = first(findings, session, 0)
    offered = correction(found, ("en", "zh-CN"))
    assert (offered.text, offered.put) == ("2015年发展权。", "发展权")
    edit(session, "edit_text", i=0, side="target", text=offered.text)
    assert by_place(findings, session) == {2: ["T2"], 3: ["N1"], 5: ["T1"]}
    session.undo("Li")
    assert by_place(findings, session) == by_command(ROWS)
    assert first(findings, session, 0)[0] == key


def test_an_error_shows_at_once(findings, session):
    edit(session, "edit_text", i=1, side="target", text="没有什么内容的99行。")
    assert by_place(findings, session)[1] == ["N1"]


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("merge", {"i": 2}),
        ("delete", {"i": 3}),
        ("move_boundary", {"i": 2, "side": "target", "by": 1}),
        ("split", {"i": 3, "side": "target", "segment": 0, "offset": 3}),
        ("confirm", {"i": 0}),
        ("flag", {"i": 0, "note": "odd"}),
    ],
)
def test_after_any_edit_they_are_what_the_command_line_would_find(findings, session, name, arguments):
    edit(session, name, **arguments)
    at_once = by_place(findings, session)
    assert at_once == by_command(session.bitext)
    findings.refresh()
    assert by_place(findings, session) == at_once
    session.undo("Li")
    assert by_place(findings, session) == by_command(ROWS)


def test_the_value_stays_the_same_until_a_finding_changes(findings, session):
    before = findings.by_row()
    assert findings.by_row() is before
    edit(session, "confirm", i=1)
    assert findings.by_row() is before
    edit(session, "confirm", i=0)
    assert findings.by_row() is not before


@pytest.mark.parametrize(("reach", "left"), [("occurrence", 3), ("document", 2), ("everywhere", 2)])
def test_waivers_reach_as_far_as_was_said(findings, session, tmp_path, reach, left):
    key, found = first(findings, session, 0)
    findings.waive(key, found.fingerprint, reach, reason="a quotation", person="Li Wei")
    assert sum(map(len, findings.by_row().values())) == left
    (waiver,) = waivers.read(tmp_path / "waivers.tsv")
    assert (waiver.reach, waiver.reason, waiver.person) == (reach, "a quotation", "Li Wei")
    assert by_place(findings, session) == by_command(ROWS, waived=[waiver])
    counts = findings.counts()
    assert (counts.open.total(), counts.waived.total(), counts.accepted.total()) == (left, 4 - left, 0)
    findings.take_back(waiver)
    assert sum(map(len, findings.by_row().values())) == 4


def test_a_waiver_from_elsewhere_counts_and_is_kept(findings, session, tmp_path):
    key, found = first(findings, session, 3)
    by_hand = waivers.waive(found, "document", reason="the original is wrong", person="Zhang")
    waivers.write([by_hand], tmp_path / "waivers.tsv")
    assert 3 not in by_place(findings, session)
    key, other = first(findings, session, 0)
    findings.waive(key, other.fingerprint, "occurrence", reason="quoted", person="Li")
    assert waivers.read(tmp_path / "waivers.tsv")[0] == by_hand


def test_the_waivers_at_work_here_are_listed_and_those_that_reach_everywhere(findings, session, tmp_path):
    keys = session.state.keys
    key, found = first(findings, session, 3)
    findings.waive(key, found.fingerprint, "document", reason="the original is wrong", person="Li")
    elsewhere = replace(waivers.read(tmp_path / "waivers.tsv")[0], document="another")
    anywhere = Waiver("everywhere", "T2:nothing of ours:", "", "so", "Zhang", "2026-01-01")
    waivers.write([*waivers.read(tmp_path / "waivers.tsv"), elsewhere, anywhere], tmp_path / "waivers.tsv")
    key, found = first(findings, session, 0)
    findings.waive(key, found.fingerprint, "everywhere", reason="quoted", person="Li")
    assert findings.counts().waived.total() == 3
    listed = [(each.waiver.reach, each.waiver.reason, each.keys) for each in findings.waived()]
    assert listed == [
        ("everywhere", "quoted", (keys[0], keys[5])),
        ("everywhere", "so", ()),
        ("document", "the original is wrong", (keys[3],)),
    ]


def test_a_waiver_that_is_gone_is_told_and_nothing_else_is_lost(findings, session, tmp_path):
    path = tmp_path / "waivers.tsv"
    key, found = first(findings, session, 0)
    waiver = findings.waive(key, found.fingerprint, "document", reason="quoted", person="Li")
    by_hand = Waiver("everywhere", "T2:x:", "", "so", "Zhang", "2026-01-01")
    waivers.write([waiver, by_hand], path)  # the command line, meanwhile
    findings.take_back(waiver)
    assert waivers.read(path) == [by_hand]
    with pytest.raises(EditError, match="taken back already"):
        findings.take_back(waiver)
    assert waivers.read(path) == [by_hand]


def test_files_of_a_folder_share_their_waivers_and_lose_none(tmp_path):
    path, sessions = tmp_path / "waivers.tsv", []
    for name in "abcd":
        replace(ROWS, source=replace(ROWS.source, symbol=name)).save(tmp_path / f"{name}.bitext.jsonl")
        sessions.append(Session.open(tmp_path / f"{name}.bitext.jsonl"))

    def waive_all(session):
        found = ReviewFindings(session, BASE, path)
        found.refresh()
        for key, row in list(found.by_row().items()):
            with suppress(EditError):  # the same text in another file was waived first
                found.waive(key, row[0].fingerprint, "occurrence", reason=str(session.path), person="Li")
        return found

    with ThreadPoolExecutor() as pool:
        every = list(pool.map(waive_all, sessions))
    assert len({waiver.name for waiver in waivers.read(path)}) == 4
    assert not any(found.by_row() for found in every)
    for session in sessions:
        session.close()


def test_a_waiver_needs_a_reason_and_a_finding(findings, session):
    key, found = first(findings, session, 0)
    with pytest.raises(SettingsError, match="reason"):
        findings.waive(key, found.fingerprint, "document", reason=" ", person="Li")
    with pytest.raises(SettingsError, match="reach"):
        findings.waive(key, found.fingerprint, "world", reason="so", person="Li")
    with pytest.raises(EditError, match="settled already"):
        findings.waive(key, "0" * 16, "document", reason="so", person="Li")


def test_accepting_flags_the_row_and_settles_the_finding(findings, session):
    key, found = first(findings, session, 2)
    findings.accept(key, found.fingerprint, person="Li")
    bead = session.bitext.beads[2]
    assert bead.status == "flagged"
    assert bead.note.startswith("T2: France")
    assert 2 not in by_place(findings, session)
    assert findings.counts().accepted["T2"] == 1
    with pytest.raises(EditError):
        findings.accept(key, found.fingerprint, person="Li")
    findings.refresh()
    assert 2 not in by_place(findings, session)
    session.undo("Li")
    assert by_place(findings, session)[2] == ["T2"]


def test_what_was_accepted_is_opened_again_and_the_rest_of_the_note_stays(findings, session):
    edit(session, "edit_text", i=2, side="target", text="它首先发言，共77人。")
    for _ in range(2):
        key, found = first(findings, session, 2)
        findings.accept(key, found.fingerprint, person="Li")
    edit(session, "flag", i=2, note=f"{session.bitext.beads[2].note}; ask Wang")
    number, name = sorted(findings.accepted(), key=lambda entry: entry[1].code)
    key = session.state.keys[2]
    assert [(place, found.code) for place, found in (number, name)] == [(key, "N1"), (key, "T2")]
    findings.reopen(key, name[1].fingerprint, person="Li")
    bead = session.bitext.beads[2]
    assert (bead.status, bead.note) == (
        "flagged",
        "N1: nothing in the original, 77 in the translation; ask Wang",
    )
    assert by_place(findings, session)[2] == ["T2"]
    assert findings.counts().accepted == {"N1": 1}
    session.undo("Li")
    assert 2 not in by_place(findings, session)
    session.redo("Li")
    with pytest.raises(EditError, match="open again already"):
        findings.reopen(session.state.keys[2], name[1].fingerprint, person="Li")


def test_a_row_that_was_only_flagged_with_what_is_opened_again_is_flagged_no_more(findings, session):
    key, found = first(findings, session, 3)
    findings.accept(key, found.fingerprint, person="Li")
    ((key, found),) = findings.accepted()
    findings.reopen(key, found.fingerprint, person="Li")
    assert (session.bitext.beads[3].status, session.bitext.beads[3].note) == ("auto", "")
    assert by_place(findings, session) == by_command(ROWS)


def test_what_rows_far_apart_say_comes_with_the_next_check(tmp_path):
    rows = bitext_of(
        ("The Council decides to remain seized.", "理事会决定继续处理此案。"),
        *((f"Row {k} stands between.", f"第{k}行在中间。") for k in range(30)),
        ("The Council decides to remain seized.", "安理会决定继续审议这个问题。"),
    )
    rows.save(tmp_path / "s.bitext.jsonl")
    session = Session.open(tmp_path / "s.bitext.jsonl")
    found = ReviewFindings(session, BASE, tmp_path / "w.tsv", settings=CheckSettings(frozenset({"S1"})))
    found.refresh()
    ((key, (finding,)),) = found.by_row().items()
    assert finding.code == "S1"
    units = [unit.id for unit in session.bitext.units()]
    assert set(finding.related) == {units[0], units[31]}
    edit(session, "merge", i=10)
    assert set(found.by_row()) == {key}
    edit(
        session, "edit_text", i=session.state.keys.index(key), side="target", text="理事会决定继续处理此案。"
    )
    assert found.by_row() == {}
    found.refresh()
    assert found.by_row() == {}
    session.close()


def test_a_term_in_the_next_row_of_the_paragraph_excuses_its_absence(tmp_path):
    (one,) = bitext_of(("France spoke first, and then it left.", "首先发言，")).beads
    (two,) = bitext_of(("It left.", "法国然后离开。")).beads
    two = replace(two, source=(replace(two.source[0], start=38, end=46),))
    bitext = replace(bitext_of(), beads=(one, two))
    bitext.save(tmp_path / "p.bitext.jsonl")
    session = Session.open(tmp_path / "p.bitext.jsonl")
    found = ReviewFindings(session, BASE, tmp_path / "w.tsv")
    found.refresh()
    assert found.by_row() == {}
    edit(session, "edit_text", i=1, side="target", text="它然后离开。")
    assert by_place(found, session) == by_command(session.bitext) == {0: ["T2"]}
    session.close()


def test_what_is_rendered_elsewhere_in_the_document_may_go_without_saying(tmp_path):
    base = TermBase(
        (Concept("team", (Term("Deployment Review Team", "en"), Term("部署审查组", "zh")), kind="title"),)
    )
    rows = bitext_of(
        ("The Deployment Review Team met twice.", "部署审查组举行了两次会议。"),
        *((f"Row {k} stands between.", f"第{k}行在中间。") for k in range(20)),
        ("A total of 9 were made by the Deployment Review Team.", "共进行了9次。"),
    )
    rows.save(tmp_path / "t.bitext.jsonl")
    session = Session.open(tmp_path / "t.bitext.jsonl")
    settings = CheckSettings(frozenset({"T2"}))
    found = ReviewFindings(session, base, tmp_path / "w.tsv", settings=settings, model=embed.load())
    found.refresh()
    edit(session, "flag", i=21, note="look")
    at_once = by_place(found, session)
    found.refresh()
    assert at_once == by_place(found, session)
    session.close()


def test_a_narrowed_base_finds_what_the_whole_one_finds():
    base = TermBase(
        (
            *BASE.concepts,
            Concept("cover", (Term("发展权利人", "zh", recognise=False), Term("rights holder", "en"))),
            *(Concept(f"other {k}", (Term(f"thing {k}", "en"), Term(f"东西{k}号", "zh"))) for k in range(50)),
        )
    )
    rows = bitext_of(
        ("The right to development and thing 7.", "发展权利人和东西8号。"),
        ("The right to development of thing 9.", "发展的权力和东西9号。"),
        ("France and thing 12 were there.", "当时在那里。"),
    )
    settings = CheckSettings(frozenset({"T1", "T2", "T3", "T4", "T5", "T9"}))
    names = [unit.id for unit in rows.units()]
    assert Checker(base, settings).whole(rows, names) == check(rows, base, settings)


def test_rows_of_one_id_keep_their_own_findings():
    """A memory may hold one unit several times; what points at a place names it as the file does."""
    rows = bitext_of(
        ("There were 14 men.", "有15人。"), ("The right to development.", "发展权。"),
        ("A development right.", "发展权利。"), ("The year 2020 was good.", "2020年很好。"), id="u1",
    )  # fmt: skip
    base = TermBase((Concept("rtd", (Term("发展权", "zh"), Term("right to development", "en"))),))
    found = Checker(base, CheckSettings(frozenset({"N1", "S1", "S2"}))).whole(rows, ["7", "8", "9", "5"])
    assert [(each.unit, each.code) for each in found] == [("7", "N1")]
    double = bitext_of(("The same.", "甲。"), ("The same.", "乙。"), id="u1")
    (same, *_) = Checker(base).whole(double, ["7", "8"])
    assert (same.unit, same.related) == ("8", ("u1", "u1"))


def test_a_large_edit_waits_for_the_next_check(tmp_path):
    bitext = bitext_of(*((f"There were {k} of them.", f"一共有{k}个。") for k in range(300)))
    bitext.save(tmp_path / "l.bitext.jsonl")
    session = Session.open(tmp_path / "l.bitext.jsonl")
    found = ReviewFindings(session, BASE, tmp_path / "w.tsv")
    found.refresh()
    for row in (0, 298):
        edit(session, "edit_text", i=row, side="target", text="一共有7777个。")
    assert found.by_row() == {}
    assert found.is_stale
    found.refresh()
    assert set(by_place(found, session)) == {0, 298}
    session.close()


def test_a_bitext_without_rows_has_no_findings(tmp_path):
    Bitext(ROWS.source, ROWS.target, ()).save(tmp_path / "e.bitext.jsonl")
    session = Session.open(tmp_path / "e.bitext.jsonl")
    found = ReviewFindings(session, BASE, tmp_path / "w.tsv")
    found.refresh()
    assert found.by_row() == {}
    session.close()
