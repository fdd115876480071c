"""Scores against the definitions, by hand and against the tool that others use."""

import importlib.util
import random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from align.beads import ScoredBead
from align.errors import ReadError
from align.scoring import format_bead, merge_verses, read_beads, retrieval, score_beads

GOLD = [((0,), (0,)), ((1,), (1, 2)), ((2,), ()), ((3, 4), (3,))]


def test_gold_against_itself_is_perfect():
    score = score_beads([(GOLD, GOLD)])
    assert score.strict.f1 == score.lax.f1 == score.ae.f1 == 1.0


def test_nothing_given_scores_nothing():
    score = score_beads([(GOLD, [])])
    assert (score.strict.precision, score.strict.recall, score.strict.f1) == (0.0, 0.0, 0.0)


def test_null_beads_count_in_precision_but_not_in_recall():
    given_beads = [((0,), (0,)), ((1,), ()), ((), (1, 2)), ((2,), ()), ((3, 4), (3,))]
    score = score_beads([(GOLD, given_beads)])
    assert score.strict.precision == pytest.approx(3 / 5)
    assert score.strict.recall == pytest.approx(2 / 3)
    assert (score.ae.precision, score.ae.recall) == pytest.approx((3 / 5, 3 / 4))


def test_lax_wants_overlap_on_both_sides():
    assert score_beads([([((0, 1), (0,))], [((1,), (0, 1))])]).lax.f1 == 1.0
    assert score_beads([([((0,), (0,)), ((1,), (1,))], [((0,), (1,))])]).lax.f1 == 0.0


def test_neighbouring_beads_of_a_verse_are_joined():
    beads = [((0,), (0,)), ((1,), (1,)), ((2,), ()), ((3,), (2,))]
    assert merge_verses(beads, ["a", "a", "b", "b"], ["a", "a", "b"]) == [((0, 1), (0, 1)), ((2, 3), (2,))]
    assert merge_verses([((0, 1), (0,)), ((2,), (1,))], ["a", "b", "b"], ["a", "b"]) == [
        ((0, 1), (0,)),
        ((2,), (1,)),
    ]


@given(
    st.lists(st.integers(0, 99), unique=True),
    st.lists(st.integers(0, 99), unique=True),
    st.integers(0, 10_000).map(lambda n: n / 10_000),
)
def test_lines_read_back(tmp_path_factory, source, target, score):
    path = tmp_path_factory.mktemp("beads") / "x.align"
    bead = ScoredBead(tuple(source), tuple(target), score)
    path.write_text(format_bead(bead) + "\n", encoding="utf-8")
    assert read_beads(path) == [bead]


def test_a_line_that_is_no_bead_is_named(tmp_path):
    path = tmp_path / "x.align"
    path.write_text("[0]:[0]\n[1]:one\n", encoding="utf-8")
    with pytest.raises(ReadError, match="line 2"):
        read_beads(path)


def test_own_nearest_neighbours_are_counted():
    vectors = np.eye(4, dtype=np.float32)
    assert retrieval(vectors, vectors) == (1.0, 1.0)
    assert retrieval(vectors, vectors[[1, 0, 2, 3]])[0] == 0.5


def test_scores_agree_with_the_tool(shared):
    path = shared / "tools" / "score_beads.py"
    spec = importlib.util.spec_from_file_location("score_beads", path)
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    gold = [(b.source, b.target) for b in read_beads(shared / "data/gold/mac-dev/align/002.align")]
    chance = random.Random(7)
    changed = []
    for bead in gold:
        draw = chance.random()
        if draw < 0.1 and changed:
            changed[-1] = (changed[-1][0] + bead[0], changed[-1][1] + bead[1])
        elif draw < 0.2:
            changed += [(bead[0], ()), ((), bead[1])]
        else:
            changed.append(bead)
    theirs, ours = tool.score([gold], [changed]), score_beads([(gold, changed)])
    for rate, names in (
        (ours.strict, "PRF"),
        (ours.lax, ("Pl", "Rl", "Fl")),
        (ours.ae, ("aeP", "aeR", "aeF")),
    ):
        assert (rate.precision, rate.recall, rate.f1) == pytest.approx([theirs[name] for name in names])
