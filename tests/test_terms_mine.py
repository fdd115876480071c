"""Term candidates from aligned text."""

import pytest

from align import embed
from align.bitext import Bead, Bitext, Side
from align.document import Segment
from align.terms import formats
from align.terms.base import Concept, Term, TermBase
from align.terms.mine import as_base, mine

SENTENCES = [
    ("委员会审议了发展权问题。", "The Committee considered the right to development."),
    ("各国重申发展权的重要性。", "States reaffirmed the importance of the right to development."),
    ("代表团支持落实发展权。", "Delegations supported the realization of the right to development."),
    ("秘书长提交了气候变化报告。", "The Secretary-General submitted a report on climate change."),
    ("许多国家受到气候变化影响。", "Many countries are affected by climate change."),
    ("大会讨论了气候变化的后果。", "The Assembly discussed the consequences of climate change."),
    ("会议于星期五闭幕。", "The meeting closed on Friday."),
    ("主席感谢各位代表。", "The President thanked the representatives."),
] * 2


def bitext():
    beads = tuple(Bead((Segment(zh),), (Segment(en),)) for zh, en in SENTENCES)
    return Bitext(Side("zh-CN"), Side("en"), beads)


def test_recurring_phrases_are_paired():
    found = {(c.source, c.target.lower()) for c in mine([bitext()], embed.load())}
    assert ("气候变化", "climate change") in found
    assert any(source == "发展权" and "development" in target for source, target in found)


def test_all_that_is_known_of_a_candidate():
    climate, right = mine([bitext()], embed.load())
    assert (climate.source, climate.target, climate.variants) == ("气候变化", "climate change", ())
    assert (right.source, right.target, right.variants) == ("发展权", "right to development", ())
    for candidate, score, first in ((climate, 0.981, 3), (right, 0.924, 0)):
        assert (candidate.count, candidate.source_count, candidate.target_count) == (6, 6, 6)
        assert candidate.score == pytest.approx(score, abs=0.05)
        assert candidate.contexts == tuple(SENTENCES[first : first + 3])


def mined(pairs, **options):
    beads = tuple(Bead((Segment(zh),), (Segment(en),)) for zh, en in pairs)
    return mine([Bitext(Side("zh-CN"), Side("en"), beads)], embed.load(), **options)


@pytest.mark.parametrize(("units", "found"), [(15, False), (16, True)])
def test_what_may_be_chance_is_no_candidate(units, found):
    """Three units hold both, a fourth one side: of fifteen units that may be chance, of sixteen it may not."""
    both = [pair for pair in SENTENCES[:8] if "气候变化" in pair[0]]
    alone = ("许多国家受到影响。", "Many countries suffer from climate change.")
    others = [("会议闭幕。", "The meeting closed.")] * (units - 4)
    pairs = {(c.source, c.target) for c in mined([*both, alone, *others])}
    assert (("气候变化", "climate change") in pairs) == found


def test_a_candidate_may_begin_a_sentence():
    pairs = [
        ("气候变化影响各国。", "Climate change affects States."),
        ("气候变化是一项挑战。", "Climate change is a challenge."),
        ("气候变化威胁岛屿。", "Climate change threatens islands."),
    ]
    found = mined([*pairs, *[("会议闭幕。", "The meeting closed.")] * 9])
    assert ("气候变化", "Climate change") in {(c.source, c.target) for c in found}


def test_known_terms_are_left_out():
    known = TermBase((Concept("1", (Term("气候变化", "zh-CN"), Term("climate change", "en"))),))
    assert not any(c.target.lower() == "climate change" for c in mine([bitext()], embed.load(), known))


def test_candidates_are_read_back_as_a_base(tmp_path):
    base = as_base(mine([bitext()], embed.load()), "zh-CN", "en")
    formats.write(base, tmp_path / "candidates.tbx")
    again = formats.read(tmp_path / "candidates.tbx")
    assert [c.terms for c in again.concepts] == [c.terms for c in base.concepts]


def test_nothing_to_mine():
    assert mine([Bitext(Side("zh"), Side("en"), ())], embed.load()) == []


def test_a_fragment_of_a_longer_candidate_is_left_out():
    found = {c.target.lower() for c in mine([bitext()], embed.load())}
    assert "right to development" in found
    assert not found & {"climate", "change"}


def test_phrases_of_time_and_count_are_no_candidates():
    pairs = [("第三条于星期五通过。", "Article three was adopted on Friday.")] * 5
    beads = tuple(Bead((Segment(zh),), (Segment(en),)) for zh, en in pairs)
    found = mine([Bitext(Side("zh-CN"), Side("en"), beads)], embed.load())
    assert not {c.target for c in found} & {"Friday", "three"}
