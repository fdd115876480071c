"""Aligning anew: fixed points stay, no segment is lost, one fix mends the rows below, and it is quick."""

from dataclasses import replace
from random import Random

import pytest
from bitexts import bitext_of, bitexts
from hypothesis import given, settings
from hypothesis import strategies as st
from test_web_edits import segments

from align import embed
from align.bitext import Bead
from align.document import Segment
from align.pipeline import align_files
from align.terms.base import TermBase
from align.web.opening import open_target
from align.web.review.edits import EditError, confirm, delete, flag, merge, move_boundary
from align.web.review.realign import REACH, is_fixed, realign, realign_around, realign_from
from align.web.review.session import Session


@pytest.fixture(scope="module")
def report(corpora_of_module):
    return align_files(corpora_of_module / "report/report.en.txt", corpora_of_module / "report/report.zh.txt")


@pytest.fixture(scope="module")
def corpora_of_module(request):
    return request.config.rootpath / "corpora"


def links(bitext):
    return {
        (tuple(s.text for s in b.source), tuple(s.text for s in b.target))
        for b in bitext.beads
        if not b.is_null
    }


def slipped(bitext, first, count):
    """Return the bitext as a wrong alignment has it: from a row on, the translation stands a row too high."""
    for row in range(first, first + count):
        try:
            bitext = move_boundary(bitext, row, "target", 1)
        except EditError:
            break
    return replace(bitext, beads=tuple(replace(b, why="embedding", score=0.4) for b in bitext.beads))


def shifted(bitext, first, count):
    """Return the bitext with the translation a row too low over some rows, all scores as they were."""
    rows = bitext.beads[first : first + count + 1]
    above = [(), *(row.target for row in rows[: count - 1]), rows[count - 1].target + rows[count].target]
    wrong = (replace(row, target=target) for row, target in zip(rows, above, strict=True))
    return replace(bitext, beads=(*bitext.beads[:first], *wrong, *bitext.beads[first + count + 1 :]))


def put_right(wrong, right, row):
    """Return a shifted bitext with one row as it should be, by hand; its neighbours are left with the rest."""
    beads, target = list(wrong.beads), right.beads[row].target
    beads[row - 1] = replace(beads[row - 1], target=beads[row - 1].target + right.beads[row - 1].target)
    beads[row + 1] = replace(beads[row + 1], target=beads[row + 1].target[len(target) :])
    beads[row] = replace(beads[row], target=target, why="hand", score=1.0)
    return replace(wrong, beads=tuple(beads))


def plain_stretches(bitext, count):
    """Yield where a stretch begins whose rows are of one segment on each side."""
    for first in range(1, len(bitext.beads) - count - 1):
        if all(bead.type == "1-1" for bead in bitext.beads[first : first + count + 1]):
            yield first


def names(bitext):
    """Return the links of a bitext, null ones too, each segment by its name."""
    return {(tuple(map(id, bead.source)), tuple(map(id, bead.target))) for bead in bitext.beads}


@settings(max_examples=40)
@given(bitexts, st.integers(0, 5), st.integers(0, 5))
def test_no_segment_is_lost_and_fixed_rows_stay(bitext, first, last):
    try:
        after = realign(bitext, first, last)
    except EditError:
        return
    for side in ("source", "target"):
        assert segments(after, side) == segments(bitext, side)
    assert [b for b in after.beads if is_fixed(b)] == [b for b in bitext.beads if is_fixed(b)]
    assert after.beads[:first] == bitext.beads[:first]
    assert all(bead.source or bead.target for bead in after.beads)


def test_one_fix_mends_the_rows_below(report):
    wrong = slipped(report, 40, 25)
    assert len(links(wrong) & links(report)) < len(links(report)) - 20
    fixed = move_boundary(wrong, 40, "target", -1)
    mended = realign_from(fixed, 40)
    assert len(links(mended) & links(report)) >= len(links(report)) - 3
    assert is_fixed(mended.beads[40])


def test_neighbours_are_aligned_around_what_was_fixed(report):
    wrong = slipped(report, 60, 6)
    mended = realign_around(confirm(move_boundary(wrong, 60, "target", -1), 60), 60)
    assert len(links(mended) & links(report)) >= len(links(report)) - 3


def test_what_is_right_far_off_stays(report):
    """A line that only the translation has stands alone rightly, and its neighbour would take it."""
    where = next(row for row in range(20, len(report.beads)) if report.beads[row].type == "1-1")
    spare = Segment("中文", part=900, end=2, kind="masthead")
    lone = Bead((), (spare,), 1.0, "structure")
    right = replace(report, beads=(*report.beads[:where], lone, *report.beads[where:]))
    wrong = shifted(right, where + 16, 6)
    mended = realign_around(wrong, where + 16)
    assert lone in mended.beads
    assert names(mended) == names(right)


@pytest.mark.parametrize("within", [1, 3, 5])
def test_one_row_put_right_within_a_shifted_stretch_mends_it(report, within):
    wrong = put_right(shifted(report, 60, 6), report, 60 + within)
    row = next(row for row, bead in enumerate(wrong.beads) if bead.why == "hand")
    assert names(realign_around(wrong, row)) == names(report)


def test_what_was_right_outside_a_damage_stays_right(report, shared):
    """Random shifted stretches, with the scores of the right ones: the worst case there is."""
    real = align_files(*(shared / f"data/un/sdg_goals_targets_ares70_1.{end}.txt" for end in ("en", "zh")))
    chance = Random(6)
    for right in (report, real):
        known, stretches = names(right), list(plain_stretches(right, 6))
        for first in chance.sample(stretches, 8):
            wrong = put_right(shifted(right, first, 6), right, first + chance.randrange(1, 6))
            row = next(row for row, bead in enumerate(wrong.beads) if bead.why == "hand")
            was, now = known & names(wrong), known & names(realign_around(wrong, row))
            assert was <= now
            assert known - now == set()


def test_what_gains_nothing_stays_as_it_is(report):
    assert realign_from(report, 30).beads == report.beads
    assert realign_around(report, 60).beads == report.beads


def test_nothing_reaches_over_a_fixed_row(report):
    pinned = confirm(confirm(report, 30), 50)
    after = realign_from(pinned, 31)
    assert pinned.beads[:31] == after.beads[:31]
    assert pinned.beads[50:] == after.beads[-(len(pinned.beads) - 50) :]


def test_what_comes_out_the_same_keeps_its_name_and_note(report):
    noted = flag(report, 33, "look again")
    after = realign(noted, 20, 45)
    assert any(bead.note == "look again" and bead.status == "flagged" for bead in after.beads)
    same = [bead for bead in after.beads[20:40] if any(bead is old for old in report.beads)]
    assert len(same) > 10


def test_a_flag_goes_where_its_segment_goes(report):
    wrong = slipped(report, 60, 4)
    text = wrong.beads[62].source[0]
    mended = realign(flag(wrong, 62, "odd"), 58, 70)
    (bead,) = [bead for bead in mended.beads if bead.source and bead.source[0] is text]
    assert (bead.status, bead.note) == ("flagged", "odd")


def test_an_unlinked_row_stays_unlinked(report):
    apart = delete(report, 30)
    after = realign_around(apart, 30)
    assert apart.beads[30] in after.beads
    assert apart.beads[31] in after.beads


def test_there_must_be_something_to_align():
    rows = bitext_of(("One.", "一。"), ("Two.", "二。"), status="confirmed")
    with pytest.raises(EditError):
        realign(rows, 0, 1)
    with pytest.raises(EditError):
        realign_from(rows, 0)
    with pytest.raises(EditError):
        realign(rows, 1, 7)
    with pytest.raises(EditError):
        realign_around(rows, 9)


def test_it_is_an_edit_like_others(report, tmp_path):
    path = tmp_path / "r.bitext.jsonl"
    slipped(report, 40, 10).save(path)
    session = Session.open(path)
    before = session.bitext
    session.apply("move_boundary", {"i": 40, "side": "target", "by": -1}, version=0, person="Li")
    seen = session.version
    session.apply("merge", {"i": 2}, version=seen, person="Zhang")
    change = session.realign_from(40, version=seen, person="Li")
    assert change.name == "realign"
    assert change.first >= 39
    session.close()
    session = Session.open(path)
    session.undo("Li")
    session.undo("Li")
    session.undo("Zhang")
    assert session.bitext == before
    session.close()


def test_only_so_many_rows_are_aligned_at_once_however_long_the_text(report):
    long = replace(report, beads=tuple(replace(bead, score=0.4) for bead in report.beads) * 5)
    wrong = merge(slipped(long, 200, 60), 150)
    for after in (realign_from(wrong, 151), realign_around(wrong, 150)):
        assert after.beads[: 150 - REACH] == wrong.beads[: 150 - REACH]
        below = len(wrong.beads) - 151 - REACH
        assert after.beads[-below:] == wrong.beads[-below:]


def test_the_page_is_told_where_its_row_went(report, tmp_path):
    pytest.importorskip("fastapi", reason="needs the web extra: pip install 'align-tm[web]'")
    from starlette.testclient import TestClient

    from align.web.app import make_app
    from align.web.folder.open_bitexts import OpenBitexts

    path = tmp_path / "r.bitext.jsonl"
    wrong = put_right(shifted(report, 60, 6), report, 63)
    wrong.save(path)
    bitexts = OpenBitexts(open_target([path]), TermBase(()), tmp_path / "waivers.tsv", embed.load())
    address = "http://127.0.0.1:8765"
    client = TestClient(make_app(bitexts), address, headers={"Origin": address})
    ask = {"i": 61, "how": "around", "version": 0}
    told = client.post(f"/realign/{path.name}", json=ask).json()
    text = wrong.beads[61].source[0].text
    state = bitexts.file(path.name).session.state
    assert state.bitext.beads[state.keys.index(told["at"])].source[0].text == text
    again = client.post(f"/realign/{path.name}", json={**ask, "version": 1}).json()
    assert (again["count"], state.keys.index(again["at"])) == (0, 61)
    bitexts.close()
